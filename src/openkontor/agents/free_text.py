"""The FreeText agent: the full-text index, which lists search by `searchwords`."""

from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.find import FreeText, FreeTextOperator
from openkontor.errors import Invalid
from openkontor.store import freetext

TABLES = {
    "contact": freetext.CONTACT,
    "person": freetext.PERSON,
    "appointment": freetext.APPOINTMENT,
    "document": freetext.DOCUMENT,
}
MOST = 10_000


@method(
    "FreeText", takes="nothing", runs="read", allows="associate", missing="CountWords, Occurrences and LastGenerated"
)
def get_status(call: Call) -> FreeText:
    """Tell how full text is searched: always, by the beginnings of words."""
    return FreeText(
        free_text_enabled=True,
        single_word_operator=FreeTextOperator.StartsWith,
        multi_word_operator=FreeTextOperator.StartsWith,
    )


@method("FreeText", takes="arguments", runs="write", allows="associate", missing="some tables")
def freetext_index_rows(call: Call, table_name: str, ids: list[Int32] | None = None) -> None:
    """Have records of a table read into the index anew; ids that are not there are passed over."""
    number = TABLES.get((table_name or "").strip().lower())
    if number is None:
        raise Invalid.field("TableName", f"{table_name[:50]!r} is none of {', '.join(TABLES)}")
    if len(ids or ()) > MOST:
        raise Invalid.field("Ids", f"more than {MOST}")
    freetext.mark(call.db, number, list(ids or ()))
