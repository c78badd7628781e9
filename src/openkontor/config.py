"""Every setting, with its help line; environment variables are OPENKONTOR_ and the name in capitals."""

import os
import re
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

from openkontor.errors import ConfigError

PREFIX = "OPENKONTOR_"
DEFAULT_TENANT = 1
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def setting(default: Any, help_line: str) -> Any:
    """Declare a setting with its default and what it is for; it is an option of `serve` too."""
    return field(default=default, metadata={"help": help_line, "option": True})


def variable(default: Any, help_line: str) -> Any:
    """Declare a setting that is wanted less often, an environment variable alone."""
    return field(default=default, metadata={"help": help_line, "option": False})


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the server is started with."""

    host: str = setting("127.0.0.1", "the address to listen on")
    port: int = setting(8080, "the port to listen on")
    database: str = setting(
        "sqlite:///openkontor.db",
        "sqlite:///FILE (relative), sqlite:////FILE (absolute) or postgresql://…",
    )
    timezone: str = setting("", "the base zone of a new database, such as Europe/Oslo; empty: this machine's")
    demo: bool = setting(False, "fill an empty database with demo data; loopback addresses only")
    ephemeral: bool = setting(False, "a temporary database, removed at the end")
    now: str = setting("", "the moment demo data is laid back from, such as 2026-01-31T12:00:00Z; empty: now")
    password_file: str = setting("", "a file with the first administrator's password")
    answers_mb: int = variable(128, "memory, in MB, for finished answers that are given again while they hold")
    public_url: str = variable("", "the URL clients know, such as https://crm.example.com; empty: as they ask")
    trusted_proxies: str = variable("", "proxies whose X-Forwarded-* headers count: addresses or networks, with commas")
    metrics: bool = variable(False, "answer /metrics for Prometheus; without a login, so not to the whole world")

    authorize_with_username: bool = variable(True, "take HTTP Basic with name and password")
    authorize_with_ticket: bool = variable(True, "take SOTicket, and a ticket as the name in HTTP Basic")
    authorize_with_implicit: bool = variable(True, "take a browser's session with X-XSRF-TOKEN")
    cors_origin: str = variable("", "origins whose pages may call the API, with blanks between; * stands for anything")

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise ConfigError(f"there is no port {self.port}")
        if self.demo and self.host not in LOOPBACK:
            raise ConfigError(f"--demo makes accounts with known passwords: it refuses the host {self.host}")
        if self.public_url and not re.fullmatch(r"https?://[^\s?#]+", self.public_url):
            raise ConfigError(f"{self.public_url!r} is no URL such as https://crm.example.com")
        networks(self.trusted_proxies)


def from_environment(**given: Any) -> Config:
    """Make the configuration: what was given on the command line, else the environment, else the defaults."""
    values: dict[str, Any] = {}
    for known in fields(Config):
        text = os.environ.get(PREFIX + known.name.upper())
        if text is not None:
            values[known.name] = _typed(known.name, text, type(known.default))
    return Config(**values | {name: value for name, value in given.items() if value is not None})


def _typed(name: str, text: str, kind: type) -> Any:
    if kind is bool:
        return text.strip().lower() in ("1", "true", "yes", "on")
    try:
        return kind(text)
    except ValueError:
        raise ConfigError(f"{PREFIX}{name.upper()} is {text!r}, not a {kind.__name__}") from None


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read addresses and networks joined by commas; ConfigError for what is neither."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise ConfigError(f"trusted proxies: {error}") from None


def without_password(url: str) -> str:
    """Give a database URL as it may be shown."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", url)


def machine_zone() -> str:
    """Give this machine's time zone: TZ, /etc/localtime, else UTC."""
    zone = os.environ.get("TZ", "").removeprefix(":")
    if zone and not zone.startswith("/"):
        return zone
    parts = Path("/etc/localtime").resolve().as_posix().partition("/zoneinfo/")
    return parts[2] or "UTC"


def moment(text: str) -> int:
    """Give a moment as microseconds since 1970; an empty text is now."""
    if not text:
        return int(datetime.now(UTC).timestamp() * 1_000_000)
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"--now is {text!r}, not a moment such as 2026-01-31T12:00:00Z") from None
    return int((parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp() * 1_000_000)
