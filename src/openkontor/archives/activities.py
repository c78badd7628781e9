"""The columns of activities: appointments, and documents, each of which has a row among the appointments."""

from openkontor.archives.columns import Column, below, beside
from openkontor.archives.guards import ACTIVITY_COMPLETED, APPOINTMENTS
from openkontor.archives.kinds import BOOL, CALENDAR, INT, LONG_TEXT, SPAN, TEXT
from openkontor.archives.known import (
    ACTIVITY,
    ACTIVITY_IS_MAIL,
    ACTIVITY_RECORD,
    ACTIVITY_TYPE,
    ASSOCIATE,
    TASK,
    TASK_RECORD,
    TASK_TYPE,
    TEMPLATE,
    TEMPLATE_IS_MAIL,
    TEMPLATE_RECORD,
    TEMPLATE_TYPE,
    USER_GROUP,
)
from openkontor.archives.parts import (
    LISTED_KEY,
    PERSON,
    PRIORITY,
    TEXT_ROW,
    USER,
    WHO,
    associate,
    associate_columns,
    not_held,
    shown_only,
    stamps,
)
from openkontor.archives.persons import BESIDE as PERSON_BESIDE
from openkontor.archives.persons import CONTACT_AND_PERSON
from openkontor.archives.sales import PROJECT, PROJECT_SHOWN, SALE, SALE_OWN
from openkontor.carriers.appointment import AppointmentType
from openkontor.store.query import Between, Either, Join, Matching, Missing, Opposite, Stored

KEY = Stored("appointment_id", always=True)
DOCUMENT = Join("document", (("document_id", "document_id"),))
AGENDA = Join("text", (("text_id", "agenda_text_id"),))
NOTES = Join("text", (("text_id", "internal_notes_text_id"),))


