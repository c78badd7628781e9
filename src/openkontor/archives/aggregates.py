"""Functions over columns: groups with headers and footers, running and grand totals (protocol reference 8.3).

    function = name(argument[;argument]) {:modifier | ,modifier}      argument = column | function

The rows are read as without functions, grouped columns first; what is counted and summed up is made of them here.
"""

import re
from bisect import insort
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from openkontor.archives.dates import part_of
from openkontor.archives.tree import SHOWN, refused
from openkontor.carriers.values import Moment
from openkontor.errors import NotBuilt

GROUP = "groupby"
OF_A_ROW = {"datepart": 1, "weighted": 2, "expression": 2}  # name -> how many arguments
OF_ROWS = ("avg", "count", "countall", "median", "percent", "sum")
NUMBERS = ("avg", "median", "percent", "sum", "weighted", "expression")
PLACES = {"header", "footer", "hidedetail"}
_NAME = re.compile(r"\s*(\w+)\s*\(")
_MODIFIERS = re.compile(r"(?:\s*[:,]\s*\w+)*\s*")
DEEPEST = 5


class Function(NamedTuple):
    """A function as it was asked for."""

    name: str
    arguments: "tuple[Function | str, ...]"
    modifiers: tuple[str, ...]
    text: str

    def is_(self, place: str) -> bool:
        """Say whether it is to show in headers, in footers, or not in rows."""
        return place in self.modifiers


@lru_cache(1024)
def parse(text: str) -> Function | None:
    """Read a function; None for what is a column. 400 for one that is unknown or cannot be read."""
    return _parse(text.strip(), 1) if _NAME.match(text) else None


def _parse(text: str, depth: int) -> Function:
    found = _NAME.match(text)
    assert found is not None
    end = _closing(text, found.end())
    name, rest = found[1].lower(), text[end + 1 :]
    if depth > DEEPEST or not _MODIFIERS.fullmatch(rest):
        raise refused(f"$select: the function '{text[:100]}' cannot be read.")
    arguments = [part.strip() for part in _split(text[found.end() : end])]
    modifiers = tuple(word.lower() for word in re.findall(r"\w+", rest))
    inner = tuple(_parse(one, depth + 1) if _NAME.match(one) else one for one in arguments)
    function = Function(name, inner, modifiers, text)
    _check(function, depth)
    return function


def _closing(text: str, start: int) -> int:
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place
    raise refused(f"$select: a bracket of '{text[:SHOWN]}' is not closed.")


