"""Numbers that a counter hands out, where somebody has taken the next ones by hand."""

import pytest

from openkontor.agents.contact import save_contact_entity
from openkontor.agents.person import save_person_entity
from openkontor.call import Call
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.person_entity import PersonEntity
from openkontor.store.users import add_user
from tests.agents.conftest import ADMINISTRATOR, NOW, OWNER_COMPANY, Database


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
def test_numbers_that_are_taken_are_passed_over(database: Database, save) -> None:  # type: ignore[no-untyped-def]
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
    numbers = database.rows("SELECT person_number FROM person WHERE tenant = :tenant ORDER BY person_id DESC LIMIT 1")
    assert numbers == [(str(first + 3),)]
