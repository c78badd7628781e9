"""Lists: what is asked of declared columns, and who may see what. store/compose.py makes a statement of it."""

from typing import Any, Literal, NamedTuple

import msgspec


class Parent(NamedTuple):
    """A row that another one is part of: who may see it may see its parts."""

    column: str  # the part's, which holds the parent's key
    table: str
    key: str
    guard: "Guard"
    when: tuple[str, int, int] | None = None  # the part's column, and from where to where it means this parent


class Guard(NamedTuple):
    """Which rows of a table a caller may see."""

    living: bool = False  # what is soft-deleted is not there
    owner: str = ""  # the column that names the owner, where rights depend on that
    hidden: str = ""  # the name of the list of owners whose rows the caller may not see
    eyes: tuple[str, int] | None = None  # key, and table as VisibleFor numbers it: whom that names sees the row
    parents: tuple[tuple[Parent, ...], ...] = ()  # of each group one must be there and seen


OPEN = Guard()


class Join(NamedTuple):
    """A row beside another one, found by key: at most one, unless `many`."""

    table: str
    on: tuple[tuple[str, str], ...]  # its column, and the column of the row it stands beside
    fixed: tuple[tuple[str, int], ...] = ()  # its further columns of which one value is meant
    guard: Guard = OPEN
    inner: bool = False  # without it the row it stands beside is not there either
    many: str = ""  # its key, where there may be several: the row beside it is listed with each


Path = tuple[Join, ...]


class Stored(NamedTuple):
    """A column, of the listed row or of one beside it."""

    column: str
    path: Path = ()
    always: bool = False  # never NULL in its table


class Spelled(NamedTuple):
    """Several texts in one, the empty ones left out."""

    columns: tuple[str, ...]
    separator: str
    path: Path = ()


class Positive(NamedTuple):
    """Whether a number is above zero."""

    column: str
    path: Path = ()


class Matching(NamedTuple):
    """Whether a column holds one certain number."""

    column: str
    number: int
    path: Path = ()


class Given(NamedTuple):
    """Whether a column is filled."""

    column: str
    path: Path = ()


class Worded(NamedTuple):
    """Whether a text has any letters."""

    column: str
    path: Path = ()


class Apart(NamedTuple):
    """A number, and its negative where another column is filled: the items of two lists in one column."""

    column: str
    filled: str
    path: Path = ()


class Gathered(NamedTuple):
    """What several rows beside the listed one come to: how many there are, whether any, or one of their dates.

    They are found by one column; who may not see a row does not have it counted.
    """

    made: Literal["count", "any", "min", "max"]
    table: str
    on: tuple[str, str]  # their column, and the column of the listed row
    column: str = ""  # whose least or greatest value it is
    where: "tuple[Condition, ...]" = ()  # which of them count, by columns of their own
    guard: Guard = OPEN
    path: Path = ()


class Either(NamedTuple):
    """The first of two values that is there."""

    first: "Stored | Gathered"
    second: "Stored | Gathered"

    @property
    def path(self) -> Path:
        """Where it begins: with the listed row."""
        return ()


class Which(NamedTuple):
    """The place of the first of some columns that is 1 or filled, from 1 on; 0 where none is."""

    tests: tuple[Stored | Given, ...]

    @property
    def path(self) -> Path:
        """Where it begins: with the listed row."""
        return ()


class Share(NamedTuple):
    """So many percent of a number."""

    column: str
    percent: str
    path: Path = ()


class Exchanged(NamedTuple):
    """A sum of money in the base currency: so many units of its own are worth a rate; without one it is in that."""

    amount: Stored | Share
    currency: Path  # to the row with units and rate

    @property
    def path(self) -> Path:
        """Where it begins: with the listed row."""
        return ()


class Between(NamedTuple):
    """How many seconds it is from one instant to another."""

    start: str
    end: str
    path: Path = ()


class Linked(NamedTuple):
    """The numbers in a column of any number of rows beside the listed one."""

    table: str
    on: tuple[str, str]  # their column, and the column of the listed row
    column: str
    path: Path = ()
    drives: bool = False  # these rows are found by such a number, by index


Source = (
    Stored
    | Spelled
    | Positive
    | Matching
    | Given
    | Worded
    | Apart
    | Either
    | Which
    | Share
    | Exchanged
    | Between
    | Linked
    | Gathered
)
# A text to be folded, one that is stored folded, a number; or something that is only compared as it is stored.
Form = Literal["text", "folded", "number", "plain"]


class Compare(NamedTuple):
    """A source beside a bound value. Where there is none, `empty` counts, or the comparison does not hold."""

    source: Source
    sign: Literal["=", "<", "<=", ">", ">="]
    value: Any
    form: Form = "plain"
    empty: bool = False  # a missing text counts as '', a missing number as 0
    rare: bool = False  # few rows are as this says: what happened since a while ago


class Like(NamedTuple):
    """A text that fits a bound pattern, without regard to case."""

    source: Source
    pattern: Any
    form: Form = "text"


class Among(NamedTuple):
    """One of the values of a bound JSON array."""

    source: Source
    values: Any
    form: Form = "number"


class Missing(NamedTuple):
    """Nothing is stored."""

    source: Source


class All(msgspec.Struct, frozen=True):  # no tuple: one without parts would equal Any_ without parts
    """Every part holds."""

    parts: "tuple[Condition, ...]"


class Any_(msgspec.Struct, frozen=True):
    """One part holds."""

    parts: "tuple[Condition, ...]"


class Opposite(NamedTuple):
    """The part does not hold; a comparison with nothing does not hold either, so its opposite does."""

    part: "Condition"


Condition = Compare | Like | Among | Missing | All | Any_ | Opposite
ALWAYS, NEVER = All(()), Any_(())


class Slot(NamedTuple):
    """Stands for the value that is bound as slot_0, slot_1 … when a statement is run."""

    number: int


class Sort(NamedTuple):
    """What rows are sorted by; `ranks` is a bound JSON object that maps numbers to places."""

    source: Source
    form: Form
    descending: bool = False
    ranks: Any = None


class Query(NamedTuple):
    """One list: its table, which rows of it, and what is shown of them."""

    table: str
    key: str
    select: tuple[Source, ...]
    where: Condition
    order: tuple[Sort, ...] = ()
    after: bool = False  # only what follows the row whose values are bound as after_0, after_1 …
    guard: Guard = OPEN
    hidden: frozenset[str] = frozenset()  # the lists of hidden owners that are not empty
    numbers: str = ""  # the keys, as a JSON array, of what is no table but in memory
