"""What agents and store modules hold while a request runs: a connection, a tenant, the reference data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from openkontor.store.dialect import SQLITE, Statement, full_text, statement
from openkontor.store.ids import READ_NEXT

if TYPE_CHECKING:
    from openkontor.store.ids import PostgresIds, SqliteIds
    from openkontor.store.reference import Reference

Row = tuple[Any, ...]

READ_VERSION = statement("read_reference_version", "SELECT reference_version FROM tenant WHERE tenant = :tenant")
RAISE_VERSION = statement(
    "raise_reference_version",
    "UPDATE tenant SET reference_version = reference_version + 1 WHERE tenant = :tenant",
)


class StaleReference(Exception):
    """The reference data in memory is older than the database: load it and run the request again."""


class StaleIndex(Exception):
    """The full-text index lacks what was saved before: bring it up to date and run the request again."""


class Version(NamedTuple):
    """What tells whether a record still reads as it did."""

    saves: int  # of the record itself
    stamp: int  # when it was last, as the wire shows it
    owner: int
    shown: tuple[Any, ...] | None  # versions of what else shows in it; None when they are not told


class Db:
    """One tenant's view of one connection, for the length of one request."""

    __slots__ = (
        *("_connection", "_ids", "_versions", "_which"),
        *("caught_up", "checked", "reference", "renewed", "tenant", "wrote"),
    )

    reference: Reference

    def __init__(
        self,
        connection: Any,
        which: int,
        tenant: int,
        ids: SqliteIds | PostgresIds,
        versions: dict[int, int] | None = None,
    ):
        self._connection = connection  # on SQLite its one cursor: to make another for each statement takes longer
        self._which = which
        self._ids = ids
        self._versions = {} if versions is None else versions  # of reference data, where no other program can raise it
        self.tenant = tenant
        self.checked = True  # nobody goes by reference data that may be older than the database
        self.caught_up = False  # the full-text index holds all that was saved before this request came
        self.wrote = False
        self.renewed = False  # the reference data was loaded in this request, and nothing was written since

    def go_by(self, reference: Reference) -> None:
        """Go by reference data that was loaded before; it is checked before anything is written or answered."""
        self.reference = reference
        self.checked = False

    def row(self, statement: Statement, **values: Any) -> Row | None:
        """Run a statement and give its first row, or None."""
        rows: list[Row] = self._execute(statement, values).fetchall()
        return rows[0] if rows else None

    def rows(self, statement: Statement, **values: Any) -> list[Row]:
        """Run a statement and give all its rows."""
        rows: list[Row] = self._execute(statement, values).fetchall()
        return rows

    def lock(self, statement: Statement, **values: Any) -> None:
        """Keep other writers from what a statement finds; on SQLite whoever writes is alone anyway."""
        if self._which != SQLITE:
            self.row(statement, **values)

    def run(self, statement: Statement, row: dict[str, Any] | None = None, /, **values: Any) -> int:
        """Run a statement that writes and give the number of rows it changed.

        Many values come as a row: to call with them takes longer than to store them.
        """
        self._begin_writing()
        cursor = self._execute(statement, row | values if row else values)
        changed: int = cursor.connection.changes() if self._which == SQLITE else cursor.rowcount
        return changed

    def _begin_writing(self) -> None:
        if not self.checked:
            self.demand_fresh()
        self.wrote, self.renewed = True, False

    def _execute(self, statement: Statement, values: dict[str, Any]) -> Any:
        values["tenant"] = self.tenant
        if self._which == SQLITE:
            return self._connection.execute(statement.numbered, statement.take(values))
        return self._connection.execute(statement.postgres, values)

    def each(self, statement: Statement, rows: list[dict[str, Any]]) -> None:
        """Run a statement that writes once for every row of values."""
        if not rows:
            return
        self._begin_writing()
        for row in rows:
            row["tenant"] = self.tenant
        if self._which == SQLITE:
            self._connection.executemany(statement.numbered, map(statement.take, rows))
        else:
            with self._connection.cursor() as cursor:
                cursor.executemany(statement.postgres, rows)

    def full_text(self, alternatives: list[list[str]]) -> str:
        """Give a question for the full-text index, as the database understands it."""
        return full_text(self._which, alternatives)

    def new_id(self, name: str) -> int:
        """Hand out the next id of a table, or the next value of a number counter; never given twice."""
        return self._ids.take(self.tenant, name)

    def peek_id(self, name: str) -> int:
        """Give what `new_id` would hand out next, without taking it; others may be faster."""
        known = self._ids.peek(self.tenant, name)
        return self.stored_next_id(name) if known is None else known

    def stored_next_id(self, name: str) -> int:
        """Give the id from which on no process has handed any out, as far as the database knows."""
        row = self.row(READ_NEXT, name=name)
        return int(row[0]) if row else 1

    def state(self) -> tuple[int, int] | None:
        """Give what is different as soon as anybody has stored anything; None where the database does not tell."""
        if self._which != SQLITE:
            return None
        # Read to its end: a row that is left holds the file as it was, and the write-ahead log grows.
        return id(self._connection), self._connection.execute("PRAGMA data_version").fetchall()[0][0]

    def check(self, version: int) -> None:
        """Compare the reference version a statement returned with the one in memory."""
        if version != self.reference.version:
            raise StaleReference
        self.checked = True

    def demand_fresh(self) -> None:
        """Compare the reference data with the database, where no statement has done so yet."""
        if self.checked:
            return
        version = self._versions.get(self.tenant)
        if version is None:
            version = self._versions[self.tenant] = self.reference_version()
        self.check(version)

    def raise_version(self) -> None:
        """Tell everybody that reference data is about to change."""
        self.run(RAISE_VERSION)
        self._versions.pop(self.tenant, None)

    def reference_version(self) -> int:
        """Give the version the stored reference data has now."""
        row = self.row(READ_VERSION)
        if row is None:
            raise LookupError(f"there is no tenant {self.tenant}")
        return int(row[0])
