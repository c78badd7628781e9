"""The measured server: the real pipeline, and beside it the endpoints it is compared with.

All in one process, on one database, with answers of one size:
  /api/v1/Contact         the real thing
  /bench/bytes            the very answer of GET Contact/2, from memory
  /bench/bare/{id}        the same SQL and assembly, without route, login and rights
  /single/api/…           the API with one commit per request
  /unwritten/api/…        the API, POST Contact with the write, and the reading back, left out
  /large/api/…            the API on a large database of its own (large.py)
  /bench/active           the SQL of GetMyActiveContacts there, with an answer from memory

and on PostgreSQL, where everything commits once per request (floors.py):
  /bench/post, /bench/put/{id}, /bench/relate     the SQL alone of a save
"""

import asyncio
import os
import sys
import time
from types import SimpleNamespace
from typing import Any

import floors
import large
import msgspec
import uvicorn
from progress import tell

from openkontor import app
from openkontor.agents import contact, person
from openkontor.call import Call
from openkontor.carriers.address import Address, StructuredAddress
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.element import EntityElement
from openkontor.carriers.person_entity import PersonEntity
from openkontor.config import DEFAULT_TENANT, Config
from openkontor.store.db import Db
from openkontor.store.dialect import SQLITE
from openkontor.store.engine import Engine
from openkontor.store.reference import Reference
from openkontor.web.answers import Answer
from openkontor.web.connection import Connection
from openkontor.web.front import Front

JSON = b"application/json; charset=utf-8"
BASIC = b"Basic dGplMDpUamUw"
PERSONS = 5
AT_ONCE = 500


def company(number: int) -> ContactEntity:
    """The bench contact: every part filled, its persons to come."""
    block = StructuredAddress(address1=f"Road {number}", city="Oslo", zipcode="0150")
    return ContactEntity(
        name=f"Bench company {number}",
        department="Head office",
        org_nr="987654321",
        emails=[EntityElement(f"post@company{number}.example.com")],
        phones=[EntityElement("22 85 14 00"), EntityElement("22 85 14 01")],
        urls=[EntityElement(f"https://company{number}.example.com/")],
        description="A company that is only there to be read.",
        address=Address(street=block, postal=block),
        domains=[f"company{number}.example.com"],
    )


def human(number: int, contact_id: int) -> PersonEntity:
    return PersonEntity(
        firstname=f"First{number}",
        lastname=f"Last{number}",
        title="Buyer",
        contact=Contact(contact_id),
        emails=[EntityElement(f"first{number}.last{number}@example.com")],
        office_phones=[EntityElement(f"22 85 {number:04}")],
        mobile_phones=[EntityElement(f"900 1{number:04}")],
    )


