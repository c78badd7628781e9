"""A database of an older program becomes one of this program, with what is in it."""

from collections.abc import Callable, Iterator
from typing import Any

import apsw
import psycopg
import pytest

from openkontor.store.dialect import ddl_for_postgres
from openkontor.store.migrate import migrations
from openkontor.store.seed_lists import DOCUMENT_TEMPLATES
from tests.postgres import fresh_database

Run = Callable[[str], list[tuple[Any, ...]]]
DOCUMENTS = 6


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    """Runs statements, or a migration, on an empty database."""
    if request.param == "sqlite":
        database = apsw.Connection(":memory:")
        yield lambda sql: database.execute(sql).fetchall()
        return
    with psycopg.connect(fresh_database("upgrade"), autocommit=True) as connection:

        def execute(sql: str) -> list[tuple[Any, ...]]:
            cursor = connection.execute(ddl_for_postgres(sql))  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

        yield execute


def test_documents_of_old_are_whole_and_have_templates_to_choose_from(run: Run) -> None:
    known = migrations()
    for number in sorted(known):
        if number < DOCUMENTS:
            run(known[number])
    for tenant in (1, 2):
        run(f"INSERT INTO tenant (tenant, name, base_zone, registered) VALUES ({tenant}, 'T{tenant}', 'UTC', 5)")
    run(
        "INSERT INTO document (tenant, document_id, name, header, appointment_id, registered, registered_associate_id)"
        " VALUES (1, 3, 'a.txt', 'Old', 7, 42, 1)"
    )
    run(known[DOCUMENTS])
    assert run("SELECT our_ref, updatedCount, changed_at, updated FROM document") == [("", 0, 42, None)]
    templates = "SELECT tenant, DocTmpl_id, name, filename, record_type, direction FROM DocTmpl ORDER BY 1, 2"
    assert run(templates) == [(tenant, *template) for tenant in (1, 2) for template in DOCUMENT_TEMPLATES]
    following = len(DOCUMENT_TEMPLATES) + 1
    assert run("SELECT next_id FROM sequence WHERE TableName = 'doctmpl'") == [(following,), (following,)]
    assert run("SELECT reference_version FROM tenant") == [(2,), (2,)], "nodes that run read their lists anew"
