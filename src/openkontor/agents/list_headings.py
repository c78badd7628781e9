"""The List agent: headings above items, and the user groups that see an item (domain reference 7.4, 7.5)."""

from collections.abc import Iterable

from openkontor.agents import check
from openkontor.agents.list_changes import by_list, changing, demand_free_name, known_item, list_of, rank_of, texts
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.list_entity import HeadingEntity
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.errors import Invalid
from openkontor.store import lists
from openkontor.store.choices import NO_LINKS, Heading, Item, KnownList, living

Choices = list[SelectableMDOListItem] | None
Ids = list[Int32] | None
BY_NAME = ("id", "name")


# The headings of a list


@method("List", takes="nothing", runs="read", allows="associate")
def create_default_heading_entity(call: Call) -> HeadingEntity:
    """Give an empty heading."""
    return HeadingEntity()


@by_list("create_default_heading_from_list_definition", runs="read")
def default_heading(call: Call, known: KnownList) -> HeadingEntity:
    """Give an empty heading of a list."""
    return HeadingEntity(ud_list_definition_id=known.number)


@method("List", takes="query", runs="read", allows="associate")
def get_heading_entity(call: Call, heading_entity_id: int) -> HeadingEntity | None:
    """Give a heading, also a deleted one; null for an unknown one."""
    heading = call.reference.choices.headings.get(heading_entity_id)
    return None if heading is None else _entity(heading)


@method("List", takes="entity", runs="write", allows="associate", locks=True)
def save_heading_entity(call: Call, heading_entity: HeadingEntity | None) -> HeadingEntity:
    """Store a heading of the list it names: id 0 adds one, any other id changes it."""
    sent = check.given(heading_entity, "HeadingEntity")
    stored = call.reference.choices.headings.get(sent.heading_id)
    which = sent.ud_list_definition_id or (stored.list_number if stored else 0)
    return save_heading(call, list_of(call, which), sent)


@by_list("get_headings_from_list_definition", "get_headings_from_name", runs="read", keys=BY_NAME)
def headings_of(call: Call, known: KnownList) -> list[HeadingEntity]:
    """List the headings of a list by rank."""
    return [_entity(heading) for heading in call.reference.choices.headings_of(known)]


@by_list("save_heading_from_list_definition", "save_heading_from_name", runs="write", keys=BY_NAME)
def save_heading(call: Call, known: KnownList, entity: HeadingEntity | None = None) -> HeadingEntity:
    """Store a heading of a list: id 0 adds one, any other id changes it; only administrators of lists may."""
    with changing(call):
        number = _put(call, known, check.given(entity, "Entity"), call.reference.choices.headings).id
    return _entity(call.reference.choices.headings[number])


@by_list("save_headings_from_list_definition", "save_headings_from_name", runs="write", keys=BY_NAME)
def save_headings(call: Call, known: KnownList, entities: list[HeadingEntity] | None = None) -> list[HeadingEntity]:
    """Store several headings of a list; those that are not named stay."""
    with changing(call):
        so_far = dict(call.reference.choices.headings)
        for sent in entities or []:
            stored = _put(call, known, sent, so_far)
            so_far[stored.id] = stored
    return headings_of(call, known)


@by_list("delete_all_headings_from_list_definition", "delete_all_headings_from_name", runs="write", keys=BY_NAME)
def delete_headings(call: Call, known: KnownList) -> None:
    """Mark all headings of a list as deleted; the items stay, without headings."""
    with changing(call):
        for one in call.reference.choices.headings_of(known):
            lists.update_heading(call.db, one.id, one.stored, one.stored_tooltip, one.rank, deleted=True)


@by_list("set_rank_on_headings", runs="write")
def set_rank_on_headings(call: Call, known: KnownList, heading_ids: Ids = None) -> None:
    """Put the headings of a list in this order; those that are not named come after."""
    headings = {one.id: one for one in call.reference.choices.headings_of(known)}
    unlike = dict.fromkeys(_known_heading(call, known, number) for number in heading_ids or [])
    named = [headings.pop(number) for number in unlike if number in headings]  # a deleted one has no place
    with changing(call):
        for rank, one in enumerate((*named, *headings.values()), 1):
            lists.update_heading(call.db, one.id, one.stored, one.stored_tooltip, rank, deleted=False)


