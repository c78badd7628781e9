"""A list shows what its caller may see, and goes on where it ended although others write meanwhile."""

import itertools

import pytest

from openkontor.agents import contact
from openkontor.errors import NotFound
from tests.agents.conftest import Database
from tests.archives.made import company, employee, found, keys


def test_companies_and_people_of_others_are_not_there_for_who_may_not_see_them(database: Database):
    limited = database.user(4, group=3)  # sees what is its own, and what is its group's
    hidden = database.as_(1, lambda call: company(call, "Hidden"))
    own = database.as_(1, lambda call: company(call, "Own", limited))
    secret = database.as_(1, lambda call: employee(call, hidden, "Secret"))
    everything = database.as_(1, lambda call: found(call, "Contact", counts=True))
    assert {1, hidden, own} <= set(keys(everything)) and everything.total == len(everything.rows)
    seen = database.as_(limited, lambda call: found(call, "Contact", counts=True))
    assert keys(seen) == [own] and seen.total == 1
    assert secret in keys(database.as_(1, lambda call: found(call, "Person")))
    assert secret not in keys(database.as_(limited, lambda call: found(call, "Person")))
    with pytest.raises(NotFound):
        database.as_(
            limited, lambda call: found(call, "Person", resource="Contact", column="contactId", record_id=hidden)
        )


def test_a_hidden_company_does_not_show_beside_a_person(database: Database):
    limited = database.user(4, group=3)
    hidden = database.as_(1, lambda call: company(call, "Hidden"))
    number = database.as_(1, lambda call: employee(call, hidden, "Mine"))
    database.run(f"UPDATE person SET associate_id = {limited} WHERE tenant = :tenant AND person_id = {number}")
    columns = "lastName,personContact/name"
    assert database.as_(1, lambda call: found(call, "Person", select=columns, filter_=f"personId = {number}")).rows[
        0
    ].values == (
        "Mine",
        "Hidden",
    )
    seen = database.as_(limited, lambda call: found(call, "Person", select=columns))
    assert [row.values for row in seen.rows] == [("Mine", "")]
    assert not database.as_(limited, lambda call: found(call, "Person", filter_="personContact/name eq 'Hidden'")).rows


def test_what_was_deleted_is_only_in_lists_that_ask_for_it(database: Database):
    number = database.as_(1, lambda call: company(call, "Gone"))
    database.as_(1, lambda call: contact.delete_contact_entity(call, number))
    assert number not in keys(database.as_(1, lambda call: found(call, "Contact")))
    assert keys(database.as_(1, lambda call: found(call, "Contact", filter_="contactDeleted set true"))) == [number]


def test_people_who_have_left_are_another_entity(database: Database):
    left = database.as_(1, lambda call: employee(call, 1, "Left"))
    database.run(f"UPDATE person SET retired = 1 WHERE tenant = :tenant AND person_id = {left}")
    rows = database.as_(1, lambda call: found(call, "Person")).rows
    assert {row.key: row.entity for row in rows}[left] == "retiredPerson"
    assert left not in keys(database.as_(1, lambda call: found(call, "Person", entities="person")))
    assert keys(database.as_(1, lambda call: found(call, "Person", entities="RETIREDPERSON"))) == [left]
    assert keys(database.as_(1, lambda call: found(call, "Person", entities="sale"))) == []


@pytest.mark.parametrize("order", ["", "name", "name desc", "department,name desc"])
def test_no_old_row_is_shown_twice_or_missed_while_others_insert(database: Database, order):
    old = {database.as_(1, lambda call, name=name: company(call, name)) for name in "dbfhjlnprt"} | {1}
    shown: list[int] = []
    after, names = "", iter("acegikmoqsuvwxyz")
    while True:
        page = database.as_(
            1, lambda call, after=after: found(call, "Contact", order_by=order, top=3, skip_token=after)
        )
        shown += keys(page)
        for name in itertools.islice(names, 2):
            database.as_(1, lambda call, name=name: company(call, name))
        if not page.following:
            break
        after = page.following
    assert len(shown) == len(set(shown)) and old <= set(shown)
