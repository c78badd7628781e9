"""XML holds what JSON holds, both ways, for every carrier; what is hostile is refused."""

import json
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openkontor.carriers.activity import ContactActivity
from openkontor.carriers.address import Address, LocalizedField
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.declare import Int32
from openkontor.carriers.mdo import MDOListItem
from openkontor.errors import ApiError, RequestError
from openkontor.wire import as_json, as_xml
from openkontor.wire.bind import bind
from tests.wire.carriers import CARRIERS, DRESS, GENERATED, REQUESTS, filled

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def differences(element, value, path="$"):
    """What an element says other than a JSON value; knows how things look in XML, but no carrier."""
    if value is None:
        return [] if element.get(NIL) == "true" and not len(element) and not element.text else [f"{path} is not nil"]
    if isinstance(value, list):
        names = {child.tag for child in element}
        found = [] if len(element) == len(value) and len(names) <= 1 else [f"{path} has {len(element)} items"]
        pairs = zip(element, value, strict=False)
        return found + [one for index, pair in enumerate(pairs) for one in differences(*pair, f"{path}[{index}]")]
    if isinstance(value, dict):
        if any(child.tag == "StringKeyValuePair" for child in element):
            found = {child.find("Key").text or "": child.find("Value") for child in element}
        else:
            found = {child.tag: child for child in element}
        wrong = [] if list(found) == list(value) else [f"{path} has {list(found)}"]
        return wrong + [one for name in found for one in differences(found[name], value[name], f"{path}.{name}")]
    expected = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return [] if (element.text or "") == expected and not len(element) else [f"{path} is {element.text!r}"]


@pytest.mark.parametrize("carrier", CARRIERS + REQUESTS, ids=lambda carrier: carrier.__name__)
@pytest.mark.parametrize("examples", [2, pytest.param(25, marks=pytest.mark.long)])
def test_xml_says_what_json_says_and_comes_back_the_same(carrier, examples):
    some = settings(max_examples=examples, deadline=None, phases=GENERATED, suppress_health_check=list(HealthCheck))
    some(given(data=st.data())(comes_back_the_same))(carrier)


def comes_back_the_same(carrier, data):
    result = data.draw(filled(carrier))
    as_json.fill(result, "")
    body, plain = as_xml.write(result, DRESS), as_json.write(result, DRESS)
    root = ElementTree.fromstring(body)
    assert root.tag == carrier.__name__
    assert not differences(root, json.loads(plain))
    assert as_xml.read(body, carrier, DRESS) == bind(json.loads(plain), carrier, DRESS)


def test_the_round_trip_would_notice_a_lost_field():
    body = as_xml.write(ContactEntity(name="Nordlys"), DRESS).replace(b"Nordlys", b"Nordly")
    plain = json.loads(as_json.write(ContactEntity(name="Nordlys"), DRESS))
    assert differences(ElementTree.fromstring(body), plain) == ["$.Name is 'Nordly'"]


def test_the_documented_sample_is_read():
    body = b"<ContactEntity><ContactId>123</ContactId><Name>Nordlys</Name><OrgNr></OrgNr></ContactEntity>"
    contact = as_xml.read(body, ContactEntity, DRESS)
    assert (contact.contact_id, contact.name, contact.org_nr) == (123, "Nordlys", "")


def test_an_answer_looks_as_the_papers_say():
    contact = ContactEntity(
        contact_id=5,
        name="A & <B>",
        emails=[],
        bounce_emails=["a@example.com"],
        address=Address(localized_address=[[LocalizedField(name="City")], []]),
        custom_fields={"x_name": "", "SuperOffice:1": "[I:3]"},
        rest_links={"Self": "http://localhost/api/v1/Contact/5"},
    )
    body = as_xml.write(contact, DRESS).decode()
    assert body.startswith('<ContactEntity xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><ContactId>5</')
    for part in (
        "<Name>A &amp; &lt;B&gt;</Name><Department></Department>",
        "<Emails></Emails>",
        '<Interests xsi:nil="true"/>',
        "<NoMailing>false</NoMailing>",
        "<DbiLastModified>0001-01-01T00:00:00</DbiLastModified>",
        "<BounceEmails><string>a@example.com</string></BounceEmails>",
        "<Wgs84Latitude>0.0</Wgs84Latitude>",
        "<LocalizedAddress><ArrayOfLocalizedField><LocalizedField><Name>City</Name>",
        "</LocalizedField></ArrayOfLocalizedField><ArrayOfLocalizedField></ArrayOfLocalizedField></LocalizedAddress>",
        "<StringKeyValuePair><Key>SuperOffice:1</Key><Value>[I:3]</Value></StringKeyValuePair></CustomFields>",
        "<_Links><StringKeyValuePair><Key>Self</Key><Value>http://localhost/api/v1/Contact/5</Value>",
    ):
        assert part in body, part