def _entity(heading: Heading) -> HeadingEntity:
    told = (heading.name, heading.tooltip, heading.deleted, heading.rank, heading.list_number)
    return HeadingEntity(heading.id, *told)


def _put(call: Call, known: KnownList, sent: HeadingEntity, headings: dict[int, Heading]) -> Heading:
    """Store one heading beside the others of its list, and give what is stored."""
    beside = [one for one in headings.values() if one.list_number == known.number]
    stored = next((one for one in beside if one.id == sent.heading_id), None)
    if sent.heading_id and stored is None:
        raise Invalid.field("HeadingId", f"'{known.label}' has no heading {sent.heading_id}")
    name, tooltip = texts(sent.name, sent.tooltip, stored)
    if not sent.deleted:
        demand_free_name(name, sent.heading_id, beside)
    rank = rank_of(sent.rank, stored.rank if stored else 0, (one.rank for one in beside if not one.deleted))
    number = sent.heading_id
    if stored is None:
        number = lists.insert_heading(call.db, known, name, tooltip, rank, deleted=sent.deleted)
    else:
        lists.update_heading(call.db, number, name, tooltip, rank, deleted=sent.deleted)
    return Heading(number, name, rank, tooltip, sent.deleted, known.number, name, tooltip)


# Which headings an item is under


@by_list("get_headings", "get_headings_for_list_item_from_list_name", runs="read")
def headings_of_item(
    call: Call, known: KnownList, list_item_id: Int32, show_deleted: bool = False
) -> list[SelectableMDOListItem]:
    """List the headings of a list; those that an item is under are selected."""
    choices = call.reference.choices
    known_item(call, known, list_item_id, "ListItemId")
    over = choices.headed.get((known.number, list_item_id), NO_LINKS)
    every = [one for one in choices.headings.values() if one.list_number == known.number]
    return [_choice(one, "heading", one.id in over) for one in every if show_deleted or not one.deleted]


@by_list("save_headings_for_list_item_from_list_definition", "save_headings_for_list_item_from_list_name", runs="write")
def save_headings_of_item(
    call: Call, known: KnownList, list_item_id: Int32, headings: Choices = None
) -> list[SelectableMDOListItem]:
    """Put an item under the headings that are selected; those that are not named stay as they are."""
    known_item(call, known, list_item_id, "ListItemId")
    wanted = {_known_heading(call, known, one.id): one.selected for one in headings or []}
    with changing(call):
        _put_under(call, known, list_item_id, wanted)
    return headings_of_item(call, known, list_item_id)


@by_list("set_headings_for_list_item", runs="write")
def set_headings_of_item(
    call: Call, known: KnownList, list_item_id: Int32, heading_ids: Ids = None, enable: bool = False
) -> None:
    """Put an item under these headings, or take it from under them."""
    known_item(call, known, list_item_id, "ListItemId")
    wanted = {_known_heading(call, known, number): enable for number in heading_ids or []}
    with changing(call):
        _put_under(call, known, list_item_id, wanted)


@by_list("get_list_items_for_heading", "get_list_items_for_heading_from_list_name", runs="read")
def items_under_heading(call: Call, known: KnownList, heading_id: Int32) -> list[SelectableMDOListItem]:
    """List the items of a list; those under a heading are selected."""
    _known_heading(call, known, heading_id)
    headed = call.reference.choices.headed
    return [_choice(i, known.name, heading_id in headed.get((known.number, i.id), ())) for i in _living(call, known)]


@by_list("set_list_items_for_heading", "set_list_items_for_heading_from_list_name", runs="write")
def set_items_under_heading(
    call: Call, known: KnownList, heading_id: Int32, list_item_ids: Ids = None, enable: bool = False
) -> None:
    """Put these items under a heading, or take them from under it."""
    _known_heading(call, known, heading_id)
    with changing(call):
        for number in dict.fromkeys(list_item_ids or []):
            _put_under(call, known, known_item(call, known, number, "ListItemId"), {heading_id: enable})


def _put_under(call: Call, known: KnownList, item_id: int, wanted: dict[int, bool]) -> None:
    before = call.reference.choices.headed.get((known.number, item_id), NO_LINKS)
    lists.put_under(call.db, known, item_id, before, _switched(before, wanted))


