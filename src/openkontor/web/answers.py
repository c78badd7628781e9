"""Answers: bytes, status and headers; errors in the shapes of protocol reference 6.6."""

from typing import Any

from openkontor.errors import ApiError, NotLoggedIn, RequestError
from openkontor.wire import as_json
from openkontor.wire.formats import JSON

# CRM data must not stay in caches on the way.
NO_CACHE = ((b"cache-control", b"no-cache"), (b"pragma", b"no-cache"), (b"expires", b"-1"))
JSON_HEADER = (b"content-type", JSON.encode())
SCRIPTED = (b"x-xsrf-token", b"x-requested-with", b"origin")


class Answer:
    """What goes back over the wire."""

    __slots__ = ("body", "headers", "status")

    def __init__(self, status: int, body: bytes, *more: tuple[bytes, bytes]):
        self.status = status
        self.body = body
        self.headers = [*NO_CACHE, *more]
        if body:
            self.headers += [JSON_HEADER, (b"content-length", b"%d" % len(body))]

    async def send(self, send: Any) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


def success(body: bytes) -> Answer:
    """Answer with a body, or 204 without one."""
    return Answer(200, body) if body else Answer(204, b"")


def failure(error: ApiError, headers: dict[bytes, bytes], *more: tuple[bytes, bytes]) -> Answer:
    """Answer with an error body."""
    if isinstance(error, NotLoggedIn) and not any(name in headers for name in SCRIPTED):
        more = (*more, (b"www-authenticate", b'Basic realm="openkontor", charset="UTF-8"'))
    return Answer(error.status, as_json.write_plain(_body(error)), *more)


def _body(error: ApiError) -> dict[str, Any]:
    if isinstance(error, RequestError):
        body: dict[str, Any] = {"Message": error.message, "MessageDetail": error.detail}
        return body | ({"ErrorType": error.error_type} if error.error_type else {})
    body = {
        "Error": True,
        "ErrorType": error.error_type,
        "Message": error.message,
        "ErrorMessage": error.message,
        "ErrorSource": error.source,
    }
    return body | ({"Messages": error.messages} if error.messages else {})
