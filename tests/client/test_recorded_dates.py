"""Every date of the recorded answers comes out as recorded: without a zone, in UTC, and in Norway.

The recorded server's base zone was Norway; `-utctz` was asked for with "UTC,includeTZOffset", `-notz` with
"NO,includeTZOffset". Each recording is read from the installed npm package.
"""

import base64
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import apsw
import pytest

from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.person_entity import PersonEntity
from openkontor.carriers.values import Moment, Stamp
from openkontor.contract.shape import Field, shape_of
from openkontor.wire import dates
from openkontor.wire.dress import Dress
from tests.client.recorded import recording
from tests.demos import demo_file
from tests.servers import Server, start

pytestmark = pytest.mark.client

NORWAY = ZoneInfo("Europe/Oslo")
DRESSES = {
    "": Dress(NORWAY, NORWAY),
    "-utctz": Dress(ZoneInfo("UTC"), NORWAY, offsets=True),
    "-notz": Dress(NORWAY, NORWAY, offsets=True),
}
ASKED = {"": None, "-utctz": "UTC,includeTZOffset", "-notz": "NO,includeTZOffset"}
RECORDINGS = {"Appointment63": AppointmentEntity, "Person210": PersonEntity}

# What the recorded database held: table, key, and the stamps, which no client can set.
STORED = {
    "Appointment63": ("appointment", "AppointmentId", "2002-08-07T12:52:00", None),
    "Person210": ("person", "PersonId", "2019-12-19T09:44:12", "2019-12-19T10:55:14"),
}
SENT = {
    "Appointment63": ("StartDate", "EndDate", "ActiveDate"),
    "Person210": ("BirthDate",),
}
ABOUT = {"Title": "Private", "Firstname": "Steve", "Contact": {"ContactId": 2}}  # each takes what it knows


def dates_of(carrier: Any, tree: Any, path: str = "") -> Iterator[tuple[str, type[Moment], str]]:
    """Every date in a recorded carrier: where it stands, its kind, its text."""
    for field in shape_of(carrier).fields:
        for where, value in values_of(field, tree, path):
            if issubclass(field.kind, Moment):
                yield where, field.kind, value
            elif field.carrier is not None:
                yield from dates_of(field.carrier, value, where)


def values_of(field: Field, tree: dict[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    value, where = tree.get(field.name), f"{path}.{field.name}"
    if isinstance(value, list) and field.depth == 1:
        yield from ((f"{where}[{place}]", item) for place, item in enumerate(value))
    elif value is not None and not field.depth and not field.is_map:
        yield where, value


@pytest.mark.parametrize("name", RECORDINGS)
def test_every_recorded_date_is_written_as_recorded(name: str) -> None:
    variants = {suffix: recording(name + suffix) for suffix in DRESSES}
    plain = list(dates_of(RECORDINGS[name], variants[""], name))
    assert len(plain) > 8
    for suffix, dress in DRESSES.items():
        recorded = [(where, text) for where, _, text in dates_of(RECORDINGS[name], variants[suffix], name)]
        stored = [(where, kind, dates.read(text, kind, DRESSES[""])) for where, kind, text in plain]
        assert [(where, dates.write(moment, dress)) for where, _, moment in stored] == recorded
        read = [dates.read(text, kind, dress) for (_, text), (_, kind, _) in zip(recorded, stored, strict=True)]
        assert read == [moment for _, _, moment in stored]


class Client:
    """JSON requests with the demo login, in one zone or in none."""

    def __init__(self, server: Server, zone: str | None) -> None:
        self.base = f"{server.url}/api/v1/"
        login = base64.b64encode(b"tje0:Tje0").decode()
        self.headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        if zone is not None:
            self.headers["SO-TimeZone"] = zone
        self.told: str | None = None

    def call(self, verb: str, path: str, body: object = None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, self.headers, method=verb)
        with urllib.request.urlopen(request, timeout=30) as answer:
            self.told = answer.headers["SO-TimeZone"]
            tree = json.load(answer)
        assert isinstance(tree, dict)
        return tree


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(demo_file(tmp_path_factory.mktemp("dates")).removeprefix("sqlite:///"))


@pytest.fixture(scope="module")
def server(file: Path) -> Iterator[Server]:
    with start("--database", f"sqlite:///{file}") as running:
        yield running


def stored(server: Server, file: Path, name: str) -> str:
    """Save the recorded dates in the Norwegian way, stamp the record as it was stamped, and give its path."""
    table, key, created, updated = STORED[name]
    recorded = recording(f"{name}-notz")
    resource = key.removesuffix("Id")
    fields = {field: recorded[field] for field in SENT[name]}
    saved = Client(server, ASKED["-notz"]).call("POST", resource, {**ABOUT, **fields})
    stamps = [None if text is None else dates.read(f"{text}Z", Stamp, DRESSES[""]) for text in (created, updated)]
    connection = apsw.Connection(str(file))
    connection.set_busy_timeout(10_000)
    sql = f"UPDATE {table} SET registered = ?, updated = ? WHERE tenant = 1 AND {table}_id = ?"
    connection.execute(sql, (*stamps, saved[key]))
    connection.close()
    return f"{resource}/{saved[key]}"


def shown(name: str, tree: dict[str, Any]) -> dict[str, str]:
    """The dates of an answer's own fields, and of the first of its interests."""
    found = {where: text for where, _, text in dates_of(RECORDINGS[name], tree)}
    return {where: text for where, text in found.items() if where.count(".") == 1 or where.startswith(".Interests[0]")}


@pytest.mark.parametrize("name", RECORDINGS)
def test_the_same_data_is_answered_as_recorded(server: Server, file: Path, name: str) -> None:
    path = stored(server, file, name)
    for suffix, zone in ASKED.items():
        client = Client(server, zone)
        ours = client.call("GET", path)
        assert shown(name, ours) == shown(name, recording(name + suffix))
        assert client.told == (zone and zone.partition(",")[0])


@pytest.mark.parametrize("name", RECORDINGS)
def test_dates_that_come_back_as_they_were_sent_change_nothing(server: Server, file: Path, name: str) -> None:
    path = stored(server, file, name)
    before = Client(server, None).call("GET", path)
    for zone in [*ASKED.values(), "US-NY", "US-NY,includeTZOffset", "includeTZOffset", "XX"]:
        client = Client(server, zone)
        client.call("PUT", path, client.call("GET", path))
        assert Client(server, None).call("GET", path) == before
