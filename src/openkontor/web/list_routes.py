"""The REST operations of lists and of what stands beside them: a line per list, and the rows that follow from it."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from openkontor.agents import list as lists
from openkontor.agents import (
    list_headings,  # noqa: F401 - importing it makes its methods
    list_typed,
    list_values,  # noqa: F401 - importing it makes its methods
    mdo,
    preference,
    relation,
    string,
    time_zone,
)
from openkontor.agents.method import method_named
from openkontor.web.request import Request
from openkontor.web.route import Route, entity_routes


class Typed(NamedTuple):
    """Methods of items that are more than a name, and the field of their id."""

    key: str
    every: Callable[..., Any]
    get: Callable[..., Any]
    save: Callable[..., Any]
    delete: Callable[..., Any]
    default: Callable[..., Any] | None = None
    body: str = ""  # the argument of `save` that is the item, where it takes several


class Listed(NamedTuple):
    """One list below List/, with what the contract has of it."""

    resource: str
    typed: Typed | None = None  # None: its items are read and saved as those of any list
    items: bool = True
    links: bool = True  # headings and groups of an item, and the list as a picker


COUNTRY = Typed(
    "country_id",
    list_typed.get_all_countries,
    method_named("List/GetCountry").function,
    list_typed.save_country,
    list_typed.delete_country,
    body="country",
)
TASK = Typed(
    "task_list_item_id",
    list_typed.get_all_tasks,
    list_typed.get_task_list_item,
    list_typed.save_task_list_item,
    list_typed.delete_task_list_item,
    list_typed.create_default_task_list_item,
)
USER_GROUP = Typed(
    "id",
    list_typed.get_user_groups,
    list_typed.get_user_group,
    list_typed.save_user_group,
    list_typed.delete_user_group,
)
LISTS = (
    Listed("Business"),
    Listed("Category"),
    Listed("Competitor"),
    Listed("Country", COUNTRY),
    Listed("Credited"),
    Listed("Currency", items=False),
    Listed("DeliveryTerm"),
    Listed("DeliveryType"),
    Listed("MrMrs"),
    Listed("PaymentTerm"),
    Listed("PaymentType"),
    Listed("Position"),
    Listed("Priority"),
    Listed("ProductCategory"),
    Listed("ProductFamily"),
    Listed("ProductType"),
    Listed("ProjectStatus"),
    Listed("ProjectType"),
    Listed("QuoteApproveReason"),
    Listed("QuoteDenyReason"),
    Listed("Rating", items=False),
    Listed("Reason"),
    Listed("ReasonSold"),
    Listed("ReasonStalled"),
    Listed("SaleType", items=False),
    Listed("SelectionCategory"),
    Listed("Source"),
    Listed("Task", TASK),
    Listed("TicketPriority", items=False, links=False),
    Listed("UserGroup", USER_GROUP, links=False),
)

# Below List/{name} or List/{id}: verb, path, the methods for an id and for a name, and the argument that is the body.
HEADINGS = (
    ("GET", "GetHeadingsFromListDefinition", "GetHeadingsFromName", ""),
    ("POST", "SaveHeadingFromListDefinition", "SaveHeadingFromName", "entity"),
    ("PUT", "SaveHeadingsFromListDefinition", "SaveHeadingsFromName", "entities"),
    ("DELETE", "DeleteAllHeadingsFromListDefinition", "DeleteAllHeadingsFromName", ""),
)
ITEMS = (
    ("GET", "Items", "GetAllFromListDefinition", "GetAllFromListName", ""),
    ("POST", "Items", "AddFromListDefinition", "AddFromListName", "item"),
    ("PUT", "Items", "SaveAllFromListDefinition", "SaveAllFromListName", "items"),
    ("DELETE", "Items", "DeleteAllFromListDefinition", "DeleteAllFromListName", ""),
    ("GET", "Items/{id}", "GetFromListDefinition", "GetFromListName", ""),
    ("PUT", "Items/{id}", "SaveFromListDefinition", "SaveFromListName", "item"),
    ("DELETE", "Items/{id}", "DeleteFromListDefinition", "DeleteFromListName", ""),
)
LINKED = (
    ("GET", "Headings", "GetHeadings", "GetHeadingsForListItemFromListName", ""),
    ("PUT", "Headings", "SaveHeadingsForListItemFromListDefinition", "SaveHeadingsForListItemFromListName", "headings"),
    ("GET", "UserGroups", "GetVisibleForUserGroups", "GetVisibleForUserGroupsFromListName", ""),
    ("PUT", "UserGroups", "SetVisibleForUserGroups", "SetVisibleForUserGroupsFromListName", "user_groups"),
)


def _function(name: str) -> Callable[..., Any]:
    return method_named(f"List/{name}").function


def _any_list() -> Iterator[Route]:
    """The rows of a list that the path names, by id or by name."""
    for verb, by_id, by_name, body in HEADINGS:
        yield Route(verb, "List/{id}/Headings", _function(by_id), body=body)
        yield Route(verb, "List/{name}/Headings", _function(by_name), body=body)
    for verb, path, by_id, by_name, body in ITEMS:
        what = "List item" if path.endswith("{id}") and verb == "GET" else ""
        yield Route(verb, f"List/{{udListDefinitionId}}/{path}", _function(by_id), resource=what, body=body)
        yield Route(verb, f"List/{{udListDefinitionName}}/{path}", _function(by_name), resource=what, body=body)
    for verb, path, by_id, by_name, body in LINKED:
        rest = f"Items/{{listItemId}}/{path}"
        yield Route(verb, f"List/{{udListDefinitionId}}/{rest}", _function(by_id), body=body)
        yield Route(verb, f"List/{{udListDefinitionName}}/{rest}", _function(by_name), body=body)


def _below(one: Listed) -> Iterator[Route]:
    """The rows of one list below List/: those of any list, of which this is the name."""
    base, name = f"List/{one.resource}", {"name": one.resource}
    yield Route("GET", base, lists.get_list_entity_by_name, links=True, resource="List", fixed=name)
    yield Route("PUT", base, lists.save_list_entity_by_name, fixed=name, body="list_entity")
    for verb, _, by_name, body in HEADINGS:
        yield Route(verb, f"{base}/Headings", _function(by_name), fixed=name, body=body)
    if one.typed is not None:
        yield from _typed_items(base, one.resource, one.typed)
    elif one.items:
        yield from _plain_items(base, one.resource)
    if one.links:
        yield Route("GET", f"{base}/MDOItems", mdo.get_choices, fixed=name)
        for verb, path, _, by_name, body in LINKED:
            names, fixed = {"itemid": "listitemid"}, {"udlistdefinitionname": one.resource}
            rest = f"{base}/Items/{{itemId}}/{path}"
            yield Route(verb, rest, _function(by_name), names=names, fixed=fixed, body=body)


def _plain_items(base: str, resource: str) -> Iterator[Route]:
    for verb, path, _, by_name, body in ITEMS:
        what = resource if path.endswith("{id}") and verb == "GET" else ""
        fixed = {"udlistdefinitionname": resource}
        yield Route(verb, f"{base}/{path}", _function(by_name), resource=what, fixed=fixed, body=body)
    yield Route("GET", f"{base}/Items/Default", lists.create_default_list_item_entity)


def _typed_items(base: str, resource: str, typed: Typed) -> Iterator[Route]:
    path, key, body = f"{base}/Items", typed.key, typed.body
    yield Route("GET", path, typed.every)
    yield Route("POST", path, typed.save, key=key, body=body)
    yield Route("GET", f"{path}/{{id}}", typed.get, resource=resource)
    yield Route("PUT", f"{path}/{{id}}", typed.save, key=key, resource=resource, body=body)
    yield Route("DELETE", f"{path}/{{id}}", typed.delete)
    if typed.default is not None:
        yield Route("GET", f"{path}/Default", typed.default)


def _texts_written(texts: Any, request: Request) -> bytes:
    return request.format.write_plain(texts, "Strings")


ROUTES = (
    *entity_routes(
        "List",
        "id",
        lists.create_default_list_entity,
        lists.get_list_entity,
        lists.save_list_entity,
        lists.delete_list_entity,
    ),
    Route("GET", "List", lists.get_list_definitions),
    Route("GET", "List/{name}", lists.get_list_entity_by_name, resource="List"),
    Route("PUT", "List/{name}", lists.save_list_entity_by_name, body="list_entity"),
    Route("DELETE", "List/{name}", lists.delete_list_entity_by_name),
    *_any_list(),
    *(row for one in LISTS for row in _below(one)),
    *entity_routes(
        "RelationDefinition",
        "reldef_id",
        list_typed.create_default_relation_definition_entity,
        list_typed.get_relation_definition_entity,
        list_typed.save_relation_definition_entity,
    ),
    *entity_routes(
        "Relation",
        "relation_id",
        relation.create_default_contact_relation_entity,
        relation.get_contact_relation_entity,
        relation.save_contact_relation,
        relation.delete_contact_relation,
        name="ContactRelation",
        version=relation.relation_version,
        body="contact_relation_entity",
    ),
    Route("GET", "MDOList", mdo.get_list_names),
    Route("GET", "MDOList/{listname}", mdo.get_choices, names={"listname": "name"}, resource="MDO list"),
    Route(
        "GET",
        "MDOList/{listname}/selectable",
        mdo.get_selectable_list,
        names={"listname": "name", "flat": "forceflatlist", "additional": "additionalinfo"},
        resource="MDO list",
    ),
    Route("GET", "String", string.get_string_names),
    Route("POST", "String", string.get_strings, body="names", write=_texts_written),
    Route("GET", "String/KnownLanguages", string.get_known_languages),
    Route(
        "GET",
        "String/{sr_id}",
        string.get_texts_of_string,
        names={"sr_id": "srid"},
        resource="String",
        write=_texts_written,
    ),
    Route("GET", "String/{sr_id}/{isoLangCode}", string.get_string, names={"sr_id": "srid"}, resource="String"),
    Route("GET", "TimeZone/base", time_zone.get_base_time_zone),
    Route("GET", "TimeZone/current", time_zone.get_current_time_zone),
    Route("GET", "Preference", preference.get_sections),
    Route("GET", "Preference/{section}", preference.get_keys_in_section),
    Route("GET", "Preference/{section}/{key}", preference.get_pref_value),
    Route("POST", "Preference/{section}/{key}", preference.set_pref_value, body="preference"),
    Route("PUT", "Preference/{section}/{key}", preference.set_pref_value, body="preference"),
    Route("GET", "Preference/{section}/{key}/{prefLevel}", preference.get_pref_value_at_level),
    Route("POST", "Preference/{section}/{key}/{prefLevel}", preference.set_pref_value_at_level),
    Route("PUT", "Preference/{section}/{key}/{prefLevel}", preference.set_pref_value_at_level),
)
