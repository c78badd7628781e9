"""Appointments: what a save means, who may see them, what deleting leaves."""

from typing import Any

import pytest

from openkontor.agents.appointment import (
    create_default_appointment_entity,
    delete_appointment_entity,
    get_appointment_entity,
    save_appointment_entity,
)
from openkontor.agents.contact import delete_contact_entity, save_contact_entity
from openkontor.carriers.appointment import (
    ActivityStatus,
    AppointmentType,
    AssignmentStatus,
    BookingType,
    InvitationStatus,
    Visibility,
    VisibleFor,
)
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.lists import Priority
from openkontor.carriers.person import Person
from openkontor.carriers.task import TaskListItem
from openkontor.carriers.values import LAST_WALL_DATE, NO_STAMP, Calendar, Duration
from openkontor.errors import Invalid, NotFound, UnknownId
from tests.agents.conftest import ADMINISTRATOR, NOW, OWNER_COMPANY, Database

MINUTE = 60_000_000
HOUR = 60 * MINUTE
SECOND = 1_000_000
PERSON = 1  # the administrator's, in company 1


def save(database: Database, by: int = ADMINISTRATOR, **values: Any) -> AppointmentEntity:
    sent = AppointmentEntity(**values)
    return database.as_(by, lambda call: save_appointment_entity(call, sent))


def get(database: Database, appointment_id: int, by: int = ADMINISTRATOR) -> AppointmentEntity | None:
    return database.as_(by, lambda call: get_appointment_entity(call, appointment_id))


def again(database: Database, entity: AppointmentEntity, by: int = ADMINISTRATOR, **values: Any) -> AppointmentEntity:
    """Save what was read, with some fields changed."""
    for name, value in values.items():
        setattr(entity, name, value)
    return database.as_(by, lambda call: save_appointment_entity(call, entity))


def new_contact(database: Database, by: int = ADMINISTRATOR) -> int:
    saved = database.as_(by, lambda call: save_contact_entity(call, ContactEntity(name="Kontor")))
    return saved.contact_id


def stored(database: Database, columns: str) -> tuple[Any, ...]:
    return database.rows(f"SELECT {columns} FROM appointment WHERE tenant = :tenant")[0]


def eyes(entity: AppointmentEntity) -> list[tuple[Visibility, int, str]]:
    return [(line.visibility, line.visible_id, line.display_value) for line in entity.visible_for or []]


EVERYBODY = [(Visibility.All, 0, "[SR_VFC_ALL]")]


def test_the_default_is_mine_for_one_hour_from_the_next_half_hour(database: Database) -> None:
    entity = database.as_(ADMINISTRATOR, create_default_appointment_entity)
    assert entity.start_date % (30 * MINUTE) == 0
    assert 0 < entity.start_date - NOW <= 30 * MINUTE
    assert entity.end_date - entity.start_date == HOUR
    assert entity.active_date == entity.start_date
    assert entity.associate.associate_id == entity.created_by.associate_id == ADMINISTRATOR
    assert entity.mother_associate.associate_id == ADMINISTRATOR
    assert (entity.type, entity.completed) == (AppointmentType.InDiary, ActivityStatus.NotStarted)
    assert (entity.assignment_status, entity.invitation_status) == (AssignmentStatus.None_, InvitationStatus.None_)
    assert entity.booking_type is BookingType.None_
    assert entity.task.value == "Meeting (in)"
    assert (entity.links, entity.participants, eyes(entity)) == ([], [], EVERYBODY)
    assert (entity.project, entity.sale, entity.recurrence, entity.priority, entity.contact) == (None,) * 5
    assert entity.publish_to == LAST_WALL_DATE
    assert entity.table_right.mask == "Select, Update, Insert, Delete"
    assert database.rows("SELECT 1 FROM appointment WHERE tenant = :tenant") == []


def test_the_default_can_be_saved_and_reads_as_it_was(database: Database) -> None:
    entity = database.as_(ADMINISTRATOR, create_default_appointment_entity)
    saved = again(database, entity)
    assert saved.appointment_id == 1
    assert saved.created_date == NOW
    assert (saved.start_date, saved.end_date) == (entity.start_date, entity.end_date)
    assert get(database, 1) == saved


def test_a_bare_save_is_for_now_at_whole_minutes(database: Database) -> None:
    entity = save(database)
    assert entity.start_date == entity.end_date == entity.active_date == NOW // MINUTE * MINUTE
    assert (entity.type, entity.completed) == (AppointmentType.InDiary, ActivityStatus.NotStarted)
    assert (entity.updated_date, entity.updated_by) == (NO_STAMP, None)
    assert stored(database, "group_idx, mother_associate_id, mother_id, done") == (1, 1, None, None)


