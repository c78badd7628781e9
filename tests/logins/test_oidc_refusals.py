"""What the OpenID Connect provider refuses, and where that is said."""

import re

import httpx
import pytest

from tests.logins.browser import ADDRESS, asked, authorized, browser, exchanged, parameters, refreshed, refused, sign_in
from tests.logins.conftest import Site

AUTHORIZE = "/login/common/oauth/authorize"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_secret": ""}, "invalid_client"),
        ({"client_id": "nobody"}, "invalid_client"),
        ({"redirect_uri": "http://127.0.0.1:1/callback"}, "invalid_grant"),
        ({"redirect_uri": ""}, "invalid_grant"),
        ({"code": "1.wrong"}, "invalid_grant"),
        ({"code": "77.wrong"}, "invalid_grant"),
        ({"code": ""}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"code_verifier": "x" * 43}, "invalid_request"),
    ],
)
def test_a_wrong_token_request_is_refused_in_the_words_of_the_standard(site: Site, changes, error: str) -> None:
    code = authorized(site.url)["code"]
    assert refused(exchanged(site.url, code, **changes)) == error


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example/callback"},
        {"redirect_uri": "http://127.0.0.1:4711/other"},
        {"redirect_uri": "http://127.0.0.1:4711/callback?more=1"},
        {"redirect_uri": "http://127.0.0.1.evil.example/callback"},
        {"redirect_uri": "http://127.0.0.1@evil.example/callback"},
        {"redirect_uri": "http://evil.example:80@127.0.0.1:4711/callback"},
        {"redirect_uri": "https://127.0.0.1:4711/callback"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": ""},
        {"client_id": "nobody"},
        {"client_id": ""},
    ],
)
def test_nobody_is_sent_to_an_address_that_is_not_registered(site: Site, changes) -> None:
    with browser(site.url) as person:
        sign_in(person)
        answer = person.get(AUTHORIZE, params=asked(**changes))
        assert answer.status_code == 400
        assert "location" not in answer.headers
        assert "evil" not in answer.text or "&" not in answer.text


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"response_type": "token id_token"}, "unsupported_response_type"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"code_challenge": "x" * 43, "code_challenge_method": "S512"}, "invalid_request"),
        ({"response_type": "id_token", "nonce": ""}, "invalid_request"),
        ({"response_type": "id_token", "response_mode": "query"}, "invalid_request"),
        ({"prompt": "none"}, ""),
    ],
)
def test_what_is_not_built_is_refused_where_the_application_hears_it(site: Site, changes, error: str) -> None:
    with browser(site.url) as person:
        sign_in(person)
        back = parameters(person.get(AUTHORIZE, params=asked(**changes)))
        assert back.get("error", "") == error
        assert back["state"] == "some state"


def test_another_application_cannot_use_a_code_or_a_refresh_token(site: Site) -> None:
    said = site.command("app", "add", "Other", "--redirect-uri", ADDRESS, "--json")
    client, secret = re.findall(r'": "([^"]+)"', said)[:2]
    code = authorized(site.url)["code"]
    assert refused(exchanged(site.url, code, client_id=client, client_secret=secret)) == "invalid_grant"
    found = exchanged(site.url, code).json()
    assert refused(refreshed(site.url, found["refresh_token"], client, secret)) == "invalid_grant"


def test_a_flood_is_refused(site: Site) -> None:
    url = f"{site.url}/login/common/oauth/tokens"
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert httpx.post(url, content=b"a=" + b"x" * 70_000, headers=form).status_code == 413
    assert httpx.post(url, content=b"a=1&" * 100, headers=form).status_code == 413
    assert httpx.post(url, content=b"\xff%ff=\x00", headers=form).status_code == 400


@pytest.mark.parametrize(
    "credentials", [b"Basic \xff\xfe", b"Basic //46eA==", b"Basic b3BlbmtvbnRvcg==", b"Basic x", b"Basic", b"x y"]
)
def test_credentials_that_are_none_are_an_unknown_client(site: Site, credentials: bytes) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": "1.x"}
    answer = httpx.post(f"{site.url}/login/common/oauth/tokens", data=form, headers={b"authorization": credentials})
    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize(
    ("path", "status"), [("/login/", 200), ("/Login/Common/OAuth/Authorize/", 400), ("/API/state/demo/", 200)]
)
def test_a_slash_at_the_end_and_any_case_change_nothing(site: Site, path: str, status: int) -> None:
    assert httpx.get(site.url + path).status_code == status
