"""What follows from a question but not from who asks it, when, and for which values: kept, and found by its shape."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from openkontor.archives.columns import Column, Pseudo
from openkontor.archives.hints import meant
from openkontor.archives.kinds import truth
from openkontor.archives.options import Order
from openkontor.archives.providers import Provider
from openkontor.archives.tree import AllOf, AnyOf, Not, Term, Tree, refused
from openkontor.errors import NotBuilt
from openkontor.store import compose, query
from openkontor.store.compose import Composed
from openkontor.store.query import (
    All,
    Among,
    Any_,
    Compare,
    Condition,
    Guard,
    Like,
    Opposite,
    Query,
    Slot,
    Sort,
    Stored,
)

MOST_JOINS = 50  # SQLite joins 64 tables; a view may bring some of its own


class Asked(NamedTuple):
    """What somebody wants listed."""

    provider: Provider
    columns: tuple[str, ...]
    tree: Tree
    order: tuple[Order, ...] = ()
    entities: tuple[str, ...] = ()
    top: int = 1000
    skip: int = 0
    after: str = ""  # where the page before ended
    counts: bool = False  # how many rows there are in all is wanted too
    pages: bool = True  # where the next page begins is wanted too
    rights: bool = False  # what the caller may do with each row is wanted too
    raw: bool = False  # the numbers behind names are wanted too
    totals: bool = False  # a last line with what functions have made of all rows is wanted too


class Shown(NamedTuple):
    """How a column's value is made: of which of the statement's values, by which function."""

    first: int
    end: int
    make: Callable[..., Any] | None
    is_known: bool  # of the number of an item of reference data, and nothing else


class Plan(NamedTuple):
    """What follows from the question alone."""

    composed: Composed
    columns: tuple[Column, ...]
    shown: tuple[Shown, ...]
    sorts: tuple[Sort, ...]
    marked: int  # where among the statement's values stands which of its provider's entities a row is; 0: nowhere
    key: int  # where the key stands that is told
    owner: int  # where the row's owner stands; 0: nowhere


PLANS: dict[Any, Any] = {}
MOST_PLANS = 1024


def page(asked: Asked, hidden: frozenset[str]) -> tuple[Plan, list[Any]]:
    """Give the plan of a page, and the values of its filter; plans are kept whatever these are."""
    return _asked_before(asked._replace(top=0, skip=0, after="-" if asked.after else ""), hidden)


@lru_cache(256)
def _asked_before(asked: Asked, hidden: frozenset[str]) -> tuple[Plan, list[Any]]:
    """The same for whoever asks for the same, as most programs do again and again; some values come later."""
    return _kept(asked, hidden, asked.columns, asked.order, asked.rights, bool(asked.after))


def count(asked: Asked, hidden: frozenset[str]) -> tuple[Composed, list[Any]]:
    """Give the statement that counts a list's rows, and the values of its filter."""
    return _kept(asked, hidden)


def _kept(asked: Asked, hidden: frozenset[str], *further: Any) -> tuple[Any, list[Any]]:
    where, guard = _where(asked)
    values: list[Any] = []
    key = (asked.provider, guard, hidden, shape(where, values), *further)
    made = PLANS.get(key)
    if made is None:
        if len(PLANS) >= MOST_PLANS:
            PLANS.clear()
        slots = slotted(where, iter(range(len(values))))
        asking = Query(asked.provider.table, asked.provider.key, (), slots, guard=guard, hidden=hidden)
        asking = asking._replace(numbers=asked.provider.numbers())
        made = PLANS[key] = _page(asked, asking) if further else _joinable(compose.count(asking))
    return made, values


def _page(asked: Asked, asking: Query) -> Plan:
    columns = tuple(find_column(asked.provider, name, "$select") for name in asked.columns or asked.provider.default)
    shown_columns = tuple(dict.fromkeys(column for column in columns if isinstance(column, Column)))
    sorts = _sorts(asked)
    select: list[query.Source] = []
    shown = []
    for column in shown_columns:
        first = 2 + len(sorts) + len(select)
        select += [column.source, *column.also] if column.source is not None else []
        end = 2 + len(sorts) + len(select)
        shown.append(Shown(first, end, _show(column), column.kind.is_known and end == first + 1))
    provider = asked.provider
    owner = provider.owner if asked.rights else None
    places = []
    for source in (provider.marked, provider.shown_key, owner):
        places.append(2 + len(sorts) + len(select) if source is not None else 0)
        select += [source] if source is not None else []
    marked, key, owner_place = places
    made = compose.rows(asking._replace(select=tuple(select), order=sorts, after=bool(asked.after)))
    return Plan(_joinable(made), shown_columns, tuple(shown), sorts, marked, key or 1, owner_place)


def _joinable(made: Composed) -> Composed:
    if made.joins > MOST_JOINS:
        raise refused("The list needs more tables at once than the database joins; ask for fewer columns.")
    return made


def _show(column: Column) -> Callable[..., Any] | None:
    """A value that is always stored as it is shown needs no function."""
    source = column.source
    is_stored = isinstance(source, Stored) and source.always and not source.path
    return None if is_stored and column.kind.as_stored else column.kind.show or _null


