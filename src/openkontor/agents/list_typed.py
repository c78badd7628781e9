"""The List agent: items that are more than a name: categories, countries, kinds of follow-up, groups, relations."""

import msgspec

from openkontor.agents import check
from openkontor.agents.list_changes import changing, checked, known_list, mark_deleted, put
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.list_entity import CategoryEntity, RelationDefinitionEntity, RelationTarget, UserGroup
from openkontor.carriers.lists import Country
from openkontor.carriers.task import TaskListItem, TaskType
from openkontor.errors import Invalid
from openkontor.layouts import EUROPEAN
from openkontor.store import relation_definitions, typed_lists
from openkontor.store.choices import Item
from openkontor.store.reference import Definition

COUNTRY_TEXTS = {
    "english_name": ("EnglishName", 39),
    "two_letter_iso_country": ("TwoLetterISOCountry", 2),
    "three_letter_iso_country": ("ThreeLetterISOCountry", 3),
    "org_nr_text": ("OrgNrText", 254),
    "inter_area_prefix": ("InterAreaPrefix", 31),
    "dial_in_prefix": ("DialInPrefix", 31),
    "zip_prefix": ("ZipPrefix", 5),
    "domain_name": ("DomainName", 9),
}
LAYOUTS = {
    "address_layout_id": "AddressLayoutId",
    "domestic_address_layout_id": "DomesticAddressLayoutId",
    "foreign_address_layout_id": "ForeignAddressLayoutId",
}
LARGEST_LAYOUT = 16
RELATIONS = "contactrelationdefinition"


# Categories


@method("List", takes="nothing", runs="read", allows="associate")
def create_default_category_entity(call: Call) -> CategoryEntity:
    """Give an empty category."""
    return CategoryEntity()


@method("List", takes="query", runs="read", allows="associate")
def get_category_entity(call: Call, category_entity_id: int) -> CategoryEntity | None:
    """Give a category, also a deleted one; null for an unknown one."""
    found = call.reference.categories.get(category_entity_id)
    if found is None:
        return None
    told = (found.id, found.value, found.category_group, found.tooltip, found.rank, found.enable_lead_status)
    return CategoryEntity(*told, deleted=found.deleted)


@method("List", takes="entity", runs="write", allows="associate", locks=True)
def save_category_entity(call: Call, category_entity: CategoryEntity | None) -> CategoryEntity:
    """Store a category: id 0 adds one, any other id changes it; only administrators of lists may."""
    sent = check.given(category_entity, "CategoryEntity")
    with changing(call):
        known = known_list(call, "category")
        told = checked(
            call, known, sent.category_id, sent.name, sent.tooltip, sent.rank, deleted=sent.deleted, key="CategoryId"
        )
        sent.category_id = put(call, known, sent.category_id, told, deleted=sent.deleted)
        typed_lists.update_category(call.db, sent)
    saved = get_category_entity(call, sent.category_id)
    assert saved is not None
    return saved


# Countries


@method("List", takes="arguments", runs="read", allows="associate")
def get_all_countries(call: Call, include_deleted: bool = False) -> list[Country]:
    """List the countries by rank; deleted ones too where they are wanted."""
    return [land for land in call.reference.countries.values() if include_deleted or not land.deleted]


@method("List", takes="nothing", runs="read", allows="associate")
def create_default_country(call: Call) -> Country:
    """Give an empty country, with the European address layout."""
    return Country(address_layout_id=EUROPEAN, domestic_address_layout_id=EUROPEAN, foreign_address_layout_id=EUROPEAN)


