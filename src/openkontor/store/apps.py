"""Applications that may ask people to sign in, or act as a system user (protocol reference 2.5, 2.6)."""

from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from openkontor.errors import ConfigError
from openkontor.store.db import Db, Row
from openkontor.store.dialect import statement

COLUMNS = """onlineapp_id, clientId, displayName, secret, redirectUris, systemToken, publicKey,
    coalesce(systemUser_id, 0)"""
INSERT_APP = statement(
    "insert_app",
    """INSERT INTO OnlineApp (tenant, onlineapp_id, clientId, displayName, secret, redirectUris, systemToken,
        publicKey, systemUser_id, registered)
    VALUES (:tenant, :app_id, :client_id, :name, :secret, :redirect_uris, :system_token,
        :public_key, :system_user, :registered)""",
)
READ_APP = statement(
    "read_app",
    f"SELECT {COLUMNS} FROM OnlineApp WHERE tenant = :tenant AND clientId = :client_id AND authorizationRevoked = 0",
)
READ_SYSTEM_APP = statement(
    "read_system_app",
    f"""SELECT {COLUMNS} FROM OnlineApp
    WHERE tenant = :tenant AND systemToken = :system_token AND authorizationRevoked = 0""",
)
REVOKE_APP = statement(
    "revoke_app",
    """UPDATE OnlineApp SET authorizationRevoked = 1
    WHERE tenant = :tenant AND clientId = :client_id AND authorizationRevoked = 0""",
)

RUN_BY_BROWSERS = ("javascript", "data", "vbscript", "blob", "file", "about")


class App(NamedTuple):
    """One registered application."""

    id: int
    client_id: str
    name: str
    secret: str  # its SHA-256; empty for a native application, which can keep none
    redirect_uris: list[str]
    system_token: str
    public_key: str  # PEM; verifies what the application signs as system user
    system_user: int  # the associate it then acts as; 0 for none


def register(db: Db, app: App, now: int) -> None:
    """Store a new application; ConfigError for a name or an address that cannot be."""
    if not app.name.strip() or not app.name.isprintable():
        raise ConfigError("an application's name has at least one letter")
    for uri in app.redirect_uris:
        _check_address(uri)
    insert(db, app._replace(id=db.new_id("onlineapp")), now)


def insert(db: Db, app: App, now: int) -> None:
    """Store a new application as it is."""
    values = app._asdict() | {"redirect_uris": msgspec.json.encode(app.redirect_uris).decode()}
    db.run(INSERT_APP, app_id=values.pop("id"), **values | {"system_user": app.system_user or None}, registered=now)


def load(db: Db, client_id: str) -> App | None:
    """Load the application with this client id, unless it is revoked."""
    return _app(db.row(READ_APP, client_id=client_id))


def load_by_system_token(db: Db, system_token: str) -> App | None:
    """Load the application that a system token belongs to, unless it is revoked."""
    return _app(db.row(READ_SYSTEM_APP, system_token=system_token))


def revoke(db: Db, client_id: str) -> bool:
    """End what an application may do; False when there is none, or none any more."""
    return db.run(REVOKE_APP, client_id=client_id) > 0


def _check_address(uri: str) -> None:
    """People are sent there with a code: it must be one place, and nothing that a browser runs."""
    parts = urlsplit(uri)
    if not parts.scheme or parts.scheme.lower() in RUN_BY_BROWSERS or "#" in uri or not uri.isprintable() or " " in uri:
        raise ConfigError(f"people cannot be sent to {uri!r}: it is written like https://app.example/callback")
    if parts.scheme.lower() in ("http", "https") and not parts.hostname:
        raise ConfigError(f"the address {uri!r} names no host")


def _app(row: Row | None) -> App | None:
    if row is None:
        return None
    number, client_id, name, secret, uris, *rest = row
    return App(number, client_id, name, secret, msgspec.json.decode(uris, type=list[str]), *rest)
