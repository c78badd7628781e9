"""What every new database holds: lists, roles, the owner company and one administrator."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from openkontor.display import code_from_name
from openkontor.store import seed_lists
from openkontor.store.countries import world
from openkontor.store.db import Db
from openkontor.store.dialect import Statement, statement
from openkontor.store.ids import WRITE_NEXT

SYSTEM_WIDE, INDIVIDUAL = 2, 5  # PreferenceLevel
STAMPS = "registered registered_associate_id updated updated_associate_id updatedCount changed_at"


def insert(table: str, columns: str) -> Statement:
    """Declare the statement that adds a row; its values bear the columns' names in lower case."""
    names = columns.split()
    values = ", ".join(f":{name.lower()}" for name in names)
    return statement(
        f"seed_{table.lower()}",
        f"INSERT INTO {table} (tenant, {', '.join(names)}) VALUES (:tenant, {values})",
    )


TENANT = insert("tenant", "name base_zone registered")
CURRENCY = insert("Currency", "Currency_id name rank tooltip")
COUNTRY = insert(
    "country",
    """country_id name rank tooltip english_name zip_prefix addressLayout addressLayoutDomestic
    addressLayoutForeign currency_id orgNrText domainName dialInPrefix interAreaPrefix isoNumber abbrev2 abbrev3""",
)
LIST_ITEM = {table: insert(table, f"{table}_id name rank") for table in seed_lists.LISTS}
KEYED_ITEM = {table: insert(table, f"{table}_id name rank key") for table in seed_lists.CONSENTS}
CATEGORY = insert("Category", "Category_id name rank category_group")
TASK = insert("Task", "Task_id name rank record_type direction")
STAGE = insert("Prob", "Prob_id name rank probability")
TICKET_STATUS = insert("ticket_status", "ticket_status_id name rank status")
HAS_STAKEHOLDERS = statement(
    "seed_sale_type_with_stakeholders",
    "UPDATE SaleType SET hasStakeholders = 1 WHERE tenant = :tenant AND SaleType_Id = :number",
)
DOCUMENT_TEMPLATE = insert("DocTmpl", "DocTmpl_id name rank filename record_type direction")
RELATION_DEFINITION = insert("relationdefinition", "reldef_id name rank passive_text deleted")
RELATION_TARGET = insert("relationtarget", "reltarget_id reldef_id source_table destination_table")
ROLE = insert("Role", "Role_id name rank")
DATA_RIGHT = insert("DataRight", "DataRight_id roleId tableId relationToOwner CRUD")
FUNCTION_RIGHT = insert("FunctionRight", "FunctionRight_id name")
FUNCTION_RIGHT_ROLE = insert("FunctionRightRoleLink", "FunctionRightRoleLink_id roleId functionRightId")
REF_COUNT = insert("RefCounts", "RefCounts_id fieldId flags")
PREFERENCE = insert("UserPreference", "userpreference_id deflevel maxlevel prefsection prefkey prefvalue")
USER_GROUP = insert("UserGroup", "UserGroup_id name rank")
ASSOCIATE = insert("associate", "associate_id name folded_name rank group_idx person_id type registered")
USER_ROLE = insert("UserRoleLink", "UserRoleLink_id associate_id role_id")
CREDENTIALS = insert("Credentials", "Credentials_id associateId credentialType secret registered")
CONTACT = insert(
    "contact",
    f"""contact_id name folded_name department orgNr number1 number2 associate_id group_id country_id business_idx
    category_idx xstop nomailing text_id activeInterests supportPersonId supportAssociateId ticketPriorityId
    supportLanguageId {STAMPS}""",
)
OWNER_CONTACT = insert("OwnerContactLink", "OwnerContactLink_id contact_id")
PERSON = insert(
    "person",
    f"""person_id contact_id rank firstname middleName lastname mrmrs title salutation text_id position_idx
    year_of_birth month_of_birth day_of_birth person_number country_id usepersonaddress nomailing retired
    activeInterests associate_id group_id business_idx category_idx {STAMPS}""",
)


