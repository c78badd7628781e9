"""The document: its own row, the appointment that carries it, and its content, which is read by nobody else."""

from typing import Any

from openkontor.carriers.appointment import ActivityStatus, AppointmentType
from openkontor.carriers.document_entity import DocumentEntity
from openkontor.carriers.values import LAST_WALL_DATE, NO_CALENDAR, NO_STAMP, Calendar, Stamp
from openkontor.errors import Overtaken
from openkontor.rights import APPOINTMENT, DOCUMENT
from openkontor.store import appointments, freetext, links, parts, visible_for
from openkontor.store.appointments import contact_stub, person_stub, project_stub, sale_stub
from openkontor.store.db import Db, Version
from openkontor.store.dialect import statement
from openkontor.store.reference import Reference
from openkontor.store.visible_for import seen_by

READ_DOCUMENT = statement(
    "read_document",
    """SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        d.document_id, d.name, d.header, d.our_ref, d.your_ref, d.attention, d.extref, d.snum,
        coalesce((SELECT t.text FROM text t WHERE t.tenant = d.tenant AND t.text_id = d.text_id), ''),
        d.registered_associate_id, d.updated_associate_id, d.registered, d.updated,
        a.associate_id, coalesce(a.contact_id, 0), coalesce(a.person_id, 0), coalesce(a.task_idx, 0), a.do_by,
        a.status, a.type, coalesce(a.suggestedDocumentId, 0), coalesce(a.project_id, 0), coalesce(a.sale_id, 0),
        (SELECT json_group_array(json_array(f.VisibleFor_id, f.forAll, coalesce(f.forGroupId, 0),
            coalesce(f.forAssocId, 0)))
            FROM VisibleFor f
            WHERE f.tenant = d.tenant AND f.tableId = 9 AND f.recordId = d.appointment_id)
    FROM document d
    JOIN appointment a ON a.tenant = d.tenant AND a.appointment_id = d.appointment_id
    WHERE d.tenant = :tenant AND d.document_id = :document_id""",
)
READ_VERSION = statement(
    "read_document_version",
    """SELECT d.updatedCount, coalesce(d.updated, d.registered), a.associate_id FROM document d
    JOIN appointment a ON a.tenant = d.tenant AND a.appointment_id = d.appointment_id
    WHERE d.tenant = :tenant AND d.document_id = :document_id""",
)
LOCK_DOCUMENT = statement(
    "lock_document",
    "SELECT updatedCount FROM document WHERE tenant = :tenant AND document_id = :document_id FOR UPDATE",
)
READ_APPOINTMENT_ID = statement(
    "read_document_appointment",
    "SELECT appointment_id FROM document WHERE tenant = :tenant AND document_id = :document_id",
)
INSERT_DOCUMENT = statement(
    "insert_document",
    """INSERT INTO document (tenant, document_id, appointment_id, name, header, our_ref, your_ref, attention, extref,
        snum, text_id, registered, registered_associate_id, changed_at)
    VALUES (:tenant, :document_id, :appointment_id, :name, :header, :our_ref, :your_ref, :attention, :extref,
        :snum, :text_id, :now, :by, :now)""",
)
INSERT_APPOINTMENT = statement(
    "insert_document_appointment",
    """INSERT INTO appointment (tenant, appointment_id, document_id, contact_id, person_id, project_id, sale_id,
        associate_id, group_idx, done, do_by, endDate, activeDate, task_idx, type, status, private,
        suggestedDocumentId, mother_associate_id, registered, registered_associate_id, changed_at)
    VALUES (:tenant, :appointment_id, :document_id, :contact_id, :person_id, :project_id, :sale_id,
        :associate_id, :group_idx, :done, :date, :date, :date, :task_idx, :type, :status, :private,
        :suggested_document_id, :associate_id, :now, :by, :now)""",
)
UPDATE_DOCUMENT = statement(
    "update_document",
    """UPDATE document SET name = :name, header = :header, our_ref = :our_ref, your_ref = :your_ref,
        attention = :attention, extref = :extref, snum = :snum, text_id = coalesce(:text_id, text_id),
        updated = :updated, updated_associate_id = :by, updatedCount = updatedCount + 1, changed_at = :now,
        indexed = CASE WHEN :same_words = 1 THEN indexed ELSE 0 END
    WHERE tenant = :tenant AND document_id = :document_id AND coalesce(updated, 0) < :updated""",
)
UPDATE_APPOINTMENT = statement(
    "update_document_appointment",
    """UPDATE appointment SET contact_id = :contact_id, person_id = :person_id, project_id = :project_id,
        sale_id = :sale_id, associate_id = :associate_id,
        group_idx = CASE WHEN associate_id = :associate_id THEN group_idx ELSE :group_idx END,
        done = CASE WHEN :status = 3 THEN coalesce(done, :now) END, do_by = :date, endDate = :date,
        activeDate = :date, task_idx = :task_idx, type = :type, status = :status, private = :private,
        suggestedDocumentId = :suggested_document_id, updated = :updated, updated_associate_id = :by,
        updatedCount = updatedCount + 1, changed_at = :now
    WHERE tenant = :tenant AND appointment_id = :appointment_id""",
)
TOUCH_DOCUMENT = statement(
    "touch_document",
    """UPDATE document SET contentSetCount = contentSetCount + 1, updated = :updated, updated_associate_id = :by,
        updatedCount = updatedCount + 1, changed_at = :now
    WHERE tenant = :tenant AND document_id = :document_id AND coalesce(updated, 0) < :updated""",
)
DELETE_DOCUMENT = statement(
    "delete_document", "DELETE FROM document WHERE tenant = :tenant AND document_id = :document_id"
)
DELETE_TEXT = statement(
    "delete_document_text", "DELETE FROM text WHERE tenant = :tenant AND owner_id = :document_id AND type = 5"
)
READ_CONTENT = statement(
    "read_document_content",
    "SELECT content FROM document_content WHERE tenant = :tenant AND document_id = :document_id",
)
READ_LENGTH = statement(
    "read_document_length",
    "SELECT length(content) FROM document_content WHERE tenant = :tenant AND document_id = :document_id",
)
WRITE_CONTENT = statement(
    "write_document_content",
    """INSERT INTO document_content (tenant, document_id, content) VALUES (:tenant, :document_id, :content)
    ON CONFLICT (tenant, document_id) DO UPDATE SET content = excluded.content""",
)
DELETE_CONTENT = statement(
    "delete_document_content",
    "DELETE FROM document_content WHERE tenant = :tenant AND document_id = :document_id",
)


