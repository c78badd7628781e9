"""Lists that show people and companies in another way: users, e-mail addresses, relations."""

from typing import Any

from openkontor.archives.columns import Column, Kind, below, beside
from openkontor.archives.contacts import IN_ANOTHER
from openkontor.archives.contacts import MORE as COMPANY_MORE
from openkontor.archives.contacts import OWN as COMPANY_OWN
from openkontor.archives.guards import CONTACTS, PERSONS
from openkontor.archives.kinds import INT, TEXT, text_condition, text_sort
from openkontor.archives.known import ASSOCIATE, known
from openkontor.archives.parts import (
    COMPANY,
    EMAIL,
    PERSON,
    USER,
    associate_columns,
    not_held,
    shown_only,
    who,
)
from openkontor.archives.persons import ALONE, BESIDE, FULL_NAME_WITH_CONTACT, IN_COMPANY
from openkontor.archives.persons import WHO as PERSON_WHO
from openkontor.archives.tree import Term
from openkontor.store.query import (
    Any_,
    Compare,
    Condition,
    Guard,
    Join,
    Missing,
    Opposite,
    Parent,
    Stored,
)

# Users: all who may own something.

USERS = (
    *associate_columns(Stored("associate_id"), (USER,)),
    *not_held("", "userplan", "superoffice_visible-for", "superoffice_superlicense-no-selection"),
    *not_held("", "superoffice_ten-sales", "superoffice_ten-service", "superoffice_ten-marketing"),
    *not_held("", "superoffice_ten-salesservicemarketing", "superoffice_system-user-cal"),
    *not_held("bool", "canLogin"),
)
USERS_DEFAULT = ("associateDbId", "userName", "fullName", "personId", "usergroup", "role", "assocType", "isActive")
EMPLOYEE = 0
IS_INTERNAL = Compare(Stored("type", always=True), "=", EMPLOYEE)

# E-mail addresses, each with the person whose it is.


def _matches(column: Column, term: Term) -> Condition:
    """The beginning of an address or of a name."""
    texts = (column, Column("", TEXT, Stored("firstname", (PERSON,))), Column("", TEXT, Stored("lastname", (PERSON,))))
    return Any_(tuple(text_condition(one, term) for one in texts))


MATCH = Kind("string", "string", _matches, lambda reference, address: address or "", text_sort)
HAS_PERSON = Opposite(Missing(Stored("person_id", (PERSON,))))
OF_ADDRESS = {column.name for column in EMAIL} | {f"email/{column.name}" for column in EMAIL}
ADDRESSES = (
    *EMAIL,
    Column("emailMatch", MATCH, Stored("email_address", always=True), sorts=False),
    *(
        column
        for column in beside((*ALONE, PERSON_WHO, *below("personContact", IN_COMPANY, COMPANY)), PERSON)
        if column.name not in OF_ADDRESS
    ),
)
ADDRESSES_DEFAULT = ("emailId", "emailAddress", "emailDescription", "personId", "fullName", "contactId")

# Relations, each as it looks from one of its ends (the view relation_side): `source` is that end, `target` the other.


def _processed(reference: Any, definition_id: int, direction: int) -> str:
    definition = reference.definitions.get(definition_id)
    return "" if definition is None else definition.name if direction == ACTIVE else definition.passive_text


ACTIVE = 1
ONCE = Compare(Stored("side", always=True), "=", 1)
RELATIONS = Guard(
    owner="associateId",
    hidden="hidden_relations",
    parents=(
        (
            Parent("own_contact", "contact", "contact_id", CONTACTS),
            Parent("other_contact", "contact", "contact_id", CONTACTS),
        ),
    ),
)
PROCESSED = Kind("string", "", text_condition, _processed, text_sort)


def _definitions(reference: Any) -> Any:
    return reference.definitions


def _end(prefix: str, contact_id: str, person_id: str) -> tuple[Column, ...]:
    """The columns of one end: those of its company, and of its person where it is one."""
    company = Join("contact", (("contact_id", contact_id),), guard=CONTACTS)
    person = Join("person", (("person_id", person_id),), guard=PERSONS)
    companies = {column.name: column for column in (*COMPANY_OWN, *map(shown_only, COMPANY_MORE), *IN_ANOTHER)}
    companies["contactInterestIds"] = shown_only(companies["contactInterestIds"])
    people = [column for column in (*BESIDE, FULL_NAME_WITH_CONTACT) if column.name not in companies]
    return (
        *below(prefix, companies.values(), company),
        *below(prefix, map(shown_only, people), person),
        Column(f"{prefix}/restrictionContactId", INT, Stored(contact_id), sorts=False),
        Column(f"{prefix}/restrictionPersonId", INT._replace(restriction=""), Stored(person_id), sorts=False),
        *below(prefix, (who(company, person),)),
    )


SIDES = (
    Column("relationName", known("string", _definitions, lambda _, one: one.name, by_id=False), Stored("reldef_id")),
    Column("relationComment", TEXT, Stored("relcomment", always=True)),
    Column(
        "reversedName", known("string", _definitions, lambda _, one: one.passive_text, by_id=False), Stored("reldef_id")
    ),
    Column(
        "processedName",
        PROCESSED,
        Stored("reldef_id"),
        also=(Stored("direction"),),
        sorts=False,
        restricts=False,
    ),
    Column("relationId", INT, Stored("relation_id", always=True)),
    Column("relationDefinitionId", INT, Stored("reldef_id", always=True)),
    Column("direction", INT, Stored("direction", always=True)),
    Column("associateId", ASSOCIATE, Stored("associateId")),
    *associate_columns(Stored("associateId"), (Join("associate", (("associate_id", "associateId"),)), USER)),
    *_end("source", "own_contact", "own_person"),
    *_end("target", "other_contact", "other_person"),
)
SIDES_DEFAULT = ("relationId", "processedName", "relationComment", "direction", "source/who", "target/who")
