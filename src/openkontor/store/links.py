"""Links between follow-ups, documents, projects and sales: relations that are seen from either end."""

from typing import Any

from openkontor.carriers.appointment import Link
from openkontor.rights import APPOINTMENT, DOCUMENT, PROJECT, SALE
from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.relations import DELETE_RELATION, INSERT_RELATION

READ_LINKS = statement(
    "read_links",
    """SELECT r.relation_id, r.destination_table, r.destination_record, r.relcomment FROM relations r
    WHERE r.tenant = :tenant AND r.source_record = :record AND r.source_table = :table
        AND r.destination_table IN (9, 10, 11, 13)
    UNION ALL
    SELECT r.relation_id, r.source_table, r.source_record, r.relcomment FROM relations r
    WHERE r.tenant = :tenant AND r.destination_record = :record AND r.destination_table = :table
        AND r.source_table IN (9, 10, 11, 13)
    ORDER BY 1""",
)
# What goes with a record: the links from it, and those to it.
DELETES = (
    statement(
        "delete_links_from",
        "DELETE FROM relations WHERE tenant = :tenant AND source_record = :record AND source_table = :table",
    ),
    statement(
        "delete_links_to",
        "DELETE FROM relations WHERE tenant = :tenant AND destination_record = :record AND destination_table = :table",
    ),
)
TABLES = {"appointment": APPOINTMENT, "document": DOCUMENT, "project": PROJECT, "sale": SALE}
NAMES = {table: name for name, table in TABLES.items()}
DEFINITIONS = {APPOINTMENT: 2, DOCUMENT: 3, SALE: 4, PROJECT: 5}  # of a link to such a record


def load(db: Db, table: int, record_id: int) -> list[Link]:
    """Load the links of a record, oldest first; also those to records that the caller may not see."""
    rows = db.rows(READ_LINKS, table=table, record=record_id)
    return [Link(NAMES[other], number, comment, link_id=link_id) for link_id, other, number, comment in rows]


def write(
    db: Db, table: int, record_id: int, before: list[Link] | None, after: list[Link] | None, now: int, by: int
) -> bool:
    """Store the links that are new, delete those that are gone, and say whether there were any."""
    kept = {link.link_id for link in after or ()}
    gone = [link.link_id for link in before or () if link.link_id not in kept]
    new = [link for link in after or () if not link.link_id]
    same = {"source_table": table, "source_record": record_id, "reversed": 0, "group_idx": None, "now": now, "by": by}
    db.each(DELETE_RELATION, [{"relation_id": link_id} for link_id in gone])
    db.each(INSERT_RELATION, [same | _end(link) | {"relation_id": db.new_id("relations")} for link in new])
    return bool(gone or new)


def _end(link: Link) -> dict[str, Any]:
    """What of a new link's row follows from the record it leads to."""
    table = TABLES[link.entity_name]
    return {
        "destination_table": table,
        "destination_record": link.id,
        "reldef_id": DEFINITIONS[table],
        "relcomment": link.description,
    }


def forget(db: Db, table: int, record_id: int) -> None:
    """Delete the links of a record that is being deleted."""
    for step in DELETES:
        db.run(step, table=table, record=record_id)
