from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from openkontor.agents.contact import get_contact_entity, save_contact_entity
from openkontor.agents.person import (
    IS_USER,
    create_default_person_entity,
)
from openkontor.carriers.address import Address, AddressType, LocalizedField, StructuredAddress
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.lists import Category, Country, Position
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.person import Person
from openkontor.carriers.person_entity import PersonEntity
from openkontor.errors import Denied, Invalid, NotFound, UnknownId
from tests.agents.conftest import ADMINISTRATOR, NOW, OWNER_COMPANY, Database
from tests.agents.persons import BRITAIN, NORWAY, company, delete, get, person, ranks, refused, save, stamps


def test_unknown_and_deleted_persons(database: Database) -> None:
    contact_id = company(database)
    refused(UnknownId, "PersonId", lambda: person(database, contact_id, person_id=9999))
    refused(UnknownId, "PersonId", lambda: save(database, PersonEntity(9999, "Steve")))
    assert get(database, 9999) is None
    with pytest.raises(NotFound):
        delete(database, 9999)
    saved = person(database, contact_id)
    delete(database, saved.person_id)
    assert get(database, saved.person_id) is None
    refused(UnknownId, "PersonId", lambda: save(database, saved))
    with pytest.raises(NotFound):
        delete(database, saved.person_id)


def test_numbers_are_given_once(database: Database) -> None:
    contact_id = company(database)
    shown = database.as_(ADMINISTRATOR, create_default_person_entity).person_number
    first, second = (person(database, contact_id, person_number=shown) for _ in range(2))
    assert (first.person_number, second.person_number) == ("10002", "10003")
    person(database, contact_id, person_number="mine")
    refused(Invalid, "PersonNumber", lambda: person(database, contact_id, person_number="mine"))
    refused(Invalid, "PersonNumber", lambda: save(database, msgspec.structs.replace(second, person_number="mine")))
    assert save(database, msgspec.structs.replace(second, person_number="")).person_number == "10003"


def test_a_new_person_comes_last_and_a_deleted_one_leaves_no_gap(database: Database) -> None:
    contact_id = company(database)
    one, two, three = (person(database, contact_id).person_id for _ in range(3))
    assert ranks(database, contact_id) == [(one, 1), (two, 2), (three, 3)]
    before = stamps(database, two)
    delete(database, one)
    assert ranks(database, contact_id) == [(two, 1), (three, 2)]
    assert stamps(database, two) == before, "closing up is no edit"
    four = person(database, contact_id).person_id
    assert ranks(database, contact_id) == [(two, 1), (three, 2), (four, 3)]


def test_a_person_moves_to_the_end_of_another_company(database: Database) -> None:
    here, there = company(database), company(database, category=Category(4))
    one, two, three = (person(database, here) for _ in range(3))
    other = person(database, there)
    delete(database, person(database, there).person_id)
    moved = save(database, msgspec.structs.replace(two, contact=Contact(there)))
    assert (moved.contact.contact_id, moved.category.id, moved.person_number) == (there, 4, two.person_number)
    assert ranks(database, here) == [(one.person_id, 1), (three.person_id, 2)]
    assert ranks(database, there) == [(other.person_id, 1), (two.person_id, 2)]


def test_interests_are_switched_one_by_one(database: Database) -> None:
    chosen = [SelectableMDOListItem(4, selected=True), SelectableMDOListItem(99, selected=True)]
    saved = person(database, company(database), interests=chosen)
    assert [item.name for item in saved.interests] == sorted(item.name for item in saved.interests)
    assert [(item.id, item.last_changed) for item in saved.interests if item.selected] == [(4, NOW)]
    assert {(item.type, item.icon_hint) for item in saved.interests} == {("persint", "persint")}
    assert saved.active_interests == 1
    added = save(database, msgspec.structs.replace(saved, interests=[SelectableMDOListItem(7, selected=True)]))
    assert {item.id for item in added.interests if item.selected} == {4, 7}
    taken = save(database, msgspec.structs.replace(saved, interests=[SelectableMDOListItem(4)]))
    assert [item.id for item in taken.interests if item.selected] == [7]
    assert (taken.active_interests, save(database, msgspec.structs.replace(taken, interests=[]))) == (1, taken)


