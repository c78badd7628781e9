"""The one place where the parts are joined: configuration, database, API."""

import gc
import re
import secrets
from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from openkontor.agents import session
from openkontor.agents.session import App
from openkontor.config import DEFAULT_TENANT, Config, machine_zone, moment
from openkontor.errors import ConfigError
from openkontor.store import apps
from openkontor.store.db import Db
from openkontor.store.engine import Engine, open_engine
from openkontor.store.migrate import migrate
from openkontor.store.reference import DEMO_TENANT, tenant_name
from openkontor.web.front import Front
from openkontor.web.login.basic import hash_password

DEMO_SEED = 1
# The header in the founding pages is this administrator's; the accounts exist in demo databases only.
DEMO_ADMINISTRATOR = "tje0"
DEMO_PASSWORDS = {"tje0": "Tje0", "anne": "Anne", "kari": "Kari"}
ADMINISTRATOR = "admin"
COLLECT_AFTER = 20_000  # objects more than before: a full group of writers makes fewer
TENANT_NAME = re.compile(r"[A-Za-z0-9_-]{1,50}")
TAKEN_PATHS = ("api", "docs", "healthz", "login", "metrics", "readyz", "swagger")
# Any program on this machine may sign people in to a demo, as its accounts are known to everybody.
DEMO_APP, DEMO_APP_SECRET = "openkontor-demo", "openkontor-demo-secret"
DEMO_ADDRESSES = ["http://127.0.0.1", "http://127.0.0.1/callback"]

Progress = Callable[[int, int], None]


def create_app(engine: Engine, config: Config) -> Front:
    """Make the ASGI application of an open database."""
    return Front(engine, config)


def settle() -> None:
    """Tell the collector that what is there now stays; requests leave no circles behind, so it may look rarely."""
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def open_database(config: Config) -> Engine:
    """Open the database a configuration names, with its tables up to date."""
    engine = open_engine(config.database)
    migrate(engine)
    return engine


def is_empty(engine: Engine) -> bool:
    """Say whether nobody has set the database up yet."""
    return engine.read_now(tenant_name, DEFAULT_TENANT) is None


def is_demo(engine: Engine) -> bool:
    """Say whether a database holds the demo accounts, whose passwords everybody knows."""
    return bool(engine.read_now(tenant_name, DEFAULT_TENANT) == DEMO_TENANT)


def set_up(engine: Engine, config: Config, administrator: str, password: str) -> None:
    """Fill an empty database with lists, countries, roles, the owner company and one administrator."""
    from openkontor.store.seed import seed  # only ever needed once per database

    now, zone, secret = moment(config.now), base_zone(config), hash_password(password)

    def work(db: Db) -> None:
        if tenant_name(db) is None:  # another node may have been faster
            seed(db, now=now, base_zone=zone, administrator=administrator, password_hash=secret)

    engine.write_now(work, DEFAULT_TENANT)


def add_tenant(engine: Engine, config: Config, name: str, administrator: str, password: str) -> None:
    """Add a tenant: a CRM of its own below /NAME/api, set up as an empty database is, also while a server runs."""
    from openkontor.store.seed import seed

    if not TENANT_NAME.fullmatch(name) or name.lower() in TAKEN_PATHS:
        raise ConfigError(f"{name!r} cannot be a tenant's name: letters, digits, - and _ make one")
    names: list[str] = []
    while found := engine.read_now(tenant_name, len(names) + 1):
        names.append(found.casefold())
    if name.casefold() in names:
        raise ConfigError(f"there is a tenant {name!r} already")
    now, zone, secret = moment(config.now), base_zone(config), hash_password(password)

    def work(db: Db) -> None:
        seed(db, now=now, base_zone=zone, administrator=administrator, password_hash=secret, name=name)

    engine.write_now(work, len(names) + 1)


def set_up_demo(engine: Engine, config: Config, progress: Progress) -> None:
    """Fill an empty database with demo data, the same for the same --now; all of it or nothing."""
    from openkontor.store.demo import fill
    from openkontor.store.seed import seed, write_next

    now, zone = moment(config.now), base_zone(config)
    hashes = {name: hash_password(password) for name, password in DEMO_PASSWORDS.items()}
    name, secret = DEMO_ADMINISTRATOR, hashes[DEMO_ADMINISTRATOR]

    def work(db: Db) -> None:
        if tenant_name(db) is None:
            seed(db, now=now, base_zone=zone, administrator=name, password_hash=secret)
            fill(db, now=now, seed=DEMO_SEED, password_hashes=hashes, progress=progress)
            digest = session.digest(DEMO_APP_SECRET)
            apps.insert(db, App(1, DEMO_APP, "Demo application", digest, DEMO_ADDRESSES, DEMO_APP, "", 0), now)
            write_next(db, {"onlineapp": 2})

    engine.write_now(work, DEFAULT_TENANT)
    engine.take_stock()


def add_user(engine: Engine, name: str, password: str, level: int) -> None:
    """Add a user with the role "User level N", also while a server runs on the database."""
    from openkontor.store.users import add_user  # brings the seed's statements along

    secret = hash_password(password)
    engine.write_now(lambda db: add_user(db, name, secret, level, moment("")), DEFAULT_TENANT)


def change_password(engine: Engine, name: str, password: str) -> None:
    """Give a user another password, also while a server runs; the user's sessions end."""
    from openkontor.store import users

    secret = hash_password(password)
    engine.write_now(lambda db: users.change_password(db, name, secret), DEFAULT_TENANT)


def add_app(
    engine: Engine, name: str, addresses: list[str], *, native: bool, public_key: str, system_user: str
) -> tuple[App, str]:
    """Register an application; gives it with its secret, which is not told again (empty for a native one).

    With a public key (PEM) it may log in by itself, as the user it names.
    """
    from openkontor.store import users

    if bool(public_key) != bool(system_user):
        raise ConfigError("a system user needs both: who it is, and the application's public key")
    if public_key:
        _check_public_key(public_key)
    secret = "" if native else secrets.token_urlsafe(32)
    digest = session.digest(secret) if secret else ""
    system_token = f"{name}-{secrets.token_hex(5)}"
    app = App(0, secrets.token_hex(16), name, digest, addresses, system_token, public_key, 0)

    def work(db: Db) -> App:
        acts_as = users.associate_of(db, system_user) if system_user else 0
        registered = app._replace(system_user=acts_as)
        apps.register(db, registered, moment(""))
        return registered

    return engine.write_now(work, DEFAULT_TENANT), secret


def revoke_app(engine: Engine, client_id: str) -> None:
    """End what an application may do, and all its tokens, also while a server runs."""
    if not engine.write_now(lambda db: apps.revoke(db, client_id), DEFAULT_TENANT):
        raise ConfigError(f"there is no application {client_id!r}")


def _check_public_key(pem: str) -> None:
    from joserfc.errors import JoseError
    from joserfc.jwk import RSAKey

    try:
        if not RSAKey.import_key(pem).is_private:
            return
    except (JoseError, ValueError, TypeError):
        pass
    raise ConfigError("the public key is not an RSA key as PEM (BEGIN PUBLIC KEY)")


def base_zone(config: Config) -> str:
    """Give the base zone of a new database; ConfigError when there is no such zone."""
    zone = config.timezone or machine_zone()
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError):
        raise ConfigError(f"there is no time zone {zone!r}; it is written like Europe/Oslo") from None
