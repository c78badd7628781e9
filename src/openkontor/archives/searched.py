"""Full text in lists: the column `searchwords`, which restricts and shows nothing."""

from openkontor import rights
from openkontor.archives.columns import Column, Context, Kind, Later
from openkontor.archives.kinds import TEXT
from openkontor.archives.tree import Term, refused
from openkontor.store import freetext
from openkontor.store.freetext import Eyes
from openkontor.store.query import Among, Condition, Stored

# The table whose rights count for the records of a table.
RIGHTS = {freetext.DOCUMENT: rights.APPOINTMENT}


def search_words(table: int, key: str) -> Column:
    """Give the column of a table's lists that leaves the records found by their words; any operator means the same."""

    def condition(column: Column, term: Term) -> Condition:
        assert column.source is not None
        if not term.values:
            raise refused(f"'{term.column}' needs one word or more: {term.place}")
        text = " ".join(value.text for value in term.values)
        return Among(column.source, Later(lambda context: str(_found(table, text, context))))

    kind = Kind("string", "string", condition, lambda reference, key: "", TEXT.sort)
    return Column("searchwords", kind, Stored(key, always=True), sorts=False)


def _found(table: int, text: str, context: Context) -> list[int]:
    reference, me = context.reference, context.associate_id
    hidden = rights.unreadable_owners(reference, me, RIGHTS.get(table, table))
    return freetext.search(context.db, table, text, Eyes(me, reference.groups_of[me], hidden))
