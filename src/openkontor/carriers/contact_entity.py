"""The company, whole."""

from typing import Annotated

from openkontor.carriers.address import Address
from openkontor.carriers.associate import Associate
from openkontor.carriers.declare import (
    KEY,
    MANDATORY,
    MONITOR,
    NO_RIGHT,
    SERVER,
    SERVER_NO_RIGHT,
    SERVER_SHORT,
    SHORT,
    Carrier,
    Entity,
    Int16,
    Int32,
    Note,
    text,
)
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import Business, Category, Country, CustomerLanguage, TicketPriority
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.person import Person
from openkontor.carriers.values import NO_STAMP, NO_WALL_DATE, Stamp, WallDate


class SavedUtmParameters(Carrier):
    """Where the form that created a record was found."""

    form_name: str = ""
    firsttouch_source: str = ""
    firsttouch_medium: str = ""
    firsttouch_campaign: str = ""
    firsttouch_term: str = ""
    firsttouch_content: str = ""
    firsttouch_referrer_domain: str = ""
    source: str = ""
    medium: str = ""
    campaign: str = ""
    term: str = ""
    content: str = ""
    referrer_domain: str = ""


class ContactEntity(Entity):
    """The company, whole."""

    contact_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(219, mandatory=MANDATORY)] = ""
    department: Annotated[str, text(219)] = ""
    org_nr: Annotated[str, text(49)] = ""
    number1: Annotated[str, text(49)] = ""
    number2: Annotated[str, text(49, mandatory="[SR_MANDATORY_FIELD_1285]")] = ""
    updated_date: Annotated[Stamp, SERVER] = NO_STAMP
    created_date: Annotated[Stamp, SERVER] = NO_STAMP
    emails: list[EntityElement] | None = None
    interests: Annotated[list[SelectableMDOListItem] | None, Note(clr="", length=0, mdo="contint")] = None
    urls: list[EntityElement] | None = None
    phones: list[EntityElement] | None = None
    faxes: list[EntityElement] | None = None
    description: Annotated[str, text(2047, converted=True)] = ""
    updated_by: Annotated[Associate | None, SERVER] = None
    created_by: Annotated[Associate | None, SERVER] = None
    associate: Annotated[Associate | None, Note(mdo="associate")] = None
    business: Annotated[Business | None, Note(mandatory=True, reason=MANDATORY, mdo="business")] = None
    category: Annotated[Category | None, Note(mandatory=True, reason=MANDATORY, mdo="category")] = None
    country: Annotated[Country | None, Note(mdo="country")] = None
    persons: Annotated[list[Person] | None, Note(clr="", length=0, read_only=True)] = None
    no_mailing: bool = False
    kananame: Annotated[str, text(219)] = ""
    xstop: bool = False
    active_interests: Annotated[Int32, Note(length=0, read_only=True, converted=True)] = 0
    group_id: Annotated[Int32, SERVER] = 0
    active_status_monitor_id: Annotated[Int32, MONITOR] = 0
    support_associate: Annotated[Associate | None, Note(mdo="associate")] = None
    ticket_priority: Annotated[TicketPriority | None, Note(mdo="ticketpriority")] = None
    customer_language: Annotated[CustomerLanguage | None, Note(mdo="customerlanguage")] = None
    deleted: Annotated[Int16, SERVER_SHORT] = 0
    dbi_agent_id: Int32 = 0
    dbi_last_syncronized: WallDate = NO_WALL_DATE
    dbi_key: Annotated[str, text(255)] = ""
    dbi_last_modified: WallDate = NO_WALL_DATE
    support_person: Person | None = None
    address: Annotated[Address | None, Note(clr="", length=0)] = None
    source: Annotated[Int16, SHORT] = 0
    active_erp_links: Annotated[Int32, SERVER] = 0
    bounce_emails: Annotated[list[str] | None, SERVER_NO_RIGHT] = None
    domains: Annotated[list[str] | None, NO_RIGHT] = None
    utm_parameters: Annotated[SavedUtmParameters | None, SERVER_NO_RIGHT] = None
    user_defined_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    extra_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    custom_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