def seed(
    db: Db,
    *,
    now: int,
    base_zone: str,
    administrator: str,
    password_hash: str,
    name: str = "",
    country_id: int = 578,
) -> None:
    """Fill an empty tenant: lists, roles, the owner company 1 and one administrator who may do everything."""
    name = name or ("Default" if db.tenant == 1 else f"Tenant-{db.tenant}")
    db.run(TENANT, name=name, base_zone=base_zone, registered=now)
    counts = _lists(db, now) | _roles(db) | _settings(db, country_id)
    counts |= _owner(db, now, administrator, password_hash, country_id)
    write_next(db, counts)


def write_next(db: Db, following: Mapping[str, int]) -> None:
    """Store what the next id of a table, or the next value of a counter, is.

    Not by Db.new_id: on PostgreSQL that takes ids in a transaction of its own, which would wait for
    the rows written here; and a whole database in one transaction can simply count.
    """
    db.each(WRITE_NEXT, [{"name": name, "next_id": next_id} for name, next_id in following.items()])


def stamps(registered: int, associate_id: int) -> dict[str, Any]:
    """Give the stamps of a row that was created and never changed."""
    return {
        "registered": registered,
        "registered_associate_id": associate_id,
        "updated": None,
        "updated_associate_id": None,
        "updatedcount": 0,
        "changed_at": registered,
    }


def _lists(db: Db, now: int) -> dict[str, int]:
    countries, currencies = world(datetime.fromtimestamp(now / 1_000_000, UTC).date())
    db.each(CURRENCY, currencies)
    db.each(COUNTRY, countries)
    counts = {
        "currency": 1 + max(row["currency_id"] for row in currencies),
        "country": 1 + max(row["country_id"] for row in countries),
    }
    for table, items in seed_lists.LISTS.items():
        key = f"{table.lower()}_id"
        rows = [{key: number, "name": name, "rank": rank} for rank, (number, name) in enumerate(items, 1)]
        db.each(LIST_ITEM[table], rows)
        counts[table.lower()] = 1 + max(number for number, _ in items)
    for table, keyed in seed_lists.CONSENTS.items():
        rows = [
            {f"{table.lower()}_id": number, "name": name, "rank": number, "key": key} for number, name, key in keyed
        ]
        db.each(KEYED_ITEM[table], rows)
        counts[table.lower()] = 1 + len(keyed)
    return counts | _typed_lists(db) | _relation_definitions(db)


def _typed_lists(db: Db) -> dict[str, int]:
    db.each(
        CATEGORY,
        [
            {"category_id": number, "name": name, "rank": rank, "category_group": group}
            for rank, (number, name, group) in enumerate(seed_lists.CATEGORIES, 1)
        ],
    )
    db.each(
        TASK,
        [
            {"task_id": number, "name": name, "rank": rank, "record_type": kind, "direction": direction}
            for rank, (number, name, kind, direction) in enumerate(seed_lists.TASKS, 1)
        ],
    )
    db.each(
        STAGE,
        [
            {"prob_id": number, "name": name, "rank": rank, "probability": probability}
            for rank, (number, name, probability) in enumerate(seed_lists.STAGES, 1)
        ],
    )
    db.each(
        TICKET_STATUS,
        [
            {"ticket_status_id": number, "name": name, "rank": rank, "status": status}
            for rank, (number, name, status) in enumerate(seed_lists.TICKET_STATUSES, 1)
        ],
    )
    db.run(HAS_STAKEHOLDERS, number=seed_lists.STAKEHOLDER_SALE)
    db.each(
        DOCUMENT_TEMPLATE,
        [
            {"doctmpl_id": number, "name": name, "rank": rank, "filename": file, "record_type": kind, "direction": way}
            for rank, (number, name, file, kind, way) in enumerate(seed_lists.DOCUMENT_TEMPLATES, 1)
        ],
    )
    counted = {"category": seed_lists.CATEGORIES, "task": seed_lists.TASKS, "prob": seed_lists.STAGES}
    counted["ticket_status"] = seed_lists.TICKET_STATUSES
    counted["doctmpl"] = seed_lists.DOCUMENT_TEMPLATES
    return {name: 1 + len(items) for name, items in counted.items()}


