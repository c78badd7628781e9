"""The archive providers: each a table, the rows of it that count, and the columns they have."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from openkontor import rights
from openkontor.archives import (
    activities,
    contacts,
    guards,
    guides,
    links,
    people,
    persons,
    price_lists,
    sales,
    tickets,
    zones,
)
from openkontor.archives.columns import Column, Pseudo, below, is_of_several
from openkontor.archives.kinds import INT
from openkontor.archives.searched import search_words
from openkontor.store.query import (
    ALWAYS,
    OPEN,
    All,
    Condition,
    Given,
    Guard,
    Matching,
    Missing,
    Opposite,
    Source,
    Stored,
)

Named = Column | Pseudo
PRIMARY_KEY = "PrimaryKey"  # of whatever the rows are: to sort and to restrict by
DELETION = frozenset({"deleteddate", "persondeleteddate", "contactdeleted"})  # who filters by them is shown the deleted


@dataclass(frozen=True, eq=False)
class Provider:
    """One archive."""

    name: str
    table: str
    key: str
    right: int  # the table whose rights count; 0: none, whoever logs in may look
    entities: tuple[str, ...]  # what a row is: the first, or the one whose number `marked` gives
    declared: Callable[[], Iterable[Named]]
    default: tuple[str, ...]  # what agents show when nobody says what
    links: tuple[str, ...]  # where programs of the vendor's lead to: nav=contact&contact_id=25; for each entity
    guard: Guard = OPEN
    rows: Condition = ALWAYS
    marked: Source | None = None
    shown_key: Source | None = None  # the key that is told, where it is another one
    owned: Stored | None = None  # where a row's owner stands, if not in the row itself
    numbers: Callable[[], str] = str  # the keys, as a JSON array, of what is no table but in memory
    ties: tuple[Stored, ...] = ()  # what settles, with the key, which row comes first
    once: tuple[str, Condition] | None = None  # the rows that count where a filter names no column that begins so
    path: Callable[[str], Column] | None = None  # where columns are not declared, but found by following their names
    deletion: frozenset[str] = DELETION

    @cached_property
    def columns(self) -> dict[str, Named]:
        """The columns by name in lower case."""
        named: dict[str, Named] = {}
        for column in (*contacts.EVERYTHING, *self.declared()):
            if named.setdefault(column.name.lower(), column) is not column:
                raise ValueError(f"{self.name}: the column {column.name} is declared twice")
        return named

    @cached_property
    def own(self) -> tuple[str, ...]:
        """What lists over REST show when nobody says what: all that is held of the record itself, as recorded."""
        held = (column for column in self.columns.values() if isinstance(column, Column) and "/" not in column.name)
        own = (one.name for one in held if one.source is not None and not is_of_several(one.source))
        return tuple(dict.fromkeys((*(name for name in own if not name.endswith("ByFullName")), *self.default)))

    @cached_property
    def told_key(self) -> Column:
        """The column of the key that every row begins with."""
        return Column(PRIMARY_KEY, INT, self.shown_key or Stored(self.key, always=True))

    @property
    def owner(self) -> Stored | None:
        """Where a row's owner stands."""
        return Stored(self.guard.owner) if self.guard.owner else self.owned

    def find(self, name: str) -> Named | None:
        """Find a column by its name in any case; `category/id` is the number behind the category."""
        if name.lower() == PRIMARY_KEY.lower():
            return self.told_key
        if self.path is not None and ("." in name or ":" in name):
            return self.path(name)
        known = self.columns.get(name.lower())
        if known is None and name.lower().endswith("/id"):
            shown = self.columns.get(name[:-3].lower())
            if isinstance(shown, Column) and shown.kind.names_item and shown.source is not None:
                return Column(f"{shown.name}/id", INT, shown.source, sorts=False)
        return known


def _companies() -> Iterable[Named]:
    support = below("contactSupportPerson", (*persons.BESIDE, *persons.CONSENTS, persons.WHO), contacts.SUPPORT_PERSON)
    return (*contacts.OWN, *support, *contacts.MORE, *contacts.SELECTIONS, contacts.FORCED)


def _contacts(name: str) -> Provider:
    links = ("nav=contact&contact_id={}",)
    own = ("contact",)
    return Provider(
        name, "contact", "contact_id", rights.CONTACT, own, _companies, contacts.DEFAULT, links, guards.CONTACTS
    )


def _persons(name: str, *entities: str) -> Provider:
    return Provider(
        name,
        "person",
        "person_id",
        rights.PERSON,
        entities,
        lambda: persons.LISTED,
        persons.DEFAULT,
        ("nav=person&person_id={}",),
        guards.PERSONS,
        marked=Matching("retired", 1) if len(entities) > 1 else None,
    )


def _searched(provider: Provider, name: str, table: int = 0) -> Provider:
    """The same rows, to be found by their words too; `table` is where these are indexed, if not by its rights'."""
    words = search_words(table or provider.right, provider.key)
    return replace(provider, name=name, declared=lambda: (*provider.declared(), words))


