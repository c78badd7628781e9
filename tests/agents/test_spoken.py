"""Reference data in the caller's language: read spoken, found by any of its texts, never stored spoken."""

from functools import partial
from typing import Any

import pytest

from openkontor.agents.appointment import get_appointment_entity, save_appointment_entity
from openkontor.agents.contact import get_contact, get_contact_entity, save_contact_entity
from openkontor.agents.mdo import get_list
from openkontor.agents.person import get_person_entity
from openkontor.agents.user import get_current_principal
from openkontor.call import Call
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.lists import Business, Category, Country
from openkontor.carriers.task import TaskListItem
from openkontor.carriers.values import Calendar
from openkontor.errors import Invalid
from openkontor.store.db import Db
from openkontor.store.reference import Reference, raise_version
from openkontor.wire.words import resolve
from tests.agents.conftest import ADMINISTRATOR, NOW, Database

BANK = 'US:"Bank";NO:"Bankvesen";GE:"Geldhaus"'
USER_TEXT = 'US:"not mine";NO:"ikke min"'
SEVERAL = {
    ("Business", "business_id", 2): BANK,
    ("Category", "Category_id", 1): 'US:"Customer";NO:"Kunde"',
    ("Task", "Task_id", 6): 'US:"Planning";NO:"Planlegging"',
    ("country", "country_id", 578): 'US:"Norway";NO:"Norge"',
    ("ContInt", "ContInt_id", 1): 'US:"Reference";NO:"Omtale"',
    ("Role", "Role_id", 1): 'US:"Ruler";NO:"Styrer"',
    ("UserGroup", "UserGroup_id", 1): 'US:"Sales";NO:"Salg"',
    ("relationdefinition", "reldef_id", 1): 'US:"owns";NO:"eier"',
}


@pytest.fixture
def several(database: Database) -> Database:
    """Lists whose items bear texts in several languages."""
    for (table, key, number), text in SEVERAL.items():
        database.run(f"UPDATE {table} SET name = '{text}' WHERE tenant = :tenant AND {key} = {number}")
    database.run(f"UPDATE Business SET tooltip = '{BANK}' WHERE tenant = :tenant AND business_id = 2")
    passive = 'US:"owned by";NO:"eies av"'
    database.run(f"UPDATE relationdefinition SET passive_text = '{passive}' WHERE tenant = :tenant AND reldef_id = 1")
    database.engine.write_now(raise_version, database.tenant)
    return database


def speaking(database: Database, language: str, function: Any, *arguments: Any) -> Any:
    """What an agent method gives to a caller of this language."""

    def request(db: Db) -> Any:
        db.reference = Reference(db, partial(resolve, language=language))
        return function(Call(db, ADMINISTRATOR, database.later()), *arguments)

    return database.engine.write_now(request, database.tenant)


def company(database: Database, language: str = "NO", **fields: Any) -> ContactEntity:
    entity = speaking(database, language, save_contact_entity, ContactEntity(name=USER_TEXT, **fields))
    assert isinstance(entity, ContactEntity)
    return entity


def test_lists_come_in_the_language_and_in_its_order(several: Database) -> None:
    for language, names in {
        "NO": ["Key account", "Omtale", "Prestige customer"],
        "US": ["Key account", "Prestige customer", "Reference"],
    }.items():
        entity = speaking(several, language, get_contact_entity, company(several).contact_id)
        assert [item.name for item in entity.interests] == names
    for name, text in {"business": "Bankvesen", "category": "Kunde", "task": "Planlegging", "country": "Norge"}.items():
        assert text in [item.name for item in speaking(several, "NO", get_list, name)]
    definition = speaking(several, "NO", get_list, "contactrelationdefinition")[0]
    assert (definition.name, definition.extra_info) == ("eier", "eies av")


def test_a_company_is_read_in_the_language_and_what_people_wrote_is_not(several: Database) -> None:
    saved = company(several, business=Business(2), category=Category(1), country=Country(578), description=USER_TEXT)
    assert (saved.business.value, saved.business.tooltip) == ("Bankvesen", "Bankvesen")
    assert (saved.category.value, saved.country.name) == ("Kunde", "Norge")
    assert (saved.name, saved.description) == (USER_TEXT, USER_TEXT)
    small = speaking(several, "US", get_contact, saved.contact_id)
    assert (small.business_name, small.category_name, small.name) == ("Bank", "Customer", USER_TEXT)
    raw = speaking(several, "", get_contact_entity, saved.contact_id)
    assert (raw.business.value, raw.category.value) == (BANK, SEVERAL["Category", "Category_id", 1])


def test_roles_and_groups_are_named_in_the_language(several: Database) -> None:
    principal = speaking(several, "NO", get_current_principal)
    assert principal.role_name == "Styrer"
    person = speaking(several, "NO", get_person_entity, 1)
    assert (person.user_info.role_name, person.user_info.user_group_name) == ("Styrer", "Salg")


def test_saving_in_one_language_what_was_read_in_another_changes_nothing(several: Database) -> None:
    stored = company(several, business=Business(2), category=Category(1))
    before = several.rows("SELECT * FROM contact WHERE tenant = :tenant ORDER BY contact_id")
    lists = {table: several.rows(f"SELECT * FROM {table} WHERE tenant = :tenant ORDER BY 2") for table, _, _ in SEVERAL}
    for language in ("US", "NO", "GE", ""):
        read = speaking(several, language, get_contact_entity, stored.contact_id)
        speaking(several, "NO", save_contact_entity, read)
    assert several.rows("SELECT * FROM contact WHERE tenant = :tenant ORDER BY contact_id") == before
    assert lists == {
        table: several.rows(f"SELECT * FROM {table} WHERE tenant = :tenant ORDER BY 2") for table, _, _ in SEVERAL
    }


@pytest.mark.parametrize("language", ["", "US", "NO"])
@pytest.mark.parametrize("text", [BANK, "Bank", "bankvesen", "GELDHAUS"])
def test_a_list_item_is_found_by_its_text_in_any_language(several: Database, language: str, text: str) -> None:
    assert company(several, language, business=Business(0, text)).business.id == 2


@pytest.mark.parametrize("text", ["Ban", "ank", 'k";NO:"B', "US", "Geldhäuser"])
def test_a_piece_of_a_text_finds_nothing(several: Database, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        company(several, business=Business(0, text))
    assert list(refused.value.messages or ()) == ["Business"]


def test_the_callers_own_language_is_looked_up_first(several: Database) -> None:
    several.run('UPDATE Business SET name = \'US:"Nine";NO:"Bank"\' WHERE tenant = :tenant AND business_id = 9')
    several.engine.write_now(raise_version, several.tenant)
    found = {
        language: company(several, language, business=Business(0, "Bank")).business.id for language in ("US", "NO")
    }
    assert found == {"US": 2, "NO": 9}


def test_countries_and_tasks_are_found_by_their_text_in_any_language(several: Database) -> None:
    assert company(several, "US", country=Country(0, "Norge")).country.country_id == 578
    entity = AppointmentEntity(task=TaskListItem(0, "Planning"), start_date=Calendar(NOW))
    saved = speaking(several, "NO", save_appointment_entity, entity)
    assert (saved.task.task_list_item_id, saved.task.value) == (6, "Planlegging")
    assert speaking(several, "US", get_appointment_entity, saved.appointment_id).task.value == "Planning"


def test_a_request_that_changes_reference_data_goes_on_in_its_language(several: Database) -> None:
    def change(call: Call) -> str:
        raise_version(call.db)
        return call.reference.businesses[2].value

    assert speaking(several, "NO", change) == "Bankvesen"
