"""What the Archive agent is asked, and the rows it gives (protocol reference 8.5)."""

import msgspec

from openkontor.carriers.declare import Carrier, Int32
from openkontor.carriers.values import Published


class InterRestrictionOperator(Published):
    """How a restriction is joined to the one behind it."""

    None_ = "None", 0
    And = "And", 1
    Or = "Or", 2


class OrderBySortType(Published):
    """Which way rows are sorted."""

    ASC = "ASC", 0
    DESC = "DESC", 1


class ArchiveColumnInfo(msgspec.Struct, rename="pascal"):
    """What a column of an archive is, and what it can do."""

    display_name: str | None = ""
    display_tooltip: str | None = ""
    display_type: str | None = ""
    can_order_by: bool = False
    name: str | None = ""
    can_restrict_by: bool = False
    restriction_type: str | None = ""
    restriction_list_name: str | None = ""
    is_visible: bool = False
    width: str | None = ""
    icon_hint: str | None = ""
    heading_icon_hint: str | None = ""
    extra_info: str | None = ""


class ArchiveRestrictionInfo(msgspec.Struct, rename="pascal"):
    """One condition of a list: a column, an operator, values; with how it is joined to the next one."""

    name: str | None = ""
    operator: str | None = ""
    values: list[str] | None = None
    display_values: list[str] | None = None
    column_info: ArchiveColumnInfo | None = None
    is_active: bool = True
    sub_restrictions: "list[ArchiveRestrictionInfo] | None" = None
    inter_parenthesis: Int32 = 0
    inter_operator: InterRestrictionOperator | None = None
    unique_hash: Int32 = 0


class ArchiveOrderByInfo(msgspec.Struct, rename="pascal"):
    """A column that rows are sorted by."""

    name: str | None = ""
    direction: OrderBySortType | None = None


class ArchiveColumnData(msgspec.Struct, rename="pascal", gc=False):
    """One value of a row."""

    display_value: str | None = ""
    tooltip_hint: str | None = ""
    link_hint: str | None = ""


class ArchiveListItem(Carrier):
    """One row of an archive."""

    entity_name: str = ""
    primary_key: Int32 = 0
    column_data: dict[str, ArchiveColumnData] | None = None
    link_hint: str = ""
    style_hint: str = ""


class ArchiveListResult(Carrier):
    """Rows of an archive, and how many there are in all."""

    row_count: Int32 = 0
    rows: list[ArchiveListItem] | None = None
