"""Which reader a Content-Type gets, and which writer an Accept: a format is a row here and a file beside."""

import codecs
import re
from collections.abc import Callable
from encodings import normalize_encoding
from encodings.aliases import aliases
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from openkontor.errors import RequestError
from openkontor.wire import as_form, as_json, as_xml
from openkontor.wire.bind import unreadable
from openkontor.wire.dress import Dress

Reader = Callable[[bytes, type[msgspec.Struct], Dress], Any]
TreeReader = Callable[[bytes, type[msgspec.Struct]], Any]


class Readers(NamedTuple):
    """How a body is read."""

    read: Reader  # as a carrier
    tree: TreeReader  # as the plain tree of a carrier
    array: TreeReader  # a bare list, as the plain tree of a carrier of one field


class Format(NamedTuple):
    """How an answer is written."""

    media_type: bytes  # the Content-Type
    write: Callable[..., bytes]  # (result, dress, the declared type of the result)
    write_plain: Callable[[Any, str], bytes]  # (tree, the name of its root)


def _json_tree(body: bytes, carrier: type[msgspec.Struct]) -> Any:
    return as_json.tree(body)


def _json_array(body: bytes, carrier: type[msgspec.Struct]) -> Any:
    (name,) = carrier.__struct_encode_fields__
    return {name: as_json.tree(body)} if body.strip() else None


JSON_TYPES = ("application/json", "text/json", "application/json-patch+json", "application/merge-patch+json")
XML_TYPES = ("application/xml", "text/xml")
FORM = "application/x-www-form-urlencoded"

JSON_READERS = Readers(as_json.read, _json_tree, _json_array)
XML_READERS = Readers(as_xml.read, as_xml.tree, as_xml.array)
READERS: dict[str, Readers] = {
    **dict.fromkeys(("", *JSON_TYPES), JSON_READERS),
    **dict.fromkeys(XML_TYPES, XML_READERS),
    FORM: Readers(as_form.read, as_form.tree, as_form.array),
}


def _format(media_type: str, write: Callable[..., bytes], write_plain: Callable[[Any, str], bytes]) -> Format:
    return Format(f"{media_type}; charset=utf-8".encode(), write, write_plain)


# In the order in which they are chosen where an Accept leaves the choice.
FORMATS = {
    **{kind: _format(kind, as_json.write, as_json.write_plain) for kind in JSON_TYPES},
    **{kind: _format(kind, as_xml.write, as_xml.write_plain) for kind in XML_TYPES},
}
DEFAULT = FORMATS["application/json"]

