"""A list from question to rows: columns, filter and order become a statement, its rows become values.

What follows from the question alone is worked out once and remembered; what depends on who asks and when is
bound to the statement's placeholders.
"""

import base64
import binascii
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from openkontor import rights
from openkontor.archives import dynamic
from openkontor.archives.columns import Column, Context, Later, Pseudo
from openkontor.archives.options import Order
from openkontor.archives.providers import PROVIDERS, Provider
from openkontor.archives.tables import TABLES
from openkontor.archives.tree import SHOWN, AllOf, AnyOf, Not, Term, Tree, refused
from openkontor.call import Call
from openkontor.errors import NotBuilt, UnknownId
from openkontor.store import query
from openkontor.store.db import Db
from openkontor.store.query import All, Any_, Compare, Composed, Condition, Opposite, Query, Sort, Stored
from openkontor.store.reference import Reference

LARGEST = 2**31 - 1
LARGEST_SKIP = 2**62
MOST_JOINS = 50  # SQLite joins 64 tables; a view may bring some of its own
LONGEST_CURSOR = 10_000
# The owners whose rows a caller may not see, by the name the statements know them under.
HIDDEN = {
    "hidden_contacts": rights.CONTACT,
    "hidden_persons": rights.PERSON,
    "hidden_appointments": rights.APPOINTMENT,
    "hidden_relations": rights.RELATION,
}


class Asked(NamedTuple):
    """What somebody wants listed."""

    provider: Provider
    columns: tuple[str, ...]
    tree: Tree
    order: tuple[Order, ...] = ()
    entities: tuple[str, ...] = ()
    top: int = 1000
    skip: int = 0
    after: str = ""  # where the page before ended
    counts: bool = False  # how many rows there are in all is wanted too
    pages: bool = True  # where the next page begins is wanted too
    rights: bool = False  # what the caller may do with each row is wanted too
    raw: bool = False  # the numbers behind names are wanted too
    totals: bool = False  # a last line with what functions have made of all rows is wanted too


class Row(NamedTuple):
    """One row: its key, what it is, and its values in the order of the columns."""

    key: int
    entity: str
    values: tuple[Any, ...]
    raw: tuple[Any, ...] = ()  # the same, but the number of an item in the place of its name; where that was wanted
    right: int = 0  # what the caller may do with it, where that was wanted
    link: str = ""  # where programs of the vendor's lead to; where rights were wanted


class Listing(NamedTuple):
    """What was found."""

    provider: Provider
    columns: tuple[Column, ...]
    rows: list[Row]
    following: str  # where the next page begins; empty when there is none
    total: int  # of all rows, where that was wanted; else -1


class Shown(NamedTuple):
    """How a column's value is made: of which of the statement's values, by which function."""

    first: int
    end: int
    make: Callable[..., Any] | None


class Plan(NamedTuple):
    """What follows from the question alone."""

    composed: Composed
    columns: tuple[Column, ...]
    shown: tuple[Shown, ...]
    sorts: tuple[Sort, ...]
    marked: int  # where among the statement's values stands which of its provider's entities a row is; 0: nowhere
    key: int  # where the key stands that is told
    owner: int  # where the row's owner stands; 0: nowhere


# Stands for `dynamic` until its columns tell which table it is about.
DYNAMIC = dynamic.provider(TABLES["contact"], ())


def provider(name: str) -> Provider:
    """Find a provider by its name in any case; when there is none, 404 over REST and 400 over agents."""
    found = DYNAMIC if name.lower() == dynamic.NAME else PROVIDERS.get(name.lower())
    if found is None:
        raise UnknownId(f"There is no archive provider '{name[:SHOWN]}'.")
    return found


