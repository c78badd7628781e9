"""Lists of choices are changed: items, headings, who sees them, lists of one's own.

Every change begins with `begin_change` and ends with `renew` (store/reference.py): all of it is reference data.
"""

from collections.abc import Iterable
from typing import Any

from openkontor.store.choices import OWN_FROM, KnownList
from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.list_tables import TABLES, insert_into, update_in

INSERT_ITEM = {table.number: insert_into(table) for table in TABLES}
UPDATE_ITEM = {table.number: update_in(table) for table in TABLES}
INSERT_OWN_ITEM = statement(
    "insert_own_list_item",
    """INSERT INTO UDList (tenant, UDList_id, name, rank, tooltip, deleted, UDListDefinition_id)
    VALUES (:tenant, :id, :name, :rank, :tooltip, :deleted, :number)""",
)
UPDATE_OWN_ITEM = statement(
    "update_own_list_item",
    """UPDATE UDList SET name = :name, rank = :rank, tooltip = :tooltip, deleted = :deleted
    WHERE tenant = :tenant AND UDList_id = :id""",
)
INSERT_HEADING = statement(
    "insert_heading",
    """INSERT INTO Heading (tenant, heading_id, name, rank, tooltip, deleted, list_number)
    VALUES (:tenant, :id, :name, :rank, :tooltip, :deleted, :number)""",
)
UPDATE_HEADING = statement(
    "update_heading",
    """UPDATE Heading SET name = :name, rank = :rank, tooltip = :tooltip, deleted = :deleted
    WHERE tenant = :tenant AND heading_id = :id""",
)
INSERT_HEADING_LINK = statement(
    "insert_heading_link",
    """INSERT INTO ListHeadingLink (tenant, list_number, item_id, heading_id)
    VALUES (:tenant, :number, :id, :linked)""",
)
DELETE_HEADING_LINK = statement(
    "delete_heading_link",
    """DELETE FROM ListHeadingLink
    WHERE tenant = :tenant AND list_number = :number AND item_id = :id AND heading_id = :linked""",
)
INSERT_HIDDEN_LINK = statement(
    "insert_hidden_link",
    """INSERT INTO ListHiddenLink (tenant, list_number, item_id, group_id)
    VALUES (:tenant, :number, :id, :linked)""",
)
DELETE_HIDDEN_LINK = statement(
    "delete_hidden_link",
    """DELETE FROM ListHiddenLink
    WHERE tenant = :tenant AND list_number = :number AND item_id = :id AND group_id = :linked""",
)


def insert_item(db: Db, known: KnownList, name: str, tooltip: str, rank: int, *, deleted: bool) -> int:
    """Store a new item of a list and give its id."""
    table = known.table.table.lower() if known.table else "udlist"
    number = db.new_id(table)
    values = {"id": number, "name": name, "tooltip": tooltip, "rank": rank, "deleted": int(deleted)}
    if known.table:
        db.run(INSERT_ITEM[known.number], **values)
    else:
        db.run(INSERT_OWN_ITEM, number=known.number, **values)
    return number


def update_item(db: Db, known: KnownList, number: int, name: str, tooltip: str, rank: int, *, deleted: bool) -> None:
    """Store what an item of a list is now; the texts as the database is to have them."""
    db.run(
        UPDATE_ITEM[known.number] if known.table else UPDATE_OWN_ITEM,
        id=number,
        name=name,
        tooltip=tooltip,
        rank=rank,
        deleted=int(deleted),
    )


def insert_heading(db: Db, known: KnownList, name: str, tooltip: str, rank: int, *, deleted: bool) -> int:
    """Store a new heading of a list and give its id."""
    number = db.new_id("heading")
    values = {"id": number, "name": name, "tooltip": tooltip, "rank": rank, "deleted": int(deleted)}
    db.run(INSERT_HEADING, number=known.number, **values)
    return number


def update_heading(db: Db, number: int, name: str, tooltip: str, rank: int, *, deleted: bool) -> None:
    """Store what a heading is now."""
    db.run(UPDATE_HEADING, id=number, name=name, tooltip=tooltip, rank=rank, deleted=int(deleted))


def put_under(db: Db, known: KnownList, item_id: int, before: Iterable[int], after: Iterable[int]) -> None:
    """Store which headings an item is under."""
    _link(db, INSERT_HEADING_LINK, DELETE_HEADING_LINK, known, item_id, set(before), set(after))


def hide_from(db: Db, known: KnownList, item_id: int, before: Iterable[int], after: Iterable[int]) -> None:
    """Store which groups do not see an item."""
    _link(db, INSERT_HIDDEN_LINK, DELETE_HIDDEN_LINK, known, item_id, set(before), set(after))


def _link(db: Db, insert: Any, delete: Any, known: KnownList, item_id: int, before: set[int], after: set[int]) -> None:
    row = {"number": known.number, "id": item_id}
    db.each(insert, [row | {"linked": linked} for linked in sorted(after - before)])
    db.each(delete, [row | {"linked": linked} for linked in sorted(before - after)])


def new_list_id(db: Db) -> int:
    """Hand out the id of a list of one's own."""
    return OWN_FROM + db.new_id("udlistdefinition")
