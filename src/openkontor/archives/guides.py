"""The columns of guides: what a sale's or a project's kind suggests, and what was made of it (the views *_guide)."""

from collections.abc import Iterable

from openkontor.archives.activities import (
    APPOINTMENT,
    CARRIED,
    DOCUMENT,
    IN_DOCUMENT,
    KIND,
    KINDS_OF_DOCUMENT,
    KINDS_OF_FOLLOW_UP,
    TEXT_OF_EITHER,
    WITH_DOCUMENT,
)
from openkontor.archives.columns import Column, below, beside
from openkontor.archives.contacts import OWN as COMPANY_OWN
from openkontor.archives.guards import APPOINTMENTS
from openkontor.archives.kinds import BOOL, CALENDAR, INT, LONG_TEXT, TEXT
from openkontor.archives.known import TEMPLATE_IS_MAIL, known
from openkontor.archives.parts import COMPANY, PERSON, TEXT_ROW, associate, not_held, shown_only, stamps
from openkontor.archives.persons import BESIDE as PERSON_BESIDE
from openkontor.carriers.appointment import ActivityStatus
from openkontor.store.query import Either, Given, Join, Matching, Stored, Which


def _made(column: str) -> Join:
    """What was made of a suggestion: it is not there for who may not see it."""
    return Join("appointment", (("appointment_id", column),), guard=APPOINTMENTS)


INSTANCE, FOLLOW_UP, CARRIER = _made("instance"), _made("follow_up"), _made("carrier")
# Which of the entities a row is: what was made decides, or else what is suggested.
ENTITIES = ("suggestedAppointment", "appointment", "document", "suggestedDocument")
PROJECT_ENTITIES = (*ENTITIES, "onlyInstance", "milestone")
MADE = Which(
    (Given("appointment_id", (FOLLOW_UP,)), Given("appointment_id", (CARRIER,)), Stored("is_document", always=True))
)
NUMBER_MADE = Either(Stored("document_id", (INSTANCE,)), Stored("appointment_id", (INSTANCE,)))
ORDER = tuple(Stored(name, always=True) for name in ("stage_rank", "rank", "is_document", "instance"))
NOT_PUBLISHED = {"participating", "skipTentativeAndRejectedRestriction", "isFree"}


def _instance(prefix: str, columns: Iterable[Column], join: Join) -> tuple[Column, ...]:
    """Declare what is shown of a follow-up or a document that was made; nothing of it restricts or sorts."""
    shown = (
        *columns,
        *stamps(),
        *associate("associate", Stored("associate_id")),
        *below("contact", COMPANY_OWN, COMPANY),
        *below("person", PERSON_BESIDE, PERSON),
    )
    return below(prefix, map(shown_only, shown), join)


FOLLOW_UPS = (
    *CARRIED,
    *KINDS_OF_FOLLOW_UP,
    *(column for column in APPOINTMENT if column.name not in NOT_PUBLISHED),
    Column("text", LONG_TEXT, Stored("text", (TEXT_ROW,))),
)
DOCUMENTS = (
    *CARRIED,
    *KINDS_OF_DOCUMENT,
    *WITH_DOCUMENT,
    *beside(IN_DOCUMENT, DOCUMENT),
    Column("documentId", INT, Stored("document_id")),
    Column("isMail", TEMPLATE_IS_MAIL, KIND),
    Column("text", LONG_TEXT, Stored("header", (DOCUMENT,))),
)


def _guide(key: str, column: str, stages: str) -> tuple[Column, ...]:
    names = known("string", lambda one: one.lists[stages], lambda _, item: item.name, by_id=False)
    return (
        Column(key, INT, Stored(column, always=True)),
        Column("completed", BOOL, Matching("status", ActivityStatus.Completed.number, (INSTANCE,))),
        Column("date", CALENDAR, Stored("activeDate", (INSTANCE,))),
        Column("text", TEXT, Stored("text", always=True)),
        Column("stageName", names, Stored("stage", always=True)),
        Column("stageId", INT, Stored("stage", always=True)),
        Column("stageOrderBy", INT, Stored("stage_rank", always=True)),
        Column("suggestedItemId", INT, Stored("suggested", always=True)),
        Column("suggestedItemText", TEXT, Stored("name", always=True)),
        Column("suggestedItemOrderBy", INT, Stored("rank", always=True)),
        Column("suggestedItemTooltip", TEXT, Stored("tooltip", always=True)),
        shown_only(Column("instanceItemId", INT, NUMBER_MADE)),
        *map(shown_only, beside((TEXT_OF_EITHER._replace(name="instanceItemText"),), INSTANCE)),
        shown_only(Column("hasInstance", BOOL, Given("appointment_id", (INSTANCE,)))),
        Column("deleted", BOOL, Stored("deleted", always=True)),
        shown_only(Column("isMilestone", BOOL, Stored("isMilestone", always=True))),
        *_instance("appointmentInstance", FOLLOW_UPS, FOLLOW_UP),
        *_instance("documentInstance", DOCUMENTS, CARRIER),
    )


SALE = _guide("saleId", "sale_id", "prob")
PROJECT = (*_guide("projectId", "project_id", "projstatus"), *not_held("", "milestone"))
DEFAULT = (
    "stageName",
    "suggestedItemId",
    "suggestedItemText",
    "suggestedItemTooltip",
    "hasInstance",
    "instanceItemId",
    "completed",
    "date",
)
