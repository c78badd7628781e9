"""The appointment, whole."""

from typing import Annotated

import msgspec

from openkontor.carriers.appointment import (
    ActivityStatus,
    AppointmentCautionWarning,
    AppointmentExternalOwner,
    AppointmentPrivate,
    AppointmentType,
    AssignmentStatus,
    BookingType,
    InvitationStatus,
    Link,
    ParticipantInfo,
    VisibleFor,
)
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.declare import (
    KEY,
    NO_RIGHT,
    SERVER,
    SERVER_NO_RIGHT,
    SHORT,
    Entity,
    Int16,
    Int32,
    Note,
    text,
)
from openkontor.carriers.lists import Priority
from openkontor.carriers.person import Person
from openkontor.carriers.project import Project
from openkontor.carriers.recurrence import RecurrenceInfo
from openkontor.carriers.sale import Sale
from openkontor.carriers.task import TaskListItem
from openkontor.carriers.time_zone import TimeZoneData
from openkontor.carriers.values import (
    NO_CALENDAR,
    NO_STAMP,
    NO_TIME,
    NO_WALL_DATE,
    Calendar,
    Duration,
    Stamp,
    WallDate,
)


class AppointmentEntity(Entity):
    """The appointment (follow-up), whole."""

    associate: Annotated[Associate | None, Note(mdo="associate")] = None
    contact: Annotated[Contact | None, Note(mdo="contact_new")] = None
    created_by: Annotated[Associate | None, SERVER] = None
    updated_by: Annotated[Associate | None, SERVER] = None
    created_date: Annotated[Stamp, SERVER] = NO_STAMP
    appointment_id: Annotated[Int32, KEY] = 0
    description: Annotated[str, text(4000, converted=True)] | None = None
    start_date: Calendar = NO_CALENDAR
    end_date: Calendar = NO_CALENDAR
    invited_person: Person | None = None
    person: Annotated[Person | None, Note(mdo="person")] = None
    mother_id: Annotated[Int32, SERVER] = 0
    priority: Annotated[Priority | None, Note(mdo="priority")] = None
    private: AppointmentPrivate | None = None
    project: Annotated[Project | None, Note(mdo="project")] = None
    type: AppointmentType = AppointmentType.Unknown
    updated_date: Annotated[Stamp, SERVER] = NO_STAMP
    completed: ActivityStatus = ActivityStatus.Unknown
    active_links: Annotated[Int32, Note(read_only=True, converted=True)] = 0
    links: Annotated[list[Link] | None, Note(clr="System.Int32", length=4)] = None
    alarm_lead_time: Duration = NO_TIME
    has_alarm: bool = False
    color_index: Annotated[Int16, SHORT] = 0
    is_free: Annotated[bool, Note(length=1)] = False
    is_allday_event: Annotated[bool, Note(length=1)] = False
    lag_time: Duration = NO_TIME
    lead_time: Duration = NO_TIME
    location: Annotated[str, text(254)] = ""
    reject_counter: Annotated[Int16, SHORT] = 0
    reject_reason: Annotated[str, text(254, mdo="rejectReason")] = ""
    recurrence: Annotated[RecurrenceInfo | None, Note(length=0, read_only=True)] = None
    participants: Annotated[
        list[ParticipantInfo] | None,
        Note(clr="SuperOffice.CRM.Services.ParticipantInfo[]", length=4, read_only=True),
    ] = None
    assignment_status: Annotated[AssignmentStatus, SERVER] = AssignmentStatus.Unknown
    invitation_status: Annotated[InvitationStatus, SERVER] = InvitationStatus.Unknown
    booking_type: Annotated[BookingType, Note(length=4, read_only=True)] = BookingType.Unknown
    active_date: Calendar = NO_CALENDAR
    has_conflict: Annotated[bool, Note(length=0, mask="Read", read_only=True)] = False
    assigned_by: Associate | None = None
    mother_associate: Annotated[Associate | None, SERVER] = None
    task: Annotated[TaskListItem | None, Note(clr="", length=4, mdo="task")] = None
    preferred_tz_location: Annotated[Int32, Note(converted=True)] = msgspec.field(default=0, name="PreferredTZLocation")
    preferred_tz_location_data: Annotated[TimeZoneData | None, SERVER_NO_RIGHT] = msgspec.field(
        default=None, name="PreferredTZLocationData"
    )
    sale: Annotated[Sale | None, Note(mdo="sale")] = None
    suggested_appointment_id: Int32 = 0
    is_mile_stone: bool = False
    caution_warning: Annotated[AppointmentCautionWarning, Note(length=2, plain=True)] = AppointmentCautionWarning.OK
    owned_externally: Annotated[AppointmentExternalOwner, NO_RIGHT] = AppointmentExternalOwner.None_
    join_videomeet_url: Annotated[str, text(2000, converted=True)] = ""
    centralservice_videomeet_id: Annotated[str, text(100, converted=True)] = ""
    title: Annotated[str, text(4000, converted=True)] | None = None
    agenda: Annotated[str, text(0, converted=True)] = ""
    internal_notes: Annotated[str, text(0, converted=True)] = ""
    user_defined_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    extra_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    custom_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    publish_event_date: Annotated[WallDate, SERVER_NO_RIGHT] = NO_WALL_DATE
    publish_to: Annotated[WallDate, SERVER_NO_RIGHT] = NO_WALL_DATE
    publish_from: Annotated[WallDate, SERVER_NO_RIGHT] = NO_WALL_DATE
    is_published: Annotated[bool, SERVER_NO_RIGHT] = False
    visible_for: Annotated[list[VisibleFor] | None, Note(clr="System.Int32", length=0)] = None
