"""The columns of requests: what customers ask, and who answers it."""

from openkontor.archives import contacts, persons
from openkontor.archives.columns import Column, below
from openkontor.archives.guards import PERSONS
from openkontor.archives.kinds import BOOL, INT, STAMP, STAMP_TIME, TEXT
from openkontor.archives.known import ASSOCIATE, known, listed, numbered
from openkontor.archives.parts import COMPANY, TICKET_PRIORITY, associate, not_held
from openkontor.archives.sales import PROJECT, PROJECT_SHOWN, SALE, SALE_OWN
from openkontor.carriers.ticket import TicketBaseStatus, TicketOrigin, TicketReadStatus, TicketSecurityLevel
from openkontor.store.query import Join, Stored

CUSTOMER = Join("person", (("person_id", "cust_id"),), guard=PERSONS)
# Users of the service desk are associates here, and have their ids.
EJ_USER = ASSOCIATE._replace(restriction="ejUser")
CATEGORY = listed("ejcategory")._replace(restriction="ejCategory")


def _item(column: str, table: str) -> tuple[Column, ...]:
    """What is told of the item of a list: its id, its name, its rank."""
    name = listed(table)._replace(restriction="string", names_item=False)
    rank = known("int", lambda one: one.lists[table], lambda _, item: item.rank, 0, by_id=False)
    return (Column("name", name, Stored(column)), Column("rank", rank, Stored(column)))


OWN = (
    Column("ticketId", INT, Stored("id", always=True)),
    Column("contactId", INT, Stored("contact_id")),
    Column("personId", INT, Stored("cust_id")),
    Column("saleId", INT, Stored("sale_id")),
    Column("projectId", INT, Stored("project_id")),
    Column("ticketStatusId", INT, Stored("ticket_status")),
    Column("priorityId", INT, Stored("priority")),
    Column("categoryId", INT, Stored("category")),
    *not_held("listAny", "ticketTypeName"),
    Column("ticketStatusName", listed("ticketstatus"), Stored("ticket_status"), list_name="ticketstatus"),
    Column("categoryFullName", CATEGORY, Stored("category"), list_name="ejcategory"),
    Column("priorityName", TICKET_PRIORITY, Stored("priority"), list_name="ticketpriority"),
    Column("ownedBy", EJ_USER, Stored("owned_by")),
    Column("title", TEXT, Stored("title", always=True)),
    Column("createdAt", STAMP_TIME, Stored("created_at", always=True)),
    Column("createdDate", STAMP, Stored("created_at", always=True)),
    Column("lastChanged", STAMP_TIME, Stored("last_changed")),
    Column("author", TEXT, Stored("author", always=True)),
    Column("readByOwner", STAMP_TIME, Stored("read_by_owner")),
    Column("firstReadByOwner", STAMP_TIME, Stored("first_read_by_owner")),
    Column("firstReadByUser", STAMP_TIME, Stored("first_read_by_user")),
    Column("readByCustomer", STAMP_TIME, Stored("read_by_customer")),
    Column("status", numbered("listAny", TicketBaseStatus), Stored("status", always=True)),
    Column("origin", numbered("listAny", TicketOrigin), Stored("origin", always=True)),
    Column("slevel", numbered("listAny", TicketSecurityLevel), Stored("slevel", always=True)),
    Column("numberOfMessages", INT, Stored("num_messages", always=True)),
    Column("numberOfReplies", INT, Stored("num_replies", always=True)),
    Column("connectId", INT, Stored("connect_id")),
    Column("readStatus", numbered("listAny", TicketReadStatus), Stored("read_status", always=True)),
    *not_held("timeSpan", "realTimeSpentQueue", "realTimeSpentExternally", "realTimeSpentInternally"),
    *not_held("timeSpan", "timeSpentQueue", "timeSpentExternally", "timeSpentInternally", "timeSpent"),
    *not_held("timeSpan", "timeToReply", "timeToClose", "realTimeToReply", "realTimeToClose"),
    Column("repliedAt", STAMP_TIME, Stored("replied_at")),
    Column("closedAt", STAMP_TIME, Stored("closed_at")),
    Column("activated", STAMP_TIME, Stored("activate")),
    Column("deadline", STAMP_TIME, Stored("deadline")),
    Column("has_attachment", BOOL, Stored("has_attachment", always=True)),
    *not_held("intArray", "tags"),
    Column("createdBy", EJ_USER, Stored("created_by")),
    *not_held("string", "content"),
    *not_held("listAny", "messageLanguage", "sentimentScore", "suggestedCategory", "createdByWorkflow"),
    *not_held("int", "sentimentConfidence"),
)
TICKET = (
    *OWN,
    *associate("createdBy", Stored("created_by")),
    *associate("ownedBy", Stored("owned_by")),
    Column("ticketStatus/ticketStatusId", INT, Stored("ticket_status")),
    *below("ticketStatus", _item("ticket_status", "ticketstatus")),
    Column("ticketPriority/ticketPriorityId", INT, Stored("priority")),
    *below("ticketPriority", _item("priority", "ticketpriority")),
    *below("person", persons.SHOWN, CUSTOMER),
    *below("contact", contacts.SHOWN, COMPANY),
    *below("sale", SALE_OWN, SALE),
    *below("project", PROJECT_SHOWN, PROJECT),
)
DEFAULT = (
    "ticketId",
    "title",
    "createdAt",
    "ticketStatusName",
    "priorityName",
    "categoryFullName",
    "ownedBy",
    "personId",
)