def _split(text: str) -> list[str]:
    """Split arguments at the semicolons that stand outside of brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == ";" and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _check(function: Function, depth: int) -> None:
    name = function.name
    if name == "currencyconvert":
        raise NotBuilt("$select: CurrencyConvert is not built yet.")
    if name not in OF_A_ROW and (depth > 1 or name not in (*OF_ROWS, GROUP)):
        raise refused(f"$select: there is no function '{name[:SHOWN]}' here: {function.text[:100]}")
    if len(function.arguments) != OF_A_ROW.get(name, 1) or not all(function.arguments):
        raise refused(f"$select: '{name}' takes {OF_A_ROW.get(name, 1)} arguments: {function.text[:100]}")
    if depth == 1 and name in OF_A_ROW:
        return
    known = PLACES | {"multiply"} if name != "datepart" else None
    for word in function.modifiers:
        if known is not None and word not in known and not word.isdigit():
            raise refused(f"$select: '{word[:SHOWN]}' is no modifier of '{name}': {function.text[:100]}")


def leaves(function: Function) -> Iterator[str]:
    """Give the columns a function is about."""
    for one in function.arguments:
        if isinstance(one, Function):
            yield from leaves(one)
        else:
            yield one


class Line(NamedTuple):
    """A line of the answer: a row of the list, or what stands above, below or behind a group of them."""

    row: Any  # None: no row of the list
    kind: str  # "header:1", "footer:1", "grandtotal"; empty for a row
    number: int
    values: tuple[Any, ...]


class Report:
    """Makes lines of rows; `place` tells where among a row's values a column's stands."""

    def __init__(self, asked: Sequence[str], place: Callable[[str], int], zone: Callable[[Moment], Any]):
        self._asked = [parse(name) or name for name in asked]
        self._place = place
        self._zone = zone
        self._groups = sorted(
            (one for one in self._asked if isinstance(one, Function) and one.name == GROUP), key=_level
        )
        self._sums = [one for one in self._asked if isinstance(one, Function) and one.name in OF_ROWS]
        self._counts = [0] * (len(self._groups) + 1)
        self._totals: dict[str, Any] = {}

    def lines(self, rows: list[Any], *, grand_total: bool) -> list[Line]:
        """Make the lines of these rows, which are sorted by the groups."""
        self._totals = {one.text: sum(self._numbers(one, rows)) for one in self._sums if one.name == "percent"}
        found = list(self._level(rows, 0) if self._groups else self._whole(rows))
        if grand_total:
            found.append(self._line("grandtotal", 1, rows, None))
        return found

    def _level(self, rows: list[Any], level: int) -> Iterator[Line]:
        if level == len(self._groups):
            yield from self._details(rows)
            return
        group = self._groups[level]
        for _, chunk in groupby(rows, lambda row: _same(self._value(group, row))):
            members = list(chunk)
            self._counts[level] += 1
            number = self._counts[level]
            yield from self._edge("header", level + 1, number, members, group)
            yield from self._level(members, level + 1)
            yield from self._edge("footer", level + 1, number, members, group)

    def _edge(self, kind: str, level: int, number: int, members: list[Any], group: Function) -> Iterator[Line]:
        if group.is_(kind):
            yield self._line(f"{kind}:{level}", number, members, group)

    def _whole(self, rows: list[Any]) -> Iterator[Line]:
        """All rows as one group, for functions that are to show above or below them."""
        if any(one.is_("header") for one in self._sums):
            yield self._line("header:1", 1, rows, None)
        yield from self._details(rows)
        if any(one.is_("footer") for one in self._sums):
            yield self._line("footer:1", 1, rows, None)

    def _details(self, rows: list[Any]) -> Iterator[Line]:
        if all(isinstance(one, Function) and one.is_("hidedetail") for one in self._asked):
            return
        running = {one.text: _running(one, self._totals.get(one.text)) for one in self._sums}
        for row in rows:
            yield Line(row, "", row.key, tuple(self._shown(one, row, running) for one in self._asked))

    def _shown(self, one: Function | str, row: Any, running: dict[str, Callable[[Any], Any]]) -> Any:
        if isinstance(one, str):
            return row.values[self._place(one)]
        if one.name in OF_ROWS:
            value = running[one.text](self._value(one, row))
        else:
            value = self._value(one, row)
        return None if one.is_("hidedetail") else value

    def _line(self, kind: str, number: int, members: list[Any], group: Function | None) -> Line:
        values = []
        for one in self._asked:
            if isinstance(one, Function) and one.name in OF_ROWS:
                add, value = _running(one, self._totals.get(one.text)), None
                for row in members:
                    value = add(self._value(one, row))
                values.append(0 if value is None and one.name in ("count", "countall", "sum") else value)
            else:
                values.append(self._value(one, members[0]) if one is group and isinstance(one, Function) else None)
        return Line(None, kind, number, tuple(values))

    def _value(self, function: Function, row: Any) -> Any:
        """What a function is made of in one row: for functions over rows, their argument."""
        given = [
            self._value(one, row) if isinstance(one, Function) else row.values[self._place(one)]
            for one in function.arguments
        ]
        if function.name in NUMBERS:
            given = [_number(function, value) for value in given]
        if function.name == "datepart":
            return part_of(given[0], self._zone, next(iter(function.modifiers), "isodate"), function.text)
        if function.name == "weighted":
            return given[0] * given[1] / 100
        return given[0] * given[1] if function.name == "expression" else given[0]

    def _numbers(self, function: Function, rows: list[Any]) -> Iterator[Any]:
        return (self._value(function, row) for row in rows)


def _level(function: Function) -> int:
    return next((int(word) for word in function.modifiers if word.isdigit()), 1)


def _same(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _number(function: Function, value: Any) -> Any:
    if value is None:
        return 0
    if not isinstance(value, (int, float)) or isinstance(value, Moment):
        raise refused(f"$select: '{function.name}' is about numbers, and this column holds none: {function.text[:100]}")
    return value


def _running(function: Function, total: Any) -> Callable[[Any], Any]:
    """Give what takes values one by one and tells how far it has come."""
    seen: set[Any] = set()
    row: list[Any] = []
    state = {"count": 0, "sum": 0}

    def add(value: Any) -> Any:
        if function.name == "count":
            seen.add(_same(value))
            return len(seen)
        state["count"] += 1
        if function.name == "countall":
            return state["count"]
        state["sum"] += value
        if function.name == "median":
            insort(row, value)
            half = len(row) // 2
            return row[half] if len(row) % 2 else (row[half - 1] + row[half]) / 2
        if function.name == "avg":
            return state["sum"] / state["count"]
        if function.name == "percent":
            return 100 * state["sum"] / total if total else 0
        return state["sum"]

    return add
