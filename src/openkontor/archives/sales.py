"""The columns of sales and projects, and of who is a member of a project."""

from openkontor.archives.columns import Column, Kind, below
from openkontor.archives.contacts import MORE as COMPANY_MORE
from openkontor.archives.contacts import OWN as COMPANY_OWN
from openkontor.archives.counts import (
    ACTIVITIES,
    DEALS,
    HAS_STAKEHOLDERS,
    NEXT_DUE_DATE,
    NEXT_MILESTONE_DATE,
    counts,
)
from openkontor.archives.guards import PROJECTS, SALE_COMPLETED, SALES
from openkontor.archives.kinds import BOOL, DECIMAL, INT, LONG_TEXT, NAME, SET, STAMP_TIME, TEXT, WALL, linked_condition
from openkontor.archives.known import ASSOCIATE, USER_GROUP, known, listed, numbered
from openkontor.archives.parts import (
    COMPANY,
    FULL_NAME,
    LISTED_KEY,
    PERSON,
    TEXT_ROW,
    URL,
    WHO,
    associate,
    not_held,
    shown_only,
    stamps,
)
from openkontor.archives.persons import BESIDE as PERSON_BESIDE
from openkontor.archives.persons import CONTACT_AND_PERSON
from openkontor.archives.tree import Operator, Term
from openkontor.carriers.sale import SaleStatus
from openkontor.store.query import (
    Any_,
    Condition,
    Exchanged,
    Given,
    Join,
    Linked,
    Share,
    Stored,
    Which,
    Worded,
)

PROJECT = Join("project", (("project_id", "project_id"),), guard=PROJECTS)
SALE = Join("sale", (("sale_id", "sale_id"),), guard=SALES)
PROJECT_KIND = Join("ProjType", (("ProjType_id", "type_idx"),))
SALE_KIND = Join("SaleType", (("SaleType_Id", "saleType_id"),))

PROJECT_TYPE, PROJECT_STATUS, MEMBER_TYPE = listed("projtype"), listed("projstatus"), listed("pmembtype")
SALE_TYPE, STAGE, CURRENCY = listed("saletype"), listed("prob"), listed("currency")
STATUS_RANK = known("", lambda one: one.lists["projstatus"], lambda _, item: item.rank, 0, by_id=False)
STAGE_RANK = known("", lambda one: one.lists["prob"], lambda _, item: item.rank, 0, by_id=False)
STAGE_NAME = known("", lambda one: one.lists["prob"], lambda _, item: item.name, by_id=False)


def _published(prefix: str) -> tuple[Column, ...]:
    return (
        *not_held("bool", f"{prefix}/isPublished"),
        *not_held("date", f"{prefix}/publishedFrom", f"{prefix}/publishedTo"),
        *not_held("", f"{prefix}/publishedBy"),
    )


# Projects

PROJECT_KEY = Stored("project_id", always=True)
PROJECT_OWN = (
    Column("completed", BOOL, Stored("done", always=True)),
    Column("projectId", INT, PROJECT_KEY),
    Column("name", NAME, Stored("name", always=True), key=PROJECT_KEY, folded=Stored("folded_name", always=True)),
    Column("number", TEXT, Stored("project_number", always=True)),
    Column("type", PROJECT_TYPE, Stored("type_idx"), list_name="projecttype"),
    Column("status", PROJECT_STATUS, Stored("status_idx"), list_name="projectstatus"),
    Column("statusRank", STATUS_RANK, Stored("status_idx"), restricts=False),
    Column("associateId", ASSOCIATE, Stored("associate_id")),
    Column("hasInfoText", BOOL, Given("text_id")),
    *not_held("", "icon"),
    Column("text", TEXT, Stored("text", (TEXT_ROW,))),
    Column("description", TEXT, Stored("text", (TEXT_ROW,))),
    *stamps(),
    Column("hasGuide", BOOL, Stored("hasGuide", (PROJECT_KIND,))),
    *not_held("bool", "activeErpLinks"),
    NEXT_MILESTONE_DATE,
    Column("startDate", WALL, Stored("startDate")),
    Column("endDate", WALL, Stored("endDate")),
    *not_held("", "imageThumbnail"),
    *not_held("int", "eventId"),
)
PROJECT_COUNTS = (
    *counts("project_id", ACTIVITIES, DEALS),
    *(one for one in COMPANY_MORE if one.name.startswith("saint")),
    *not_held("saintStatus", "SaintStatus3"),
)
PROJECT_SHOWN = (*PROJECT_OWN, *PROJECT_COUNTS)
PROJECT_MORE = (
    *PROJECT_COUNTS,
    *_published("projectPublish"),
    *not_held("bool", "projectEvent/isExternalEvent", "projectEvent/hasSignOn", "projectEvent/hasSignOff"),
    *not_held("date", "projectEvent/eventDate"),
    *below("projectUrl", URL, Join("URL", (("project_id", "project_id"),), (("rank", 1),))),
    *associate("projectAssociate", Stored("associate_id")),
    Column("project/textId", INT, Stored("text_id")),
    Column("project/infoText", LONG_TEXT, Stored("text", (TEXT_ROW,))),
)
PROJECT_DEFAULT = ("projectId", "name", "number", "type", "status", "associateId", "endDate", "completed")
# A project's company: one that is a member, or whose people are.
MEMBERS = Linked("projectmember", ("project_id", "project_id"), "contact_id", drives=True)
CONTACT_OF_PROJECT = Column("contactId", SET._replace(restriction="int"), MEMBERS, sorts=False)

