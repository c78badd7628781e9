"""Time zones."""

import msgspec

from openkontor.carriers.declare import Int32


class TimeZoneRule(msgspec.Struct, rename="pascal"):
    """When a time zone changes to or from summer time."""

    tz_offset: Int32 = msgspec.field(default=0, name="TZOffset")
    start_rule_pattern: str = ""
    end_rule_pattern: str = ""
    start_day: Int32 = 0
    start_month: Int32 = 0
    end_day: Int32 = 0
    end_month: Int32 = 0


class TimeZoneData(msgspec.Struct, rename="pascal"):
    """A time zone."""

    tz_location_id: Int32 = msgspec.field(default=0, name="TZLocationID")
    name: str = ""
    tz_location_code: str = msgspec.field(default="", name="TZLocationCode")
    tz_location_cities: str = msgspec.field(default="", name="TZLocationCities")
    iso_number: Int32 = 0
    time_zone_std_rules: dict[str, TimeZoneRule] | None = msgspec.field(default=None, name="TimeZoneSTDRules")
    time_zone_dst_rules: dict[str, TimeZoneRule] | None = msgspec.field(default=None, name="TimeZoneDSTRules")
