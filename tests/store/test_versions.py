"""Reference data: a writer that keeps its version in memory still notices whoever changes it."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from openkontor.store import seed
from openkontor.store.db import Db, StaleReference
from openkontor.store.sqlite import SqliteEngine
from tests.store.writing import TENANT, open_file, write

FIRST = 1


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SqliteEngine]:
    opened = open_file(tmp_path / "versions.db")
    opened.write_now(lambda db: db.run(seed.TENANT, name="", base_zone="UTC", registered=0), TENANT)
    yield opened
    opened.close()


def going_by(version: int) -> Any:
    def work(db: Db) -> int:
        reference: Any = SimpleNamespace(version=version)
        db.go_by(reference)
        db.demand_fresh()
        return version

    return work


def change(db: Db) -> None:
    db.raise_version()


def change_and_fail(db: Db) -> None:
    db.raise_version()
    going_by(FIRST + 1)(db)
    raise ValueError


def kinds(told: list[Any]) -> list[Any]:
    return [type(one) if isinstance(one, Exception) else one for one in told]


def test_it_is_asked_once(engine: SqliteEngine) -> None:
    asked: list[str] = []
    engine._writer.set_exec_trace(lambda cursor, sql, values: asked.append(sql) or True)
    assert write(engine, *[going_by(FIRST)] * 5) == [FIRST] * 5
    assert write(engine, *[going_by(FIRST)] * 5) == [FIRST] * 5
    assert sum("reference_version" in sql for sql in asked) == 1


def test_a_change_in_the_same_group_is_noticed(engine: SqliteEngine) -> None:
    told = write(engine, going_by(FIRST), change, going_by(FIRST), going_by(FIRST + 1))
    assert kinds(told) == [FIRST, None, StaleReference, FIRST + 1]


def test_a_change_by_another_program_is_noticed(engine: SqliteEngine, tmp_path: Path) -> None:
    assert write(engine, going_by(FIRST)) == [FIRST]
    other = open_file(tmp_path / "versions.db")
    other.write_now(change, TENANT)
    other.close()
    assert kinds(write(engine, going_by(FIRST), going_by(FIRST + 1))) == [StaleReference, FIRST + 1]


def test_a_change_that_is_undone_is_none(engine: SqliteEngine) -> None:
    assert kinds(write(engine, going_by(FIRST), change_and_fail, going_by(FIRST))) == [FIRST, ValueError, FIRST]
