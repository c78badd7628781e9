"""The project, short."""

import msgspec

from openkontor.carriers.declare import Carrier, Int32
from openkontor.carriers.values import NO_STAMP, NO_WALL_DATE, Stamp, WallDate


class Project(Carrier):
    """The project, short."""

    project_id: Int32 = 0
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
    publish_to: WallDate = NO_WALL_DATE
    publish_from: WallDate = NO_WALL_DATE
    is_published: bool = False
    url_name: str = msgspec.field(default="", name="URLName")
    project_number: str = ""
    active_erp_links: Int32 = 0
    event_id: Int32 = 0
    start_date: WallDate = NO_WALL_DATE
