"""A list from question to rows: columns, filter and order become a statement, its rows become values.

What follows from the question alone is worked out once and remembered; what depends on who asks and when is
bound to the statement's placeholders.
"""

import base64
import binascii
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from openkontor import rights
from openkontor.archives.columns import Column, Context, Later, Pseudo
from openkontor.archives.options import Order
from openkontor.archives.providers import PROVIDERS, Provider
from openkontor.archives.tree import SHOWN, AllOf, AnyOf, Not, Term, Tree, refused
from openkontor.call import Call
from openkontor.errors import NotBuilt, UnknownId
from openkontor.store import query
from openkontor.store.db import Db
from openkontor.store.query import All, Any_, Compare, Composed, Condition, Opposite, Query, Sort, Stored
from openkontor.store.reference import Reference

LARGEST = 2**31 - 1
LARGEST_SKIP = 2**62
LONGEST_CURSOR = 10_000
# The owners whose rows a caller may not see, by the name the statements know them under.
HIDDEN = {"hidden_contacts": rights.CONTACT, "hidden_persons": rights.PERSON, "hidden_appointments": rights.APPOINTMENT}


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


class Row(NamedTuple):
    """One row: its key, what it is, and its values in the order of the columns."""

    key: int
    entity: str
    values: tuple[Any, ...]
    right: int = 0  # what the caller may do with it, where that was wanted


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
    sorts: int
    marked: int  # where among the statement's values stands whether a row is its provider's second entity; 0: nowhere
    owner: int  # where the row's owner stands; 0: nowhere


def provider(name: str) -> Provider:
    """Find a provider by its name in any case; when there is none, 404 over REST and 400 over agents."""
    found = PROVIDERS.get(name.lower())
    if found is None:
        raise UnknownId(f"There is no archive provider '{name[:SHOWN]}'.")
    return found


def find(call: Call, asked: Asked) -> Listing:
    """Find the rows of a page that the caller may see."""
    hidden = _hidden(call)
    context = Context(call.reference, call.associate_id, call.now, call.zone or call.reference.base_zone)
    plan = _page(_question(asked), bool(asked.after), frozenset(hidden))
    bound = _bound(plan.composed, context) | hidden
    bound |= {"top": min(asked.top, LARGEST) + asked.pages, "skip": min(asked.skip, LARGEST_SKIP)}
    if asked.after:
        bound |= _read_cursor(asked, plan)
    found = call.db.rows(plan.composed.statement, **bound) if asked.top > 0 else []
    if found:
        call.db.check(found[0][0])
    more = len(found) > asked.top
    if more:
        found.pop()
    rows = _rows(found, plan, asked.provider, call) if found else []
    following = _cursor(asked, found[-1], plan) if more else ""
    total = _count(call.db, asked, hidden, context) if asked.counts else -1
    return Listing(asked.provider, plan.columns, rows, following, total)


def _question(asked: Asked) -> Asked:
    """What of a question the statement depends on."""
    return asked._replace(top=0, skip=0, after="", counts=False, pages=False)


def _count(db: Db, asked: Asked, hidden: dict[str, str], context: Context) -> int:
    composed = _counted(_question(asked)._replace(order=(), columns=()), frozenset(hidden))
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


def _bound(composed: Composed, context: Context) -> dict[str, Any]:
    return {name: value.give(context) if isinstance(value, Later) else value for name, value in composed.values.items()}


def _rows(found: list[tuple[Any, ...]], plan: Plan, provider: Provider, call: Call) -> list[Row]:
    """Make rows of what the statement gave, column by column: most columns repeat a few values."""
    stored = list(zip(*found, strict=True))
    made = [_made(stored, shown, call.reference) for shown in plan.shown]
    entities = [provider.entities[0]] * len(found)
    if plan.marked:
        entities = [provider.entities[1 if mark else 0] for mark in stored[plan.marked]]
    bits = [0] * len(found)
    if plan.owner:
        owned = {
            one: rights.mask(call.reference, call.associate_id, provider.right, one or 0) for one in stored[plan.owner]
        }
        bits = [owned[one] for one in stored[plan.owner]]
    values = zip(*made, strict=True) if made else [()] * len(found)
    return list(map(Row, stored[1], entities, values, bits))


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
    columns = tuple(_column(asked.provider, name, "$select") for name in asked.columns or asked.provider.default)
    shown_columns = tuple(dict.fromkeys(column for column in columns if isinstance(column, Column)))
    sorts = tuple(_sort(asked.provider, order) for order in asked.order)
    select: list[query.Source] = []
    shown = []
    for column in shown_columns:
        first = 2 + len(sorts) + len(select)
        select += [column.source, *column.also] if column.source is not None else []
        end = 2 + len(sorts) + len(select)
        shown.append(Shown(first, end, _show(column)))
    provider = asked.provider
    extra = [provider.marked, Stored(provider.owner) if asked.rights else None]
    places = []
    for source in extra:
        places.append(2 + len(sorts) + len(select) if source is not None else 0)
        select += [source] if source is not None else []
    asking = _query(asked, hidden)._replace(select=tuple(select), order=sorts, after=after)
    return Plan(query.rows(asking), shown_columns, tuple(shown), len(sorts), *places)


