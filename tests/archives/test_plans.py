"""Rows of lists are found, and pages gone on with, by index on both databases."""

import re
from collections.abc import Iterator

import apsw
import psycopg
import pytest

from openkontor.archives.providers import PROVIDERS
from openkontor.store.compose import Composed
from openkontor.store.dialect import Statement, ddl_for_postgres
from openkontor.store.migrate import migrations, tell_planner
from openkontor.store.sqlite import connect
from tests.archives.test_query import composed
from tests.house.test_statements import nodes
from tests.postgres import fresh_database

# Provider, filter, order: each is found by more than the tenant.
INDEXED = [
    ("contact", "contactId eq 5", ""),
    ("contact", "contactId gt 5", ""),
    ("contact", "name begins 'a'", ""),
    ("contact", "name eq 'a'", ""),
    ("contact", "name eq 5", ""),
    ("contact", "associateId eq 1", ""),
    ("contact", "associateId currentAssociate", ""),
    ("contact", "category eq 2", ""),
    ("contact", "updatedDate after '2026-01-01'", ""),
    ("person", "contactId eq 5", ""),
    ("person", "personUpdatedDate thisWeek", ""),
    ("contactactivity", "contactId eq 5", ""),
    ("contactactivity", "personId eq 5", "date desc"),
    ("appointment", "associateId currentAssociate and date thisWeek", "date"),
    ("appointment", "appointmentId eq 5", ""),
    ("document", "documentId eq 5", ""),
    ("document", "contactId eq 5", "date desc"),
    ("document", "personId eq 5", ""),
    ("finddocument", "projectId eq 5", "text"),
    ("finddocument", "associateId currentAssociate and date thisWeek", "date"),
    ("salestakeholder", "saleId eq 5", ""),
    ("relation", "source/restrictionContactId eq 5", ""),
    ("allusers", "associateDbId eq 5", ""),
    ("findproject", "name begins 'a'", "name"),
    ("contactprojects", "contactId eq 5", ""),
    ("projectmember", "projectId eq 5", ""),
    ("findsale", "contactId eq 5", "date desc"),
    ("salefilteredwithstakeholder", "contactId eq 5", ""),
    ("emailpersonaddress", "emailId eq 5", ""),
    ("links", "sourceSaleRestrictionId eq 5", ""),
    ("links", "sourceAppointmentRestrictionId eq 5", ""),
    ("salehistory", "saleId eq 5", "updatedDate desc"),
    ("saleguide", "saleId eq 5", ""),
    ("projectguide", "projectId eq 5", "date desc"),
    ("ticket", "contactId eq 5", ""),
    ("ticket", "personId eq 5", "createdAt desc"),
]


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> apsw.Connection:
    connection = connect(str(tmp_path_factory.mktemp("plans") / "plans.db"))
    for text in migrations().values():
        connection.execute(text)
    tell_planner(connection)
    return connection


@pytest.fixture(scope="module")
def postgres() -> Iterator[psycopg.Connection]:
    with psycopg.connect(fresh_database("plans"), autocommit=True) as connection:
        for text in migrations().values():
            connection.execute(ddl_for_postgres(text))
        connection.execute("SET enable_seqscan = off")
        yield connection


def plan(connection: apsw.Connection, made: Composed) -> list[str]:
    names = re.findall(r":(\w+)", made.statement.sqlite)
    values = {name: "[1]" if f"json_each(:{name})" in made.statement.sqlite else 1 for name in names}
    return [row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + made.statement.sqlite, values)]


def plan_on_postgres(connection: psycopg.Connection, statement: Statement) -> list[str]:
    """The conditions rows are found by, of every table that is read."""
    values = {name: "[1]" if f"json_each(:{name})" in statement.sqlite else None for name in names(statement)}
    values |= {name: value for name, value in {"tenant": 1, "top": 9, "skip": 0, "me": 1}.items() if name in values}
    row = connection.execute("EXPLAIN (FORMAT JSON) " + statement.postgres, values).fetchone()
    assert row is not None
    return [
        f"{node['Node Type']} {node.get('Index Cond', '')}"
        for node in nodes(row[0][0]["Plan"])
        if "Scan" in node["Node Type"] and node["Node Type"] not in ("Function Scan", "Subquery Scan", "CTE Scan")
    ]


def names(statement: Statement) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", statement.postgres))


@pytest.mark.parametrize(("provider", "text", "order"), INDEXED)
def test_sqlite_finds_indexed_filters_by_more_than_the_tenant(sqlite, provider, text, order):
    steps = plan(sqlite, composed(PROVIDERS[provider], "", text, order))
    found = [step for step in steps if re.match(r"(SEARCH|SCAN) (t|t1|r|oc|op|gl|gs|gi) ", step)]
    assert found and all(re.search(r"tenant=\? AND (\w+|<expr>)", step) for step in found), steps


@pytest.mark.postgres
@pytest.mark.parametrize(("provider", "text", "order"), INDEXED)
def test_postgres_reads_no_table_from_its_beginning(postgres, provider, text, order):
    steps = plan_on_postgres(postgres, composed(PROVIDERS[provider], "", text, order).statement)
    assert steps and all("Index" in step or "Bitmap" in step or "Result" in step for step in steps), steps


@pytest.mark.parametrize(
    ("provider", "order", "columns"),
    [
        ("contact", "", "tenant=? AND contact_id>?"),
        ("contact", "name", "tenant=? AND"),
        ("contact", "name desc", "tenant=? AND"),
        ("contactactivity", "date desc", "tenant=? AND <expr><?"),
        ("contactactivity", "", "tenant=? AND appointment_id>?"),
        ("document", "", "tenant=? AND document_id>?"),
    ],
)
def test_sqlite_goes_on_behind_a_row_without_sorting(sqlite, provider, order, columns):
    steps = plan(sqlite, composed(PROVIDERS[provider], "", "", order, after=True))
    assert any(columns in step for step in steps) and not any("TEMP B-TREE" in step for step in steps), steps
