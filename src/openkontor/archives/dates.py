"""Parts of dates: years, weeks, quarters … on the clock of who asks."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from openkontor.archives.days import EPOCH, MICROSECOND
from openkontor.archives.tree import SHOWN, refused
from openkontor.carriers.values import EMPTY_MICROSECONDS, Moment

PARTS: dict[str, Callable[[datetime], Any]] = {
    "year": lambda at: at.year,
    "quarter": lambda at: (at.month + 2) // 3,
    "month": lambda at: at.month,
    "day": lambda at: at.day,
    "dayofyear": lambda at: at.timetuple().tm_yday,
    "isodate": lambda at: at.date().isoformat(),
    "isodatehour": lambda at: f"{at:%Y-%m-%dT%H}",
    "dayofweek": lambda at: at.isoweekday() % 7,  # from Sunday, 0
    "dayofweekfrommonday": lambda at: at.weekday(),
    "weekno": lambda at: at.isocalendar().week,
    "yearweekno": lambda at: f"{at.isocalendar().year}/{at.isocalendar().week}",
    "yearweekasisodate": lambda at: _monday(at.date()).isoformat(),
    "yearquarter": lambda at: f"{at.year}/{(at.month + 2) // 3}",
    "yearmonth": lambda at: f"{at.year}/{at.month}",
}


def part_of(moment: Any, zone: Callable[[Moment], Any], part: str, text: str) -> Any:
    """Give a part of a date, None for no date; 400 when the value is none, or the part is unknown."""
    if part not in PARTS:
        raise refused(f"$select: '{part[:SHOWN]}' is no part of a date: {text[:100]}")
    if moment is None:
        return None
    if not isinstance(moment, Moment):
        raise refused(f"$select: DatePart is about dates, and this column holds none: {text[:100]}")
    if moment == EMPTY_MICROSECONDS:
        return None
    return PARTS[part]((EPOCH + int(moment) * MICROSECOND).astimezone(zone(moment)))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
