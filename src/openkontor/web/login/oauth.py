"""OAuth 2 and OpenID Connect as this server speaks them: the library's rules over our rows (protocol reference 2.5).

One `Server` is made per request, inside the transaction in which it reads and writes.
"""

from typing import Any, NamedTuple

import msgspec
from authlib.oauth2.rfc6749 import AuthorizationServer, InvalidClientError, InvalidRequestError, OAuth2Error, grants
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core.grants import OpenIDHybridGrant, OpenIDImplicitGrant
from joserfc.jwk import RSAKey

from openkontor.agents import identity, session
from openkontor.agents.session import ACCESS, CODE, REFRESH, TOKEN_SECONDS, App
from openkontor.call import Call
from openkontor.web.login.id_token import IdToken, Signs
from openkontor.web.login.oauth_rows import SCOPE, Client, Code, Detail, Parameters, Request, Token

MODES = ("query", "fragment", "form_post")
AUTH_METHODS = ["client_secret_basic", "client_secret_post", "none"]
UNTOLD = ("scope", "expires_in")  # there is one scope, and no access token in an address


class Outcome(NamedTuple):
    """What is answered: a tree for programs, or an address to go to, perhaps with parameters to take along."""

    status: int
    body: Any = None
    location: str = ""
    parameters: Parameters = {}
    mode: str = "query"  # how they are taken along


class IssuesCodes:
    """Stores codes; of the grants that hand them out."""

    server: "Server"
    request: Request

    def generate_authorization_code(self) -> str:
        """Store a code and give it; it lives for 10 minutes."""
        data = self.request.payload.data
        detail = Detail(
            self.request.payload.redirect_uri,
            data.get("nonce"),
            data.get("code_challenge"),
            data.get("code_challenge_method"),
        )
        return session.issue(
            self.server.call,
            self.request.user,
            CODE,
            app_id=self.request.client.app.id,
            consent=session.new_consent(),
            detail=msgspec.json.encode(detail).decode(),
        )

    def save_authorization_code(self, code: str, request: Request) -> None:
        """Do nothing: it is stored already."""


class CodeGrant(IssuesCodes, grants.AuthorizationCodeGrant):  # type: ignore[misc]
    """Sign in, get a code, change it for tokens."""

    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS

    def create_authorization_response(self, redirect_uri: str, grant_user: int) -> tuple[int, Any, Any]:
        """Send the code the way it was asked for; in the query unless said otherwise."""
        self.request.user = grant_user
        return _sent(self.request, redirect_uri, [("code", self.generate_authorization_code())], "query")

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        """Use the code up."""
        stored = session.spend(self.server.call, code, client.app)
        return Code(stored) if stored else None

    def authenticate_user(self, authorization_code: Code) -> int:
        """Give who signed in."""
        return authorization_code.stored.associate_id

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """Do nothing: it is used up already, and kept so that a second use is noticed."""


class RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]
    """Change a refresh token for another access token; it can be used again."""

    TOKEN_ENDPOINT_AUTH_METHODS = AUTH_METHODS

    def authenticate_refresh_token(self, refresh_token: str) -> Token | None:
        """Find a refresh token whose consent still stands."""
        stored = session.find(self.server.call, refresh_token, REFRESH)
        return Token(refresh_token, stored) if stored else None

    def authenticate_user(self, refresh_token: Token) -> int:
        """Give who signed in."""
        return refresh_token.stored.associate_id

    def revoke_old_credential(self, refresh_token: Token) -> None:
        """Leave it: that is how refresh tokens work here."""


class ImplicitGrant(Signs, OpenIDImplicitGrant):  # type: ignore[misc]
    """Sign in and get nothing but the id token, through the browser."""

    RESPONSE_TYPES = {"id_token"}
    server: "Server"

    def authenticate_token_endpoint_client(self) -> Client:
        """Find the application: nothing is proved here but that the address is its own."""
        client = self.server.query_client(self.request.payload.client_id or "")
        if client is None:
            raise InvalidClientError("The client does not exist on this server.")
        return client

    def create_authorization_response(self, redirect_uri: str, grant_user: int) -> tuple[int, Any, Any]:
        """Send the id token the way it was asked for; in the fragment unless said otherwise."""
        return _sent(self.request, redirect_uri, self.create_granted_params(grant_user), "fragment")


