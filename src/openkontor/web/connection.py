"""One connection: how much and how slowly a caller may send before anybody looks at it, and how answers leave.

The HTTP server itself sets no bounds: a head that never ends would fill the memory, and a caller who falls silent in
the middle of a request would hold his connection for ever. How large a body may be is body.py's matter.
"""

import re
from asyncio import AbstractEventLoop, Handle
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 64 * 1024  # bytes of request line and headers
PATIENCE_SECONDS = 60.0  # between two parts of a request
# Between two requests. Longer than HTTP clients and proxies keep an idle connection (5 to 60 s), so that it is they who
# close it: a request that is on its way when the server does so is lost, and a POST is not sent again.
IDLE_SECONDS = 75
UPGRADE = re.compile(rb"(?:\A|(?<=\r\n))upgrade(?=:)", re.IGNORECASE)
TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Whole:
    """A transport that sends what one turn of the loop writes as a whole.

    The HTTP server writes an answer's head and body apart; each write is a call of the system, and wakes the caller.
    """

    __slots__ = ("_loop", "_parts", "_transport")

    def __init__(self, transport: Any, loop: AbstractEventLoop):
        self._transport = transport
        self._loop = loop
        self._parts: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send a part with the others of this turn."""
        if not self._parts:
            self._loop.call_soon(self._send)
        self._parts.append(data)

    def is_closing(self) -> bool:
        """Say whether the connection is on its way out."""
        return bool(self._transport.is_closing())

    def close(self) -> None:
        """Send what is written, and hang up."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        parts, self._parts = self._parts, []
        if parts and not self._transport.is_closing():  # the caller may have hung up since it was written
            self._transport.writelines(parts)


class Connection(HttpToolsProtocol):
    """Reads requests, and hangs up on those that have no end."""

    def __init__(self, *arguments: Any, **more: Any):
        super().__init__(*arguments, **more)
        self.timeout_keep_alive = IDLE_SECONDS
        self._awaits_head = self._awaits_body = True
        self._head = 0  # bytes so far
        self._silence: Handle | None = None

    def connection_made(self, transport: Any) -> None:
        """Wait for a first request."""
        super().connection_made(Whole(transport, self.loop))  # type: ignore[arg-type]
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read a part of a request, or several requests."""
        self._stop_waiting()
        if self._awaits_head or not self._awaits_body:
            data = _as_http_1(data)
        super().data_received(data)
        if not self._awaits_body or self.transport.is_closing():
            return
        self._head = self._head + len(data) if self._awaits_head else 0
        if self._head > LARGEST_HEAD:
            self.transport.write(TOO_LARGE)
            self.transport.close()
        else:
            self._wait()

    def on_message_begin(self) -> None:
        """Note that a head begins."""
        self._awaits_head = self._awaits_body = True
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Note that the head is there."""
        self._awaits_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note that all of a request is there."""
        self._awaits_body = False
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._silence = self.loop.call_later(PATIENCE_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None


def _as_http_1(data: bytes) -> bytes:
    """Hide an offer to go on in another protocol, such as h2c, in a request's head.

    Nobody has to take it (RFC 9110 7.8), but the parser would, and drop the body. Java's own client offers it always.
    """
    head, blank, rest = data.partition(b"\r\n\r\n")
    if b"upgrade:" not in head.lower():
        return data
    return UPGRADE.sub(b"x-upgrade", head) + blank + rest
