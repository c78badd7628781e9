"""A request that the database has to run again starts from what was sent, not from what the run before made of it."""

import asyncio
from pathlib import Path

import httpx

from openkontor import app
from openkontor.config import Config
from tests.demos import demo_file

LOGIN = ("tje0", "Tje0")
STATUS = "/api/v1/List/TicketStatus/Items"


async def statuses_of(transport: httpx.ASGITransport, sent: list[dict[str, str]]) -> list[int]:
    """Send items together, so that they share a transaction; gives the answers' statuses."""
    async with httpx.AsyncClient(transport=transport, base_url="http://crm.example.com", auth=LOGIN) as client:
        assert (await client.get(f"{STATUS}/1")).status_code == 200  # the login is known from now on
        answers = await asyncio.gather(*(client.post(STATUS, json=item) for item in sent))
        return [answer.status_code for answer in answers]


def test_an_item_that_another_one_spoiled_is_made_anew(tmp_path: Path) -> None:
    config = Config(database=demo_file(tmp_path), demo=True)
    engine = app.open_database(config)
    items = [{"Name": name, "Status": "Active"} for name in ("First", "First", "Second", "Second")]
    try:
        transport = httpx.ASGITransport(app.create_app(engine, config))
        found = asyncio.run(statuses_of(transport, items))
    finally:
        engine.close()
    assert sorted(found) == [200, 200, 400, 400]
