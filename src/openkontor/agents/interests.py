"""Interests: a save switches the ones it names and leaves the rest (domain reference 3.10)."""

from openkontor.carriers.mdo import SelectableMDOListItem

Items = list[SelectableMDOListItem]


def merged(stored: Items, sent: Items | None) -> Items:
    """Apply the sent interests to the stored whole list; headings, separators and unknown ids are ignored."""
    wanted = _selections(sent or [])
    return [_with(item, wanted.get(item.id, item.selected)) for item in stored]


def _selections(items: Items) -> dict[int, bool]:
    selections: dict[int, bool] = {}
    for item in items:
        selections[item.id] = item.selected
        selections |= _selections(item.child_items or [])
    return selections


def _with(item: SelectableMDOListItem, selected: bool) -> SelectableMDOListItem:
    return SelectableMDOListItem(item.id, selected=selected)
