"""Price lists in the demo data, drawn up after all else: one in kroner, one in euros, and last year's."""

from openkontor.carriers.values import EMPTY_MICROSECONDS, MAXIMUM_MICROSECONDS
from openkontor.store import seed
from openkontor.store.demo_draft import DAY, TJE0, YEAR, Draft

KRONER, EUROS = 578, 978
COST, FLOOR = 0.6, 0.85  # what a product costs, and is sold for at least, of its price
VAT = 25.0
# Code, name, unit, and the price in kroner and in euros; 0 where it is not offered.
PRODUCTS = (
    ("D-160", "Desk, 160 cm, height adjustable", "piece", 7490.0, 649.0),
    ("D-120", "Desk, 120 cm", "piece", 3290.0, 285.0),
    ("C-200", "Office chair", "piece", 4150.0, 359.0),
    ("C-210", "Visitor's chair", "piece", 1890.0, 0.0),
    ("L-10", "Desk lamp", "piece", 990.0, 85.0),
    ("S-1", "Assembly", "hour", 950.0, 82.5),
)


def add_price_lists(draft: Draft) -> None:
    """Add price lists, each with its products."""
    today = draft.now // DAY * DAY
    since = today - YEAR
    _add_list(draft, "Standard", KRONER, EMPTY_MICROSECONDS, MAXIMUM_MICROSECONDS, 1.0)
    _add_list(draft, "Export", EUROS, since, today + YEAR, 1.0)
    _add_list(draft, "Standard, last year", KRONER, since - YEAR, since - DAY, 0.95)


def _add_list(draft: Draft, name: str, currency: int, first: int, last: int, share: float) -> None:
    """Add a list; `share` is what its prices are of today's."""
    number = draft.take("pricelist")
    validity = {"validfrom": first, "validto": last, "isactive": 1}
    row = {"pricelist_id": number, "erppricelistkey": str(number), "name": name, "currencyid": currency}
    draft.put("pricelist", row | validity | seed.stamps(draft.now - YEAR, TJE0))
    for code, product, unit, kroner, euros in PRODUCTS:
        price = kroner if currency == KRONER else euros
        if price:
            _add_product(draft, number, code, product, unit, round(price * share, 2))


def _add_product(draft: Draft, price_list: int, code: str, name: str, unit: str, price: float) -> None:
    number = draft.take("product")
    row = {"product_id": number, "erpproductkey": str(number), "pricelistid": price_list, "name": name, "code": code}
    sold = {"priceunit": unit, "quantityunit": unit, "vat": VAT, "unitlistprice": price, "inassortment": 1}
    costs = {"unitcost": round(price * COST, 2), "unitminimumprice": round(price * FLOOR, 2)}
    draft.put("product", row | sold | costs | seed.stamps(draft.now - YEAR, TJE0))