@method("List", takes="arguments", runs="write", allows="associate", locks=True)
def save_country(call: Call, country: Country | None = None) -> Country:
    """Store a country: id 0 adds one, any other id changes it; only administrators of lists may."""
    country = check.given(country, "Country")
    with changing(call):
        known = known_list(call, "country")
        number, deleted = country.country_id, country.deleted
        told = checked(
            call, known, number, country.name, country.tooltip, country.rank, deleted=deleted, key="CountryId"
        )
        stored = msgspec.structs.replace(country, name=told.name, tooltip=told.tooltip, rank=told.rank)
        _check_country(call, stored)
        if told.stored is None:
            stored.country_id = typed_lists.insert_country(call.db, stored)
        else:
            typed_lists.update_country(call.db, stored)
    return call.reference.countries[stored.country_id]


@method("List", takes="query", runs="write", allows="associate", rest_only=True, locks=True)
def delete_country(call: Call, country_id: int) -> None:
    """Mark a country as deleted; records that have it keep it."""
    mark_deleted(call, known_list(call, "country"), country_id)


def _check_country(call: Call, country: Country) -> None:
    for attribute, (name, most) in COUNTRY_TEXTS.items():
        if len(getattr(country, attribute)) > most:
            raise Invalid.field(name, f"longer than {most} characters")
    for attribute, name in LAYOUTS.items():
        layout = getattr(country, attribute) or EUROPEAN
        if not 1 <= layout <= LARGEST_LAYOUT:
            raise Invalid.field(name, f"a layout is a number from 1 to {LARGEST_LAYOUT}")
        setattr(country, attribute, layout)
    if country.currency_id and country.currency_id not in call.reference.lists["currency"]:
        raise Invalid.unknown("CurrencyId", "currency", country.currency_id)
    country.english_name = country.english_name or country.name[: COUNTRY_TEXTS["english_name"][1]]


# Kinds of follow-up


@method("List", takes="arguments", runs="read", allows="associate")
def get_all_tasks(call: Call, include_deleted: bool = False) -> list[TaskListItem]:
    """List the kinds of follow-up by rank; deleted ones too where they are wanted."""
    return [task for task in call.reference.tasks.values() if include_deleted or not task.deleted]


@method("List", takes="nothing", runs="read", allows="associate", rest_only=True)
def create_default_task_list_item(call: Call) -> TaskListItem:
    """Give an empty kind of follow-up, which makes appointments."""
    return TaskListItem(type=TaskType.Appointment)


@method("List", takes="query", runs="read", allows="associate", rest_only=True)
def get_task_list_item(call: Call, task_list_item_id: int) -> TaskListItem | None:
    """Give a kind of follow-up, also a deleted one; null for an unknown one."""
    return call.reference.tasks.get(task_list_item_id)


@method("List", takes="entity", runs="write", allows="associate", rest_only=True, locks=True)
def save_task_list_item(call: Call, task: TaskListItem | None) -> TaskListItem:
    """Store a kind of follow-up: id 0 adds one, any other id changes it; only administrators of lists may."""
    sent = msgspec.structs.replace(check.given(task, "TaskListItem"))
    if sent.type is TaskType.Unknown:
        sent.type = TaskType.Appointment
    with changing(call):
        known, number = known_list(call, "task"), sent.task_list_item_id
        deleted, key = sent.deleted, "TaskListItemId"
        told = checked(
            call, known, number, sent.value, sent.tooltip, sent.rank, deleted=deleted, key=key, field="Value"
        )
        sent.task_list_item_id = put(call, known, number, told, deleted=sent.deleted)
        typed_lists.update_task(call.db, sent)
    return call.reference.tasks[sent.task_list_item_id]


@method("List", takes="query", runs="write", allows="associate", rest_only=True, locks=True)
def delete_task_list_item(call: Call, task_list_item_id: int) -> None:
    """Mark a kind of follow-up as deleted; appointments that have it keep it."""
    mark_deleted(call, known_list(call, "task"), task_list_item_id)


# Groups of users


@method("List", takes="arguments", runs="read", allows="associate", rest_only=True)
def get_user_groups(call: Call, include_deleted: bool = False) -> list[UserGroup]:
    """List the user groups by rank; deleted ones too where they are wanted."""
    groups = call.reference.lists["usergroup"].values()
    return [_group(group) for group in groups if include_deleted or not group.deleted]


