"""Who may see a record that not everybody may: rows of VisibleFor, by table and record."""

from openkontor.carriers.appointment import Visibility, VisibleFor
from openkontor.rights import APPOINTMENT
from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.reference import Reference

FOR_ALL = "[SR_VFC_ALL]"


def own_or_named(row: str, owner: str, key: str, table: int) -> str:
    """Give the condition that a row is the caller's own, or VisibleFor names him.

    With EXISTS in the place of "= 1", PostgreSQL may choose to read all of VisibleFor.
    """
    return f"""({row}.{owner} = :me OR (
        SELECT 1 FROM VisibleFor f
        WHERE f.tenant = :tenant AND f.tableId = {table:d} AND f.recordId = {row}.{key}
            AND (f.forAll = 1 OR f.forAssocId = :me OR f.forGroupId IN each(:groups)) LIMIT 1) = 1)"""


def seen(row: str, key: str, table: int, hidden: str = "hidden") -> str:
    """Give the condition that the caller may see a row; `hidden` are the owners whose rows he may not."""
    return f"{row}.associate_id NOT IN each(:{hidden}) AND {own_or_named(row, 'associate_id', key, table)}"


SEEN_ACTIVITY = seen("a", "appointment_id", APPOINTMENT)  # of a row `a` of appointments, be it a document's

INSERT_VISIBLE_FOR = statement(
    "insert_visible_for",
    """INSERT INTO VisibleFor (tenant, VisibleFor_id, tableId, recordId, forAll, forGroupId, forAssocId)
    VALUES (:tenant, :id, :table, :record_id, :for_all, :group_id, :associate_id)""",
)
DELETE_VISIBLE_FOR = statement(
    "delete_visible_for",
    "DELETE FROM VisibleFor WHERE tenant = :tenant AND tableId = :table AND recordId = :record_id",
)


def line_of(values: list[int], reference: Reference) -> VisibleFor:
    """Make a line of a row's forAll, group and associate."""
    for_all, group, associate = values
    if for_all:
        return VisibleFor(0, Visibility.All, reference.speak(FOR_ALL))
    if group:
        groups = reference.lists["usergroup"]
        return VisibleFor(group, Visibility.Group, groups[group].name if group in groups else "")
    people = reference.associates
    return VisibleFor(associate, Visibility.Associate, people[associate].full_name if associate in people else "")


def seen_by(rows: list[VisibleFor] | None) -> set[tuple[Visibility, int]]:
    """Give whom lines of VisibleFor name, without order and display."""
    return {(row.visibility, 0 if row.visibility is Visibility.All else row.visible_id) for row in rows or ()}


def write(db: Db, table: int, record_id: int, rows: list[VisibleFor]) -> None:
    """Store who may see a new record."""
    values = [
        {
            "id": db.new_id("visiblefor"),
            "table": table,
            "record_id": record_id,
            "for_all": int(visibility is Visibility.All),
            "group_id": number if visibility is Visibility.Group else None,
            "associate_id": number if visibility is Visibility.Associate else None,
        }
        for visibility, number in sorted(seen_by(rows), key=lambda pair: (pair[0].number, pair[1]))
    ]
    db.each(INSERT_VISIBLE_FOR, values)


def replace(db: Db, table: int, record_id: int, rows: list[VisibleFor]) -> None:
    """Store who may see a record from now on; nobody is named when it is deleted."""
    db.run(DELETE_VISIBLE_FOR, table=table, record_id=record_id)
    write(db, table, record_id, rows)