def _relation_definitions(db: Db) -> dict[str, int]:
    targets: list[dict[str, int]] = []
    for rank, (number, active, passive, kinds) in enumerate(seed_lists.RELATION_DEFINITIONS, 1):
        db.run(RELATION_DEFINITION, reldef_id=number, name=active, rank=rank, passive_text=passive, deleted=0)
        for source, destination in kinds:
            targets.append(
                {
                    "reltarget_id": 1 + len(targets),
                    "reldef_id": number,
                    "source_table": source,
                    "destination_table": destination,
                }
            )
    db.each(RELATION_TARGET, targets)
    for rank, (number, name) in enumerate(seed_lists.LINK_DEFINITIONS, 1 + len(seed_lists.RELATION_DEFINITIONS)):
        db.run(RELATION_DEFINITION, reldef_id=number, name=name, rank=rank, passive_text=name, deleted=1)
    highest = max(number for number, *_ in seed_lists.RELATION_DEFINITIONS)
    return {"relationdefinition": 1 + highest, "relationtarget": 1 + len(targets)}


def _roles(db: Db) -> dict[str, int]:
    """Roles, what they may do with records, and what else they may do; role id = level + 1."""
    rights: list[dict[str, Any]] = []
    for role_id, (name, columns) in enumerate(seed_lists.DATA_RIGHTS, 1):
        db.run(ROLE, role_id=role_id, name=name, rank=role_id)
        for table in seed_lists.RIGHTS_TABLES:
            for relation, crud in enumerate(columns):
                right = {"roleid": role_id, "tableid": table, "relationtoowner": relation, "crud": crud}
                rights.append({"dataright_id": 1 + len(rights), **right})
    db.each(DATA_RIGHT, rights)
    links: list[dict[str, int]] = []
    for right_id, (name, levels) in enumerate(seed_lists.FUNCTION_RIGHTS, 1):
        db.run(FUNCTION_RIGHT, functionright_id=right_id, name=name)
        for level in levels:
            link = {"roleid": level + 1, "functionrightid": right_id}
            links.append({"functionrightrolelink_id": 1 + len(links), **link})
    db.each(FUNCTION_RIGHT_ROLE, links)
    return {
        "role": 1 + len(seed_lists.DATA_RIGHTS),
        "dataright": 1 + len(rights),
        "functionright": 1 + len(seed_lists.FUNCTION_RIGHTS),
        "functionrightrolelink": 1 + len(links),
    }


def _settings(db: Db, country_id: int) -> dict[str, int]:
    for number, (_, field, flags) in enumerate(seed_lists.NUMBER_COUNTERS, 1):
        db.run(REF_COUNT, refcounts_id=number, fieldid=field, flags=flags)
    preferences = (
        ("Defaults", "DefaultBusiness", str(seed_lists.DEFAULT_BUSINESS)),
        ("Defaults", "DefaultCategory", str(seed_lists.DEFAULT_CATEGORY)),
        ("System", "OwnCountry", str(country_id)),
        ("Functions", "MandatoryContactOnPerson", "1"),
    )
    levels = {"deflevel": SYSTEM_WIDE, "maxlevel": INDIVIDUAL}
    for number, (section, key, value) in enumerate(preferences, 1):
        db.run(PREFERENCE, userpreference_id=number, prefsection=section, prefkey=key, prefvalue=value, **levels)
    return {"refcounts": 1 + len(seed_lists.NUMBER_COUNTERS), "userpreference": 1 + len(preferences)}


