"""The sign-in page and the web session it starts."""

import re

import httpx
import pytest

from tests.logins.browser import browser, fields, session_headers, sign_in
from tests.logins.conftest import HOUR, Site

ME = "/api/v1/User/currentAssociate"
FORWARDED = {"X-Forwarded-Proto": "https"}


def test_the_page_works_without_scripts_and_without_anything_from_elsewhere(site: Site) -> None:
    page = httpx.get(f"{site.url}/login")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "script-src" not in policy
    assert "<script" not in page.text
    assert not re.search(r'(src|href)="', page.text)
    for name in ("name", "password"):
        assert f'<label for="{name}">' in page.text and f'id="{name}"' in page.text
    assert page.text.count("autofocus") == 1
    assert "width=device-width" in page.text and "light dark" in page.text
    assert page.headers["cache-control"] == "no-store"


def test_a_session_logs_in_with_its_xsrf_token(site: Site) -> None:
    with browser(site.url) as person:
        answer = sign_in(person)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{site.url}/login")
        assert person.get(ME, headers=session_headers(person)).json()["Name"] == "anne"
        assert "signed in as" in person.get("/login").text
        saved = person.post("/api/v1/Contact", json={"Name": "By session"}, headers=session_headers(person))
        assert saved.status_code == 200


@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_without_the_token_the_session_is_not_used_not_even_for_reading(site: Site, verb: str) -> None:
    with browser(site.url) as person:
        sign_in(person)
        answer = person.request(verb, ME if verb == "GET" else "/api/v1/Contact", json={"Name": "x"})
        assert answer.status_code == 401
        assert answer.json()["ErrorType"] == "ArgumentException"
        assert answer.json()["Message"].startswith(
            "X-XSRF-TOKEN HTTP header missing. Add X-XSRF-TOKEN HTTP header to use existing session, "
        )


def test_another_sessions_token_is_refused(site: Site) -> None:
    with browser(site.url) as person, browser(site.url) as other:
        sign_in(person)
        sign_in(other)
        for token in (other.cookies["XSRF-TOKEN"], "x", "\xff".encode().decode("latin-1")):
            answer = person.get(ME, headers={b"X-XSRF-TOKEN": token.encode("latin-1")})
            assert answer.status_code == 401
            assert "www-authenticate" not in answer.headers
        token_alone = httpx.get(site.url + ME, headers=session_headers(person))
        assert token_alone.status_code == 401


def test_the_sessions_cookie_is_not_for_scripts_and_the_tokens_is(site: Site) -> None:
    with browser(site.url) as person:
        cookies = sign_in(person).headers.get_list("set-cookie")
    session = next(one for one in cookies if one.startswith("openkontor-session="))
    token = next(one for one in cookies if one.startswith("XSRF-TOKEN="))
    assert "HttpOnly" in session and "SameSite=lax" in session and "Path=/" in session
    assert "HttpOnly" not in token and "SameSite=lax" in token and "Path=/" in token
    assert "Max-Age" not in session and "expires" not in session.lower()


def test_over_tls_the_cookies_are_of_this_host_and_of_tls_alone(site: Site) -> None:
    page = httpx.get(f"{site.url}/login", headers=FORWARDED)
    cookie = page.headers["set-cookie"].partition(";")[0]
    assert cookie.startswith("__Host-openkontor-form=")
    answer = httpx.post(
        f"{site.url}/login",
        data=fields(page) | {"name": "anne", "password": "Anne"},
        headers=FORWARDED | {"Cookie": cookie},
    )
    assert answer.status_code == 303
    cookies = answer.headers.get_list("set-cookie")
    session = next(one for one in cookies if one.startswith("__Host-openkontor-session="))
    assert all("Secure" in one for one in cookies)
    token = next(one for one in cookies if one.startswith("XSRF-TOKEN=")).partition(";")[0].partition("=")[2]
    sent = {"Cookie": session.partition(";")[0], "X-XSRF-TOKEN": token}
    assert httpx.get(site.url + ME, headers=sent).json()["Name"] == "anne"


