"""The OpenID Connect provider's addresses (protocol reference 2.5); the rules are in oauth.py."""

import asyncio
import html
from typing import Any
from urllib.parse import urlencode

import msgspec
from joserfc.jwk import RSAKey
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from openkontor.agents import session
from openkontor.agents.session import WEB
from openkontor.call import Call
from openkontor.config import DEFAULT_TENANT
from openkontor.web.login.logins import session_cookie
from openkontor.web.login.oauth import AUTH_METHODS, MODES, Outcome, Revocation, Server
from openkontor.web.login.oauth_rows import RESPONSE_TYPES, SCOPE
from openkontor.web.login.oauth_rows import Request as Asked
from openkontor.web.login.site import Site, headers_of, message, page, parameters_of

AUTHORIZE = "/login/common/oauth/authorize"
TOKENS = "/login/common/oauth/tokens"
REVOKE = "/login/common/oauth/revoke"
JWKS = "/login/.well-known/jwks"
CONFIGURATION = "/login/.well-known/openid-configuration"
LOGOUT = "/login/logout"
KEY_BITS = 2048
NO_STORE = {"cache-control": "no-store", "pragma": "no-cache"}


class Provider:
    """Signs people in for applications."""

    def __init__(self, site: Site):
        self._site = site
        self._key: RSAKey | None = None

    async def configuration(self, request: Request) -> Response:
        """Tell what there is and where."""
        base = self._site.base(request)
        told = {
            "issuer": base,
            "authorization_endpoint": base + AUTHORIZE,
            "token_endpoint": base + TOKENS,
            "revocation_endpoint": base + REVOKE,
            "end_session_endpoint": base + LOGOUT,
            "jwks_uri": base + JWKS,
            "scopes_supported": [SCOPE],
            "response_types_supported": RESPONSE_TYPES,
            "response_modes_supported": MODES,
            "grant_types_supported": ["authorization_code", "implicit", "refresh_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": AUTH_METHODS,
            "code_challenge_methods_supported": ["S256", "plain"],
        }
        return json_answer(told)

    async def jwks(self, request: Request) -> Response:
        """Give the public keys that id tokens are checked against."""
        key = await self.key()
        return json_answer({"keys": [key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """Send whoever has signed in back to the application, anybody else to the sign-in page."""
        parameters = await parameters_of(request)
        tenant = await self._site.tenants.find(tenant_asked_for(parameters))
        if tenant is None:
            return message(400, "Unknown tenant", "There is no such tenant on this server.")
        secret, prompt = session_cookie(headers_of(request)), parameters.get("prompt", "").split()
        key, base = await self.key(), self._site.base(request)

        def work(call: Call) -> Outcome | None:
            found = session.find(call, secret, WEB)
            associate_id = found.associate_id if found else 0
            asked = Asked("GET", dict(parameters))
            server = Server(call, key, base)
            grant = server.asked(asked, associate_id)
            if isinstance(grant, Outcome):
                return grant
            if not associate_id or "login" in prompt:
                return None
            return server.create_authorization_response(asked, associate_id, grant)  # type: ignore[no-any-return]

        outcome = await self._site.tenants.run("write", work, tenant)
        if outcome is None:
            parameters.pop("prompt", None)
            return RedirectResponse(f"{base}/login?{urlencode({'next': f'{AUTHORIZE}?{urlencode(parameters)}'})}", 302)
        return _sent_back(outcome)

    async def tokens(self, request: Request) -> Response:
        """Give tokens for a code or a refresh token; its parameters may stand in the query."""
        parameters = await parameters_of(request)
        tenant = await self._tenant(parameters.get("code") or parameters.get("refresh_token", ""))
        return await self._answer(
            request, parameters, tenant, lambda server, asked: server.create_token_response(asked)
        )

    async def revoke(self, request: Request) -> Response:
        """End a token."""
        parameters = await parameters_of(request)
        tenant = await self._tenant(parameters.get("token", ""))
        return await self._answer(
            request,
            parameters,
            tenant,
            lambda server, asked: server.create_endpoint_response(Revocation.ENDPOINT_NAME, asked),
        )

    async def key(self) -> RSAKey:
        """Give the key that signs; made once per installation, and shared by its nodes through the database."""
        if self._key is None:
            keys = await self._keys()
            if not keys:
                made = await asyncio.to_thread(_new_key)
                keys = await self._keys(made)
            self._key = RSAKey.import_key(msgspec.json.decode(keys[0]))
        return self._key

    async def _keys(self, new: str = "") -> list[str]:
        runs = self._site.tenants.run
        found: list[str] = await runs(
            "write" if new else "read", lambda call: session.signing_keys(call, new), DEFAULT_TENANT
        )
        return found

    async def _answer(self, request: Request, parameters: dict[str, str], tenant: int, respond: Any) -> Response:
        key, base = await self.key(), self._site.base(request)
        authorization = request.headers.get("authorization", "")

        def work(call: Call) -> Any:
            return respond(Server(call, key, base), Asked("POST", dict(parameters), authorization))

        outcome: Outcome = await self._site.tenants.run("write", work, tenant)
        answer = json_answer(outcome.body, outcome.status)
        if outcome.status == 401 and authorization:  # else a page's browser would open a dialog
            answer.headers["www-authenticate"] = 'Basic realm="openkontor"'
        return answer

    async def _tenant(self, secret: str) -> int:
        """Give the tenant a code or token was given out by; the default one for what nobody gave out."""
        if secret.startswith("8A:"):
            return await self._site.tenants.find(secret[3:].partition(".")[0]) or DEFAULT_TENANT
        tenant = session.tenant_of(secret)
        return tenant if tenant and await self._site.tenants.name(tenant) else DEFAULT_TENANT


def tenant_asked_for(parameters: dict[str, str]) -> str:
    """Give the tenant that an application names beforehand: acr_values=tenant:NAME."""
    words = parameters.get("acr_values", "").split()
    return next((word[7:] for word in words if word.lower().startswith("tenant:")), "")


def json_answer(tree: Any, status: int = 200) -> Response:
    """Answer a program."""
    return Response(msgspec.json.encode(tree), status, NO_STORE, "application/json")


def _sent_back(outcome: Outcome) -> Response:
    """Send the browser to the application, or say what is wrong where nobody can be sent."""
    if not outcome.location:
        told = dict(outcome.body)
        return message(400, "This application cannot sign you in", told.get("error_description") or told["error"])
    if outcome.mode == "form_post" and outcome.parameters:
        fields = "".join(
            f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">\n'
            for name, value in outcome.parameters.items()
        )
        return page("send", "Signed in", raw=fields, action=outcome.location)
    location = outcome.location
    if outcome.parameters:
        mark = "#" if outcome.mode == "fragment" else "&" if "?" in location else "?"
        location += mark + urlencode(outcome.parameters)
    return RedirectResponse(location, 302, NO_STORE)


def _new_key() -> str:
    key = RSAKey.generate_key(KEY_BITS, {"use": "sig", "alg": "RS256"}, private=True, auto_kid=True)
    return msgspec.json.encode(key.as_dict(private=True)).decode()
