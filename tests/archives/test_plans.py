"""Rows of lists are found, and pages gone on with, by index on both databases."""

import re
from collections.abc import Iterator

import apsw
import psycopg
import pytest

from openkontor.archives.providers import PROVIDERS
from openkontor.store.compose import Composed
from openkontor.store.dialect import Statement
from openkontor.store.sqlite import connect
from tests.archives.test_counts import names as names_counted
from tests.archives.test_query import composed
from tests.demos import empty_file, empty_on_postgres
from tests.house.test_statements import nodes

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
    path = tmp_path_factory.mktemp("plans") / "plans.db"
    empty_file(path)
    return connect(str(path))


@pytest.fixture(scope="module")
def postgres() -> Iterator[psycopg.Connection]:
    with psycopg.connect(empty_on_postgres("plans"), autocommit=True) as connection:
        connection.execute("SET enable_seqscan = off")
        yield connection


def plan(connection: apsw.Connection, made: Composed) -> list[str]:
    names = re.findall(r":(\w+)", made.statement.sqlite)
    values = {name: "[1]" if f"json_each(:{name})" in made.statement.sqlite else 1 for name in names}
    return [row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + made.statement.sqlite, values)]


def plan_on_postgres(connection: psycopg.Connection, statement: Statement, value: int | None = None) -> list[str]:
    """The conditions rows are found by, of every table that is read; `value` is bound wherever one is."""
    values = {name: "[1]" if f"json_each(:{name})" in statement.sqlite else value for name in names(statement)}
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


# What is counted, and of whom: found by whose it is.
COUNTED = [
    ("contact", ",".join(names_counted(3)), "contact_id"),
    ("findperson", "isProjectMember,isStakeholder", "person_id"),
    ("findproject", f"{','.join(names_counted(2))},nextMilestone", "project_id"),
    ("findsale", "nextDueDate,hasStakeholders", "sale_id"),
    ("findsale", "contact/NumberOfActivities,contact/LastTicket", "contact_id"),
]


@pytest.mark.parametrize(("provider", "columns", "key"), COUNTED)
def test_sqlite_finds_what_is_counted_by_whose_it_is(sqlite, provider, columns, key):
    first = columns.split(",")[-1]
    text = f"{first} gt 1" if first.startswith("Number") else f"{first} set true"
    steps = plan(sqlite, composed(PROVIDERS[provider], columns, text))
    found = [step for step in steps if re.match(r"(SEARCH|SCAN) x ", step)]
    assert len(found) > columns.count(","), steps
    assert all(re.search(rf"tenant=\? AND {key}=\?", step) for step in found), found


ROWS = """INSERT INTO {table} (tenant, {key}, {columns})
    SELECT t, n, {values} FROM generate_series(1, 2) t, generate_series(1, 4000) n"""
FILLED = (
    ("appointment", "appointment_id", "contact_id, project_id, sale_id, associate_id, group_idx, type, status,"
     " activeDate, registered, registered_associate_id, changed_at",
     "n / 4 + 1, n / 40 + 1, n / 8 + 1, 1, 1, 1, 1, n, n, 1, n"),
    ("ticket", "id", "contact_id, created_at", "n / 4 + 1, n"),
    ("projectmember", "projectmember_id", "project_id, person_id, rank, registered, registered_associate_id,"
     " changed_at", "n / 40 + 1, n / 2 + 1, 1, n, 1, n"),
    ("SaleStakeholder", "salestakeholder_id", "sale_id, person_id, rank, registered, registered_associate_id,"
     " changed_at", "n / 8 + 1, n / 2 + 1, 1, n, 1, n"),
    ("sale", "sale_id", "associate_id, group_idx, contact_id, project_id, saledate, registered,"
     " registered_associate_id, changed_at", "1, 1, n / 4 + 1, n / 40 + 1, n, n, 1, n"),
)  # fmt: skip


@pytest.fixture(scope="module")
def filled(postgres: psycopg.Connection) -> psycopg.Connection:
    """The same with rows to be counted: for a few, an empty table's planner takes whatever comes first."""
    postgres.execute("SET session_replication_role = replica")  # nothing that they refer to is there
    for table, key, columns, values in FILLED:
        postgres.execute(ROWS.format(table=table, key=key, columns=columns, values=values))
    postgres.execute("ANALYZE")
    return postgres


@pytest.mark.postgres
@pytest.mark.parametrize(("provider", "columns", "key"), COUNTED[:-1])
def test_postgres_finds_what_is_counted_by_whose_it_is(filled, provider, columns, key):
    steps = plan_on_postgres(filled, composed(PROVIDERS[provider], columns, "").statement, value=1)
    by_tenant = [step for step in steps if " AND " not in step]
    assert any(f"({key} = " in step for step in steps) and len(steps) > columns.count(",") + 2
    assert len(by_tenant) == 2 and all(step.startswith(("Index", "Bitmap")) for step in steps), steps  # the list's own


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
