"""Finished answers are given again only while they are what a fresh reading would give."""

import asyncio
import base64
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from openkontor import app
from openkontor.config import DEFAULT_TENANT, Config
from openkontor.store.db import Db, Version
from openkontor.store.dialect import SQLITE, Statement, composed
from openkontor.store.engine import Engine, open_engine
from openkontor.store.reference import raise_version
from openkontor.web import results
from openkontor.web.documents import Document, Documents
from tests.demos import demo_file, demo_on_postgres

USERS = ("tje0:Tje0", "anne:Anne", "kari:Kari")
COMPANIES = range(2, 8)
KINDS = ("company", "company", "company", "person", "join", "move", "leave", "list", "hide", "bounce", "delete")
ROUNDS, MANY_ROUNDS = 4, 40


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        url = demo_file(tmp_path)
    else:
        url = demo_on_postgres()
    engine = open_engine(url)
    yield engine
    engine.close()


class Api:
    """The server, called without a network in between."""

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop, answers_mb: int = 128):
        self.front = app.create_app(engine, Config(answers_mb=answers_mb))
        self._loop = loop

    def call(self, verb: str, path: str, body: Any = None, user: str = USERS[0]) -> tuple[int, Any]:
        login = b"Basic " + base64.b64encode(user.encode())
        headers = [(b"host", b"kontor.example"), (b"authorization", login), (b"content-type", b"application/json")]
        raw, _, query = f"/api/v1/{path}".partition("?")
        scope = {"method": verb, "scheme": "http", "path": raw, "raw_path": raw.encode()}
        scope |= {"query_string": query.encode(), "client": ("127.0.0.1", 1), "headers": headers}
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"" if body is None else json.dumps(body).encode()}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        self._loop.run_until_complete(self.front(scope, receive, send))
        return sent[0]["status"], msgspec.json.decode(sent[1].get("body") or b"null")


@pytest.fixture
def apis(engine: Engine) -> Iterator[tuple[Api, Api]]:
    """One that keeps finished answers, and one that keeps none."""
    with asyncio.Runner() as runner:  # ends what the servers have begun, as closing a loop alone does not
        yield Api(engine, runner.get_loop()), Api(engine, runner.get_loop(), answers_mb=0)


def entity(api: Api, resource: str, number: int) -> dict[str, Any]:
    status, body = api.call("GET", f"{resource}/{number}")
    return body if status == 200 else {}


def some_text(chance: random.Random) -> str:
    return chance.choice(["", "Nord", "Østkant", "12 34 56 78", "post@nord.example", "POST@nord.example"])


def change_company(chance: random.Random, company: dict[str, Any]) -> dict[str, Any]:
    """A company with some things changed, of every kind a save knows, or none."""
    changes = {
        "Name": f"Company {chance.randint(1, 99)}",
        "Department": some_text(chance),
        "Description": some_text(chance),
        "Kananame": some_text(chance),
        "NoMailing": chance.random() < 0.5,
        "Emails": [{"Value": some_text(chance)}, {"Value": "second@nord.example", "Description": some_text(chance)}],
        "Phones": [{"Value": some_text(chance)}, {"Value": "22 00 00 00"}],
        "Faxes": [{"Value": some_text(chance)}],
        "Urls": [{"Value": some_text(chance)}],
        "Domains": [some_text(chance)],
        "Associate": {"AssociateId": chance.choice([1, 2, 3])},
        "Category": {"Id": chance.randint(1, 3)},
        "Business": {"Id": chance.randint(1, 3)},
        "Country": {"CountryId": chance.choice([578, 826, 840, 276])},
        "Interests": [{"Id": chance.randint(1, 4), "Selected": chance.random() < 0.7}],
        "SupportPerson": chance.choice([*company["Persons"], None]),
        "TicketPriority": {"Id": chance.choice([0, 1, 2])},
        "SupportAssociate": {"AssociateId": chance.choice([0, 2])},
        "Address": {"Street": {"Address1": some_text(chance), "City": "Bergen"}, "Wgs84Latitude": 60.39},
        "Number1": some_text(chance),
        "DbiKey": some_text(chance),
    }
    return company | {name: changes[name] for name in chance.sample(sorted(changes), chance.randint(0, 6))}


