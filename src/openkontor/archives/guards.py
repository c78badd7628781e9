"""Which rows a caller may see, and which of them count: declared once, for lists and for what is counted of them."""

from openkontor.carriers.appointment import ActivityStatus, AppointmentType
from openkontor.carriers.ticket import TicketBaseStatus
from openkontor.store.query import Among, Guard, Matching, Opposite, Parent, Stored

APPOINTMENT_TABLE, SALE_TABLE = 9, 13  # as VisibleFor numbers them; documents are seen by their appointment
SALE_DONE = 2  # how sales are stored that are completed

# What the caller may not see of a company or a person is not there.
CONTACTS = Guard(living=True, owner="associate_id", hidden="hidden_contacts")
PERSONS = Guard(living=True, owner="associate_id", hidden="hidden_persons")
APPOINTMENTS = Guard(owner="associate_id", hidden="hidden_appointments", eyes=("appointment_id", APPOINTMENT_TABLE))
PROJECTS = Guard(owner="associate_id", hidden="hidden_projects")
SALES = Guard(owner="associate_id", hidden="hidden_sales", eyes=("sale_id", SALE_TABLE))
# Who sees the company and the person that ask sees what they ask.
TICKETS = Guard(
    parents=(
        (Parent("contact_id", "contact", "contact_id", CONTACTS),),
        (Parent("cust_id", "person", "person_id", PERSONS),),
    )
)
OF_PROJECT = Guard(parents=((Parent("project_id", "project", "project_id", PROJECTS),),))
OF_SALE = Guard(parents=((Parent("sale_id", "sale", "sale_id", SALES),),))
_WHO = (
    (Parent("contact_id", "contact", "contact_id", CONTACTS),),
    (Parent("person_id", "person", "person_id", PERSONS),),
)
MEMBERS = Guard(parents=(*OF_PROJECT.parents, *_WHO))
STAKEHOLDERS = Guard(parents=(*OF_SALE.parents, *_WHO))

# Saved reports and merges are no activities.
ELSEWHERE_TYPES = (AppointmentType.SavedReport, AppointmentType.MergeDraft, AppointmentType.MergeFinal)
IS_ACTIVITY = Opposite(Among(Stored("type", always=True), str([kind.number for kind in ELSEWHERE_TYPES])))
IS_REQUEST = Opposite(Among(Stored("status", always=True), str([TicketBaseStatus.Deleted.number])))

ACTIVITY_COMPLETED = Matching("status", ActivityStatus.Completed.number)
SALE_COMPLETED = Matching("done", SALE_DONE)
REQUEST_CLOSED = Matching("status", TicketBaseStatus.Closed.number)
