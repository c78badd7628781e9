"""A long list is walked from its first page to its last while somebody else adds to it, on both databases."""

import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from openkontor import app
from openkontor.config import DEFAULT_TENANT, Config
from openkontor.store import seed
from tests import servers
from tests.demos import empty_file, empty_on_postgres

LOGIN = ("tje0", "Tje0")
FIRST = 2  # company 1 is the owner's
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MEASURED = 9  # times each


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty_file(tmp_path / "walk.db") if request.param == "sqlite" else empty_on_postgres("walk")


@pytest.mark.parametrize(("companies", "size"), [(3_000, 100), pytest.param(100_000, 1_000, marks=pytest.mark.long)])
def test_no_old_company_is_listed_twice_or_missing_while_others_come(url: str, companies: int, size: int) -> None:
    lay_out(url, companies)
    first = f"Contact?$top={size}&$select=contactId,name,category&$orderBy=name"
    with servers.start("--database", url) as server, client(server) as reader, client(server) as writer:
        with going_on(lambda number: add(writer, number)) as added:
            pages = list(walked(reader, first))
        keys = [row["contactId"] for _, rows in pages for row in rows]
        names = [row["name"].casefold() for _, rows in pages for row in rows]
        times = Counter(keys)
        assert [key for key in range(1, FIRST + companies) if times[key] != 1] == []
        assert max(times.values()) == 1
        assert names == sorted(names)
        assert added
        full = [page for page, rows in pages if len(rows) == size]
        total = measure(reader, companies + 1 + len(added), [full[0], full[-1]])
        print(f"\n{url.partition(':')[0]}, {companies} companies, {len(pages)} pages, {len(added)} added: {total}")


def lay_out(url: str, companies: int) -> None:
    """Store so many companies, as saves would have left them."""
    config = Config(database=url, timezone="Europe/Oslo")
    engine = app.open_database(config)
    app.set_up(engine, config, *LOGIN)
    now = time.time_ns() // 1000
    rows = [row(number, now) for number in range(companies)]
    engine.write_now(lambda db: db.each(seed.CONTACT, rows), DEFAULT_TENANT)
    engine.write_now(lambda db: seed.write_next(db, {"contact": FIRST + companies}), DEFAULT_TENANT)
    engine.close()
    if url.startswith("postgres"):
        with psycopg.connect(url, autocommit=True) as connection:  # as its own housekeeping does after a while
            connection.execute("VACUUM ANALYZE contact")


def row(number: int, now: int) -> dict[str, Any]:
    """A company; names repeat, and stand in another order than keys."""
    scattered = number * 7919 % 9_973
    name = LETTERS[scattered % 26] + f"{scattered:05} company"
    company = seed.contact_row(FIRST + number, name, now, associate_id=1, group_id=1, country_id=578)
    return company | {"number2": f"W{number}"}


def client(server: servers.Server) -> httpx.Client:
    return httpx.Client(base_url=f"{server.url}/api/v1/", auth=LOGIN, timeout=60)


def add(writer: httpx.Client, number: int) -> int:
    """Save a company with a name before, between or behind the others."""
    name = LETTERS[number * 11 % 26] + f"{number:05} added"
    answer = writer.post("Contact", json={"Name": name})
    assert answer.status_code == 200, answer.text
    return int(answer.json()["ContactId"])


@contextmanager
def going_on(act: Callable[[int], int]) -> Iterator[list[int]]:
    """Do something again and again beside the block; gives what came of it."""
    stopped, done = threading.Event(), list[int]()

    def run() -> None:
        while not stopped.is_set():
            done.append(act(len(done)))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield done
    finally:
        stopped.set()
        thread.join()


def walked(reader: httpx.Client, page: str | None) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The pages of a list by odata.nextLink, each with where it is."""
    while page is not None:
        answer = reader.get(page)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        yield page, found["value"]
        page = found["odata.nextLink"]


def measure(reader: httpx.Client, companies: int, pages: list[str]) -> str:
    """Count the companies, and tell how long that and the first and the last full page take a client, in ms."""
    counted = "Archive/SimpleContact?$top=0&$inlineCount=true"
    assert reader.get(counted).json()["odata.count"] == companies
    took: dict[str, list[float]] = {path: [] for path in (*pages, counted)}
    for _ in range(MEASURED):
        for path, seconds in took.items():
            begun = time.perf_counter()
            reader.get(path)
            seconds.append(time.perf_counter() - begun)
    first, last, count = (1000 * statistics.median(seconds) for seconds in took.values())
    return f"first page {first:.1f} ms, last page {last:.1f} ms, count {count:.1f} ms"
