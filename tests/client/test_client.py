"""The official npm client against a real server process, in three time zones and across two.

All `*.test.mjs` files beside this one run in one process of Node's for each zone; by hand each runs against any
server: `OPENKONTOR_URL=http://127.0.0.1:8080 node tests/client/contact.test.mjs`.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.client.recorded import MISSING, installed_client
from tests.demos import ZONE as DEMO_ZONE
from tests.demos import demo_server
from tests.servers import Server, start

pytestmark = pytest.mark.client

HERE = Path(__file__).resolve().parent
FILES = sorted(file.name for file in HERE.glob("*.test.mjs"))
# Plain dates carry no zone: a client reads and writes them as its own. What a client in another zone than
# the server must still be able to do is all in these files; the others set and read plain calendar dates.
ACROSS_ZONES = ("contact", "person", "relation", "errors", "rights", "zones", "offsets", "conditional")
FILES_ACROSS = [f"{name}.test.mjs" for name in ACROSS_ZONES]
CASES = [
    ("Europe/Oslo", "Europe/Oslo", FILES),
    ("Asia/Tokyo", "Asia/Tokyo", FILES),
    ("America/New_York", "America/New_York", [name for name in FILES if name not in FILES_ACROSS]),
    ("Europe/Oslo", "America/New_York", FILES_ACROSS),
]
PATIENCE = 120  # seconds


@pytest.fixture(scope="module")
def server_in() -> Iterator[Callable[[str], Server]]:
    """A demo server for each base zone, started when first asked for."""
    servers: dict[str, Server] = {}
    with ExitStack() as running:

        def of(zone: str) -> Server:
            if zone not in servers:
                own = start("--demo", "--ephemeral", "--timezone", zone)
                servers[zone] = running.enter_context(demo_server() if zone == DEMO_ZONE else own)
            return servers[zone]

        yield of


@pytest.mark.parametrize(
    ("server_zone", "client_zone", "files"),
    CASES,
    ids=[client + "-across" * (server != client) for server, client, _ in CASES],
)
def test_the_official_client(
    server_in: Callable[[str], Server], server_zone: str, client_zone: str, files: list[str]
) -> None:
    node = shutil.which("node")
    assert node, "node is missing: the official client needs Node 18 or newer"
    assert installed_client(), MISSING
    server = server_in(server_zone)
    run = subprocess.run(
        [node, "--test-reporter=spec", str(HERE / "all.mjs"), *files],
        env={**os.environ, "OPENKONTOR_URL": server.url, "TZ": client_zone},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
        text=True,
    )
    if run.returncode:
        pytest.fail(f"{run.stdout}\n--- the server said:\n{server.output()[-4000:]}", pytrace=False)
