"""Interests: a save switches the ones it names and leaves the rest (domain reference 3.10)."""

from collections.abc import Iterator

import msgspec

from openkontor.call import Call
from openkontor.carriers.mdo import SEPARATOR_ID, SelectableMDOListItem
from openkontor.carriers.values import NO_BASE_STAMP, BaseStamp
from openkontor.store.choices import Choices, Heading, KnownList

Items = list[SelectableMDOListItem]


def shown(call: Call, name: str, items: Items | None) -> Items | None:
    """Give interests as the caller is shown them: under headings; of those hidden from him, the chosen ones alone."""
    choices = call.reference.choices
    if not items or not (choices.headings or choices.hidden):
        return items
    known = choices.find(name)
    if known is None:
        return items
    if concealed := hidden(call, name):
        items = [item for item in items if item.selected or item.id not in concealed]
    return _under_headings(choices, known, items) if choices.headings_of(known) else items


def hidden(call: Call, name: str) -> tuple[int, ...]:
    """Give the interests that are hidden from the caller's groups."""
    choices = call.reference.choices
    known = choices.find(name) if choices.hidden else None
    if known is None:
        return ()
    groups = call.reference.groups_of[call.associate_id]
    return tuple(number for number in choices.items_of(known) if not choices.sees(groups, known, number))


def _under_headings(choices: Choices, known: KnownList, items: Items) -> Items:
    """Put interests under the headings of their list, which are never selected themselves."""
    by_id = {item.id: item for item in items}
    bare, headed = choices.arranged(known, list(by_id))
    if not headed:
        return items
    separator = _empty(SEPARATOR_ID, "", known.name, style="separator")
    headings = [_heading(one, known.name, [by_id[number] for number in ids]) for one, ids in headed]
    return [*(by_id[number] for number in bare), separator, *headings]


def _heading(heading: Heading, name: str, items: Items) -> SelectableMDOListItem:
    made = _empty(heading.id, heading.name, name, style="heading")
    made.tool_tip, made.rank, made.child_items = heading.tooltip, heading.rank, items
    return made


def _empty(number: int, text: str, name: str, style: str) -> SelectableMDOListItem:
    return SelectableMDOListItem(
        number, text, type=name, icon_hint=name, child_items=[], extra_info="", style_hint=style
    )


def merged(stored: Items, sent: Items | None, now: int) -> Items:
    """Apply the sent interests to the stored whole list; headings, separators and unknown ids are ignored.

    What is stored is flat; what is sent may stand under headings, under several at once: whichever differs from
    what is stored counts. A deleted one that is switched off is in the list no more.
    """
    if not sent:
        return stored
    told = set(_told(sent))
    items = [_with(item, item.selected ^ ((item.id, not item.selected) in told), now) for item in stored]
    return [item for item in items if item.selected or not item.deleted]


def _told(items: Items) -> Iterator[tuple[int, bool]]:
    """Give what is said of each interest; of one under several headings more than once."""
    for item in items:
        if item.child_items:
            yield from _told(item.child_items)
        elif item.style_hint != "heading":
            yield item.id, item.selected


def _with(item: SelectableMDOListItem, selected: bool, now: int) -> SelectableMDOListItem:
    if item.selected == selected:
        return item
    return msgspec.structs.replace(item, selected=selected, last_changed=BaseStamp(now) if selected else NO_BASE_STAMP)
