"""Numbered migrations, run at start; a database newer than the program is refused."""

import re
from importlib import resources
from typing import Any

from openkontor.errors import ConfigError
from openkontor.store.dialect import POSTGRES, SQLITE, ddl_for_postgres
from openkontor.store.engine import Engine

BOOK = "CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL PRIMARY KEY)"


def migrations() -> dict[int, str]:
    """Give every migration's text by its number."""
    folder = resources.files("openkontor.store") / "migrations"
    files = sorted(entry.name for entry in folder.iterdir() if re.fullmatch(r"\d{4}_\w+\.sql", entry.name))
    return {int(name[:4]): (folder / name).read_text(encoding="utf-8") for name in files}


def migrate(engine: Engine) -> None:
    """Bring the database to this program's state, each migration in a transaction of its own."""
    known = migrations()

    def apply(connection: Any) -> None:
        connection.execute(BOOK)
        newer = _done(connection) - known.keys()
        if newer:
            raise ConfigError(
                f"the database is newer than this program: it has migration {max(newer)}, "
                f"the newest known here is {max(known)}"
            )
        for number in sorted(known):
            _apply_one(connection, engine.which, number, known[number])
        if engine.which == SQLITE:
            tell_planner(connection)

    engine.migrate(apply)


def _done(connection: Any) -> set[int]:
    return {row[0] for row in connection.execute("SELECT number FROM migration").fetchall()}


def _apply_one(connection: Any, which: int, number: int, text: str) -> None:
    """Apply a migration unless it is there; nodes that start together take turns."""
    connection.execute("BEGIN; LOCK TABLE migration IN EXCLUSIVE MODE" if which == POSTGRES else "BEGIN IMMEDIATE")
    try:
        if number not in _done(connection):
            connection.execute(ddl_for_postgres(text) if which == POSTGRES else text)
            connection.execute(f"INSERT INTO migration VALUES ({number})")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


# What SQLite's planner is to believe: there is one large tenant; a list or a kind has a few values, others have many.
ROWS, FEW, MANY = 1_000_000, 10, 10_000
OF_FEW = re.compile(r".*_idx|.*type|.*table|tableid|status|rank|deleted", re.IGNORECASE)


def tell_planner(connection: Any) -> None:
    """Tell SQLite how selective columns are; else it believes that a tenant has ten rows, and reads all of them.

    Nothing is counted: plans are the same on every machine, and those that tests have looked at.
    """
    connection.execute("ANALYZE sqlite_schema")  # makes the table of statistics
    connection.execute("BEGIN IMMEDIATE; DELETE FROM sqlite_stat1")
    tables = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '% tenant %'")
    for table, sql in tables.fetchall():
        for _, index, unique, origin, _ in connection.execute(f"PRAGMA index_list({table})").fetchall():
            columns = [row[2] for row in connection.execute(f"PRAGMA index_info({index})").fetchall()]
            name = table if origin == "pk" and "WITHOUT ROWID" in sql else index
            values = (table, name, _selectivity(columns, bool(unique)))
            connection.execute("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", values)
    connection.execute("COMMIT; ANALYZE sqlite_schema")


def _selectivity(columns: list[str | None], unique: bool) -> str:
    """How many rows there are, and how many of them share the first column, the first two, and so on."""
    shared, rows = [ROWS], ROWS
    for column in columns:
        if column != "tenant":
            rows = max(rows // (FEW if OF_FEW.fullmatch(column or "") else MANY), 2)
        shared.append(rows)
    shared[-1] = 1 if unique else shared[-1]
    return " ".join(map(str, shared))
