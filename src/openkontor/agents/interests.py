"""Interests: a save switches the ones it names and leaves the rest (domain reference 3.10)."""

import msgspec

from openkontor.call import Call
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.values import NO_BASE_STAMP, BaseStamp
from openkontor.store.choices import Heading

Items = list[SelectableMDOListItem]


SEPARATOR_ID = -2147483647  # what stands between interests and headings


def under_headings(call: Call, name: str, items: Items | None) -> Items | None:
    """Put interests under the headings of their list, which are never selected themselves."""
    choices = call.reference.choices
    if not items or not choices.headings:
        return items
    known = choices.find(name)
    if known is None or not choices.headings_of(known):
        return items
    by_id = {item.id: item for item in items}
    bare, headed = choices.arranged(known, list(by_id))
    if not headed:
        return items
    separator = _empty(SEPARATOR_ID, "", name, style="separator")
    headings = [_heading(one, name, [by_id[number] for number in ids]) for one, ids in headed]
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

    What is stored is flat; what is sent may stand under headings.

    A deleted one that is switched off is in the list no more.
    """
    if not sent:
        return stored
    wanted = _selections(sent)
    items = [_with(item, wanted.get(item.id, item.selected), now) for item in stored]
    return [item for item in items if item.selected or not item.deleted]


def _selections(items: Items) -> dict[int, bool]:
    selections: dict[int, bool] = {}
    for item in items:
        if item.child_items:
            selections |= _selections(item.child_items)
        elif item.style_hint != "heading":
            selections[item.id] = item.selected
    return selections


def _with(item: SelectableMDOListItem, selected: bool, now: int) -> SelectableMDOListItem:
    if item.selected == selected:
        return item
    return msgspec.structs.replace(item, selected=selected, last_changed=BaseStamp(now) if selected else NO_BASE_STAMP)
