"""How a column of a list is declared: name, kind, where its value is stored. One line each.

Columns of a row beside the listed one are declared once and reused below a prefix.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from openkontor.archives.tree import Term
from openkontor.store.db import Db
from openkontor.store.query import (
    Condition,
    Either,
    Exchanged,
    Form,
    Gathered,
    Join,
    Linked,
    Sort,
    Source,
    Stored,
    Which,
)
from openkontor.store.reference import Reference


class Context(NamedTuple):
    """What a filter's values depend on beside the filter: who asks, when, on which clock."""

    reference: Reference
    associate_id: int
    now: int
    zone: ZoneInfo  # the clock of calendar dates
    db: Db  # where words are looked up


class Later(NamedTuple):
    """A value that is known when a request is there."""

    give: Callable[[Context], Any]
    passing: bool = False  # it is another one in a moment


class Kind(NamedTuple):
    """What a column's values are: how they are restricted, shown and sorted."""

    name: str  # DisplayType
    restriction: str  # the restriction type as published, "" for none
    condition: "Callable[[Column, Term], Condition]"
    show: Callable[..., Any] | None  # (reference, stored values …) -> what is shown; None: nothing
    sort: "Callable[[Column, bool], Sort]"
    as_stored: bool = False  # what is never NULL is shown as it is
    names_item: bool = False  # it shows something of an item whose number is stored
    is_known: bool = False  # what is shown follows from that number and reference data alone


class Column(NamedTuple):
    """One column of a list."""

    name: str
    kind: Kind
    source: Source | None  # None: this server does not hold the data
    also: tuple[Source, ...] = ()  # what showing it needs beside its own value
    key: Stored | None = None  # the key of the record it names
    folded: Stored | None = None  # where the same text stands without regard to case, indexed
    sorts: bool = True
    restricts: bool = True
    list_name: str = ""  # the MDO list its values are from


class Pseudo(NamedTuple):
    """A name that restricts without being stored: getAllRows, getNoRows."""

    name: str
    condition: Condition


def below(prefix: str, columns: Iterable[Column], *joins: Join) -> tuple[Column, ...]:
    """Give the columns of a row beside the listed one, under a prefix."""
    return tuple(column._replace(name=f"{prefix}/{column.name}") for column in beside(columns, *joins))


def beside(columns: Iterable[Column], *joins: Join) -> tuple[Column, ...]:
    """Give the columns of a row beside the listed one, under their own names."""
    return tuple(
        column._replace(
            source=moved(column.source, joins) if column.source is not None else None,
            also=tuple(moved(source, joins) for source in column.also),
            key=moved(column.key, joins) if column.key is not None else None,
            folded=moved(column.folded, joins) if column.folded is not None else None,
        )
        for column in columns
    )


def moved(source: Any, joins: tuple[Join, ...]) -> Any:
    """Give a source as seen from the row that these joins lead from."""
    if isinstance(source, Either):
        return Either(moved(source.first, joins), moved(source.second, joins))
    if isinstance(source, Which):
        return Which(tuple(moved(one, joins) for one in source.tests))
    if isinstance(source, Exchanged):
        return Exchanged(moved(source.amount, joins), (*joins, *source.currency))
    return source._replace(path=(*joins, *source.path))


def is_of_several(source: Source) -> bool:
    """Say whether a source is about several rows beside the listed one: only who asks for it is shown it."""
    return isinstance(source, (Linked, Gathered)) or (isinstance(source, Either) and is_of_several(source.first))


def text_form(column: Column) -> tuple[Source, Form]:
    """Say what a text column is compared and sorted by: its folded twin, or itself folded."""
    if column.folded is not None:
        return column.folded, "folded"
    assert column.source is not None
    return column.source, "text"
