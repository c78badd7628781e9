"""Numbers and dates inside texts: encoded, as the rows of archives carry them, and as people read them.

An encoded value is `[I:4]`, `[DT:05/31/2024 12:30:00.0000000]` and the like: one form everywhere, month
first (protocol reference 7.3). Dates are on the clock of the wall here: who has an instant knows on
which clock it is meant.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from openkontor.carriers.values import EMPTY_MICROSECONDS, Duration, Encoded, Moment, PureDate, WallDate
from openkontor.wire import dates
from openkontor.wire.dress import Dress

Value = str | bool | int | float  # dates and durations are whole numbers too

PLAIN = Dress(ZoneInfo("UTC"), ZoneInfo("UTC"))


def as_text(told: Encoded, dress: Dress) -> str:
    """Give a value of a list as its text: encoded or displayed; an instant on the clock it is shown on."""
    value: Any = told.value
    if value is None:
        return ""
    if isinstance(value, Moment) and not isinstance(value, PureDate):
        value = dates.read(dates.write(value, dress._replace(offsets=False)), WallDate, PLAIN)
    return display(value, dress.culture) if told.displayed else encode(value)


def encode(value: Value) -> str:
    """Give the encoded form of a value; texts are not encoded."""
    if isinstance(value, str):
        return value
    if isinstance(value, Moment):
        year, month, day, clock = re.split("[-T]", dates.write(value, PLAIN))
        return f"[{'D' if isinstance(value, PureDate) else 'DT'}:{month}/{day}/{year} {clock}.0000000]"
    letter = {Duration: "TS", float: "F"}.get(type(value), "I")
    return f"[{letter}:{_neutral(value)}]"


def _neutral(value: bool | int | float) -> str:
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(int(value))


def display(value: Value, culture: str) -> str:
    """Give a value as people read it: as the culture, such as nb_NO, writes it; without one as computers do."""
    if isinstance(value, Moment) and value == EMPTY_MICROSECONDS:
        return ""
    locale = _locale(culture)
    if locale is None or not isinstance(value, (Moment, float)):
        return _plainly(value)
    from babel.dates import format_date, format_time
    from babel.numbers import format_decimal

    if isinstance(value, float):
        return format_decimal(value, format="0.##########", locale=locale)
    moment = datetime.fromtimestamp(value // dates.SECOND, UTC)
    # Short dates of some cultures leave the century out, which a customer's history cannot.
    day = format_date(moment, re.sub("y+", "y", locale.date_formats["short"].pattern), locale)
    return day if isinstance(value, PureDate) else f"{day} {format_time(moment, 'short', locale=locale)}"


def _plainly(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Duration):
        return dates.write_duration(value)
    if isinstance(value, Moment):
        day, clock = dates.write(value, PLAIN).split("T")
        return day if isinstance(value, PureDate) else f"{day} {clock[:5]}"
    return _neutral(value)


@lru_cache(100)
def _locale(culture: str) -> Any:
    """What Babel knows of a culture, or else of its language; None for an unknown one."""
    if not culture:
        return None
    from babel import Locale, UnknownLocaleError

    for name in (culture, culture.partition("_")[0]):
        with suppress(ValueError, UnknownLocaleError):  # malformed, unknown
            return Locale.parse(name)
    return None
