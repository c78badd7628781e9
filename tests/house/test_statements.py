"""SQL stands in the store, names its tenant for every table, and finds its rows by index on both databases.

Both planners are asked about an empty database: it is the shape of the plan that counts, not its cost.
"""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import apsw
import psycopg
import pytest

from openkontor.store import choices, list_details, reference
from openkontor.store.dialect import STATEMENTS, Statement, statement
from openkontor.store.migrate import migrations, tell_planner
from tests.demos import empty_on_postgres
from tests.house.source import Module, called_by, functions, is_inside, modules, parents, snippet

for module_of_store in modules():
    if module_of_store.room == "store":
        import_module(f"openkontor.{module_of_store.name}")
DECLARED = dict(STATEMENTS)

SCHEMA = re.sub("--.*", "", "\n".join(migrations().values()))
TABLES = frozenset(name.lower() for name in re.findall(r"CREATE TABLE (\w+)", SCHEMA))
KEYWORDS = {"where", "set", "on", "left", "join", "order", "union", "for", "limit", "group", "values"}

# Reference data: small lists, read whole into memory when their version has changed.
READ_WHOLE = {
    declared.name
    for declared in (vars(reference) | vars(choices)).values()
    if isinstance(declared, Statement) and declared != reference.READ_TENANT
} | {one.every.name for one in vars(list_details).values() if isinstance(one, list_details.Details)}

LOOKS_LIKE_SQL = re.compile(
    r"(^|\()\s*(select\s.+\sfrom|insert\s+into|delete\s+from|update\s+\w+\s+set|create\s+table)\s",
    re.IGNORECASE | re.DOTALL,
)
BUILDS = {
    "store.dialect": "rewrites the texts of declared statements",
    "store.compose": "composes lists from declared tables and columns; tests/archives/test_query.py watches over it",
    "store.migrate": "migrations are run as they stand, and kept account of",
    "store.list_tables": "makes the statements of lists from the names of their tables, when loaded",
    "store.visible_for.own_or_named": "the condition of who may see a row, put into statements when they are loaded",
    "store.seed.insert": "makes the statement of a new row from the table's name and columns, when loaded",
}


def tenantless(sql: str, known: frozenset[str] = TABLES) -> list[str]:
    """The tables of a statement whose rows are not bound to a tenant."""
    lost = ["a comma between tables"] if re.search(r"\bFROM\s+\w+(?:\s+\w+)?\s*,", sql) else []
    bare, wanted = len(re.findall(r"(?<![\w.])tenant = ", sql)), 0
    for keyword, table, alias in re.findall(r"\b(FROM|JOIN|INTO|UPDATE)\s+(\w+)(?:\s+(\w+))?", sql):
        if table.lower() not in known:
            continue
        if keyword == "INTO":
            bound = bool(re.search(rf"INTO {table} \(tenant, .*(?:VALUES\s*\(|SELECT ):tenant, ", sql, re.DOTALL))
        elif alias and alias.lower() not in KEYWORDS:
            bound = bool(re.search(rf"\b{alias}\.tenant = |= {alias}\.tenant\b", sql))
        else:
            wanted += 1
            bound = wanted <= bare
        if not bound:
            lost.append(table)
    return lost if ":tenant" in sql else ["the statement"]


def outside(module: Module) -> list[str]:
    """SQL that stands outside the store, or inside it outside a declaration."""
    found = []
    for node in module.nodes:
        if not is_docstring(node) and LOOKS_LIKE_SQL.search(text_of(node)) and not may_hold_sql(module, node):
            found.append(f"{module.at(node)}: SQL outside a statement(…) of the store")
    return found


