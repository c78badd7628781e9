"""Lists of sales and projects: whose they are, who may see them, and who takes part."""

from typing import Any

import pytest

from openkontor.call import Call
from tests.agents.conftest import NOW, Database
from tests.archives.made import ONLY_ME, company, deal, employee, follow_up, found, keys, plan

SALES = ["Sale", "FindSale", "SaleFilteredWithStakeholder"]


@pytest.mark.parametrize("provider", SALES)
def test_a_sale_shows_what_was_saved(database: Database, provider):
    place = database.as_(1, lambda call: company(call, "Place"))
    work = database.as_(1, lambda call: plan(call, "Work"))
    number = database.as_(1, lambda call: deal(call, "Big one", place, work, 200.0))
    database.run("UPDATE sale SET probability = 25, done = 2 WHERE tenant = :tenant")
    columns = "heading,amount,amountWeighted,probPercent,completed,contact/name,project/name,saleStatus,contactId"
    (row,) = database.as_(1, lambda call: found(call, provider, select=columns, order_by="amountWeighted")).rows
    assert (row.key, row.entity) == (number, "sale")
    assert row.values == ("Big one", 200, 50, 25, True, "Place", "Work", "Open", place)
    for text in ("heading eq 'BIG one'", f"heading = {number}", "amountWeighted between (49,51)", "date thisYear"):
        assert keys(database.as_(1, lambda call, t=text: found(call, provider, filter_=t))) == [number], text


@pytest.mark.parametrize("provider", SALES)
def test_who_may_not_see_a_sale_is_not_shown_it(database: Database, provider):
    mate, limited = database.user(1, group=1), database.user(4, group=3)
    everybodys = database.as_(1, lambda call: deal(call, "Everybody's"))
    private = database.as_(1, lambda call: deal(call, "Private", seen_by=((ONLY_ME, 1),)))
    assert keys(database.as_(1, lambda call: found(call, provider))) == [everybodys, private]
    assert keys(database.as_(mate, lambda call: found(call, provider))) == [everybodys]
    assert keys(database.as_(limited, lambda call: found(call, provider))) == []
    for path in ("sale.heading", "associate.(sale->associate_id).heading", "text.text"):
        assert database.as_(limited, lambda call, p=path: found(call, "dynamic", select=p)).rows == [], path


def test_sales_of_a_company_are_those_it_has_a_stake_in_too(database: Database):
    one, two = (database.as_(1, lambda call, n=n: company(call, n)) for n in ("One", "Two"))
    ann = database.as_(1, lambda call: employee(call, one, "Ann"))
    own = database.as_(1, lambda call: deal(call, "Own", one))
    staked = database.as_(1, lambda call: deal(call, "Staked", two))
    database.run(
        "INSERT INTO SaleStakeholder (tenant, salestakeholder_id, sale_id, contact_id, person_id, rank, registered,"
        f" registered_associate_id, changed_at) VALUES (:tenant, 1, {staked}, {one}, {ann}, 1, {NOW}, 1, {NOW})"
    )

    def listed(call: Call, resource: str, column: str, number: int) -> list[int]:
        asked: dict[str, Any] = {"resource": resource, "column": column, "record_id": number}
        return keys(found(call, "SaleFilteredWithStakeholder", **asked))

    assert database.as_(1, lambda call: listed(call, "Contact", "contactId", one)) == [own, staked]
    assert database.as_(1, lambda call: listed(call, "Contact", "contactId", two)) == [staked]
    assert database.as_(1, lambda call: listed(call, "Person", "personId", ann)) == [staked]
    assert keys(database.as_(1, lambda call: found(call, "Sale", filter_=f"contactId = {one}"))) == [own]


