"""The Appointment agent: a follow-up in short (domain reference 7.2)."""

from typing import Any

from openkontor.agents.appointment import get_appointment_entity
from openkontor.agents.method import method
from openkontor.agents.project import demand_seen
from openkontor.agents.small import hidden_activities
from openkontor.call import Call
from openkontor.carriers.appointment import AppointmentPrivate, BookingType
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.appointment_small import Appointment
from openkontor.carriers.associate import Associate
from openkontor.store import coming

# What is a carrier in one and a name in the other is not the same.
DIFFERENT = {"task", "assigned_by", "created_by", "field_properties"}
SAME = tuple((set(Appointment.__struct_fields__) & set(AppointmentEntity.__struct_fields__)) - DIFFERENT)
BOOKINGS = (BookingType.Owner, BookingType.Participant)
NOBODY = Associate()


@method("Appointment", takes="query", runs="read", allows="associate", missing="recurrence: none is told")
def get_appointment(call: Call, appointment_id: int) -> Appointment | None:
    """Give an appointment, short; null when it is unknown or hidden, and for a document's."""
    entity = get_appointment_entity(call, appointment_id)
    if entity is None:
        return None
    same: dict[str, Any] = {name: getattr(entity, name) for name in SAME}
    same |= {"description": entity.description or "", "title": entity.title or ""}
    same |= {"private": entity.private or AppointmentPrivate.Public}
    return Appointment(**same, **_people(entity), **_records(entity))


@method("Project", takes="arguments", runs="read", allows="associate", missing="recurrence: none is told")
def get_next_milestone(call: Call, project_id: int) -> Appointment | None:
    """Give the next milestone ahead of a project that is not completed, of those the caller may see; null for none.

    400 naming ProjectId (404 over REST) for an unknown or hidden project.
    """
    demand_seen(call, project_id)
    number = coming.next_milestone(call.db, project_id, call.now, call.associate_id, hidden_activities(call))
    return get_appointment(call, number) if number else None


def _people(entity: AppointmentEntity) -> dict[str, Any]:
    """Give whose appointment it is, who made it and who assigned it."""
    owner, creator = entity.associate or NOBODY, entity.created_by or NOBODY
    assigner, mother = entity.assigned_by or NOBODY, entity.mother_associate or NOBODY
    return {
        "associate_id": owner.associate_id,
        "associate_name": owner.name,
        "associate_full_name": owner.full_name,
        "created_by": creator.name,
        "created_by_full_name": creator.full_name,
        "created_by_associate_id": creator.associate_id,
        "assigned_by": assigner.associate_id,
        "assigned_by_full_name": assigner.full_name,
        "mother_associate_id": mother.associate_id,
    }


def _records(entity: AppointmentEntity) -> dict[str, Any]:
    """Give what it is, and with whom and for what."""
    contact, person, project, sale = entity.contact, entity.person, entity.project, entity.sale
    task, priority = entity.task, entity.priority
    told: dict[str, Any] = {
        "is_booking": entity.booking_type in BOOKINGS,
        "is_booking_main": entity.booking_type is BookingType.Owner,
    }
    if contact:
        told |= {"contact_id": contact.contact_id, "contact_name": contact.name}
    if person:
        told |= {"person_id": person.person_id, "person_full_name": person.full_name}
    if project:
        told |= {"project_id": project.project_id, "project_name": project.name}
    if sale:
        told |= {"sale_id": sale.sale_id, "sale_name": sale.title}
    if task:
        told |= {"task_id": task.task_list_item_id, "task": task.value, "task_type": task.type}
    if priority:
        told |= {"priority_id": priority.id, "priority_name": priority.value}
    return told