def find(call: Call, asked: Asked) -> Listing:
    """Find the rows of a page that the caller may see."""
    asked = based(asked)
    hidden = _hidden(call)
    context = Context(call.reference, call.associate_id, call.now, call.zone or call.reference.base_zone)
    plan = _page(_question(asked), bool(asked.after), frozenset(hidden))
    bound = _bound(plan.composed, context) | hidden | _eyes(call)
    bound |= {"top": min(asked.top, LARGEST) + asked.pages, "skip": min(asked.skip, LARGEST_SKIP)}
    if asked.after:
        bound |= _read_cursor(asked, plan)
    found = call.db.rows(plan.composed.statement, **bound) if asked.top > 0 else []
    if found:
        call.db.check(found[0][0])
    more = len(found) > asked.top
    if more:
        found.pop()
    rows = _rows(found, plan, asked, call) if found else []
    following = _cursor(asked, found[-1], plan) if more else ""
    total = _count(call.db, asked, hidden | _eyes(call), context) if asked.counts else -1
    return Listing(asked.provider, plan.columns, rows, following, total)


def based(asked: Asked) -> Asked:
    """Say which table `dynamic` is about."""
    if asked.provider is not DYNAMIC:
        return asked
    names = (*asked.columns, *(one.column for one in asked.order), *_named(asked.tree))
    return asked._replace(provider=dynamic.provider(dynamic.base(names), dynamic.several(names)))


def _question(asked: Asked) -> Asked:
    """What of a question the statement depends on."""
    return asked._replace(top=0, skip=0, after="", counts=False, pages=False)


def _count(db: Db, asked: Asked, hidden: dict[str, str], context: Context) -> int:
    composed = _counted(_question(asked)._replace(order=(), columns=()), frozenset(hidden.keys() & HIDDEN.keys()))
    row = db.row(composed.statement, **_bound(composed, context) | hidden)
    assert row is not None
    db.check(row[0])
    return int(row[1])


def _hidden(call: Call) -> dict[str, str]:
    """The owners whose rows the caller may not see, where there are any, as JSON; kept with the rights."""
    kept = call.reference.hidden_owners.get(call.associate_id)
    if kept is None:
        lists = {
            name: rights.unreadable_owners(call.reference, call.associate_id, table) for name, table in HIDDEN.items()
        }
        kept = {name: str(owners) for name, owners in lists.items() if owners}
        call.reference.hidden_owners[call.associate_id] = kept
    return kept


def _eyes(call: Call) -> dict[str, Any]:
    """Whom VisibleFor may name for a row to be seen."""
    return {"me": call.associate_id, "groups": str(list(call.reference.groups_of[call.associate_id]))}


def _bound(composed: Composed, context: Context) -> dict[str, Any]:
    return {name: value.give(context) if isinstance(value, Later) else value for name, value in composed.values.items()}


def _rows(found: list[tuple[Any, ...]], plan: Plan, asked: Asked, call: Call) -> list[Row]:
    """Make rows of what the statement gave, column by column: most columns repeat a few values."""
    stored, provider = list(zip(*found, strict=True)), asked.provider
    made = [_made(stored, shown, call.reference) for shown in plan.shown]
    values = list(zip(*made, strict=True)) if made else [()] * len(found)
    marks = stored[plan.marked] if plan.marked else [0] * len(found)
    entities = [provider.entities[mark] for mark in marks]
    keys = stored[plan.key]
    if not (asked.rights or asked.raw):
        return list(map(Row, keys, entities, values))
    numbers = _raw(stored, made, plan) if asked.raw else [()] * len(found)
    last = len(provider.links) - 1
    links = [provider.links[min(mark, last)].format(key) for mark, key in zip(marks, keys, strict=True)]
    return list(map(Row, keys, entities, values, numbers, _bits(stored, plan, provider, call), links))


def _raw(stored: list[tuple[Any, ...]], made: list[Any], plan: Plan) -> list[tuple[Any, ...]]:
    """The same values, but the number of an item in the place of its name."""
    names = [
        column.kind.names_item and shown.end > shown.first
        for column, shown in zip(plan.columns, plan.shown, strict=True)
    ]
    raw = [
        [one or 0 for one in stored[shown.first]] if is_item else values
        for is_item, shown, values in zip(names, plan.shown, made, strict=True)
    ]
    return list(zip(*raw, strict=True)) if raw else [()] * len(stored[0])


