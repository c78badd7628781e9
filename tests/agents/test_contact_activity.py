"""GetMyActiveContacts: what counts, for whom, and which of several events is shown."""

from typing import Any

import pytest

from openkontor.agents.appointment import save_appointment_entity
from openkontor.agents.contact import delete_contact_entity, save_contact_entity
from openkontor.agents.contact_activity import get_my_active_contacts
from openkontor.carriers.activity import ContactAction, ContactActivity
from openkontor.carriers.appointment import ActivityStatus, AppointmentPrivate, AppointmentType
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import Category
from openkontor.carriers.person import Person
from openkontor.carriers.values import Calendar
from openkontor.store.seed import PERSON, contact_row, person_row
from tests.agents.conftest import ADMINISTRATOR, NOW, OWNER_COMPANY, SECOND, Database

CREATED, UPDATED, NEW_ACTIVITY, COMPLETED, PERSON_ADDED, PERSON_UPDATED, DOCUMENT_ADDED = (1 << bit for bit in range(7))


def active(
    database: Database,
    start: int = NOW + 1,
    action: int = 127,
    categories: list[int] | None = None,
    by: int = ADMINISTRATOR,
) -> list[ContactActivity]:
    arguments = Calendar(start), categories, ContactAction(action)
    return database.as_(by, lambda call: get_my_active_contacts(call, *arguments))


def events(rows: list[ContactActivity]) -> list[tuple[int, int, int]]:
    return [(row.contact_id, int(row.action), row.action_id) for row in rows]


def new_contact(database: Database, by: int = ADMINISTRATOR, **values: Any) -> int:
    """Save a company later than all before."""
    database.later()
    sent = ContactEntity(**{"name": "Kontor"} | values)
    return database.as_(by, lambda call: save_contact_entity(call, sent)).contact_id


def new_appointment(database: Database, contact: int, by: int = ADMINISTRATOR, **values: Any) -> AppointmentEntity:
    database.later()
    sent = AppointmentEntity(contact=Contact(contact), **values)
    return database.as_(by, lambda call: save_appointment_entity(call, sent))


def save_again(database: Database, sent: AppointmentEntity, by: int = ADMINISTRATOR) -> None:
    database.later()
    database.as_(by, lambda call: save_appointment_entity(call, sent))


def new_person(database: Database, person_id: int, contact: int) -> None:
    """Add a person row; what the Person agent makes of it is its own tests' matter."""
    now = database.later()
    company = contact_row(contact, "", now, associate_id=ADMINISTRATOR, group_id=1, country_id=578)
    row = person_row(person_id, company, rank=person_id, registered=now, associate_id=ADMINISTRATOR)
    database.as_(ADMINISTRATOR, lambda call: call.db.run(PERSON, **row, person_number=""))


def test_a_row_says_what_happened_where_and_who_did_it(database: Database) -> None:
    user = database.user(level=1)
    contact = new_contact(
        database, department="Export", org_nr="99", urls=[EntityElement("https://kontor.example/"), EntityElement("b")]
    )
    appointment = new_appointment(database, OWNER_COMPANY, by=user, person=Person(person_id=1))
    assert events(active(database)) == [(OWNER_COMPANY, NEW_ACTIVITY, 1), (contact, CREATED, contact)]
    row, created = active(database)
    assert (row.action_time, row.action_id) == (database.now, appointment.appointment_id)
    assert (row.name, row.associate_id, row.associate_full_name) == ("Owner company", ADMINISTRATOR, "adam")
    assert (row.person_id, row.activity_person_id, row.activity_person_name) == (1, user, f"user{user}")
    assert (created.department, created.org_nr, created.url) == ("Export", "99", "https://kontor.example/")
    assert (created.category, created.person_id, created.activity_person_id) == ("Potential customer", 0, 1)
    assert created.action_time == NOW + 60 * SECOND
    assert row.table_right.mask == "Select, Update, Insert, Delete"
    assert row.field_properties == {}


