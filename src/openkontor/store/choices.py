"""Lists of choices in memory: items, headings above them, groups that do not see them, lists of one's own.

Part of the reference data: read whole when its version has changed, in the language of the caller.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.list_tables import TABLES, ListTable, read_every

Speak = Callable[[str], str]  # a stored text -> the text in the language of the caller

OWN_LIST = "udlist"  # the MDO name of a list of one's own is this and its id
NUMBER = re.compile("-?[0-9]{1,10}")  # of a list, as a name
OWN_FROM = 1000  # ids of lists of one's own are larger; smaller ones are numbers of tables

READ_LISTS = read_every()
READ_OWN_ITEMS = statement(
    "read_own_list_items",
    """SELECT UDListDefinition_id, UDList_id, name, rank, tooltip, deleted, 0, 0 FROM UDList
    WHERE tenant = :tenant ORDER BY 1, 4, 2""",
)
READ_LIST_DEFINITIONS = statement(
    "read_list_definitions",
    """SELECT UDListDefinition_id, name, rank, tooltip, deleted, useGroupsAndHeadings FROM UDListDefinition
    WHERE tenant = :tenant ORDER BY rank, UDListDefinition_id""",
)
READ_HEADINGS = statement(
    "read_headings",
    """SELECT heading_id, name, rank, tooltip, deleted, list_number FROM Heading
    WHERE tenant = :tenant ORDER BY rank, heading_id""",
)
READ_HEADING_LINKS = statement(
    "read_heading_links", "SELECT list_number, item_id, heading_id FROM ListHeadingLink WHERE tenant = :tenant"
)
READ_HIDDEN_LINKS = statement(
    "read_hidden_links", "SELECT list_number, item_id, group_id FROM ListHiddenLink WHERE tenant = :tenant"
)

Links = dict[tuple[int, int], frozenset[int]]  # by list and item
NO_LINKS: frozenset[int] = frozenset()


class Item(NamedTuple):
    """One item of a list."""

    id: int
    name: str
    rank: int
    tooltip: str
    deleted: bool
    extra: int
    stored: str  # the name as the database has it
    stored_tooltip: str = ""
    flag: bool = False


class Heading(NamedTuple):
    """What items of a list are put under."""

    id: int
    name: str
    rank: int
    tooltip: str
    deleted: bool
    list_number: int
    stored: str
    stored_tooltip: str


class KnownList(NamedTuple):
    """A list, built in or one's own."""

    number: int
    name: str  # of the MDO list, in small letters
    label: str
    tooltip: str
    rank: int
    deleted: bool
    grouped: bool  # headings and groups are meant to be used
    table: ListTable | None  # None: a list of one's own
    stored_label: str
    stored_tooltip: str


def living(items: Iterable[Item]) -> list[Item]:
    """Give the items that are not deleted, by rank."""
    return sorted((item for item in items if not item.deleted), key=lambda item: (item.rank, item.id))


class Choices:
    """All lists of a tenant."""

    def __init__(self, db: Db, speak: Speak):
        self._speak = speak
        self.lists = self._read_lists(db)
        self._numbers = {name: known.number for known in self.lists.values() for name in _names(known)}
        self.items = self._read_items(db)
        self.headings = {row[0]: self._heading(*row) for row in db.rows(READ_HEADINGS)}
        self.headed = _links(db.rows(READ_HEADING_LINKS))
        self.hidden = _links(db.rows(READ_HIDDEN_LINKS))

    def find(self, which: int | str) -> KnownList | None:
        """Find a list by its id, by minus its table's number, or by a name in any case."""
        text = str(which).strip().lower()
        if NUMBER.fullmatch(text):
            return self.lists.get(abs(int(text)))
        number = self._numbers.get(text)
        return None if number is None else self.lists[number]

    def items_of(self, known: KnownList) -> dict[int, Item]:
        """Give the items of a list by id, deleted ones too."""
        return self.items[known.name]

    def headings_of(self, known: KnownList) -> list[Heading]:
        """Give the headings of a list by rank, without deleted ones."""
        return [one for one in self.headings.values() if one.list_number == known.number and not one.deleted]

    def arranged(self, known: KnownList, ids: list[int]) -> tuple[list[int], list[tuple[Heading, list[int]]]]:
        """Put items under the headings of their list: those without one, and each heading that has some.

        An item that is under several headings stands under each.
        """
        under = {number: self.headed.get((known.number, number), NO_LINKS) for number in ids}
        headed = [(one, [number for number in ids if one.id in under[number]]) for one in self.headings_of(known)]
        shown = [(heading, items) for heading, items in headed if items]
        placed = {number for _, items in shown for number in items}
        return [number for number in ids if number not in placed], shown

    def sees(self, groups: tuple[int, ...], known: KnownList, item_id: int) -> bool:
        """Say whether an item is not hidden from somebody in these groups; one group that sees it is enough."""
        hidden = self.hidden.get((known.number, item_id), NO_LINKS)
        return not hidden or not hidden.issuperset(groups)

    def _read_lists(self, db: Db) -> dict[int, KnownList]:
        stored = {row[0]: row for row in db.rows(READ_LIST_DEFINITIONS)}
        lists = {}
        for rank, table in enumerate(TABLES, 1):
            row = stored.pop(table.number, (0, table.label, rank, "", 0, 1))
            lists[table.number] = self._list(table.number, table.name, table, *row[1:])
        return lists | {
            number: self._list(number, f"{OWN_LIST}{number}", None, *row[1:]) for number, row in stored.items()
        }

    def _list(self, number: int, name: str, table: ListTable | None, *values: Any) -> KnownList:
        label, rank, tooltip, deleted, grouped = values
        spoken, told = self._speak(label), self._speak(tooltip)
        return KnownList(number, name, spoken, told, rank, bool(deleted), bool(grouped), table, label, tooltip)

    def _read_items(self, db: Db) -> dict[str, dict[int, Item]]:
        items: dict[str, dict[int, Item]] = {known.name: {} for known in self.lists.values()}
        for number, *values in db.rows(READ_LISTS):
            items[self.lists[number].name][values[0]] = self._item(*values)
        for number, *values in db.rows(READ_OWN_ITEMS):
            items[self.lists[number].name][values[0]] = self._item(*values)
        return items

    def _item(self, number: int, *values: Any) -> Item:
        name, rank, tooltip, deleted, extra, flag = values
        spoken, told = self._speak(name), self._speak(tooltip)
        return Item(number, spoken, rank, told, bool(deleted), extra, name, tooltip, bool(flag))

    def _heading(self, number: int, name: str, rank: int, tooltip: str, deleted: int, of: int) -> Heading:
        return Heading(number, self._speak(name), rank, self._speak(tooltip), bool(deleted), of, name, tooltip)


def _names(known: KnownList) -> set[str]:
    """What a list is found by; the name of a deleted one is free for another."""
    labels = () if known.deleted else (known.label, known.stored_label)
    own = {known.name, *(label.strip().lower() for label in labels)}
    return own | ({known.table.table.lower(), *known.table.names} if known.table else set())


def _links(rows: list[tuple[Any, ...]]) -> Links:
    found: dict[tuple[int, int], set[int]] = {}
    for number, item_id, linked in rows:
        found.setdefault((number, item_id), set()).add(linked)
    return {key: frozenset(linked) for key, linked in found.items()}
