"""The Appointment agent: follow-ups, whole (domain reference 7.2, 9)."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from openkontor import rights
from openkontor.agents import check, link
from openkontor.agents.contact import NO_ENTITY, Rights, small_contacts
from openkontor.agents.method import method
from openkontor.agents.person import small_people
from openkontor.agents.small import small_projects, small_sales
from openkontor.call import Call
from openkontor.carriers.appointment import (
    DOCUMENT_TYPES,
    ActivityStatus,
    AppointmentPrivate,
    AppointmentType,
    AssignmentStatus,
    BookingType,
    InvitationStatus,
    Visibility,
    VisibleFor,
)
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.associate import Associate
from openkontor.carriers.document_entity import DocumentEntity
from openkontor.carriers.sale_entity import SaleEntity
from openkontor.carriers.task import TaskListItem, TaskType
from openkontor.carriers.values import LAST_WALL_DATE, NO_CALENDAR, Calendar, Duration
from openkontor.errors import BadArgument, Invalid, NotFound, UnknownId
from openkontor.rights import APPOINTMENT, DELETE, INSERT, SELECT, UPDATE
from openkontor.store import appointments, projects
from openkontor.store.appointments import contact_stub, person_stub, project_stub, sale_stub
from openkontor.store.db import Version
from openkontor.store.visible_for import FOR_ALL, seen_by

NOT_YET = "Recurrence reads as null, Participants as an empty list"
MINUTE = 60_000_000
HALF_HOUR, HOUR = 30 * MINUTE, 60 * MINUTE
LONGEST = 2**31 - 1  # seconds that a time span's column holds

Activity = AppointmentEntity | DocumentEntity  # what refers to a sale too
Referring = AppointmentEntity | DocumentEntity | SaleEntity  # what refers to a company, a person and a project


class Named(NamedTuple):
    """A list item as a save names it."""

    id: int
    value: str


@method("Appointment", takes="nothing", runs="read", allows="associate", missing=NOT_YET)
def create_default_appointment_entity(call: Call) -> AppointmentEntity:
    """Give an unsaved appointment with its defaults: mine, for one hour from the next half hour on."""
    start = -(-call.now // HALF_HOUR) * HALF_HOUR
    entity = _blank(call, start, start + HOUR)
    entity.table_right = rights.table_right(_bits(call, entity))
    return entity


@method("Appointment", takes="query", runs="read", allows="associate", missing=NOT_YET)
def get_appointment_entity(call: Call, appointment_entity_id: int) -> AppointmentEntity | None:
    """Give an appointment whole; null when it is unknown or hidden, and for a document's."""
    entity = _seen(call, appointment_entity_id)
    return None if entity is None else _with_rights(call, entity)


def appointment_version(call: Call, appointment_entity_id: int, lock: bool = False) -> tuple[Version, Rights] | None:
    """Give which state an appointment is in; None when it is unknown or hidden. `lock` keeps other writers from it.

    An answer shows a company and people too, whose states are not told: it has to be made each time.
    """
    if lock:
        appointments.lock(call.db, appointment_entity_id)
    stored = appointments.version(call.db, appointment_entity_id)
    if stored is None or _seen(call, appointment_entity_id) is None:
        return None
    return stored, ()


@method("Appointment", takes="entity", runs="write", allows="associate", missing=NOT_YET)
def save_appointment_entity(call: Call, appointment_entity: AppointmentEntity | None) -> AppointmentEntity:
    """Store an appointment: id 0 makes a new one, any other id replaces what is stored under it.

    400 naming AppointmentId for an unknown id, 400 naming the field for what cannot be stored, 403
    without the right. The answer is the appointment as it is read afterwards.
    """
    if appointment_entity is None:
        raise BadArgument(NO_ENTITY)
    save = _update if appointment_entity.appointment_id else _insert
    saved = appointments.load(call.db, save(call, appointment_entity))
    if saved is None:
        raise NotFound("the appointment was deleted while it was saved")
    return _with_rights(call, saved)


@method("Appointment", takes="query", runs="write", allows="associate")
def delete_appointment_entity(call: Call, appointment_entity_id: int) -> None:
    """Delete an appointment for good."""
    appointments.lock(call.db, appointment_entity_id)
    entity = _seen(call, appointment_entity_id)
    if entity is None:
        raise NotFound(f"Appointment id {appointment_entity_id} not found")
    rights.demand(_bits(call, entity), DELETE, APPOINTMENT)
    appointments.delete(call.db, appointment_entity_id)


