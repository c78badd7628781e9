"""The one place where the parts are joined: configuration, database, API."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from openkontor.config import DEFAULT_TENANT, Config, machine_zone, moment
from openkontor.errors import ConfigError
from openkontor.store.db import Db
from openkontor.store.engine import Engine, open_engine
from openkontor.store.migrate import migrate
from openkontor.store.reference import DEMO_TENANT, tenant_name
from openkontor.web.auth import hash_password
from openkontor.web.dispatch import Dispatch

DEMO_SEED = 1
# The header in the founding pages is this administrator's; the accounts exist in demo databases only.
DEMO_ADMINISTRATOR = "tje0"
DEMO_PASSWORDS = {"tje0": "Tje0", "anne": "Anne", "kari": "Kari"}
ADMINISTRATOR = "admin"

Progress = Callable[[int, int], None]


def create_app(engine: Engine) -> Dispatch:
    """Make the ASGI application of an open database."""
    return Dispatch(engine)


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


def set_up_demo(engine: Engine, config: Config, progress: Progress) -> None:
    """Fill an empty database with demo data, the same for the same --now; all of it or nothing."""
    from openkontor.store.demo import fill
    from openkontor.store.seed import seed

    now, zone = moment(config.now), base_zone(config)
    hashes = {name: hash_password(password) for name, password in DEMO_PASSWORDS.items()}
    name, secret = DEMO_ADMINISTRATOR, hashes[DEMO_ADMINISTRATOR]

    def work(db: Db) -> None:
        if tenant_name(db) is None:
            seed(db, now=now, base_zone=zone, administrator=name, password_hash=secret)
            fill(db, now=now, seed=DEMO_SEED, password_hashes=hashes, progress=progress)

    engine.write_now(work, DEFAULT_TENANT)


def add_user(engine: Engine, name: str, password: str, level: int) -> None:
    """Add a user with the role "User level N", also while a server runs on the database."""
    from openkontor.store.users import add_user  # brings the seed's statements along

    secret = hash_password(password)
    engine.write_now(lambda db: add_user(db, name, secret, level, moment("")), DEFAULT_TENANT)


def base_zone(config: Config) -> str:
    """Give the base zone of a new database; ConfigError when there is no such zone."""
    zone = config.timezone or machine_zone()
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError):
        raise ConfigError(f"there is no time zone {zone!r}; it is written like Europe/Oslo") from None
