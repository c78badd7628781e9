"""Reference data: lists, countries, associates, groups, roles. In memory, as carriers.

It is loaded whole and checked against `tenant.reference_version`, which every reading
statement returns along; who changes any of it calls `raise_version` (docs/decisions/0005). Its texts
are spoken when it is loaded: one Reference per language, and nothing to resolve per request (0010).
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from openkontor.carriers.associate import Associate, UserType
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.declare import TableRight
from openkontor.carriers.document import DocTmplDirection, DocTmplQuoteType, DocTmplType, DocumentTemplate
from openkontor.carriers.lists import (
    Business,
    Category,
    CategoryGroup,
    Competitor,
    Country,
    Credited,
    Currency,
    CustomerLanguage,
    Position,
    Priority,
    ProjectStatus,
    ProjectType,
    Rating,
    Reason,
    ReasonSold,
    ReasonStalled,
    SaleType,
    Source,
    TicketPriority,
)
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.task import ColorIndex, TaskDirection, TaskListItem, TaskType, VideoMeetingStatus
from openkontor.display import person_names
from openkontor.rights import LETTERS
from openkontor.store.choices import Choices, Item, Speak
from openkontor.store.db import Db
from openkontor.store.dialect import statement

Found = TypeVar("Found")

READ_TENANT = statement("read_tenant", "SELECT reference_version, base_zone, name FROM tenant WHERE tenant = :tenant")
HOLD_VERSION = statement(
    "hold_reference_version", "SELECT reference_version FROM tenant WHERE tenant = :tenant FOR SHARE"
)
READ_TASKS = statement(
    "read_tasks",
    """SELECT Task_id, name, rank, tooltip, deleted, record_type, direction, color_index, intentId,
        defaultAlldayEvent, defaultFreeBusy, defaultPublishType, default_videomeeting_status
    FROM Task WHERE tenant = :tenant ORDER BY rank, Task_id""",
)
READ_DOCUMENT_TEMPLATES = statement(
    "read_document_templates",
    """SELECT DocTmpl_id, name, tooltip, saveInDb, filename, default_oref, record_type, deleted, direction,
        autoevent_id, quoteDocType, rank
    FROM DocTmpl WHERE tenant = :tenant ORDER BY rank, DocTmpl_id""",
)
READ_COUNTRIES = statement(
    "read_countries",
    """SELECT country_id, name, coalesce(currency_id, 0), english_name, abbrev2, abbrev3, orgNrText,
        interAreaPrefix, dialInPrefix, zip_prefix, domainName, addressLayout, addressLayoutDomestic,
        addressLayoutForeign, rank, tooltip, deleted
    FROM country WHERE tenant = :tenant ORDER BY rank, country_id""",
)
READ_DEFINITIONS = statement(
    "read_relation_definitions",
    """SELECT reldef_id, name, passive_text, tooltip, rank, deleted
    FROM relationdefinition WHERE tenant = :tenant ORDER BY rank, reldef_id""",
)
READ_TARGETS = statement(
    "read_relation_targets",
    "SELECT reldef_id, source_table, destination_table FROM relationtarget WHERE tenant = :tenant",
)
READ_ASSOCIATES = statement(
    "read_associates",
    """SELECT a.associate_id, a.name, a.folded_name, coalesce(a.person_id, 0), a.rank, a.tooltip, a.type,
        a.group_idx, a.deleted, a.ejuserId, a.registered,
        coalesce(p.firstname, ''), coalesce(p.middleName, ''), coalesce(p.lastname, ''),
        coalesce(p.mrmrs, ''), coalesce(p.salutation, ''), coalesce(p.contact_id, 0),
        coalesce(c.secret, ''), coalesce(c.version, 0), coalesce(c.Credentials_id, 0)
    FROM associate a
    LEFT JOIN person p ON p.tenant = a.tenant AND p.person_id = a.person_id
    LEFT JOIN Credentials c ON c.tenant = a.tenant AND c.associateId = a.associate_id
        AND c.isActive = 1 AND c.credentialType = 'Password'
    WHERE a.tenant = :tenant ORDER BY a.rank, a.associate_id""",
)
READ_GROUP_LINKS = statement(
    "read_user_group_links", "SELECT assoc_id, UserGroup_id FROM UserGroupLink WHERE tenant = :tenant"
)
READ_ROLES = statement(
    "read_roles", "SELECT Role_id, name, tooltip, roleType FROM Role WHERE tenant = :tenant ORDER BY rank"
)
READ_ROLE_LINKS = statement(
    "read_user_role_links", "SELECT associate_id, role_id FROM UserRoleLink WHERE tenant = :tenant"
)
READ_DATA_RIGHTS = statement(
    "read_data_rights",
    "SELECT roleId, tableId, relationToOwner, CRUD FROM DataRight WHERE tenant = :tenant",
)
READ_FUNCTION_RIGHTS = statement(
    "read_function_rights",
    """SELECT l.roleId, f.name FROM FunctionRightRoleLink l
    JOIN FunctionRight f ON f.tenant = l.tenant AND f.FunctionRight_id = l.functionRightId
    WHERE l.tenant = :tenant ORDER BY f.name""",
)
READ_PREFERENCES = statement(
    "read_preferences",
    """SELECT lower(prefsection), lower(prefkey), deflevel, owner_id, prefvalue FROM UserPreference
    WHERE tenant = :tenant AND lower(prefsection) IN ('defaults', 'functions', 'system')""",
)
READ_OWNERS = statement(
    "read_owner_contacts",
    """SELECT l.contact_id, coalesce(c.country_id, 0) FROM OwnerContactLink l
    JOIN contact c ON c.tenant = l.tenant AND c.contact_id = l.contact_id
    WHERE l.tenant = :tenant ORDER BY l.contact_id""",
)

# Lists whose items have an id, a text and a tooltip alone: how they travel, and their name.
SIMPLE = {
    Competitor: "comptr",
    Credited: "credited",
    Currency: "currency",
    ProjectStatus: "projstatus",
    ProjectType: "projtype",
    Rating: "prob",
    Reason: "reason",
    ReasonSold: "reasonsold",
    ReasonStalled: "reasonstalled",
    SaleType: "saletype",
    Source: "source",
}

GROUP, INDIVIDUAL = 4, 5
LEVELS = (INDIVIDUAL, GROUP, 3, 2)  # of preferences, from one's own to the system's; what is nearer counts
USER_TYPES = {0: 1, 1: 2, 4: 3, 7: 4, 13: 5}  # stored type -> wire type

DEMO_TENANT = "Demo"  # the name of a tenant whose accounts have known passwords


def tenant_name(db: Db) -> str | None:
    """Give the tenant's name, None when nobody has set it up yet."""
    row = db.row(READ_TENANT)
    return None if row is None else str(row[2])


