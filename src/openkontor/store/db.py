"""What agents and store modules hold while a request runs: a connection, a tenant, the reference data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from openkontor.store.dialect import SQLITE, Statement

if TYPE_CHECKING:
    from openkontor.store.reference import Reference

Row = tuple[Any, ...]


class StaleReference(Exception):
    """The reference data in memory is older than the database: load it and run the request again."""


class Db:
    """One tenant's view of one connection, for the length of one request."""

    __slots__ = ("_connection", "_new_id", "_which", "checked", "reference", "tenant")

    reference: Reference

    def __init__(self, connection: Any, which: int, tenant: int, new_id: Callable[[int, str], int]):
        self._connection = connection
        self._which = which
        self._new_id = new_id
        self.tenant = tenant
        self.checked = False

    def row(self, statement: Statement, **values: Any) -> Row | None:
        """Run a statement and give its first row, or None."""
        values["tenant"] = self.tenant
        row: Row | None = self._connection.execute(statement[self._which], values).fetchone()
        return row

    def rows(self, statement: Statement, **values: Any) -> list[Row]:
        """Run a statement and give all its rows."""
        values["tenant"] = self.tenant
        rows: list[Row] = self._connection.execute(statement[self._which], values).fetchall()
        return rows

    def run(self, statement: Statement, **values: Any) -> int:
        """Run a statement that writes and give the number of rows it changed."""
        values["tenant"] = self.tenant
        cursor = self._connection.execute(statement[self._which], values)
        changed: int = self._connection.changes() if self._which == SQLITE else cursor.rowcount
        return changed

    def each(self, statement: Statement, rows: Iterable[dict[str, Any]]) -> None:
        """Run a statement that writes once for every row of values."""
        bound = [row | {"tenant": self.tenant} for row in rows]
        if not bound:
            return
        if self._which == SQLITE:
            self._connection.executemany(statement[self._which], bound)
        else:
            with self._connection.cursor() as cursor:
                cursor.executemany(statement[self._which], bound)

    def new_id(self, name: str) -> int:
        """Hand out the next id of a table, or the next value of a number counter; never given twice."""
        return self._new_id(self.tenant, name)

    def check(self, version: int) -> None:
        """Compare the reference version a statement returned with the one in memory."""
        if version != self.reference.version:
            raise StaleReference
        self.checked = True
