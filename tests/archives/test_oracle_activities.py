"""Lists of activities against the same naive judge, by columns of their own."""

import random
from typing import Any

import pytest

from openkontor.archives import filter, listing, options
from openkontor.archives.plans import Asked
from openkontor.call import Call
from tests.agents.conftest import NOW, Database, seeded
from tests.archives import oracle
from tests.archives.made import company, employee, follow_up
from tests.archives.test_activities import document
from tests.archives.test_oracle import DAY, SEED

ACTIVITIES = 60
COLUMNS: dict[str, Any] = {
    "INTS": ("appointmentId", "contactId", "personId", "rawStatus", "invitedPersonId"),
    "TEXTS": ("text", "location", "contact/name", "person/lastName"),
    "BOOLS": ("completed", "alarm", "isFree", "contact/stop", "isMilestone"),
    "LISTS": {"type": "task_idx"},
    "ASSOCIATES": {"associateId": "associate_id", "registeredBy": "registered_associate_id"},
    "DATES": ("date", "registeredDate", "completedDate"),
}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def filled(request: pytest.FixtureRequest) -> Database:
    """A tenant with follow-ups and documents at random; some have no company, no person, no dates."""
    database = seeded(request.getfixturevalue(f"{request.param}_engine"))
    dice = random.Random(SEED)
    places = [database.as_(1, lambda call, n=n: company(call, n or "x")) for n in ("Blå AS", "50% a_b", "ÅS")]
    people = [database.as_(1, lambda call, p=p: employee(call, p, f"{dice.choice(oracle.WORDS)}y")) for p in places]
    for _ in range(ACTIVITIES):
        which = dice.randint(0, 3)
        place, who = ((places + [0])[which], (people + [0])[which] if dice.random() < 0.6 else 0)
        number = database.as_(
            1, lambda call, p=place, w=who: follow_up(call, dice.choice(oracle.WORDS), p, w, done=dice.random() < 0.4)
        )
        if dice.random() < 0.3:
            document(database, number, 1000 + number, dice.choice(("Blå", "ab", "ÅS")))
        at = dice.choice(("NULL", NOW - dice.randint(0, 800) * DAY // 2))
        database.run(
            f"UPDATE appointment SET activeDate = {at}, location = '{dice.choice(('', 'a', 'ÅS x', 'Ab'))}',"
            f" hasAlarm = {dice.randint(0, 1)}, freeBusy = {dice.randint(0, 1)}, isMilestone = {dice.randint(0, 1)},"
            f" task_idx = {dice.choice(('NULL', 1, 2, 3))}, invitedPersonId = {dice.choice(('NULL', people[0]))}"
            f" WHERE tenant = :tenant AND appointment_id = {number}"
        )
    return database


def listed(call: Call, columns: str, text: str = "") -> list[Any]:
    provider = listing.provider("ContactActivity")
    asked = Asked(provider, options.columns(columns), filter.parse(text), top=10_000)
    return listing.find(call, asked).rows


def records(call: Call) -> list[oracle.Record]:
    """All rows as a list without filter shows them, with the ids behind what is shown as text."""
    shown = [name for group in COLUMNS.values() for name in group]
    keys = {raw: f"{name}/id" for group in ("LISTS", "ASSOCIATES") for name, raw in COLUMNS[group].items()}
    rows = listed(call, ",".join((*shown, *keys.values())))
    return [dict(zip((*shown, *keys), row.values, strict=True)) for row in rows]


def test_300_filters_of_activities_find_what_the_judge_finds(filled, monkeypatch):
    for name, value in COLUMNS.items():
        monkeypatch.setattr(oracle, name, value)
    monkeypatch.setattr(oracle, "interests", oracle.a_bool)
    monkeypatch.setattr(
        oracle, "folded", lambda name, text: text.casefold() if name.endswith("/name") else text.lower()
    )

    def work(call: Call) -> list[str]:
        rows, found = records(call), []
        assert len(rows) == ACTIVITIES
        for seed in range(SEED, SEED + 300):
            made = oracle.a_filter(random.Random(seed), call.now)
            keys = [row.values[0] for row in listed(call, "appointmentId", made.text)]
            expected = [row["appointmentId"] for row in rows if made.holds(row)]
            if keys != expected:
                found.append(f"seed {seed}: {made.text}: {sorted(set(keys) ^ set(expected))}")
        return found

    assert filled.as_(1, work) == []
