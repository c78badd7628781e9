"""Kinds of appointment."""

from typing import Annotated

from openkontor.carriers.declare import SHORT, Carrier, Int16, Int32
from openkontor.carriers.values import Published


class TaskDirection(Published):
    """Whether a kind of appointment comes in or goes out."""

    Unknown = "Unknown", 0
    Incoming = "Incoming", 1
    Outgoing = "Outgoing", 2
    SaintAll = "SaintAll", 3


class TaskType(Published):
    """What a task item is for."""

    Unknown = "Unknown", 0
    Appointment = "Appointment", 1
    Document = "Document", 2
    Email = "Email", 3
    Fax = "Fax", 4
    Phone = "Phone", 5
    ToDo = "ToDo", 6
    MailMergeDraft = "MailMergeDraft", 7
    MailMergeFinal = "MailMergeFinal", 8
    Report = "Report", 9
    SaintAll = "SaintAll", 10


class ColorIndex(Published):
    """Colour of a task in the diary."""

    LightBlue = "LightBlue", 0
    DarkBlue = "DarkBlue", 1
    LightGray = "LightGray", 2
    DarkGray = "DarkGray", 3
    LightGreen = "LightGreen", 4
    DarkGreen = "DarkGreen", 5
    LightYellow = "LightYellow", 6
    DarkYellow = "DarkYellow", 7
    LightRed = "LightRed", 8
    DarkRed = "DarkRed", 9
    BlueAlt1 = "BlueAlt1", 10
    BlueAlt2 = "BlueAlt2", 11
    BlueAlt3 = "BlueAlt3", 12
    GrayAlt1 = "GrayAlt1", 13
    GrayAlt2 = "GrayAlt2", 14
    GrayAlt3 = "GrayAlt3", 15
    GreenAlt1 = "GreenAlt1", 16
    GreenAlt2 = "GreenAlt2", 17
    GreenAlt3 = "GreenAlt3", 18
    YellowAlt1 = "YellowAlt1", 19
    YellowAlt2 = "YellowAlt2", 20
    YellowAlt3 = "YellowAlt3", 21
    RedAlt1 = "RedAlt1", 22
    RedAlt2 = "RedAlt2", 23
    RedAlt3 = "RedAlt3", 24


class VideoMeetingStatus(Published):
    """What a kind of appointment does to its video meeting."""

    NoChange = "NoChange", 0
    VideoMeetingOn = "VideoMeetingOn", 1
    VideoMeetingOff = "VideoMeetingOff", 2


class TaskListItem(Carrier):
    """A kind of appointment."""

    task_list_item_id: Int32 = 0
    value: str = ""
    direction: TaskDirection = TaskDirection.Unknown
    type: TaskType = TaskType.Unknown
    tooltip: str = ""
    deleted: bool = False
    intent_id: Int32 = 0
    rank: Annotated[Int16, SHORT] = 0
    is_default_allday_event: bool = False
    is_default_free: bool = False
    is_default_published: bool = False
    color_index: ColorIndex = ColorIndex.LightBlue
    default_videomeeting_status: VideoMeetingStatus = VideoMeetingStatus.NoChange
