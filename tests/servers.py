"""A running `openkontor serve` for tests: a real process on a free port, stopped by its process id; and commands."""

import http.client
import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import IO
from unittest.mock import patch

from openkontor.__main__ import main
from tests import forked

ROOT = Path(__file__).resolve().parents[1]
FIRST_ANSWER = 20.0  # seconds
LAST_WORDS = 10  # seconds
PATIENCE = 60  # seconds, for a command


class ServerDied(RuntimeError):
    """The server process ended, or gave no answer in time; the text holds what it said."""


@dataclass
class Server:
    """One server process: where it listens, and the process itself."""

    process: subprocess.Popen[bytes] | ForkServerProcess
    port: int
    said: IO[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ended(self) -> int | None:
        """The code that the process ended with, None while it runs."""
        return self.process.poll() if isinstance(self.process, subprocess.Popen) else self.process.exitcode

    def output(self) -> str:
        """Everything the process has written so far."""
        return Path(self.said.name).read_text(errors="replace")

    def kill(self) -> None:
        """SIGKILL, as a crash would."""
        self.process.kill()
        while self.ended is None:
            time.sleep(0.01)

    def stop(self) -> None:
        """Ask the process to end, and make it end when it does not."""
        if self.ended is not None:
            return
        self.process.terminate()
        deadline = time.monotonic() + LAST_WORDS
        while self.ended is None and time.monotonic() < deadline:
            time.sleep(0.01)
        self.kill()


Begin = Callable[[list[str], dict[str, str], Path | None, IO[bytes]], subprocess.Popen[bytes] | ForkServerProcess]


@contextmanager
def start(
    *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None, begin: Begin = forked.begin
) -> Iterator[Server]:
    """A server started with these arguments; `env` is added to the environment."""
    port = free_port()
    words = ["serve", "--host", "127.0.0.1", "--port", str(port), *arguments]
    with tempfile.NamedTemporaryFile(prefix="openkontor-", suffix=".log") as said:
        server = Server(begin(words, environment(env or {}), cwd, said), port, said)
        try:
            wait_for_answer(server)
            yield server
        finally:
            server.stop()


def by_itself(words: list[str], env: dict[str, str], cwd: Path | None, said: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the command with these words as anybody would."""
    command = [sys.executable, "-m", "openkontor", *words]
    return subprocess.Popen(command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Our own environment, with this tree's sources in front, and `extra`."""
    path = os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, **extra}


def wait_for_answer(server: Server) -> None:
    """Return with the first answer on /api, whatever its status."""
    deadline = time.monotonic() + FIRST_ANSWER
    while not answers(server.port):
        if server.ended is not None:
            raise ServerDied(f"the server ended with code {server.ended}:\n{server.output()}")
        if time.monotonic() > deadline:
            raise ServerDied(f"no answer within {FIRST_ANSWER:.0f} s; the server said:\n{server.output()}")
        time.sleep(0.02)


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/api")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()


def command(*words: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """`openkontor` with these words, in our own process: starting another one takes longer than what it does."""
    out, said = io.StringIO(), io.StringIO()
    ours = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    with (
        patch.object(sys, "argv", ["openkontor", *words]),
        patch.object(sys, "stdin", io.StringIO()),
        patch.dict(os.environ, env),
        chdir(cwd or Path.cwd()),
        redirect_stdout(out),
        redirect_stderr(said),
    ):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code
        finally:
            for number, handler in ours.items():
                signal.signal(number, handler)
    return subprocess.CompletedProcess(words, code, out.getvalue(), said.getvalue())


def command_beside(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`openkontor` with these words as a process of its own, forked as servers are; all it says is one text."""
    with tempfile.NamedTemporaryFile(prefix="openkontor-", suffix=".log") as said:
        process = forked.begin([*words], environment({}), cwd, said)
        process.join(PATIENCE)
        process.kill()
        process.join()
        told = Path(said.name).read_text()
    return subprocess.CompletedProcess(words, process.exitcode, told, told)


def command_by_itself(*words: str) -> subprocess.CompletedProcess[str]:
    """`openkontor` with these words as a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "openkontor", *words],
        env=environment({}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
