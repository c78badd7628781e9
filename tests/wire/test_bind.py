"""A plain tree in any spelling becomes a carrier; what does not fit is named by its field."""

import math

import pytest

from openkontor.carriers.address import Address
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.list_entities import SaleTypeEntity
from openkontor.carriers.recurrence import RecurrenceWeekPattern
from openkontor.carriers.time_zone import TimeZoneData
from openkontor.errors import ApiError, Invalid, RequestError
from openkontor.wire.bind import bind
from tests.wire.carriers import DRESS


def test_names_have_any_case_and_values_any_spelling():
    read = bind(
        {"CONTACTid": "7", "xstop": "true", "nomailing": 1, "name": 3, "category": {"ID": "5", "new": 1}, "new": {}},
        ContactEntity,
        DRESS,
    )
    assert (read.contact_id, read.xstop, read.no_mailing, read.name, read.category.id) == (7, True, True, "3", 5)


def test_of_names_that_differ_in_case_the_last_wins():
    assert bind({"Name": "a", "NAME": "b", "name": None}, ContactEntity, DRESS).name == "b"


def test_keys_of_dictionaries_stay_and_what_they_lead_to_is_folded():
    read = bind({"customfields": {"x_A": 1, "X_a": None, "x_b": True}}, ContactEntity, DRESS)
    assert read.custom_fields == {"x_A": "1", "X_a": "", "x_b": "True"}
    zone = bind({"timezonestdrules": {"2024 A": {"tzoffset": "-60"}}}, TimeZoneData, DRESS)
    assert zone.time_zone_std_rules["2024 A"].tz_offset == -60


def test_null_is_nothing():
    assert bind(None, ContactEntity, DRESS) is None
    assert bind({"Name": None, "Category": None}, ContactEntity, DRESS) == ContactEntity()


@pytest.mark.parametrize(
    ("tree", "carrier", "named"),
    [
        ({"Category": {"Id": "many"}}, ContactEntity, "Category.Id"),
        ({"Emails": [{}, {"Value": {}}]}, ContactEntity, "Emails[1].Value"),
        ({"DbiAgentId": 2**31}, ContactEntity, "DbiAgentId"),
        ({"Name": "x" * 220}, ContactEntity, "Name"),
        ({"DbiLastModified": "soon"}, ContactEntity, "DbiLastModified"),
        ({"DbiLastModified": 5}, ContactEntity, "DbiLastModified"),
        ({"Type": "nonsense"}, AppointmentEntity, "Type"),
        ({"AlarmLeadTime": "long"}, AppointmentEntity, "AlarmLeadTime"),
        ({"Weekdays": "Noday"}, RecurrenceWeekPattern, "Weekdays"),
        ({"Weekdays": 2**31}, RecurrenceWeekPattern, "Weekdays"),
        ({"Address": {"Wgs84Latitude": math.nan}}, ContactEntity, "Address.Wgs84Latitude"),
        ({"Address": {"Wgs84Latitude": "nan"}}, ContactEntity, "Address.Wgs84Latitude"),
        ({"Emails": [{"Value": "a\x00"}]}, ContactEntity, "Emails[0].Value"),
        ({"Unknown": {"deep": ["\ud800"]}}, ContactEntity, "Unknown.deep[0]"),
        ({"CustomFields": {"a\x00": ""}}, ContactEntity, "CustomFields"),
    ],
)
def test_what_does_not_fit_is_named(tree, carrier, named):
    with pytest.raises(ApiError) as refused:
        bind(tree, carrier, DRESS)
    error = refused.value
    assert error.status == 400
    assert (error.message if isinstance(error, Invalid) else error.detail).startswith(f"{named}: ")


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"Type": "x" * 80}, f"Type: '{'x' * 50}' is none of Unknown, inDiary, inChecklist, "),
        ({"Type": "it - at `$.Name`"}, "Type: 'it - at `$.Name`' is none of Unknown, "),
        ({"Type": "of length <= 5"}, "Type: 'of length <= 5' is none of Unknown, "),
        ({"Type": 1.5}, "Type: one of Unknown, inDiary, "),
        ({"StartDate": "x" * 80}, f"StartDate: '{'x' * 50}' is not a date such as 2024-05-31T12:30:00"),
        ({"AlarmLeadTime": "1" * 5000 + ":00"}, f"AlarmLeadTime: '{'1' * 50}' is not a time span such as "),
        ({"AlarmLeadTime": {}}, "AlarmLeadTime: a time span such as 00:05:00 is expected, not an object"),
        (
            {"visiblefor": [{"visibility": True}]},
            "VisibleFor[0].Visibility: one of All, Associate, Group is expected, not",
        ),
        ([], "The body: an object is expected, not a list"),
    ],
)
def test_what_belongs_there_is_said_and_what_was_sent_is_shown_in_short(tree, said):
    with pytest.raises(RequestError) as refused:
        bind(tree, AppointmentEntity, DRESS)
    assert refused.value.detail.startswith(said)


def test_a_flag_beyond_32_bits_is_told_the_end_it_is_beyond():
    for number, limit in ((2**31, "most 2147483647"), (-(2**31) - 1, "least -2147483648")):
        with pytest.raises(RequestError) as refused:
            bind({"Weekdays": number}, RecurrenceWeekPattern, DRESS)
        assert refused.value.detail == f"Weekdays: a whole number of at {limit} is expected"


def test_a_number_is_told_how_far_it_may_go():
    with pytest.raises(RequestError) as refused:
        bind({"Wgs84Latitude": 91}, Address, DRESS)
    assert refused.value.detail == "Wgs84Latitude: a number of at most 90.0 is expected"


def test_of_many_names_none_is_listed():
    with pytest.raises(RequestError) as refused:
        bind({"DurationUnit": "Aeon"}, SaleTypeEntity, DRESS)
    assert refused.value.detail == "DurationUnit: Invalid enum value 'Aeon'"


def test_a_tree_that_nests_itself_too_deeply_is_refused():
    tree = {}
    for _ in range(5000):
        tree = {"Interests": [{"ChildItems": [tree]}]}
    with pytest.raises(ApiError) as refused:
        bind(tree, ContactEntity, DRESS)
    assert refused.value.status == 400
