"""Our OpenID Connect provider, used by clients that others wrote: requests-oauthlib and PyJWT."""

import os
import re
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import httpx
import jwt
import pytest
from requests_oauthlib import OAuth2Session

from tests.logins.browser import (
    ADDRESS,
    APP,
    SECRET,
    asked,
    authorized,
    browser,
    challenge,
    exchanged,
    fields,
    parameters,
    refreshed,
    refused,
    sign_in,
    tokens,
    whoami,
)
from tests.logins.conftest import HOUR, Site

PREFIX = "http://schemes.superoffice.net/identity/"
AUTHORIZE = "/login/common/oauth/authorize"
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # the tests' server is on this machine


def native_app(site: Site, *addresses: str) -> str:
    words = [word for address in addresses for word in ("--redirect-uri", address)]
    said = site.command("app", "add", "Native one", "--native", "--json", *words)
    found = re.search(r'"client_id": "(\w+)"', said)
    assert found and '"client_secret": ""' in said
    return found[1]


def checked(site: Site, token: str, audience: str = APP) -> dict[str, str]:
    """The claims of an id token whose signature is right."""
    key = jwt.PyJWKClient(f"{site.url}/login/.well-known/jwks").get_signing_key_from_jwt(token)
    claims: dict[str, str] = jwt.decode(token, key.key, ["RS256"], audience=audience, issuer=site.url)
    return claims


def test_discovery_names_the_documented_addresses(site: Site) -> None:
    told = httpx.get(f"{site.url}/login/.well-known/openid-configuration").json()
    assert told["issuer"] == site.url
    for name, path in {
        "authorization_endpoint": AUTHORIZE,
        "token_endpoint": "/login/common/oauth/tokens",
        "revocation_endpoint": "/login/common/oauth/revoke",
        "end_session_endpoint": "/login/logout",
        "jwks_uri": "/login/.well-known/jwks",
    }.items():
        assert told[name] == site.url + path
    assert told["id_token_signing_alg_values_supported"] == ["RS256"]
    assert set(told["response_types_supported"]) == {"code", "id_token", "code id_token"}


def test_an_independent_client_signs_somebody_in_with_pkce(site: Site) -> None:
    app = OAuth2Session(APP, redirect_uri=ADDRESS, scope=["openid"], pkce="S256")
    url, state = app.authorization_url(site.url + AUTHORIZE, nonce="n-1")
    with browser(site.url) as person:
        to_page = person.get(url)
        answer = sign_in(person, at=to_page.headers["location"])
        back = person.get(answer.headers["location"]).headers["location"]
    assert parameters_of_address(back)["state"] == state
    found = app.fetch_token(
        f"{site.url}/login/common/oauth/tokens",
        authorization_response=back,
        client_secret=SECRET,
        include_client_id=True,
    )
    assert found["token_type"] == "Bearer"
    assert found["expires_in"] == 3600
    assert re.fullmatch(r"8A:Demo\.[^.]{40,}", found["access_token"])
    assert checked(site, found["id_token"])["nonce"] == "n-1"
    mine = app.get(f"{site.url}/api/v1/User/currentPrincipal").json()
    assert (mine["Associate"], mine["DatabaseContextIdentifier"]) == ("anne", "Demo")


def parameters_of_address(address: str) -> dict[str, str]:
    return dict(httpx.URL(address).params)


def test_the_id_token_has_the_documented_claims(site: Site) -> None:
    claims = checked(site, tokens(site.url, name="tje0", password="Tje0")["id_token"])
    own = {name.removeprefix(PREFIX): value for name, value in claims.items() if name.startswith(PREFIX)}
    assert own.keys() >= {
        "associateid", "identityprovider", "email", "upn", "ctx", "is_administrator", "company_name", "serial",
        "netserver_url", "webapi_url", "system_token", "initials", "so_primary_email_address", "ticket",
    }  # fmt: skip
    assert all(isinstance(value, str) for value in own.values())
    assert own["associateid"] == claims["sub"] == "1"
    assert (own["ctx"], own["is_administrator"], own["initials"]) == ("Demo", "True", "tje0")
    assert own["webapi_url"] == f"{site.url}/Demo/api/"
    assert "@" in own["email"]
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["nbf"] <= time.time()
    other = checked(site, tokens(site.url)["id_token"])
    assert other[PREFIX + "is_administrator"] == "False"


def test_the_answer_is_no_bytes_for_caches(site: Site) -> None:
    answer = exchanged(site.url, authorized(site.url)["code"])
    assert answer.headers["cache-control"] == "no-store"
    assert list(answer.json()) == ["token_type", "access_token", "expires_in", "refresh_token", "id_token"]


