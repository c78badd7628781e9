"""What is counted: how many activities, sales and requests a company or a project has, and when the last ones were.

It is worked out when it is asked for, of what the caller may see; an activity counts where it would be listed.
"""

from typing import Literal, NamedTuple

from openkontor.archives.columns import Column, Kind, Later
from openkontor.archives.guards import (
    ACTIVITY_COMPLETED,
    APPOINTMENTS,
    IS_ACTIVITY,
    IS_REQUEST,
    MEMBERS,
    REQUEST_CLOSED,
    SALE_COMPLETED,
    SALES,
    STAKEHOLDERS,
    TICKETS,
)
from openkontor.archives.kinds import BASE, BOOL, CALENDAR, INT, STAMP, WALL, lately
from openkontor.carriers.values import Calendar, Stamp, WallDate
from openkontor.store.query import Compare, Condition, Either, Gathered, Guard, Matching, Stored

PERIOD = 90  # days


class Counted(NamedTuple):
    """The rows of a table that are counted by their dates."""

    many: str
    one: str
    table: str
    date: str
    shown: Kind  # how their date is shown
    clock: type  # which clock it is on
    completed: Matching
    guard: Guard
    rows: tuple[Condition, ...] = ()  # which of them count


ACTIVITIES = Counted(
    "Activities",
    "Activity",
    "appointment",
    "activeDate",
    CALENDAR,
    Calendar,
    ACTIVITY_COMPLETED,
    APPOINTMENTS,
    (IS_ACTIVITY,),
)
DEALS = Counted("Sales", "Sale", "sale", "saledate", WALL, WallDate, SALE_COMPLETED, SALES)
REQUESTS = Counted(
    "Tickets",
    "Ticket",
    "ticket",
    "created_at",
    STAMP,
    Stamp,
    REQUEST_CLOSED,
    TICKETS,
    (IS_REQUEST,),
)


def counts(key: str, *counted: Counted) -> tuple[Column, ...]:
    """Declare what is counted of the record with this key."""
    return tuple(column for one in counted for column in (*_numbers(key, one), *_dates(key, one)))


def _numbers(key: str, counted: Counted) -> tuple[Column, ...]:
    is_open, recent = Compare(counted.completed, "=", 0), lately(Stored(counted.date), counted.clock, PERIOD)
    return (
        _number(f"NumberOf{counted.many}", key, counted),
        _number(f"NumberOf{counted.many}InPeriod", key, counted, recent),
        _number(f"NumberOfNotCompleted{counted.many}", key, counted, is_open),
        _number(f"NumberOfNotCompleted{counted.many}InPeriod", key, counted, is_open, recent),
    )


def _number(name: str, key: str, counted: Counted, *where: Condition) -> Column:
    rows = Gathered("count", counted.table, (key, key), where=(*counted.rows, *where), guard=counted.guard)
    return Column(name, INT, rows, sorts=False)


def _dates(key: str, counted: Counted) -> tuple[Column, ...]:
    return (
        _last(f"Last{counted.one}", key, counted),
        _last(f"LastCompleted{counted.one}", key, counted, Compare(counted.completed, "=", 1)),
        _last(f"LastDoBy{counted.one}", key, counted, Compare(counted.completed, "=", 0)),
    )


def _last(name: str, key: str, counted: Counted, *where: Condition) -> Column:
    where = (*counted.rows, *where)
    rows = Gathered("max", counted.table, (key, key), counted.date, where=where, guard=counted.guard)
    return Column(name, counted.shown, rows, sorts=False)


def any_of(name: str, table: str, key: str, guard: Guard) -> Column:
    """Declare whether there are any rows with the key of the listed one that the caller may see."""
    return Column(name, BOOL, Gathered("any", table, (key, key), guard=guard))


IS_MEMBER = any_of("isProjectMember", "projectmember", "person_id", MEMBERS)
IS_STAKEHOLDER = any_of("isStakeholder", "SaleStakeholder", "person_id", STAKEHOLDERS)
HAS_STAKEHOLDERS = any_of("hasStakeholders", "SaleStakeholder", "sale_id", STAKEHOLDERS)

# What comes next is read off the same activities as in a sale and a project that are read whole (store/sales.py,
# store/projects.py): of all, for it is a date of theirs.
NOW = Later(lambda context: context.now, passing=True)
DATE = Stored("activeDate")


def _activity(made: Literal["min", "max"], key: str, *where: Condition) -> Gathered:
    return Gathered(made, "appointment", (key, key), "activeDate", where=where)


AHEAD, BEHIND = Compare(DATE, ">=", NOW), Compare(DATE, "<", NOW)
NEXT_DUE = Either(_activity("min", "sale_id", AHEAD), _activity("max", "sale_id", BEHIND))
NEXT_MILESTONE = _activity(
    "min",
    "project_id",
    AHEAD,
    Compare(Stored("isMilestone"), "=", 1),
    Compare(ACTIVITY_COMPLETED, "=", 0),
)
NEXT_DUE_DATE = Column("nextDueDate", BASE, NEXT_DUE)
NEXT_MILESTONE_DATE = Column("nextMilestone", BASE, NEXT_MILESTONE)