def test_what_is_sent_to_a_person_is_refused_one_by_one(database: Database) -> None:
    saved = person(database, company(database), shipment_types=[SelectableMDOListItem(3)])
    shown = [(item.id, item.name, item.selected) for item in saved.shipment_types]
    assert shown == [
        (1, "Invitations", True),
        (2, "News", True),
        (3, "Promotions", False),
        (4, "Urgent messages", True),
    ]
    item = saved.shipment_types[0]
    assert (item.type, item.icon_hint, item.extra_info, item.style_hint, item.child_items) == (
        None,
        None,
        None,
        None,
        [],
    )
    items = [SelectableMDOListItem(3, selected=True), SelectableMDOListItem(1), SelectableMDOListItem(99)]
    changed = save(database, msgspec.structs.replace(saved, shipment_types=items))
    assert [item.id for item in changed.shipment_types if not item.selected] == [1]
    rows = "SELECT ShipmentType_id FROM ShipmentTypeReservation WHERE tenant = :tenant"
    assert database.rows(rows) == [(1,)]


def test_the_address_in_both_forms(database: Database) -> None:
    street = StructuredAddress(address1="112 St James Boulevard", city="London", county="Orange")
    sent = Address(51.5, -0.1, street=street)
    saved = person(database, company(database, country=Country(BRITAIN)), address=sent)
    assert saved.address.postal is None
    assert saved.address.street.atype_idx is AddressType.PersonPrivateAddress
    assert saved.address.formatted == "112 St James Boulevard\nLondon\nOrange\n"
    assert (saved.address.wgs84_latitude, saved.address.wgs84_longitude) == (51.5, -0.1)
    lines = saved.address.localized_address
    assert [[field.name for field in line] for line in lines][-2:] == [["City"], ["County", "Zipcode"]]
    assert lines[0][0].address_type == "PersonPrivateAddress"
    lines[-1][1] = LocalizedField("Zipcode", "SS17 7HL")
    changed = save(database, saved)
    assert (changed.address.street.zipcode, changed.address.street.city) == ("SS17 7HL", "London")
    norwegian = save(database, msgspec.structs.replace(changed, country=Country(NORWAY)))
    assert norwegian.address.formatted == "112 St James Boulevard\nSS17 7HL London\n"
    assert norwegian.address.street.county == "Orange"


def test_the_address_tells_the_persons_rights(database: Database) -> None:
    saved = person(database, company(database))
    assert saved.address.table_right == saved.table_right
    assert saved.contact.address.table_right is None


def test_a_user_is_told_and_cannot_be_deleted(database: Database) -> None:
    adam = get(database, 1)
    assert adam is not None and adam.is_associate
    assert adam.corresponding_associate.associate_id == ADMINISTRATOR
    info = adam.user_info
    assert (info.user_info_id, info.user_name, info.role_name, info.user_group_name, info.can_logon) == (
        1,
        "adam",
        "User level 0",
        "Main group",
        True,
    )
    assert (adam.table_right.mask, adam.table_right.reason) == ("Select, Update, Insert", IS_USER)
    with pytest.raises(Denied, match="SR_ACCESS_ASSOC_DELETE"):
        delete(database, 1)
    assert get(database, 1) == adam


def test_a_user_who_is_renamed_or_moved_is_known_everywhere_at_once(database: Database) -> None:
    def version() -> int:
        return int(database.rows("SELECT reference_version FROM tenant WHERE tenant = :tenant")[0][0])

    adam, contact_id, before = get(database, 1), company(database), version()
    renamed = save(database, msgspec.structs.replace(adam, lastname="Adamsson"))
    assert renamed.updated_by.full_name == "adam Adamsson"
    assert version() == before + 1
    save(database, msgspec.structs.replace(renamed, contact=Contact(contact_id)))
    assert version() == before + 2
    assert database.as_(ADMINISTRATOR, lambda call: call.reference.users[1].contact_id) == contact_id
    save(database, msgspec.structs.replace(renamed, contact=Contact(contact_id), title="Boss"))
    person(database, contact_id)
    assert version() == before + 2