def load(db: Db, document_id: int) -> DocumentEntity | None:
    """Load a document without rights and content; its company and person bear their ids alone."""
    row = db.row(READ_DOCUMENT, document_id=document_id)
    if row is None:
        return None
    db.check(row[0])
    entity = _document(row, db.reference)
    entity.links = links.load(db, DOCUMENT, document_id)
    return entity


def version(db: Db, document_id: int) -> Version | None:
    """Give how often a document was saved, and when; what else shows in one is not told."""
    row = db.row(READ_VERSION, document_id=document_id)
    if row is None:
        return None
    saves, stamp, owner = row
    return Version(saves, stamp, owner, None)


def lock(db: Db, document_id: int) -> None:
    """Keep other writers from a document until this request is done."""
    db.lock(LOCK_DOCUMENT, document_id=document_id)


def _document(row: tuple[Any, ...], reference: Reference) -> DocumentEntity:
    (_, number, name, header, our_ref, your_ref, attention, external_ref, snum, text, created_by, updated_by,
     registered, updated, associate, contact, person, template, date, status, type_, suggested,
     project, sale, eyes) = row  # fmt: skip
    people = reference.associates
    return DocumentEntity(
        document_id=number,
        updated_by=people.get(updated_by),
        created_by=people.get(created_by),
        attention=attention,
        header=header,
        name=name,
        our_ref=our_ref,
        your_ref=your_ref,
        created_date=Stamp(registered),
        updated_date=NO_STAMP if updated is None else Stamp(updated),
        description=text,
        document_template=reference.document_templates.get(template),
        person=person_stub(person),
        associate=people.get(associate),
        contact=contact_stub(contact),
        project=project_stub(project),
        date=NO_CALENDAR if date is None else Calendar(date),
        external_ref=external_ref,
        completed=ActivityStatus.of(status),
        type=AppointmentType.of(type_),
        sale=sale_stub(sale),
        suggested_document_id=suggested,
        snum=snum,
        user_defined_fields={},
        extra_fields={},
        custom_fields={},
        publish_to=LAST_WALL_DATE,
        visible_for=[visible_for.line_of(values[1:], reference) for values in parts.ranked(eyes)],
    )


def _values(entity: DocumentEntity) -> dict[str, Any]:
    """The columns of a document: the one mapping that inserting, updating and comparing share."""
    return {
        "name": entity.name,
        "header": entity.header,
        "our_ref": entity.our_ref,
        "your_ref": entity.your_ref,
        "attention": entity.attention,
        "extref": entity.external_ref,
        "snum": entity.snum,
    }


def _appointment_values(entity: DocumentEntity) -> dict[str, Any]:
    """The columns of the appointment that carries a document."""
    return {
        "contact_id": entity.contact.contact_id if entity.contact else None,
        "person_id": entity.person.person_id if entity.person else None,
        "associate_id": entity.associate.associate_id if entity.associate else None,
        "project_id": entity.project.project_id if entity.project else None,
        "sale_id": entity.sale.sale_id if entity.sale else None,
        "date": None if entity.date == NO_CALENDAR else int(entity.date),
        "task_idx": entity.document_template.document_template_id if entity.document_template else None,
        "type": entity.type.number,
        "status": entity.completed.number,
        "suggested_document_id": entity.suggested_document_id or None,
    }


