"""The project: one statement reads it whole, a few write it; and the project in short."""

from typing import Any

import msgspec

from openkontor.carriers.lists import ProjectStatus, ProjectType
from openkontor.carriers.project import Project
from openkontor.carriers.project_entity import ProjectEntity
from openkontor.carriers.values import (
    LAST_WALL_DATE,
    NO_BASE_STAMP,
    NO_STAMP,
    BaseStamp,
    Stamp,
)
from openkontor.errors import Overtaken
from openkontor.rights import PROJECT
from openkontor.store import links, parts
from openkontor.store.db import Db, Version
from openkontor.store.dialect import statement
from openkontor.store.members import JOINS, SEEN, Hidden, write_list
from openkontor.store.parts import Elements
from openkontor.store.project_members import MEMBER, MEMBERS, member_of
from openkontor.store.reference import Reference
from openkontor.store.stamps import stored_date, wall_date

READ_PROJECT = statement(
    "read_project",
    f"""SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        j.project_id, j.name, j.project_number, j.type_idx, j.status_idx, j.associate_id, j.done, j.startDate,
        j.endDate, j.registered, j.updated, j.registered_associate_id, j.updated_associate_id,
        coalesce((SELECT t.text FROM text t WHERE t.tenant = j.tenant AND t.text_id = j.text_id), ''),
        coalesce((SELECT t.text FROM text t WHERE t.tenant = j.tenant AND t.text_id = j.postitText_id), ''),
        (SELECT json_array(a.activeDate, a.appointment_id) FROM appointment a
            WHERE a.tenant = j.tenant AND a.project_id = j.project_id AND a.activeDate >= :now
                AND a.isMilestone = 1 AND a.status <> 3
            ORDER BY a.activeDate, a.appointment_id LIMIT 1),
        (SELECT json_group_array(json_array(u.rank, u.url_address, u.description)) FROM URL u
            WHERE u.tenant = j.tenant AND u.project_id = j.project_id),
        (SELECT json_group_array(json_array({MEMBER})) FROM projectmember m
            {JOINS}
            WHERE m.tenant = j.tenant AND m.project_id = j.project_id AND {SEEN})
    FROM project j
    WHERE j.tenant = :tenant AND j.project_id = :project_id""",
)
READ_SMALL_PROJECTS = statement(
    "read_small_projects",
    """SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        j.project_id, j.name, j.project_number, j.type_idx, j.status_idx, j.associate_id, j.startDate, j.updated,
        coalesce(j.text_id, 0),
        coalesce((SELECT t.text FROM text t WHERE t.tenant = j.tenant AND t.text_id = j.text_id), ''),
        (SELECT u.url_address FROM URL u
            WHERE u.tenant = j.tenant AND u.project_id = j.project_id AND u.rank = 1),
        (SELECT u.description FROM URL u
            WHERE u.tenant = j.tenant AND u.project_id = j.project_id AND u.rank = 1)
    FROM project j
    WHERE j.tenant = :tenant AND j.project_id IN each(:ids)""",
)
READ_VERSION = statement(
    "read_project_version",
    """SELECT updatedCount, coalesce(updated, registered), associate_id FROM project
    WHERE tenant = :tenant AND project_id = :project_id""",
)
LOCK_PROJECT = statement(
    "lock_project",
    "SELECT updatedCount FROM project WHERE tenant = :tenant AND project_id = :project_id FOR UPDATE",
)
INSERT_PROJECT = statement(
    "insert_project",
    """INSERT INTO project (tenant, project_id, name, folded_name, project_number, type_idx, status_idx, associate_id,
        group_id, text_id, postitText_id, done, startDate, endDate, registered, registered_associate_id, changed_at)
    VALUES (:tenant, :project_id, :name, :folded_name, :project_number, :type_idx, :status_idx, :associate_id,
        :group_id, :text_id, :postit_text_id, :done, :start_date, :end_date, :now, :by, :now)""",
)
UPDATE_PROJECT = statement(
    "update_project",
    """UPDATE project SET name = :name, folded_name = :folded_name, project_number = :project_number,
        type_idx = :type_idx, status_idx = :status_idx,
        group_id = CASE WHEN associate_id = :associate_id THEN group_id ELSE :group_id END,
        associate_id = :associate_id, text_id = coalesce(:text_id, text_id),
        postitText_id = coalesce(:postit_text_id, postitText_id), done = :done, startDate = :start_date,
        endDate = :end_date, updated = :updated, updated_associate_id = :by, updatedCount = updatedCount + 1,
        changed_at = :now
    WHERE tenant = :tenant AND project_id = :project_id AND coalesce(updated, 0) < :updated""",
)
# What goes with a project; what only refers to it stays.
DELETES = (
    statement(
        "delete_project_member_texts",
        """DELETE FROM text WHERE tenant = :tenant AND type = 13 AND owner_id IN (
            SELECT m.projectmember_id FROM projectmember m WHERE m.tenant = :tenant AND m.project_id = :project_id)""",
    ),
    statement(
        "delete_project_members",
        "DELETE FROM projectmember WHERE tenant = :tenant AND project_id = :project_id",
    ),
    statement("delete_project_urls", "DELETE FROM URL WHERE tenant = :tenant AND project_id = :project_id"),
    statement(
        "delete_project_texts",
        "DELETE FROM text WHERE tenant = :tenant AND owner_id = :project_id AND type IN (6, 11)",
    ),
    statement(
        "clear_sales_project",
        "UPDATE sale SET project_id = NULL WHERE tenant = :tenant AND project_id = :project_id",
    ),
    statement(
        "clear_appointments_project",
        "UPDATE appointment SET project_id = NULL WHERE tenant = :tenant AND project_id = :project_id",
    ),
    statement(
        "clear_tickets_project",
        "UPDATE ticket SET project_id = NULL WHERE tenant = :tenant AND project_id = :project_id",
    ),
    statement("delete_project", "DELETE FROM project WHERE tenant = :tenant AND project_id = :project_id"),
)
PROJECTS_OF_OWNER = statement(
    "projects_of_owner",
    "SELECT project_id FROM project WHERE tenant = :tenant AND associate_id = :owner ORDER BY project_id",
)
PROJECTS_OF_PERSON = statement(
    "projects_of_person",
    "SELECT DISTINCT project_id FROM projectmember WHERE tenant = :tenant AND person_id = :person_id",
)
PROJECTS_OF_CONTACT = statement(
    "projects_of_contact",
    "SELECT DISTINCT project_id FROM projectmember WHERE tenant = :tenant AND contact_id = :contact_id",
)

