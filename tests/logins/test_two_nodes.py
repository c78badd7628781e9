"""Two processes on one PostgreSQL know the same sessions, codes, keys and ends."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import jwt
import pytest

from tests.logins.browser import authorized, browser, exchanged, session_headers, sign_in, tokens, whoami
from tests.logins.conftest import Site, serving

pytestmark = pytest.mark.postgres
PREFIX = "http://schemes.superoffice.net/identity/"


@pytest.fixture(scope="module")
def other(postgres_site: Site) -> Iterator[str]:
    with serving(postgres_site.database) as url:
        yield url


def test_tickets_and_tokens_of_one_node_log_in_at_the_other_and_end_at_both(postgres_site: Site, other: str) -> None:
    found = tokens(postgres_site.url)
    ticket = jwt.decode(found["id_token"], options={"verify_signature": False})[PREFIX + "ticket"]
    for login in (f"SOTicket {ticket}", f"Bearer {found['access_token']}"):
        assert [whoami(url, login).status_code for url in (postgres_site.url, other)] == [200, 200]
    httpx.get(f"{other}/login/logout", headers={"Authorization": f"SOTicket {ticket}"})
    known = {"client_id": "openkontor-demo", "client_secret": "openkontor-demo-secret"}
    httpx.post(f"{other}/login/common/oauth/revoke", data={"token": found["access_token"]} | known)
    for login in (f"SOTicket {ticket}", f"Bearer {found['access_token']}"):
        assert [whoami(url, login).status_code for url in (postgres_site.url, other)] == [401, 401]


def test_a_web_session_goes_from_node_to_node(postgres_site: Site, other: str) -> None:
    with browser(postgres_site.url) as person:
        sign_in(person)
        headers = session_headers(person) | {"Cookie": f"openkontor-session={person.cookies['openkontor-session']}"}
        assert httpx.get(f"{other}/api/v1/User/currentAssociate", headers=headers).json()["Name"] == "anne"
        person.get("/login/logout")
        assert httpx.get(f"{other}/api/v1/User/currentAssociate", headers=headers).status_code == 401


def test_both_nodes_sign_with_one_key(postgres_site: Site, other: str) -> None:
    keys = [httpx.get(f"{url}/login/.well-known/jwks").json() for url in (postgres_site.url, other)]
    assert keys[0] == keys[1]
    assert len(keys[0]["keys"]) == 1 and "d" not in keys[0]["keys"][0]


def test_a_code_used_at_both_nodes_at_once_gives_tokens_once(postgres_site: Site, other: str) -> None:
    for _ in range(5):
        code = authorized(postgres_site.url)["code"]
        with ThreadPoolExecutor(8) as threads:
            urls = [postgres_site.url, other] * 4
            answers = list(threads.map(lambda url: exchanged(url, code).status_code, urls))  # noqa: B023
        assert sorted(answers) == [200] + [400] * 7


def test_another_password_counts_at_every_node_at_once(postgres_site: Site, other: str, tmp_path) -> None:
    found = tokens(postgres_site.url, name="kari", password="Kari")
    assert whoami(other, f"Bearer {found['access_token']}").status_code == 200
    file = tmp_path / "password"
    try:
        file.write_text("Another")
        postgres_site.command("user", "password", "kari", "--password-file", str(file))
        assert [whoami(u, f"Bearer {found['access_token']}").status_code for u in (postgres_site.url, other)] == [
            401
        ] * 2
    finally:
        file.write_text("Kari")
        postgres_site.command("user", "password", "kari", "--password-file", str(file))
    fresh = tokens(other, name="kari", password="Kari")
    assert whoami(postgres_site.url, f"Bearer {fresh['access_token']}").status_code == 200
