"""What a person has agreed to: a save changes the consents it names and leaves the rest (domain reference 11.1)."""

from typing import NamedTuple

import msgspec

from openkontor.agents import check
from openkontor.call import Call
from openkontor.carriers.person_entity import ConsentInfo
from openkontor.errors import Invalid
from openkontor.store import list_details
from openkontor.store.list_details import Details

WITHDRAWN = "WITHDRAWN"  # the legal base that takes a consent away


class Part(NamedTuple):
    """One of the three lists that a consent is made of, and the stem of its fields."""

    details: Details
    stem: str
    field: str


PURPOSE = Part(list_details.CONSENT_PURPOSE, "consent_purpose", "ConsentPurpose")
BASE = Part(list_details.LEGAL_BASE, "legal_base", "LegalBase")
SOURCE = Part(list_details.CONSENT_SOURCE, "consent_source", "ConsentSource")


def merged(call: Call, stored: list[ConsentInfo] | None, sent: list[ConsentInfo] | None) -> list[ConsentInfo]:
    """Apply the sent consents to the stored ones, purpose by purpose; the legal base WITHDRAWN takes one away."""
    consents = {consent.consent_purpose_id: consent for consent in stored or ()}
    named: set[int] = set()
    for index, consent in enumerate(sent or ()):
        place = f"Consents[{index}]."
        purpose = _found(call, PURPOSE, consent, consents, place)
        if purpose in named:
            raise Invalid.field(f"{place}ConsentPurposeId", "another of the consents has the same purpose")
        named.add(purpose)
        _put(call, consents, purpose, consent, place)
    return list(consents.values())


def _put(call: Call, consents: dict[int, ConsentInfo], purpose: int, sent: ConsentInfo, place: str) -> None:
    """Put one sent consent in the place of the stored one for its purpose."""
    before = consents.get(purpose, ConsentInfo(consent_purpose_id=purpose))
    if _withdraws(call, before, sent):
        consents.pop(purpose, None)
        return
    old = {purpose: consents[purpose]} if purpose in consents else {}
    base, source = (_found(call, part, sent, old, place) for part in (BASE, SOURCE))
    consents[purpose] = msgspec.structs.replace(
        before, comment=sent.comment, legal_base_id=base, consent_source_id=source
    )


def _withdraws(call: Call, before: ConsentInfo, sent: ConsentInfo) -> bool:
    """Say whether a sent legal base takes the consent away: by its key even where the id is still the old one."""
    if sent.legal_base_key.upper() == WITHDRAWN:
        return True
    number, name = sent.legal_base_id, sent.legal_base_name.casefold()
    if not number and not sent.legal_base_key and name:
        items = call.reference.lists[BASE.details.name].values()
        number = next((item.id for item in items if item.name.casefold() == name), 0)
    return number not in (0, before.legal_base_id) and _keys(call, BASE).get(number, "").upper() == WITHDRAWN


def withdrawn(purpose: int) -> ConsentInfo:
    """Give the consent that, when it is saved, takes away the one for a purpose."""
    return ConsentInfo(legal_base_key=WITHDRAWN, consent_purpose_id=purpose)


def _keys(call: Call, part: Part) -> dict[int, str]:
    return {number: values["key"] for number, values in list_details.read_every(call.db, part.details).items()}


def _found(call: Call, part: Part, sent: ConsentInfo, stored: dict[int, ConsentInfo], place: str) -> int:
    """Find the item a consent means: by id, else by key, else by name; none means what is stored, where one is."""
    number, key, name = (getattr(sent, f"{part.stem}_{end}") for end in ("id", "key", "name"))
    had = [getattr(consent, f"{part.stem}_id") for consent in stored.values()]
    field = place + part.field + ("Id" if number else "Key" if key else "Name")
    if not number and key:
        number = item_by_key(call, part, key, field, deleted=bool(had))
    elif not number and not name:
        if part is PURPOSE or not had:
            raise Invalid.field(f"{place}{part.field}Id", "a consent needs a purpose, a legal base and a source")
        return int(had[0])
    items = call.reference.lists[part.details.name]
    return check.item_id(field, number, name, items, number if number in had else 0)


def item_by_key(call: Call, part: Part, key: str, field: str, deleted: bool = False) -> int:
    """Find an item by its key, a deleted one only where asked for; 400 naming the field when there is none."""
    items = call.reference.lists[part.details.name]
    found = [number for number, known in _keys(call, part).items() if known.casefold() == key.casefold() != ""]
    living = [number for number in found if not items[number].deleted]
    if number := next(iter(living or (found if deleted else ())), 0):
        return number
    raise Invalid.unknown(field, "list item", key)
