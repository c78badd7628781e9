"""What the Find and FreeText agents give."""

from openkontor.carriers.archive import ArchiveColumnInfo, ArchiveListItem
from openkontor.carriers.declare import Carrier, Int32
from openkontor.carriers.values import NO_STAMP, Published, Stamp


class FindResults(Carrier):
    """What was found: rows, and what their columns are."""

    archive_columns: list[ArchiveColumnInfo] | None = None
    archive_rows: list[ArchiveListItem] | None = None
    row_count: Int32 = 0


class FreeTextOperator(Published):
    """How the words of a search are compared with those of the index."""

    Contains = "Contains", 1
    StartsWith = "StartsWith", 2
    ExactMatch = "ExactMatch", 3


class FreeText(Carrier):
    """The state of the full-text index."""

    free_text_enabled: bool = False
    single_word_operator: FreeTextOperator | None = None
    multi_word_operator: FreeTextOperator | None = None
    count_words: Int32 = 0
    occurrences: Int32 = 0
    last_generated: Stamp = NO_STAMP
    auto_enable_travel_areas: bool = False
