"""The columns of time zones: their table is in memory, and the database is given their ids."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from openkontor.archives.columns import Column, Kind
from openkontor.archives.kinds import INT
from openkontor.archives.known import known
from openkontor.archives.parts import not_held, shown_only
from openkontor.store.query import Stored
from openkontor.store.reference import Reference
from openkontor.wire import zones
from openkontor.wire.zones import Zone

KEY = Stored("zone_id", always=True)


@cache
def _table() -> dict[int, Zone]:
    return {zone.id: zone for zone in zones.table()}


@cache
def numbers() -> str:
    """Give the ids of all time zones, as a JSON array."""
    return json.dumps(list(_table()))


def _items(reference: Reference) -> Mapping[int, Zone]:
    return _table()


def _country(reference: Reference, zone: Zone) -> str:
    lands = reference.countries.values()
    return next((land.name for land in lands if land.two_letter_iso_country == zone.code[:2]), "")


@cache
def _offsets(name: str, year: int) -> tuple[int, ...]:
    """The minutes that a zone's clocks are ahead of UTC in a year; in summer more, if they are changed at all."""
    days = (datetime(year, month, 1, tzinfo=ZoneInfo(name)) for month in (1, 7))
    return tuple(sorted({(day.utcoffset() or timedelta()) // timedelta(minutes=1) for day in days}))


def _offset(which: int) -> Callable[[Reference, Zone], int]:
    def minutes(reference: Reference, zone: Zone) -> int:
        found = _offsets(zone.name, datetime.now(UTC).year)
        return found[which] if which < len(found) else 0

    return minutes


def _clock(which: int) -> Callable[[Reference, Zone], str]:
    def clock(reference: Reference, zone: Zone) -> str:
        found = _offsets(zone.name, datetime.now(UTC).year)
        if which >= len(found):
            return ""
        hours, minutes = divmod(abs(found[which]), 60)
        return f"{'-' if found[which] < 0 else '+'}{hours}:{minutes:02}" if found[which] else "0"

    return clock


def _kind(restriction: str, show: Callable[[Reference, Zone], Any], empty: Any = "") -> Kind:
    # Offsets follow from the year too: nothing shown of a zone is remembered with the reference data.
    return known(restriction, _items, show, empty, by_id=False)._replace(is_known=False)


def _shown(name: str, show: Callable[[Reference, Zone], Any], empty: Any = "") -> Column:
    return shown_only(Column(name, _kind("", show, empty), KEY))


ZONES = (
    shown_only(Column("id", INT, KEY)),
    _shown("isActive", lambda _, zone: 1, 0)._replace(sorts=True),
    *not_held("", "flag"),
    Column("timeZone", _kind("string", lambda _, zone: zone.code), KEY),
    Column("country", _kind("string", _country), KEY),
    *not_held("string", "region"),
    Column("cities", _kind("string", lambda _, zone: zone.name.rpartition("/")[2].replace("_", " ")), KEY),
    _shown("offset", _clock(0)),
    _shown("daylight", _clock(1)),
    _shown("offsetRaw", _offset(0), 0),
    _shown("daylightRaw", _offset(1), 0),
)
DEFAULT = ("id", "timeZone", "country", "region", "offset", "daylight", "isActive")