def _bits(stored: list[tuple[Any, ...]], plan: Plan, provider: Provider, call: Call) -> list[int]:
    """What the caller may do with each row."""
    if not (provider.right and plan.owner):
        return [rights.SELECT] * len(stored[0])
    owned = {
        one: rights.mask(call.reference, call.associate_id, provider.right, one or 0) for one in set(stored[plan.owner])
    }
    return [owned[one] for one in stored[plan.owner]]


def _made(stored: list[tuple[Any, ...]], shown: Shown, reference: Reference) -> Any:
    first, end, make = shown
    if make is None:
        return stored[first]
    if end == first:
        return [None] * len(stored[1])
    if end == first + 1:
        each = {one: make(reference, one) for one in set(stored[first])}
        return [each[one] for one in stored[first]]
    return [make(reference, *values) for values in zip(*stored[first:end], strict=True)]


# The plan


@lru_cache(1024)
def _page(asked: Asked, after: bool, hidden: frozenset[str]) -> Plan:
    columns = tuple(find_column(asked.provider, name, "$select") for name in asked.columns or asked.provider.default)
    shown_columns = tuple(dict.fromkeys(column for column in columns if isinstance(column, Column)))
    sorts = _sorts(asked)
    select: list[query.Source] = []
    shown = []
    for column in shown_columns:
        first = 2 + len(sorts) + len(select)
        select += [column.source, *column.also] if column.source is not None else []
        end = 2 + len(sorts) + len(select)
        shown.append(Shown(first, end, _show(column)))
    provider = asked.provider
    owner = Stored(provider.owner) if asked.rights and provider.owner else None
    places = []
    for source in (provider.marked, provider.shown_key, owner):
        places.append(2 + len(sorts) + len(select) if source is not None else 0)
        select += [source] if source is not None else []
    marked, key, owner_place = places
    asking = _query(asked, hidden)._replace(select=tuple(select), order=sorts, after=after)
    return Plan(_joinable(query.rows(asking)), shown_columns, tuple(shown), sorts, marked, key or 1, owner_place)


@lru_cache(256)
def _counted(asked: Asked, hidden: frozenset[str]) -> Composed:
    return _joinable(query.count(_query(asked, hidden)))


def _joinable(made: Composed) -> Composed:
    if made.joins > MOST_JOINS:
        raise refused("The list needs more tables at once than the database joins; ask for fewer columns.")
    return made


def _show(column: Column) -> Callable[..., Any] | None:
    """A value that is always stored as it is shown needs no function."""
    source = column.source
    is_stored = isinstance(source, Stored) and source.always and not source.path
    return None if is_stored and column.kind.as_stored else column.kind.show or _null


def _null(reference: Any) -> None:
    return None


def _query(asked: Asked, hidden: frozenset[str]) -> Query:
    provider = asked.provider
    parts = [provider.rows, *_entities(asked), condition(provider, asked.tree)]
    names = set(_named(asked.tree))
    if provider.once is not None and not any(name.startswith(provider.once[0]) for name in names):
        parts.append(provider.once[1])
    guard = provider.guard._replace(living=False) if names & provider.deletion else provider.guard
    wanted = [part for part in parts if part != query.ALWAYS]
    where = wanted[0] if len(wanted) == 1 else All(tuple(wanted))
    return Query(provider.table, provider.key, (), where, guard=guard, hidden=hidden)


def _entities(asked: Asked) -> tuple[Condition, ...]:
    """Leave out the rows that are something else than what was asked for."""
    provider, wanted = asked.provider, {name.lower() for name in asked.entities}
    chosen = [number for number, name in enumerate(provider.entities) if name.lower() in wanted]
    if not wanted or len(chosen) == len(provider.entities) or (chosen and provider.marked is None):
        return ()
    if not chosen or provider.marked is None:
        return (query.NEVER,)
    return (Any_(tuple(Compare(provider.marked, "=", number) for number in chosen)),)


