"""Every exchange of every file on each server (README.md)."""

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
LOGINS = {"tje0": "Tje0", "anne": "Anne", "kari": "Kari"}
JSON = "application/json; charset=utf-8"


class Story:
    """One file on one server: its exchanges in their order, and what they kept."""

    def __init__(self, client: httpx.Client):
        self.client = client
        self.kept: dict[str, Any] = {}

    def played(self, exchange: Exchange) -> list[str]:
        try:
            answer = self.client.send(self.request(exchange))
            problems = list(judged(exchange, answer, self.kept))
        except LookupError as missing:
            return [str(missing)]
        except (ValueError, httpx.HTTPError) as error:  # an answer that is no JSON, or none at all
            return [repr(error)]
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


@pytest.mark.parametrize("name", FILES)
def test_the_exchanges_of(kind: str, client: httpx.Client, name: str) -> None:
    """PostgreSQL is not asked about twins: they send the same statements with other words."""
    story = Story(client)
    told = []
    for exchange in FILES[name]:
        if (kind != "postgres" or not exchange.twin) and (problems := story.played(exchange)):
            told.append("\n    ".join([f"{exchange.name!r} failed:", *problems]))
    if told:
        pytest.fail("\n".join(told), pytrace=False)


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
