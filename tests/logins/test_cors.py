"""Which pages of other origins may call the API."""

import httpx
import pytest

from openkontor.web.cors import Cors
from tests.demos import demo_file
from tests.logins.conftest import site_on

PAGE = "https://app.example"
ASKED = {
    b"access-control-request-method": b"PUT",
    b"access-control-request-headers": b"so-language, X-Evil,authorization",
}


def told(setting: str, origin: str) -> dict[str, str]:
    found = Cors(setting).headers({b"origin": origin.encode()})
    return {name.decode(): value.decode() for name, value in found}


@pytest.mark.parametrize(
    ("setting", "origin", "allowed", "credentials"),
    [
        ("", PAGE, False, False),
        (PAGE, PAGE, True, True),
        (f"https://other.example {PAGE}", PAGE, True, True),
        (PAGE.upper(), PAGE, True, True),
        (PAGE, "https://app.example.evil", False, False),
        (PAGE, "http://app.example", False, False),
        ("*", PAGE, True, False),
        ("https://*.example", PAGE, True, False),
        ("https://*.example", "https://app.example.evil", False, False),
        ("https://a.b", "https://aXb", False, False),
        (PAGE, "", False, False),
    ],
)
def test_an_origin_must_be_listed_or_fit(setting: str, origin: str, allowed: bool, credentials: bool) -> None:
    found = told(setting, origin)
    assert (found.get("access-control-allow-origin") == origin and bool(origin)) == allowed
    assert ("access-control-allow-credentials" in found) == credentials
    assert not allowed or found["vary"] == "Origin"


def test_a_preflight_is_told_what_may_be_sent() -> None:
    found = Cors(PAGE).preflight("OPTIONS", {b"origin": PAGE.encode()} | ASKED)
    assert found is not None
    assert dict(found)[b"access-control-allow-headers"] == b"so-language, authorization"
    assert b"PATCH" in dict(found)[b"access-control-allow-methods"]
    assert Cors(PAGE).preflight("GET", ASKED) is None
    assert Cors(PAGE).preflight("OPTIONS", {b"origin": PAGE.encode()}) is None


def test_a_preflight_of_a_stranger_is_told_nothing() -> None:
    found = Cors(PAGE).preflight("OPTIONS", {b"origin": b"https://evil.example"} | ASKED)
    assert found == ((b"vary", b"Origin"),)


def test_a_server_answers_preflights_before_any_login(tmp_path) -> None:
    with site_on(demo_file(tmp_path), {"OPENKONTOR_CORS_ORIGIN": PAGE}) as site:
        headers = {"Origin": PAGE, "Access-Control-Request-Method": "GET"}
        answer = httpx.options(f"{site.url}/api/v1/Contact/1", headers=headers)
        assert answer.status_code == 204
        assert answer.headers["access-control-allow-origin"] == PAGE
        refused = httpx.get(f"{site.url}/api/v1/Contact/1", headers={"Origin": PAGE})
        assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, PAGE)
        assert "www-authenticate" not in refused.headers


def test_a_page_of_a_listed_origin_may_change_its_code_for_tokens(tmp_path) -> None:
    with site_on(demo_file(tmp_path), {"OPENKONTOR_CORS_ORIGIN": PAGE}) as site:
        url = f"{site.url}/login/common/oauth/tokens"
        asked = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}
        assert httpx.options(url, headers=asked).headers["access-control-allow-origin"] == PAGE
        refused = httpx.post(url, headers={"Origin": PAGE}, data={"grant_type": "authorization_code"})
        assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, PAGE)
        assert "www-authenticate" not in refused.headers
        page = httpx.get(f"{site.url}/login", headers={"Origin": PAGE})
        assert "access-control-allow-origin" not in page.headers