def test_projects_of_a_company_are_those_it_is_a_member_of(database: Database):
    one, two = (database.as_(1, lambda call, n=n: company(call, n)) for n in ("One", "Two"))
    ann = database.as_(1, lambda call: employee(call, one, "Ann"))
    first = database.as_(1, lambda call: plan(call, "First", (one, ann), (one, 0)))
    second = database.as_(1, lambda call: plan(call, "Second", (two, 0)))
    assert keys(database.as_(1, lambda call: found(call, "FindProject", order_by="name desc"))) == [second, first]
    asked = {"resource": "Contact", "column": "contactId", "record_id": one, "select": "name,type,number,contactId"}
    (row,) = database.as_(1, lambda call: found(call, "ContactProjects", **asked)).rows
    assert (row.key, row.values[0]) == (first, "First") and row.values[1] != "" and row.values[2] != ""
    limited = database.user(4, group=3)
    assert keys(database.as_(limited, lambda call: found(call, "FindProject"))) == []


def test_members_of_a_project_are_listed_but_for_who_must_not_be_seen(database: Database):
    limited = database.user(4, group=3)
    hidden = database.as_(1, lambda call: company(call, "Hidden"))
    own = database.as_(1, lambda call: company(call, "Own", limited))
    ann = database.as_(1, lambda call: employee(call, hidden, "Ann"))
    number = database.as_(1, lambda call: plan(call, "Work", (hidden, ann), (own, 0)))
    database.run(f"UPDATE project SET associate_id = {limited} WHERE tenant = :tenant")
    database.run(f"UPDATE person SET retired = 1 WHERE tenant = :tenant AND person_id = {ann}")
    asked = {
        "resource": "Project",
        "column": "projectId",
        "record_id": number,
        "select": "contact/name,person/lastName",
    }

    def listed(call: Call) -> list[tuple[Any, ...]]:
        return [(row.entity, *row.values) for row in found(call, "ProjectMember", **asked).rows]

    assert database.as_(1, listed) == [("retired", "Hidden", "Ann"), ("projectMember", "Own", "")]
    assert database.as_(limited, listed) == [("projectMember", "Own", "")]
    stop = stopped(database)
    database.run(f"UPDATE contact SET xstop = 1 WHERE tenant = :tenant AND contact_id = {own}")
    assert stop == [] and len(stopped(database)) == 1


def stopped(database: Database) -> list[int]:
    return keys(database.as_(1, lambda call: found(call, "ProjectMember", entities="stop")))


def test_activities_of_a_project_are_found(database: Database):
    work = database.as_(1, lambda call: plan(call, "Work"))
    number = database.as_(1, lambda call: follow_up(call, "Dig"))
    database.run(f"UPDATE appointment SET project_id = {work} WHERE tenant = :tenant")
    asked = {"resource": "Project", "column": "projectId", "record_id": work, "select": "project/name,projectId"}
    (row,) = database.as_(1, lambda call: found(call, "Activity", **asked)).rows
    assert (row.key, row.values) == (number, ("Work", work))


def test_amounts_in_the_base_currency_go_by_units_and_rate(database: Database):
    numbers = {name: database.as_(1, lambda call, n=name: deal(call, n, amount=200)) for name in ("Home", "Far", "No")}
    database.run("UPDATE Currency SET rate = 11.5, units = 100 WHERE tenant = :tenant AND Currency_id = 752")
    database.run("UPDATE sale SET probability = 50 WHERE tenant = :tenant")
    for name, currency in (("Home", 578), ("Far", 752), ("No", "NULL")):
        database.run(f"UPDATE sale SET currency_id = {currency} WHERE tenant = :tenant AND sale_id = {numbers[name]}")
    select = "heading,amountInBaseCurrency,amountWeightedInBaseCurrency,currency/id"
    rows = database.as_(
        1, lambda call: found(call, "Sale", select=select, order_by="amountInBaseCurrency,heading")
    ).rows
    assert [row.values for row in rows] == [("Far", 23, 11.5, 752), ("Home", 200, 100, 578), ("No", 200, 100, 0)]
