"""The Quote agent's price lists: everybody reads them, who looks after lists changes them."""

from math import inf

from openkontor.agents import check
from openkontor.agents.contact import NO_ENTITY, Rights, default_country
from openkontor.agents.list_changes import demand_keeper
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.price_list import PriceList
from openkontor.carriers.values import EMPTY_MICROSECONDS, LAST_WALL_DATE, WallDate
from openkontor.errors import BadArgument, Invalid, NotFound, UnknownId
from openkontor.store import list_details, price_lists, products
from openkontor.store.db import Version
from openkontor.store.products import PRICES, Priced

DAY = 86_400_000_000
LARGEST = 1e15  # a price; beyond, numbers would no longer be exact to the cent
DECIMALS = 4  # of a price that is worked out in another currency
NOT_GIVEN = -79_228_162_514_264_337_593_543_950_335.0  # how programs say that there is no such price
LONGEST_NAME = 254


@method("Quote", takes="nothing", runs="read", allows="associate")
def create_default_price_list(call: Call) -> PriceList:
    """Give an unsaved price list: active, valid from ever for ever, in the currency of the own country."""
    item = call.reference.lists["currency"].get(_default_currency(call))
    name = item.name if item else ""
    return PriceList(currency=name, currency_name=(item.tooltip if item else "") or name, is_active=True)


@method("Quote", takes="query", runs="read", allows="associate")
def get_price_list(call: Call, price_list_id: int) -> PriceList | None:
    """Give a price list; null for an unknown one."""
    stored = price_lists.load(call.db, price_list_id)
    return None if stored is None else stored.entity


def price_list_version(call: Call, price_list_id: int, lock: bool = False) -> tuple[Version, Rights] | None:
    """Give which state a price list is in; None for an unknown one. `lock` keeps other writers from it."""
    if lock:
        price_lists.lock(call.db, price_list_id)
    version = price_lists.version(call.db, price_list_id)
    return None if version is None else (version, ())


def seen_price_lists(call: Call, ids: list[int]) -> set[int]:
    """Give those of these price lists that there are."""
    return {number for number in ids if price_lists.version(call.db, number)}


@method("Quote", takes="arguments", runs="read", allows="associate")
def get_all_price_lists(call: Call, quote_connection_id: int = 0, currency: str = "") -> list[PriceList]:
    """List the price lists in a currency, in any without one; none for a currency nobody knows."""
    items = call.reference.lists["currency"].values()
    wanted = [item.id for item in items if not currency or item.name.casefold() == currency.strip().casefold()]
    return _listed(call, quote_connection_id, wanted)


@method("Quote", takes="arguments", runs="read", allows="associate")
def get_all_price_lists_by_currency_id(
    call: Call, quote_connection_id: int = 0, currency_id: int = 0
) -> list[PriceList]:
    """List the price lists in a currency, in any for 0."""
    wanted = [currency_id] if currency_id else list(call.reference.lists["currency"])
    return _listed(call, quote_connection_id, wanted)


@method("Quote", takes="arguments", runs="read", allows="associate")
def get_active_price_lists(call: Call, quote_connection_id: int = 0, currency: str = "") -> list[PriceList]:
    """List the price lists in a currency, in any without one, that are active and valid today."""
    return _active(call, get_all_price_lists(call, quote_connection_id, currency))


@method("Quote", takes="arguments", runs="read", allows="associate")
def get_active_price_lists_by_currency_id(
    call: Call, quote_connection_id: int = 0, currency_id: int = 0
) -> list[PriceList]:
    """List the price lists in a currency, in any for 0, that are active and valid today."""
    return _active(call, get_all_price_lists_by_currency_id(call, quote_connection_id, currency_id))


@method("Quote", takes="entity", runs="write", allows="associate")
def save_price_list(call: Call, price_list: PriceList | None) -> PriceList:
    """Store a price list: id 0 makes a new one, any other id changes the stored one.

    400 naming the field for a price list without a name, an unknown currency or connection, a key that another one
    has, and a last day before the first; 403 for who does not look after lists.
    """
    if price_list is None:
        raise BadArgument(NO_ENTITY)
    demand_keeper(call)
    number = _update(call, price_list) if price_list.price_list_id else _insert(call, price_list)
    return _given(call, number)


@method("Quote", takes="query", runs="write", allows="associate")
def delete_price_list(call: Call, price_list_id: int) -> None:
    """Delete a price list for good, with its products."""
    demand_keeper(call)
    if price_list_version(call, price_list_id, lock=True) is None:
        raise NotFound(f"PriceList id {price_list_id} not found")
    price_lists.delete(call.db, price_list_id)


