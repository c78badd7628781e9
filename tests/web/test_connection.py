"""A caller who never comes to an end is hung up on; one who does is served, however he cuts his request into parts."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from openkontor.web import connection
from openkontor.web.connection import Connection, Whole

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
PATIENCE = 0.3


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE_SECONDS", PATIENCE)


async def echo(scope: Any, receive: Any, send: Any) -> None:
    body = b""
    while (message := await receive())["type"] == "http.request":
        body += message["body"]
        if not message["more_body"]:
            break
    head = [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": body})


def told(parts: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> bytes:
    """What a server says to these parts of requests until it hangs up, or for twice its patience."""

    async def story() -> bytes:
        config = uvicorn.Config(echo, http=Connection, lifespan="off", ws="none", log_level="critical")
        config.load()
        loop, state = asyncio.get_running_loop(), ServerState()
        server = await loop.create_server(lambda: Connection(config, state, {}, loop), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        heard = bytearray()

        async def listen() -> None:
            while part := await reader.read(1000):
                heard.extend(part)
            heard.extend(b" (hung up)")

        listening = asyncio.create_task(listen())
        try:
            await parts(writer)
            await asyncio.wait([listening], timeout=2 * PATIENCE)
        except ConnectionError:
            heard.extend(b" (hung up)")
        listening.cancel()
        await asyncio.wait([listening])
        writer.close()
        server.close()
        return bytes(heard)

    return asyncio.run(story())


def sending(*parts: bytes, pause: float = 0.0) -> Callable[[asyncio.StreamWriter], Awaitable[None]]:
    async def send(writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return send


@pytest.mark.parametrize("start", [b"GET /", HEAD + b"X-Long: "], ids=["path", "header"])
def test_a_head_without_end_is_refused(start: bytes) -> None:
    heard = told(sending(start, *[b"a" * 10_000] * 20, pause=0.001))
    assert heard.endswith(b"(hung up)")
    assert heard.startswith((b"HTTP/1.1 431 ", b" (hung up)"))  # a reset may overtake the answer


@pytest.mark.parametrize("start", [b"", HEAD[:20], HEAD, HEAD + b"\r\n", HEAD + b"\r\nab"])
def test_who_falls_silent_in_the_middle_is_hung_up_on(start: bytes) -> None:
    assert told(sending(start)) == b" (hung up)"


def test_who_is_slow_is_waited_for() -> None:
    parts = [HEAD[:30], HEAD[30:] + b"\r\n", b"a", b"b", b"cd"]
    assert told(sending(*parts, pause=0.4 * PATIENCE)).endswith(b"\r\n\r\nabcd")


def test_heads_are_measured_one_by_one() -> None:
    request = HEAD + b"X-Long: " + b"a" * 30_000 + b"\r\n\r\nabcd"
    parts = [request[at : at + 9000] for at in range(0, len(request), 9000)]
    assert told(sending(*parts * 5, pause=0.001)).count(b"HTTP/1.1 200 ") == 5


def test_who_sends_nothing_more_is_hung_up_on_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    request = HEAD + b"\r\nabcd"
    assert connection.IDLE_SECONDS > 60, "a proxy in front would find its connections closed"
    assert told(sending(request)).endswith(b"\r\n\r\nabcd"), "the caller may send another request"
    monkeypatch.setattr(connection, "IDLE_SECONDS", PATIENCE)
    assert told(sending(request)).endswith(b"\r\n\r\nabcd (hung up)")


OFFER = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"


@pytest.mark.parametrize("offer", [OFFER, OFFER.upper(), OFFER.replace(b"h2c", b"websocket")], ids=["h2c", "H2C", "ws"])
@pytest.mark.parametrize("at", [0, len(HEAD), (HEAD + OFFER).index(b"Up"), -2], ids=["whole", "before", "in", "body"])
def test_an_offer_to_go_on_in_another_protocol_is_passed_over(offer: bytes, at: int) -> None:
    request = HEAD + offer + b"\r\nabcd"
    heard = told(sending(request[:at], request[at:], request, pause=0.05))
    assert (heard.count(b"HTTP/1.1 200 "), heard.count(b"\r\n\r\nabcd")) == (2, 2)


def test_a_body_that_looks_like_such_an_offer_stays_as_it_is() -> None:
    body = b"\r\nUpgrade: h2c\r\n\r\n\r\nUpgrade: h2c"
    head = HEAD.replace(b"4", b"%d" % len(body)) + b"\r\n"
    for parts in ((head + body,), (head, body), (head + body[:9], body[9:])):
        assert told(sending(*parts, pause=0.05)).endswith(b"\r\n\r\n" + body)


class Wire:
    """What stands behind a transport: it notes what is sent at once, and fails like the real one once it is closed."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed = False

    def is_closing(self) -> bool:
        return self.closed

    def writelines(self, parts: list[bytes]) -> None:
        assert not self.closed, "nothing can be sent on a closed connection"
        self.sent.append(b"".join(parts))

    def close(self) -> None:
        self.closed = True


def after_a_turn(act: Callable[[Whole, Wire], None]) -> tuple[list[bytes], list[Any]]:
    """What was sent, each piece by itself, and what failed, after the loop has had a turn."""

    async def story() -> tuple[list[bytes], list[Any]]:
        loop, wire, failed = asyncio.get_running_loop(), Wire(), []
        loop.set_exception_handler(lambda _, context: failed.append(context))
        act(Whole(wire, loop), wire)
        await asyncio.sleep(0)
        return wire.sent, failed

    return asyncio.run(story())


def test_head_and_body_leave_in_one_piece() -> None:
    def answer(whole: Whole, wire: Wire) -> None:
        whole.write(b"head ")
        whole.write(b"body")

    assert after_a_turn(answer) == ([b"head body"], [])


def test_what_is_written_leaves_before_the_connection_is_closed() -> None:
    def answer(whole: Whole, wire: Wire) -> None:
        whole.write(b"last words")
        whole.close()
        assert wire.closed

    assert after_a_turn(answer) == ([b"last words"], [])


def test_an_answer_to_a_caller_who_has_hung_up_is_dropped() -> None:
    def answer(whole: Whole, wire: Wire) -> None:
        whole.write(b"nobody listens")
        wire.close()

    assert after_a_turn(answer) == ([], [])
