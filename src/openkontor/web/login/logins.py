"""Who is calling: name and password, ticket, token, or a browser's session (protocol reference 2.1, 2.2)."""

import base64
import binascii
import contextlib
import hashlib
import hmac
import time
from typing import NamedTuple

from openkontor.agents import session
from openkontor.agents.session import ACCESS, TICKET, WEB, Session
from openkontor.config import Config
from openkontor.errors import BadArgument, LoginMissing, NotLoggedIn, Unavailable, WrongLogin
from openkontor.store.reference import Reference
from openkontor.web.answers import Header, Headers
from openkontor.web.login.basic import WRONG, Key, Passwords
from openkontor.web.tenants import Tenants

# A browser keeps the first name for pages that came over TLS, from exactly this host.
COOKIES = ("__Host-openkontor-session", "openkontor-session")
XSRF_HEADER = b"x-xsrf-token"
SCRIPTED = (XSRF_HEADER, b"x-requested-with", b"origin")
CONTEXT = b"so-contextidentifier"

ENDED = "The session or token is unknown, or has ended: log in again."
NO_XSRF = "X-XSRF-TOKEN HTTP header missing. Add X-XSRF-TOKEN HTTP header to use existing session, or an {}."
WRONG_XSRF = "The X-XSRF-TOKEN HTTP header is not the one of this session: send the value of the cookie XSRF-TOKEN."


class Caller(NamedTuple):
    """Who sent a request."""

    associate_id: int
    session: str = ""  # the secret of his ticket, token or web session; empty for a name and password


class Logins:
    """Finds out who is calling."""

    def __init__(self, tenants: Tenants, config: Config):
        self._tenants = tenants
        self._passwords = Passwords()
        self._basic = config.authorize_with_username
        self._tickets = config.authorize_with_ticket
        self._implicit = config.authorize_with_implicit
        schemes = ["Basic"] * self._basic + ["SOTicket"] * self._tickets + ["Bearer"]
        self._allowed = f"Authorization header with one of the schemes {', '.join(schemes)}"

    async def caller(self, headers: Headers, tenant: int, reference: Reference, address: str = "") -> Caller:
        """Give who sent these headers to a tenant; LoginMissing, NotLoggedIn, TooManyTries.

        WrongLogin may also mean that the reference data is stale: renew it and ask again.
        """
        if CONTEXT in headers:
            await self._check_context(headers[CONTEXT], tenant)
        header = headers.get(b"authorization")
        if not header:
            return await self._by_cookie(headers, tenant)
        key = self._passwords.key(header, tenant)
        known = self._passwords.remembered(key, reference)
        if known:
            return Caller(known)
        scheme, _, value = header.partition(b" ")
        return await self._by_scheme(scheme.lower(), value.strip(), key, reference, address)

    async def password(self, name: str, password: str, tenant: int, address: str) -> int:
        """Give the associate that a sign-in page's name and password log in; WrongLogin, TooManyTries."""
        key = self._passwords.key(f"{name}:{password}".encode("utf-8", "surrogatepass"), tenant)
        reference = await self._tenants.reference(tenant)
        try:
            return await self._passwords.associate(key, name, password, reference, address)
        except WrongLogin:  # or somebody who was added, or a password that was changed, a moment ago
            if not await self._tenants.is_stale(reference, tenant):
                raise
            await self._tenants.renew(reference, tenant)
            reference = await self._tenants.reference(tenant)
            return await self._passwords.associate(key, name, password, reference, address)

    def challenge(self, headers: Headers) -> tuple[Header, ...]:
        """Give the header that goes with a 401: none for scripts in pages, whose browser would open a dialog.

        A script that reads from its own server sends no Origin; then the browser says what it is, or has a session.
        """
        is_script = headers.get(b"sec-fetch-mode", b"navigate") != b"navigate" or session_cookie(headers)
        if not self._basic or is_script or any(name in headers for name in SCRIPTED):
            return ()
        return ((b"www-authenticate", b'Basic realm="openkontor", charset="UTF-8"'),)

    async def _by_scheme(self, scheme: bytes, value: bytes, key: Key, reference: Reference, address: str) -> Caller:
        if scheme == b"bearer":
            return await self._by_secret(_text(value), ACCESS, key[0])
        if scheme == b"soticket" and self._tickets:
            return await self._by_secret(_text(value), TICKET, key[0])
        if scheme != b"basic" or not (self._basic or self._tickets):
            raise NotLoggedIn(f"This login is not taken here. Send an {self._allowed}.")
        text = _decoded(value)
        if text.startswith("7T:") and text.endswith(":"):  # a ticket has a colon of its own
            return await self._by_scheme(b"soticket", text[:-1].encode(), key, reference, address)
        name, separator, password = text.partition(":")
        if not separator:
            raise NotLoggedIn(WRONG)
        if not self._basic:
            return await self._by_scheme(b"", b"", key, reference, address)
        return Caller(await self._passwords.associate(key, name, password, reference, address))

    async def _by_cookie(self, headers: Headers, tenant: int) -> Caller:
        """The header is needed for reading too: a page elsewhere can send the cookie, but not know the token."""
        token = headers.get(XSRF_HEADER)
        if not self._implicit:
            raise LoginMissing(f"The request carries no login. Send an {self._allowed}.")
        if not token:
            raise LoginMissing(NO_XSRF.format(self._allowed))
        secret = session_cookie(headers)
        if not secret:
            raise NotLoggedIn(ENDED)
        if not hmac.compare_digest(token, xsrf_token(secret).encode()):
            raise NotLoggedIn(WRONG_XSRF)
        return await self._by_secret(secret, WEB, tenant)

    async def _by_secret(self, secret: str, kind: str, tenant: int) -> Caller:
        found: Session | None = await self._tenants.run("read", lambda call: session.find(call, secret, kind), tenant)
        if found is None:
            raise NotLoggedIn(ENDED)
        if session.is_due(found, time.time_ns() // 1000):
            with contextlib.suppress(Unavailable):  # what only reads must work while nothing can be written
                await self._tenants.run("write", lambda call: session.slide(call, secret), tenant)
        return Caller(found.associate_id, secret)

    async def _check_context(self, sent: bytes, tenant: int) -> None:
        name = await self._tenants.name(tenant)
        if sent and _text(sent).casefold() != name.casefold():
            raise BadArgument("SO-ContextIdentifier names another tenant than the address leads to.")


def session_cookie(headers: Headers) -> str:
    """Give the secret of a browser's session, empty when it sent none."""
    sent = dict(part.strip().partition("=")[::2] for part in _text(headers.get(b"cookie", b"")).split(";"))
    return next((sent[name] for name in COOKIES if sent.get(name)), "")


def ticket_of(headers: Headers) -> str:
    """Give the ticket in the Authorization header, empty when there is none."""
    scheme, _, value = _text(headers.get(b"authorization", b"")).partition(" ")
    return value.strip() if scheme.lower() == "soticket" else ""


def xsrf_token(secret: str) -> str:
    """Give the X-XSRF-TOKEN of a session: it follows from the secret that scripts cannot read."""
    return hashlib.sha256(b"xsrf:" + secret.encode("utf-8", "surrogateescape")).hexdigest()


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")


def _decoded(value: bytes) -> str:
    try:
        return base64.b64decode(value, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        raise NotLoggedIn(WRONG) from None
