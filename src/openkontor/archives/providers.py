"""The archive providers: each a table, the rows of it that count, and the columns they have."""

from dataclasses import dataclass

from openkontor import rights
from openkontor.archives import contacts, persons
from openkontor.archives.columns import Column, Pseudo
from openkontor.store.query import Matching, Source


@dataclass(frozen=True, slots=True, eq=False)
class Provider:
    """One archive."""

    name: str
    table: str
    key: str
    right: int  # the table whose rights count
    entities: tuple[str, ...]  # the first is what a row is; the second what it is where `marked` holds
    columns: dict[str, Column | Pseudo]  # by name in lower case
    default: tuple[str, ...]  # what is shown when nobody says what
    hidden: str  # the name of the list of owners whose rows the caller may not see
    link: str  # where programs of the vendor's lead to: nav=contact&contact_id=25
    marked: Source | None = None
    living: bool = True
    owner: str = "associate_id"


def _named(*columns: Column | Pseudo) -> dict[str, Column | Pseudo]:
    named = {column.name.lower(): column for column in columns}
    if len(named) != len(columns):
        raise ValueError("a column is declared twice")
    return named


CONTACT_COLUMNS = _named(*contacts.EVERYTHING, *contacts.OWN, *contacts.NOT_HELD, *contacts.SELECTIONS, contacts.FORCED)
PERSON_COLUMNS = _named(*contacts.EVERYTHING, *persons.LISTED)


def _contacts(name: str) -> Provider:
    return Provider(
        name,
        "contact",
        "contact_id",
        rights.CONTACT,
        ("contact",),
        CONTACT_COLUMNS,
        contacts.DEFAULT,
        "hidden_contacts",
        "nav=contact&contact_id={}",
    )


def _persons(name: str, *entities: str) -> Provider:
    return Provider(
        name,
        "person",
        "person_id",
        rights.PERSON,
        entities,
        PERSON_COLUMNS,
        persons.DEFAULT,
        "hidden_persons",
        "nav=person&person_id={}",
        Matching("retired", 1) if len(entities) > 1 else None,
    )


PROVIDERS: dict[str, Provider] = {
    provider.name.lower(): provider
    for provider in (
        _contacts("SimpleContact"),
        _contacts("FindContact"),
        _contacts("Contact"),
        _persons("SimplePerson", "person"),
        _persons("FindPerson", "person"),
        _persons("Person", "person", "retiredPerson"),
    )
}
