"""The servers that all exchanges run on: a SQLite and a PostgreSQL one, or OPENKONTOR_URL's alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.demos import demo_on_postgres, demo_server
from tests.servers import start

OWN_SERVER = os.environ.get("OPENKONTOR_URL", "")
SERVERS = ["own"] if OWN_SERVER else ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@contextmanager
def serving(kind: str) -> Iterator[str]:
    """The address of a running server of this kind."""
    if kind == "own":
        yield OWN_SERVER
    elif kind == "sqlite":
        with demo_server() as server:
            yield server.url
    else:
        with start("--database", demo_on_postgres()) as server:
            yield server.url


@pytest.fixture(scope="session", params=SERVERS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which server: sqlite, postgres or own."""
    return str(request.param)


@pytest.fixture(scope="session")
def client(kind: str) -> Iterator[httpx.Client]:
    """Sends requests to one of the servers."""
    with serving(kind) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client
