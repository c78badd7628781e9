"""Domain verbs for the tests of persons."""

from collections.abc import Callable
from typing import Any

import pytest

from openkontor.agents.contact import get_contact_entity, save_contact_entity
from openkontor.agents.person import (
    delete_person_entity,
    get_person_entity,
    save_person_entity,
)
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import CustomerLanguage, Position, TicketPriority
from openkontor.carriers.person_entity import PersonEntity
from openkontor.carriers.values import PureDate, WallDate
from tests.agents.conftest import ADMINISTRATOR, NOW, SECOND, Database

BORN = PureDate(926_553_600 * SECOND)  # 1999-05-13
BRITAIN, NORWAY = 826, 578


def save(database: Database, entity: PersonEntity | None, by: int = ADMINISTRATOR) -> PersonEntity:
    saved = database.as_(by, lambda call: save_person_entity(call, entity))
    assert isinstance(saved, PersonEntity)
    return saved


def get(database: Database, person_id: int, by: int = ADMINISTRATOR) -> PersonEntity | None:
    entity: PersonEntity | None = database.as_(by, lambda call: get_person_entity(call, person_id))
    return entity


def delete(database: Database, person_id: int, by: int = ADMINISTRATOR) -> None:
    database.as_(by, lambda call: delete_person_entity(call, person_id))


def company(database: Database, by: int = ADMINISTRATOR, **fields: Any) -> int:
    entity = ContactEntity(name="Fish company", **fields)
    saved = database.as_(by, lambda call: save_contact_entity(call, entity))
    assert saved.contact_id
    return int(saved.contact_id)


def person(database: Database, contact_id: int, by: int = ADMINISTRATOR, **fields: Any) -> PersonEntity:
    return save(database, PersonEntity(**{"firstname": "Steve", "contact": Contact(contact_id), **fields}), by)


def ranks(database: Database, contact_id: int) -> list[tuple[int, int]]:
    entity = database.as_(ADMINISTRATOR, lambda call: get_contact_entity(call, contact_id))
    return [(item.person_id, item.rank) for item in entity.persons]


def element(value: str, description: str = "") -> EntityElement:
    return EntityElement(value, "", description)


def told(elements: list[EntityElement] | None) -> list[tuple[str, str]]:
    return [(each.value, each.description) for each in elements or []]


def refused(error: type[Exception], field: str, work: Callable[[], Any]) -> None:
    with pytest.raises(error) as caught:
        work()
    assert list(caught.value.messages or {}) == [field]


def stamps(database: Database, person_id: int) -> tuple[Any, ...]:
    [row] = database.rows(
        f"SELECT updated, updatedCount, changed_at FROM person WHERE tenant = :tenant AND person_id = {person_id}"
    )
    return row


ELEMENTS = {
    "emails": [element("steve@fish.example", "Boss"), element("info@fish.example")],
    "chat_emails": [element("steve@chat.example")],
    "internet_phones": [element("sip:steve@voip.example")],
    "office_phones": [element("22 51 75 10")],
    "private_phones": [element("00 44 84 7652645", "Evenings")],
    "mobile_phones": [element("915 00 000"), element("915 00 001")],
    "other_phones": [element("22 51 75 12")],
    "faxes": [element("22 51 75 13")],
    "urls": [element("https://fish.example/steve", "Home")],
}
SCALARS = {
    "firstname": "Steve",
    "middle_name": "Fin",
    "lastname": "Fishmann",
    "mrmrs": "Mr.",
    "title": "Owner",
    "salutation": "Dr.",
    "birth_date": BORN,
    "description": "Sells fish in London",
    "person_number": "S-1",
    "no_mailing": True,
    "use_person_address": True,
    "retired": True,
    "post1": "one",
    "post2": "two",
    "post3": "three",
    "kanafname": "スティーブ",
    "kanalname": "フィッシュマン",
    "dbi_agent_id": 7,
    "dbi_key": "key",
    "dbi_last_modified": WallDate(NOW // SECOND * SECOND),
    "dbi_last_syncronized": WallDate(NOW // SECOND * SECOND + SECOND),
    "sent_info": 1,
    "show_contact_tickets": 1,
    "source": 2,
}
REFERENCES = {
    "position": Position(4),
    "support_associate": Associate(ADMINISTRATOR),
    "ticket_priority": TicketPriority(2),
    "customer_language": CustomerLanguage(1),
}
