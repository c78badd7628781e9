"""make bench: ratios of the real pipeline to its floors, in one interleaved run.

The server is pinned to one core, the load (wrk) to the other. Every row runs in short turns
with its floors, so that whatever else the machine does falls on all of them; the figure is the
median of the turns' ratios.

    python bench/run.py [--companies 10000] [--turns 10] [--seconds 1] [--only PUT] [--postgres] [--json]

--postgres measures on a PostgreSQL server of the run's own, that waits for the disk, instead of SQLite.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from progress import tell
from rows import BESIDE_WRITES, CHANGED, COLUMNS, COMPANY, CONTACT, LARGE, ON_POSTGRES, ORDERS, PUT, ROWS, Row

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from tests import postgres  # noqa: E402 - how a server is started is told once

BASIC = "Authorization: Basic dGplMDpUamUw"
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
BESIDE, BOTH = "1", "0,1"  # the cores of a load: the one the server is not on, or wherever there is room
FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)")


class Load:
    """wrk, pinned beside the server."""

    def __init__(self, url: str, companies: int, seconds: int, folder: Path):
        self._url, self._companies, self._seconds, self._folder = url, companies, seconds, folder
        self._pages = {"first": [f"{LARGE}?{order}" for order in ORDERS]}
        self._pages["last"] = [self._last_page(page) for page in self._pages["first"]]

    def _last_page(self, first: str) -> str:
        """Give the path of page 2,000, as the page before it tells it."""
        found = answer(f"{self._url}{first}&$skip=99900")["odata.nextLink"]
        assert found, first
        return "/large" + str(found).removeprefix(self._url)

    def rate(self, script: str, path: str, connections: int, cores: str = BESIDE) -> float:
        """Give the requests per second of one turn; an answer that is not 2xx ends the run."""
        with self.running(script, path, connections, cores) as wrk:
            return told_rate(wrk)

    @contextlib.contextmanager
    def running(self, script: str, path: str, connections: int, cores: str) -> Iterator[subprocess.Popen[str]]:
        """Have a load on the server that ends with its turn, or with the block."""
        pages = ", ".join(json.dumps(page) for page in self._pages.get(path, ()))
        known = f"local path, columns = {json.dumps(path)}, '{COLUMNS}'"
        known += f"\nlocal companies, changed = {self._companies}, {CHANGED}"
        file = self._folder / f"load-{connections}.lua"
        file.write_text(f"{known}\nlocal body, pages = [[{json.dumps(COMPANY)}]], {{{pages}}}\n{script}")
        command = ["taskset", "-c", cores, "wrk", "-t1", f"-c{connections}", f"-d{self._seconds}s", "-s", str(file)]
        wrk = subprocess.Popen([*command, "-H", BASIC, self._url], stdout=subprocess.PIPE, text=True)
        try:
            yield wrk
        finally:
            wrk.terminate()
            wrk.wait()


def told_rate(wrk: subprocess.Popen[str]) -> float:
    """Wait for a load's end, and give its requests per second."""
    told = wrk.communicate()[0]
    if failed := FAILED.search(told):
        raise SystemExit(f"{failed[1]} answers were errors: {wrk.args}")
    found = RATE.search(told)
    assert found, told
    return float(found[1])


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answer(url: str) -> dict[str, object]:
    """Give what the server answers a GET with."""
    name, value = BASIC.split(": ")
    with urllib.request.urlopen(urllib.request.Request(url, headers={name: value}), timeout=60) as response:
        found: dict[str, object] = json.load(response)
        return found


def wait(url: str, process: subprocess.Popen[bytes], seconds: float) -> None:
    """Wait for the first answer with a login."""
    name, value = BASIC.split(": ")
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(urllib.request.Request(url, headers={name: value}), timeout=5).read()
            return
        time.sleep(0.005)
    raise SystemExit("the server did not start")


