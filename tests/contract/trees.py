"""Carriers as plain trees and back, as a PATCH takes them: dates stay numbers here."""

from typing import Any

import msgspec

from openkontor.carriers.address import Address, LocalizedField, StructuredAddress
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import Business, Category, Country
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.values import Flags
from openkontor.contract.names import fold


def tree_of(entity: msgspec.Struct) -> dict[str, Any]:
    return msgspec.to_builtins(entity, enc_hook=lambda value: str(value) if isinstance(value, Flags) else int(value))


def bound(tree: dict[str, Any], carrier: type[msgspec.Struct]) -> Any:
    """What a save is given."""
    return msgspec.convert(fold(tree, carrier), carrier, strict=False, dec_hook=lambda kind, value: kind(value))


def a_company() -> ContactEntity:
    return ContactEntity(
        contact_id=7,
        name="Acme",
        department="Oslo",
        number2="10",
        emails=[EntityElement("a@acme.example"), EntityElement("b@acme.example")],
        phones=[EntityElement("22 33 44 55", description="Front desk")],
        domains=["acme.example"],
        interests=[SelectableMDOListItem(1, "Golf"), SelectableMDOListItem(3, "Wine", selected=True)],
        associate=Associate(2, "kari"),
        business=Business(4, "IT"),
        category=Category(5, "Customer A"),
        country=Country(578, "Norway"),
        address=Address(
            localized_address=[[LocalizedField("StreetAddress1", "Long Street 1")]],
            street=StructuredAddress(address1="Long Street 1", city="Oslo"),
            postal=StructuredAddress(),
        ),
        user_defined_fields={"SuperOffice:1": "one", "SuperOffice:2": "two"},
        extra_fields={},
        custom_fields={"SuperOffice:1": "one", "x_foobar": "[I:3]"},
    )
