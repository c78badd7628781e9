"""Every field of an entity has a home: stored, the server's own, or listed here with a word why not yet.

What is stored is read off the store module: the attributes that its functions take from the entity, and
the fields that its tables of parts (ELEMENTS, TEXTS) name.
"""

import ast
import re
from importlib import import_module
from typing import NamedTuple

import apsw
import pytest

from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.declare import Entity
from openkontor.carriers.document_entity import DocumentEntity
from openkontor.carriers.list_entity import ListEntity, RelationDefinitionEntity
from openkontor.carriers.person_entity import PersonEntity
from openkontor.carriers.price_list import PriceList
from openkontor.carriers.project import ProjectMember
from openkontor.carriers.project_entity import ProjectEntity
from openkontor.carriers.relation import ContactRelationEntity
from openkontor.carriers.sale import SaleStakeholder
from openkontor.carriers.sale_entity import SaleEntity
from openkontor.contract.shape import Field, shape_of
from openkontor.store import (
    appointments,
    contacts,
    documents,
    list_definitions,
    persons,
    price_lists,
    project_members,
    projects,
    relation_definitions,
    relations,
    sale_stakeholders,
    sales,
)
from openkontor.store.dialect import Statement
from openkontor.store.migrate import migrations
from tests.house.source import Module, functions, modules, snippet

OWN_FIELDS = "user-defined and extra fields need their own definitions first"
BY_NAME = "the agent finds the list's item by it, and the store keeps that"
NOT_YET: dict[type, dict[str, str]] = {
    ContactEntity: dict.fromkeys(("user_defined_fields", "extra_fields", "custom_fields"), OWN_FIELDS),
    PersonEntity: dict.fromkeys(("user_defined_fields", "extra_fields", "custom_fields"), OWN_FIELDS),
    AppointmentEntity: {
        "description": "one text with Title: the agent settles which of the two counts, the store keeps it as Title",
        **dict.fromkeys(("user_defined_fields", "extra_fields", "custom_fields"), OWN_FIELDS),
    },
    DocumentEntity: dict.fromkeys(("user_defined_fields", "extra_fields", "custom_fields"), OWN_FIELDS),
    ContactRelationEntity: {},
    ListEntity: {},
    RelationDefinitionEntity: {},
    PriceList: {
        "currency": BY_NAME,
        "quote_connection_id": "there are no connections to others' price lists: a number but 0 is refused",
    },
    ProjectEntity: dict.fromkeys(("user_defined_fields", "extra_fields", "custom_fields"), OWN_FIELDS),
    ProjectMember: {"project_member_type_name": BY_NAME},
    SaleEntity: dict.fromkeys(("user_defined_fields", "extra_fields", "custom_fields"), OWN_FIELDS),
    SaleStakeholder: {"stakeholder_role_name": BY_NAME},
}


class Home(NamedTuple):
    """An entity, the module and table that keep it, and the statements that write it."""

    entity: type[Entity]
    module: str
    table: str
    insert: Statement
    update: Statement
    later: tuple[str, ...] = ()  # what a new record cannot have
    mapping: str = "_values"  # the function that maps fields to columns


HOMES = (
    Home(
        ContactEntity,
        "store.contacts",
        "contact",
        contacts.INSERT_CONTACT,
        contacts.UPDATE_CONTACT,
        later=("supportPersonId",),  # a company that is not there yet has no persons
    ),
    Home(PersonEntity, "store.persons", "person", persons.INSERT_PERSON, persons.UPDATE_PERSON),
    Home(
        AppointmentEntity,
        "store.appointments",
        "appointment",
        appointments.INSERT_APPOINTMENT,
        appointments.UPDATE_APPOINTMENT,
    ),
    Home(ProjectEntity, "store.projects", "project", projects.INSERT_PROJECT, projects.UPDATE_PROJECT),
    Home(
        ProjectMember,
        "store.project_members",
        "projectmember",
        project_members.INSERT_MEMBER,
        project_members.UPDATE_MEMBER,
    ),
    Home(SaleEntity, "store.sales", "sale", sales.INSERT_SALE, sales.UPDATE_SALE),
    Home(
        SaleStakeholder,
        "store.sale_stakeholders",
        "SaleStakeholder",
        sale_stakeholders.INSERT_STAKEHOLDER,
        sale_stakeholders.UPDATE_STAKEHOLDER,
    ),
    Home(
        DocumentEntity,
        "store.documents",
        "document",
        documents.INSERT_DOCUMENT,
        documents.UPDATE_DOCUMENT,
    ),
    Home(
        DocumentEntity,
        "store.documents",
        "appointment",
        documents.INSERT_APPOINTMENT,
        documents.UPDATE_APPOINTMENT,
        mapping="_appointment_values",
    ),
    Home(
        PriceList,
        "store.price_lists",
        "PriceList",
        price_lists.INSERT_PRICE_LIST,
        price_lists.UPDATE_PRICE_LIST,
    ),
    Home(ContactRelationEntity, "store.relations", "relations", relations.INSERT_RELATION, relations.UPDATE_RELATION),
    Home(
        ListEntity,
        "store.list_definitions",
        "UDListDefinition",
        list_definitions.INSERT_LIST,
        list_definitions.UPDATE_LIST,
    ),
    Home(
        RelationDefinitionEntity,
        "store.relation_definitions",
        "relationdefinition",
        relation_definitions.INSERT_DEFINITION,
        relation_definitions.UPDATE_DEFINITION,
    ),
)
MODULES = {module.name: module for module in modules()}


