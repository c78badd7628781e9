"""Schemathesis makes requests of the document, good and bad, and holds the answers against it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from openkontor.web.about import roots
from tests.demos import demo_server

CONFIG = Path(__file__).with_name("schemathesis.toml")
# All of it takes long: `make test` lets it loose on this share, `make check-long` on the whole. The rows of every
# list are made by the same lines as those of List/Business: in the share one of them stands for all.
SHARE = r"^/(Contact|Person|Appointment|Project|Sale|List/Business|User|Agents/(Contact|Relation|Archive))(/|$)"
PROGRAM = Path(sys.executable).with_name("schemathesis")


def run(*options: str) -> tuple[int, str]:
    """Let it loose on a server; gives the number of requests and what it said."""
    with demo_server() as server:
        command = [PROGRAM, "--config-file", CONFIG, "run", roots.OPENAPI, "--url", f"{server.url}/api/v1"]
        login = ["--auth", "tje0:Tje0", "--seed", "1", "--continue-on-failure", "--no-color"]
        done = subprocess.run([*command, *login, *options], capture_output=True, text=True, check=False)
        assert server.ended is None, server.output()
        assert not server.output().count("Traceback"), server.output()
    said = done.stdout + done.stderr
    counted = re.search(r"(\d+) generated", said)
    assert done.returncode == 0 and counted, said[-8000:]
    return int(counted[1]), said


def test_the_examples_and_a_few_made_up_requests_are_answered_as_documented():
    generated, _ = run("--phases", "examples,fuzzing", "--max-examples", "1", "--include-path-regex", SHARE)
    assert generated >= 100


@pytest.mark.long
def test_thousands_of_made_up_requests_are_answered_as_documented():
    generated, said = run("--phases", "examples,fuzzing", "--max-examples", "2")
    print(said[-600:])
    assert generated >= 1500
