"""A follow-up in short tells what the whole tells: every name and id from where it belongs."""

from typing import Any

import pytest

from openkontor.agents import appointment_small
from openkontor.carriers.appointment import AppointmentPrivate, BookingType
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.appointment_small import Appointment
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.lists import Priority
from openkontor.carriers.person import Person
from openkontor.carriers.project import Project
from openkontor.carriers.sale import Sale
from openkontor.carriers.task import TaskListItem, TaskType

WHOLE = {
    "appointment_id": 1,
    "title": "Plan",
    "description": "Ask twice",
    "location": "Oslo",
    "private": AppointmentPrivate.PrivateUser,
    "associate": Associate(2, "owner", full_name="The Owner"),
    "created_by": Associate(3, "maker", full_name="The Maker"),
    "assigned_by": Associate(4, "assigner", full_name="The Assigner"),
    "mother_associate": Associate(5, "mother"),
    "contact": Contact(6, "Company"),
    "person": Person(person_id=7, full_name="A Person"),
    "project": Project(project_id=8, name="Project"),
    "sale": Sale(sale_id=9, title="Sale"),
    "task": TaskListItem(10, "Meeting", type=TaskType.Appointment),
    "priority": Priority(11, "High"),
}
SHORT = {
    "appointment_id": 1,
    "title": "Plan",
    "description": "Ask twice",
    "location": "Oslo",
    "private": AppointmentPrivate.PrivateUser,
    "associate_id": 2,
    "associate_name": "owner",
    "associate_full_name": "The Owner",
    "created_by_associate_id": 3,
    "created_by": "maker",
    "created_by_full_name": "The Maker",
    "assigned_by": 4,
    "assigned_by_full_name": "The Assigner",
    "mother_associate_id": 5,
    "contact_id": 6,
    "contact_name": "Company",
    "person_id": 7,
    "person_full_name": "A Person",
    "project_id": 8,
    "project_name": "Project",
    "sale_id": 9,
    "sale_name": "Sale",
    "task_id": 10,
    "task": "Meeting",
    "task_type": TaskType.Appointment,
    "priority_id": 11,
    "priority_name": "High",
}


def short(monkeypatch: pytest.MonkeyPatch, **fields: Any) -> Appointment:
    entity = AppointmentEntity(**fields)
    monkeypatch.setattr(appointment_small, "get_appointment_entity", lambda call, number: entity)
    found = appointment_small.get_appointment(None, 1)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_every_name_and_id_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert short(monkeypatch, **WHOLE) == Appointment(**SHORT)


def test_without_people_and_records_all_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    assert short(monkeypatch, appointment_id=1, private=None) == Appointment(appointment_id=1)


@pytest.mark.parametrize(
    ("kind", "booked", "main"),
    [(BookingType.Owner, True, True), (BookingType.Participant, True, False), (BookingType.Unknown, False, False)],
)
def test_a_booking_is_told_and_who_made_it(
    monkeypatch: pytest.MonkeyPatch, kind: BookingType, booked: bool, main: bool
) -> None:
    found = short(monkeypatch, booking_type=kind)
    assert (found.booking_type, found.is_booking, found.is_booking_main) == (kind, booked, main)
