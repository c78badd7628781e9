"""A server process of the tests: forked from one that has the program in memory, as loading it is most of a start."""

import os
import sys
import time
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import IO

from openkontor.__main__ import main

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["openkontor.__main__", "openkontor.store.postgres", "uvicorn", "uvloop"])


def begin(
    words: list[str], env: dict[str, str], cwd: Path | None, said: IO[bytes], clock: int = 0
) -> ForkServerProcess:
    """Start the command with these words; what it says goes into the file. A clock, in nanoseconds, stands still."""
    process = FORKS.Process(target=run, args=(words, env, cwd, said.name, clock))
    process.start()
    return process


def run(words: list[str], env: dict[str, str], cwd: Path | None, said: str, clock: int) -> None:
    """Be the command, as `python -m openkontor` is."""
    if clock:
        time.time_ns = lambda: clock
    with Path(said).open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(cwd or Path.cwd())
    sys.argv = ["openkontor", *words]
    main()
