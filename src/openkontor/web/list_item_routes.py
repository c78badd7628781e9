"""The REST operations below List/: a line per list, and the rows that follow from it."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from openkontor.agents import list as lists
from openkontor.agents import (
    list_entities,
    list_headings,  # noqa: F401 - importing it makes its methods
    list_requests,
    list_templates,
    list_typed,
    list_values,  # noqa: F401 - importing it makes its methods
    mdo,
)
from openkontor.agents.method import method_named
from openkontor.web import content
from openkontor.web.route import Route


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


def _typed(entities: list_entities.Entities) -> Typed:
    """Give the methods of a list that is declared in one line."""
    names = (entities.every, entities.one, entities.save, entities.delete)
    every, one, save, delete = (_made(name) for name in names)
    default = _made(entities.default) if entities.default else None
    return Typed(
        entities.key, every, one, save, delete, default, entities.item if entities.takes == "arguments" else ""
    )


def _made(name: str) -> Callable[..., Any]:
    return _function("".join(word.capitalize() for word in name.split("_")))


def _function(name: str) -> Callable[..., Any]:
    return method_named(f"List/{name}").function


LISTS = (
    Listed("Business"),
    Listed("Category"),
    Listed("Competitor"),
    Listed("ConsentPurpose", _typed(list_entities.CONSENT_PURPOSE)),
    Listed("ConsentSource", _typed(list_entities.CONSENT_SOURCE)),
    Listed("Country", COUNTRY),
    Listed("Credited"),
    Listed("Currency", _typed(list_entities.CURRENCY)),
    Listed("DeliveryTerm"),
    Listed("DeliveryType"),
    Listed("DocumentTemplate", _typed(list_entities.DOCUMENT_TEMPLATE)),
    Listed("LegalBase", _typed(list_entities.LEGAL_BASE)),
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
    Listed("Rating", _typed(list_entities.SALE_STAGE)),
    Listed("Reason"),
    Listed("ReasonSold"),
    Listed("ReasonStalled"),
    Listed("SaleType", _typed(list_entities.SALE_TYPE)),
    Listed("SelectionCategory"),
    Listed("Source"),
    Listed("Task", TASK),
    Listed("TicketCategory", _typed(list_requests.TICKET_CATEGORY), links=False),
    Listed("TicketPriority", _typed(list_entities.TICKET_PRIORITY), links=False),
    Listed("TicketStatus", _typed(list_entities.TICKET_STATUS), links=False),
    Listed("TicketType", _typed(list_requests.TICKET_TYPE), links=False),
    Listed("UserGroup", USER_GROUP, links=False),
    Listed("WebPanel", _typed(list_entities.WEB_PANEL), links=False),
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
    else:
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


def _template(verb: str, path: str, function: Callable[..., Any], **more: Any) -> Route:
    return Route(verb, f"List/DocumentTemplate/{path}", function, **more)


TEMPLATE, CONTENT = "Items/{documentTemplateId}", "Items/{documentTemplateId}/Content/{languageCode}"
TEMPLATES = (
    _template("GET", CONTENT, list_templates.get_document_template_stream_from_id, write=content.written_if_any),
    _template("PUT", CONTENT, list_templates.save_document_template_stream, content="content"),
    _template("POST", CONTENT, list_templates.create_default_document_template_language),
    _template("DELETE", CONTENT, list_templates.delete_document_template_language),
    _template("GET", f"{TEMPLATE}/Language", list_templates.get_document_template_languages, resource="Template"),
    _template("GET", f"{TEMPLATE}/Extension", list_templates.get_document_template_extension, resource="Template"),
    _template("GET", f"{TEMPLATE}/Property", list_templates.get_document_template_properties, resource="Template"),
    _template("GET", f"{TEMPLATE}/Url", list_templates.get_document_template_url, resource="Template"),
    _template("GET", "Plugin", list_templates.get_plugin_list),
    _template("GET", "Plugin/{pluginId}", list_templates.get_plugin_capabilities, resource="Plugin"),
    _template(
        "GET", "Plugin/{pluginId}/DocumentTypes", list_templates.get_document_types_for_plugin, resource="Plugin"
    ),
)
CHANGE_STATUS = Route(
    "GET",  # so it is published, though it changes something
    "List/TicketStatus/{fromTicketStatusId}/ChangeTo/{toTicketStatusId}",
    list_requests.global_change_ticket_status,
)

ROUTES = (*_any_list(), *(row for one in LISTS for row in _below(one)), *TEMPLATES, CHANGE_STATUS)
