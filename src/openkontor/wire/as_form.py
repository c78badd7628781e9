"""Form bodies in: flat names, dots and brackets for nesting (protocol reference 3.8).

`Category.Id=3`, `Phones[0].Value=…`, `ContactCategories=1&ContactCategories=2`, `CustomFields[x_name]=…`,
`CustomFields.x_name=…`. The carrier says what a name leads to; names it does not have are ignored.
"""

import re
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

import msgspec

from openkontor.contract.shape import Field, shape_of
from openkontor.wire.bind import DEEPEST, bind, leaf, refuse_wrapped, unreadable
from openkontor.wire.dress import Dress

Struct = TypeVar("Struct", bound=msgspec.Struct)

MOST_NAMES = 10_000
INDEX_DIGITS = 9
JSON = re.compile(rb"\s*(?:\{|\[\s*\{)")  # an object, or a list of objects such as a patch
STEP = re.compile(r"\.?([^.\[\]]+)|\[([^\]]*)\]")


class Items(dict[tuple[int, int], Any]):
    """A list while its items come in; in the end they close ranks, so a large index costs nothing.

    Items with an index come first, in the order of the indices, then those without, as they came.
    """


def read(body: bytes, carrier: type[Struct], dress: Dress) -> Struct | None:
    """Read one carrier; None for an empty body. RequestError or Invalid when it cannot be read."""
    return bind(tree(body, carrier), carrier, dress)


def tree(body: bytes, carrier: type[msgspec.Struct]) -> Any:
    """Read a UTF-8 body as the plain tree of a carrier; None for an empty one. RequestError when it is no form."""
    if not body.strip():
        return None
    result: dict[str, Any] = {}
    pairs = _pairs(body, "utf-8")
    refuse_wrapped([_step(name)[0].strip() for name, _ in pairs], carrier)  # ContactEntity.Name=… in place of Name=…
    for name, text in pairs:
        if name.count(".") + name.count("[") > DEEPEST:
            raise unreadable(f"{name[:DEEPEST]}…: nested more than {DEEPEST} levels deep")
        _put(result, name, text, carrier)
    return _finished(result)


def array(body: bytes, carrier: type[msgspec.Struct]) -> Any:
    """Read a body that is a list, `[0].Name=…&[1].Name=…`, as the one field of a carrier; None for an empty one."""
    (field,) = shape_of(carrier).fields
    pairs = [(f"{field.name}{name}" if name[:1] in ("[", "") else name, text) for name, text in _pairs(body, "utf-8")]
    return tree(urlencode(pairs).encode(), carrier)


def recoded(body: bytes, charset: str) -> bytes:
    """Give a form whose escaped bytes are in another charset as UTF-8; RequestError when they are not."""
    return urlencode(_pairs(body, charset)).encode()


def _pairs(body: bytes, charset: str) -> list[tuple[str, str]]:
    if JSON.match(body):  # curl calls every body a form unless it is told otherwise
        raise unreadable("The body is JSON, sent as a form: its Content-Type has to be application/json.")
    try:
        text = body.decode(charset).strip("\r\n")
        return parse_qsl(text, keep_blank_values=True, encoding=charset, errors="strict", max_num_fields=MOST_NAMES)
    except UnicodeDecodeError as error:
        raise unreadable(f"The form is not {charset}: {error}") from None
    except ValueError:
        raise unreadable(f"The form has more than {MOST_NAMES} names.") from None


def _put(node: dict[str, Any], name: str, text: str, carrier: type[msgspec.Struct]) -> None:
    """Put a text where its name says, below a carrier's node; nobody has fields below a text or number."""
    step, rest = _step(name)
    field = shape_of(carrier).folded.get(step.strip().lower())
    if field is not None and not (rest and _is_leaf(field)):
        node[field.name] = _placed(node.get(field.name), rest, text, field, field.depth)


def _placed(old: Any, rest: str, text: str, field: Field, lists: int) -> Any:
    """Give what a field holds once the text stands where the rest of its name says."""
    if lists:
        return _with_item(old if isinstance(old, Items) else Items(), rest, text, field, lists)
    if field.is_map:
        return _with_entry(old if isinstance(old, dict) else {}, rest, text, field._replace(is_map=False))
    if field.carrier is None:
        return old if rest else leaf(text, field)
    if not rest:
        return text or None
    node = old if isinstance(old, dict) else {}
    _put(node, rest, text, field.kind)
    return node


def _is_leaf(field: Field) -> bool:
    return not (field.depth or field.is_map or field.carrier)


def _with_item(items: Items, rest: str, text: str, field: Field, lists: int) -> Items:
    """A list's bare name with an empty text is the empty list."""
    index, rest = _step(rest) if rest else ("", "")
    if index.isascii() and index.isdigit() and len(index) <= INDEX_DIGITS:
        place = (0, int(index))
    elif index:
        raise unreadable(f"{field.name}[{index[:INDEX_DIGITS]}]: not an index of at most {INDEX_DIGITS} digits")
    elif not (text or rest):
        return items
    else:
        place = (1, len(items))
    items[place] = _placed(items.get(place), rest, text, field, lists - 1)
    return items


def _with_entry(entries: dict[str, Any], rest: str, text: str, field: Field) -> dict[str, Any]:
    """A dictionary's bare name is the dictionary without entries; a text's key is all that is left of the name."""
    if field.carrier is not None and rest:
        key, rest = _step(rest)
        entries[key] = _placed(entries.get(key), rest, text, field, 0)
    elif rest:
        entries[_key(rest)] = text
    return entries


def _step(name: str) -> tuple[str, str]:
    """Split the first step off a name: a word, or what stands in brackets."""
    found = STEP.match(name)
    if not found:
        raise unreadable(f"{name[:DEEPEST]}: not a name such as Phones[0].Value")
    return found[1] or found[2] or "", name[found.end() :]


def _key(rest: str) -> str:
    """The key of a dictionary's text, as it is: `[x_name]` or `.x_name`."""
    return rest[1:-1] if rest[0] == "[" and rest[-1] == "]" else rest.removeprefix(".")


def _finished(node: Any) -> Any:
    if isinstance(node, Items):
        return [_finished(node[place]) for place in sorted(node)]
    if isinstance(node, dict):
        return {name: _finished(item) for name, item in node.items()}
    return node
