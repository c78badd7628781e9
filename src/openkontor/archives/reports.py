"""A list with functions over its columns: the rows they are about are found first, the lines made of them then."""

from typing import Any

from openkontor.archives import aggregates, listing, plans
from openkontor.archives.columns import Column, Pseudo
from openkontor.archives.kinds import INT
from openkontor.archives.listing import LARGEST, Listing, Row
from openkontor.archives.options import Order
from openkontor.archives.plans import Asked
from openkontor.archives.tree import refused
from openkontor.call import Call
from openkontor.carriers.values import Calendar, Moment

MOST_ROWS = 100_000  # that functions are made of


def find(call: Call, asked: Asked) -> Listing:
    """Find the rows of a page that the caller may see, or the lines that functions make of all rows."""
    if any(map(aggregates.parse, asked.columns)):
        return _reported(call, asked)
    return listing.find(call, asked)


def _reported(call: Call, asked: Asked) -> Listing:
    """Find the rows that functions are about, and give the lines these make of them."""
    functions = [one for one in map(aggregates.parse, asked.columns) if one is not None]
    groups = [name for one in functions if one.name == aggregates.GROUP for name in aggregates.leaves(one)]
    names = [name for one in asked.columns for name in _leaves(one)]
    named = {order.column.lower(): order for order in asked.order}
    first = [named.get(name.lower(), Order(name)) for name in dict.fromkeys(groups)]
    order = tuple(dict.fromkeys((*first, *asked.order)))
    inner = asked._replace(columns=tuple(dict.fromkeys(names)), order=order, top=MOST_ROWS + 1, skip=0, after="",
                           counts=False, pages=False)  # fmt: skip
    found = listing.find(call, inner)
    if len(found.keys) > MOST_ROWS:
        raise refused(f"$select: functions are made of at most {MOST_ROWS} rows; restrict the list with $filter.")
    places = {column.name.lower(): place for place, column in enumerate(found.columns)}
    provider = listing.based(inner).provider
    held = (one for one in asked.columns if aggregates.parse(one) or not isinstance(provider.find(one), Pseudo))
    asked = asked._replace(columns=tuple(held))

    def place(name: str) -> int:
        return places[plans.find_column(provider, name, "$select").name.lower()]

    def zone(moment: Moment) -> Any:
        return call.clock if isinstance(moment, Calendar) else call.reference.base_zone

    report = aggregates.Report(asked.columns, place, zone)
    lines = report.lines(found.rows, grand_total=asked.totals)
    skip = _skipped(asked)
    rows = [_row(line) for line in lines[skip : skip + asked.top]]
    following = f"line-{skip + asked.top}" if asked.pages and len(lines) > skip + asked.top else ""
    columns = tuple(
        Column(name, INT, None) if aggregates.parse(name) else found.columns[place(name)] for name in asked.columns
    )
    values = [[row.values[number] for row in rows] for number in range(len(columns))]
    return Listing(
        asked.provider,
        columns,
        [row.key for row in rows],
        [row.entity for row in rows],
        values,
        following,
        len(lines) if asked.counts else -1,
        raw=values,
        rights=[row.right for row in rows],
        links=[row.link for row in rows],
    )


def _leaves(name: str) -> tuple[str, ...]:
    function = aggregates.parse(name)
    return (name,) if function is None else tuple(aggregates.leaves(function))


def _skipped(asked: Asked) -> int:
    """Where the page begins, in lines."""
    if not asked.after:
        return min(asked.skip, LARGEST)
    number = asked.after.removeprefix("line-")
    if not (asked.after != number and number.isascii() and number.isdigit() and len(number) < 10):
        raise refused("$skiptoken is not one of a list with these functions; begin with its first page.")
    return int(number)


def _row(line: aggregates.Line) -> Row:
    if line.row is None:
        return Row(line.number, line.kind, line.values)
    row: Row = line.row
    return row._replace(values=line.values)
