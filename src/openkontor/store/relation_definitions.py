"""Kinds of relation: what they are called from either end, and which ends they go between."""

from typing import Any

from openkontor.carriers.list_entity import RelationDefinitionEntity, RelationTarget
from openkontor.rights import CONTACT, PERSON
from openkontor.store.db import Db
from openkontor.store.dialect import statement

INSERT_DEFINITION = statement(
    "insert_relation_definition",
    """INSERT INTO relationdefinition (tenant, reldef_id, name, rank, tooltip, deleted, passive_text)
    VALUES (:tenant, :reldef_id, :name, :rank, :tooltip, :deleted, :passive_text)""",
)
UPDATE_DEFINITION = statement(
    "update_relation_definition",
    """UPDATE relationdefinition SET name = :name, rank = :rank, tooltip = :tooltip, deleted = :deleted,
        passive_text = :passive_text
    WHERE tenant = :tenant AND reldef_id = :reldef_id""",
)
INSERT_TARGET = statement(
    "insert_relation_target",
    """INSERT INTO relationtarget (tenant, reltarget_id, reldef_id, source_table, destination_table)
    VALUES (:tenant, :target_id, :reldef_id, :source, :destination)""",
)
DELETE_TARGETS = statement(
    "delete_relation_targets", "DELETE FROM relationtarget WHERE tenant = :tenant AND reldef_id = :reldef_id"
)

ENDS = {
    RelationTarget.Nothing: frozenset[int](),
    RelationTarget.Contact: frozenset({CONTACT}),
    RelationTarget.Person: frozenset({PERSON}),
    RelationTarget.Both: frozenset({CONTACT, PERSON}),
}
TARGETS = {tables: target for target, tables in ENDS.items()}

Targets = frozenset[tuple[int, int]]


def ends(targets: Targets) -> tuple[RelationTarget, RelationTarget]:
    """Give what a kind of relation begins and ends at."""
    return TARGETS[frozenset(pair[0] for pair in targets)], TARGETS[frozenset(pair[1] for pair in targets)]


def _targets(entity: RelationDefinitionEntity) -> Targets:
    return frozenset(
        (source, destination) for source in ENDS[entity.source] for destination in ENDS[entity.destination]
    )


def _values(entity: RelationDefinitionEntity) -> dict[str, Any]:
    return {
        "name": entity.name,
        "rank": entity.rank,
        "tooltip": entity.tooltip,
        "deleted": int(entity.deleted),
        "passive_text": entity.passive_text,
    }


def insert(db: Db, entity: RelationDefinitionEntity) -> int:
    """Store a new kind of relation and give its id."""
    number = db.new_id("relationdefinition")
    db.run(INSERT_DEFINITION, reldef_id=number, **_values(entity))
    _write_targets(db, number, _targets(entity))
    return number


def update(db: Db, entity: RelationDefinitionEntity, before: Targets) -> None:
    """Store what a kind of relation is now; which ends it goes between only where that is another than before."""
    db.run(UPDATE_DEFINITION, reldef_id=entity.reldef_id, **_values(entity))
    if ends(before) != (entity.source, entity.destination):
        db.run(DELETE_TARGETS, reldef_id=entity.reldef_id)
        _write_targets(db, entity.reldef_id, _targets(entity))


def _write_targets(db: Db, definition: int, targets: Targets) -> None:
    db.each(
        INSERT_TARGET,
        [
            {"target_id": db.new_id("relationtarget"), "reldef_id": definition, "source": source, "destination": other}
            for source, other in sorted(targets)
        ],
    )