def test_an_appointment_keeps_what_it_was_saved_with(database: Database) -> None:
    user = database.user(level=2)
    plain = {
        "start_date": Calendar(NOW),
        "end_date": Calendar(NOW + HOUR + 1),
        "type": AppointmentType.InChecklist,
        "completed": ActivityStatus.Started,
        "alarm_lead_time": Duration(900),
        "lag_time": Duration(60),
        "lead_time": Duration(300),
        "has_alarm": True,
        "is_free": True,
        "is_allday_event": True,
        "is_mile_stone": True,
        "color_index": 3,
        "location": "Room 3",
        "title": "Budget",
        "description": "Budget",
        "agenda": "1. Last year",
        "internal_notes": "Be brief",
        "reject_counter": 2,
        "reject_reason": "Ill",
        "preferred_tz_location": 261,
        "suggested_appointment_id": 12,
        "join_videomeet_url": "https://meet.example/1",
        "centralservice_videomeet_id": "abc",
    }
    entity = save(
        database,
        associate=Associate(user),
        assigned_by=Associate(ADMINISTRATOR),
        task=TaskListItem(0, "Lunch"),
        priority=Priority(3),
        contact=Contact(OWNER_COMPANY),
        person=Person(person_id=PERSON),
        invited_person=Person(person_id=PERSON),
        **plain,
    )
    assert {name: getattr(entity, name) for name in plain} == plain
    assert entity.active_date == NOW
    assert (entity.associate.associate_id, entity.assigned_by.associate_id) == (user, ADMINISTRATOR)
    assert (entity.task.value, entity.priority.value) == ("Lunch", "High")
    assert (entity.contact.name, entity.contact.table_right.reason) == ("Owner company", "")
    assert entity.person.full_name == entity.invited_person.full_name == "adam"
    assert entity.person.table_right.mask == "Select, Update, Insert"
    assert entity.person.table_right.reason == "[SR_ACCESS_ASSOC_DELETE]"
    assert stored(database, "alarm, lagTime, leadtime, group_idx") == (900, 60, 300, 2)
    assert get(database, entity.appointment_id) == entity


def test_completing_keeps_its_true_time_until_it_is_taken_back(database: Database) -> None:
    entity = save(database)
    done = database.later()
    entity = again(database, entity, completed=ActivityStatus.Completed)
    assert stored(database, "status, done") == (3, done)
    database.later()
    entity = again(database, entity, location="Elsewhere")
    assert stored(database, "status, done") == (3, done)
    again(database, entity, completed=ActivityStatus.Unknown)
    assert stored(database, "status, done") == (1, None)


def test_an_appointment_can_be_completed_from_the_start(database: Database) -> None:
    save(database, completed=ActivityStatus.Completed)
    assert stored(database, "status, done") == (3, NOW)


def test_saving_what_was_read_changes_nothing(database: Database) -> None:
    entity = save(database, contact=Contact(OWNER_COMPANY), person=Person(person_id=PERSON), title="Same")
    database.later()
    assert again(database, entity) == get(database, entity.appointment_id) == entity
    assert stored(database, "updated, updatedCount, changed_at") == (None, 0, NOW)


