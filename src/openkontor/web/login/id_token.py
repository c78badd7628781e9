"""The id token: what it says and who signs it (protocol reference 2.5)."""

import time
from typing import Any, Protocol

from authlib.oidc.core import OpenIDCode
from joserfc.jwk import RSAKey

from openkontor.agents import identity, session
from openkontor.agents.session import TICKET, TOKEN_SECONDS
from openkontor.call import Call
from openkontor.web.login.oauth_rows import Client, Code, Request


class Issuer(Protocol):
    """What an id token is made by: the authorization server of one request."""

    call: Call
    key: RSAKey
    base: str

    def claims(self, associate_id: int) -> dict[str, Any]:
        """Give the claims of an associate."""


class Signs:
    """Fills and signs id tokens; of grants and of extensions of grants."""

    server: Issuer

    def exists_nonce(self, nonce: str, request: Request) -> bool:
        """Leave it to the application to compare nonces: a code can only be used once."""
        return False

    def generate_user_info(self, user: int, scope: str) -> dict[str, Any]:
        """Give the claims of who signed in."""
        return self.server.claims(user)

    def resolve_client_private_key(self, client: Client) -> RSAKey:
        """Give the key that signs."""
        return self.server.key

    def get_encode_header(self, client: Client) -> dict[str, str]:
        """Name algorithm and key."""
        return {"alg": "RS256", "typ": "JWT", "kid": self.server.key.kid or ""}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        """Give the claims that every id token has."""
        now = int(time.time())
        times = {"iat": now, "nbf": now, "exp": now + TOKEN_SECONDS}
        return {"iss": self.server.base, "aud": client.get_client_id(), **times}


class IdToken(Signs, OpenIDCode):  # type: ignore[misc]
    """Puts an id token into the answer of the token endpoint."""

    def __init__(self, server: Issuer):
        super().__init__()
        self.server = server

    def get_authorization_code_claims(self, authorization_code: Code) -> dict[str, Any]:
        """Add a ticket where the token goes from server to server: it logs in as the user does."""
        claims: dict[str, Any] = super().get_authorization_code_claims(authorization_code)
        ticket = session.start(self.server.call, authorization_code.stored.associate_id, TICKET, is_login=False)
        return claims | {f"{identity.PREFIX}ticket": ticket}