def a_step(kind: str, chance: random.Random, api: Api, engine: Engine) -> None:
    """Change something of this kind that shows in companies."""
    number = chance.choice(COMPANIES)
    company = entity(api, "Contact", number)
    persons = [person["PersonId"] for person in company.get("Persons", [])]
    if kind == "company" and company:
        status, saved = api.call("PUT", f"Contact/{number}", change_company(chance, company))
        assert status == 200, saved
        assert saved == entity(api, "Contact", number)
    if kind == "join":
        api.call("POST", "Person", {"Lastname": "Ny", "Contact": {"ContactId": number}})
    if kind == "list":
        rename_a_category(engine, f"Category {chance.randint(1, 99)}")
    if kind == "hide":
        shown = [{"Id": 2, "Selected": chance.random() < 0.5}]
        assert api.call("PUT", f"List/ContInt/Items/{chance.randint(1, 3)}/UserGroups", shown)[0] == 200
    if kind == "bounce":
        bounce(engine, number)
    if kind == "delete":
        api.call("DELETE", f"Contact/{COMPANIES[-1]}")
    if not persons:
        return
    person = entity(api, "Person", chance.choice(persons))
    if kind == "person":
        changes = {"Firstname": some_text(chance), "MobilePhones": [{"Value": some_text(chance)}]}
        assert api.call("PUT", f"Person/{person['PersonId']}", person | changes)[0] == 200
    if kind == "move":
        api.call("PUT", f"Person/{person['PersonId']}", person | {"Contact": {"ContactId": chance.choice(COMPANIES)}})
    if kind == "leave":
        api.call("DELETE", f"Person/{person['PersonId']}")


def plain(sql: str) -> Statement:
    return composed(sql)


def rename_a_category(engine: Engine, name: str) -> None:
    def work(db: Db) -> None:
        db.run(plain("UPDATE Category SET name = :value WHERE tenant = :tenant AND Category_id = 1"), value=name)
        raise_version(db)

    engine.write_now(work, DEFAULT_TENANT)


def bounce(engine: Engine, number: int) -> None:
    """A mailing noticed that an address does not work; whoever notes it counts the save."""

    def work(db: Db) -> None:
        db.run(plain("UPDATE Email SET bounceCount = 1 WHERE tenant = :tenant AND contact_id = :value"), value=number)
        counted = "UPDATE contact SET updatedCount = updatedCount + 1 WHERE tenant = :tenant AND contact_id = :value"
        db.run(plain(counted), value=number)

    engine.write_now(work, DEFAULT_TENANT)


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(MANY_ROUNDS, marks=pytest.mark.long)])
def test_a_kept_answer_is_what_a_fresh_reading_gives(engine: Engine, apis: tuple[Api, Api], rounds: int) -> None:
    keeping, fresh = apis
    chance = random.Random(7)
    for step, kind in enumerate(kind for _ in range(rounds) for kind in chance.sample(KINDS, len(KINDS))):
        a_step(kind, chance, fresh, engine)
        for number in COMPANIES:
            user = chance.choice(USERS)
            persons = entity(fresh, "Contact", number).get("Persons", [])
            for path in (f"Contact/{number}", *(f"Person/{person['PersonId']}" for person in persons)):
                where = (step, kind, path, user)
                assert keeping.call("GET", path, user=user) == fresh.call("GET", path, user=user), where


LISTS = (
    "Contact?$select=contactId,name,department,category,email/emailAddress,phone/formattedNumber&$orderBy=name",
    "Contact?$select=name,associateId&$filter=registeredDate%20thisYear&$top=5&$inlineCount=true",
    "Person?$select=fullName,contactId,email/emailAddress&$top=20",
    "Contact/2/Persons",
    "Archive/dynamic?$select=contact.name,contact.category_idx.name&$top=20",
)


@pytest.mark.parametrize("rounds", [1, pytest.param(MANY_ROUNDS, marks=pytest.mark.long)])
def test_a_kept_list_is_what_a_fresh_reading_gives(engine: Engine, apis: tuple[Api, Api], rounds: int) -> None:
    keeping, fresh = apis
    chance = random.Random(5)
    before: dict[tuple[str, str], Any] = {}
    changes = 0
    for step, kind in enumerate(kind for _ in range(rounds) for kind in chance.sample(KINDS, len(KINDS))):
        a_step(kind, chance, keeping, engine)
        for path in LISTS:
            user = chance.choice(USERS)
            found = keeping.call("GET", path, user=user)
            assert found[0] == 200 or user == USERS[2], (path, found)
            assert found == keeping.call("GET", path, user=user) == fresh.call("GET", path, user=user), (step, path)
            changes += before.setdefault((path, user), found) != found
    assert changes > 5


