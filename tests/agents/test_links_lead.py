"""Where the _Links of records lead to: paths that are published, lists of choices that are there."""

import pytest

from openkontor.agents import mdo
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.declare import Entity
from openkontor.carriers.document_entity import DocumentEntity
from openkontor.carriers.person_entity import PersonEntity
from openkontor.carriers.price_list import PriceList
from openkontor.carriers.project import ProjectMember
from openkontor.carriers.project_entity import ProjectEntity
from openkontor.carriers.relation import ContactRelationEntity
from openkontor.carriers.sale import SaleStakeholder
from openkontor.carriers.sale_entity import SaleEntity
from openkontor.contract.links import links
from tests.agents.conftest import Database

BASE = "/api/v1"
ENTITIES = (AppointmentEntity, ContactEntity, ContactRelationEntity, DocumentEntity, PersonEntity, PriceList,
            ProjectEntity, ProjectMember, SaleEntity, SaleStakeholder)  # fmt: skip


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_link_of_a_record_leads_to_what_is_published(published, entity: type[Entity]):
    told = links(entity(), BASE)
    assert "Self" in told
    for name, address in told.items():
        found = published.find(address.removeprefix(f"{BASE}/"))
        assert found is not None and "GET" in found[0], (name, address)


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_list_a_record_names_is_there(database: Database, entity: type[Entity]):
    named = {address.rpartition("/")[2] for name, address in links(entity(), BASE).items() if name.endswith(".List")}
    assert {name for name in named if database.as_(1, lambda call, n=name: mdo.get_list(call, n)) is None} == set()
