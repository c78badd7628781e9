"""Lists of documents, and documents in lists of activities: their kind is a template, their rights a diary's."""

from typing import Any

import pytest

from openkontor import rights
from openkontor.agents import document as documents
from openkontor.agents import sale
from openkontor.call import Call
from openkontor.carriers.sale import SaleStakeholder
from openkontor.errors import NotFound, RequestError
from tests.agents.conftest import Database
from tests.archives.made import (
    ONLY_ME,
    company,
    deal,
    employee,
    follow_up,
    found,
    keys,
    letter,
    seen_by_whom_it_says,
)
from tests.archives.test_freetext import catch_up

PROVIDERS = ["Document", "FindDocument"]
LETTER, EMAIL = 1, 3  # document templates; tasks have the same numbers


def values(call: Call, provider: str, select: str, **asked: Any) -> list[tuple[Any, ...]]:
    return [row.values for row in found(call, provider, select=select, **asked).rows]


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_document_shows_what_was_saved(database: Database, provider):
    place = database.as_(1, lambda call: company(call, "Place"))
    who = database.as_(1, lambda call: employee(call, place, "Who"))
    number = database.as_(1, lambda call: letter(call, "Offer", place, who))

    def described(call: Call) -> None:
        entity = documents.get_document_entity(call, number)
        assert entity is not None
        entity.our_ref, entity.your_ref, entity.attention, entity.description = "our", "your", "dear", "long text"
        documents.save_document_entity(call, entity)

    database.as_(1, described)
    (row,) = database.as_(1, lambda call: found(call, provider, select="documentId,text,name,ourref,yourref,attention,"
        "document/description,associateId,contactId,personId,who,contact/name,person/lastName,recordType,completed",
        rights=True)).rows  # fmt: skip
    assert (row.key, row.entity, row.link) == (number, "document", f"nav=document&document_id={number}")
    assert row.right == rights.mask(database.as_(1, lambda call: call.reference), 1, rights.APPOINTMENT, 1) != 0
    assert row.values[:7] == (number, "Offer", "Offer.docx", "our", "your", "dear", "long text")
    assert row.values[7:] == ("adam", place, who, "Who, Place", "Place", "Who", "Document", False)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_documents_are_seen_by_whom_their_appointments_are(database: Database, provider):
    seen = seen_by_whom_it_says(database, provider, letter)
    limited = database.user(4, group=3)  # sees what is its own, and what is its group's
    own = database.as_(limited, lambda call: letter(call, "Own"))
    assert seen(limited) == [own]


def test_a_company_that_must_not_be_seen_does_not_show_beside_a_document(database: Database):
    limited = database.user(4, group=3)
    hidden = database.as_(1, lambda call: company(call, "Hidden"))
    database.as_(limited, lambda call: letter(call, "Own"))
    database.run(f"UPDATE appointment SET contact_id = {hidden} WHERE tenant = :tenant AND document_id IS NOT NULL")
    assert database.as_(1, lambda call: values(call, "Document", "contact/name,who")) == [("Hidden", "Hidden")]
    assert database.as_(limited, lambda call: values(call, "Document", "contact/name,who")) == [("", "")]


def test_the_documents_of_a_record_are_its_own_as_long_as_they_are_there(database: Database):
    place, other = (database.as_(1, lambda call, name=name: company(call, name)) for name in "ab")
    who = database.as_(1, lambda call: employee(call, place, "Who"))
    database.as_(1, lambda call: follow_up(call, "No document", place, who))
    mine = database.as_(1, lambda call: letter(call, "Mine", place, who))
    database.as_(1, lambda call: letter(call, "Other", other))
    for resource, column, number in (("Contact", "contactId", place), ("Person", "personId", who)):
        asked = {"resource": resource, "column": column, "record_id": number}
        assert keys(database.as_(1, lambda call, a=asked: found(call, "Document", **a))) == [mine]
    with pytest.raises(NotFound):
        database.as_(1, lambda call: found(call, "Document", resource="Person", column="personId", record_id=9999))
    database.as_(1, lambda call: documents.delete_document_entity(call, mine))
    assert keys(database.as_(1, lambda call: found(call, "Document", filter_=f"contactId eq {place}"))) == []


def kinds(call: Call) -> tuple[str, str, str]:
    reference = call.reference
    templates = reference.document_templates
    return reference.tasks[EMAIL].value, templates[LETTER].name, templates[EMAIL].name


