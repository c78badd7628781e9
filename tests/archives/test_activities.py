"""Lists of activities show what their caller may see of diaries, and the documents beside."""

from typing import Any

import pytest

from openkontor.archives import filter, plans, providers
from openkontor.call import Call
from openkontor.carriers.values import Duration
from openkontor.errors import NotFound, RequestError
from tests.agents.conftest import NOW, SECOND, Database
from tests.archives.made import company, employee, follow_up, found, keys, seen_by_whom_it_says

PROVIDERS = ["Appointment", "FindAppointment", "Activity", "ContactActivity", "PersonActivity"]


def document(database: Database, appointment_id: int, number: int, header: str) -> None:
    """Make an appointment's row that of a document."""
    database.run(
        "INSERT INTO document (tenant, document_id, name, header, appointment_id, registered, registered_associate_id)"
        f" VALUES (:tenant, {number}, '{header}.docx', '{header}', {appointment_id}, {NOW}, 1)"
    )
    database.run(
        f"UPDATE appointment SET document_id = {number}, type = 4"
        f" WHERE tenant = :tenant AND appointment_id = {appointment_id}"
    )


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_activity_shows_what_was_saved(database: Database, provider):
    place = database.as_(1, lambda call: company(call, "Place"))
    who = database.as_(1, lambda call: employee(call, place, "Who"))
    number = database.as_(1, lambda call: follow_up(call, "Lunch", place, who, done=True))
    columns = "text,contactId,personId,completed,associateId,who,contact/name,person/lastName,recordType,rawStatus"
    (row,) = database.as_(1, lambda call: found(call, provider, select=columns)).rows
    assert (row.key, row.entity) == (number, "appointment")
    assert row.values[:5] == ("Lunch", place, who, True, "adam")
    assert row.values[5:] == ("Who, Place", "Place", "Who", "Appointment", 3)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_who_may_not_see_a_private_activity_is_not_shown_it(database: Database, provider):
    seen_by_whom_it_says(database, provider, follow_up)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_activities_of_who_must_not_be_seen_are_not_shown(database: Database, provider):
    limited = database.user(4, group=3)  # sees what is its own, and what is its group's
    database.as_(1, lambda call: follow_up(call, "The administrator's"))
    own = database.as_(limited, lambda call: follow_up(call, "Own"))
    assert keys(database.as_(limited, lambda call: found(call, provider))) == [own]


def test_a_company_and_a_person_that_must_not_be_seen_do_not_show_beside_an_activity(database: Database):
    limited = database.user(4, group=3)
    hidden = database.as_(1, lambda call: company(call, "Hidden"))
    who = database.as_(1, lambda call: employee(call, hidden, "Secret"))
    number = database.as_(limited, lambda call: follow_up(call, "Meeting"))
    database.run(
        f"UPDATE appointment SET contact_id = {hidden}, person_id = {who}"
        f" WHERE tenant = :tenant AND appointment_id = {number}"
    )
    columns = "contact/name,person/lastName,who"

    def shown(call: Call) -> list[Any]:
        return [row.values for row in found(call, "ContactActivity", select=columns).rows]

    assert database.as_(1, shown) == [("Hidden", "Secret", "Secret, Hidden")]
    assert database.as_(limited, shown) == [("", "", "")]


def test_documents_are_activities_under_their_own_number(database: Database):
    place = database.as_(1, lambda call: company(call, "Place"))
    meeting = database.as_(1, lambda call: follow_up(call, "Meeting", place))
    letter = database.as_(1, lambda call: follow_up(call, "Row of a letter", place))
    document(database, letter, 77, "Letter")
    asked = {"resource": "Contact", "column": "contactId", "record_id": place, "select": "text,documentId,name"}
    rows = database.as_(1, lambda call: found(call, "ContactActivity", **asked)).rows
    told = [(row.key, row.entity, row.values) for row in rows]
    assert told == [
        (meeting, "appointment", ("Meeting", 0, "")),
        (77, "document", ("Letter", 77, "Letter.docx")),
    ]
    only = database.as_(1, lambda call: found(call, "ContactActivity", **asked, entities="document"))
    assert keys(only) == [77]
    assert keys(database.as_(1, lambda call: found(call, "Appointment"))) == [meeting]
    assert keys(database.as_(1, lambda call: found(call, "Activity", entities="chat"))) == []


def test_the_lists_of_a_record_hold_its_own_activities_alone(database: Database):
    place, other = (database.as_(1, lambda call, name=name: company(call, name)) for name in "ab")
    who = database.as_(1, lambda call: employee(call, place, "Who"))
    mine = database.as_(1, lambda call: follow_up(call, "Mine", place, who))
    database.as_(1, lambda call: follow_up(call, "Other", other))
    for resource, column, number in (("Contact", "contactId", place), ("Person", "personId", who)):
        for provider in ("ContactActivity", "Appointment"):
            asked = {"resource": resource, "column": column, "record_id": number}
            assert keys(database.as_(1, lambda call, p=provider, a=asked: found(call, p, **a))) == [mine]
    with pytest.raises(NotFound):
        database.as_(1, lambda call: found(call, "Appointment", resource="Person", column="personId", record_id=9999))


@pytest.mark.parametrize("order", ["date desc", "type,text desc", "contact/name,date", ""])
def test_pages_of_activities_follow_each_other(database: Database, order):
    places = [database.as_(1, lambda call, name=name: company(call, name)) for name in "xy"]
    for number in range(9):
        database.as_(1, lambda call, n=number: follow_up(call, f"Text {n % 4}", places[n % 2]))
        database.later()
    whole = keys(database.as_(1, lambda call: found(call, "ContactActivity", order_by=order)))
    walked: list[int] = []
    after = ""
    while True:
        page = database.as_(1, lambda call, a=after: found(call, "Activity", order_by=order, top=2, skip_token=a))
        walked += keys(page)
        if not page.following:
            break
        after = page.following
    assert walked == whole and len(whole) == 9


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("duration eq 5400", ["Long"]),
        ("duration = [TS:5400]", ["Long"]),
        ("duration equals '1:30'", ["Long"]),
        ("duration gt '00:29:59' and duration lt '01:00:00'", ["Short"]),
        ("duration between (0,[TS:1800])", ["None", "Short"]),
        ("duration unequals 0", ["Long", "Short"]),
        ("duration in (0,5400)", ["Long", "None"]),
    ],
)
def test_a_follow_up_lasts_from_its_start_to_its_end(database: Database, text, fits):
    for title, end in (("None", "NULL"), ("Short", NOW + 1800 * SECOND), ("Long", NOW + 5400 * SECOND)):
        number = database.as_(1, lambda call, t=title: follow_up(call, t))
        database.run(
            f"UPDATE appointment SET do_by = {NOW}, endDate = {end}"
            f" WHERE tenant = :tenant AND appointment_id = {number}"
        )
    rows = database.as_(1, lambda call: found(call, "Appointment", select="text,duration")).rows
    assert {row.values[0]: row.values[1] for row in rows} == {"None": 0, "Short": 1800, "Long": 5400}
    assert {type(row.values[1]) for row in rows} == {Duration}
    listed = database.as_(1, lambda call: found(call, "Activity", select="text", filter_=text)).rows
    assert sorted(row.values[0] for row in listed) == fits


def test_what_is_no_time_span_is_named():
    with pytest.raises(RequestError) as caught:
        plans.condition(providers.PROVIDERS["appointment"], filter.parse("duration gt 'long'"))
    assert "'long' is not a whole number, which 'duration' is compared with" in caught.value.detail
