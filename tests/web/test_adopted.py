"""Who changes reference data goes on with what the request loaded: nobody loads it a second time."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from openkontor import app
from openkontor.config import Config
from openkontor.store.db import Db
from openkontor.store.engine import open_engine
from openkontor.store.reference import Reference, renew
from tests.demos import demo_file

LOGIN = ("tje0", "Tje0")


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[Db]:
    """Every loading of reference data."""
    found: list[Db] = []
    load = Reference.__init__

    def counted(self: Reference, db: Db, *speak: Any) -> None:
        found.append(db)
        load(self, db, *speak)

    monkeypatch.setattr(Reference, "__init__", counted)
    return found


async def changes(transport: httpx.ASGITransport, loads: list[Db]) -> None:
    async with httpx.AsyncClient(transport=transport, base_url="http://crm.example.com", auth=LOGIN) as client:
        assert (await client.get("/api/v1/Contact/1")).status_code == 200
        loads.clear()
        for turn in range(3):
            item = {"Name": f"Adopted {turn}"}
            made = await client.post("/api/v1/List/Business/Items", json=item)
            assert made.status_code == 200, made.text
            number = made.json()["Id"]
            saved = await client.post("/api/v1/Contact", json={"Name": "Adopts", "Business": {"Id": number}})
            assert saved.json()["Business"]["Value"] == f"Adopted {turn}"
            assert len(loads) == turn + 1


def test_a_change_of_a_list_loads_the_lists_once(tmp_path: Path, loads: list[Db]) -> None:
    config = Config(database=demo_file(tmp_path), demo=True)
    engine = app.open_database(config)
    try:
        asyncio.run(changes(httpx.ASGITransport(app.create_app(engine, config)), loads))
    finally:
        engine.close()


def test_what_was_loaded_before_a_change_is_not_kept(tmp_path: Path) -> None:
    engine = open_engine(demo_file(tmp_path))

    def told(db: Db) -> list[bool]:
        found = [db.renewed]
        renew(db)
        found.append(db.renewed)
        db.raise_version()
        return [*found, db.renewed]

    try:
        assert engine.write_now(told, 1) == [False, True, False]
    finally:
        engine.close()
