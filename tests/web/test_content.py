"""Content: which callers get bytes, and what of a body is content."""

import pytest

from openkontor.errors import RequestError
from openkontor.web import content
from openkontor.web.request import Request
from openkontor.wire import formats


@pytest.mark.parametrize(
    ("accept", "raw"),
    [
        ("", True),
        ("*/*", True),
        ("application/octet-stream", True),
        ("image/png, */*;q=0.5", True),
        ("application/json, application/octet-stream", True),
        ("text/html,application/xhtml+xml,*/*;q=0.8", True),
        ("application/json", False),
        ("application/json, text/plain, */*", False),
        ("text/xml", False),
    ],
)
def test_content_goes_out_as_it_is_unless_a_format_is_named_that_has_to_write_it_as_text(
    accept: str, raw: bool
) -> None:
    assert formats.wants_bytes(accept) is raw


def sent(body: bytes, content_type: str) -> bytes:
    return content.sent(Request({}, {b"content-type": content_type.encode()}, {}, body, ""))


def form(*parts: bytes, edge: bytes = b"x") -> bytes:
    return b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + edge + b"--\r\n"


NOTE = b'Content-Disposition: form-data; name="note"\r\n\r\nno file'
FILE = b'Content-Disposition: form-data; name="f"; filename="a"\r\n\r\n\r\n\x00\xff--x\n'


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"\x00\xff", "application/octet-stream", b"\x00\xff"),
        (b"\x00\xff", "", b"\x00\xff"),
        (b'"aGVsbG8="', "application/json; charset=utf-8", b"hello"),
        (b'"aGVsbG8="', "text/plain", b'"aGVsbG8="'),
        (b'{"a": "b"}', "application/json", b'{"a": "b"}'),
        (form(NOTE, FILE), 'multipart/form-data; boundary="x"', b"\r\n\x00\xff--x\n"),
        (form(NOTE), "Multipart/Related; boundary=x", b"no file"),
        (b"preamble\r\n" + form(FILE), "multipart/form-data; boundary=x", b"\r\n\x00\xff--x\n"),
    ],
)
def test_content_is_found_in_a_body(body: bytes, content_type: str, expected: bytes) -> None:
    assert sent(body, content_type) == expected


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'"abc"', "application/json"),
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (form(FILE), "multipart/form-data"),
        (form(FILE), "multipart/form-data; boundary="),
    ],
)
def test_a_body_without_content_is_refused(body: bytes, content_type: str) -> None:
    with pytest.raises(RequestError) as error:
        sent(body, content_type)
    assert error.value.status == 400