def built(module: Module) -> list[str]:
    """Statements made of more than constants, declared inside a function, or run without declaration."""
    found = []
    excused = excused_nodes(module)
    for node in module.nodes:
        if not isinstance(node, ast.Call) or node in excused:
            continue
        called = called_by(node)
        if called == "Statement" and module.name != "store.dialect":
            found.append(f"{module.at(node)}: statements are made by statement(…)")
        elif called == "statement":
            if is_inside(node):
                found.append(f"{module.at(node)}: a statement is declared inside a function")
            found += [f"{module.at(part)}: a statement holds {ast.unparse(part)}" for part in values_in(node)]
        elif called in (".execute", ".executemany") and not runs_declared(node):
            found.append(f"{module.at(node)}: {ast.unparse(node)} runs what is no declared statement")
    return found


def text_of(node: ast.AST) -> str:
    """The text of a literal; what is put into it counts as one letter."""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "x" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def is_docstring(node: ast.AST) -> bool:
    return isinstance(getattr(node, "parent", None), ast.Expr)


def may_hold_sql(module: Module, node: ast.AST) -> bool:
    around = list(parents(node))
    if module.room != "store" or node in excused_nodes(module):
        return module.room == "store"
    if any(isinstance(outer, ast.FunctionDef) for outer in around):
        return False
    called = any(isinstance(outer, ast.Call) and called_by(outer) == "statement" for outer in around)
    return called or isinstance(around[0], ast.Assign)  # a constant that statements share


@cache
def excused_nodes(module: Module) -> set[ast.AST]:
    if module.name in BUILDS:
        return set(module.nodes)
    named = (function for function in functions(module) if f"{module.name}.{function.name}" in BUILDS)
    return {node for function in named for node in ast.walk(function)}


def values_in(call: ast.Call) -> Iterator[ast.AST]:
    """What an SQL text is made of beside literals and the module's constants."""
    for argument in call.args:
        for part in ast.walk(argument):
            if isinstance(part, ast.FormattedValue):
                if not (isinstance(part.value, ast.Name) and part.value.id.isupper()):
                    yield part.value
            elif isinstance(part, (ast.BinOp, ast.Call)):
                yield part


def runs_declared(call: ast.Call) -> bool:
    """A declared statement's text, or a word of transactions that the module writes out."""
    first = (*call.args, call)[0]
    return isinstance(first, (ast.Subscript, ast.Constant)) or ast.unparse(first).startswith("statement.")


def test_every_statement_names_its_tenant_for_every_table():
    lost = {declared.name: tables for declared in DECLARED.values() if (tables := tenantless(declared.sqlite))}
    assert not lost
    assert len(DECLARED) > 80


@pytest.mark.parametrize("check", [outside, built])
def test_sql_stands_in_declared_statements_of_the_store(check):
    offences = [offence for module in modules() for offence in check(module)]
    assert not offences, "\n".join(offences)


def test_every_key_and_every_index_begins_with_the_tenant():
    for name, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\);", SCHEMA, re.DOTALL):
        assert re.search(r"PRIMARY KEY \(tenant\b|tenant INTEGER NOT NULL PRIMARY KEY", body), name
        for key, parent in re.findall(r"FOREIGN KEY (\(.*?\)) REFERENCES \w+ (\(.*?\))", body):
            assert key.startswith("(tenant, ") and parent.startswith("(tenant, "), f"{name} {key}"
    for name, columns in re.findall(r"CREATE (?:UNIQUE )?INDEX (\w+) ON \w+ (\(.*?\))", SCHEMA):
        assert columns.startswith("(tenant, "), name


# SQLite


@pytest.fixture(scope="module")
def sqlite() -> apsw.Connection:
    connection = apsw.Connection(":memory:")
    connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
    for text in migrations().values():
        connection.execute(text)
    tell_planner(connection)
    return connection