@pytest.mark.parametrize("provider", ["Activity", "ContactActivity", "PersonActivity"])
def test_a_documents_type_among_activities_is_its_template(database: Database, provider):
    meeting = database.as_(1, lambda call: follow_up(call, "Meeting"))
    database.run(f"UPDATE appointment SET task_idx = {EMAIL} WHERE tenant = :tenant AND appointment_id = {meeting}")
    post, mail = (database.as_(1, lambda call, t=t: letter(call, f"Kind {t}", template=t)) for t in (LETTER, EMAIL))
    task, on_paper, by_mail = database.as_(1, kinds)
    assert len({task, on_paper, by_mail}) == 3

    def listed(**asked: Any) -> list[int]:
        return keys(database.as_(1, lambda call: found(call, provider, **asked)))

    shown = database.as_(1, lambda call: values(call, provider, "type,type/id,recordTypeText,isMail,documentId"))
    kind = database.as_(1, lambda call: call.reference.tasks[EMAIL].type.value)
    assert shown == [
        (task, EMAIL, kind, False, 0),
        (on_paper, LETTER, "Document", False, post),
        (by_mail, EMAIL, "Email", True, mail),
    ]
    assert listed(filter_=f"type eq '{task}'") == [meeting]
    assert listed(filter_=f"type contains '{on_paper[:4]}'") == [post]
    assert listed(filter_=f"type ne '{by_mail}'") == [meeting, post]
    assert listed(filter_=f"type in ('{task}','{by_mail}')") == [meeting, mail]
    assert listed(filter_=f"type eq {EMAIL}") == [meeting, mail]
    assert listed(filter_="isMail eq true") == [mail]
    for order, reverse in (("type", False), ("type desc", True)):
        names = sorted((task, on_paper, by_mail), key=str.casefold, reverse=reverse)
        assert [
            row[0] for row in database.as_(1, lambda call, o=order: values(call, provider, "type", order_by=o))
        ] == names
    walked: list[int] = []
    after = ""
    while after or not walked:
        page = database.as_(1, lambda call, a=after: found(call, provider, order_by="type desc", top=1, skip_token=a))
        walked, after = walked + keys(page), page.following
    assert walked == listed(order_by="type desc")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_documents_type_in_a_list_of_documents_is_its_template(database: Database, provider):
    post, mail = (database.as_(1, lambda call, t=t: letter(call, f"Kind {t}", template=t)) for t in (LETTER, EMAIL))
    _, on_paper, by_mail = database.as_(1, kinds)
    shown = database.as_(
        1, lambda call: values(call, provider, "type,type/id,recordTypeText,isMail", order_by="type desc")
    )
    assert shown == [(on_paper, LETTER, "Document", False), (by_mail, EMAIL, "Email", True)]
    for text, number in ((f"type eq '{by_mail}'", mail), (f"type eq {LETTER}", post), ("isMail eq true", mail)):
        assert keys(database.as_(1, lambda call, t=text: found(call, provider, filter_=t))) == [number]


def test_documents_are_found_by_their_words_by_who_may_see_them(database: Database):
    everybodys = database.as_(1, lambda call: letter(call, "Quotation for bicycles"))
    private = database.as_(1, lambda call: letter(call, "Quotation for tandems", seen_by=((ONLY_ME, 1),)))
    database.as_(1, lambda call: letter(call, "Something else"))
    catch_up(database)
    other = database.user(1, group=3)
    for who, numbers in ((1, [everybodys, private]), (other, [everybodys])):
        words = "searchwords eq 'quotat'"
        assert keys(database.as_(who, lambda call, w=words: found(call, "FreetextDocument", filter_=w))) == numbers
    both = "searchwords eq 'quotation' and text contains 'tandem'"
    assert keys(database.as_(1, lambda call: found(call, "FreetextDocument", filter_=both))) == [private]


def test_saved_reports_are_documents_and_no_activities(database: Database):
    number = database.as_(1, lambda call: letter(call, "Report"))
    database.run(f"UPDATE appointment SET type = 5 WHERE tenant = :tenant AND document_id = {number}")
    rows = database.as_(1, lambda call: values(call, "Document", "recordType,isReport,mailMergeDraft"))
    assert rows == [("Document", True, False)]
    assert keys(database.as_(1, lambda call: found(call, "Activity"))) == []


def test_stakeholders_are_seen_with_their_sale_by_who_may_see_the_company(database: Database):
    limited = database.user(4, group=3)
    hidden = database.as_(1, lambda call: company(call, "Hidden"))
    who = database.as_(1, lambda call: employee(call, hidden, "Who"))
    number = database.as_(1, lambda call: deal(call, "Deal"))

    def added(call: Call) -> None:
        entity = sale.get_sale_entity(call, number)
        assert entity is not None
        first, second = (
            SaleStakeholder(contact_id=hidden, person_id=who, comment="decides"),
            SaleStakeholder(contact_id=1),
        )
        entity.sale_stakeholders = [first, second]
        sale.save_sale_entity(call, entity)

    database.as_(1, added)
    asked = {"resource": "Sale", "column": "saleId", "record_id": number}
    columns = "saleId,comment,hasInfoText,contact/name,person/lastName"
    rows = database.as_(1, lambda call: values(call, "SaleStakeholder", columns, **asked))
    assert rows[0] == (number, "decides", True, "Hidden", "Who") and rows[1][1:3] == ("", False)
    assert database.as_(limited, lambda call: values(call, "SaleStakeholder", columns)) == []


def test_time_zones_are_listed_from_memory(database: Database):
    columns = "id,timeZone,country,cities,offset,daylight,offsetRaw,daylightRaw,isActive"

    def listed(**asked: Any) -> list[tuple[Any, ...]]:
        return database.as_(1, lambda call: values(call, "TimeZones", columns, **asked))

    assert len(listed()) == database.as_(1, lambda call: found(call, "TimeZones", counts=True)).total > 400
    (norway,) = listed(filter_="timeZone eq 'no'")
    assert norway == (261, "NO", "Norway", "Oslo", "+1:00", "+2:00", 60, 120, 1)
    assert listed(filter_="timeZone eq 'UTC'") == [(1, "UTC", "", "UTC", "0", "", 0, 0, 1)]
    assert {row[1] for row in listed(filter_="country begins 'unit' and timeZone in ('US-NY','NO','US-HI')")} == {
        "US-NY", "US-HI"}  # fmt: skip
    names = [row[1] for row in listed(order_by="timeZone desc", top=5)]
    assert names == sorted(names, reverse=True) and names[0].startswith("Z")
    with pytest.raises(RequestError):
        listed(filter_="offset eq '+1:00'")
