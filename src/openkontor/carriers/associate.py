"""The users of the CRM."""

from typing import Annotated

from openkontor.carriers.declare import SHORT, Carrier, Int16, Int32
from openkontor.carriers.values import Published


class UserType(Published):
    """What kind of user an associate is."""

    Unknown = "Unknown", 0
    InternalAssociate = "InternalAssociate", 1
    ResourceAssociate = "ResourceAssociate", 2
    ExternalAssociate = "ExternalAssociate", 3
    AnonymousAssociate = "AnonymousAssociate", 4
    SystemAssociate = "SystemAssociate", 5


class Associate(Carrier):
    """The user of the CRM: who logs in and owns things."""

    associate_id: Int32 = 0
    name: str = ""
    person_id: Int32 = 0
    rank: Annotated[Int16, SHORT] = 0
    tooltip: str = ""
    type: UserType = UserType.Unknown
    group_idx: Int32 = 0
    full_name: str = ""
    formal_name: str = ""
    deleted: bool = False
    ej_user_id: Int32 = 0
    user_name: str | None = None
    extra_fields: dict[str, str] | None = None
    custom_fields: dict[str, str] | None = None


class UserInfo(Carrier):
    """The user behind a person, short."""

    deleted: bool = False
    user_info_id: Int32 = 0
    user_name: str = ""
    person_id: Int32 = 0
    rank: Annotated[Int16, SHORT] = 0
    tooltip: str = ""
    user_group_id: Int32 = 0
    ej_user_id: Int32 = 0
    user_type: UserType = UserType.Unknown
    granted_licenses: list[str] | None = None
    can_logon: bool = False
    role_name: str = ""
    role_tooltip: str = ""
    user_group_name: str = ""
    user_group_tooltip: str = ""
