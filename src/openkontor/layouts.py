"""How addresses are laid out, country by country (domain reference 5.2 to 5.4)."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

from openkontor.carriers.address import Address, AddressType, LocalizedField


class Part(NamedTuple):
    """One field of an address line."""

    block: str  # "Street", "Postal", or "" for the one address of a person
    attribute: str
    label: str
    length: int
    name: str
    kind: str  # the address type's name


class Line(NamedTuple):
    """One line of an address: parts of one block."""

    of_postal: bool
    parts: tuple[Part, ...]
    values: Callable[[Any], tuple[str, ...]]  # of a block


Lines = tuple[Line, ...]

TYPES = {
    "Street": AddressType.ContactStreetAddress,
    "Postal": AddressType.ContactPostalAddress,
    "": AddressType.PersonPrivateAddress,
}

ADDRESS_LINES = (
    ("address1", "SR_AL_ADDRESS1"),
    ("address2", "SR_AL_ADDRESS2"),
    ("address3", "SR_AL_ADDRESS3"),
)


def _part(block: str, attribute: str, label: str, length: int) -> Part:
    return Part(block, attribute, label, length, block + attribute.capitalize(), TYPES[block].value)


def _line(block: str, *parts: tuple[str, str, int]) -> Line:
    names = [attribute for attribute, _, _ in parts]
    values = attrgetter(*names) if len(names) > 1 else lambda of: (getattr(of, names[0]),)
    return Line(block == "Postal", tuple(_part(block, *part) for part in parts), values)


def _zip_city(block: str) -> Line:
    return _line(block, ("zipcode", "SR_AL_POSTCODECITY", 9), ("city", "", 30))


def _numbered(block: str, count: int) -> Lines:
    return tuple(_line(block, (attribute, label, 80)) for attribute, label in ADDRESS_LINES[:count])


def _american(block: str, label: str) -> Lines:
    city = _line(block, ("city", "SR_AL_CITY", 80))
    return (*_numbered(block, 2), city, _line(block, ("state", label, 5), ("zipcode", "", 12)))


def _one_block(layout: int, block: str) -> Lines:
    """The lines of a layout's single address: what a person has, and what one address reads like."""
    if layout == 3:
        county = _line(block, ("county", "SR_AL_COUNTYPCODE", 29), ("zipcode", "", 12))
        return (*_numbered(block, 3), _line(block, ("city", "SR_AL_CITY", 80)), county)
    if layout in (2, 16):
        return _american(block, "SR_AL_STATEPCODE")
    if layout in (5, 13):
        return _american(block, "SR_AL_PROVINCEPCODE")
    if layout == 6:
        return (*_numbered(block, 2), _line(block, ("city", "SR_AL_CITYPCODE", 80), ("zipcode", "", 12)))
    if layout == 7:
        return (*_numbered(block, 3), _zip_city(block))
    if layout == 8:
        return (*_numbered(block, 3), _zip_city(block), _line(block, ("county", "SR_AL_COUNTY", 29)))
    return (_line(block, ("address1", "SR_AL_STREET", 80)), _zip_city(block))


def _of_contact(layout: int) -> Lines:
    if layout == 16:
        return _one_block(2, "Street") + _one_block(2, "Postal")
    if layout in SINGLE_BLOCK:
        return _one_block(layout, "Postal")
    street = _line("Street", ("address1", "SR_AL_STREET", 80))
    postal = _line("Postal", ("address1", "SR_AL_POBOX", 80))
    if layout == 4:
        return (street, _zip_city("Street"), postal, _zip_city("Postal"))
    return (street, postal, _zip_city("Postal"))


SINGLE_BLOCK = frozenset({2, 3, 5, 6, 7, 8, 13})  # these show one address of a company
LAYOUTS = range(1, 17)
EUROPEAN = 1

CONTACT_LINES = {layout: _of_contact(layout) for layout in LAYOUTS}
PERSON_LINES = {layout: _one_block(layout, "") for layout in LAYOUTS}


def lines_of(layout: int, of_person: bool) -> Lines:
    """Give the lines a layout shows of a company's or a person's address."""
    lines = PERSON_LINES if of_person else CONTACT_LINES
    return lines.get(layout) or lines[EUROPEAN]


def lay_out(address: Address, layout: int) -> Address:
    """Fill in what follows from the parts: the localized lines and the formatted texts."""
    one_block = lines_of(layout, True)
    street, postal = address.street, address.postal
    for block in (street, postal):
        if block is not None:
            block.formatted = _formatted([line.values(block) for line in one_block])
    lines = lines_of(layout, postal is None)
    values = [line.values(postal if line.of_postal else street) for line in lines]
    address.localized_address = [
        [
            LocalizedField(name, value, "", label, length, kind)
            for (_, _, label, length, name, kind), value in zip(line.parts, shown, strict=True)
        ]
        for line, shown in zip(lines, values, strict=True)
    ]
    address.formatted = _formatted(values)
    return address


def _formatted(lines: list[tuple[str, ...]]) -> str:
    text = ""
    for values in lines:
        if line := " ".join(filter(None, values)):
            text += line + "\n"
    return text
