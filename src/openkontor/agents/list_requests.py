"""The List agent: types and categories of requests; a category lies below another one or not."""

from typing import Any

from openkontor.agents.list_changes import changing
from openkontor.agents.list_entities import TICKET_STATUS, Entities, declare_methods, one_of
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.list_entities import TicketStatusEntity
from openkontor.carriers.list_requests import TicketCategoryEntity, TicketTypeEntity
from openkontor.errors import Invalid, UnknownId
from openkontor.store import list_details
from openkontor.store.list_details import Details

BETWEEN = "/"  # the names in the full name of a category
DEEPEST = 32  # categories below each other
STATUSES = ("default_ticket_status", "default_message_status", "ticket_statuses")  # fields of types and categories


def _check_type(call: Call, sent: TicketTypeEntity) -> None:
    for field, name, numbers in (
        ("TicketStatuses", "ticketstatus", sent.ticket_statuses),
        ("TicketPriorities", "ticketpriority", sent.ticket_priorities),
        ("VisibleForGroups", "usergroup", sent.visible_for_groups),
    ):
        unknown = [number for number in numbers or [] if number not in call.reference.lists[name]]
        if unknown:
            raise Invalid.unknown(field, "list item", unknown[0])


def _check_category(call: Call, sent: TicketCategoryEntity) -> None:
    statuses = call.reference.lists["ticketstatus"]
    for field, status in (
        ("DefaultTicketStatus", sent.default_ticket_status),
        ("DefaultMessageStatus", sent.default_message_status),
    ):
        if status and status.ticket_status_id and status.ticket_status_id not in statuses:
            raise Invalid.unknown(field, "status", status.ticket_status_id)
    if sent.category_master and sent.category_master not in call.reference.associates:
        raise Invalid.unknown("CategoryMaster", "associate", sent.category_master)
    above = [parent for parent, _, _ in _above(call, sent.parent_id)]
    if len(above) == DEEPEST or (sent.ticket_category_id and sent.ticket_category_id in above):
        raise Invalid.field("ParentId", "a category cannot lie below itself, nor more than 32 deep")


def _above(call: Call, number: int) -> list[tuple[int, str, int]]:
    """The categories from one up to the topmost: id, name, and the template of replies."""
    found: list[tuple[int, str, int]] = []
    items = call.reference.lists["ejcategory"]
    while number in items and len(found) < DEEPEST:
        values = list_details.read(call.db, list_details.TICKET_CATEGORY, number)
        found.append((number, items[number].name, values["reply_template"]))
        number = values["parent_id"]
    return found


def _show_category(call: Call, entity: TicketCategoryEntity) -> None:
    above = _above(call, entity.parent_id)
    entity.fullname = BETWEEN.join([*(name for _, name, _ in reversed(above)), entity.name])
    templates = (entity.reply_template, *(template for _, _, template in above))
    entity.effective_reply_template_id = next(filter(None, templates), 0)
    entity.default_ticket_status = _status(call, entity.default_ticket_status)
    entity.default_message_status = _status(call, entity.default_message_status)
    entity.extra_fields, entity.custom_fields = {}, {}


def _status(call: Call, stored: TicketStatusEntity | None) -> TicketStatusEntity | None:
    found: TicketStatusEntity | None = one_of(call, TICKET_STATUS, stored.ticket_status_id) if stored else None
    return found


TICKET_TYPE = Entities(
    list_details.TICKET_TYPE,
    "ticket_type_id",
    "get_ticket_type_entity",
    "get_ticket_types",
    "save_ticket_type_entity",
    "delete_ticket_type_entity",
    "create_default_ticket_type_entity",
    several="get_ticket_type_list",
    gives_deleted=False,
    rest_only="",
    check=_check_type,
)
TICKET_CATEGORY = Entities(
    list_details.TICKET_CATEGORY,
    "ticket_category_id",
    "get_ticket_category_entity",
    "get_ticket_categories",
    "save_ticket_category_entity",
    "delete_ticket_category_entity",
    "create_default_ticket_category_entity",
    several="get_ticket_category_list",
    gives_deleted=False,
    rest_only="",
    check=_check_category,
    more=_show_category,
)
declare_methods(TICKET_TYPE)
declare_methods(TICKET_CATEGORY)


@method("List", takes="arguments", runs="write", allows="associate", locks=True)
def global_change_ticket_status(call: Call, from_ticket_status_id: int, to_ticket_status_id: int) -> None:
    """Put one status of requests in the place of another one wherever that is referred to; only administrators may.

    400 naming the field for a status that is not there, or that is deleted and shall be used.
    """
    with changing(call):
        _check_statuses(call, from_ticket_status_id, to_ticket_status_id)
        list_details.change_ticket_status(call.db, from_ticket_status_id, to_ticket_status_id)
        for details in (list_details.TICKET_TYPE, list_details.TICKET_CATEGORY):
            _replace_status(call, details, from_ticket_status_id, to_ticket_status_id)


def _check_statuses(call: Call, before: int, after: int) -> None:
    statuses = call.reference.lists["ticketstatus"]
    for field, number in (("FromTicketStatusId", before), ("ToTicketStatusId", after)):
        if number not in statuses:
            problem = f"there is no status {number}"
            raise UnknownId(problem, {field: problem})
    if statuses[after].deleted:
        raise Invalid.field("ToTicketStatusId", f"status {after} is deleted")


def _replace_status(call: Call, details: Details, before: int, after: int) -> None:
    """Change the types or categories of requests that refer to a status."""
    for number, values in list_details.read_every(call.db, details).items():
        changed = {name: _replaced(values[name], before, after) for name in STATUSES if name in values}
        if any(values[name] != value for name, value in changed.items()):
            list_details.update(call.db, details, number, details.carrier(**(values | changed)))


def _replaced(value: Any, before: int, after: int) -> Any:
    """Give what refers to statuses, a number, several, or a carrier, with one of them replaced."""
    if isinstance(value, list):
        return list(dict.fromkeys(after if one == before else one for one in value))
    if isinstance(value, TicketStatusEntity):
        return TicketStatusEntity(ticket_status_id=after) if value.ticket_status_id == before else value
    return after if value == before else value
