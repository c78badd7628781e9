"""A request's body: read, unpacked, and never more of it than the limit."""

import zlib
from typing import Any

from openkontor.errors import RequestError
from openkontor.web.answers import Headers
from openkontor.wire.bind import INVALID

LARGEST_BODY = 4 * 1024 * 1024


async def read_body(headers: Headers, receive: Any) -> bytes:
    """Read the body, and stop as soon as it is too large: 413."""
    length = headers.get(b"content-length", b"0")
    if length.isdigit() and int(length) > LARGEST_BODY:
        raise _too_large()
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestError("The request is incomplete.", "The connection ended before the body did.")
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise _too_large()
        if not message.get("more_body"):
            return body if b"content-encoding" not in headers else _unpacked(body, headers[b"content-encoding"])


def _unpacked(body: bytes, encoding: bytes) -> bytes:
    name = encoding.strip().lower()
    if name in (b"", b"identity") or not body:
        return body
    if name not in (b"gzip", b"x-gzip"):
        told = name.decode("latin-1")[:50]
        raise RequestError("The request entity's encoding is not supported.", f"{told!r} is not gzip.", 415)
    unpacker = zlib.decompressobj(wbits=31)
    try:
        whole = unpacker.decompress(body, LARGEST_BODY + 1)
    except zlib.error as error:
        raise RequestError(INVALID, f"The body is not what gzip makes: {error}") from None
    if len(whole) > LARGEST_BODY:
        raise _too_large()
    if not unpacker.eof or unpacker.unused_data:
        raise RequestError(INVALID, "The body is not packed with gzip as one complete whole.")
    return whole


def _too_large() -> RequestError:
    return RequestError("The request is too large.", f"A body may have {LARGEST_BODY} bytes.", 413)
