"""A relation answers its save as it is read afterwards, though it is not read for that."""

import msgspec
import pytest

from openkontor.agents.contact import save_contact_entity
from openkontor.agents.person import save_person_entity
from openkontor.agents.relation import get_contact_relation_entity, save_contact_relation
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.person_entity import PersonEntity
from openkontor.carriers.relation import ContactRelationEntity
from tests.agents.conftest import ADMINISTRATOR, OWNER_COMPANY, Database


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("with_person", [False, True])
def test_a_saved_relation_is_what_is_read(database: Database, level: int, with_person: bool) -> None:
    user = database.user(level)
    named = ContactEntity(name="Møller", department="Bergen")
    company = database.as_(user, lambda call: save_contact_entity(call, named)).contact_id
    human = PersonEntity(firstname="Kari", lastname="Moe", contact=Contact(company))
    person = database.as_(user, lambda call: save_person_entity(call, human)).person_id
    sent = ContactRelationEntity(
        destination_contact_id=OWNER_COMPANY,
        source_contact_id=company,
        source_person_id=person if with_person else 0,
        relation_definition_id=definition(database, with_person),
        comment="since 1999",
        reversed=1,
    )
    saved = database.as_(user, lambda call: save_contact_relation(call, sent))
    read = database.as_(user, lambda call: get_contact_relation_entity(call, saved.relation_id))
    assert msgspec.to_builtins(saved, enc_hook=repr) == msgspec.to_builtins(read, enc_hook=repr)
    assert saved.source_contact_name == "Møller, Bergen" and saved.comment == "since 1999"
    seen_by_all = database.as_(ADMINISTRATOR, lambda call: get_contact_relation_entity(call, saved.relation_id))
    assert seen_by_all.source_person_name == ("Kari Moe" if with_person else "")


def definition(database: Database, with_person: bool) -> int:
    """A definition that goes from such a source to a company."""
    kind = (6 if with_person else 5, 5)
    definitions = database.as_(ADMINISTRATOR, lambda call: call.reference.definitions)
    return next(number for number, one in definitions.items() if kind in one.targets)
