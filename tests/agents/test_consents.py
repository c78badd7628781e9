"""What people have agreed to: stored with the person, and told by keys."""

from typing import Any

import msgspec
import pytest

from openkontor.agents.person import get_consent_infos, has_consent, remove_consent, set_consent
from openkontor.carriers.person_entity import ConsentInfo, PersonEntity
from openkontor.errors import Denied, Invalid, UnknownId
from tests.agents.conftest import ADMINISTRATOR, NOW, Database
from tests.agents.persons import company, delete, get, person, refused, save

STORE = ConsentInfo(consent_purpose_key="store", legal_base_key="61F", consent_source_key="USER", comment="By phone")
MARKETING = ConsentInfo(consent_purpose_id=2, legal_base_name="Consent", consent_source_id=1)


def agreed(entity: PersonEntity | None) -> list[tuple[str, str, str]]:
    assert entity is not None and entity.consents is not None
    return [(one.consent_purpose_key, one.legal_base_key, one.comment) for one in entity.consents]


def sending(database: Database, entity: PersonEntity, *consents: ConsentInfo) -> PersonEntity:
    return save(database, msgspec.structs.replace(entity, consents=list(consents)))


def changed(consent: ConsentInfo, **fields: Any) -> ConsentInfo:
    return msgspec.structs.replace(consent, **fields)


def test_a_person_keeps_what_it_agreed_to(database: Database) -> None:
    saved = person(database, company(database), consents=[MARKETING, STORE])
    assert agreed(saved) == [("STORE", "61F", "By phone"), ("EMARKETING", "61A", "")]
    first = saved.consents[0]
    assert (first.registered, first.registered_associate_id, first.updated_associate_id) == (NOW, ADMINISTRATOR, 0)
    assert (first.consent_purpose_name, first.legal_base_name) == ("Sales and service", "Legitimate interest")
    assert (first.consent_source_id, first.consent_source_name) == (1, "Entered by a user")
    assert save(database, saved) == saved, "what comes back as it was shown is no change"


def test_a_save_changes_the_consents_it_names(database: Database) -> None:
    saved = person(database, company(database), consents=[STORE])
    assert save(database, msgspec.structs.replace(saved, consents=None)) == saved
    assert sending(database, saved) == saved
    now = database.later()
    both = sending(database, saved, MARKETING)
    assert agreed(both) == [("STORE", "61F", "By phone"), ("EMARKETING", "61A", "")]
    assert both.updated_date > saved.updated_date and both.consents[0] == saved.consents[0]
    told = sending(database, both, ConsentInfo(consent_purpose_id=1, legal_base_id=2, comment="Bought"))
    assert agreed(told)[0] == ("STORE", "61B", "Bought")
    first = told.consents[0]
    assert (first.consent_person_id, first.registered) == (saved.consents[0].consent_person_id, NOW)
    assert (first.updated, first.updated_associate_id) == (now, ADMINISTRATOR)


@pytest.mark.parametrize("fields", [{"legal_base_id": 7}, {"legal_base_key": "WITHDRAWN"}], ids=["id", "key"])
def test_what_is_withdrawn_is_gone(database: Database, fields: dict[str, Any]) -> None:
    saved = person(database, company(database), consents=[STORE, MARKETING])
    left = sending(database, saved, changed(saved.consents[0], **fields))
    assert agreed(left) == [("EMARKETING", "61A", "")]
    assert sending(database, left, changed(saved.consents[0], **fields)) == left


@pytest.mark.parametrize(
    ("field", "consents"),
    [
        ("Consents[0].ConsentPurposeId", [ConsentInfo(1)]),
        ("Consents[0].ConsentPurposeId", [changed(MARKETING, consent_purpose_id=99)]),
        ("Consents[0].LegalBaseId", [changed(MARKETING, legal_base_name="")]),
        ("Consents[0].LegalBaseKey", [changed(STORE, legal_base_key="61Z")]),
        ("Consents[0].ConsentSourceId", [changed(STORE, consent_source_key="")]),
        ("Consents[1].ConsentPurposeId", [STORE, changed(MARKETING, consent_purpose_id=1)]),
    ],
)
def test_a_consent_that_cannot_be_stored(database: Database, field: str, consents: list[ConsentInfo]) -> None:
    contact_id = company(database)
    refused(Invalid, field, lambda: person(database, contact_id, consents=consents))


def test_an_item_deleted_since_stays_where_it_is(database: Database) -> None:
    saved = person(database, company(database), consents=[STORE])
    database.run("UPDATE ConsentPurpose SET deleted = 1 WHERE tenant = :tenant AND consentpurpose_id = 1")
    assert agreed(sending(database, saved, changed(saved.consents[0], comment="Seen"))) == [("STORE", "61F", "Seen")]
    field = "Consents[0].ConsentPurposeKey"
    refused(Invalid, field, lambda: person(database, company(database), consents=[STORE]))


def test_a_consent_is_withdrawn_by_the_name_of_the_base(database: Database) -> None:
    saved = person(database, company(database), consents=[STORE])
    sent = ConsentInfo(consent_purpose_key="STORE", legal_base_name="withdrawn")
    assert agreed(sending(database, saved, sent)) == []


def test_consents_are_told_by_keys(database: Database) -> None:
    number = person(database, company(database)).person_id

    def has(purpose: str) -> bool:
        return bool(database.as_(ADMINISTRATOR, lambda call: has_consent(call, number, purpose)))

    assert not has("STORE")
    database.as_(ADMINISTRATOR, lambda call: set_consent(call, number, "Store", "user", "61a", "Said so"))
    assert has("STORE") and not has("EMARKETING")
    assert database.as_(ADMINISTRATOR, lambda call: get_consent_infos(call, number)) == get(database, number).consents
    assert agreed(get(database, number)) == [("STORE", "61A", "Said so")]
    database.as_(ADMINISTRATOR, lambda call: remove_consent(call, number, "STORE"))
    assert not has("STORE")
    refused(Invalid, "Purpose", lambda: has("SPAM"))
    for told, field in ((("X", "USER", "61A"), "Purpose"), (("STORE", "X", "61A"), "Source")):
        refused(Invalid, field, lambda told=told: database.as_(ADMINISTRATOR, lambda c: set_consent(c, number, *told)))


def test_consents_are_seen_and_changed_as_the_person_is(database: Database) -> None:
    reader, blind = database.user(level=3), database.user(level=4)
    saved = person(database, company(database), consents=[STORE])
    number = saved.person_id
    assert database.as_(reader, lambda call: get_consent_infos(call, number)) == saved.consents
    with pytest.raises(Denied):
        database.as_(reader, lambda call: remove_consent(call, number, "STORE"))
    assert database.as_(blind, lambda call: get_consent_infos(call, number)) is None
    with pytest.raises(UnknownId):  # 404 over REST, 400 naming the person over the agent
        database.as_(blind, lambda call: remove_consent(call, number, "STORE"))
    delete(database, number)
    assert database.as_(ADMINISTRATOR, lambda call: get_consent_infos(call, number)) is None
