"""The human being, whole."""

from typing import Annotated

from openkontor.carriers.address import ADDRESS_PARTS, Address
from openkontor.carriers.associate import Associate, UserInfo
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import SavedUtmParameters
from openkontor.carriers.declare import (
    KEY,
    MANDATORY,
    MONITOR,
    NO_RIGHT,
    SERVER,
    SERVER_NO_RIGHT,
    SHORT,
    Carrier,
    Entity,
    Int16,
    Int32,
    Note,
    text,
)
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import Business, Category, Country, CustomerLanguage, Position, TicketPriority
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.values import (
    NO_BASE_STAMP,
    NO_PURE_DATE,
    NO_STAMP,
    NO_WALL_DATE,
    BaseStamp,
    PureDate,
    Stamp,
    WallDate,
)

ON_COMPANY = "[SR_ACCESS_PERSONONCOMPANY]"


class ConsentInfo(Carrier):
    """What a person has agreed to, and on which base."""

    consent_person_id: Annotated[Int32, SERVER] = 0
    comment: Annotated[str, text(255)] = ""
    registered: Annotated[BaseStamp, SERVER] = NO_BASE_STAMP
    registered_associate_id: Annotated[Int32, SERVER] = 0
    updated: Annotated[Stamp, SERVER] = NO_STAMP
    updated_associate_id: Annotated[Int32, SERVER] = 0
    legal_base_id: Int32 = 0
    legal_base_key: str = ""
    legal_base_name: str = ""
    consent_purpose_id: Int32 = 0
    consent_purpose_key: str = ""
    consent_purpose_name: str = ""
    consent_source_id: Int32 = 0
    consent_source_key: str = ""
    consent_source_name: str = ""


class PersonEntity(Entity):
    """The human being, whole."""

    person_id: Annotated[Int32, KEY] = 0
    firstname: Annotated[str, text(99, mandatory=MANDATORY)] = ""
    middle_name: Annotated[str, text(99)] = ""
    lastname: Annotated[str, text(99)] = ""
    mrmrs: Annotated[str, text(239, mdo="mrmrs")] = ""
    title: Annotated[str, text(239)] = ""
    updated_date: Annotated[Stamp, SERVER] = NO_STAMP
    created_date: Annotated[Stamp, SERVER] = NO_STAMP
    birth_date: Annotated[PureDate, Note(length=2, converted=True)] = NO_PURE_DATE
    created_by: Annotated[Associate | None, SERVER] = None
    emails: list[EntityElement] | None = None
    description: Annotated[str, text(2047, converted=True, shown=4000)] = ""
    is_associate: Annotated[bool, Note(length=4, read_only=True)] = False
    private_phones: list[EntityElement] | None = None
    faxes: list[EntityElement] | None = None
    mobile_phones: list[EntityElement] | None = None
    office_phones: list[EntityElement] | None = None
    other_phones: list[EntityElement] | None = None
    position: Annotated[Position | None, Note(mdo="perspos")] = None
    updated_by: Annotated[Associate | None, SERVER] = None
    contact: Annotated[Contact | None, Note(mandatory=True, reason=MANDATORY, mdo="contact_new")] = None
    country: Annotated[Country | None, Note(mdo="country")] = None
    interests: Annotated[list[SelectableMDOListItem] | None, Note(clr="", length=0, mdo="persint")] = None
    person_number: Annotated[str, text(49, mandatory="[SR_MANDATORY_FIELD_1554]")] = ""
    full_name: Annotated[str, Note(clr="", length=99, read_only=True, converted=True)] = ""
    no_mailing: bool = False
    use_person_address: bool = False
    retired: bool = False
    urls: list[EntityElement] | None = None
    formal_name: Annotated[str, Note(clr="", length=99, read_only=True, converted=True)] = ""
    address: Annotated[Address | None, Note(clr="", length=0, right_names=ADDRESS_PARTS)] = None
    post3: Annotated[str, text(99)] = ""
    post2: Annotated[str, text(99)] = ""
    post1: Annotated[str, text(99)] = ""
    kanalname: Annotated[str, text(99)] = ""
    kanafname: Annotated[str, text(99)] = ""
    corresponding_associate: Annotated[Associate | None, Note(length=0, mask="None", read_only=True)] = None
    category: Annotated[Category | None, Note(mirrors="contact", mask="Read", reason=ON_COMPANY, mdo="category")] = None
    business: Annotated[Business | None, Note(mirrors="contact", mask="Read", reason=ON_COMPANY, mdo="business")] = None
    associate: Annotated[Associate | None, Note(mirrors="contact", mask="Read", reason=ON_COMPANY, mdo="associate")] = (
        None
    )
    salutation: Annotated[str, text(239, mdo="salutation")] = ""
    active_interests: Annotated[Int32, Note(length=0, read_only=True, converted=True)] = 0
    support_associate: Annotated[Associate | None, Note(mdo="associate")] = None
    ticket_priority: Annotated[TicketPriority | None, Note(mdo="ticketpriority")] = None
    customer_language: Annotated[CustomerLanguage | None, Note(mdo="customerlanguage")] = None
    dbi_agent_id: Int32 = 0
    dbi_key: Annotated[str, text(255)] = ""
    dbi_last_modified: WallDate = NO_WALL_DATE
    dbi_last_syncronized: WallDate = NO_WALL_DATE
    sent_info: Annotated[Int16, SHORT] = 0
    show_contact_tickets: Annotated[Int16, SHORT] = 0
    user_info: Annotated[UserInfo | None, SERVER] = None
    chat_emails: list[EntityElement] | None = None
    internet_phones: list[EntityElement] | None = None
    source: Annotated[Int16, SHORT] = 0
    active_erp_links: Annotated[Int32, SERVER] = 0
    shipment_types: Annotated[list[SelectableMDOListItem] | None, Note(clr="", length=0)] = None
    consents: Annotated[list[ConsentInfo] | None, Note(clr="", length=4)] = None
    bounce_emails: Annotated[list[str] | None, Note(clr="", length=0, read_only=True)] = None
    active_status_monitor_id: Annotated[Int32, MONITOR] = 0
    created_by_form_id: Annotated[Int32, SERVER_NO_RIGHT] = 0
    utm_parameters: Annotated[SavedUtmParameters | None, SERVER_NO_RIGHT] = None
    leadstatus_id: Annotated[Int32, SERVER_NO_RIGHT] = 0
    leadstatus: Annotated[str, SERVER_NO_RIGHT] = ""
    user_defined_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    extra_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    custom_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
