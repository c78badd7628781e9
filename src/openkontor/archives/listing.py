"""A list from question to rows: columns, filter and order become a statement, its rows become values.

What follows from the question alone is worked out once and remembered; what depends on who asks and when is
bound to the statement's placeholders.
"""

import base64
import binascii
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from openkontor import rights
from openkontor.archives import dynamic, plans
from openkontor.archives.columns import Column, Context, Later
from openkontor.archives.hints import meant
from openkontor.archives.options import Order
from openkontor.archives.plans import Asked, Plan, Shown
from openkontor.archives.providers import PROVIDERS, Provider
from openkontor.archives.tables import TABLES
from openkontor.archives.tree import SHOWN, refused
from openkontor.call import Call
from openkontor.errors import UnknownId
from openkontor.store.compose import Composed
from openkontor.store.db import Db
from openkontor.store.reference import Reference

LARGEST = 2**31 - 1
LARGEST_SKIP = 2**62
LONGEST_CURSOR = 10_000
# The owners whose rows a caller may not see, by the name the statements know them under.
HIDDEN = {
    "hidden_contacts": rights.CONTACT,
    "hidden_persons": rights.PERSON,
    "hidden_appointments": rights.APPOINTMENT,
    "hidden_relations": rights.RELATION,
    "hidden_projects": rights.PROJECT,
    "hidden_sales": rights.SALE,
}


class Row(NamedTuple):
    """One row: its key, what it is, and its values in the order of the columns."""

    key: int
    entity: str
    values: tuple[Any, ...]
    raw: tuple[Any, ...] = ()  # the same, but the number of an item in the place of its name; where that was wanted
    right: int = 0  # what the caller may do with it, where that was wanted
    link: str = ""  # where programs of the vendor's lead to; where rights were wanted


class Listing(NamedTuple):
    """What was found, column by column: so it is made, and so it is written."""

    provider: Provider
    columns: tuple[Column, ...]
    keys: Sequence[int]
    entities: Sequence[str]
    values: Sequence[Sequence[Any]]  # of each column
    following: str  # where the next page begins; empty when there is none
    total: int  # of all rows, where that was wanted; else -1
    raw: Sequence[Sequence[Any]] = ()
    rights: Sequence[int] = ()
    links: Sequence[str] = ()

    @property
    def rows(self) -> list[Row]:
        """The same, row by row."""
        values, raw = (list(zip(*one, strict=True)) or [()] * len(self.keys) for one in (self.values, self.raw))
        if not self.rights:
            return list(map(Row, self.keys, self.entities, values, raw))
        return list(map(Row, self.keys, self.entities, values, raw, self.rights, self.links))


# Stands for `dynamic` until its columns tell which table it is about.
DYNAMIC = dynamic.provider(TABLES["contact"], ())


def provider(name: str) -> Provider:
    """Find a provider by its name in any case; when there is none, 404 over REST and 400 over agents."""
    found = DYNAMIC if name.lower() == dynamic.NAME else PROVIDERS.get(name.lower())
    if found is None:
        known = (one.name for one in PROVIDERS.values())
        raise UnknownId(f"There is no archive provider '{name[:SHOWN]}'.{meant(name, known)}")
    return found


def find(call: Call, asked: Asked) -> Listing:
    """Find the rows of a page that the caller may see."""
    asked = based(asked)
    hidden = _hidden(call)
    context = Context(call.reference, call.associate_id, call.now, call.clock, call.db)
    plan, slots = plans.page(asked, frozenset(hidden))
    always = hidden | _eyes(call)
    bound = _bound(plan.composed, slots, context) | always
    call.passing = call.passing or _is_passing(plan.composed, slots)
    bound |= {"top": min(asked.top, LARGEST) + asked.pages, "skip": min(asked.skip, LARGEST_SKIP)}
    if asked.after:
        bound |= _read_cursor(asked, plan)
    found = call.db.rows(plan.composed.statement, **bound) if asked.top > 0 else []
    if found:
        call.db.check(found[0][0])
    more = len(found) > asked.top
    if more:
        found.pop()
    following = _cursor(asked, found[-1], plan) if more else ""
    total = _count(call.db, asked, frozenset(hidden), always, context) if asked.counts else -1
    made = Listing(asked.provider, plan.columns, (), (), (), following, total)
    return _filled(made, found, plan, asked, call) if found else made


