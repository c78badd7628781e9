"""Lists of requests: whoever sees the company and the person that ask sees what they ask."""

import pytest

from openkontor.agents import sale
from openkontor.call import Call
from openkontor.carriers.ticket import TicketBaseStatus
from tests.agents.conftest import NOW, Database
from tests.archives.made import company, deal, employee, found, keys


def ask(database: Database, number: int, title: str, contact_id: int = 0, person_id: int = 0, **more: int) -> int:
    """A request, which no agent makes yet."""
    row = {"id": number, "created_at": NOW, "contact_id": contact_id or "NULL", "cust_id": person_id or "NULL"} | more
    names, values = ", ".join(row), ", ".join(map(str, row.values()))
    database.run(f"INSERT INTO ticket (tenant, title, {names}) VALUES (:tenant, '{title}', {values})")
    return number


def seen(database: Database, associate: int, **asked: str) -> list[int]:
    return keys(database.as_(associate, lambda call: found(call, "Ticket", **asked)))


@pytest.mark.parametrize("provider", ["Ticket", "FindTicket"])
def test_a_request_shows_what_is_stored(database: Database, provider):
    place = database.as_(1, lambda call: company(call, "Place"))
    who = database.as_(1, lambda call: employee(call, place, "Who"))
    number = ask(
        database, 5, "Help", place, who, priority=3, category=1, ticket_status=2, status=2, owned_by=1, origin=4
    )
    select = "ticketId,title,ticketStatusName,ticketStatus/rank,priorityName,ticketPriority/name,categoryFullName,"
    select += "ownedBy,status,origin,person/lastName,contact/name,createdBy,closedAt,timeSpent,deadline,content"
    (row,) = database.as_(1, lambda call: found(call, provider, select=select)).rows
    assert (row.key, row.entity) == (number, "ticketdisplayclosed")
    assert row.values[:7] == (5, "Help", "Closed", 2, "High", "High", "Support")
    assert row.values[7:13] == ("adam", "Closed", "Phone", "Who", "Place", "")
    assert row.values[14] is None and row.values[16] is None


def test_the_requests_of_a_record_are_there_as_long_as_it_is_and_they_are(database: Database):
    place, other = (database.as_(1, lambda call, name=name: company(call, name)) for name in "ab")
    who = database.as_(1, lambda call: employee(call, place, "Who"))
    ask(database, 1, "one", place, who)
    ask(database, 2, "two", place)
    ask(database, 3, "of another", other)
    ask(database, 4, "deleted", place, who, status=TicketBaseStatus.Deleted.number)
    assert seen(database, 1, filter_=f"contactId eq {place}") == [1, 2]
    assert seen(database, 1, filter_=f"personId eq {who}") == [1]
    assert seen(database, 1, filter_="title begins 'of'", entities="ticketdisplayclosed") == []
    database.run(f"UPDATE person SET DeletedDate = 1 WHERE tenant = :tenant AND person_id = {who}")
    assert seen(database, 1) == [2, 3]
    database.run(f"UPDATE contact SET DeletedDate = 1 WHERE tenant = :tenant AND contact_id = {place}")
    assert seen(database, 1) == [3]


def test_who_must_not_see_a_company_sees_none_of_its_requests(database: Database):
    limited = database.user(4, group=3)  # sees what is its own, and what is its group's
    place = database.as_(1, lambda call: company(call, "Hidden"))
    own = database.as_(limited, lambda call: company(call, "Own", limited))
    ask(database, 1, "hidden", place, owned_by=limited)
    ask(database, 2, "own", own)
    assert seen(database, limited) == [2]
    assert seen(database, 1) == [1, 2]


def test_a_deleted_sale_leaves_the_requests_about_it(database: Database):
    place = database.as_(1, lambda call: company(call, "Place"))
    number = database.as_(1, lambda call: deal(call, "Sale", place))
    ask(database, 1, "about it", place, sale_id=number)

    def delete(call: Call) -> None:
        sale.delete_sale_entity(call, number)

    database.as_(1, delete)
    assert database.rows("SELECT id, sale_id FROM ticket WHERE tenant = :tenant") == [(1, None)]
