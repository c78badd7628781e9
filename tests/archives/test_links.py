"""Links: stored with a record's save, seen from either end by who sees both, gone with either."""

from typing import Any

import pytest

from openkontor.agents import appointment, document, project, sale
from openkontor.call import Call
from openkontor.carriers.appointment import Link
from openkontor.errors import Invalid, NotFound
from tests.agents.conftest import Database
from tests.archives.made import ONLY_ME, deal, follow_up, found, letter, plan

AGENTS = {
    "Appointment": (appointment.get_appointment_entity, appointment.save_appointment_entity),
    "Document": (document.get_document_entity, document.save_document_entity),
    "Project": (project.get_project_entity, project.save_project_entity),
    "Sale": (sale.get_sale_entity, sale.save_sale_entity),
}


def link(database: Database, kind: str, number: int, *links: Link, by: int = 1, adds: bool = True) -> list[Link]:
    """Save a record with these links beside those it has, or in their place; give what it has then."""
    get, save = AGENTS[kind]

    def work(call: Call) -> Any:
        entity = get(call, number)
        entity.links = [*(entity.links if adds else ()), *links]
        return save(call, entity)

    database.later()
    saved = database.as_(by, work)
    assert saved.active_links == len(saved.links)
    return saved.links


def links_of(database: Database, kind: str, number: int, by: int = 1) -> list[tuple[str, int, str]]:
    entity = database.as_(by, lambda call: AGENTS[kind][0](call, number))
    return [(one.entity_name, one.id, one.description) for one in entity.links]


def listed(database: Database, kind: str, number: int, by: int = 1, select: str = "text") -> list[tuple[Any, ...]]:
    asked = {"resource": kind, "column": f"source{kind}RestrictionId", "record_id": number, "select": select}
    rows = database.as_(by, lambda call: found(call, "Links", **asked)).rows
    return [(row.entity, *row.values) for row in rows]


def test_a_link_is_seen_and_listed_from_both_ends(database: Database):
    meeting = database.as_(1, lambda call: follow_up(call, "Meeting"))
    offer = database.as_(1, lambda call: letter(call, "Offer"))
    fair, order = database.as_(1, lambda call: plan(call, "Fair")), database.as_(1, lambda call: deal(call, "Order"))
    link(database, "Sale", order, Link("appointment", meeting, "agreed there"), Link("Document", offer))
    link(database, "Project", fair, Link("sale", order))
    assert links_of(database, "Sale", order) == [
        ("appointment", meeting, "agreed there"), ("document", offer, ""), ("project", fair, ""),
    ]  # fmt: skip
    assert links_of(database, "Appointment", meeting) == [("sale", order, "agreed there")]
    assert links_of(database, "Document", offer) == links_of(database, "Project", fair) == [("sale", order, "")]
    found_ = listed(database, "Sale", order, select="text,associateId,saleId,projectId,sourceSaleRestrictionId")
    assert found_ == [
        ("appointment", "Meeting", "adam", 0, 0, order), ("document", "Offer", "adam", 0, 0, order),
        ("project", "Fair", "adam", 0, fair, order),
    ]  # fmt: skip
    assert listed(database, "Appointment", meeting, select="saleId,linkDescription") == [
        ("sale", order, "agreed there")
    ]
    assert listed(database, "Document", offer) == listed(database, "Project", fair) == [("sale", "Order")]
    assert len(database.as_(1, lambda call: found(call, "Links")).rows) == 3


def test_a_list_without_a_link_deletes_it_and_none_at_all_does_not(database: Database):
    fair, order = database.as_(1, lambda call: plan(call, "Fair")), database.as_(1, lambda call: deal(call, "Order"))
    (made,) = link(database, "Sale", order, Link("project", fair))
    assert [one.link_id for one in link(database, "Sale", order, Link("project", fair))] == [made.link_id]

    def silent(call: Call) -> None:
        entity = sale.get_sale_entity(call, order)
        entity.links = None
        sale.save_sale_entity(call, entity)

    database.as_(1, silent)
    assert links_of(database, "Project", fair) == [("sale", order, "")]
    assert link(database, "Project", fair, adds=False) == []
    assert links_of(database, "Sale", order) == []


@pytest.mark.parametrize(("wrong", "field"), [
    (Link("contact", 1), "EntityName"), (Link("sale", 9999), "Id"), (Link("sale", 0), "Id"),
    (Link("project", 0, "x" * 255), "Description"),
])  # fmt: skip
def test_a_link_to_nothing_is_refused(database: Database, wrong, field):
    order = database.as_(1, lambda call: deal(call, "Order"))
    if field == "Description":
        wrong.id = database.as_(1, lambda call: plan(call, "Fair"))
    with pytest.raises(Invalid) as refused:
        link(database, "Sale", order, wrong)
    assert list(refused.value.messages) == [f"Links[0].{field}"]
    with pytest.raises(Invalid):
        link(database, "Sale", order, Link("sale", order))


def test_what_must_not_be_seen_is_no_link_and_stays_one(database: Database):
    mine, other = database.user(1, group=2), database.user(1, group=3)
    private = database.as_(mine, lambda call: follow_up(call, "Private", seen_by=((ONLY_ME, mine),)))
    fair = database.as_(mine, lambda call: plan(call, "Fair"))
    link(database, "Project", fair, Link("appointment", private), by=mine)
    assert links_of(database, "Project", fair, other) == listed(database, "Project", fair, other) == []
    assert link(database, "Project", fair, by=other, adds=False) == []
    assert links_of(database, "Project", fair, mine) == [("appointment", private, "")]
    with pytest.raises(NotFound):
        listed(database, "Appointment", private, other)
    with pytest.raises(Invalid):
        order = database.as_(other, lambda call: deal(call, "Order"))
        link(database, "Sale", order, Link("appointment", private), by=other)


@pytest.mark.parametrize("kind", AGENTS)
def test_links_go_with_either_end(database: Database, kind):
    made = {"Appointment": follow_up, "Document": letter, "Project": plan, "Sale": deal}
    deletes = {
        "Appointment": appointment.delete_appointment_entity, "Document": document.delete_document_entity,
        "Project": project.delete_project_entity, "Sale": sale.delete_sale_entity,
    }  # fmt: skip
    number = database.as_(1, lambda call: made[kind](call, "One"))
    hub = database.as_(1, lambda call: deal(call, "Hub"))
    link(database, "Sale", hub, Link(kind.lower(), number))
    database.as_(1, lambda call: deletes[kind](call, number))
    assert database.rows("SELECT count(*) FROM relations WHERE tenant = :tenant AND source_table = 13") == [(0,)]