def based(asked: Asked) -> Asked:
    """Say which table `dynamic` is about."""
    if asked.provider is not DYNAMIC:
        return asked
    names = (*asked.columns, *(one.column for one in asked.order), *plans.named(asked.tree))
    return asked._replace(provider=dynamic.provider(dynamic.base(names), dynamic.several(names)))


def _count(db: Db, asked: Asked, hidden: frozenset[str], always: dict[str, Any], context: Context) -> int:
    composed, slots = plans.count(asked, hidden)
    row = db.row(composed.statement, **_bound(composed, slots, context), **always)
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


def _bound(composed: Composed, slots: list[Any], context: Context) -> dict[str, Any]:
    values = composed.values | {f"slot_{number}": value for number, value in enumerate(slots)}
    return {name: value.give(context) if isinstance(value, Later) else value for name, value in values.items()}


def _is_passing(composed: Composed, slots: list[Any]) -> bool:
    """Whether the list may be another one in a moment although nothing is stored."""
    return any(isinstance(value, Later) and value.passing for value in (*composed.values.values(), *slots))


def _filled(made: Listing, found: list[tuple[Any, ...]], plan: Plan, asked: Asked, call: Call) -> Listing:
    """Make values of what the statement gave."""
    stored, provider = list(zip(*found, strict=True)), asked.provider
    values = [_made(stored, shown, call.reference) for shown in plan.shown]
    marks = stored[plan.marked] if plan.marked else [0] * len(found)
    entities = [provider.entities[mark] for mark in marks]
    keys = stored[plan.key]
    made = made._replace(keys=keys, entities=entities, values=values)
    if not (asked.rights or asked.raw):
        return made
    last = len(provider.links) - 1
    links = [provider.links[min(mark, last)].format(key) for mark, key in zip(marks, keys, strict=True)]
    raw = _raw(stored, values, plan) if asked.raw else ()
    return made._replace(raw=raw, rights=_bits(stored, plan, provider, call), links=links)


def _raw(stored: list[tuple[Any, ...]], values: list[Any], plan: Plan) -> list[Sequence[Any]]:
    """The same values, but the number of an item in the place of its name."""
    names = [
        column.kind.names_item and shown.end > shown.first
        for column, shown in zip(plan.columns, plan.shown, strict=True)
    ]
    return [
        [one or 0 for one in stored[shown.first]] if is_item else value
        for is_item, shown, value in zip(names, plan.shown, values, strict=True)
    ]


def _bits(stored: list[tuple[Any, ...]], plan: Plan, provider: Provider, call: Call) -> list[int]:
    """What the caller may do with each row."""
    if not (provider.right and plan.owner):
        return [rights.SELECT] * len(stored[0])
    owned = {
        one: rights.mask(call.reference, call.associate_id, provider.right, one or 0) for one in set(stored[plan.owner])
    }
    return [owned[one] for one in stored[plan.owner]]


def _made(stored: list[tuple[Any, ...]], shown: Shown, reference: Reference) -> Sequence[Any]:
    first, end, make, is_known = shown
    if make is None:
        return stored[first]
    if end == first:
        return [None] * len(stored[1])
    if is_known:
        items, numbers = reference.shown.setdefault(make, {}), stored[first]
        try:
            return [items[number] for number in numbers]
        except KeyError:  # it is the first time that one of them is shown
            items.update((number, make(reference, number)) for number in set(numbers))
            return [items[number] for number in numbers]
    if end == first + 1:
        return [make(reference, one) for one in stored[first]]
    return [make(reference, *values) for values in zip(*stored[first:end], strict=True)]


# Where a page ends


def _cursor(asked: Asked, last: tuple[Any, ...], plan: Plan) -> str:
    """Say where a page ended: the values its last row was sorted by, and its key, for the same order alone."""
    told = [_signature(asked.provider.table, asked.order), *last[2 : 2 + len(plan.sorts)], last[1]]
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
    if (
        not isinstance(told, list)
        or len(told) != len(plan.sorts) + 2
        or told[0] != _signature(asked.provider.table, asked.order)
    ):
        return False
    for value, sort in zip(told[1:-1], plan.sorts, strict=True):
        is_text = sort.ranks is None and sort.form in ("text", "folded")
        if not isinstance(value, str if is_text else (int, float)) or "\0" in str(value):
            return False
    numbers = [value for value in told[1:] if not isinstance(value, str)]
    return isinstance(told[-1], int) and all(abs(number) < 2**63 for number in numbers)


@lru_cache(256)
def _signature(table: str, order: tuple[Order, ...]) -> str:
    return sha256(repr((table, order)).lower().encode()).hexdigest()[:8]
