"""The filter language: the text of `$filter` becomes a tree (protocol reference 8.3).

    filter   = parts joined by `or`, of parts joined by `and`, with `not` and brackets
    term     = column operator [value], function(column, …) [eq true|false]
    value    = 'text' or "text", a bare word, or several in brackets

Words in any case; what cannot be read is a 400 that shows the place.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from openkontor.archives.tree import (
    DEEPEST,
    EVERYTHING,
    LONGEST,
    MOST_TERMS,
    MOST_VALUES,
    NO_VALUE,
    ONE,
    PERHAPS_ONE,
    SEVERAL,
    SHOWN,
    STRETCHES,
    SUCH_AS,
    TWO,
    WORDS,
    AllOf,
    AnyOf,
    Not,
    Operator,
    Stretch,
    Term,
    Tree,
    Value,
    refused,
    takes,
    within,
)
from openkontor.errors import RequestError

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<quoted>'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*")
        | (?P<mark>[(),])
        | (?P<sign><=|>=|<>|!=|==|[=<>])
        | (?P<encoded>\[[A-Z]{1,2}:[^\]]*\])
        | (?P<word>(?:[^\s()'"=<>!,]|(?<=[.])\(\w+->\w+\))+)
        | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)|(['\"])\2", re.DOTALL)
UNITS = ("day", "week", "month", "quarter", "half", "year")
FARTHEST = 10_000  # units from today
# Function -> first and last unit from the present one, of a step of n.
PERIODS = {
    "this": (0, 0),
    "next": (1, 1),
    "previous": (-1, -1),
    "thisandnext": (0, 1),
    "thisandprevious": (-1, 0),
    "thisandpreviousandnext": (-1, 1),
}
TEXT_FUNCTIONS = {"startswith": Operator.BEGINS, "endswith": Operator.ENDS, "contains": Operator.CONTAINS}
TYPES = ("datetime", "datetimeoffset", "date", "time", "guid", "decimal")  # before a value, as OData 3 has them
SAME_LETTERS = ("tolower", "toupper", "trim")  # of a column: letters compare without regard to case anyway


class Token(NamedTuple):
    """One piece of a filter."""

    kind: str
    text: str
    place: int


@lru_cache(512)
def parse(text: str) -> Tree:
    """Read a filter; an empty one restricts nothing. 400 when it cannot be read, is too long or too deep."""
    if len(text) > LONGEST:
        raise refused(f"$filter is longer than {LONGEST} characters.")
    if "\0" in text:
        raise refused("$filter holds a character of number 0, which no text can.")
    if not text.strip():
        return EVERYTHING
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str):
        self._text = text
        self._tokens = self._scan()
        self._next = 0
        self._depth = 0
        self._terms = 0

    def parse(self) -> Tree:
        tree = self._either()
        if self._peek().kind != "end":
            raise self._expected("and, or, or the end")
        return tree

    def _scan(self) -> list[Token]:
        tokens: list[Token] = []
        place = 0
        while not tokens or tokens[-1].kind != "end":
            found = _TOKEN.match(self._text, place)
            if found is None or found.lastgroup is None:
                rest = len(self._text) - len(self._text[place:].lstrip())
                problem = "a quotation mark is not closed" if self._text[rest] in "'\"" else "this cannot be read"
                raise self._error(problem, rest)
            tokens.append(Token(found.lastgroup, found[found.lastgroup], found.start(found.lastgroup)))
            place = found.end()
        return tokens

    def _peek(self, ahead: int = 0) -> Token:
        return self._tokens[min(self._next + ahead, len(self._tokens) - 1)]

    def _take(self) -> Token:
        token = self._peek()
        self._next += 1
        return token

    def _is(self, word: str, ahead: int = 0) -> bool:
        token = self._peek(ahead)
        return token.kind in ("word", "mark") and token.text.lower() == word

    def _taken(self, word: str) -> bool:
        found = self._is(word)
        self._next += found
        return found

    def _error(self, problem: str, place: int, advice: str = "") -> RequestError:
        return refused(f"$filter, character {place + 1}: {problem}: {around(self._text, place)}{advice}")

    def _expected(self, what: str) -> RequestError:
        return self._error(f"{what} is expected", self._peek().place)

    def _either(self) -> Tree:
        parts = [self._every()]
        while self._taken("or"):
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _every(self) -> Tree:
        parts = [self._one()]
        while self._taken("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _one(self) -> Tree:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(f"brackets are nested more than {DEEPEST} deep", self._peek().place)
        tree = self._negated() if self._is("not") else self._bracket() if self._is("(") else self._term()
        self._depth -= 1
        return tree

    def _negated(self) -> Tree:
        self._take()
        return Not(self._one())

    def _bracket(self) -> Tree:
        self._take()
        tree = self._either()
        self._close()
        return tree

    def _close(self) -> None:
        if not self._taken(")"):
            raise self._expected("a closing bracket")

    def _term(self) -> Tree:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self._error(f"there are more than {MOST_TERMS} terms", self._peek().place)
        name = self._peek().text.lower()
        if self._is("(", 1) and name in (*PERIODS, *TEXT_FUNCTIONS, "substringof"):
            return self._truth(self._function())
        place = self._peek().place
        column = self._column()
        operator = self._peek()
        if operator.kind not in ("word", "sign"):
            raise self._expected(f"an operator after '{column}'")
        word = operator.text.lower()
        if word in STRETCHES:
            self._take()
            return Term(column, Operator.WITHIN, within(STRETCHES[word]), around(self._text, place))
        if word not in WORDS:
            raise self._error(f"'{operator.text[:SHOWN]}' is not an operator", operator.place, SUCH_AS)
        self._take()
        return Term(column, WORDS[word], self._values(WORDS[word], operator), around(self._text, place))

    def _column(self) -> str:
        token = self._peek()
        if token.kind == "word" and self._is("(", 1) and token.text.lower() in SAME_LETTERS:
            self._next += 2
            column = self._column()
            self._close()
            return column
        if token.kind != "word" or token.text.lower() in ("and", "or"):
            raise self._expected("a column")
        return self._take().text

    def _values(self, operator: Operator, written: Token) -> tuple[Value, ...]:
        wanted = takes(operator)
        if wanted == NO_VALUE or (wanted == PERHAPS_ONE and not self._is_value()):
            return ()
        values = self._list() if self._is("(") else self._plain(wanted)
        fits = {ONE: len(values) == 1, PERHAPS_ONE: len(values) == 1, TWO: len(values) == 2}.get(wanted, True)
        if not fits:
            raise self._error(f"'{written.text}' takes {wanted}", written.place)
        return values

    def _is_value(self) -> bool:
        token = self._peek()
        return token.kind in ("quoted", "encoded") or (token.kind == "word" and token.text.lower() not in ("and", "or"))

    def _plain(self, wanted: str) -> tuple[Value, ...]:
        """One value without brackets; two as in `between 1, 5` and `between 1 and 5`, several as in `in 1, 2, 3`."""
        values = [self._value()]
        while (wanted == SEVERAL and self._taken(",")) or (
            wanted == TWO and len(values) < 2 and (self._taken(",") or self._taken("and"))
        ):
            values.append(self._value())
            self._demand_few(values)
        return tuple(values)

    def _demand_few(self, values: list[Value]) -> None:
        if len(values) > MOST_VALUES:
            raise self._error(f"there are more than {MOST_VALUES} values in one list", self._peek().place)

    def _list(self) -> tuple[Value, ...]:
        self._take()
        values: list[Value] = []
        while not self._taken(")"):
            values.append(self._value(in_list=True))
            self._demand_few(values)
            if not self._taken(",") and not self._is(")"):
                raise self._expected("a comma or a closing bracket")
        return tuple(values)

    def _value(self, *, in_list: bool = False) -> Value:
        if self._peek().text.lower() in TYPES and self._peek(1).kind == "quoted":
            self._take()  # OData writes datetime'2024-05-31T12:30:00'
        token = self._peek()
        if token.kind == "quoted":
            return Value(_unquoted(self._take().text), quoted=True)
        if token.kind == "encoded" or (token.kind == "word" and (in_list or self._is_value())):
            return Value(self._take().text)
        raise self._expected("a value")

    def _function(self) -> Tree:
        """`startswith(name, 'a')`, `substringof('a', name)`, `this(date, week)`, `next(date, 2, month)`."""
        place = self._peek().place
        name = self._take().text.lower()
        self._take()
        if name == "substringof":
            value = self._value()
            self._comma()
            column, operator = self._column(), Operator.CONTAINS
            values: tuple[Value, ...] = (value,)
        else:
            column = self._column()
            self._comma()
            operator = TEXT_FUNCTIONS.get(name, Operator.WITHIN)
            values = (self._value(),) if name in TEXT_FUNCTIONS else within(self._period(name))
        self._close()
        return Term(column, operator, values, around(self._text, place))

    def _comma(self) -> None:
        if not self._taken(","):
            raise self._expected("a comma")

    def _period(self, name: str) -> Stretch:
        count, token = 1, self._peek()
        if token.text.isascii() and token.text.isdigit() and len(token.text) < 6:
            count = int(self._take().text)
            self._comma()
        unit = self._value().text.lower()
        unit = unit.removesuffix("s") if unit not in UNITS else unit
        if unit not in UNITS or not 0 < count <= FARTHEST:
            raise self._error(f"a count up to {FARTHEST} and one of {', '.join(UNITS)} is expected", token.place)
        first, last = PERIODS[name]
        return unit, -count if first < 0 else first, count if last > 0 else last

    def _truth(self, tree: Tree) -> Tree:
        """OData writes `startswith(name, 'a') eq true`."""
        token = self._peek()
        if token.text.lower() not in ("eq", "=", "==", "ne", "<>", "!=") or token.kind not in ("word", "sign"):
            return tree
        self._take()
        said = self._value().text.lower()
        if said not in ("true", "false", "1", "0"):
            raise self._error("true or false is expected", token.place)
        is_so = (said in ("true", "1")) == (token.text.lower() in ("eq", "=", "=="))
        return tree if is_so else Not(tree)


def around(text: str, place: int) -> str:
    """Show a place in a text, with what stands before and after it."""
    before, after = text[max(0, place - SHOWN) : place], text[place : place + SHOWN]
    left, right = "…" if place > SHOWN else "", "…" if place + SHOWN < len(text) else ""
    return f"{left}{before}»{after}{right}"


def _unquoted(text: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or found[2], text[1:-1])
