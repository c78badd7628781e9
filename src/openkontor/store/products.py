"""The products of price lists."""

from typing import Any, NamedTuple

import msgspec

from openkontor.carriers.price_list import Product, ProductExtraDataField
from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.stamps import NEXT_STAMP, SECOND

# The fields that are stored as they travel, and their columns.
FIELDS = {
    "erp_product_key": "ERPProductKey",
    "name": "Name",
    "description": "Description",
    "code": "Code",
    "quantity_unit": "QuantityUnit",
    "price_unit": "PriceUnit",
    "is_subscription": "IsSubscription",
    "subscription_unit": "SubscriptionUnit",
    "default_subscription_quantity": "DefaultSubscriptionQuantity",
    "item_number": "ItemNumber",
    "url": "Url",
    "product_category_key": "ProductCategoryKey",
    "product_family_key": "ProductFamilyKey",
    "product_type_key": "ProductTypeKey",
    "vat_info": "VATInfo",
    "vat": "VAT",
    "unit_cost": "UnitCost",
    "unit_minimum_price": "UnitMinimumPrice",
    "unit_list_price": "UnitListPrice",
    "in_assortment": "InAssortment",
    "supplier": "Supplier",
    "supplier_code": "SupplierCode",
    "rights": "Rights",
    "rule": "Rule",
    "extra_field1": "extraField1",
    "extra_field2": "extraField2",
    "extra_field3": "extraField3",
    "extra_field4": "extraField4",
    "extra_field5": "extraField5",
}
SWITCHES = ("is_subscription", "in_assortment")
PRICES = ("unit_cost", "unit_minimum_price", "unit_list_price")
COLUMNS = ", ".join(FIELDS.values())
SHOWN = ", ".join(f"p.{column}" for column in FIELDS.values())
GIVEN = ", ".join(f":{name}" for name in FIELDS)
CHANGED = ", ".join(f"{column} = :{name}" for name, column in FIELDS.items())
COPIED = ", ".join(column for name, column in FIELDS.items() if name != "erp_product_key" and name not in PRICES)
OWN = f"p.product_id, p.PriceListId, l.ERPPriceListKey, p.ExtraInfo, {SHOWN}"

READ_PRODUCT = statement(
    "read_product",
    f"""SELECT {OWN} FROM Product p
    JOIN PriceList l ON l.tenant = p.tenant AND l.pricelist_id = p.PriceListId
    WHERE p.tenant = :tenant AND p.product_id = :product_id""",
)
FIND_KEY = statement(
    "find_product_by_key",
    """SELECT product_id FROM Product WHERE tenant = :tenant AND ERPProductKey = :key
    ORDER BY product_id LIMIT 1""",
)
LOCK_PRODUCT = statement(
    "lock_product", "SELECT updatedCount FROM Product WHERE tenant = :tenant AND product_id = :product_id FOR UPDATE"
)
INSERT_PRODUCT = statement(
    "insert_product",
    f"""INSERT INTO Product (tenant, product_id, PriceListId, ExtraInfo, {COLUMNS},
        registered, registered_associate_id, changed_at)
    VALUES (:tenant, :product_id, :price_list_id, :extra_info, {GIVEN}, :now, :by, :now)""",
)
UPDATE_PRODUCT = statement(
    "update_product",
    f"""UPDATE Product SET PriceListId = :price_list_id, ExtraInfo = :extra_info, {CHANGED},
        updated = {NEXT_STAMP},
        updated_associate_id = :by, updatedCount = updatedCount + 1, changed_at = :now
    WHERE tenant = :tenant AND product_id = :product_id""",
)
DELETE_PRODUCT = statement("delete_product", "DELETE FROM Product WHERE tenant = :tenant AND product_id = :product_id")
READ_PRICES = statement(
    "read_prices_of_price_list",
    """SELECT product_id, ERPProductKey, UnitCost, UnitMinimumPrice, UnitListPrice FROM Product
    WHERE tenant = :tenant AND PriceListId = :price_list_id ORDER BY product_id""",
)
COPY_PRODUCT = statement(
    "copy_product",
    f"""INSERT INTO Product (tenant, product_id, PriceListId, ERPProductKey, UnitCost, UnitMinimumPrice, UnitListPrice,
        ExtraInfo, {COPIED}, registered, registered_associate_id, changed_at)
    SELECT :tenant, :product_id, :price_list_id, :key, :unit_cost, :unit_minimum_price, :unit_list_price,
        ExtraInfo, {COPIED}, :now, :by, :now
    FROM Product WHERE tenant = :tenant AND product_id = :copied_id""",
)


