"""Lists of price lists and of products."""

from typing import Any

import pytest

from openkontor.agents import price_list, product
from openkontor.call import Call
from openkontor.carriers.price_list import PriceList, Product
from openkontor.carriers.values import WallDate
from openkontor.errors import NotFound
from tests.agents.conftest import Database
from tests.archives.made import found, keys

JANUARY = WallDate(1_767_225_600_000_000)  # 2026


def make(call: Call, name: str, currency: str, **fields: Any) -> int:
    sent = PriceList(name=name, currency=currency, **fields)
    return price_list.save_price_list(call, sent).price_list_id


def add(call: Call, number: int, name: str, **fields: Any) -> int:
    return product.save_product(call, Product(name=name, erp_price_list_key=str(number), **fields)).product_id


def listed(database: Database, provider: str, **asked: Any) -> list[int]:
    return keys(database.as_(1, lambda call: found(call, provider, **asked)))


def test_lists_are_found_by_currency_days_and_state(database: Database):
    home = database.as_(1, lambda call: make(call, "Home", "NOK", is_active=True))
    away = database.as_(1, lambda call: make(call, "Away", "EUR", valid_from=JANUARY, valid_to=JANUARY))
    assert listed(database, "PriceList", filter_="currency eq 'eur'") == [away]
    assert listed(database, "PriceList", filter_="currency eq 578") == [home]
    assert listed(database, "PriceList", filter_="validFrom le '2025-12-31'") == [home]
    assert listed(database, "PriceList", filter_="validTo ge '2026-01-02'") == [home]
    assert listed(database, "PriceList", filter_="isActive eq false and isERPCopy eq false") == [away]
    assert listed(database, "PriceList", order_by="name") == [away, home]
    assert listed(database, "PriceList", order_by="validTo desc,currency") == [home, away]
    select = "erpPriceListKey,quoteConnection,registeredBy,validFrom"
    row = database.as_(1, lambda call: found(call, "PriceList", select=select, filter_="name eq 'away'")).rows[0]
    assert (row.entity, row.values) == ("pricelist", (str(away), None, "adam", JANUARY))


def test_a_product_shows_its_list_and_the_names_of_categories(database: Database):
    database.run(
        "INSERT INTO ProductCategory (tenant, productcategory_id, name, rank) VALUES (:tenant, 7, 'Furniture', 1)"
    )
    number = database.as_(1, lambda call: make(call, "Home", "NOK"))
    listed_one = {"product_category_key": "7", "product_type_key": "99", "unit_list_price": 12.5, "quantity_unit": "m"}
    first = database.as_(1, lambda call: add(call, number, "Desk", **listed_one))
    second = database.as_(1, lambda call: add(call, number, "Lamp", product_category_key="Light", unit_cost=3))
    select = "productCategoryKey,productTypeKey,listPrice,quantityUnit,priceList/name,priceList/currency,thumbnail"
    rows = database.as_(1, lambda call: found(call, "Product", select=select)).rows
    assert rows[0].values == ("Furniture", "99", 12.5, "m", "Home", "NOK", None)
    assert rows[1].values[:2] == ("Light", "") and {row.entity for row in rows} == {"productInAssortment"}
    assert listed(database, "Product", filter_="listPrice gt 12 and priceList/name begins 'ho'") == [first]
    assert listed(database, "Product", filter_="productCategoryKey eq '7'") == [first]
    assert listed(database, "Product", order_by="cost desc") == [second, first]
    of_list = {"resource": "Pricelist", "column": "priceListId"}
    assert listed(database, "Product", record_id=number, **of_list) == [first, second]
    with pytest.raises(NotFound):
        listed(database, "Product", record_id=number + 1, **of_list)


def test_dynamic_speaks_of_them_too(database: Database):
    number = database.as_(1, lambda call: make(call, "Home", "SEK"))
    database.as_(1, lambda call: add(call, number, "Desk", unit_list_price=10.0))
    select = "Product.Name,Product.UnitListPrice,Product.PriceListId.Name,Product.PriceListId.CurrencyId.name"
    rows = database.as_(1, lambda call: found(call, "dynamic", select=select)).rows
    assert [row.values for row in rows] == [("Desk", 10.0, "Home", "SEK")]
