"""The parts companies and people share: addresses, phones, e-mails, web addresses, texts.

Lists carry no ids on the wire. A stored row is kept when its value is sent again, so that
bounce counts and stamps survive; its place in the list is its rank (domain reference 3.9).
"""

from collections.abc import Callable, Iterable
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

import msgspec

from openkontor.carriers.address import Address, AddressType, StructuredAddress
from openkontor.carriers.element import EntityElement
from openkontor.store.db import Db
from openkontor.store.dialect import Statement, statement

CONTACT_PHONE, CONTACT_FAX = 1, 3
DIRECT_PHONE, PERSON_FAX, PRIVATE_PHONE, MOBILE_PHONE, OTHER_PHONE = 16385, 16387, 16388, 16389, 16390
EMAIL, CHAT, INTERNET_PHONE = 0, 1, 2

FIRST = itemgetter(0)
FIRST_TWO = itemgetter(0, 1)

PHONES = (
    statement(
        "read_phone_ids",
        """SELECT phone_id, phone, description, rank FROM phone
        WHERE tenant = :tenant AND owner_id = :owner AND ptype_idx = :kind ORDER BY rank""",
    ),
    statement(
        "insert_phone",
        """INSERT INTO phone (tenant, phone_id, owner_id, ptype_idx, rank, phone, searchPhoneNumber, description)
        VALUES (:tenant, :id, :owner, :kind, :rank, :value, :stripped, :description)""",
    ),
    statement(
        "update_phone",
        """UPDATE phone SET phone = :value, searchPhoneNumber = :stripped, description = :description, rank = :rank
        WHERE tenant = :tenant AND owner_id = :owner AND ptype_idx = :kind AND rank = :old_rank AND phone_id = :id""",
    ),
    statement(
        "delete_phone",
        """DELETE FROM phone
        WHERE tenant = :tenant AND owner_id = :owner AND ptype_idx = :kind AND rank = :old_rank AND phone_id = :id""",
    ),
)
CONTACT_EMAILS = (
    statement(
        "read_contact_email_ids",
        """SELECT email_id, email_address, description, rank FROM Email
        WHERE tenant = :tenant AND contact_id = :owner AND type = :kind ORDER BY rank""",
    ),
    statement(
        "insert_contact_email",
        """INSERT INTO Email (tenant, email_id, contact_id, type, rank, email_address, description, registered)
        VALUES (:tenant, :id, :owner, :kind, :rank, :value, :description, :now)""",
    ),
    statement(
        "update_email",
        """UPDATE Email SET email_address = :value, description = :description, rank = :rank
        WHERE tenant = :tenant AND email_id = :id""",
    ),
    statement("delete_email", "DELETE FROM Email WHERE tenant = :tenant AND email_id = :id"),
)
PERSON_EMAILS = (
    statement(
        "read_person_email_ids",
        """SELECT email_id, email_address, description, rank FROM Email
        WHERE tenant = :tenant AND person_id = :owner AND type = :kind ORDER BY rank""",
    ),
    statement(
        "insert_person_email",
        """INSERT INTO Email (tenant, email_id, person_id, type, rank, email_address, description, registered)
        VALUES (:tenant, :id, :owner, :kind, :rank, :value, :description, :now)""",
    ),
    *CONTACT_EMAILS[2:],
)
CONTACT_URLS = (
    statement(
        "read_contact_url_ids",
        """SELECT url_id, url_address, description, rank FROM URL
        WHERE tenant = :tenant AND contact_id = :owner ORDER BY rank""",
    ),
    statement(
        "insert_contact_url",
        """INSERT INTO URL (tenant, url_id, contact_id, rank, url_address, description)
        VALUES (:tenant, :id, :owner, :rank, :value, :description)""",
    ),
    statement(
        "update_url",
        """UPDATE URL SET url_address = :value, description = :description, rank = :rank
        WHERE tenant = :tenant AND url_id = :id""",
    ),
    statement("delete_url", "DELETE FROM URL WHERE tenant = :tenant AND url_id = :id"),
)
PERSON_URLS = (
    statement(
        "read_person_url_ids",
        """SELECT url_id, url_address, description, rank FROM URL
        WHERE tenant = :tenant AND person_id = :owner ORDER BY rank""",
    ),
    statement(
        "insert_person_url",
        """INSERT INTO URL (tenant, url_id, person_id, rank, url_address, description)
        VALUES (:tenant, :id, :owner, :rank, :value, :description)""",
    ),
    *CONTACT_URLS[2:],
)
PROJECT_URLS = (
    statement(
        "read_project_url_ids",
        """SELECT url_id, url_address, description, rank FROM URL
        WHERE tenant = :tenant AND project_id = :owner ORDER BY rank""",
    ),
    statement(
        "insert_project_url",
        """INSERT INTO URL (tenant, url_id, project_id, rank, url_address, description)
        VALUES (:tenant, :id, :owner, :rank, :value, :description)""",
    ),
    *CONTACT_URLS[2:],
)


