"""Lists against a naive judge: the same rows, in the same order, on both databases."""

import os
import random
from typing import Any

import pytest

from openkontor.agents import contact
from openkontor.archives import filter, listing, options
from openkontor.archives.listing import Listing
from openkontor.archives.plans import Asked
from openkontor.call import Call
from openkontor.carriers.address import Address, StructuredAddress
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import Business, Category, Country
from openkontor.carriers.mdo import SelectableMDOListItem
from tests.agents.conftest import NOW, Database, seeded
from tests.archives import oracle

SEED = int(os.environ.get("SEED", "20260921"))
COMPANIES = 120
DAY = 86_400_000_000


def listed(call: Call, columns: str = "", text: str = "", order: str = "", **more: Any) -> Listing:
    provider = listing.provider("SimpleContact")
    return listing.find(
        call, Asked(provider, options.columns(columns), filter.parse(text), options.order(order), **more)
    )


def add(call: Call, dice: random.Random) -> None:
    """Store a company at random."""
    entity = contact.create_default_contact_entity(call)
    word = lambda: dice.choice(oracle.WORDS)  # noqa: E731
    entity.name = (word() + dice.choice(("", " ", "-")) + word()).strip() or "x"
    entity.department, entity.org_nr = word().strip(), dice.choice(("", "123", "a_b"))
    entity.number2 = ""
    entity.category, entity.business = Category(dice.randint(1, 6)), Business(dice.randint(1, 4))
    entity.country = Country(dice.choice((578, 752, 826)))
    entity.xstop, entity.no_mailing = dice.random() < 0.3, dice.random() < 0.3
    entity.description = word()
    if dice.random() < 0.6:
        entity.emails = [EntityElement(f"{dice.randint(1, 99)}{dice.choice('aÅ')}@Example.COM", word())]
        entity.phones = [EntityElement(f"22 {dice.randint(10, 99)}", word())]
    if dice.random() < 0.6:
        entity.address = Address(street=StructuredAddress(city=word()), postal=StructuredAddress(address1=word()))
    entity.interests = [SelectableMDOListItem(number, selected=dice.random() < 0.4) for number in range(1, 5)]
    contact.save_contact_entity(call, entity)


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def filled(request: pytest.FixtureRequest) -> Database:
    """A tenant with companies at random, of several owners, with dates all over two years; tests leave it as it is."""
    database = seeded(request.getfixturevalue(f"{request.param}_engine"))
    dice = random.Random(SEED)
    users = [1, *(database.user(1) for _ in range(2))]
    database.as_(1, lambda call: [add(call, dice) for _ in range(COMPANIES)])
    for number in range(2, COMPANIES + 2):
        owner, at = dice.choice((*users, "NULL")), NOW - dice.randint(0, 800) * DAY // 2 - dice.randint(0, DAY)
        updated = dice.choice(("NULL", at + dice.randint(0, 30) * DAY))
        by = "NULL" if updated == "NULL" else dice.choice(users)
        database.run(
            f"UPDATE contact SET associate_id = {owner}, registered = {at}, updated = {updated},"
            f" updated_associate_id = {by} WHERE tenant = :tenant AND contact_id = {number}"
        )
        database.run(
            f"UPDATE Email SET bounceCount = {dice.choice((0, 0, 2))} WHERE tenant = :tenant AND contact_id = {number}"
        )
    return database


def records(database: Database) -> list[oracle.Record]:
    """All rows as a list without filter shows them, with the ids behind what is shown as text."""
    found = database.as_(1, lambda call: listed(call, ",".join(oracle.SHOWN), top=10_000))
    names = [column.name for column in found.columns]
    raw = {
        row[0]: dict(zip((*oracle.LISTS.values(), *oracle.ASSOCIATES.values()), row[1:], strict=True))
        for row in database.rows(
            "SELECT contact_id, category_idx, business_idx, country_id, associate_id, registered_associate_id,"
            " updated_associate_id FROM contact WHERE tenant = :tenant"
        )
    }
    return [dict(zip(names, row.values, strict=True)) | raw[row.key] for row in found.rows]


def differences(database: Database, seeds: range) -> list[str]:
    rows = records(database)
    assert len(rows) == COMPANIES + 1

    def work(call: Call) -> list[str]:
        found = []
        for seed in seeds:
            made = oracle.a_filter(random.Random(seed), call.now)
            keys = [row.key for row in listed(call, "contactId", made.text, top=10_000).rows]
            expected = [row["contactId"] for row in rows if made.holds(row)]
            if keys != expected:
                found.append(f"seed {seed}: {made.text}: {sorted(set(keys) ^ set(expected))}")
        return found

    return database.as_(1, work)


def test_500_filters_find_what_the_judge_finds(filled):
    assert differences(filled, range(SEED, SEED + 500)) == []


@pytest.mark.long
def test_5000_filters_find_what_the_judge_finds(filled):
    assert differences(filled, range(5000)) == []


def test_the_filters_are_not_all_empty_or_full(filled):
    rows = records(filled)
    sizes = [sum(map(oracle.a_filter(random.Random(seed), filled.now).holds, rows)) for seed in range(200)]
    assert sum(0 < size < len(rows) for size in sizes) > 90


ORDERS = ["name", "name desc", "department,name", "category desc,name desc", "business,name desc", "updatedDate desc",
          "email/emailAddress,contactId desc", "associateId,registeredDate", "stop desc,country", ""]  # fmt: skip


def sort_key(column: str, row: oracle.Record) -> Any:
    value = row[column]
    if column in oracle.DATES:
        return max(int(value), 0)
    if column in oracle.TEXTS:
        return oracle.folded(column, value)
    return value.casefold() if isinstance(value, str) else value


@pytest.mark.parametrize("order", ORDERS)
def test_pages_one_after_the_other_are_the_sorted_whole(filled, order):
    expected = records(filled)
    orders = options.order(order)
    falling = bool(orders) and orders[-1].descending
    expected.sort(key=lambda row: row["contactId"], reverse=falling)
    for one in reversed(orders):
        expected.sort(key=lambda row: sort_key(one.column, row), reverse=one.descending)
    filled_keys = filled.as_(1, lambda call: walked(call, order))
    assert filled_keys == [row["contactId"] for row in expected]


def walked(call: Call, order: str, size: int = 7) -> list[int]:
    """The keys of all pages."""
    keys, after = [], ""
    while True:
        page = listed(call, "name", order=order, top=size, after=after)
        keys += [row.key for row in page.rows]
        if not page.following:
            return keys
        after = page.following


def test_a_total_counts_all_rows_that_fit(filled):
    text = "category in (1,2) and not department eq ''"
    page = filled.as_(1, lambda call: listed(call, "name", text, top=3, counts=True))
    whole = filled.as_(1, lambda call: listed(call, "name", text, top=10_000))
    assert page.total == len(whole.rows) > 3 == len(page.rows)


def test_skipped_rows_are_left_out(filled):
    whole = filled.as_(1, lambda call: listed(call, "name", order="name", top=10_000)).rows
    assert filled.as_(1, lambda call: listed(call, "name", order="name", top=5, skip=20)).rows == whole[20:25]
