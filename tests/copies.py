"""Tenants as they are when they have just been set up, made by copying one: less work than setting up each."""

from functools import cache
from typing import Any

from openkontor.store.db import Db
from openkontor.store.dialect import POSTGRES, SQLITE, Statement, composed
from openkontor.store.engine import Engine

# Tables that name their tenant, in the order they were made: what a row refers to is made before it.
COLUMNS = {
    SQLITE: """SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.sql LIKE '% tenant %' AND t.name <> 'tenant' AND :tenant > 0
        ORDER BY t.rowid, c.cid""",
    POSTGRES: """SELECT t.relname, c.attname FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0
        WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND t.relname <> 'tenant'
            AND t.oid IN (SELECT attrelid FROM pg_attribute WHERE attname = 'tenant') AND :tenant > 0
        ORDER BY t.oid, c.attnum""",
}
TENANTS = """WITH RECURSIVE n (i) AS (SELECT CAST(:tenant AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < :last)
    INSERT INTO tenant (tenant, name, base_zone, reference_version, registered)
    SELECT i, 'Copy ' || i, base_zone, reference_version, registered FROM n, tenant WHERE tenant = {source}"""


def copy(db: Db, engine: Engine, source: int, last: int) -> None:
    """Make tenants, from that of the request to the last, with all that another one has."""
    if engine.which != SQLITE:  # what is copied has been checked once
        db._connection.execute("SET LOCAL session_replication_role = replica")
    db.run(composed(TENANTS.format(source=source)), last=last)
    for statement in statements(engine, source):
        db.run(statement, last=last)


@cache
def statements(engine: Engine, source: int) -> list[Statement]:
    """How the rows of a tenant are copied, table by table; tables without any are left out."""
    tables: dict[str, list[str]] = {}
    query = composed(COLUMNS[engine.which])
    for table, column in read(engine, source, query):
        tables.setdefault(table, []).append(column)
    made = []
    for table, columns in tables.items():
        if read(engine, source, composed(f"SELECT 1 FROM {table} WHERE tenant = {source} LIMIT 1")):
            taken = ", ".join("n.tenant" if column == "tenant" else f"t.{column}" for column in columns)
            rows = f"FROM {table} t, tenant n WHERE t.tenant = {source} AND n.tenant BETWEEN :tenant AND :last"
            made.append(composed(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {taken} {rows}"))
    return made


def read(engine: Engine, tenant: int, query: Statement) -> list[tuple[Any, ...]]:
    return engine.read_now(lambda db: db.rows(query), tenant)