# Which groups see an item


@by_list("get_visible_for_user_groups", "get_visible_for_user_groups_from_list_name", runs="read")
def groups_of_item(call: Call, known: KnownList, list_item_id: Int32) -> list[SelectableMDOListItem]:
    """List the user groups; those that see an item are selected."""
    known_item(call, known, list_item_id, "ListItemId")
    hidden = call.reference.choices.hidden.get((known.number, list_item_id), NO_LINKS)
    groups = [group for group in call.reference.lists["usergroup"].values() if not group.deleted]
    return [_choice(group, "usergroup", group.id not in hidden) for group in groups]


@by_list("set_visible_for_user_groups", "set_visible_for_user_groups_from_list_name", runs="write")
def set_groups_of_item(
    call: Call, known: KnownList, list_item_id: Int32, user_groups: Choices = None
) -> list[SelectableMDOListItem]:
    """Show an item to the groups that are selected and hide it from the others; groups not named stay as they are."""
    known_item(call, known, list_item_id, "ListItemId")
    wanted = {_known_group(call, one.id): one.selected for one in user_groups or []}
    with changing(call):
        _show(call, known, list_item_id, wanted)
    return groups_of_item(call, known, list_item_id)


@by_list("set_visible_for_user_group", runs="write")
def set_group_of_item(
    call: Call, known: KnownList, list_item_id: Int32, user_group_id: Ids = None, enable: bool = False
) -> None:
    """Show an item to these groups, or hide it from them."""
    known_item(call, known, list_item_id, "ListItemId")
    wanted = {_known_group(call, number): enable for number in user_group_id or []}
    with changing(call):
        _show(call, known, list_item_id, wanted)


@by_list("get_list_items_for_user_group", "get_list_items_for_user_group_from_list_name", runs="read")
def items_of_group(call: Call, known: KnownList, group_id: Int32) -> list[SelectableMDOListItem]:
    """List the items of a list; those that a group sees are selected."""
    _known_group(call, group_id)
    hidden = call.reference.choices.hidden
    items = _living(call, known)
    return [_choice(item, known.name, group_id not in hidden.get((known.number, item.id), ())) for item in items]


@by_list(
    "set_list_items_for_user_group",
    "set_list_items_for_user_group_from_list_name",
    runs="write",
    renamed="list_items_i_d",
)
def set_items_of_group(
    call: Call, known: KnownList, usergroup_id: Int32, list_item_ids: Ids = None, enable: bool = False
) -> None:
    """Show these items to a group, or hide them from it."""
    _known_group(call, usergroup_id)
    with changing(call):
        for number in dict.fromkeys(list_item_ids or []):
            _show(call, known, known_item(call, known, number, "ListItemId"), {usergroup_id: enable})


def _show(call: Call, known: KnownList, item_id: int, wanted: dict[int, bool]) -> None:
    before = call.reference.choices.hidden.get((known.number, item_id), NO_LINKS)
    lists.hide_from(call.db, known, item_id, before, _switched(before, {g: not shown for g, shown in wanted.items()}))


def _switched(before: Iterable[int], wanted: dict[int, bool]) -> set[int]:
    on = {number for number, selected in wanted.items() if selected}
    return (set(before) - wanted.keys()) | on


def _living(call: Call, known: KnownList) -> list[Item]:
    return living(call.reference.choices.items_of(known).values())


def _choice(one: Item | Heading, kind: str, selected: bool) -> SelectableMDOListItem:
    told = (one.id, one.name, one.tooltip, one.deleted, one.rank, kind)
    return SelectableMDOListItem(*told, icon_hint=kind, selected=selected, child_items=[], extra_info="", style_hint="")


def _known_heading(call: Call, known: KnownList, number: int) -> int:
    heading = call.reference.choices.headings.get(number)
    if heading is None or heading.list_number != known.number:
        raise Invalid.field("Headings", f"'{known.label}' has no heading {number}")
    return number


def _known_group(call: Call, number: int) -> int:
    if number not in call.reference.lists["usergroup"]:
        raise Invalid.unknown("UserGroups", "user group", number)
    return number
