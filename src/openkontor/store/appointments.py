"""The appointment: one statement reads it whole, a few write it. Documents' rows are left alone."""

from typing import Any

from openkontor.carriers.appointment import (
    ActivityStatus,
    AppointmentCautionWarning,
    AppointmentExternalOwner,
    AppointmentPrivate,
    AppointmentType,
    AssignmentStatus,
    BookingType,
    InvitationStatus,
)
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.contact import Contact
from openkontor.carriers.person import Person
from openkontor.carriers.project import Project
from openkontor.carriers.sale import Sale
from openkontor.carriers.values import LAST_WALL_DATE, NO_CALENDAR, NO_STAMP, Calendar, Duration, Stamp
from openkontor.errors import Overtaken
from openkontor.rights import APPOINTMENT
from openkontor.store import freetext, links, parts, visible_for
from openkontor.store.db import Db, Version
from openkontor.store.dialect import Statement, statement
from openkontor.store.reference import Reference
from openkontor.store.visible_for import SEEN_ACTIVITY, seen_by

READ_APPOINTMENT = statement(
    "read_appointment",
    """SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        a.appointment_id, a.associate_id, coalesce(a.contact_id, 0), coalesce(a.person_id, 0),
        coalesce(a.invitedPersonId, 0), a.registered_associate_id, a.updated_associate_id, a.registered, a.updated,
        a.do_by, a.endDate, a.activeDate,
        coalesce((SELECT t.text FROM text t WHERE t.tenant = a.tenant AND t.text_id = a.text_id), ''),
        coalesce((SELECT t.text FROM text t WHERE t.tenant = a.tenant AND t.text_id = a.agenda_text_id), ''),
        coalesce((SELECT t.text FROM text t WHERE t.tenant = a.tenant AND t.text_id = a.internal_notes_text_id), ''),
        coalesce(a.mother_id, 0), coalesce(a.mother_associate_id, 0), coalesce(a.priority_idx, 0), a.private,
        a.type, a.status, a.alarm, a.hasAlarm, a.color_index, a.freeBusy, a.alldayEvent, a.lagTime, a.leadtime,
        a.location, a.rejectCounter, a.rejectReason, coalesce(a.assignedBy, 0), coalesce(a.task_idx, 0),
        coalesce(a.preferredTZLocation, 0), coalesce(a.suggestedAppointmentId, 0), a.isMilestone, a.cautionWarning,
        a.owned_externally, a.join_videomeet_url, a.centralservice_videomeet_id, coalesce(a.project_id, 0),
        coalesce(a.sale_id, 0),
        (SELECT json_group_array(json_array(f.VisibleFor_id, f.forAll, coalesce(f.forGroupId, 0),
            coalesce(f.forAssocId, 0)))
            FROM VisibleFor f
            WHERE f.tenant = a.tenant AND f.tableId = 9 AND f.recordId = a.appointment_id)
    FROM appointment a
    WHERE a.tenant = :tenant AND a.appointment_id = :appointment_id AND a.document_id IS NULL AND a.type <> 4""",
)
READ_VERSION = statement(
    "read_appointment_version",
    """SELECT updatedCount, coalesce(updated, registered), coalesce(associate_id, 0) FROM appointment
    WHERE tenant = :tenant AND appointment_id = :appointment_id AND document_id IS NULL AND type <> 4""",
)
LOCK_APPOINTMENT = statement(
    "lock_appointment",
    """SELECT updatedCount FROM appointment
    WHERE tenant = :tenant AND appointment_id = :appointment_id FOR UPDATE""",
)
INSERT_APPOINTMENT = statement(
    "insert_appointment",
    """INSERT INTO appointment (tenant, appointment_id, contact_id, person_id, associate_id, group_idx, done, do_by,
        endDate, activeDate, leadtime, lagTime, alarm, hasAlarm, task_idx, priority_idx, type, status, private,
        text_id, agenda_text_id, internal_notes_text_id, mother_associate_id, color_index, invitedPersonId, location,
        alldayEvent, freeBusy, rejectCounter, rejectReason, assignedBy, preferredTZLocation, suggestedAppointmentId,
        isMilestone, join_videomeet_url, centralservice_videomeet_id, cautionWarning, owned_externally, project_id,
        sale_id, registered, registered_associate_id, changed_at)
    VALUES (:tenant, :appointment_id, :contact_id, :person_id, :associate_id, :group_idx, :done, :do_by,
        :end_date, :active_date, :leadtime, :lag_time, :alarm, :has_alarm, :task_idx, :priority_idx, :type, :status,
        :private, :text_id, :agenda_text_id, :internal_notes_text_id, :associate_id, :color_index,
        :invited_person_id, :location, :allday_event, :free_busy, :reject_counter, :reject_reason, :assigned_by,
        :preferred_tz_location, :suggested_appointment_id, :is_milestone, :join_videomeet_url,
        :centralservice_videomeet_id, :caution_warning, :owned_externally, :project_id, :sale_id, :now, :by, :now)""",
)
UPDATE_APPOINTMENT = statement(
    "update_appointment",
    """UPDATE appointment SET contact_id = :contact_id, person_id = :person_id, associate_id = :associate_id,
        group_idx = CASE WHEN associate_id = :associate_id THEN group_idx ELSE :group_idx END,
        done = CASE WHEN :status = 3 THEN coalesce(done, :now) END, do_by = :do_by, endDate = :end_date,
        activeDate = :active_date, leadtime = :leadtime, lagTime = :lag_time, alarm = :alarm, hasAlarm = :has_alarm,
        task_idx = :task_idx, priority_idx = :priority_idx, type = :type, status = :status, private = :private,
        text_id = coalesce(:text_id, text_id), agenda_text_id = coalesce(:agenda_text_id, agenda_text_id),
        internal_notes_text_id = coalesce(:internal_notes_text_id, internal_notes_text_id),
        color_index = :color_index, invitedPersonId = :invited_person_id, location = :location,
        alldayEvent = :allday_event, freeBusy = :free_busy, rejectCounter = :reject_counter,
        rejectReason = :reject_reason, assignedBy = :assigned_by, preferredTZLocation = :preferred_tz_location,
        suggestedAppointmentId = :suggested_appointment_id, isMilestone = :is_milestone,
        join_videomeet_url = :join_videomeet_url, centralservice_videomeet_id = :centralservice_videomeet_id,
        cautionWarning = :caution_warning, owned_externally = :owned_externally, project_id = :project_id,
        sale_id = :sale_id, updated = :updated, updated_associate_id = :by, updatedCount = updatedCount + 1,
        changed_at = :now, indexed = CASE WHEN :same_words = 1 THEN indexed ELSE 0 END
    WHERE tenant = :tenant AND appointment_id = :appointment_id AND coalesce(updated, 0) < :updated""",
)
DELETE_APPOINTMENT = statement(
    "delete_appointment", "DELETE FROM appointment WHERE tenant = :tenant AND appointment_id = :appointment_id"
)
DELETE_TEXTS = statement(
    "delete_appointment_texts",
    """DELETE FROM text WHERE tenant = :tenant AND text_id IN (
        SELECT t.text_id FROM appointment a
        JOIN text t ON t.tenant = a.tenant
            AND t.text_id IN (a.text_id, a.agenda_text_id, a.internal_notes_text_id)
        WHERE a.tenant = :tenant AND a.appointment_id = :appointment_id)""",
)

