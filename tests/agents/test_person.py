from typing import Any

import msgspec
import pytest

from openkontor.agents.contact import delete_contact_entity, get_contact_entity
from openkontor.agents.person import (
    create_default_person_entity,
)
from openkontor.carriers.address import Address, StructuredAddress
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import Business, Category, Country, CustomerLanguage, Position, TicketPriority
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.person import Person
from openkontor.carriers.person_entity import PersonEntity
from openkontor.carriers.values import EMPTY_MICROSECONDS, NO_PURE_DATE, PureDate
from openkontor.errors import BadArgument, Invalid
from tests.agents.conftest import ADMINISTRATOR, NOW, SECOND, Database
from tests.agents.persons import (
    BORN,
    BRITAIN,
    ELEMENTS,
    NORWAY,
    REFERENCES,
    SCALARS,
    company,
    delete,
    element,
    get,
    person,
    ranks,
    refused,
    save,
    stamps,
    told,
)


def test_a_default_person_is_empty_and_not_stored(database: Database) -> None:
    first, second = (database.as_(ADMINISTRATOR, create_default_person_entity) for _ in range(2))
    assert first == second
    assert (first.person_id, first.firstname, first.person_number) == (0, "", "10002")
    assert first.country.country_id == NORWAY
    assert first.contact is None and first.ticket_priority is None and first.support_associate is None
    assert first.position == Position()
    assert [item.selected for item in first.interests] == [False] * 7
    assert [item.selected for item in first.shipment_types] == [True] * 4
    assert first.created_by.associate_id == ADMINISTRATOR and first.updated_by is None
    assert first.address.postal is None
    assert first.table_right.mask == "Select, Update, Insert, Delete"
    lists = [field.name for field in msgspec.structs.fields(PersonEntity) if "list[" in str(field.type)]
    assert all(getattr(first, name) is not None for name in lists)


def test_a_person_keeps_what_it_was_saved_with(database: Database) -> None:
    contact_id = company(database)
    saved = person(database, contact_id, **SCALARS, **REFERENCES, **ELEMENTS)
    assert get(database, saved.person_id) == saved
    assert {name: getattr(saved, name) for name in SCALARS} == SCALARS
    assert {name: told(getattr(saved, name)) for name in ELEMENTS} == {name: told(e) for name, e in ELEMENTS.items()}
    assert (saved.full_name, saved.formal_name) == ("Steve Fin Fishmann", "Mr. Dr. Steve Fin Fishmann")
    assert (saved.position.value, saved.ticket_priority.value) == ("Sales", "Medium")
    assert saved.customer_language.value == "English"
    assert saved.support_associate.name == "adam"
    assert saved.mobile_phones[0].stripped_value == "91500000"
    assert saved.created_date == NOW and saved.updated_date == EMPTY_MICROSECONDS
    assert (saved.contact.contact_id, saved.contact.name) == (contact_id, "Fish company")
    assert saved.contact.table_right.mask == "Select, Update, Insert, Delete"
    assert (saved.is_associate, saved.corresponding_associate, saved.user_info) == (False, None, None)
    assert (saved.consents, saved.bounce_emails, saved.custom_fields, saved.utm_parameters) == ([], [], {}, None)


def test_a_little_is_enough(database: Database) -> None:
    saved = person(database, company(database))
    assert saved.person_number == "10002"
    assert saved.position == Position() and saved.birth_date == NO_PURE_DATE
    assert (saved.ticket_priority, saved.customer_language, saved.support_associate) == (None, None, None)
    assert saved.country.country_id == NORWAY
    assert person(database, saved.contact.contact_id).person_number == "10003"


def test_the_small_person_in_the_company_tells_the_same(database: Database) -> None:
    contact_id = company(database)
    saved = person(database, contact_id, **SCALARS, **REFERENCES, **ELEMENTS)
    contact = database.as_(ADMINISTRATOR, lambda call: get_contact_entity(call, contact_id))
    [small] = contact.persons
    assert isinstance(small, Person) and small.table_right is None
    assert (small.person_id, small.full_name, small.formal_name) == (
        saved.person_id,
        saved.full_name,
        saved.formal_name,
    )
    assert (small.email, small.email_name) == ("steve@fish.example", "Boss")
    assert (small.direct_phone, small.mobile_phone, small.fax_phone) == (
        "+47 22 51 75 10",
        "+47 915 00 000",
        "+47 22 51 75 13",
    )
    assert (small.position, small.rank, small.retired, small.person_number) == ("Sales", 1, 1, "S-1")
    assert (small.ticket_priority_id, small.support_language_id, small.support_associate_id) == (2, 1, 1)


