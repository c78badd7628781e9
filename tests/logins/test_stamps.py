"""When somebody came and went: apart from the reference data, and read by GetMyActiveContacts."""

import base64
import time

import httpx
import pytest

from tests.logins.browser import browser, sign_in, tokens, whoami
from tests.logins.conftest import HOUR, Site

LOGIN = {"Authorization": "Basic " + base64.b64encode(b"kari:Kari").decode()}


@pytest.fixture(autouse=True)
def nobody_came(site: Site) -> None:
    for table in ("login_session", "login_stamp"):
        site.run(f"DELETE FROM {table} WHERE tenant = :tenant")


def stamps(site: Site, name: str = "kari") -> tuple[int | None, ...]:
    who = f"(SELECT associate_id FROM associate WHERE tenant = :tenant AND folded_name = '{name}')"
    sql = (
        f"SELECT lastlogin, previouslogin, lastlogout FROM login_stamp WHERE tenant = :tenant AND associate_id = {who}"
    )
    return (site.rows(sql) or [(None, None, None)])[0]


def version(site: Site) -> int:
    return int(site.rows("SELECT reference_version FROM tenant WHERE tenant = :tenant")[0][0])


def now() -> int:
    return time.time_ns() // 1000


def test_coming_and_going_by_the_page_is_stamped_and_changes_no_reference_data(site: Site) -> None:
    before, began = version(site), now()
    with browser(site.url) as person:
        sign_in(person, "kari", "Kari")
        login, previous, logout = stamps(site)
        assert began <= (login or 0) <= now() and (previous, logout) == (None, None)
        person.get("/login/logout")
        assert login <= (stamps(site)[2] or 0) <= now()
        sign_in(person, "kari", "Kari")
        assert stamps(site)[1] == login < stamps(site)[0]
    assert version(site) == before


def test_signing_in_to_an_application_is_one_log_in(site: Site) -> None:
    tokens(site.url, name="kari", password="Kari")
    login, previous, _ = stamps(site)
    assert login and previous is None


def test_name_and_password_and_user_tokens_leave_no_stamp(site: Site) -> None:
    token = httpx.get(f"{site.url}/api/v1/User/currentToken", headers=LOGIN).json()
    assert whoami(site.url, f"Bearer {token}").status_code == 200
    assert stamps(site) == (None, None, None)


def test_a_session_that_expired_was_left_then(site: Site) -> None:
    with browser(site.url) as person:
        sign_in(person, "kari", "Kari")
    ended = now() - HOUR
    site.run(f"UPDATE login_session SET expires = {ended} WHERE tenant = :tenant")
    assert since(site) == ended
    tokens(site.url, name="anne")  # anybody's next log-in tidies up
    assert site.rows("SELECT 1 FROM login_session WHERE tenant = :tenant AND kind = 'web'") == [(1,)]
    assert stamps(site)[2] == ended
    assert since(site) == ended


def since(site: Site) -> int | None:
    """What GetMyActiveContacts takes for kari's last log-out."""
    from openkontor.agents.contact_activity import _start
    from openkontor.call import Call
    from openkontor.store.reference import Reference

    def work(db):
        db.reference = Reference(db)
        me = db.reference.logins["kari"].associate_id
        return _start(Call(db, me, now()), 10**17)

    return site.engine.read_now(work, 1)


def test_activities_since_the_last_log_out_are_those_of_the_time_away(site: Site) -> None:
    def add(name: str) -> int:
        answer = httpx.post(f"{site.url}/api/v1/Contact", json={"Name": name}, headers=LOGIN)
        assert answer.status_code == 200, answer.text
        return int(answer.json()["ContactId"])

    def away() -> set[int]:
        body = {"ActivityStartTime": "2999-01-01T00:00:00", "ActionType": "Created"}
        url = f"{site.url}/api/v1/Agents/Contact/GetMyActiveContacts"
        return {row["ContactId"] for row in httpx.post(url, json=body, headers=LOGIN).json()}

    site.run("UPDATE UserRoleLink SET role_id = 1 WHERE tenant = :tenant")
    site.change_reference("UPDATE UserRoleLink SET role_id = 1 WHERE tenant = :tenant")
    before = add("Before")
    with browser(site.url) as person:
        sign_in(person, "kari", "Kari")
        during = add("During")
        assert {before, during} <= away(), "never logged out: since the log-in before, or the first day"
        person.get("/login/logout")
        after = add("After")
        sign_in(person, "kari", "Kari")
    assert after in away()
    assert not {before, during} & away()
