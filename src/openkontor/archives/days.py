"""Dates in filters: what is written becomes a stretch of time, on the clock of the caller or of the installation.

All stretches are in microseconds since 1970 and end before their second number (protocol reference 7.3, 8.3).
"""

import calendar
import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from openkontor.archives.tree import SHOWN, Stretch

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
EARLIEST, LATEST = -62_135_596_800_000_000, 253_402_300_800_000_000

_ENCODED = re.compile(r"\s*\[DT?:(.*)\]\s*", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(.*)", re.DOTALL)
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", re.DOTALL)
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)", re.DOTALL)
_CLOCK = re.compile(r"(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)


class Written(NamedTuple):
    """A date that was written: a wall clock, on a clock of its own if it said so."""

    wall: datetime
    has_time: bool
    offset: timezone | None


def read(text: str) -> Written:
    """Read a date: 2021-1-1, 2014.3.4, 05/31/2024, 31.5.2024, 2020-05-28T15:00:00Z, [D:05/31/2024].

    ValueError when it is none.
    """
    encoded = _ENCODED.fullmatch(text)
    bare = (encoded[1] if encoded else text).strip()
    if found := _YEAR_FIRST.fullmatch(bare):
        year, month, day, rest = found.groups()
    elif found := _MONTH_FIRST.fullmatch(bare):
        month, day, year, rest = found.groups()
    elif found := _DAY_FIRST.fullmatch(bare):
        day, month, year, rest = found.groups()
    else:
        raise ValueError(f"'{text[:SHOWN]}' is not a date such as 2024-05-31 or 2024-05-31T12:30:00")
    return _with_clock(datetime(int(year), int(month), int(day)), rest, text)


def _with_clock(day: datetime, rest: str, text: str) -> Written:
    if not rest.strip():
        return Written(day, False, None)
    found = _CLOCK.fullmatch(rest.rstrip())
    if not found:
        raise ValueError(f"'{text[:SHOWN]}' is not a date such as 2024-05-31 or 2024-05-31T12:30:00")
    hour, minute, second = (int(found[group] or 0) for group in (1, 2, 3))
    micros = int((found[4] or "0").ljust(6, "0")[:6])
    return Written(day.replace(hour=hour, minute=minute, second=second, microsecond=micros), True, _offset(found[5]))


def _offset(suffix: str | None) -> timezone | None:
    if not suffix:
        return None
    if suffix in "Zz":
        return UTC
    minutes = int(suffix[1:3]) * 60 + int(suffix[-2:])
    return timezone(timedelta(minutes=-minutes if suffix[0] == "-" else minutes))


def day_of(written: Written, zone: tzinfo) -> tuple[int, int]:
    """Give the whole day a date lies in."""
    wall = written.wall
    if written.offset is not None and date.min.year < wall.year < date.max.year:
        wall = wall.replace(tzinfo=written.offset).astimezone(zone)
    return days(wall.date(), wall.date(), zone)


def second_of(written: Written, zone: tzinfo) -> tuple[int, int]:
    """Give the second a date names; a date without a time names the first one of its day."""
    start = _instant(written.wall, written.offset or zone) // SECOND * SECOND
    return start, start + SECOND


def days(first: date | None, last: date | None, zone: tzinfo) -> tuple[int, int]:
    """Give the time from a day's beginning to another's end; None for a day leaves that side open."""
    start = EARLIEST if first is None else _instant(datetime(first.year, first.month, first.day), zone)
    if last is None or last >= date.max:
        return start, LATEST
    following = last + timedelta(days=1)
    return start, _instant(datetime(following.year, following.month, following.day), zone)


def today(now: int, clock: tzinfo) -> date:
    """Give the day it is on a clock."""
    return (EPOCH + now * MICROSECOND).astimezone(clock).date()


def stretch(told: Stretch, today: date, zone: tzinfo) -> tuple[int, int]:
    """Give a stretch of days around today, such as ("month", -1, -1) for last month; weeks begin on Monday."""
    unit, first, last = told
    start = None if first is None else _unit(unit, first, today)[0]
    end = None if last is None else _unit(unit, last, today)[1]
    return days(start, end, zone)


def _unit(unit: str, step: int, today: date) -> tuple[date, date]:
    """The first and the last day of a unit, so many steps from the one today lies in."""
    if unit in ("day", "week"):
        start = today - timedelta(days=today.weekday() if unit == "week" else 0)
        length = 7 if unit == "week" else 1
        start = _moved(start, step * length)
        return start, _moved(start, length - 1)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    number = (today.year * 12 + today.month - 1) // months + step
    return _month(number * months).replace(day=1), _end_of(_month((number + 1) * months - 1))


def _moved(day: date, by: int) -> date:
    try:
        return day + timedelta(days=by)
    except OverflowError:
        return date.max if by > 0 else date.min


def _month(number: int) -> date:
    year = min(max(number // 12, date.min.year), date.max.year)
    return date(year, number % 12 + 1, 1)


def _end_of(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _instant(wall: datetime, zone: tzinfo) -> int:
    """A wall clock as microseconds since 1970; at the edges of the calendar, where zones have no rules, as in UTC."""
    clock = zone if date.min.year < wall.year < date.max.year else UTC
    return (wall.replace(tzinfo=clock) - EPOCH) // MICROSECOND
