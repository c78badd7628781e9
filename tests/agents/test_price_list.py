"""Price lists and their products: keys, days, copies, and what a save leaves alone."""

from typing import Any

import pytest

from openkontor.agents import price_list, product
from openkontor.agents.price_list import DAY, LARGEST, NOT_GIVEN
from openkontor.agents.product import NUMBERS
from openkontor.call import Call
from openkontor.carriers.price_list import PriceList, Product, ProductExtraDataField
from openkontor.carriers.values import EMPTY_MICROSECONDS, LAST_WALL_DATE, NO_WALL_DATE, WallDate
from openkontor.errors import Invalid
from openkontor.store.price_lists import find
from tests.agents.conftest import NOW, Database

EURO, DOLLAR = 978, 840
TODAY = WallDate(NOW // DAY * DAY)


def make(database: Database, name: str = "List", **fields: Any) -> PriceList:
    sent = PriceList(name=name, **fields)
    stored: PriceList = database.as_(1, lambda call: price_list.save_price_list(call, sent))
    return stored


def add(database: Database, key: str, name: str = "Thing", **fields: Any) -> Product:
    sent = Product(erp_price_list_key=key, name=name, **fields)
    stored: Product = database.as_(1, lambda call: product.save_product(call, sent))
    return stored


def copy(database: Database, number: int, currency: int = 0, convert: bool = False) -> list[Product]:
    """Copy a list, and give the products of the copy."""

    def work(call: Call) -> list[Product]:
        days = NO_WALL_DATE, LAST_WALL_DATE
        made = price_list.copy_super_office_price_list(call, number, "Copy", *days, currency, convert).price_list_id
        rows = call.db.rows(product.products.READ_PRICES, price_list_id=made)
        found = [product.get_product_from_db_id(call, row[0]) for row in rows]
        return [one for one in found if one]

    products: list[Product] = database.as_(1, work)
    return products


def rates(database: Database, **of: tuple[float, float]) -> None:
    for name, (rate, units) in of.items():
        database.run(f"UPDATE Currency SET rate = {rate}, units = {units} WHERE tenant = :tenant AND name = '{name}'")


def stamps(database: Database, table: str, key: str, number: int) -> tuple[Any, ...]:
    row: tuple[Any, ...]
    (row,) = database.rows(
        f"SELECT updatedCount, updated, updated_associate_id FROM {table} WHERE tenant = :tenant AND {key} = {number}"
    )
    return row


def test_a_list_without_a_key_never_has_that_of_another(database: Database):
    first = make(database).price_list_id
    taken = make(database, erp_price_list_key=str(first + 2))
    assert (taken.price_list_id, taken.erp_price_list_key) == (first + 1, str(first + 2))
    following = make(database)
    assert (following.price_list_id, following.erp_price_list_key) == (first + 3, str(first + 3))
    with pytest.raises(Invalid, match="ERPPriceListKey"):
        make(database, erp_price_list_key=str(first))


def test_a_save_that_changes_nothing_leaves_no_trace_and_every_change_a_newer_one(database: Database):
    one = make(database, currency="EUR")
    thing = add(database, one.erp_price_list_key)
    database.later()
    database.as_(1, lambda call: price_list.save_price_list(call, one))
    database.as_(1, lambda call: product.save_product(call, thing))
    places = ("PriceList", "pricelist_id", one.price_list_id), ("Product", "product_id", thing.product_id)
    assert [stamps(database, *place) for place in places] == [(0, None, None)] * 2
    for saves in (1, 2):
        one.description = thing.code = f"change {saves}"
        database.as_(1, lambda call: price_list.save_price_list(call, one))
        database.as_(1, lambda call: product.save_product(call, thing))
        second = database.now // 1_000_000 * 1_000_000 + (saves - 1) * 1_000_000
        assert [stamps(database, *place) for place in places] == [(saves, second, 1)] * 2


def test_the_first_and_the_last_day_are_both_days_a_list_is_valid_on(database: Database):
    days = {"always": (NO_WALL_DATE, LAST_WALL_DATE), "today": (TODAY, TODAY), "no end": (TODAY, NO_WALL_DATE)}
    days |= {"over": (NO_WALL_DATE, WallDate(TODAY - 1)), "to come": (WallDate(TODAY + DAY), LAST_WALL_DATE)}
    for name, (first, last) in days.items():
        make(database, name, valid_from=first, valid_to=last, is_active=True)
    make(database, "resting")
    active = database.as_(1, lambda call: price_list.get_active_price_lists(call))
    assert [one.name for one in active] == ["always", "today", "no end"]
    assert active[2].valid_to == LAST_WALL_DATE and active[0].valid_from == EMPTY_MICROSECONDS


def test_a_currency_that_is_deleted_stays_where_it_is_and_is_not_chosen_any_more(database: Database):
    one = make(database, currency="EUR")
    database.run(f"UPDATE Currency SET deleted = 1 WHERE tenant = :tenant AND Currency_id = {EURO}")
    one.name = "Renamed"
    assert database.as_(1, lambda call: price_list.save_price_list(call, one)).currency == "EUR"
    with pytest.raises(Invalid, match="Currency"):
        make(database, currency="EUR")
    with pytest.raises(Invalid, match="NewCurrencyId"):
        copy(database, make(database).price_list_id, EURO)


def test_a_product_moves_to_the_list_that_is_named(database: Database):
    here, there = make(database), make(database, erp_price_list_key="there")
    thing = add(database, here.erp_price_list_key, extra_info=[ProductExtraDataField("Colour", "red")])
    thing.erp_price_list_key, thing.extra_info = "there", None
    moved = database.as_(1, lambda call: product.save_product(call, thing))
    assert (moved.erp_price_list_key, moved.erp_product_key) == ("there", str(moved.product_id))
    assert moved.raw_extra_info == '[{"Name":"Colour","Value":"red","Type":"String"}]'
    moved.extra_info = []
    assert database.as_(1, lambda call: product.save_product(call, moved)).raw_extra_info == ""
    database.as_(1, lambda call: price_list.delete_price_list(call, there.price_list_id))
    assert database.as_(1, lambda call: product.get_product_from_db_id(call, moved.product_id)) is None
    assert database.as_(1, lambda call: find(call.db, here.erp_price_list_key)) == here.price_list_id


def test_a_copy_has_everything_of_the_products_but_their_own_keys(database: Database):
    rates(database, EUR=(11.5, 1), USD=(1000, 100))
    number = make(database, currency="EUR").price_list_id
    add(database, str(number), "Own", code="A", vat=25.0, unit_list_price=10.0, unit_cost=NOT_GIVEN, in_assortment=True)
    add(database, str(number), "Theirs", erp_product_key="X-1", unit_list_price=0.333, unit_minimum_price=-2.0)
    own, theirs = copy(database, number)
    assert own.erp_product_key == str(own.product_id) and theirs.erp_product_key == "X-1"
    assert (own.code, own.vat, own.unit_list_price, own.unit_cost, own.in_assortment) == ("A", 25, 10, NOT_GIVEN, True)
    own, theirs = copy(database, number, DOLLAR, convert=True)
    assert (own.unit_list_price, own.unit_cost) == (11.5, NOT_GIVEN)
    assert (theirs.unit_list_price, theirs.unit_minimum_price) == (0.383, -2.3)  # to four decimals
    own, theirs = copy(database, number, DOLLAR)
    assert (own.unit_list_price, own.unit_cost, str(theirs.unit_minimum_price)) == (0, NOT_GIVEN, "0.0")  # not -0.0
    own, theirs = copy(database, number, EURO)
    assert (own.unit_list_price, theirs.unit_minimum_price) == (10, -2)  # it is in this currency already


@pytest.mark.parametrize("active", [True, False])
def test_a_copy_is_described_and_active_as_the_original_is(database: Database, active: bool):
    one = make(database, "Dealers", description="Without VAT", currency="EUR", erp_price_list_key="d", is_active=active)
    days = TODAY, WallDate(TODAY + DAY)

    def work(call: Call) -> PriceList:
        return price_list.copy_super_office_price_list(call, one.price_list_id, "Copy", *days)

    copied = database.as_(1, work)
    assert (copied.name, copied.description, copied.currency) == ("Copy", "Without VAT", "EUR")
    assert (copied.valid_from, copied.valid_to, copied.is_active) == (*days, active)
    assert copied.erp_price_list_key == str(copied.price_list_id)
    assert database.as_(1, lambda call: price_list.get_price_list(call, one.price_list_id)) == one


def test_without_a_currency_of_the_own_country_one_is_to_be_named(database: Database):
    database.run("UPDATE country SET currency_id = NULL WHERE tenant = :tenant")
    assert database.as_(1, price_list.create_default_price_list).currency == ""
    with pytest.raises(Invalid, match="Currency: prices need"):
        make(database)
    assert make(database, currency="EUR").currency == "EUR"


def test_blanks_around_keys_and_currencies_do_not_count(database: Database):
    one = make(database, currency=" eur ", erp_price_list_key=" key ")
    assert (one.currency, one.erp_price_list_key) == ("EUR", "key")
    assert add(database, " key ", erp_product_key=" X ").erp_product_key == "X"
    assert database.as_(1, lambda call: price_list.get_all_price_lists(call, 0, " eur ")) == [one]
    with pytest.raises(Invalid, match="ERPPriceListKey"):
        make(database, erp_price_list_key="key ")


@pytest.mark.parametrize("price", [10.0, -10.0])
def test_rates_that_make_no_price_are_refused(database: Database, price: float):
    number = make(database, currency="EUR").price_list_id
    add(database, str(number), unit_list_price=price)
    for rate in ("0", "1e-300"):
        rates(database, USD=(rate, 1))  # type: ignore[arg-type]
        with pytest.raises(Invalid, match="ConvertCurrency"):
            copy(database, number, DOLLAR, convert=True)


@pytest.mark.parametrize("field", NUMBERS)
def test_numbers_that_are_not_exact_to_the_cent_are_refused(database: Database, field: str):
    key = make(database).erp_price_list_key
    for number in (LARGEST * 2, -LARGEST * 2):
        with pytest.raises(Invalid, match=f"^{NUMBERS[field]}: "):
            add(database, key, **{field: number})
    stored = [getattr(add(database, key, **{field: number}), field) for number in (LARGEST, -LARGEST, NOT_GIVEN, -0.0)]
    assert list(map(str, stored)) == ["1000000000000000.0", "-1000000000000000.0", str(NOT_GIVEN), "0.0"]


def test_the_first_of_several_products_with_one_key_is_found(database: Database):
    key = make(database).erp_price_list_key
    first = add(database, key, erp_product_key="same")
    add(database, key, erp_product_key="same")
    assert database.as_(1, lambda call: product.get_product(call, 0, " same ")).product_id == first.product_id
