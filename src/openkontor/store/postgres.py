"""PostgreSQL: a bounded pool of threads, each request on a connection of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
from psycopg.types.string import TextLoader
from psycopg_pool import ConnectionPool

from openkontor.errors import ConfigError, Overtaken, Unavailable
from openkontor.store.db import Db
from openkontor.store.dialect import POSTGRES
from openkontor.store.ids import PostgresIds

THREADS = 16
TRIES = 5
PATIENCE_SECONDS = 5
PREPARED = 1000  # statements on a connection: the program has half as many, and lists are composed
# A unique violation is two requests that took one number or rank at once: the second time sees the first.
AGAIN = (
    psycopg.errors.SerializationFailure,
    psycopg.errors.DeadlockDetected,
    psycopg.errors.UniqueViolation,
    Overtaken,
)

Work = Callable[[Db], Any]


def _configure(connection: psycopg.Connection) -> None:
    """Hand JSON over as text: it is decoded by the one JSON reader the program has. Keep all that is prepared.

    The driver keeps a hundred statements; who goes round more of them than that has each planned anew.
    """
    connection.prepared_max = PREPARED
    connection.adapters.register_loader("json", TextLoader)
    connection.autocommit = True


class PostgresEngine:
    """One PostgreSQL database, shared with any number of other processes."""

    which = POSTGRES

    def __init__(self, url: str):
        try:
            psycopg.connect(url, connect_timeout=PATIENCE_SECONDS).close()
        except psycopg.OperationalError as error:
            raise ConfigError(f"the database cannot be reached: {error}") from None
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=THREADS + 1,
            configure=_configure,
            timeout=PATIENCE_SECONDS,
            open=True,
        )
        self._ids = PostgresIds(self._pool)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="postgres")

    async def read(self, work: Work, tenant: int) -> Any:
        """Run a request that reads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.read_now, work, tenant)

    report = read

    def read_now(self, work: Work, tenant: int) -> Any:
        """Run work that reads, outside any event loop."""
        return self._try(lambda connection: work(Db(connection, POSTGRES, tenant, self._ids)))

    async def write(self, work: Work, tenant: int) -> Any:
        """Run a request that writes; returns when its change is on disk."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.write_now, work, tenant)

    def write_now(self, work: Work, tenant: int) -> Any:
        """Run work that writes in a transaction; again when the database could not keep it apart."""
        return self._try(lambda connection: self._transaction(connection, work, tenant))

    def _try(self, run: Callable[[psycopg.Connection], Any]) -> Any:
        """Run on a connection, and again after what another try can mend."""
        for left in range(TRIES - 1, -1, -1):
            connection = None
            try:
                with self._pool.connection() as connection:
                    return run(connection)
            except AGAIN as error:
                if not left:
                    raise Unavailable(str(error)) from error
            except psycopg.OperationalError as error:
                lost = connection is not None and connection.closed
                if not lost or not left:  # no connection to be had, a full disk: not mended by trying
                    raise Unavailable("The database cannot do this now.") from error
                self._pool.check()  # where one connection was lost, others were
        raise AssertionError

    def _transaction(self, connection: psycopg.Connection, work: Work, tenant: int) -> Any:
        connection.execute("BEGIN")
        try:
            result = work(Db(connection, POSTGRES, tenant, self._ids))
        except BaseException:
            if not connection.closed:
                connection.execute("ROLLBACK")
            raise
        try:
            connection.execute("COMMIT")
        except psycopg.OperationalError as error:  # it may have arrived: never tried twice
            raise Unavailable(f"the answer to COMMIT was lost: {error}") from error
        return result

    def migrate(self, apply: Callable[[Any], None]) -> None:
        """Hand a connection to the migrations."""
        with self._pool.connection() as connection:
            try:
                apply(connection)
            except psycopg.errors.UniqueViolation:  # two nodes made the first table at once
                apply(connection)

    def take_stock(self) -> None:
        """Count what was stored at once in an empty database; without that some lists take seconds for a while."""
        with self._pool.connection() as connection:
            connection.execute("ANALYZE")

    def close(self) -> None:
        """Close every connection."""
        self._threads.shutdown()
        self._pool.close()
