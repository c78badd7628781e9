"""The List agent: the lists behind fields, looked after by their administrators (domain reference 7.5).

Methods come in pairs: a list is named by its id in one and by its name in the other. They are told apart by their first
argument alone, so one function stands for both.
"""

import msgspec

from openkontor.agents import check
from openkontor.agents.list_changes import (
    by_list,
    changing,
    demand_free_name,
    known_item,
    list_of,
    mark_deleted,
    rank_of,
    texts,
)
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.list_entity import ListEntity, ListItemEntity
from openkontor.errors import Denied, Invalid, NotFound, UnknownId
from openkontor.store import list_definitions, lists
from openkontor.store.choices import Item, KnownList, living

Items = list[ListItemEntity] | None


# The lists themselves


@method("List", takes="arguments", runs="read", allows="associate")
def get_list_definitions(call: Call, include_deleted: bool = False) -> list[ListEntity]:
    """List the lists there are, built in and one's own."""
    known = call.reference.choices.lists.values()
    return [_definition(one) for one in known if include_deleted or not one.deleted]


@method("List", takes="nothing", runs="read", allows="associate")
def create_default_list_entity(call: Call) -> ListEntity:
    """Give an empty list."""
    return ListEntity()


@method("List", takes="query", runs="read", allows="associate")
def get_list_entity(call: Call, list_entity_id: int) -> ListEntity | None:
    """Give a list; null for an unknown or deleted one."""
    known = call.reference.choices.find(list_entity_id)
    return None if known is None or known.deleted else _definition(known)


@method("List", takes="arguments", runs="read", allows="associate")
def get_list_entity_by_name(call: Call, name: str) -> ListEntity | None:
    """Give the list with this name in any case; null for an unknown or deleted one."""
    known = call.reference.choices.find(name)
    return None if known is None or known.deleted else _definition(known)


@method("List", takes="entity", runs="write", allows="associate", locks=True)
def save_list_entity(call: Call, list_entity: ListEntity | None) -> ListEntity:
    """Store a list: id 0 makes a new one, any other id changes the stored one; only administrators of lists may."""
    list_entity = check.given(list_entity, "ListEntity")
    with changing(call):
        known = list_of(call, list_entity.id) if list_entity.id else None
        _check_definition(call, list_entity, known)
        others = call.reference.choices.lists.values()
        rank = rank_of(list_entity.rank, known.rank if known else 0, (one.rank for one in others))
        stored = msgspec.structs.replace(list_entity, rank=rank)
        if known is None:
            stored.id = lists.new_list_id(call.db)
        else:
            stored.name = known.stored_label if list_entity.name == known.label else list_entity.name
            stored.tooltip = known.stored_tooltip if list_entity.tooltip == known.tooltip else list_entity.tooltip
        list_definitions.put(call.db, stored)
    return _definition(call.reference.choices.lists[stored.id])


@method("List", takes="arguments", runs="write", allows="associate", locks=True)
def save_list_entity_by_name(call: Call, name: str, list_entity: ListEntity | None = None) -> ListEntity:
    """Change the list with this name."""
    list_entity = check.given(list_entity, "ListEntity")
    return save_list_entity(call, msgspec.structs.replace(list_entity, id=list_of(call, name).number))


@method("List", takes="query", runs="write", allows="associate", locks=True)
def delete_list_entity(call: Call, list_entity_id: int) -> None:
    """Mark a list of one's own as deleted; a built-in one stays."""
    known = call.reference.choices.find(list_entity_id)
    if known is None or known.deleted:
        raise NotFound(f"List id {list_entity_id} not found")
    _delete(call, known)


@method("List", takes="arguments", runs="write", allows="associate", locks=True)
def delete_list_entity_by_name(call: Call, name: str) -> None:
    """Mark the list of one's own with this name as deleted."""
    known = call.reference.choices.find(name)
    if known is None or known.deleted:
        raise NotFound(f"List {name[:100]} not found")
    _delete(call, known)


def _delete(call: Call, known: KnownList) -> None:
    with changing(call):
        if known.table is not None:
            raise Denied(f"The list '{known.label}' is built in: its items can be deleted, the list stays.")
        stored = _definition(known)
        stored.name, stored.tooltip, stored.deleted = known.stored_label, known.stored_tooltip, True
        list_definitions.put(call.db, stored)


def _definition(known: KnownList) -> ListEntity:
    entity = ListEntity(known.number, known.label, known.tooltip, known.deleted, known.rank)
    entity.is_custom_list = known.table is None
    entity.is_mdo_list = known.table is not None
    entity.use_groups_and_headings = known.grouped
    entity.list_type = known.table and known.name
    return entity


def _check_definition(call: Call, sent: ListEntity, known: KnownList | None) -> None:
    if not sent.name.strip():
        raise Invalid.field("Name", "a list needs a name")
    other = call.reference.choices.find(sent.name)
    if sent.name.strip().lstrip("-").isdigit():
        raise Invalid.field("Name", "a list's name is more than a number")
    if other is not None and other is not known:
        raise Invalid.field("Name", f"'{sent.name[:100]}' is the name of another list, with id {other.number}")
    if sent.deleted and known is not None and known.table is not None:
        raise Invalid.field("Deleted", "a built-in list stays")


# Their items


@by_list("get_all_from_list_definition", "get_all_from_list_name", runs="read")
def items_of(call: Call, known: KnownList, include_deleted: bool = False) -> list[ListItemEntity]:
    """List the items of a list by rank; deleted ones too where they are wanted."""
    items = call.reference.choices.items_of(known).values()
    found = [_entity(item, known) for item in items if include_deleted or not item.deleted]
    return sorted(found, key=lambda item: (item.rank, item.id))


