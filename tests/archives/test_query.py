"""Statements of lists: no value stands in them, every table names its tenant, rows are found by index."""

import random
import re

import pytest

from openkontor.archives import filter, listing, options, plans
from openkontor.archives.columns import Column
from openkontor.archives.plans import Asked
from openkontor.archives.providers import PROVIDERS, Provider
from openkontor.errors import NotBuilt, RequestError
from openkontor.store.compose import Composed
from tests.agents.conftest import NOW, Database
from tests.archives import oracle
from tests.house.test_statements import tenantless

EVERY_LIST_HIDDEN = frozenset(listing.HIDDEN)
PAYLOADS = [
    "'; DROP TABLE contact; --",
    "' OR 1=1 --",
    '" OR ""="',
    "1) OR (1=1",
    "') UNION SELECT secret FROM Credentials --",
    ":tenant",
    ":value_0",
    "%(tenant)s",
    "%s",
    "%%",
    "?",
    "$1",
    "\\'; --",
    "/**/",
    "x' || (SELECT 1) || '",
    "\u0000",
    "\ud7ff",
    "0x1F",
    "1e309",
    "NaN",
    "-9223372036854775809",
    "99999999999999999999",
    "[I:1]; --",
    "each(:ids)",
    "fold(name)",
    "ranked(:x, y)",
    "{}",
    "{0}",
    "%n",
    "\\",
    "'",
    '"',
    "`",
    "a\nb",
    "name",
    "t.name",
    "t.tenant = 2",
]


def composed(provider: Provider, columns: str = "", text: str = "", order: str = "", after: bool = False) -> Composed:
    asked = Asked(provider, options.columns(columns), filter.parse(text), options.order(order))
    made, slots = plans.page(asked._replace(after="x" if after else ""), EVERY_LIST_HIDDEN)
    return made.composed._replace(values=made.composed.values | {f"slot_{n}": v for n, v in enumerate(slots)})


def held(provider: Provider) -> list[Column]:
    columns = (column for column in provider.columns.values() if isinstance(column, Column))
    return [column for column in columns if column.source is not None]


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_table_of_a_list_names_its_tenant(name):
    """A column by itself for each table and way to look there, then all: shown, sorted by, continued behind a row."""
    provider = PROVIDERS[name]
    columns = held(provider)
    by_table = {(type(column.source), column.source.path): column for column in columns}.values()
    for some in [
        *([column] for column in by_table),
        *(columns[first : first + 20] for first in range(0, len(columns), 20)),
    ]:
        names = ",".join(column.name for column in some)
        order = ",".join(column.name for column in some if column.sorts)
        for after in (False, True):
            assert tenantless(composed(provider, names, "", order, after).statement.sqlite) == []


def test_a_list_that_asks_for_more_tables_than_a_database_joins_is_refused(database: Database):
    by_table = {column.source.path: column.name for column in held(PROVIDERS["relation"])}
    assert len(by_table) > plans.MOST_JOINS
    asked = Asked(PROVIDERS["relation"], tuple(by_table.values()), filter.parse(""))
    with pytest.raises(RequestError) as caught:
        database.as_(1, lambda call: listing.find(call, asked))
    assert "fewer columns" in caught.value.detail


def test_a_list_that_forgets_its_tenant_would_be_named():
    text = composed(PROVIDERS["contact"], "email/emailAddress").statement.sqlite
    assert tenantless(text.replace("t1.tenant = :tenant AND ", "")) == ["Email"]


def test_no_value_of_a_filter_stands_in_a_statement():
    for seed in range(300):
        made = oracle.a_filter(random.Random(seed), NOW)
        statement = composed(PROVIDERS["contact"], "name", made.text).statement.sqlite
        literals = set(re.findall(r"'([^']*)'", statement))
        assert literals <= {"", "!"}, made.text
        numbers = set(re.findall(r"(?<![\w.:])\d+(?!\w)", statement))
        assert numbers <= {"0", "1", "2", "3"}, made.text  # kinds of parts, as declared


@pytest.mark.parametrize("option", ["columns", "order", "filter"])
def test_an_unknown_column_is_named(database: Database, option):
    told = {"columns": "", "filter": "", "order": ""} | {option: "nonsense eq 1" if option == "filter" else "nonsense"}
    asked = Asked(PROVIDERS["contact"], options.columns(told["columns"]), filter.parse(told["filter"]),
                  options.order(told["order"]))  # fmt: skip
    with pytest.raises(RequestError) as caught:
        database.as_(1, lambda call: listing.find(call, asked))
    assert "Contact has no column 'nonsense'" in caught.value.detail


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("contactId begins 'x'", "'begins' does not fit the column 'contactId', which is a whole number"),
        ("contactId eq 'abc'", "'abc' is not a whole number, which 'contactId' is compared with"),
        ("name thisWeek", "'within' does not fit the column 'name', which is a text"),
        ("registeredDate eq 'soon'", "'soon' is not a date such as 2024-05-31"),
        ("registeredDate eq '2021-02-30'", "'2021-02-30' is not a date"),
        ("stop eq maybe", "'maybe' is not true or false"),
        ("stop gt 1", "does not fit the column 'stop'"),
        ("contactInterestIds contains 'a'", "does not fit the column 'contactInterestIds'"),
        ("streetAddress/formattedAddress eq 'x'", "cannot be restricted"),
    ],
)
def test_an_operator_or_a_value_that_does_not_fit_is_named(text, problem):
    with pytest.raises(RequestError) as caught:
        composed(PROVIDERS["contact"], "name", text)
    assert problem in caught.value.detail


def test_a_column_without_data_shows_nothing_and_is_not_restricted_or_sorted_by(database: Database):
    asked = Asked(PROVIDERS["contact"], ("saintAmountClass", "contactSource"), filter.parse(""))
    assert database.as_(1, lambda call: listing.find(call, asked)).rows[0].values == (None, None)
    for told in ({"text": "saintAmountClass eq 1"}, {"order": "contactSource"}):
        with pytest.raises(NotBuilt):
            composed(PROVIDERS["contact"], "name", **told)


def test_a_cursor_of_another_order_or_none_at_all_is_refused(database: Database):
    provider = PROVIDERS["contact"]
    for after in ("x", "!!", "bnVsbA", "WyJhIiwxXQ", "W10", "\u00e5"):
        asked = Asked(provider, ("name",), filter.parse(""), options.order("name"), after=after)
        with pytest.raises(RequestError):
            database.as_(1, lambda call, asked=asked: listing.find(call, asked))


def test_a_filter_for_no_rows_finds_none(database: Database):
    for text, number in (("getNoRows=true", 0), ("getAllRows=true", 1), ("getAllRows=true and getNoRows=true", 0)):
        asked = Asked(PROVIDERS["contact"], ("name",), filter.parse(text))
        assert len(database.as_(1, lambda call, a=asked: listing.find(call, a)).rows) == number
