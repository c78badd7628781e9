"""How a carrier is declared: one msgspec.Struct, one line per field, notes in Annotated.

The notes say what cannot be read off the Python type. Everything else about a carrier
follows from the declaration: JSON, rights per field, links, checks of length (contract/).
"""

from typing import Annotated, ClassVar

import msgspec


class Note(msgspec.Struct, frozen=True):
    """What a field is beyond its type."""

    length: int | None = None  # FieldLength; for nearly all texts also the most characters a save accepts
    clr: str | None = None  # FieldType where it does not follow from the Python type
    mask: str = "Update"  # the field's right for somebody who may update the record
    reason: str = ""  # why the field is mandatory or may not be changed
    mandatory: bool = False
    converted: bool = False  # stands in the second group of FieldProperties, with the computed fields
    plain: bool = False  # stands in the first group although its type would put it into the second
    right: bool = True  # False: FieldProperties has no key for it
    right_names: tuple[tuple[str, int], ...] = ()  # keys that stand before the field's own, with lengths
    read_only: bool = False  # the server's own: ignored when it comes in
    key: bool = False  # the record's id
    mdo: str = ""  # the MDO list behind the field
    mirrors: str = ""  # the carrier's field for the record that this value comes from; without one it is its own


def text(
    length: int, *, mandatory: str = "", converted: bool = False, mdo: str = "", shown: int | None = None
) -> msgspec.Meta:
    """Note a text of at most so many characters (0: no limit).

    `mandatory` is the reason shown to forms, `shown` the FieldLength where it is another.
    """
    note = Note(
        length=length if shown is None else shown,
        reason=mandatory,
        mandatory=bool(mandatory),
        converted=converted,
        mdo=mdo,
    )
    return msgspec.Meta(max_length=length or None, extra={"note": note})


Int32 = Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31 - 1)]
Int16 = Annotated[int, msgspec.Meta(ge=-(2**15), le=2**15 - 1)]

MANDATORY = "[SR_ACCESS_MANDATORY]"
KEY = Note(key=True)
SHORT = Note(clr="System.Int16", length=2)
SERVER = Note(read_only=True)
SERVER_SHORT = Note(clr="System.Int16", length=2, read_only=True)
SERVER_NAME = Note(length=0, read_only=True, converted=True)
MONITOR = Note(length=0, mask="Read", read_only=True, converted=True)
NO_RIGHT = Note(right=False)
SERVER_NO_RIGHT = Note(read_only=True, right=False)


class FieldRight(msgspec.Struct, rename="pascal"):
    """What may be done with one field, and why not more."""

    mask: str = "Update"
    reason: str = ""


class FieldProperty(msgspec.Struct, rename="pascal"):
    """Right, type and length of one field."""

    field_right: FieldRight | None = None
    field_type: str = ""
    field_length: int = 0


class TableRight(msgspec.Struct, rename="pascal", gc=False):
    """What may be done with the record, and why not more."""

    mask: str = ""
    reason: str = ""


class OwnRight(msgspec.Struct, frozen=True):
    """A FieldProperties key of a small carrier, which names keys of its own."""

    name: str
    clr: str
    length: int
    reason: str = ""  # not empty: mandatory
    user_reason: str = ""  # why it is only read on a person who is a user


class Carrier(msgspec.Struct, kw_only=True, rename="pascal", gc=False):
    """A shape that travels; rights come last, after the carrier's own fields.

    Carriers are trees, so the collector of circles need not look at them.
    """

    own_rights: ClassVar[tuple[OwnRight, ...]] = ()

    table_right: TableRight | None = None
    field_properties: dict[str, FieldProperty] | msgspec.Raw = msgspec.field(default_factory=dict)


class Entity(Carrier, kw_only=True, rename="pascal"):
    """A carrier that is saved whole; over REST it ends with links."""

    rest_links: dict[str, str] | msgspec.UnsetType = msgspec.field(default=msgspec.UNSET, name="_Links")
