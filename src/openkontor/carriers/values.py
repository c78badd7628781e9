"""The values that need more than a plain Python type: five kinds of date, durations, enums, flags.

All dates are whole numbers of microseconds since 1970-01-01T00:00:00. Calendar and stamp
fields are instants (UTC), and so are base stamps, which are always shown on the base zone's clock;
pure and wall dates are what the clock on the wall shows, in no zone.
How they look as text is known to wire/dates.py alone (protocol reference 3.5, 3.6).
"""

import enum
from functools import lru_cache
from typing import ClassVar, Self


class Moment(int):
    """A date field's value, in microseconds since 1970."""

    __slots__ = ()


class Calendar(Moment):
    """An instant people plan with: moved to the zone that was asked for."""

    __slots__ = ()


class Stamp(Moment):
    """Created or updated: an instant, whole seconds on the wire."""

    __slots__ = ()


class PureDate(Moment):
    """A date without time, never moved: a birthday."""

    __slots__ = ()


class WallDate(Moment):
    """Any other date: wall clock, whole seconds, never moved."""

    __slots__ = ()


class BaseStamp(Moment):
    """An instant always shown on the clock of the base zone: when something was chosen or agreed to."""

    __slots__ = ()


class Duration(int):
    """A time span in whole seconds."""

    __slots__ = ()


EMPTY_MICROSECONDS = -62_135_596_800_000_000  # 0001-01-01T00:00:00
MAXIMUM_MICROSECONDS = 253_402_300_799_000_000  # 9999-12-31T23:59:59

NO_CALENDAR = Calendar(EMPTY_MICROSECONDS)
NO_STAMP = Stamp(EMPTY_MICROSECONDS)
NO_PURE_DATE = PureDate(EMPTY_MICROSECONDS)
NO_WALL_DATE = WallDate(EMPTY_MICROSECONDS)
NO_BASE_STAMP = BaseStamp(EMPTY_MICROSECONDS)
LAST_WALL_DATE = WallDate(MAXIMUM_MICROSECONDS)
NO_TIME = Duration(0)


class Published(enum.Enum):
    """An enum that travels as its member's name and is stored as its number."""

    number: int

    def __new__(cls, text: str, number: int) -> Self:  # noqa: D102 - how enum makes its members
        member = object.__new__(cls)
        member._value_ = text
        member.number = number
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Coming in: the name in any case, the number, or the number as text."""
        text = str(value).strip().lower()
        return next((m for m in cls if text in (m.value.lower(), str(m.number))), None)

    @classmethod
    def of(cls, number: int) -> Self:
        """Give the member with this stored number."""
        return next(m for m in cls if m.number == number)


class Flags(int):
    """A flag enum: travels as names joined by comma and space, comes in as number or names."""

    __slots__ = ()
    members: ClassVar[dict[str, int]]

    @lru_cache(1024, typed=True)  # noqa: B019 - it keeps numbers; typed, as those of two kinds have different names
    def __str__(self) -> str:
        single = [name for name, bit in self.members.items() if bit and bit & (bit - 1) == 0 and self & bit]
        zero = next((name for name, bit in self.members.items() if bit == 0), "0")
        return ", ".join(single) or zero

    @classmethod
    def read(cls, value: object) -> Self:
        """Read a number, a number as text, or names in any case; ValueError when unknown."""
        if isinstance(value, int):
            return cls(value)
        known = {name.lower(): bit for name, bit in cls.members.items()}
        total = 0
        for word in map(str.strip, str(value).split(",")):
            if word.isdecimal():
                total |= int(word)
            elif word.lower() in known:
                total |= known[word.lower()]
            elif word:
                raise ValueError(f"'{word[:50]}' is none of {', '.join(cls.members)}")
        return cls(total)


class Encoded:
    """A value of any kind that travels as text: encoded, such as [I:4], or as people read it."""

    __slots__ = ("displayed", "value")

    def __init__(self, value: object, *, displayed: bool = False):
        self.value = value
        self.displayed = displayed