SEEN_APPOINTMENTS = statement(
    "seen_appointments",
    f"""SELECT a.appointment_id FROM appointment a
    WHERE a.tenant = :tenant AND a.appointment_id IN each(:ids) AND a.document_id IS NULL AND {SEEN_ACTIVITY}""",
)
SEEN_DOCUMENTS = statement(
    "seen_documents",
    f"""SELECT d.document_id FROM document d
    JOIN appointment a ON a.tenant = d.tenant AND a.appointment_id = d.appointment_id
    WHERE d.tenant = :tenant AND d.document_id IN each(:ids) AND {SEEN_ACTIVITY}""",
)

TEXTS = {
    "text_id": (parts.APPOINTMENT_TEXT, "title"),
    "agenda_text_id": (parts.AGENDA_TEXT, "agenda"),
    "internal_notes_text_id": (parts.INTERNAL_NOTES_TEXT, "internal_notes"),
}


def load(db: Db, appointment_id: int) -> AppointmentEntity | None:
    """Load an appointment, without rights; its company and persons bear their ids alone."""
    row = db.row(READ_APPOINTMENT, appointment_id=appointment_id)
    if row is None:
        return None
    db.check(row[0])
    entity = _appointment(row, db.reference)
    entity.links = links.load(db, APPOINTMENT, appointment_id)
    return entity


