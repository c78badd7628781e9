"""The project, short, and its members."""

from typing import Annotated

import msgspec

from openkontor.carriers.declare import KEY, SERVER, SERVER_NAME, Carrier, Entity, Int32, text
from openkontor.carriers.values import (
    LAST_WALL_DATE,
    NO_STAMP,
    NO_WALL_DATE,
    Published,
    Stamp,
    WallDate,
)


class ProjectMemberEventParticipantStatus(Published):
    """What a member of a project has said to the event that the project is."""

    NotAnEvent = "NotAnEvent", 0
    NotReacted = "NotReacted", 1
    ReactedNo = "ReactedNo", 2
    ReactedYes = "ReactedYes", 3
    Show = "Show", 4
    NoShow = "NoShow", 5


class Project(Carrier):
    """The project, short."""

    project_id: Annotated[Int32, KEY] = 0
    name: str = ""
    description: str = ""
    url: str = msgspec.field(default="", name="URL")
    type: str = ""
    associate_id: Int32 = 0
    associate_full_name: str = ""
    type_id: Int32 = 0
    updated: Stamp = NO_STAMP
    status_id: Int32 = 0
    status: str = ""
    text_id: Int32 = 0
    publish_to: WallDate = LAST_WALL_DATE
    publish_from: WallDate = NO_WALL_DATE
    is_published: bool = False
    url_name: str = msgspec.field(default="", name="URLName")
    project_number: str = ""
    active_erp_links: Int32 = 0
    event_id: Int32 = 0
    start_date: WallDate = NO_WALL_DATE


class ProjectMember(Entity):
    """A person, or a whole company, in a project."""

    projectmember_id: Annotated[Int32, KEY] = 0
    contact_id: Int32 = 0
    project_id: Int32 = 0
    contact_name: Annotated[str, SERVER_NAME] = ""
    contact_department: Annotated[str, SERVER_NAME] = ""
    project_name: Annotated[str, SERVER_NAME] = ""
    email_id: Annotated[Int32, SERVER] = 0
    email_address: Annotated[str, SERVER_NAME] = ""
    country_id: Annotated[Int32, SERVER] = 0
    firstname: Annotated[str, SERVER_NAME] = ""
    middle_name: Annotated[str, SERVER_NAME] = ""
    lastname: Annotated[str, SERVER_NAME] = ""
    person_id: Int32 = 0
    mrmrs: Annotated[str, SERVER_NAME] = ""
    project_member_type_name: Annotated[str, text(239, converted=True)] = ""
    phone: Annotated[str, SERVER_NAME] = ""
    phone_id: Annotated[Int32, SERVER] = 0
    project_member_type_id: Int32 = 0
    email_address_name: Annotated[str, SERVER_NAME] = ""
    comment: Annotated[str, text(2047, converted=True)] = ""
    full_name: Annotated[str, SERVER_NAME] = ""
    registered: Annotated[Stamp, SERVER] = NO_STAMP
    updated: Annotated[Stamp, SERVER] = NO_STAMP
    event_participant_status: ProjectMemberEventParticipantStatus = ProjectMemberEventParticipantStatus.NotAnEvent
