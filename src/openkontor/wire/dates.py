"""Dates and durations in and out: the only code that knows zones, the years 0 and 10000, and the
five kinds of date field (protocol reference 3.5 and 3.6)."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from openkontor.carriers.values import (
    EMPTY_MICROSECONDS,
    MAXIMUM_MICROSECONDS,
    Duration,
    Moment,
    PureDate,
    WallDate,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
DAY = 86_400 * SECOND
LARGEST_OFFSET = 23  # hours

EMPTY_TEXT = "0001-01-01T00:00:00"
MAXIMUM_TEXT = "9999-12-31T23:59:59"
# Clients send the empty and the last date back shifted by their zone, even into the years 0 and 10000.
EMPTY_UNTIL = EMPTY_MICROSECONDS + 2 * DAY
MAXIMUM_FROM = MAXIMUM_MICROSECONDS - 2 * DAY

_DATE = re.compile(
    r"\s*([+-]?\d{4,6})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?\s*",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(-)?(?:(\d+)\.)?(\d+):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_ISO = re.compile(r"(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?", re.IGNORECASE)


def write(moment: Moment, zone: ZoneInfo) -> str:
    """Give the text of a date: instants on the clock of the zone, without a suffix."""
    if moment < EMPTY_UNTIL:
        return EMPTY_TEXT
    if moment >= MAXIMUM_FROM:
        return MAXIMUM_TEXT
    clock = UTC if isinstance(moment, (PureDate, WallDate)) else zone
    return datetime.fromtimestamp(moment // SECOND, clock).isoformat()[:19]


def read(text: str, kind: type[Moment], zone: ZoneInfo) -> Moment:
    """Read a date; without a suffix it is on the clock of the zone. ValueError when it is none."""
    match = _DATE.fullmatch(text)
    if not match:
        if not text.strip():
            return kind(EMPTY_MICROSECONDS)
        raise ValueError(f"{text!r} is not a date such as 2024-05-31T12:30:00")
    year = int(match[1])
    if year < 1:
        return kind(EMPTY_MICROSECONDS)
    if year > 9999:
        return kind(MAXIMUM_MICROSECONDS)
    hour, minute, second = (int(match[group] or 0) for group in (4, 5, 6))
    if kind is PureDate:
        hour = minute = second = 0
    fraction = int((match[7] or "0").ljust(6, "0")[:6])
    wall = datetime(year, int(match[2]), int(match[3]), hour, minute, second, tzinfo=UTC)
    clock = (wall - EPOCH) // MICROSECOND
    if clock < EMPTY_UNTIL:
        return kind(EMPTY_MICROSECONDS)
    if clock >= MAXIMUM_FROM:
        return kind(MAXIMUM_MICROSECONDS)
    if kind is PureDate:
        return kind(clock)
    if kind is WallDate:
        return kind(_wall(clock, match[8], zone))
    return kind(_instant(clock, wall, match[8], zone) + fraction)


def _offset(suffix: str) -> int:
    if suffix in "Zz":
        return 0
    sign = -1 if suffix[0] == "-" else 1
    hours, minutes = int(suffix[1:3]), int(suffix[-2:])
    if hours > LARGEST_OFFSET or minutes > 59:
        raise ValueError(f"{suffix!r} is not an offset from UTC")
    return sign * (hours * 3600 + minutes * 60) * SECOND


def _instant(clock: int, wall: datetime, suffix: str | None, zone: ZoneInfo) -> int:
    if suffix:
        return clock - _offset(suffix)
    return (wall.replace(tzinfo=zone) - EPOCH) // MICROSECOND


def _wall(clock: int, suffix: str | None, zone: ZoneInfo) -> int:
    """A wall-clock date that came with a suffix is put on the clock of the zone."""
    if not suffix:
        return clock
    instant = EPOCH + timedelta(microseconds=clock - _offset(suffix))
    return (instant.astimezone(zone).replace(tzinfo=UTC) - EPOCH) // MICROSECOND


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
        raise ValueError(f"{text!r} is not a time span such as 00:05:00 or PT5M")
    days, hours, minutes, seconds = (int(match[group] or 0) for group in (2, 3, 4, 5))
    total = days * 86_400 + hours * 3600 + minutes * 60 + seconds
    return Duration(-total if match[1] else total)
