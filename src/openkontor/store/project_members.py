"""The members of projects."""

from typing import Any

from openkontor.carriers.project import ProjectMember, ProjectMemberEventParticipantStatus
from openkontor.carriers.values import NO_STAMP, Stamp
from openkontor.store import parts
from openkontor.store.db import Db, Version
from openkontor.store.dialect import statement
from openkontor.store.members import JOINS, SEEN, WHO, Hidden, Kind, who_of
from openkontor.store.reference import Reference
from openkontor.store.stamps import NEXT_STAMP, SECOND

COMMENT = "coalesce((SELECT t.text FROM text t WHERE t.tenant = m.tenant AND t.text_id = m.text_id), '')"
# What is read of a member `m` of a project `j`; `member_of` takes the values in this order.
MEMBER = f"""m.rank, m.projectmember_id, m.project_id, j.name, coalesce(m.mtype_idx, 0), {COMMENT},
    m.event_participant_status, m.registered, m.updated, {WHO}"""

READ_MEMBERS = statement(
    "read_project_members",
    f"""SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant), j.associate_id, {MEMBER}
    FROM projectmember m
    JOIN project j ON j.tenant = m.tenant AND j.project_id = m.project_id
    {JOINS}
    WHERE m.tenant = :tenant AND m.projectmember_id IN each(:ids) AND {SEEN}""",
)
READ_VERSION = statement(
    "read_project_member_version",
    """SELECT updatedCount, coalesce(updated, registered) FROM projectmember
    WHERE tenant = :tenant AND projectmember_id = :member_id""",
)
LOCK_MEMBER = statement(
    "lock_project_member",
    """SELECT j.updatedCount FROM projectmember m
    JOIN project j ON j.tenant = m.tenant AND j.project_id = m.project_id
    WHERE m.tenant = :tenant AND m.projectmember_id = :member_id FOR UPDATE""",
)
INSERT_MEMBER = statement(
    "insert_project_member",
    """INSERT INTO projectmember (tenant, projectmember_id, project_id, contact_id, person_id, rank, mtype_idx,
        text_id, event_participant_status, registered, registered_associate_id, changed_at)
    VALUES (:tenant, :member_id, :project_id, :contact_id, :person_id,
        (SELECT coalesce(max(x.rank), 0) + 1 FROM projectmember x
            WHERE x.tenant = :tenant AND x.project_id = :project_id),
        :mtype_idx, :text_id, :event_participant_status, :now, :by, :now)""",
)
UPDATE_MEMBER = statement(
    "update_project_member",
    f"""UPDATE projectmember SET contact_id = :contact_id, person_id = :person_id, mtype_idx = :mtype_idx,
        text_id = coalesce(:text_id, text_id), event_participant_status = :event_participant_status,
        updated = {NEXT_STAMP},
        updated_associate_id = :by, updatedCount = updatedCount + 1, changed_at = :now
    WHERE tenant = :tenant AND projectmember_id = :member_id""",
)
DELETE_MEMBER = statement(
    "delete_project_member", "DELETE FROM projectmember WHERE tenant = :tenant AND projectmember_id = :member_id"
)
TEXTS = {"text_id": (parts.PROJECT_MEMBER_TEXT, "comment")}


def load(db: Db, ids: list[int], hidden: Hidden) -> dict[int, tuple[ProjectMember, int]]:
    """Load members by id, each with the owner of its project; unknown and hidden ones are left out."""
    rows = db.rows(READ_MEMBERS, ids=str(ids), **hidden.bound())
    if rows:
        db.check(rows[0][0])
    return {row[3]: (member_of(row[2:], db.reference), row[1]) for row in rows}


def version(db: Db, member_id: int) -> Version | None:
    """Give how often a member was saved, and when; what else shows in one is not told."""
    row = db.row(READ_VERSION, member_id=member_id)
    return None if row is None else Version(row[0], row[1], 0, None)


def lock(db: Db, member_id: int) -> None:
    """Keep other writers from a member, and from its project, until this request is done."""
    db.lock(LOCK_MEMBER, member_id=member_id)


def member_of(values: Any, reference: Reference) -> ProjectMember:
    """Make a member of its values, in the order of MEMBER."""
    _, number, project, project_name, kind, comment, status, registered, updated = values[:9]
    who = who_of(values[9:], reference)
    kinds = reference.lists["pmembtype"]
    return ProjectMember(
        projectmember_id=number,
        contact_id=who.contact_id,
        project_id=project,
        contact_name=who.contact_name,
        contact_department=who.department,
        project_name=project_name,
        email_id=who.email_id,
        email_address=who.email,
        country_id=who.country_id,
        firstname=who.firstname,
        middle_name=who.middle_name,
        lastname=who.lastname,
        person_id=who.person_id,
        mrmrs=who.mrmrs,
        project_member_type_name=kinds[kind].name if kind in kinds else "",
        phone=who.phone,
        phone_id=who.phone_id,
        project_member_type_id=kind,
        email_address_name=who.email_name,
        comment=comment,
        full_name=who.full_name,
        registered=Stamp(registered),
        updated=NO_STAMP if updated is None else Stamp(updated),
        event_participant_status=ProjectMemberEventParticipantStatus.of(status),
    )


def _values(entity: ProjectMember) -> dict[str, Any]:
    """The columns of a member: the one mapping that inserting, updating and comparing share."""
    return {
        "contact_id": entity.contact_id or None,
        "person_id": entity.person_id or None,
        "mtype_idx": entity.project_member_type_id or None,
        "event_participant_status": entity.event_participant_status.number,
    }


def insert(db: Db, entity: ProjectMember, now: int, by: int) -> int:
    """Store a new member of a project, behind the others, and give its id."""
    member_id = db.new_id("projectmember")
    texts = parts.write_texts(db, TEXTS, member_id, None, entity)
    values = _values(entity) | texts | {"project_id": entity.project_id}
    db.run(INSERT_MEMBER, member_id=member_id, now=now, by=by, **values)
    return member_id


def update(db: Db, before: ProjectMember, after: ProjectMember, now: int, by: int) -> bool:
    """Store a member when it differs, and say whether it did; its project is locked."""
    if _values(before) == _values(after) and parts.same_texts(TEXTS, before, after):
        return False
    member_id = before.projectmember_id
    texts = parts.write_texts(db, TEXTS, member_id, before, after)
    values = _values(after) | texts | {"second": now // SECOND * SECOND}
    db.run(UPDATE_MEMBER, member_id=member_id, now=now, by=by, **values)
    return True


def delete(db: Db, member_id: int) -> None:
    """Take a member out of its project."""
    parts.delete_text(db, parts.PROJECT_MEMBER_TEXT, member_id)
    db.run(DELETE_MEMBER, member_id=member_id)


MEMBERS = Kind("projectmember_id", "project_id", insert, update, delete)
