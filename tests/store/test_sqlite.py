"""The grouping writer of the SQLite engine, on a real file under a real event loop."""

import asyncio
import threading
import time
from pathlib import Path

import apsw
import pytest

from openkontor.errors import Unavailable
from openkontor.store import sqlite
from openkontor.store.db import Db, StaleReference
from openkontor.store.ids import READ_NEXT
from openkontor.store.sqlite import GROUP_REQUESTS, SqliteEngine
from tests.store.writing import (
    READ,
    TENANT,
    answers,
    counting,
    fail_after,
    fail_before,
    open_file,
    stale,
    store,
    texts,
    write,
)


def test_works_when(engine: SqliteEngine) -> None:
    assert write(engine, store("one")) == [1]
    assert texts(engine) == ["one"]


def test_many_writes_share_few_commits(engine: SqliteEngine) -> None:
    commits: list[str] = []

    def note_commit() -> bool:
        commits.append(threading.current_thread().name)
        return False  # go on with it

    engine._writer.set_commit_hook(note_commit)
    wanted = [f"entry {number:03}" for number in range(200)]
    assert write(engine, *map(store, wanted)) == list(range(1, 201))
    assert texts(engine) == wanted
    assert 200 / GROUP_REQUESTS <= len(commits) <= 8
    assert all(name.startswith("commit") for name in commits), "the loop waits for the disk"


def test_who_comes_while_a_group_is_at_work_joins_it(engine: SqliteEngine) -> None:
    commits: list[None] = []
    engine._writer.set_commit_hook(lambda: commits.append(None) or False)

    async def story() -> None:
        came = asyncio.Event()

        async def late() -> None:
            await came.wait()
            await engine.write(store("late"), TENANT)

        def last_in_the_queue(db: Db) -> None:
            store("second")(db)
            came.set()

        await asyncio.gather(late(), engine.write(store("first"), TENANT), engine.write(last_in_the_queue, TENANT))

    asyncio.run(story())
    assert texts(engine) == ["first", "second", "late"]
    assert len(commits) == 1


