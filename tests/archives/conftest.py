"""A tenant with companies and people at random, on both databases: what lists are asked about."""

from collections.abc import Iterator

import pytest

from openkontor.store.engine import Engine
from tests.agents.conftest import Database, seeded
from tests.demos import empty_file, empty_on_postgres, opened


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield from opened(empty_file(tmp_path_factory.mktemp("lists") / "lists.db"))


@pytest.fixture(scope="session")
def postgres_engine() -> Iterator[Engine]:
    yield from opened(empty_on_postgres("lists"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """A seeded tenant: lists, roles, company 1, its person 1, the administrator."""
    return seeded(request.getfixturevalue(f"{request.param}_engine"))
