"""A change that leaves a company's keys alone must not write its indexes anew."""

import re

import apsw

from openkontor.store.contacts import UPDATE_BUT_KEYS, UPDATE_CONTACT
from openkontor.store.dialect import Statement
from openkontor.store.migrate import migrations

ALWAYS = {"updated", "indexed"}  # a save is stamped, and its words are looked at again


def changed(statement: Statement) -> set[str]:
    return set(re.findall(r"(\w+) =", statement.sqlite.partition(" WHERE ")[0])) - {"same_words"}


def indexed() -> set[str]:
    connection = apsw.Connection(":memory:")
    for text in migrations().values():
        connection.execute(text)
    indexes = [row[1] for row in connection.execute("PRAGMA index_list(contact)")]
    columns = {row[2] for name in indexes for row in connection.execute(f"PRAGMA index_info({name})")}
    return columns - {"tenant", "contact_id"}


def test_only_the_large_statement_writes_indexed_columns():
    assert changed(UPDATE_BUT_KEYS) & indexed() == ALWAYS
    assert indexed() <= changed(UPDATE_CONTACT)
    assert changed(UPDATE_CONTACT) - changed(UPDATE_BUT_KEYS) == (indexed() - ALWAYS) | {
        "name"
    }  # of which only the folded one is
