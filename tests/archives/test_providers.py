"""Providers have the published columns: each is held, or declared without data, or listed here as not there yet."""

import json
import re

import pytest

from openkontor.archives.columns import Column
from openkontor.archives.providers import PROVIDERS, Provider
from openkontor.store import query
from openkontor.store.migrate import migrations
from tests.house.source import ROOT

# Left out there: user-defined and extra fields, whose names every installation chooses, and parts of parts.
PUBLISHED = json.loads((ROOT / "tests/contract/archives.json").read_text(encoding="utf-8"))
SCHEMA = "\n".join(migrations().values())
TABLES = {
    name.lower(): set(re.findall(r"^    (\w+)", body.lower(), re.MULTILINE))
    for name, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", SCHEMA, re.DOTALL)
}
for table, added in re.findall(r"alter table (\w+) add column (\w+)", SCHEMA.lower()):
    TABLES[table].add(added)
VIEWS = {
    name.lower(): set(re.findall(r"(?:as |\.)(\w+)[,\n]", body.partition("UNION ALL")[0].partition("FROM")[0].lower()))
    for name, body in re.findall(r"CREATE VIEW (\w+) AS\n(.*?);", SCHEMA, re.DOTALL)
}
TABLES |= VIEWS
TABLES["timezone"] = {"zone_id"}  # no table: the numbers of what is in memory
# Published as sorted by, which a column of several values is not.
UNSORTED = {("ContactProjects", "contactId")}


def told(provider: Provider) -> dict[str, object]:
    return {column.name: column for column in provider.columns.values()}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_provider_has_the_published_columns(name):
    published, own = PUBLISHED[name]["columns"], told(PROVIDERS[name.lower()])
    assert not {column for column in published if column not in own}
    for column, (restriction, sorts) in published.items():
        found = own.get(column)
        if isinstance(found, Column) and found.source is not None:
            assert (found.kind.restriction or None) == restriction, column
            assert found.sorts == (sorts and (name, column) not in UNSORTED), column


@pytest.mark.parametrize("name", PUBLISHED)
def test_no_column_is_invented(name):
    published = {column for one in PUBLISHED.values() for column in one["columns"]}  # no provider has them all
    first = {column for column in told(PROVIDERS[name.lower()]) if column.count("/") < 2}
    assert not first - published


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_provider_has_the_published_entities(name):
    assert set(PROVIDERS[name.lower()].entities) == set(PUBLISHED[name]["entities"])


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_source_stands_in_a_table(name):
    provider = PROVIDERS[name]
    for column in provider.columns.values():
        if isinstance(column, Column) and column.source is not None:
            for source in (column.source, *column.also, *filter(None, (column.folded, column.key))):
                for one in parts_of(source):
                    assert stands(one, provider.table), column.name


def parts_of(source: query.Source) -> tuple[query.Source, ...]:
    if isinstance(source, query.Which):
        return source.tests
    if isinstance(source, query.Exchanged):
        return source.amount, query.Stored("rate", source.currency), query.Stored("units", source.currency)
    return (source.first, source.second) if isinstance(source, query.Either) else (source,)


def stands(source: query.Source, table: str) -> bool:
    for join in source.path:
        names = {own for own, _ in join.on} | {own for own, _ in join.fixed}
        if not {other.lower() for _, other in join.on} <= TABLES[table.lower()]:
            return False
        table = join.table
        if not {one.lower() for one in names} <= TABLES[table.lower()]:
            return False
    if isinstance(source, query.Linked | query.Gathered):
        own = {source.column.lower(), source.on[0].lower()} - {""}
        return own <= TABLES[source.table.lower()] and source.on[1].lower() in TABLES[table.lower()]
    if isinstance(source, query.Between):
        return {source.start.lower(), source.end.lower()} <= TABLES[table.lower()]
    columns = source.columns if isinstance(source, query.Spelled) else (source.column,)
    columns = (*columns, source.percent) if isinstance(source, query.Share) else columns
    return {column.lower() for column in columns} <= TABLES[table.lower()]
