"""A PostgreSQL server of the tests' own, on loopback, gone when they end.

Laying one out costs more than most tests do, so that all processes of a run share one, each with databases of its own.
"""

import fcntl
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

RUN = "OPENKONTOR_TEST_RUN"  # names the folder that the processes of a run share
ALIVE = "alive"  # a pipe in it, that is held open as long as the run lasts
# However the run ends, killed or not, the pipe is closed then: only now the reading of it ends.
GUARD = 'cat "$1/alive"; kill -QUIT "$2"; sleep 1; rm -rf "$1"'
START_SECONDS = 30
NUMBERS = itertools.count(1)

SETTINGS = {"listen_addresses": "127.0.0.1", "max_connections": "400"}
# Nothing in tests has to outlive the machine, so nothing waits for the disk.
HASTY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


@contextmanager
def run() -> Iterator[None]:
    """Give the processes that are started from now on a folder to share; what was started in it ends with it."""
    # Not TMPDIR: the server's user must reach it, and a socket's path may have only about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="openkontor-tests-", dir="/tmp"))
    folder.chmod(0o755)
    os.environ[RUN] = str(folder)
    os.mkfifo(folder / ALIVE)
    alive = os.open(folder / ALIVE, os.O_RDWR)
    try:
        yield
    finally:
        del os.environ[RUN]
        os.close(alive)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def alone() -> Iterator[Path]:
    """The folder of the run, while no other process of it is in here."""
    folder = Path(os.environ[RUN])
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def cluster() -> str:
    """The base URL of the run's PostgreSQL server, to which a database's name is added; who asks first starts it."""
    with alone() as folder:
        told = folder / "postgres.url"
        if not told.exists():
            told.write_text(start(folder / "postgres", SETTINGS | HASTY))
        return told.read_text()


def fresh_database(name: str, template: str = "template0") -> str:
    """Create a database of our own, empty or as the template is, and return its URL."""
    base, own = cluster(), f"{name}_{os.getpid()}_{next(NUMBERS)}"
    create_database(base, own, template)
    return base + own


def create_database(base: str, name: str, template: str) -> None:
    with psycopg.connect(base + "postgres", autocommit=True) as connection:
        names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
        connection.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))


def find_binaries() -> Path:
    """Return the folder of the newest PostgreSQL server installed."""
    packaged = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    numbered = sorted((int(path.parts[-3]), path) for path in packaged if path.parts[-3].isdigit())
    on_path = shutil.which("initdb")
    found = numbered[-1][1] if numbered else on_path and Path(on_path).resolve()
    if not found:
        raise RuntimeError("No PostgreSQL server found (initdb): install the package postgresql")
    return found.parent


def server_user(home: Path) -> dict[str, Any]:
    """Say whom the server runs as: root may not run it, so then another user, who is given the folder."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    os.chown(home, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def create(binaries: Path, home: Path, run_as: dict[str, Any]) -> None:
    """Lay out the server's data folder."""
    command: list[str | Path] = [
        binaries / "initdb",
        f"--pgdata={home / 'data'}",
        "--username=postgres",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]
    made = subprocess.run(command, cwd=home, capture_output=True, text=True, **run_as)
    if made.returncode:
        raise RuntimeError(f"PostgreSQL's initdb failed:\n{made.stdout}{made.stderr}")


def start(home: Path, settings: dict[str, str]) -> str:
    """Start a new, empty server in a process group of its own, so that Ctrl-C reaches the tests first."""
    binaries = find_binaries()
    home.mkdir()
    run_as = server_user(home)
    create(binaries, home, run_as)
    port = free_port()
    own = {"port": str(port), "unix_socket_directories": str(home)}
    options = [word for name, value in (settings | own).items() for word in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", home / "data", *options],
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,
            **run_as,
        )
    guard = ["sh", "-c", GUARD, "guard", home.parent, str(process.pid)]
    subprocess.Popen(guard, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, process_group=0)
    url = f"postgresql://postgres@127.0.0.1:{port}/"
    wait_until_ready(process, url, home)
    return url


def wait_until_ready(process: subprocess.Popen[bytes], url: str, home: Path) -> None:
    """Return when the server answers; raise with its log when it ended or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url + "postgres", connect_timeout=2).close()
            return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                log = (home / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {error}\n{log[-3000:]}") from error
        time.sleep(0.05)


def free_port() -> int:
    """Return a loopback port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
