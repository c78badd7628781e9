"""The small Person carrier: as an item of a company's persons, or standing alone."""

from typing import Any, NamedTuple

from openkontor.carriers.person import Person
from openkontor.display import contact_name, international, person_names
from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.reference import Reference

# What is read of a person `p` for the small carrier; `small_person` takes the values in this order.
PERSON_COLUMNS = """p.rank, p.person_id, p.firstname, p.middleName, p.lastname, p.mrmrs, p.salutation, p.title,
    coalesce(p.position_idx, 0), p.country_id, p.retired, p.activeInterests, p.usepersonaddress,
    p.kanafname, p.kanalname, p.post1, p.post2, p.post3, coalesce(p.ticketPriorityId, 0),
    coalesce(p.supportLanguageId, 0), coalesce(p.supportAssociateId, 0), coalesce(p.category_idx, 0),
    p.person_number, coalesce(p.associate_id, 0),
    coalesce((SELECT t.text FROM text t WHERE t.tenant = p.tenant AND t.text_id = p.text_id), ''),
    (SELECT e.email_address FROM Email e
        WHERE e.tenant = p.tenant AND e.person_id = p.person_id AND e.type = 0 AND e.rank = 1),
    (SELECT e.description FROM Email e
        WHERE e.tenant = p.tenant AND e.person_id = p.person_id AND e.type = 0 AND e.rank = 1),
    (SELECT h.phone FROM phone h
        WHERE h.tenant = p.tenant AND h.owner_id = p.person_id AND h.ptype_idx = 16385 AND h.rank = 1),
    (SELECT h.phone FROM phone h
        WHERE h.tenant = p.tenant AND h.owner_id = p.person_id AND h.ptype_idx = 16387 AND h.rank = 1),
    (SELECT h.phone FROM phone h
        WHERE h.tenant = p.tenant AND h.owner_id = p.person_id AND h.ptype_idx = 16389 AND h.rank = 1)"""

# What is read of the company `c` of such a person; in this order too.
COMPANY_COLUMNS = """c.contact_id, c.name, c.department, c.country_id, c.orgNr,
    (SELECT h.phone FROM phone h
        WHERE h.tenant = c.tenant AND h.owner_id = c.contact_id AND h.ptype_idx = 1 AND h.rank = 1),
    (SELECT h.phone FROM phone h
        WHERE h.tenant = c.tenant AND h.owner_id = c.contact_id AND h.ptype_idx = 3 AND h.rank = 1)"""

READ_PEOPLE = statement(
    "read_people",
    f"""SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        {PERSON_COLUMNS}, {COMPANY_COLUMNS}
    FROM person p
    LEFT JOIN contact c ON c.tenant = p.tenant AND c.contact_id = p.contact_id AND c.DeletedDate IS NULL
    WHERE p.tenant = :tenant AND p.person_id IN each(:ids) AND p.DeletedDate IS NULL""",
)

OWNER = 23  # the owner's place among the values


class Company(NamedTuple):
    """What a small person tells of its company."""

    contact_id: int
    name: str
    department: str
    country_id: int
    org_nr: str
    phone: str  # as dialled from abroad
    fax: str
    full_name: str


NO_COMPANY = Company(0, "", "", 0, "", "", "", "")


def company(values: Any, reference: Reference) -> Company:
    """Make what persons tell of their company, in the order of the columns above."""
    number, name, department, country, org_nr, phone, fax = values
    if number is None:
        return NO_COMPANY
    prefix = _prefix(reference, country)
    phone, fax = international(phone or "", prefix), international(fax or "", prefix)
    return Company(number, name, department, country, org_nr, phone, fax, contact_name(name, department))


def load_people(db: Db, ids: list[int]) -> dict[int, tuple[Person, int]]:
    """Load small persons by id, each with its owner; unknown and deleted ids are left out."""
    wanted = [number for number in ids if number]
    if not wanted:
        return {}
    people = {}
    for row in db.rows(READ_PEOPLE, ids=str(wanted)):
        values = row[1:]
        db.check(row[0])
        person = small_person(values[:30], company(values[30:], db.reference), db.reference)
        people[person.person_id] = (person, values[OWNER])
    return people


def small_person(values: Any, company: Company, reference: Reference) -> Person:
    """Make a small person of its values, in the order of the columns above."""
    (rank, number, first, middle, last, mrmrs, salutation, title, position, country, retired, interests,
     use_address, kana_first, kana_last, post1, post2, post3, priority, language, support, category,
     person_number, owner, description, email, email_name, direct, fax, mobile) = values  # fmt: skip
    full, formal = person_names(first, middle, last, mrmrs, salutation)
    prefix = _prefix(reference, country)
    associate = reference.associate_of_person.get(number) or reference.associates.get(owner)
    return Person(
        reference.positions[position].value if position in reference.positions else "",
        number,
        mrmrs,
        first,
        last,
        middle,
        title,
        description,
        email or "",
        full,
        international(direct, prefix) if direct else "",
        formal,
        country,
        company.contact_id,
        company.name,
        retired,
        rank,
        interests,
        company.department,
        company.country_id,
        company.org_nr,
        international(fax, prefix) if fax else "",
        international(mobile, prefix) if mobile else "",
        company.phone,
        associate.name if associate else "",
        associate.associate_id if associate else 0,
        bool(use_address),
        company.fax,
        kana_first,
        kana_last,
        post1,
        post2,
        post3,
        email_name or "",
        company.full_name,
        0,
        priority,
        language,
        support,
        reference.categories[category].value if category in reference.categories else "",
        person_number,
    )


def _prefix(reference: Reference, country_id: int) -> str:
    country = reference.countries.get(country_id)
    return country.dial_in_prefix if country else ""