@method("List", takes="query", runs="read", allows="associate", rest_only=True)
def get_user_group(call: Call, user_group_id: int) -> UserGroup | None:
    """Give a user group, also a deleted one; null for an unknown one."""
    group = call.reference.lists["usergroup"].get(user_group_id)
    return None if group is None else _group(group)


@method("List", takes="entity", runs="write", allows="associate", rest_only=True, locks=True)
def save_user_group(call: Call, user_group: UserGroup | None) -> UserGroup:
    """Store a user group: id 0 adds one, any other id changes it; only administrators of lists may."""
    sent = check.given(user_group, "UserGroup")
    with changing(call):
        known = known_list(call, "usergroup")
        told = checked(
            call, known, sent.id, sent.value, sent.tooltip, sent.rank, deleted=sent.deleted, key="Id", field="Value"
        )
        number = put(call, known, sent.id, told, deleted=sent.deleted)
    return _group(call.reference.lists["usergroup"][number])


@method("List", takes="query", runs="write", allows="associate", rest_only=True, locks=True)
def delete_user_group(call: Call, user_group_id: int) -> None:
    """Mark a user group as deleted; its members stay in it."""
    mark_deleted(call, known_list(call, "usergroup"), user_group_id)


def _group(group: Item) -> UserGroup:
    return UserGroup(group.name, group.tooltip, group.id, group.rank, group.deleted)


# Kinds of relation


@method("List", takes="nothing", runs="read", allows="associate")
def create_default_relation_definition_entity(call: Call) -> RelationDefinitionEntity:
    """Give an empty kind of relation, between companies."""
    return RelationDefinitionEntity(source=RelationTarget.Contact, destination=RelationTarget.Contact)


@method("List", takes="query", runs="read", allows="associate")
def get_relation_definition_entity(call: Call, relation_definition_entity_id: int) -> RelationDefinitionEntity | None:
    """Give a kind of relation, also a deleted one; null for an unknown one."""
    found = call.reference.definitions.get(relation_definition_entity_id)
    return None if found is None else _definition(found)


@method("List", takes="entity", runs="write", allows="associate", locks=True)
def save_relation_definition_entity(
    call: Call, relation_definition_entity: RelationDefinitionEntity | None
) -> RelationDefinitionEntity:
    """Store a kind of relation: id 0 adds one, any other id changes it; only administrators of lists may.

    Relations that are there stay, also those it would not go between any more.
    """
    sent = check.given(relation_definition_entity, "RelationDefinitionEntity")
    with changing(call):
        number = _put_definition(call, sent)
    return _definition(call.reference.definitions[number])


def _put_definition(call: Call, sent: RelationDefinitionEntity) -> int:
    if RelationTarget.Nothing in (sent.source, sent.destination):
        end = "Source" if sent.source is RelationTarget.Nothing else "Destination"
        raise Invalid.field(end, "a kind of relation needs what it begins and ends at: Contact, Person or Both")
    known, number = known_list(call, RELATIONS), sent.reldef_id
    told = checked(call, known, number, sent.name, sent.tooltip, sent.rank, deleted=sent.deleted, key="ReldefId")
    stored = msgspec.structs.replace(sent, name=told.name, tooltip=told.tooltip, rank=told.rank)
    before = call.reference.definitions.get(number)
    if before is None:
        return relation_definitions.insert(call.db, stored)
    if sent.passive_text == before.passive_text:
        stored.passive_text = before.stored_passive_text
    relation_definitions.update(call.db, stored, before.targets)
    return number


def _definition(found: Definition) -> RelationDefinitionEntity:
    told = (found.id, found.name, found.tooltip, found.passive_text, found.deleted, found.rank)
    return RelationDefinitionEntity(*told, *relation_definitions.ends(found.targets))
