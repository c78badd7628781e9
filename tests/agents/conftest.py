"""A seeded tenant of its own for every test, on both databases; beside it lie those of all other tests."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from openkontor.call import Call
from openkontor.store import seed as seeding
from openkontor.store.db import Db
from openkontor.store.dialect import Statement, composed
from openkontor.store.engine import Engine
from openkontor.store.reference import Reference, raise_version
from openkontor.store.seed import USER_GROUP, add_associate, seed
from tests.copies import copy
from tests.demos import empty_file, empty_on_postgres, opened

SECOND = 1_000_000
NOW = 1_790_000_000_123_456  # 2026-09-21, microseconds
ADMINISTRATOR = 1
OWNER_COMPANY = 1
USERS = itertools.count(901)  # associates' ids, far from those the tests are given
TENANTS = itertools.count(1)
READY: dict[Engine, list[int]] = defaultdict(list)  # tenants that no test has had yet
AT_ONCE = 8  # are made

# Every tenant has the same countries and currencies: they are worked out once, not for each test.
seeding.world = cache(seeding.world)


class Database:
    """An engine, a seeded tenant in it, and the time it is there."""

    def __init__(self, engine: Engine, tenant: int, reference: Reference | None = None) -> None:
        self.engine = engine
        self.tenant = tenant
        self.now = NOW
        self._reference = reference

    def as_(self, associate_id: int, work: Callable[[Call], Any], held: str = "") -> Any:
        """What the work gives, done by this associate in one transaction; all is undone when it raises.

        `held` is the secret of the session that the associate came in with.
        """

        def request(db: Db) -> Any:
            if self._reference is None or self._reference.version != db.reference_version():
                self._reference = Reference(db)
            db.reference = self._reference
            return work(Call(db, associate_id, self.now, held))

        return self.engine.write_now(request, self.tenant)

    def later(self, seconds: int = 60) -> int:
        """Let time go by, and say when it is now."""
        self.now += seconds * SECOND
        return self.now

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query of this test alone; it names its tenant as :tenant."""
        return self.engine.read_now(lambda db: db.rows(plain(sql)), self.tenant)

    def run(self, sql: str) -> None:
        """Change rows behind the agents' backs: what no agent method does yet, or a broken state."""
        self.engine.write_now(lambda db: db.run(plain(sql)), self.tenant)
        self._reference = None

    def prefer(self, section: str, key: str, value: str) -> None:
        """Set a preference that the seed has set."""
        self.run(
            f"UPDATE UserPreference SET prefvalue = '{value}' WHERE tenant = :tenant"
            f" AND prefsection = '{section}' AND prefkey = '{key}'"
        )
        self.engine.write_now(raise_version, self.tenant)

    def user(self, level: int, group: int = 2) -> int:
        """Add an associate of a user level (0 to 5) and a group (1 is the administrator's); gives its id."""
        number = next(USERS)

        def work(db: Db) -> None:
            if not db.rows(plain(f"SELECT 1 FROM UserGroup WHERE tenant = :tenant AND UserGroup_id = {group}")):
                db.run(USER_GROUP, usergroup_id=group, name=f"Group {group}", rank=group)
            add_associate(db, number, f"user{number}", group=group, role=level + 1, password_hash="hash", now=NOW)
            raise_version(db)

        self.engine.write_now(work, self.tenant)
        return number


def plain(sql: str) -> Statement:
    return composed(sql)


@pytest.fixture(scope="session")
def sqlite_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("sqlite")
    yield from opened(empty_file(folder / "agents.db"))


@pytest.fixture(scope="session")
def postgres_engine() -> Iterator[Engine]:
    yield from opened(empty_on_postgres("agents"))


def seeded(engine: Engine) -> Database:
    source, reference = original(engine)
    ready = READY[engine]
    if not ready:
        made = [next(TENANTS) for _ in range(AT_ONCE)]
        engine.write_now(lambda db: copy(db, engine, source, made[-1]), made[0])
        ready += made
    return Database(engine, ready.pop(0), reference)


@cache
def original(engine: Engine) -> tuple[int, Reference]:
    """The tenant that every test of an engine gets a copy of, and none gets to see; with its reference data."""
    tenant = next(TENANTS)
    settings = {"base_zone": "Europe/Oslo", "administrator": "adam", "password_hash": "hash"}
    engine.write_now(lambda db: seed(db, now=NOW, **settings), tenant)
    return tenant, engine.read_now(Reference, tenant)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """Lists, roles, company 1 and its person 1, the administrator (associate 1)."""
    return seeded(request.getfixturevalue(f"{request.param}_engine"))


@pytest.fixture
def postgres_database(postgres_engine: Engine) -> Database:
    """The same on PostgreSQL alone, where requests may run at the same time; mark such tests `postgres`."""
    return seeded(postgres_engine)