def version(db: Db, appointment_id: int) -> Version | None:
    """Give how often an appointment was saved, and when; what else shows in one is not told."""
    row = db.row(READ_VERSION, appointment_id=appointment_id)
    if row is None:
        return None
    saves, stamp, owner = row
    return Version(saves, stamp, owner, None)


def lock(db: Db, appointment_id: int) -> None:
    """Keep other writers from an appointment until this request is done."""
    db.lock(LOCK_APPOINTMENT, appointment_id=appointment_id)


def _appointment(row: tuple[Any, ...], reference: Reference) -> AppointmentEntity:
    (_, number, associate, contact, person, invited, created_by, updated_by, registered, updated, start, end, active,
     text, agenda, notes, mother, mother_associate, priority, private, type_, status, alarm, has_alarm, color, free,
     all_day, lag, lead, location, reject_counter, reject_reason, assigned_by, task, zone, suggested, milestone,
     warning, external_owner, meeting_url, meeting_id, project, sale, eyes) = row  # fmt: skip
    people = reference.associates
    return AppointmentEntity(
        people.get(associate),
        contact_stub(contact),
        people.get(created_by),
        people.get(updated_by),
        Stamp(registered),
        number,
        text,
        _calendar(start),
        _calendar(end),
        person_stub(invited),
        person_stub(person),
        mother,
        reference.priorities.get(priority),
        AppointmentPrivate.of(private),
        project_stub(project),
        AppointmentType.of(type_),
        NO_STAMP if updated is None else Stamp(updated),
        ActivityStatus.of(status),
        0,
        [],
        Duration(alarm),
        bool(has_alarm),
        color,
        bool(free),
        bool(all_day),
        Duration(lag),
        Duration(lead),
        location,
        reject_counter,
        reject_reason,
        None,
        [],
        AssignmentStatus.None_,
        InvitationStatus.None_,
        BookingType.None_,
        _calendar(active),
        False,
        people.get(assigned_by),
        people.get(mother_associate),
        reference.tasks.get(task),
        zone,
        None,
        sale_stub(sale),
        suggested,
        bool(milestone),
        AppointmentCautionWarning.of(warning),
        AppointmentExternalOwner.of(external_owner),
        meeting_url,
        meeting_id,
        text,
        agenda,
        notes,
        {},
        {},
        {},
        publish_to=LAST_WALL_DATE,
        visible_for=[visible_for.line_of(values[1:], reference) for values in parts.ranked(eyes)],
    )


def contact_stub(contact_id: int) -> Contact | None:
    """Give a company that bears its id alone; None for no company."""
    return Contact(contact_id) if contact_id else None


def person_stub(person_id: int) -> Person | None:
    """Give a person that bears its id alone; None for no person."""
    return Person(person_id=person_id) if person_id else None


def project_stub(project_id: int) -> Project | None:
    """Give a project that bears its id alone; None for no project."""
    return Project(project_id) if project_id else None


def sale_stub(sale_id: int) -> Sale | None:
    """Give a sale that bears its id alone; None for no sale."""
    return Sale(sale_id=sale_id) if sale_id else None


def _calendar(value: int | None) -> Calendar:
    return NO_CALENDAR if value is None else Calendar(value)


def _values(entity: AppointmentEntity) -> dict[str, Any]:
    """The columns of an appointment: the one mapping that inserting, updating and comparing share."""
    return {
        "contact_id": entity.contact.contact_id if entity.contact else None,
        "person_id": entity.person.person_id if entity.person else None,
        "invited_person_id": entity.invited_person.person_id if entity.invited_person else None,
        "project_id": entity.project.project_id if entity.project else None,
        "sale_id": entity.sale.sale_id if entity.sale else None,
        "associate_id": entity.associate.associate_id if entity.associate else None,
        "do_by": _instant(entity.start_date),
        "end_date": _instant(entity.end_date),
        "active_date": _instant(entity.active_date),
        "leadtime": int(entity.lead_time),
        "lag_time": int(entity.lag_time),
        "alarm": int(entity.alarm_lead_time),
        "has_alarm": int(entity.has_alarm),
        "task_idx": entity.task.task_list_item_id if entity.task else None,
        "priority_idx": entity.priority.id if entity.priority else None,
        "type": entity.type.number,
        "status": entity.completed.number,
        "private": (entity.private or AppointmentPrivate.Public).number,
        "color_index": entity.color_index,
        "location": entity.location,
        "allday_event": int(entity.is_allday_event),
        "free_busy": int(entity.is_free),
        "reject_counter": entity.reject_counter,
        "reject_reason": entity.reject_reason,
        "assigned_by": entity.assigned_by.associate_id if entity.assigned_by else None,
        "preferred_tz_location": entity.preferred_tz_location or None,
        "suggested_appointment_id": entity.suggested_appointment_id or None,
        "is_milestone": int(entity.is_mile_stone),
        "caution_warning": entity.caution_warning.number,
        "owned_externally": entity.owned_externally.number,
        "join_videomeet_url": entity.join_videomeet_url,
        "centralservice_videomeet_id": entity.centralservice_videomeet_id,
    }


