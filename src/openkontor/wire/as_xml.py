"""XML in and out (protocol reference 3.7).

An answer is the JSON answer in other clothes: the same texts for dates, enums and numbers. Elements
are named after carriers and fields; one sample is all the papers have, the rest is settled in
docs/decisions/0009.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec

from openkontor.carriers.declare import FieldProperty, TableRight
from openkontor.carriers.values import Duration, Moment
from openkontor.contract.shape import Field, shape_of
from openkontor.wire import as_json
from openkontor.wire.bind import DEEPEST, bind, leaf, refuse_wrapped, unreadable
from openkontor.wire.dress import Dress

Struct = TypeVar("Struct", bound=msgspec.Struct)

XSI = "http://www.w3.org/2001/XMLSchema-instance"
NIL = ' xsi:nil="true"'
PAIR = "StringKeyValuePair"
SIMPLE = {str: "string", int: "int", float: "double", bool: "boolean", Duration: "duration"}
SIMPLE |= {bytes: "base64Binary", type(None): "anyType"}

# A document type may only stand here; in a text or a comment the word is harmless.
DOCUMENT_TYPE = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)

# A carriage return would be read as a line break; what XML does not know at all cannot even be escaped.
SPECIAL = re.compile("[&<>]|[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
REPLACEMENT = "\ufffd"

MOST_TAGS = 100_000  # a large entity has 5,000; each costs ten microseconds


class Kind(NamedTuple):
    """What a value on its way out is."""

    kind: type
    depth: int = 0  # 1 a list, 2 a list of lists
    is_map: bool = False


# What carriers end with, which is not part of their shape.
RIGHTS = {
    "TableRight": Kind(TableRight),
    "FieldProperties": Kind(FieldProperty, is_map=True),
    "_Links": Kind(str, is_map=True),
}


def read(body: bytes, carrier: type[Struct], dress: Dress) -> Struct | None:
    """Read one carrier; None for an empty body or a nil root. RequestError or Invalid when it cannot be read."""
    return bind(tree(body, carrier), carrier, dress)


def tree(body: bytes, carrier: type[msgspec.Struct]) -> Any:
    """Read a UTF-8 body as the plain tree of a carrier; the root may have any name. RequestError when it is no XML."""
    body = body.strip()
    if not body:
        return None
    root = _root(body)
    refuse_wrapped(map(_name, root), carrier)
    return _carrier(root, carrier, 1)


def _root(body: bytes) -> Any:
    if body.count(b"<") > MOST_TAGS:
        raise unreadable(f"The body has more than {MOST_TAGS} tags.")
    if DOCUMENT_TYPE.match(body):
        raise unreadable("The body has a document type (<!DOCTYPE …>), which is not read.")
    return _parsed(body)


def array(body: bytes, carrier: type[msgspec.Struct]) -> Any:
    """Read a body that is a list, such as ArrayOfint, as the one field of a carrier; None for an empty one."""
    if not body.strip():
        return None
    (field,) = shape_of(carrier).fields
    return {field.name: _value(_root(body.strip()), field, field.depth, 1)}


def _parsed(body: bytes) -> Any:
    from lxml import etree  # one request in a thousand

    parser = etree.XMLParser(
        encoding="utf-8",  # whatever the document says: it has been decoded before
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise unreadable(f"The body is not XML that can be read: {error.msg}") from None


def _carrier(element: Any, carrier: type[msgspec.Struct], depth: int) -> Any:
    """Read the elements whose names a carrier has; spelling is the business of whoever binds the tree."""
    if depth > DEEPEST:
        raise unreadable(f"The body is nested more than {DEEPEST} levels deep at {_name(element)}.")
    if _is_nil(element):
        return None
    if _holds_text(element):
        return element.text
    folded = shape_of(carrier).folded
    known = ((folded.get(_name(child).lower()), child) for child in element)
    return {field.name: _value(child, field, field.depth, depth + 1) for field, child in known if field is not None}


def _value(element: Any, field: Field, lists: int, depth: int) -> Any:
    if _is_nil(element):
        return None
    if (lists or field.is_map) and _holds_text(element):
        return element.text
    if lists:
        return [_value(item, field, lists - 1, depth + 1) for item in element]
    if field.is_map:
        return dict(_pair(pair, field._replace(is_map=False), depth + 1) for pair in element)
    if field.carrier is not None:
        return _carrier(element, field.carrier, depth)
    return {} if len(element) else leaf(element.text or "", field)


def _holds_text(element: Any) -> bool:
    """Say whether a text stands where elements belong; binding says what was expected instead."""
    return not len(element) and bool((element.text or "").strip())


def _pair(element: Any, field: Field, depth: int) -> tuple[str, Any]:
    """Read one entry of a dictionary: the elements Key and Value, whatever the entry's own name."""
    parts = {_name(child).lower(): child for child in element}
    key, value = parts.get("key"), parts.get("value")
    return (key.text or "") if key is not None else "", None if value is None else _value(value, field, 0, depth)