def ranked(json: str | None, by: Callable[[Any], Any] = FIRST) -> list[Any]:
    """Read rows that came as JSON, in the order of their first value; `by` FIRST_TWO where several may have one rank.

    Sorting here is cheap; ORDER BY in the aggregate makes SQLite build a table for each list.
    """
    rows: list[Any] = msgspec.json.decode(json) if json else []
    rows.sort(key=by)
    return rows


def elements_of(rows: list[Any]) -> list[EntityElement]:
    """Make a list of e-mails or web addresses of rows of rank, value, description."""
    return [EntityElement(values[1], values[1], values[2]) for values in rows]


def phones_of(rows: list[Any], kind: int) -> list[EntityElement]:
    """Make the list of one kind of phone of rows of rank, kind, phone, stripped phone, description."""
    return [EntityElement(values[2], values[3], values[4]) for values in rows if values[1] == kind]


class Elements(NamedTuple):
    """Where one list of elements lies: its field, its table, the statements, the kind of row."""

    attribute: str
    table: str
    statements: tuple[Statement, ...]  # read ids, insert, update, delete
    kind: int = 0


def write_elements(db: Db, lists: tuple[Elements, ...], owner: int, before: Any, after: Any, now: int) -> bool:
    """Store the lists that differ between two carriers (`before` None: all are new); say whether any did."""
    changed = False
    for elements in lists:
        old = (getattr(before, elements.attribute) if before is not None else None) or []
        new = getattr(after, elements.attribute) or []
        if old == new:
            continue
        if old:
            _replace(db, elements, owner, new, now)
        else:
            _insert(db, elements, owner, enumerate(new, start=1), now)
        changed = True
    return changed


Ranked = Iterable[tuple[int, EntityElement]]


def _insert(db: Db, elements: Elements, owner: int, wanted: Ranked, now: int) -> None:
    rows = [
        {
            "owner": owner,
            "kind": elements.kind,
            "id": db.new_id(elements.table),
            "rank": rank,
            "value": element.value,
            "stripped": element.stripped_value,
            "description": element.description,
            "now": now,
        }
        for rank, element in wanted
    ]
    db.each(elements.statements[1], rows)


def _replace(db: Db, elements: Elements, owner: int, wanted: list[EntityElement], now: int) -> None:
    read, _, update, delete = elements.statements
    place = {"owner": owner, "kind": elements.kind}
    rows = db.rows(read, **place)
    free = {_key(row[1], elements): row for row in reversed(rows)}
    new, updates, kept = [], [], set()
    for rank, element in enumerate(wanted, start=1):
        row = free.pop(_key(element.value, elements), None)
        if row is None:
            new.append((rank, element))
            continue
        kept.add(row[0])
        if row[1:] != (element.value, element.description, rank):
            told = {"value": element.value, "stripped": element.stripped_value, "description": element.description}
            updates.append(place | told | {"rank": rank, "id": row[0], "old_rank": row[3]})
    db.each(delete, [place | {"id": row[0], "old_rank": row[3]} for row in rows if row[0] not in kept])
    db.each(update, updates)
    _insert(db, elements, owner, new, now)


def _key(value: str, elements: Elements) -> str:
    return value.casefold() if elements.table == "email" else value


INSERT_ADDRESS = statement(
    "insert_address",
    """INSERT INTO address (tenant, address_id, owner_id, atype_idx, address1, address2, address3, city, county,
        state, zipcode, wgs84latitude, wgs84longitude)
    VALUES (:tenant, :id, :owner, :kind, :address1, :address2, :address3, :city, :county, :state, :zipcode,
        :latitude, :longitude)""",
)
UPDATE_ADDRESS = statement(
    "update_address",
    """UPDATE address SET address1 = :address1, address2 = :address2, address3 = :address3, city = :city,
        county = :county, state = :state, zipcode = :zipcode, wgs84latitude = :latitude, wgs84longitude = :longitude
    WHERE tenant = :tenant AND owner_id = :owner AND atype_idx = :kind""",
)
ADDRESS_FIELDS = ("address1", "address2", "address3", "city", "county", "state", "zipcode")
address_parts = attrgetter(*ADDRESS_FIELDS)  # of a StructuredAddress, in the order it is made of


def structured(kind: AddressType, values: list[Any] | None) -> StructuredAddress:
    """Make one address of a stored row's values, or an empty one."""
    return StructuredAddress(kind, *values[1:8]) if values else StructuredAddress(kind)


