"""The sale, short, and its stakeholders."""

from typing import Annotated

from openkontor.carriers.appointment import ActivityStatus
from openkontor.carriers.declare import KEY, SERVER, SERVER_NAME, SHORT, Carrier, Entity, Int16, Int32, text
from openkontor.carriers.values import NO_BASE_STAMP, NO_WALL_DATE, BaseStamp, Published, WallDate


class SaleStatus(Published):
    """How a sale stands."""

    Unknown = "Unknown", 0
    Open = "Open", 1
    Sold = "Sold", 2
    Lost = "Lost", 3
    Stalled = "Stalled", 4
    SaintAll = "SaintAll", 1000


class Sale(Carrier):
    """The sale, short."""

    contact_name: str = ""
    sale_date: WallDate = NO_WALL_DATE
    sale_id: Annotated[Int32, KEY] = 0
    probability: Annotated[Int16, SHORT] = 0
    title: str = ""
    amount: float = 0.0
    currency: str = ""
    project_name: str = ""
    associate_full_name: str = ""
    description: str = ""
    status: SaleStatus = SaleStatus.Unknown
    weighted_amount: float = 0.0
    project_id: Int32 = 0
    earning_percent: float = 0.0
    earning: float = 0.0
    contact_id: Int32 = 0
    associate_id: Int32 = 0
    person_id: Int32 = 0
    sale_type_id: Int32 = 0
    sale_type_name: str = ""
    person_full_name: str = ""
    completed: ActivityStatus = ActivityStatus.Unknown
    active_erp_links: Int32 = 0
    next_due_date: BaseStamp = NO_BASE_STAMP
    number: str = ""


class SaleStakeholder(Entity):
    """A person, or a whole company, with a say in a sale."""

    stakeholder_role_name: Annotated[str, text(239, converted=True)] = ""
    comment: Annotated[str, text(2047)] = ""
    stakeholder_role_id: Int32 = 0
    country_id: Annotated[Int32, SERVER] = 0
    person_id: Int32 = 0
    email_description: Annotated[str, SERVER_NAME] = ""
    email_id: Annotated[Int32, SERVER] = 0
    email_address: Annotated[str, SERVER_NAME] = ""
    phone_id: Annotated[Int32, SERVER] = 0
    contact_name: Annotated[str, SERVER_NAME] = ""
    contact_id: Int32 = 0
    sale_id: Int32 = 0
    mrmrs: Annotated[str, SERVER_NAME] = ""
    firstname: Annotated[str, SERVER_NAME] = ""
    middle_name: Annotated[str, SERVER_NAME] = ""
    lastname: Annotated[str, SERVER_NAME] = ""
    sale_stakeholder_id: Annotated[Int32, KEY] = 0
    rank: Annotated[Int16, SHORT] = 0
    phone: Annotated[str, SERVER_NAME] = ""