def slow_on_sqlite(connection: apsw.Connection, declared: Statement) -> list[str]:
    """The steps of a plan that read a whole table, or a whole tenant of one."""
    values = {name: dummy(declared.sqlite, name) for name in re.findall(r":(\w+)", declared.sqlite)}
    plan = [row[3].split() for row in connection.execute("EXPLAIN QUERY PLAN " + declared.sqlite, values)]
    made = {words[1] for words in plan if words[0] in ("MATERIALIZE", "CO-ROUTINE")} | {"json_each"}
    return [" ".join(words) for words in plan if not made & set(words[:2]) and reads_whole(words)]


def reads_whole(words: list[str]) -> bool:
    """Whether a step of SQLite's plan is a scan, or a search that does not narrow a tenant down."""
    if words[0] == "SEARCH" and words[-1] == "(rowid=?)":
        return False  # the one row of a tenant: no other table has a key of one number
    if words[-1] in ("0:M1", "0:="):
        return False  # full text, found by words, which begin with their tenant, or by the one rowid
    condition = " ".join(words).rpartition("(")[2]
    return words[0] == "SCAN" or (
        words[0] == "SEARCH" and not re.match(r"tenant=\? AND (\w+|<expr>)[=<>]\?", condition)
    )


def dummy(sql: str, name: str) -> Any:
    """A value that suits a placeholder on either database."""
    return "[1]" if re.search(rf"json_each\(:{name}\)|each\(:{name}\)", sql) else "1"


def test_sqlite_finds_every_row_by_more_than_the_tenant(sqlite):
    slow = {name: steps for name, one in DECLARED.items() if (steps := slow_on_sqlite(sqlite, one))}
    assert {name: slow[name] for name in slow.keys() - READ_WHOLE} == {}
    assert slow.keys() >= {"read_lists", "read_associates"}, "the check no longer sees what is read whole"


def test_what_refers_to_another_row_finds_a_key_there(sqlite):
    sqlite.pragma("foreign_keys", True)
    mismatched = []
    for table in sorted(TABLES):
        try:
            sqlite.execute(f"EXPLAIN DELETE FROM {table} WHERE tenant = 1")
        except apsw.SQLError as error:
            mismatched.append(f"{table}: {error}")
    assert not mismatched
    assert sqlite.execute("PRAGMA foreign_key_check").fetchall() == []


# PostgreSQL


@pytest.fixture(scope="module")
def postgres() -> Iterator[psycopg.Connection]:
    with psycopg.connect(empty_on_postgres("house"), autocommit=True) as connection:
        connection.execute("SET enable_seqscan = off")
        yield connection


def slow_on_postgres(connection: psycopg.Connection, declared: Statement) -> list[str]:
    """The nodes of a plan that read a table from its beginning, or an index without a tenant."""
    names = set(re.findall(r"%\((\w+)\)s", declared.postgres))
    values = {name: dummy(declared.sqlite, name) for name in names}
    row = connection.execute("EXPLAIN (FORMAT JSON) " + declared.postgres, values).fetchone()
    plan = row[0] if isinstance(row[0], list) else json.loads(row[0])
    return [
        f"{node['Node Type']} on {node.get('Relation Name') or node.get('Index Name')}"
        for node in nodes(plan[0]["Plan"])
        if node["Node Type"] == "Seq Scan"
        or ("Index" in node["Node Type"] and not re.search("tenant = |words @@ ", node.get("Index Cond", "")))
    ]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


@pytest.mark.postgres
def test_postgres_reads_no_table_from_its_beginning(postgres):
    slow = {name: steps for name, one in DECLARED.items() if (steps := slow_on_postgres(postgres, one))}
    assert {name: slow[name] for name in slow.keys() - READ_WHOLE} == {}


# The checks can fail.