def test_a_lone_write_is_committed_on_the_loop_unless_the_last_commit_took_long(
    engine: SqliteEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []

    def note_thread() -> bool:
        threads.append(threading.current_thread().name)
        return False  # go on with it

    engine._writer.set_commit_hook(note_thread)
    for long in (60.0, 60.0, 0.0, 60.0):  # seconds: no commit is long, or every one is
        monkeypatch.setattr(sqlite, "LONG_COMMIT_SECONDS", long)
        write(engine, store("x"))
    assert threads == ["MainThread", "MainThread", "commit", "MainThread"]


def test_a_write_that_fails_before_writing_costs_the_others_nothing(engine: SqliteEngine) -> None:
    counted, runs = counting()
    first, failed, last = write(engine, counted, fail_before("wrong"), store("last"))
    assert isinstance(failed, ValueError)
    assert first < last
    assert texts(engine) == ["counted", "last"]
    assert runs == ["counted"]


def test_a_write_that_fails_after_writing_has_its_group_run_again(engine: SqliteEngine) -> None:
    counted, runs = counting()
    first, failed, last = write(engine, counted, fail_after("wrong"), store("last"))
    assert isinstance(failed, ValueError)
    assert engine.read_now(lambda db: db.rows(READ), TENANT) == [(first, "counted"), (last, "last")]
    assert runs == ["counted", "counted"]


def test_good_and_bad_writes_mixed(engine: SqliteEngine) -> None:
    kinds = (store, fail_before, store, fail_after, store)
    works = [kinds[number % 5](f"{number:03}") for number in range(300)]
    results = write(engine, *works)
    failed = [number for number, result in enumerate(results) if isinstance(result, ValueError)]
    assert failed == [number for number in range(300) if number % 5 in (1, 3)]
    stored = [(result, f"{number:03}") for number, result in enumerate(results) if number not in failed]
    assert engine.read_now(lambda db: db.rows(READ), TENANT) == stored  # in the order they came, no id twice


def test_400_writes_that_fail_after_writing_are_all_answered(engine: SqliteEngine) -> None:
    results = write(engine, *(fail_after(str(number)) for number in range(400)))
    assert [str(result) for result in results] == [str(number) for number in range(400)]
    assert texts(engine) == []
    write(engine, store("afterwards"))
    assert texts(engine) == ["afterwards"]


def test_a_stale_request_is_told_after_the_commit(engine: SqliteEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = engine._commit
    monkeypatch.setattr(engine, "_commit", lambda: time.sleep(0.05) or commit())  # a slow disk

    async def told() -> list[str]:
        with pytest.raises(StaleReference):
            await engine.write(stale, TENANT)
        return texts(engine)

    async def run() -> list[str]:
        found, _ = await asyncio.gather(told(), engine.write(store("what made it stale"), TENANT))
        return found

    assert asyncio.run(run()) == ["what made it stale"]


def test_cancelled_requests_are_passed_over(engine: SqliteEngine) -> None:
    async def run() -> None:
        tasks = [asyncio.create_task(engine.write(store(str(number)), TENANT)) for number in range(10)]
        await asyncio.sleep(0)  # all of them wait in the queue
        for task in tasks[3:6]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(run())
    assert texts(engine) == ["0", "1", "2", "6", "7", "8", "9"]
    write(engine, store("afterwards"))


def test_a_group_whose_commit_fails_is_stored_one_by_one(engine: SqliteEngine) -> None:
    """A deferred constraint is only looked at by COMMIT."""
    first, failed, last = write(engine, store("first"), store("orphan", parent=999), store("last"))
    assert isinstance(failed, Unavailable)
    assert engine.read_now(lambda db: db.rows(READ), TENANT) == [(first, "first"), (last, "last")]
    assert isinstance(write(engine, store("alone", parent=999))[0], Unavailable)
    write(engine, store("afterwards"))
    assert texts(engine) == ["first", "last", "afterwards"]


def test_a_full_disk_is_told_and_gone_when_there_is_room(engine: SqliteEngine) -> None:
    write(engine, store("before"))
    room = engine._writer.pragma("max_page_count")
    engine._writer.pragma("max_page_count", engine._writer.pragma("page_count"))
    big = "x" * 100_000
    small, *refused = write(engine, store("small"), *[store(big)] * 5)
    assert isinstance(small, int)
    assert [type(result) for result in refused] == [Unavailable] * 5
    assert texts(engine) == ["before", "small"]
    engine._writer.pragma("max_page_count", room)
    assert isinstance(write(engine, store(big))[0], int)
    assert texts(engine) == ["before", "small", big]


def test_a_disk_too_full_for_the_counters(engine: SqliteEngine) -> None:
    """The group's requests fit, what is stored with them does not: nobody is told it was stored."""
    engine._writer.pragma("max_page_count", engine._writer.pragma("page_count"))

    def many_counters(db: Db) -> None:
        for number in range(2000):
            db.new_id(f"a counter with a long name {number}")

    assert [type(result) for result in write(engine, many_counters, store("beside"))] == [Unavailable, int]
    assert texts(engine) == ["beside"]


def test_while_another_program_writes_reads_are_answered(engine: SqliteEngine, other: apsw.Connection) -> None:
    write(engine, store("before"))

    async def run() -> float:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(engine.write(store("after"), TENANT))
        slowest, until = 0.0, time.monotonic() + 0.5
        while time.monotonic() < until:
            begun = time.monotonic()
            assert len(await engine.read(lambda db: db.rows(READ), TENANT)) == 1
            await asyncio.sleep(0.001)
            slowest = max(slowest, time.monotonic() - begun)
        assert not waiting.done()
        other.execute("ROLLBACK")
        await asyncio.wait_for(waiting, 2)
        return slowest

    assert asyncio.run(run()) < 0.25, "the loop stood still"
    assert texts(engine) == ["before", "after"]


def test_a_program_that_writes_too_long(
    engine: SqliteEngine, other: apsw.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 200)
    other.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    assert [type(result) for result in write(engine, store("one"), store("two"))] == [Unavailable] * 2
    assert 0.2 <= time.monotonic() - begun < 2
    other.execute("ROLLBACK")
    write(engine, store("afterwards"))
    assert texts(engine) == ["afterwards"]


def test_counters_survive_reopening(engine: SqliteEngine, path: Path) -> None:
    ids = write(engine, *(store("first run") for _ in range(100)), fail_after("wrong"))[:-1]
    assert engine.read_now(lambda db: db.row(READ_NEXT, name="entry"), TENANT) == (max(ids) + 1,)
    again = open_file(path)
    ids += write(again, *(store("second run") for _ in range(100)))
    again.close()
    assert sorted(ids) == list(range(1, 201))


def test_two_engines_on_one_file_never_give_an_id_twice(engine: SqliteEngine, path: Path) -> None:
    other = open_file(path)
    beside: list[int] = []

    def add_users() -> None:
        for _ in range(60):
            beside.append(other.write_now(store("beside"), TENANT))
            time.sleep(0.002)

    async def serve() -> list[int]:
        ids: list[int] = []
        thread = threading.Thread(target=add_users)
        thread.start()
        while thread.is_alive():
            ids += await answers(engine, *(store("served") for _ in range(20)), fail_after("wrong"))
        return [number for number in ids if isinstance(number, int)]

    served = asyncio.run(serve())
    other.close()
    assert len(beside) == 60
    assert served
    assert len({*served, *beside}) == len(served) + 60 == len(texts(engine))
