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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Send twins to one database alone.

    What a `for each` holds are other words in the same statements: the first and the last words go to both.
    """
    again = {item for item in items if item.get_closest_marker("twin") and item.get_closest_marker("postgres")}
    items[:] = [item for item in items if item not in again]
    config.hook.pytest_deselected(items=[*again])


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
def client(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """Sends requests to one of the servers."""
    with serving(request.param) as url, httpx.Client(base_url=url, timeout=30) as client:
        yield client
