"""FieldProperties: right, type and length of each field, as forms need them.

Order, checked on recordings: plain columns, converted fields, lists of elements; each in the
carrier's order (docs/decisions/0002). Small carriers name keys of their own.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from openkontor.carriers.declare import Carrier, FieldProperty, FieldRight, Note, OwnRight, TableRight
from openkontor.carriers.element import EntityElement
from openkontor.carriers.person import IS_USER
from openkontor.carriers.values import Duration, Flags, Moment, Published
from openkontor.contract.shape import Field, shape_of

CARRIERS = "SuperOffice.CRM.Services."
ENUMS = "SuperOffice.Data."

TYPES: dict[type, tuple[str, int]] = {
    int: ("System.Int32", 4),
    str: ("System.String", 0),
    float: ("System.Double", 8),
    bool: ("System.Boolean", 2),
    Duration: ("System.TimeSpan", 2),
}
PLAIN = (int, str, float)


@cache
def of(
    carrier: type[Carrier], may_update: bool, is_user: bool = False, is_alone: bool = False
) -> dict[str, FieldProperty]:
    """Give the FieldProperties of a carrier for somebody who may, or may not, update the record.

    Some fields of a person who is a user are only read, others of a person who is not alone, but at a company.
    """
    if carrier.own_rights:
        return {own.name: _own_property(own, may_update, is_user) for own in carrier.own_rights}
    told = [field for field in shape_of(carrier).fields if field.note.right]
    result: dict[str, FieldProperty] = {}
    for field in sorted(told, key=_group):
        for name, length in field.note.right_names:
            result[name] = _property("System.String", length, Note(), may_update)
        clr, length = _type(field)
        note = field.note
        if is_alone and note.mirrors:
            note = msgspec.structs.replace(note, mask="Update", reason="")
        result[field.name] = _property(clr, length, note, may_update)
    return result


Properties = Callable[[type[Carrier], bool, bool, bool], Any]


def fill(result: Any, properties: Properties, speak: Callable[[str], str] = str) -> None:
    """Put FieldProperties into every carrier of an answer that carries a table right, and speak its reason."""
    if isinstance(result, list):
        if result and not _tells_nothing(result[0]):
            for item in result:
                fill(item, properties, speak)
        return
    if not isinstance(result, Carrier):
        return
    kind = type(result)
    if result.table_right is not None and has_rights(kind):
        right = result.table_right
        is_alone = any(getattr(result, mirrored) is None for mirrored in _mirrored(kind))
        result.field_properties = properties(kind, "Update" in right.mask, right.reason == IS_USER, is_alone)
        if right.reason:
            result.table_right = TableRight(right.mask, speak(right.reason))
    for attribute in _nested(kind):
        nested = getattr(result, attribute)
        if nested:
            fill(nested, properties, speak)


def _tells_nothing(item: Any) -> bool:
    """Items of a list inside an entity tell no rights, and that shows in the first of them."""
    return isinstance(item, Carrier) and item.table_right is None and not _nested(type(item))


@cache
def has_rights(carrier: type[msgspec.Struct]) -> bool:
    """Say whether a carrier tells rights per field: entities and the small carriers that name them."""
    if not issubclass(carrier, Carrier):
        return False
    return bool(carrier.own_rights) or "rest_links" in carrier.__struct_fields__


@cache
def _mirrored(carrier: type[msgspec.Struct]) -> frozenset[str]:
    """The fields for records that values of other fields come from."""
    return frozenset(field.note.mirrors for field in shape_of(carrier).fields if field.note.mirrors)


@cache
def _nested(carrier: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields below which another carrier tells rights."""
    return tuple(
        field.attribute
        for field in shape_of(carrier).fields
        if field.carrier not in (None, carrier) and _reaches_rights(field.carrier)
    )


def _reaches_rights(carrier: type[msgspec.Struct]) -> bool:
    return has_rights(carrier) or bool(_nested(carrier))


def _group(field: Field) -> int:
    if field.kind is EntityElement:
        return 2
    if field.note.plain:
        return 0
    if field.note.converted or field.depth or field.is_map:
        return 1
    return 0 if field.kind in PLAIN or issubclass(field.kind, Moment) else 1


def _type(field: Field) -> tuple[str, int]:
    """FieldType and FieldLength: what the note says, else what follows from the type."""
    note = field.note
    clr, length = TYPES.get(field.kind, ("", 0))
    if field.kind is EntityElement:
        clr, length = f"{CARRIERS}EntityElement[]", 0
    elif issubclass(field.kind, Moment):
        clr, length = "System.DateTime", 16
    elif issubclass(field.kind, (Published, Flags)):
        clr, length = ENUMS + field.kind.__name__, 0
    elif field.carrier is not None:
        clr, length = CARRIERS + field.kind.__name__, 4
    return clr if note.clr is None else note.clr, length if note.length is None else note.length


def _own_property(own: OwnRight, may_update: bool, is_user: bool) -> FieldProperty:
    if is_user and own.user_reason:
        return FieldProperty(FieldRight("Read", own.user_reason), own.clr, own.length)
    return _property(own.clr, own.length, Note(reason=own.reason, mandatory=bool(own.reason)), may_update)


def _property(clr: str, length: int, note: Note, may_update: bool) -> FieldProperty:
    mask = note.mask
    if mask == "Update" and not may_update:
        mask = "Read"
    if note.mandatory and may_update:
        mask += ", UIHintMandatory"
    return FieldProperty(FieldRight(mask, note.reason), clr, length)
