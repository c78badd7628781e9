"""JSON Schemas of carriers and values, as the OpenAPI document names them.

One schema per carrier serves both ways: a client may send back what it was given. So nothing is
required, a text may be null (`$select` leaves it out that way), and what the server alone decides
is read-only.
"""

from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from openkontor.carriers.declare import Carrier, Note
from openkontor.carriers.values import BaseStamp, Calendar, Duration, Flags, Moment, Published, PureDate, Stamp
from openkontor.contract.shape import Field, shape_of

Schema = dict[str, Any]

REFERENCE = "#/components/schemas/"
YEARS, TIME = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
DATE_PATTERN = rf"^{YEARS}T{TIME}(\.[0-9]{{1,7}})?(Z|[+-][0-9]{{2}}:[0-9]{{2}})?$"
DURATION_PATTERN = r"^-?([0-9]+\.)?[0-9]{2}:[0-9]{2}:[0-9]{2}$"

# How each kind of date is shown (docs/decisions/0006); the empty date is 0001-01-01T00:00:00.
DATES: dict[type[Moment], str] = {
    Calendar: "yyyy-MM-ddTHH:mm:ss on the clock of the zone asked for, else of the base zone",
    Stamp: "yyyy-MM-ddTHH:mm:ss on the clock of the base zone; in UTC with offsets",
    BaseStamp: "yyyy-MM-ddTHH:mm:ss on the clock of the base zone",
    PureDate: "yyyy-MM-ddT00:00:00, a day that no zone moves",
}
WALL_CLOCK = "yyyy-MM-ddTHH:mm:ss, what the clock on the wall shows; no zone moves it"

PLAIN: dict[type, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "format": "int64"},
    float: {"type": "number", "format": "double"},
    str: {"type": ["string", "null"]},
    bytes: {"type": "string", "contentEncoding": "base64"},
}
XML_NAMES = {bool: "boolean", int: "int", float: "double", str: "string", bytes: "base64Binary"}


class Schemas:
    """Makes schemas, and keeps those that have a name."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}
        self._kinds: dict[str, type] = {}

    def of(self, hint: Any) -> Schema:
        """Give the schema of an annotation."""
        origin, arguments = get_origin(hint), get_args(hint)
        if hint is Any:
            return {}
        if origin is Annotated:
            return self._limited(*arguments)
        if origin in (UnionType, Union):
            kinds = [kind for kind in arguments if kind not in (NoneType, msgspec.UnsetType)]
            schema = self.of(kinds[0])
            return _nullable(schema) if NoneType in arguments else schema
        if origin is list:
            return {"type": "array", "items": self._item(arguments[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        return self._value(hint)

    def with_links(self, carrier: type[msgspec.Struct]) -> Schema:
        """Give the schema of a REST entity, which ends with links."""
        name = f"{carrier.__name__}WithLinks"
        links = {"type": "object", "additionalProperties": {"type": "string"}, "readOnly": True}
        own = {"type": "object", "properties": {"_Links": links}, "required": ["_Links"]}
        self.named[name] = {"description": "The entity, and where it and its lists lie.", "allOf": [self.of(carrier)]}
        self.named[name]["allOf"].append(own)
        return {"$ref": REFERENCE + name}

    def _limited(self, hint: Any, *notes: Any) -> Schema:
        """What Annotated says: the most characters of a text, the bounds of a number."""
        schema = dict(self.of(hint))
        for note in notes:
            if not isinstance(note, msgspec.Meta):
                continue
            if note.max_length:
                schema["maxLength"] = note.max_length
            if note.ge is not None:
                schema |= {"format": "int32", "minimum": note.ge, "maximum": note.le}
            if note.examples:
                schema["examples"] = note.examples
        return schema

    def _item(self, hint: Any) -> Schema:
        """An item of a list is an element of its type's name in XML, and never null."""
        schema = dict(self.of(hint))
        if schema.get("type") == ["string", "null"]:
            schema["type"] = "string"
        kind = get_args(hint)[0] if get_origin(hint) is Annotated else hint
        name = XML_NAMES.get(kind) or getattr(kind, "__name__", "")
        return schema | ({"xml": {"name": name}} if name and get_origin(kind) is None else {})

    def _value(self, kind: type) -> Schema:
        if kind in PLAIN:
            return PLAIN[kind]
        if issubclass(kind, Moment):
            return {"type": "string", "pattern": DATE_PATTERN, "description": DATES.get(kind, WALL_CLOCK)}
        if issubclass(kind, Duration):
            return {"type": "string", "pattern": DURATION_PATTERN, "description": "[d.]HH:mm:ss"}
        name = kind.__name__
        if self._kinds.setdefault(name, kind) is not kind:
            raise ValueError(f"two schemas are called {name}")
        if name not in self.named:
            self.named[name] = {}  # first its place: a carrier may hold itself
            self.named[name] = self._carrier(kind) if issubclass(kind, msgspec.Struct) else _enum(kind)
        return {"$ref": REFERENCE + name}

    def _carrier(self, carrier: type[msgspec.Struct]) -> Schema:
        properties = {field.name: self._field(field) for field in shape_of(carrier).fields}
        if issubclass(carrier, Carrier):
            rights = msgspec.structs.fields(Carrier)
            properties |= {known.encode_name: _nullable(self.of(known.type)) | {"readOnly": True} for known in rights}
        schema: Schema = {"type": "object", "properties": properties}
        mandatory = [known.encode_name for known in msgspec.structs.fields(carrier) if known.default is msgspec.UNSET]
        if mandatory and "_Links" not in mandatory:
            schema["required"] = mandatory
        return ({"description": _first_line(carrier)} if carrier.__doc__ else {}) | schema

    def _field(self, field: Field) -> Schema:
        schema = dict(self.of(field.declared))
        if field.depth:
            schema["xml"] = {"wrapped": True}
        told = [schema.get("description", ""), *_told(field.note)]
        if any(told):
            schema["description"] = ". ".join(filter(None, told))
        if field.note.read_only:
            schema["readOnly"] = True
        return schema


def _told(note: Note) -> list[str]:
    """What a field's note says to people."""
    return [
        "The record's id; 0 is not saved yet" if note.key else "",
        f"A choice of MDOList/{note.mdo}" if note.mdo else "",
    ]


def _nullable(schema: Schema) -> Schema:
    if "anyOf" in schema:
        return schema
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    known = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return schema | {"type": known if "null" in known else [*known, "null"]}


def _enum(kind: type) -> Schema:
    """Enums travel as names; coming in, numbers do as well."""
    text = _first_line(kind)
    if issubclass(kind, Flags):
        numbers = ", ".join(f"{name} {bit}" for name, bit in kind.members.items())
        names = "|".join(kind.members)
        told = f"{text} Names joined by comma and blank; taken as their sum too: {numbers}."
        return {"description": told, "type": "string", "pattern": f"^({names})(, ({names}))*$"}
    assert issubclass(kind, Published)
    numbers = ", ".join(f"{member.value} {member.number}" for member in kind)
    told = f"{text} Taken in any case, and as number: {numbers}."
    return {"description": told, "type": "string", "enum": [member.value for member in kind]}


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0]