@pytest.mark.parametrize(
    ("sql", "lost"),
    [
        ("SELECT name FROM contact WHERE contact_id = :id", ["the statement"]),
        ("SELECT 1 FROM contact c, person p WHERE c.tenant = :tenant", ["a comma between tables"]),
        (
            "SELECT c.name FROM contact c JOIN person p ON p.contact_id = c.contact_id WHERE c.tenant = :tenant",
            ["person"],
        ),
        ("SELECT name FROM contact WHERE tenant = :tenant AND text_id IN (SELECT text_id FROM text)", ["text"]),
        ("INSERT INTO contact (contact_id, name) VALUES (:id, :tenant)", ["contact"]),
        ("UPDATE contact SET name = :name WHERE contact_id = :tenant", ["contact"]),
        ("DELETE FROM contact WHERE tenant = :tenant AND contact_id = :id", []),
    ],
)
def test_a_statement_that_forgets_its_tenant_is_named(sql, lost):
    assert tenantless(sql) == lost


@pytest.mark.parametrize(
    ("check", "name", "text"),
    [
        (outside, "agents.sale", "db.rows('SELECT name FROM sale WHERE tenant = 1')"),
        (outside, "agents.sale", "db.rows(f'SELECT {column} FROM sale')"),
        (outside, "web.dispatch", "Q = statement('x', 'delete from contact where 1')"),
        (outside, "store.sales", "def load(db):\n    return 'SELECT a FROM sale'"),
        (built, "store.sales", "def load(db):\n    return statement('x', 'SELECT 1')"),
        (built, "store.sales", "Q = statement('x', f'SELECT {column} FROM sale')"),
        (built, "store.sales", "Q = statement('x', 'SELECT a FROM sale WHERE ' + WHERE)"),
        (built, "store.sales", "Q = statement('x', 'SELECT {}'.format(A))"),
        (built, "store.sales", "Q = Statement('SELECT 1', 'SELECT 1', 'x')"),
        (built, "store.sales", "def load(db, text):\n    db.connection.execute(text)"),
        (built, "store.sales", "def load(db, made):\n    db.connection.execute(made.text)"),
    ],
)
def test_sql_that_is_built_or_stands_elsewhere_is_named(check, name, text):
    assert check(snippet(name, text))


@pytest.mark.parametrize(
    "text",
    [
        "COLUMNS = 'a, (SELECT t.text FROM text t)'\nQ = statement('x', f'SELECT {COLUMNS} FROM sale')",
        '"""Select a person from a company."""',
        "def begin(connection):\n    connection.execute('BEGIN IMMEDIATE')",
    ],
)
def test_declared_sql_passes(text):
    module = snippet("store.sales", text)
    assert not outside(module) and not built(module)


def probe(name: str, sql: str) -> Statement:
    try:
        return statement(name, sql)
    finally:
        STATEMENTS.pop(name, None)


SLOW = [
    probe("no_index", "SELECT name FROM contact WHERE name = :name"),
    probe("tenant_alone", "SELECT name FROM contact WHERE tenant = :tenant AND department = :name"),
    probe(
        "joined", "SELECT 1 FROM contact c JOIN person p ON p.rank = 1 WHERE c.tenant = :tenant AND c.contact_id = 1"
    ),
]


@pytest.mark.parametrize("slow", SLOW, ids=lambda slow: slow.name)
def test_a_slow_statement_is_named_on_sqlite(sqlite, slow):
    assert slow_on_sqlite(sqlite, slow)


@pytest.mark.postgres
@pytest.mark.parametrize("slow", [SLOW[0], SLOW[2]], ids=lambda slow: slow.name)
def test_a_slow_statement_is_named_on_postgres(postgres, slow):
    assert slow_on_postgres(postgres, slow)


def ordered_aggregates(sql: str) -> bool:
    """SQLite builds a table for every aggregate that is ordered: lists are sorted when they are read."""
    aggregates = sql.split("json_group_array(")[1:]
    return any("ORDER BY" in aggregate.split("FROM")[0] for aggregate in aggregates)


def test_no_aggregate_is_ordered() -> None:
    assert ordered_aggregates("SELECT json_group_array(json_array(a) ORDER BY b) FROM c")
    assert not [name for name, declared in STATEMENTS.items() if ordered_aggregates(declared.sqlite)]
