"""The columns of companies (protocol reference 8.4)."""

from openkontor.archives.columns import Column, Pseudo
from openkontor.archives.kinds import BOOL, INT, NAME, SET, STAMP_TIME, TEXT
from openkontor.archives.known import ASSOCIATE, COUNTRY
from openkontor.archives.parts import (
    PERSONS,
    address,
    associate,
    categories,
    email,
    not_held,
    phone,
    search_phone,
    stamps,
    url,
)
from openkontor.store.query import ALWAYS, NEVER, Given, Join, Linked, Positive, Spelled, Stored

POSTAL, STREET = 1, 2
PHONE, FAX = 1, 3

KEY = Stored("contact_id", always=True)
FOLDED_NAME = Stored("folded_name", always=True)

EVERYTHING = (Pseudo("getAllRows", ALWAYS), Pseudo("getNoRows", NEVER))

OWN = (
    Column("contactId", INT, KEY),
    Column("name", NAME, Stored("name", always=True), key=KEY, folded=FOLDED_NAME),
    Column("department", TEXT, Stored("department", always=True)),
    Column("nameDepartment", TEXT, Spelled(("name", "department"), ", ")),
    Column("hasInfoText", BOOL, Given("text_id")),
    Column("hasInterests", BOOL, Positive("activeInterests")),
    Column("associateId", ASSOCIATE, Stored("associate_id")),
    *categories("category", "business", "companyCategoryRank"),
    Column("country", COUNTRY, Stored("country_id"), list_name="country"),
    Column("countryId", INT, Stored("country_id", always=True)),
    Column("number", TEXT, Stored("number2", always=True)),
    Column("code", TEXT, Stored("number1", always=True)),
    Column("orgnr", TEXT, Stored("orgNr", always=True)),
    Column("stop", BOOL, Stored("xstop", always=True)),
    Column("contactNoMail", BOOL, Stored("nomailing", always=True)),
    *stamps(),
    *not_held("listAny", "contactSource"),
    Column("contactDeleted", BOOL, Stored("deleted", always=True)),
    *phone("phone", "contact_id", PHONE, description=False),
    *not_held("bool", "activeErpLinks"),
    Column("deletedDate", STAMP_TIME, Stored("DeletedDate"), sorts=False),
    *not_held("", "mainContact"),
    *phone("contactPhone", "contact_id", PHONE),
    *phone("contactFax", "contact_id", FAX),
    *search_phone("contact_id", PHONE),
    *email("contact_id"),
    *address("postAddress", "contact_id", POSTAL),
    *address("streetAddress", "contact_id", STREET),
    *address("restrictionPostalAddress", "contact_id", POSTAL),
    *address("restrictionAddress", "contact_id", STREET),
    *url("url", "contact_id"),
    *associate("contactAssociate", Stored("associate_id")),
    *associate("contactSupportAssociate", Stored("supportAssociateId")),
    Column(
        "contactInterestIds",
        SET,
        Linked("contactinterest", ("contact_id", "contact_id"), "cinterest_idx"),
        sorts=False,
        list_name="contint",
    ),
)
NOT_HELD = (
    *not_held(
        "int",
        "NumberOfActivities",
        "NumberOfActivitiesInPeriod",
        "NumberOfNotCompletedActivities",
        "NumberOfNotCompletedActivitiesInPeriod",
        "NumberOfSales",
        "NumberOfSalesInPeriod",
        "NumberOfNotCompletedSales",
        "NumberOfNotCompletedSalesInPeriod",
        "NumberOfTickets",
        "NumberOfTicketsInPeriod",
        "NumberOfNotCompletedTickets",
        "NumberOfNotCompletedTicketsInPeriod",
    ),
    *not_held("date", "LastActivity", "LastCompletedActivity", "LastDoByActivity"),
    *not_held("date", "LastSale", "LastCompletedSale", "LastDoBySale"),
    *not_held("date", "LastTicket", "LastCompletedTicket", "LastDoByTicket"),
    *not_held("saintStatus", "SaintStatus1", "SaintStatus2"),
    *not_held("listAny", "saintSaleStatus", "saintAmountClass", "saintActivityType", "saintDirection"),
    *not_held("listAny", "saintIntention", "saintTicketStatus", "saintTicketCategory"),
)
FORCED = Pseudo("forceCompany", ALWAYS)
IN_ANOTHER = not_held("bool", "forceCompany")
SELECTIONS = not_held("int", "selectionMemberId", "selectionIdRequest")

# Its main contact at the service desk.
SUPPORT_PERSON = Join("person", (("person_id", "supportPersonId"),), guard=PERSONS)

DEFAULT = ("contactId", "name", "department", "category", "business", "country", "associateId", "number")
