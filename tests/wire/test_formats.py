"""Content-Type and Accept choose the format; a misspelt Accept is JSON, an unknown Content-Type is refused."""

import codecs

import msgspec
import pytest

from openkontor.carriers.contact_entity import ContactEntity
from openkontor.errors import ApiError, RequestError
from openkontor.wire import as_json, as_xml, formats
from tests.wire.carriers import DRESS, REQUESTS

JSON, XML = '{"Name":"Blåbær","Domains":["a"]}', "<x><Name>Blåbær</Name><Domains><string>a</string></Domains></x>"
BODIES = {
    "": JSON,
    "application/json": JSON,
    "text/json": JSON,
    "application/json-patch+json": JSON,
    "application/merge-patch+json": JSON,
    "application/xml": XML,
    "text/xml": XML,
    "application/x-www-form-urlencoded": "Name=Blåbær&Domains=a",
}


@pytest.mark.parametrize("content_type", BODIES)
@pytest.mark.parametrize("spelled", ["{}", "{};charset=utf-8", ' {} ; boundary=x; CHARSET="UTF8"'])
def test_every_body_type_is_read(content_type, spelled):
    body, content_type = BODIES[content_type].encode(), spelled.format(content_type.title())
    expected = ContactEntity(name="Blåbær", domains=["a"])
    assert _same(formats.read(body, content_type, ContactEntity, DRESS), expected)
    assert formats.tree(body, content_type, ContactEntity) == {"Name": "Blåbær", "Domains": ["a"]}


def _same(read, expected):
    return (read.name, read.domains) == (expected.name, expected.domains)


@pytest.mark.parametrize("content_type", BODIES)
def test_an_empty_body_is_null_in_every_type(content_type):
    assert formats.read(b"", content_type, ContactEntity, DRESS) is None
    assert formats.tree(b"\r\n", content_type, ContactEntity) is None


@pytest.mark.parametrize("content_type", BODIES)
@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-16", "UTF-16LE", "utf-32"])
def test_another_charset_is_read(content_type, charset):
    body = BODIES[content_type].encode(charset)
    read = formats.read(body, f"{content_type}; charset={charset}", ContactEntity, DRESS)
    assert read.name == "Blåbær"