def _instant(date: Calendar) -> int | None:
    return None if date == NO_CALENDAR else int(date)


def _group(entity: AppointmentEntity) -> int:
    return entity.associate.group_idx if entity.associate else 0


def insert(db: Db, entity: AppointmentEntity, now: int, by: int) -> int:
    """Store a new appointment with its texts and those who may see it, and give its id."""
    appointment_id = db.new_id("appointment")
    texts = parts.write_texts(db, TEXTS, appointment_id, None, entity)
    done = now if entity.completed is ActivityStatus.Completed else None
    values = _values(entity) | texts | {"group_idx": _group(entity), "done": done}
    db.run(INSERT_APPOINTMENT, values, appointment_id=appointment_id, now=now, by=by)
    visible_for.write(db, APPOINTMENT, appointment_id, entity.visible_for or [])
    links.write(db, APPOINTMENT, appointment_id, None, entity.links, now, by)
    return appointment_id


def update(db: Db, before: AppointmentEntity, after: AppointmentEntity, now: int, updated: int, by: int) -> None:
    """Store what differs between two states of an appointment; nothing is touched when nothing does.

    Overtaken when somebody else saved the appointment in between.
    """
    appointment_id = before.appointment_id
    old, new = _values(before), _values(after)
    same_texts = parts.same_texts(TEXTS, before, after)
    same_eyes = seen_by(before.visible_for) == seen_by(after.visible_for)
    linked = links.write(db, APPOINTMENT, appointment_id, before.links, after.links, now, by)
    if old == new and same_texts and same_eyes and not linked:
        return
    texts = parts.write_texts(db, TEXTS, appointment_id, before, after)
    values = new | texts | {"group_idx": _group(after), "updated": updated}
    values["same_words"] = int(same_texts and before.location == after.location)
    if not db.run(UPDATE_APPOINTMENT, values, appointment_id=appointment_id, now=now, by=by):
        raise Overtaken("the appointment was saved by somebody else at the same time")
    if not same_eyes:
        visible_for.replace(db, APPOINTMENT, appointment_id, after.visible_for or [])


def delete(db: Db, appointment_id: int) -> None:
    """Delete an appointment with its texts and those who may see it; it cannot be brought back."""
    freetext.forget(db, freetext.APPOINTMENT, appointment_id)
    db.run(DELETE_TEXTS, appointment_id=appointment_id)
    visible_for.replace(db, APPOINTMENT, appointment_id, [])
    links.forget(db, APPOINTMENT, appointment_id)
    db.run(DELETE_APPOINTMENT, appointment_id=appointment_id)


def seen(db: Db, ids: list[int], me: int, hidden: list[int]) -> set[int]:
    """Give those of these appointments that the caller may see; `hidden` are owners whose appointments he may not."""
    return _seen(db, SEEN_APPOINTMENTS, ids, me, hidden)


def seen_documents(db: Db, ids: list[int], me: int, hidden: list[int]) -> set[int]:
    """Give those of these documents that the caller may see: each is seen by whom its appointment is."""
    return _seen(db, SEEN_DOCUMENTS, ids, me, hidden)


def _seen(db: Db, query: Statement, ids: list[int], me: int, hidden: list[int]) -> set[int]:
    groups = str(list(db.reference.groups_of[me]))
    return {row[0] for row in db.rows(query, ids=str(ids), me=me, groups=groups, hidden=str(hidden))}