@contextlib.contextmanager
def server(command: list[str], url: str, seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait(url, process, seconds)
        yield process
    finally:
        process.terminate()
        process.wait(10)


def measure(load: Load, rows: list[Row], turns: int, server_id: int) -> dict[str, dict[str, float]]:
    """Run the rows in turns with their floors."""
    results: dict[str, list[tuple[float, float]]] = {row.name: [] for row in rows}
    for turn in range(turns + 1):
        for row in rows:
            if row.name == BESIDE_WRITES:
                found = while_writing(load, row, server_id)
            else:
                real = load.rate(row.script, row.path, row.connections)
                found = real, load.rate(row.floor_script or row.script, row.floor, row.connections)
            if turn:  # the first turn warms up
                results[row.name].append(found)
            tell(f"turn {turn} of {turns}")
    tell("")
    return {
        name: {
            "ratio": round(statistics.median(real / floor for real, floor in pairs), 2),
            "requests_per_second": round(statistics.median(real for real, _ in pairs)),
            "floor_per_second": round(statistics.median(floor for _, floor in pairs)),
        }
        for name, pairs in results.items()
    }


def while_writing(load: Load, row: Row, server_id: int) -> tuple[float, float]:
    """Give the rate of reads beside 16 connections that write, and alone; everybody may use both cores."""
    free(server_id, {0, 1})
    try:
        with load.running(PUT, f"{CONTACT}/", 16, BOTH) as writers:
            real = load.rate(row.script, row.path, row.connections, BOTH)
            told_rate(writers)
        return real, load.rate(row.script, row.floor, row.connections, BOTH)
    finally:
        free(server_id, {0})


def free(process: int, cores: set[int]) -> None:
    """Let all threads of a process run on these cores."""
    for thread in Path(f"/proc/{process}/task").iterdir():
        os.sched_setaffinity(int(thread.name), cores)


def start_and_memory(database: str) -> tuple[float, float]:
    """Give the seconds from process start to the first answer with a login, and the idle memory in MB (PSS)."""
    starts, memory = [], 0.0
    for _ in range(5):
        port = free_port()
        url = f"http://127.0.0.1:{port}/api/v1/Contact/2"
        command = [sys.executable, "-m", "openkontor", "serve", "--port", str(port), "--database", database]
        begun = time.monotonic()
        with server(command, url, 20) as process:
            starts.append(time.monotonic() - begun)
            rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
            memory = int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024  # type: ignore[index]
    return round(statistics.median(starts), 2), round(memory, 1)


@contextlib.contextmanager
def databases(folder: Path, on_postgres: bool) -> Iterator[tuple[str, str]]:
    """Give the URLs of the database that is measured on and of the large one."""
    if not on_postgres:
        yield f"sqlite:///{folder}/bench.db", f"sqlite:///{folder}/large.db"
        return
    with postgres.run():
        base = postgres.start(Path(os.environ[postgres.RUN]) / "postgres", postgres.SETTINGS)
        for name in ("bench", "large"):
            postgres.create_database(base, name, "template0")
        yield f"{base}bench", f"{base}large"


def show(results: dict[str, dict[str, float]], start: float, memory: float) -> None:
    print(f"\n{'work : against':<56}{'ratio':>7}{'must':>7}{'moon':>7}{'req/s':>9}{'floor':>9}")
    for row in (row for row in (*ROWS, *ON_POSTGRES) if row.name in results):
        found = results[row.name]
        mark = "" if found["ratio"] >= row.must else "  below must"
        rates = f"{found['requests_per_second']:>9.0f}{found['floor_per_second']:>9.0f}"
        print(f"{row.name:<56}{found['ratio']:>7}{row.must:>7}{row.moonshot:>7}{rates}{mark}")
    print(f"{'start to first answer, s':<56}{start:>7}{'≤ 1':>7}{'≤ 0.5':>7}")
    print(f"{'idle memory (PSS), MB':<56}{memory:>7}{'≤ 90':>7}{'≤ 60':>7}")


def main() -> None:
    parser = argparse.ArgumentParser(description="measure openkontor against its floors")
    parser.add_argument("--companies", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=1)
    parser.add_argument("--only", default="", help="measure the rows whose name has this text")
    parser.add_argument("--postgres", action="store_true", help="measure on PostgreSQL")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if (os.cpu_count() or 1) < 2:
        raise SystemExit("the bench needs two cores: one for the server, one for the load")
    rows = [row for row in (ON_POSTGRES if asked.postgres else ROWS) if asked.only.lower() in row.name.lower()]
    folder = Path(tempfile.mkdtemp(prefix="openkontor-bench-"))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, str(HERE / "server.py"), str(port), str(asked.companies + CHANGED)]
    try:
        with databases(folder, asked.postgres) as (database, large):
            with server([*command, database, large], f"{url}/api/v1/Contact/2", 600) as process:
                results = measure(Load(url, asked.companies, asked.seconds, folder), rows, asked.turns, process.pid)
            start, memory = start_and_memory(database)
    finally:
        shutil.rmtree(folder)
    if asked.json:
        print(json.dumps({"rows": results, "start_seconds": start, "idle_pss_mb": memory}, indent=1))
    else:
        show(results, start, memory)


if __name__ == "__main__":
    main()
