"""Documents: who may see and change them, what they cause, what deleting leaves."""

from typing import Any

import pytest

from openkontor.agents.appointment import get_appointment_entity
from openkontor.agents.contact import save_contact_entity
from openkontor.agents.contact_activity import get_my_active_contacts
from openkontor.agents.document import (
    delete_document_entity,
    get_document,
    get_document_entity,
    get_document_length,
    get_document_stream,
    save_document_entity,
    set_document_stream_from_id,
)
from openkontor.agents.document_archive import delete_physical_document
from openkontor.carriers.activity import ContactAction
from openkontor.carriers.appointment import Visibility, VisibleFor
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.document_entity import DocumentEntity
from openkontor.carriers.person import Person
from openkontor.carriers.values import Calendar
from openkontor.errors import Denied, Invalid, NotFound, UnknownId
from tests.agents.conftest import ADMINISTRATOR, NOW, OWNER_COMPANY, SECOND, Database

PERSON = 1  # the administrator's, in company 1
DOCUMENT_ADDED = 64
TABLES = ("document", "document_content", "appointment", "VisibleFor", "text")


def save(database: Database, by: int = ADMINISTRATOR, **values: Any) -> DocumentEntity:
    sent = DocumentEntity(**values)
    return database.as_(by, lambda call: save_document_entity(call, sent))


def again(database: Database, entity: DocumentEntity, by: int = ADMINISTRATOR, **values: Any) -> DocumentEntity:
    """Save what was read, with some fields changed."""
    for name, value in values.items():
        setattr(entity, name, value)
    return database.as_(by, lambda call: save_document_entity(call, entity))


def get(database: Database, document_id: int, by: int = ADMINISTRATOR) -> DocumentEntity | None:
    return database.as_(by, lambda call: get_document_entity(call, document_id))


def put(database: Database, document_id: int, content: bytes, by: int = ADMINISTRATOR) -> DocumentEntity:
    return database.as_(by, lambda call: set_document_stream_from_id(call, document_id, content))


def content(database: Database, document_id: int, by: int = ADMINISTRATOR) -> bytes | None:
    return database.as_(by, lambda call: get_document_stream(call, document_id))


def delete(database: Database, document_id: int, by: int = ADMINISTRATOR) -> None:
    database.as_(by, lambda call: delete_document_entity(call, document_id))


def eyes(entity: DocumentEntity) -> list[tuple[Visibility, int]]:
    return [(line.visibility, line.visible_id) for line in entity.visible_for or []]


def test_every_byte_comes_back(database: Database) -> None:
    number = save(database, name="all.bin").document_id
    whole = bytes(range(256)) * 5000
    put(database, number, whole)
    assert content(database, number) == whole
    put(database, number, b"")
    assert content(database, number) == b""
    assert database.rows("SELECT contentSetCount, updatedCount FROM document WHERE tenant = :tenant") == [(2, 2)]


def test_new_content_is_a_change_of_the_document(database: Database) -> None:
    entity = save(database, name="a.txt")
    database.later()
    changed = put(database, entity.document_id, b"1")
    assert changed.updated_date == database.now // SECOND * SECOND
    assert changed.updated_by.associate_id == ADMINISTRATOR
    assert put(database, entity.document_id, b"2").updated_date == changed.updated_date + SECOND


def test_a_save_that_changes_nothing_writes_nothing(database: Database) -> None:
    entity = save(database, header="Same", description="Text", contact=Contact(OWNER_COMPANY))
    database.later()
    assert again(database, get(database, entity.document_id)).updated_date == entity.updated_date
    assert database.rows("SELECT updatedCount FROM document WHERE tenant = :tenant") == [(0,)]


