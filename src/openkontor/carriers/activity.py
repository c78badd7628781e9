"""What happened around a company."""

from typing import ClassVar

import msgspec

from openkontor.carriers.declare import Carrier, Int32
from openkontor.carriers.values import NO_CALENDAR, Calendar, Flags


class ContactAction(Flags):
    """What happened around a company."""

    members: ClassVar = {
        "Unknown": 0,
        "Created": 1,
        "Updated": 2,
        "NewActivity": 4,
        "ActivityCompleted": 8,
        "PersonAdded": 16,
        "PersonUpdated": 32,
        "DocumentAdded": 64,
        "All": 127,
        "UndefinedValue128": 128,
    }


class ContactActivity(Carrier):
    """A company with its latest activity."""

    contact_id: Int32 = 0
    department: str = ""
    org_nr: str = ""
    name: str = ""
    url: str = msgspec.field(default="", name="URL")
    associate_full_name: str = ""
    action: ContactAction = ContactAction(0)
    action_time: Calendar = NO_CALENDAR
    category: str = ""
    activity_person_name: str = ""
    action_id: Int32 = 0
    person_id: Int32 = 0
    activity_person_id: Int32 = 0
    associate_id: Int32 = 0