def test_a_change_is_stamped_a_second_later_at_least(database: Database) -> None:
    entity = save(database)
    entity = again(database, entity, location="A")
    assert entity.updated_date == NOW // SECOND * SECOND + SECOND
    assert entity.updated_by.associate_id == ADMINISTRATOR
    again(database, entity, location="B")
    assert stored(database, "updated, updatedCount, changed_at") == (NOW // SECOND * SECOND + 2 * SECOND, 2, NOW)


@pytest.mark.parametrize(
    ("title", "description", "text"),
    [("New", "Old", "New"), ("Old", "New", "New"), ("One", "Two", "One"), ("", "Old", ""), ("", "New", "New")],
)
def test_title_and_description_are_one_text(database: Database, title: str, description: str, text: str) -> None:
    entity = save(database, description="Old")
    assert (entity.title, entity.description) == ("Old", "Old")
    entity = again(database, entity, title=title, description=description)
    assert (entity.title, entity.description) == (text, text)
    assert database.rows("SELECT count(*) FROM text WHERE tenant = :tenant") == [(1,)]


def test_an_end_before_the_start_is_refused(database: Database) -> None:
    with pytest.raises(Invalid) as error:
        save(database, start_date=Calendar(NOW), end_date=Calendar(NOW - 1))
    assert error.value.messages.keys() == {"EndDate"}


def test_empty_times_stay_and_an_empty_end_is_the_start(database: Database) -> None:
    entity = save(database, start_date=Calendar(NOW), end_date=Calendar(NOW + HOUR))
    slim = {"appointment_id": entity.appointment_id}
    assert save(database, **slim, location="A").end_date == NOW + HOUR
    moved = save(database, **slim, start_date=Calendar(NOW + MINUTE))
    assert moved.start_date == moved.end_date == moved.active_date == NOW + MINUTE


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("Associate", {"associate": Associate(77777)}),
        ("AssignedBy", {"assigned_by": Associate(77777)}),
        ("Contact", {"contact": Contact(77777)}),
        ("Person", {"person": Person(person_id=77777)}),
        ("InvitedPerson", {"invited_person": Person(person_id=77777)}),
        ("Task", {"task": TaskListItem(77777)}),
        ("Task", {"task": TaskListItem(0, "No such task")}),
        ("Priority", {"priority": Priority(77777)}),
        ("Type", {"type": AppointmentType.Document}),
        ("LeadTime", {"lead_time": Duration(2**31)}),
        ("LagTime", {"lag_time": Duration(-1)}),
        (
            "VisibleFor[1].VisibleId",
            {"visible_for": [VisibleFor(1, Visibility.Group), VisibleFor(9, Visibility.Group)]},
        ),
        ("VisibleFor[0].VisibleId", {"visible_for": [VisibleFor(77777, Visibility.Associate)]}),
    ],
)
def test_what_cannot_be_stored_is_named(database: Database, field: str, values: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as error:
        save(database, **values)
    assert error.value.messages.keys() == {field}
    assert database.rows("SELECT 1 FROM appointment WHERE tenant = :tenant") == []


def test_a_person_brings_its_company_and_must_belong_to_the_one_given(database: Database) -> None:
    assert save(database, person=Person(person_id=PERSON)).contact.contact_id == OWNER_COMPANY
    other = new_contact(database)
    with pytest.raises(Invalid) as error:
        save(database, contact=Contact(other), person=Person(person_id=PERSON))
    assert error.value.messages.keys() == {"Person"}


def test_references_not_sent_are_cleared_but_owner_and_task_stay(database: Database) -> None:
    entity = save(
        database,
        contact=Contact(OWNER_COMPANY),
        person=Person(person_id=PERSON),
        priority=Priority(1),
        task=TaskListItem(8),
    )
    entity = save(database, appointment_id=entity.appointment_id)
    assert (entity.contact, entity.person, entity.priority) == (None, None, None)
    assert (entity.associate.associate_id, entity.task.value) == (ADMINISTRATOR, "Lunch")


def test_a_deleted_company_reads_null_and_stays(database: Database) -> None:
    contact = new_contact(database)
    entity = save(database, contact=Contact(contact))
    database.as_(ADMINISTRATOR, lambda call: delete_contact_entity(call, contact))
    entity = get(database, entity.appointment_id)
    assert entity.contact is None
    again(database, entity, location="Here")
    assert stored(database, "contact_id") == (contact,)
    with pytest.raises(Invalid):
        save(database, contact=Contact(contact))


def test_a_deleted_appointment_leaves_nothing(database: Database) -> None:
    kept = save(database, title="Kept")
    number = save(database, title="Gone", agenda="Gone", internal_notes="Gone").appointment_id
    database.as_(ADMINISTRATOR, lambda call: delete_appointment_entity(call, number))
    assert get(database, number) is None
    assert get(database, kept.appointment_id) == kept
    assert database.rows("SELECT text FROM text WHERE tenant = :tenant") == [("Kept",)]
    assert database.rows("SELECT recordId FROM VisibleFor WHERE tenant = :tenant") == [(kept.appointment_id,)]
    with pytest.raises(NotFound):
        database.as_(ADMINISTRATOR, lambda call: delete_appointment_entity(call, number))


def test_the_row_of_a_document_is_not_an_appointment(database: Database) -> None:
    entity = save(database)
    database.run("UPDATE appointment SET type = 4, document_id = 7 WHERE tenant = :tenant")
    assert get(database, entity.appointment_id) is None
    with pytest.raises(UnknownId):
        again(database, entity)


def test_unknown_ids(database: Database) -> None:
    assert get(database, 77777) is None
    with pytest.raises(UnknownId):
        save(database, appointment_id=77777)
