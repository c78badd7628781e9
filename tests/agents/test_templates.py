"""Content of templates and statuses of requests: what is stored, what stands in, what is left alone."""

from typing import Any

import pytest

from openkontor.agents.document_archive import get_template_stream_from_id
from openkontor.agents.list_requests import global_change_ticket_status
from openkontor.agents.list_templates import (
    create_default_document_template_language,
    delete_document_template_language,
    get_document_template_languages,
    get_document_template_stream_from_id,
    save_document_template_stream,
)
from openkontor.agents.method import method_named
from openkontor.call import Call
from openkontor.carriers.list_entities import TicketStatusEntity
from openkontor.carriers.ticket import TicketBaseStatus
from openkontor.errors import Denied, Invalid, NotFound
from openkontor.store.reference import begin_change
from tests.agents.conftest import ADMINISTRATOR, NOW, Database

LETTER, OFFER = 1, 4
OPEN, CLOSED, POSTPONED = 1, 2, 3
save_ticket_status = method_named("List/SaveTicketStatusEntity").function


def put(database: Database, content: bytes, language: str = "", template: int = LETTER, **more: Any) -> None:
    by = more.pop("by", ADMINISTRATOR)
    database.as_(by, lambda call: save_document_template_stream(call, template, content, language, **more))


def content(database: Database, language: str = "", template: int = LETTER) -> bytes | None:
    return database.as_(ADMINISTRATOR, lambda call: get_document_template_stream_from_id(call, template, language))


def languages(database: Database, template: int = LETTER) -> list[str]:
    return database.as_(ADMINISTRATOR, lambda call: get_document_template_languages(call, template))


def begin(database: Database, language: str, by: int = ADMINISTRATOR) -> None:
    database.as_(by, lambda call: create_default_document_template_language(call, LETTER, language))


def drop(database: Database, language: str, by: int = ADMINISTRATOR) -> None:
    database.as_(by, lambda call: delete_document_template_language(call, LETTER, language))


def test_every_byte_comes_back(database: Database) -> None:
    whole = bytes(range(256)) * 5000
    put(database, whole)
    assert content(database) == whole
    put(database, b"")
    assert content(database) == b""
    assert database.rows("SELECT count(*) FROM DocTmpl_content WHERE tenant = :tenant") == [(1,)]


def test_the_main_content_stands_in_for_languages_that_are_not_there(database: Database) -> None:
    put(database, b"norsk", "nb-NO")
    assert content(database) is None and content(database, "de") is None
    put(database, b"main")
    put(database, b"other", template=OFFER)
    assert [content(database, code) for code in ("", "default", "NB-no", "nb", "de")] == [
        b"main",
        b"main",
        b"norsk",
        b"main",
        b"main",
    ]
    assert languages(database) == ["nb-NO"] and languages(database, OFFER) == []


def test_a_language_that_is_there_is_not_begun_again(database: Database) -> None:
    put(database, b"norsk", "nb-NO")
    with pytest.raises(Invalid, match="DocumentTemplateId"):
        begin(database, "de")
    put(database, b"main")
    begin(database, "de")
    put(database, b"deutsch", "de")
    for language in ("de", "DE", "default", ""):
        with pytest.raises(Invalid, match="LanguageCode"):
            begin(database, language)
    assert content(database, "de") == b"deutsch"


def test_deleting_a_language_leaves_the_others(database: Database) -> None:
    for language in ("", "de", "fr"):
        put(database, language.encode(), language)
    drop(database, "de")
    with pytest.raises(NotFound):
        drop(database, "de")
    assert content(database, "de") == b"" and languages(database) == ["fr"]
    drop(database, "default")
    assert content(database) is None and content(database, "fr") == b"fr"


def test_only_administrators_of_lists_change_content(database: Database) -> None:
    other = database.user(level=1)
    put(database, b"main")
    put(database, b"deutsch", "de")
    for change in (lambda: put(database, b"mine", by=other), lambda: begin(database, "fr", other)):
        with pytest.raises(Denied):
            change()
    with pytest.raises(Denied):
        drop(database, "de", other)
    assert content(database) == b"main" and languages(database) == ["de"]


@pytest.mark.parametrize("code", ["d", "de ", "en_US", "de/..", "nb-NO\n", "a-b-c-d-e"])
def test_what_is_no_code_of_a_language_is_refused_by_the_name_it_was_sent_under(database: Database, code: str) -> None:
    with pytest.raises(Invalid, match="^LanguageCode: "):
        put(database, b"main", code)
    with pytest.raises(Invalid, match="^UiCulture: "):
        database.as_(ADMINISTRATOR, lambda call: get_template_stream_from_id(call, LETTER, code))


def test_content_goes_to_a_plugin_that_is_there(database: Database) -> None:
    put(database, b"1", plugin_id=-1)
    database.run("UPDATE DocTmpl SET loadTemplateFromPlugin = 9 WHERE tenant = :tenant AND DocTmpl_id = 1")
    with pytest.raises(Invalid, match="9"):
        put(database, b"2", plugin_id=-1)
    with pytest.raises(Invalid, match="5"):
        put(database, b"2", plugin_id=5)
    put(database, b"3", plugin_id=0)
    assert content(database) == b"3"


def test_requests_change_their_status_and_what_it_means(database: Database) -> None:
    for number, status in ((1, OPEN), (2, POSTPONED), (3, POSTPONED), (4, CLOSED)):
        database.run(
            f"INSERT INTO ticket (tenant, id, created_at, status, ticket_status)"
            f" VALUES (:tenant, {number}, {NOW}, {status}, {status})"
        )
    database.as_(ADMINISTRATOR, lambda call: global_change_ticket_status(call, POSTPONED, CLOSED))
    assert database.rows("SELECT id, status, ticket_status FROM ticket WHERE tenant = :tenant ORDER BY id") == [
        (1, OPEN, OPEN),
        (2, CLOSED, CLOSED),
        (3, CLOSED, CLOSED),
        (4, CLOSED, CLOSED),
    ]


def test_what_a_status_of_ones_own_means_in_short_goes_with_it(database: Database) -> None:
    database.run(f"INSERT INTO ticket (tenant, id, created_at, status, ticket_status) VALUES (:tenant, 1, {NOW}, 1, 1)")

    def add_status(call: Call) -> int:
        begin_change(call.db)
        sent = TicketStatusEntity(name="Resting", status=TicketBaseStatus.Postponed)
        return save_ticket_status(call, sent).ticket_status_id

    number = database.as_(ADMINISTRATOR, add_status)
    database.as_(ADMINISTRATOR, lambda call: global_change_ticket_status(call, OPEN, number))
    assert database.rows("SELECT status, ticket_status FROM ticket WHERE tenant = :tenant") == [(POSTPONED, number)]


def test_a_status_may_take_its_own_place(database: Database) -> None:
    database.run(f"INSERT INTO ticket (tenant, id, created_at, status, ticket_status) VALUES (:tenant, 1, {NOW}, 1, 1)")
    database.as_(ADMINISTRATOR, lambda call: global_change_ticket_status(call, OPEN, OPEN))
    assert database.rows("SELECT status, ticket_status FROM ticket WHERE tenant = :tenant") == [(OPEN, OPEN)]
