"""A tenant in which much has happened: what is counted of it, and what a naive judge counts."""

import random
from datetime import UTC, date, timedelta
from typing import Any, NamedTuple

from openkontor.call import Call
from tests.agents.conftest import NOW, Database
from tests.archives import oracle
from tests.archives.made import ONLY_GROUP, ONLY_ME, company, deal, employee, follow_up, found, plan
from tests.archives.test_activities import document
from tests.archives.test_tickets import ask

DAY = 86_400_000_000
ACTIVITIES, SALES, REQUESTS = 70, 40, 60
PERIOD = 90


class Crowd(NamedTuple):
    """A filled database, and who looks at it."""

    database: Database
    users: tuple[int, ...]  # the administrator, one who sees most, one who sees little
    companies: list[int]
    projects: list[int]
    people: list[int]


def crowded(database: Database, seed: int) -> Crowd:
    """Fill a tenant: activities, sales and requests at random, some of them hidden, some without dates."""
    dice = random.Random(seed)
    users = (1, database.user(1, group=2), database.user(4, group=3))
    owners = (1, 1, *users[1:], users[2], 1)
    companies = [database.as_(1, lambda call, o=o: company(call, f"Company {o}", o)) for o in owners]
    people = [database.as_(1, lambda call, c=c: employee(call, c, f"Person {c}")) for c in companies]
    some = list(zip(companies, people, strict=True))
    projects = [database.as_(1, lambda call: plan(call, "Work", *dice.sample(some, 2))) for _ in range(5)]
    for number in projects:
        database.run(
            f"UPDATE project SET associate_id = {users[number % 3]}, type_idx = {dice.randint(1, 4)}"
            f" WHERE tenant = :tenant AND project_id = {number}"
        )
    crowd = Crowd(database, users, companies, projects, people)
    for _ in range(ACTIVITIES):
        _activity(crowd, dice)
    for _ in range(SALES):
        _sale(crowd, dice)
    for number in range(1, REQUESTS + 1):
        at, status = NOW - dice.randint(-20, 200) * DAY, dice.choice((1, 2, 2, 3, 4, 5))
        place = dice.choice((*companies, 0))
        ask(database, number, "Help", place, dice.choice((*people, 0)), created_at=at, status=status)
    database.run(f"UPDATE contact SET supportPersonId = {people[0]} WHERE tenant = :tenant AND contact_id < 4")
    database.run(f"UPDATE contact SET DeletedDate = 1 WHERE tenant = :tenant AND contact_id = {companies[-1]}")
    database.run(f"UPDATE person SET DeletedDate = 1 WHERE tenant = :tenant AND person_id = {people[-1]}")
    return crowd


def _when(dice: random.Random) -> int | str:
    """A date around now; often at the edges of the period."""
    days = dice.choice((dice.randint(-40, -2), dice.randint(2, 400), PERIOD - 1, PERIOD, PERIOD + 1, 0))
    return "NULL" if dice.random() < 0.1 else NOW - days * DAY + dice.randint(-DAY, DAY)


def _eyes(dice: random.Random, owner: int) -> tuple[Any, ...]:
    return dice.choice(((), (), ((ONLY_ME, owner),), ((ONLY_GROUP, 2),)))


def _activity(crowd: Crowd, dice: random.Random) -> None:
    owner, place = dice.choice(crowd.users), dice.choice((*crowd.companies, 0))
    project = dice.choice((*crowd.projects, "NULL"))
    number = crowd.database.as_(1, lambda call: follow_up(call, "x", place, seen_by=_eyes(dice, owner)))
    if dice.random() < 0.3:
        document(crowd.database, number, 1000 + number, "y")
    crowd.database.run(
        f"UPDATE appointment SET associate_id = {owner}, activeDate = {_when(dice)}, project_id = {project},"
        f" status = {dice.choice((1, 2, 3, 3))}, type = {dice.choice((1, 2, 2, 5, 8))},"
        f" isMilestone = {dice.randint(0, 1)} WHERE tenant = :tenant AND appointment_id = {number}"
    )


