"""The kinds of columns: which operators fit, what they ask of the stored value (protocol reference 8.3)."""

import json
import re
from collections.abc import Callable
from datetime import UTC
from typing import Any

import msgspec

from openkontor.archives import days
from openkontor.archives.columns import Column, Context, Kind, Later, text_form
from openkontor.archives.tree import SHOWN, Operator, Stretch, Term, Value, refused
from openkontor.carriers.values import EMPTY_MICROSECONDS, BaseStamp, Calendar, Duration, Stamp, WallDate
from openkontor.store.query import (
    ALWAYS,
    NEVER,
    All,
    Among,
    Any_,
    Compare,
    Condition,
    Form,
    Like,
    Missing,
    Opposite,
    Sort,
    Source,
)

NEGATIONS = {
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.NOT_IN: Operator.IN,
    Operator.NOT_BEGINS: Operator.BEGINS,
    Operator.NOT_CONTAINS: Operator.CONTAINS,
    Operator.NOT_ENDS: Operator.ENDS,
    Operator.NOT_CURRENT: Operator.CURRENT,
    Operator.NOT_ON: Operator.ON,
}
SIGNS: dict[Operator, Any] = {
    Operator.EQUAL: "=",
    Operator.SET: "=",
    Operator.LESS: "<",
    Operator.LESS_OR_EQUAL: "<=",
    Operator.GREATER: ">",
    Operator.GREATER_OR_EQUAL: ">=",
}
LARGEST = 2**53
LARGEST_STORED = 2**31 - 1
LONGEST_PATTERN = 10_000  # characters, longer than any text that is listed; SQLite fails beyond 50,000 bytes
_ENCODED = re.compile(r"\s*\[(?:I|F|M|T|TS):(.*)\]\s*", re.DOTALL)
_SPAN = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2}))?")
_WHOLE = re.compile(r"[+-]?\d{1,15}")

Make = Callable[[Column, Term], Condition]


def negating(make: Make) -> Make:
    """Let a kind answer notBegins, unequals … as the opposite of begins, equals …"""

    def condition(column: Column, term: Term) -> Condition:
        if term.operator in NEGATIONS:
            return Opposite(make(column, term._replace(operator=NEGATIONS[term.operator])))
        return make(column, term)

    return condition


def unfit(term: Term, kind: str) -> Exception:
    """Give the error for an operator that a column does not know."""
    return refused(f"'{term.operator.value}' does not fit the column '{term.column}', which is {kind}: {term.place}")


def wrong(term: Term, value: Value, wanted: str) -> Exception:
    """Give the error for a value that a column cannot be compared with."""
    return refused(f"'{value.text[:SHOWN]}' is not {wanted}, which '{term.column}' is compared with: {term.place}")


def bare(value: Value) -> str:
    """Give a value's text without the brackets of its encoding, such as 5 for [I:5]."""
    found = _ENCODED.fullmatch(value.text)
    return (found[1] if found else value.text).strip()


def whole(term: Term, value: Value) -> int:
    """Read a whole number; 400 when it is none."""
    text = bare(value)
    if text.lower() in ("true", "false", "null"):
        return int(text.lower() == "true")
    if not _WHOLE.fullmatch(text):
        raise wrong(term, value, "a whole number")
    return int(text)


def real(term: Term, value: Value) -> float:
    """Read a number; 400 when it is none."""
    try:
        number = float(bare(value))
    except ValueError:
        number = float("nan")
    if not abs(number) < LARGEST:
        raise wrong(term, value, "a number")
    return number


def seconds(term: Term, value: Value) -> int:
    """Read a time span: so many seconds, or hours, minutes and seconds; 400 when it is none."""
    found = _SPAN.fullmatch(bare(value))
    if not found:
        return whole(term, value)
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def truth(term: Term) -> bool:
    """Read whether something is to be so; no value is yes."""
    if not term.values:
        return True
    text = bare(term.values[0]).lower()
    if text not in ("1", "0", "true", "false", "yes", "no"):
        raise wrong(term, term.values[0], "true or false")
    return text in ("1", "true", "yes")


# Numbers


