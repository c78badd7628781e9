"""If-Unmodified-Since and ETags keep changes from being lost, however many come at once."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.demos import demo_file, demo_on_postgres
from tests.servers import start

LOGIN = ("tje0", "Tje0")
# At once, and how often. Only the first of a round can meet each other, so many short rounds find more than a long one.
SOME, MANY = (8, 8), (64, 50)
NAMES = {"Contact": "Name", "Project": "Name", "Sale": "Heading"}  # what is changed


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def urls(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """One server on SQLite, or two on one PostgreSQL database."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            database, nodes = demo_file(tmp_path_factory.mktemp("contended")), 1
        else:
            database, nodes = demo_on_postgres(), 2
        yield [stack.enter_context(start("--database", database)).url for _ in range(nodes)]


async def rounds(urls: list[str], headers: Any, at_once: int, turns: int, resource: str) -> list[list[int]]:
    """Send the same precondition with many changes at once, again and again; gives the answers' statuses."""
    limits = httpx.Limits(max_connections=at_once)
    found = []
    async with httpx.AsyncClient(auth=LOGIN, timeout=60, limits=limits) as client:
        name = NAMES[resource]
        made = (await client.post(f"{urls[0]}/api/v1/{resource}", json={name: "Contended"})).json()
        path = f"/api/v1/{resource}/{made[f'{resource}Id']}"
        for turn in range(turns):
            known = headers(await client.get(urls[0] + path))
            sent = [
                client.put(urls[number % len(urls)] + path, headers=known, json={name: f"Turn {turn} try {number}"})
                for number in range(at_once)
            ]
            answers = await asyncio.gather(*sent)
            found.append(sorted(answer.status_code for answer in answers))
            winner = next(answer.json() for answer in answers if answer.status_code == 200)
            for url in urls:
                assert (await client.get(url + path)).json()[name] == winner[name]
    return found


def stamp(answer: httpx.Response) -> dict[str, str]:
    """What a client that knows no ETags sends: the stamp it read, which may lie ahead of the clock."""
    body = answer.json()
    shown = body["UpdatedDate"] if body["UpdatedDate"] > "0002" else body["CreatedDate"]
    moment = datetime.fromisoformat(shown).replace(tzinfo=ZoneInfo("Europe/Oslo"))
    return {"If-Unmodified-Since": format_datetime(moment.astimezone(UTC), usegmt=True)}


def tag(answer: httpx.Response) -> dict[str, str]:
    return {"If-Match": answer.headers["etag"]}


@pytest.mark.parametrize("resource", NAMES)
@pytest.mark.parametrize(("at_once", "turns"), [SOME, pytest.param(*MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("header", [stamp, tag])
def test_one_of_many_changes_made_to_the_same_state_is_stored(
    urls: list[str], header: Any, at_once: int, turns: int, resource: str
) -> None:
    assert asyncio.run(rounds(urls, header, at_once, turns, resource)) == [[200] + [412] * (at_once - 1)] * turns