def test_after_signing_out_the_session_is_dead(site: Site) -> None:
    with browser(site.url) as person:
        sign_in(person)
        kept, headers = dict(person.cookies), session_headers(person)
        answer = person.post("/login/logout")
        assert answer.status_code == 200
        assert len([one for one in answer.headers.get_list("set-cookie") if "Max-Age=0" in one]) >= 2
    cookie = "; ".join(f"{name}={value}" for name, value in kept.items())
    assert httpx.get(site.url + ME, headers=headers | {"Cookie": cookie}).status_code == 401


def test_signing_in_again_ends_what_the_browser_was_before(site: Site) -> None:
    with browser(site.url) as person:
        sign_in(person)
        old = {"Cookie": f"openkontor-session={person.cookies['openkontor-session']}", **session_headers(person)}
        assert httpx.get(site.url + ME, headers=old).status_code == 200
        page = person.get("/login?next=/somewhere")
        person.post("/login", data=fields(page) | {"name": "kari", "password": "Kari"})
        assert httpx.get(site.url + ME, headers=old).status_code == 401
        assert person.get(ME, headers=session_headers(person)).json()["Name"] == "kari"


def test_a_session_slides_and_ends_six_hours_after_its_latest_use(site: Site) -> None:
    sessions = "tenant = :tenant AND kind = 'web'"
    newest = f"{sessions} AND registered = (SELECT max(registered) FROM login_session WHERE {sessions})"
    change = f"UPDATE login_session SET expires = expires - {{}} WHERE {newest}"
    with browser(site.url) as person:
        sign_in(person)
        for _ in range(3):
            site.run(change.format(5 * HOUR))
            assert person.get(ME, headers=session_headers(person)).status_code == 200
        site.run(change.format(6 * HOUR))
        assert person.get(ME, headers=session_headers(person)).status_code == 401


@pytest.mark.parametrize(("name", "password"), [("anne", "wrong"), ("nobody", "Anne"), ("", ""), ("a\0nne", "Anne\0x")])
def test_a_wrong_password_says_so_and_not_which_half(site: Site, name: str, password: str) -> None:
    with browser(site.url) as person:
        answer = sign_in(person, name, password)
        assert answer.status_code == 401
        assert "User name or password is wrong." in answer.text
        assert "openkontor-session" not in person.cookies


def test_what_was_typed_is_shown_as_text(site: Site) -> None:
    with browser(site.url) as person:
        answer = sign_in(person, '"><script>alert(1)</script>', "x")
        assert "<script>" not in answer.text
        assert "&quot;&gt;&lt;script&gt;" in answer.text


def test_a_form_of_another_site_signs_nobody_in(site: Site) -> None:
    with browser(site.url) as person:
        page = person.get("/login")
        own = fields(page)
        for forged in ({}, {"form": "x"}, {"form": ""}):
            sent = {name: value for name, value in own.items() if name != "form"} | forged
            answer = person.post("/login", data=sent | {"name": "anne", "password": "Anne"})
            assert answer.status_code == 400
            assert "openkontor-session" not in person.cookies
        without_cookie = httpx.post(f"{site.url}/login", data=own | {"name": "anne", "password": "Anne"})
        assert without_cookie.status_code == 400


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/docs?a=b", "/docs?a=b"),
        ("//evil.example/", "/login"),
        ("/\\evil.example/", "/login"),
        ("https://evil.example/", "/login"),
        ("/a\r\nSet-Cookie: x=y", "/login"),
        ("/\tevil", "/login"),
        ("docs", "/login"),
    ],
)
def test_signing_in_leads_to_a_path_of_this_server_alone(site: Site, wanted: str, goes: str) -> None:
    with browser(site.url) as person:
        page = person.get("/login", params={"next": wanted})
        assert fields(page)["next"] in (wanted, "")
        answer = person.post("/login", data=fields(page) | {"name": "anne", "password": "Anne", "next": wanted})
        assert answer.headers["location"] == site.url + goes


def test_the_hinted_name_is_filled_in(site: Site) -> None:
    page = httpx.get(f"{site.url}/login", params={"next": "/login/common/oauth/authorize?login_hint=kari%40x"})
    assert 'value="kari@x"' in page.text
    assert re.search(r'id="password"[^>]*autofocus', page.text)


def test_a_tenant_that_is_not_there_is_said(site: Site) -> None:
    with browser(site.url) as person:
        answer = sign_in(person, at="/login?tenant=Cust12345")
        assert answer.status_code == 400
        assert "no such tenant" in answer.text