def contact_address(rows: list[list[Any]]) -> Address:
    """Make a company's address of its stored rows: kind, parts in order, latitude, longitude."""
    by_kind = {row[0]: row for row in rows}
    street, postal = by_kind.get(2), by_kind.get(1)
    latitude, longitude = _position(street) or _position(postal) or (0.0, 0.0)
    return Address(
        latitude,
        longitude,
        None,
        structured(AddressType.ContactStreetAddress, street),
        structured(AddressType.ContactPostalAddress, postal),
    )


def person_address(rows: list[list[Any]]) -> Address:
    """Make a person's address of its stored row, if there is one."""
    row = rows[0] if rows else None
    latitude, longitude = _position(row) or (0.0, 0.0)
    return Address(latitude, longitude, None, structured(AddressType.PersonPrivateAddress, row))


def _position(row: list[Any] | None) -> tuple[float, float] | None:
    return (float(row[8]), float(row[9])) if row and row[8] is not None and row[9] is not None else None


Values = tuple[Any, ...]

ADDRESS_COLUMNS = (*ADDRESS_FIELDS, "latitude", "longitude")
EMPTY_ADDRESS: Values = (*("",) * len(ADDRESS_FIELDS), None, None)


def write_address(db: Db, owner: int, before: Address | None, after: Address | None) -> bool:
    """Store the blocks of an address that differ (`before` None: all are new); say whether any did."""
    if before == after:
        return False
    old = _address_rows(before) if before else {}
    new = _address_rows(after) if after else {}
    changed = [(kind, values) for kind, values in new.items() if values != old.get(kind, EMPTY_ADDRESS)]
    missing = []
    for kind, values in changed:
        row = dict(zip(ADDRESS_COLUMNS, values, strict=True), owner=owner, kind=kind)
        if before is None or not db.run(UPDATE_ADDRESS, row):
            row["id"] = db.new_id("address")
            missing.append(row)
    db.each(INSERT_ADDRESS, missing)
    return bool(changed)


def _address_rows(address: Address) -> dict[int, Values]:
    """The stored values of an address by kind; the one position is kept with the street."""
    street, postal = address.street, address.postal
    rows: dict[int, Values] = {}
    if street is not None:
        position = (address.wgs84_latitude, address.wgs84_longitude)
        rows[street.atype_idx.number] = address_parts(street) + (position if any(position) else (None, None))
    if postal is not None:
        rows[postal.atype_idx.number] = (*address_parts(postal), None, None)
    return rows


INSERT_TEXT = statement(
    "insert_text",
    """INSERT INTO text (tenant, text_id, type, owner_id, text)
    VALUES (:tenant, :id, :kind, :owner, :text)""",
)
UPDATE_TEXT = statement(
    "update_text",
    "UPDATE text SET text = :text WHERE tenant = :tenant AND owner_id = :owner AND type = :kind",
)

DELETE_TEXT = statement("delete_text", "DELETE FROM text WHERE tenant = :tenant AND owner_id = :owner AND type = :kind")

CONTACT_TEXT, PERSON_TEXT, APPOINTMENT_TEXT, DOCUMENT_TEXT, AGENDA_TEXT, INTERNAL_NOTES_TEXT = 1, 2, 4, 5, 20, 21
PROJECT_TEXT, SALE_TEXT, PROJECT_INFO, PROJECT_MEMBER_TEXT, SALE_INFO = 6, 7, 11, 13, 25


def text_id_for(db: Db, text: str) -> int | None:
    """Take an id for a new record's text; an empty text has no row."""
    return db.new_id("text") if text else None


def insert_text(db: Db, text_id: int | None, kind: int, owner: int, text: str) -> None:
    """Store a new record's text, if it has one."""
    if text_id is not None:
        db.run(INSERT_TEXT, id=text_id, kind=kind, owner=owner, text=text)


def write_text(db: Db, kind: int, owner: int, before: str | None, after: str) -> int | None:
    """Store a text that changed (`before` None: its record is new); gives the id of a new row, None for none."""
    if before == after or (before is not None and db.run(UPDATE_TEXT, owner=owner, kind=kind, text=after)):
        return None
    text_id = text_id_for(db, after)
    insert_text(db, text_id, kind, owner, after)
    return text_id


Texts = dict[str, tuple[int, str]]  # by the column of a text's id: its kind, and its field


def write_texts(db: Db, texts: Texts, owner: int, before: Any, after: Any) -> dict[str, int | None]:
    """Store the texts that differ between two carriers (`before` None: all are new); gives the ids by column."""
    return {
        column: write_text(db, kind, owner, None if before is None else getattr(before, field), getattr(after, field))
        for column, (kind, field) in texts.items()
    }


def same_texts(texts: Texts, before: Any, after: Any) -> bool:
    """Say whether the texts of two carriers are the same."""
    return all(getattr(before, field) == getattr(after, field) for _, field in texts.values())


def delete_text(db: Db, kind: int, owner: int) -> None:
    """Delete a record's text of one kind."""
    db.run(DELETE_TEXT, kind=kind, owner=owner)
