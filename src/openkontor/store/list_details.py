"""What items of some lists are beside name, rank and tooltip: a line per list, read when it is asked for.

A carrier's field and the column that holds it are one pair; how a value is stored follows from the field's type.
"""

from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import msgspec

from openkontor.carriers.associate import Associate
from openkontor.carriers.consent import ConsentPurpose, ConsentSource, LegalBase
from openkontor.carriers.declare import Carrier
from openkontor.carriers.list_entities import (
    CurrencyEntity,
    DocumentTemplateEntity,
    SaleStageEntity,
    SaleTypeEntity,
    TicketPriorityEntity,
    TicketStatusEntity,
    WebPanelEntity,
)
from openkontor.carriers.list_requests import TicketCategoryEntity, TicketTypeEntity
from openkontor.carriers.values import EMPTY_MICROSECONDS, Moment, Published
from openkontor.store.db import Db
from openkontor.store.dialect import Statement, statement
from openkontor.store.list_tables import TABLES, read_details, read_every_detail, update_details
from openkontor.store.reference import Reference

Values = dict[str, Any]  # by the carrier's attribute


class Details(NamedTuple):
    """What items of one list are beside name, rank and tooltip."""

    name: str  # of the list
    carrier: type[Carrier]
    kinds: dict[str, type]  # by attribute
    columns: dict[str, str]
    spoken: frozenset[str]  # attributes whose texts are in several languages
    references: dict[str, str]  # attributes that are ids, and the list of each; none is NULL
    read: Statement
    every: Statement
    update: Statement


def _details(name: str, carrier: type[Carrier], columns: str, spoken: str = "", **references: str) -> Details:
    """Declare the details of a list: attribute=column, or a column that is named as the attribute."""
    table = next(table for table in TABLES if table.name == name)
    pairs = {pair.partition("=")[0]: pair.rpartition("=")[2] for pair in columns.split()}
    hints = get_type_hints(carrier, include_extras=True)
    stored = list(pairs.values())
    return Details(
        name,
        carrier,
        {attribute: _kind(hints[attribute]) for attribute in pairs},
        pairs,
        frozenset(spoken.split()),
        references,
        read_details(table, stored),
        read_every_detail(table, stored),
        update_details(table, stored),
    )


def _kind(hint: Any) -> type:
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) is UnionType:
        hint = next(one for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is list:
        return list  # of numbers, kept as a text of JSON
    return hint  # type: ignore[no-any-return]


STAMPED = "updated_date=updated updated_by=updated_associate_id"
DAYS = " ".join(f"{day}_start {day}_stop" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))

CONSENT_PURPOSE = _details(
    "consentpurpose",
    ConsentPurpose,
    "consent_text=consentText form_text=formText key active privacy_statement_desc=privacyStatementDesc"
    f" privacy_statement_url=privacyStatementUrl {STAMPED}",
    spoken="consent_text form_text privacy_statement_desc",
)
CONSENT_SOURCE = _details(
    "consentsource", ConsentSource, "key mail_template_id=mailTemplate_id", mail_template_id="doctmpl"
)
LEGAL_BASE = _details("legalbase", LegalBase, "key")
CURRENCY = _details("currency", CurrencyEntity, "rate units")
SALE_STAGE = _details("prob", SaleStageEntity, "probability")
SALE_TYPE = _details(
    "saletype",
    SaleTypeEntity,
    "duration_unit=durationUnit sale_duration=saleDuration sale_type_cat_id=saleTypeCat_id has_guide=hasGuide"
    " has_stakeholders=hasStakeholders is_auto_advance=isAutoAdvance allow_quote_alternatives=allowQuoteAlternatives"
    " default_quote_validity=defaultQuoteValidity quote_lines_template=quoteLinesTemplate"
    " confirmation_lines_template=confirmationLinesTemplate max_discount_percent_set=maxDiscountPercentSet"
    " min_earning_percent_set=minEarningPercentSet max_discount_percent=maxDiscountPercent"
    " min_earning_percent=minEarningPercent group_quote_lines_by=groupQuoteLinesBy"
    " sort_group_lines_by=sortGroupLinesBy",
    sale_type_cat_id="saletypecat",
    quote_lines_template="doctmpl",
    confirmation_lines_template="doctmpl",
)
TICKET_PRIORITY = _details(
    "ticketpriority",
    TicketPriorityEntity,
    f"flags ticket_read changed_owner ticket_newinfo ticket_closed ticket_changed_priority ticket_new deadline {DAYS}",
)
TICKET_STATUS = _details(
    "ticketstatus",
    TicketStatusEntity,
    "status time_counter=timeCounter no_email_reopen=noEmailReopen is_default=isDefault used_in_queue=usedInQueue",
)
TICKET_TYPE = _details(
    "tickettype",
    TicketTypeEntity,
    "icon default_ticket_status ticket_statuses default_ticket_priority ticket_priorities reply_template"
    " is_external_visible is_default show_in_new exclude_signature exclude_email_recipients external_as_default"
    " visible_for_groups reply_forward_no_signature reply_external_as_default",
    default_ticket_status="ticketstatus",
    default_ticket_priority="ticketpriority",
)
TICKET_CATEGORY = _details(
    "ejcategory",
    TicketCategoryEntity,
    "parent_id category_master flags delegate_method external_name closing_status msg_closing_status assignment_lag"
    " reply_template notification_email default_ticket_status default_message_status",
    parent_id="ejcategory",
)
WEB_PANEL = _details(
    "webpanel",
    WebPanelEntity,
    "url_encoding=urlEncoding visible_in=navigation on_central=onCentral on_satellite=onSatellite on_travel=onTravel"
    " on_sales_marketing_web=onSalesMarketingWeb on_sales_marketing_pocket=onSalesMarketingPocket"
    " show_in_menu_bar=showInMenuBar show_in_tool_bar=showInToolBar show_in_address_bar=showInAddressBar"
    " show_in_status_bar=showInStatusBar window_name=windowName url=url1 prog_id=progId icon"
    " always_reload_on_show=alwaysReloadOnShow never_reload_on_current_change=neverReloadOnCurrentChange"
    " custom_object_entity=customObjectEntity",
)
DOCUMENT_TEMPLATE = _details(
    "doctmpl",
    DocumentTemplateEntity,
    "save_in_db=saveInDb filename default_oref record_type direction autoevent_id intent_id=intentId"
    " is_default_published=defaultPublishType load_template_from_plugin=loadTemplateFromPlugin mime_type=mimeType"
    " document_type_key=documentTypeKey quote_doc_type=quoteDocType privacy_doc_type=privacyDocType"
    " email_subject=emailSubject include_signature=includeSignature show_currents=showCurrents"
    " sender_email_mode=senderEmailMode sender_email_address=senderEmailAddress"
    " invitation_doc_type=invitationDocType",
)

