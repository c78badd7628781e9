"""Reads a carrier's declaration once: fields, wire names, types and notes."""

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from openkontor.carriers.declare import Note

RIGHTS = ("table_right", "field_properties", "rest_links")


class Field(NamedTuple):
    """One field of a carrier."""

    attribute: str
    name: str  # on the wire
    declared: Any  # the annotation, as declared
    kind: type  # the type without Annotated, optional and list
    depth: int  # 0 a value, 1 a list, 2 a list of lists
    is_map: bool  # a dictionary, whose keys are data
    note: Note

    @property
    def carrier(self) -> type[msgspec.Struct] | None:
        """The nested carrier, if the field holds one or a list of them."""
        return self.kind if issubclass(self.kind, msgspec.Struct) else None


class Shape(NamedTuple):
    """A carrier, read."""

    carrier: type[msgspec.Struct]
    fields: tuple[Field, ...]
    folded: dict[str, Field]  # by wire name in lower case


@cache
def shape_of(carrier: type[msgspec.Struct]) -> Shape:
    """Read a carrier; its own fields in order, without the rights every carrier ends with."""
    hints = get_type_hints(carrier, include_extras=True)
    names = zip(carrier.__struct_fields__, carrier.__struct_encode_fields__, strict=True)
    fields = tuple(_field(attribute, name, hints[attribute]) for attribute, name in names if attribute not in RIGHTS)
    return Shape(carrier, fields, {field.name.lower(): field for field in fields})


def _field(attribute: str, name: str, declared: Any) -> Field:
    note = Note()
    kind = declared
    depth = 0
    is_map = False
    while get_origin(kind) is not None:
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Annotated:
            note = next((found for found in map(_note, arguments[1:]) if found), note)
            kind = arguments[0]
        elif origin in (UnionType, Union):
            kind = next(argument for argument in arguments if argument is not NoneType)
        elif origin is list:
            depth += 1
            kind = arguments[0]
        elif origin is dict:
            is_map = True
            kind = arguments[1]
    return Field(attribute, name, declared, kind, depth, is_map, note)


def _note(annotation: object) -> Note | None:
    if isinstance(annotation, msgspec.Meta):
        return (annotation.extra or {}).get("note")
    return annotation if isinstance(annotation, Note) else None
