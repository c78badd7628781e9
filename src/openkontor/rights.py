"""Who may do what with a record: role × table × relation to the owner (domain reference 9).

The matrix, the groups and the roles are reference data; this module turns them into masks.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from openkontor.carriers.declare import TableRight
from openkontor.errors import Denied

if TYPE_CHECKING:
    from openkontor.store.reference import Reference

CONTACT, PERSON, APPOINTMENT, DOCUMENT, PROJECT, SALE, RELATION = 5, 6, 9, 10, 11, 13, 52

SELECT, UPDATE, INSERT, DELETE = 1, 2, 4, 8
ALL = SELECT | UPDATE | INSERT | DELETE
BITS = {"Select": SELECT, "Update": UPDATE, "Insert": INSERT, "Delete": DELETE}
LETTERS = {"C": INSERT, "R": SELECT, "U": UPDATE, "D": DELETE}

OWN, PRIMARY_GROUP, OTHER_GROUPS, OTHER_ASSOCIATES = 0, 1, 2, 3

NAMES = {
    CONTACT: "contact",
    PERSON: "person",
    APPOINTMENT: "appointment",
    DOCUMENT: "document",
    PROJECT: "project",
    SALE: "sale",
    RELATION: "relation",
}


def mask(reference: Reference, associate_id: int, table: int, owner_id: int) -> int:
    """Give what an associate may do with a record of this owner (0: nobody)."""
    relation = OWN if owner_id == associate_id else _relation(reference, associate_id, owner_id)
    return reference.matrix.get((reference.roles_of.get(associate_id, 0), table, relation), 0)


def _relation(reference: Reference, associate_id: int, owner_id: int) -> int:
    """Find the strongest column of the matrix that fits a record of somebody else's, or of nobody's."""
    groups = reference.groups_of.get(associate_id, ())
    owners = reference.groups_of.get(owner_id, ())
    if groups and groups[0] in owners:
        return PRIMARY_GROUP
    if set(groups[1:]) & set(owners):
        return OTHER_GROUPS
    return OTHER_ASSOCIATES


@cache
def table_right(bits: int, reason: str = "") -> TableRight:
    """Spell a mask as it travels; nobody changes the answer, it is everybody's."""
    return TableRight(", ".join(name for name, bit in BITS.items() if bits & bit) or "None", reason)


def demand(bits: int, wanted: int, table: int) -> None:
    """Refuse what the mask does not hold."""
    if not bits & wanted:
        verb = next(name for name, bit in BITS.items() if bit == wanted).lower()
        raise Denied(f"You do not have the right to {verb} this {NAMES[table]}.")


def holds(reference: Reference, associate_id: int, *wanted: str) -> bool:
    """Say whether somebody's role has one of these functional rights."""
    held = reference.function_rights.get(reference.roles_of.get(associate_id, 0), [])
    return not set(wanted).isdisjoint(held)


def demand_function(reference: Reference, associate_id: int, *wanted: str) -> None:
    """Refuse whoever has none of these functional rights."""
    if not holds(reference, associate_id, *wanted):
        raise Denied(f"This needs the right {' or '.join(wanted)}.")


def unreadable_owners(reference: Reference, associate_id: int, table: int) -> list[int]:
    """List the associates whose records of this table the associate may not see."""
    return [owner for owner in reference.associates if not mask(reference, associate_id, table, owner) & SELECT]