READ_STAGES = statement(
    "read_stages_of_sale_type",
    """SELECT stageId FROM SaleTypeStageLink WHERE tenant = :tenant AND saleType_id = :id AND deleted = 0
    ORDER BY stageId""",
)
# A stage that is chosen again has the suggestions it had: guides refer to the link.
INSERT_STAGE = statement(
    "insert_stage_of_sale_type",
    """INSERT INTO SaleTypeStageLink (tenant, saleType_id, stageId, SaleTypeStageLink_id)
    VALUES (:tenant, :id, :stage, :link)
    ON CONFLICT (tenant, saleType_id, stageId) DO UPDATE SET deleted = 0""",
)
DELETE_STAGE = statement(
    "delete_stage_of_sale_type",
    "UPDATE SaleTypeStageLink SET deleted = 1 WHERE tenant = :tenant AND saleType_id = :id AND stageId = :stage",
)
# What a request's status is in short is stored with it.
CHANGE_TICKET_STATUS = statement(
    "change_ticket_status",
    """UPDATE ticket SET ticket_status = :after, status = :status
    WHERE tenant = :tenant AND ticket_status = :before""",
)


def read(db: Db, details: Details, number: int) -> Values:
    """Read the details of one item."""
    row = db.row(details.read, id=number)
    assert row is not None  # its name is in memory
    return _seen(db.reference, details, row)


def read_every(db: Db, details: Details) -> dict[int, Values]:
    """Read the details of every item of a list by id, deleted ones too."""
    return {row[0]: _seen(db.reference, details, row[1:]) for row in db.rows(details.every)}


def update(db: Db, details: Details, number: int, entity: Carrier) -> None:
    """Store the details of an item; a text that came back as it was shown keeps its other languages."""
    row = db.row(details.read, id=number)
    assert row is not None
    values = {}
    for (attribute, column), stored in zip(details.columns.items(), row, strict=True):
        sent = _stored(details.kinds[attribute], getattr(entity, attribute))
        kept = attribute in details.spoken and sent == db.reference.speak(stored)
        values[column] = stored if kept else sent
    values |= {details.columns[attribute]: getattr(entity, attribute) or None for attribute in details.references}
    db.run(details.update, id=number, **values)


def stages_of(db: Db, sale_type: int) -> frozenset[int]:
    """Read which stages sales of a kind go through."""
    return frozenset(row[0] for row in db.rows(READ_STAGES, id=sale_type))


def choose_stages(db: Db, sale_type: int, before: frozenset[int], after: frozenset[int]) -> None:
    """Store which stages sales of a kind go through."""
    added = [
        {"id": sale_type, "stage": stage, "link": db.new_id("saletypestagelink")} for stage in sorted(after - before)
    ]
    db.each(INSERT_STAGE, added)
    db.each(DELETE_STAGE, [{"id": sale_type, "stage": stage} for stage in sorted(before - after)])


def change_ticket_status(db: Db, before: int, after: int) -> None:
    """Give the requests of one status another one."""
    status = read(db, TICKET_STATUS, after)["status"].number
    db.run(CHANGE_TICKET_STATUS, before=before, after=after, status=status)


def _seen(reference: Reference, details: Details, row: tuple[Any, ...]) -> Values:
    """Give stored values as the carrier holds them."""
    values: Values = {}
    for (attribute, kind), stored in zip(details.kinds.items(), row, strict=True):
        if kind is Associate:
            values[attribute] = reference.associates.get(stored)
        elif kind is TicketStatusEntity:
            values[attribute] = TicketStatusEntity(stored) if stored else None
        elif kind is list:
            values[attribute] = msgspec.json.decode(stored)
        elif attribute in details.spoken:
            values[attribute] = reference.speak(stored)
        elif issubclass(kind, Published):
            values[attribute] = kind.of(stored)
        elif issubclass(kind, Moment):
            values[attribute] = kind(EMPTY_MICROSECONDS if stored is None else stored)
        else:
            values[attribute] = kind(stored or 0) if issubclass(kind, int) else stored
    return values


def _stored(kind: type, value: Any) -> Any:
    """Give a carrier's value as it is stored; no date and no reference are NULL."""
    if kind is Associate:
        return value.associate_id if value else None
    if kind is TicketStatusEntity:
        return (value.ticket_status_id or None) if value else None
    if kind is list:
        return msgspec.json.encode(value or []).decode()
    if issubclass(kind, Published):
        return value.number
    if issubclass(kind, Moment):
        return None if value == EMPTY_MICROSECONDS else int(value)
    return int(value) if issubclass(kind, int) else value