class HybridGrant(IssuesCodes, Signs, OpenIDHybridGrant):  # type: ignore[misc]
    """Sign in and get code and id token at once."""

    RESPONSE_TYPES = {"code id_token"}

    def create_authorization_response(self, redirect_uri: str, grant_user: int) -> tuple[int, Any, Any]:
        """Send both the way it was asked for; in the fragment unless said otherwise."""
        return _sent(self.request, redirect_uri, self.create_granted_params(grant_user), "fragment")


class Revocation(RevocationEndpoint):  # type: ignore[misc]
    """Ends a token; a refresh token's end is that of the consent."""

    CLIENT_AUTH_METHODS = AUTH_METHODS

    def query_token(self, token_string: str, token_type_hint: str | None) -> Token | None:
        """Find a token of either kind."""
        stored = session.find(self.server.call, token_string, ACCESS, REFRESH)
        return Token(token_string, stored) if stored else None

    def revoke_token(self, token: Token, request: Request) -> None:
        """End it."""
        session.revoke(self.server.call, token.secret)


class Server(AuthorizationServer):  # type: ignore[misc]
    """The authorization server of one tenant, for one request."""

    def __init__(self, call: Call, key: RSAKey, base: str):
        super().__init__()
        self.call, self.key, self.base = call, key, base
        self._app: App | None = None
        self.register_token_generator("default", self._token)
        self.register_grant(CodeGrant, [CodeChallenge(required=True), IdToken(self)])
        self.register_grant(HybridGrant, [CodeChallenge(required=True)])
        self.register_grant(ImplicitGrant)
        self.register_grant(RefreshGrant, [IdToken(self)])
        self.register_endpoint(Revocation)

    def query_client(self, client_id: str) -> Client | None:
        """Find a registered application."""
        self._app = session.app(self.call, client_id)
        return Client(self._app) if self._app else None

    def claims(self, associate_id: int) -> dict[str, Any]:
        """Give the claims of an associate, as this application is told them."""
        caller = Call(self.call.db, associate_id, self.call.now)
        return identity.claims(caller, self.base, self._app.system_token if self._app else "")

    def _token(self, *, user: int, include_refresh_token: bool, **_: Any) -> dict[str, Any]:
        token = {"token_type": "Bearer", "access_token": "", "expires_in": TOKEN_SECONDS}
        return token | ({"refresh_token": ""} if include_refresh_token else {}) | {"scope": SCOPE}

    def save_token(self, token: dict[str, Any], request: Request) -> None:
        """Make and store the tokens; they have in common what their code or refresh token has."""
        came_of = request.authorization_code or request.refresh_token
        known = {"app_id": request.client.app.id, "consent": came_of.stored.consent}
        for name, kind in (("access_token", ACCESS), ("refresh_token", REFRESH)):
            if name in token:
                token[name] = session.issue(self.call, request.user, kind, **known)

    def create_oauth2_request(self, request: Request) -> Request:
        """Take the request as it is."""
        return request

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Tell nobody."""

    def handle_response(self, status: int, body: Any, headers: Any) -> Outcome:
        """Take an answer apart; the scope, of which there is one, is not told."""
        if isinstance(body, Outcome):
            return body
        if isinstance(body, dict):
            body = {name: value for name, value in body.items() if name != "scope"}
        return Outcome(status, body, dict(headers).get("Location", ""))

    def asked(self, request: Request, associate_id: int) -> Any:
        """Look at what an application asks for; gives the grant, or the outcome that refuses it.

        `associate_id` is who has signed in already, 0 for nobody.
        """
        try:
            if request.payload.data.get("response_mode", "query") not in MODES:
                raise InvalidRequestError("Invalid 'response_mode' in request.")
            return self.get_consent_grant(request, end_user=associate_id or None)
        except OAuth2Error as error:
            return self.handle_error_response(request, error)


def _sent(request: Request, redirect_uri: str, params: list[tuple[str, Any]], usual: str) -> tuple[int, Any, Any]:
    """Send parameters to the application: in the query, in the fragment, or in a form."""
    told = {name: str(value) for name, value in params if name not in UNTOLD}
    if request.payload.state:
        told["state"] = request.payload.state
    mode = request.payload.data.get("response_mode") or usual
    if mode == "form_post" and not redirect_uri.startswith(("http://", "https://")):
        raise InvalidRequestError(
            "The response_mode 'form_post' needs an address of the web.", redirect_uri=redirect_uri
        )
    if mode == "query" and "id_token" in told:  # a query gets into logs
        raise InvalidRequestError("The response_mode 'query' is not for id tokens.", redirect_uri=redirect_uri)
    return 302, Outcome(302, None, redirect_uri, told, mode), []