def test_a_list_is_kept_until_something_is_stored(engine: Engine, apis: tuple[Api, Api], monkeypatch: Any) -> None:
    keeping, _ = apis
    made, written = [], results.written
    for operation in keeping.front._api._paths.find("Person")[0].values():
        assert operation.lasts == (operation.name == "GET Person")
    monkeypatch.setattr(results, "written", lambda *told: made.append(1) or written(*told))
    for expected in (1, 1) if engine.which == SQLITE else (1, 2):
        assert keeping.call("GET", LISTS[2])[0] == 200
        assert len(made) == expected
    assert keeping.call("POST", "Person", {"Lastname": "Zuletzt", "Contact": {"ContactId": 2}})[0] == 200
    made.clear()
    assert keeping.call("GET", LISTS[2], user=USERS[1])[0] == keeping.call("GET", LISTS[2])[0] == 200
    assert len(made) == 2


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("Contact?$select=NumberOfActivitiesInPeriod&$top=2", True),
        ("Sale?$select=nextDueDate", False),
        ("Sale?$select=heading&$orderBy=nextDueDate", False),
        ("Sale?$select=heading&$filter=nextDueDate thisYear", False),
        ("Project?$select=nextMilestone", False),
        ("Archive/FindSale?$select=project/nextMilestone", False),
    ],
)
def test_a_list_that_is_another_one_in_a_moment_is_not_kept(
    engine: Engine, apis: tuple[Api, Api], monkeypatch: Any, path: str, kept: bool
) -> None:
    keeping, _ = apis
    made, written = [], results.written
    monkeypatch.setattr(results, "written", lambda *told: made.append(1) or written(*told))
    for _ in range(3):
        assert keeping.call("GET", path)[0] == 200
    assert len(made) == (1 if kept and engine.which == SQLITE else 3)


def test_an_answer_is_kept_for_those_who_may_do_the_same(apis: tuple[Api, Api]) -> None:
    keeping, _ = apis
    answers = {user: keeping.call("GET", "Contact/2", user=user) for user in USERS}
    assert {user: keeping.call("GET", "Contact/2", user=user) for user in USERS} == answers
    assert answers[USERS[0]] != answers[USERS[2]]


def test_a_new_company_is_answered_as_it_is_read(apis: tuple[Api, Api]) -> None:
    _, fresh = apis
    chance = random.Random(11)
    for _ in range(40):
        sent = change_company(chance, {"Name": "New", "Persons": []})
        status, saved = fresh.call("POST", "Contact", sent)
        assert status == 200, saved
        assert saved == entity(fresh, "Contact", saved["ContactId"])


def test_the_oldest_answers_make_room() -> None:
    version = Version(1, 1, 1, ())
    documents, five = Documents(10), Document(b"12345", b'"1-0"', ())
    keys = [(1,), (2,), (3,)]
    for key in keys:
        documents.keep(key, version, five)
    assert [documents.find(key, version) for key in keys] == [None, five, five]
    assert documents.find((3,), Version(2, 1, 1, ())) is None


def test_what_a_caller_writes_takes_room_too() -> None:
    version = Version(1, 1, 1, ())
    documents, five = Documents(30), Document(b"12345", b'"1-0"', ())
    keys = [(1, "name," * 3), (2, "email")]
    for key in (*keys, keys[1]):
        documents.keep(key, version, five)
    assert [documents.find(key, version) for key in keys] == [five, five]
    documents.keep((3, ""), version, five)
    assert [documents.find(key, version) for key in keys] == [None, five]


def test_an_answer_is_found_again_under_its_select_alone(apis: tuple[Api, Api]) -> None:
    keeping, fresh = apis
    for path in ("Contact/1?$select=name", "Contact/1?$select=number1", "Contact/1", "Contact/1?$select=name"):
        assert keeping.call("GET", path) == fresh.call("GET", path)
