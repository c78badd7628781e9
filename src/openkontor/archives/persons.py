"""The columns of people (domain reference 11)."""

from typing import Any

from openkontor.archives import contacts
from openkontor.archives.columns import Column, Kind, below
from openkontor.archives.counts import IS_MEMBER, IS_STAKEHOLDER
from openkontor.archives.kinds import BOOL, INT, LONG_TEXT, SET, STAMP_TIME, TEXT, text_condition, text_sort
from openkontor.archives.known import ASSOCIATE, ASSOCIATE_FULL, COUNTRY, listed
from openkontor.archives.parts import (
    COMPANY,
    FULL_NAME,
    LANGUAGE,
    PERSON,
    POSITION,
    TEXT_ROW,
    TICKET_PRIORITY,
    address,
    associate,
    associate_of_person,
    categories,
    email,
    not_held,
    phone,
    search_phone,
    stamps,
    url,
)
from openkontor.carriers.values import NO_PURE_DATE, PureDate
from openkontor.display import contact_name
from openkontor.store.query import Given, Join, Linked, Stored

PRIVATE_ADDRESS = 16387
DIRECT, FAX, PRIVATE, MOBILE, OTHER = 16385, 16387, 16388, 16389, 16390
SECONDS_OF_DAY = 86_400
STORING, EMARKETING = 1, 2  # purposes of consents that every database begins with

KEY = Stored("person_id", always=True)


def _birthdate(reference: Any, year: int | None, month: int | None, day: int | None) -> PureDate:
    if not (year and month and day):
        return NO_PURE_DATE
    return PureDate(_days(year, month, day) * SECONDS_OF_DAY * 1_000_000)


def _days(year: int, month: int, day: int) -> int:
    """Days since 1970, on the calendar that is used today."""
    shifted = year - (month <= 2)
    before = 365 * shifted + shifted // 4 - shifted // 100 + shifted // 400
    return before + (153 * ((month + 9) % 12) + 2) // 5 + day - 1 - 719_468


BIRTHDATE = Kind("date", "", text_condition, _birthdate, text_sort)


def _with_company(reference: Any, full: str | None, name: str | None, department: str | None) -> str:
    company = contact_name(name, department or "") if name else ""
    return f"{full or ''} ({company})" if company else full or ""


WITH_COMPANY = Kind("string", "", text_condition, _with_company, text_sort)

OWN = (
    Column("personId", INT, KEY),
    Column("firstName", TEXT, Stored("firstname", always=True)),
    Column("lastName", TEXT, Stored("lastname", always=True)),
    Column("middleName", TEXT, Stored("middleName", always=True)),
    Column("fullName", TEXT, FULL_NAME),
    Column("contactId", INT, Stored("contact_id")),
    Column("hasInfoText", BOOL, Given("text_id")),
    Column("hasInterests", BOOL, Stored("activeInterests", always=True)),
    Column("personHasInterests", BOOL, Stored("activeInterests", always=True)),
    Column("mrMrs", TEXT, Stored("mrmrs", always=True)),
    Column("position", POSITION, Stored("position_idx"), list_name="perspos"),
    Column("personNumber", TEXT, Stored("person_number", always=True)),
    Column("title", TEXT, Stored("title", always=True)),
    Column("personCountry", COUNTRY, Stored("country_id"), list_name="country"),
    Column("personCountryId", INT, Stored("country_id", always=True)),
    Column("personNoMail", BOOL, Stored("nomailing", always=True)),
    Column("rank", INT, Stored("rank", always=True)),
    Column(
        "birthdate",
        BIRTHDATE,
        Stored("year_of_birth"),
        also=(Stored("month_of_birth"), Stored("day_of_birth")),
        sorts=False,
        restricts=False,
    ),
    *not_held("", "associateType"),
    Column("useAsMailingAddress", BOOL, Stored("usepersonaddress", always=True)),
    *not_held("listAny", "personSource"),
    Column("retired", BOOL, Stored("retired", always=True)),
    Column("birthYear", INT, Stored("year_of_birth", always=True)),
    Column("birthMonth", INT, Stored("month_of_birth", always=True)),
    Column("birthDay", INT, Stored("day_of_birth", always=True)),
    Column("kanaFirstName", TEXT, Stored("kanafname", always=True)),
    Column("kanaLastName", TEXT, Stored("kanalname", always=True)),
    *stamps("person"),
    *not_held("", "portraitThumbnail"),
    *not_held("bool", "personActiveErpLinks"),
    Column("ticketPriority", TICKET_PRIORITY, Stored("ticketPriorityId"), list_name="ticketpriority"),
    Column("supportLanguage", LANGUAGE, Stored("supportLanguageId"), list_name="customerlanguage"),
    Column("supportAssociate", ASSOCIATE, Stored("supportAssociateId")),
    Column("supportAssociateFullName", ASSOCIATE_FULL, Stored("supportAssociateId")),
    Column("personAssociateId", ASSOCIATE, Stored("associate_id")),
    Column("personAssociateFullName", ASSOCIATE_FULL, Stored("associate_id")),
    *categories("personCategory", "personBusiness", "personCategoryRank"),
    *not_held("listAny", "leadStatus"),
    *not_held("int", "leadstatusRank"),
    Column("personDeletedDate", STAMP_TIME, Stored("DeletedDate"), sorts=False),
    Column("hasCompany", BOOL, Given("contact_id")),
    IS_MEMBER,
    IS_STAKEHOLDER,
    *not_held("listAny", "updatedByWorkflow", "createdByForm"),
    *not_held("datetime", "whenUpdatedByWorkflow"),
)


