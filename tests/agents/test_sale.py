"""Sales and projects where two are at work at once, and who is named by nobody's company."""

import threading
from typing import Any

import pytest

from openkontor.agents.project import (
    delete_project_entity,
    get_project_entity,
    get_projects_from_contact,
    save_project_entity,
)
from openkontor.agents.sale import get_sale_entity, get_sales_from_contact, save_sale_entity
from openkontor.carriers.contact import Contact
from openkontor.carriers.project import Project, ProjectMember
from openkontor.carriers.project_entity import ProjectEntity
from openkontor.carriers.sale_entity import SaleEntity
from openkontor.errors import Invalid
from openkontor.store.postgres import PostgresEngine
from tests.agents.conftest import ADMINISTRATOR, OWNER_COMPANY, Database


def new_project(database: Database, **values: Any) -> ProjectEntity:
    entity = ProjectEntity(name="One", **values)
    return database.as_(ADMINISTRATOR, lambda call: save_project_entity(call, entity))


@pytest.mark.postgres
def test_a_sale_is_not_put_into_a_project_that_is_being_deleted(postgres_database: Database) -> None:
    database, found = postgres_database, []
    assert isinstance(database.engine, PostgresEngine)
    project = new_project(database).project_id

    def sell() -> None:
        sale = SaleEntity(heading="Late", project=Project(project))
        try:
            database.as_(ADMINISTRATOR, lambda call: save_sale_entity(call, sale))
        except Invalid as error:
            found.append(error.messages)

    seller = threading.Thread(target=sell)

    def delete(call: Any) -> None:
        delete_project_entity(call, project)
        seller.start()
        seller.join(0.5)
        assert seller.is_alive()  # it waits for what becomes of the project

    database.as_(ADMINISTRATOR, delete)
    seller.join(10)
    assert [messages.keys() for messages in found] == [{"Project"}]


def test_whose_company_is_nobodys_is_hidden_from_who_sees_only_some(database: Database) -> None:
    low = database.user(level=4)
    project = new_project(database, project_members=[ProjectMember(contact_id=OWNER_COMPANY)])
    sale = SaleEntity(heading="Of nobody", contact=Contact(OWNER_COMPANY))
    number = database.as_(ADMINISTRATOR, lambda call: save_sale_entity(call, sale)).sale_id
    database.run("UPDATE contact SET associate_id = NULL WHERE tenant = :tenant")
    for table in ("project", "sale"):
        database.run(f"UPDATE {table} SET associate_id = {low} WHERE tenant = :tenant")
    seen = database.as_(low, lambda call: get_project_entity(call, project.project_id))
    assert seen.project_members == []
    assert database.as_(low, lambda call: get_sale_entity(call, number)).contact is None
    seen = database.as_(ADMINISTRATOR, lambda call: get_project_entity(call, project.project_id))
    assert [member.contact_id for member in seen.project_members] == [OWNER_COMPANY]
    for give, found in ((get_projects_from_contact, [project.project_id]), (get_sales_from_contact, [number])):
        assert database.as_(low, lambda call, give=give: give(call, OWNER_COMPANY)) == []
        listed = database.as_(ADMINISTRATOR, lambda call, give=give: give(call, OWNER_COMPANY))
        assert [getattr(one, "project_id", 0) or one.sale_id for one in listed] == found


def test_less_than_nothing_is_nothing_on_every_database(database: Database) -> None:
    sale = SaleEntity(heading="Nothing", amount=-0.0, earning=-0.0)
    saved = database.as_(ADMINISTRATOR, lambda call: save_sale_entity(call, sale))
    assert [str(value) for value in (saved.amount, saved.earning, saved.earning_percent)] == ["0.0"] * 3


def test_a_project_has_a_type_and_a_status_where_all_are_deleted(database: Database) -> None:
    for table in ("ProjType", "ProjStatus"):
        database.run(f"UPDATE {table} SET deleted = 1 WHERE tenant = :tenant")
    project = new_project(database)
    assert (project.project_type.id, project.project_status.id) == (1, 1)
