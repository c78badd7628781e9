"""Servers with demo data to log in to, on both databases, and a look at what they store."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from openkontor.store.dialect import Statement, composed
from openkontor.store.engine import Engine, open_engine
from openkontor.store.reference import Reference, raise_version
from tests.demos import demo_file, demo_on_postgres
from tests.servers import command, start

HOUR = 3600 * 1_000_000


class Site(NamedTuple):
    """A server, and its database from behind."""

    url: str
    database: str
    engine: Engine

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query of this test alone; it names its tenant as :tenant."""
        return self.engine.read_now(lambda db: db.rows(plain(sql)), 1)

    def run(self, sql: str) -> int:
        """Change rows, as time or another program would."""
        return self.engine.write_now(lambda db: db.run(plain(sql)), 1)

    def change_reference(self, sql: str) -> None:
        """Change rows that servers keep in memory."""

        def work(db: Any) -> None:
            db.run(plain(sql))
            db.reference = Reference(db)
            raise_version(db)

        self.engine.write_now(work, 1)

    def command(self, *words: str) -> str:
        """Run a command of the program on this database, beside the server; gives what it prints."""
        done = command(*words, "--database", self.database)
        assert done.returncode == 0, done.stderr
        return done.stdout


def plain(sql: str) -> Statement:
    return composed(sql)


@contextmanager
def serving(database: str, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """A server on this database, behind a proxy that we are; gives its address."""
    proxy = {"OPENKONTOR_TRUSTED_PROXIES": "127.0.0.1"}
    with start("--database", database, env=proxy | dict(env or {})) as server:
        yield server.url
        assert "Traceback" not in server.output(), server.output()


@contextmanager
def site_on(database: str, env: Mapping[str, str] | None = None) -> Iterator[Site]:
    with serving(database, env) as url:
        engine = open_engine(database)
        yield Site(url, database, engine)
        engine.close()


@pytest.fixture(scope="session")
def sqlite_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder: Path = tmp_path_factory.mktemp("logins")
    with site_on(demo_file(folder)) as site:
        yield site


@pytest.fixture(scope="session")
def postgres_url() -> str:
    return demo_on_postgres()


@pytest.fixture(scope="session")
def postgres_site(postgres_url: str) -> Iterator[Site]:
    with site_on(postgres_url) as site:
        yield site


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest) -> Site:
    """A demo server; others write to its database too."""
    found: Site = request.getfixturevalue(f"{request.param}_site")
    return found