@lru_cache(256)
def _counted(asked: Asked, hidden: frozenset[str]) -> Composed:
    return query.count(_query(asked, hidden))


def _show(column: Column) -> Callable[..., Any] | None:
    """A value that is always stored as it is shown needs no function."""
    source = column.source
    is_stored = isinstance(source, Stored) and source.always and not source.path
    return None if is_stored and column.kind.as_stored else column.kind.show or _null


def _null(reference: Any) -> None:
    return None


def _query(asked: Asked, hidden: frozenset[str]) -> Query:
    provider = asked.provider
    where = condition(provider, asked.tree)
    kinds = _entities(asked) if asked.entities else ()
    return Query(
        provider.table,
        provider.key,
        (),
        All((*kinds, where)) if kinds else where,
        living=provider.living and not _names_deletion(asked.tree),
        owner=provider.owner,
        hidden=hidden,
        guard=provider.hidden,
    )


def _entities(asked: Asked) -> tuple[Condition, ...]:
    """Leave out the rows that are something else than what was asked for."""
    provider, wanted = asked.provider, {name.lower() for name in asked.entities}
    chosen = [name.lower() in wanted for name in provider.entities]
    if all(chosen):
        return ()
    if not any(chosen):
        return (query.NEVER,)
    assert provider.marked is not None
    marked = Compare(provider.marked, "=", 1)
    return (marked,) if chosen[1] else (Opposite(marked),)


def _names_deletion(tree: Tree) -> bool:
    """Say whether a filter is about deletion itself: only such a list shows what was deleted."""
    if isinstance(tree, Term):
        return tree.column.lower() in ("deleteddate", "persondeleteddate", "contactdeleted")
    return _names_deletion(tree.part) if isinstance(tree, Not) else any(map(_names_deletion, tree.parts))


def condition(provider: Provider, tree: Tree) -> Condition:
    """Give what a filter asks of a provider's rows; 400 for a column or an operator that it does not have."""
    if isinstance(tree, AllOf):
        return All(tuple(condition(provider, part) for part in tree.parts))
    if isinstance(tree, AnyOf):
        return Any_(tuple(condition(provider, part) for part in tree.parts))
    if isinstance(tree, Not):
        return Opposite(condition(provider, tree.part))
    column = _column(provider, tree.column, "$filter")
    if isinstance(column, Pseudo):
        return column.condition
    if not column.restricts:
        raise refused(f"The column '{column.name}' cannot be restricted: {tree.place}")
    _demand_held(provider, column)
    return column.kind.condition(column, tree)


def _sort(provider: Provider, order: Order) -> Sort:
    column = _column(provider, order.column, "$orderBy")
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


def _column(provider: Provider, name: str, option: str) -> Column | Pseudo:
    found = provider.columns.get(name.lower())
    if found is None:
        raise refused(f"{option}: {provider.name} has no column '{name[:100]}'.")
    return found


# Where a page ends


def _cursor(asked: Asked, last: tuple[Any, ...], plan: Plan) -> str:
    """Say where a page ended: the values its last row was sorted by, and its key, for the same order alone."""
    told = [_signature(asked), *last[2 : 2 + plan.sorts], last[1]]
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
    if not isinstance(told, list) or len(told) != plan.sorts + 2 or told[0] != _signature(asked):
        return False
    kinds = [_sort(asked.provider, order) for order in asked.order]
    for value, sort in zip(told[1:-1], kinds, strict=True):
        is_text = sort.ranks is None and sort.form in ("text", "folded")
        if not isinstance(value, str if is_text else (int, float)) or "\0" in str(value):
            return False
    numbers = [value for value in told[1:] if not isinstance(value, str)]
    return isinstance(told[-1], int) and all(abs(number) < 2**63 for number in numbers)


def _signature(asked: Asked) -> str:
    return sha256(repr((asked.provider.table, asked.order)).lower().encode()).hexdigest()[:8]
