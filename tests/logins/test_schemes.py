"""What a request may carry to log in, and what is said when it carries none or a wrong one."""

import base64
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import jwt
import pytest

from openkontor.web.login.basic import hash_password
from tests.demos import demo_file
from tests.logins.browser import browser, session_headers, sign_in, tokens, whoami
from tests.logins.conftest import HOUR, Site, site_on

PREFIX = "http://schemes.superoffice.net/identity/"


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def new_ticket(url: str, name: str = "anne", password: str = "Anne") -> str:
    claims = jwt.decode(tokens(url, name=name, password=password)["id_token"], options={"verify_signature": False})
    ticket: str = claims[PREFIX + "ticket"]
    return ticket


def digest_of(site: Site, kind: str) -> str:
    """The digest of the session of a kind that was stored last."""
    found = site.rows(
        f"SELECT digest FROM login_session WHERE tenant = :tenant AND kind = '{kind}' ORDER BY registered DESC LIMIT 1"
    )
    return str(found[0][0])


def test_a_ticket_logs_in_under_any_spelling_of_its_scheme(site: Site) -> None:
    ticket = new_ticket(site.url)
    assert ticket.startswith("7T:")
    assert len(base64.b64decode(ticket[3:], validate=True)) == 32
    for scheme in ("SOTicket", "SoTicket", "SOTICKET", "soticket"):
        answer = whoami(site.url, f"{scheme} {ticket}", **{"SO-AppToken": "anything"})
        assert (answer.status_code, answer.json()["Name"]) == (200, "anne")


def test_a_ticket_is_a_user_name_without_a_password_too(site: Site) -> None:
    ticket = new_ticket(site.url)
    assert whoami(site.url, basic(ticket, "")).json()["Name"] == "anne"
    assert whoami(site.url, basic(ticket, "x")).status_code == 401
    assert whoami(site.url, basic(ticket[:-3] + "AA=", "")).status_code == 401


def test_an_empty_password_logs_in_where_it_is_the_password(site: Site) -> None:
    (stored,) = site.rows("SELECT secret FROM Credentials WHERE tenant = :tenant AND associateId = 1")
    change = "UPDATE Credentials SET secret = '{}', version = version + 1 WHERE tenant = :tenant AND associateId = 1"
    site.change_reference(change.format(hash_password("")))
    try:
        assert whoami(site.url, basic("tje0", "")).json()["Name"] == "tje0"
        assert whoami(site.url, basic("tje0", "Tje0")).status_code == 401
    finally:
        site.change_reference(change.format(stored[0]))
    assert whoami(site.url, basic("tje0", "Tje0")).status_code == 200


def test_a_ticket_ends_at_log_out(site: Site) -> None:
    ticket, other = new_ticket(site.url), new_ticket(site.url)
    header = {"Authorization": f"SOTicket {ticket}"}
    assert httpx.get(f"{site.url}/login/logout", headers=header).status_code == 200
    assert whoami(site.url, f"SOTicket {ticket}").status_code == 401
    assert whoami(site.url, f"SOTicket {other}").status_code == 200


def test_an_expired_ticket_cannot_be_renewed(site: Site) -> None:
    ticket = new_ticket(site.url)
    digest = digest_of(site, "ticket")
    site.run(f"UPDATE login_session SET expires = {now()} WHERE tenant = :tenant AND digest = '{digest}'")
    for _ in range(2):
        answer = whoami(site.url, f"SOTicket {ticket}")
        assert (answer.status_code, answer.json()["ErrorType"]) == (401, "SoSessionException")


def test_every_use_of_a_ticket_gives_it_six_more_hours(site: Site) -> None:
    ticket = new_ticket(site.url)
    digest = digest_of(site, "ticket")
    site.run(f"UPDATE login_session SET expires = {now() + HOUR} WHERE tenant = :tenant AND digest = '{digest}'")
    assert whoami(site.url, f"SOTicket {ticket}").status_code == 200
    assert now() + 5.9 * HOUR < expiry(site, digest) <= now() + 6 * HOUR


def test_a_use_is_not_written_down_within_minutes_of_another(site: Site) -> None:
    ticket = new_ticket(site.url)
    digest = digest_of(site, "ticket")
    before = expiry(site, digest)
    for _ in range(3):
        assert whoami(site.url, f"SOTicket {ticket}").status_code == 200
    assert expiry(site, digest) == before


def expiry(site: Site, digest: str) -> int:
    return int(site.rows(f"SELECT expires FROM login_session WHERE tenant = :tenant AND digest = '{digest}'")[0][0])


def now() -> int:
    return time.time_ns() // 1000


def test_what_is_stored_logs_nobody_in(site: Site) -> None:
    ticket = new_ticket(site.url)
    stored = str(site.rows("SELECT * FROM login_session WHERE tenant = :tenant"))
    assert ticket not in stored and ticket[3:] not in stored
    assert whoami(site.url, f"SOTicket {digest_of(site, 'ticket')}").status_code == 401


@pytest.mark.parametrize("how", ["agent", "rest"])
def test_a_user_token_goes_on_where_name_and_password_were(site: Site, how: str) -> None:
    login = {"Authorization": basic("kari", "Kari")}
    if how == "agent":
        answer = httpx.post(f"{site.url}/api/v1/Agents/User/GetAccessToken", json={}, headers=login)
    else:
        answer = httpx.get(f"{site.url}/api/v1/User/currentToken", headers=login)
    token = answer.json()
    assert token.startswith("8A:Demo.")
    for scheme in ("Bearer", "bearer", "BEARER"):
        assert whoami(site.url, f"{scheme} {token}").json()["Name"] == "kari"
    assert whoami(site.url, f"SOTicket {token}").status_code == 401


