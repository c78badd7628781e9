"""The archive `dynamic`: each column is a path from a table over its references (protocol reference 8.3).

    path  = table {step} .column
    step  = .reference | :reference | .(table->reference)      reference = column | column[table]

A dot keeps the row where nothing is referred to, a colon leaves it out; `(table->reference)` gives one row for each
of those that refer to it, and none where there is none.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from openkontor.archives.columns import Column
from openkontor.archives.hints import meant
from openkontor.archives.kinds import TEXT
from openkontor.archives.providers import Provider
from openkontor.archives.tables import KINDS, TABLES, Table
from openkontor.archives.tree import SHOWN, refused
from openkontor.errors import RequestError
from openkontor.store.query import Join, Path, Stored

NAME = "dynamic"
LONGEST = 500  # characters of a path
FARTHEST = 8  # references one after the other
_START = re.compile(r"\w+")
_STEP = re.compile(r"(?P<how>[.:])(?:\((?P<table>\w+)->(?P<back>\w+)\)|(?P<column>\w+)(?:\[(?P<target>\w+)\])?)")


class Place(NamedTuple):
    """A column at the end of a path."""

    table: Table
    column: str
    kind: str
    path: Path


def base(names: Iterable[str]) -> Table:
    """Find the table that all paths begin with; 400 when it is unknown or not the same one."""
    found: Table | None = None
    for name in names:
        if "." not in name and ":" not in name:
            continue
        table, _ = _start(name)
        if found is not None and found is not table:
            raise refused(f"dynamic: '{found.name}' and '{table.name}' are two tables; all paths begin with one.")
        found = table
    if found is None:
        raise refused("dynamic: name at least one column, such as contact.name.")
    return found


@lru_cache(4096)
def column(name: str) -> Column:
    """Give the column at the end of a path; 400 naming the table or the column that is not there."""
    place = _follow(name)
    table = place.table
    stored, kind = Stored(place.column, place.path), KINDS.get(place.kind, KINDS["int"])
    if place.column == table.key and not place.path:
        stored = stored._replace(always=True)
    words = table.words.get(place.column.lower())
    if words is not None:
        return Column(name, words, Stored(table.key, place.path))
    folded = table.folded.get(place.column.lower()) if kind is TEXT else None
    return Column(name, kind, stored, folded=Stored(folded, place.path) if folded else None)


def several(names: Iterable[str]) -> tuple[Path, ...]:
    """Give the ways to tables of which there may be several rows for one of the base's."""
    found: dict[Path, None] = {}
    for name in names:
        if "->" in name:
            path = _follow(name).path
            found |= {path[: end + 1]: None for end, join in enumerate(path) if join.many}
    return tuple(found)


@lru_cache(256)
def provider(table: Table, ways: tuple[Path, ...]) -> Provider:
    """Give the archive of one base table; `ways` lead to further rows that count as keys."""
    ties = [Stored(one, always=True) for one in table.order]
    ties += [Stored(way[-1].many, way) for way in ways]
    return Provider(
        NAME,
        table.name,
        table.key,
        table.right,
        (table.name,),
        lambda: (column(f"{one.name}.{name}") for one in TABLES.values() for name, _ in one.columns.values()),
        (f"{table.name}.{table.key}",),
        (f"nav={table.name}&{table.key}={{}}",),
        table.guard,
        ties=tuple(ties),
        path=column,
        deletion=frozenset({f"{table.name.lower()}.deleteddate", f"{table.name.lower()}.deleted"}),
    )


def _start(name: str) -> tuple[Table, int]:
    """Find the table a path begins with, and where its first step stands."""
    found = _START.match(name)
    return (_table(found[0], name), found.end()) if found else (_table(name, name), 0)


def _table(table: str, name: str) -> Table:
    known = TABLES.get(table.lower())
    if known is None:
        known_names = (one.name for one in TABLES.values())
        raise refused(f"dynamic: there is no table '{table[:SHOWN]}': {name[:100]}.{meant(table, known_names)}")
    return known


def _column(table: Table, column: str, name: str) -> tuple[str, str]:
    known = table.columns.get(column.lower())
    if known is None:
        hint = meant(column, (one for one, _ in table.columns.values()))
        raise refused(f"dynamic: the table '{table.name}' has no column '{column[:SHOWN]}': {name[:100]}.{hint}")
    return known


@lru_cache(4096)
def _follow(name: str) -> Place:
    table, place = _start(name)
    if len(name) > LONGEST:
        raise refused(f"dynamic: a path is longer than {LONGEST} characters.")
    steps = []
    while place < len(name):
        step = _STEP.match(name, place)
        if step is None:
            raise _unreadable(name, place)
        steps.append(step)
        place = step.end()
    if not steps or steps[-1]["column"] is None or steps[-1]["target"] or steps[-1]["how"] == ":":
        raise refused(f"dynamic: a path ends with .column: {name[:100]}")
    if len(steps) > FARTHEST:
        raise refused(f"dynamic: a path has more than {FARTHEST} steps: {name[:100]}")
    path: list[Join] = []
    for step in steps[:-1]:
        table, join = _step(table, step, name)
        path.append(join)
    return Place(table, *_column(table, steps[-1]["column"], name), tuple(path))


def _unreadable(name: str, place: int) -> RequestError:
    return refused(f"dynamic: this cannot be read: {name[:place][-SHOWN:]}»{name[place:][:SHOWN]}")


def _step(table: Table, step: re.Match[str], name: str) -> tuple[Table, Join]:
    """Follow one reference: from its column to the key it holds, or to the rows that refer here."""
    if step["table"]:
        other = _table(step["table"], name)
        back, kind = _column(other, step["back"], name)
        _demand_number(other, back, kind, name)
        return other, Join(other.name, ((back, table.key),), guard=other.guard, inner=True, many=other.key)
    column, kind = _column(table, step["column"], name)
    if not step["target"] and kind in KINDS:
        raise refused(f"dynamic: '{table.name}.{column}' refers to no other table: {name[:100]}")
    _demand_number(table, column, kind, name)
    other = _table(step["target"] or kind, name)
    return other, Join(other.name, ((other.key, column),), guard=other.guard, inner=step["how"] == ":")


def _demand_number(table: Table, column: str, kind: str, name: str) -> None:
    if kind in KINDS and kind != "int":
        raise refused(f"dynamic: '{table.name}.{column}' holds no number that could be a key: {name[:100]}")
