"""The commands on a database: its users and applications, also while a server runs."""

import contextlib
import getpass
import json
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import cyclopts

from openkontor import app
from openkontor.config import Config, from_environment
from openkontor.errors import ConfigError
from openkontor.store.engine import Engine

user = cyclopts.App(name="user", help="The people who log in.")
tenants = cyclopts.App(name="tenant", help="CRMs of their own in one database, each below a path of its own.")
clients = cyclopts.App(name="app", help="The applications that people sign in to.")

Database = Annotated[str | None, cyclopts.Parameter(help="sqlite:///FILE, sqlite:////FILE or postgresql://…")]
PasswordFile = Annotated[str | None, cyclopts.Parameter(help="read the password from this file")]


@user.command
def add(
    name: str,
    *,
    level: Annotated[int, cyclopts.Parameter(help="the role, from 0 (administrator) to 5 (reads)")] = 2,
    database: Database = None,
    password_file: PasswordFile = None,
) -> None:
    """Add a user, also while the server runs.

    Example: openkontor user add anne --level 2
    """
    config = from_environment(database=database, password_file=password_file)
    with _opened(config) as engine:
        app.add_user(engine, name, password_for(name, config), level)
    print(f"Added {name} with the role User level {level}.")


@user.command
def password(name: str, *, database: Database = None, password_file: PasswordFile = None) -> None:
    """Change a user's password, also while the server runs; the user's sessions end.

    Example: openkontor user password anne
    """
    config = from_environment(database=database, password_file=password_file)
    with _opened(config) as engine:
        app.change_password(engine, name, password_for(name, config))
    print(f"Changed the password of {name}.")


@clients.command(name="add")
def add_app(
    name: str,
    *,
    redirect_uri: Annotated[
        tuple[str, ...], cyclopts.Parameter(help="where people are sent back to; give it as often as there are such")
    ] = (),
    native: Annotated[
        bool, cyclopts.Parameter(negative=(), help="it runs on people's machines and has no secret")
    ] = False,
    public_key: Annotated[
        Path | None, cyclopts.Parameter(help="PEM file that verifies what a system user signs")
    ] = None,
    system_user: Annotated[str, cyclopts.Parameter(help="the user that the application acts as by itself")] = "",
    database: Database = None,
    as_json: Annotated[bool, cyclopts.Parameter(name="--json", negative=())] = False,
) -> None:
    """Register an application, also while the server runs; its secret is shown this once.

    Example: openkontor app add Dashboard --redirect-uri https://dashboard.example/callback
    """
    pem = public_key.read_text(encoding="utf-8") if public_key else ""
    with _opened(from_environment(database=database)) as engine:
        made, secret = app.add_app(
            engine, name, list(redirect_uri), native=native, public_key=pem, system_user=system_user
        )
    told = {"client_id": made.client_id, "client_secret": secret, "system_token": made.system_token}
    if as_json:
        print(json.dumps(told, indent=1))
        return
    for label, value in told.items():
        print(f"{label:<16}{value or '(none: a native application)'}")


@clients.command(name="revoke")
def revoke_app(client_id: str, *, database: Database = None) -> None:
    """End what an application may do, and all its tokens, also while the server runs.

    Example: openkontor app revoke 0123456789abcdef0123456789abcdef
    """
    with _opened(from_environment(database=database)) as engine:
        app.revoke_app(engine, client_id)
    print(f"Revoked {client_id}.")


@tenants.command(name="add")
def add_tenant(
    name: str,
    *,
    timezone: Annotated[str | None, cyclopts.Parameter(help="its base zone, such as Europe/Oslo")] = None,
    database: Database = None,
    password_file: PasswordFile = None,
) -> None:
    """Add a tenant with one administrator, also while the server runs.

    Example: openkontor tenant add Cust12345
    """
    config = from_environment(database=database, timezone=timezone, password_file=password_file)
    with _opened(config) as engine:
        app.add_tenant(engine, config, name, app.ADMINISTRATOR, password_for(app.ADMINISTRATOR, config))
    print(f"Added {name}: its API is below /{name}/api, its administrator is {app.ADMINISTRATOR}.")


def password_for(name: str, config: Config) -> str:
    """Take a password from the file, a prompt, or make one and print it once."""
    if config.password_file:
        password = Path(config.password_file).read_text(encoding="utf-8").strip("\r\n")
        if not password:
            raise ConfigError(f"{config.password_file} is empty")
        return password
    if sys.stdin.isatty():
        return getpass.getpass(f"Password for {name}: ")
    password = secrets.token_urlsafe(12)
    print(f"Password of {name}, shown this once: {password}")
    return password


@contextlib.contextmanager
def _opened(config: Config) -> Iterator[Engine]:
    """Open a database that somebody has set up."""
    engine = app.open_database(config)
    try:
        if app.is_empty(engine):
            raise ConfigError(f"{config.database} is empty: run openkontor init first")
        yield engine
    finally:
        engine.close()