def _bits(call: Call, entity: AppointmentEntity) -> int:
    return rights.mask(call.reference, call.associate_id, APPOINTMENT, id_of(entity.associate, "associate_id"))


def id_of(carrier: Any, attribute: str) -> int:
    """Give the id that a nested carrier bears, 0 for none."""
    number: int = getattr(carrier, attribute) if carrier is not None else 0
    return number


def _seen(call: Call, appointment_id: int) -> AppointmentEntity | None:
    """Load an appointment if the caller may see it: as its owner, or as one whom VisibleFor names."""
    entity = appointments.load(call.db, appointment_id)
    if entity is None or not _bits(call, entity) & SELECT:
        return None
    return entity if is_visible(call, entity) else None


def is_visible(call: Call, entity: Referring) -> bool:
    """Say whether the caller owns a record, or VisibleFor names him."""
    eyes = {(Visibility.All, 0), (Visibility.Associate, call.associate_id)}
    eyes |= {(Visibility.Group, group) for group in call.reference.groups_of[call.associate_id]}
    owns = id_of(entity.associate, "associate_id") == call.associate_id
    return owns or bool(eyes & seen_by(entity.visible_for))


def _with_rights(call: Call, entity: AppointmentEntity) -> AppointmentEntity:
    """Put in what the caller may do, and the company and persons as far as he may see them."""
    contact = id_of(entity.contact, "contact_id")
    person, invited = id_of(entity.person, "person_id"), id_of(entity.invited_person, "person_id")
    people = small_people(call, [person, invited])
    entity.contact = small_contacts(call, [contact]).get(contact)
    entity.person, entity.invited_person = people.get(person), people.get(invited)
    project, sale = id_of(entity.project, "project_id"), id_of(entity.sale, "sale_id")
    entity.project, entity.sale = small_projects(call, [project]).get(project), small_sales(call, [sale]).get(sale)
    entity.links = link.visible(call, entity.links)
    entity.active_links = len(entity.links)
    entity.table_right = rights.table_right(_bits(call, entity))
    return entity


def _blank(call: Call, start: int, end: int) -> AppointmentEntity:
    """Make an appointment with nothing but defaults."""
    return AppointmentEntity(
        description="",
        title="",
        private=AppointmentPrivate.Public,
        associate=call.associate,
        created_by=call.associate,
        start_date=Calendar(start),
        end_date=Calendar(end),
        active_date=Calendar(start),
        type=AppointmentType.InDiary,
        completed=ActivityStatus.NotStarted,
        links=[],
        participants=[],
        assignment_status=AssignmentStatus.None_,
        invitation_status=InvitationStatus.None_,
        booking_type=BookingType.None_,
        mother_associate=call.associate,
        task=_default_task(call),
        user_defined_fields={},
        extra_fields={},
        custom_fields={},
        publish_to=LAST_WALL_DATE,
        visible_for=[VisibleFor(0, Visibility.All, call.reference.speak(FOR_ALL))],
    )


def _default_task(call: Call) -> TaskListItem | None:
    tasks = [task for task in call.reference.tasks.values() if not task.deleted]
    return next((task for task in tasks if task.type is TaskType.Appointment), None)


def _insert(call: Call, sent: AppointmentEntity) -> int:
    now = call.now // MINUTE * MINUTE
    entity = _merged(call, _blank(call, now, now), sent)
    rights.demand(_bits(call, entity), INSERT, APPOINTMENT)
    return appointments.insert(call.db, entity, call.now, call.associate_id)


def _update(call: Call, sent: AppointmentEntity) -> int:
    appointments.lock(call.db, sent.appointment_id)
    stored = _seen(call, sent.appointment_id)
    if stored is None:
        raise UnknownId.of("Appointment", sent.appointment_id, "AppointmentId")
    rights.demand(_bits(call, stored), UPDATE, APPOINTMENT)
    entity = _merged(call, stored, sent)
    updated = check.next_stamp(call.now, stored.updated_date, stored.created_date)
    appointments.update(call.db, stored, entity, call.now, updated, call.associate_id)
    return stored.appointment_id


