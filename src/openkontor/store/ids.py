"""Ids and numbers: int32, given once, never reused; holes are fine (docs/decisions/0007)."""

import threading
from typing import Any

from openkontor.store.dialect import POSTGRES, SQLITE, statement

READ_NEXT = statement("read_next_id", "SELECT next_id FROM sequence WHERE tenant = :tenant AND TableName = :name")
WRITE_NEXT = statement(
    "write_next_id",
    """INSERT INTO sequence (tenant, TableName, next_id) VALUES (:tenant, :name, :next_id)
    ON CONFLICT (tenant, TableName) DO UPDATE SET next_id = excluded.next_id""",
)
TAKE_BLOCK = statement(
    "take_block",
    """INSERT INTO sequence (tenant, TableName, next_id) VALUES (:tenant, :name, 1 + :size)
    ON CONFLICT (tenant, TableName) DO UPDATE SET next_id = sequence.next_id + :size
    RETURNING next_id""",
)

LARGEST_BLOCK = 256


class SqliteIds:
    """Counts in memory and writes the counters once per group, in the group's own transaction."""

    def __init__(self, connection: Any):
        self._connection = connection
        self._next: dict[tuple[int, str], int] = {}
        self._stored: dict[tuple[int, str], int] = {}  # what the database says is next

    def take(self, tenant: int, name: str) -> int:
        """Hand out the next id."""
        key = (tenant, name)
        given = self._next.get(key)
        if given is None:
            row = self._connection.execute(READ_NEXT[SQLITE], {"tenant": tenant, "name": name}).fetchone()
            given = self._stored[key] = row[0] if row else 1
        self._next[key] = given + 1
        return given

    def peek(self, tenant: int, name: str) -> int | None:
        """Give the next id if it is known without asking the database."""
        return self._next.get((tenant, name))

    def write(self) -> None:
        """Store the counters that moved since the last time."""
        for key, following in self._next.items():
            if following != self._stored[key]:
                values = {"tenant": key[0], "name": key[1], "next_id": following}
                self._connection.execute(WRITE_NEXT[SQLITE], values)
                self._stored[key] = following

    def forget(self) -> None:
        """Read the counters anew: the transaction is gone, or another program has written."""
        self._next.clear()
        self._stored.clear()


class PostgresIds:
    """Takes blocks in transactions of their own; a block doubles each time it runs out."""

    def __init__(self, pool: Any):
        self._pool = pool
        self._lock = threading.Lock()
        self._blocks: dict[tuple[int, str], tuple[int, int, int]] = {}  # next, end, size

    def take(self, tenant: int, name: str) -> int:
        """Hand out the next id."""
        with self._lock:
            given, end, size = self._blocks.get((tenant, name), (0, 0, 0))
            if given == end:
                size = min(max(1, size * 2), LARGEST_BLOCK)
                values = {"tenant": tenant, "name": name, "size": size}
                with self._pool.connection() as connection:
                    end = connection.execute(TAKE_BLOCK[POSTGRES], values).fetchone()[0]
                given = end - size
            self._blocks[tenant, name] = (given + 1, end, size)
            return int(given)

    def peek(self, tenant: int, name: str) -> int | None:
        """Give the next id if this process holds a block."""
        given, end, _ = self._blocks.get((tenant, name), (0, 0, 0))
        return given if given < end else None