def test_a_save_that_changes_nothing_leaves_no_trace(database: Database) -> None:
    saved = person(database, company(database), **SCALARS, **REFERENCES, **ELEMENTS)
    before = stamps(database, saved.person_id)
    database.later()
    assert save(database, saved) == saved
    assert stamps(database, saved.person_id) == before


def test_a_change_moves_the_stamp_and_nothing_else(database: Database) -> None:
    saved = person(database, company(database), **SCALARS, **REFERENCES, **ELEMENTS)
    now = database.later()
    saved.mobile_phones[0] = element("915 00 009")
    changed = save(database, saved)
    assert changed.updated_date == now // SECOND * SECOND and changed.updated_by.associate_id == ADMINISTRATOR
    saved.mobile_phones[0] = EntityElement("915 00 009", "91500009", "")
    saved.updated_date, saved.updated_by = changed.updated_date, changed.updated_by
    assert changed == saved
    assert stamps(database, saved.person_id)[1] == 1


def test_what_is_left_out_is_cleared_or_stays(database: Database) -> None:
    contact_id = company(database)
    interest = [SelectableMDOListItem(4, selected=True)]
    address = Address(street=StructuredAddress(city="BERGEN"))
    before = person(database, contact_id, **SCALARS, **REFERENCES, **ELEMENTS, interests=interest, address=address)
    bare = PersonEntity(before.person_id, lastname="Fishmann", contact=Contact(contact_id))
    after = save(database, bare)
    assert (after.firstname, after.title, after.description, after.retired) == ("", "", "", False)
    assert after.birth_date == NO_PURE_DATE
    assert (after.support_associate, after.ticket_priority, after.customer_language) == (None, None, None)
    assert after.position == Position()
    for name in (*ELEMENTS, "interests", "shipment_types", "address", "country", "person_number"):
        assert getattr(after, name) == getattr(before, name), name


def test_an_empty_list_clears(database: Database) -> None:
    saved = person(database, company(database), **ELEMENTS)
    emptied = save(database, msgspec.structs.replace(saved, **{name: [] for name in ELEMENTS}))
    assert all(getattr(emptied, name) == [] for name in ELEMENTS)
    for table, owner in (("Email", "person_id"), ("URL", "person_id"), ("phone", "owner_id")):
        assert database.rows(f"SELECT 1 FROM {table} WHERE tenant = :tenant AND {owner} = {saved.person_id}") == []


def test_bounced_addresses_are_told_and_survive_a_save(database: Database) -> None:
    saved = person(database, company(database), emails=ELEMENTS["emails"])
    database.run("UPDATE Email SET bounceCount = 2 WHERE tenant = :tenant AND rank = 1")
    saved.emails = [element("info@fish.example"), element("Steve@fish.example")]
    saved.title = "Owner"
    assert save(database, saved).bounce_emails == ["Steve@fish.example"]


def test_a_text_that_is_too_long_for_an_element_is_named(database: Database) -> None:
    contact_id = company(database)
    phones = [element("22"), element("2" * 240)]
    refused(Invalid, "PrivatePhones[1].Value", lambda: person(database, contact_id, private_phones=phones))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (NO_PURE_DATE, NO_PURE_DATE),
        (PureDate(BORN + 3600 * SECOND), BORN),
        (PureDate(-86_400 * SECOND), PureDate(-86_400 * SECOND)),
        (PureDate(EMPTY_MICROSECONDS + 31 * 86_400 * SECOND), NO_PURE_DATE),
        (PureDate(EMPTY_MICROSECONDS + 365 * 86_400 * SECOND), PureDate(EMPTY_MICROSECONDS + 365 * 86_400 * SECOND)),
    ],
)
def test_days_of_birth(database: Database, sent: PureDate, kept: PureDate) -> None:
    assert person(database, company(database), birth_date=sent).birth_date == kept