def insert(db: Db, entity: DocumentEntity, private: int, now: int, by: int) -> int:
    """Store a new document with its appointment and those who may see it, and give its id.

    `private` is the one word for VisibleFor, as its number.
    """
    document_id, appointment_id = db.new_id("document"), db.new_id("appointment")
    text_id = parts.write_text(db, parts.DOCUMENT_TEXT, document_id, None, entity.description)
    keys: dict[str, Any] = {"document_id": document_id, "appointment_id": appointment_id, "now": now, "by": by}
    db.run(INSERT_DOCUMENT, text_id=text_id, **keys, **_values(entity))
    done = now if entity.completed is ActivityStatus.Completed else None
    carried = _appointment_values(entity) | {"done": done, "group_idx": _group(entity), "private": private}
    db.run(INSERT_APPOINTMENT, **keys, **carried)
    visible_for.write(db, APPOINTMENT, appointment_id, entity.visible_for or [])
    links.write(db, DOCUMENT, document_id, None, entity.links, now, by)
    return document_id


def _group(entity: DocumentEntity) -> int:
    return entity.associate.group_idx if entity.associate else 0


def update(
    db: Db, before: DocumentEntity, after: DocumentEntity, private: int, now: int, updated: int, by: int
) -> None:
    """Store what differs between two states of a document; nothing is touched when nothing does.

    Overtaken when somebody else saved the document in between.
    """
    document_id = before.document_id
    old, new = _values(before), _values(after)
    old_carried, carried = _appointment_values(before), _appointment_values(after)
    same_eyes = seen_by(before.visible_for) == seen_by(after.visible_for)
    same_words = old == new and before.description == after.description
    linked = links.write(db, DOCUMENT, document_id, before.links, after.links, now, by)
    if same_words and old_carried == carried and same_eyes and not linked:
        return
    text_id = parts.write_text(db, parts.DOCUMENT_TEXT, document_id, before.description, after.description)
    stamps = {"updated": updated, "now": now, "by": by}
    words = {"text_id": text_id, "same_words": int(same_words)}
    if not db.run(UPDATE_DOCUMENT, document_id=document_id, **words, **new, **stamps):
        raise Overtaken("the document was saved by somebody else at the same time")
    appointment_id = _appointment_id(db, document_id)
    carried |= {"appointment_id": appointment_id, "group_idx": _group(after), "private": private}
    db.run(UPDATE_APPOINTMENT, **carried, **stamps)
    if not same_eyes:
        visible_for.replace(db, APPOINTMENT, appointment_id, after.visible_for or [])


def _appointment_id(db: Db, document_id: int) -> int:
    row = db.row(READ_APPOINTMENT_ID, document_id=document_id)
    return int(row[0]) if row else 0


def delete(db: Db, document_id: int) -> None:
    """Delete a document with its content, its texts and its appointment; it cannot be brought back."""
    appointment_id = _appointment_id(db, document_id)
    freetext.forget(db, freetext.DOCUMENT, document_id)
    db.run(DELETE_TEXT, document_id=document_id)
    db.run(DELETE_CONTENT, document_id=document_id)
    links.forget(db, DOCUMENT, document_id)
    db.run(DELETE_DOCUMENT, document_id=document_id)
    appointments.delete(db, appointment_id)


def load_content(db: Db, document_id: int) -> bytes | None:
    """Load what a document consists of; None when nothing was ever stored."""
    row = db.row(READ_CONTENT, document_id=document_id)
    return None if row is None else bytes(row[0])


def content_length(db: Db, document_id: int) -> int:
    """Give how many bytes a document's content has, 0 for none."""
    row = db.row(READ_LENGTH, document_id=document_id)
    return int(row[0]) if row else 0


def write_content(db: Db, document_id: int, content: bytes, now: int, updated: int, by: int) -> None:
    """Store what a document consists of in the place of what it did; Overtaken as for update."""
    _touch(db, document_id, now, updated, by)
    db.run(WRITE_CONTENT, document_id=document_id, content=content)


def delete_content(db: Db, document_id: int, now: int, updated: int, by: int) -> bool:
    """Delete what a document consists of; False when there is nothing. Overtaken as for update."""
    if not db.run(DELETE_CONTENT, document_id=document_id):
        return False
    _touch(db, document_id, now, updated, by)
    return True


def _touch(db: Db, document_id: int, now: int, updated: int, by: int) -> None:
    """Content is part of a document: a change of it is one of the document."""
    if not db.run(TOUCH_DOCUMENT, document_id=document_id, now=now, updated=updated, by=by):
        raise Overtaken("the document was saved by somebody else at the same time")