def administrator(db: Db) -> Call:
    db.reference = Reference(db)
    return Call(db, 1, time.time_ns() // 1000)


def fill(db: Db, first: int) -> None:
    """Store companies with their people, through the agents."""
    call = administrator(db)
    for number in range(first, first + AT_ONCE):
        saved = contact.save_contact_entity(call, company(number))
        for index in range(PERSONS):
            person.save_person_entity(call, human(index, saved.contact_id))


def prepare(engine: Engine, config: Config, companies: int) -> None:
    app.set_up(engine, config, "tje0", "Tje0")
    for first in range(0, companies, AT_ONCE):
        engine.write_now(lambda db, first=first: fill(db, first), DEFAULT_TENANT)
        tell(f"{first + AT_ONCE} companies")
    tell("")


def beside(engine: Any) -> Front:
    """The server on another engine."""
    return app.create_app(engine, Config())


def single(engine: Engine) -> Front:
    """The API on an engine that commits once per request."""

    async def write(work: Any, tenant: int) -> Any:
        while engine._running:  # type: ignore[union-attr]
            await asyncio.sleep(0)  # the last group of the turn before
        return engine.write_now(work, tenant)

    return beside(SimpleNamespace(read=engine.read, report=engine.report, write=write))


def unwritten(engine: Engine) -> Front:
    """The API whose POST Contact does everything but write and read back; it answers with one stored before."""
    stored = engine.write_now(lambda db: contact.save_contact_entity(administrator(db), company(0)), DEFAULT_TENANT)

    async def write(work: Any, tenant: int) -> Any:
        return engine.read_now(work, tenant)

    def save(call: Call, entity: ContactEntity) -> ContactEntity:
        contact._merged(call, contact._blank(call), entity)
        return contact._as_seen(call, stored)

    api = beside(SimpleNamespace(read=engine.read, report=engine.report, write=write))
    found = api._api._paths.find("Contact")
    assert found is not None
    operation: Any = found[0]["POST"]
    found[0]["POST"] = operation._replace(method=msgspec.structs.replace(operation.method, function=save))
    return api


def real_answer(engine: Engine, path: str, host: str, method: str = "GET") -> bytes:
    """Give the body the API answers a request with."""
    headers = [(b"host", host.encode()), (b"authorization", BASIC)]
    scope = {"method": method, "scheme": "http", "path": path, "raw_path": path.encode()}
    scope |= {"query_string": b"", "client": None, "headers": headers}
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"{}" if method == "POST" else b""}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app.create_app(engine, Config())(scope, receive, send))
    assert sent[0]["status"] == 200, sent
    body: bytes = sent[1]["body"]
    return body


def beside_floors(engine: Engine, big: Engine, host: str, companies: int) -> Any:
    """The ASGI application: the API and its floors."""
    apis = {"/api": app.create_app(engine, Config()), "/large": beside(big)}
    if engine.which == SQLITE:
        apis |= {"/single": single(engine), "/unwritten": unwritten(engine)}
    for api in apis.values():  # a pause is one of them all: what one turn wrote is not indexed during the next
        api._api._indexing = apis["/api"]._api._indexing
    memory = real_answer(engine, "/api/v1/Contact/2", host)
    active = floors.get_active(big, real_answer(big, "/api/v1/Agents/Contact/GetMyActiveContacts", host, "POST"))
    bare = floors.get(engine, host)
    stored = engine.write_now(lambda db: contact.save_contact_entity(administrator(db), company(0)), DEFAULT_TENANT)
    saves = floors.saves(engine, stored, companies)
    assert engine.read_now(bare(2), DEFAULT_TENANT) == memory, "the bare endpoint answers something else"

    async def floor(name: str, rest: str) -> Any:
        if name == "bare":
            return await engine.read(bare(int(rest)), DEFAULT_TENANT)
        if name == "active":
            return await big.read(active, DEFAULT_TENANT)
        await engine.write(saves[name](rest), DEFAULT_TENANT)
        return memory

    async def application(scope: Any, receive: Any, send: Any) -> None:
        path: str = scope["path"]
        if path == "/bench/bytes":
            await Answer(200, memory, JSON).send(send)
        elif path.startswith("/bench/"):
            name, _, rest = path[7:].partition("/")
            await Answer(200, await floor(name, rest), JSON).send(send)
        else:
            first = path[: path.index("/", 1)]
            scope["path"] = path.removeprefix(first if first != "/api" else "")
            scope["raw_path"] = scope["path"].encode()
            await apis[first](scope, receive, send)

    return application


def main() -> None:
    port, companies, database, large_database = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
    os.sched_setaffinity(0, {0})
    config = Config(database=database, timezone="Europe/Oslo")
    engine = app.open_database(config)
    if app.is_empty(engine):
        prepare(engine, config, companies)
    large_config = Config(database=large_database, timezone="Europe/Oslo")
    big = app.open_database(large_config)
    if app.is_empty(big):
        large.prepare(big, large_config)
    application = beside_floors(engine, big, f"127.0.0.1:{port}", companies)
    app.settle()
    quiet: Any = {"log_level": "warning", "access_log": False, "server_header": False, "proxy_headers": False}
    uvicorn.run(application, port=port, loop="uvloop", http=Connection, lifespan="off", **quiet)


if __name__ == "__main__":
    main()