def test_the_latest_event_is_shown_and_each_kind_can_be_asked_for(database: Database) -> None:
    contact = new_contact(database)
    appointment = new_appointment(database, contact)
    number = appointment.appointment_id
    assert events(active(database)) == [(contact, NEW_ACTIVITY, number)]
    appointment.completed = ActivityStatus.Completed
    save_again(database, appointment)
    assert events(active(database)) == [(contact, COMPLETED, number)]
    new_person(database, 50, contact)
    assert events(active(database)) == [(contact, PERSON_ADDED, 50)]
    new_person(database, 51, contact)
    changed = database.later()
    database.run(f"UPDATE person SET updated = 1, changed_at = {changed} WHERE tenant = :tenant AND person_id = 50")
    assert events(active(database)) == [(contact, PERSON_UPDATED, 50)]
    database.later()
    renamed = ContactEntity(contact, "Renamed")
    database.as_(ADMINISTRATOR, lambda call: save_contact_entity(call, renamed))
    assert events(active(database)) == [(contact, UPDATED, contact)]
    document = new_appointment(database, contact).appointment_id
    database.run(
        f"UPDATE appointment SET type = 4, document_id = 1 WHERE tenant = :tenant AND appointment_id = {document}"
    )
    assert events(active(database)) == [(contact, DOCUMENT_ADDED, document)]
    kinds = {
        CREATED: contact,
        UPDATED: contact,
        NEW_ACTIVITY: number,
        COMPLETED: number,
        PERSON_ADDED: 51,
        PERSON_UPDATED: 50,
        DOCUMENT_ADDED: document,
    }
    for action, action_id in kinds.items():
        assert events(active(database, action=action)) == [(contact, action, action_id)]
    assert events(active(database, action=CREATED | PERSON_ADDED)) == [(contact, PERSON_ADDED, 51)]
    assert active(database, action=0) == active(database)
    assert active(database, action=128) == []


def test_equal_times_are_settled_by_kind(database: Database) -> None:
    contact = new_contact(database)
    number = new_appointment(database, contact, completed=ActivityStatus.Completed).appointment_id
    document = new_appointment(database, contact).appointment_id
    new_person(database, 50, contact)
    then = NOW + 1000 * SECOND
    database.run(
        f"UPDATE appointment SET registered = {then}, done = CASE WHEN status = 3 THEN {then} END,"
        f" document_id = CASE WHEN appointment_id = {document} THEN 1 END WHERE tenant = :tenant"
    )
    stamps = f"registered = {then}, updated = {then}, changed_at = {then}"
    database.run(f"UPDATE person SET {stamps} WHERE tenant = :tenant AND person_id = 50")
    database.run(f"UPDATE contact SET {stamps} WHERE tenant = :tenant AND contact_id = {contact}")
    order = {
        DOCUMENT_ADDED: document,
        COMPLETED: number,
        NEW_ACTIVITY: number,
        PERSON_ADDED: 50,
        PERSON_UPDATED: 50,
        UPDATED: contact,
        CREATED: contact,
    }
    wanted = 127
    for action, action_id in order.items():
        assert events(active(database, action=wanted)) == [(contact, action, action_id)]
        wanted -= action


def test_the_start_time_belongs_to_the_time(database: Database) -> None:
    new_contact(database)
    then = database.now
    database.later()
    assert len(active(database, start=then)) == 1
    assert active(database, start=then + 1) == []


def test_a_start_in_the_future_is_the_last_log_out(database: Database) -> None:
    contact = new_contact(database)
    future = database.now + 10 * SECOND
    assert [row.contact_id for row in active(database, start=future)] == [contact, OWNER_COMPANY]
    database.run(f"INSERT INTO login_stamp (tenant, associate_id, lastlogin) VALUES (:tenant, 1, {NOW + SECOND})")
    assert [row.contact_id for row in active(database, start=future)] == [contact, OWNER_COMPANY], "still here"
    for column in ("previouslogin", "lastlogout"):
        database.run(f"UPDATE login_stamp SET {column} = {NOW + SECOND} WHERE tenant = :tenant")
        assert [row.contact_id for row in active(database, start=future)] == [contact]
        database.run(f"UPDATE login_stamp SET {column} = NULL WHERE tenant = :tenant")


def test_without_arguments_everything_counts(database: Database) -> None:
    rows = database.as_(ADMINISTRATOR, get_my_active_contacts)
    assert events(rows) == [(OWNER_COMPANY, PERSON_ADDED, 1)]


def test_newest_first_then_by_name(database: Database) -> None:
    ids = {name: new_contact(database, name=name) for name in ("Beta", "alpha", "Gamma")}
    then = database.later()
    pair = f"{ids['Beta']}, {ids['alpha']}"
    database.run(f"UPDATE contact SET registered = {then} WHERE tenant = :tenant AND contact_id IN ({pair})")
    assert [row.name for row in active(database)] == ["alpha", "Beta", "Gamma"]


def test_categories_narrow_the_companies(database: Database) -> None:
    contact = new_contact(database, category=Category(4))
    other = new_contact(database, category=Category(5))
    assert [row.contact_id for row in active(database, categories=[4])] == [contact]
    assert [row.contact_id for row in active(database, categories=[5, 4])] == [other, contact]
    assert active(database, categories=[2_000_000_000]) == []
    assert len(active(database, categories=[])) == 2


