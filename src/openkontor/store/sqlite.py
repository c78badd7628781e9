"""SQLite: reads on the event loop, writes by one grouping writer, reports on a few threads.

Why this shape: docs/decisions/0004. WAL and synchronous=FULL, always.
"""

import asyncio
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

import apsw

from openkontor.errors import Unavailable
from openkontor.store.db import Db, StaleReference
from openkontor.store.dialect import SQLITE
from openkontor.store.ids import SqliteIds

SLICE_SECONDS = 0.003
GROUP_REQUESTS = 64
LONG_COMMIT_SECONDS = 0.003  # what the loop may wait for the disk, when it waits for one request alone
BUSY_MILLISECONDS = 5000
BUSY_SECONDS = 0.01
REPORT_THREADS = 2
LOOKS_AFTER = 1000  # steps of SQLite's machine: a page of 50 rows takes about as many, and 100 µs
LOOKS = 10  # that a report may keep the loop for

Work = Callable[[Db], Any]
Waiting = tuple[Work, int, asyncio.Future[Any]]


# What a healthy statement may meet: the disk, the file, another program. It may be tried again.
TROUBLE = (
    apsw.BusyError,
    apsw.CantOpenError,
    apsw.CorruptError,
    apsw.FullError,
    apsw.IOError,
    apsw.LockedError,
    apsw.NoMemError,
    apsw.NotADBError,
    apsw.ReadOnlyError,
)


class Spoiled(Exception):
    """A request failed after it had written: its group is rolled back, and the others run again."""


def connect(path: str) -> apsw.Connection:
    """Open a connection with the settings every connection has."""
    connection = apsw.Connection(path, statementcachesize=400)
    connection.set_busy_timeout(BUSY_MILLISECONDS)
    # Without this, binding a value plans a statement anew when the table has a partial index: ten times the read.
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "mmap_size=268435456",
        "temp_store=MEMORY",  # the lists of numbers that statements are given
    ):
        connection.pragma(*pragma.split("="))
    connection.create_scalar_function("fold", _fold, 1, deterministic=True)
    return connection


def _fold(*texts: Any) -> Any:
    """A text without regard to case, for lists."""
    return texts[0].lower() if isinstance(texts[0], str) else texts[0]


