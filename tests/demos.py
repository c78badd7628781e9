"""Demo data for tests that need it rather than test it: laid out once in a run, then copied."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from openkontor import app
from openkontor.config import Config
from tests.postgres import alone, cluster, create_database, fresh_database
from tests.servers import Server, start

ZONE = "Europe/Oslo"
TEMPLATE = "demo"


def demo_file(folder: Path) -> str:
    """A SQLite database with demo data in this folder; gives its URL."""
    with alone() as shared:
        template = shared / "demo.db"
        if not template.exists():
            fill(f"sqlite:///{shared / 'unfinished.db'}")
            (shared / "unfinished.db").rename(template)
    shutil.copy(template, folder / "demo.db")
    return f"sqlite:///{folder / 'demo.db'}"


def demo_on_postgres() -> str:
    """A PostgreSQL database with demo data; gives its URL."""
    base = cluster()
    with alone() as shared:
        filled = shared / "postgres.filled"
        if not filled.exists():
            create_database(base, TEMPLATE, "template0")
            fill(base + TEMPLATE)
            filled.touch()
    return fresh_database("demo", TEMPLATE)


def fill(url: str) -> None:
    """What `serve --demo` does with an empty database."""
    config = Config(database=url, timezone=ZONE)
    engine = app.open_database(config)
    app.set_up_demo(engine, config, lambda done, total: None)
    engine.close()


@contextmanager
def demo_server(env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server with demo data of its own, in a file."""
    with (
        tempfile.TemporaryDirectory(prefix="openkontor-") as folder,
        start("--database", demo_file(Path(folder)), env=env) as server,
    ):
        yield server