def test_only_my_companies_whoever_acts(database: Database) -> None:
    user = database.user(level=1)
    contact = new_contact(database, associate=Associate(user))
    number = new_appointment(database, contact).appointment_id
    assert active(database) == []
    assert events(active(database, by=user)) == [(contact, NEW_ACTIVITY, number)]
    assert active(database, by=user)[0].activity_person_id == ADMINISTRATOR


def test_a_deleted_company_or_person_is_not_active(database: Database) -> None:
    contact = new_contact(database)
    new_person(database, 50, contact)
    database.run("UPDATE person SET DeletedDate = 1, updated = 1 WHERE tenant = :tenant AND person_id = 50")
    assert events(active(database)) == [(contact, CREATED, contact)]
    database.as_(ADMINISTRATOR, lambda call: delete_contact_entity(call, contact))
    assert active(database) == []


def test_a_retired_person_counts(database: Database) -> None:
    contact = new_contact(database)
    new_person(database, 50, contact)
    database.run("UPDATE person SET retired = 1 WHERE tenant = :tenant")
    assert events(active(database)) == [(contact, PERSON_ADDED, 50)]


@pytest.mark.parametrize("private", [AppointmentPrivate.PrivateUser, AppointmentPrivate.PrivateGroup])
def test_a_private_appointment_of_another_causes_nothing(database: Database, private: AppointmentPrivate) -> None:
    user = database.user(level=1)
    contact = new_contact(database)
    visible = new_appointment(database, contact, by=user).appointment_id
    done = ActivityStatus.Completed
    hidden = new_appointment(database, contact, by=user, private=private, completed=done)
    assert events(active(database, action=NEW_ACTIVITY)) == [(contact, NEW_ACTIVITY, visible)]
    assert active(database, action=COMPLETED) == []
    mine = new_appointment(database, contact, private=private).appointment_id
    assert events(active(database, action=NEW_ACTIVITY)) == [(contact, NEW_ACTIVITY, mine)]
    hidden.private = AppointmentPrivate.Public
    save_again(database, hidden, by=user)
    assert events(active(database, action=COMPLETED)) == [(contact, COMPLETED, hidden.appointment_id)]


def test_a_group_that_is_named_sees(database: Database) -> None:
    user, colleague = database.user(level=1), database.user(level=1)
    contact = new_contact(database, associate=Associate(user))
    appointment = new_appointment(database, contact, by=colleague, private=AppointmentPrivate.PrivateGroup)
    assert events(active(database, by=user)) == [(contact, NEW_ACTIVITY, appointment.appointment_id)]


def test_appointments_of_owners_i_may_not_read_cause_nothing(database: Database) -> None:
    low = database.user(level=4)
    contact = new_contact(database, associate=Associate(low))
    new_appointment(database, contact, completed=ActivityStatus.Completed)
    assert events(active(database, by=low)) == [(contact, CREATED, contact)]


def test_persons_i_may_not_read_cause_nothing(database: Database) -> None:
    low = database.user(level=4)
    contact = new_contact(database, associate=Associate(low))
    new_person(database, 50, contact)  # not mirrored: its owner is the administrator
    database.run("UPDATE person SET updated = 1 WHERE tenant = :tenant AND person_id = 50")
    assert events(active(database, by=low)) == [(contact, CREATED, contact)]


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (AppointmentType.InChecklist, True),
        (AppointmentType.BookingForDiary, True),
        (AppointmentType.BookingForChecklist, True),
        (AppointmentType.Note, False),
    ],
)
def test_which_types_count(database: Database, kind: AppointmentType, counts: bool) -> None:
    contact = new_contact(database)
    new_appointment(database, contact, type=kind, completed=ActivityStatus.Completed)
    assert bool(active(database, action=NEW_ACTIVITY)) is counts
    assert bool(active(database, action=COMPLETED)) is counts


def test_only_the_mother_of_a_booking_counts(database: Database) -> None:
    contact = new_contact(database)
    mother = new_appointment(database, contact, completed=ActivityStatus.Completed).appointment_id
    new_appointment(database, contact, completed=ActivityStatus.Completed)
    database.run(f"UPDATE appointment SET mother_id = {mother} WHERE tenant = :tenant")
    assert events(active(database, action=NEW_ACTIVITY)) == [(contact, NEW_ACTIVITY, mother)]
    assert events(active(database, action=COMPLETED)) == [(contact, COMPLETED, mother)]


def test_who_may_not_read_his_own_companies_gets_none(database: Database) -> None:
    user = database.user(level=1)
    new_contact(database, associate=Associate(user))
    assert len(active(database, by=user)) == 1
    database.run("DELETE FROM DataRight WHERE tenant = :tenant AND tableId = 5")
    assert active(database, by=user) == []
