"""What a person with a browser, and an application, do to sign in."""

import base64
import hashlib
import html
import re
import secrets
from urllib.parse import parse_qs, urlsplit

import httpx

APP, SECRET, ADDRESS = "openkontor-demo", "openkontor-demo-secret", "http://127.0.0.1:4711/callback"
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


def browser(url: str) -> httpx.Client:
    """A browser that has not been here; redirects are looked at one by one."""
    return httpx.Client(base_url=url, timeout=30)


def fields(page: httpx.Response) -> dict[str, str]:
    """The hidden fields of a page's form."""
    return {name: html.unescape(value) for name, value in FIELD.findall(page.text)}


def sign_in(person: httpx.Client, name: str = "anne", password: str = "Anne", at: str = "/login") -> httpx.Response:
    """Fill the sign-in page in; gives the answer to the form."""
    shown = person.get(at)
    assert shown.status_code == 200, shown.text
    return person.post("/login", data=fields(shown) | {"name": name, "password": password})


def session_headers(person: httpx.Client) -> dict[str, str]:
    """What a page's script sends along: the browser adds the cookies by itself."""
    return {"X-XSRF-TOKEN": person.cookies["XSRF-TOKEN"]}


def asked(**changes: str) -> dict[str, str]:
    """What an application asks the authorize address for."""
    usual = {
        "client_id": APP,
        "response_type": "code",
        "redirect_uri": ADDRESS,
        "scope": "openid",
        "state": "some state",
        "nonce": secrets.token_hex(8),
    }
    return {name: value for name, value in (usual | changes).items() if value}


def authorized(url: str, name: str = "anne", password: str = "Anne", **changes: str) -> dict[str, str]:
    """Sign in for an application; gives the parameters that it gets back."""
    with browser(url) as person:
        to_page = person.get("/login/common/oauth/authorize", params=asked(**changes))
        assert to_page.status_code == 302, to_page.text
        answer = sign_in(person, name, password, to_page.headers["location"])
        assert answer.status_code == 303, answer.text
        back = person.get(answer.headers["location"])
        return parameters(back)


def parameters(answer: httpx.Response) -> dict[str, str]:
    """What an application gets with a redirect."""
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["location"])
    return {name: values[0] for name, values in parse_qs(parts.query or parts.fragment).items()}


def exchanged(url: str, code: str, /, **changes: str) -> httpx.Response:
    """Change a code for tokens."""
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": ADDRESS,
        "client_id": APP,
        "client_secret": SECRET,
    }
    form = {name: value for name, value in (sent | changes).items() if value}
    return httpx.post(f"{url}/login/common/oauth/tokens", data=form, timeout=30)


def tokens(url: str, **changes: str) -> dict[str, str]:
    """Sign in and get tokens."""
    answer = exchanged(url, authorized(url, **changes)["code"])
    assert answer.status_code == 200, answer.text
    found: dict[str, str] = answer.json()
    return found


def challenge(verifier: str) -> str:
    """The S256 challenge of a verifier."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def whoami(url: str, authorization: str = "", **headers: str) -> httpx.Response:
    """Ask the API who is logged in."""
    sent = {"Authorization": authorization} if authorization else {}
    return httpx.get(f"{url}/api/v1/User/currentAssociate", headers=sent | headers, timeout=30)


def refreshed(url: str, token: str, client_id: str = APP, secret: str = SECRET) -> httpx.Response:
    """Change a refresh token for another access token."""
    sent = {"grant_type": "refresh_token", "refresh_token": token, "client_id": client_id, "client_secret": secret}
    return httpx.post(f"{url}/login/common/oauth/tokens", data={k: v for k, v in sent.items() if v})


def refused(answer: httpx.Response) -> str:
    """The standard's word for why a request was refused."""
    assert answer.status_code in (400, 401), answer.text
    error: str = answer.json()["error"]
    return error