class Items(dict[int, Found]):
    """The carriers of one list by id, deleted ones too: they stay on old records."""

    def __init__(self, carriers: dict[int, Found], deleted: frozenset[int], stored: dict[int, str]):
        super().__init__(carriers)
        self.deleted = deleted
        self.stored = stored  # the text of each as the database has it, perhaps in several languages


class Definition(NamedTuple):
    """One kind of relation."""

    id: int
    name: str
    passive_text: str
    tooltip: str
    rank: int
    deleted: bool
    targets: frozenset[tuple[int, int]]  # pairs of source and destination table
    stored_passive_text: str


class Role(NamedTuple):
    """One role."""

    id: int
    name: str
    tooltip: str
    type: int


class Login(NamedTuple):
    """How an associate logs in."""

    associate_id: int
    secret: str


class User(NamedTuple):
    """What is known of an associate beside the carrier."""

    contact_id: int
    registered: int
    first_name: str
    middle_name: str
    last_name: str
    mr_mrs: str


class Reference:
    """All reference data of one tenant at one version, its texts as `speak` gives them.

    Names of people and what they wrote are nobody's to translate and stay.
    """

    def __init__(self, db: Db, speak: Speak = str):
        self.speak = speak
        row = db.row(READ_TENANT)
        if row is None:
            raise LookupError(f"there is no tenant {db.tenant}")
        self.version: int = row[0]
        self.base_zone = ZoneInfo(row[1])
        self._read_lists(db)
        self._read_definitions(db)
        self._read_associates(db)
        self._read_rights(db)
        self.preferences: dict[tuple[str, str, int, int], str] = {row[:4]: row[4] for row in db.rows(READ_PREFERENCES)}
        self.owner_contacts: dict[int, int] = dict(db.rows(READ_OWNERS))  # the users' companies, each with its country

    def _read_lists(self, db: Db) -> None:
        self.choices = Choices(db, self.speak)
        self.lists = self.choices.items
        self.interests = {name: _interests(name, self.lists[name]) for name in ("contint", "persint")}
        self.blank_contacts: dict[int, ContactEntity] = {}  # by associate: filled when first asked for
        self.businesses = _simple(Business, self.lists["business"])
        self.ticket_priorities = _simple(TicketPriority, self.lists["ticketpriority"])
        self.customer_languages = _simple(CustomerLanguage, self.lists["customerlanguage"])
        self.positions = _simple(Position, self.lists["perspos"])
        self.priorities = _simple(Priority, self.lists["priority"])
        self._simple: dict[type, Items[Any]] = {kind: _simple(kind, self.lists[name]) for kind, name in SIMPLE.items()}
        categories = {
            item.id: Category(
                item.id, item.name, item.tooltip, CategoryGroup.of(item.extra), item.flag, item.rank, item.deleted
            )
            for item in self.lists["category"].values()
        }
        self.categories = _items(categories, self.lists["category"])
        rows = db.rows(READ_TASKS)
        self.tasks: Items[TaskListItem] = _rows(rows, {row[0]: _task(row, self.speak) for row in rows})
        rows = db.rows(READ_DOCUMENT_TEMPLATES)
        templates = {row[0]: _template(row, self.speak) for row in rows}
        self.document_templates: Items[DocumentTemplate] = _rows(rows, templates)
        rows = db.rows(READ_COUNTRIES)
        self.countries: Items[Country] = _rows(rows, {row[0]: _country(row, self.speak) for row in rows})

    def _read_definitions(self, db: Db) -> None:
        targets: dict[int, set[tuple[int, int]]] = {}
        for definition, source, destination in db.rows(READ_TARGETS):
            targets.setdefault(definition, set()).add((source, destination))
        self.definitions = {
            row[0]: _definition(row, targets.get(row[0], set()), self.speak) for row in db.rows(READ_DEFINITIONS)
        }

    def _read_associates(self, db: Db) -> None:
        self.associates: dict[int, Associate] = {}
        self.logins: dict[str, Login] = {}
        self.login_versions: dict[int, tuple[int, int]] = {}
        self.users: dict[int, User] = {}
        self.groups_of: dict[int, tuple[int, ...]] = {}  # the primary group first
        for *known, contact_id, secret, version, credentials_id in db.rows(READ_ASSOCIATES):
            associate = _associate(known, self.speak)
            number = associate.associate_id
            self.associates[number] = associate
            self.groups_of[number] = (associate.group_idx,)
            self.users[number] = User(contact_id, *known[10:15])
            if secret and not associate.deleted:
                self.logins[known[2]] = Login(number, secret)
                self.login_versions[number] = (credentials_id, version)
        for number, group in db.rows(READ_GROUP_LINKS):
            if group not in self.groups_of[number]:
                self.groups_of[number] += (group,)
        self.associate_of_person = {a.person_id: a for a in self.associates.values() if a.person_id and not a.deleted}

    def _read_rights(self, db: Db) -> None:
        self.roles = {
            number: Role(number, self.speak(name), self.speak(tooltip), kind)
            for number, name, tooltip, kind in db.rows(READ_ROLES)
        }
        self.roles_of: dict[int, int] = {row[0]: row[1] for row in db.rows(READ_ROLE_LINKS)}
        self.matrix: dict[tuple[int, int, int], int] = {
            (role, table, relation): sum(LETTERS[letter] for letter in letters)
            for role, table, relation, letters in db.rows(READ_DATA_RIGHTS)
        }
        # As lists need them, filled when first asked for: hidden owners by associate, and what is shown of items.
        self.hidden_owners: dict[int, dict[str, str]] = {}
        self.shown: dict[Any, dict[int | None, Any]] = {}
        self.function_rights: dict[int, list[str]] = {}
        for role, name in db.rows(READ_FUNCTION_RIGHTS):
            self.function_rights.setdefault(role, []).append(name)

    def items(self, carrier: type[Found]) -> Items[Found]:
        """Give the items of a list that travel as this carrier."""
        return self._simple[carrier]

    def preference(self, associate_id: int, section: str, key: str, fallback: str = "") -> str:
        """Give a preference that the server goes by: the associate's own value, else the group's, else everybody's.

        Those are the sections Defaults, Functions and System; others are read when they are asked for.
        """
        owners = {INDIVIDUAL: associate_id, GROUP: self.groups_of.get(associate_id, (0,))[0]}
        keys = ((section.lower(), key.lower(), level, owners.get(level, 0)) for level in LEVELS)
        return next((self.preferences[known] for known in keys if known in self.preferences), fallback)


