"""JSON in and out.

Reading tries two strict decoders per carrier, for the two spellings clients really send (as
published, and with a small first letter); they pass over rights and the server's own fields
without looking. Any other spelling, and numbers as text, take the slower way over a folded tree,
and what is no JSON at all a yet slower one (docs/decisions/0009).
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Annotated, Any, TypeVar

import msgspec

from openkontor.carriers.declare import Carrier, FieldRight
from openkontor.carriers.values import Duration, Encoded, Flags, Moment
from openkontor.contract import field_properties
from openkontor.contract.shape import RIGHTS, Field, shape_of
from openkontor.wire import culture, dates, words
from openkontor.wire.bind import DEEPEST, bind, hook, refuse_unstorable, unreadable
from openkontor.wire.dress import Dress

Struct = TypeVar("Struct", bound=msgspec.Struct)

USUAL_ANSWER = 16 * 1024  # bytes that an answer is given to begin with; to let it grow takes longer
LARGEST_LENIENT = 512 * 1024  # bytes: nobody writes more by hand, and it takes a hundred times as long
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
QUOTED_OR_COMMENT = re.compile(
    r""""(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|'(?:[^'\\]++|\\.)*+(?:'|\\?\Z)|//[^\r\n]*+|/\*.*?(?:\*/|\Z)""", re.DOTALL
)
ESCAPED_OR_BREAK = re.compile(r"\\(?:\r\n|.)|[\r\n]", re.DOTALL)
BREAKS = {"\r": "\\r", "\n": "\\n"}


def read(body: bytes, carrier: type[Struct], dress: Dress) -> Struct | None:
    """Read one carrier; None for an empty body or null. RequestError or Invalid when it cannot be read."""
    if not body.strip():
        return None
    for decoder in _decoders(carrier, dress):
        try:
            result: Struct = decoder.decode(body)
        except UNREADABLE:  # also wrong types: the slower way is more patient
            continue
        if b"\\u0000" in body:
            refuse_unstorable(msgspec.json.decode(body), carrier)
        return result
    return bind(tree(body), carrier, dress)


def tree(body: bytes) -> Any:
    """Read a body as plain values; None for an empty one. RequestError when it is not even nearly JSON."""
    if not body.strip():
        return None
    try:
        return msgspec.json.decode(body)
    except UNREADABLE as error:
        return _lenient(body, error)


def fill(result: Any, language: str) -> None:
    """Put what may be done with each field into an answer, with the reasons in the caller's language."""
    field_properties.fill(result, lambda *told: _encoded_properties(*told, language), _speaker(language))


def write(result: Any, dress: Dress, returns: Any = None) -> bytes:
    """Write an answer."""
    body = bytearray(USUAL_ANSWER)
    _encoder(dress).encode_into(result, body)
    return bytes(body)


def displayed(value: Any) -> Encoded:
    """Give a value that is written as people read it."""
    return Encoded(value, displayed=True)


def write_plain(tree: Any, root_name: str = "") -> bytes:
    """Write a tree of plain values, such as an error body."""
    return msgspec.json.encode(tree)


@lru_cache(512)
def _decoders(carrier: type[msgspec.Struct], dress: Dress) -> tuple[msgspec.json.Decoder[Any], ...]:
    return tuple(msgspec.json.Decoder(_reader(carrier, camel), dec_hook=hook(dress)) for camel in (False, True))


@cache
def _reader(carrier: type[msgspec.Struct], camel: bool) -> type[msgspec.Struct]:
    """Derive the strict twin of a carrier: one spelling, nothing unknown, the server's own left raw."""
    fields = [_twin(field, carrier, camel) for field in shape_of(carrier).fields]
    rights = [name for name in RIGHTS if name in carrier.__struct_fields__]
    for attribute in rights:
        name = carrier.__struct_encode_fields__[carrier.__struct_fields__.index(attribute)]
        raw = msgspec.field(default=None, name=_spelled(name, camel))
        fields.append((attribute, msgspec.Raw, raw))
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


def _lenient(body: bytes, problem: Exception) -> Any:
    """Read what people write by hand: single quotes, bare names, a comma too many, comments, raw line breaks."""
    import pyjson5  # one request in a thousand

    reason = "it is nested too deeply" if isinstance(problem, RecursionError) else problem
    refused = unreadable(f"The body is not JSON that can be read: {reason}")
    if len(body) > LARGEST_LENIENT:
        raise refused
    try:
        return pyjson5.decode(QUOTED_OR_COMMENT.sub(_on_one_line, body.decode()), DEEPEST)
    except (pyjson5.Json5Exception, ValueError, RecursionError):
        raise refused from None


def _on_one_line(found: re.Match[str]) -> str:
    """Escape the raw line breaks of a text; one after a backslash continues the line, as in JavaScript."""
    if found[0][0] == "/":
        return found[0]
    return ESCAPED_OR_BREAK.sub(lambda part: BREAKS.get(part[0], part[0]), found[0])


@lru_cache(64)
def _encoder(dress: Dress) -> msgspec.json.Encoder:
    def write_value(value: Any) -> Any:
        if isinstance(value, Moment):
            return dates.write(value, dress)
        if isinstance(value, Flags):
            return str(value)
        if isinstance(value, Duration):
            return dates.write_duration(value)
        if isinstance(value, Encoded):
            return culture.as_text(value, dress)
        raise NotImplementedError

    return msgspec.json.Encoder(enc_hook=write_value)


@cache
def _encoded_properties(
    carrier: type[Carrier], may_update: bool, is_user: bool, is_alone: bool, language: str
) -> msgspec.Raw:
    """Keep the FieldProperties of a carrier as bytes: they are the bulk of an answer and rarely differ."""
    told = field_properties.of(carrier, may_update, is_user, is_alone)
    for name, property in told.items():
        right = property.field_right
        if right is not None and right.reason:
            right = FieldRight(right.mask, words.resolve(right.reason, language))
            told = told | {name: msgspec.structs.replace(property, field_right=right)}
    return msgspec.Raw(msgspec.json.encode(told))


@cache
def _speaker(language: str) -> Callable[[str], str]:
    return partial(words.resolve, language=language)
