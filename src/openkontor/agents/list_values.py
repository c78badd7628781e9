"""The List agent: lists whose items are read as small carriers, one line each (domain reference 7.5).

A line makes up to three methods: GetBusiness gives one item, GetBusinessList several by their ids, GetBusinesses all.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from openkontor.agents.method import method, parameter, shaped
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.list_values import (
    DeliveryTerm,
    DeliveryType,
    MrMrs,
    PaymentTerm,
    PaymentType,
    ProductCategory,
    ProductFamily,
    ProductType,
    QuoteApproveReason,
    QuoteDenyReason,
    SelectionCategory,
    SoTask,
)
from openkontor.carriers.lists import (
    Business,
    Category,
    Competitor,
    Country,
    Credited,
    Currency,
    CustomerLanguage,
    Position,
    Priority,
    ProjectStatus,
    ProjectType,
    Rating,
    Reason,
    ReasonSold,
    ReasonStalled,
    SaleType,
    Source,
    TicketPriority,
)
from openkontor.store.choices import Item, living
from openkontor.store.reference import Reference

Make = Callable[[Reference, Item], Any]


class Values(NamedTuple):
    """One list: its name, the carrier of its items, its methods by their published names."""

    name: str
    carrier: type
    one: str
    several: str = ""
    every: str = ""
    make: Make | None = None  # how an item becomes the carrier, where that takes more than id, name and tooltip


def _category(reference: Reference, item: Item) -> Category:
    return reference.categories[item.id]


def _country(reference: Reference, item: Item) -> Country:
    return reference.countries[item.id]


VALUES = (
    Values("business", Business, "get_business", "get_business_list", "get_businesses"),
    Values("category", Category, "get_category", "get_category_list", "get_categories", _category),
    Values("comptr", Competitor, "get_competitor", "get_competitor_list", "get_competitors"),
    Values("country", Country, "get_country", "get_country_list", "get_countries", _country),
    Values("credited", Credited, "get_credited", "get_credited_list", "get_crediteds"),
    Values("currency", Currency, "get_currency", "get_currency_list", "get_currencies"),
    Values(
        "customerlanguage",
        CustomerLanguage,
        "get_customer_language",
        "get_customer_language_list",
        "get_customer_languages",
    ),
    Values("deliveryterms", DeliveryTerm, "get_delivery_term", "", "get_delivery_terms"),
    Values("deliverytype", DeliveryType, "get_delivery_type", "", "get_delivery_types"),
    Values("mrmrs", MrMrs, "get_mr_mrs", "get_mr_mrs_list", "get_mr_mrses"),
    Values("paymentterms", PaymentTerm, "get_payment_term", "", "get_payment_terms"),
    Values("paymenttype", PaymentType, "get_payment_type", "", "get_payment_types"),
    Values("perspos", Position, "get_position", "get_position_list", "get_positions"),
    Values("priority", Priority, "get_priority", "get_priority_list", "get_priorities"),
    Values("prob", Rating, "get_rating", "get_rating_list", "get_ratings"),
    Values("productcategory", ProductCategory, "get_product_category", "", "get_product_categories"),
    Values("productfamily", ProductFamily, "get_product_family", "", "get_product_families"),
    Values("producttype", ProductType, "get_product_type", "", "get_product_types"),
    Values("projstatus", ProjectStatus, "get_project_status", "get_project_status_list", "get_project_statuses"),
    Values("projtype", ProjectType, "get_project_type", "get_project_type_list", "get_project_types"),
    Values(
        "quoteapprreason",
        QuoteApproveReason,
        "get_quote_approve_reason",
        "get_quote_approve_reason_list",
        "get_quote_approve_reasons",
    ),
    Values(
        "quotedenyreason",
        QuoteDenyReason,
        "get_quote_deny_reason",
        "get_quote_deny_reason_list",
        "get_quote_deny_reasons",
    ),
    Values("reason", Reason, "get_reason", "get_reason_list", "get_reasons"),
    Values("reasonsold", ReasonSold, "get_reason_sold", "get_reason_sold_list"),
    Values("reasonstalled", ReasonStalled, "get_reason_stalled", "get_reason_stalled_list"),
    Values("saletype", SaleType, "get_sale_type", "get_sale_type_list", "get_all_sale_type"),
    Values("searchcat", SelectionCategory, "get_selection_category", "get_selection_category_list"),
    Values("source", Source, "get_source", "get_source_list", "get_sources"),
    Values("task", SoTask, "get_so_task", "get_task_list", "get_tasks"),
    Values(
        "ticketpriority", TicketPriority, "get_ticket_priority", "get_ticket_priority_list", "get_ticket_priorities"
    ),
)


def _declare(values: Values) -> None:
    """Make the methods of one list."""
    make: Make = values.make or (lambda reference, item: values.carrier(item.id, item.name, item.tooltip))
    carrier: Any = values.carrier
    call = parameter("call", Call)

    def one(call: Call, number: int) -> Any:
        item = call.reference.lists[values.name].get(number)
        return None if item is None else make(call.reference, item)

    def several(call: Call, ids: list[Int32] | None = None) -> Any:
        items = call.reference.lists[values.name]
        return [make(call.reference, items[number]) for number in ids or [] if number in items]

    def every(call: Call) -> Any:
        return [make(call.reference, item) for item in living(call.reference.lists[values.name].values())]

    number = parameter(f"{values.one.removeprefix('get_')}_id", Int32)
    what = f"Give an item of the list {values.name}, also a deleted one; null for an unknown one."
    made: Any = shaped(one, values.one, what, [call, number], carrier | None)
    method("List", takes="query", runs="read", allows="associate")(made)
    if values.several:
        what = f"Give the items of the list {values.name} with these ids, as they are asked for."
        made = shaped(several, values.several, what, [call, parameter("ids", list[Int32] | None, None)], list[carrier])
        method("List", takes="array", runs="read", allows="associate")(made)
    if values.every:
        made = shaped(every, values.every, f"List the items of the list {values.name} by rank.", [call], list[carrier])
        method("List", takes="nothing", runs="read", allows="associate")(made)


for _values in VALUES:
    _declare(_values)
