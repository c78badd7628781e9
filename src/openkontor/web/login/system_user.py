"""The system user: an application that proves itself by signature gets a ticket (protocol reference 2.6)."""

import base64
import binascii
import secrets
import time
from datetime import UTC, datetime
from typing import Any

import msgspec
from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry
from starlette.requests import Request
from starlette.responses import Response

from openkontor.agents import identity, session
from openkontor.agents.session import TICKET, App
from openkontor.call import Call
from openkontor.web.login.oidc import Provider, json_answer
from openkontor.web.login.site import Site, body_of

ISSUER = "SuperOffice AS"  # what clients of this flow compare with
CLOCKS_DIFFER = 600  # seconds; the signed time is a whole minute
TOKEN_SECONDS = 3600
RS256 = JWSRegistry.algorithms["RS256"]


class Refused(Exception):
    """What the application is told in ErrorMessage."""


class SystemUsers:
    """Logs applications in."""

    def __init__(self, site: Site, provider: Provider):
        self._site = site
        self._provider = provider

    async def authenticate(self, request: Request) -> Response:
        """Give a signed token with a ticket in it, or say why not; the status is 200 either way."""
        try:
            return json_answer(_told(token=await self._token(request)))
        except Refused as refused:
            return json_answer(_told(error=str(refused)))

    async def _token(self, request: Request) -> str:
        sent = _sent(await body_of(request))
        if sent.get("returntokentype", "JWT").upper() != "JWT":
            raise Refused("ReturnTokenType: only JWT is given.")
        tenant = await self._site.tenants.find(sent.get("contextidentifier", ""))
        if tenant is None or not sent.get("contextidentifier"):
            raise Refused("ContextIdentifier: there is no such tenant.")
        base = self._site.base(request)
        key = await self._provider.key()
        claims: dict[str, Any] = await self._site.tenants.run("write", lambda call: _log_in(call, sent, base), tenant)
        return jwt.encode({"alg": "RS256", "typ": "JWT", "kid": key.kid or ""}, claims, key, ["RS256"])


def _sent(body: bytes) -> dict[str, str]:
    """Read the request's texts by name in lower case."""
    try:
        tree = msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refused("The request is not a JSON object.") from None
    return {name.lower(): value.replace("\0", "") for name, value in tree.items() if isinstance(value, str)}


def _log_in(call: Call, sent: dict[str, str], base: str) -> dict[str, Any]:
    """Check who signed, and start a ticket for the associate the application acts as."""
    system_token, _, rest = sent.get("signedsystemtoken", "").rpartition(".")[0].rpartition(".")
    app = session.system_app(call, system_token)
    token = session.digest(sent.get("applicationtoken", ""))
    if app is None or not app.public_key or not app.secret or not secrets.compare_digest(app.secret, token):
        raise Refused("Denied: unknown application or system token.")
    _check_signature(app, sent["signedsystemtoken"])
    _check_time(rest, call.now)
    if app.system_user not in call.reference.login_versions:
        raise Refused("Denied: the application's system user cannot log in.")
    ticket = session.start(call, app.system_user, TICKET)
    claims = identity.claims(Call(call.db, app.system_user, call.now), base, app.system_token)
    now = int(time.time())
    serial = claims[f"{identity.PREFIX}serial"]
    times = {"iat": now, "nbf": now, "exp": now + TOKEN_SECONDS}
    return claims | {f"{identity.PREFIX}ticket": ticket, "iss": ISSUER, "aud": f"spn:{serial}", **times}


def _check_signature(app: App, signed: str) -> None:
    text, _, signature = signed.rpartition(".")
    try:
        right = RS256.verify(
            text.encode(), base64.b64decode(signature, validate=True), RSAKey.import_key(app.public_key)
        )
    except binascii.Error:
        right = False
    if not right:
        raise Refused("InvalidSignature")


def _check_time(text: str, now: int) -> None:
    try:
        signed = datetime.strptime(text, "%Y%m%d%H%M").replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise Refused("InvalidTimestamp: the time is written yyyyMMddHHmm, in UTC.") from None
    if abs(signed - now / session.SECOND) > CLOCKS_DIFFER:
        raise Refused("InvalidTimestamp: the signature is too old, or a clock is wrong.")


def _told(token: str = "", error: str = "") -> dict[str, Any]:
    return {"IsSuccessful": not error, "Token": token or None, "ErrorMessage": error or None}
