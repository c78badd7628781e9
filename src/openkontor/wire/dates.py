"""Dates and durations in and out: the only code that knows clocks, offsets, the years 0 and 10000, and
how the five kinds of date field look (protocol reference 3.5 and 3.6).

| kind | without offsets | with offsets |
| --- | --- | --- |
| Calendar | clock of the zone asked for | the same, with that zone's offset |
| Stamp | clock of the base zone | UTC, always Z |
| BaseStamp | clock of the base zone | the same clock, with the offset of the zone asked for |
| PureDate | the day | the day, always Z |
| WallDate | the clock on the wall | the same clock, with the offset of the zone asked for |
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from openkontor.carriers.values import (
    EMPTY_MICROSECONDS,
    MAXIMUM_MICROSECONDS,
    Calendar,
    Duration,
    Moment,
    PureDate,
    Stamp,
    WallDate,
)
from openkontor.errors import SHOWN
from openkontor.wire import zones
from openkontor.wire.dress import Dress

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)
STANDARD_YEAR = 2024  # whose smaller offset stands for a zone where no rule reaches
SECOND = 1_000_000
DAY = 86_400 * SECOND
LARGEST_OFFSET = 23  # hours

EMPTY_TEXT = "0001-01-01T00:00:00"
MAXIMUM_TEXT = "9999-12-31T23:59:59"
# Clients send the empty and the last date back shifted by their zone, even into the years 0 and 10000.
EMPTY_UNTIL = EMPTY_MICROSECONDS + 2 * DAY
MAXIMUM_FROM = MAXIMUM_MICROSECONDS - 2 * DAY + SECOND

_DATE = re.compile(
    r"\s*([+-]?\d{4,6})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?\s*",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(-)?(?:(\d{1,12})\.)?(\d{1,12}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_ISO = re.compile(
    r"(-)?P(?:(\d{1,12})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:\.\d+)?S)?)?", re.IGNORECASE
)


def write(moment: Moment, dress: Dress) -> str:
    """Give the text of a date as the caller wants it."""
    if dress.offsets:
        return _with_offset(moment, dress)
    if moment < EMPTY_UNTIL:  # most dates are empty
        return EMPTY_TEXT
    return _text(moment, _clock(type(moment), dress))


def _clock(kind: type[Moment], dress: Dress) -> tzinfo:
    """The clock a kind of date is shown on, and read from when it comes without an offset."""
    if kind is Calendar:
        return dress.zone
    return UTC if kind in (WallDate, PureDate) else dress.base_zone


def _text(moment: Moment, clock: tzinfo) -> str:
    if moment < EMPTY_UNTIL:
        return EMPTY_TEXT
    if moment >= MAXIMUM_FROM:
        return MAXIMUM_TEXT
    return _shown(moment // SECOND, clock)


@lru_cache(4096)
def _shown(second: int, clock: tzinfo) -> str:
    """What a clock shows at a second since 1970; stamps of one answer, and of one time, are often the same."""
    return datetime.fromtimestamp(second, clock).isoformat()[:19]


def _with_offset(moment: Moment, dress: Dress) -> str:
    kind, zone = type(moment), dress.zone
    if kind in (Stamp, PureDate):
        return _text(moment, UTC) + "Z"
    if zones.is_utc(zone):
        return _text(moment, _clock(kind, dress)) + "Z"
    if moment < EMPTY_UNTIL or moment >= MAXIMUM_FROM:
        return _edge(moment < EMPTY_UNTIL, zone)
    wall = datetime.fromtimestamp(moment // SECOND, _clock(kind, dress)).replace(tzinfo=zone)
    offset = timezone(_offset_at(wall))
    if kind is Calendar:
        return datetime.fromtimestamp(moment // SECOND, offset).isoformat()
    return wall.replace(tzinfo=offset).isoformat()


def _offset_at(moment: datetime) -> timedelta:
    """The offset a zone has at a moment, in whole minutes: in old days they had seconds, which nobody reads."""
    return (moment.utcoffset() or NOTHING) // MINUTE * MINUTE


@cache
def _edge(is_empty: bool, zone: ZoneInfo) -> str:
    """The empty or the last date with the zone's standard offset, kept where UTC knows it too."""
    offset = min(datetime(STANDARD_YEAR, month, 1, tzinfo=zone).utcoffset() or NOTHING for month in (1, 7))
    wall = datetime.fromisoformat(EMPTY_TEXT if is_empty else MAXIMUM_TEXT)
    if is_empty == (offset > NOTHING):  # UTC would be in the year 0, or 10000
        wall += offset
    return wall.replace(tzinfo=timezone(offset)).isoformat()