@pytest.mark.parametrize("part", ["header", "description", "visible_for", "contact", "date"])
def test_every_part_that_changes_counts(database: Database, part: str) -> None:
    new = {
        "header": "New",
        "description": "New",
        "visible_for": [VisibleFor(ADMINISTRATOR, Visibility.Associate)],
        "contact": Contact(OWNER_COMPANY),
        "date": Calendar(NOW // SECOND * SECOND + SECOND),
    }
    entity = save(database, header="Old", description="Old")
    database.later()
    changed = again(database, entity, **{part: new[part]})
    assert changed.updated_date == database.now // SECOND * SECOND
    rows = database.rows(
        "SELECT d.updatedCount, a.updatedCount FROM document d JOIN appointment a ON a.tenant = d.tenant"
        " AND a.appointment_id = d.appointment_id WHERE d.tenant = :tenant"
    )
    assert rows == [(1, 1)]


def test_content_alone_is_deleted_once_and_counts_as_a_change(database: Database) -> None:
    entity = save(database, name="a.txt")
    put(database, entity.document_id, b"1")
    now = database.later()
    gone = [database.as_(ADMINISTRATOR, lambda call: delete_physical_document(call, entity.document_id)) for _ in "12"]
    assert [one.success for one in gone] == [True, False]
    assert content(database, entity.document_id) is None
    assert get(database, entity.document_id).updated_date == now // SECOND * SECOND
    assert database.rows("SELECT updatedCount FROM document WHERE tenant = :tenant") == [(2,)]


def test_deleting_leaves_nothing(database: Database) -> None:
    number = save(database, name="a.txt", description="Text").document_id
    put(database, number, b"content")
    delete(database, number)
    for table in TABLES:
        assert database.rows(f"SELECT count(*) FROM {table} WHERE tenant = :tenant") == [(0,)], table
    assert get(database, number) is None and content(database, number) is None
    with pytest.raises(NotFound):
        delete(database, number)


def test_a_documents_appointment_is_nobodys_appointment(database: Database) -> None:
    save(database, name="a.txt")
    ((number,),) = database.rows("SELECT appointment_id FROM appointment WHERE tenant = :tenant")
    assert database.as_(ADMINISTRATOR, lambda call: get_appointment_entity(call, number)) is None


def test_whoever_is_not_named_sees_nothing_of_it(database: Database) -> None:
    other = database.user(level=1, group=2)
    entity = save(database, name="a.txt", visible_for=[VisibleFor(1, Visibility.Group)])
    number = entity.document_id
    put(database, number, b"secret")
    assert get(database, number, by=other) is None and content(database, number, by=other) is None
    assert database.as_(other, lambda call: get_document(call, number)) is None
    assert database.as_(other, lambda call: get_document_length(call, number)) is None
    with pytest.raises(UnknownId):
        put(database, number, b"mine", by=other)
    with pytest.raises(NotFound):
        delete(database, number, by=other)
    again(database, get(database, number), visible_for=[VisibleFor(other, Visibility.Associate)])
    assert content(database, number, by=other) == b"secret"
    assert content(database, number) == b"secret", "its owner sees it always"


def test_a_role_that_may_only_read_changes_nothing(database: Database) -> None:
    reader = database.user(level=3, group=2)
    number = save(database, name="a.txt").document_id
    entity = get(database, number, by=reader)
    assert entity.table_right.mask == "Select"
    for change in (
        lambda: again(database, entity, by=reader, header="Mine"),
        lambda: put(database, number, b"mine", by=reader),
        lambda: delete(database, number, by=reader),
    ):
        with pytest.raises(Denied) as error:
            change()
        assert "this document" in error.value.message
    mine = save(database, by=reader, name="b.txt").document_id
    assert put(database, mine, b"mine", by=reader).document_id == mine


def test_a_role_that_may_not_read_finds_nothing(database: Database) -> None:
    low = database.user(level=4, group=2)
    number = save(database, name="a.txt").document_id
    put(database, number, b"secret")
    assert get(database, number, by=low) is None and content(database, number, by=low) is None
    shown = save(database, by=low, associate=Associate(low), name="b.txt")
    again(database, get(database, shown.document_id), contact=Contact(OWNER_COMPANY), person=Person(person_id=PERSON))
    seen = get(database, shown.document_id, by=low)
    assert (seen.contact, seen.person) == (None, None), "a company he may not see"
    small = database.as_(low, lambda call: get_document(call, shown.document_id))
    assert (small.contact_id, small.person_id, small.contact_name) == (0, 0, "")


def test_what_only_its_owner_may_see_follows_the_owner(database: Database) -> None:
    other = database.user(level=0, group=2)
    entity = save(database, visible_for=[VisibleFor(ADMINISTRATOR, Visibility.Associate)])
    moved = again(database, entity, associate=Associate(other))
    assert eyes(moved) == [(Visibility.Associate, other)]
    moved = again(database, moved, by=other, visible_for=[VisibleFor(2, Visibility.Group)])
    moved = again(database, moved, by=other, associate=Associate(ADMINISTRATOR))
    assert eyes(moved) == [(Visibility.Group, 1)]


def test_an_unknown_one_who_may_see_it_is_refused(database: Database) -> None:
    with pytest.raises(Invalid) as error:
        save(database, visible_for=[VisibleFor(4711, Visibility.Associate)])
    assert error.value.messages.keys() == {"VisibleFor[0].VisibleId"}


@pytest.mark.parametrize("name", ["a/b.txt", "a\\b.txt", "..", "a.txt.", "a ", " a", "a\tb", "nul", "COM1.txt", "a:b"])
def test_a_name_no_file_can_have_is_refused(database: Database, name: str) -> None:
    with pytest.raises(Invalid) as error:
        save(database, name=name)
    assert error.value.messages.keys() == {"Name"}


@pytest.mark.parametrize(
    "name", ["Ærlig tilbud (2).docx", ".profile", "console.txt", "nullen.pdf", "a..b", "見積.xlsx"]
)
def test_a_name_any_file_can_have_is_taken(database: Database, name: str) -> None:
    assert save(database, name=name).name == name


def test_a_document_is_an_activity_of_its_company_until_it_is_deleted(database: Database) -> None:
    def active() -> list[tuple[int, int]]:
        arguments = Calendar(NOW + 1), None, ContactAction(DOCUMENT_ADDED)
        rows = database.as_(ADMINISTRATOR, lambda call: get_my_active_contacts(call, *arguments))
        return [(row.contact_id, int(row.action)) for row in rows]

    contact = database.as_(
        ADMINISTRATOR, lambda call: save_contact_entity(call, ContactEntity(name="Kontor"))
    ).contact_id
    database.later()
    number = save(database, header="Offer", contact=Contact(contact)).document_id
    assert active() == [(contact, DOCUMENT_ADDED)]
    delete(database, number)
    assert active() == []
