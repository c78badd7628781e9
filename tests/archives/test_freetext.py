"""Full text: what is found by which words, by whom, and that nothing that was saved is missing."""

import random
import re
from typing import Any

import pytest

from openkontor.agents.appointment import delete_appointment_entity, save_appointment_entity
from openkontor.agents.contact import delete_contact_entity, save_contact_entity
from openkontor.agents.document import delete_document_entity, save_document_entity
from openkontor.agents.find import find_from_restrictions2
from openkontor.agents.free_text import freetext_index_rows
from openkontor.agents.person import save_person_entity
from openkontor.call import Call
from openkontor.carriers.address import Address, AddressType, StructuredAddress
from openkontor.carriers.appointment import AppointmentPrivate, Visibility, VisibleFor
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.document_entity import DocumentEntity
from openkontor.carriers.element import EntityElement
from openkontor.carriers.person_entity import PersonEntity
from openkontor.errors import ApiError, Invalid
from openkontor.rights import unreadable_owners
from openkontor.store import freetext
from openkontor.store.db import StaleIndex
from openkontor.store.dialect import STATEMENTS
from openkontor.store.freetext import APPOINTMENT, CONTACT, DOCUMENT, PERSON, Eyes
from tests.agents.conftest import ADMINISTRATOR, OWNER_COMPANY, Database
from tests.house.test_statements import TABLES, tenantless


def catch_up(database: Database) -> int:
    """Bring the index up to date; gives how many batches that took."""
    batches = 0
    while database.engine.write_now(freetext.index_some, database.tenant):
        batches += 1
    return batches


def search(database: Database, text: str, table: int = CONTACT, by: int = ADMINISTRATOR) -> list[int]:
    def work(call: Call) -> list[int]:
        owners = unreadable_owners(call.reference, by, APPOINTMENT if table == DOCUMENT else table)
        return freetext.search(call.db, table, text, Eyes(by, call.reference.groups_of[by], owners))

    return database.as_(by, work)


def found(database: Database, text: str, table: int = CONTACT, by: int = ADMINISTRATOR) -> list[int]:
    catch_up(database)
    return search(database, text, table, by)


def company(database: Database, name: str, by: int = ADMINISTRATOR, **values: Any) -> int:
    sent = ContactEntity(name=name, **values)
    return database.as_(by, lambda call: save_contact_entity(call, sent)).contact_id


def elements(*values: str) -> list[EntityElement]:
    return [EntityElement(value) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "Blåbærtjønn Ærlig",
        "blabaertjonn",
        "BLÅBÆR",
        "ærl",
        "aerlig blab",
        "Støtte",
        "stotte",
        "987654",
        "987 654 321",
        "post@blåbær.example",
        "POST@BLABAER",
        "post",
        "blabaer.example",
        "22 85 14 01",
        "22851401",
        "+47 22 85 14 01",
        "0047 22851401",
        "228514",
        "22 85",
        "Résumé",
        "resume",
        "http://www.blåbær.example/",
        "Blåbærtjøn",
        "Blåbærtjønnn",
        "Blåbæertjønn",
        "Blåbærtjømn",
        "bålbærtjønn",
        "Resme",
    ],
)
def test_a_company_is_found_by(database: Database, text: str) -> None:
    street = StructuredAddress(AddressType.ContactStreetAddress, city="Résumé")
    number = company(
        database,
        "Blåbærtjønn Ærlig AS",
        department="Støtte",
        org_nr="987654321",
        emails=elements("post@blåbær.example"),
        phones=elements("22 85 14 01"),
        urls=elements("http://www.blåbær.example/"),
        address=Address(street=street),
    )
    company(database, "Somebody else")
    assert found(database, text) == [number]


@pytest.mark.parametrize("text", ["blåbærtjønn else", "lueberry", "bærtjønn", "Blåbtjønn", "9876543210", "zzzz", ""])
def test_a_company_is_not_found_by(database: Database, text: str) -> None:
    company(database, "Blåbærtjønn AS", org_nr="987654321")
    company(database, "Somebody else")
    assert found(database, text) == []


def test_other_scripts_have_words_too(database: Database) -> None:
    numbers = [company(database, name) for name in ("株式会社 東京", "Привет ООО", "Ελληνικά")]
    assert [found(database, text) for text in ("東京", "привет", "ελλην")] == [[number] for number in numbers]


def test_what_was_saved_is_never_missing(database: Database) -> None:
    catch_up(database)
    assert search(database, "newcomer") == []
    number = company(database, "Newcomer AS")
    with pytest.raises(StaleIndex):
        search(database, "newcomer")
    assert found(database, "newcomer") == [number]