def _recycled(provider: Provider, name: str, own: Callable[[], Iterable[Named]]) -> Provider:
    """What was deleted; the caller sees of it what he would see had it not been."""
    return Provider(
        name,
        provider.table,
        provider.key,
        provider.right,
        (provider.entities[0], "forAllUsers"),
        own,
        (*provider.default, "deletedDate" if provider.table == "contact" else "personDeletedDate"),
        provider.links,
        provider.guard._replace(living=False),
        rows=Opposite(Missing(Stored("DeletedDate"))),
    )


FOLLOW_UPS = Missing(Stored("document_id"))
ACTIVITY_LINKS = ("nav=appointment&appointment_id={}", "nav=document&document_id={}")


def _activities(name: str, *more: str, documents: bool = True) -> Provider:
    def declared() -> Iterable[Named]:
        own = (*activities.OWN, *activities.APPOINTMENT, *activities.BESIDE)
        if not documents:
            return (*own, *activities.KINDS_OF_FOLLOW_UP)
        documented = (*activities.KINDS_OF_EITHER, *activities.DOCUMENTS)
        return (*own, *documented, *(activities.ELSEWHERE if more else ()))

    return Provider(
        name,
        "appointment",
        "appointment_id",
        rights.APPOINTMENT,
        ("appointment", "document", *more) if documents else ("appointment",),
        declared,
        activities.ACTIVITY_DEFAULT if documents else activities.DEFAULT,
        ACTIVITY_LINKS,
        guards.APPOINTMENTS,
        rows=guards.IS_ACTIVITY if documents else All((FOLLOW_UPS, guards.IS_ACTIVITY)),
        marked=Given("document_id") if documents else None,
        shown_key=activities.NUMBER if documents else None,
    )


def _documents(name: str) -> Provider:
    return Provider(
        name,
        "document",
        "document_id",
        rights.APPOINTMENT,
        ("document",),
        lambda: activities.DOCUMENT_LIST,
        activities.DOCUMENT_DEFAULT,
        ("nav=document&document_id={}",),
        rows=activities.IS_SEEN,
        owned=activities.OWNER_OF_DOCUMENT,
    )


def _users(name: str, rows: Condition, *more: str) -> Provider:
    return Provider(
        name,
        "associate",
        "associate_id",
        0,
        ("all", *more),
        lambda: people.USERS,
        people.USERS_DEFAULT,
        ("nav=associate&associate_id={}",),
        rows=rows,
    )


def _time_zones(name: str) -> Provider:
    return Provider(
        name,
        "timezone",
        zones.KEY.column,
        0,
        ("all",),
        lambda: zones.ZONES,
        zones.DEFAULT,
        ("",),
        numbers=zones.numbers,
    )


def _projects(name: str, *more: Named) -> Provider:
    return Provider(
        name,
        "project",
        "project_id",
        rights.PROJECT,
        ("project",),
        lambda: (*sales.PROJECT_OWN, *sales.PROJECT_MORE, *more),
        sales.PROJECT_DEFAULT,
        ("nav=project&project_id={}",),
        guards.PROJECTS,
    )


def _sales(name: str, own: tuple[Column, ...], *more: str) -> Provider:
    return Provider(
        name,
        "sale",
        "sale_id",
        rights.SALE,
        ("sale", *more),
        lambda: (*own, *sales.SALE_MORE),
        sales.SALE_DEFAULT,
        ("nav=sale&sale_id={}",),
        guards.SALES,
    )


def _guide(name: str, record: str, entities: tuple[str, ...], columns: tuple[Column, ...], guard: Guard) -> Provider:
    return Provider(
        name,
        f"{record}_guide",
        "suggested",
        0,
        entities,
        lambda: columns,
        guides.DEFAULT,
        ("",),
        guard,
        marked=guides.MADE,
        ties=(Stored(f"{record}_id", always=True), *guides.ORDER),
    )


def _tickets(name: str) -> Provider:
    return Provider(
        name,
        "ticket",
        "id",
        0,
        ("ticket", "ticketdisplayclosed"),
        lambda: tickets.TICKET,
        tickets.DEFAULT,
        ("nav=ticket&ticket_id={}",),
        guards.TICKETS,
        rows=guards.IS_REQUEST,
        marked=guards.REQUEST_CLOSED,
    )


