"""Numbers that a counter hands out, where somebody has taken the next ones by hand."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from openkontor.agents.contact import save_contact_entity
from openkontor.agents.person import save_person_entity
from openkontor.call import Call
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.person_entity import PersonEntity
from openkontor.errors import Invalid
from openkontor.store import numbers
from openkontor.store.db import Db, StaleReference
from openkontor.store.postgres import PostgresEngine
from openkontor.store.reference import Reference, raise_version
from openkontor.store.users import add_user
from tests.agents.conftest import ADMINISTRATOR, NOW, OWNER_COMPANY, Database

Save = Callable[..., str]


def company(number: str = "") -> ContactEntity:
    return ContactEntity(name="Counted", number2=number, description="A text.")


def human(number: str = "") -> PersonEntity:
    return PersonEntity(
        firstname="Counted", contact=Contact(OWNER_COMPANY), person_number=number, description="A text."
    )


def save_company(call: Call, number: str = "") -> str:
    return save_contact_entity(call, company(number)).number2


def save_human(call: Call, number: str = "") -> str:
    return save_person_entity(call, human(number)).person_number


@pytest.mark.parametrize("save", [save_company, save_human])
def test_numbers_that_are_taken_are_passed_over(database: Database, save: Save) -> None:
    first = int(database.as_(ADMINISTRATOR, save))
    wanted = [str(first + 3), str(first + 4)]
    assert [database.as_(ADMINISTRATOR, lambda call, number=number: save(call, number)) for number in wanted] == wanted
    assert [database.as_(ADMINISTRATOR, save) for _ in range(2)] == [str(first + 5), str(first + 6)]
    owned = database.rows("SELECT count(*), count(DISTINCT owner_id) FROM text WHERE tenant = :tenant")
    assert owned == [(5, 5)], "a text of a record that was not stored is left"


def test_users_too_pass_over_numbers_that_are_taken(database: Database) -> None:
    first = int(database.as_(ADMINISTRATOR, save_human))
    taken = str(first + 2)
    assert database.as_(ADMINISTRATOR, lambda call: save_human(call, taken)) == taken
    database.engine.write_now(lambda db: add_user(db, "counted", "hash", 0, NOW), database.tenant)
    last = database.rows("SELECT person_number FROM person WHERE tenant = :tenant ORDER BY person_id DESC LIMIT 1")
    assert last == [(str(first + 3),)]


@pytest.mark.parametrize("save", [save_company, save_human])
@pytest.mark.parametrize("sent", ["", "5"])
def test_who_goes_by_old_lists_takes_no_number(database: Database, save: Save, sent: str) -> None:
    old = database.engine.read_now(Reference, database.tenant)
    database.engine.write_now(raise_version, database.tenant)
    taken = database.rows("SELECT TableName, next_id FROM sequence WHERE tenant = :tenant ORDER BY 1")

    def work(db: Db) -> None:
        db.go_by(old)
        save(Call(db, ADMINISTRATOR, NOW), sent)

    with pytest.raises(StaleReference):
        asyncio.run(database.engine.write(work, database.tenant))
    assert database.rows("SELECT TableName, next_id FROM sequence WHERE tenant = :tenant ORDER BY 1") == taken


@pytest.fixture
def other_node(postgres_database: Database) -> Iterator[Database]:
    """A second server on the same database: it holds numbers of its own to hand out."""
    engine = PostgresEngine(postgres_database.engine._pool.conninfo)
    yield Database(engine, postgres_database.tenant)
    engine.close()


@pytest.mark.postgres
@pytest.mark.parametrize("save", [save_company, save_human])
@pytest.mark.parametrize("sent", ["", "next", "AB-1"])
def test_two_servers_never_store_a_number_twice(
    postgres_database: Database, other_node: Database, save: Save, sent: str
) -> None:
    """The one takes a number and has not committed yet; the other is about to store it, too, and waits for it."""
    counter = numbers.CONTACT if save is save_company else numbers.PERSON
    for _ in range(2):
        last = other_node.as_(ADMINISTRATOR, save)
    following = other_node.as_(ADMINISTRATOR, lambda call: numbers.peek(call.db, counter))
    assert int(following) == int(last) + 1
    wanted = sent if sent == "AB-1" else following
    told: list[Any] = []

    def late() -> None:
        try:
            told.append(other_node.as_(ADMINISTRATOR, lambda call: save(call, wanted if sent else "")))
        except Invalid as error:
            told.append(set(error.messages))

    waiting = threading.Thread(target=late)

    def first(call: Call) -> str:
        taken = save(call, wanted)
        waiting.start()
        waiting.join(0.3)
        assert waiting.is_alive(), "it did not wait for what becomes of the number"
        return taken

    assert postgres_database.as_(ADMINISTRATOR, first) == wanted
    waiting.join(10)
    if sent == "AB-1":
        assert told == [{"Number2" if save is save_company else "PersonNumber"}]
    else:
        assert int(told[0]) > int(wanted)
    stored = 3 if sent == "AB-1" else 4
    texts = postgres_database.rows("SELECT count(*), count(DISTINCT owner_id) FROM text WHERE tenant = :tenant")
    assert texts == [(stored, stored)], "what was not stored has left a text"