def _owner(db: Db, now: int, administrator: str, password_hash: str, country_id: int) -> dict[str, int]:
    """The owner company and its administrator: every id is 1, every number the first one."""
    db.run(USER_GROUP, usergroup_id=1, name="Main group", rank=1)
    add_associate(db, 1, administrator, group=1, role=1, password_hash=password_hash, now=now)
    company = contact_row(1, "Owner company", now, associate_id=1, group_id=1, country_id=country_id)
    db.run(CONTACT, **company, number2=str(seed_lists.FIRST_NUMBER))
    db.run(OWNER_CONTACT, ownercontactlink_id=1, contact_id=1)
    person = person_row(1, company, rank=1, registered=now, associate_id=1)
    number = str(seed_lists.FIRST_NUMBER)
    db.run(PERSON, **person | {"firstname": administrator, "person_number": number})
    tables = [
        "usergroup",
        "associate",
        "userrolelink",
        "credentials",
        "contact",
        "ownercontactlink",
        "person",
    ]
    counters = {name: seed_lists.FIRST_NUMBER for name, _, _ in seed_lists.NUMBER_COUNTERS}
    taken = dict.fromkeys(("contact.number2", "person.person_number"), seed_lists.FIRST_NUMBER + 1)
    return dict.fromkeys(tables, 2) | counters | taken


def add_associate(db: Db, associate_id: int, name: str, *, group: int, role: int, password_hash: str, now: int) -> None:
    """Add an employee who may log in; person, role link and credentials bear the associate's id."""
    db.run(
        ASSOCIATE,
        associate_id=associate_id,
        name=name,
        folded_name=name.casefold(),
        rank=associate_id,
        group_idx=group,
        person_id=associate_id,
        type=0,
        registered=now,
    )
    db.run(USER_ROLE, userrolelink_id=associate_id, associate_id=associate_id, role_id=role)
    db.run(
        CREDENTIALS,
        credentials_id=associate_id,
        associateid=associate_id,
        credentialtype="Password",
        secret=password_hash,
        registered=now,
    )


def contact_row(
    contact_id: int, name: str, registered: int, *, associate_id: int, group_id: int, country_id: int
) -> dict[str, Any]:
    """Give a company's row without its number, everything optional left empty."""
    optional = ["text_id", "supportpersonid", "supportassociateid", "ticketpriorityid", "supportlanguageid"]
    return {
        "contact_id": contact_id,
        "name": name,
        "folded_name": name.casefold(),
        "department": "",
        "orgnr": "",
        "number1": code_from_name(name),
        "associate_id": associate_id,
        "group_id": group_id,
        "country_id": country_id,
        "business_idx": seed_lists.DEFAULT_BUSINESS,
        "category_idx": seed_lists.DEFAULT_CATEGORY,
        "xstop": 0,
        "nomailing": 0,
        "activeinterests": 0,
        **dict.fromkeys(optional),
        **stamps(registered, associate_id),
    }


def person_row(
    person_id: int, company: Mapping[str, Any], *, rank: int, registered: int, associate_id: int
) -> dict[str, Any]:
    """Give a person's row without name and number; owner, group, business and category are the company's."""
    texts = ["firstname", "middlename", "lastname", "mrmrs", "title", "salutation"]
    zeros = [
        "year_of_birth",
        "month_of_birth",
        "day_of_birth",
        "usepersonaddress",
        "nomailing",
        "retired",
        "activeinterests",
    ]
    mirrored = ["contact_id", "country_id", "associate_id", "group_id", "business_idx", "category_idx"]
    return {
        "person_id": person_id,
        "rank": rank,
        "text_id": None,
        "position_idx": None,
        **dict.fromkeys(texts, ""),
        **dict.fromkeys(zeros, 0),
        **{column: company[column] for column in mirrored},
        **stamps(registered, associate_id),
    }
