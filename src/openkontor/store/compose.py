"""Lists: what is asked of declared columns becomes one statement, in the subset both databases share.

This is the one place that puts SQL together while requests run. Names of tables and columns come from
declarations alone (archives/), every value is bound, every table is compared with the tenant, and what the
caller may not see is left out by the statement itself (docs/decisions/0015).
"""

from typing import Any, NamedTuple

from openkontor.store.dialect import Statement, composed
from openkontor.store.query import (
    ALWAYS,
    All,
    Among,
    Any_,
    Apart,
    Between,
    Compare,
    Condition,
    Either,
    Exchanged,
    Form,
    Gathered,
    Given,
    Guard,
    Like,
    Linked,
    Matching,
    Missing,
    Opposite,
    Parent,
    Path,
    Positive,
    Query,
    Share,
    Slot,
    Sort,
    Source,
    Spelled,
    Stored,
    Which,
    Worded,
)
from openkontor.store.visible_for import own_or_named


class Composed(NamedTuple):
    """A statement with the values it is to be run with, by name; the list's own limits come in addition."""

    statement: Statement
    values: dict[str, Any]
    joins: int  # rows beside the listed one


VERSION = "(SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant)"


def rows(query: Query) -> Composed:
    """Compose the statement of a page: version, key, what sorts the rows, what is shown; :skip and :top limit it."""
    made = _Composer(query)
    keys = [made.sorted_by(sort) for sort in query.order]
    key = f"t.{query.key}"
    shown = [made.shown(source) for source in query.select]
    where = made.where()
    if query.after:
        where += f" AND {_behind([*keys, key], query.order)}"
    last = query.order[-1].descending if query.order else False
    order = [f"{text}{_direction(sort.descending)}" for text, sort in zip(keys, query.order, strict=True)]
    order = list(dict.fromkeys([*order, key + _direction(last)]))
    text = (
        f"SELECT {', '.join([VERSION, key, *keys, *shown])} FROM {made.table()} t{made.joins()}"
        f" WHERE {where} ORDER BY {', '.join(order)} LIMIT :top OFFSET :skip"
    )
    return Composed(composed(text), made.values, made.beside)


def count(query: Query) -> Composed:
    """Compose the statement that counts a list's rows, after the version."""
    made = _Composer(query)
    where = made.where()
    text = f"SELECT {VERSION}, count(*) FROM {made.table()} t{made.joins()} WHERE {where}"
    return Composed(composed(text), made.values, made.beside)


def _behind(keys: list[str], order: tuple[Sort, ...]) -> str:
    """What follows the row whose values are :after_0 …; one comparison of rows where all go the same way."""
    bound = [f":after_{number}" for number in range(len(keys))]
    descending = [sort.descending for sort in order]
    descending.append(descending[-1] if descending else False)
    # Said once more of the first key alone: SQLite finds only plain columns by a comparison of rows.
    first = f"{keys[0]} {'<' if descending[0] else '>'}= {bound[0]} AND " if "(" in keys[0] else ""
    if len(set(descending)) == 1:
        return f"{first}({', '.join(keys)}) {'<' if descending[0] else '>'} ({', '.join(bound)})"
    alternatives = []
    for number, key in enumerate(keys):
        same = [f"{keys[earlier]} = {bound[earlier]}" for earlier in range(number)]
        beyond = f"{key} {'<' if descending[number] else '>'} {bound[number]}"
        alternatives.append(" AND ".join([*same, beyond]))
    return f"{first}({' OR '.join(f'({one})' for one in alternatives)})"


def _direction(descending: bool) -> str:
    return " DESC" if descending else ""


