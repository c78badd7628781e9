"""What else a list is asked: which columns, in which order (protocol reference 8.1)."""

import re
from functools import lru_cache
from typing import NamedTuple

from openkontor.archives.tree import SHOWN, refused

LONGEST = 50_000  # characters of a list of columns
MOST_COLUMNS = 500
MOST_ORDERS = 20
BLANKS = " \t\r\n?"  # clients leave blanks after commas and a question mark before the first name
_FUNCTION = re.compile(r"\w+\s*\(")
_COMMA = re.compile(r",(?![^()]*\))")  # those between brackets belong to functions
_MODIFIER = re.compile(r"header|footer|hidedetail|\d+", re.IGNORECASE)


class Order(NamedTuple):
    """A column that rows are sorted by."""

    column: str
    descending: bool = False


@lru_cache(256)
def columns(text: str) -> tuple[str, ...]:
    """Read `$select`: names of columns and functions over them, each once."""
    names: dict[str, None] = {}
    last = ""
    for name in _names(text, "$select", LONGEST, MOST_COLUMNS):
        if _MODIFIER.fullmatch(name) and _FUNCTION.match(last):
            del names[last]  # GroupBy(type):Footer,HideDetail is one function with two modifiers
            name = f"{last}:{name}"
        names[name] = None
        last = name
    return tuple(names)


@lru_cache(256)
def order(text: str) -> tuple[Order, ...]:
    """Read `$orderBy`: `name asc,fullname,category desc`; 400 for another word behind a column."""
    found = []
    for part in _names(text, "$orderBy", LONGEST, MOST_ORDERS):
        name, *direction = part.split()
        word = " ".join(direction).lower()
        if word not in ("", "asc", "desc", "ascending", "descending"):
            raise refused(f"$orderBy: '{word[:SHOWN]}' behind '{name[:SHOWN]}' is neither asc nor desc.")
        found.append(Order(name, word.startswith("desc")))
    return tuple(found)


def wants_totals(text: str) -> bool:
    """Say whether `$options` ask for a last line with the totals of all rows."""
    return "grandtotal=true" in text.lower().replace(" ", "")


def _names(text: str, option: str, longest: int, most: int) -> list[str]:
    if len(text) > longest:
        raise refused(f"{option} is longer than {longest} characters.")
    names = [name for name in (part.strip(BLANKS) for part in _COMMA.split(text)) if name]
    if len(names) > most:
        raise refused(f"{option} names more than {most} columns.")
    return names
