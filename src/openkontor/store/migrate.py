"""Numbered migrations, run at start; a database newer than the program is refused."""

import re
from importlib import resources
from typing import Any

from openkontor.errors import ConfigError
from openkontor.store.dialect import POSTGRES, ddl_for_postgres
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
