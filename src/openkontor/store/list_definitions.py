"""Definitions of lists: those of one's own, and what is called otherwise of the others."""

from typing import Any

from openkontor.carriers.list_entity import ListEntity
from openkontor.store.db import Db
from openkontor.store.dialect import statement

INSERT_LIST = statement(
    "insert_list_definition",
    """INSERT INTO UDListDefinition (tenant, UDListDefinition_id, name, rank, tooltip, deleted, useGroupsAndHeadings)
    VALUES (:tenant, :list_id, :name, :rank, :tooltip, :deleted, :useGroupsAndHeadings)""",
)
UPDATE_LIST = statement(
    "update_list_definition",
    """UPDATE UDListDefinition SET name = :name, rank = :rank, tooltip = :tooltip, deleted = :deleted,
        useGroupsAndHeadings = :useGroupsAndHeadings
    WHERE tenant = :tenant AND UDListDefinition_id = :list_id""",
)


def _values(entity: ListEntity) -> dict[str, Any]:
    return {
        "name": entity.name,
        "rank": entity.rank,
        "tooltip": entity.tooltip,
        "deleted": int(entity.deleted),
        "useGroupsAndHeadings": int(entity.use_groups_and_headings),
    }


def put(db: Db, entity: ListEntity) -> None:
    """Store what a list is called and where it stands, under its id; the texts as the database is to have them."""
    if not db.run(UPDATE_LIST, list_id=entity.id, **_values(entity)):
        db.run(INSERT_LIST, list_id=entity.id, **_values(entity))
