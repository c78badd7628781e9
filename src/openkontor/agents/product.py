"""The Quote agent's products of price lists: everybody reads them, who looks after lists changes them."""

from openkontor.agents.contact import NO_ENTITY
from openkontor.agents.list_changes import demand_keeper
from openkontor.agents.method import method
from openkontor.agents.price_list import LARGEST, NOT_GIVEN, demand_built_in
from openkontor.call import Call
from openkontor.carriers.price_list import Product
from openkontor.errors import BadArgument, Invalid, NotFound, UnknownId
from openkontor.store import price_lists, products

NUMBERS = {
    "default_subscription_quantity": "DefaultSubscriptionQuantity",
    "vat": "VAT",
    "unit_cost": "UnitCost",
    "unit_minimum_price": "UnitMinimumPrice",
    "unit_list_price": "UnitListPrice",
}


@method("Quote", takes="nothing", runs="read", allows="associate")
def create_default_product(call: Call) -> Product:
    """Give an unsaved product: in the assortment, and in no price list yet."""
    return Product(in_assortment=True, extra_info=[])


@method("Quote", takes="arguments", runs="read", allows="associate")
def get_product_from_db_id(call: Call, product_id: int) -> Product | None:
    """Give a product by its id; null for an unknown one."""
    stored = products.load(call.db, product_id)
    return None if stored is None else stored.product


@method("Quote", takes="arguments", runs="read", allows="associate")
def get_product(call: Call, quote_connection_id: int = 0, erp_product_key: str = "") -> Product | None:
    """Give the first product with this key; null for an unknown one."""
    demand_built_in(quote_connection_id)
    return get_product_from_db_id(call, products.find(call.db, erp_product_key.strip()))


@method("Quote", takes="entity", runs="write", allows="associate")
def save_product(call: Call, product: Product | None) -> Product:
    """Store a product in the price list that its ERPPriceListKey names: id 0 makes a new one, others are changed.

    400 naming the field for a product without a name, an unknown price list, and numbers beyond 10^15; 403 for who
    does not look after lists.
    """
    if product is None:
        raise BadArgument(NO_ENTITY)
    demand_keeper(call)
    number = _update(call, product) if product.product_id else _insert(call, product)
    stored = products.load(call.db, number)
    assert stored is not None  # it was stored a moment ago
    return stored.product


@method("Quote", takes="query", runs="write", allows="associate")
def delete_product(call: Call, product_id: int) -> None:
    """Delete a product for good."""
    demand_keeper(call)
    if not products.delete(call.db, product_id):
        raise NotFound(f"Product id {product_id} not found")


def _insert(call: Call, sent: Product) -> int:
    _clean(sent)
    return products.insert(call.db, sent, _price_list(call, sent.erp_price_list_key), call.now, call.associate_id)


def _update(call: Call, sent: Product) -> int:
    _clean(sent)
    key = sent.erp_price_list_key
    price_list_id = _price_list(call, key) if key else 0  # locked before the product, as where a list is deleted
    products.lock(call.db, sent.product_id)
    stored = products.load(call.db, sent.product_id)
    if stored is None:
        raise UnknownId.of("Product", sent.product_id, "ProductId")
    sent.erp_product_key = sent.erp_product_key or stored.product.erp_product_key
    if sent.extra_info is None:
        sent.extra_info = stored.product.extra_info
    products.update(call.db, stored, sent, price_list_id or stored.price_list_id, call.now, call.associate_id)
    return sent.product_id


def _price_list(call: Call, key: str) -> int:
    """Find the price list with this key, and keep others from deleting it."""
    number = price_lists.find(call.db, key)
    if number:
        price_lists.lock(call.db, number)
    if not number or price_lists.version(call.db, number) is None:
        problem = f"there is no price list '{key[:100]}'" if key else "it names the price list of the product"
        raise Invalid.field("ERPPriceListKey", problem)
    return number


def _clean(sent: Product) -> None:
    if not sent.name.strip():
        raise Invalid.field("Name", "it needs a name")
    sent.erp_product_key, sent.erp_price_list_key = sent.erp_product_key.strip(), sent.erp_price_list_key.strip()
    for attribute, field in NUMBERS.items():
        value = getattr(sent, attribute)
        if abs(value) > LARGEST and value != NOT_GIVEN:
            raise Invalid.field(field, f"it lies between -{LARGEST:.0f} and {LARGEST:.0f}")
        setattr(sent, attribute, value + 0.0)
