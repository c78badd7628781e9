"""An application that proves itself by signature gets a ticket (server to server)."""

import base64
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.logins.browser import whoami
from tests.logins.conftest import Site

PREFIX = "http://schemes.superoffice.net/identity/"


@cache
def key(whose: str) -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


class App:
    """A registered application that can sign."""

    def __init__(self, site: Site, folder: Path):
        file = folder / "public.pem"
        file.write_bytes(key("ours").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        said = site.command("app", "add", "Night job", "--public-key", str(file), "--system-user", "anne", "--json")
        self.site = site
        self.secret, self.system_token = re.findall(r'": "([^"]+)"', said)[1:]

    def signed(self, at: datetime | None = None, whose: str = "ours", token: str = "") -> str:
        text = f"{token or self.system_token}.{at or datetime.now(UTC):%Y%m%d%H%M}"
        return f"{text}.{base64.b64encode(key(whose).sign(text.encode(), PKCS1v15(), SHA256())).decode()}"

    def ask(self, signed: str, **changes: str) -> dict[str, str]:
        sent = {
            "SignedSystemToken": signed,
            "ApplicationToken": self.secret,
            "ContextIdentifier": "Demo",
            "ReturnTokenType": "JWT",
        }
        answer = httpx.post(f"{self.site.url}/Login/api/PartnerSystemUser/Authenticate", json=sent | changes)
        assert answer.status_code == 200
        told: dict[str, str] = answer.json()
        assert list(told) == ["IsSuccessful", "Token", "ErrorMessage"]
        return told


@pytest.fixture
def app(site: Site, tmp_path: Path) -> App:
    return App(site, tmp_path)


def test_a_signed_token_is_changed_for_a_ticket(site: Site, app: App) -> None:
    told = app.ask(app.signed())
    assert told["IsSuccessful"] is True, told["ErrorMessage"]
    key = jwt.PyJWKClient(f"{site.url}/login/.well-known/jwks").get_signing_key_from_jwt(told["Token"])
    claims = jwt.decode(told["Token"], key.key, ["RS256"], audience="spn:1", issuer="SuperOffice AS")
    answer = whoami(site.url, f"SOTicket {claims[PREFIX + 'ticket']}", **{"SO-AppToken": app.secret})
    assert answer.json()["Name"] == "anne"
    assert claims[PREFIX + "system_token"] == app.system_token


def test_what_does_not_prove_it_is_refused(app: App) -> None:
    old = datetime.now(UTC) - timedelta(minutes=20)
    assert app.ask(app.signed(old))["ErrorMessage"].startswith("InvalidTimestamp")
    assert app.ask(app.signed(old + timedelta(hours=1)))["ErrorMessage"].startswith("InvalidTimestamp")
    assert app.ask(app.signed(whose="another's"))["ErrorMessage"] == "InvalidSignature"
    assert app.ask(app.signed()[:-8] + "%%%%%%%%")["ErrorMessage"] == "InvalidSignature"
    assert app.ask(app.signed(token="Nobody-1"))["ErrorMessage"].startswith("Denied")
    assert app.ask(app.signed(), ApplicationToken="wrong")["ErrorMessage"].startswith("Denied")
    assert app.ask(app.signed(), ContextIdentifier="Cust12345")["ErrorMessage"].startswith("ContextIdentifier")
    assert app.ask(app.signed(), ReturnTokenType="SAML")["ErrorMessage"].startswith("ReturnTokenType")
    for nonsense in ("", ".", "..", "a.b.c", f"{app.system_token}.x.y", "\0.\0.\0"):
        told = app.ask(nonsense)
        assert (told["IsSuccessful"], told["Token"]) == (False, None)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'{"SignedSystemToken": 5}', b"\xff"])
def test_what_is_no_request_is_refused(site: Site, body: bytes) -> None:
    answer = httpx.post(f"{site.url}/login/api/PartnerSystemUser/Authenticate", content=body)
    assert (answer.status_code, answer.json()["IsSuccessful"]) == (200, False)


def test_a_deleted_user_gives_no_system_user(site: Site, app: App) -> None:
    flag = "UPDATE associate SET deleted = {} WHERE tenant = :tenant AND folded_name = 'anne'"
    site.change_reference(flag.format(1))
    try:
        assert app.ask(app.signed())["ErrorMessage"].startswith("Denied")
    finally:
        site.change_reference(flag.format(0))