@pytest.mark.parametrize("how", ["query", "misspelt", "basic"])
def test_the_token_address_takes_its_parameters_wherever_they_stand(site: Site, how: str) -> None:
    code = authorized(site.url)["code"]
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": ADDRESS}
    known = {"client_id": APP, "client_secret": SECRET}
    url = f"{site.url}/login/common/oauth/tokens"
    if how == "query":
        answer = httpx.post(url, params=sent | known)
    elif how == "misspelt":
        answer = httpx.post(url, params={"redirect_url": sent.pop("redirect_uri")}, data=sent | known)
    else:
        answer = httpx.post(url, data=sent, auth=(APP, SECRET))
    assert answer.status_code == 200, answer.text


def test_a_refresh_token_can_be_used_again_and_brings_no_other(site: Site) -> None:
    first = tokens(site.url)
    for _ in range(2):
        again = refreshed(site.url, first["refresh_token"])
        assert again.status_code == 200, again.text
        assert "refresh_token" not in again.json()
        assert again.json()["access_token"] != first["access_token"]
        assert whoami(site.url, f"Bearer {again.json()['access_token']}").status_code == 200
        assert checked(site, again.json()["id_token"])[PREFIX + "initials"] == "anne"
    assert whoami(site.url, f"Bearer {first['access_token']}").status_code == 200
    assert whoami(site.url, f"Bearer {first['refresh_token']}").status_code == 401


def revoked(site: Site, token: str) -> None:
    known = {"client_id": APP, "client_secret": SECRET}
    assert httpx.post(f"{site.url}/login/common/oauth/revoke", data={"token": token} | known).status_code == 200


def test_a_revoked_access_token_is_dead_and_the_others_live(site: Site) -> None:
    found = tokens(site.url)
    revoked(site, found["access_token"])
    assert whoami(site.url, f"Bearer {found['access_token']}").status_code == 401
    assert refreshed(site.url, found["refresh_token"]).status_code == 200


def test_a_revoked_refresh_token_takes_all_of_its_consent_along(site: Site) -> None:
    found, other = tokens(site.url), tokens(site.url)
    later = refreshed(site.url, found["refresh_token"]).json()["access_token"]
    revoked(site, found["refresh_token"])
    assert refused(refreshed(site.url, found["refresh_token"])) == "invalid_grant"
    for token in (found["access_token"], later):
        assert whoami(site.url, f"Bearer {token}").status_code == 401
    assert whoami(site.url, f"Bearer {other['access_token']}").status_code == 200


def test_revoking_what_is_no_token_is_no_error(site: Site) -> None:
    for token in ("x", "8A:Demo.x", "8A:Nobody.x", "1.x", "99.x", "9" * 40):
        revoked(site, token)


def test_a_code_works_once_and_a_second_use_ends_what_came_of_the_first(site: Site) -> None:
    code = authorized(site.url)["code"]
    first = exchanged(site.url, code).json()
    assert whoami(site.url, f"Bearer {first['access_token']}").status_code == 200
    assert refused(exchanged(site.url, code)) == "invalid_grant"
    assert whoami(site.url, f"Bearer {first['access_token']}").status_code == 401
    assert refused(refreshed(site.url, first["refresh_token"])) == "invalid_grant"


def test_of_many_who_use_a_code_at_once_one_gets_tokens(site: Site) -> None:
    code = authorized(site.url)["code"]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: exchanged(site.url, code).status_code, range(8)))
    assert sorted(answers) == [200] + [400] * 7


def test_a_code_lives_for_ten_minutes(site: Site) -> None:
    code = authorized(site.url)["code"]
    codes = "tenant = :tenant AND kind = 'code'"
    newest = f"{codes} AND registered = (SELECT max(registered) FROM login_session WHERE {codes})"
    (row,) = site.rows(f"SELECT expires - registered FROM login_session WHERE {newest}")
    assert row[0] == HOUR / 6
    site.run(f"UPDATE login_session SET expires = registered WHERE {newest}")
    assert refused(exchanged(site.url, code)) == "invalid_grant"


@pytest.mark.parametrize("method", ["S256", "plain", ""])
def test_a_native_client_proves_itself_by_its_verifier(site: Site, method: str) -> None:
    client = native_app(site, "http://127.0.0.1/done")
    address = "http://127.0.0.1:53219/done"
    verifier = secrets.token_urlsafe(48)
    sent = {"client_id": client, "redirect_uri": address, "code_challenge_method": method}
    sent["code_challenge"] = challenge(verifier) if method == "S256" else verifier
    for tried, error in (("y" * 43, "invalid_grant"), ("", "invalid_request"), (verifier, "")):
        code = authorized(site.url, **sent)["code"]
        answer = exchanged(
            site.url, code, client_id=client, client_secret="", redirect_uri=address, code_verifier=tried
        )
        assert (refused(answer) if error else answer.status_code) == (error or 200)
    again = refreshed(site.url, answer.json()["refresh_token"], client, "")
    assert again.status_code == 200
    assert checked(site, again.json()["id_token"], client)


