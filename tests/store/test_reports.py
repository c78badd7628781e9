"""Reports on SQLite: short ones run where they arrive, long ones on a thread of their own."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from openkontor.store.db import Db
from openkontor.store.dialect import composed
from openkontor.store.sqlite import LOOKS, LOOKS_AFTER, SqliteEngine
from tests.store.writing import READ, TENANT, open_file, store, write

COUNT = composed(
    """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :most)
    SELECT count(*) FROM n WHERE :tenant = 1"""
)
LONG = LOOKS * LOOKS_AFTER  # rows: each takes several steps


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SqliteEngine]:
    engine = open_file(tmp_path / "reports.db")
    yield engine
    engine.close()


def reported(engine: SqliteEngine, rows: int) -> tuple[int, list[str]]:
    """What a report counts, and the threads it was run on."""
    threads: list[str] = []

    def work(db: Db) -> Any:
        threads.append(threading.current_thread().name)
        row = db.row(COUNT, most=rows)
        assert row is not None
        return row[0]

    return asyncio.run(engine.report(work, TENANT)), threads


def test_a_short_report_runs_where_it_arrives(engine: SqliteEngine) -> None:
    assert reported(engine, 50) == (50, ["MainThread"])


def test_a_long_report_goes_to_a_thread_and_gives_the_whole_answer(engine: SqliteEngine) -> None:
    count, threads = reported(engine, LONG)
    assert count == LONG
    assert [name.rstrip("01") for name in threads] == ["MainThread", "report_"]


def test_many_short_reports_do_not_use_up_the_steps_of_one(engine: SqliteEngine) -> None:
    assert {tuple(reported(engine, 100)[1]) for _ in range(LOOKS * 20)} == {("MainThread",)}


def test_other_reads_have_no_bounds_before_and_after_a_long_report(engine: SqliteEngine) -> None:
    def count(db: Db) -> Any:
        row = db.row(COUNT, most=LONG)
        assert row is not None
        return row[0]

    assert asyncio.run(engine.read(count, TENANT)) == LONG
    reported(engine, LONG)
    assert asyncio.run(engine.read(count, TENANT)) == LONG


def test_a_report_sees_what_was_written_before(engine: SqliteEngine) -> None:
    write(engine, store("one"))
    assert asyncio.run(engine.report(lambda db: db.rows(READ), TENANT)) == [(1, "one")]
