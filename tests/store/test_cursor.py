"""SQLite: all statements of a connection share one cursor, and none minds how the one before it ended."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from openkontor.store.db import Db
from openkontor.store.dialect import composed
from openkontor.store.sqlite import SqliteEngine
from tests.store.writing import INSERT, READ, TENANT, open_file, store, texts, write

COUNTED = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n)"
ENDLESS = composed(f"{COUNTED} SELECT i FROM n WHERE i > :tenant")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[SqliteEngine]:
    opened = open_file(tmp_path / "cursor.db")
    yield opened
    opened.close()


def entry(number: int, text: Any = "many") -> dict[str, Any]:
    return {"entry_id": number, "text": text, "parent": None}


@pytest.mark.parametrize(
    ("third", "error"),
    [
        (entry(7), apsw.ConstraintError),
        (entry(9, object()), TypeError),
        (entry(9, "\ud800"), UnicodeEncodeError),
        ({"entry_id": 9}, KeyError),
    ],
)
def test_rows_that_fail_half_way_cost_the_next_statements_nothing(
    engine: SqliteEngine, third: dict[str, Any], error: type[Exception]
) -> None:
    def work(db: Db) -> Any:
        with pytest.raises(error):
            db.each(INSERT, [entry(7), entry(8), third, entry(10)])
        return db.run(INSERT, **entry(11)), db.rows(READ)

    assert write(engine, work) == [(1, [(7, "many"), (8, "many"), (11, "many")])]


def test_a_read_that_was_stopped_costs_the_next_one_nothing(engine: SqliteEngine) -> None:
    write(engine, store("one"))
    engine._looks = 10
    with pytest.raises(apsw.InterruptError):
        engine.read_now(lambda db: db.rows(ENDLESS), TENANT)
    engine._looks = 1000
    assert texts(engine) == ["one"]


def test_nothing_that_was_read_holds_the_file_as_it_was(engine: SqliteEngine) -> None:
    write(engine, store("one"), store("two"))
    for read in (Db.state, lambda db: db.row(READ), lambda db: db.rows(READ)):
        engine.read_now(read, TENANT)
        write(engine, store("more"))
        busy, _, _ = engine._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0]
        assert not busy, "the log grows until somebody else reads"
