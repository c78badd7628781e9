"""What every change of a list has in common: who may, which list, which texts."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import msgspec

from openkontor import rights
from openkontor.agents.method import Function, Runs, method, parameter, shaped
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.errors import Invalid, NotFound, UnknownId
from openkontor.store import lists
from openkontor.store.choices import Item, KnownList
from openkontor.store.reference import renew

LARGEST_RANK = 2**15 - 1
LONGEST_NAME, LONGEST_TOOLTIP = 239, 254
BY_LIST = ("ud_list_definition_id", "ud_list_definition_name")


class Named(Protocol):
    """What has a name and a tooltip, as the caller sees them and as they are stored."""

    @property
    def id(self) -> int: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def tooltip(self) -> str: ...  # noqa: D102
    @property
    def deleted(self) -> bool: ...  # noqa: D102
    @property
    def stored(self) -> str: ...  # noqa: D102
    @property
    def stored_tooltip(self) -> str: ...  # noqa: D102


def demand_keeper(call: Call) -> None:
    """Refuse who does not look after lists."""
    rights.demand_function(call.reference, call.associate_id, "admin-lists", "admin-all")


@contextmanager
def changing(call: Call) -> Iterator[None]:
    """Change lists, which is for their administrators; afterwards the reference data is what was stored.

    A method that does so declares `locks`: it began by waiting for others who change lists.
    """
    demand_keeper(call)
    yield
    renew(call.db)


def list_of(call: Call, which: int | str) -> KnownList:
    """Find a list that is not deleted; 404 over REST and 400 over agents when there is none."""
    known = call.reference.choices.find(which)
    if known is None or known.deleted:
        raise UnknownId(f"There is no list '{str(which)[:100]}'.")
    return known


def by_list(
    *names: str, runs: Runs, keys: tuple[str, str] = BY_LIST, renamed: str = ""
) -> Callable[[Function], Function]:
    """Make two methods of one function: its list is named by id in the first and by name in the second.

    `renamed` is what the second method calls the last argument.
    """

    def declare(function: Function) -> Function:
        for name, key, kind in zip(names, keys, (Int32, str), strict=False):
            by_name = kind is str
            made = _of_list(function, name, key, kind, renamed if by_name else "")
            method("List", takes="arguments", runs=runs, allows="associate", locks=runs == "write")(made)
        return function

    return declare


def _of_list(function: Callable[..., Any], name: str, key: str, kind: Any, renamed: str) -> Callable[..., Any]:
    signature = inspect.signature(function)
    first, _, *others = signature.parameters.values()
    if renamed:
        others = [one.replace(name=renamed) if one.name == "list_item_ids" else one for one in others]

    def called(call: Call, which: int | str, *arguments: Any) -> Any:
        return function(call, list_of(call, which), *arguments)

    words = function.__doc__ or ""
    return shaped(called, name, words, [first, parameter(key, kind), *others], signature.return_annotation)


def texts(sent_name: str, sent_tooltip: str, stored: Named | None) -> tuple[str, str]:
    """Give name and tooltip to store; a text in several languages stays where its spoken form came back unchanged."""
    if stored is None:
        return sent_name, sent_tooltip
    name = stored.stored if sent_name == stored.name else sent_name
    return name, stored.stored_tooltip if sent_tooltip == stored.tooltip else sent_tooltip


def demand_free_name(name: str, own_id: int, others: Iterable[Named], field: str = "Name") -> None:
    """Refuse a text that is empty, or that another one which is not deleted has."""
    folded = name.strip().casefold()
    if not folded:
        raise Invalid.field(field, "it needs a name")
    for one in others:
        if one.id != own_id and not one.deleted and folded in (one.name.casefold(), one.stored.casefold()):
            raise Invalid.field(field, f"'{name[:100]}' is there already, with id {one.id}")


def rank_of(sent: int, stored: int, others: Iterable[int]) -> int:
    """Give the rank to store: as sent, else as it was, else behind all others."""
    if not 0 <= sent <= LARGEST_RANK:
        raise Invalid.field("Rank", f"a rank is a number from 1 to {LARGEST_RANK}; 0 leaves it to the server")
    return sent or stored or min(1 + max(others, default=0), LARGEST_RANK)


class Told(msgspec.Struct):
    """What every item has, as it is to be stored."""

    name: str
    tooltip: str
    rank: int
    stored: Item | None


def known_list(call: Call, name: str) -> KnownList:
    """Give a built-in list."""
    known = call.reference.choices.find(name)
    assert known is not None
    return known


def checked(
    call: Call,
    known: KnownList,
    number: int,
    name: str,
    tooltip: str,
    rank: int,
    *,
    deleted: bool,
    key: str,
    field: str = "Name",
) -> Told:
    """Check what every item has; the id, whose field is `key`, must be there, or 0 for a new one."""
    items = call.reference.choices.items_of(known)
    stored = items.get(number)
    if number and stored is None:
        raise UnknownId.of(known.label, number, key)
    if len(name) > LONGEST_NAME:
        raise Invalid.field(field, f"longer than {LONGEST_NAME} characters")
    if len(tooltip) > LONGEST_TOOLTIP:
        raise Invalid.field("Tooltip", f"longer than {LONGEST_TOOLTIP} characters")
    name, tooltip = texts(name, tooltip, stored)
    if not deleted:
        demand_free_name(name, number, items.values(), field)
    rank = rank_of(rank, stored.rank if stored else 0, (item.rank for item in items.values()))
    return Told(name, tooltip, rank, stored)


def put(call: Call, known: KnownList, number: int, told: Told, *, deleted: bool) -> int:
    """Store what every item has, and give the item's id."""
    if told.stored is None:
        return lists.insert_item(call.db, known, told.name, told.tooltip, told.rank, deleted=deleted)
    lists.update_item(call.db, known, number, told.name, told.tooltip, told.rank, deleted=deleted)
    return number


def known_item(call: Call, known: KnownList, number: int, field: str) -> int:
    """Give the id of an item that is there, deleted or not; 404 over REST and 400 naming the field when it is not."""
    if number not in call.reference.choices.items_of(known):
        raise UnknownId.of(known.label, number, field)
    return number


def mark_deleted(call: Call, known: KnownList, number: int) -> None:
    """Mark an item of a list as deleted; records that have it keep it."""
    item = call.reference.choices.items_of(known).get(number)
    if item is None or item.deleted:
        raise NotFound(f"{known.label} id {number} not found")
    with changing(call):
        lists.update_item(call.db, known, number, item.stored, item.stored_tooltip, item.rank, deleted=True)
