"""A filter as a tree: terms on columns, joined by and, or, not (protocol reference 8.3).

Both ways to say a filter end here: the text of `$filter`, and the Archive agent's list of restrictions.
"""

from enum import Enum
from typing import NamedTuple

import msgspec

from openkontor.errors import RequestError

LONGEST = 100_000  # characters of a filter
MOST_TERMS = 500
MOST_VALUES = 20_000  # in one list
DEEPEST = 50  # brackets within brackets
SHOWN = 30  # characters around the place of a mistake


class Operator(Enum):
    """What a term asks of a column; whether it fits the column's type is settled with the column."""

    EQUAL = "equals"
    UNEQUAL = "unequals"
    LESS = "less"
    LESS_OR_EQUAL = "lessOrEqual"
    GREATER = "greater"
    GREATER_OR_EQUAL = "greaterOrEqual"
    BETWEEN = "between"
    IN = "oneOf"
    NOT_IN = "notOneOf"
    BEGINS = "begins"
    NOT_BEGINS = "notBegins"
    CONTAINS = "contains"
    NOT_CONTAINS = "notContains"
    ENDS = "ends"
    NOT_ENDS = "notEnds"
    SET = "set"
    CURRENT = "currentAssociate"
    NOT_CURRENT = "notCurrentAssociate"
    ON = "date"
    NOT_ON = "notDate"
    BEFORE = "before"
    BEFORE_OR_ON = "beforeOrEqual"
    AFTER = "after"
    AFTER_OR_ON = "afterOrEqual"
    AT = "dateTime"
    BEFORE_TIME = "beforeTime"
    BEFORE_OR_AT = "beforeOrEqualTime"
    AFTER_TIME = "afterTime"
    AFTER_OR_AT = "afterOrEqualTime"
    WITHIN = "within"  # days counted from today: see archives/days.py


class Value(NamedTuple):
    """One value, as it was written."""

    text: str
    quoted: bool = False


class Term(NamedTuple):
    """One column, what is asked of it, and where the filter says so."""

    column: str
    operator: Operator
    values: tuple[Value, ...]
    place: str  # for messages: the words around it


# What joins terms are no tuples: those are equal whenever what they hold is, and plans are kept by trees.
class AllOf(msgspec.Struct, frozen=True):
    """Every part must hold; none is no restriction."""

    parts: "tuple[Tree, ...]"


class AnyOf(msgspec.Struct, frozen=True):
    """One part must hold."""

    parts: "tuple[Tree, ...]"


class Not(msgspec.Struct, frozen=True):
    """The part must not hold."""

    part: "Tree"


Tree = Term | AllOf | AnyOf | Not
EVERYTHING = AllOf(())

NO_VALUE, ONE, TWO, SEVERAL, PERHAPS_ONE = "no value", "one value", "two values", "values in brackets", "true or false"

# Every spelling that is known, in lower case.
WORDS: dict[str, Operator] = {
    **dict.fromkeys(("=", "==", "eq", "equals", "equal", "is", "listequals"), Operator.EQUAL),
    **dict.fromkeys(("!=", "<>", "ne", "unequals", "notequals", "isnot", "notequal"), Operator.UNEQUAL),
    **dict.fromkeys(("<", "lt", "less", "lessthan"), Operator.LESS),
    **dict.fromkeys(("<=", "le", "lessorequal", "lessequal"), Operator.LESS_OR_EQUAL),
    **dict.fromkeys((">", "gt", "greater", "greaterthan"), Operator.GREATER),
    **dict.fromkeys((">=", "ge", "greaterorequal", "greaterequal"), Operator.GREATER_OR_EQUAL),
    **dict.fromkeys(("between", "datebetween"), Operator.BETWEEN),
    **dict.fromkeys(("in", "oneof", "associateisoneof"), Operator.IN),
    **dict.fromkeys(("notin", "notoneof", "associateisnotoneof"), Operator.NOT_IN),
    **dict.fromkeys(("begins", "beginswith", "startswith"), Operator.BEGINS),
    **dict.fromkeys(("notbegins", "notbeginswith"), Operator.NOT_BEGINS),
    "contains": Operator.CONTAINS,
    "notcontains": Operator.NOT_CONTAINS,
    **dict.fromkeys(("ends", "endswith"), Operator.ENDS),
    **dict.fromkeys(("notends", "notendswith"), Operator.NOT_ENDS),
    "set": Operator.SET,
    "currentassociate": Operator.CURRENT,
    "notcurrentassociate": Operator.NOT_CURRENT,
    **dict.fromkeys(("date", "dateequals"), Operator.ON),
    "notdate": Operator.NOT_ON,
    "before": Operator.BEFORE,
    **dict.fromkeys(("beforeorequal", "beforeorequals"), Operator.BEFORE_OR_ON),
    "after": Operator.AFTER,
    **dict.fromkeys(("afterorequal", "afterorequals"), Operator.AFTER_OR_ON),
    **dict.fromkeys(("datetime", "datetimeequals"), Operator.AT),
    "beforetime": Operator.BEFORE_TIME,
    "beforeorequaltime": Operator.BEFORE_OR_AT,
    **dict.fromkeys(("aftertime", "afterorequaltime"), Operator.AFTER_OR_AT),  # so documented
}

# What is told who writes another one.
SUCH_AS = ". Operators are eq, ne, gt, ge, lt, le, in, between, begins, contains, ends, set, before, after, today …"

# Stretches of days around today, which take no value: first and last as (unit, how many units from the present one).
Stretch = tuple[str, int | None, int | None]
STRETCHES: dict[str, Stretch] = {
    "beforetoday": ("day", None, -1),
    "today": ("day", 0, 0),
    "aftertoday": ("day", 1, None),
    "yesterday": ("day", -1, -1),
    "tomorrow": ("day", 1, 1),
    **{
        f"{which}{unit}": (unit, step, step)
        for unit in ("week", "month", "quarter", "half", "year")
        for which, step in (("last", -1), ("this", 0), ("next", 1))
    },
}

_TAKES: dict[Operator, str] = {
    Operator.BETWEEN: TWO,
    Operator.IN: SEVERAL,
    Operator.NOT_IN: SEVERAL,
    Operator.SET: PERHAPS_ONE,
    Operator.CURRENT: NO_VALUE,
    Operator.NOT_CURRENT: NO_VALUE,
    Operator.WITHIN: NO_VALUE,
}


def takes(operator: Operator) -> str:
    """Say how many values an operator takes."""
    return _TAKES.get(operator, ONE)


def within(stretch: Stretch) -> tuple[Value, ...]:
    """Give a stretch of days as the values of a term."""
    return tuple(Value("" if part is None else str(part)) for part in stretch)


def refused(problem: str) -> RequestError:
    """Give the error of a list whose filter, order or columns cannot be followed: 400."""
    return RequestError("The request is invalid.", problem)
