"""List items that other carriers refer to."""

from typing import Annotated

import msgspec

from openkontor.carriers.declare import SHORT, Carrier, Int16, Int32
from openkontor.carriers.values import Published


class Business(Carrier):
    """The line of business of a company."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class CategoryGroup(Published):
    """What a category says of the company: customer, partner, lost …"""

    Unknown = "Unknown", 0
    Customer = "Customer", 1
    PotentialCustomer = "PotentialCustomer", 2
    Partner = "Partner", 3
    Lost = "Lost", 4
    Other = "Other", 5


class Category(Carrier):
    """The category of a company."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""
    category_group: CategoryGroup = CategoryGroup.Unknown
    enable_lead_status: bool = False
    rank: Int32 = 0
    deleted: bool = False


class Country(Carrier):
    """A country, by its ISO number, with how addresses and phone numbers look there."""

    country_id: Int32 = 0
    name: str = ""
    currency_id: Int32 = 0
    english_name: str = ""
    two_letter_iso_country: str = msgspec.field(default="", name="TwoLetterISOCountry")
    three_letter_iso_country: str = msgspec.field(default="", name="ThreeLetterISOCountry")
    image_description: str | None = None
    org_nr_text: str = ""
    inter_area_prefix: str = ""
    dial_in_prefix: str = ""
    zip_prefix: str = ""
    domain_name: str = ""
    address_layout_id: Int32 = 0
    domestic_address_layout_id: Int32 = 0
    foreign_address_layout_id: Int32 = 0
    rank: Annotated[Int16, SHORT] = 0
    tooltip: str = ""
    deleted: bool = False


class TicketPriority(Carrier):
    """Priority of new requests."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class CustomerLanguage(Carrier):
    """Language in which a company or person is answered."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class Position(Carrier):
    """Position of a person."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class Priority(Carrier):
    """Priority of an appointment."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class ProjectType(Carrier):
    """Kind of a project."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class ProjectStatus(Carrier):
    """How far a project is."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class SaleType(Carrier):
    """Kind of a sale."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class Rating(Carrier):
    """Stage of a sale, with a probability of its own."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class Source(Carrier):
    """Where a sale came from."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class Reason(Carrier):
    """Why a sale was lost."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class ReasonSold(Carrier):
    """Why a sale was won."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class ReasonStalled(Carrier):
    """Why a sale is stalled."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class Competitor(Carrier):
    """Who else might get a sale."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class Credited(Carrier):
    """Who is credited with a sale."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class Currency(Carrier):
    """Currency of an amount."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""
