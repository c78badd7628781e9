"""What new companies start from is made once for a user: no request may change it, or another's would show it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from openkontor.agents.contact import _blank, create_default_contact_entity, save_contact_entity
from openkontor.call import Call
from openkontor.carriers.address import Address, StructuredAddress
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import Country
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.contract import select
from openkontor.wire import as_json
from tests.agents.conftest import ADMINISTRATOR, Database

USA = Country(country_id=840)
SAVED: dict[str, dict[str, Any]] = {
    "nothing but a name": {},
    "another country": {"country": USA},
    "an address": {"address": Address(street=StructuredAddress(address1="Long Street 1", city="Oslo"))},
    "interests": {"interests": [SelectableMDOListItem(id=1, selected=True)]},
    "elements": {"emails": [EntityElement("a@acme.example")], "phones": [], "urls": None},
}
Work = Callable[[Call], ContactEntity]


def saving(fields: dict[str, Any]) -> Work:
    return lambda call: save_contact_entity(call, ContactEntity(name="Acme", **fields))


@pytest.mark.parametrize("work", [create_default_contact_entity, *map(saving, SAVED.values())], ids=["default", *SAVED])
@pytest.mark.parametrize("chosen", ["", "name,address/street,fieldproperties,tableright"])
def test_no_request_changes_what_new_companies_start_from(database: Database, work: Work, chosen: str) -> None:
    def request(call: Call) -> tuple[ContactEntity, ContactEntity]:
        before = deepcopy(_blank(call))
        answer = work(call)
        as_json.fill(answer, "US")
        selection = select.parse(chosen)
        if selection:
            select.apply(answer, selection)
        return before, _blank(call)

    before, after = database.as_(ADMINISTRATOR, request)
    assert after == before


def test_two_new_companies_share_nothing_that_is_laid_out(database: Database) -> None:
    first, second = (database.as_(ADMINISTRATOR, saving(fields)) for fields in ({}, {"country": USA}))
    assert first.address is not second.address
    assert first.address.localized_address != second.address.localized_address


def test_it_is_made_once_for_a_user_and_a_state_of_the_lists(database: Database) -> None:
    other = database.user(level=1)
    first, again = (database.as_(ADMINISTRATOR, _blank) for _ in range(2))
    assert first is again and first is not database.as_(other, _blank)
    database.prefer("Defaults", "DefaultBusiness", "2")
    assert first.business != database.as_(ADMINISTRATOR, _blank).business