def test_an_expired_token_is_401_so_that_clients_get_another(site: Site) -> None:
    token = httpx.get(f"{site.url}/api/v1/User/currentToken", headers={"Authorization": basic("kari", "Kari")}).json()
    digest = digest_of(site, "access")
    assert now() + 0.9 * HOUR < expiry(site, digest) <= now() + HOUR
    site.run(f"UPDATE login_session SET expires = {now()} WHERE tenant = :tenant AND digest = '{digest}'")
    answer = whoami(site.url, f"Bearer {token}")
    assert (answer.status_code, answer.json()["ErrorType"]) == (401, "SoSessionException")


def test_another_password_ends_what_began_with_the_old_one(site: Site, tmp_path) -> None:
    file = tmp_path / "password"
    ticket, token = new_ticket(site.url, "kari", "Kari"), tokens(site.url, name="kari", password="Kari")["access_token"]
    with browser(site.url) as person:
        sign_in(person, "kari", "Kari")
        headers = session_headers(person)
        assert person.get("/api/v1/User/currentAssociate", headers=headers).status_code == 200
        try:
            file.write_text("Another")
            site.command("user", "password", "KARI", "--password-file", str(file))
            assert whoami(site.url, basic("kari", "Kari")).status_code == 401
            assert whoami(site.url, f"SOTicket {ticket}").status_code == 401
            assert whoami(site.url, f"Bearer {token}").status_code == 401
            assert person.get("/api/v1/User/currentAssociate", headers=headers).status_code == 401
            assert whoami(site.url, basic("kari", "Another")).status_code == 200
        finally:
            file.write_text("Kari")
            site.command("user", "password", "kari", "--password-file", str(file))
    assert whoami(site.url, basic("kari", "Kari")).status_code == 200


def test_a_deleted_user_is_logged_out_everywhere(site: Site) -> None:
    ticket = new_ticket(site.url, "kari", "Kari")
    flag = "UPDATE associate SET deleted = {} WHERE tenant = :tenant AND folded_name = 'kari'"
    site.change_reference(flag.format(1))
    try:
        assert whoami(site.url, f"SOTicket {ticket}").status_code == 401
        assert whoami(site.url, basic("kari", "Kari")).status_code == 401
    finally:
        site.change_reference(flag.format(0))
    assert whoami(site.url, f"SOTicket {ticket}").status_code == 200


def test_no_login_names_all_there_are(site: Site) -> None:
    answer = whoami(site.url)
    assert answer.status_code == 401
    assert answer.json()["ErrorType"] == "ArgumentException"
    assert "X-XSRF-TOKEN HTTP header missing" in answer.json()["Message"]
    for scheme in ("Basic", "SOTicket", "Bearer"):
        assert scheme in answer.json()["Message"]
    assert not answer.headers.get("location")


@pytest.mark.parametrize(
    "header", ["Negotiate abc", "Basic", "Basic %%%", "Bearer", "SOTicket", "Basic YWJj", "x", "SOTicket \xff"]
)
def test_a_login_that_is_none_is_401_in_json(site: Site, header: str) -> None:
    answer = httpx.get(f"{site.url}/api/v1/User/currentAssociate", headers={b"Authorization": header.encode("latin-1")})
    assert (answer.status_code, answer.json()["Error"]) == (401, True)


def test_the_context_must_be_the_tenants(site: Site) -> None:
    login = basic("anne", "Anne")
    assert whoami(site.url, login, **{"SO-ContextIdentifier": "demo"}).status_code == 200
    assert whoami(site.url, login, **{"SO-ContextIdentifier": ""}).status_code == 200
    answer = whoami(site.url, login, **{"SO-ContextIdentifier": "Cust12345"})
    assert (answer.status_code, answer.json()["ErrorType"]) == (400, "ArgumentException")


def test_many_connections_with_one_new_login_all_get_in(site: Site) -> None:
    with ThreadPoolExecutor(32) as threads:
        found = list(threads.map(lambda _: whoami(site.url, basic("ANNE", "Anne")).status_code, range(32)))
    assert found == [200] * 32


@pytest.mark.parametrize(
    ("off", "refused", "taken"),
    [
        ("AUTHORIZE_WITH_USERNAME", "Basic", ["SOTicket", "Bearer"]),
        ("AUTHORIZE_WITH_TICKET", "SOTicket", ["Basic", "Bearer"]),
        ("AUTHORIZE_WITH_IMPLICIT", "X-XSRF-TOKEN", ["Basic", "SOTicket", "Bearer"]),
    ],
)
def test_a_login_that_is_switched_off_is_401_and_names_the_others(tmp_path, off: str, refused: str, taken) -> None:
    with site_on(demo_file(tmp_path), {f"OPENKONTOR_{off}": "no"}) as site:
        ticket = new_ticket(site.url)
        with browser(site.url) as person:
            sign_in(person)
            by_session = person.get("/api/v1/User/currentAssociate", headers=session_headers(person))
        answers = {
            "Basic": whoami(site.url, basic("anne", "Anne")),
            "SOTicket": whoami(site.url, f"SOTicket {ticket}"),
            "Bearer": whoami(site.url, f"Bearer {tokens(site.url)['access_token']}"),
            "X-XSRF-TOKEN": by_session,
        }
        assert {name for name, answer in answers.items() if answer.status_code != 200} == {refused}
        assert answers[refused].status_code == 401
        message = answers[refused].json()["Message"]
        assert refused not in message
        assert all(scheme in message for scheme in taken)
