"""JSON: the strict readers take what clients send, the patient ones what people write; answers speak a language."""

import json

import pytest

from openkontor.carriers.activity import ContactAction
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.declare import TableRight
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import Business
from openkontor.carriers.person_entity import PersonEntity
from openkontor.carriers.recurrence import Weekday
from openkontor.errors import ApiError, RequestError
from openkontor.wire import as_json
from tests.wire.carriers import CARRIERS, DRESS

RIGHT = TableRight("Select, Update", "[SR_ACCESS_ASSOC_DELETE]")


def camel(tree):
    """A tree as the official client sends it back."""
    if isinstance(tree, dict):
        return {name[0].lower() + name[1:]: camel(value) for name, value in tree.items()}
    return [camel(item) for item in tree] if isinstance(tree, list) else tree


@pytest.mark.parametrize("spelled", [dict, camel])
@pytest.mark.parametrize("carrier", [ContactEntity, PersonEntity])
def test_an_answer_that_is_sent_back_takes_the_fast_way(carrier, spelled, monkeypatch):
    entity = carrier(emails=[EntityElement(value="a@example.com", table_right=RIGHT)], business=Business(id=3))
    entity.table_right, entity.rest_links = RIGHT, {"Self": "http://localhost"}
    as_json.fill(entity, "")
    body = json.dumps(spelled(json.loads(as_json.write(entity, DRESS)))).encode()
    monkeypatch.setattr(as_json, "tree", None)
    read = as_json.read(body, carrier, DRESS)
    assert (read.emails[0].value, read.business.id) == ("a@example.com", 3)


@pytest.mark.parametrize("carrier", CARRIERS, ids=lambda carrier: carrier.__name__)
def test_every_carrier_is_read_as_it_was_written(carrier):
    assert isinstance(as_json.read(as_json.write(carrier(), DRESS), carrier, DRESS), carrier)


@pytest.mark.parametrize("body", [b"", b" \r\n", b"null"])
def test_nothing_is_null(body):
    assert as_json.read(body, ContactEntity, DRESS) is None
    assert as_json.tree(body) is None


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{ Name: 'foo', Category: { Id: 123 } }", {"Name": "foo", "Category": {"Id": 123}}),
        ("[{op:'replace',path:'/Name',value:'x'}]", [{"op": "replace", "path": "/Name", "value": "x"}]),
        ('{"Name": "a", "Urls": [1, 2,],}', {"Name": "a", "Urls": [1, 2]}),
        ('{"Name": "one\r\n two\n"}', {"Name": "one\r\n two\n"}),
        ("{'Name': 'it\\'s \"so\"\n'}", {"Name": 'it\'s "so"\n'}),
        ('{"Name": "it\'s\tso", }', {"Name": "it's\tso"}),
        ('{"Name": "a\\\\\nb\\\nc",}', {"Name": "a\\\nbc"}),
        ("// who's \"there\n{/* it's\n{ */ name: 'http://a/*b*/'} // end", {"name": "http://a/*b*/"}),
        ("{a: +1, b: .5, c: 0x10, d: null, e: true}", {"a": 1, "b": 0.5, "c": 16, "d": None, "e": True}),
        ("{a: 'å語😀'}", {"a": "å語😀"}),
    ],
)
def test_what_people_write_by_hand_is_read(body, expected):
    assert as_json.tree(body.encode()) == expected


def test_hand_written_bodies_become_carriers():
    read = as_json.read(b"{ name: 'Nordlys',\n category: {id: '5',}, description: 'a\nb' }", ContactEntity, DRESS)
    assert (read.name, read.category.id, read.description) == ("Nordlys", 5, "a\nb")


HOSTILE = {
    "cut off": b'{"Name": "a"',
    "two bodies": b"{} {}",
    "no JSON": b"Name=a",
    "brackets": b"[" * 4_000_000,
    "braces, bare": b"{a:" * 1_000_000,
    "deep by hand": b"{a:" * 65 + b"1" + b"}" * 65,
    "escaped quotes without end": b'"' + b'\\"' * 2_000_000,
    "escaped quotes without end, by hand": b"'" + b"\\'" * 200_000 + b"\n",
    "comments without end": b"/*" * 200_000,
    "invalid UTF-8": b'{"Name": "\xff"}',
    "invalid UTF-8 by hand": b"{Name: '\xff'}",
    "half a character": b'{"Name": "\\ud800"}',
    "half a character by hand": b"{Name: '\\ud800'}",
    "half a character as bytes": b"{Name: '\xed\xa0\x80'}",
    "NUL": b'{"Name": "a\\u0000"}',
    "NUL by hand": b"{Name: 'a\\0'}",
    "raw NUL": b'{"Name": "a\x00"}',
    "NaN": b"{Address: {Wgs84Latitude: NaN}}",
    "digits": b'{"DbiAgentId": ' + b"9" * 5000 + b"}",
    "digits by hand": b"{DbiAgentId: 0x" + b"f" * 100_000 + b"}",
    "list": b"[]",
    "number": b"5",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_is_refused(body):
    with pytest.raises(ApiError) as refused:
        as_json.read(body, ContactEntity, DRESS)
    assert refused.value.status == 400


def test_the_error_says_where():
    with pytest.raises(RequestError) as refused:
        as_json.read(b'{"Name": "a"; "Department": ""}', ContactEntity, DRESS)
    assert refused.value.message == "The request is invalid."
    assert "byte 12" in refused.value.detail


def test_large_bodies_are_read_strictly_or_not_at_all():
    large = b"{Name: 'a', Unknown: '" + b"x" * 600_000 + b"'}"
    with pytest.raises(RequestError):
        as_json.read(large, ContactEntity, DRESS)
    assert as_json.read(large[:1000] + b"'}", ContactEntity, DRESS).name == "a"


def test_reasons_of_rights_are_in_the_language_of_the_caller_and_nothing_else_is_touched():
    def written(language):
        entity = ContactEntity(name="[SR_ACCESS_MANDATORY]", table_right=RIGHT)
        as_json.fill(entity, language)
        return json.loads(as_json.write(entity, DRESS._replace(language=language)))

    raw, english, norwegian = written(""), written("US"), written("NO")
    for answer in (raw, english, norwegian):
        assert answer["Name"] == "[SR_ACCESS_MANDATORY]"
    reasons = [
        (answer["TableRight"]["Reason"], answer["FieldProperties"]["Name"]["FieldRight"]["Reason"])
        for answer in (raw, english, norwegian)
    ]
    assert reasons[0] == ("[SR_ACCESS_ASSOC_DELETE]", "[SR_ACCESS_MANDATORY]")
    assert len({*reasons}) == 3
    assert written("") == raw


def test_flags_are_named_by_their_own_kind():
    flags = [ContactAction(3), Weekday(3), ContactAction(0)]
    assert [json.loads(as_json.write(value, DRESS)) for value in flags * 2] == [
        "Created, Updated",
        "Monday, Tuesday",
        "Unknown",
    ] * 2