def _consent(name: str, purpose: int) -> tuple[Column, ...]:
    """Declare what a person has agreed to for a purpose; who withdraws it has no row."""
    given = Join("ConsentPerson", (("person_id", "person_id"),), (("consentPurpose_id", purpose),))
    return (
        Column(f"has{name}Consent", BOOL, Given("consentperson_id", (given,)), sorts=False),
        Column(f"legalBase{name}", listed("legalbase"), Stored("legalBase_id", (given,)), list_name="legalbase"),
        Column(
            f"consentSource{name}",
            listed("consentsource"),
            Stored("consentSource_id", (given,)),
            list_name="consentsource",
        ),
    )


# What mailings and consent are about.
CONSENTS = (
    *_consent("Store", STORING),
    *_consent("Emarketing", EMARKETING),
    *not_held("bool", "isMailingRecipient", "withdrawnStoreConsent", "withdrawnEmarketingConsent"),
    *not_held("listAny", "subscription"),
)
INFO = (Column("textId", INT, Stored("text_id")), Column("infoText", LONG_TEXT, Stored("text")))
WHO = Column("who", TEXT._replace(restriction=""), FULL_NAME, restricts=False)
FULL_NAME_WITH_CONTACT = Column(
    "fullNameWithContact",
    WITH_COMPANY,
    FULL_NAME,
    also=(Stored("name", (COMPANY,)), Stored("department", (COMPANY,))),
    restricts=False,
)
INTERESTS = Column(
    "personInterestIds",
    SET,
    Linked("personinterest", ("person_id", "person_id"), "pinterest_idx"),
    sorts=False,
    list_name="persint",
)
BESIDE = (
    *OWN,
    *phone("phone", "person_id", DIRECT, description=False),
    *phone("personDirectPhone", "person_id", DIRECT),
    *phone("personMobilePhone", "person_id", MOBILE),
    *phone("personPrivate", "person_id", PRIVATE),
    *phone("personPager", "person_id", OTHER),
    *phone("personDirectFax", "person_id", FAX),
    *search_phone("person_id", DIRECT),
    *below("personInfo", INFO, TEXT_ROW),
    *email("person_id"),
    *url("personUrl", "person_id"),
    *address("personAddress", "person_id", PRIVATE_ADDRESS),
    *address("restrictionAddress", "person_id", PRIVATE_ADDRESS),
    *associate("personAssociate", Stored("associate_id")),
    *associate_of_person("correspondingAssociate", KEY),
)
# What is shown of a person beside another record.
SHOWN = (*BESIDE, INTERESTS, *CONSENTS)
# The company and the person that a record is about.
CONTACT_AND_PERSON = (*below("contact", contacts.SHOWN, COMPANY), *below("person", SHOWN, PERSON))
ALONE = (*BESIDE, FULL_NAME_WITH_CONTACT, INTERESTS, *CONSENTS)
IN_COMPANY = (*contacts.OWN, *contacts.MORE, *contacts.SELECTIONS, *contacts.IN_ANOTHER)
LISTED = (*ALONE, *below("personContact", IN_COMPANY, COMPANY))
DEFAULT = ("personId", "firstName", "lastName", "fullName", "title", "contactId", "personContact/name")