def taken(module: Module, entity: str) -> set[str]:
    """The attributes that a store module takes from an entity, or names in its tables of parts."""
    found = set()
    for function in functions(module):
        arguments = [*function.args.args, *function.args.kwonlyargs]
        entities = {one.arg for one in arguments if one.annotation and entity in ast.unparse(one.annotation)}
        for node in ast.walk(function):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and isinstance(node.value, ast.Name):
                found |= {node.attr} if node.value.id in entities else set()
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("ELEMENTS", "TEXTS"):
            constants = (part for part in ast.walk(node.value) if isinstance(part, ast.Constant))
            found |= {part.value for part in constants if isinstance(part.value, str)}
    return found


def homeless(fields: tuple[Field, ...], stored: set[str], not_yet: dict[str, str]) -> list[str]:
    """The fields that a client can send and nobody keeps."""
    return [f.name for f in fields if not f.note.read_only and f.attribute not in stored and f.attribute not in not_yet]


def columns_of(module: Module, name: str = "_values") -> set[str]:
    """The keys of a mapping from fields to columns, with those it takes in."""
    found: set[str] = set()
    for function in functions(module):
        spread = [ast.unparse(node) for node in ast.walk(mapping(module, name)) if isinstance(node, ast.Call)]
        if function.name == name or any(call.startswith(f"{function.name}(") for call in spread):
            dicts = (node for node in ast.walk(function) if isinstance(node, ast.Dict))
            found |= {key.value for node in dicts for key in node.keys if isinstance(key, ast.Constant)}
    return found


def mapping(module: Module, name: str) -> ast.AST:
    return next(function for function in functions(module) if function.name == name)


def unwritten(keys: set[str], statement: str, columns: set[str]) -> list[str]:
    """The keys that a statement does not write into a column there is."""
    found = []
    for key in sorted(keys):
        assigned = re.findall(rf"\b(\w+) = (?:coalesce\()?:{key}\b", statement)
        if not any(column.lower() in columns for column in assigned):
            found.append(key)
    return found


@pytest.fixture(scope="module")
def columns() -> dict[str, set[str]]:
    """The columns of every table, in lower case."""
    database = apsw.Connection(":memory:")
    for text in migrations().values():
        database.execute(text)
    tables = [row[0] for row in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        table: {row[0].lower() for row in database.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        for table in tables
    }


def test_every_entity_is_looked_at():
    for name in MODULES:
        if name.startswith("carriers."):
            import_module(f"openkontor.{name}")
    assert {home.entity for home in HOMES} == set(Entity.__subclasses__()) == NOT_YET.keys()


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.entity.__name__)
def test_every_field_has_a_home(home):
    stored = taken(MODULES[home.module], home.entity.__name__)
    lost = homeless(shape_of(home.entity).fields, stored, NOT_YET[home.entity])
    assert not lost, f"{home.module} stores none of {home.entity.__name__}'s {', '.join(lost)}"


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.entity.__name__)
def test_what_is_listed_as_not_yet_is_so(home):
    stored = taken(MODULES[home.module], home.entity.__name__)
    sent = {field.attribute for field in shape_of(home.entity).fields if not field.note.read_only}
    assert NOT_YET[home.entity].keys() <= sent - stored


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.entity.__name__)
def test_every_column_of_the_mapping_is_written(home, columns):
    keys = columns_of(MODULES[home.module], home.mapping)
    assert len(keys) > 3
    lost = unwritten(keys, home.update.sqlite, columns[home.table])
    assert not lost, f"{home.update.name} does not write {', '.join(lost)} into {home.table}"
    inserted = set(re.findall(r":(\w+)", home.insert.sqlite))
    assert keys - inserted == set(home.later), f"{home.insert.name} leaves columns out"


def test_a_field_that_nobody_stores_is_named():
    module = snippet("store.relations", "def _values(entity: ContactRelationEntity):\n    return {'c': entity.comment}")
    fields = shape_of(ContactRelationEntity).fields
    lost = homeless(fields, taken(module, "ContactRelationEntity"), {})
    assert "SourceContactId" in lost and "Comment" not in lost and "UpdatedDate" not in lost


def test_a_field_in_a_table_of_parts_has_a_home():
    module = snippet("store.contacts", "ELEMENTS = (Elements('emails', 'email', X),)\nNAMES = ('phones',)")
    assert "emails" in taken(module, "ContactEntity") and "phones" not in taken(module, "ContactEntity")


def test_setting_a_field_is_not_storing_it():
    text = "def load(entity: ContactEntity, other):\n    entity.name = other.department"
    assert taken(snippet("store.contacts", text), "ContactEntity") == set()


def test_a_column_that_is_not_written_is_named():
    statement = "UPDATE t SET a = :a, bB = coalesce(:b, bB), nowhere = :d WHERE tenant = :tenant"
    assert unwritten({"a", "b", "c", "d"}, statement, {"a", "bb", "c"}) == ["c", "d"]


def test_the_mapping_is_read_with_what_it_takes_in():
    text = "def _date(x):\n    return {'year': 1}\ndef _values(entity):\n    return {'a': 1, **_date(entity)}"
    assert columns_of(snippet("store.x", text)) == {"a", "year"}
