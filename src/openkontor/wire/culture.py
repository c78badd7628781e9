"""Numbers and dates inside texts: encoded, as custom fields and archives carry them, and as people read them.

An encoded value is `[I:4]`, `[D:05/31/2024 00:00:00.0000000]` and the like: one form everywhere, month
first (protocol reference 7.3). Dates are on the clock of the wall here: who has an instant knows on
which clock it is meant.
"""

import base64
import math
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from openkontor.carriers.values import EMPTY_MICROSECONDS, Duration, Encoded, Moment, PureDate, WallDate
from openkontor.wire import dates
from openkontor.wire.dress import Dress

Value = str | bool | int | float | Decimal | time | bytes | list[int]  # dates and durations are whole numbers too

PLAIN = Dress(ZoneInfo("UTC"), ZoneInfo("UTC"))
DAY = 86_400  # seconds

_ENCODED = re.compile(r"\s*\[(?:I|D|DT|T|TS|F|M|A|B):(.*)\]\s*", re.DOTALL)
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})( .*)?")


def encode(value: Value) -> str:
    """Give the encoded form of a value; texts are not encoded."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return f"[B:{base64.b64encode(value).decode()}]"
    if isinstance(value, list):
        return f"[A:{','.join(map(str, value))}]"
    if isinstance(value, time):
        return f"[T:{value:%H:%M}]"
    if isinstance(value, Moment):
        year, month, day, clock = re.split("[-T]", dates.write(value, PLAIN))
        return f"[{'D' if isinstance(value, PureDate) else 'DT'}:{month}/{day}/{year} {clock}.0000000]"
    letters = {Duration: "TS", float: "F", Decimal: "M"}
    return f"[{letters.get(type(value), 'I')}:{_neutral(value)}]"


def as_text(told: Encoded, dress: Dress) -> str:
    """Give a value of a list as its text: encoded or displayed; an instant on the clock it is shown on."""
    value: Any = told.value
    if value is None:
        return ""
    if isinstance(value, Moment) and not isinstance(value, PureDate):
        value = dates.read(dates.write(value, dress._replace(offsets=False)), WallDate, PLAIN)
    return display(value, dress.culture) if told.displayed else encode(value)


def _neutral(value: bool | int | float | Decimal) -> str:
    if isinstance(value, Decimal):
        return f"{value + Decimal('0.00'):f}"  # two decimals at least
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(int(value))


def decode(text: str, kind: type) -> Any:
    """Read a value that may be encoded or bare; a whole number that cannot be read is 0.

    ValueError when it cannot be read as any other kind.
    """
    if kind is str:
        return text
    match = _ENCODED.fullmatch(text)
    return READERS[kind]((match[1] if match else text).strip())


def _int(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


def _number(kind: type[float] | type[Decimal]) -> Callable[[str], float | Decimal]:
    def read(text: str) -> float | Decimal:
        try:
            number = kind(text)
        except InvalidOperation:
            raise ValueError(f"{text!r} is not a number") from None
        if not math.isfinite(number):
            raise ValueError(f"{text!r} is not a number")
        return number

    return read


def _date(kind: type[Moment]) -> Callable[[str], Moment]:
    def read(text: str) -> Moment:
        match = _MONTH_FIRST.fullmatch(text)
        return dates.read(f"{match[3]}-{match[1]}-{match[2]}{match[4] or ''}" if match else text, kind, PLAIN)

    return read


def _time(text: str) -> time:
    if re.search("[-/]", text):  # with a date that means nothing
        seconds = _date(WallDate)(text) // dates.SECOND % DAY
    else:
        seconds = dates.read_duration(text)
    if not 0 <= seconds < DAY:
        raise ValueError(f"{text!r} is not a time of day")
    return datetime.fromtimestamp(seconds, UTC).time()


def _duration(text: str) -> Duration:
    return Duration(text) if re.fullmatch(r"[+-]?\d+", text) else dates.read_duration(text)


READERS: dict[type, Callable[[str], Any]] = {
    bool: lambda text: text.lower() in ("1", "true"),
    int: _int,
    float: _number(float),
    Decimal: _number(Decimal),
    PureDate: _date(PureDate),
    WallDate: _date(WallDate),
    time: _time,
    Duration: _duration,
    list: lambda text: [_int(item) for item in text.split(",") if item.strip()],
    bytes: lambda text: base64.b64decode(text, validate=True),
}


def display(value: str | int | float | Decimal | time, culture: str) -> str:
    """Give a value as people read it: as the culture, such as nb_NO, writes it; without one as computers do."""
    if isinstance(value, Moment) and value == EMPTY_MICROSECONDS:
        return ""
    locale = _locale(culture)
    if locale is None or not isinstance(value, (Moment, time, float, Decimal)):
        return _plainly(value)
    from babel.dates import format_date, format_time
    from babel.numbers import format_decimal

    if isinstance(value, float):
        return format_decimal(value, format="0.##########", locale=locale)
    if isinstance(value, Decimal):
        return format_decimal(value, format="#,##0.00", locale=locale)
    if isinstance(value, time):
        return format_time(value, "short", locale=locale)
    moment = datetime.fromtimestamp(value // dates.SECOND, UTC)
    # Short dates of some cultures leave the century out, which a customer's history cannot.
    day = format_date(moment, re.sub("y+", "y", locale.date_formats["short"].pattern), locale)
    return day if isinstance(value, PureDate) else f"{day} {format_time(moment, 'short', locale=locale)}"


def _plainly(value: str | int | float | Decimal | time) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, time):
        return f"{value:%H:%M}"
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
