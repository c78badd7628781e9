"""The company, short."""

from typing import Annotated

import msgspec

from openkontor.carriers.address import Address
from openkontor.carriers.declare import KEY, MANDATORY, Carrier, Int32, OwnRight


class Contact(Carrier):
    """The company, short."""

    own_rights = (
        OwnRight("ContactId", "System.Int32", 4),
        OwnRight("Name", "System.String", 219, MANDATORY),
        OwnRight("Department", "System.String", 219),
        OwnRight("OrgNr", "System.String", 49),
        OwnRight("UrlAddress", "System.String", 1023),
        OwnRight("Phone", "System.String", 239),
        OwnRight("AssociateId", "System.Int32", 4),
        OwnRight("ContactCountryId", "System.Int32", 4),
        OwnRight("Email", "System.String", 239),
        OwnRight("Kananame", "System.String", 219),
        OwnRight("CategoryId", "System.Int32", 4, MANDATORY),
        OwnRight("BusinessId", "System.Int32", 4, MANDATORY),
        OwnRight("Number1", "System.String", 49),
        OwnRight("Number2", "System.String", 49, "[SR_MANDATORY_FIELD_1285]"),
        OwnRight("ActiveErpLinks", "System.Int32", 4),
        OwnRight("PostalAddress", "System.Int32", 4),
        OwnRight("StreetAddress", "System.Int32", 4),
    )

    contact_id: Annotated[Int32, KEY] = 0
    name: str = ""
    org_nr: str = ""
    department: str = ""
    url: str = msgspec.field(default="", name="URL")
    city: str = ""
    direct_phone: str = ""
    associate_id: Int32 = 0
    country_id: Int32 = 0
    email_address: str = ""
    kananame: str = ""
    email_address_name: str | None = None
    url_name: str | None = msgspec.field(default=None, name="URLName")
    associate_full_name: str = ""
    business_name: str = ""
    category_name: str = ""
    country_name: str = ""
    address: Address | None = None
    formatted_address: str = ""
    full_name: str = ""
    is_owner_contact: bool = False
    active_erp_links: Int32 = 0
    number1: str = ""
    number2: str = ""