@pytest.mark.parametrize(
    ("result", "returns", "expected"),
    [
        ("a<b", None, "<string>a&lt;b</string>"),
        (5, None, "<int>5</int>"),
        (True, None, "<boolean>true</boolean>"),
        (None, None, '<anyType xsi:nil="true"/>'),
        (None, ContactEntity | None, '<ContactEntity xsi:nil="true"/>'),
        ([], list[ContactActivity], "<ArrayOfContactActivity></ArrayOfContactActivity>"),
        ([], None, "<ArrayOfanyType></ArrayOfanyType>"),
        ([1, 2], list[Int32], "<ArrayOfint><int>1</int><int>2</int></ArrayOfint>"),
        (["a"], None, "<ArrayOfstring><string>a</string></ArrayOfstring>"),
        (
            {"Name": "is missing"},
            dict[str, str],
            "<ArrayOfStringKeyValuePair><StringKeyValuePair><Key>Name</Key><Value>is missing</Value>"
            "</StringKeyValuePair></ArrayOfStringKeyValuePair>",
        ),
    ],
)
def test_plain_results_and_lists_have_names(result, returns, expected):
    body = as_xml.write(result, DRESS, returns).decode()
    assert body.replace(' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', "") == expected


def test_a_list_of_carriers_is_an_array_of_them():
    root = ElementTree.fromstring(as_xml.write([MDOListItem(id=1), MDOListItem(id=2)], DRESS, list[MDOListItem]))
    assert root.tag == "ArrayOfMDOListItem"
    assert [item.find("Id").text for item in root.findall("MDOListItem")] == ["1", "2"]


def test_characters_that_xml_cannot_hold_are_shown_as_replaced():
    forbidden = [chr(code) for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)]
    root = ElementTree.fromstring(as_xml.write([f"a{character}b" for character in forbidden], DRESS))
    assert [item.text for item in root] == ["a\ufffdb"] * len(forbidden)
    error = ElementTree.fromstring(as_xml.write_plain({"Message": "a\x0bb"}, "Error"))
    assert error.find("Message").text == "a\ufffdb"


def test_an_error_body_is_elements_and_its_messages_are_pairs():
    body = as_xml.write_plain({"Error": True, "Message": "No", "Messages": {"Emails[0].Value": "is wrong"}}, "Error")
    root = ElementTree.fromstring(body)
    assert [child.tag for child in root] == ["Error", "Message", "Messages"]
    assert root.find("Error").text == "true"
    (pair,) = root.find("Messages")
    assert (pair.tag, pair.find("Key").text, pair.find("Value").text) == (
        "StringKeyValuePair",
        "Emails[0].Value",
        "is wrong",
    )


def test_namespaces_prefixes_case_order_comments_and_unknown_elements_do_not_matter():
    body = """<?xml version="1.0"?><!-- <!DOCTYPE x> --><c:ContactEntityWithLinks xmlns:c="urn:c" xmlns="urn:d" a="1">
      <c:unknown><deep/></c:unknown>
      <category><VALUE>Bank</VALUE><id> 7 </id></category>
      <NAME>Nord<!-- in between -->lys<![CDATA[ <!DOCTYPE & ]]></NAME><?pi?>
      <domains xmlns:x="urn:x"><x:anything>a.example</x:anything></domains>
      <UserDefinedFields><KeyValueOfstringstring><Key>SuperOffice:1</Key><Value>one</Value></KeyValueOfstringstring>
      </UserDefinedFields><TableRight><Mask>None</Mask></TableRight><Rank/><DbiAgentId/>
      <Department i:nil="true" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"/>
    </c:ContactEntityWithLinks>"""
    contact = as_xml.read(body.encode(), ContactEntity, DRESS)
    assert contact == ContactEntity(
        name="Nordlys <!DOCTYPE & ",
        category=contact.category,
        domains=["a.example"],
        user_defined_fields={"SuperOffice:1": "one"},
    )
    assert (contact.category.id, contact.category.value) == (7, "Bank")


