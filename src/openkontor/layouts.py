"""How addresses are laid out, country by country (domain reference 5.2 to 5.4)."""

from typing import NamedTuple

from openkontor.carriers.address import Address, AddressType, LocalizedField, StructuredAddress


class Part(NamedTuple):
    """One field of an address line."""

    block: str  # "Street", "Postal", or "" for the one address of a person
    attribute: str
    label: str
    length: int
    name: str
    kind: str  # the address type's name


Lines = tuple[tuple[Part, ...], ...]

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


def _zip_city(block: str) -> tuple[Part, ...]:
    return (_part(block, "zipcode", "SR_AL_POSTCODECITY", 9), _part(block, "city", "", 30))


def _numbered(block: str, count: int) -> Lines:
    return tuple((_part(block, attribute, label, 80),) for attribute, label in ADDRESS_LINES[:count])


def _american(block: str, label: str) -> Lines:
    city = (_part(block, "city", "SR_AL_CITY", 80),)
    return (*_numbered(block, 2), city, (_part(block, "state", label, 5), _part(block, "zipcode", "", 12)))


def _one_block(layout: int, block: str) -> Lines:
    """The lines of a layout's single address: what a person has, and what one address reads like."""
    if layout == 3:
        county = (_part(block, "county", "SR_AL_COUNTYPCODE", 29), _part(block, "zipcode", "", 12))
        return (*_numbered(block, 3), (_part(block, "city", "SR_AL_CITY", 80),), county)
    if layout in (2, 16):
        return _american(block, "SR_AL_STATEPCODE")
    if layout in (5, 13):
        return _american(block, "SR_AL_PROVINCEPCODE")
    if layout == 6:
        city = (_part(block, "city", "SR_AL_CITYPCODE", 80), _part(block, "zipcode", "", 12))
        return (*_numbered(block, 2), city)
    if layout == 7:
        return (*_numbered(block, 3), _zip_city(block))
    if layout == 8:
        return (*_numbered(block, 3), _zip_city(block), (_part(block, "county", "SR_AL_COUNTY", 29),))
    return ((_part(block, "address1", "SR_AL_STREET", 80),), _zip_city(block))


def _of_contact(layout: int) -> Lines:
    if layout == 16:
        return _one_block(2, "Street") + _one_block(2, "Postal")
    if layout in SINGLE_BLOCK:
        return _one_block(layout, "Postal")
    street = (_part("Street", "address1", "SR_AL_STREET", 80),)
    postal = (_part("Postal", "address1", "SR_AL_POBOX", 80),)
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
    if street is not None:
        street.formatted = _formatted(one_block, street, street)
    if postal is not None:
        postal.formatted = _formatted(one_block, postal, postal)
    lines = lines_of(layout, postal is None)
    address.localized_address = [[_localized(street, postal, part) for part in line] for line in lines]
    address.formatted = _formatted(lines, street, postal)
    return address


Block = StructuredAddress | None


def _localized(street: Block, postal: Block, part: Part) -> LocalizedField:
    block, attribute, label, length, name, kind = part
    value = getattr(postal if block == "Postal" else street, attribute, "")
    return LocalizedField(name, value, "", label, length, kind)


def _formatted(lines: Lines, street: Block, postal: Block) -> str:
    text = ""
    for line in lines:
        values = [getattr(postal if part.block == "Postal" else street, part.attribute, "") for part in line]
        if any(values):
            text += " ".join(filter(None, values)) + "\n"
    return text
