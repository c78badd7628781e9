"""JSON in and out.

Reading tries two strict decoders per carrier, for the two spellings clients really send (as
published, and with a small first letter); they pass over rights and the server's own fields
without looking. Any other spelling, and numbers as text, take the slower way over a folded tree.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from openkontor.carriers.declare import Carrier
from openkontor.carriers.values import Duration, Flags, Moment
from openkontor.contract import field_properties
from openkontor.contract.names import fold
from openkontor.contract.shape import RIGHTS, Field, shape_of
from openkontor.errors import Invalid, RequestError
from openkontor.wire import dates

Struct = TypeVar("Struct", bound=msgspec.Struct)

Reader = Callable[[bytes, type[msgspec.Struct], ZoneInfo], msgspec.Struct | None]

INVALID = "The request is invalid."
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def read(body: bytes, carrier: type[Struct], zone: ZoneInfo) -> Struct | None:
    """Read one carrier; None for an empty body or null. RequestError or Invalid when it cannot be read."""
    body = body.removeprefix(BYTE_ORDER_MARK)
    if not body.strip():
        return None
    for decoder in _decoders(carrier, zone):
        try:
            result: Struct = decoder.decode(body)
        except UNREADABLE:  # also wrong types: the slower way is more patient
            continue
        return result if b"\\u0000" not in body else _without_nul(body, result)
    return _read_folded(body, carrier, zone)


def write(result: Any, zone: ZoneInfo) -> bytes:
    """Write an answer, with the rights of its fields put in."""
    field_properties.fill(result, _encoded_properties)
    return _encoder(zone).encode(result)


def write_plain(tree: dict[str, Any]) -> bytes:
    """Write a tree of plain values, such as an error body."""
    return msgspec.json.encode(tree)


@lru_cache(512)
def _decoders(carrier: type[msgspec.Struct], zone: ZoneInfo) -> tuple[msgspec.json.Decoder[Any], ...]:
    return tuple(msgspec.json.Decoder(_reader(carrier, camel), dec_hook=_hook(zone)) for camel in (False, True))


@cache
def _reader(carrier: type[msgspec.Struct], camel: bool) -> type[msgspec.Struct]:
    """Derive the strict twin of a carrier: one spelling, nothing unknown, the server's own left raw."""
    fields = [_twin(field, carrier, camel) for field in shape_of(carrier).fields]
    rights = [name for name in RIGHTS if name in carrier.__struct_fields__]
    for attribute in rights:
        name = carrier.__struct_encode_fields__[carrier.__struct_fields__.index(attribute)]
        raw = msgspec.field(default=None, name=_spelled(name, camel))
        fields.append((attribute, msgspec.Raw | None, raw))
    return msgspec.defstruct(carrier.__name__, fields, bases=(carrier,), kw_only=True, forbid_unknown_fields=True)


def _twin(field: Field, carrier: type[msgspec.Struct], camel: bool) -> tuple[str, Any, Any]:
    declared: Any = field.declared
    if field.note.read_only:
        declared = msgspec.Raw
    elif field.carrier is carrier:  # a tree of itself: only its leaves are read strictly
        declared = Annotated[list[Any], msgspec.Meta(max_length=0)] | None
    elif field.carrier is not None and not field.is_map:
        declared = _reader(field.carrier, camel)
        for _ in range(field.depth):
            declared = list[declared]
        declared = declared | None
    default = msgspec.structs.fields(carrier)[carrier.__struct_fields__.index(field.attribute)].default
    return field.attribute, declared, msgspec.field(default=default, name=_spelled(field.name, camel))


def _spelled(name: str, camel: bool) -> str:
    return name[0].lower() + name[1:] if camel else name


def _read_folded(body: bytes, carrier: type[Struct], zone: ZoneInfo) -> Struct | None:
    try:
        tree = msgspec.json.decode(body)
        if tree is None:
            return None
        _refuse_nul(tree, "$")
        return msgspec.convert(fold(tree, carrier), carrier, strict=False, dec_hook=_hook(zone))
    except msgspec.ValidationError as error:
        raise _explained(str(error)) from None
    except UNREADABLE as error:
        raise RequestError(INVALID, f"The body is not JSON that can be read: {error}") from None


def _without_nul(body: bytes, result: Struct) -> Struct:
    _refuse_nul(msgspec.json.decode(body), "$")
    return result


def _refuse_nul(tree: Any, path: str) -> None:
    if isinstance(tree, str) and "\x00" in tree:
        raise Invalid.field(_field_of(path), "a text may not hold the character NUL")
    if isinstance(tree, list):
        for index, item in enumerate(tree):
            _refuse_nul(item, f"{path}[{index}]")
    if isinstance(tree, dict):
        for name, item in tree.items():
            _refuse_nul(item, f"{path}.{name}")


def _explained(problem: str) -> Exception:
    """Turn "Expected `int`, got `str` - at `$.Emails[0].Value`" into an error that names the field."""
    what, _, path = problem.partition(" - at `")
    name = _field_of(path.rstrip("`"))
    if "of length <=" in what:
        most = what.rsplit("<= ", 1)[1]
        return Invalid.field(name, f"longer than {most} characters")
    return RequestError(INVALID, f"{name}: {what}" if name else what)


def _field_of(path: str) -> str:
    return path.removeprefix("$").removeprefix(".")


@lru_cache(64)
def _hook(zone: ZoneInfo) -> Any:
    def read_value(kind: type, value: Any) -> Any:
        if issubclass(kind, Moment):
            return dates.read(_text(value), kind, zone)
        if issubclass(kind, Duration):
            return dates.read_duration(_text(value))
        if issubclass(kind, Flags):
            return kind.read(value)
        raise NotImplementedError

    return read_value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"Expected `str`, got `{type(value).__name__}`")
    return value


@lru_cache(64)
def _encoder(zone: ZoneInfo) -> msgspec.json.Encoder:
    def write_value(value: Any) -> Any:
        if isinstance(value, Moment):
            return dates.write(value, zone)
        if isinstance(value, Flags):
            return str(value)
        if isinstance(value, Duration):
            return dates.write_duration(value)
        raise NotImplementedError

    return msgspec.json.Encoder(enc_hook=write_value)


@cache
def _encoded_properties(carrier: type[Carrier], may_update: bool, is_user: bool) -> msgspec.Raw:
    """Keep the FieldProperties of a carrier as bytes: they are the bulk of an answer and rarely differ."""
    return msgspec.Raw(msgspec.json.encode(field_properties.of(carrier, may_update, is_user)))