# What the row among the appointments has, be it a follow-up's or a document's.
CARRIED = (
    Column("completed", BOOL, ACTIVITY_COMPLETED),
    *not_held("listAny", "icon"),
    Column("date", CALENDAR, Stored("activeDate")),
    shown_only(Column("time", CALENDAR, Stored("activeDate"))),
    Column("associateId", ASSOCIATE, Stored("associate_id")),
    Column("contactId", LISTED_KEY, Stored("contact_id")),
    Column("personId", LISTED_KEY, Stored("person_id")),
    Column("projectId", LISTED_KEY, Stored("project_id")),
    Column("saleId", INT, Stored("sale_id")),
    Column("userGroup", USER_GROUP, Stored("group_idx"), list_name="usergroup"),
    WHO,
    *not_held("listAny", "visibleFor"),
)
TEXT_OF_EITHER = Column("text", LONG_TEXT, Either(Stored("header", (DOCUMENT,)), Stored("text", (TEXT_ROW,))))
OWN = (*CARRIED, TEXT_OF_EITHER, *stamps())
KIND, DOCUMENT_ID = Stored("task_idx"), Stored("document_id")
KINDS_OF_FOLLOW_UP = (
    Column("type", TASK, KIND, list_name="task"),
    Column("recordType", TASK_RECORD, KIND),
    Column("recordTypeText", TASK_TYPE, KIND),
)
KINDS_OF_EITHER = (
    Column("type", ACTIVITY, KIND, also=(DOCUMENT_ID,), list_name="task"),
    Column("recordType", ACTIVITY_RECORD, KIND, also=(DOCUMENT_ID,)),
    shown_only(Column("recordTypeText", ACTIVITY_TYPE, KIND, also=(DOCUMENT_ID,)))._replace(sorts=True),
)
KINDS_OF_DOCUMENT = (
    Column("type", TEMPLATE, KIND, list_name="doctmpl"),
    Column("recordType", TEMPLATE_RECORD, KIND),
    shown_only(Column("recordTypeText", TEMPLATE_TYPE, KIND))._replace(sorts=True),
)
APPOINTMENT = (
    *not_held("bool", "participating", "skipTentativeAndRejectedRestriction"),
    Column("appointmentId", INT, KEY),
    Column("endDate", CALENDAR, Stored("endDate")),
    Column("priority", PRIORITY, Stored("priority_idx"), list_name="priority"),
    Column("alarm", BOOL, Stored("hasAlarm", always=True)),
    Column("isFree", BOOL, Stored("freeBusy", always=True)),
    *not_held("bool", "recurring", "booking"),
    *not_held("listAny", "intention"),
    Column("location", TEXT, Stored("location", always=True)),
    *not_held("int", "recurrenceRuleId"),
    Column("rawType", INT, Stored("type", always=True)),
    Column("rawStatus", INT, Stored("status", always=True)),
    Column("cautionWarning", LISTED_KEY, Stored("cautionWarning", always=True)),
    *not_held("bool", "visibleInDiary"),
    shown_only(Column("endTime", CALENDAR, Stored("endDate"))),
    Column("suggestedAppointmentId", INT, Stored("suggestedAppointmentId")),
    Column("completedDate", CALENDAR, Stored("done")),
    Column("isMilestone", BOOL, Stored("isMilestone", always=True)),
    Column("invitedPersonId", INT, Stored("invitedPersonId")),
    shown_only(Column("joinVideomeetUrl", TEXT, Stored("join_videomeet_url", always=True)))._replace(sorts=True),
    Column("duration", SPAN, Between("do_by", "endDate"), sorts=False),
    *not_held("listAny", "createdByWorkflow"),
    *not_held("bool", "appointmentPublish/isPublished"),
    *not_held("date", "appointmentPublish/publishedFrom", "appointmentPublish/publishedTo"),
    *not_held("", "appointmentPublish/publishedBy"),
    Column("appointment/text", LONG_TEXT, Stored("text", (TEXT_ROW,))),
    Column("appointment/description", LONG_TEXT, Stored("text", (TEXT_ROW,))),
    Column("appointment/title", LONG_TEXT, Stored("text", (TEXT_ROW,))),
    Column("appointment/agenda", LONG_TEXT, Stored("text", (AGENDA,))),
    Column("appointment/textId", INT, Stored("text_id")),
    Column("appointment/internalNotes", LONG_TEXT, Stored("text", (NOTES,))),
    *not_held("", "appointment/titleHtml", "appointment/agendaHtml", "appointment/isConverted"),
    *not_held("positiveString", "appointment/internalNotesHtml"),
)
BESIDE = (
    *associate("associate", Stored("associate_id")),
    *CONTACT_AND_PERSON,
    *below("project", PROJECT_SHOWN, PROJECT),
    *below("sale", SALE_OWN, SALE),
)
# The number of an activity is that of its document, if it is one's row.
NUMBER = Either(DOCUMENT_ID, KEY)
DEFAULT = ("appointmentId", "date", "type", "text", "associateId", "contactId", "personId", "completed")
ACTIVITY_DEFAULT = ("date", "type", "text", "associateId", "contactId", "personId", "completed")

# Who takes part in a follow-up: invitations are not kept, so it is its owner, who is published as the first of them.

OWNER = Join("associate", (("associate_id", "associate_id"),))
OF_USER = associate_columns(Stored("associate_id"), (OWNER, USER))
USER_NAMES = {column.name for column in OF_USER}
TOLD_APART = ("fullName",)  # what they are sorted by
PARTICIPANTS = (
    Column("appointmentRestrictionId", INT, KEY, sorts=False),
    shown_only(Column("participantAssociateId", INT, Stored("associate_id", always=True))),
    shown_only(Column("participantPersonId", INT, Stored("person_id", (OWNER,)))),
    shown_only(Column("rejectReason", TEXT, Stored("rejectReason", always=True))),
    *not_held("", "icon", "sendEmail", "seen", "status"),
    *(column if column.name in TOLD_APART else column._replace(sorts=False) for column in OF_USER),
    *(column._replace(sorts=False) for column in beside(PERSON_BESIDE, OWNER, PERSON) if column.name not in USER_NAMES),
)
PARTICIPANTS_DEFAULT = ("participantAssociateId", "participantPersonId", "fullName", "contactFullName", "rejectReason")

