"""The parts that companies and people have alike, declared once: phones, e-mails, addresses, associates."""

from typing import Any

from openkontor.archives.columns import Column, Kind, below
from openkontor.archives.kinds import (
    BOOL,
    DECIMAL,
    INT,
    STAMP_TIME,
    TEXT,
    text_condition,
    text_sort,
)
from openkontor.archives.known import (
    ASSOCIATE,
    USER_GROUP,
    group_name,
    known,
    listed,
    of_associate,
    other_groups,
    role_name,
)
from openkontor.archives.tree import Term
from openkontor.carriers.associate import UserType
from openkontor.display import international, stripped_phone
from openkontor.store.query import Condition, Join, Positive, Source, Stored
from openkontor.store.reference import Reference

TYPES = {"bool": "bool", "int": "int", "associate": "string", "listAny": "string", "date": "date"}


def _not_held(column: Column, term: Term) -> Condition:
    raise AssertionError(f"{column.name} is refused before its kind is asked")


def nothing(restriction: str = "string", word: str = "") -> Kind:
    """Make the kind of a column whose data this server does not hold: null, and not to be restricted or sorted."""
    return Kind(word or TYPES.get(restriction, "string"), restriction, _not_held, None, text_sort)


def not_held(restriction: str, *names: str) -> tuple[Column, ...]:
    """Declare columns whose data this server does not hold."""
    return tuple(Column(name, nothing(restriction), None, sorts=False, restricts=bool(restriction)) for name in names)


# Phones


def _shown_phone(reference: Reference, phone: str | None, country_id: int | None) -> str:
    country = reference.countries.get(country_id or 0)
    return international(phone or "", country.dial_in_prefix if country else "")


def _stripped(column: Column, term: Term) -> Condition:
    values = tuple(value._replace(text=stripped_phone(value.text)) for value in term.values)
    return text_condition(column, term._replace(values=values))


PHONE = Kind("string", "string", text_condition, _shown_phone, text_sort)
SEARCH_PHONE = Kind("string", "string", _stripped, lambda reference, stripped, phone: phone or "", text_sort)


def phone(prefix: str, key: str, kind: int, *, description: bool = True) -> tuple[Column, ...]:
    """Declare the first phone number of a kind, of the record with this key."""
    join = Join("phone", (("owner_id", key),), (("ptype_idx", kind), ("rank", 1)))
    number = Column(
        f"{prefix}/formattedNumber", PHONE, Stored("phone", (join,)), also=(Stored("country_id"),), sorts=False
    )
    return (number, Column(f"{prefix}/description", TEXT, Stored("description", (join,)))) if description else (number,)


def search_phone(key: str, kind: int) -> tuple[Column, ...]:
    """Declare a phone number that is found by its digits."""
    join = Join("phone", (("owner_id", key),), (("ptype_idx", kind), ("rank", 1)))
    stripped, shown = Stored("searchPhoneNumber", (join,)), Stored("phone", (join,))
    return (
        Column("searchPhone/formattedNumber", SEARCH_PHONE, stripped, also=(shown,), sorts=False),
        Column("searchPhone/description", TEXT, Stored("description", (join,))),
    )


# E-mails and web addresses

EMAIL = (
    *not_held("string", "emailProtocol"),
    Column("emailAddress", TEXT, Stored("email_address")),
    Column("emailDescription", TEXT, Stored("description")),
    Column("emailId", INT, Stored("email_id")),
    *not_held("datetime", "emailLastSent"),
    Column("emailBounceCount", INT, Stored("bounceCount")),
    Column("emailLastBounce", STAMP_TIME, Stored("lastBounce")),
    Column("emailHasBounced", BOOL, Positive("bounceCount")),
)
URL = (
    Column("URLAddress", TEXT, Stored("url_address")),
    Column("URLDescription", TEXT, Stored("description")),
)


def email(key: str) -> tuple[Column, ...]:
    """Declare the first e-mail address of the record with this key."""
    return below("email", EMAIL, Join("Email", ((key, key),), (("type", 0), ("rank", 1))))


def url(prefix: str, key: str) -> tuple[Column, ...]:
    """Declare the first web address of the record with this key."""
    return below(prefix, URL, Join("URL", ((key, key),), (("rank", 1),)))


# Addresses

LINES = tuple(Stored(name) for name in ("address1", "address2", "address3", "zipcode", "city", "county", "state"))