def _named(tree: Tree) -> Iterator[str]:
    """The columns a filter names, in lower case."""
    if isinstance(tree, Term):
        yield tree.column.lower()
    else:
        for part in (tree.part,) if isinstance(tree, Not) else tree.parts:
            yield from _named(part)


def condition(provider: Provider, tree: Tree) -> Condition:
    """Give what a filter asks of a provider's rows; 400 for a column or an operator that it does not have."""
    if isinstance(tree, AllOf):
        return All(tuple(condition(provider, part) for part in tree.parts))
    if isinstance(tree, AnyOf):
        return Any_(tuple(condition(provider, part) for part in tree.parts))
    if isinstance(tree, Not):
        return Opposite(condition(provider, tree.part))
    column = find_column(provider, tree.column, "$filter")
    if isinstance(column, Pseudo):
        return column.condition
    if not column.restricts:
        raise refused(f"The column '{column.name}' cannot be restricted: {tree.place}")
    _demand_held(provider, column)
    return column.kind.condition(column, tree)


def _sorts(asked: Asked) -> tuple[Sort, ...]:
    """What a list is sorted by before its key: what was asked for, and what its provider adds."""
    sorts = [_sort(asked.provider, order) for order in asked.order]
    last = sorts[-1].descending if sorts else False
    return (*sorts, *(Sort(tie, "number", last) for tie in asked.provider.ties))


def _sort(provider: Provider, order: Order) -> Sort:
    column = find_column(provider, order.column, "$orderBy")
    if isinstance(column, Pseudo):
        raise refused(f"$orderBy: the column '{column.name}' cannot be sorted by.")
    _demand_held(provider, column)
    if not column.sorts:
        raise refused(f"$orderBy: the column '{column.name}' cannot be sorted by.")
    return column.kind.sort(column, order.descending)


def _demand_held(provider: Provider, column: Column) -> None:
    if column.source is None:
        raise NotBuilt(
            f"The column '{column.name}' of {provider.name} is known, but this server has no data for it yet."
        )


def find_column(provider: Provider, name: str, option: str) -> Column | Pseudo:
    """Find a column of a provider; 400 naming the option and the column when there is none."""
    found = provider.find(name)
    if found is None:
        raise refused(f"{option}: {provider.name} has no column '{name[:100]}'.")
    return found


# Where a page ends


def _cursor(asked: Asked, last: tuple[Any, ...], plan: Plan) -> str:
    """Say where a page ended: the values its last row was sorted by, and its key, for the same order alone."""
    told = [_signature(asked), *last[2 : 2 + len(plan.sorts)], last[1]]
    return base64.urlsafe_b64encode(msgspec.json.encode(told)).decode().rstrip("=")


def _read_cursor(asked: Asked, plan: Plan) -> dict[str, Any]:
    try:
        text = asked.after[:LONGEST_CURSOR]
        told = msgspec.json.decode(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError, msgspec.DecodeError):
        told = None
    if not _fits(told, asked, plan):
        raise refused("$skiptoken is not one of a list in this order; begin with its first page.")
    return {f"after_{number}": value for number, value in enumerate(told[1:])}


def _fits(told: Any, asked: Asked, plan: Plan) -> bool:
    """Whoever changes a cursor changes where the page begins, and nothing else; only the types must be right."""
    if not isinstance(told, list) or len(told) != len(plan.sorts) + 2 or told[0] != _signature(asked):
        return False
    for value, sort in zip(told[1:-1], plan.sorts, strict=True):
        is_text = sort.ranks is None and sort.form in ("text", "folded")
        if not isinstance(value, str if is_text else (int, float)) or "\0" in str(value):
            return False
    numbers = [value for value in told[1:] if not isinstance(value, str)]
    return isinstance(told[-1], int) and all(abs(number) < 2**63 for number in numbers)


def _signature(asked: Asked) -> str:
    return sha256(repr((asked.provider.table, asked.order)).lower().encode()).hexdigest()[:8]