def test_what_the_server_owns_is_ignored(database: Database) -> None:
    saved = person(database, company(database))
    sent = msgspec.structs.replace(
        saved,
        full_name="Somebody Else",
        is_associate=True,
        created_date=saved.updated_date,
        created_by=None,
        active_interests=9,
        bounce_emails=["bounced@fish.example"],
        custom_fields={"SuperOffice:1": "[I:1]"},
        user_info=None,
        table_right=None,
        corresponding_associate=Associate(1),
    )
    assert save(database, sent) == saved


def test_who_may_see_change_and_delete_a_person(database: Database) -> None:
    reader, blind, owner = (database.user(level) for level in (3, 4, 2))
    contact_id = company(database)
    mine = company(database, by=owner)
    saved = person(database, contact_id)
    seen = get(database, saved.person_id, reader)
    assert seen is not None
    assert seen.table_right.mask == seen.contact.table_right.mask == seen.address.table_right.mask == "Select"
    assert get(database, saved.person_id, blind) is None
    refused(UnknownId, "PersonId", lambda: save(database, saved, blind))
    refused(Invalid, "Contact", lambda: person(database, contact_id, by=blind))
    with pytest.raises(NotFound):
        delete(database, saved.person_id, blind)
    for work in (
        lambda: save(database, saved, reader),
        lambda: person(database, contact_id, by=reader),
        lambda: delete(database, saved.person_id, reader),
        lambda: save(database, msgspec.structs.replace(saved, contact=Contact(mine)), reader),
    ):
        with pytest.raises(Denied):
            work()
    own = person(database, mine, by=owner)
    with pytest.raises(Denied):
        save(database, msgspec.structs.replace(own, contact=Contact(contact_id)), owner)
    assert own.table_right.mask == "Select, Update, Insert, Delete"
    delete(database, own.person_id, owner)


def test_a_hidden_company_is_not_told_and_not_lost(database: Database) -> None:
    reader = database.user(level=1)
    contact_id = company(database)
    saved = person(database, contact_id)
    database.run("UPDATE DataRight SET CRUD = '' WHERE tenant = :tenant AND roleId = 2 AND tableId = 5")
    seen = get(database, saved.person_id, reader)
    assert seen is not None and seen.contact is None
    save(database, msgspec.structs.replace(seen, title="Owner"), reader)
    changed = get(database, saved.person_id)
    assert changed is not None
    assert (changed.title, changed.contact.contact_id) == ("Owner", contact_id)


def test_a_deleted_main_contact_reads_as_none(database: Database) -> None:
    contact_id = company(database)
    saved = person(database, contact_id)

    def choose(call: Any) -> None:
        entity = get_contact_entity(call, contact_id)
        entity.support_person = Person(person_id=saved.person_id)
        assert save_contact_entity(call, entity).support_person.person_id == saved.person_id

    database.as_(ADMINISTRATOR, choose)
    delete(database, saved.person_id)
    entity = database.as_(ADMINISTRATOR, lambda call: get_contact_entity(call, contact_id))
    assert entity.support_person is None and entity.persons == []


def test_everything_is_undone_when_a_save_fails(database: Database) -> None:
    saved = person(database, company(database))
    with pytest.raises(Invalid):
        save(database, msgspec.structs.replace(saved, title="Owner", position=Position(99)))
    assert get(database, saved.person_id) == saved


def test_the_owner_company_has_its_administrator(database: Database) -> None:
    assert ranks(database, OWNER_COMPANY) == [(1, 1)]


@pytest.mark.postgres
def test_persons_saved_at_the_same_time_take_different_ranks(postgres_database: Database) -> None:
    here, there = company(postgres_database), company(postgres_database)
    movers = [person(postgres_database, there) for _ in range(18)]

    def work(number: int) -> int:
        if number % 3 == 0:
            return person(postgres_database, here).person_id
        if number % 3 == 1:
            delete(postgres_database, movers[number].person_id)
            return 0
        return save(postgres_database, msgspec.structs.replace(movers[number], contact=Contact(here))).person_id

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(18)))
    for contact_id, count in ((here, 12), (there, 6)):
        assert [rank for _, rank in ranks(postgres_database, contact_id)] == list(range(1, 1 + count))
