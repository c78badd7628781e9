"""Playing the exchange files, and what every one of them was answered with: real answers for the documents.

The documents' answers come from a SQLite server whose clock stands still, so that they are the same each time.
"""

import base64
import json
import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from openkontor.config import moment
from tests import forked
from tests.exchanges.language import Exchange, differences, filled, picked, read, to_send
from tests.postgres import RUN
from tests.servers import start

HERE = Path(__file__).parent
# Files about one operation go first: the documents show the first answer of each kind.
FILES = sorted(
    (file.stem for file in HERE.glob("*.yaml")), key=lambda name: (not name.endswith(("_rest", "_agent")), name)
)
LOGINS = {"tje0": "Tje0", "anne": "Anne", "kari": "Kari"}
JSON = "application/json; charset=utf-8"
NOW = "2026-01-31T12:00:00Z"
PUBLIC_URL = "https://crm.example.com"


@cache
def exchanges_of(name: str) -> list[Exchange]:
    return read(HERE / f"{name}.yaml")


class Answered(NamedTuple):
    """One exchange as it went."""

    exchange: Exchange
    request: httpx.Request
    answer: httpx.Response


class Story:
    """One file on one server: its exchanges in their order, and what they kept."""

    def __init__(self, client: httpx.Client):
        self.client = client
        self.kept: dict[str, Any] = {}
        self.answered: list[Answered] = []

    def played(self, exchange: Exchange) -> list[str]:
        try:
            request = self.request(exchange)
            answer = self.client.send(request)
            problems = list(judged(exchange, answer, self.kept))
        except LookupError as missing:
            return [str(missing)]
        except (ValueError, httpx.HTTPError) as error:  # an answer that is no JSON, or none at all
            return [repr(error)]
        if problems:
            return [*problems, f"{answer.request.method} {answer.request.url}", f"{answer.status_code} {answer.text}"]
        self.answered.append(Answered(exchange, request, answer))
        self.kept |= {name: picked(answer.json(), path) for name, path in exchange.keep.items()}
        return []

    def request(self, exchange: Exchange) -> httpx.Request:
        verb, _, path = filled(exchange.send, self.kept).partition(" ")
        headers = {"Accept": "application/json"}
        if exchange.as_ != "nobody":
            login = f"{exchange.as_}:{LOGINS[exchange.as_]}"
            headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
        if exchange.has_body:
            headers["Content-Type"] = "application/json"
        headers |= filled(exchange.headers, self.kept)
        return self.client.build_request(verb, path, headers=headers, content=self.content(exchange))

    def content(self, exchange: Exchange) -> bytes | None:
        if not exchange.has_body:
            return None
        if exchange.raw is not None:
            text = filled(exchange.raw, self.kept)
        else:
            text = json.dumps(to_send(filled(exchange.body, self.kept)), ensure_ascii=False)
        return text.encode().ljust(exchange.padded_to)


def judged(exchange: Exchange, answer: httpx.Response, kept: dict[str, Any]) -> Iterator[str]:
    """What is wrong with an answer."""
    if answer.status_code != exchange.answer:
        yield f"the status should be {exchange.answer}, but is {answer.status_code}"
        return
    headers = {"cache-control": "no-cache"} | ({"content-type": JSON} if answer.content else {})
    headers |= {name.lower(): value for name, value in exchange.answer_headers.items()}
    yield from differences(filled(headers, kept), dict(answer.headers), "the headers")
    if exchange.answer not in (204, 304):
        yield from differences(filled(exchange.gives, kept), answer.json())
    elif answer.content:
        yield "there should be no body"


@contextmanager
def still_server() -> Iterator[str]:
    """The address of a new demo server on SQLite, for which it is always the same moment."""
    begin = partial(forked.begin, clock=moment(NOW) * 1000)
    words = ("--demo", "--ephemeral", "--timezone", "Europe/Oslo", "--now", NOW)
    with start(*words, env={"OPENKONTOR_PUBLIC_URL": PUBLIC_URL}, begin=begin) as server:
        yield server.url


def keep(played: dict[str, list[Answered]]) -> None:
    """Keep for the other tests of this run what one server answered, if it was asked every file in their order."""
    if list(played) == FILES:
        kept().with_suffix(".new").write_bytes(pickle.dumps(played))
        kept().with_suffix(".new").replace(kept())  # whoever finds it finds all of it


def kept() -> Path:
    return Path(os.environ[RUN]) / "exchanges.answered"


def everything() -> list[Answered]:
    """What every file was answered with: by the tests of this run if they have come to it, else now."""
    if RUN in os.environ and kept().exists():
        return [one for answered in pickle.loads(kept().read_bytes()).values() for one in answered]
    found = []
    with still_server() as url, httpx.Client(base_url=url, timeout=30) as client:
        for name in FILES:
            story = Story(client)
            for exchange in exchanges_of(name):
                problems = story.played(exchange)
                assert not problems, (name, exchange.name, problems)
            found += story.answered
    return found