def test_named_arguments_stand_in_a_root_of_any_name():
    request = msgspec.defstruct(
        "Request",
        [("contact_categories", list[Int32] | None, None), ("contact_entity", ContactEntity | msgspec.UnsetType)],
        rename="pascal",
        kw_only=True,
    )
    body = b"<x><ContactCategories><int>1</int><int>2</int></ContactCategories><ContactEntity><Name>A</Name>"
    read = as_xml.read(body + b"</ContactEntity></x>", request, DRESS)
    assert (read.contact_categories, read.contact_entity.name) == ([1, 2], "A")


@pytest.mark.parametrize("body", [b"", b"  \n", b'<x xmlns:i="urn:any" i:nil="true"/>'])
def test_nothing_is_null(body):
    assert as_xml.read(body, ContactEntity, DRESS) is None


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
DOCUMENTS = {
    "billion laughs": b'<!DOCTYPE x [<!ENTITY l0 "ha">' + LAUGHS + b"]><x><Name>&l11;</Name></x>",
    "external entity": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x><Name>&e;</Name></x>',
    "external subset": b'<?xml version="1.0"?>\n<!-- a --><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>',
    "entity that is not declared": b"<x><Name>&e;</Name></x>",
    "cut off": b"<x><Name>",
    "two roots": b"<x/><y/>",
    "no XML": b'{"Name": "A"}',
    "invalid UTF-8": b"<x><Name>\xff</Name></x>",
    "NUL": b"<x><Name>a\x00b</Name></x>",
    "NUL by number": b"<x><Name>&#0;</Name></x>",
    "half a character by number": b"<x><Name>&#xD800;</Name></x>",
    "only text": b"<ContactEntity>Nordlys</ContactEntity>",
    "elements in a text": b"<x><Name>a<b/></Name></x>",
    "many levels": b"<a>" * 100_000 + b"</a>" * 100_000,
    "word for a number": b"<x><DbiAgentId>many</DbiAgentId></x>",
}


@pytest.mark.parametrize("body", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_that_cannot_be_read_is_refused(body):
    with pytest.raises(ApiError) as refused:
        as_xml.read(body, ContactEntity, DRESS)
    assert refused.value.status == 400
    assert "passwd" not in str(getattr(refused.value, "detail", ""))


def test_a_field_of_the_wrong_type_is_named():
    with pytest.raises(RequestError) as refused:
        as_xml.read(b"<x><Category><Id>many</Id></Category></x>", ContactEntity, DRESS)
    assert refused.value.detail == "Category.Id: a whole number is expected, not a text"


@pytest.mark.parametrize("name", ["Emails", "Domains", "Interests"])
def test_a_text_in_the_place_of_a_list_is_refused_and_empties_nothing(name):
    with pytest.raises(RequestError) as refused:
        as_xml.read(f"<x><Name>A</Name><{name}>post@nordlys.example.com</{name}></x>".encode(), ContactEntity, DRESS)
    assert refused.value.detail == f"{name}: a list or null is expected, not a text"


def test_a_text_in_the_place_of_a_dictionary_is_refused():
    with pytest.raises(RequestError) as refused:
        as_xml.read(b"<x><CustomFields>5</CustomFields></x>", ContactEntity, DRESS)
    assert refused.value.detail == "CustomFields: an object or null is expected, not a text"


def test_what_nests_itself_is_read_to_64_levels():
    def nested(levels):
        return b"<x>" + b"<ChildItems><i>" * levels + b"<Id>1</Id>" + b"</i></ChildItems>" * levels + b"</x>"

    assert as_xml.read(nested(31), MDOListItem, DRESS) is not None
    with pytest.raises(RequestError) as refused:
        as_xml.read(nested(32), MDOListItem, DRESS)
    assert "64 levels" in refused.value.detail
