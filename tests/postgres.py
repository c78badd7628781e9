"""A PostgreSQL server of the tests' own, on loopback, gone when they end."""

import os
import pwd
import shutil
import signal
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

START_SECONDS = 30
STOP_SECONDS = 10

# Nothing here has to outlive the machine, so nothing waits for the disk.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
}


@contextmanager
def cluster() -> Iterator[str]:
    """Run a new, empty PostgreSQL server; its base URL ends where a database's name begins."""
    binaries = find_binaries()
    # Not TMPDIR: the server's user must reach it, and a socket's path may have only about 100 characters.
    home = Path(tempfile.mkdtemp(prefix="openkontor-pg-", dir="/tmp"))
    try:
        run_as = server_user(home)
        create(binaries, home, run_as)
        port = free_port()
        process = start(binaries, home, port, run_as)
        try:
            url = f"postgresql://postgres@127.0.0.1:{port}/"
            wait_until_ready(process, url, home)
            yield url
        finally:
            stop(process)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def fresh_database(base_url: str, name: str) -> str:
    """Create an empty database, in the place of one of that name, and return its URL."""
    database = sql.Identifier(name)
    with psycopg.connect(base_url + "postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(database))
    return base_url + name


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


def start(binaries: Path, home: Path, port: int, run_as: dict[str, Any]) -> subprocess.Popen[bytes]:
    """Start the server, in a process group of its own so that Ctrl-C reaches the tests first."""
    settings = {**SETTINGS, "port": str(port), "unix_socket_directories": str(home)}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", home / "data", *options],
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            process_group=0,
            **run_as,
        )


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


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the server, first in order, then at once."""
    for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        process.send_signal(how)
        try:
            process.wait(STOP_SECONDS)
            return
        except subprocess.TimeoutExpired:
            continue


def free_port() -> int:
    """Return a loopback port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
