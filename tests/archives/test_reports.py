"""Functions over columns: groups with headers and footers, running and grand totals."""

import statistics
from typing import Any

import pytest

from openkontor.archives import aggregates
from openkontor.archives.options import columns
from openkontor.call import Call
from openkontor.errors import NotBuilt, RequestError
from tests.agents.conftest import Database
from tests.archives.made import company, found

# The published example: five people, first and middle name, last name; rank is their order.
PEOPLE = [("Jane", "Ray", "Doe"), ("Billy", "Ray", "Doe"), ("Bobby", "Sue", "Doe"), ("Mary", "Sue", "Smith"),
          ("Tabby", "Sue", "Smith")]  # fmt: skip


@pytest.fixture
def people(database: Database) -> Database:
    one = database.as_(1, lambda call: company(call, "Superoso"))
    database.run("DELETE FROM person WHERE tenant = :tenant AND person_id > 1")
    for number, (first, middle, last) in enumerate(PEOPLE, start=1):
        database.run(
            "INSERT INTO person (tenant, person_id, contact_id, rank, firstname, middleName, lastname, country_id,"
            " associate_id, registered, registered_associate_id, changed_at)"
            f" VALUES (:tenant, {100 + number}, {one}, {number},"
            f" '{first}', '{middle}', '{last}', 578, 1, {1_600_000_000_000_000 + number * 40 * 86_400_000_000}, 1, 1)"
        )
    return database


def lines(database: Database, select: str, **more: Any) -> list[tuple[Any, ...]]:
    def ask(call: Call) -> list[tuple[Any, ...]]:
        rows = found(call, "Person", select=select, filter_="personId > 100", **more).rows
        return [(row.entity, row.key, *row.values) for row in rows]

    return database.as_(1, ask)


def test_groups_have_headers_and_footers_as_published(people):
    select = "GroupBy(middleName):HideDetail,Header,Footer,CountAll(firstName),firstName,rank,Sum(rank)"
    assert lines(people, select, extra="GrandTotal=True") == [
        ("header:1", 1, "Ray", 2, None, None, 3),
        ("person", 101, None, 1, "Jane", 1, 1),
        ("person", 102, None, 2, "Billy", 2, 3),
        ("footer:1", 1, "Ray", 2, None, None, 3),
        ("header:1", 2, "Sue", 3, None, None, 12),
        ("person", 103, None, 1, "Bobby", 3, 3),
        ("person", 104, None, 2, "Mary", 4, 7),
        ("person", 105, None, 3, "Tabby", 5, 12),
        ("footer:1", 2, "Sue", 3, None, None, 12),
        ("grandtotal", 1, None, 5, None, None, 15),
    ]


def test_groups_within_groups_as_published(people):
    select = (
        "Count(middleName),CountAll(firstName),firstName,GroupBy(middleName):HideDetail:Header:Footer:1,"
        "GroupBy(lastName):HideDetail:Header:Footer:2,Sum(rank):HideDetail"
    )
    assert [line[0] for line in lines(people, select)] == [
        "header:1", "header:2", "person", "person", "footer:2", "footer:1", "header:1", "header:2", "person",
        "footer:2", "header:2", "person", "person", "footer:2", "footer:1",
    ]  # fmt: skip
    told = lines(people, select, extra="grandtotal = true")
    assert told[6][2:] == (1, 3, None, "Sue", None, 12)
    assert told[10][2:] == (1, 2, None, None, "Smith", 9)
    assert told[12][2:] == (1, 2, "Tabby", None, None, None)
    assert told[-1] == ("grandtotal", 1, 2, 5, None, None, None, 15)


def test_without_columns_to_show_there_are_footers_alone(people):
    assert lines(people, "Count(personId):HideDetail,GroupBy(lastName):Footer,HideDetail") == [
        ("footer:1", 1, 3, "Doe"),
        ("footer:1", 2, 2, "Smith"),
    ]
    assert lines(people, "Count(middleName):HideDetail:Footer") == [("footer:1", 1, 2)]


def test_every_function_counts_right(people):
    select = "Avg(rank):HideDetail:Footer,Median(rank):HideDetail,Percent(rank):HideDetail,Sum(rank):HideDetail"
    assert lines(people, select) == [("footer:1", 1, statistics.mean(range(1, 6)), 3, 100, 15)]
    running = lines(people, "Avg(rank),Median(rank),Percent(rank),Count(lastName)")
    assert [line[2:] for line in running][1] == (1.5, 1.5, 20, 1)
    products = lines(
        people, "Sum(Expression(rank;rank):Multiply):HideDetail:Footer,Sum(Weighted(rank;rank)):HideDetail"
    )
    assert products == [("footer:1", 1, 55, pytest.approx(0.55))]