@by_list("get_from_list_definition", "get_from_list_name", runs="read")
def item_of(call: Call, known: KnownList, id: Int32) -> ListItemEntity | None:
    """Give an item of a list, also a deleted one; null for an unknown one."""
    item = call.reference.choices.items_of(known).get(id)
    return None if item is None else _entity(item, known)


@method("List", takes="nothing", runs="read", allows="associate")
def create_default_list_item_entity(call: Call) -> ListItemEntity:
    """Give an empty item of a list."""
    return ListItemEntity()


@by_list("add_from_list_definition", "add_from_list_name", runs="write")
def add_item(call: Call, known: KnownList, item: ListItemEntity | None = None) -> ListItemEntity:
    """Add an item to a list, behind the others where no rank is sent; only administrators of lists may."""
    with changing(call):
        number = _put(call, known, 0, check.given(item, "Item"), call.reference.choices.items_of(known)).id
    return _entity(call.reference.choices.items_of(known)[number], known)


@by_list("save_from_list_definition", "save_from_list_name", runs="write")
def save_item(
    call: Call,
    known: KnownList,
    id: Int32,
    item: ListItemEntity | None = None,
) -> ListItemEntity:
    """Change an item of a list; without a rank it stays where it is."""
    with changing(call):
        number = known_item(call, known, id, "Id")
        _put(call, known, number, check.given(item, "Item"), call.reference.choices.items_of(known))
    return _entity(call.reference.choices.items_of(known)[id], known)


@by_list("save_all_from_list_definition", "save_all_from_list_name", runs="write")
def save_items(call: Call, known: KnownList, items: Items = None) -> list[ListItemEntity]:
    """Store several items of a list: id 0 adds one, any other id changes it; items that are not named stay."""
    with changing(call):
        so_far = dict(call.reference.choices.items_of(known))
        for sent in items or []:
            if sent.id and sent.id not in so_far:
                raise Invalid.field("Items", f"'{known.label}' has no item {sent.id}")
            stored = _put(call, known, sent.id, sent, so_far)
            so_far[stored.id] = stored
    return items_of(call, known)


@method("List", takes="arguments", runs="write", allows="associate", locks=True)
def save_list_item_entity(call: Call, list_item_entity: ListItemEntity | None = None) -> ListItemEntity:
    """Store an item of the list it names: id 0 adds one, any other id changes it."""
    sent = check.given(list_item_entity, "ListItemEntity")
    known = list_of(call, sent.ud_list_definition_id)
    return save_item(call, known, sent.id, sent) if sent.id else add_item(call, known, sent)


@by_list("delete_from_list_definition", "delete_from_list_name", runs="write")
def delete_item(call: Call, known: KnownList, id: Int32) -> None:
    """Mark an item of a list as deleted; records that have it keep it."""
    mark_deleted(call, known, id)


@by_list("delete_all_from_list_definition", "delete_all_from_list_name", runs="write")
def delete_items(call: Call, known: KnownList) -> None:
    """Mark all items of a list as deleted."""
    with changing(call):
        for item in call.reference.choices.items_of(known).values():
            if not item.deleted:
                _update(call, known, item, item.rank, deleted=True)


@by_list("sort_list_items", runs="write")
def sort_items(call: Call, known: KnownList, culture_name: str | None = "") -> None:
    """Rank the items of a list by their names, as they read in the caller's language."""
    items = call.reference.choices.items_of(known).values()
    with changing(call):
        _rank(call, known, sorted(items, key=lambda item: (item.name.casefold(), item.id)))


@by_list("move_list_item", runs="write")
def move_item(call: Call, known: KnownList, list_item_id: Int32, direction: Int32) -> None:
    """Move an item of a list: up by a direction below 0, down by one above, by as many places."""
    known_item(call, known, list_item_id, "ListItemId")
    items = living(call.reference.choices.items_of(known).values())
    place = next((place for place, item in enumerate(items) if item.id == list_item_id), None)
    if place is None:
        problem = f"{known.label} id {list_item_id} is deleted"
        raise UnknownId(problem, {"ListItemId": problem})
    with changing(call):
        moved = items.pop(place)
        items.insert(min(max(place + direction, 0), len(items)), moved)
        _rank(call, known, items)


def _entity(item: Item, known: KnownList) -> ListItemEntity:
    return ListItemEntity(item.id, item.name, item.tooltip, item.deleted, known.number, item.rank)


def _put(call: Call, known: KnownList, number: int, sent: ListItemEntity, items: dict[int, Item]) -> Item:
    """Store one item beside the others of its list, and give what is stored."""
    stored = items.get(number)
    name, tooltip = texts(sent.name, sent.tooltip, stored)
    if not sent.deleted:
        demand_free_name(name, number, items.values())
    rank = rank_of(sent.rank, stored.rank if stored else 0, (item.rank for item in items.values()))
    if stored is not None:
        lists.update_item(call.db, known, number, name, tooltip, rank, deleted=sent.deleted)
    elif known.table is not None and known.table.needs_more:
        raise Invalid.field("Item", f"an item of '{known.label}' is more than a name: it has a method of its own")
    else:
        number = lists.insert_item(call.db, known, name, tooltip, rank, deleted=sent.deleted)
    return Item(number, name, rank, tooltip, sent.deleted, 0, name, tooltip)


def _rank(call: Call, known: KnownList, items: list[Item]) -> None:
    for rank, item in enumerate(items, 1):
        _update(call, known, item, rank, deleted=item.deleted)


def _update(call: Call, known: KnownList, item: Item, rank: int, *, deleted: bool) -> None:
    lists.update_item(call.db, known, item.id, item.stored, item.stored_tooltip, rank, deleted=deleted)