def _null(reference: Any) -> None:
    return None


def _where(asked: Asked) -> tuple[Condition, Guard]:
    """Which rows are meant, and which of them the caller may see."""
    provider = asked.provider
    parts = [provider.rows, *_entities(asked), condition(provider, asked.tree)]
    names = set(named(asked.tree))
    if provider.once is not None and not any(name.startswith(provider.once[0]) for name in names):
        parts.append(provider.once[1])
    guard = provider.guard._replace(living=False) if names & provider.deletion else provider.guard
    wanted = [part for part in parts if part != query.ALWAYS]
    return wanted[0] if len(wanted) == 1 else All(tuple(wanted)), guard


def _entities(asked: Asked) -> tuple[Condition, ...]:
    """Leave out the rows that are something else than what was asked for."""
    provider, wanted = asked.provider, {name.lower() for name in asked.entities}
    chosen = [number for number, name in enumerate(provider.entities) if name.lower() in wanted]
    if not wanted or len(chosen) == len(provider.entities) or (chosen and provider.marked is None):
        return ()
    if not chosen or provider.marked is None:
        return (query.NEVER,)
    return (Any_(tuple(Compare(provider.marked, "=", number) for number in chosen)),)


def named(tree: Tree) -> Iterator[str]:
    """The columns a filter names, in lower case."""
    if isinstance(tree, Term):
        yield tree.column.lower()
    else:
        for part in (tree.part,) if isinstance(tree, Not) else tree.parts:
            yield from named(part)


def condition(provider: Provider, tree: Tree) -> Condition:
    """Give what a filter asks of a provider's rows; 400 for a column or an operator that it does not have."""
    if isinstance(tree, AllOf):
        return All(tuple(condition(provider, part) for part in tree.parts))
    if isinstance(tree, AnyOf):
        return Any_(tuple(condition(provider, part) for part in tree.parts))
    if isinstance(tree, Not):
        return Opposite(condition(provider, tree.part))
    column = find_column(provider, tree.column, "$filter")
    if isinstance(column, Pseudo):
        return column.condition if not tree.values or truth(tree) else query.ALWAYS
    if not column.restricts:
        raise refused(f"The column '{column.name}' cannot be restricted: {tree.place}")
    _demand_held(provider, column)
    return column.kind.condition(column, tree)


def _sorts(asked: Asked) -> tuple[Sort, ...]:
    """What a list is sorted by before its key: what was asked for, and what its provider adds."""
    sorts = [_sort(asked.provider, order) for order in asked.order]
    last = sorts[-1].descending if sorts else False
    return (*sorts, *(Sort(tie, "number", last) for tie in asked.provider.ties))


def _sort(provider: Provider, order: Order) -> Sort:
    column = find_column(provider, order.column, "$orderBy")
    if isinstance(column, Pseudo):
        raise refused(f"$orderBy: the column '{column.name}' cannot be sorted by.")
    _demand_held(provider, column)
    if not column.sorts:
        raise refused(f"$orderBy: the column '{column.name}' cannot be sorted by.")
    return column.kind.sort(column, order.descending)


def _demand_held(provider: Provider, column: Column) -> None:
    if column.source is None:
        raise NotBuilt(
            f"The column '{column.name}' of {provider.name} is known, but this server has no data for it yet."
        )


def find_column(provider: Provider, name: str, option: str) -> Column | Pseudo:
    """Find a column of a provider; 400 naming the option and the column when there is none."""
    found = provider.find(name)
    if found is None:
        known = (column.name for column in provider.columns.values())
        raise refused(f"{option}: {provider.name} has no column '{name[:100]}'.{meant(name, known)}")
    return found


# The shape of a filter


def shape(condition: Condition, values: list[Any]) -> tuple[Any, ...]:
    """Give what a condition's text depends on, and add the values that it does not depend on, in order."""
    kind = type(condition)
    if isinstance(condition, (All, Any_)):
        return (kind, *(shape(part, values) for part in condition.parts))
    if isinstance(condition, Opposite):
        return kind, shape(condition.part, values)
    source = (kind, type(condition.source), condition.source)
    if isinstance(condition, Compare):
        values.append(condition.value)
        return *source, condition.sign, condition.form, condition.empty, condition.rare
    if isinstance(condition, Like):
        values.append(condition.pattern)
        return *source, condition.form
    if isinstance(condition, Among):
        values.append(condition.values)
        return *source, condition.form
    return source


def slotted(condition: Condition, numbers: Iterator[int]) -> Condition:
    """Give the same condition with slots in the place of its values, in the order of `shape`."""
    if isinstance(condition, (All, Any_)):
        return type(condition)(tuple(slotted(part, numbers) for part in condition.parts))
    if isinstance(condition, Opposite):
        return Opposite(slotted(condition.part, numbers))
    if isinstance(condition, Compare):
        return condition._replace(value=Slot(next(numbers)))
    if isinstance(condition, Like):
        return condition._replace(pattern=Slot(next(numbers)))
    return condition._replace(values=Slot(next(numbers))) if isinstance(condition, Among) else condition
