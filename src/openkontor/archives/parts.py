"""The parts that companies and people have alike, declared once: phones, e-mails, addresses, associates."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from openkontor.archives.columns import Column, Context, Kind, Later, below
from openkontor.archives.guards import CONTACTS, PERSONS
from openkontor.archives.kinds import (
    BOOL,
    DECIMAL,
    INT,
    STAMP,
    STAMP_TIME,
    TEXT,
    negating,
    text_condition,
    text_sort,
)
from openkontor.archives.known import (
    ASSOCIATE,
    ASSOCIATE_FULL,
    CATEGORY_GROUP,
    CATEGORY_RANK,
    Items,
    group_name,
    known,
    listed,
    other_groups,
    role_name,
)
from openkontor.archives.tree import Operator, Term, Value
from openkontor.carriers.associate import Associate, UserType
from openkontor.display import contact_name, international, stripped_phone
from openkontor.store.query import All, Among, Any_, Condition, Join, Positive, Spelled, Stored
from openkontor.store.reference import Reference, User

TYPES = {"bool": "bool", "int": "int", "associate": "string", "listAny": "string", "date": "date"}


def _not_held(column: Column, term: Term) -> Condition:
    raise AssertionError(f"{column.name} is refused before its kind is asked")


def nothing(restriction: str = "string", word: str = "") -> Kind:
    """Make the kind of a column whose data this server does not hold: null, and not to be restricted or sorted."""
    return Kind(word or TYPES.get(restriction, "string"), restriction, _not_held, None, text_sort)


def not_held(restriction: str, *names: str) -> tuple[Column, ...]:
    """Declare columns whose data this server does not hold."""
    return tuple(Column(name, nothing(restriction), None, sorts=False, restricts=bool(restriction)) for name in names)


def shown_only(column: Column) -> Column:
    """Give a column that is published as one to look at."""
    return column._replace(kind=column.kind._replace(restriction=""), sorts=False, restricts=False)


COMPANY = Join("contact", (("contact_id", "contact_id"),), guard=CONTACTS)
PERSON = Join("person", (("person_id", "person_id"),), guard=PERSONS)
USER = Join("person", (("person_id", "person_id"),))  # users' names are nobody's secret
TEXT_ROW = Join("text", (("text_id", "text_id"),))
FULL_NAME = Spelled(("firstname", "middleName", "lastname"), " ")

CATEGORY, BUSINESS, POSITION = listed("category"), listed("business"), listed("perspos")
TICKET_PRIORITY, LANGUAGE, PRIORITY = listed("ticketpriority"), listed("customerlanguage"), listed("priority")


def stamps(prefix: str = "") -> tuple[Column, ...]:
    """Declare who changed and who made a record, and when."""
    updated, registered = (f"{prefix}{word}" if prefix else word.lower() for word in ("Updated", "Registered"))
    return (
        Column(f"{updated}By", ASSOCIATE, Stored("updated_associate_id")),
        Column(f"{updated}ByFullName", ASSOCIATE_FULL, Stored("updated_associate_id")),
        Column(f"{updated}Date", STAMP, Stored("updated")),
        Column(f"{registered}By", ASSOCIATE, Stored("registered_associate_id")),
        Column(f"{registered}ByFullName", ASSOCIATE_FULL, Stored("registered_associate_id")),
        Column(f"{registered}Date", STAMP, Stored("registered", always=True)),
    )


def categories(category: str, business: str, rank: str) -> tuple[Column, ...]:
    """Declare the category and the business of a record."""
    return (
        Column(category, CATEGORY, Stored("category_idx"), list_name="category"),
        Column(f"{category}Group", CATEGORY_GROUP, Stored("category_idx"), list_name="categorygroup"),
        Column(rank, CATEGORY_RANK, Stored("category_idx")),
        Column(business, BUSINESS, Stored("business_idx"), list_name="business"),
    )


def _who(reference: Reference, full: str | None, name: str | None, department: str | None) -> str:
    company = contact_name(name, department or "") if name else ""
    return ", ".join(text for text in (full, company) if text)


_WHO = Kind("string", "", text_condition, _who, text_sort)  # a person's name, and the company's


def who(company: Join, person: Join) -> Column:
    """Declare the name of the person beside a row, and of the company."""
    return Column(
        "who",
        _WHO,
        FULL_NAME._replace(path=(person,)),
        also=(Stored("name", (company,)), Stored("department", (company,))),
        restricts=False,
    )


WHO = who(COMPANY, PERSON)._replace(sorts=False)

# A key that is published as an item of a list: it is shown as a number.
LISTED_KEY = INT._replace(restriction="listAny")

# Phones


def _shown_phone(reference: Reference, phone: str | None, country_id: int | None) -> str:
    country = reference.countries.get(country_id or 0)
    return international(phone or "", country.dial_in_prefix if country else "")


@negating
def _as_shown(column: Column, term: Term) -> Condition:
    """A phone number as it is stored, or as it is shown, with or without blanks."""
    assert isinstance(column.source, Stored)
    digits = column._replace(source=column.source._replace(column="searchPhoneNumber"))
    told = [value for value in term.values if any(map(str.isdigit, value.text))]
    by_digits = (_by_digits(digits, term),) if told and len(told) == len(term.values) else ()
    return Any_((text_condition(column, term), *by_digits))


@negating
def _by_digits(column: Column, term: Term) -> Condition:
    """A phone number by its digits; one as it is dialled from abroad is found as it is dialled at home, too."""
    texts = [stripped_phone(value.text) for value in term.values]
    found = text_condition(column, term._replace(values=tuple(map(Value, texts))))
    if term.operator not in (Operator.EQUAL, Operator.IN, Operator.BEGINS):
        return found
    abroad = [text.removeprefix("+").removeprefix("00") for text in texts if text.startswith(("+", "00"))]
    operator = Operator.BEGINS if term.operator is Operator.BEGINS else Operator.EQUAL
    return Any_(
        (found, *(part for number in abroad for part in _at_home(column, term._replace(operator=operator), number)))
    )


def _at_home(column: Column, term: Term, number: str) -> Iterator[Condition]:
    """The ways a number can be stored that is dialled so from abroad: with a plus, with 00, without its country's."""
    for sign in ("+", "00"):
        yield text_condition(column, term._replace(values=(Value(sign + number),)))
    for end in range(1, min(LONGEST_PREFIX, len(number) - 1) + 1):
        at_home = text_condition(column, term._replace(values=(Value(number[end:]),)))
        yield All((Among(column.also[-1], Later(partial(_dialled_by, number[:end]))), at_home))


