"""Checks that saves share: references to list items, associates, countries; element lists; numbers."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from openkontor.call import Call
from openkontor.carriers.associate import Associate
from openkontor.carriers.element import EntityElement
from openkontor.carriers.lists import Country
from openkontor.carriers.values import EMPTY_MICROSECONDS, Stamp, WallDate
from openkontor.display import stripped_phone
from openkontor.errors import BadArgument, Invalid
from openkontor.store.choices import Item
from openkontor.store.reference import Items

SECOND = 1_000_000

Carrier = TypeVar("Carrier")


def given(sent: Carrier | None, name: str) -> Carrier:
    """Give what was sent; 400 naming the argument when nothing was."""
    if sent is None:
        raise BadArgument(f"{name} is missing", {name: "missing"})
    return sent


def list_item(
    name: str, sent: Any, items: Items[Carrier], stored: Carrier | None, attribute: str = "value"
) -> Carrier | None:
    """Find the list item a save means: by id, by its text when the id is 0, None when neither is given.

    An item that was deleted since may stay where it is already stored.
    """
    if sent is None or (not sent.id and not sent.value):
        return None
    found = items.get(sent.id) if sent.id else _by_text(sent.value, items, attribute)
    deleted = any(found is items[number] for number in items.deleted)
    return _usable(name, found, deleted, stored, "list item", sent.id or sent.value)


def item_id(name: str, number: int, text: str, items: Mapping[int, Item], stored: int) -> int:
    """Find the list item that a number or, when that is 0, a text stands for; 0 when neither is given."""
    if not number and not text:
        return 0
    found = items.get(number) if number else _by_text(text, items, "name")
    deleted = found is not None and found.deleted
    return _usable(name, found, deleted, items.get(stored), "list item", number or text).id


def associate(name: str, sent: Associate | None, call: Call, stored: Associate | None) -> Associate | None:
    """Find the associate a save means: by id, or by name when the id is 0."""
    if sent is None or (not sent.associate_id and not sent.name):
        return None
    people = call.reference.associates
    found = people.get(sent.associate_id) if sent.associate_id else _by_text(sent.name, people, "name")
    deleted = found is not None and found.deleted
    return _usable(name, found, deleted, stored, "associate", sent.associate_id or sent.name)


def country(name: str, sent: Country | None, call: Call, stored: Country | None) -> Country | None:
    """Find the country a save means: by id, or by its name when the id is 0."""
    if sent is None or (not sent.country_id and not sent.name):
        return None
    lands = call.reference.countries
    found = lands.get(sent.country_id) if sent.country_id else _by_text(sent.name, lands, "name")
    deleted = found is not None and found.deleted
    return _usable(name, found, deleted, stored, "country", sent.country_id or sent.name)


def _by_text(text: str, items: Mapping[int, Carrier], attribute: str) -> Carrier | None:
    """Find by text, in the caller's language before others; where a deleted item has it too, the living one."""
    folded = text.casefold()
    stored = items.stored if isinstance(items, Items) else {}
    found = [item for item in items.values() if getattr(item, attribute).casefold() == folded]
    found += [items[number] for number, several in stored.items() if _says(several.casefold(), folded)]
    deleted = items.deleted if isinstance(items, Items) else ()
    living = [item for item in found if not getattr(item, "deleted", False) and item not in map(items.get, deleted)]
    return next(iter(living or found), None)


def _says(stored: str, text: str) -> bool:
    """Say whether a stored text is this one, or holds it for some language: US:"this one";NO:"denne"."""
    quoted = text.replace('"', '\\"')
    return stored == text or f':"{quoted}"' in stored


def _usable(
    name: str, found: Carrier | None, deleted: bool, stored: Carrier | None, kind: str, told: int | str
) -> Carrier:
    if found is None or (deleted and found is not stored):
        raise Invalid.unknown(name, kind, told)
    return found


LENGTHS = {"email": (239, 254), "phone": (239, 99), "url": (1023, 254)}


def elements(name: str, sent: list[EntityElement], kind: str) -> list[EntityElement]:
    """Clean a list of e-mails, phones or web addresses: no blanks, each value once, none too long."""
    most, most_description = LENGTHS[kind]
    seen: dict[str, EntityElement] = {}
    for index, element in enumerate(sent):
        value = element.value.strip()
        if len(value) > most:
            raise Invalid.field(f"{name}[{index}].Value", f"longer than {most} characters")
        if len(element.description) > most_description:
            raise Invalid.field(f"{name}[{index}].Description", f"longer than {most_description} characters")
        if value:
            key = value.casefold() if kind == "email" else value
            stripped = stripped_phone(value) if kind == "phone" else value
            seen.setdefault(key, EntityElement(value, stripped, element.description))
    return list(seen.values())


def domains(sent: list[str]) -> list[str]:
    """Clean a list of web domains: no blanks, each once, none too long."""
    for index, domain in enumerate(sent):
        if len(domain) > 255:
            raise Invalid.field(f"Domains[{index}]", "longer than 255 characters")
    return list(dict.fromkeys(domain.strip() for domain in sent if domain.strip()))


def today(call: Call) -> WallDate:
    """Give the day it is on the clock of the base zone."""
    now = datetime.fromtimestamp(call.now // SECOND, call.reference.base_zone)
    return WallDate(int(datetime(now.year, now.month, now.day, tzinfo=UTC).timestamp()) * SECOND)


def next_stamp(now: int, stamp: Stamp, created: Stamp) -> int:
    """Give the stamp a change shows: now, but at least a second after the one shown before."""
    shown = stamp if stamp != EMPTY_MICROSECONDS else created
    return max(now // SECOND * SECOND, shown // SECOND * SECOND + SECOND)