@pytest.mark.parametrize("content_type", BODIES)
@pytest.mark.parametrize("charset", ["", "; charset=iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_skipped_and_counts_more_than_the_header(content_type, charset, encoding):
    body = BODIES[content_type].encode(encoding)
    assert formats.read(body, content_type + charset, ContactEntity, DRESS).name == "Blåbær"


def test_a_form_may_escape_the_bytes_of_its_charset():
    content_type = "application/x-www-form-urlencoded; charset=iso-8859-1"
    assert formats.read(b"Name=Bl%E5b%E6r+%26", content_type, ContactEntity, DRESS).name == "Blåbær &"


def test_xml_may_tell_its_encoding_itself_and_the_header_counts_more():
    body = "<?xml version='1.0' encoding='iso-8859-1'?><x><Name>Blåbær</Name></x>"
    assert formats.read(body.encode("latin-1"), "text/xml", ContactEntity, DRESS).name == "Blåbær"
    assert formats.read(body.encode(), "text/xml;charset=utf-8", ContactEntity, DRESS).name == "Blåbær"


@pytest.mark.parametrize(
    "name", ["klingon", "zlib", "rot13", "idna", "punycode", "unicode_escape", "undefined", "mbcs", "ansi", "x" * 300]
)
def test_an_unknown_charset_is_refused(name):
    for content_type in BODIES:
        with pytest.raises(RequestError) as refused:
            formats.read(b"{}", f"{content_type}; charset={name}", ContactEntity, DRESS)
        assert refused.value.status == 415
        assert name[:100] in refused.value.detail


def test_an_unknown_encoding_of_an_xml_document_is_refused():
    with pytest.raises(RequestError) as refused:
        formats.read(b'<?xml version="1.0" encoding="klingon"?><x/>', "text/xml", ContactEntity, DRESS)
    assert refused.value.status == 415


@pytest.mark.parametrize("content_type", BODIES)
@pytest.mark.parametrize(
    ("charset", "body"), [("ascii", b"\xe5"), ("utf-8", b"\xe5"), ("shift_jis", b"\xff\xff"), ("utf-16", b"a")]
)
def test_a_body_that_is_not_in_its_charset_is_refused(content_type, charset, body):
    with pytest.raises(ApiError) as refused:
        formats.read(body, f"{content_type}; charset={charset}", ContactEntity, DRESS)
    assert refused.value.status == 400


@pytest.mark.parametrize("content_type", ["text/plain", "application/jsonx", "multipart/form-data; boundary=x", "json"])
def test_an_unknown_type_is_refused(content_type):
    for read, *dress in ([formats.read, DRESS], [formats.tree]):
        with pytest.raises(RequestError) as refused:
            read(b"{}", content_type, ContactEntity, *dress)
        assert refused.value.status == 415
        assert content_type in refused.value.detail


def test_the_request_of_every_method_is_read_in_every_type():
    assert REQUESTS
    empty = {"text/json": b"{}", "text/xml": b"<x/>", "application/x-www-form-urlencoded": b"unknown=1"}
    for request in REQUESTS:
        for content_type, body in empty.items():
            read = formats.read(body, content_type, request, DRESS)
            assert msgspec.structs.astuple(read) == msgspec.structs.astuple(request()), (request, content_type)


NAMED = msgspec.defstruct(
    "Named", [("contact_entity", ContactEntity | msgspec.UnsetType, msgspec.UNSET)], rename="pascal"
)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"contactentity": {"NAME": "a"}}'),
        ("text/xml", b"<any><contactEntity><name>a</name></contactEntity></any>"),
        ("application/x-www-form-urlencoded", b"contactEntity.name=a"),
    ],
)
def test_a_named_argument_may_be_a_carrier(content_type, body):
    assert formats.read(body, content_type, NAMED, DRESS).contact_entity.name == "a"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("*", "application/json"),
        ("application/*", "application/json"),
        ("application/json", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("APPLICATION/XML", "application/xml"),
        ("text/json", "text/json"),
        ("text/xml", "text/xml"),
        ("text/*", "text/json"),
        ("application/json-patch+json", "application/json-patch+json"),
        ("application/merge-patch+json", "application/merge-patch+json"),
        # ties, and the order in which they are written
        ("application/json, application/xml", "application/json"),
        ("application/xml, application/json", "application/json"),
        ("text/json, application/json", "text/json"),
        ("text/xml, application/xml", "text/xml"),
        # what is named counts more than what is meant
        ("application/xml, */*", "application/xml"),
        ("*/*, text/json", "text/json"),
        ("application/json, text/plain, */*", "application/json"),
        # q
        ("application/xml;q=0.5, application/json;q=0.4", "application/xml"),
        ("application/xml;q=.4,application/json; Q = 0.5", "application/json"),
        ("application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("application/json;q=0, application/xml;q=0.1", "application/xml"),
        ("application/json;q=0, */*", "text/json"),
        ("application/json;q=0", "application/json"),
        ("application/xml;q=0., text/xml;q=0.000", "application/json"),
        ("text/xml;q=high", "text/xml"),
        # browsers
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/html, application/xml", "application/json"),
        ("application/xml, text/html", "application/xml"),
        # what nobody writes here, and nonsense
        ("application/jsom", "application/json"),
        ("application/octet-stream", "application/json"),
        ("image/png, application/xml;q=0.1", "application/xml"),
        (",,;;q=,=/", "application/json"),
        ("text/xml" + ", a/b" * 10_000, "text/xml"),
    ],
)
def test_accept_chooses_the_format(accept, media_type):
    chosen = formats.writer(accept)
    assert chosen.media_type.decode() == f"{media_type}; charset=utf-8"
    assert chosen.write is (as_xml if "xml" in media_type else as_json).write


def test_every_format_writes_answers_and_errors():
    for accept in formats.FORMATS:
        chosen = formats.writer(accept)
        assert b"Nordlys" in chosen.write(ContactEntity(name="Nordlys"), DRESS)
        assert b"Nordlys" in chosen.write(ContactEntity(name="Nordlys"), DRESS, ContactEntity)
        assert b"Nordlys" in chosen.write_plain({"Message": "Nordlys"}, "Error")


def test_what_is_remembered_of_accept_is_bounded():
    for number in range(1000):
        formats.writer(f"application/xml;v={number}" + "," * 5000)
    info = formats._writer.cache_info()
    assert info.currsize <= info.maxsize <= 256


def test_names_of_charsets_leave_no_trace():
    known = codecs.lookup("utf-8")
    import encodings

    before = len(encodings._cache)
    for number in range(100):
        with pytest.raises(RequestError):
            formats.as_utf8(b"{}", f"text/json; charset=klingon-{number}")
    assert len(encodings._cache) == before
    assert known.name == "utf-8"
