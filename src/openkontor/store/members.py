"""What members of projects and stakeholders of sales have in common: a person or a company, and who sees them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from openkontor.display import international, person_names
from openkontor.store.db import Db
from openkontor.store.reference import Reference

# What is read of the one who is a member `m`: a person `p`, its e-mail `e` and phone `h`, and its company `c`.
WHO = """coalesce(m.contact_id, 0), coalesce(m.person_id, 0), coalesce(c.name, ''), coalesce(c.department, ''),
    coalesce(p.country_id, c.country_id, 0), coalesce(p.firstname, ''), coalesce(p.middleName, ''),
    coalesce(p.lastname, ''), coalesce(p.mrmrs, ''), coalesce(p.salutation, ''), coalesce(e.email_id, 0),
    coalesce(e.email_address, ''), coalesce(e.description, ''), coalesce(h.phone_id, 0), coalesce(h.phone, '')"""
JOINS = """LEFT JOIN contact c ON c.tenant = m.tenant AND c.contact_id = m.contact_id AND c.DeletedDate IS NULL
    LEFT JOIN person p ON p.tenant = m.tenant AND p.person_id = m.person_id AND p.DeletedDate IS NULL
    LEFT JOIN Email e ON e.tenant = m.tenant AND e.person_id = m.person_id AND e.type = 0 AND e.rank = 1
    LEFT JOIN phone h ON h.tenant = m.tenant AND h.owner_id = m.person_id AND h.ptype_idx = 16385 AND h.rank = 1"""
# Who was deleted, or is hidden from the caller, is not among them.
SEEN = """(m.contact_id IS NULL
            OR (c.contact_id IS NOT NULL AND coalesce(c.associate_id, 0) NOT IN each(:hidden_contacts)))
        AND (m.person_id IS NULL
            OR (p.person_id IS NOT NULL AND coalesce(p.associate_id, 0) NOT IN each(:hidden_persons)))"""


class Hidden(NamedTuple):
    """The owners whose companies, and whose people, the caller may not see."""

    contacts: list[int]
    persons: list[int]

    def bound(self) -> dict[str, str]:
        """Give them as a statement takes them."""
        return {"hidden_contacts": str(self.contacts), "hidden_persons": str(self.persons)}


class Who(NamedTuple):
    """A person, or a whole company, in short."""

    contact_id: int
    person_id: int
    contact_name: str
    department: str
    country_id: int
    firstname: str
    middle_name: str
    lastname: str
    mrmrs: str
    full_name: str
    email_id: int
    email: str
    email_name: str
    phone_id: int
    phone: str


def who_of(values: Any, reference: Reference) -> Who:
    """Make one of values in the order of WHO."""
    country = reference.countries.get(values[4])
    full, _ = person_names(*values[5:10])
    phone = international(values[14], country.dial_in_prefix if country else "") if values[14] else ""
    return Who._make((*values[:9], full, *values[10:14], phone))


class Kind(NamedTuple):
    """How members of one kind are stored: their key and whose they are, and what inserts, updates and deletes one."""

    key: str
    owner: str
    insert: Callable[[Db, Any, int, int], int]
    update: Callable[[Db, Any, Any, int, int], bool]
    delete: Callable[[Db, int], None]


def write_list(db: Db, kind: Kind, owner: int, before: list[Any], after: list[Any], now: int, by: int) -> bool:
    """Store the members that differ between two states of a project's or sale's list, and say whether any did.

    Who was hidden from the caller is in neither and stays.
    """
    stored = {getattr(member, kind.key): member for member in before}
    changed = False
    for member in after:
        old = stored.pop(getattr(member, kind.key), None)
        setattr(member, kind.owner, owner)
        if old is None:
            kind.insert(db, member, now, by)
            changed = True
        else:
            changed |= kind.update(db, old, member, now, by)
    for number in stored:
        kind.delete(db, number)
    return changed or bool(stored)