class Stored(NamedTuple):
    """A product as it is stored: beside what travels, its list's id."""

    product: Product
    price_list_id: int


class Priced(NamedTuple):
    """What a product of a list costs."""

    product_id: int
    key: str
    unit_cost: float
    unit_minimum_price: float
    unit_list_price: float


def load(db: Db, product_id: int) -> Stored | None:
    """Load a product; None for an unknown one."""
    row = db.row(READ_PRODUCT, product_id=product_id)
    if row is None:
        return None
    number, price_list_id, key, extra_info = row[:4]
    values = dict(zip(FIELDS, row[4:], strict=True))
    values |= {name: bool(values[name]) for name in SWITCHES}
    fields = msgspec.json.decode(extra_info, type=list[ProductExtraDataField]) if extra_info else []
    product = Product(number, erp_price_list_key=key, extra_info=fields, raw_extra_info=extra_info, **values)
    return Stored(product, price_list_id)


def find(db: Db, key: str) -> int:
    """Give the id of the first product with this key; 0 for an unknown one."""
    row = db.row(FIND_KEY, key=key)
    return row[0] if row else 0


def lock(db: Db, product_id: int) -> None:
    """Keep other writers from a product until this request is done."""
    db.lock(LOCK_PRODUCT, product_id=product_id)


def _values(product: Product, price_list_id: int) -> dict[str, Any]:
    """The columns of a product: the one mapping that inserting, updating and comparing share."""
    values = {name: getattr(product, name) for name in FIELDS}
    values |= {name: int(values[name]) for name in SWITCHES}
    fields = [{"Name": one.name, "Value": one.value, "Type": one.type.value} for one in product.extra_info or ()]
    extra_info = msgspec.json.encode(fields).decode() if fields else ""
    return values | {"price_list_id": price_list_id, "extra_info": extra_info}


def insert(db: Db, product: Product, price_list_id: int, now: int, by: int) -> int:
    """Store a new product of a list and give its id, which is its key too if it has none."""
    number = db.new_id("product")
    values = _values(product, price_list_id)
    values["erp_product_key"] = values["erp_product_key"] or str(number)
    db.run(INSERT_PRODUCT, product_id=number, now=now, by=by, **values)
    return number


def update(db: Db, before: Stored, product: Product, price_list_id: int, now: int, by: int) -> None:
    """Store a product when it differs; it is locked."""
    values = _values(product, price_list_id)
    if values == _values(*before):
        return
    number, second = before.product.product_id, now // SECOND * SECOND
    db.run(UPDATE_PRODUCT, product_id=number, second=second, now=now, by=by, **values)


def delete(db: Db, product_id: int) -> bool:
    """Delete a product, and say whether it was there."""
    return bool(db.run(DELETE_PRODUCT, product_id=product_id))


def prices(db: Db, price_list_id: int) -> list[Priced]:
    """Give what the products of a list cost."""
    return [Priced._make(row) for row in db.rows(READ_PRICES, price_list_id=price_list_id)]


def copy(db: Db, products: list[Priced], price_list_id: int, now: int, by: int) -> None:
    """Copy products into another list, at these prices; a key that was a product's id becomes that of the copy."""
    rows = []
    for one in products:
        number = db.new_id("product")
        key = str(number) if one.key == str(one.product_id) else one.key
        place = {"copied_id": one.product_id, "product_id": number, "price_list_id": price_list_id, "key": key}
        priced = {name: getattr(one, name) for name in PRICES}
        rows.append(place | priced | {"now": now, "by": by})
    db.each(COPY_PRODUCT, rows)
