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
        done = {row[0] for row in connection.execute("SELECT number FROM migration").fetchall()}
        newer = done - known.keys()
        if newer:
            raise ConfigError(
                f"the database is newer than this program: it has migration {max(newer)}, "
                f"the newest known here is {max(known)}"
            )
        for number in sorted(known.keys() - done):
            text = known[number] if engine.which != POSTGRES else ddl_for_postgres(known[number])
            connection.execute(f"BEGIN;{text};INSERT INTO migration VALUES ({number});COMMIT")

    engine.migrate(apply)
