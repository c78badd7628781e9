"""The project, whole."""

from typing import Annotated

from openkontor.carriers.appointment import Link
from openkontor.carriers.associate import Associate
from openkontor.carriers.declare import (
    KEY,
    MONITOR,
    NO_RIGHT,
    SERVER,
    SERVER_NAME,
    SERVER_NO_RIGHT,
    Entity,
    Int32,
    Note,
    text,
)
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import ProjectStatus, ProjectType
from openkontor.carriers.project import ProjectMember
from openkontor.carriers.values import (
    LAST_WALL_DATE,
    NO_BASE_STAMP,
    NO_STAMP,
    NO_WALL_DATE,
    BaseStamp,
    Stamp,
    WallDate,
)


class ProjectEntity(Entity):
    """The project, whole."""

    project_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(219, mandatory="[SR_MANDATORY_FIELD_2817]")] = ""
    project_number: Annotated[str, text(49, mandatory="[SR_MANDATORY_FIELD_2818]")] = ""
    project_members: Annotated[list[ProjectMember] | None, Note(length=0, clr="")] = None
    urls: list[EntityElement] | None = None
    created_date: Annotated[Stamp, SERVER] = NO_STAMP
    updated_date: Annotated[Stamp, SERVER] = NO_STAMP
    description: Annotated[str, text(2047, converted=True)] = ""
    postit: Annotated[str, text(2047, converted=True)] = ""
    created_by: Annotated[Associate | None, SERVER] = None
    updated_by: Annotated[Associate | None, SERVER] = None
    associate: Annotated[Associate | None, Note(mdo="associate")] = None
    project_status: Annotated[ProjectStatus | None, Note(mdo="projectstatus")] = None
    project_type: Annotated[ProjectType | None, Note(mdo="projecttype")] = None
    has_image: Annotated[bool, Note(length=0, read_only=True)] = False
    image_description: Annotated[str, SERVER_NAME] = ""
    active_status_monitor_id: Annotated[Int32, MONITOR] = 0
    links: Annotated[list[Link] | None, Note(clr="System.Int32", length=4)] = None
    active_links: Annotated[Int32, Note(read_only=True, converted=True)] = 0
    completed: bool = False
    next_milestone_date: Annotated[BaseStamp, SERVER] = NO_BASE_STAMP
    nmd_appointment_id: Annotated[Int32, SERVER] = 0
    end_date: WallDate = NO_WALL_DATE
    active_erp_links: Annotated[Int32, SERVER] = 0
    event_id: Annotated[Int32, SERVER] = 0
    start_date: WallDate = NO_WALL_DATE
    user_defined_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    extra_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    custom_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    publish_event_date: Annotated[WallDate, SERVER_NO_RIGHT] = NO_WALL_DATE
    publish_to: Annotated[WallDate, SERVER_NO_RIGHT] = LAST_WALL_DATE
    publish_from: Annotated[WallDate, SERVER_NO_RIGHT] = NO_WALL_DATE
    is_published: Annotated[bool, SERVER_NO_RIGHT] = False