def _dialled_by(prefix: str, context: Context) -> str:
    countries = context.reference.countries
    return json.dumps([number for number, country in countries.items() if country.dial_in_prefix == prefix])


def _shown_search_phone(reference: Reference, stripped: str | None, phone: str | None, country_id: int | None) -> str:
    return phone or ""


LONGEST_PREFIX = 4  # digits that dial a country
PHONE = Kind("string", "string", _as_shown, _shown_phone, text_sort)
SEARCH_PHONE = Kind("string", "string", _by_digits, _shown_search_phone, text_sort)


def _first_phone(key: str, kind: int) -> Join:
    return Join("phone", (("owner_id", key),), (("ptype_idx", kind), ("rank", 1)))


def phone(prefix: str, key: str, kind: int, *, description: bool = True) -> tuple[Column, ...]:
    """Declare the first phone number of a kind, of the record with this key."""
    join = _first_phone(key, kind)
    number = Column(
        f"{prefix}/formattedNumber", PHONE, Stored("phone", (join,)), also=(Stored("country_id"),), sorts=False
    )
    return (number, Column(f"{prefix}/description", TEXT, Stored("description", (join,)))) if description else (number,)


def search_phone(key: str, kind: int) -> tuple[Column, ...]:
    """Declare a phone number that is found by its digits."""
    join = _first_phone(key, kind)
    stripped, shown = Stored("searchPhoneNumber", (join,)), Stored("phone", (join,))
    return (
        Column("searchPhone/formattedNumber", SEARCH_PHONE, stripped, also=(shown, Stored("country_id")), sorts=False),
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


# Associates: most of what they have is in memory.


def _kinds(items: Items, identity: Callable[[Associate], int] | None) -> tuple[tuple[str, Kind, bool], ...]:
    """The columns of an associate, the kind of each, and whether it sorts."""

    def of(show: Callable[[Reference, Associate], Any], empty: Any = "", restriction: str = "string") -> Kind:
        return known(restriction, items, show, empty, by_id=False)

    def user(show: Callable[[User], Any], empty: Any = "", restriction: str = "string") -> Kind:
        return of(lambda reference, one: show(reference.users[one.associate_id]), empty, restriction)

    named = known("associate", items, lambda _, one: one.name, identity=identity)
    return (
        ("firstName", user(lambda one: one.first_name), True),
        ("lastName", user(lambda one: one.last_name), True),
        ("middleName", user(lambda one: one.middle_name), True),
        ("mrMrs", user(lambda one: one.mr_mrs), True),
        ("fullName", of(lambda _, one: one.full_name), True),
        ("contactId", user(lambda one: one.contact_id, 0, "int"), False),
        ("personId", of(lambda _, one: one.person_id, 0, "int"), False),
        ("associateDbId", named, True),
        ("usergroup", of(group_name, "", "userGroup"), True),
        ("usergroupId", of(lambda _, one: one.group_idx, 0, "int"), True),
        ("role", of(role_name, "", "listAny"), True),
        ("assocName", named, True),
        ("assocTooltip", of(lambda _, one: one.tooltip), False),
        ("assocType", of(lambda _, one: one.type.value, "", "listAny"), True),
        ("ejUserId", of(lambda _, one: one.ej_user_id, 0, "int"), False),
        ("isActive", of(lambda _, one: not one.deleted, False, "bool"), True),
        ("otherGroups", of(other_groups, "", "userGroup"), False),
        ("userName", of(lambda _, one: one.name), True),
        ("isLocation", of(lambda _, one: one.type is UserType.ResourceAssociate, False, "bool"), True),
    )


BY_ASSOCIATE = _kinds(lambda reference: reference.associates, None)
BY_PERSON = _kinds(lambda reference: reference.associate_of_person, lambda one: one.associate_id)
ASSOCIATE_NOT_HELD = (
    *not_held("string", "ejDisplayName"),
    *not_held("bool", "simultaneousEjUser", "isActiveText"),
    *not_held("int", "ejStatus"),
    *not_held("", "credentialType", "credentialDisplayValue", "portraitThumbnail"),
    *not_held("string", "locationAddress"),
)


def associate_columns(source: Stored, person: tuple[Join, ...]) -> tuple[Column, ...]:
    """Declare the columns of an associate whose id is stored here; `person` leads from there to who it is."""
    return (*_in_memory(BY_ASSOCIATE, source), *_of_person(person), *ASSOCIATE_NOT_HELD)


def associate(prefix: str, source: Stored) -> tuple[Column, ...]:
    """Declare, below a prefix, the columns of an associate whose id is stored here."""
    row = Join("associate", (("associate_id", source.column),))
    return below(prefix, associate_columns(source, (*source.path, row, USER)))


def associate_of_person(prefix: str, person_id: Stored) -> tuple[Column, ...]:
    """Declare, below a prefix, the columns of the associate that a person is."""
    held = (*_in_memory(BY_PERSON, person_id), *_of_person((Join("person", (("person_id", person_id.column),)),)))
    return below(prefix, (*held, *ASSOCIATE_NOT_HELD))


def _in_memory(kinds: tuple[tuple[str, Kind, bool], ...], source: Stored) -> Iterator[Column]:
    return (Column(name, kind, source, sorts=sorts) for name, kind, sorts in kinds)


def _of_person(person: tuple[Join, ...]) -> tuple[Column, ...]:
    """What an associate's person has, and its company."""
    name, department = Stored("name", (*person, COMPANY)), Stored("department", (*person, COMPANY))
    mail = Join("Email", (("person_id", "person_id"),), (("type", 0), ("rank", 1)))
    return (
        Column("title", TEXT, Stored("title", person)),
        Column("contactName", TEXT, name),
        Column("contactDepartment", TEXT, department),
        Column("contactFullName", TEXT, Spelled(("name", "department"), ", ", name.path)),
        Column("contactCategory", CATEGORY, Stored("category_idx", name.path), list_name="category"),
        Column("personEmail", TEXT, Stored("email_address", (*person, mail))),
    )