LONGEST_HEADER = 500  # characters that are looked at; what is remembered stays bounded
QUALITY = re.compile(r";\s*q\s*=\s*(\d+\.?\d*|\.\d+)", re.IGNORECASE)
CHARSET = re.compile(r"\bcharset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
DECLARED_ENCODING = re.compile(rb"\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)", re.ASCII)
KNOWN_CODECS = {*aliases, *aliases.values()}
# Python knows more codecs, but some are no charsets and some take minutes.
CHARSETS = re.compile(
    r"utf-(8|16|32)(-[bl]e)?|ascii|iso8859-\d+|cp\d+|koi8-[rtu]|mac-\w+"
    r"|shift_jis|euc_(jp|kr)|gb2312|gbk|gb18030|big5|tis-620"
)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
FIRST_OF_MARKS = {mark[:1] for mark, _ in BYTE_ORDER_MARKS}


def read(body: bytes, content_type: str, carrier: type[msgspec.Struct], dress: Dress) -> Any:
    """Read a body of this type as a carrier; 415 for a type or charset nobody reads."""
    return _readers(content_type).read(as_utf8(body, content_type), carrier, dress)


def tree(body: bytes, content_type: str, carrier: type[msgspec.Struct]) -> Any:
    """Read a body of this type as the plain tree of a carrier, as a patch needs it."""
    return _readers(content_type).tree(as_utf8(body, content_type), carrier)


def array(body: bytes, content_type: str, carrier: type[msgspec.Struct]) -> Any:
    """Read a body of this type which is a bare list, as the tree of a carrier of one field."""
    return _readers(content_type).array(as_utf8(body, content_type), carrier)


def as_utf8(body: bytes, content_type: str) -> bytes:
    """Give a body in UTF-8 without a byte order mark, which counts more than what Content-Type says.

    415 for a charset that nobody knows, 400 for a body that is not in it.
    """
    for mark, charset in BYTE_ORDER_MARKS if body[:1] in FIRST_OF_MARKS else ():
        if body.startswith(mark):
            return _decoded(body.removeprefix(mark), charset, content_type)
    charset = _charset(content_type) or _declared_charset(body, content_type)
    return _decoded(body, charset, content_type) if charset else body


@lru_cache(256)
def _charset(content_type: str) -> str:
    found = CHARSET.search(content_type)
    return _known(found[1]) if found else ""


def _declared_charset(body: bytes, content_type: str) -> str:
    """Give what an XML document says of itself."""
    found = DECLARED_ENCODING.match(body) if "xml" in content_type.lower() else None
    return _known(found[1].decode()) if found else ""


def _known(name: str) -> str:
    """Give Python's name of a charset; looking up a name Python does not know would leave a trace in its memory."""
    alias = normalize_encoding(name.lower())
    try:
        charset = codecs.lookup(alias).name if alias in KNOWN_CODECS else ""
    except LookupError:  # one of another operating system
        charset = ""
    if not CHARSETS.fullmatch(charset):
        raise _unsupported(f"No reader for the charset '{name[:100]}'; use utf-8.")
    return charset


def _decoded(body: bytes, charset: str, content_type: str) -> bytes:
    if charset == "utf-8":
        return body  # what is not, the reader says
    if _media_type(content_type) == FORM:
        return as_form.recoded(body, charset)
    try:
        return body.decode(charset).encode()
    except UnicodeError as error:
        raise unreadable(f"The body is not {charset}: {error}") from None


def is_json(content_type: str) -> bool:
    """Say whether a body of this type is JSON; 415 for a type nobody reads."""
    return bool(content_type) and _readers(content_type) is JSON_READERS


def _readers(content_type: str) -> Readers:
    found = READERS.get(content_type) or READERS.get(_media_type(content_type))
    if found is None:
        raise _unsupported(f"No reader for the media type '{content_type[:100]}'; use application/json.")
    return found


def _media_type(header: str) -> str:
    return header.partition(";")[0].strip().lower()


def _unsupported(detail: str) -> RequestError:
    return RequestError("The request entity's media type is not supported.", detail, 415)


def writer(accept: str) -> Format:
    """Give the format that an Accept asks for; JSON when it asks for nothing that is written here."""
    return _writer(accept[:LONGEST_HEADER])


@lru_cache(256)
def _writer(accept: str) -> Format:
    """The highest q wins, then what is named over what is meant by `*`, then JSON over XML, then the first."""
    ranges = [(_media_type(part), _quality(part)) for part in accept.split(",") if part.strip()]
    if not ranges or ranges[0][0] == "text/html":  # a browser's address bar
        return DEFAULT
    refused = [name for name, quality in ranges if not quality]
    best = DEFAULT
    highest = (0.0, False, False)
    for media_type, quality in ranges:
        chosen = _meant(media_type, refused)
        if chosen is None:
            continue
        rank = (quality, "*" not in media_type, chosen.write is as_json.write)
        if quality and rank > highest:
            best, highest = chosen, rank
    return best


def wants_bytes(accept: str) -> bool:
    """Say whether content goes out as it is: unless a format is named that has to write it as text."""
    names = [_media_type(part) for part in accept[:LONGEST_HEADER].split(",")]
    return "application/octet-stream" in names or not FORMATS.keys() & set(names)


def _meant(media_type: str, refused: list[str]) -> Format | None:
    """Give the format of a type, or the first that `*` stands for."""
    if "*" not in media_type:
        return FORMATS.get(media_type)
    start = media_type.partition("*")[0]
    return next((FORMATS[name] for name in FORMATS if name.startswith(start) and name not in refused), None)


def _quality(part: str) -> float:
    found = QUALITY.search(part)
    return min(float(found[1]), 1.0) if found else 1.0
