"""The small Contact carrier."""

from typing import Any

import msgspec

from openkontor.carriers.contact import Contact
from openkontor.display import contact_name, international
from openkontor.layouts import EUROPEAN, lay_out
from openkontor.store import parts
from openkontor.store.db import Db
from openkontor.store.dialect import statement

READ_SMALL_CONTACTS = statement(
    "read_small_contacts",
    """SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        c.contact_id, c.name, c.orgNr, c.department, coalesce(c.associate_id, 0), c.country_id, c.kananame,
        c.business_idx, c.category_idx, c.number1, c.number2,
        (SELECT u.url_address FROM URL u
            WHERE u.tenant = c.tenant AND u.contact_id = c.contact_id AND u.rank = 1),
        (SELECT e.email_address FROM Email e
            WHERE e.tenant = c.tenant AND e.contact_id = c.contact_id AND e.type = 0 AND e.rank = 1),
        (SELECT h.phone FROM phone h
            WHERE h.tenant = c.tenant AND h.owner_id = c.contact_id AND h.ptype_idx = 1 AND h.rank = 1),
        (SELECT json_group_array(json_array(a.atype_idx, a.address1, a.address2, a.address3, a.city, a.county,
            a.state, a.zipcode, a.wgs84latitude, a.wgs84longitude))
            FROM address a
            WHERE a.tenant = c.tenant AND a.owner_id = c.contact_id AND a.atype_idx IN (1, 2))
    FROM contact c
    WHERE c.tenant = :tenant AND c.contact_id IN each(:ids) AND c.DeletedDate IS NULL""",
)
READ_USERS_COMPANY = statement(
    "read_company_of_user",
    """SELECT business_idx, category_idx, coalesce(associate_id, 0) FROM contact
    WHERE tenant = :tenant AND contact_id = :contact_id AND DeletedDate IS NULL""",
)


def load_small(db: Db, ids: list[int]) -> dict[int, Contact]:
    """Load small companies by id, without rights; unknown and deleted ids are left out."""
    wanted = [number for number in ids if number]
    if not wanted:
        return {}
    rows = db.rows(READ_SMALL_CONTACTS, ids=str(wanted))
    if rows:
        db.check(rows[0][0])
    return {row[1]: _small_contact(row, db) for row in rows}


def _small_contact(row: tuple[Any, ...], db: Db) -> Contact:
    (_, number, name, org_nr, department, owner, country_id, kananame, business, category, number1, number2,
     url, email, phone, addresses) = row  # fmt: skip
    reference = db.reference
    country = reference.countries.get(country_id)
    address = parts.contact_address(msgspec.json.decode(addresses) if addresses else [])
    lay_out(address, country.address_layout_id if country else EUROPEAN)
    postal, street = address.postal, address.street
    return Contact(
        number,
        name,
        org_nr,
        department,
        url or "",
        (postal.city if postal else "") or (street.city if street else ""),
        international(phone or "", country.dial_in_prefix if country else ""),
        owner,
        country_id,
        email or "",
        kananame,
        None,
        None,
        reference.associates[owner].full_name if owner in reference.associates else "",
        reference.businesses[business].value if business in reference.businesses else "",
        reference.categories[category].value if category in reference.categories else "",
        country.name if country else "",
        address,
        address.formatted,
        contact_name(name, department),
        number in reference.owner_contacts,
        0,
        number1,
        number2,
    )


def load_users_company(db: Db, contact_id: int) -> tuple[int, int, int]:
    """Load line of business, category and owner of a user's company; zeros for none."""
    row = db.row(READ_USERS_COMPANY, contact_id=contact_id)
    return (row[0], row[1], row[2]) if row else (0, 0, 0)