# Sales

SALE_KEY = Stored("sale_id", always=True)
AMOUNT, WEIGHTED = Stored("amount", always=True), Share("amount", "probability")
RATE = Join("Currency", (("Currency_id", "currency_id"),))
SUM = DECIMAL._replace(restriction="")
HEADING = Stored("heading", always=True)
SALE_OWN = (
    Column("completed", BOOL, SALE_COMPLETED),
    *not_held("listAny", "icon"),
    Column("date", WALL, Stored("saledate")),
    shown_only(Column("time", WALL, Stored("saledate"))),
    Column("type", SALE_TYPE, Stored("saleType_id"), list_name="saletype"),
    *not_held("string", "recordType"),
    Column("text", LONG_TEXT, HEADING, folded=Stored("folded_heading", always=True)),
    Column("associateId", ASSOCIATE, Stored("associate_id")),
    Column("contactId", LISTED_KEY, Stored("contact_id")),
    Column("personId", LISTED_KEY, Stored("person_id")),
    Column("projectId", LISTED_KEY, Stored("project_id")),
    Column("saleId", INT, SALE_KEY),
    Column("userGroup", USER_GROUP, Stored("group_idx"), list_name="usergroup"),
    WHO,
    *stamps(),
    Column("currencyId", INT, Stored("currency_id")),
    Column("currency", CURRENCY, Stored("currency_id"), list_name="currency"),
    Column("credited", listed("credited"), Stored("credited_id"), list_name="credited"),
    Column("lossReason", listed("reason"), Stored("reason_id"), list_name="reason"),
    Column("source", listed("source"), Stored("source_id"), list_name="source"),
    Column("competitor", listed("comptr"), Stored("comptr_id"), list_name="comptr"),
    Column("heading", NAME, HEADING, key=SALE_KEY, folded=Stored("folded_heading", always=True)),
    Column("amount", DECIMAL, AMOUNT),
    Column("amountWeighted", DECIMAL, WEIGHTED),
    Column("earning", DECIMAL, Stored("earning", always=True)),
    Column("earningPercent", DECIMAL, Stored("earning_percent", always=True)),
    Column("probPercent", INT, Stored("probability", always=True)),
    *not_held("listAny", "originalStage"),
    Column("saleTypeCategory", listed("saletypecat"), Stored("saleTypeCat_id", (SALE_KIND,)), list_name="saletypecat"),
    *not_held("listAny", "createdByWorkflow"),
    Column("stage", STAGE, Stored("probability_idx"), list_name="prob"),
    Column("stageName", STAGE_NAME, Stored("probability_idx"), restricts=False),
    Column("saleStatus", numbered("listAny", SaleStatus), Stored("status", always=True)),
    Column("stageRank", STAGE_RANK, Stored("probability_idx"), restricts=False),
    Column("saleType", SALE_TYPE, Stored("saleType_id"), list_name="saletype"),
    shown_only(Column("saleTypeId", INT, Stored("saleType_id")))._replace(sorts=True),
    shown_only(Column("stageId", INT, Stored("probability_idx")))._replace(sorts=True),
    NEXT_DUE_DATE,
    Column("reopenDate", WALL, Stored("reopenDate")),
    Column("stalledComment", listed("reasonstalled"), Stored("reasonStalled_id"), list_name="reasonstalled"),
    Column("soldReason", listed("reasonsold"), Stored("reasonSold_id"), list_name="reasonsold"),
    Column("saleNumber", TEXT, Stored("number1", always=True)),
    HAS_STAKEHOLDERS,
    Column("stakeholdersEnabled", BOOL, Stored("hasStakeholders", (SALE_KIND,))),
    *not_held("bool", "hasQuote"),
    Column("hasGuide", BOOL, Stored("hasGuide", (SALE_KIND,))),
    *not_held("bool", "activeErpLinks"),
    Column("description", TEXT, Stored("text", (TEXT_ROW,)), sorts=False),
    Column("amountInBaseCurrency", SUM, Exchanged(AMOUNT, (RATE,)), restricts=False),
    Column("amountWeightedInBaseCurrency", SUM, Exchanged(WEIGHTED, (RATE,)), restricts=False),
    *not_held("int", "daysInStage", "saleCycle"),
    *not_held("listAny", "visibleFor"),
)
SALE_MORE = (
    Column("sale/textId", INT, Stored("text_id")),
    Column("sale/description", LONG_TEXT, Stored("text", (TEXT_ROW,))),
    *_published("salePublish"),
    *associate("associate", Stored("associate_id")),
    *CONTACT_AND_PERSON,
    *below("project", PROJECT_SHOWN, PROJECT),
)
SALE_DEFAULT = ("saleId", "heading", "date", "amount", "currency", "saleStatus", "associateId", "contactId")