class SqliteEngine:
    """One database file, one process, one event loop at a time."""

    which = SQLITE

    def __init__(self, path: str):
        self._path = path
        self._reader = connect(path)
        self._reader.set_progress_handler(self._is_long, LOOKS_AFTER)
        self._reading = self._reader.cursor()  # for all statements, as each is read to its end
        self._looks = math.inf  # that are left
        self._writer = connect(path)
        self._writer.set_busy_timeout(0)  # the loop waits for a lock by coming back, not by standing still
        self._writing = self._writer.cursor()
        self._ids = SqliteIds(self._writer)
        self._versions: dict[int, int] = {}  # of each tenant's reference data, while no other program writes
        self._data_version = -1
        self._queue: deque[Waiting] = deque()
        self._running = False
        self._loop: asyncio.AbstractEventLoop  # of those who wait, while it runs
        self._commit_took = 0.0  # seconds, the last time
        self._one_by_one = 0  # how many members of a failed group are still to be tried alone
        self._commits: SimpleQueue[Callable[[Exception | None], Any] | None] = SimpleQueue()
        self._committer = threading.Thread(target=self._commit_groups, name="commit", daemon=True)
        self._committer.start()
        self._reports = ThreadPoolExecutor(REPORT_THREADS, thread_name_prefix="report")
        self._local = threading.local()

    async def read(self, work: Work, tenant: int) -> Any:
        """Run a request that reads, here and now."""
        return self.read_now(work, tenant)

    def read_now(self, work: Work, tenant: int) -> Any:
        """Run work that reads, outside any event loop."""
        return self._work(self._reading, work, tenant)

    def _work(self, cursor: apsw.Cursor, work: Work, tenant: int) -> Any:
        try:
            return work(Db(cursor, SQLITE, tenant, self._ids))
        except TROUBLE as error:
            raise Unavailable(str(error)) from error

    async def report(self, work: Work, tenant: int) -> Any:
        """Run a request that may read much: here if that takes few steps, else on a thread of its own.

        To hand the short ones over takes longer than to run them (docs/decisions/0017).
        """
        self._looks = LOOKS
        try:
            return self.read_now(work, tenant)
        except apsw.InterruptError:
            pass  # the thread begins anew
        finally:
            self._looks = math.inf
        return await asyncio.get_running_loop().run_in_executor(self._reports, self._report, work, tenant)

    def _is_long(self) -> bool:
        self._looks -= 1
        return self._looks < 0

    def _report(self, work: Work, tenant: int) -> Any:
        if not hasattr(self._local, "cursor"):
            self._local.cursor = connect(self._path).cursor()
        return self._work(self._local.cursor, work, tenant)

    def write_now(self, work: Work, tenant: int) -> Any:
        """Run work that writes in a transaction of its own, outside any event loop."""
        self._writer.set_busy_timeout(BUSY_MILLISECONDS)
        try:
            self._begin()
            result = work(self._db(tenant))
            self._ids.write()
            self._writer.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._writer.set_busy_timeout(0)
        return result

    def migrate(self, apply: Callable[[Any], None]) -> None:
        """Hand the write connection to the migrations."""
        self._writer.set_busy_timeout(BUSY_MILLISECONDS)
        apply(self._writer)
        self._writer.set_busy_timeout(0)

    def take_stock(self) -> None:
        """Do nothing: what the planner believes is told when the database is made."""

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file."""
        self._commits.put(None)
        self._committer.join()
        self._reports.shutdown()
        self._reader.close()
        self._writer.close()

    async def write(self, work: Work, tenant: int) -> Any:
        """Run a request that writes; returns when its change is on disk."""
        if not self._running:
            self._running = True
            self._loop = asyncio.get_running_loop()
            self._start_soon()
        future: asyncio.Future[Any] = self._loop.create_future()
        self._queue.append((work, tenant, future))
        return await future

    def _start_soon(self) -> None:
        self._loop.call_soon(self._start_group, time.monotonic() + BUSY_MILLISECONDS / 1000)

    def _start_group(self, until: float) -> None:
        """Open a transaction for what is queued; it is committed once for all of it."""
        try:
            self._begin()
        except apsw.BusyError as error:
            if time.monotonic() < until:  # another program is writing
                self._loop.call_later(BUSY_SECONDS, self._start_group, until)
            else:
                self._give_up(error)
        except Exception as error:
            self._give_up(error)
        else:
            self._go_on([])

    def _give_up(self, error: Exception) -> None:
        """No transaction can be opened: whoever waits is told."""
        self._roll_back()
        while self._queue:
            _settle(self._queue.popleft()[2], Unavailable(str(error)))
        self._running = False

    def _go_on(self, done: list[tuple[Waiting, Any]], is_last_call: bool = False) -> None:
        """Run queued requests for a slice of time; reads have their turn between slices.

        When several are done and nobody waits, there is a last call: who has come in meanwhile joins their commit.
        """
        try:
            self._run_slice(done)
            nobody_waits = not self._queue
            if len(done) < self._group_size() and not (nobody_waits and (is_last_call or len(done) <= 1)):
                self._loop.call_soon(self._go_on, done, nobody_waits)
                return
            self._ids.write()
        except Exception as error:
            self._finish_group(done, error)
            return

        if len(done) == 1 and self._commit_took < LONG_COMMIT_SECONDS:
            self._finish_group(done, self._commit())  # the commit of one is done sooner than handed over
        else:
            # The fsync releases the interpreter: the loop goes on meanwhile.
            self._commits.put(lambda error: self._loop.call_soon_threadsafe(self._finish_group, done, error))

    def _group_size(self) -> int:
        return 1 if self._one_by_one else GROUP_REQUESTS

    def _run_slice(self, done: list[tuple[Waiting, Any]]) -> None:
        until = time.monotonic() + SLICE_SECONDS
        while self._queue and len(done) < self._group_size() and time.monotonic() < until:
            waiting = self._queue.popleft()
            work, tenant, future = waiting
            if future.cancelled():
                continue
            db = self._db(tenant)
            try:
                done.append((waiting, work(db)))
            except StaleReference as stale:
                if db.wrote:
                    _settle(future, stale)
                    raise Spoiled from stale
                # What made it stale may be in this very group: it is told after the commit.
                done.append((waiting, stale))
            except Exception as error:
                _settle(future, Unavailable(str(error)) if isinstance(error, TROUBLE) else error)
                if db.wrote or not self._writer.in_transaction:  # a full disk ends the whole transaction
                    raise Spoiled from error

    def _finish_group(self, done: list[tuple[Waiting, Any]], error: BaseException | None) -> None:
        """Answer a committed group; run one that a member spoiled again, and a failed one member by member."""
        self._one_by_one = max(0, self._one_by_one - 1)
        if error is None:
            for (_, _, future), result in done:
                _settle(future, result)
        else:
            self._roll_back()
            self._after_failure(done, error)
        self._running = bool(self._queue)
        if self._running:
            self._start_soon()

    def _after_failure(self, done: list[tuple[Waiting, Any]], error: BaseException) -> None:
        if not isinstance(error, Spoiled) and len(done) <= 1:
            for (_, _, future), _ in done:
                _settle(future, Unavailable(str(error)))
            return
        self._queue.extendleft(waiting for waiting, _ in reversed(done))
        if not isinstance(error, Spoiled):
            self._one_by_one = len(done)

    def _begin(self) -> None:
        self._writer.execute("BEGIN IMMEDIATE")
        version = self._writer.pragma("data_version")
        if version != self._data_version:  # another program wrote since
            self._forget()
            self._data_version = version

    def _db(self, tenant: int) -> Db:
        return Db(self._writing, SQLITE, tenant, self._ids, self._versions)

    def _forget(self) -> None:
        """Read anew what was kept of the database: another program has written, or what was written is undone."""
        self._ids.forget()
        self._versions.clear()

    def _commit_groups(self) -> None:
        """Commit, in a thread of its own, whenever a group is done, and tell how it went."""
        while tell := self._commits.get():
            error = self._commit()
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                tell(error)
            del tell  # what the group held is given back by the loop, which uses it again, and now

    def _commit(self) -> Exception | None:
        begun = time.monotonic()
        try:
            self._writer.execute("COMMIT")
        except Exception as error:
            return error
        finally:
            self._commit_took = time.monotonic() - begun
        return None

    def _roll_back(self) -> None:
        self._forget()
        if self._writer.in_transaction:
            self._writer.execute("ROLLBACK")


def _settle(future: asyncio.Future[Any], result: Any) -> None:
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