def raise_version(db: Db) -> None:
    """Say that reference data changed, and go on with the new state in this request."""
    db.raise_version()
    renew(db)


def hold(db: Db) -> None:
    """Go on with the reference data as it is stored, and keep others from changing it until this request is done."""
    db.lock(HOLD_VERSION)
    if db.reference_version() != db.reference.version:
        renew(db)
    db.checked = True


def begin_change(db: Db) -> None:
    """Keep others from changing reference data until this request is done, and go on from what they have stored.

    Nothing may have been decided yet; `renew` shows what this request stores itself.
    """
    db.checked = True
    db.raise_version()
    if db.reference_version() != db.reference.version + 1:
        renew(db)


def renew(db: Db) -> None:
    """Go on with the reference data as it is now stored."""
    known: Reference | None = getattr(db, "reference", None)  # whoever only sets a database up has none
    db.reference = Reference(db, known.speak if known else str)
    db.renewed = True


def _interests(name: str, items: dict[int, Item]) -> list[SelectableMDOListItem]:
    """The whole list of interests, by name, none of them chosen."""
    return [
        SelectableMDOListItem(
            item.id,
            item.name,
            item.tooltip,
            item.deleted,
            item.rank,
            name,
            icon_hint=name,
            child_items=[],
            extra_info="",
            style_hint="",
        )
        for item in sorted(items.values(), key=lambda item: item.name.casefold())
    ]