class _Composer:
    """Puts one statement together: gives every row beside the listed one a name, every value a placeholder."""

    def __init__(self, query: Query):
        self._query = query
        self._names: dict[Path, str] = {(): "t"}
        self._parents = 0
        self.values: dict[str, Any] = {}

    def where(self) -> str:
        query = self._query
        parts = ["t.tenant = :tenant", *self._seen("t", query.guard)]
        parts += [self._condition(query.where)] if query.where != ALWAYS else []
        return " AND ".join(parts)

    @property
    def beside(self) -> int:
        """How many rows stand beside the listed one."""
        return len(self._names) - 1

    def table(self) -> str:
        """The listed rows; what is in memory is a row for each number it is known by."""
        query = self._query
        if not query.numbers:
            return query.table
        each = f"each({self._bind(query.numbers)})"
        return f"(SELECT v.tenant, n.value AS {query.key} FROM tenant v JOIN {each} n ON v.tenant = :tenant)"

    def joins(self) -> str:
        """The rows beside the listed one that were named while the rest was put together."""
        return "".join(self._join(path, name) for path, name in self._names.items() if path)

    def _join(self, path: Path, name: str) -> str:
        join, above = path[-1], self._names[path[:-1]]
        parts = [f"{name}.tenant = :tenant"]
        parts += [f"{name}.{own} = {above}.{other}" for own, other in join.on]
        parts += [f"{name}.{column} = {number:d}" for column, number in join.fixed]
        parts += self._seen(name, join.guard)
        return f" {'' if join.inner else 'LEFT '}JOIN {join.table} {name} ON {' AND '.join(parts)}"

    def _seen(self, name: str, guard: Guard) -> list[str]:
        """What must hold for a row to be there for the caller."""
        parts = [f"{name}.DeletedDate IS NULL"] if guard.living else []
        if guard.hidden in self._query.hidden:
            parts.append(f"coalesce({name}.{guard.owner}, 0) NOT IN each(:{guard.hidden})")
        if guard.eyes is not None:
            parts.append(own_or_named(name, guard.owner, *guard.eyes))
        return [*parts, *(f"({' OR '.join(self._part(name, one) for one in group)})" for group in guard.parents)]

    def _part(self, name: str, parent: Parent) -> str:
        self._parents += 1
        above = f"g{self._parents}"
        parts = [f"{above}.tenant = :tenant", f"{above}.{parent.key} = {name}.{parent.column}"]
        text = " AND ".join([*parts, *self._seen(above, parent.guard)])
        found = f"(SELECT 1 FROM {parent.table} {above} WHERE {text} LIMIT 1) = 1"
        if parent.when is None:
            return f"{name}.{parent.column} IS NULL OR {found}"
        column, low, high = parent.when
        return f"({name}.{column} BETWEEN {low:d} AND {high:d} AND {found})"

    def _name(self, path: Path) -> str:
        if path not in self._names:
            self._name(path[:-1])
            self._names[path] = f"t{len(self._names)}"
        return self._names[path]

    def _bind(self, value: Any) -> str:
        if isinstance(value, Slot):
            return f":slot_{value.number}"
        name = f"value_{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def shown(self, source: Source) -> str:
        if isinstance(source, Linked):
            on = self._linked(source)
            return f"(SELECT json_group_array(x.{source.column}) FROM {source.table} x WHERE {on})"
        return self._expression(source, "plain")

    def sorted_by(self, sort: Sort) -> str:
        if sort.ranks is not None:
            text = self._expression(sort.source, "plain")
            return f"ranked({self._bind(sort.ranks)}, {text})"
        return self._filled(sort.source, sort.form)

    def _filled(self, source: Source, form: Form) -> str:
        text = self._expression(source, form)
        if isinstance(source, Stored) and source.always and not source.path:
            return text
        return f"coalesce({text}, {_empty(form)})"

    def _linked(self, source: Linked) -> str:
        own, above = source.on
        return f"x.tenant = :tenant AND x.{own} = {self._name(source.path)}.{above}"

    def _expression(self, source: Source, form: Form) -> str:
        if isinstance(source, Either):
            return f"coalesce({self._expression(source.first, form)}, {self._expression(source.second, form)})"
        if isinstance(source, Which):
            tests = (self._expression(one, "plain") for one in source.tests)
            cases = " ".join(f"WHEN {test} = 1 THEN {number:d}" for number, test in enumerate(tests, start=1))
            return f"CASE {cases} ELSE 0 END"
        if isinstance(source, Exchanged):
            amount, worth = self._expression(source.amount, "plain"), self._name(source.currency)
            return f"({amount} * coalesce({worth}.rate / nullif({worth}.units, 0), 1))"
        if isinstance(source, Gathered):
            return self._gathered(source)
        name = self._name(source.path)
        if isinstance(source, Share):
            return f"({name}.{source.column} * {name}.{source.percent} / 100.0)"
        if isinstance(source, Between):
            return f"(({name}.{source.end} - {name}.{source.start}) / 1000000)"
        if isinstance(source, Spelled):
            return self._spelled(name, source, form)
        if isinstance(source, Positive):
            return f"CASE WHEN {name}.{source.column} > 0 THEN 1 ELSE 0 END"
        if isinstance(source, Matching):
            return f"CASE WHEN {name}.{source.column} = {source.number:d} THEN 1 ELSE 0 END"
        if isinstance(source, Given):
            return f"CASE WHEN {name}.{source.column} IS NOT NULL THEN 1 ELSE 0 END"
        if isinstance(source, Worded):
            return f"CASE WHEN {name}.{source.column} <> '' THEN 1 ELSE 0 END"
        if isinstance(source, Apart):
            number = f"{name}.{source.column}"
            return f"CASE WHEN {name}.{source.filled} IS NULL THEN {number} ELSE -{number} END"
        column = f"{name}.{source.column}"
        return f"fold({column})" if form == "text" else column

    def _gathered(self, source: Gathered) -> str:
        """What rows beside the listed one come to. With EXISTS, PostgreSQL might read all of them once for all rows."""
        own, above = source.on
        parts = ["x.tenant = :tenant", f"x.{own} = {self._name(source.path)}.{above}", *self._seen("x", source.guard)]
        around, self._names = self._names, {(): "x"}
        parts += [self._condition(part) for part in source.where]
        assert len(self._names) == 1, f"{source.table} is asked about more than its own columns"
        self._names = around
        rows = f"FROM {source.table} x WHERE {' AND '.join(parts)}"
        if source.made == "any":
            return f"coalesce((SELECT 1 {rows} LIMIT 1), 0)"
        return f"(SELECT {source.made}({f'x.{source.column}' if source.column else '*'}) {rows})"

    def _spelled(self, name: str, source: Spelled, form: Form) -> str:
        texts = [f"fold({name}.{column})" if form == "text" else f"{name}.{column}" for column in source.columns]
        text = texts[0]
        separator = self._bind(source.separator)
        for more in texts[1:]:
            both = f"{text} || {separator} || {more}"
            text = f"CASE WHEN {more} = '' THEN {text} WHEN {text} = '' THEN {more} ELSE {both} END"
        return text

    def _condition(self, condition: Condition) -> str:
        if isinstance(condition, (All, Any_)):
            return self._several(condition)
        if isinstance(condition, Opposite):
            return f"(({self._condition(condition.part)}) IS NOT TRUE)"
        source = condition.source
        if isinstance(source, Linked):
            return self._any_linked(source, condition)
        if isinstance(condition, Missing):
            return f"{self._expression(source, 'plain')} IS NULL"
        if isinstance(condition, Compare) and condition.empty:
            return f"{self._filled(source, condition.form)} {condition.sign} {self._bind(condition.value)}"
        text = self._expression(source, condition.form)
        if isinstance(condition, Like):
            return f"{text} LIKE {self._bind(condition.pattern)} ESCAPE '!'"
        if isinstance(condition, Among):
            each = "each_text" if condition.form in ("text", "folded") else "each"
            return f"{text} IN {each}({self._bind(condition.values)})"
        compared = f"{text} {condition.sign} {self._bind(condition.value)}"
        return f"rare({compared})" if condition.rare and isinstance(source, Stored) else compared

    def _several(self, condition: All | Any_) -> str:
        if not condition.parts:
            return "1 = 1" if isinstance(condition, All) else "1 = 0"
        word = " AND " if isinstance(condition, All) else " OR "
        return f"({word.join(self._condition(part) for part in condition.parts)})"

    def _any_linked(self, source: Linked, condition: Condition) -> str:
        assert isinstance(condition, Among)
        among = f"x.{source.column} IN each({self._bind(condition.values)})"
        if source.drives:
            own, above = source.on
            found = f"SELECT x.{own} FROM {source.table} x WHERE x.tenant = :tenant AND {among}"
            return f"{self._name(source.path)}.{above} IN ({found})"
        return f"EXISTS (SELECT 1 FROM {source.table} x WHERE {self._linked(source)} AND {among})"


def _empty(form: Form) -> str:
    return "''" if form in ("text", "folded") else "0"
