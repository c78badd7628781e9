"""The command: openkontor serve, init, user, app, tenant, config."""

import contextlib
import json
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Annotated

import cyclopts
import uvicorn

from openkontor import __version__, app, manage
from openkontor.config import LOOPBACK, Config, from_environment, without_password
from openkontor.errors import ConfigError
from openkontor.manage import Database, PasswordFile
from openkontor.store.engine import Engine
from openkontor.web.connection import Connection

command = cyclopts.App(
    name="openkontor",
    help="A self-hosted CRM server that speaks the SuperOffice Web API.\n\nTry: openkontor serve --demo --ephemeral",
    version=__version__,
)
command.command(manage.user)
command.command(manage.clients)
command.command(manage.tenants)

Zone = Annotated[str | None, cyclopts.Parameter(help="base zone of a new database, such as Europe/Oslo")]


@command.command
def serve(
    *,
    host: Annotated[str | None, cyclopts.Parameter(help="address to listen on")] = None,
    port: Annotated[int | None, cyclopts.Parameter(help="port to listen on")] = None,
    database: Database = None,
    timezone: Zone = None,
    demo: Annotated[bool | None, cyclopts.Parameter(negative=(), help="fill an empty database with demo data")] = None,
    ephemeral: Annotated[
        bool | None, cyclopts.Parameter(negative=(), help="use a temporary database, removed at the end")
    ] = None,
    now: Annotated[str | None, cyclopts.Parameter(help="the moment demo data is laid back from")] = None,
    password_file: PasswordFile = None,
) -> None:
    """Start the server; an empty database is set up first.

    Settings that are wanted less often are environment variables: openkontor config shows them all.

    Example: openkontor serve --demo --port 8080
    """
    config = from_environment(
        host=host,
        port=port,
        database=database,
        timezone=timezone,
        demo=demo,
        ephemeral=ephemeral,
        now=now,
        password_file=password_file,
    )
    with _temporary(config) as config:
        engine = app.open_database(config)
        try:
            if app.is_empty(engine):
                _set_up(engine, config)
            demo = app.is_demo(engine)
            if demo and config.host not in LOOPBACK:
                raise ConfigError(f"{config.database} has demo accounts with known passwords: not on {config.host}")
            _run(engine, config, lambda: _announce(config, demo))
        finally:
            engine.close()


@command.command
def init(*, database: Database = None, timezone: Zone = None, password_file: PasswordFile = None) -> None:
    """Set up an empty database: lists, the owner company and one administrator, and stop.

    Example: openkontor init --database sqlite:///crm.db --timezone Europe/Oslo
    """
    config = from_environment(database=database, timezone=timezone, password_file=password_file)
    engine = app.open_database(config)
    try:
        if not app.is_empty(engine):
            raise ConfigError(f"{config.database} is set up already")
        _set_up(engine, config)
    finally:
        engine.close()


@command.command
def config(*, as_json: Annotated[bool, cyclopts.Parameter(name="--json", negative=())] = False) -> None:
    """Show every setting with its value, from the environment or the default.

    Example: OPENKONTOR_PORT=9000 openkontor config --json
    """
    current = from_environment()
    current = replace(current, database=without_password(current.database))
    if as_json:
        print(json.dumps({known.name: getattr(current, known.name) for known in fields(Config)}, indent=1))
        return
    for known in fields(Config):
        print(f"{known.name:<26}{getattr(current, known.name)!s:<28}{known.metadata['help']}")


@contextlib.contextmanager
def _temporary(config: Config) -> Iterator[Config]:
    """Put a temporary database under an ephemeral server."""
    if not config.ephemeral:
        yield config
        return
    folder = tempfile.mkdtemp(prefix="openkontor-")
    try:
        yield replace(config, database=f"sqlite:///{folder}/openkontor.db")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _set_up(engine: Engine, config: Config) -> None:
    if config.demo:
        with _bar() as progress:
            app.set_up_demo(engine, config, progress)
        return
    app.set_up(engine, config, app.ADMINISTRATOR, manage.password_for(app.ADMINISTRATOR, config))


@contextlib.contextmanager
def _bar() -> Iterator[app.Progress]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Filling the demo database")
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _announce(config: Config, demo: bool) -> None:
    """Say where the server is, who logs in, and what to try first."""
    url = f"http://{config.host}:{config.port}"
    login = f"{app.DEMO_ADMINISTRATOR}:{app.DEMO_PASSWORDS[app.DEMO_ADMINISTRATOR]}" if demo else "NAME:PASSWORD"
    print(f"openkontor {__version__} answers at {url}/")
    print(f"Log in as {login.replace(':', ' with the password ')}")
    print(f"Try: curl -u {login} {url}/api/v1/Contact/1", flush=True)


class Server(uvicorn.Server):
    """A server that says where it is once it really is there."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]):
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Bind the address, then tell."""
        await super().startup(sockets)
        if self.started:
            self._announce()


def _run(engine: Engine, config: Config, announce: Callable[[], None]) -> None:
    api = app.create_app(engine, config)
    app.settle()
    settings = uvicorn.Config(
        api,
        host=config.host,
        port=config.port,
        loop="uvloop",
        http=Connection,
        lifespan="off",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    Server(settings, announce).run()


def main() -> None:
    """Run the command; what it cannot start with is told in one line."""
    for stopped in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(stopped, lambda *_: sys.exit(0))  # so that a stopped server tidies up behind itself
    try:
        command()
    except KeyboardInterrupt:
        sys.exit(130)
    except (ConfigError, OSError) as error:
        print(f"openkontor: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
