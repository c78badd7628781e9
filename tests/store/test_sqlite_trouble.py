"""The grouping writer when something breaks in the middle."""

import asyncio
import time

import apsw

from openkontor.errors import Unavailable
from openkontor.store import sqlite
from openkontor.store.db import Db, StaleReference
from tests.store.writing import TENANT, store, texts, write

PATIENCE = 1.5  # seconds that a write waits for the lock


def test_a_request_that_is_stale_after_writing_is_not_stored(engine):
    """The dispatcher runs it again: it would be stored twice."""

    def work(db: Db) -> None:
        store("half")(db)
        raise StaleReference

    results = write(engine, work, store("beside"))
    assert isinstance(results[0], StaleReference)
    assert texts(engine) == ["beside"]


def test_a_transaction_that_breaks_right_after_it_was_opened(engine, monkeypatch):
    """BEGIN works, the pragma after it does not (an I/O error): the transaction stays open for ever."""
    real = engine._writer

    class Broken:
        def __getattr__(self, name):
            return getattr(real, name)

        def pragma(self, *arguments):
            raise apsw.IOError("disk I/O error")

    monkeypatch.setattr(engine, "_writer", Broken())
    assert isinstance(write(engine, store("one"))[0], Unavailable)
    monkeypatch.setattr(engine, "_writer", real)
    assert write(engine, store("afterwards")) == [1]


def test_a_group_retried_alone_passes_over_the_cancelled(engine):
    async def run() -> None:
        def cancel(db: Db) -> int:
            tasks[0].cancel()
            return store("orphan", parent=999)(db)  # COMMIT fails

        tasks = [asyncio.create_task(engine.write(work, TENANT)) for work in (store("cancelled"), cancel)]
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(run())
    assert texts(engine) == []


def test_a_group_retried_alone_does_not_stop_the_loop(engine, other, monkeypatch):
    """Another program takes the lock right after the rollback: every member waits its patience on the loop."""
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", int(1000 * PATIENCE))
    roll_back = engine._roll_back

    def then_another_writes() -> None:
        roll_back()
        if not other.in_transaction:
            other.execute("BEGIN IMMEDIATE")

    monkeypatch.setattr(engine, "_roll_back", then_another_writes)

    async def run() -> float:
        works = [store("orphan", parent=999), *[store("x")] * 5]
        writes = asyncio.gather(*(engine.write(work, TENANT) for work in works), return_exceptions=True)
        longest = 0.0
        while not writes.done():
            begun = time.monotonic()
            await asyncio.sleep(0.001)
            longest = max(longest, time.monotonic() - begun)
        return longest

    assert asyncio.run(run()) < 2 / 3 * PATIENCE  # what a busy machine may take is far less than the patience
