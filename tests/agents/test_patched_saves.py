"""What a PATCH makes of a stored entity is what a save then stores, field by field."""

from typing import Any

import pytest

from openkontor.agents.appointment import get_appointment_entity, save_appointment_entity
from openkontor.agents.contact import get_contact_entity, save_contact_entity
from openkontor.carriers.address import Address, StructuredAddress
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.element import EntityElement
from openkontor.contract import patch
from openkontor.errors import Invalid
from tests.agents.conftest import ADMINISTRATOR, Database
from tests.contract.trees import bound, tree_of


@pytest.fixture
def company(database: Database) -> int:
    entity = ContactEntity(
        name="Acme",
        emails=[EntityElement("a@acme.example"), EntityElement("b@acme.example")],
        phones=[EntityElement("22 33 44 55")],
        support_associate=Associate(ADMINISTRATOR),
        address=Address(street=StructuredAddress(address1="Long Street 1", city="Oslo", zipcode="0150")),
    )
    saved = database.as_(ADMINISTRATOR, lambda call: save_contact_entity(call, entity))
    return int(saved.contact_id)


def patched(database: Database, number: int, body: Any) -> ContactEntity:
    """Load, patch and save, as one request does."""

    def request(call: Any) -> Any:
        stored = get_contact_entity(call, number)
        assert stored is not None
        return save_contact_entity(call, bound(patch.apply(tree_of(stored), body, ContactEntity), ContactEntity))

    saved: ContactEntity = database.as_(ADMINISTRATOR, request)
    return saved


def op(name: str, path: str, *value: Any) -> list[dict[str, Any]]:
    return [{"op": name, "path": path} | ({"value": value[0]} if value else {})]


def test_a_patch_of_nothing_saves_what_is_stored(database: Database, company: int) -> None:
    before = tree_of(database.as_(ADMINISTRATOR, lambda call: get_contact_entity(call, company)))
    assert tree_of(patched(database, company, [])) == before


@pytest.mark.parametrize(
    "body",
    [
        op("replace", "Address/Street/Address1", "Short Street 2"),
        op("replace", "Address/LocalizedAddress/0/0/Value", "Short Street 2"),
        {"address": {"street": {"address1": "Short Street 2"}}},
    ],
)
def test_one_part_of_an_address_changes_and_the_rest_stays(database: Database, company: int, body: Any) -> None:
    address = patched(database, company, body).address
    assert address is not None and address.street is not None
    assert (address.street.address1, address.street.city) == ("Short Street 2", "Oslo")
    assert address.localized_address is not None
    assert address.localized_address[0][0].value == "Short Street 2"


def test_a_whole_street_replaces_and_a_removed_address_stays(database: Database, company: int) -> None:
    address = patched(database, company, op("replace", "/Address/Street", {"Address1": "Short Street 2"})).address
    assert address is not None and address.street is not None
    assert (address.street.address1, address.street.city) == ("Short Street 2", "")
    address = patched(database, company, op("remove", "/Address")).address
    assert address is not None and address.street is not None
    assert address.street.address1 == "Short Street 2"


def test_a_category_is_changed_by_its_id_or_by_its_text(database: Database, company: int) -> None:
    first, second = database.as_(ADMINISTRATOR, lambda call: list(call.reference.categories.values())[:2])
    assert patched(database, company, op("replace", "category/id", str(second.id))).category == second
    assert patched(database, company, op("replace", "Category/Value", first.value)).category == first
    assert patched(database, company, {"category": {"id": second.id}}).category == second
    assert patched(database, company, {"category": {"value": first.value}}).category == first
    assert patched(database, company, op("remove", "Category")).category == first
    with pytest.raises(Invalid, match="Category"):
        patched(database, company, op("replace", "Category/Value", "no such category"))


def test_removed_lists_and_references_are_gone(database: Database, company: int) -> None:
    saved = patched(database, company, [*op("remove", "/Phones"), *op("remove", "Emails/0")])
    assert saved.phones == [] and [email.value for email in saved.emails or []] == ["b@acme.example"]
    saved = patched(database, company, {"emails": None, "supportAssociate": None})
    assert saved.emails == [] and saved.support_associate is None


def test_interests_are_switched_on_and_off(database: Database, company: int) -> None:
    def chosen(body: Any) -> list[int]:
        interests = patched(database, company, body).interests
        assert interests and len(interests) > 2
        return [item.id for item in interests if item.selected]

    first, second = database.as_(ADMINISTRATOR, lambda call: [item.id for item in _blank(call, company)][:2])
    assert chosen(op("add", "/Interests", [{"Id": str(second), "Selected": True}])) == [second]
    assert chosen(op("replace", "/Interests/0/Selected", True)) == [first, second]
    assert chosen({"interests": {"id": second, "selected": False}}) == [first]
    assert chosen(op("remove", "/Interests")) == []


def _blank(call: Any, company: int) -> Any:
    entity = get_contact_entity(call, company)
    assert entity is not None
    return entity.interests


def test_title_and_description_of_an_appointment_are_one_text(database: Database) -> None:
    def request(call: Any, number: int, body: Any) -> Any:
        stored = get_appointment_entity(call, number)
        assert stored is not None
        entity = bound(patch.apply(tree_of(stored), body, AppointmentEntity), AppointmentEntity)
        return save_appointment_entity(call, entity)

    appointment = AppointmentEntity(title="Lunch")
    number = database.as_(ADMINISTRATOR, lambda call: save_appointment_entity(call, appointment)).appointment_id
    texts = [
        database.as_(ADMINISTRATOR, lambda call, body=body: request(call, number, body)).title
        for body in (op("replace", "Description", "Dinner"), op("replace", "title", "Tea"), {"title": None})
    ]
    assert texts == ["Dinner", "Tea", ""]