@method("Quote", takes="arguments", runs="write", allows="associate")
def copy_super_office_price_list(
    call: Call,
    original_price_list_id: int,
    new_name: str,
    valid_from: WallDate,
    valid_to: WallDate,
    new_currency_id: int = 0,
    convert_currency: bool = False,
) -> PriceList:
    """Copy a price list with its products.

    In another currency prices are worked out by the rates of both, or are 0 without `convert_currency`.
    400 naming the field for an unknown price list or currency, and for days in the wrong order.
    """
    demand_keeper(call)
    price_lists.lock(call.db, original_price_list_id)
    stored = price_lists.load(call.db, original_price_list_id)
    if stored is None:
        raise UnknownId.of("PriceList", original_price_list_id, "OriginalPriceListId")
    currencies = call.reference.lists["currency"]
    currency = check.item_id("NewCurrencyId", new_currency_id, "", currencies, stored.currency_id)
    entity = PriceList(
        name=_name("NewName", new_name),
        description=stored.entity.description,
        valid_from=valid_from,
        valid_to=_last_day(valid_from, valid_to),
        is_active=stored.entity.is_active,
    )
    priced = products.prices(call.db, original_price_list_id)
    if currency not in (0, stored.currency_id):
        factor = _factor(call, stored.currency_id, currency) if convert_currency else 0.0
        priced = [_repriced(one, factor) for one in priced]
    number = price_lists.insert(call.db, entity, currency or stored.currency_id, call.now, call.associate_id)
    products.copy(call.db, priced, number, call.now, call.associate_id)
    return _given(call, number)


def demand_built_in(quote_connection_id: int) -> None:
    """Refuse a connection to another system's price lists: there are none."""
    if quote_connection_id:
        problem = f"there is no connection {quote_connection_id}: the price lists kept here are those of connection 0"
        raise Invalid.field("QuoteConnectionId", problem)


def _listed(call: Call, quote_connection_id: int, currencies: list[int]) -> list[PriceList]:
    demand_built_in(quote_connection_id)
    return price_lists.of_currencies(call.db, currencies)


def _active(call: Call, every: list[PriceList]) -> list[PriceList]:
    today = check.today(call)
    return [one for one in every if one.is_active and one.valid_from < today + DAY and one.valid_to >= today]


def _default_currency(call: Call) -> int:
    return default_country(call).currency_id


def _given(call: Call, number: int) -> PriceList:
    stored = price_lists.load(call.db, number)
    assert stored is not None  # it was stored a moment ago
    return stored.entity


def _insert(call: Call, sent: PriceList) -> int:
    currency = _checked(call, sent, _default_currency(call))
    return price_lists.insert(call.db, sent, currency, call.now, call.associate_id)


def _update(call: Call, sent: PriceList) -> int:
    price_lists.lock(call.db, sent.price_list_id)
    stored = price_lists.load(call.db, sent.price_list_id)
    if stored is None:
        raise UnknownId.of("PriceList", sent.price_list_id, "PriceListId")
    currency = _checked(call, sent, stored.currency_id)
    sent.erp_price_list_key = sent.erp_price_list_key or stored.entity.erp_price_list_key
    price_lists.update(call.db, stored, sent, currency, call.now, call.associate_id)
    return sent.price_list_id


def _checked(call: Call, sent: PriceList, stored_currency: int) -> int:
    """Clean a price list that is to be stored, and give its currency's id."""
    demand_built_in(sent.quote_connection_id)
    sent.name = _name("Name", sent.name)
    sent.valid_to = _last_day(sent.valid_from, sent.valid_to)
    sent.erp_price_list_key = key = sent.erp_price_list_key.strip()
    owner = price_lists.find(call.db, key) if key else 0
    if owner not in (0, sent.price_list_id):
        raise Invalid.field("ERPPriceListKey", f"'{key[:100]}' is there already, with id {owner}")
    currencies = call.reference.lists["currency"]
    currency = check.item_id("Currency", 0, sent.currency.strip(), currencies, stored_currency) or stored_currency
    if not currency:
        raise Invalid.field("Currency", "prices need a currency, and the own country has none")
    return currency


def _name(field: str, name: str) -> str:
    if not name.strip():
        raise Invalid.field(field, "it needs a name")
    if len(name) > LONGEST_NAME:
        raise Invalid.field(field, f"longer than {LONGEST_NAME} characters")
    return name


def _last_day(valid_from: WallDate, valid_to: WallDate) -> WallDate:
    """Give the last day to store: an empty one stands for ever."""
    last = LAST_WALL_DATE if valid_to == EMPTY_MICROSECONDS else valid_to
    if last < valid_from:
        raise Invalid.field("ValidTo", "the last day is before ValidFrom")
    return last


def _factor(call: Call, old: int, new: int) -> float:
    """Say how much of the new currency one of the old is: `units` of either are worth `rate` of the base currency."""
    before, after = (list_details.read(call.db, list_details.CURRENCY, number) for number in (old, new))
    worth = after["rate"] * before["units"]
    return float(before["rate"] * after["units"] / worth) if worth else inf


def _repriced(one: Priced, factor: float) -> Priced:
    """Give what a product costs where prices are this many times as high; what is not given stays so."""
    given = {name: price for name in PRICES if (price := getattr(one, name)) != NOT_GIVEN}
    prices = {name: round(price * factor, DECIMALS) + 0.0 for name, price in given.items()}
    if not all(abs(price) <= LARGEST for price in prices.values()):
        raise Invalid.field("ConvertCurrency", f"by these rates product {one.product_id} would cost beyond 10^15")
    return one._replace(**prices)