def _name(element: Any) -> str:
    return _local(element.tag)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _is_nil(element: Any) -> bool:
    """Say whether an element is marked as null, in whatever namespace the mark is."""
    mark = next((name for name in element.keys() if _local(name) == "nil"), None)  # noqa: SIM118 - not a dictionary
    return mark is not None and element.get(mark).strip() in ("true", "1")


def write(result: Any, dress: Dress, returns: Any = None) -> bytes:
    """Write an answer; `returns` is its declared type, without which an empty list or null has no name."""
    plain = msgspec.json.decode(as_json.write(result, dress))
    told = _found(result) if returns is None else _declared(returns)
    return _document(_element(_item_name(told, told.depth), plain, told))


def write_plain(tree: Mapping[str, Any], root_name: str) -> bytes:
    """Write a tree of plain values, such as an error body; what cannot be a name becomes the key of a pair."""
    return _document(_plain_element(root_name, tree, as_pairs=False))


def _document(root: str) -> bytes:
    """Give the bytes of the root element, which declares the prefix that nulls are marked with."""
    name = NAME.match(root, 1)
    assert name is not None
    return f'<{name[0]} xmlns:xsi="{XSI}"{root[name.end() :]}'.encode()


def _element(name: str, value: Any, told: Kind) -> str:
    if value is None:
        return f"<{name}{NIL}/>"
    if told.depth:
        inner = told._replace(depth=told.depth - 1)
        item_name = _item_name(inner, inner.depth)
        content = "".join([_element(item_name, item, inner) for item in value])
    elif told.is_map:
        inner = told._replace(is_map=False)
        content = "".join([_pair_element(key, _element("Value", item, inner)) for key, item in value.items()])
    elif isinstance(value, dict):
        kinds = _kinds(told.kind)
        content = "".join([_element(field, item, kinds[field]) for field, item in value.items()])
    else:
        content = _text(value)
    return f"<{name}>{content}</{name}>"


def _plain_element(name: str, value: Any, *, as_pairs: bool) -> str:
    if value is None:
        return f"<{name}{NIL}/>"
    if isinstance(value, list):
        content = "".join([_plain_element("item", item, as_pairs=False) for item in value])
    elif not isinstance(value, Mapping):
        content = _text(value)
    elif as_pairs or not all(NAME.fullmatch(field) for field in value):
        pairs = [(key, _plain_element("Value", item, as_pairs=True)) for key, item in value.items()]
        content = "".join([_pair_element(*pair) for pair in pairs])
    else:
        content = "".join([_plain_element(field, item, as_pairs=True) for field, item in value.items()])
    return f"<{name}>{content}</{name}>"


def _pair_element(key: str, value: str) -> str:
    return f"<{PAIR}><Key>{_text(key)}</Key>{value}</{PAIR}>"


def _text(value: Any) -> str:
    """Give a plain value's text; characters that XML cannot hold in any way are shown as replaced."""
    if isinstance(value, str):
        return SPECIAL.sub(_escaped, value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _escaped(found: re.Match[str]) -> str:
    return ESCAPES.get(found[0], REPLACEMENT)


def _item_name(told: Kind, depth: int) -> str:
    if depth or told.is_map:
        return "ArrayOf" + (_item_name(told, depth - 1) if depth else PAIR)
    return "dateTime" if issubclass(told.kind, Moment) else SIMPLE.get(told.kind, told.kind.__name__)


@cache
def _kinds(carrier: type[msgspec.Struct]) -> dict[str, Kind]:
    return {field.name: Kind(field.kind, field.depth, field.is_map) for field in shape_of(carrier).fields} | RIGHTS


@cache
def _declared(returns: Any) -> Kind:
    return _kinds(msgspec.defstruct("Answer", [("Result", returns)]))["Result"]


def _found(result: Any) -> Kind:
    """Tell what an answer is from the answer itself."""
    if isinstance(result, list):
        return Kind(type(result[0]) if result else type(None), 1)
    return Kind(str, is_map=True) if isinstance(result, dict) else Kind(type(result))
