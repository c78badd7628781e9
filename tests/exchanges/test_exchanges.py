"""Every exchange of every file on each server (README.md)."""

import re
from collections.abc import Iterator

import httpx
import pytest

from openkontor.agents.method import METHODS
from openkontor.contract.paths import Paths
from openkontor.web.rest_routes import ROUTES
from tests.exchanges.conftest import serving
from tests.exchanges.language import Exchange
from tests.exchanges.played import FILES, Answered, Story, exchanges_of, keep, still_server

PLAYED: dict[str, list[Answered]] = {}  # by the server that is asked now


@pytest.fixture(scope="module")
def client(kind: str) -> Iterator[httpx.Client]:
    """Sends requests to a new server: on SQLite to the one that the documents' answers come from."""
    PLAYED.clear()
    with still_server() if kind == "sqlite" else serving(kind) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client


@pytest.mark.parametrize("name", FILES)
def test_the_exchanges_of(kind: str, client: httpx.Client, name: str) -> None:
    """PostgreSQL is not asked about twins: they send the same statements with other words."""
    story = Story(client)
    told = []
    for exchange in exchanges_of(name):
        if (kind != "postgres" or not exchange.twin) and (problems := story.played(exchange)):
            told.append("\n    ".join([f"{exchange.name!r} failed:", *problems]))
    if told:
        pytest.fail("\n".join(told), pytrace=False)
    PLAYED[name] = story.answered
    if kind == "sqlite":
        keep(PLAYED)


def test_every_operation_that_is_built_is_sent_and_answered() -> None:
    operations = {(method.path, "POST") for method in METHODS.values() if not method.rest_only}
    operations |= {(route.path, route.verb) for route in ROUTES}
    built: Paths[tuple[str, str]] = Paths()
    for path, verb in operations:
        built.add(path, verb, (path, verb))
    assert operations - {found for name in FILES for found in answered(built, exchanges_of(name))} == set()


def answered(built: Paths[tuple[str, str]], exchanges: list[Exchange]) -> Iterator[tuple[str, str]]:
    """The operations that a file gets a good answer from."""
    for exchange in exchanges:
        verb, _, path = exchange.send.partition(" ")
        bare = re.sub(r"\{\w+\}", "1", path.partition("?")[0].removeprefix("/api/v1/").rstrip("/"))
        found = built.find(bare)
        if found and verb in found[0] and exchange.answer in (200, 204):
            yield found[0][verb]
