"""The guides of sales and projects: what their kind suggests, and what was made of it by whom one may see."""

from typing import Any

import pytest

from openkontor.agents import appointment, document, project, sale
from openkontor.call import Call
from openkontor.carriers.appointment import VisibleFor
from openkontor.carriers.project import Project
from openkontor.carriers.project_entity import ProjectType
from openkontor.carriers.sale import Sale
from openkontor.errors import NotFound
from openkontor.store import list_details
from tests.agents.conftest import Database
from tests.archives.made import ONLY_ME, deal, follow_up, found, letter, plan

AGENTS = {
    "Appointment": (appointment.get_appointment_entity, appointment.save_appointment_entity),
    "Document": (document.get_document_entity, document.save_document_entity),
    "Project": (project.get_project_entity, project.save_project_entity),
    "Sale": (sale.get_sale_entity, sale.save_sale_entity),
}
SALE_TYPE, PROJECT_TYPE = 2, 4
FIRST, QUOTE = 4, 1  # stages, in their order


def save(database: Database, kind: str, number: int, by: int = 1, **fields: Any) -> None:
    get, store = AGENTS[kind]

    def work(call: Call) -> None:
        entity = get(call, number)
        for name, value in fields.items():
            setattr(entity, name, value)
        store(call, entity)

    database.later()
    database.as_(by, work)


def guide(database: Database, record: str, number: int, by: int = 1, **asked: Any) -> list[tuple[Any, ...]]:
    asked = {"select": "suggestedItemText", "resource": record, "column": f"{record.lower()}Id"} | asked
    rows = database.as_(by, lambda call: found(call, f"{record}Guide", record_id=number, **asked)).rows
    return [(row.entity, *row.values) for row in rows]


def suggest(database: Database, table: str, number: int, name: str, link: str, deleted: int = 0) -> None:
    database.run(
        f"INSERT INTO Suggested{table} (tenant, Suggested{table}_id, name, {link}, deleted)"
        f" VALUES (:tenant, {number}, '{name}', 1, {deleted})"
    )


@pytest.fixture
def number(database: Database) -> int:
    """A sale whose kind suggests a meeting and a letter in its first stage, and no longer a call."""
    database.as_(1, lambda call: list_details.choose_stages(call.db, SALE_TYPE, frozenset(), frozenset({FIRST})))
    suggest(database, "Appointment", 1, "Meet", "saleTypeStageLinkId")
    suggest(database, "Document", 1, "Write", "saleTypeStageLinkId")
    suggest(database, "Appointment", 2, "Call", "saleTypeStageLinkId", deleted=1)
    given: int = database.as_(1, lambda call: deal(call, "Sale"))
    assert guide(database, "Sale", given) == []
    database.run(f"UPDATE sale SET saleType_id = {SALE_TYPE} WHERE tenant = :tenant AND sale_id = {given}")
    return given


def test_a_sale_shows_what_its_kind_suggests_and_what_was_made_of_it(database: Database, number: int):
    assert guide(database, "Sale", number, select="suggestedItemText,stageName,hasInstance,saleId") == [
        ("suggestedAppointment", "Meet", "First meeting", False, number),
        ("suggestedDocument", "Write", "First meeting", False, number),
    ]
    meeting, offer = (database.as_(1, lambda call, make=make: make(call, "Made")) for make in (follow_up, letter))
    of_sale = {"sale": Sale(sale_id=number)}
    save(database, "Appointment", meeting, suggested_appointment_id=1, **of_sale)
    save(database, "Document", offer, suggested_document_id=1, **of_sale)
    select = "hasInstance,instanceItemId,instanceItemText,appointmentInstance/appointmentId,documentInstance/documentId"
    assert guide(database, "Sale", number, select=select) == [
        ("appointment", True, meeting, "Made", meeting, 0),
        ("document", True, offer, "Made", 0, offer),
    ]
    assert guide(database, "Sale", number, entities="document") == [("document", "Write")]
    gone = database.as_(1, lambda call: follow_up(call, "Called"))
    save(database, "Appointment", gone, suggested_appointment_id=2, **of_sale)
    assert guide(database, "Sale", number, select="suggestedItemText,deleted", filter_="deleted eq true") == [
        ("appointment", "Call", True)
    ]


def test_a_stage_that_is_chosen_again_suggests_what_it_did(database: Database, number: int):
    first, none = frozenset({FIRST}), frozenset[int]()
    database.as_(1, lambda call: list_details.choose_stages(call.db, SALE_TYPE, first, none))
    assert database.as_(1, lambda call: list_details.stages_of(call.db, SALE_TYPE)) == none
    assert guide(database, "Sale", number) == []
    database.as_(1, lambda call: list_details.choose_stages(call.db, SALE_TYPE, none, first | {QUOTE}))
    assert len(guide(database, "Sale", number)) == 2


def test_who_sees_the_sale_sees_its_guide_and_only_what_he_may_see_of_it(database: Database, number: int):
    mine, other = database.user(1, group=2), database.user(1, group=3)
    meeting = database.as_(mine, lambda call: follow_up(call, "Private", seen_by=((ONLY_ME, mine),)))
    save(database, "Appointment", meeting, by=mine, suggested_appointment_id=1, sale=Sale(sale_id=number))
    shown = {"select": "hasInstance,instanceItemText", "entities": "appointment,suggestedAppointment"}
    assert guide(database, "Sale", number, mine, **shown) == [("appointment", True, "Private")]
    assert guide(database, "Sale", number, other, **shown) == [("suggestedAppointment", False, "")]
    save(database, "Sale", number, visible_for=[VisibleFor(1, ONLY_ME)])
    with pytest.raises(NotFound):
        guide(database, "Sale", number, other)
    assert database.as_(other, lambda call: found(call, "SaleGuide")).rows == []


def test_a_project_shows_what_its_kind_suggests_in_each_status(database: Database):
    database.run(
        "INSERT INTO ProjectTypeStatusLink (tenant, ProjectTypeStatusLink_id, projType_id, projStatus_id)"
        f" VALUES (:tenant, 1, {PROJECT_TYPE}, 5)"
    )
    suggest(database, "Appointment", 1, "Meet", "projectTypeStatusLinkId")
    suggest(database, "Document", 1, "Write", "projectTypeStatusLinkId")
    fair = database.as_(1, lambda call: plan(call, "Fair"))
    save(database, "Project", fair, project_type=ProjectType(PROJECT_TYPE))
    meeting = database.as_(1, lambda call: follow_up(call, "Made", done=True))
    save(database, "Appointment", meeting, suggested_appointment_id=1, project=Project(fair))
    asked = {"select": "suggestedItemText,stageName,completed,projectId", "order_by": "suggestedItemText desc"}
    assert guide(database, "Project", fair, **asked) == [
        ("suggestedDocument", "Write", "Project planning", False, fair),
        ("appointment", "Meet", "Project planning", True, fair),
    ]
