"""Lists as those who look after them see them: the lists, their items and headings."""

from typing import Annotated

import msgspec

from openkontor.carriers.declare import KEY, SERVER, SHORT, Carrier, Entity, Int16, Int32, text
from openkontor.carriers.lists import CategoryGroup
from openkontor.carriers.values import Published


class ListEntity(Entity):
    """A list: built in, or one's own."""

    id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    deleted: bool = False
    rank: Int32 = 0
    is_custom_list: Annotated[bool, SERVER] = False
    is_mdo_list: Annotated[bool, SERVER] = msgspec.field(default=False, name="IsMDOList")
    use_groups_and_headings: bool = False
    list_type: Annotated[str | None, SERVER] = None
    in_use_by_user_defined_fields: Annotated[bool, SERVER] = False


class ListItemEntity(Carrier):
    """An item of any list."""

    id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    deleted: bool = False
    ud_list_definition_id: Int32 = 0
    rank: Int32 = 0


class HeadingEntity(Carrier):
    """What items of a list are put under."""

    heading_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    deleted: bool = False
    rank: Annotated[Int16, SHORT] = 0
    ud_list_definition_id: Int32 = 0


class CategoryEntity(Carrier):
    """A category of companies, with what it says of them."""

    category_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    category_group: CategoryGroup = CategoryGroup.Unknown
    tooltip: Annotated[str, text(254)] = ""
    rank: Int32 = 0
    enable_lead_status: bool = False
    category_family_id: Annotated[Int32, SERVER] = 0
    deleted: bool = False


class UserGroup(Carrier):
    """A group of users."""

    value: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    id: Annotated[Int32, KEY] = 0
    rank: Annotated[Int16, SHORT] = 0
    deleted: bool = False


class RelationTarget(Published):
    """What a kind of relation begins or ends at."""

    Nothing = "None", 0
    Contact = "Contact", 1
    Person = "Person", 2
    Both = "Both", 3


class RelationDefinitionEntity(Entity):
    """A kind of relation between companies and people."""

    reldef_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    passive_text: Annotated[str, text(254)] = ""
    deleted: bool = False
    rank: Annotated[Int16, SHORT] = 0
    source: RelationTarget = RelationTarget.Nothing
    destination: RelationTarget = RelationTarget.Nothing
