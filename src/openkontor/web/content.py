"""Content on its way in and out: bytes as they are, or as base64 where a caller speaks JSON or XML."""

import binascii
import re
from base64 import b64decode
from typing import Any, get_args

from openkontor.errors import NotFound, RequestError
from openkontor.web.request import Request
from openkontor.wire import formats
from openkontor.wire.bind import INVALID
from openkontor.wire.formats import Format

OCTETS = "application/octet-stream"
MULTIPART = "multipart/"
BOUNDARY = re.compile(r"""boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;,"]{1,70}))""", re.IGNORECASE)
NAMED_FILE = re.compile(rb"""^content-disposition:.*\bfilename\*?\s*=""", re.IGNORECASE | re.MULTILINE)


def is_content(gives: Any) -> bool:
    """Say whether an answer of this declared type is content."""
    return gives is bytes or bytes in get_args(gives)


def written(found: bytes | None, request: Request) -> bytes:
    """Write content: raw, or as a text of base64 to whoever accepts JSON or XML and no bytes."""
    if not formats.wants_bytes(request.header(b"accept")):
        return request.format.write(found, request.dress, bytes)
    request.format = Format(OCTETS.encode(), request.format.write, request.format.write_plain)
    return found or b""


def written_if_any(found: bytes | None, request: Request) -> bytes:
    """Write content; over REST it is not found when there is none."""
    if found is None:
        raise NotFound("There is no such content.")
    return written(found, request)


def sent(request: Request) -> bytes:
    """Give the content a body carries: the body itself, the file of a form, or a JSON text of base64."""
    content_type = request.header(b"content-type")
    if content_type.lower().startswith(MULTIPART):
        return _file(request.body, content_type)
    if request.body[:1] == b'"' and request.body[-1:] == b'"' and "json" in content_type.lower():
        return _decoded(request.body[1:-1])
    return request.body


def _decoded(text: bytes) -> bytes:
    try:
        return b64decode(text, validate=True)
    except binascii.Error as error:
        raise RequestError(INVALID, f"The body is a text, but not one of base64: {error}.") from None


def _file(body: bytes, content_type: str) -> bytes:
    """Give the first part of a form that is a file, else its first part (RFC 7578)."""
    found = BOUNDARY.search(content_type)
    if found is None:
        raise RequestError(INVALID, "The Content-Type names no boundary between its parts.")
    edge = b"\r\n--" + (found[1] or found[2]).encode("latin-1")
    parts = [part.partition(b"\r\n\r\n") for part in (b"\r\n" + body).split(edge)[1:-1]]
    files = [content for head, _, content in parts if NAMED_FILE.search(head)] or [part[2] for part in parts]
    if not files:
        raise RequestError(INVALID, "The body has no part between its boundaries.")
    return files[0]
