"""Whatever comes in, the answer is a client's error or a good one, never the server's."""

import gzip

import httpx
import pytest

LOGIN = ("tje0", "Tje0")
NAMED = '{"Name": "Hostile", %s}'

BODIES = {
    "a list too deep": "[" * 200_000,
    "an object too deep": '{"a":' * 100_000,
    "a list that closes": "[" * 5000 + "]" * 5000,
    "a tree of interests": NAMED % ('"Interests": ' + '[{"Id": 1, "ChildItems": ' * 5000 + "[]" + "}]" * 5000),
    "a byte that is no character": b'{"Name": "\xff"}',
    "half a character in bytes": b'{"Name": "\xed\xa0\x80"}',
    "half a character in a name": '{"Name": "x", "\\ud800": 1}',
    "NUL in a name": '{"Name": "x", "a\\u0000": 1}',
    "NUL in a dictionary": NAMED % '"CustomFields": {"a": "\\u0000"}',
    "a number of 5000 digits": NAMED % f'"Source": {"9" * 5000}',
    "a number of 5000 digits as a text": NAMED % f'"Source": "{"9" * 5000}"',
    "a number beyond 64 bits": NAMED % '"DbiAgentId": 9223372036854775808',
    "a latitude that is no number": NAMED % '"Address": {"Wgs84Latitude": "NaN"}',
    "a latitude without end": NAMED % '"Address": {"Wgs84Latitude": "inf"}',
    "a latitude out of range": NAMED % '"Address": {"Wgs84Latitude": 1e400}',
    "a date beyond the last, west of it": NAMED % '"DbiLastModified": "9999-12-29T23:00:00-99:00"',
    "a date before the first, east of it": NAMED % '"DbiLastModified": "0001-01-03T00:00:00+99:00"',
    "null in lists": NAMED % '"Emails": [null], "Interests": [null], "Domains": [null]',
    "null in an address": NAMED % '"Address": {"LocalizedAddress": [null, [null]]}',
    "two documents": '{"Name": "x"}{"Name": "y"}',
}
PATHS = ["Contact/%ff", "Contact/1%00", "Contact/%EF%BC%91", "MDOList/%ff", "MDOList/a%00b", "%ff", "User/%ff"]
ACTIVITIES = [
    '{"ContactCategories": [1, null]}',
    '{"ContactCategories": [99999999999]}',
    '{"ContactCategories": [' + "1, " * 70_000 + "1]}",
    '{"ActionType": -1}',
    '{"ActionType": 99999999999999999999}',
    '{"ActionType": 255}',
    '{"ActionType": [1]}',
    '{"ActivityStartTime": "9999-12-31T00:00:00"}',
    '{"ActivityStartTime": "9999-12-29T23:00:00-99:00"}',
]

HEADERS = [
    "Accept",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "Content-Encoding",
    "Content-Type",
    "Cookie",
    "If-Match",
    "If-Modified-Since",
    "If-None-Match",
    "If-Unmodified-Since",
    "SO-AppToken",
    "SO-ContextIdentifier",
    "SO-Culture",
    "SO-Language",
    "SO-TimeZone",
    "X-XSRF-TOKEN",
]
VALUES = {
    "nothing": b"",
    "commas": b",;,=,;q=,",
    "a byte that is no ASCII": b"\xe5",
    "a day of many digits": b"Thu, 99999999999999999999 Jan 2024 00:00:00 GMT",
    "a year of many digits": b"Thu, 01 Jan 99999999999999999999 00:00:00 GMT",
    "a year before the first": b"Mon, 01 Jan 0001 00:00:00 +2359",
    "a number without end": b"9" * 5000,
    "a word without end": b"a" * 5000,
    "a list without end": b"en;q=0.5," * 2000,
    "quotes that stay open": b'W/"1-, "',
    "paths": b"../../etc/passwd",
}


def post(client: httpx.Client, path: str, body: str | bytes) -> httpx.Response:
    headers = {"Content-Type": "application/json"}
    return client.post(f"/api/v1/{path}", content=body, headers=headers, auth=LOGIN)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_hostile_body_is_a_clients_error(client: httpx.Client, body: str | bytes) -> None:
    answer = post(client, "Contact", body)
    assert answer.status_code in (200, 400), answer.text
    assert answer.json()


def test_a_latitude_is_a_number(client: httpx.Client) -> None:
    for text in ("NaN", "inf", "-Infinity"):
        assert post(client, "Contact", BODIES["a latitude that is no number"].replace("NaN", text)).status_code == 400


@pytest.mark.parametrize("path", PATHS)
def test_a_hostile_path_is_a_clients_error(client: httpx.Client, path: str) -> None:
    assert client.get(f"/api/v1/{path}", auth=LOGIN).status_code in (400, 404, 501)


@pytest.mark.parametrize("name", HEADERS)
def test_a_hostile_header_is_a_clients_error(client: httpx.Client, name: str) -> None:
    for what, value in VALUES.items():
        for verb, content in (("GET", b""), ("PUT", b'{"Name": "Hostile"}')):
            headers = {"Content-Type": b"application/json"} | {name: value}
            answer = client.request(verb, "/api/v1/Contact/3", headers=headers, content=content, auth=LOGIN)
            assert answer.status_code < 500, (what, verb, answer.text)


@pytest.mark.parametrize("more", [gzip.compress(b'{"Name": "Lost"}'), b"rubbish"], ids=["a second part", "rubbish"])
def test_nothing_that_comes_after_a_packed_body_is_lost_in_silence(client: httpx.Client, more: bytes) -> None:
    packed = gzip.compress(b'{"Name": "Hostile"}') + more
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert client.post("/api/v1/Contact", content=packed, headers=headers, auth=LOGIN).status_code == 400


def test_a_problem_document_is_json_whatever_else_is_accepted(client: httpx.Client) -> None:
    headers = {"Accept": "application/xml, application/problem+json", "Host": "crm.example"}
    answer = client.get("/api/v1/Contact/999999", headers=headers, auth=LOGIN)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "http://crm.example/docs#SoNotFoundException"


@pytest.mark.parametrize("body", ACTIVITIES, ids=[body[:40] for body in ACTIVITIES])
def test_hostile_arguments_are_a_clients_error(client: httpx.Client, body: str) -> None:
    assert post(client, "Agents/Contact/GetMyActiveContacts", body).status_code in (200, 400)


@pytest.mark.parametrize("start", ["9999-12-29T23:00:00", "0001-01-03T00:00:00+23:59", "1000-01-01T00:00:00"])
def test_an_appointment_may_be_at_any_time(client: httpx.Client, start: str) -> None:
    made = post(client, "Appointment", f'{{"StartDate": "{start}"}}')
    assert made.status_code == 200, made.text
    assert client.get(f"/api/v1/Appointment/{made.json()['AppointmentId']}", auth=LOGIN).json() == made.json()