def _merged(call: Call, stored: AppointmentEntity, sent: AppointmentEntity) -> AppointmentEntity:
    """Give the appointment as it is to be stored; what the server owns is left to the store."""
    owner = check.associate("Associate", sent.associate, call, stored.associate) or stored.associate
    contact, person = contact_and_person(call, stored, sent)
    start, end = _times(stored, sent)
    visible_for = _visible_for(call, stored, sent, owner)
    return AppointmentEntity(
        appointment_id=stored.appointment_id,
        links=link.merged(call, APPOINTMENT, stored.appointment_id, stored.links, sent.links),
        associate=owner,
        contact=contact_stub(contact),
        start_date=start,
        end_date=end,
        active_date=start,
        invited_person=person_stub(_invited_person(call, stored, sent)),
        person=person_stub(person),
        priority=check.list_item("Priority", sent.priority, call.reference.priorities, stored.priority),
        private=_private(stored, visible_for),
        project=project_stub(project_of(call, stored, sent)),
        sale=sale_stub(sale_of(call, stored, sent)),
        type=_type(stored, sent),
        completed=ActivityStatus.NotStarted if sent.completed is ActivityStatus.Unknown else sent.completed,
        alarm_lead_time=_span("AlarmLeadTime", sent.alarm_lead_time),
        has_alarm=sent.has_alarm,
        color_index=sent.color_index,
        is_free=sent.is_free,
        is_allday_event=sent.is_allday_event,
        lag_time=_span("LagTime", sent.lag_time),
        lead_time=_span("LeadTime", sent.lead_time),
        location=sent.location,
        reject_counter=sent.reject_counter,
        reject_reason=sent.reject_reason,
        assigned_by=check.associate("AssignedBy", sent.assigned_by, call, stored.assigned_by),
        task=_task(call, stored, sent),
        preferred_tz_location=sent.preferred_tz_location,
        suggested_appointment_id=sent.suggested_appointment_id,
        is_mile_stone=sent.is_mile_stone,
        caution_warning=sent.caution_warning,
        owned_externally=sent.owned_externally,
        join_videomeet_url=sent.join_videomeet_url,
        centralservice_videomeet_id=sent.centralservice_videomeet_id,
        title=_text(stored, sent),
        agenda=sent.agenda,
        internal_notes=sent.internal_notes,
        visible_for=visible_for,
    )


def _text(stored: AppointmentEntity, sent: AppointmentEntity) -> str:
    """Title and Description are one text: of those that were sent the one that differs counts, Title if both do."""
    told = [text for text in (sent.title, sent.description) if text is not None]
    if not told:
        return ""
    changed = [text for text in told if text != stored.title]
    return next(filter(None, changed), "") if changed else (stored.title or "")


def _times(stored: AppointmentEntity, sent: AppointmentEntity) -> tuple[Calendar, Calendar]:
    """An appointment always has a time: an empty start stays as it is, an empty end is the start."""
    start, end = sent.start_date, sent.end_date
    if end == NO_CALENDAR:
        end = stored.end_date if start == NO_CALENDAR else start
    if start == NO_CALENDAR:
        start = stored.start_date
    if end < start:
        raise Invalid.field("EndDate", "it lies before StartDate")
    return start, end


def _span(name: str, sent: Duration) -> Duration:
    if not 0 <= sent <= LONGEST:
        raise Invalid.field(name, "a time span lies between 0 and 2147483647 seconds")
    return sent


def _type(stored: AppointmentEntity, sent: AppointmentEntity) -> AppointmentType:
    if sent.type is AppointmentType.Unknown:
        return stored.type
    if sent.type in DOCUMENT_TYPES and sent.type is not stored.type:
        raise Invalid.field("Type", f"an appointment cannot be made a {sent.type.value}")
    return sent.type


def _task(call: Call, stored: AppointmentEntity, sent: AppointmentEntity) -> TaskListItem | None:
    named = Named(sent.task.task_list_item_id, sent.task.value) if sent.task else None
    return check.list_item("Task", named, call.reference.tasks, stored.task) or stored.task


def contact_and_person(call: Call, stored: Referring, sent: Referring) -> tuple[int, int]:
    """The person must belong to the company; without a company it is the person's."""
    before = id_of(stored.contact, "contact_id"), id_of(stored.person, "person_id")
    wanted = id_of(sent.contact, "contact_id"), id_of(sent.person, "person_id")
    if wanted == before:
        return before
    people = small_people(call, [before[1], wanted[1]])
    contact = _chosen("Contact", "company", wanted[0], before[0], small_contacts(call, [before[0], wanted[0]]))
    person = _chosen("Person", "person", wanted[1], before[1], people)
    if person and person not in people:  # hidden from the caller: it stays as long as its company does
        return (before[0], person) if not wanted[0] or contact == before[0] else (contact, 0)
    if person and not wanted[0]:
        return people[person].contact_id, person
    if person and people[person].contact_id != contact:
        raise Invalid.field("Person", f"person {person} does not belong to company {contact}")
    return contact, person