# Documents: what only they have stands in a table of their own, the rest with the appointment that carries them.

IN_DOCUMENT = (
    Column("name", TEXT, Stored("name", always=True)),
    Column("ourref", TEXT, Stored("our_ref", always=True)),
    Column("yourref", TEXT, Stored("your_ref", always=True)),
    Column("attention", TEXT, Stored("attention", always=True)),
    *not_held("string", "keywords"),
    Column("subject", TEXT, Stored("header", always=True)),
    Column("snum", INT, Stored("snum", always=True)),
    *not_held("bool", "documentPublish/isPublished"),
    *not_held("date", "documentPublish/publishedFrom", "documentPublish/publishedTo"),
    *not_held("", "documentPublish/publishedBy"),
    Column("document/textId", INT, Stored("text_id")),
    Column("document/description", LONG_TEXT, Stored("text", (TEXT_ROW,))),
)
WITH_DOCUMENT = (
    Column("mailMergeDraft", BOOL, Matching("type", AppointmentType.MergeDraft.number)),
    Column("isReport", BOOL, Matching("type", AppointmentType.SavedReport.number), sorts=False),
    Column("suggestedDocumentId", INT, Stored("suggestedDocumentId")),
)
# In lists of activities they stand beside their row among the appointments.
DOCUMENTS = (
    Column("documentId", INT, DOCUMENT_ID),
    *beside(IN_DOCUMENT, DOCUMENT),
    *WITH_DOCUMENT,
    Column("isMail", ACTIVITY_IS_MAIL, KIND, also=(DOCUMENT_ID,), sorts=False),
)
# In lists of their own it is the other way round: each refers to the other, so either may be found first.
CARRIER = Join(
    "appointment",
    (("appointment_id", "appointment_id"), ("document_id", "document_id")),
    guard=APPOINTMENTS,
    inner=True,
)
IS_SEEN = Opposite(Missing(Stored("document_id", (CARRIER,))))
OWNER_OF_DOCUMENT = Stored("associate_id", (CARRIER,))
DOCUMENT_LIST = (
    Column("documentId", INT, Stored("document_id", always=True)),
    Column("text", LONG_TEXT, Stored("header", always=True)),
    *IN_DOCUMENT,
    *stamps(),
    *beside((*CARRIED, *KINDS_OF_DOCUMENT, *WITH_DOCUMENT, *BESIDE), CARRIER),
    *beside((Column("isMail", TEMPLATE_IS_MAIL, KIND, sorts=False),), CARRIER),
)
DOCUMENT_DEFAULT = ("documentId", "date", "type", "text", "name", "associateId", "contactId", "personId", "completed")
# Chats, mailings and forms, which are activities too.
ELSEWHERE = (
    *not_held("int", "chatSessionId", "queueLength", "rating", "formSubmissionId", "formSubmissionFormId"),
    *not_held("string", "firstMessage", "lastMessage", "formSubmissionName", "formSubmissionEmail"),
    *not_held("datetime", "whenRequested", "whenStarted", "whenEnded"),
    *not_held("timeSpan", "timeInQueue"),
    *not_held("ejUser", "agent"),
    *not_held("listAny", "status", "formSubmissionStatus", "mailingSent", "mailingSimpleStatus", "mailingType"),
    *not_held("listAny", "mailingSubscriptionType", "recipientStatus"),
    *not_held("int", "mailingId", "mailingFolderId", "mailingSelectionId", "mailingStatusId", "mailingSentTo"),
    *not_held("int", "mailingSentCount", "historyRank"),
    *not_held("string", "mailingDescription", "mailingFrom", "mailingReplyTo"),
    *not_held("date", "mailingEndDate"),
    *not_held("", "mailingTypeId", "thumbnail"),
    *not_held("associate", "mailingOwner"),
    *not_held("decimal", "mailingOpenRate", "mailingClickRate", "mailingBounceRate"),
    *not_held("bool", "mailingDeleted"),
)
