"""Every exchange of every file is a case, on each server (README.md)."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from openkontor.agents.method import METHODS
from openkontor.contract.paths import Paths
from openkontor.web.rest_routes import ROUTES
from tests.exchanges.language import Exchange, differences, filled, picked, read, to_send

FILES = {file.stem: read(file) for file in sorted(Path(__file__).parent.glob("*.yaml"))}
TWIN = [pytest.mark.twin]
CASES = [
    pytest.param(name, index, id=f"{name}-{exchange.name}", marks=TWIN if exchange.twin else ())
    for name, exchanges in FILES.items()
    for index, exchange in enumerate(exchanges)
]
LOGINS = {"tje0": "Tje0", "anne": "Anne", "kari": "Kari"}
JSON = "application/json; charset=utf-8"


class Story:
    """One file on one server: its exchanges in their order, each once, and what they kept."""

    def __init__(self, client: httpx.Client, exchanges: list[Exchange]):
        self.client = client
        self.exchanges = exchanges
        self.kept: dict[str, Any] = {}
        self.outcomes: dict[int, list[str]] = {}

    def outcome(self, index: int) -> list[str]:
        """What was wrong with an exchange; those before it that it may need and were not asked for are made up for."""
        for earlier, exchange in enumerate(self.exchanges[: index + 1]):
            needed = not exchange.twin or exchange.twin == self.exchanges[index].twin
            if needed and earlier not in self.outcomes:
                self.outcomes[earlier] = self.played(exchange)
        return self.outcomes[index]

    def played(self, exchange: Exchange) -> list[str]:
        try:
            answer = self.client.send(self.request(exchange))
            problems = list(judged(exchange, answer, self.kept))
        except LookupError as missing:
            return [str(missing)]
        if problems:
            return [*problems, f"{answer.request.method} {answer.request.url}", f"{answer.status_code} {answer.text}"]
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


@pytest.fixture(scope="module")
def stories(client: httpx.Client) -> dict[str, Story]:
    """The stories of all files on one server, none of them begun."""
    return {name: Story(client, exchanges) for name, exchanges in FILES.items()}


@pytest.mark.parametrize(("name", "index"), CASES)
def test_exchange(stories: dict[str, Story], name: str, index: int) -> None:
    problems = stories[name].outcome(index)
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def test_every_operation_that_is_built_is_sent_and_answered() -> None:
    operations = {(method.path, "POST") for method in METHODS.values() if not method.rest_only}
    operations |= {(route.path, route.verb) for route in ROUTES}
    built: Paths[tuple[str, str]] = Paths()
    for path, verb in operations:
        built.add(path, verb, (path, verb))
    assert operations - {found for exchanges in FILES.values() for found in answered(built, exchanges)} == set()


def answered(built: Paths[tuple[str, str]], exchanges: list[Exchange]) -> Iterator[tuple[str, str]]:
    """The operations that a file gets a good answer from."""
    for exchange in exchanges:
        verb, _, path = exchange.send.partition(" ")
        bare = re.sub(r"\{\w+\}", "1", path.partition("?")[0].removeprefix("/api/v1/").rstrip("/"))
        found = built.find(bare)
        if found and verb in found[0] and exchange.answer in (200, 204):
            yield found[0][verb]
