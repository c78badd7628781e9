"""The List agent: items of lists that are more than a name, one line each (domain reference 7.5).

A line makes the methods that give an empty item, one, all, several by their ids, store one and delete one.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from openkontor.agents import check
from openkontor.agents.list_changes import changing, checked, known_list, mark_deleted, put
from openkontor.agents.method import Takes, method, parameter, shaped
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.document import DocTmplType
from openkontor.carriers.list_entities import (
    CurrencyEntity,
    DocumentTemplateEntity,
    SaleStageEntity,
    SaleTypeEntity,
    TicketPriorityEntity,
    TicketPriorityStatus,
    TicketStatusEntity,
    WebPanelEntity,
)
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.ticket import TicketBaseStatus
from openkontor.carriers.values import Stamp
from openkontor.errors import Invalid
from openkontor.store import list_details
from openkontor.store.choices import Item
from openkontor.store.list_details import Details


class Entities(NamedTuple):
    """One list: what its items are, and its methods by their published names."""

    details: Details
    key: str  # the field of an item's id
    one: str
    every: str
    save: str
    delete: str
    default: str = ""
    several: str = ""
    gives_deleted: bool = True  # `every` gives deleted items where they are wanted
    takes: Takes = "entity"  # how the item to store comes
    delete_takes: Takes = "query"  # how the id of the item to delete comes; `Id` where by name
    rest_only: str = "delete"  # what of them the contract has over REST alone
    check: Callable[[Call, Any], None] | None = None  # what is refused beside what no item may be
    more: Callable[[Call, Any], None] | None = None  # what an item shows beside what its row holds
    after: Callable[[Call, Any], None] | None = None  # what is stored beside the row

    @property
    def item(self) -> str:
        """The argument that is the item to store."""
        return self.save.removeprefix("save_")


def _check_currency(call: Call, sent: CurrencyEntity) -> None:
    for name, value in (("Rate", sent.rate), ("Units", sent.units)):
        if value < 0:
            raise Invalid.field(name, "a currency's rate and units are above 0; 0 stands for 1")
    sent.rate, sent.units = sent.rate or 1.0, sent.units or 1.0


def _check_stage(call: Call, sent: SaleStageEntity) -> None:
    if not 0 <= sent.probability <= 100:
        raise Invalid.field("Probability", "a probability is a number from 0 to 100")


def _check_sale_type(call: Call, sent: SaleTypeEntity) -> None:
    stages = call.reference.lists["prob"]
    for one in sent.stages or []:
        if one.id not in stages:
            raise Invalid.unknown("Stages", "stage", one.id)


def _show_stages(call: Call, entity: SaleTypeEntity) -> None:
    number = entity.sale_type_id
    chosen = list_details.stages_of(call.db, number) if number else frozenset[int]()
    entity.stages = [_stage(item, item.id in chosen) for item in call.reference.lists["prob"].values()]
    entity.stages = [one for one in entity.stages if one.selected or not one.deleted]


def _stage(item: Item, selected: bool) -> SelectableMDOListItem:
    told = (item.id, item.name, item.tooltip, item.deleted, item.rank, "prob")
    return SelectableMDOListItem(
        *told, icon_hint="prob", selected=selected, child_items=[], extra_info="", style_hint=""
    )


def _choose_stages(call: Call, sent: SaleTypeEntity) -> None:
    """Store which stages are selected; those that are not named stay as they are."""
    named = {one.id: one.selected for one in sent.stages or []}
    before = list_details.stages_of(call.db, sent.sale_type_id)
    chosen = (before - named.keys()) | {number for number, selected in named.items() if selected}
    list_details.choose_stages(call.db, sent.sale_type_id, before, chosen)


def _check_ticket_priority(call: Call, sent: TicketPriorityEntity) -> None:
    """Refuse what is not kept, rather than lose it."""
    for name, value in (("NonDates", sent.non_dates), ("EscalationLevels", sent.escalation_levels)):
        if value:
            raise Invalid.field(name, "priorities have no days off and no levels of escalation of their own yet")


def _show_status(call: Call, entity: TicketPriorityEntity) -> None:
    item = call.reference.lists["ticketpriority"].get(entity.ticket_priority_id)
    deleted = item is not None and item.deleted
    entity.status = TicketPriorityStatus.Deleted if deleted else TicketPriorityStatus.Normal
    entity.non_dates, entity.escalation_levels = [], []


def _check_ticket_status(call: Call, sent: TicketStatusEntity) -> None:
    if sent.status is TicketBaseStatus.Unknown:
        sent.status = TicketBaseStatus.Active


def _check_template(call: Call, sent: DocumentTemplateEntity) -> None:
    if sent.record_type is DocTmplType.Unknown:
        sent.record_type = DocTmplType.Document


def _check_web_panel(call: Call, sent: WebPanelEntity) -> None:
    if sent.prog_id and not sent.deleted:
        _demand_own(call, list_details.WEB_PANEL, sent.web_panel_id, "prog_id", sent.prog_id, "ProgId")


def _check_key(details: Details, attribute: str) -> Callable[[Call, Any], None]:
    def check(call: Call, sent: Any) -> None:
        if sent.key and not sent.deleted:
            _demand_own(call, details, getattr(sent, attribute), "key", sent.key, "Key")

    return check


def _demand_own(call: Call, details: Details, number: int, attribute: str, value: str, field: str) -> None:
    """Refuse what programs find an item by, where another item has it."""
    items = call.reference.lists[details.name]
    for other, values in list_details.read_every(call.db, details).items():
        if other != number and not items[other].deleted and values[attribute].casefold() == value.casefold():
            raise Invalid.field(field, f"'{value[:100]}' is there already, with id {other}")


def _consents(details: Details, name: str, several: str) -> Entities:
    key = f"{name}_id"
    return Entities(
        details,
        key,
        f"get_{name}",
        f"get_{several}",
        f"save_{name}",
        f"delete_{name}",
        several=f"get_{name}_list",
        gives_deleted=False,
        takes="arguments",
        check=_check_key(details, key),
    )


CONSENT_PURPOSE = _consents(list_details.CONSENT_PURPOSE, "consent_purpose", "consent_purposes")
CONSENT_SOURCE = _consents(list_details.CONSENT_SOURCE, "consent_source", "consent_sources")
LEGAL_BASE = _consents(list_details.LEGAL_BASE, "legal_base", "legal_bases")
CURRENCY = Entities(
    list_details.CURRENCY,
    "currency_id",
    "get_currency_entity",
    "get_all_currency_entities",
    "save_currency_entity",
    "delete_currency_entity",
    "create_default_currency_entity",
    rest_only="every delete",
    check=_check_currency,
)
SALE_STAGE = Entities(
    list_details.SALE_STAGE,
    "sale_stage_id",
    "get_sale_stage_entity",
    "get_all_sale_stages",
    "save_sale_stage_entity",
    "delete_sale_stage_entity",
    "create_default_sale_stage_entity",
    check=_check_stage,
)
SALE_TYPE = Entities(
    list_details.SALE_TYPE,
    "sale_type_id",
    "get_sale_type_entity",
    "get_all_sale_type_entities",
    "save_sale_type_entity",
    "delete_sale_type_entity",
    "create_default_sale_type_entity",
    check=_check_sale_type,
    more=_show_stages,
    after=_choose_stages,
)
TICKET_PRIORITY = Entities(
    list_details.TICKET_PRIORITY,
    "ticket_priority_id",
    "get_ticket_priority_entity",
    "get_all_ticket_priorities",
    "save_ticket_priority_entity",
    "delete_ticket_priority_entity",
    "create_default_ticket_priority_entity",
    rest_only="",
    check=_check_ticket_priority,
    more=_show_status,
)
TICKET_STATUS = Entities(
    list_details.TICKET_STATUS,
    "ticket_status_id",
    "get_ticket_status_entity",
    "get_ticket_statuses",
    "save_ticket_status_entity",
    "delete_ticket_status_entity",
    "create_default_ticket_status_entity",
    several="get_ticket_status_list",
    gives_deleted=False,
    rest_only="",
    check=_check_ticket_status,
)
WEB_PANEL = Entities(
    list_details.WEB_PANEL,
    "web_panel_id",
    "get_web_panel_entity",
    "get_web_panel_list",
    "save_web_panel_entity",
    "delete_web_panel",
    "create_default_web_panel_entity",
    gives_deleted=False,
    delete_takes="arguments",
    rest_only="",
    check=_check_web_panel,
)
DOCUMENT_TEMPLATE = Entities(
    list_details.DOCUMENT_TEMPLATE,
    "document_template_id",
    "get_document_template_entity",
    "get_all_document_templates",
    "save_document_template_entity",
    "delete_document_template_entity",
    "create_default_document_template_entity",
    check=_check_template,
)
ENTITIES = (
    CONSENT_PURPOSE,
    CONSENT_SOURCE,
    LEGAL_BASE,
    CURRENCY,
    SALE_STAGE,
    SALE_TYPE,
    TICKET_PRIORITY,
    TICKET_STATUS,
    WEB_PANEL,
    DOCUMENT_TEMPLATE,
)


@method("List", takes="arguments", runs="read", allows="associate")
def get_web_panel_by_prog_id(call: Call, prog_id: str) -> WebPanelEntity | None:
    """Give the web panel that a program knows by this name; null for an unknown one."""
    every = _every(call, WEB_PANEL, include_deleted=False)
    return next((panel for panel in every if prog_id and panel.prog_id.casefold() == prog_id.casefold()), None)


def _shown(call: Call, entities: Entities, item: Item, values: dict[str, Any]) -> Any:
    """Give an item as its carrier: what every item has, what its row holds, and what stands elsewhere."""
    carrier: Any = entities.details.carrier
    known: dict[str, Any] = {
        entities.key: item.id,
        "name": item.name,
        "value": item.name,
        "tooltip": item.tooltip,
        "deleted": item.deleted,
    }
    known |= {"rank": item.rank, "sort_order": item.rank}
    fields = set(carrier.__struct_fields__)
    entity = carrier(**{name: value for name, value in known.items() if name in fields}, **values)
    if entities.more is not None:
        entities.more(call, entity)
    return entity


def one_of(call: Call, entities: Entities, number: int) -> Any:
    """Give an item, also a deleted one; None for an unknown one."""
    item = call.reference.lists[entities.details.name].get(number)
    return None if item is None else _shown(call, entities, item, list_details.read(call.db, entities.details, number))


def _every(call: Call, entities: Entities, *, include_deleted: bool) -> list[Any]:
    values = list_details.read_every(call.db, entities.details)
    items = sorted(call.reference.lists[entities.details.name].values(), key=lambda item: (item.rank, item.id))
    return [_shown(call, entities, item, values[item.id]) for item in items if include_deleted or not item.deleted]


def _save(call: Call, entities: Entities, sent: Any) -> Any:
    """Store what is sent; fields that every item has are named differently from carrier to carrier."""
    details, fields = entities.details, set(sent.__struct_fields__)
    name, rank = ("value" if "value" in fields else "name"), ("sort_order" if "sort_order" in fields else "rank")
    deleted = getattr(sent, "deleted", False) or getattr(sent, "status", None) is TicketPriorityStatus.Deleted
    with changing(call):
        known, number = known_list(call, details.name), getattr(sent, entities.key)
        words = (getattr(sent, name), getattr(sent, "tooltip", ""), getattr(sent, rank, 0))
        key = _pascal(entities.key)
        told = checked(call, known, number, *words, deleted=deleted, key=key, field=name.capitalize())
        if "tooltip" not in fields and told.stored is not None:
            told.tooltip = told.stored.stored_tooltip
        _check(call, entities, sent)
        number = put(call, known, number, told, deleted=deleted)
        setattr(sent, entities.key, number)
        list_details.update(call.db, details, number, sent)
        if entities.after is not None:
            entities.after(call, sent)
    return one_of(call, entities, number)


def _check(call: Call, entities: Entities, sent: Any) -> None:
    for attribute, name in entities.details.references.items():
        number = getattr(sent, attribute)
        if number and number not in call.reference.lists.get(name, {}):
            raise Invalid.unknown(_pascal(attribute), "list item", number)
    if entities.check is not None:
        entities.check(call, sent)
    if "updated_by" in entities.details.columns:
        sent.updated_date, sent.updated_by = Stamp(call.now), call.reference.associates[call.associate_id]


def _pascal(attribute: str) -> str:
    return "".join(word.capitalize() for word in attribute.split("_"))


def declare_methods(entities: Entities) -> None:
    """Make the methods of one list."""
    details = entities.details
    carrier: Any = details.carrier
    call = parameter("call", Call)
    number = parameter(f"{entities.one.removeprefix('get_')}_id", Int32)

    def one(call: Call, number: int) -> Any:
        return one_of(call, entities, number)

    def every(call: Call, include_deleted: bool = False) -> Any:
        return _every(call, entities, include_deleted=include_deleted)

    def several(call: Call, ids: list[Int32] | None = None) -> Any:
        found = {getattr(item, entities.key): item for item in _every(call, entities, include_deleted=True)}
        return [found[number] for number in ids or [] if number in found]

    def save(call: Call, sent: Any = None) -> Any:
        return _save(call, entities, check.given(sent, _pascal(entities.item)))

    def delete(call: Call, number: int) -> None:
        mark_deleted(call, known_list(call, details.name), number)

    def default(call: Call) -> Any:
        return _default(call, entities)

    def declare(part: str, function: Any, words: str, parameters: list[Any], gives: Any, **how: Any) -> None:
        name = getattr(entities, part)
        if name:
            made = shaped(function, name, words, [call, *parameters], gives)
            rest_only = part in entities.rest_only.split()
            method("List", allows="associate", rest_only=rest_only, **how)(made)

    what = f"the list {details.name}"
    words = f"Give an item of {what}, also a deleted one; null for an unknown one."
    declare("one", one, words, [number], carrier | None, takes="query", runs="read")
    wanted = [parameter("include_deleted", bool, False)] if entities.gives_deleted else []
    words = f"List the items of {what} by rank" + ("; deleted ones too where they are wanted." if wanted else ".")
    declare("every", every, words, wanted, list[carrier], takes="arguments" if wanted else "nothing", runs="read")
    words, ids = f"Give the items of {what} with these ids, as they are asked for.", list[Int32] | None
    declare("several", several, words, [parameter("ids", ids, None)], list[carrier], takes="array", runs="read")
    words = f"Store an item of {what}: id 0 adds one, any other id changes it; only administrators of lists may."
    sent = parameter(entities.item, carrier | None, None)
    declare("save", save, words, [sent], carrier, takes=entities.takes, runs="write", locks=True)
    words = f"Mark an item of {what} as deleted; records that have it keep it."
    gone = parameter("id", Int32) if entities.delete_takes == "arguments" else number
    declare("delete", delete, words, [gone], None, takes=entities.delete_takes, runs="write", locks=True)
    declare("default", default, f"Give an empty item of {what}.", [], carrier, takes="nothing", runs="read")


def _default(call: Call, entities: Entities) -> Any:
    empty = entities.details.carrier()
    if entities.more is not None:
        entities.more(call, empty)
    return empty


for _entities in ENTITIES:
    declare_methods(_entities)
