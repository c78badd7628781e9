"""Preferences: settings of the system, of groups and of users."""

from typing import Annotated

from openkontor.carriers.declare import SERVER, Carrier, Int32, text
from openkontor.carriers.values import Published


class PreferenceLevel(Published):
    """Whom a value counts for; what is nearer to the user counts more."""

    Undefined = "Undefined", 0
    HardDefault = "HardDefault", 1
    SystemWide = "SystemWide", 2
    Database = "Database", 3
    Group = "Group", 4
    Individual = "Individual", 5
    PC = "PC", 6


class PrefDescValueType(Published):
    """What kind of value a preference has."""

    Unknown = "Unknown", 0
    Number = "Number", 1
    Text = "Text", 2
    Bool = "Bool", 3
    ListOfValues = "ListOfValues", 4
    ListTableRef = "ListTableRef", 5
    TimeList = "TimeList", 6
    ContactID = "ContactID", 7
    PersonID = "PersonID", 8
    ProjectID = "ProjectID", 9
    SelectionID = "SelectionID", 10
    PosSize = "PosSize", 11
    TimeZone = "TimeZone", 12
    Time = "Time", 13
    Password = "Password", 14
    MultiLineText = "MultiLineText", 15


class PreferenceSpec(Carrier):
    """Which preference."""

    section: Annotated[str, text(199)] = ""
    key: Annotated[str, text(199)] = ""


class TabOrder(Carrier):
    """The order of tabs, as a user wants it."""

    tab_order_id: Int32 = 0
    tab_name: str = ""
    order: str = ""
    associate_id: Int32 = 0


class Preference(Carrier):
    """A preference's value, and where it was set."""

    level: PreferenceLevel = PreferenceLevel.Undefined
    raw_value: Annotated[str, text(2046)] = ""
    specification: PreferenceSpec | None = None
    display_value: Annotated[str, SERVER] = ""
    display_tooltip: Annotated[str, SERVER] = ""
    display_type: Annotated[PrefDescValueType, SERVER] = PrefDescValueType.Unknown
    tab_order: Annotated[TabOrder | None, SERVER] = None
    target_id: Int32 = 0
    pref_desc_id: Annotated[Int32, SERVER] = 0
    table_name: Annotated[str, SERVER] = ""
    user_preference_id: Annotated[Int32, SERVER] = 0
