"""Companies and people to choose from: found by what their names begin with, as far as the caller may see them."""

from collections.abc import Callable

from openkontor.archives import listing
from openkontor.archives.options import Order
from openkontor.archives.plans import Asked
from openkontor.archives.tree import AnyOf, Operator, Term, Tree, Value
from openkontor.call import Call

MOST = 100  # that are shown

Search = Callable[[Call, str], list[tuple[int, str]]]


def _search(provider: str, key: str, shown: str, *columns: str) -> Search:
    """Search a provider: ids and texts of the rows one of whose columns begins with the words."""

    def search(call: Call, words: str) -> list[tuple[int, str]]:
        begin: Tree = AnyOf(
            tuple(Term(column, Operator.BEGINS, (Value(words, quoted=True),), "") for column in columns)
        )
        asked = Asked(
            listing.provider(provider), (key, shown), begin, (Order(columns[0], False),), top=MOST, pages=False
        )
        return [(row.key, row.values[1]) for row in listing.find(call, asked).rows] if words else []

    return search


_contacts = _search("FindContact", "contactId", "nameDepartment", "name")
_people = _search("FindPerson", "personId", "fullName", "firstName", "lastName")

SEARCHES: dict[str, Search] = {"contact": _contacts, "contact_new": _contacts, "person": _people}