def read(text: str, kind: type[Moment], dress: Dress) -> Moment:
    """Read a date as `write` shows it; with an offset it may be on any clock. ValueError when it is none."""
    match = _DATE.fullmatch(text)
    if not match:
        if not text.strip():
            return kind(EMPTY_MICROSECONDS)
        raise ValueError(f"{text[:SHOWN]!r} is not a date such as 2024-05-31T12:30:00")
    year = int(match[1])
    if year < 1:
        return kind(EMPTY_MICROSECONDS)
    if year > 9999:
        return kind(MAXIMUM_MICROSECONDS)
    wall = _wall(year, match, kind)
    shown = (wall - EPOCH) // MICROSECOND
    if shown < EMPTY_UNTIL:
        return kind(EMPTY_MICROSECONDS)
    if shown >= MAXIMUM_FROM:
        return kind(MAXIMUM_MICROSECONDS)
    if kind is PureDate:
        return kind(shown)
    fraction = 0 if kind is WallDate else int((match[7] or "0").ljust(6, "0")[:6])
    return kind((_moment(wall, match[8], kind, dress) - EPOCH) // MICROSECOND + fraction)


def _wall(year: int, match: re.Match[str], kind: type[Moment]) -> datetime:
    hour, minute, second = (0 if kind is PureDate else int(match[group] or 0) for group in (4, 5, 6))
    try:
        return datetime(year, int(match[2]), int(match[3]), hour, minute, second, tzinfo=UTC)
    except ValueError as error:
        raise ValueError(f"{match[0][:SHOWN]!r} is not a date: {error}") from None


def _moment(wall: datetime, suffix: str | None, kind: type[Moment], dress: Dress) -> datetime:
    if suffix:
        offset = _offset(suffix)
        if kind in (Calendar, Stamp):
            return wall - offset
        # Other dates bear the offset of the zone that was asked for, whichever clock they are on.
        if _offset_at(wall.replace(tzinfo=dress.zone)) != offset:
            wall = (wall - offset).astimezone(dress.zone)
    return wall.replace(tzinfo=_clock(kind, dress))


def _offset(suffix: str) -> timedelta:
    if suffix in "Zz":
        return NOTHING
    hours, minutes = int(suffix[1:3]), int(suffix[-2:])
    if hours > LARGEST_OFFSET or minutes > 59:
        raise ValueError(f"{suffix!r} is not an offset from UTC")
    offset = timedelta(hours=hours, minutes=minutes)
    return -offset if suffix[0] == "-" else offset


def write_duration(duration: Duration) -> str:
    """Give a time span as [d.]HH:mm:ss."""
    sign = "-" if duration < 0 else ""
    days, rest = divmod(abs(duration), 86_400)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{sign}{days}.{clock}" if days else f"{sign}{clock}"


def read_duration(text: str) -> Duration:
    """Read a time span: [d.]HH:mm[:ss] or an ISO duration such as PT5M. ValueError when it is none."""
    match = _CLOCK.fullmatch(text.strip()) or _ISO.fullmatch(text.strip())
    if not match:
        raise ValueError(f"{text[:SHOWN]!r} is not a time span such as 00:05:00 or PT5M")
    days, hours, minutes, seconds = (int(match[group] or 0) for group in (2, 3, 4, 5))
    total = days * 86_400 + hours * 3600 + minutes * 60 + seconds
    return Duration(-total if match[1] else total)
