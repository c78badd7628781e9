"""SQLite: reads on the event loop, writes by one grouping writer, reports on a few threads.

Why this shape, with figures: design decision 3. WAL, synchronous=FULL, always.
"""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import apsw

from openkontor.errors import Unavailable
from openkontor.store.db import Db
from openkontor.store.dialect import SQLITE
from openkontor.store.ids import SqliteIds

GROUP_SECONDS = 0.003
BUSY_MILLISECONDS = 5000
REPORT_THREADS = 2

Work = Callable[[Db], Any]
Waiting = tuple[Work, int, asyncio.Future[Any]]


def connect(path: str) -> apsw.Connection:
    """Open a connection with the settings every connection has."""
    connection = apsw.Connection(path, statementcachesize=400)
    connection.set_busy_timeout(BUSY_MILLISECONDS)
    # Without this, binding a value plans a statement anew when the table has a partial index: ten times the read.
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
    # temp_store: what a savepoint keeps of changed pages stays in memory.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "mmap_size=268435456",
        "temp_store=MEMORY",
    ):
        connection.pragma(*pragma.split("="))
    return connection


class SqliteEngine:
    """One database file, one process."""

    which = SQLITE

    def __init__(self, path: str):
        self._path = path
        self._reader = connect(path)
        self._writer = connect(path)
        self._ids = SqliteIds(self._writer)
        self._data_version = -1
        self._queue: deque[Waiting] = deque()
        self._running = False
        self._committer = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._reports = ThreadPoolExecutor(REPORT_THREADS, thread_name_prefix="report")
        self._local = threading.local()

    async def read(self, work: Work, tenant: int) -> Any:
        """Run a request that reads, here and now."""
        return work(Db(self._reader, SQLITE, tenant, self._ids))

    def read_now(self, work: Work, tenant: int) -> Any:
        """Run work that reads, outside any event loop."""
        return work(Db(self._reader, SQLITE, tenant, self._ids))

    async def report(self, work: Work, tenant: int) -> Any:
        """Run a request that reads much, on a thread of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._reports, self._report, work, tenant)

    def _report(self, work: Work, tenant: int) -> Any:
        if not hasattr(self._local, "connection"):
            self._local.connection = connect(self._path)
        return work(Db(self._local.connection, SQLITE, tenant, self._ids))

    def write_now(self, work: Work, tenant: int) -> Any:
        """Run work that writes in a transaction of its own, outside any event loop."""
        self._begin()
        try:
            result = work(Db(self._writer, SQLITE, tenant, self._ids))
            self._ids.write()
            self._writer.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        return result

    def migrate(self, apply: Callable[[Any], None]) -> None:
        """Hand the write connection to the migrations."""
        apply(self._writer)

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        self._committer.shutdown()
        self._reports.shutdown()
        self._reader.close()
        self._writer.close()

    async def write(self, work: Work, tenant: int) -> Any:
        """Run a request that writes; returns when its change is on disk."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._queue.append((work, tenant, future))
        if not self._running:
            self._running = True
            loop.call_soon(self._start_group)
        return await future

    def _start_group(self) -> None:
        asyncio.ensure_future(self._group())

    async def _group(self) -> None:
        """Run what is queued, each request in its own savepoint, then commit once for all."""
        while self._queue:
            done: list[tuple[Waiting, Any]] = []
            try:
                self._begin()
                self._run_queued(done)
                await asyncio.get_running_loop().run_in_executor(self._committer, self._commit)
            except apsw.Error as error:
                self._roll_back()
                await self._answer_alone(done, error)
            else:
                for (_, _, future), result in done:
                    _settle(future, result)
        self._running = False

    def _run_queued(self, done: list[tuple[Waiting, Any]]) -> None:
        until = time.monotonic() + GROUP_SECONDS
        while self._queue and time.monotonic() < until:
            waiting = self._queue.popleft()
            work, tenant, future = waiting
            if future.cancelled():
                continue
            try:
                done.append((waiting, self._in_savepoint(work, tenant)))
            except Exception as error:
                if not self._writer.in_transaction:  # a full disk ends the whole transaction
                    done.append((waiting, error))
                    raise apsw.FullError("the transaction ended") from error
                _settle(future, error)
        self._ids.write()

    def _in_savepoint(self, work: Work, tenant: int) -> Any:
        self._writer.execute("SAVEPOINT request")
        try:
            result = work(Db(self._writer, SQLITE, tenant, self._ids))
        except BaseException:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK TO request")
                self._writer.execute("RELEASE request")
            raise
        self._writer.execute("RELEASE request")
        return result

    async def _answer_alone(self, done: list[tuple[Waiting, Any]], error: Exception) -> None:
        """A group failed as a whole: run each member again alone, or answer that it could not be stored."""
        for (work, tenant, future), _ in done:
            try:
                result = self.write_now(work, tenant) if len(done) > 1 else Unavailable(str(error))
            except apsw.Error as again:
                result = Unavailable(str(again))
            except Exception as own:
                result = own
            _settle(future, result)

    def _begin(self) -> None:
        self._writer.execute("BEGIN IMMEDIATE")
        version = self._writer.pragma("data_version")
        if version != self._data_version:  # another program wrote since
            self._ids.forget()
            self._data_version = version

    def _commit(self) -> None:
        self._writer.execute("COMMIT")

    def _roll_back(self) -> None:
        self._ids.forget()
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")


def _settle(future: asyncio.Future[Any], result: Any) -> None:
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