def numeric(read: Callable[[Term, Value], Any], kind: str) -> Make:
    """Make the conditions of a number; where none is stored, 0 counts."""

    def condition(column: Column, term: Term) -> Condition:
        assert column.source is not None
        if term.operator is not Operator.IN and (term.operator not in (*SIGNS, Operator.BETWEEN) or not term.values):
            raise unfit(term, kind)
        values = [read(term, value) for value in term.values]
        if term.operator is Operator.IN:
            return _among(column, values)
        if term.operator is Operator.BETWEEN:
            low, high = values
            above = Compare(column.source, ">=", low, "number", empty=low <= 0)
            return All((above, Compare(column.source, "<=", high, "number", empty=high >= 0)))
        sign, value = SIGNS[term.operator], values[0]
        return Compare(column.source, sign, value, "number", empty=_holds(0, sign, value))

    return negating(condition)


def _holds(left: Any, sign: str, right: Any) -> bool:
    return bool(
        {"=": left == right, "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]
    )


def _among(column: Column, values: list[Any]) -> Condition:
    assert column.source is not None
    if any(isinstance(value, float) for value in values):
        return Any_(tuple(Compare(column.source, "=", value, "number", empty=value == 0) for value in values))
    stored = [value for value in values if abs(value) <= LARGEST_STORED]
    found = Among(column.source, json.dumps(stored)) if stored else NEVER
    return Any_((found, Missing(column.source))) if 0 in values else found


def linked_condition(column: Column, term: Term) -> Condition:
    """Make the conditions of a set of numbers: one of them is among those asked for."""
    assert column.source is not None
    if NEGATIONS.get(term.operator, term.operator) not in (Operator.EQUAL, Operator.IN):
        raise unfit(term, "a set of list items")
    stored = [number for value in term.values if 0 < (number := whole(term, value)) <= LARGEST_STORED]
    found = Among(column.source, json.dumps(stored))
    return Opposite(found) if term.operator in NEGATIONS else found


# Texts


@negating
def text_condition(column: Column, term: Term) -> Condition:
    """Make the conditions of a text, without regard to case; where none is stored, the empty one counts."""
    if term.operator is Operator.SET:
        empty = _text(column, "=", "")
        return Opposite(empty) if truth(term) else empty
    values = [folder(column)("" if is_null(value) else value.text) for value in term.values]
    if term.operator is Operator.IN:
        source, form = text_form(column)
        filled = [value for value in values if value]
        parts: list[Condition] = [Among(source, json.dumps(filled), form)] if filled else []
        return Any_((*parts, _text(column, "=", "")) if "" in values else tuple(parts))
    if term.operator is Operator.BETWEEN:
        return All((_text(column, ">=", values[0]), _text(column, "<=", values[1])))
    if term.operator in PATTERNS:
        if len(values[0]) > LONGEST_PATTERN:
            raise wrong(term, term.values[0], f"a text of at most {LONGEST_PATTERN} characters")
        return _like(column, term.operator, values[0])
    if term.operator not in SIGNS:
        raise unfit(term, "a text")
    return _text(column, SIGNS[term.operator], values[0])


PATTERNS = {Operator.BEGINS: "{}%", Operator.CONTAINS: "%{}%", Operator.ENDS: "%{}"}


def is_null(value: Value) -> bool:
    """Say whether a value is OData's null."""
    return not value.quoted and value.text.lower() == "null"


def folder(column: Column) -> Callable[[str], str]:
    """Give the way a column's texts are made equal in case: stored ones are folded, others are in small letters."""
    return str.casefold if column.folded is not None else str.lower


def _text(column: Column, sign: Any, value: str) -> Condition:
    source, form = text_form(column)
    return Compare(source, sign, value, form, empty=_holds("", sign, value))


def _like(column: Column, operator: Operator, value: str) -> Condition:
    source, form = text_form(column)
    if not value:
        return ALWAYS
    escaped = re.sub(r"([!%_])", r"!\1", value)
    pattern = Like(source, PATTERNS[operator].format(escaped), form)
    if operator is not Operator.BEGINS or column.folded is None:
        return pattern
    low = Compare(source, ">=", value, form)  # what an index can find; LIKE alone says it is a pattern
    following = beyond(value)
    return All((low, Compare(source, "<", following, form))) if following else All((low, pattern))


def beyond(text: str) -> str:
    """Give the first text, in the order of bytes, that follows all that begin with this one; "" if there is none."""
    for end in range(len(text) - 1, -1, -1):
        code = ord(text[end]) + 1
        if code == 0xD800:  # no characters, only halves of them
            code = 0xE000
        if code <= 0x10FFFF:
            return text[:end] + chr(code)
    return ""


def name_condition(column: Column, term: Term) -> Condition:
    """Make the conditions of a name, where a number means the record's key (protocol reference 8.3)."""
    keys = [bare(value) for value in term.values if not value.quoted and _WHOLE.fullmatch(bare(value))]
    equal = NEGATIONS.get(term.operator, term.operator) in (Operator.EQUAL, Operator.IN)
    if equal and keys and len(keys) == len(term.values):
        return numeric(whole, "a key")(column._replace(source=column.key), term)
    return text_condition(column, term)


# Yes and no


@negating
def bool_condition(column: Column, term: Term) -> Condition:
    """Make the conditions of yes and no; where nothing is stored, no counts."""
    assert column.source is not None
    if term.operator not in (Operator.SET, Operator.EQUAL):
        raise unfit(term, "true or false")
    yes = Compare(column.source, "=", 1)
    return yes if truth(term) else Opposite(yes)


# Dates


def date_condition(kind: type) -> Make:
    """Make the conditions of an instant; where none is stored, no comparison holds but that with null."""

    def condition(column: Column, term: Term) -> Condition:
        assert column.source is not None
        source = column.source
        if term.operator is Operator.SET or any(map(is_null, term.values)):
            there = Opposite(Missing(source))
            is_set = term.operator is Operator.SET and truth(term)
            return there if is_set else Missing(source)
        if term.operator is Operator.WITHIN:
            told: Stretch = _stretch(term)
            return _inside(source, *_around_today(told, kind))
        return _dated(column, term, kind)

    return negating(condition)


def lately(source: Source, kind: type, count: int) -> Condition:
    """Make the condition of dates of today and so many days before, on the clock that this kind of date is on."""
    back: Stretch = ("day", -count, 0)
    start, end = _around_today(back, kind)
    return All((Compare(source, ">=", start), Compare(source, "<", end)))


def _stretch(term: Term) -> Stretch:
    unit, first, last = (value.text for value in term.values)
    return unit, int(first) if first else None, int(last) if last else None


def _around_today(told: Stretch, kind: type) -> tuple[Later, Later]:
    def stretch(context: Context) -> tuple[int, int]:
        # What stands on the wall is stored as if in UTC, but hangs where the installation is.
        clock = context.zone if kind is Calendar else context.reference.base_zone
        return days.stretch(told, days.today(context.now, clock), _zone(kind, context))

    return _spans(stretch)


def _zone(kind: type, context: Context) -> Any:
    """The clock a date is on: what stands on the wall is stored as if in UTC."""
    return {Calendar: context.zone, WallDate: UTC}.get(kind, context.reference.base_zone)


def _spans(span: Callable[[Context], tuple[int, int]]) -> tuple[Later, Later]:
    return Later(lambda context: span(context)[0]), Later(lambda context: span(context)[1])


def _inside(source: Any, start: Later, end: Later) -> Condition:
    return All((Compare(source, ">=", start, rare=True), Compare(source, "<", end)))


# Operator -> whether whole days are meant, and what of the stretch the value is: (sign, its start or its end).
DATED: dict[Operator, tuple[bool, tuple[tuple[str, int], ...]]] = {
    Operator.ON: (True, ((">=", 0), ("<", 1))),
    Operator.BEFORE: (True, (("<", 0),)),
    Operator.BEFORE_OR_ON: (True, (("<", 1),)),
    Operator.AFTER: (True, ((">=", 1),)),
    Operator.AFTER_OR_ON: (True, ((">=", 0),)),
    Operator.AT: (False, ((">=", 0), ("<", 1))),
    Operator.BEFORE_TIME: (False, (("<", 0),)),
    Operator.BEFORE_OR_AT: (False, (("<", 1),)),
    Operator.AFTER_TIME: (False, ((">=", 1),)),
    Operator.AFTER_OR_AT: (False, ((">=", 0),)),
}
# What compares a date as if it were a number: whole days, unless a time was written.
PLAINLY = {
    Operator.EQUAL: (Operator.ON, Operator.AT),
    Operator.LESS: (Operator.BEFORE, Operator.BEFORE_TIME),
    Operator.LESS_OR_EQUAL: (Operator.BEFORE_OR_ON, Operator.BEFORE_OR_AT),
    Operator.GREATER: (Operator.AFTER, Operator.AFTER_TIME),
    Operator.GREATER_OR_EQUAL: (Operator.AFTER_OR_ON, Operator.AFTER_OR_AT),
}


def _dated(column: Column, term: Term, kind: type) -> Condition:
    written = [_written(term, value) for value in term.values]
    if term.operator is Operator.IN:
        return Any_(tuple(_against(column, Operator.EQUAL, one, kind) for one in written))
    if term.operator is Operator.BETWEEN:
        low = _against(column, Operator.GREATER_OR_EQUAL, written[0], kind)
        return All((low, _against(column, Operator.LESS_OR_EQUAL, written[1], kind)))
    if term.operator not in DATED and term.operator not in PLAINLY:
        raise unfit(term, "a date")
    return _against(column, term.operator, written[0], kind)


def _against(column: Column, operator: Operator, written: days.Written, kind: type) -> Condition:
    if operator in PLAINLY:
        operator = PLAINLY[operator][written.has_time]
    by_day, edges = DATED[operator]
    measure = days.day_of if by_day else days.second_of
    ends = _spans(lambda context: measure(written, _zone(kind, context)))
    return All(tuple(Compare(column.source, sign, ends[which], rare=sign == ">=") for sign, which in edges))  # type: ignore[arg-type]


def _written(term: Term, value: Value) -> days.Written:
    try:
        return days.read(value.text)
    except ValueError:
        raise wrong(term, value, "a date such as 2024-05-31 or 2024-05-31T12:30:00") from None


# Shown and sorted


def plain_sort(form: Form) -> Callable[[Column, bool], Sort]:
    """Sort by the stored value."""

    def sort(column: Column, descending: bool) -> Sort:
        assert column.source is not None
        return Sort(column.source, form, descending)

    return sort


def text_sort(column: Column, descending: bool) -> Sort:
    """Sort by the text without regard to case."""
    source, form = text_form(column)
    return Sort(source, form, descending)


def shown_number(reference: Any, stored: Any) -> Any:
    """Show a number; none as 0."""
    return stored or 0


def shown_decimal(reference: Any, stored: float | None) -> float:
    """Show a number that may have decimals; none as 0.0."""
    return float(stored or 0)


def shown_text(reference: Any, stored: str | None) -> str:
    """Show a text; none as the empty one."""
    return stored or ""


def shown_bool(reference: Any, stored: Any) -> bool:
    """Show yes or no."""
    return bool(stored)


def shown_set(reference: Any, stored: Any) -> str:
    """Show a set of numbers."""
    numbers = msgspec.json.decode(stored) if stored else None
    return ",".join(str(number) for number in sorted(numbers or ()))


def shown_date(kind: type) -> Callable[..., Any]:
    """Show an instant; none as the empty date."""
    empty = kind(EMPTY_MICROSECONDS)
    return lambda reference, stored: empty if stored is None else kind(stored)


def shown_span(reference: Any, stored: int | None) -> Duration:
    """Show a time span; none as 0."""
    return Duration(stored or 0)


INT = Kind("int", "int", numeric(whole, "a whole number"), shown_number, plain_sort("number"), as_stored=True)
DECIMAL = Kind("decimal", "decimal", numeric(real, "a number"), shown_decimal, plain_sort("number"))
TEXT = Kind("string", "string", text_condition, shown_text, text_sort, as_stored=True)
LONG_TEXT = TEXT._replace(restriction="positiveString")
NAME = Kind("string", "stringorPK", name_condition, shown_text, text_sort, as_stored=True)
BOOL = Kind("bool", "bool", bool_condition, shown_bool, plain_sort("number"))
STAMP = Kind("date", "date", date_condition(Stamp), shown_date(Stamp), plain_sort("number"))
STAMP_TIME = Kind("datetime", "datetime", date_condition(Stamp), shown_date(Stamp), plain_sort("number"))
WALL = Kind("date", "date", date_condition(WallDate), shown_date(WallDate), plain_sort("number"))
CALENDAR = Kind("date", "date", date_condition(Calendar), shown_date(Calendar), plain_sort("number"))
BASE = Kind("date", "date", date_condition(BaseStamp), shown_date(BaseStamp), plain_sort("number"))
SPAN = Kind("timeSpan", "timeSpan", numeric(seconds, "a time span"), shown_span, plain_sort("number"))
SET = Kind("string", "listInterest", linked_condition, shown_set, plain_sort("number"))
