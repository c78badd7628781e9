"""The columns of companies (protocol reference 8.4)."""

from openkontor.archives.columns import Column, Pseudo
from openkontor.archives.counts import ACTIVITIES, DEALS, REQUESTS, counts
from openkontor.archives.guards import PERSONS
from openkontor.archives.kinds import BOOL, INT, NAME, SET, STAMP_TIME, TEXT
from openkontor.archives.known import ASSOCIATE, COUNTRY
from openkontor.archives.parts import (
    FULL_NAME,
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

# Its main contact, at the service desk too (domain reference 0.2).
SUPPORT_PERSON = Join("person", (("person_id", "supportPersonId"),), guard=PERSONS)
MAIN_CONTACT = FULL_NAME._replace(path=(SUPPORT_PERSON,))

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
    Column("mainContact", TEXT._replace(restriction=""), MAIN_CONTACT, restricts=False),
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
MORE = (
    *counts("contact_id", ACTIVITIES, DEALS, REQUESTS),
    *not_held("saintStatus", "SaintStatus1", "SaintStatus2"),
    *not_held("listAny", "saintSaleStatus", "saintAmountClass", "saintActivityType", "saintDirection"),
    *not_held("listAny", "saintIntention", "saintTicketStatus", "saintTicketCategory"),
)
FORCED = Pseudo("forceCompany", ALWAYS)
IN_ANOTHER = not_held("bool", "forceCompany")
# What is shown of a company beside another record.
SHOWN = (*OWN, *MORE, *IN_ANOTHER)
SELECTIONS = not_held("int", "selectionMemberId", "selectionIdRequest")

DEFAULT = ("contactId", "name", "department", "category", "business", "country", "associateId", "number")
