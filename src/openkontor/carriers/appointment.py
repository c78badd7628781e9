"""What an appointment refers to."""

import msgspec

from openkontor.carriers.declare import Carrier, Int32
from openkontor.carriers.values import Published


class AppointmentPrivate(Published):
    """Who may see an appointment, in one word."""

    Public = "Public", 0
    PrivateUser = "PrivateUser", 1
    PrivateGroup = "PrivateGroup", 2


class AppointmentType(Published):
    """Which kind of activity an appointment row is."""

    Unknown = "Unknown", 0
    InDiary = "inDiary", 1
    InChecklist = "inChecklist", 2
    Note = "Note", 3
    Document = "Document", 4
    SavedReport = "SavedReport", 5
    BookingForDiary = "BookingForDiary", 6
    BookingForChecklist = "BookingForChecklist", 7
    MergeDraft = "MergeDraft", 8
    MergeFinal = "MergeFinal", 9


# The rows that are documents.
DOCUMENT_TYPES = (
    AppointmentType.Document,
    AppointmentType.SavedReport,
    AppointmentType.MergeDraft,
    AppointmentType.MergeFinal,
)


class ActivityStatus(Published):
    """How far an activity is."""

    Unknown = "Unknown", 0
    NotStarted = "NotStarted", 1
    Started = "Started", 2
    Completed = "Completed", 3


class AssignmentStatus(Published):
    """How far the assigning of an appointment is."""

    Unknown = "Unknown", 0
    None_ = "None", 1
    Assigning = "Assigning", 11
    Seen = "Seen", 12
    Declined = "Declined", 13


class InvitationStatus(Published):
    """How far an invitation is."""

    Unknown = "Unknown", 0
    None_ = "None", 1
    Accepted = "Accepted", 2
    Hidden = "Hidden", 4
    Invitation = "Invitation", 5
    Moved = "Moved", 6
    Seen = "Seen", 7
    MovedSeen = "MovedSeen", 8
    Declined = "Declined", 9
    Cancelled = "Cancelled", 10


class BookingType(Published):
    """Whether an appointment is a booking, and on which side."""

    Unknown = "Unknown", 0
    None_ = "None", 1
    Owner = "Owner", 2
    Participant = "Participant", 3


class AppointmentCautionWarning(Published):
    """What is wrong between an appointment and its outside copy."""

    OK = "OK", 0
    NotInSync = "NotInSync", 1
    NotNotifiedByEmail = "NotNotifiedByEmail", 2
    RecurrencePatternNotSupported = "RecurrencePatternNotSupported", 3
    IncomingRecurrenceChangeNotSupported = "IncomingRecurrenceChangeNotSupported", 4
    ExternalParticipantsDateTimeMismatch = "ExternalParticipantsDateTimeMismatch", 5


class AppointmentExternalOwner(Published):
    """Which outside calendar owns an appointment."""

    None_ = "None", 0
    Other = "Other", 1
    Outlook = "Outlook", 2
    Google = "Google", 3


class Visibility(Published):
    """Who one line of VisibleFor names."""

    All = "All", 0
    Associate = "Associate", 1
    Group = "Group", 2


class VisibleFor(Carrier):
    """One who may see a record."""

    visible_id: Int32 = 0
    visibility: Visibility = Visibility.All
    display_value: str = ""


class Link(Carrier):
    """A record linked to an appointment."""

    entity_name: str = ""
    id: Int32 = 0
    description: str = ""
    extra_info: str | None = None
    link_id: Int32 = 0


class ExternallyOwnedType(Published):
    """The part a guest of an outside meeting plays."""

    Unknown = "Unknown", 0
    Organizer = "Organizer", 1
    Required = "Required", 2
    Optional = "Optional", 3
    Resource = "Resource", 4


class ExternallyOwnedStatus(Published):
    """What a guest of an outside meeting answered."""

    Unknown = "Unknown", 0
    TentativelyAccepted = "TentativelyAccepted", 1
    Accepted = "Accepted", 2
    Declined = "Declined", 3
    NotResponded = "NotResponded", 4


class ParticipantInfo(msgspec.Struct, rename="pascal"):
    """One participant of a booking."""

    associate_id: Int32 = 0
    person_id: Int32 = 0
    contact_id: Int32 = 0
    email_id: Int32 = 0
    send_email: bool = False
    invitation_status: InvitationStatus = InvitationStatus.Unknown
    email_address: str = ""
    description: str = ""
    externally_owned_type: ExternallyOwnedType = ExternallyOwnedType.Unknown
    externally_owned_status: ExternallyOwnedStatus = ExternallyOwnedStatus.Unknown
