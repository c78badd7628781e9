"""A tenant of its own for every test, on both databases."""

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import pytest

from openkontor.store.db import Db
from openkontor.store.dialect import composed
from openkontor.store.engine import Engine
from openkontor.store.migrate import migrations
from openkontor.store.seed import seed
from openkontor.store.sqlite import SqliteEngine, connect
from tests.demos import empty_file, empty_on_postgres, opened
from tests.store.writing import open_file

NOW = 1_790_000_000_123_456  # 2026-09-21, microseconds
TENANTS = itertools.count(1)


class Database(NamedTuple):
    """An engine with all tables, and a tenant that has no rows yet."""

    engine: Engine
    tenant: int

    def write(self, work: Callable[[Db], Any]) -> Any:
        return self.engine.write_now(work, self.tenant)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query of this test alone; it names its tenant as :tenant."""
        query = composed(sql)
        return self.engine.read_now(lambda db: db.rows(query), self.tenant)

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of the tenant, without the tenant itself, sorted."""
        return {table: self.dump_table(table) for table in tables()}

    def dump_table(self, table: str) -> list[tuple[Any, ...]]:
        rows = self.rows(f"SELECT * FROM {table} WHERE tenant = :tenant")
        return sorted((row[1:] for row in rows), key=repr)


def tables() -> list[str]:
    """The tables of the migrations."""
    return re.findall(r"CREATE TABLE (\w+)", re.sub("--.*", "", "\n".join(migrations().values())))


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("sqlite")
    yield from opened(empty_file(folder / "store.db"))


@pytest.fixture(scope="session")
def postgres_engine() -> Iterator[Engine]:
    yield from opened(empty_on_postgres("store"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    return Database(request.getfixturevalue(f"{request.param}_engine"), next(TENANTS))


@pytest.fixture
def seeded(database: Database) -> Database:
    """A tenant with lists, roles, the owner company and its administrator."""
    database.write(lambda db: seed(db, now=NOW, base_zone="Europe/Oslo", administrator="adam", password_hash="hash"))
    return database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "writer.db"


@pytest.fixture
def engine(path: Path) -> Iterator[SqliteEngine]:
    engine = open_file(path)
    yield engine
    engine.close()


@pytest.fixture
def other(engine: SqliteEngine, path: Path) -> Iterator[apsw.Connection]:
    """Another program's connection to the same file."""
    connection = connect(str(path))
    yield connection
    connection.close()
