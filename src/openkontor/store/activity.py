"""What happened last at an associate's own companies, in one statement (domain reference 6)."""

from typing import Any

import msgspec

from openkontor.carriers.activity import ContactAction, ContactActivity
from openkontor.carriers.associate import Associate
from openkontor.carriers.values import Calendar
from openkontor.rights import APPOINTMENT
from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.reference import Reference
from openkontor.store.visible_for import seen

# An appointment row `x` the caller may see; what counts as one in a diary or a checklist.
VISIBLE = seen("x", "appointment_id", APPOINTMENT, hidden="hidden_diaries")
FOLLOW_UP = """x.document_id IS NULL AND x.type IN (1, 2, 6, 7)
                    AND (x.mother_id IS NULL OR x.mother_id IN (0, x.appointment_id))"""

# Every event is [time, place, action, id, person, actor]: the greatest is the latest, `place` settles equal
# times. Each comes from a subquery of its own that ends at the first row of an index, so that neither database
# can choose to read all appointments; one that was not asked for is not run.
READ_ACTIVITY = statement(
    "read_my_active_contacts",
    f"""WITH found AS MATERIALIZED (
        SELECT c.contact_id, c.department, c.orgNr, c.name, c.folded_name, c.category_idx,
            CASE WHEN (:mask & 68) <> 0 THEN (
                SELECT json_array(x.registered, CASE WHEN x.document_id IS NULL THEN 5 ELSE 7 END,
                    CASE WHEN x.document_id IS NULL THEN 4 ELSE 64 END, x.appointment_id, coalesce(x.person_id, 0),
                    x.registered_associate_id)
                FROM appointment x
                WHERE x.tenant = :tenant AND x.contact_id = c.contact_id AND x.registered >= :start
                    AND (((:mask & 64) <> 0 AND x.document_id IS NOT NULL) OR ((:mask & 4) <> 0 AND {FOLLOW_UP}))
                    AND {VISIBLE}
                ORDER BY x.registered DESC, x.document_id IS NULL, x.appointment_id DESC LIMIT 1) END AS added,
            CASE WHEN (:mask & 8) <> 0 THEN (
                SELECT json_array(x.done, 6, 8, x.appointment_id, coalesce(x.person_id, 0),
                    coalesce(x.updated_associate_id, x.associate_id))
                FROM appointment x
                WHERE x.tenant = :tenant AND x.contact_id = c.contact_id AND x.done >= :start AND x.status = 3
                    AND {FOLLOW_UP}
                    AND {VISIBLE}
                ORDER BY x.done DESC, x.appointment_id DESC LIMIT 1) END AS completed,
            CASE WHEN (:mask & 16) <> 0 THEN (
                SELECT json_array(p.registered, 4, 16, p.person_id, p.person_id, p.registered_associate_id)
                FROM person p
                WHERE p.tenant = :tenant AND p.contact_id = c.contact_id AND p.DeletedDate IS NULL
                    AND p.registered >= :start AND coalesce(p.associate_id, 0) NOT IN each(:hidden_persons)
                ORDER BY p.registered DESC, p.person_id DESC LIMIT 1) END AS person_added,
            CASE WHEN (:mask & 32) <> 0 THEN (
                SELECT json_array(p.changed_at, 3, 32, p.person_id, p.person_id, coalesce(p.updated_associate_id, 0))
                FROM person p
                WHERE p.tenant = :tenant AND p.contact_id = c.contact_id AND p.DeletedDate IS NULL
                    AND p.updated IS NOT NULL AND p.changed_at >= :start
                    AND coalesce(p.associate_id, 0) NOT IN each(:hidden_persons)
                ORDER BY p.changed_at DESC, p.person_id DESC LIMIT 1) END AS person_updated,
            CASE WHEN (:mask & 2) <> 0 AND c.updated IS NOT NULL AND c.changed_at >= :start
                THEN json_array(c.changed_at, 2, 2, c.contact_id, 0, coalesce(c.updated_associate_id, 0))
                END AS changed,
            CASE WHEN (:mask & 1) <> 0 AND c.registered >= :start
                THEN json_array(c.registered, 1, 1, c.contact_id, 0, c.registered_associate_id) END AS created
        FROM contact c
        WHERE c.tenant = :tenant AND c.associate_id = :me AND c.DeletedDate IS NULL
            AND (:any_category = 1 OR c.category_idx IN each(:categories)))
    SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        contact_id, department, orgNr, name, folded_name, category_idx,
        (SELECT u.url_address FROM URL u
            WHERE u.tenant = :tenant AND u.contact_id = found.contact_id AND u.rank = 1),
        added, completed, person_added, person_updated, changed, created
    FROM found
    WHERE added IS NOT NULL OR completed IS NOT NULL OR person_added IS NOT NULL
        OR person_updated IS NOT NULL OR changed IS NOT NULL OR created IS NOT NULL""",
)
FIRST_EVENT = 8  # its column

Event = list[int]

READ_EVENT = msgspec.json.Decoder(Event).decode


def load_my_active_contacts(
    db: Db,
    associate_id: int,
    start: int,
    categories: list[int],
    mask: int,
    hidden: tuple[list[int], list[int]],
) -> list[ContactActivity]:
    """Load an associate's companies with the latest event each, newest first.

    `categories` empty: all. `hidden` names the owners whose appointments and whose persons cause nothing.
    """
    rows = db.rows(
        READ_ACTIVITY,
        me=associate_id,
        start=start,
        any_category=int(not categories),
        categories=str(categories),
        mask=mask,
        groups=str(list(db.reference.groups_of[associate_id])),
        hidden_diaries=str(hidden[0]),
        hidden_persons=str(hidden[1]),
    )
    if not rows:
        return []
    db.check(rows[0][0])
    latest = [(_latest(row), row) for row in rows]
    latest.sort(key=lambda pair: (-pair[0][0], pair[1][5], pair[1][1]))
    owner = db.reference.associates[associate_id]
    return [_activity(event, row, db.reference, owner) for event, row in latest]


def _latest(row: tuple[Any, ...]) -> Event:
    return max(map(READ_EVENT, filter(None, row[FIRST_EVENT:])))


def _activity(event: Event, row: tuple[Any, ...], reference: Reference, owner: Associate) -> ContactActivity:
    happened, _, action, action_id, person, actor = event
    _, number, department, org_nr, name, _, category, url = row[:FIRST_EVENT]
    by = reference.associates.get(actor)
    return ContactActivity(
        number,
        department,
        org_nr,
        name,
        url or "",
        owner.full_name,
        ContactAction(action),
        Calendar(happened),
        reference.categories[category].value if category in reference.categories else "",
        by.full_name if by else "",
        action_id,
        person,
        by.person_id if by else 0,
        owner.associate_id,
    )