ELEMENTS = (Elements("urls", "url", parts.PROJECT_URLS),)
TEXTS = {
    "text_id": (parts.PROJECT_TEXT, "description"),
    "postit_text_id": (parts.PROJECT_INFO, "postit"),
}


def load(db: Db, project_id: int, now: int, hidden: Hidden) -> ProjectEntity | None:
    """Load a project, without rights; members whose company or person is hidden are left out."""
    row = db.row(READ_PROJECT, project_id=project_id, now=now, **hidden.bound())
    if row is None:
        return None
    db.check(row[0])
    entity = _project(row[1:], db.reference)
    entity.links = links.load(db, PROJECT, project_id)
    return entity


def version(db: Db, project_id: int) -> Version | None:
    """Give how often a project was saved, and when; what else shows in one is not told."""
    row = db.row(READ_VERSION, project_id=project_id)
    return None if row is None else Version(row[0], row[1], row[2], None)


def lock(db: Db, project_id: int) -> None:
    """Keep other writers from a project until this request is done."""
    db.lock(LOCK_PROJECT, project_id=project_id)


def _project(values: tuple[Any, ...], reference: Reference) -> ProjectEntity:
    (project_id, name, number, kind, status, owner, done, start, end, registered, updated, created_by, updated_by,
     description, postit, milestone, urls, members) = values  # fmt: skip
    people = reference.associates
    milestone_date, milestone_id = msgspec.json.decode(milestone) if milestone else (NO_BASE_STAMP, 0)
    return ProjectEntity(
        project_id=project_id,
        name=name,
        project_number=number,
        project_members=[member_of(row, reference) for row in parts.ranked(members)],
        urls=parts.elements_of(parts.ranked(urls)),
        created_date=Stamp(registered),
        updated_date=NO_STAMP if updated is None else Stamp(updated),
        description=description,
        postit=postit,
        created_by=people.get(created_by),
        updated_by=people.get(updated_by),
        associate=people.get(owner),
        project_status=reference.items(ProjectStatus).get(status),
        project_type=reference.items(ProjectType).get(kind),
        completed=bool(done),
        next_milestone_date=BaseStamp(milestone_date),
        nmd_appointment_id=milestone_id,
        end_date=wall_date(end),
        start_date=wall_date(start),
        user_defined_fields={},
        extra_fields={},
        custom_fields={},
        publish_to=LAST_WALL_DATE,
    )


