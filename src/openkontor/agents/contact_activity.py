"""GetMyActiveContacts: what happened last at my companies (domain reference 6)."""

from openkontor import rights
from openkontor.agents import session
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.activity import ContactAction, ContactActivity
from openkontor.carriers.declare import Int32
from openkontor.carriers.values import NO_CALENDAR, Calendar
from openkontor.rights import APPOINTMENT, CONTACT, PERSON, SELECT
from openkontor.store import activity

EVERYTHING = ContactAction(ContactAction.members["All"])


@method("Contact", takes="arguments", runs="report", allows="associate")
def get_my_active_contacts(
    call: Call,
    activity_start_time: Calendar = NO_CALENDAR,
    contact_categories: list[Int32] | None = None,
    action_type: ContactAction = EVERYTHING,
) -> list[ContactActivity]:
    """List the companies I own at which something happened since the start time, with the latest event each.

    A start time in the future stands for my last log-out. No categories: companies of all; no action: all.
    """
    bits = rights.mask(call.reference, call.associate_id, CONTACT, call.associate_id)
    mask = (action_type or EVERYTHING) & EVERYTHING
    if not bits & SELECT or not mask:
        return []
    hidden = _hidden_owners(call, APPOINTMENT), _hidden_owners(call, PERSON)
    start = _start(call, activity_start_time)
    found = activity.load_my_active_contacts(call.db, call.associate_id, start, contact_categories or [], mask, hidden)
    right = rights.table_right(bits)
    for row in found:
        row.table_right = right
    return found


def _hidden_owners(call: Call, table: int) -> list[int]:
    return rights.unreadable_owners(call.reference, call.associate_id, table)


def _start(call: Call, wanted: Calendar | None) -> int:
    if wanted is None:
        return NO_CALENDAR
    if wanted <= call.now:
        return wanted
    stamps = session.stamps(call)
    return stamps.logout or stamps.previous_login or call.reference.users[call.associate_id].registered
