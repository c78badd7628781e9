"""Who is logged in."""

import msgspec

from openkontor.carriers.associate import UserType
from openkontor.carriers.declare import Carrier, Int32
from openkontor.carriers.values import NO_WALL_DATE, Published, WallDate


class RoleType(Published):
    """Who a role is for."""

    Employee = "Employee", 0
    ExternalUser = "ExternalUser", 1
    Anonymous = "Anonymous", 2
    System = "System", 3


class LicenseType(Published):
    """What a licence is given to."""

    Unknown = "Unknown", 0
    SiteLicense = "SiteLicense", 1
    SatelliteLicense = "SatelliteLicense", 2
    UserLicense = "UserLicense", 3


class EjUserStatus(Published):
    """Whether the service side of a user is in use."""

    StatusNone = "StatusNone", 0
    StatusNormal = "StatusNormal", 1
    StatusNotAvailable = "StatusNotAvailable", 2
    StatusDeleted = "StatusDeleted", 3
    StatusReadOnly = "StatusReadOnly", 4
    StatusSpm = "StatusSpm", 5
    StatusSystem = "StatusSystem", 127


class GrantedModuleLicense(Carrier):
    """A licence of a module."""

    owner_id: Int32 = 0
    owner_name: str = ""
    owner_description: str = ""
    module_id: Int32 = 0
    name: str = ""
    description: str = ""
    version: str = ""
    license_type: LicenseType = LicenseType.Unknown
    extra_flags: Int32 = 0
    sort_order: Int32 = 0
    license_number: Int32 = 0
    is_hidden: bool = False
    is_unrestricted: bool = False
    expiry_date: WallDate = NO_WALL_DATE


class ProvidedCredential(msgspec.Struct, rename="pascal"):
    """A credential that a user logged in with."""

    type: str = ""
    search_name: str = ""
    display_name: str = ""
    credential_id: Int32 = 0


class SoPrincipalCarrier(msgspec.Struct, rename="pascal"):
    """Who is logged in, with groups, role and rights."""

    user_type: UserType = UserType.Unknown
    associate: str = ""
    associate_id: Int32 = 0
    is_person: bool = False
    person_id: Int32 = 0
    country_id: Int32 = 0
    home_country_id: Int32 = 0
    contact_id: Int32 = 0
    group_id: Int32 = 0
    business_id: Int32 = 0
    category_id: Int32 = 0
    contact_owner: Int32 = 0
    role_id: Int32 = 0
    role_name: str = ""
    role_description: str = ""
    role_type: RoleType = RoleType.Employee
    licenses: list[GrantedModuleLicense] | None = None
    full_name: str = ""
    e_mail_address: str = ""
    function_rights: list[str] | None = None
    ej_user_id: Int32 = 0
    ej_access_level: Int32 = 0
    ej_user_status: EjUserStatus = EjUserStatus.StatusNone
    provided_credentials: list[ProvidedCredential] | None = None
    secondary_groups: list[Int32] | None = None
    database_context_identifier: str = ""