def test_dates_are_grouped_by_their_parts(people):
    months = lines(
        people, "GroupBy(DatePart(personRegisteredDate):YearMonth):Footer:HideDetail,CountAll(rank):HideDetail"
    )
    assert [line[2:] for line in months] == [
        ("2020/10", 1),
        ("2020/12", 1),
        ("2021/1", 1),
        ("2021/2", 1),
        ("2021/4", 1),
    ]
    year = lines(people, "GroupBy(DatePart(personRegisteredDate):Year):Footer:HideDetail,CountAll(rank):HideDetail")
    assert [line[2:] for line in year] == [(2020, 2), (2021, 3)]
    parts = "ISODate,ISODateHour,Quarter,Day,DayOfYear,DayOfWeek,DayOfWeekFromMonday,Weekno,YearWeekno,YearQuarter"
    select = ",".join(f"DatePart(personRegisteredDate):{part}" for part in (*parts.split(","), "YearWeekAsISODate"))
    assert lines(people, select)[0][2:] == ("2020-10-23", "2020-10-23T14", 4, 23, 297, 5, 4, 43, "2020/43", "2020/4",
                                            "2020-10-19")  # fmt: skip


def test_lines_come_in_pages(people):
    select = "GroupBy(middleName):Header,firstName"
    whole = lines(people, select)

    def page(call: Call, after: str) -> Any:
        return found(call, "Person", select=select, filter_="personId > 100", top=3, skip_token=after, counts=True)

    first = people.as_(1, lambda call: page(call, ""))
    second = people.as_(1, lambda call: page(call, first.following))
    third = people.as_(1, lambda call: page(call, second.following))
    assert first.total == len(whole) == 7 and third.following == ""
    assert [row.values for one in (first, second, third) for row in one.rows] == [line[2:] for line in whole]
    with pytest.raises(RequestError):
        people.as_(1, lambda call: page(call, "elsewhere"))


def test_functions_are_made_of_what_the_caller_may_see(people):
    limited = people.user(4, group=3)
    select = "CountAll(personId):HideDetail:Footer"
    assert people.as_(limited, lambda call: found(call, "Person", select=select)).rows[0].values == (0,)


@pytest.mark.parametrize(
    ("select", "problem"),
    [
        ("Largest(rank)", "there is no function 'largest'"),
        ("Sum(lastName)", "'sum' is about numbers"),
        ("Sum(personRegisteredDate)", "'sum' is about numbers"),
        ("Sum(rank", "a bracket"),
        ("Sum(rank):Header:Sideways", "'Sideways' is no modifier of 'sum'"),
        ("Sum(rank;contactId)", "'sum' takes 1 arguments"),
        ("Sum()", "'sum' takes 1 arguments"),
        ("Weighted(rank)", "'weighted' takes 2 arguments"),
        ("Sum(Count(rank))", "there is no function 'count' here"),
        ("Count(shoeSize)", "Person has no column 'shoeSize'"),
        ("DatePart(rank):Year", "DatePart is about dates"),
        ("DatePart(personRegisteredDate):Fortnight", "'fortnight' is no part of a date"),
    ],
)
def test_what_cannot_be_made_is_named(people, select, problem):
    with pytest.raises(RequestError) as caught:
        lines(people, select)
    assert problem.lower() in caught.value.detail.lower()


def test_currencies_are_not_converted_yet():
    with pytest.raises(NotBuilt):
        aggregates.parse("CurrencyConvert(amount;currency):Base")


def test_modifiers_behind_commas_belong_to_the_function_before_them():
    assert columns("GroupBy(type):Footer,HideDetail, name,GroupBy(a):Header,2,footer") == (
        "GroupBy(type):Footer:HideDetail",
        "name",
        "GroupBy(a):Header:2:footer",
    )


def test_dynamic_columns_may_be_counted_too(people):
    def ask(call: Call) -> Any:
        select = "GroupBy(person.lastname):Footer:HideDetail,CountAll(person.(person->contact_id).rank):HideDetail"
        select = select.replace("(person->contact_id).", "")
        return found(call, "dynamic", select=select, filter_="person.person_id > 100").rows

    assert [row.values for row in people.as_(1, ask)] == [("Doe", 3), ("Smith", 2)]