SimpleContact, SimplePerson = _contacts("SimpleContact"), _persons("SimplePerson", "person")
LICENCES = (
    "superoffice_visible-for",
    "superoffice_superlicense-no-selection",
    "superoffice_ten-sales",
    "superoffice_ten-service",
    "superoffice_ten-marketing",
    "superoffice_ten-salesservicemarketing",
)
CHANNELS = ("chat", "formSubmission", "mailing")
EMAILS = Provider(
    "emailpersonaddress",
    "Email",
    "email_id",
    0,
    ("person", "email"),
    lambda: people.ADDRESSES,
    people.ADDRESSES_DEFAULT,
    ("nav=email&email_id={}",),
    rows=people.HAS_PERSON,
)
RELATION = Provider(
    "Relation",
    "relation_side",
    "relation_id",
    rights.RELATION,
    ("relation", "retired", "stop"),
    lambda: people.SIDES,
    people.SIDES_DEFAULT,
    ("nav=relation&relation_id={}",),
    people.RELATIONS,
    marked=Stored("entity", always=True),
    ties=(Stored("side", always=True),),
    once=("source/", people.ONCE),
)
MEMBER = Provider(
    "ProjectMember",
    "projectmember",
    "projectmember_id",
    0,
    ("projectMember", "retired", "stop"),
    lambda: sales.MEMBER,
    sales.MEMBER_DEFAULT,
    ("nav=project&projectmember_id={}",),
    guards.MEMBERS,
    marked=sales.MEMBER_STATE,
)
STAKEHOLDER = Provider(
    "SaleStakeholder",
    "SaleStakeholder",
    "salestakeholder_id",
    0,
    ("salestakeholder", "retired", "stop"),
    lambda: sales.STAKEHOLDER,
    sales.STAKEHOLDER_DEFAULT,
    ("nav=sale&salestakeholder_id={}",),
    guards.STAKEHOLDERS,
    marked=sales.MEMBER_STATE,
)
HISTORY = Provider(
    "SaleHistory",
    "SaleHist",
    "salehist_id",
    0,
    ("sale",),
    lambda: sales.HISTORY,
    sales.HISTORY_DEFAULT,
    ("",),
    guards.OF_SALE,
)
PARTICIPANTS = Provider(
    "Participants",
    "appointment",
    "appointment_id",
    rights.APPOINTMENT,
    ("associate", "resource", "externalPerson", "emailParticipant"),
    lambda: activities.PARTICIPANTS,
    activities.PARTICIPANTS_DEFAULT,
    ("nav=appointment&appointment_id={}",),
    guards.APPOINTMENTS,
    rows=FOLLOW_UPS,
)
LINKS = Provider(
    "Links",
    "link_side",
    "relation_id",
    0,
    links.ENTITIES,
    lambda: links.COLUMNS,
    links.DEFAULT,
    ("",),
    links.LINKS,
    marked=Stored("entity", always=True),
    ties=(Stored("side", always=True),),
    once=("source", links.ONCE),
)
PRICE_LIST = Provider(
    "PriceList",
    "PriceList",
    "pricelist_id",
    0,
    ("pricelist",),
    lambda: price_lists.PRICE_LIST,
    price_lists.DEFAULT,
    ("",),
)
PRODUCT = Provider(
    "Product",
    "Product",
    "product_id",
    0,
    ("productInAssortment",),
    lambda: price_lists.PRODUCT,
    price_lists.PRODUCT_DEFAULT,
    ("",),
)
PROVIDERS: dict[str, Provider] = {
    provider.name.lower(): provider
    for provider in (
        SimpleContact,
        _contacts("FindContact"),
        _contacts("Contact"),
        SimplePerson,
        _persons("FindPerson", "person"),
        _persons("Person", "person", "retiredPerson"),
        _searched(SimpleContact, "FreetextContact"),
        _searched(SimplePerson, "FreetextPerson"),
        _searched(_activities("Appointment", documents=False), "FreetextAppointment"),
        _searched(_documents("Document"), "FreetextDocument", rights.DOCUMENT),
        _recycled(SimpleContact, "RecycleContact", lambda: (*contacts.OWN, *contacts.MORE, contacts.FORCED)),
        _recycled(SimplePerson, "RecyclePerson", lambda: persons.LISTED),
        _activities("Appointment", documents=False),
        _activities("FindAppointment", documents=False),
        PARTICIPANTS,
        _documents("Document"),
        _documents("FindDocument"),
        _activities("Activity"),
        _activities("ContactActivity", *CHANNELS),
        _activities("PersonActivity", *CHANNELS),
        _projects("FindProject"),
        _projects("Project"),
        _projects("ContactProjects", sales.CONTACT_OF_PROJECT),
        MEMBER,
        _guide("ProjectGuide", "project", guides.PROJECT_ENTITIES, guides.PROJECT, guards.OF_PROJECT),
        _sales("FindSale", sales.SALE_OWN),
        _sales("Sale", sales.SALE_OWN),
        _sales("SaleFilteredWithStakeholder", sales.WITH_STAKEHOLDERS, "includestakeholders"),
        STAKEHOLDER,
        HISTORY,
        _guide("SaleGuide", "sale", guides.ENTITIES, guides.SALE, guards.OF_SALE),
        _tickets("Ticket"),
        _tickets("FindTicket"),
        PRICE_LIST,
        PRODUCT,
        RELATION,
        LINKS,
        EMAILS,
        _users("InternalUsers", people.IS_INTERNAL, *LICENCES, "potential", "retired", "loggedOnWin", "expired"),
        _users("AllUsers", ALWAYS, "superoffice_system-user-cal", *LICENCES, "expired"),
        _time_zones("TimeZones"),
        _time_zones("TimeZone"),
    )
}
