"""What is counted in lists is what the caller would count in them, on both databases."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from openkontor.agents import project, sale
from openkontor.archives import filter, listing, options
from openkontor.archives.columns import Column
from openkontor.archives.plans import Asked
from openkontor.archives.providers import PROVIDERS
from openkontor.call import Call
from openkontor.carriers.values import NO_BASE_STAMP, BaseStamp
from tests.agents.conftest import NOW, SECOND, Database, seeded
from tests.archives import oracle
from tests.archives.crowd import Crowd, counted, crowded
from tests.archives.made import ONLY_ME, company, deal, follow_up, found, keys
from tests.archives.test_oracle import SEED
from tests.archives.test_tickets import ask

KINDS = (("Activities", "Activity"), ("Sales", "Sale"), ("Tickets", "Ticket"))


def names(kinds: int) -> tuple[str, ...]:
    """The columns that are counted, in the order they are judged in."""
    made = []
    for many, one in KINDS[:kinds]:
        made += [f"NumberOf{many}", f"NumberOf{many}InPeriod"]
        made += [f"NumberOfNotCompleted{many}", f"NumberOfNotCompleted{many}InPeriod"]
        made += [f"Last{one}", f"LastCompleted{one}", f"LastDoBy{one}"]
    return tuple(made)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def crowd(request: pytest.FixtureRequest) -> Crowd:
    return crowded(seeded(request.getfixturevalue(f"{request.param}_engine")), SEED)


def shown(value: Any) -> Any:
    """A number, or a date; None for none."""
    return None if value < -(10**16) else value


@pytest.mark.parametrize(
    ("provider", "key", "kinds"),
    [("FindContact", "contactId", 3), ("SimpleContact", "contactId", 3), ("FindProject", "projectId", 2)],
)
def test_what_is_counted_is_what_the_caller_is_listed(crowd, provider, key, kinds):
    def differences(call: Call) -> list[Any]:
        rows = found(call, provider, select=",".join((key, *names(kinds)))).rows
        own = {row.values[0]: dict(zip(names(kinds), map(shown, row.values[1:]), strict=True)) for row in rows}
        judged = {number: counted(call, key, number, kinds) for number in own}
        assert len(own) > 1 or (key == "projectId" and call.associate_id == crowd.users[2])
        return [(number, own[number], judged[number]) for number in own if own[number] != judged[number]]

    for user in crowd.users:
        assert crowd.database.as_(user, differences) == [], user


def test_the_crowd_is_one_where_every_number_says_something(crowd):
    admin, _, limited = crowd.users
    select = ",".join(names(3))
    told = {
        user: crowd.database.as_(user, lambda call: found(call, "FindContact", select=f"contactId,{select}")).rows
        for user in (admin, limited)
    }
    for number, name in enumerate(names(3), start=1):
        assert len({row.values[number] for row in told[admin]}) > 1, name
    numbers = {row.values[0]: row.values[1] for row in told[admin]}
    assert any(row.values[1] < numbers[row.values[0]] for row in told[limited])


def test_what_is_counted_is_the_same_beside_another_record(crowd):
    def told(call: Call) -> None:
        own = {r.key: r.values for r in found(call, "Contact", select="NumberOfActivities,LastSale,mainContact").rows}
        select = "contactId,contact/NumberOfActivities,contact/LastSale,contact/mainContact"
        rows = found(call, "Sale", select=select).rows
        assert {row.values[0] for row in rows} >= set(crowd.companies[:-1]) | {0}
        empty = (0, listing_of(call, "Project", "LastSale").rows[0].values[0].__class__(-62_135_596_800_000_000), "")
        for row in rows:
            assert row.values[1:] == own.get(row.values[0], empty), row.values

    crowd.database.as_(1, told)


def listing_of(call: Call, provider: str, columns: str, text: str = "", **more: Any) -> listing.Listing:
    asked = Asked(listing.provider(provider), options.columns(columns), filter.parse(text), top=10_000)
    return listing.find(call, asked._replace(**more))


COLUMNS: dict[str, dict[str, Any]] = {
    "FindContact": {
        "INTS": ("contactId", *(name for name in names(3) if name.startswith("Number"))),
        "TEXTS": ("name", "department"),
        "BOOLS": ("stop", "hasInterests"),
        "LISTS": {"category": "category_idx"},
        "ASSOCIATES": {"associateId": "associate_id"},
        "DATES": tuple(name for name in names(3) if name.startswith("Last")),
        "CLOCKS": dict.fromkeys(("LastSale", "LastCompletedSale", "LastDoBySale"), UTC),
    },
    "Person": {
        "INTS": ("personId", "personContact/NumberOfSales", "personContact/NumberOfNotCompletedActivities"),
        "TEXTS": ("lastName", "personContact/name"),
        "BOOLS": ("isProjectMember", "isStakeholder", "retired"),
        "LISTS": {"position": "position_idx"},
        "ASSOCIATES": {"personAssociateId": "associate_id"},
        "DATES": ("personContact/LastActivity", "personContact/LastTicket"),
    },
    "FindSale": {
        "INTS": ("saleId", "contactId", "contact/NumberOfTickets", "project/NumberOfSales"),
        "TEXTS": ("heading", "contact/name"),
        "BOOLS": ("completed", "hasStakeholders", "stakeholdersEnabled", "hasGuide", "project/hasGuide"),
        "LISTS": {"saleType": "saleType_id"},
        "ASSOCIATES": {"associateId": "associate_id"},
        "DATES": ("nextDueDate", "project/nextMilestone", "contact/LastActivity"),
    },
    "FindProject": {
        "INTS": ("projectId", *(name for name in names(2) if name.startswith("Number"))),
        "TEXTS": ("name", "number"),
        "BOOLS": ("hasGuide", "completed"),
        "LISTS": {"type": "type_idx"},
        "ASSOCIATES": {"associateId": "associate_id"},
        "DATES": ("nextMilestone", "LastActivity", "LastDoBySale"),
        "CLOCKS": {"LastDoBySale": UTC},
    },
}


@pytest.mark.parametrize("provider", COLUMNS)
def test_250_filters_by_what_is_counted_find_what_the_judge_finds(crowd, provider, monkeypatch):
    columns = {"CLOCKS": {}} | COLUMNS[provider]
    for name, value in columns.items():
        monkeypatch.setattr(oracle, name, value)
    monkeypatch.setattr(oracle, "interests", oracle.a_bool)
    folds = ("name", "heading", "contact/name", "personContact/name")
    monkeypatch.setattr(oracle, "folded", lambda name, text: text.casefold() if name in folds else text.lower())
    shown = [name for kind in ("INTS", "TEXTS", "BOOLS", "LISTS", "ASSOCIATES", "DATES") for name in columns[kind]]
    behind = {raw: f"{name}/id" for kind in ("LISTS", "ASSOCIATES") for name, raw in columns[kind].items()}

    def work(call: Call) -> list[str]:
        told = listing_of(call, provider, ",".join((*shown, *behind.values()))).rows
        rows = [dict(zip((*shown, *behind), row.values, strict=True)) | {"key": row.key} for row in told]
        wrong = []
        for seed in range(SEED, SEED + 250):
            made = oracle.a_filter(random.Random(seed), call.now)
            keys = [row.key for row in listing_of(call, provider, shown[0], made.text).rows]
            expected = [row["key"] for row in rows if made.holds(row)]
            if keys != expected:
                wrong.append(f"seed {seed}: {made.text}: {sorted(set(keys) ^ set(expected))}")
        return wrong

    assert crowd.database.as_(1, work) == []


@pytest.mark.parametrize(
    ("provider", "order"),
    [
        ("FindContact", "mainContact,name desc"),
        ("FindPerson", "isProjectMember desc,isStakeholder,lastName"),
        ("FindSale", "nextDueDate"),
        ("FindSale", "hasStakeholders,nextDueDate desc"),
        ("FindSale", "hasGuide desc,stakeholdersEnabled,saleId desc"),
        ("FindProject", "nextMilestone desc,hasGuide"),
    ],
)
def test_pages_one_after_the_other_are_the_sorted_whole(crowd, provider, order):
    orders = options.order(order)
    columns = [one.column for one in orders]

    def work(call: Call) -> None:
        rows = listing_of(call, provider, ",".join(columns)).rows
        expected = sorted(rows, key=lambda row: row.key, reverse=orders[-1].descending)
        for number, one in reversed(list(enumerate(orders))):
            expected.sort(key=lambda row, n=number: placed(row.values[n]), reverse=one.descending)
        paged, after = [], ""
        while True:
            page = listing_of(call, provider, columns[0], order=orders, top=3, after=after)
            paged += keys(page)
            if not page.following:
                break
            after = page.following
        assert paged == [row.key for row in expected]
        assert len({row.values for row in rows}) > 1

    crowd.database.as_(1, work)


def placed(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else max(int(value), 0)


def test_the_next_date_is_that_of_the_sale_and_the_project_read_whole(crowd):
    def work(call: Call) -> None:
        sales = {row.key: row.values[0] for row in found(call, "FindSale", select="nextDueDate").rows}
        assert sales == {key: sale.get_sale_entity(call, key).next_due_date for key in sales}
        projects = {row.key: row.values[0] for row in found(call, "FindProject", select="nextMilestone").rows}
        assert projects == {key: project.get_project_entity(call, key).next_milestone_date for key in projects}
        assert len({*sales.values(), *projects.values()}) > 4

    for user in crowd.users[:2]:
        crowd.database.as_(user, work)


@pytest.mark.parametrize(
    ("provider", "column", "listed", "key"),
    [
        ("FindPerson", "isProjectMember", "ProjectMember", "personId"),
        ("FindPerson", "isStakeholder", "SaleStakeholder", "person/personId"),
        ("FindSale", "hasStakeholders", "SaleStakeholder", "saleId"),
    ],
)
def test_there_are_members_and_stakeholders_where_some_are_listed(crowd, provider, column, listed, key):
    def work(call: Call) -> set[bool]:
        there = {row.values[0] for row in found(call, listed, select=key, top=10_000).rows}
        told = {row.key: row.values[0] for row in found(call, provider, select=column, top=10_000).rows}
        assert told == {number: number in there for number in told}
        return set(told.values())

    assert crowd.database.as_(1, work) == {True, False}
    crowd.database.as_(crowd.users[2], work)


def test_nothing_is_counted_for_who_does_not_ask(crowd):
    text = "appointment x|sale x|ticket x|SaleStakeholder x|projectmember x"
    for name in ("contact", "findcontact", "findsale", "findproject", "findperson"):
        provider = PROVIDERS[name]
        asked = Asked(provider, provider.own, filter.parse(""))
        made = crowd.database.as_(1, lambda call, a=asked: listing.plans.page(a, frozenset())[0].composed)
        assert not any(table in made.statement.sqlite for table in text.split("|"))


def instant(text: str, clock: Any) -> int:
    return (datetime.fromisoformat(text).replace(tzinfo=clock) - oracle.EPOCH) // timedelta(microseconds=1)


@pytest.mark.parametrize(("text", "counts"), [("2026-06-23T00:00:00", 1), ("2026-06-22T23:59:59", 0),
                                              ("2026-09-21T23:59:59", 1), ("2026-09-22T00:00:00", 0)])  # fmt: skip
def test_the_period_is_of_whole_days_on_the_clock_of_each_kind_of_date(database: Database, text, counts):
    place = database.as_(1, lambda call: company(call, "Place"))
    number = database.as_(1, lambda call: follow_up(call, "Lunch", place))
    database.as_(1, lambda call: deal(call, "Deal", place))
    ask(database, 1, "Help", place, created_at=instant(text, oracle.OSLO))
    database.run(f"UPDATE sale SET saledate = {instant(text, UTC)} WHERE tenant = :tenant")
    for zone, expected in ((None, oracle.OSLO), (ZoneInfo("America/New_York"),) * 2):
        at = instant(text, expected)
        database.run(f"UPDATE appointment SET activeDate = {at} WHERE tenant = :tenant AND appointment_id = {number}")

        def told(call: Call, zone: Any = zone) -> Any:
            call.zone = zone
            select = "NumberOfActivitiesInPeriod,NumberOfSalesInPeriod,NumberOfTicketsInPeriod"
            return found(call, "Contact", select=select, filter_=f"contactId = {place}").rows[0].values

        assert database.as_(1, told) == (counts, counts, counts)


def test_a_sale_made_just_after_midnight_is_of_today(database: Database):
    midnight = instant("2026-09-23T00:00:00", oracle.OSLO)  # it is still the day before in UTC
    database.later((midnight - database.now) // SECOND + 60)
    place = database.as_(1, lambda call: company(call, "Place"))
    number = database.as_(1, lambda call: deal(call, "Deal", place))

    def told(call: Call) -> tuple[Any, list[int]]:
        counted = found(call, "Contact", select="NumberOfSalesInPeriod", filter_=f"contactId = {place}")
        listed = found(call, "Sale", select="heading", filter_=f"contactId = {place} and date today")
        return counted.rows[0].values, [row.key for row in listed.rows]

    assert database.as_(1, told) == ((1,), [number])


def test_what_begins_now_is_what_comes_next(database: Database):
    number, other = (database.as_(1, lambda call: deal(call, "Deal")) for _ in range(2))
    for at in (database.now - 60 * SECOND, database.now, database.now + 60 * SECOND):
        meeting = database.as_(1, lambda call: follow_up(call, "Meeting"))
        database.run(
            f"UPDATE appointment SET activeDate = {at}, sale_id = {number}"
            f" WHERE tenant = :tenant AND appointment_id = {meeting}"
        )
    for after, due in ((0, 0), (1, 60), (61, 60)):
        database.later(after)

        def told(call: Call) -> dict[int, Any]:
            return {row.key: row.values[0] for row in found(call, "Sale", select="nextDueDate").rows}

        dates = database.as_(1, told)
        assert (dates[number] - NOW) // SECOND == due and dates[other] == NO_BASE_STAMP
        assert {type(at) for at in dates.values()} == {BaseStamp}


def test_a_private_sale_counts_for_its_owner_alone(database: Database):
    mate = database.user(1, group=1)
    place = database.as_(1, lambda call: company(call, "Place"))
    database.as_(1, lambda call: deal(call, "Private", place, seen_by=((ONLY_ME, 1),)))

    def number(associate: int) -> int:
        told = database.as_(associate, lambda call: found(call, "Contact", select="NumberOfSales,LastSale"))
        return {row.key: row.values[0] for row in told.rows}[place]

    assert (number(1), number(mate)) == (1, 0)


def columns_counted(name: str) -> list[Column]:
    return [one for one in PROVIDERS[name].columns.values() if isinstance(one, Column) and one.name in names(3)]


@pytest.mark.parametrize(("name", "kinds"), [("contact", 3), ("project", 2), ("recyclecontact", 3)])
def test_all_that_is_published_is_counted(name, kinds):
    assert tuple(sorted(one.name for one in columns_counted(name))) == tuple(sorted(names(kinds)))
    assert all(one.source is not None for one in columns_counted(name))
