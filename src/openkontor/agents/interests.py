"""Interests: a save switches the ones it names and leaves the rest (domain reference 3.10)."""

import msgspec

from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.values import NO_BASE_STAMP, BaseStamp

Items = list[SelectableMDOListItem]


def merged(stored: Items, sent: Items | None, now: int) -> Items:
    """Apply the sent interests to the stored whole list; headings, separators and unknown ids are ignored.

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
        selections[item.id] = item.selected
        selections |= _selections(item.child_items or [])
    return selections


def _with(item: SelectableMDOListItem, selected: bool, now: int) -> SelectableMDOListItem:
    if item.selected == selected:
        return item
    return msgspec.structs.replace(item, selected=selected, last_changed=BaseStamp(now) if selected else NO_BASE_STAMP)
