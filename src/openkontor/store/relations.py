"""Relations: an end is a company (table 5) or a person (table 6), whose company is read along."""

from typing import Any, NamedTuple

from openkontor.carriers.relation import ContactRelationEntity
from openkontor.carriers.values import NO_STAMP, Stamp
from openkontor.display import contact_name, person_names
from openkontor.errors import Overtaken
from openkontor.rights import CONTACT, PERSON
from openkontor.store.db import Db, Version
from openkontor.store.dialect import statement

READ_RELATION = statement(
    "read_relation",
    """SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        r.relation_id, r.reldef_id, r.relcomment, r.reversed, r.associateId, r.updated, r.registered,
        r.updated_associate_id, r.registered_associate_id, r.updatedCount,
        sc.contact_id, sc.name, sc.department, sc.associate_id,
        sp.person_id, sp.firstname, sp.middleName, sp.lastname, sp.DeletedDate,
        dc.contact_id, dc.name, dc.department, dc.associate_id,
        dp.person_id, dp.firstname, dp.middleName, dp.lastname, dp.DeletedDate
    FROM relations r
    LEFT JOIN person sp ON r.source_table = 6 AND sp.tenant = r.tenant AND sp.person_id = r.source_record
    LEFT JOIN person dp ON r.destination_table = 6 AND dp.tenant = r.tenant AND dp.person_id = r.destination_record
    LEFT JOIN contact sc ON sc.tenant = r.tenant AND sc.DeletedDate IS NULL
        AND sc.contact_id = CASE r.source_table WHEN 6 THEN sp.contact_id ELSE r.source_record END
    LEFT JOIN contact dc ON dc.tenant = r.tenant AND dc.DeletedDate IS NULL
        AND dc.contact_id = CASE r.destination_table WHEN 6 THEN dp.contact_id ELSE r.destination_record END
    WHERE r.tenant = :tenant AND r.relation_id = :relation_id
        AND r.source_table IN (5, 6) AND r.destination_table IN (5, 6)""",
)
LOCK_RELATION = statement(
    "lock_relation",
    "SELECT updatedCount FROM relations WHERE tenant = :tenant AND relation_id = :relation_id FOR UPDATE",
)
READ_END = statement(
    "read_relation_end",
    """SELECT c.contact_id, c.name, c.department, c.associate_id,
        p.person_id, p.firstname, p.middleName, p.lastname, p.DeletedDate
    FROM contact c
    LEFT JOIN person p ON p.tenant = c.tenant AND p.person_id = :person_id AND p.contact_id = c.contact_id
        AND p.DeletedDate IS NULL
    WHERE c.tenant = :tenant AND c.contact_id = :contact_id AND c.DeletedDate IS NULL""",
)
INSERT_RELATION = statement(
    "insert_relation",
    """INSERT INTO relations (tenant, relation_id, reldef_id, source_table, source_record, destination_table,
        destination_record, relcomment, reversed, group_idx, associateId, registered, registered_associate_id,
        changed_at)
    VALUES (:tenant, :relation_id, :reldef_id, :source_table, :source_record, :destination_table,
        :destination_record, :relcomment, :reversed, :group_idx, :by, :now, :by, :now)""",
)
UPDATE_RELATION = statement(
    "update_relation",
    """UPDATE relations SET reldef_id = :reldef_id, source_table = :source_table, source_record = :source_record,
        destination_table = :destination_table, destination_record = :destination_record,
        relcomment = :relcomment, reversed = :reversed, updated = :updated, updated_associate_id = :by,
        updatedCount = updatedCount + 1, changed_at = :now
    WHERE tenant = :tenant AND relation_id = :relation_id AND coalesce(updated, 0) < :updated""",
)
DELETE_RELATION = statement(
    "delete_relation", "DELETE FROM relations WHERE tenant = :tenant AND relation_id = :relation_id"
)


class Stored(NamedTuple):
    """A relation as it is stored, with what rights depend on."""

    entity: ContactRelationEntity
    owner: int
    source_owner: int | None  # None: the end's company, or its person, is deleted
    destination_owner: int | None
    version: Version


