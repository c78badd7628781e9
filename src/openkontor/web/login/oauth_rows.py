"""Applications, codes and tokens the way the OAuth library wants to see them (protocol reference 2.5)."""

import base64
import secrets
from urllib.parse import urlsplit

import msgspec
from authlib.oauth2.rfc6749 import ClientMixin, OAuth2Request, TokenMixin
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oidc.core import AuthorizationCodeMixin

from openkontor.agents import session
from openkontor.agents.session import App, Session

RESPONSE_TYPES = ("code", "id_token", "code id_token")
SCOPE = "openid"  # the one there is
LOOPBACK = ("127.0.0.1", "[::1]")

Parameters = dict[str, str]


class Detail(msgspec.Struct):
    """What a code remembers of the request it was asked for with."""

    redirect_uri: str
    nonce: str | None = None
    challenge: str | None = None
    method: str | None = None


class Request(OAuth2Request):  # type: ignore[misc]
    """The parameters of a request, from query and form alike: the form's win."""

    def __init__(self, method: str, parameters: Parameters, authorization: str = ""):
        # The library refuses plain HTTP; whether that will do is for the one who runs the server.
        super().__init__(method, "https://here/", headers={"Authorization": _readable(authorization)})
        if "redirect_uri" not in parameters and "redirect_url" in parameters:  # how one published sample spells it
            parameters["redirect_uri"] = parameters["redirect_url"]
        parameters.setdefault("scope", SCOPE)
        self.payload = BasicOAuth2Payload(parameters)

    @property
    def form(self) -> Parameters:
        """Give the parameters: a token is often asked for in the query."""
        parameters: Parameters = self.payload.data
        return parameters


class Client(ClientMixin):  # type: ignore[misc]
    """A registered application."""

    def __init__(self, app: App):
        self.app = app

    def get_client_id(self) -> str:
        """Give its client id."""
        return self.app.client_id

    def get_default_redirect_uri(self) -> None:
        """Give none: where to send people is always said."""

    def get_allowed_scope(self, scope: str) -> str:
        """Give the one scope there is, whatever else was asked for."""
        return SCOPE

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Compare exactly; on this machine's loopback address any port will do."""
        return _place(redirect_uri) in [_place(uri) for uri in self.app.redirect_uris]

    def check_client_secret(self, client_secret: str) -> bool:
        """Compare the digests."""
        return bool(self.app.secret) and secrets.compare_digest(self.app.secret, session.digest(client_secret))

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Demand the secret of who has one."""
        return (method == "none") == (not self.app.secret)

    def check_response_type(self, response_type: str) -> bool:
        """Take what is built."""
        return response_type in RESPONSE_TYPES

    def check_grant_type(self, grant_type: str) -> bool:
        """Take what is built."""
        return True


class Code(AuthorizationCodeMixin):  # type: ignore[misc]
    """A code that has just been used up."""

    def __init__(self, stored: Session):
        self.stored = stored
        detail = msgspec.json.decode(stored.detail, type=Detail)
        self.redirect_uri, self.nonce = detail.redirect_uri, detail.nonce
        self.code_challenge, self.code_challenge_method = detail.challenge, detail.method

    def get_redirect_uri(self) -> str:
        """Give the redirect URI that the code was sent to."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """Give the one scope there is."""
        return SCOPE

    def get_nonce(self) -> str | None:
        """Give what the application wants to find in the id token."""
        return self.nonce

    def get_auth_time(self) -> int:
        """Give when the code was asked for."""
        return self.stored.registered // session.SECOND

    def get_acr(self) -> None:
        """Give nothing: there is one way to sign in."""

    def get_amr(self) -> None:
        """Give nothing: there is one way to sign in."""


class Token(TokenMixin):  # type: ignore[misc]
    """A stored access or refresh token."""

    def __init__(self, secret: str, stored: Session):
        self.secret = secret
        self.stored = stored

    def check_client(self, client: Client) -> bool:
        """Say whether the token was given to this application."""
        return self.stored.app_id == client.app.id

    def get_scope(self) -> str:
        """Give the one scope there is."""
        return SCOPE


def _readable(authorization: str) -> str:
    """Give an Authorization header if it is a name and a secret; the library fails on what is neither."""
    try:
        text = base64.b64decode(authorization.partition(" ")[2], validate=True).decode()
    except ValueError:  # of either step
        return ""
    return authorization if ":" in text else ""


def _place(uri: str) -> str:
    """Give an address without what may differ: a native application listens on any free port (RFC 8252, 7.3)."""
    parts = urlsplit(uri)
    host, _, port = parts.netloc.rpartition(":")
    host = host if port.isdigit() else parts.netloc
    if parts.scheme != "http" or host not in LOOPBACK:
        return uri
    return parts._replace(netloc=host, path=parts.path or "/").geturl()