def _sale(crowd: Crowd, dice: random.Random) -> None:
    owner, place = dice.choice(crowd.users), dice.choice((*crowd.companies, 0))
    project = dice.choice((*crowd.projects, 0))
    number = crowd.database.as_(
        1, lambda call: deal(call, "Deal", place, project, dice.randint(0, 900), seen_by=_eyes(dice, owner))
    )
    crowd.database.run(
        f"UPDATE sale SET saledate = {_when(dice)}, done = {dice.randint(1, 2)}, associate_id = {owner},"
        f" saleType_id = {dice.choice(('NULL', 1, 2))} WHERE tenant = :tenant AND sale_id = {number}"
    )
    if dice.random() < 0.5:
        place, who = dice.choice((*crowd.companies, "NULL")), dice.choice(crowd.people)
        crowd.database.run(
            "INSERT INTO SaleStakeholder (tenant, salestakeholder_id, sale_id, contact_id, person_id, rank,"
            " registered, registered_associate_id, changed_at)"
            f" VALUES (:tenant, {number}, {number}, {place}, {who}, 1, {NOW}, 1, {NOW})"
        )
    _appointment_of(crowd, dice, number)


def _appointment_of(crowd: Crowd, dice: random.Random, sale: int) -> None:
    for number in dice.sample(range(1, ACTIVITIES), 3):
        crowd.database.run(
            f"UPDATE appointment SET sale_id = {sale} WHERE tenant = :tenant AND appointment_id = {number}"
        )


# What a naive judge counts: the rows that the caller is listed.

LISTED = (
    ("Activities", "Activity", "Activity", "date", "completed", oracle.OSLO),
    ("Sales", "Sale", "Sale", "date", "completed", UTC),
    ("Tickets", "Ticket", "Ticket", "createdDate", "", oracle.OSLO),
)


def counted(call: Call, key: str, number: int, kinds: int) -> dict[str, Any]:
    """What is counted of the activities, sales and requests with this key, as the caller is listed them."""
    told = {}
    for many, one, provider, column, completed, clock in LISTED[:kinds]:
        select = ",".join((key, column, completed) if completed else (key, column))
        rows = found(call, provider, select=select, top=10_000).rows
        own = [(row.values[1], row.values[2] if completed else _closed(row)) for row in rows if row.values[0] == number]
        told |= _numbers(many, own, clock) | _dates(one, own)
    return told


def _closed(row: Any) -> bool:
    return bool(row.entity == "ticketdisplayclosed")


def _numbers(many: str, rows: list[tuple[Any, bool]], clock: Any) -> dict[str, int]:
    return {
        f"NumberOf{many}": len(rows),
        f"NumberOf{many}InPeriod": sum(_is_recent(at, clock) for at, _ in rows),
        f"NumberOfNotCompleted{many}": sum(not done for _, done in rows),
        f"NumberOfNotCompleted{many}InPeriod": sum(_is_recent(at, clock) for at, done in rows if not done),
    }


def _dates(one: str, rows: list[tuple[Any, bool]]) -> dict[str, Any]:
    def last(dates: list[Any]) -> Any:
        return max((at for at in dates if at > -(10**16)), default=None)

    return {
        f"Last{one}": last([at for at, _ in rows]),
        f"LastCompleted{one}": last([at for at, done in rows if done]),
        f"LastDoBy{one}": last([at for at, done in rows if not done]),
    }


def _is_recent(at: Any, clock: Any) -> bool:
    if at < -(10**16):
        return False
    return today(clock) - timedelta(days=PERIOD) <= _day(at, clock) <= today(clock)


def today(clock: Any) -> date:
    """The day it is there."""
    return _day(NOW, clock)


def _day(at: int, clock: Any) -> date:
    return (oracle.EPOCH + timedelta(microseconds=int(at))).astimezone(clock).date()
