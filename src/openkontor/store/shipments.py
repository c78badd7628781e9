"""What may be sent to a person: everything that was not refused."""

from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.store.choices import Item
from openkontor.store.db import Db
from openkontor.store.dialect import statement

INSERT_RESERVATION = statement(
    "insert_shipment_reservation",
    """INSERT INTO ShipmentTypeReservation (tenant, ShipmentTypeReservation_id, person_id, ShipmentType_id)
    VALUES (:tenant, :id, :person_id, :item)""",
)
DELETE_RESERVATION = statement(
    "delete_shipment_reservation",
    "DELETE FROM ShipmentTypeReservation WHERE tenant = :tenant AND person_id = :person_id AND ShipmentType_id = :item",
)


def shipment_list(items: dict[int, Item], refused: set[int]) -> list[SelectableMDOListItem]:
    """Give what may be sent to a person, by name; everything is chosen that was not refused."""
    shown = [item for item in items.values() if not item.deleted]
    return [
        SelectableMDOListItem(
            item.id, item.name, item.tooltip, False, item.rank, selected=item.id not in refused, child_items=[]
        )
        for item in sorted(shown, key=lambda item: item.name.casefold())
    ]


def write(db: Db, person_id: int, on: set[int], off: set[int]) -> None:
    """Store what is no longer (`on`) and what is again (`off`) to be sent to a person."""
    ids = [{"id": db.new_id("shipmenttypereservation"), "person_id": person_id, "item": item} for item in sorted(on)]
    db.each(INSERT_RESERVATION, ids)
    db.each(DELETE_RESERVATION, [{"person_id": person_id, "item": item} for item in sorted(off)])