def test_a_person_mirrors_its_company(database: Database) -> None:
    owner = database.user(level=1)
    contact_id = company(
        database, associate=Associate(owner), category=Category(4), business=Business(6), country=Country(BRITAIN)
    )
    mine = {"associate": Associate(ADMINISTRATOR), "category": Category(1), "business": Business(1)}
    saved = person(database, contact_id, **mine)

    def mirrored(entity: PersonEntity) -> tuple[int, ...]:
        return (entity.associate.associate_id, entity.category.id, entity.business.id, entity.country.country_id)

    assert mirrored(saved) == (owner, 4, 6, BRITAIN)
    assert mirrored(save(database, msgspec.structs.replace(saved, **mine, title="Owner"))) == (owner, 4, 6, BRITAIN)
    groups = f"SELECT group_id FROM person WHERE tenant = :tenant AND person_id = {saved.person_id}"
    assert database.rows(groups) == [(2,)]


def test_a_person_without_a_company_has_an_owner_of_its_own(database: Database) -> None:
    database.prefer("Functions", "MandatoryContactOnPerson", "No")
    owner = database.user(level=1)
    saved = save(database, PersonEntity(firstname="Kim"))
    assert (saved.contact, saved.category, saved.business) == (None, None, None)
    assert saved.associate.associate_id == ADMINISTRATOR
    saved.associate, saved.category, saved.business = Associate(owner), Category(1), Business(4)
    changed = save(database, saved)
    assert (changed.associate.associate_id, changed.category.id, changed.business.id) == (owner, 1, 4)
    assert database.rows(
        f"SELECT group_id, contact_id FROM person WHERE tenant = :tenant AND person_id = {saved.person_id}"
    ) == [(2, None)]
    delete(database, saved.person_id)
    assert get(database, saved.person_id) is None


def test_a_person_may_leave_its_company_if_none_is_needed(database: Database) -> None:
    contact_id = company(database, category=Category(4))
    first, second = person(database, contact_id), person(database, contact_id)
    refused(Invalid, "Contact", lambda: save(database, PersonEntity(first.person_id, "Steve")))
    database.prefer("Functions", "MandatoryContactOnPerson", "0")
    left = save(database, PersonEntity(first.person_id, "Steve"))
    assert (left.contact, left.category.id) == (None, 4)
    assert ranks(database, contact_id) == [(second.person_id, 1)]
    back = save(database, msgspec.structs.replace(left, contact=Contact(contact_id)))
    assert ranks(database, contact_id) == [(second.person_id, 1), (back.person_id, 2)]


def test_a_person_needs_a_name_and_a_company(database: Database) -> None:
    contact_id = company(database)
    gone = company(database)
    database.as_(ADMINISTRATOR, lambda call: delete_contact_entity(call, gone))
    refused(Invalid, "Firstname", lambda: person(database, contact_id, firstname=" ", lastname=""))
    assert person(database, contact_id, firstname="", lastname="Fishmann").full_name == "Fishmann"
    for contact in (None, Contact(), Contact(gone), Contact(9999), Contact(-1)):
        entity = PersonEntity(firstname="Steve", contact=contact)
        refused(Invalid, "Contact", lambda entity=entity: save(database, entity))
    with pytest.raises(BadArgument):
        save(database, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Position", Position(99)),
        ("Country", Country(5)),
        ("SupportAssociate", Associate(99)),
        ("TicketPriority", TicketPriority(0, "Soonish")),
        ("CustomerLanguage", CustomerLanguage(99)),
    ],
)
def test_an_unknown_reference_is_named(database: Database, field: str, value: Any) -> None:
    contact_id = company(database)
    name = "".join("_" + letter.lower() if letter.isupper() else letter for letter in field).strip("_")
    refused(Invalid, field, lambda: person(database, contact_id, **{name: value}))


def test_a_reference_is_looked_up_by_its_text(database: Database) -> None:
    saved = person(database, company(database), position=Position(0, "sales"), country=Country(0, "United Kingdom"))
    assert (saved.position.id, saved.country.country_id) == (4, BRITAIN)
