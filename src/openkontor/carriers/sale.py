"""The sale, short."""

from typing import Annotated

from openkontor.carriers.appointment import ActivityStatus
from openkontor.carriers.declare import SHORT, Carrier, Int16, Int32
from openkontor.carriers.values import NO_WALL_DATE, Published, WallDate


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
    sale_id: Int32 = 0
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
    next_due_date: WallDate = NO_WALL_DATE
    number: str = ""
