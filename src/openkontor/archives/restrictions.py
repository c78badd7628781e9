"""The Archive agent's list of restrictions becomes the tree that `$filter` becomes (protocol reference 8.5)."""

from collections.abc import Iterable, Iterator
from typing import Literal

from openkontor.archives.tree import (
    DEEPEST,
    EVERYTHING,
    LONGEST,
    MOST_TERMS,
    MOST_VALUES,
    NO_VALUE,
    PERHAPS_ONE,
    SEVERAL,
    SHOWN,
    STRETCHES,
    SUCH_AS,
    TWO,
    WORDS,
    AllOf,
    AnyOf,
    Operator,
    Term,
    Tree,
    Value,
    refused,
    takes,
    within,
)
from openkontor.carriers.archive import ArchiveRestrictionInfo, InterRestrictionOperator

Mark = Literal["(", ")", "and", "or"]
Piece = Mark | Tree | None  # None: a restriction that does not count
UNASKED = ("getallrows", "getnorows")  # their names alone say it all
SEVERAL_OF = {Operator.EQUAL: Operator.IN, Operator.UNEQUAL: Operator.NOT_IN}


def tree_of(restrictions: Iterable[ArchiveRestrictionInfo] | None) -> Tree:
    """Read a list of restrictions; none restricts nothing. 400 naming the one that cannot be followed."""
    return _group(list(restrictions or ()), 1) or EVERYTHING


def _group(restrictions: list[ArchiveRestrictionInfo], depth: int) -> Tree | None:
    if depth > DEEPEST:
        raise refused(f"Restriction: they are nested more than {DEEPEST} deep.")
    if len(restrictions) > MOST_TERMS:
        raise refused(f"Restriction: there are more than {MOST_TERMS}.")
    return _Brackets(list(_pieces(restrictions, depth))).tree()


def _pieces(restrictions: list[ArchiveRestrictionInfo], depth: int) -> Iterator[Piece]:
    last = len(restrictions) - 1
    for number, one in enumerate(restrictions):
        if abs(one.inter_parenthesis) > DEEPEST:
            raise refused(f"Restriction: brackets are nested more than {DEEPEST} deep at '{one.name}'.")
        for _ in range(one.inter_parenthesis):
            yield "("
        yield _piece(one, depth) if one.is_active else None
        for _ in range(-one.inter_parenthesis):
            yield ")"
        if number < last:
            yield "or" if one.inter_operator is InterRestrictionOperator.Or else "and"


def _piece(one: ArchiveRestrictionInfo, depth: int) -> Tree | None:
    below = _group(one.sub_restrictions or [], depth + 1)
    if not (one.name or "").strip():
        return below
    term = _term(one)
    return term if below is None else AllOf((term, below))


def _term(one: ArchiveRestrictionInfo) -> Term:
    name, word = (one.name or "").strip(), (one.operator or "").strip()
    place = f"Restriction on '{name[:SHOWN]}'"
    if word.lower() in STRETCHES:
        return Term(name, Operator.WITHIN, within(STRETCHES[word.lower()]), place)
    if not word and name.lower() in UNASKED:
        return Term(name, Operator.SET, (), place)
    if word.lower() not in WORDS:
        raise refused(f"{place}: '{word[:SHOWN]}' is not an operator{SUCH_AS}")
    operator = WORDS[word.lower()]
    values = tuple(Value(text or "") for text in one.values or ())
    if len(values) > MOST_VALUES or sum(len(value.text) for value in values) > 10 * LONGEST:
        raise refused(f"{place}: there are too many values.")
    if any("\0" in value.text for value in values):
        raise refused(f"{place}: a value holds a character of number 0, which no text can.")
    return _fitted(name, operator, values, place, word)


def _fitted(name: str, operator: Operator, values: tuple[Value, ...], place: str, word: str) -> Term:
    """Values that clients compute beforehand are passed over; several for equals are one of several."""
    wanted = takes(operator)
    if wanted == NO_VALUE or (wanted == PERHAPS_ONE and not values):
        return Term(name, operator, (), place)
    if len(values) > 1 and operator in SEVERAL_OF:
        return Term(name, SEVERAL_OF[operator], values, place)
    if wanted != SEVERAL and len(values) != (2 if wanted == TWO else 1):
        raise refused(f"{place}: '{word}' takes {wanted}, here are {len(values)}.")
    return Term(name, operator, values, place)


class _Brackets:
    """Puts a line of terms, marks and brackets together; `and` binds before `or`."""

    def __init__(self, pieces: list[Piece]):
        self._pieces = pieces
        self._next = 0
        self._depth = 0

    def tree(self) -> Tree | None:
        tree = self._either() if self._pieces else None
        if self._next < len(self._pieces):
            raise refused("Restriction: more brackets are closed than opened.")
        return tree

    def _taken(self, mark: Mark) -> bool:
        found = self._next < len(self._pieces) and self._pieces[self._next] == mark
        self._next += found
        return found

    def _either(self) -> Tree | None:
        parts = [self._every()]
        while self._taken("or"):
            parts.append(self._every())
        counted = [part for part in parts if part is not None]
        return AnyOf(tuple(counted)) if len(counted) > 1 else next(iter(counted), None)

    def _every(self) -> Tree | None:
        parts = [self._one()]
        while self._taken("and"):
            parts.append(self._one())
        counted = [part for part in parts if part is not None]
        return AllOf(tuple(counted)) if len(counted) > 1 else next(iter(counted), None)

    def _one(self) -> Tree | None:
        if not self._taken("("):
            piece = self._pieces[self._next]
            self._next += 1
            return None if isinstance(piece, str) else piece
        self._depth += 1
        if self._depth > DEEPEST:
            raise refused(f"Restriction: brackets are nested more than {DEEPEST} deep.")
        tree = self._either()
        self._depth -= 1
        if not self._taken(")"):
            raise refused("Restriction: a bracket is opened and not closed.")
        return tree
