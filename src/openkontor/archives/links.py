"""The columns of links: what follow-ups, documents, projects and sales are linked to (the view link_side)."""

from typing import Any

from openkontor.archives.activities import CARRIER
from openkontor.archives.columns import Column, Kind
from openkontor.archives.guards import APPOINTMENTS, PROJECTS, SALES
from openkontor.archives.kinds import INT, TEXT, text_condition, text_sort
from openkontor.archives.known import ASSOCIATE
from openkontor.archives.parts import TEXT_ROW, not_held, shown_only
from openkontor.archives.tree import Term
from openkontor.store.links import TABLES
from openkontor.store.query import All, Compare, Condition, Guard, Join, Parent, Stored

DOCUMENTS = Guard(parents=((Parent("appointment_id", "appointment", "appointment_id", APPOINTMENTS),),))
GUARDS = {"appointment": APPOINTMENTS, "document": DOCUMENTS, "project": PROJECTS, "sale": SALES}


def _end(side: str) -> tuple[Parent, ...]:
    return tuple(
        Parent(f"{side}_record", table, f"{table}_id", guard, (f"{side}_table", TABLES[table], TABLES[table]))
        for table, guard in GUARDS.items()
    )


LINKS = Guard(parents=(_end("own"), _end("other")))  # who may see both ends sees the link
ENTITIES = ("appointment", "sale", "project", "document", "url", "person", "Contact", "Selection")
ONCE = Compare(Stored("side", always=True), "=", 1)


def _other(table: str) -> tuple[Join, ...]:
    guard = GUARDS[table]
    return (Join(table, ((f"{table}_id", f"other_{table}"),), guard=guard if not guard.parents else Guard()),)


APPOINTMENT, DOCUMENT, PROJECT, SALE = map(_other, ("appointment", "document", "project", "sale"))


def _first(reference: Any, *texts: str | None) -> str:
    return next(filter(None, texts), "")


def _owner(reference: Any, *owners: int | None) -> str:
    name: str = ASSOCIATE.show(reference, next(filter(None, owners), None)) if ASSOCIATE.show else ""
    return name


def _source(table: str) -> Kind:
    """The id of the record one looks from, where that is of this table."""

    def condition(column: Column, term: Term) -> Condition:
        return All((Compare(Stored("own_table"), "=", TABLES[table]), INT.condition(column, term)))

    def show(reference: Any, record: int, number: int) -> int:
        return record if number == TABLES[table] else 0

    return INT._replace(condition=condition, show=show, as_stored=False)


def _restriction(name: str, table: str) -> Column:
    own = Stored("own_record", always=True)
    return Column(name, _source(table), own, also=(Stored("own_table", always=True),), sorts=False)


FIRST = Kind("string", "", text_condition, _first, text_sort)
OWNER = Kind("string", "", text_condition, _owner, text_sort)
COLUMNS = (
    _restriction("sourceAppointmentRestrictionId", "appointment"),
    _restriction("sourceSaleRestrictionId", "sale"),
    _restriction("sourceDocumentRestrictionId", "document"),
    _restriction("sourceProjectRestrictionId", "project"),
    *not_held("int", "sourcePersonRestrictionId", "sourceContactRestrictionId", "sourceSelectionRestrictionId"),
    Column("linkId", INT, Stored("relation_id", always=True), sorts=False),
    Column("linkDescription", TEXT, Stored("relcomment", always=True), sorts=False),
    shown_only(
        Column(
            "text",
            FIRST,
            Stored("heading", SALE),
            also=(Stored("name", PROJECT), Stored("text", (*APPOINTMENT, TEXT_ROW)), Stored("header", DOCUMENT)),
        )
    ),
    shown_only(
        Column(
            "associateId",
            OWNER,
            Stored("associate_id", SALE),
            also=(
                Stored("associate_id", PROJECT),
                Stored("associate_id", APPOINTMENT),
                Stored("associate_id", (*DOCUMENT, CARRIER._replace(inner=False))),
            ),
        )
    ),
    Column("appointmentId", INT, Stored("other_appointment"), sorts=False),
    Column("documentId", INT, Stored("other_document"), sorts=False),
    Column("projectId", INT._replace(restriction="listAny"), Stored("other_project"), sorts=False),
    Column("saleId", INT, Stored("other_sale"), sorts=False),
    *not_held("bool", "completed", "alarm", "recurring", "booking", "visibleInDiary", "isMilestone"),
    *not_held("listAny", "icon", "type", "contactId", "personId", "priority", "intention", "cautionWarning"),
    *not_held("listAny", "recordTypeText", "visibleFor"),
    *not_held("date", "date", "updatedDate", "registeredDate", "endDate", "completedDate"),
    *not_held("", "time", "who", "endTime", "joinVideomeetUrl"),
    *not_held("string", "recordType", "location"),
    *not_held("associate", "updatedBy", "updatedByFullName", "registeredBy", "registeredByFullName"),
    *not_held("userGroup", "userGroup"),
    *not_held("int", "recurrenceRuleId", "rawType", "rawStatus", "suggestedAppointmentId", "invitedPersonId"),
    *not_held("timeSpan", "duration"),
)
DEFAULT = ("linkId", "linkDescription", "text", "associateId", "appointmentId", "documentId", "projectId", "saleId")
