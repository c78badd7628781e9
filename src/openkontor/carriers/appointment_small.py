"""The appointment, short."""

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
)
from openkontor.carriers.declare import KEY, SHORT, Carrier, Int16, Int32
from openkontor.carriers.recurrence import RecurrencePattern
from openkontor.carriers.task import TaskType
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


class Appointment(Carrier):
    """The appointment, short."""

    appointment_id: Annotated[Int32, KEY] = 0
    start_date: Calendar = NO_CALENDAR
    end_date: Calendar = NO_CALENDAR
    type: AppointmentType = AppointmentType.Unknown
    task: str = ""
    associate_full_name: str = ""
    contact_name: str = ""
    description: str = ""
    person_full_name: str = ""
    person_id: Int32 = 0
    contact_id: Int32 = 0
    project_id: Int32 = 0
    project_name: str = ""
    is_published: bool = False
    associate_id: Int32 = 0
    color_index: Annotated[Int16, SHORT] = 0
    is_free: bool = False
    has_alarm: bool = False
    is_allday_event: bool = False
    private: AppointmentPrivate = AppointmentPrivate.Public
    priority_id: Int32 = 0
    priority_name: str = ""
    task_type: TaskType = TaskType.Unknown
    is_booking_main: bool = False
    is_recurrence: bool = False
    is_booking: bool = False
    active_date: Calendar = NO_CALENDAR
    assignment_status: AssignmentStatus = AssignmentStatus.Unknown
    invitation_status: InvitationStatus = InvitationStatus.Unknown
    booking_type: BookingType = BookingType.Unknown
    completed: ActivityStatus = ActivityStatus.Unknown
    recurring_pattern: RecurrencePattern = RecurrencePattern.Unknown
    recurring_start_date: WallDate = NO_WALL_DATE
    recurring_end_date: WallDate = NO_WALL_DATE
    mother_id: Int32 = 0
    assigned_by: Int32 = 0
    assigned_by_full_name: str = ""
    reject_reason: str = ""
    location: str = ""
    alarm_lead_time: Duration = NO_TIME
    sale_id: Int32 = 0
    sale_name: str = ""
    associate_name: str = ""
    created_date: Stamp = NO_STAMP
    created_by: str = ""
    created_by_full_name: str = ""
    created_by_associate_id: Int32 = 0
    caution_warning: AppointmentCautionWarning = AppointmentCautionWarning.OK
    owned_externally: AppointmentExternalOwner = AppointmentExternalOwner.None_
    mother_associate_id: Int32 = 0
    join_videomeet_url: str = ""
    preferred_tz_location: Int32 = msgspec.field(default=0, name="PreferredTZLocation")
    title: str = ""
    agenda: str = ""
    internal_notes: str = ""
    task_id: Int32 = 0
