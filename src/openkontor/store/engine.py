"""From a database URL to an engine: sqlite:///relative, sqlite:////absolute, postgresql://…"""

from typing import TYPE_CHECKING, Union

import apsw

from openkontor.errors import ConfigError
from openkontor.store.sqlite import SqliteEngine

if TYPE_CHECKING:
    from openkontor.store.postgres import PostgresEngine

Engine = Union[SqliteEngine, "PostgresEngine"]


def open_engine(url: str) -> Engine:
    """Open the database a URL names."""
    scheme, separator, rest = url.partition("://")
    if scheme == "sqlite" and separator and rest.startswith("/") and len(rest) > 1:
        if rest[1:] == ":memory:":
            raise ConfigError("a server needs a file; for a throw-away database use --ephemeral")
        try:
            return SqliteEngine(rest[1:])
        except apsw.Error as error:
            raise ConfigError(f"the database {url} cannot be opened: {error}") from None
    if scheme in ("postgresql", "postgres") and separator:
        try:
            from openkontor.store.postgres import PostgresEngine  # the driver is an extra
        except ImportError:
            raise ConfigError("PostgreSQL needs the driver: pip install openkontor[postgres]") from None
        return PostgresEngine(url)
    raise ConfigError(f"the database URL {url!r} is neither sqlite:///FILE nor postgresql://…")
