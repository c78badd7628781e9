"""Price lists."""

from typing import Any, NamedTuple

from openkontor.carriers.price_list import PriceList
from openkontor.carriers.values import WallDate
from openkontor.store.db import Db, Version
from openkontor.store.dialect import statement
from openkontor.store.stamps import NEXT_STAMP, SECOND

# What is read of a price list; `_stored` takes the values in this order.
PRICE_LIST = """p.pricelist_id, p.ERPPriceListKey, p.Name, p.Description, p.CurrencyId, p.ValidFrom, p.ValidTo,
    p.IsActive"""

READ_PRICE_LIST = statement(
    "read_price_list",
    f"""SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant), {PRICE_LIST}
    FROM PriceList p WHERE p.tenant = :tenant AND p.pricelist_id = :price_list_id""",
)
READ_OF_CURRENCIES = statement(
    "read_price_lists_of_currencies",
    f"""SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant), {PRICE_LIST}
    FROM PriceList p WHERE p.tenant = :tenant AND p.CurrencyId IN each(:currencies) ORDER BY p.pricelist_id""",
)
FIND_KEY = statement(
    "find_price_list_by_key",
    "SELECT pricelist_id FROM PriceList WHERE tenant = :tenant AND ERPPriceListKey = :key",
)
READ_VERSION = statement(
    "read_price_list_version",
    """SELECT updatedCount, coalesce(updated, registered) FROM PriceList
    WHERE tenant = :tenant AND pricelist_id = :price_list_id""",
)
LOCK_PRICE_LIST = statement(
    "lock_price_list",
    "SELECT updatedCount FROM PriceList WHERE tenant = :tenant AND pricelist_id = :price_list_id FOR UPDATE",
)
INSERT_PRICE_LIST = statement(
    "insert_price_list",
    """INSERT INTO PriceList (tenant, pricelist_id, ERPPriceListKey, Name, Description, CurrencyId, ValidFrom, ValidTo,
        IsActive, registered, registered_associate_id, changed_at)
    VALUES (:tenant, :price_list_id, :key, :name, :description, :currency_id, :valid_from, :valid_to, :is_active,
        :now, :by, :now)""",
)
UPDATE_PRICE_LIST = statement(
    "update_price_list",
    f"""UPDATE PriceList SET ERPPriceListKey = :key, Name = :name, Description = :description,
        CurrencyId = :currency_id, ValidFrom = :valid_from, ValidTo = :valid_to, IsActive = :is_active,
        updated = {NEXT_STAMP},
        updated_associate_id = :by, updatedCount = updatedCount + 1, changed_at = :now
    WHERE tenant = :tenant AND pricelist_id = :price_list_id""",
)
DELETE_PRODUCTS = statement(
    "delete_products_of_price_list", "DELETE FROM Product WHERE tenant = :tenant AND PriceListId = :price_list_id"
)
DELETE_PRICE_LIST = statement(
    "delete_price_list", "DELETE FROM PriceList WHERE tenant = :tenant AND pricelist_id = :price_list_id"
)


class Stored(NamedTuple):
    """A price list as it is stored: beside what travels, the currency's id."""

    entity: PriceList
    currency_id: int


def load(db: Db, price_list_id: int) -> Stored | None:
    """Load a price list; None for an unknown one."""
    row = db.row(READ_PRICE_LIST, price_list_id=price_list_id)
    if row is None:
        return None
    db.check(row[0])
    return _stored(db, row)


def of_currencies(db: Db, currencies: list[int]) -> list[PriceList]:
    """List the price lists with prices in one of these currencies, in the order they came."""
    rows = db.rows(READ_OF_CURRENCIES, currencies=str(currencies))
    if rows:
        db.check(rows[0][0])
    return [_stored(db, row).entity for row in rows]


def find(db: Db, key: str) -> int:
    """Give the id of the price list with this key; 0 for an unknown one."""
    row = db.row(FIND_KEY, key=key)
    return row[0] if row else 0


def version(db: Db, price_list_id: int) -> Version | None:
    """Give how often a price list was saved, and when; its products are not part of it."""
    row = db.row(READ_VERSION, price_list_id=price_list_id)
    return None if row is None else Version(row[0], row[1], 0, None)


def lock(db: Db, price_list_id: int) -> None:
    """Keep other writers from a price list, and from adding products to it, until this request is done."""
    db.lock(LOCK_PRICE_LIST, price_list_id=price_list_id)


def _stored(db: Db, row: tuple[Any, ...]) -> Stored:
    _, number, key, name, description, currency, valid_from, valid_to, is_active = row
    item = db.reference.lists["currency"][currency]
    entity = PriceList(
        price_list_id=number,
        erp_price_list_key=key,
        name=name,
        description=description,
        currency=item.name,
        currency_name=item.tooltip or item.name,
        valid_from=WallDate(valid_from),
        valid_to=WallDate(valid_to),
        is_active=bool(is_active),
    )
    return Stored(entity, currency)


def _values(entity: PriceList, currency_id: int) -> dict[str, Any]:
    """The columns of a price list: the one mapping that inserting, updating and comparing share."""
    return {
        "key": entity.erp_price_list_key,
        "name": entity.name,
        "description": entity.description,
        "currency_id": currency_id,
        "valid_from": int(entity.valid_from),
        "valid_to": int(entity.valid_to),
        "is_active": int(entity.is_active),
    }


def insert(db: Db, entity: PriceList, currency_id: int, now: int, by: int) -> int:
    """Store a new price list and give its id, which is its key too if it has none."""
    number = db.new_id("pricelist")
    while not entity.erp_price_list_key and find(db, str(number)):  # somebody has given it to another list
        number = db.new_id("pricelist")
    values = _values(entity, currency_id)
    values["key"] = values["key"] or str(number)
    db.run(INSERT_PRICE_LIST, price_list_id=number, now=now, by=by, **values)
    return number


def update(db: Db, before: Stored, entity: PriceList, currency_id: int, now: int, by: int) -> None:
    """Store a price list when it differs; it is locked."""
    values = _values(entity, currency_id)
    if values == _values(*before):
        return
    number, second = entity.price_list_id, now // SECOND * SECOND
    db.run(UPDATE_PRICE_LIST, price_list_id=number, second=second, now=now, by=by, **values)


def delete(db: Db, price_list_id: int) -> None:
    """Delete a price list with its products."""
    db.run(DELETE_PRODUCTS, price_list_id=price_list_id)
    db.run(DELETE_PRICE_LIST, price_list_id=price_list_id)