def _invited_person(call: Call, stored: AppointmentEntity, sent: AppointmentEntity) -> int:
    before, wanted = id_of(stored.invited_person, "person_id"), id_of(sent.invited_person, "person_id")
    if wanted == before:
        return before
    return _chosen("InvitedPerson", "person", wanted, before, small_people(call, [before, wanted]))


def project_of(call: Call, stored: Referring, sent: Referring) -> int:
    """Give the project a save means, 0 for none; 400 for one the caller cannot see."""
    before, wanted = id_of(stored.project, "project_id"), id_of(sent.project, "project_id")
    if wanted == before:
        return before
    projects.lock(call.db, wanted)  # so that nobody deletes it meanwhile
    return _chosen("Project", "project", wanted, before, small_projects(call, [before, wanted]))


def sale_of(call: Call, stored: Activity, sent: Activity) -> int:
    """Give the sale a save means, 0 for none; 400 for one the caller cannot see."""
    before, wanted = id_of(stored.sale, "sale_id"), id_of(sent.sale, "sale_id")
    if wanted == before:
        return before
    return _chosen("Sale", "sale", wanted, before, small_sales(call, [before, wanted]))


def _chosen(name: str, kind: str, wanted: int, before: int, visible: Mapping[int, object]) -> int:
    """Find the record a save means; what the caller cannot see he can neither choose nor clear."""
    if wanted == before or wanted in visible:
        return wanted
    if wanted:
        raise Invalid.unknown(name, kind, wanted)
    return 0 if before in visible else before


def _visible_for(
    call: Call, stored: AppointmentEntity, sent: AppointmentEntity, owner: Associate | None
) -> list[VisibleFor]:
    """Changed lines of VisibleFor decide, else a changed Private; private to its owner follows the owner."""
    before = seen_by(stored.visible_for)
    if sent.visible_for and seen_by(sent.visible_for) != before:
        return checked_lines(call, sent.visible_for)
    was = stored.private or AppointmentPrivate.Public
    wanted = sent.private or was  # not sent: it does not become public by the way
    follows = owner is not stored.associate and before == seen_by(lines_of(was, stored.associate))
    if wanted is not was or follows:
        return lines_of(wanted, owner)
    return stored.visible_for or []


def checked_lines(call: Call, sent: list[VisibleFor]) -> list[VisibleFor]:
    """Give lines of VisibleFor as they are stored; 400 for whoever is not there."""
    known: dict[Visibility, Mapping[int, object]] = {
        Visibility.Associate: call.reference.associates,
        Visibility.Group: call.reference.lists["usergroup"],
    }
    if any(line.visibility is Visibility.All for line in sent):
        return lines_of(AppointmentPrivate.Public, None)
    for index, line in enumerate(sent):
        if line.visible_id not in known[line.visibility]:
            raise Invalid.unknown(f"VisibleFor[{index}].VisibleId", line.visibility.value.lower(), line.visible_id)
    return sent


def lines_of(private: AppointmentPrivate, owner: Associate | None) -> list[VisibleFor]:
    """Give the lines of VisibleFor that one word for them stands for."""
    if private is AppointmentPrivate.Public or owner is None:
        return [VisibleFor(0, Visibility.All)]
    if private is AppointmentPrivate.PrivateUser:
        return [VisibleFor(owner.associate_id, Visibility.Associate)]
    return [VisibleFor(owner.group_idx, Visibility.Group)]


def _private(stored: AppointmentEntity, lines: list[VisibleFor]) -> AppointmentPrivate:
    if seen_by(lines) == seen_by(stored.visible_for):
        return stored.private or AppointmentPrivate.Public
    return private_of(lines)


def private_of(lines: list[VisibleFor]) -> AppointmentPrivate:
    """Give the one word that lines of VisibleFor come to."""
    named = {line.visibility for line in lines}
    if Visibility.All in named:
        return AppointmentPrivate.Public
    return AppointmentPrivate.PrivateGroup if Visibility.Group in named else AppointmentPrivate.PrivateUser
