"""The sign-in page, and the routes of everything around it (docs/decisions/0012).

It asks for name and password, starts a web session, and sends people on to where they wanted to go.
"""

import re
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from openkontor.agents import identity, session
from openkontor.agents.session import WEB
from openkontor.call import Call
from openkontor.errors import TooManyTries, WrongLogin
from openkontor.web.login import oidc
from openkontor.web.login.logins import COOKIES, session_cookie, ticket_of, xsrf_token
from openkontor.web.login.oidc import Provider, json_answer, tenant_asked_for
from openkontor.web.login.site import Site, TooLarge, form_of, headers_of, message, page, pairs
from openkontor.web.login.system_user import SystemUsers

LOGIN = "/login"
FORM_COOKIES = ("__Host-openkontor-form", "openkontor-form")
XSRF_COOKIE = "XSRF-TOKEN"
SYSTEM_USER = "/login/api/PartnerSystemUser/Authenticate"
STATE = "/api/state/{tenant}"
STALE_FORM = "This page was open for too long. Please try again."

Endpoint = Callable[[Request], Awaitable[Response]]


class AnyCase(Route):
    """A route whose path is matched in any case and with a slash at its end, as those of the API are."""

    def __init__(self, *arguments: Any, **more: Any):
        super().__init__(*arguments, **more)
        self.path_regex = re.compile(self.path_regex.pattern.removesuffix("$") + "/*$", re.IGNORECASE)


def routes(site: Site) -> list[Route]:
    """Give the routes of sign-in page, OpenID Connect, system users and tenant states."""
    provider, pages = Provider(site), SignIn(site)
    called = [
        (oidc.CONFIGURATION, provider.configuration, "GET"),
        (oidc.JWKS, provider.jwks, "GET"),
        (oidc.TOKENS, provider.tokens, "POST"),
        (oidc.REVOKE, provider.revoke, "POST"),
        (SYSTEM_USER, SystemUsers(site, provider).authenticate, "POST"),
        (STATE, pages.state, "GET"),
    ]
    return [
        AnyCase(LOGIN, _small(pages.form), methods=["GET"]),
        AnyCase(LOGIN, _small(pages.sign_in), methods=["POST"]),
        AnyCase(oidc.LOGOUT, _small(pages.sign_out), methods=["GET", "POST"]),
        AnyCase(oidc.AUTHORIZE, _small(provider.authorize), methods=["GET", "POST"]),
        *(AnyCase(path, _called(site, _small(endpoint)), methods=[verb, "OPTIONS"]) for path, endpoint, verb in called),
    ]


def _small(endpoint: Endpoint) -> Endpoint:
    """Refuse bodies that are no forms of ours."""

    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except TooLarge:
            return message(413, "Too large", "The request is larger than any that this page sends.")

    return guarded


def _called(site: Site, endpoint: Endpoint) -> Endpoint:
    """Let pages of the listed origins call what is for programs."""

    async def answered(request: Request) -> Response:
        headers = headers_of(request)
        asked = site.cors.preflight(request.method, headers)
        answer = Response(status_code=204) if asked is not None else await endpoint(request)
        answer.raw_headers.extend(site.cors.headers(headers) if asked is None else asked)
        return answer

    return answered


