"""The choices of a list."""

from typing import Annotated

from openkontor.carriers.declare import KEY, Carrier, Int32
from openkontor.carriers.values import NO_BASE_STAMP, BaseStamp

SEPARATOR_ID = -2147483647  # what stands between choices and headings


class MDOListItem(Carrier):
    """One choice of an MDO list."""

    id: Annotated[Int32, KEY] = 0
    name: str = ""
    tool_tip: str = ""
    deleted: bool = False
    rank: Int32 = 0
    type: str = ""
    child_items: "list[MDOListItem] | None" = None
    icon_hint: str = ""
    color_block: Int32 = 0
    extra_info: str = ""
    style_hint: str = ""
    full_name: str | None = None


class SelectableMDOListItem(Carrier):
    """One choice of an MDO list, with whether it is chosen and since when."""

    id: Annotated[Int32, KEY] = 0
    name: str = ""
    tool_tip: str = ""
    deleted: bool = False
    rank: Int32 = 0
    type: str | None = None
    color_block: Int32 = 0
    icon_hint: str | None = None
    selected: bool = False
    last_changed: BaseStamp = NO_BASE_STAMP
    child_items: "list[SelectableMDOListItem] | None" = None
    extra_info: str | None = None
    style_hint: str | None = None
    hidden: bool = False
    full_name: str | None = None