def load_small(db: Db, ids: list[int]) -> dict[int, Project]:
    """Load small projects by id, without rights; unknown ids are left out."""
    wanted = [number for number in ids if number]
    if not wanted:
        return {}
    rows = db.rows(READ_SMALL_PROJECTS, ids=str(wanted))
    if rows:
        db.check(rows[0][0])
    return {row[1]: _small_project(row[1:], db.reference) for row in rows}


def _small_project(values: tuple[Any, ...], reference: Reference) -> Project:
    (project_id, name, number, kind, status, owner, start, updated, text_id, description, url, url_name) = values
    types, statuses = reference.items(ProjectType), reference.items(ProjectStatus)
    return Project(
        project_id=project_id,
        name=name,
        description=description,
        url=url or "",
        type=types[kind].value if kind in types else "",
        associate_id=owner,
        associate_full_name=reference.associates[owner].full_name if owner in reference.associates else "",
        type_id=kind,
        updated=NO_STAMP if updated is None else Stamp(updated),
        status_id=status,
        status=statuses[status].value if status in statuses else "",
        text_id=text_id,
        url_name=url_name or "",
        project_number=number,
        start_date=wall_date(start),
    )


def of_owner(db: Db, owner: int) -> list[int]:
    """Give the projects an associate owns."""
    return [row[0] for row in db.rows(PROJECTS_OF_OWNER, owner=owner)]


def of_person(db: Db, person_id: int) -> list[int]:
    """Give the projects a person is a member of."""
    return [row[0] for row in db.rows(PROJECTS_OF_PERSON, person_id=person_id)]


def of_contact(db: Db, contact_id: int) -> list[int]:
    """Give the projects that a company, or people of it, are members of."""
    return [row[0] for row in db.rows(PROJECTS_OF_CONTACT, contact_id=contact_id)]


def _values(entity: ProjectEntity) -> dict[str, Any]:
    """The columns of a project: the one mapping that inserting, updating and comparing share."""
    return {
        "name": entity.name,
        "folded_name": entity.name.casefold(),
        "project_number": entity.project_number,
        "type_idx": entity.project_type.id if entity.project_type else None,
        "status_idx": entity.project_status.id if entity.project_status else None,
        "associate_id": entity.associate.associate_id if entity.associate else None,
        "done": int(entity.completed),
        "start_date": stored_date(entity.start_date),
        "end_date": stored_date(entity.end_date),
    }


def _group(entity: ProjectEntity) -> int:
    return entity.associate.group_idx if entity.associate else 0


def insert(db: Db, entity: ProjectEntity, now: int, by: int) -> int:
    """Store a new project with its texts, web addresses and members, and give its id."""
    project_id = db.new_id("project")
    values = _values(entity) | parts.write_texts(db, TEXTS, project_id, None, entity) | {"group_id": _group(entity)}
    db.run(INSERT_PROJECT, values, project_id=project_id, now=now, by=by)
    parts.write_elements(db, ELEMENTS, project_id, None, entity, now)
    write_list(db, MEMBERS, project_id, [], entity.project_members or [], now, by)
    links.write(db, PROJECT, project_id, None, entity.links, now, by)
    return project_id


def update(db: Db, before: ProjectEntity, after: ProjectEntity, now: int, updated: int, by: int) -> None:
    """Store what differs between two states of a project; nothing is touched when nothing does.

    Overtaken when somebody else saved the project in between.
    """
    project_id = before.project_id
    changed = parts.write_elements(db, ELEMENTS, project_id, before, after, now)
    old, new = before.project_members or [], after.project_members or []
    changed |= write_list(db, MEMBERS, project_id, old, new, now, by)
    changed |= links.write(db, PROJECT, project_id, before.links, after.links, now, by)
    same_texts = parts.same_texts(TEXTS, before, after)
    if not changed and same_texts and _values(before) == _values(after):
        return
    texts = parts.write_texts(db, TEXTS, project_id, before, after)
    values = _values(after) | texts | {"group_id": _group(after), "updated": updated}
    if not db.run(UPDATE_PROJECT, values, project_id=project_id, now=now, by=by):
        raise Overtaken("the project was saved by somebody else at the same time")


def delete(db: Db, project_id: int) -> None:
    """Delete a project with its members; sales and appointments stay and lose it."""
    links.forget(db, PROJECT, project_id)
    for step in DELETES:
        db.run(step, project_id=project_id)
