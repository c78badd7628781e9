"""Domain verbs for the tests of the grouping writer: entries in a table of their own."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from openkontor.store.db import Db, StaleReference
from openkontor.store.dialect import composed
from openkontor.store.sqlite import SqliteEngine
from tests.demos import empty_file

TENANT = 1
TABLE = """CREATE TABLE IF NOT EXISTS entry (tenant INTEGER NOT NULL, entry_id INTEGER NOT NULL PRIMARY KEY,
    text TEXT NOT NULL, parent INTEGER REFERENCES entry DEFERRABLE INITIALLY DEFERRED)"""
INSERT = composed("INSERT INTO entry VALUES (:tenant, :entry_id, :text, :parent)")
READ = composed("SELECT entry_id, text FROM entry WHERE tenant = :tenant ORDER BY entry_id")

Work = Callable[[Db], Any]


def open_file(path: Path) -> SqliteEngine:
    if not path.exists():
        empty_file(path)
    engine = SqliteEngine(str(path))
    engine.migrate(lambda connection: connection.execute(TABLE))
    return engine


def store(text: str, parent: int | None = None) -> Work:
    """A request that stores an entry and answers with its id."""

    def work(db: Db) -> int:
        number = db.new_id("entry")
        db.run(INSERT, entry_id=number, text=text, parent=parent)
        return number

    return work


def counting() -> tuple[Work, list[str]]:
    """A request that stores an entry, and the list of its runs."""
    runs: list[str] = []

    def work(db: Db) -> int:
        runs.append("counted")
        number: int = store("counted")(db)
        return number

    return work, runs


def fail_before(text: str) -> Work:
    def work(db: Db) -> None:
        db.new_id("entry")
        raise ValueError(text)

    return work


def fail_after(text: str) -> Work:
    def work(db: Db) -> None:
        store(text)(db)
        raise ValueError(text)

    return work


def stale(db: Db) -> None:
    raise StaleReference


def texts(engine: SqliteEngine) -> list[str]:
    return [text for _, text in engine.read_now(lambda db: db.rows(READ), TENANT)]


def write(engine: SqliteEngine, *works: Work) -> list[Any]:
    """Run requests at once and give each its answer or error."""
    return asyncio.run(answers(engine, *works))


def answers(engine: SqliteEngine, *works: Work) -> Coroutine[Any, Any, list[Any]]:
    async def run() -> list[Any]:
        return await asyncio.gather(*(engine.write(work, TENANT) for work in works), return_exceptions=True)

    return asyncio.wait_for(run(), 30)
