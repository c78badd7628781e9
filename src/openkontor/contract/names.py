"""Folds what clients spell their own way to the contract's names: the only code that ignores case.

Works on plain trees, before they become carriers. Rights, links and fields that are the
server's own are passed over; unknown names and nulls are left out; of names that differ only
in case the last wins.
"""

from typing import Any

import msgspec

from openkontor.carriers.values import Published
from openkontor.contract.shape import Field, shape_of


def fold(tree: Any, carrier: type[msgspec.Struct]) -> Any:
    """Give the tree of one carrier with published names only."""
    if not isinstance(tree, dict):
        return tree
    folded = shape_of(carrier).folded
    result: dict[str, Any] = {}
    for name, value in tree.items():
        field = folded.get(str(name).lower())
        if field is not None and value is not None and not field.note.read_only:
            result[field.name] = _value(value, field, field.depth)
    return result


def _value(value: Any, field: Field, depth: int) -> Any:
    if depth and isinstance(value, list):
        return [_value(item, field, depth - 1) for item in value]
    if field.is_map:
        return _entries(value, field)
    if field.carrier is not None:
        return fold(value, field.carrier)
    if field.kind is float and isinstance(value, str) and not value.strip("+-. ")[:1].isdigit():
        return ""  # "NaN" and "inf" are no numbers here; the conversion says where
    if issubclass(field.kind, Published) and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if field.kind is str and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value


def _entries(value: Any, field: Field) -> Any:
    """A dictionary's keys are data. Texts in it, such as custom fields, come as numbers, booleans and nulls too."""
    if not isinstance(value, dict):
        return value
    if field.kind is str:
        return {
            key: "" if item is None else item if isinstance(item, str) else str(item) for key, item in value.items()
        }
    inner = field._replace(is_map=False)
    return {key: _value(item, inner, 0) for key, item in value.items()}
