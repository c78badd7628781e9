"""Tables and demo data for tests that need them rather than test them: laid out once in a run, then copied."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from argon2 import PasswordHasher

from openkontor import app
from openkontor.config import Config
from openkontor.store.engine import Engine, open_engine
from tests.postgres import alone, cluster, create_database, fresh_database
from tests.servers import Server, start

ZONE = "Europe/Oslo"

Fill = Callable[[str], None]  # lays out the database of this URL


def demo_file(folder: Path) -> str:
    """A SQLite database with demo data in this folder; gives its URL."""
    return file(folder / "demo.db", "demo", fill)


def demo_on_postgres() -> str:
    """A PostgreSQL database with demo data; gives its URL."""
    return on_postgres("demo", "demo", fill)


def empty_file(path: Path) -> str:
    """A SQLite database with all tables and nothing in them; gives its URL."""
    return file(path, "empty", migrate)


def empty_on_postgres(name: str) -> str:
    """A PostgreSQL database with all tables and nothing in them; gives its URL."""
    return on_postgres(name, "empty", migrate)


def file(path: Path, template: str, lay_out: Fill) -> str:
    with alone() as shared:
        source = shared / f"{template}.db"
        if not source.exists():
            lay_out(f"sqlite:///{shared / 'unfinished.db'}")
            (shared / "unfinished.db").rename(source)
    shutil.copy(source, path)
    return f"sqlite:///{path}"


def on_postgres(name: str, template: str, lay_out: Fill) -> str:
    base = cluster()
    with alone() as shared:
        laid_out = shared / f"{template}.laid-out"
        if not laid_out.exists():
            create_database(base, template, "template0")
            lay_out(base + template)
            laid_out.touch()
    return fresh_database(name, template)


def migrate(url: str) -> None:
    """What any start does with a database."""
    app.open_database(Config(database=url)).close()


def opened(url: str) -> Iterator[Engine]:
    """The engine of a database that has its tables."""
    engine = open_engine(url)
    yield engine
    engine.close()


def fill(url: str) -> None:
    """What `serve --demo` does with an empty database; but the passwords' hashes say that they are checked quickly."""
    config = Config(database=url, timezone=ZONE)
    engine = app.open_database(config)
    with patch.object(app, "hash_password", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash):
        app.set_up_demo(engine, config, lambda done, total: None)
    engine.close()


@contextmanager
def demo_server() -> Iterator[Server]:
    """A server with demo data of its own, in a file."""
    with (
        tempfile.TemporaryDirectory(prefix="openkontor-") as folder,
        start("--database", demo_file(Path(folder))) as server,
    ):
        yield server
