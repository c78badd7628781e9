"""The TimeZone agent: the zone of the installation and that of the caller (protocol reference 3.6)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.time_zone import TimeZoneData, TimeZoneRule
from openkontor.wire import zones

NOTHING = timedelta(0)
UNBUILT = "rules as patterns, and of other years than this one"


@method("TimeZone", takes="nothing", runs="read", allows="associate")
def get_base_time_zone_id(call: Call) -> Int32:
    """Give the id of the installation's time zone; 0 for one without an id."""
    row = zones.row_of(call.reference.base_zone)
    return 0 if row is None else row.id


@method("TimeZone", takes="nothing", runs="read", allows="associate", missing=UNBUILT, rest_only=True)
def get_base_time_zone(call: Call) -> TimeZoneData:
    """Give the installation's time zone, which plain dates are in."""
    return _data(call, call.reference.base_zone)


@method("TimeZone", takes="nothing", runs="read", allows="associate", missing=UNBUILT, rest_only=True)
def get_current_time_zone(call: Call) -> TimeZoneData:
    """Give the time zone of this request: that of SO-TimeZone, else the installation's."""
    return _data(call, call.clock)


def _data(call: Call, zone: ZoneInfo) -> TimeZoneData:
    row = zones.row_of(zone)
    code = zones.code_of(zone)
    lands = (land for land in call.reference.countries.values() if land.two_letter_iso_country == code[:2])
    land = next(lands, None) if row is not None and not zones.is_utc(zone) else None
    made = TimeZoneData(row.id if row else 0, zone.key, code, zone.key.rpartition("/")[2].replace("_", " "))
    made.iso_number = land.country_id if land else 0
    year = datetime.fromtimestamp(call.now / 1_000_000, UTC).year
    made.time_zone_std_rules = {str(year): rule} if (rule := _rule(zone, year, summer=False)) else {}
    made.time_zone_dst_rules = {str(year): rule} if (rule := _rule(zone, year, summer=True)) else {}
    return made


def _rule(zone: ZoneInfo, year: int, *, summer: bool) -> TimeZoneRule | None:
    """When summer or standard time begins and ends in a year, and its offset from UTC in minutes; None without it."""
    noons = [datetime(year, 1, 1, 12, tzinfo=zone) + timedelta(days=day) for day in range(366)]
    days = [noon for noon in noons if noon.year == year and bool(noon.dst() or NOTHING) is summer]
    if not days:
        return None
    start, end = _edges([noon.date() for noon in days])
    offset = (days[0].utcoffset() or NOTHING) // timedelta(minutes=1)
    return TimeZoneRule(offset, "", "", start.day, start.month, end.day, end.month)


def _edges(days: list[date]) -> tuple[date, date]:
    """The first and last of days in a row; a stretch that goes over New Year begins after its gap."""
    gap = next((place for place in range(1, len(days)) if (days[place] - days[place - 1]).days > 1), 0)
    return days[gap], days[gap - 1]
