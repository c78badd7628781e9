"""The sale, whole."""

from typing import Annotated

from openkontor.carriers.appointment import ActivityStatus, Link, VisibleFor
from openkontor.carriers.appointment_small import Appointment
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.declare import (
    KEY,
    NO_RIGHT,
    SERVER,
    SERVER_NO_RIGHT,
    SHORT,
    Entity,
    Int16,
    Int32,
    Note,
    text,
)
from openkontor.carriers.lists import (
    Competitor,
    Credited,
    Currency,
    Rating,
    Reason,
    ReasonSold,
    ReasonStalled,
    SaleType,
    Source,
)
from openkontor.carriers.person import Person
from openkontor.carriers.project import Project
from openkontor.carriers.sale import SaleStakeholder, SaleStatus
from openkontor.carriers.values import (
    LAST_WALL_DATE,
    NO_BASE_STAMP,
    NO_STAMP,
    NO_WALL_DATE,
    BaseStamp,
    Stamp,
    WallDate,
)


class SaleEntity(Entity):
    """The sale, whole."""

    appointment: Annotated[Appointment | None, Note(read_only=True)] = None
    associate: Annotated[Associate | None, Note(mdo="associate")] = None
    updated_by: Annotated[Associate | None, SERVER] = None
    created_by: Annotated[Associate | None, SERVER] = None
    contact: Annotated[Contact | None, Note(mdo="contact")] = None
    project: Annotated[Project | None, Note(mdo="project")] = None
    sale_text: Annotated[str, text(2047, converted=True)] = ""
    person: Annotated[Person | None, Note(mdo="person")] = None
    currency: Annotated[Currency | None, Note(mdo="currency")] = None
    competitor: Annotated[Competitor | None, Note(mdo="comptr")] = None
    credited: Annotated[Credited | None, Note(mdo="credited")] = None
    rating: Annotated[Rating | None, Note(mdo="prob")] = None
    reason: Annotated[Reason | None, Note(mdo="reason")] = None
    source: Annotated[Source | None, Note(mdo="source")] = None
    status: SaleStatus = SaleStatus.Unknown
    saledate: WallDate = NO_WALL_DATE
    amount: float = 0.0
    sale_id: Annotated[Int32, KEY] = 0
    earning: float = 0.0
    earning_percent: float = 0.0
    heading: Annotated[str, text(219)] = ""
    number: Annotated[str, text(49)] = ""
    probability: Annotated[Int16, SHORT] = 0
    created_date: Annotated[Stamp, SERVER] = NO_STAMP
    updated_date: Annotated[Stamp, SERVER] = NO_STAMP
    completed: ActivityStatus = ActivityStatus.Unknown
    active_links: Annotated[Int32, Note(read_only=True, converted=True)] = 0
    links: Annotated[list[Link] | None, Note(clr="System.Int32", length=4)] = None
    next_due_date: Annotated[BaseStamp, SERVER] = NO_BASE_STAMP
    postit: Annotated[str, text(2047, converted=True)] = ""
    sale_type: Annotated[SaleType | None, Note(mdo="saletype")] = None
    reason_sold: Annotated[ReasonSold | None, Note(mdo="reasonsold")] = None
    reason_stalled: Annotated[ReasonStalled | None, Note(mdo="reasonstalled")] = None
    reopen_date: WallDate = NO_WALL_DATE
    sale_stakeholders: Annotated[list[SaleStakeholder] | None, Note(length=0, clr="")] = None
    active_erp_links: Annotated[Int32, SERVER] = 0
    user_defined_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    extra_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    custom_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    publish_event_date: Annotated[WallDate, SERVER_NO_RIGHT] = NO_WALL_DATE
    publish_to: Annotated[WallDate, SERVER_NO_RIGHT] = LAST_WALL_DATE
    publish_from: Annotated[WallDate, SERVER_NO_RIGHT] = NO_WALL_DATE
    is_published: Annotated[bool, SERVER_NO_RIGHT] = False
    visible_for: Annotated[list[VisibleFor] | None, Note(clr="System.Int32", length=0)] = None