def test_a_native_client_without_pkce_gets_nothing(site: Site) -> None:
    client = native_app(site, "http://127.0.0.1")
    code = authorized(site.url, client_id=client, redirect_uri="http://127.0.0.1:8/")
    assert (
        "code" not in code
        or refused(
            exchanged(site.url, code["code"], client_id=client, client_secret="", redirect_uri="http://127.0.0.1:8/")
        )
        == "invalid_request"
    )


def test_who_has_signed_in_is_not_asked_again_unless_the_application_insists(site: Site) -> None:
    with browser(site.url) as person:
        none = parameters(person.get(AUTHORIZE, params=asked(prompt="none")))
        assert none["error"] == "login_required"
        sign_in(person)
        assert "code" in parameters(person.get(AUTHORIZE, params=asked()))
        to_page = person.get(AUTHORIZE, params=asked(prompt="login"))
        assert to_page.headers["location"].startswith(f"{site.url}/login?")
        answer = sign_in(person, at=to_page.headers["location"])
        assert "code" in parameters(person.get(answer.headers["location"]))


def test_an_id_token_alone_comes_in_the_fragment(site: Site) -> None:
    back = authorized(site.url, response_type="id_token", nonce="n-2")
    assert back.keys() == {"id_token", "state"}
    claims = checked(site, back["id_token"])
    assert claims["nonce"] == "n-2"
    assert PREFIX + "ticket" not in claims


def test_code_and_id_token_together(site: Site) -> None:
    back = authorized(site.url, response_type="id_token code", nonce="n-3")
    assert checked(site, back["id_token"])["nonce"] == "n-3"
    assert exchanged(site.url, back["code"]).status_code == 200


def test_a_form_carries_the_answer_without_a_word_from_elsewhere(site: Site) -> None:
    with browser(site.url) as person:
        sign_in(person)
        answer = person.get(AUTHORIZE, params=asked(response_mode="form_post", state='"><script>x'))
        assert answer.status_code == 200
        assert f'action="{ADDRESS}"' in answer.text
        assert fields(answer)["state"] == '"><script>x'
        assert answer.text.count("<script>") == 1
        assert "script-src 'sha256-" in answer.headers["content-security-policy"]
        assert exchanged(site.url, fields(answer)["code"]).status_code == 200


def test_the_tenant_can_be_named_beforehand(site: Site) -> None:
    assert "code" in authorized(site.url, acr_values="tenant:demo")
    with browser(site.url) as person:
        answer = person.get(AUTHORIZE, params=asked(acr_values="tenant:Cust12345"))
        assert answer.status_code == 400
        assert "no such tenant" in answer.text


def test_a_revoked_application_can_do_nothing_any_more(site: Site) -> None:
    said = site.command("app", "add", "Short-lived", "--redirect-uri", ADDRESS, "--json")
    client, secret = re.findall(r'": "([^"]+)"', said)[:2]
    known = {"client_id": client, "client_secret": secret}
    found = exchanged(site.url, authorized(site.url, client_id=client)["code"], **known).json()
    assert whoami(site.url, f"Bearer {found['access_token']}").status_code == 200
    site.command("app", "revoke", client)
    assert whoami(site.url, f"Bearer {found['access_token']}").status_code == 401
    assert refused(refreshed(site.url, found["refresh_token"], client, secret)) == "invalid_client"
    with browser(site.url) as person:
        assert person.get(AUTHORIZE, params=asked(client_id=client)).status_code == 400


def test_the_secret_of_an_application_is_not_stored(site: Site) -> None:
    said = site.command("app", "add", "Secretive", "--redirect-uri", ADDRESS, "--json")
    _, secret = re.findall(r'": "([^"]+)"', said)[:2]
    assert len(secret) > 40
    assert secret not in str(site.rows("SELECT * FROM OnlineApp WHERE tenant = :tenant"))


def test_paths_are_matched_in_any_case(site: Site) -> None:
    assert httpx.get(f"{site.url}/Login/.Well-Known/JWKS").status_code == 200
    with browser(site.url) as person:
        assert person.get(f"/Login/Common/OAuth/Authorize?{urlencode(asked())}").status_code == 302


@pytest.mark.parametrize(
    ("name", "state"), [("Demo", "Running"), ("demo", "Running"), ("Cust12345", "Unknown"), ("a'b", "Unknown")]
)
def test_the_state_of_a_tenant_is_told_to_anybody(site: Site, name: str, state: str) -> None:
    answer = httpx.get(f"{site.url}/api/state/{name}")
    told = answer.json()
    assert (answer.status_code, told["State"], told["IsRunning"]) == (200, state, state == "Running")
    assert list(told) == ["ContextIdentifier", "Endpoint", "State", "IsRunning", "ValidUntil", "Api", "Version"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z", told["ValidUntil"])
    if state == "Running":
        assert told["Endpoint"] == f"{site.url}/Demo"
        assert told["Api"] == f"{site.url}/Demo/api"