class End(NamedTuple):
    """One end of a relation that exists: whose company it is, and whether the person belongs to it."""

    owner: int
    has_person: bool
    columns: tuple[Any, ...]  # as a relation is read: of the company, then of the person


def load(db: Db, relation_id: int) -> Stored | None:
    """Load a relation between companies and people; None when it is unknown or links other things."""
    row = db.row(READ_RELATION, relation_id=relation_id)
    if row is None:
        return None
    db.check(row[0])
    return _stored(row, db)


def lock(db: Db, relation_id: int) -> None:
    """Keep other writers from a relation until this request is done."""
    db.lock(LOCK_RELATION, relation_id=relation_id)


def _stored(row: tuple[Any, ...], db: Db) -> Stored:
    number, definition_id, comment, reversed_, owner, updated, registered, updated_by, created_by, saves = row[1:11]
    source, source_person = row[11:15], row[15:20]
    destination, destination_person = row[20:24], row[24:29]
    definition = db.reference.definitions[definition_id]
    entity = ContactRelationEntity(
        source[0] or 0,
        source_person[0] or 0,
        destination[0] or 0,
        destination_person[0] or 0,
        number,
        comment,
        definition_id,
        reversed_,
        NO_STAMP if updated is None else Stamp(updated),
        Stamp(registered),
        db.reference.associates.get(created_by),
        db.reference.associates.get(updated_by),
        contact_name(source[1] or "", source[2] or ""),
        _person_name(source_person),
        contact_name(destination[1] or "", destination[2] or ""),
        _person_name(destination_person),
        definition.name,
        definition.passive_text,
    )
    version = Version(saves, registered if updated is None else updated, owner, None)
    return Stored(entity, owner, _owner(source, source_person), _owner(destination, destination_person), version)


def _person_name(values: tuple[Any, ...]) -> str:
    return person_names(values[1], values[2], values[3], "", "")[0] if values[0] else ""


def _owner(company: tuple[Any, ...], person: tuple[Any, ...]) -> int | None:
    return None if company[0] is None or person[4] is not None else company[3] or 0


def find_end(db: Db, contact_id: int, person_id: int) -> End | None:
    """Look an end up; None when the company is unknown or deleted."""
    row = db.row(READ_END, contact_id=contact_id, person_id=person_id)
    return None if row is None else End(row[3] or 0, row[4] is not None, row)


def _values(entity: ContactRelationEntity) -> dict[str, Any]:
    """The columns of a relation: the one mapping that inserting, updating and comparing share."""
    source, destination = entity.source_person_id, entity.destination_person_id
    return {
        "reldef_id": entity.relation_definition_id,
        "source_table": PERSON if source else CONTACT,
        "source_record": source or entity.source_contact_id,
        "destination_table": PERSON if destination else CONTACT,
        "destination_record": destination or entity.destination_contact_id,
        "relcomment": entity.comment,
        "reversed": int(bool(entity.reversed)),
    }


def insert(db: Db, entity: ContactRelationEntity, ends: tuple[End, End], now: int, by: int, group: int) -> Stored:
    """Store a new relation between two ends and give it as it is read."""
    relation_id = db.new_id("relations")
    row = _values(entity) | {"relation_id": relation_id, "now": now, "by": by, "group_idx": group}
    db.run(INSERT_RELATION, row)
    own = (relation_id, row["reldef_id"], row["relcomment"], row["reversed"], by, None, now, None, by, 0)
    return _stored((None, *own, *ends[0].columns, *ends[1].columns), db)


def update(
    db: Db, before: ContactRelationEntity, after: ContactRelationEntity, now: int, updated: int, by: int
) -> None:
    """Store a relation when it differs; Overtaken when somebody else saved it in between."""
    if _values(before) == _values(after):
        return
    changed = db.run(UPDATE_RELATION, relation_id=before.relation_id, now=now, updated=updated, by=by, **_values(after))
    if not changed:
        raise Overtaken("the relation was saved by somebody else at the same time")


def delete(db: Db, relation_id: int) -> None:
    """Delete a relation for good."""
    db.run(DELETE_RELATION, relation_id=relation_id)