def _simple(carrier: Callable[[int, str, str], Found], items: dict[int, Item]) -> Items[Found]:
    return _items({item.id: carrier(item.id, item.name, item.tooltip) for item in items.values()}, items)


def _items(carriers: dict[int, Found], items: Mapping[int, Item]) -> Items[Found]:
    deleted = frozenset(item.id for item in items.values() if item.deleted)
    return Items(carriers, deleted, {item.id: item.stored for item in items.values()})


def _rows(rows: list[tuple[Any, ...]], carriers: dict[int, Any]) -> Items[Any]:
    deleted = frozenset(number for number, carrier in carriers.items() if carrier.deleted)
    return Items(carriers, deleted, {row[0]: row[1] for row in rows})


def _definition(row: tuple[Any, ...], targets: set[tuple[int, int]], speak: Speak) -> Definition:
    number, name, passive, tooltip, rank, deleted = row
    spoken = (speak(name), speak(passive), speak(tooltip))
    return Definition(number, *spoken, rank, bool(deleted), frozenset(targets), passive)


def _task(row: tuple[Any, ...], speak: Speak) -> TaskListItem:
    id_, name, rank, tooltip, deleted, record_type, direction, color, intent, all_day, free, published, video = row
    return TaskListItem(
        id_,
        speak(name),
        TaskDirection.of(direction),
        TaskType.of(record_type),
        speak(tooltip),
        bool(deleted),
        intent,
        rank,
        bool(all_day),
        bool(free),
        bool(published),
        ColorIndex.of(color),
        VideoMeetingStatus.of(video),
    )


def _template(row: tuple[Any, ...], speak: Speak) -> DocumentTemplate:
    id_, name, tooltip, saved, filename, oref, record_type, deleted, direction, autoevent, quote, _ = row
    return DocumentTemplate(
        id_,
        speak(name),
        speak(tooltip),
        saved,
        filename,
        oref,
        DocTmplType.of(record_type),
        deleted,
        DocTmplDirection.of(direction),
        autoevent,
        DocTmplQuoteType.of(quote),
    )


def _country(row: tuple[Any, ...], speak: Speak) -> Country:
    country = Country(*row[:6])
    (country.org_nr_text, country.inter_area_prefix, country.dial_in_prefix, country.zip_prefix,
     country.domain_name, country.address_layout_id, country.domestic_address_layout_id,
     country.foreign_address_layout_id, country.rank, country.tooltip) = row[6:16]  # fmt: skip
    country.deleted = bool(row[16])
    country.name, country.org_nr_text = speak(country.name), speak(country.org_nr_text)
    country.tooltip = speak(country.tooltip)
    return country


def _associate(values: list[Any], speak: Speak) -> Associate:
    number, name, _, person_id, rank, tooltip, kind, group, deleted, ej_user, _, *names = values
    full, formal = person_names(*names)
    return Associate(
        number,
        name,
        person_id,
        rank,
        speak(tooltip),
        UserType.of(USER_TYPES.get(kind, 0)),
        group,
        full or name,
        formal or name,
        bool(deleted),
        ej_user,
        None,
        {},
        {},
        table_right=TableRight("Select, Update, Delete", ""),
    )
