"""Saving an address: it comes in parts, laid out, or both (domain reference 5.5)."""

from openkontor.carriers.address import PART_LENGTHS, Address, StructuredAddress
from openkontor.errors import Invalid
from openkontor.layouts import SINGLE_BLOCK
from openkontor.store.parts import address_parts

LIMITS = dict(PART_LENGTHS)


def merged(stored: Address, sent: Address | None, layout: int, is_new: bool) -> Address:
    """Apply a sent address to the stored one, in parts alone: the answer is laid out when it is read.

    A laid-out field that differs from what is stored wins over the parts; what neither names stays.
    """
    sent = sent or stored
    street, postal = _copy(stored.street, sent.street), _copy(stored.postal, sent.postal)
    # Nobody lives at 0, 0: a position that was not sent stays.
    position = sent if sent.wgs84_latitude or sent.wgs84_longitude else stored
    result = Address(position.wgs84_latitude, position.wgs84_longitude, None, street, postal)
    changed = _localized_changes(stored, sent)
    for (block, attribute), value in changed.items():
        target = result.postal if block == "Postal" else result.street
        if target is not None and len(value) > LIMITS[attribute]:
            raise Invalid.field(
                f"Address.{block}{attribute.capitalize()}", f"longer than {LIMITS[attribute]} characters"
            )
        if target is not None:
            setattr(target, attribute, value)
    if is_new and layout in SINGLE_BLOCK:
        _share(result)
    return result


def _copy(stored: StructuredAddress | None, sent: StructuredAddress | None) -> StructuredAddress | None:
    if stored is None:
        return None
    source = sent or stored
    return StructuredAddress(stored.atype_idx, *address_parts(source))


def _localized_changes(stored: Address, sent: Address) -> dict[tuple[str, str], str]:
    """The laid-out fields that differ from what is stored, by block and attribute."""
    changes = {}
    for line in sent.localized_address or []:
        for field in line:
            block, attribute = _place(field.name.lower())
            target = stored.postal if block == "Postal" else stored.street
            of_person = stored.postal is None
            if (
                target is not None
                and of_person == (not block)
                and attribute in LIMITS
                and field.value != getattr(target, attribute)
            ):
                changes[block, attribute] = field.value
    return changes


def _place(name: str) -> tuple[str, str]:
    """Read a field's name, such as streetzipcode, as the block and the part it means."""
    for block in ("Postal", "Street"):
        if name.startswith(block.lower()):
            return block, name[len(block) :]
    return "", name


def _share(address: Address) -> None:
    """A new company whose layout shows one address: what was filled in counts for both."""
    street, postal = address.street, address.postal
    if street is None or postal is None:
        return
    filled = [any(address_parts(block)) for block in (street, postal)]
    if filled == [True, False]:
        address.postal = StructuredAddress(postal.atype_idx, *address_parts(street))
    elif filled == [False, True]:
        address.street = StructuredAddress(street.atype_idx, *address_parts(postal))
