"""Forms: flat names say where each text belongs; nothing in them can grow beyond the body's size."""

import tracemalloc
from urllib.parse import urlencode

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openkontor.carriers.address import Address
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.declare import Int32
from openkontor.carriers.time_zone import TimeZoneData
from openkontor.errors import ApiError
from openkontor.wire import as_form, as_json
from openkontor.wire.bind import bind
from tests.wire.carriers import CARRIERS, DRESS, GENERATED, REQUESTS, TEXTS, filled


def tree(body, carrier=ContactEntity):
    return as_form.tree(body.encode(), carrier)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Name=Nordlys+AS&Department=A%26B%3D%C3%A5", {"Name": "Nordlys AS", "Department": "A&B=å"}),
        ("NAME=a&name=b", {"Name": "b"}),
        ("Category.Id=3", {"Category": {"Id": "3"}}),
        ("category[id]=3&category[value]=x", {"Category": {"Id": "3", "Value": "x"}}),
        ("Phones[0].Value=1&Phones[0].Description=a", {"Phones": [{"Value": "1", "Description": "a"}]}),
        ("phones[1][value]=2&phones[0].value=1", {"Phones": [{"Value": "1"}, {"Value": "2"}]}),
        ("Interests[7].Id=1&Interests[999999999].Id=2", {"Interests": [{"Id": "1"}, {"Id": "2"}]}),
        ("Domains=a&Domains=b&Domains[]=c", {"Domains": ["a", "b", "c"]}),
        ("Domains=c&Domains[5]=b&Domains[0]=a", {"Domains": ["a", "b", "c"]}),
        ("Domains=", {"Domains": []}),
        ("Domains[1]=&Domains[0]=a", {"Domains": ["a", ""]}),
        ("Phones=", {"Phones": []}),
        ("CustomFields[x_name]=1&CustomFields.x_b=2", {"CustomFields": {"x_name": "1", "x_b": "2"}}),
        ("CustomFields[SuperOffice:1]=[I:3]", {"CustomFields": {"SuperOffice:1": "[I:3]"}}),
        ("CustomFields[a.b[0]]=1&CustomFields.c.d=2", {"CustomFields": {"a.b[0]": "1", "c.d": "2"}}),
        ("CustomFields=", {"CustomFields": {}}),
        ("Address.Street.Address1=Storgata+1", {"Address": {"Street": {"Address1": "Storgata 1"}}}),
        ("Category=&DbiAgentId=&Xstop=+true+", {"Category": None, "DbiAgentId": None, "Xstop": "true"}),
        ("Name=", {"Name": ""}),
        ("Unknown.Deep[0]=1&Name.First=x&TableRight.Mask=None&Category.Unknown=1", {"Category": {}}),
        ("Name=a;b\r\n", {"Name": "a;b"}),
    ],
)
def test_names_say_where_a_text_belongs(body, expected):
    assert tree(body) == expected


def test_lists_of_lists_and_dictionaries_of_carriers():
    assert tree("LocalizedAddress[0][1].Value=b&LocalizedAddress[0][0].Value=a", Address) == {
        "LocalizedAddress": [[{"Value": "a"}, {"Value": "b"}]]
    }
    assert tree("TimeZoneSTDRules[2024].TZOffset=-60", TimeZoneData) == {
        "TimeZoneSTDRules": {"2024": {"TZOffset": "-60"}}
    }


def test_texts_become_what_the_fields_are():
    body = b"ContactId=7&Xstop=true&DbiLastModified=2024-05-31T12:00:00&Category.Id=3&Address.Wgs84Latitude=59.9"
    read = as_form.read(body, ContactEntity, DRESS)
    assert (read.contact_id, read.xstop, read.category.id, read.address.wgs84_latitude) == (7, True, 3, 59.9)
    assert as_form.read(b"Type=INDIARY&AlarmLeadTime=PT5M", AppointmentEntity, DRESS).alarm_lead_time == 300


def test_named_arguments_are_read():
    request = msgspec.defstruct("Request", [("contact_categories", list[Int32] | None, None)], rename="pascal")
    read = as_form.read(b"contactCategories=1&contactCategories=2", request, DRESS)
    assert read.contact_categories == [1, 2]


