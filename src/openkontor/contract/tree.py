"""Values in the plain tree of a carrier: put into a field, taken away, compared.

Nothing is changed where it lies: each function gives what the place holds afterwards.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from openkontor.carriers.associate import Associate
from openkontor.carriers.declare import Note
from openkontor.carriers.lists import Country
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.task import TaskListItem
from openkontor.carriers.values import Published
from openkontor.contract.shape import Field, shape_of

RIGHTS = ("tableright", "fieldproperties", "_links")  # clients send them back as they were read
LARGEST = 2000  # elements of an array or a dictionary: each change copies the one it is made in

# References whose fields have names of their own; all others are Id and Value.
REFERENCES = {
    Associate: ("AssociateId", "Name"),
    Country: ("CountryId", "Name"),
    TaskListItem: ("TaskListItemId", "Value"),
}

Tree = dict[str, Any]
Hook = Callable[[type, Any], Any]


class Problem(Exception):
    """What is wrong with an operation or a field of a patch."""


def whole(carrier: type[msgspec.Struct]) -> Field:
    """Give the place of a carrier that stands for itself."""
    return Field("", carrier.__name__, carrier, carrier, 0, False, Note())


def replaced(old: Any, field: Field, value: Any) -> Any:
    """Give what a place holds after a value was put there."""
    if value is None:
        return cleared(old, field)
    if field.depth and field.kind is SelectableMDOListItem:
        return chosen(opened(old, field), value if isinstance(value, list) else [value])
    if field.depth and isinstance(value, dict):
        return [*opened(old, field), _spelled(value, field._replace(depth=field.depth - 1))]
    if field.is_map and isinstance(value, dict):
        entries = opened(old, field)
        stored = {key.lower(): key for key in entries}
        return _bounded(entries | {stored.get(key.lower(), key): entry for key, entry in value.items()}, field)
    return _spelled(value, field)


def opened(node: Any, field: Field) -> Any:
    """Give what lies at a place, to be looked into; Problem where nothing can lie below. Nothing stored is empty."""
    if not (field.depth or field.is_map or field.carrier):
        raise Problem(f"{field.name} has no fields")
    kind = list if field.depth else dict
    if node is None:
        return kind()
    if not isinstance(node, kind):
        raise Problem(f"{field.name} is not an {'array' if field.depth else 'object'}")
    return node


def _bounded(value: Any, field: Field) -> Any:
    if len(value) > LARGEST:
        raise Problem(f"{field.name} has {len(value)} elements, at most {LARGEST} are taken")
    return value


def cleared(old: Any, field: Field) -> Any:
    """Give what a place holds after its value was taken away, so that a save does not read it as "not sent"."""
    if old is None:
        return None
    if field.depth and field.kind is SelectableMDOListItem:
        return [{**item, "Selected": False} for item in opened(old, field)]
    if field.depth:
        return []
    return "" if field.kind is str and not field.is_map else None


def _spelled(value: Any, field: Field) -> Any:
    """Give a value with the published names; names nobody knows are left out, as a save does."""
    if field.depth and isinstance(value, list):
        element = field._replace(depth=field.depth - 1)
        return [_spelled(item, element) for item in _bounded(value, field)]
    if field.is_map or field.depth or field.carrier is None or not isinstance(value, dict):
        return value
    folded = shape_of(field.carrier).folded
    found = ((folded.get(str(name).lower()), item) for name, item in value.items())
    return {known.name: _spelled(item, known) for known, item in found if known}


def chosen(items: list[Any], sent: list[Any]) -> list[Any]:
    """Switch the choices that were sent, found by their ids; ids that are not in the list are ignored."""
    if not all(isinstance(choice, dict) for choice in sent):
        raise Problem("a choice is an object with Id and Selected")
    place = whole(SelectableMDOListItem)
    spelled = [_spelled(choice, place) for choice in _bounded(sent, place)]
    return _switched(items, {str(choice.get("Id")): choice for choice in spelled})


def _switched(items: list[Any], wanted: dict[str, dict[str, Any]]) -> list[Any]:
    result = []
    for item in items:
        choice = wanted.get(str(item["Id"]), {})
        children = {"ChildItems": _switched(item["ChildItems"], wanted)} if item.get("ChildItems") else {}
        result.append({**item, **choice, "Id": item["Id"], **children})
    return result


def referring(node: Tree, field: Field, changes: Tree) -> Tree:
    """Put changes into an object. In a reference to a list item the id or the text that no longer fits goes."""
    result = {**node, **changes}
    key, text = _reference(field.kind)
    if key in changes and text not in changes and str(changes[key]) != str(node.get(key)):
        result[text] = ""
    elif text in changes and key not in changes and changes[text] and changes[text] != node.get(text):
        result[key] = 0
    return result


@cache
def _reference(carrier: type[msgspec.Struct]) -> tuple[str, str]:
    names = REFERENCES.get(carrier, ("Id", "Value"))
    known = all(name.lower() in shape_of(carrier).folded for name in names)
    return names if known else ("", "")


def same(stored: Any, expected: Any, field: Field, hook: Hook | None) -> bool:
    """Say whether two plain values of a field mean the same: names and enums in any case, numbers also as text.

    Of an object only the members that are expected are compared; dictionaries and arrays are, whole.
    """
    if field.depth or field.is_map:
        stored, expected = stored or None, expected or None  # clients read null as an empty array
    if stored is None or expected is None or stored == expected:
        return bool(stored == expected)
    if field.depth:
        return _same_items(stored, expected, field._replace(depth=field.depth - 1), hook)
    if field.is_map or field.carrier is not None:
        if not isinstance(stored, dict) or not isinstance(expected, dict):
            return False
        if field.is_map:
            return _texts(stored) == _texts(expected)
        return _same_members(stored, expected, field.carrier, hook)
    try:
        return bool(_as_saved(stored, field.kind, hook) == _as_saved(expected, field.kind, hook))
    except (msgspec.ValidationError, ValueError):
        return False


def _same_items(stored: Any, expected: Any, element: Field, hook: Hook | None) -> bool:
    if not isinstance(stored, list) or not isinstance(expected, list) or len(stored) != len(expected):
        return False
    return all(same(*pair, element, hook) for pair in zip(stored, expected, strict=True))


def _same_members(stored: Any, expected: Any, carrier: type[msgspec.Struct] | None, hook: Hook | None) -> bool:
    assert carrier is not None
    folded = shape_of(carrier).folded
    named = {name.lower(): value for name, value in expected.items() if name.lower() not in RIGHTS}
    return named.keys() <= folded.keys() and all(
        same(stored.get(folded[name].name), value, folded[name], hook) for name, value in named.items()
    )


def _texts(entries: dict[str, Any]) -> dict[str, str]:
    return {key.lower(): "" if value is None else str(value) for key, value in entries.items()}


def _as_saved(value: Any, kind: type, hook: Hook | None) -> Any:
    if issubclass(kind, (str, Published)) and isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    return msgspec.convert(value, kind, strict=False, dec_hook=hook)
