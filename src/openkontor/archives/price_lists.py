"""The columns of price lists and of their products."""

from openkontor.archives.columns import Column, Kind, below
from openkontor.archives.kinds import BOOL, DECIMAL, INT, TEXT, WALL, text_condition, text_sort
from openkontor.archives.known import listed
from openkontor.archives.parts import not_held, stamps
from openkontor.store.query import Join, Stored
from openkontor.store.reference import Reference

STAMPED = tuple(column for column in stamps() if not column.name.endswith("FullName"))
UNIT = TEXT._replace(restriction="")  # published as something to look at, and to sort by


def _of_list(name: str) -> Kind:
    """Make the kind of a key that is the id of a list's item, whose name is shown, or the text itself."""

    def show(reference: Reference, key: str) -> str:
        item = reference.lists[name].get(int(key)) if key.isascii() and key.isdigit() and len(key) < 10 else None
        return key if item is None else item.name

    return Kind("string", "listAny", text_condition, show, text_sort)


def _stored(name: str, kind: Kind, column: str = "", list_name: str = "") -> Column:
    source = Stored(column or name, always=True)
    return Column(name, kind, source, restricts=bool(kind.restriction), list_name=list_name)


PRICE_LIST = (
    _stored("priceListId", INT, "pricelist_id"),
    _stored("erpPriceListKey", TEXT),
    _stored("name", TEXT),
    _stored("description", TEXT),
    *not_held("listAny", "quoteConnection"),
    _stored("currency", listed("currency"), "CurrencyId", "currency"),
    _stored("validFrom", WALL),
    _stored("validTo", WALL),
    _stored("isERPCopy", BOOL),
    _stored("isActive", BOOL),
    *STAMPED,
)
PRODUCT = (
    _stored("inAssortment", BOOL),
    _stored("productId", INT, "product_id"),
    _stored("priceListId", INT),
    _stored("erpProductKey", TEXT),
    _stored("name", TEXT),
    _stored("description", TEXT),
    _stored("code", TEXT),
    _stored("quantityUnit", UNIT),
    _stored("priceUnit", UNIT),
    _stored("subscriptionUnit", TEXT),
    _stored("defaultSubscriptionQuantity", DECIMAL),
    _stored("isSubscription", BOOL),
    _stored("itemNumber", TEXT),
    _stored("url", TEXT),
    _stored("productCategoryKey", _of_list("productcategory"), list_name="productcategory"),
    _stored("productFamilyKey", _of_list("productfamily"), list_name="productfamily"),
    _stored("productTypeKey", _of_list("producttype"), list_name="producttype"),
    _stored("vatInfo", TEXT),
    _stored("vat", DECIMAL),
    _stored("cost", DECIMAL, "UnitCost"),
    _stored("minimumPrice", DECIMAL, "UnitMinimumPrice"),
    _stored("listPrice", DECIMAL, "UnitListPrice"),
    *not_held("", "thumbnail"),
    *STAMPED,
    *(_stored(f"extraField{number}", TEXT) for number in range(1, 6)),
    _stored("extraInfo", TEXT),
    _stored("supplier", TEXT),
    _stored("supplierCode", TEXT),
    *below("priceList", PRICE_LIST, Join("PriceList", (("pricelist_id", "PriceListId"),))),
)
DEFAULT = ("priceListId", "name", "description", "currency", "validFrom", "validTo", "isActive")
PRODUCT_DEFAULT = ("productId", "code", "name", "listPrice", "quantityUnit", "productCategoryKey", "inAssortment")
