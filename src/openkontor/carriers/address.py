"""Addresses, in parts and laid out by country."""

from typing import Annotated

import msgspec

from openkontor.carriers.declare import SERVER, Carrier, Int32, OwnRight, text
from openkontor.carriers.values import Published

# The parts of a person's address have rights of their own, in this order.
PART_LENGTHS = (
    ("zipcode", 11),
    ("city", 79),
    ("state", 5),
    ("county", 29),
    ("address1", 79),
    ("address2", 79),
    ("address3", 79),
)
ADDRESS_PARTS = tuple((f"Address.{name.capitalize()}", length) for name, length in PART_LENGTHS)


class AddressType(Published):
    """Which address of a company or person a row is."""

    Unknown = "Unknown", 0
    ContactPostalAddress = "ContactPostalAddress", 1
    ContactStreetAddress = "ContactStreetAddress", 2
    PersonPrivateAddress = "PersonPrivateAddress", 16387
    QuoteBillingAddress = "QuoteBillingAddress", 8196
    QuoteShippingAddress = "QuoteShippingAddress", 8197


class StructuredAddress(msgspec.Struct, rename="pascal", gc=False):
    """One address in its parts; `formatted` is computed."""

    atype_idx: AddressType = AddressType.Unknown
    address1: Annotated[str, text(79)] = ""
    address2: Annotated[str, text(79)] = ""
    address3: Annotated[str, text(79)] = ""
    city: Annotated[str, text(79)] = ""
    county: Annotated[str, text(29)] = ""
    state: Annotated[str, text(5)] = ""
    zipcode: Annotated[str, text(11)] = ""
    formatted: Annotated[str, SERVER] = ""


class LocalizedField(Carrier):
    """One field of an address line, as the country's layout shows it."""

    name: str = ""
    value: str = ""
    tooltip: str = ""
    label: str = ""
    value_length: Int32 = 0
    address_type: str = ""


class Address(Carrier):
    """Street and postal address, in parts and laid out for the country."""

    own_rights = tuple(OwnRight(name, "System.String", length) for name, length in PART_LENGTHS)

    wgs84_latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)] = 0.0
    wgs84_longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)] = 0.0
    localized_address: list[list[LocalizedField]] | None = None
    street: StructuredAddress | None = None
    postal: StructuredAddress | None = None
    formatted: Annotated[str, SERVER] = ""