@pytest.mark.parametrize("body", [b"", b" \r\n"])
def test_nothing_is_null(body):
    assert as_form.read(body, ContactEntity, DRESS) is None


@pytest.mark.parametrize(
    "body",
    [
        b"Name=%ff",
        b"Name=\xff",
        b"Name=%00",
        b"CustomFields[a%00]=1",
        b"Name=%ED%A0%80",
        b"DbiAgentId=many",
        b"Category=3",
        b"Category.Id=3&Category=x",
        b"Phones=x",
        b"Phones[x].Value=1",
        b"Phones[-1].Value=1",
        b"Phones[" + b"9" * 5000 + b"].Value=1",
        b"Phones[\xc2\xb2].Value=1",
        b"[=1",
        b"]]=1",
        b"..=1",
        b"a" + b".a" * 1_000_000 + b"=1",
        b"Phones" + b"[0]" * 1_000_000 + b"=1",
        b"&".join([b"a=1"] * 10_001),
        b"&" * 4_000_000,
    ],
    ids=lambda body: body[:30],
)
def test_what_cannot_be_read_is_refused(body):
    with pytest.raises(ApiError) as refused:
        as_form.read(body, ContactEntity, DRESS)
    assert refused.value.status == 400


def test_a_field_of_the_wrong_type_is_named():
    with pytest.raises(ApiError) as refused:
        as_form.read(b"Phones[999999].Value=1&Category.Id=many", ContactEntity, DRESS)
    assert refused.value.detail == "Category.Id: a whole number is expected, not a text"


def test_a_large_index_takes_no_memory():
    tracemalloc.start()
    read = as_form.read(b"Phones[999999999].Value=1", ContactEntity, DRESS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [phone.value for phone in read.phones] == ["1"]
    assert peak < 1_000_000


def flattened(name, value):
    """The pairs of a form that says what a JSON value says; null and what is empty have none."""
    if isinstance(value, dict):
        return [pair for key, item in value.items() for pair in flattened(f"{name}[{key}]" if name else key, item)]
    if isinstance(value, list):
        return [pair for index, item in enumerate(value) for pair in flattened(f"{name}[{index}]", item)]
    return [] if value is None else [(name, str(value).lower() if isinstance(value, bool) else str(value))]


def without_empties(value):
    """A tree without what a form does not tell: nulls, empty lists, empty dictionaries."""
    if isinstance(value, dict):
        kept = {name: without_empties(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if item not in (None, [], {})}
    return (
        [one for one in map(without_empties, value) if one not in (None, [], {})] if isinstance(value, list) else value
    )


@pytest.mark.parametrize("carrier", CARRIERS + REQUESTS, ids=lambda carrier: carrier.__name__)
@pytest.mark.parametrize("examples", [2, pytest.param(25, marks=pytest.mark.long)])
def test_a_form_says_what_json_says(carrier, examples):
    some = settings(max_examples=examples, deadline=None, phases=GENERATED, suppress_health_check=list(HealthCheck))
    some(given(data=st.data())(says_what_json_says))(carrier)


def says_what_json_says(carrier, data):
    plain = without_empties(msgspec.json.decode(as_json.write(data.draw(filled(carrier, 2)), DRESS)))
    plain = {name: value for name, value in plain.items() if name not in ("FieldProperties", "_Links")}
    body = urlencode(flattened("", plain)).encode()
    expected = bind(plain, carrier, DRESS)
    assert (as_form.read(body, carrier, DRESS) or bind({}, carrier, DRESS)) == expected


PAIRS = st.lists(st.tuples(st.text("Phones.[]0Value=CustomFld", max_size=30), TEXTS), max_size=5)


@pytest.mark.parametrize("examples", [100, pytest.param(2000, marks=pytest.mark.long)])
def test_any_names_are_read_or_refused(examples):
    settings(max_examples=examples, deadline=None)(given(PAIRS)(read_or_refused))()


def read_or_refused(pairs):
    try:
        as_form.read(urlencode(pairs).encode(), ContactEntity, DRESS)
    except ApiError as error:
        assert error.status == 400
