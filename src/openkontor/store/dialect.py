"""Every difference between SQLite and PostgreSQL.

Statements are written once, in the subset both share, with `:name` placeholders and SQLite's
JSON function names. `statement` makes both texts when the module is loaded.
"""

import re
from collections.abc import Callable
from operator import itemgetter
from typing import Any, NamedTuple

SQLITE, POSTGRES = 0, 1

_PLACEHOLDER = re.compile(r"(?<!:):([A-Za-z_][A-Za-z0-9_]*)")
_EACH = re.compile(r"each\((:[A-Za-z_][A-Za-z0-9_]*)\)")
_EACH_TEXT = re.compile(r"each_text\((:[A-Za-z_][A-Za-z0-9_]*)\)")
_FOLD = re.compile(r"fold\(([\w.]+)\)")
_RARE = re.compile(r"rare\(([\w.]+ >= :\w+)\)")
_RANKED = re.compile(r"ranked\((:\w+), ([\w. -]+)\)")


Values = dict[str, Any]


class Statement(NamedTuple):
    """One statement: its text for SQLite, its text for PostgreSQL, its name; and how SQLite is given values.

    By number a value is found faster than by name, by a third of a large insert.
    """

    sqlite: str
    postgres: str
    name: str
    numbered: str  # the text for SQLite with ?1 in place of the first name
    take: Callable[[Values], tuple[Any, ...]]  # the values in the order of those numbers


STATEMENTS: dict[str, Statement] = {}


def statement(name: str, sql: str, postgres: str = "") -> Statement:
    """Declare a statement under a name of its own; `postgres` is its text there where the two differ: full text."""
    if name in STATEMENTS:
        raise ValueError(f"two statements are named {name}")
    declared = _statement(_for_sqlite(_squeezed(sql)), _for_postgres(_squeezed(postgres or sql)), name)
    STATEMENTS[name] = declared
    return declared


def composed(sql: str) -> Statement:
    """Make the statement of a list: what store/compose.py has put together. It may say more than declared ones:

    `fold(column)` is a text without regard to case, `ranked(:places, column)` the place that a JSON object gives
    a number, -1 for none, `rare(column >= :value)` a comparison that holds for few rows: PostgreSQL knows by itself.
    """
    sqlite = _RANKED.sub(r"coalesce(\1 ->> CAST(\2 AS TEXT), -1)", sql)  # fold is a function of the connection
    sqlite = _RARE.sub(r"likelihood(\1, 0.0001)", sqlite)
    postgres = _RARE.sub(r"\1", _RANKED.sub(r"coalesce((\1::jsonb ->> (\2)::text)::integer, -1)", sql))
    postgres = _FOLD.sub(r'(lower(\1 COLLATE "und-x-icu") COLLATE "C")', postgres)
    return _statement(_for_sqlite(sqlite), _for_postgres(postgres), "list")


def _squeezed(sql: str) -> str:
    """Write a statement on one line: with each run its text is looked up among the prepared ones, letter by letter."""
    return " ".join(sql.split())


def _statement(sqlite: str, postgres: str, name: str) -> Statement:
    names = list(dict.fromkeys(_PLACEHOLDER.findall(sqlite)))
    numbers = {named: f"?{number}" for number, named in enumerate(names, start=1)}
    numbered = _PLACEHOLDER.sub(lambda found: numbers[found[1]], sqlite)
    return Statement(sqlite, postgres, name, numbered, _taker(names))


def _taker(names: list[str]) -> Callable[[Values], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: tuple(values[name] for name in names)  # itemgetter gives one value bare


def _for_sqlite(sql: str) -> str:
    """`each(:ids)` is the numbers of a JSON array; row locks are not needed with one writer."""
    sql = _EACH_TEXT.sub(r"each(\1)", sql)
    return _EACH.sub(r"(SELECT value FROM json_each(\1))", sql).replace(" FOR UPDATE", "").replace(" FOR SHARE", "")


def _for_postgres(sql: str) -> str:
    sql = sql.replace("%", "%%")
    sql = sql.replace("json_group_array(", "json_agg(").replace("json_array(", "json_build_array(")
    sql = _EACH_TEXT.sub(r"(SELECT value FROM json_array_elements_text(\1::json))", sql)
    sql = _EACH.sub(r"(SELECT value::integer FROM json_array_elements_text(\1::json))", sql)
    return _PLACEHOLDER.sub(r"%(\1)s", sql)


def full_text(which: int, alternatives: list[list[str]]) -> str:
    """Ask for one of each list of words; one that ends with * is only the beginning of a word.

    Words are letters and digits, so nothing in them means anything to either database.
    """
    if which == SQLITE:
        words = [[f'"{word[:-1]}" *' if word[-1] == "*" else f'"{word}"' for word in one] for one in alternatives]
        return " AND ".join(f"({' OR '.join(one)})" for one in words)
    words = [[f"'{word[:-1]}':*" if word[-1] == "*" else f"'{word}'" for word in one] for one in alternatives]
    return " & ".join(f"({' | '.join(one)})" for one in words)


def ddl_for_postgres(sql: str) -> str:
    """Give a migration's text for PostgreSQL: texts compare byte by byte, as on SQLite."""
    sql = re.sub(r"^-- PostgreSQL: ", "", re.sub(r"^.* -- SQLite$", "", sql, flags=re.MULTILINE), flags=re.MULTILINE)
    sql = re.sub(r"\bBLOB\b", "BYTEA", re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', sql))
    return sql.replace(" WITHOUT ROWID", "")