class SignIn:
    """Web sessions: how they begin and end."""

    def __init__(self, site: Site):
        self._site = site

    async def form(self, request: Request) -> Response:
        """Show the form, or who has signed in already."""
        wanted = _local(request.query_params.get("next", ""))
        secret = session_cookie(headers_of(request))
        name = "" if wanted else await self._signed_in(secret)
        if name:
            return page("signed_in", "openkontor", name=name, action=self._url(request, oidc.LOGOUT))
        asked = _query_of(wanted)
        tenant = request.query_params.get("tenant") or tenant_asked_for(asked)
        hint = asked.get("login_hint", request.query_params.get("login_hint", ""))
        return self._form(request, wanted, tenant, hint)

    async def sign_in(self, request: Request) -> Response:
        """Check name and password; start a session and go on, or show the form with what is wrong."""
        sent = await form_of(request)
        wanted, tenant_name, name = _local(sent.get("next", "")), sent.get("tenant", ""), sent.get("name", "").strip()
        cookie = next((request.cookies[known] for known in FORM_COOKIES if request.cookies.get(known)), "")
        if not cookie or not secrets.compare_digest(cookie.encode(), sent.get("form", "").encode()):
            return self._form(request, wanted, tenant_name, name, STALE_FORM, 400)
        tenant = await self._site.tenants.find(tenant_name)
        if tenant is None:
            return self._form(request, wanted, tenant_name, name, "There is no such tenant on this server.", 400)
        address = self._site.address(request)
        try:
            associate_id = await self._site.logins.password(name, sent.get("password", ""), tenant, address)
        except WrongLogin:
            return self._form(request, wanted, tenant_name, name, "User name or password is wrong.", 401)
        except TooManyTries as error:
            refused = self._form(request, wanted, tenant_name, name, error.message, 429)
            refused.headers["retry-after"] = str(error.seconds)
            return refused
        await self._end(session_cookie(headers_of(request)))  # what this browser was before, it is no longer
        secret = await self._site.tenants.run("write", lambda call: session.start(call, associate_id, WEB), tenant)
        answer = RedirectResponse(self._url(request, wanted or LOGIN), 303, {"cache-control": "no-store"})
        self._set_cookies(request, answer, secret)
        return answer

    async def sign_out(self, request: Request) -> Response:
        """End this browser's session, or the ticket in the Authorization header."""
        headers = headers_of(request)
        await self._end(session_cookie(headers))
        await self._end(ticket_of(headers))
        answer = message(200, "Signed out", "You are signed out.")
        for name in (*COOKIES, XSRF_COOKIE):
            secure = name.startswith("__Host-") or self._secure(request)
            answer.delete_cookie(name, path="/", secure=secure, httponly=name in COOKIES, samesite="lax")
        return answer

    async def state(self, request: Request) -> Response:
        """Tell whether a tenant is there; nobody has to log in for it."""
        asked = request.path_params["tenant"]
        tenant = await self._site.tenants.find(asked)
        name = asked if tenant is None else await self._site.tenants.name(tenant)
        return json_answer(identity.state(name, self._url(request, ""), tenant is not None))

    async def _signed_in(self, secret: str) -> str:
        """Give the name of who has signed in, empty for nobody."""

        def work(call: Call) -> str:
            found = session.find(call, secret, WEB)
            return call.reference.associates[found.associate_id].full_name if found else ""

        tenant = session.tenant_of(secret)
        if not tenant or not await self._site.tenants.name(tenant):
            return ""
        name: str = await self._site.tenants.run("read", work, tenant)
        return name

    async def _end(self, secret: str) -> None:
        tenant = session.tenant_of(secret) or await self._site.tenants.find("")
        if secret and tenant and await self._site.tenants.name(tenant):
            await self._site.tenants.run("write", lambda call: session.end(call, secret), tenant)

    def _form(
        self, request: Request, wanted: str, tenant: str, name: str, error: str = "", status: int = 200
    ) -> Response:
        token = next((request.cookies[known] for known in FORM_COOKIES if request.cookies.get(known)), "")
        token = token or secrets.token_urlsafe(24)
        answer = page(
            "form",
            "Sign in",
            status=status,
            error=error,
            action=self._url(request, LOGIN),
            next=wanted,
            tenant=tenant,
            form=token,
            name=name,
            focus_name="" if name else "autofocus",
            focus_password="autofocus" if name else "",
        )
        secure = self._secure(request)
        answer.set_cookie(FORM_COOKIES[not secure], token, path="/", secure=secure, httponly=True, samesite="strict")
        return answer

    def _set_cookies(self, request: Request, answer: Response, secret: str) -> None:
        """The session's cookie is not for scripts; the other is for them alone."""
        secure = self._secure(request)
        answer.set_cookie(COOKIES[not secure], secret, path="/", secure=secure, httponly=True, samesite="lax")
        answer.set_cookie(XSRF_COOKIE, xsrf_token(secret), path="/", secure=secure, samesite="lax")

    def _secure(self, request: Request) -> bool:
        return self._url(request, "").startswith("https:")

    def _url(self, request: Request, path: str) -> str:
        return self._site.base(request) + path


def _local(wanted: str) -> str:
    """Give where to go on to, if that is a path of this server: a link elsewhere could pretend to be us."""
    return wanted if re.fullmatch(r"/(?![/\\])[^\x00-\x20\\]*", wanted) else ""


def _query_of(wanted: str) -> dict[str, str]:
    return pairs(wanted.partition("?")[2].encode())
