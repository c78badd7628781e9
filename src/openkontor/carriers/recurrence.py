"""How appointments repeat."""

from typing import ClassVar

import msgspec

from openkontor.carriers.declare import Int32
from openkontor.carriers.values import NO_WALL_DATE, Flags, Published, WallDate


class Weekday(Flags):
    """Days of the week."""

    members: ClassVar = {
        "Unknown": 0,
        "Monday": 1,
        "Tuesday": 2,
        "Wednesday": 4,
        "Thursday": 8,
        "Friday": 16,
        "Saturday": 32,
        "Sunday": 64,
    }


class RecurrenceEndType(Published):
    """How a recurrence ends."""

    Unknown = "Unknown", 0
    EndDate = "EndDate", 1
    Counter = "Counter", 2


class RecurrencePattern(Published):
    """What a recurrence repeats by."""

    Unknown = "Unknown", 0
    Daily = "Daily", 1
    Weekly = "Weekly", 2
    Monthly = "Monthly", 3
    Yearly = "Yearly", 4
    Custom = "Custom", 5


class RecurrenceDailyPattern(Published):
    """How a daily recurrence counts."""

    Unknown = "Unknown", 0
    EveryWorkday = "EveryWorkday", 1
    EveryWeekday = "EveryWeekday", 2
    EveryCyclicDay = "EveryCyclicDay", 3


class RecurrenceDayPattern(msgspec.Struct, rename="pascal"):
    """Every so many days."""

    pattern: RecurrenceDailyPattern = RecurrenceDailyPattern.Unknown
    cycle: Int32 = 0


class RecurrenceWeekPattern(msgspec.Struct, rename="pascal"):
    """Every so many weeks, on these days."""

    weekdays: Weekday = Weekday(0)
    cycle: Int32 = 0


class RecurrenceMonthlyPattern(Published):
    """How a monthly recurrence counts."""

    Unknown = "Unknown", 0
    DayOfMonth = "DayOfMonth", 4
    WeekdayOfMonth = "WeekdayOfMonth", 5


class WeekOfMonth(Published):
    """Which week of the month."""

    Unknown = "Unknown", 0
    First = "First", 1
    Second = "Second", 2
    Third = "Third", 3
    Fourth = "Fourth", 4
    Last = "Last", 5


class RecurrenceMonthPattern(msgspec.Struct, rename="pascal"):
    """Every so many months, on this day."""

    pattern: RecurrenceMonthlyPattern = RecurrenceMonthlyPattern.Unknown
    cycle: Int32 = 0
    day: Int32 = 0
    weekday: Weekday = Weekday(0)
    week_of_month: WeekOfMonth = WeekOfMonth.Unknown


class RecurrenceYearlyPattern(Published):
    """How a yearly recurrence counts."""

    Unknown = "Unknown", 0
    DayOfMonth = "DayOfMonth", 6
    WeekdayOfMonth = "WeekdayOfMonth", 7


class RecurrenceYearPattern(msgspec.Struct, rename="pascal"):
    """Every year in this month, on this day."""

    pattern: RecurrenceYearlyPattern = RecurrenceYearlyPattern.Unknown
    cycle: Int32 = 0
    day: Int32 = 0
    weekday: Weekday = Weekday(0)
    week_of_month: WeekOfMonth = WeekOfMonth.Unknown


class RecurrenceDate(msgspec.Struct, rename="pascal"):
    """One date of a recurrence."""

    date: WallDate = NO_WALL_DATE
    is_conflict: bool = False
    description: str | None = None
    description_style_hint: str = ""
    tooltip: str = ""


class RecurrenceInfo(msgspec.Struct, rename="pascal"):
    """How an appointment repeats."""

    recurrence_id: Int32 = 0
    start_date: WallDate = NO_WALL_DATE
    end_date: WallDate = NO_WALL_DATE
    recurrence_counter: Int32 = 0
    recurrence_end_type: RecurrenceEndType = RecurrenceEndType.Unknown
    pattern: RecurrencePattern = RecurrencePattern.Unknown
    day_pattern: RecurrenceDayPattern | None = None
    week_pattern: RecurrenceWeekPattern | None = None
    month_pattern: RecurrenceMonthPattern | None = None
    year_pattern: RecurrenceYearPattern | None = None
    dates: list[RecurrenceDate] | None = None
    is_recurrence: bool = False
