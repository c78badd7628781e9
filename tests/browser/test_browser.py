"""Pages and scripts in a real browser: headless Chromium against a real server process.

All `*.test.mjs` files beside this one run in one process of Node's, with one browser. OPENKONTOR_SCREENSHOTS names a
folder for pictures of the pages, for people to look at.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client.recorded import HERE as PACKAGES
from tests.demos import demo_file
from tests.servers import Server, command, free_port, start

pytestmark = pytest.mark.browser

HERE = Path(__file__).resolve().parent
FILES = sorted(file.as_uri() for file in HERE.glob("*.test.mjs"))
# The first is Chromium without its windows: the same pages at a third of the work.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PATIENCE = 120  # seconds


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, dict[str, str]]]:
    """A demo server that knows an application in a page of another origin; with what the scripts must know of it."""
    database = demo_file(tmp_path_factory.mktemp("browser"))
    port = free_port()
    origin = f"http://localhost:{port}"
    with start("--database", database, env={"OPENKONTOR_CORS_ORIGIN": origin}) as server:
        words = ["app", "add", "Page", "--native", "--redirect-uri", f"{origin}/", "--json", "--database", database]
        done = command(*words)
        client_id = json.loads(done.stdout)["client_id"]
        yield server, {"OPENKONTOR_URL": server.url, "APPLICATION_PORT": str(port), "APPLICATION_ID": client_id}


def test_in_a_browser(application: tuple[Server, dict[str, str]]) -> None:
    node, chromium = shutil.which("node"), next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert node, "node is missing: the browser is driven with Node 18 or newer"
    assert chromium, "Chromium is missing: run `make chromium`"
    assert (PACKAGES / "node_modules" / "playwright-core").is_dir(), f"run `npm ci` in {PACKAGES}"
    server, told = application
    run = subprocess.run(
        [node, "--test-reporter=spec", str(PACKAGES / "all.mjs"), *FILES],
        env={**os.environ, **told, "CHROMIUM": chromium},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
        text=True,
    )
    if run.returncode:
        pytest.fail(f"{run.stdout}\n--- the server said:\n{server.output()[-4000:]}", pytrace=False)
    assert "Traceback" not in server.output(), server.output()
