"""Time zones as SO-TimeZone names them: ids and codes of our table, and the IANA zones behind them.

The table is zones.json: id, code, IANA zone. The ids below 1000 are published; a code is the country's, or
country and region where a country has several zones. Rows are only ever added at the end, with the next id.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

UTC = "UTC"


class Zone(NamedTuple):
    """One row of the table."""

    id: int
    code: str
    name: str  # in the IANA database


@cache
def table() -> tuple[Zone, ...]:
    """Give every zone that has a code, in the order of the table."""
    return msgspec.json.decode(Path(__file__).with_name("zones.json").read_bytes(), type=tuple[Zone, ...])


@cache
def _zones() -> dict[str, str]:
    """What a zone may be called, in lower case, and its IANA name: the name itself, code, id."""
    names = {zone.name.lower(): zone.name for zone in table()}
    return names | {key: zone.name for zone in table() for key in (zone.code.lower(), str(zone.id))}


def find(text: str) -> ZoneInfo | None:
    """Give the zone with this code, id or IANA name, in any case; None for an unknown one."""
    name = _zones().get(text.strip().lower())
    return ZoneInfo(name) if name else None


@cache
def row_of(zone: ZoneInfo) -> Zone | None:
    """Give the first row with a zone, or with another name of it; None where there is none."""
    found = next((row for row in table() if row.name == zone.key), None)
    links = {} if found else _links()
    wanted = links.get(zone.key, zone.key)
    return found or next((row for row in table() if links.get(row.name, row.name) == wanted), None)


def code_of(zone: ZoneInfo) -> str:
    """Give a zone's code, or its IANA name where it has none."""
    row = row_of(zone)
    return zone.key if row is None else row.code


@cache
def is_utc(zone: ZoneInfo) -> bool:
    """Say whether a zone is UTC, under whichever name."""
    return code_of(zone) == UTC


def _links() -> dict[str, str]:
    """Other names of zones, such as Europe/Kiev, and what they stand for."""
    text = files("tzdata").joinpath("zoneinfo", "tzdata.zi").read_text("utf-8")
    lines = (line.split() for line in text.splitlines() if line.startswith("L "))
    return {alias: name for _, name, alias in lines}