# The history of sales: each state one was saved in

NOT_IN_HISTORY = {
    *("originalStage", "saleTypeCategory", "createdByWorkflow", "stageName", "stageRank", "saleTypeId", "stageId"),
    *("hasStakeholders", "stakeholdersEnabled", "hasQuote", "hasGuide", "activeErpLinks", "description"),
    *("amountInBaseCurrency", "amountWeightedInBaseCurrency", "daysInStage", "saleCycle"),
}


def _as_shown(column: Column) -> Column:
    """Name and department in one are published here as something to look at."""
    return shown_only(column) if column.name == "nameDepartment" else column


HISTORY = (
    *(column for column in SALE_OWN if column.name not in {"stage", "nextDueDate"} | NOT_IN_HISTORY),
    *not_held("date", "nextDueDate"),  # as it was then
    *(column._replace(sorts=False) for column in SALE_OWN if column.name == "stage"),
    *associate("associate", Stored("associate_id")),
    *below("person", [column for column in PERSON_BESIDE if column.name != "fullName"], PERSON),
    *below("person", (Column("fullName", NAME, FULL_NAME, key=Stored("person_id")),), PERSON),
    *below("contact", map(_as_shown, (*COMPANY_OWN, *COMPANY_MORE)), COMPANY),
    *below("project", PROJECT_SHOWN, PROJECT),
)
HISTORY_DEFAULT = (
    "saleId",
    "updatedDate",
    "heading",
    "date",
    "amount",
    "currency",
    "stage",
    "saleStatus",
    "associateId",
)

# Sales of those who have a stake in them

STAKEHOLDERS = Linked("SaleStakeholder", ("sale_id", "sale_id"), "contact_id", drives=True)
OF_STAKEHOLDERS = STAKEHOLDERS._replace(column="person_id")


def _with_stakeholders(linked: Linked) -> Kind:
    """A key of the sale itself or of one who has a stake in it."""

    def condition(column: Column, term: Term) -> Condition:
        own = LISTED_KEY.condition(column, term)
        if term.operator not in (Operator.EQUAL, Operator.IN):
            return own
        return Any_((own, linked_condition(column._replace(source=linked), term)))

    return LISTED_KEY._replace(condition=condition)


WITH_STAKEHOLDERS = (
    *(column for column in SALE_OWN if column.name not in ("contactId", "personId")),
    Column("contactId", _with_stakeholders(STAKEHOLDERS), Stored("contact_id")),
    Column("personId", _with_stakeholders(OF_STAKEHOLDERS), Stored("person_id")),
    *not_held("bool", "isStakeholderSale"),
    *not_held("int", "saleStakeholderId"),
)

# Members of projects

MEMBER_STATE = Which((Stored("retired", (PERSON,)), Stored("xstop", (COMPANY,))))
MEMBER = (
    Column("projectMemberId", INT, Stored("projectmember_id", always=True)),
    Column("projectId", INT, PROJECT_KEY),
    Column("contactId", INT, Stored("contact_id")),
    Column("personId", INT, Stored("person_id")),
    *not_held("listAny", "eventParticipantStatus"),
    Column("function", MEMBER_TYPE, Stored("mtype_idx"), list_name="pmembtype"),
    Column("hasInfoText", BOOL, Given("text_id")),
    Column("registered", STAMP_TIME, Stored("registered", always=True)),
    Column("updated", STAMP_TIME, Stored("updated")),
    Column("textId", INT, Stored("text_id")),
    Column("infoText", LONG_TEXT, Stored("text", (TEXT_ROW,))),
    *below("project", PROJECT_SHOWN, PROJECT),
    *CONTACT_AND_PERSON,
)
MEMBER_DEFAULT = ("projectMemberId", "projectId", "contactId", "personId", "function", "person/fullName")

# Stakeholders of sales

STAKEHOLDER = (
    Column("saleStakeholderId", INT, Stored("salestakeholder_id", always=True)),
    Column("saleId", INT, SALE_KEY),
    Column("comment", TEXT, Stored("comment", always=True)),
    Column("salesRoleId", listed("stakeholderrole"), Stored("stakeholderrole_id"), list_name="stakeholderrole"),
    Column("hasInfoText", BOOL, Worded("comment")),
    *CONTACT_AND_PERSON,
)
STAKEHOLDER_DEFAULT = ("saleStakeholderId", "saleId", "salesRoleId", "comment", "contact/name", "person/fullName")
