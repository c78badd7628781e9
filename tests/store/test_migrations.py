"""A database that was there before a migration is as complete afterwards as one that is new."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from openkontor.store import migrate
from openkontor.store.dialect import composed
from openkontor.store.engine import Engine, open_engine
from openkontor.store.seed import seed
from tests.postgres import fresh_database
from tests.store.conftest import NOW, Database, tables

BEFORE = 3  # the last migration that a database of then had
TENANTS = (1, 2)
LATER_RIGHTS = "DELETE FROM DataRight WHERE tenant = :tenant AND tableId IN (11, 13)"
LATER_COUNTERS = "DELETE FROM RefCounts WHERE tenant = :tenant AND fieldId IN (2818, 3353)"
LATER_LINKS = "DELETE FROM relationdefinition WHERE tenant = :tenant AND reldef_id IN (2, 3, 4, 5)"
# Tables whose rows a migration numbers as it comes to them: how many columns that makes.
OWN_ORDER = {"DataRight": 1, "RefCounts": 1}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    """Two databases without tables."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            urls = [f"sqlite:///{tmp_path / name}" for name in ("new.db", "old.db")]
        else:
            urls = [fresh_database(name) for name in ("new", "old")]
        engines = [open_engine(url) for url in urls]
        for engine in engines:
            stack.callback(engine.close)
        yield engines[0], engines[1]


def filled(engine: Engine, tenant: int) -> Database:
    engine.write_now(
        lambda db: seed(db, now=NOW, base_zone="Europe/Oslo", administrator="adam", password_hash="hash"), tenant
    )
    return Database(engine, tenant)


def run(database: Database, sql: str, **values: Any) -> None:
    database.write(lambda db: db.run(composed(sql), **values))


def as_it_was(new: Database, old: Database) -> None:
    """Give a database of then the rows it would have had."""
    names = migrate_tables(BEFORE)
    for table in names:
        width = len(columns := columns_of(old, table))
        rows = new.rows(f"SELECT {', '.join(columns)} FROM {table} WHERE tenant = :tenant")
        marks = ", ".join(f":v{number}" for number in range(width))
        insert = composed(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})")
        values = [{f"v{number}": value for number, value in enumerate(row)} for row in rows]
        old.write(lambda db, insert=insert, values=values: db.each(insert, values))
    run(old, LATER_RIGHTS)
    run(old, LATER_COUNTERS)
    run(old, LATER_LINKS)
    later = [table.lower() for table in tables() if table not in names]
    later += ["project.project_number", "sale.number1"]
    for name in later:
        run(old, "DELETE FROM sequence WHERE tenant = :tenant AND TableName = :name", name=name)


def migrate_tables(last: int) -> list[str]:
    with only(last):
        return tables()


def only(last: int) -> Any:
    kept = {number: text for number, text in migrate.migrations().items() if number <= last}
    return mock.patch.multiple("tests.store.conftest", migrations=lambda: kept)


def columns_of(database: Database, table: str) -> list[str]:
    cursor = database.engine.read_now(lambda db: db._connection.execute(f"SELECT * FROM {table} LIMIT 0"), 1)
    if database.engine.which:
        return [column.name for column in cursor.description]
    found = database.rows(f"SELECT name FROM pragma_table_info('{table}') WHERE :tenant > 0")
    return [row[0] for row in found]


def migrate_until(engine: Engine, last: int) -> None:
    kept = {number: text for number, text in migrate.migrations().items() if number <= last}
    with mock.patch.object(migrate, "migrations", lambda: kept):
        migrate.migrate(engine)


def told(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """All rows but for the order in which rights were numbered, and the version of the reference data."""
    dump = database.dump()
    dump["tenant"] = []
    (following,) = [row[1] for row in dump["sequence"] if row[0] == "dataright"]
    assert following == 1 + max(row[0] for row in dump["DataRight"])
    dump["sequence"] = [row for row in dump["sequence"] if row[0] != "dataright"]
    for table, key in OWN_ORDER.items():
        dump[table] = sorted((row[key:] for row in dump[table]), key=repr)
    return dump


def test_an_old_database_is_as_complete_as_a_new_one(engines: tuple[Engine, Engine]) -> None:
    new, old = engines
    migrate.migrate(new)
    migrate_until(old, BEFORE)
    expected = [filled(new, tenant) for tenant in TENANTS]
    was = [Database(old, tenant) for tenant in TENANTS]
    for one, other in zip(expected, was, strict=True):
        as_it_was(one, other)
    before = was[0].rows("SELECT reference_version FROM tenant WHERE tenant = :tenant")
    migrate.migrate(old)
    for one, other in zip(expected, was, strict=True):
        found = told(other)
        for table, rows in told(one).items():
            assert found[table] == rows, table
    assert was[0].rows("SELECT reference_version FROM tenant WHERE tenant = :tenant") > before
