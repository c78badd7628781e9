"""What an agent method is given beside its arguments."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from openkontor.carriers.associate import Associate
from openkontor.store.db import Db
from openkontor.store.reference import Reference


@dataclass(slots=True)
class Call:
    """One request on its way through the agents: who asks, when, and where the data is."""

    db: Db
    associate_id: int
    now: int  # microseconds since 1970, UTC
    session: str = ""  # the secret of the caller's ticket, token or web session; empty for name and password
    zone: ZoneInfo | None = None  # the clock the caller set; None: that of the base zone
    base: str = ""  # the URL of /api/v1 that the caller used
    passing: bool = False  # the answer holds for this moment alone

    @property
    def reference(self) -> Reference:
        """The lists, countries, associates and rights of the tenant."""
        return self.db.reference

    @property
    def clock(self) -> ZoneInfo:
        """The clock the caller's calendar is on."""
        return self.zone or self.reference.base_zone

    @property
    def associate(self) -> Associate:
        """The associate who is logged in."""
        return self.reference.associates[self.associate_id]