def test_a_save_that_changes_no_words_leaves_the_index_as_it_is(database: Database) -> None:
    number = company(database, "Kontor AS", phones=elements("22 00 00 00"))
    person = PersonEntity(firstname="Kari", contact=Contact(number))
    person_id = database.as_(ADMINISTRATOR, lambda call: save_person_entity(call, person)).person_id
    catch_up(database)
    database.later()
    same = {"name": "Kontor AS", "phones": elements("22 00 00 00")}
    company(database, contact_id=number, description="Other", xstop=True, **same)
    again = PersonEntity(person_id=person_id, firstname="Kari", title="Boss", contact=Contact(number))
    database.as_(ADMINISTRATOR, lambda call: save_person_entity(call, again))
    assert catch_up(database) == 0
    company(database, contact_id=number, **same | {"phones": elements("22 00 00 01")})
    assert catch_up(database) == 1
    assert search(database, "22000001") == [number] and search(database, "22000000") == []


def test_new_words_take_the_place_of_the_old(database: Database) -> None:
    number = company(database, "Before AS")
    assert found(database, "before") == [number]
    company(database, "Behind AS", contact_id=number)
    assert (found(database, "before"), found(database, "behind")) == ([], [number])


def test_deleted_and_hidden_companies_are_not_found(database: Database) -> None:
    low = database.user(level=4, group=2)
    mine, theirs = company(database, "Shared word", by=low), company(database, "Shared word")
    assert found(database, "shared", by=low) == [mine]
    assert found(database, "shared") == [mine, theirs]
    database.as_(ADMINISTRATOR, lambda call: delete_contact_entity(call, mine))
    assert found(database, "shared") == [theirs]


def test_people_are_found_by_names_emails_and_phones(database: Database) -> None:
    sent = PersonEntity(
        firstname="Åse",
        middle_name="Marie",
        lastname="O'Hara-Sørli",
        contact=Contact(OWNER_COMPANY),
        emails=elements("aase@example.org"),
        mobile_phones=elements("900 12 345"),
    )
    number = database.as_(ADMINISTRATOR, lambda call: save_person_entity(call, sent)).person_id
    for text in ("åse sørli", "Sorli", "ohara", "hara", "marie", "aase@", "90012345", "Mraie"):
        assert found(database, text, PERSON) == [number], text
    low = database.user(level=4, group=2)
    assert found(database, "marie", PERSON, by=low) == []


def test_appointments_are_found_by_those_who_may_see_them(database: Database) -> None:
    other = database.user(level=1, group=2)

    def appointment(title: str, **values: Any) -> int:
        sent = AppointmentEntity(title=title, **values)
        return database.as_(ADMINISTRATOR, lambda call: save_appointment_entity(call, sent)).appointment_id

    public = appointment("Lunch with everybody", location="Canteen")
    private = appointment("Lunch alone", private=AppointmentPrivate.PrivateUser)
    assert found(database, "lunch", APPOINTMENT) == [public, private]
    assert found(database, "lunch", APPOINTMENT, by=other) == [public]
    assert found(database, "canteen", APPOINTMENT, by=other) == [public]
    database.as_(ADMINISTRATOR, lambda call: delete_appointment_entity(call, public))
    assert found(database, "lunch", APPOINTMENT) == [private]


def test_documents_are_found_by_those_who_may_see_them(database: Database) -> None:
    other = database.user(level=1, group=2)

    def document(header: str, **values: Any) -> int:
        sent = DocumentEntity(header=header, **values)
        return database.as_(ADMINISTRATOR, lambda call: save_document_entity(call, sent)).document_id

    public = document("Offer", name="tilbud.docx", description="Paper, A4")
    private = document("Offer", visible_for=[VisibleFor(ADMINISTRATOR, Visibility.Associate)])
    assert found(database, "offer", DOCUMENT) == [public, private]
    assert found(database, "offer", DOCUMENT, by=other) == [public]
    assert found(database, "tilbud a4", DOCUMENT) == [public]
    assert found(database, "offer", APPOINTMENT) == []
    database.as_(ADMINISTRATOR, lambda call: delete_document_entity(call, public))
    assert found(database, "tilbud", DOCUMENT) == []


