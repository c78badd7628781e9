"""Records to choose from: found by what their names begin with or by their words, as far as the caller may see them."""

import re
from typing import NamedTuple

from openkontor.archives import listing
from openkontor.archives.options import Order
from openkontor.archives.plans import Asked
from openkontor.archives.tree import AnyOf, Operator, Term, Tree, Value
from openkontor.call import Call

MOST = 100  # that are shown
_IDS = re.compile(r"\s*(\w+_id)\s*=([\d,\s]+)")

Found = list[tuple[int, str]]


class Search(NamedTuple):
    """Records to choose from: where they are listed, what is shown of them, and where words are looked for."""

    provider: str
    key: str
    shown: str
    columns: tuple[str, ...]

    def find(self, call: Call, words: str) -> Found:
        """Give ids and texts of the records that fit the words; none without words."""
        value = (Value(words, quoted=True),)
        tree: Tree = AnyOf(tuple(Term(column, Operator.BEGINS, value, "") for column in self.columns))
        return self._rows(call, tree, MOST) if words else []

    def these(self, call: Call, ids: list[int]) -> Found:
        """Give the records with these ids that the caller may see, in this order, each once."""
        numbers = dict.fromkeys(ids)
        tree = Term(self.key, Operator.IN, tuple(Value(str(number)) for number in numbers), "")
        found = dict(self._rows(call, tree, len(numbers))) if numbers else {}
        return [(number, found[number]) for number in numbers if number in found]

    def told(self, call: Call, additional: str) -> Found:
        """Give the records whose ids are told, as in contact_id=5,4."""
        told = _IDS.fullmatch(additional)
        if told is None or told[1].lower() != f"{self.key.lower().removesuffix('id')}_id":
            return []
        return self.these(call, [int(one) for one in told[2].split(",")[:MOST] if one.strip() and len(one) < 11])

    def _rows(self, call: Call, tree: Tree, most: int) -> Found:
        order = (Order(self.shown, False),)
        asked = Asked(listing.provider(self.provider), (self.key, self.shown), tree, order, top=most, pages=False)
        return [(row.key, row.values[1]) for row in listing.find(call, asked).rows]


_CONTACTS = Search("FindContact", "contactId", "nameDepartment", ("name",))
_PEOPLE = Search("FindPerson", "personId", "fullName", ("firstName", "lastName"))
_PROJECTS = Search("FindProject", "projectId", "name", ("name",))
_SALES = Search("FindSale", "saleId", "heading", ("heading",))
_WORDS = ("searchwords",)

SEARCHES: dict[str, Search] = {
    "contact": _CONTACTS,
    "contact_new": _CONTACTS,
    "contact_freetextsearch": _CONTACTS._replace(provider="FreetextContact", columns=_WORDS),
    "person": _PEOPLE,
    "person_freetextsearch": _PEOPLE._replace(provider="FreetextPerson", columns=_WORDS),
    "project": _PROJECTS,
    "project_new": _PROJECTS,
    "sale": _SALES,
    "sale_new": _SALES,
}
