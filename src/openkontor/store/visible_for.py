"""Who may see a record that not everybody may: rows of VisibleFor, by table and record."""

from openkontor.carriers.appointment import Visibility, VisibleFor
from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.reference import Reference

FOR_ALL = "[SR_VFC_ALL]"

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