def test_deleting_for_good_leaves_no_words(database: Database) -> None:
    sent = DocumentEntity(header="Vanishing", associate=Associate(ADMINISTRATOR))
    number = database.as_(ADMINISTRATOR, lambda call: save_document_entity(call, sent)).document_id
    catch_up(database)
    database.as_(ADMINISTRATOR, lambda call: delete_document_entity(call, number))
    words = database.engine.read_now(lambda db: db.full_text([[f"{db.tenant}z10zvanish*"]]), database.tenant)
    if database.engine.which:
        sql = "SELECT count(*) FROM freetext WHERE tenant = :tenant AND tableId = 10"
        assert database.rows(sql) == [(0,)]
    else:
        assert database.rows(f"SELECT rowid, :tenant FROM freetext('{words}')") == []


def test_another_tenant_with_the_same_words_finds_its_own(database: Database) -> None:
    number = company(database, "Twin AS")
    assert found(database, "twin") == [number]
    nobody = Database(database.engine, database.tenant + 100_000)
    eyes = Eyes(ADMINISTRATOR, (1,), [])
    assert nobody.engine.read_now(lambda db: freetext.search(db, CONTACT, "twin", eyes), nobody.tenant) == []


def test_more_than_a_thousand_are_clipped(database: Database) -> None:
    database.run("UPDATE contact SET name = 'Many' WHERE tenant = :tenant")
    columns = "tenant, contact_id, name, folded_name, associate_id, country_id, business_idx, category_idx,"
    columns += " registered, registered_associate_id, changed_at"
    for first in range(2, 1203, 100):
        rows = ", ".join(
            f"(:tenant, {number}, 'Many', 'many', 1, 578, 1, 1, 0, 1, 0)" for number in range(first, first + 100)
        )
        database.run(f"INSERT INTO contact ({columns}) VALUES {rows}")
    assert catch_up(database) >= 1200 // freetext.BATCH
    assert search(database, "many") == [*range(1, 1001)] or search(database, "many") == [*range(2, 1002)]


def test_rows_are_read_anew_where_that_is_wanted(database: Database) -> None:
    number = company(database, "Old AS")
    catch_up(database)
    database.run(f"UPDATE contact SET name = 'Changed' WHERE tenant = :tenant AND contact_id = {number}")
    assert search(database, "changed") == []
    database.as_(ADMINISTRATOR, lambda call: freetext_index_rows(call, "Contact", [number, 4711]))
    assert found(database, "changed") == [number]
    with pytest.raises(Invalid) as error:
        database.as_(ADMINISTRATOR, lambda call: freetext_index_rows(call, "sequence", [1]))
    assert error.value.messages.keys() == {"TableName"}


ALPHABET = "aæøåéß東ж \"'*()&|!:<>-+~^.,;@{}[]\\/%_0129\t\n\u0301\u200b😀ΩİǅＡ"
SYNTAX = [
    "AND",
    "OR NOT",
    "NEAR(a b)",
    "words:a",
    "a*",
    '"',
    "'",
    "a & b",
    "a <-> b",
    "a:*",
    "!a",
    "^a",
    "--",
    "(",
    "1z5z",
]


def test_500_hostile_texts_are_answered(database: Database) -> None:
    company(database, "A AND B OR NEAR")
    catch_up(database)
    rng = random.Random(7)
    texts = [*SYNTAX, *("".join(rng.choices(ALPHABET, k=rng.randint(1, 40))) for _ in range(485))]
    texts += ["a" * 50_000, "a " * 5_000, "é" * 300]

    def ask(call: Call) -> None:
        for text in texts:
            for table in freetext.TABLES:
                eyes = Eyes(ADMINISTRATOR, (1,), [])
                assert isinstance(freetext.search(call.db, table, text, eyes), list)
            quoted = text.replace("\\", "\\\\").replace("'", "\\'")[:9000]
            try:
                find_from_restrictions2(call, f"searchwords begins '{quoted}'", "FreetextContact")
            except ApiError as error:
                assert error.status == 400

    database.as_(ADMINISTRATOR, ask)


def test_words_mean_nothing_to_the_database(database: Database) -> None:
    number = company(database, "Near Or And Not")
    assert found(database, "near OR and NOT") == [number]
    assert found(database, "OR zebra") == []
    assert found(database, '"near" & (or)') == [number]


def test_the_statements_of_postgres_name_their_tenant_too() -> None:
    texts = {one.name: re.sub(r"%\((\w+)\)s", r":\1", one.postgres) for one in STATEMENTS.values()}
    full_text = {name: sql for name, sql in texts.items() if "freetext " in sql}
    assert {name: tables for name, sql in full_text.items() if (tables := tenantless(sql, TABLES | {"freetext"}))} == {}
    assert len(full_text) == 6
