"""The stakeholders of sales."""

from typing import Any

from openkontor.carriers.sale import SaleStakeholder
from openkontor.store.db import Db, Version
from openkontor.store.dialect import statement
from openkontor.store.members import JOINS, SEEN, WHO, Hidden, Kind, who_of
from openkontor.store.reference import Reference
from openkontor.store.stamps import NEXT_STAMP, SECOND

# What is read of a stakeholder `m`; `stakeholder_of` takes the values in this order.
STAKEHOLDER = f"""m.rank, m.salestakeholder_id, m.sale_id, coalesce(m.stakeholderrole_id, 0), m.comment, {WHO}"""

READ_STAKEHOLDERS = statement(
    "read_sale_stakeholders",
    f"""SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant), {STAKEHOLDER}
    FROM SaleStakeholder m
    {JOINS}
    WHERE m.tenant = :tenant AND m.salestakeholder_id IN each(:ids) AND {SEEN}""",
)
READ_VERSION = statement(
    "read_sale_stakeholder_version",
    """SELECT updatedCount, coalesce(updated, registered) FROM SaleStakeholder
    WHERE tenant = :tenant AND salestakeholder_id = :stakeholder_id""",
)
LOCK_STAKEHOLDER = statement(
    "lock_sale_stakeholder",
    """SELECT s.updatedCount FROM SaleStakeholder m
    JOIN sale s ON s.tenant = m.tenant AND s.sale_id = m.sale_id
    WHERE m.tenant = :tenant AND m.salestakeholder_id = :stakeholder_id FOR UPDATE""",
)
INSERT_STAKEHOLDER = statement(
    "insert_sale_stakeholder",
    """INSERT INTO SaleStakeholder (tenant, salestakeholder_id, sale_id, contact_id, person_id, rank,
        stakeholderrole_id, comment, registered, registered_associate_id, changed_at)
    VALUES (:tenant, :stakeholder_id, :sale_id, :contact_id, :person_id,
        coalesce(:rank, (SELECT CASE WHEN max(x.rank) >= 32767 THEN 32767 ELSE coalesce(max(x.rank), 0) + 1 END
            FROM SaleStakeholder x WHERE x.tenant = :tenant AND x.sale_id = :sale_id)),
        :stakeholderrole_id, :comment, :now, :by, :now)""",
)
UPDATE_STAKEHOLDER = statement(
    "update_sale_stakeholder",
    f"""UPDATE SaleStakeholder SET contact_id = :contact_id, person_id = :person_id, rank = coalesce(:rank, rank),
        stakeholderrole_id = :stakeholderrole_id, comment = :comment,
        updated = {NEXT_STAMP},
        updated_associate_id = :by, updatedCount = updatedCount + 1, changed_at = :now
    WHERE tenant = :tenant AND salestakeholder_id = :stakeholder_id""",
)
DELETE_STAKEHOLDER = statement(
    "delete_sale_stakeholder",
    "DELETE FROM SaleStakeholder WHERE tenant = :tenant AND salestakeholder_id = :stakeholder_id",
)


def load(db: Db, ids: list[int], hidden: Hidden) -> dict[int, SaleStakeholder]:
    """Load stakeholders by id; unknown and hidden ones are left out."""
    rows = db.rows(READ_STAKEHOLDERS, ids=str(ids), **hidden.bound())
    if rows:
        db.check(rows[0][0])
    return {row[2]: stakeholder_of(row[1:], db.reference) for row in rows}


def version(db: Db, stakeholder_id: int) -> Version | None:
    """Give how often a stakeholder was saved, and when; what else shows in one is not told."""
    row = db.row(READ_VERSION, stakeholder_id=stakeholder_id)
    return None if row is None else Version(row[0], row[1], 0, None)


def lock(db: Db, stakeholder_id: int) -> None:
    """Keep other writers from a stakeholder, and from its sale, until this request is done."""
    db.lock(LOCK_STAKEHOLDER, stakeholder_id=stakeholder_id)


def stakeholder_of(values: Any, reference: Reference) -> SaleStakeholder:
    """Make a stakeholder of its values, in the order of STAKEHOLDER."""
    rank, number, sale, role, comment = values[:5]
    who = who_of(values[5:], reference)
    roles = reference.lists["stakeholderrole"]
    return SaleStakeholder(
        stakeholder_role_name=roles[role].name if role in roles else "",
        comment=comment,
        stakeholder_role_id=role,
        country_id=who.country_id,
        person_id=who.person_id,
        email_description=who.email_name,
        email_id=who.email_id,
        email_address=who.email,
        phone_id=who.phone_id,
        contact_name=who.contact_name,
        contact_id=who.contact_id,
        sale_id=sale,
        mrmrs=who.mrmrs,
        firstname=who.firstname,
        middle_name=who.middle_name,
        lastname=who.lastname,
        sale_stakeholder_id=number,
        rank=rank,
        phone=who.phone,
    )


def _values(entity: SaleStakeholder) -> dict[str, Any]:
    """The columns of a stakeholder: the one mapping that inserting, updating and comparing share."""
    return {
        "contact_id": entity.contact_id or None,
        "person_id": entity.person_id or None,
        "stakeholderrole_id": entity.stakeholder_role_id or None,
        "comment": entity.comment,
        "rank": entity.rank or None,
    }


def insert(db: Db, entity: SaleStakeholder, now: int, by: int) -> int:
    """Store a new stakeholder of a sale, behind the others unless it says where, and give its id."""
    stakeholder_id = db.new_id("salestakeholder")
    values = _values(entity) | {"sale_id": entity.sale_id}
    db.run(INSERT_STAKEHOLDER, stakeholder_id=stakeholder_id, now=now, by=by, **values)
    return stakeholder_id


def update(db: Db, before: SaleStakeholder, after: SaleStakeholder, now: int, by: int) -> bool:
    """Store a stakeholder when it differs, and say whether it did; its sale is locked."""
    if _values(before) == _values(after):
        return False
    values = _values(after) | {"second": now // SECOND * SECOND}
    db.run(UPDATE_STAKEHOLDER, stakeholder_id=before.sale_stakeholder_id, now=now, by=by, **values)
    return True


def delete(db: Db, stakeholder_id: int) -> None:
    """Take a stakeholder out of its sale."""
    db.run(DELETE_STAKEHOLDER, stakeholder_id=stakeholder_id)


STAKEHOLDERS = Kind("sale_stakeholder_id", "sale_id", insert, update, delete)
