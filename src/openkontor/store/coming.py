"""What lies ahead of a sale or a project, among the follow-ups the caller may see; and whether its kind has a guide."""

from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.visible_for import SEEN_ACTIVITY

NEXT_DUE = statement(
    "next_due_of_sale",
    f"""SELECT min(a.activeDate) FROM appointment a
    WHERE a.tenant = :tenant AND a.sale_id = :sale_id AND a.activeDate >= :now AND a.status <> 3
        AND a.document_id IS NULL AND {SEEN_ACTIVITY}""",
)
NEXT_MILESTONE = statement(
    "next_milestone_of_project",
    f"""SELECT a.appointment_id FROM appointment a
    WHERE a.tenant = :tenant AND a.project_id = :project_id AND a.activeDate >= :now AND a.status <> 3
        AND a.isMilestone = 1 AND a.document_id IS NULL AND {SEEN_ACTIVITY}
    ORDER BY a.activeDate, a.appointment_id LIMIT 1""",
)
GUIDE_OF_SALE = statement(
    "guide_of_sale",
    """SELECT k.hasGuide FROM sale s
    JOIN SaleType k ON k.tenant = s.tenant AND k.SaleType_Id = s.saleType_id
    WHERE s.tenant = :tenant AND s.sale_id = :sale_id""",
)
GUIDE_OF_PROJECT = statement(
    "guide_of_project",
    """SELECT k.hasGuide FROM project j
    JOIN ProjType k ON k.tenant = j.tenant AND k.ProjType_id = j.type_idx
    WHERE j.tenant = :tenant AND j.project_id = :project_id""",
)


def next_due(db: Db, sale_id: int, now: int, me: int, hidden: list[int]) -> int | None:
    """Give when the next follow-up around a sale is due that is not completed; None where none lies ahead."""
    groups = db.reference.groups_of[me]
    row = db.row(NEXT_DUE, sale_id=sale_id, now=now, me=me, hidden=str(hidden), groups=str(list(groups)))
    return row[0] if row else None


def next_milestone(db: Db, project_id: int, now: int, me: int, hidden: list[int]) -> int:
    """Give the next milestone of a project that is not completed; 0 where none lies ahead."""
    groups = db.reference.groups_of[me]
    row = db.row(NEXT_MILESTONE, project_id=project_id, now=now, me=me, hidden=str(hidden), groups=str(list(groups)))
    return row[0] if row else 0


def sale_has_guide(db: Db, sale_id: int) -> bool:
    """Say whether a sale's type has a guide."""
    row = db.row(GUIDE_OF_SALE, sale_id=sale_id)
    return bool(row and row[0])


def project_has_guide(db: Db, project_id: int) -> bool:
    """Say whether a project's type has a guide."""
    row = db.row(GUIDE_OF_PROJECT, project_id=project_id)
    return bool(row and row[0])
