"""Answers: bytes, status and headers; errors in the shapes of protocol reference 6.6."""

import gzip
import re
from typing import Any

from openkontor.errors import ApiError, RequestError
from openkontor.wire import words
from openkontor.wire.formats import Format

Header = tuple[bytes, bytes]
Headers = dict[bytes, bytes]  # of a request, by names in small letters

# CRM data must not stay in caches on the way.
NO_CACHE = ((b"cache-control", b"no-cache"), (b"pragma", b"no-cache"), (b"expires", b"-1"))
SMALLEST_GZIP = 1000  # bytes; below, packing costs more than it saves
GZIP_LEVEL = 1  # three quarters of what the best level saves, for a quarter of its time
GZIP = re.compile(rb"gzip(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", re.IGNORECASE)
GZIP_HEADERS = ((b"content-encoding", b"gzip"), (b"vary", b"Accept-Encoding"))


class Answer:
    """What goes back over the wire."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, body: bytes, media_type: bytes, *more: Header):
        self.status = status
        self.body = body
        self.headers = [*NO_CACHE, *more]
        if body or status == 200:  # else the HTTP server would say that the length is not known
            self.headers += [(b"content-type", media_type), (b"content-length", b"%d" % len(body))]

    async def send(self, send: Any) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


def takes_gzip(headers: Headers) -> bool:
    """Say whether the caller can unpack what is packed with gzip."""
    accepted = headers.get(b"accept-encoding")
    return accepted is not None and GZIP.search(accepted) is not None


def packed(body: bytes, headers: Headers) -> tuple[bytes, tuple[Header, ...]]:
    """Pack a body the caller can unpack, when it is worth it; with the headers that say so."""
    if len(body) < SMALLEST_GZIP or not takes_gzip(headers):
        return body, ()
    return gzip.compress(body, GZIP_LEVEL, mtime=0), GZIP_HEADERS


def failure(error: ApiError, wanted: Format, language: str, *more: Header) -> Answer:
    """Answer with an error body in the format of the caller."""
    return Answer(error.status, wanted.write_plain(_body(error, language), "Error"), wanted.media_type, *more)


def _body(error: ApiError, language: str) -> dict[str, Any]:
    message = words.resolve(error.message, language or words.ENGLISH)
    if isinstance(error, RequestError):
        body: dict[str, Any] = {"Message": message, "MessageDetail": error.detail}
        return body | ({"ErrorType": error.error_type} if error.error_type else {})
    body = {
        "Error": True,
        "ErrorType": error.error_type,
        "Message": message,
        "ErrorMessage": message,
        "ErrorSource": error.source,
    }
    return body | ({"Messages": error.messages} if error.messages else {})
