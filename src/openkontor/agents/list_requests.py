"""The List agent: types and categories of requests; a category lies below another one or not."""

from openkontor.agents.list_entities import TICKET_STATUS, Entities, declare_methods, one_of
from openkontor.call import Call
from openkontor.carriers.list_entities import TicketStatusEntity
from openkontor.carriers.list_requests import TicketCategoryEntity, TicketTypeEntity
from openkontor.errors import Invalid
from openkontor.store import list_details

BETWEEN = "/"  # the names in the full name of a category
DEEPEST = 32  # categories below each other


def _check_type(call: Call, sent: TicketTypeEntity) -> None:
    for field, name, numbers in (
        ("TicketStatuses", "ticketstatus", sent.ticket_statuses),
        ("TicketPriorities", "ticketpriority", sent.ticket_priorities),
        ("VisibleForGroups", "usergroup", sent.visible_for_groups),
    ):
        unknown = [number for number in numbers or [] if number not in call.reference.lists[name]]
        if unknown:
            raise Invalid.field(field, f"there is no item {unknown[0]} in the list")


def _check_category(call: Call, sent: TicketCategoryEntity) -> None:
    statuses = call.reference.lists["ticketstatus"]
    for field, status in (
        ("DefaultTicketStatus", sent.default_ticket_status),
        ("DefaultMessageStatus", sent.default_message_status),
    ):
        if status and status.ticket_status_id and status.ticket_status_id not in statuses:
            raise Invalid.field(field, f"there is no status {status.ticket_status_id}")
    if sent.category_master and sent.category_master not in call.reference.associates:
        raise Invalid.field("CategoryMaster", f"there is no associate {sent.category_master}")
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
