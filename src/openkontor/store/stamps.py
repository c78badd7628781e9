"""Dates as rows hold them: when a row was changed, and days without a clock."""

from openkontor.carriers.values import NO_WALL_DATE, WallDate

SECOND = 1_000_000  # microseconds

# What `updated` becomes when a row is changed in the second :second, so that each change is later than the one before:
# one within the same second counts as the next.
NEXT_STAMP = f"""CASE WHEN coalesce(updated, registered) < :second THEN :second
            ELSE coalesce(updated, registered) / {SECOND} * {SECOND} + {SECOND} END"""


def wall_date(value: int | None) -> WallDate:
    """Give a stored date; NULL is none."""
    return NO_WALL_DATE if value is None else WallDate(value)


def stored_date(date: WallDate) -> int | None:
    """Give a date as it is stored; none is NULL."""
    return None if date == NO_WALL_DATE else int(date)