def _address(separator: str) -> Kind:
    def show(reference: Reference, *stored: str | None) -> str:
        line1, line2, line3, zipcode, city, county, state = (text or "" for text in stored)
        lines = (line1, line2, line3, f"{zipcode} {city}".strip(), county, state)
        return separator.join(line for line in lines if line)

    return Kind("string", "", text_condition, show, text_sort)


ADDRESS = (
    Column("addressId", INT, Stored("address_id")),
    Column("line1", TEXT, Stored("address1")),
    Column("line2", TEXT, Stored("address2")),
    Column("line3", TEXT, Stored("address3")),
    Column("county", TEXT, Stored("county")),
    Column("city", TEXT, Stored("city")),
    Column("zip", TEXT, Stored("zipcode")),
    Column("state", TEXT, Stored("state")),
    Column("wgs84latitude", DECIMAL, Stored("wgs84latitude")),
    Column("wgs84longitude", DECIMAL, Stored("wgs84longitude")),
    Column("formattedAddress", _address(", "), LINES[0], also=LINES[1:], sorts=False, restricts=False),
    Column("formattedMultiLineAddress", _address("\r\n"), LINES[0], also=LINES[1:], sorts=False, restricts=False),
)


def address(prefix: str, key: str, kind: int) -> tuple[Column, ...]:
    """Declare an address of a kind, of the record with this key."""
    return below(prefix, ADDRESS, Join("address", (("owner_id", key),), (("atype_idx", kind),)))


# Associates: all they have is in memory.


def _of_person(place: int) -> Any:
    """A part of the associate's own name, as far as the full name tells it."""
    return lambda reference, associate: _names(associate.full_name)[place]


def _names(full: str) -> tuple[str, str, str]:
    words = full.split(" ")
    return (words[0], " ".join(words[1:-1]), words[-1]) if len(words) > 1 else (full, "", "")


ASSOCIATE_COLUMNS: tuple[tuple[str, Kind, bool], ...] = (
    ("firstName", of_associate(_of_person(0)), True),
    ("lastName", of_associate(_of_person(2)), True),
    ("middleName", of_associate(_of_person(1)), True),
    ("fullName", of_associate(lambda reference, one: one.full_name), True),
    ("contactId", of_associate(lambda reference, one: reference.users[one.associate_id].contact_id, 0, "int"), False),
    ("personId", of_associate(lambda reference, one: one.person_id, 0, "int"), False),
    ("associateDbId", known("associate", lambda reference: reference.associates, lambda _, one: one.name), True),
    ("usergroup", of_associate(group_name, "", "userGroup"), True),
    ("usergroupId", of_associate(lambda reference, one: one.group_idx, 0, "int"), True),
    ("role", of_associate(role_name, "", "listAny"), True),
    ("assocName", ASSOCIATE, True),
    ("assocTooltip", of_associate(lambda reference, one: one.tooltip), False),
    ("assocType", of_associate(lambda reference, one: one.type.value, "", "listAny"), True),
    ("ejUserId", of_associate(lambda reference, one: one.ej_user_id, 0, "int"), False),
    ("isActive", of_associate(lambda reference, one: not one.deleted, False, "bool"), True),
    ("otherGroups", of_associate(other_groups, "", "userGroup"), False),
    ("userName", of_associate(lambda reference, one: one.name), True),
    ("isLocation", of_associate(lambda reference, one: one.type is UserType.ResourceAssociate, False, "bool"), True),
)
ASSOCIATE_NOT_HELD = (
    *not_held("string", "mrMrs", "title", "contactName", "contactDepartment", "contactFullName", "ejDisplayName"),
    *not_held("listAny", "contactCategory"),
    *not_held("bool", "simultaneousEjUser", "isActiveText"),
    *not_held("int", "ejStatus"),
    *not_held("", "credentialType", "credentialDisplayValue", "portraitThumbnail"),
    *not_held("string", "personEmail", "locationAddress"),
)


def associate(prefix: str, source: Source) -> tuple[Column, ...]:
    """Declare the columns of an associate whose id is stored here."""
    held = (Column(name, kind, source, sorts=sorts) for name, kind, sorts in ASSOCIATE_COLUMNS)
    return below(prefix, (*held, *ASSOCIATE_NOT_HELD))


PRIORITY, LANGUAGE = listed("ticketpriority"), listed("customerlanguage")
CATEGORY, BUSINESS, POSITION = listed("category"), listed("business"), listed("perspos")
GROUP = USER_GROUP
