"""The Sale agent: sales, whole and in short (domain reference 7.3, 9)."""

from typing import NamedTuple

from openkontor import rights
from openkontor.agents import check, link, sale_stakeholder
from openkontor.agents.appointment import (
    checked_lines,
    contact_and_person,
    id_of,
    is_visible,
    lines_of,
    project_of,
)
from openkontor.agents.contact import NO_ENTITY, Rights, default_country, small_contacts
from openkontor.agents.method import method
from openkontor.agents.person import small_people
from openkontor.agents.project import first_item
from openkontor.agents.small import hidden, hidden_activities, small_projects, small_sales
from openkontor.call import Call
from openkontor.carriers.appointment import ActivityStatus, AppointmentPrivate, Visibility, VisibleFor
from openkontor.carriers.associate import Associate
from openkontor.carriers.declare import Int32
from openkontor.carriers.lists import (
    Competitor,
    Credited,
    Currency,
    Rating,
    Reason,
    ReasonSold,
    ReasonStalled,
    SaleType,
    Source,
)
from openkontor.carriers.sale import Sale, SaleStatus
from openkontor.carriers.sale_entity import SaleEntity
from openkontor.carriers.values import LAST_WALL_DATE, NO_BASE_STAMP, NO_WALL_DATE, BaseStamp
from openkontor.errors import BadArgument, Invalid, NotFound, UnknownId
from openkontor.rights import DELETE, INSERT, SALE, SELECT, UPDATE
from openkontor.store import coming, numbers, sales
from openkontor.store.appointments import contact_stub, person_stub, project_stub
from openkontor.store.db import Version
from openkontor.store.visible_for import FOR_ALL, seen_by

NOT_YET = "Appointment reads as null"
LARGEST = 1e15  # an amount; beyond, numbers would no longer be exact to the cent
DECIMALS = 4  # of what is computed


class Money(NamedTuple):
    """What a sale brings in."""

    amount: float
    earning: float
    percent: float  # of the amount


@method("Sale", takes="nothing", runs="read", allows="associate", missing=NOT_YET)
def create_default_sale_entity(call: Call) -> SaleEntity:
    """Give an unsaved sale with its defaults: mine, open, of today; nothing is stored, the number is not taken."""
    entity = _blank(call)
    entity.number = numbers.peek(call.db, numbers.SALE)
    entity.table_right = rights.table_right(_bits(call, entity))
    return entity


@method("Sale", takes="query", runs="read", allows="associate", missing=NOT_YET)
def get_sale_entity(call: Call, sale_entity_id: int) -> SaleEntity | None:
    """Give a sale whole, with its stakeholders; null when it is unknown or hidden."""
    entity = _seen(call, sale_entity_id)
    return None if entity is None else _with_rights(call, entity)


def sale_version(call: Call, sale_entity_id: int, lock: bool = False) -> tuple[Version, Rights] | None:
    """Give which state a sale is in; None when it is unknown or hidden. `lock` keeps other writers from it.

    An answer shows companies and people too, whose states are not told: it has to be made each time.
    """
    if lock:
        sales.lock(call.db, sale_entity_id)
    stored = sales.version(call.db, sale_entity_id)
    if stored is None or _seen(call, sale_entity_id) is None:
        return None
    return stored, ()


@method("Sale", takes="query", runs="read", allows="associate")
def get_sale(call: Call, sale_id: int) -> Sale | None:
    """Give a sale, short; null when it is unknown or hidden."""
    return small_sales(call, [sale_id]).get(sale_id)


@method("Sale", takes="array", runs="read", allows="associate")
def get_sale_list(call: Call, ids: list[Int32] | None = None) -> list[Sale]:
    """Give the sales with these ids, short, as they are asked for; unknown and hidden ones are left out."""
    found = small_sales(call, ids or [])
    return [found[number] for number in ids or [] if number in found]


@method("Sale", takes="arguments", runs="read", allows="associate")
def get_sales_from_contact(call: Call, contact_id: int, only_open_sales: bool = False) -> list[Sale]:
    """List the sales to a company, by date; all, or those that are open; none for an unknown or hidden one."""
    if not small_contacts(call, [contact_id]):
        return []
    return _listed(call, sales.of_contact(call.db, contact_id), only_open_sales)


@method("Sale", takes="arguments", runs="read", allows="associate")
def get_open_sales_for_contact(call: Call, contact_id: int) -> list[Sale]:
    """List the open sales to a company, by date."""
    return get_sales_from_contact(call, contact_id, True)


@method("Sale", takes="arguments", runs="read", allows="associate")
def get_sales_from_person(call: Call, person_id: int, only_open_sales: bool = False) -> list[Sale]:
    """List the sales to a person, by date; all, or those that are open; none for an unknown or hidden one."""
    if not small_people(call, [person_id]):
        return []
    return _listed(call, sales.of_person(call.db, person_id), only_open_sales)


@method("Sale", takes="arguments", runs="read", allows="associate")
def get_probability_from_stage(call: Call, stage_id: int) -> int:
    """Give the probability of a stage in percent; 0 for an unknown one."""
    stage = call.reference.lists["prob"].get(stage_id)
    return stage.extra if stage else 0


@method("Sale", takes="arguments", runs="read", allows="associate")
def has_guide(call: Call, sale_id: int) -> bool:
    """Say whether a sale's type has a guide; 400 naming SaleId (404 over REST) for an unknown or hidden sale."""
    _demand_seen(call, sale_id)
    return coming.sale_has_guide(call.db, sale_id)


@method("Sale", takes="arguments", runs="read", allows="associate")
def get_next_due_date(call: Call, sale_id: int) -> BaseStamp:
    """Give when the next follow-up that is not completed lies ahead of a sale, of those the caller may see; else none.

    400 naming SaleId (404 over REST) for an unknown or hidden sale.
    """
    _demand_seen(call, sale_id)
    due = coming.next_due(call.db, sale_id, call.now, call.associate_id, hidden_activities(call))
    return NO_BASE_STAMP if due is None else BaseStamp(due)


@method("Sale", takes="nothing", runs="read", allows="associate")
def batch_update_next_due_date(call: Call) -> None:
    """Have NextDueDate of all sales right, which it is at any time: it is worked out whenever it is read."""


def _demand_seen(call: Call, sale_id: int) -> None:
    if not small_sales(call, [sale_id]):
        raise UnknownId.of("Sale", sale_id, "SaleId")


@method("Sale", takes="arguments", runs="read", allows="associate")
def is_number_valid(call: Call, contact_id: int, number: str) -> bool:
    """Say whether a sale can have this number: any but none; `ContactId` is the sale's, 0 for a new one."""
    return numbers.is_valid(number)


@method("Sale", takes="entity", runs="write", allows="associate", missing=NOT_YET)
def save_sale_entity(call: Call, sale_entity: SaleEntity | None) -> SaleEntity:
    """Store a sale: id 0 makes a new one, any other id replaces what is stored under it.

    400 naming SaleId for an unknown id, 400 naming the field for what cannot be stored, 403 without
    the right. The answer is the sale as it is read afterwards.
    """
    if sale_entity is None:
        raise BadArgument(NO_ENTITY)
    save = _update if sale_entity.sale_id else _insert
    saved = sales.load(call.db, save(call, sale_entity), call.now, hidden(call))
    if saved is None:
        raise NotFound("the sale was deleted while it was saved")
    return _with_rights(call, saved)


@method("Sale", takes="arguments", runs="write", allows="associate")
def set_as_sold(call: Call, sale_ids: list[Int32] | None = None) -> None:
    """Close sales as sold; 400 for an unknown one, and then none is changed."""
    _close(call, sale_ids, SaleStatus.Sold, 0)


@method("Sale", takes="arguments", runs="write", allows="associate")
def set_as_sold_with_reason(call: Call, sale_ids: list[Int32] | None = None, reason_id: int = 0) -> None:
    """Close sales as sold, and say why; 400 for an unknown sale or reason, and then none is changed."""
    _close(call, sale_ids, SaleStatus.Sold, reason_id)


@method("Sale", takes="arguments", runs="write", allows="associate")
def set_as_lost(call: Call, sale_ids: list[Int32] | None = None) -> None:
    """Close sales as lost; 400 for an unknown one, and then none is changed."""
    _close(call, sale_ids, SaleStatus.Lost, 0)


@method("Sale", takes="arguments", runs="write", allows="associate")
def set_as_lost_with_reason(call: Call, sale_ids: list[Int32] | None = None, reason_id: int = 0) -> None:
    """Close sales as lost, and say why; 400 for an unknown sale or reason, and then none is changed."""
    _close(call, sale_ids, SaleStatus.Lost, reason_id)


@method("Sale", takes="query", runs="write", allows="associate")
def delete_sale_entity(call: Call, sale_entity_id: int) -> None:
    """Delete a sale with its stakeholders for good; appointments around it stay."""
    sales.lock(call.db, sale_entity_id)
    entity = _seen(call, sale_entity_id)
    if entity is None:
        raise NotFound(f"Sale id {sale_entity_id} not found")
    rights.demand(_bits(call, entity), DELETE, SALE)
    sales.delete(call.db, sale_entity_id)


def _close(call: Call, sale_ids: list[int] | None, status: SaleStatus, reason_id: int) -> None:
    """A closed sale is completed; what was sold is certain, what was lost is not to be expected."""
    for sale_id in sorted(set(sale_ids or ())):
        sales.lock(call.db, sale_id)  # before it is read: what others store meanwhile would be undone
        entity = _seen(call, sale_id)
        if entity is None:
            raise UnknownId.of("Sale", sale_id, "SaleIds")
        entity.status, entity.completed = status, ActivityStatus.Completed
        entity.probability = 100 if status is SaleStatus.Sold else 0
        if reason_id and status is SaleStatus.Sold:
            entity.reason_sold = ReasonSold(_reason(call, "reasonsold", reason_id, entity.reason_sold))
        elif reason_id:
            entity.reason = Reason(_reason(call, "reason", reason_id, entity.reason))
        save_sale_entity(call, entity)


def _reason(call: Call, name: str, number: int, stored: Reason | ReasonSold | None) -> int:
    return check.item_id("ReasonId", number, "", call.reference.lists[name], id_of(stored, "id"))


def _listed(call: Call, ids: list[int], only_open: bool) -> list[Sale]:
    found = small_sales(call, ids)
    visible = [found[number] for number in ids if number in found]
    return [sale for sale in visible if sale.status is SaleStatus.Open] if only_open else visible


def _bits(call: Call, entity: SaleEntity) -> int:
    return rights.mask(call.reference, call.associate_id, SALE, id_of(entity.associate, "associate_id"))


def _seen(call: Call, sale_id: int) -> SaleEntity | None:
    """Load a sale if the caller may see it: as its owner, or as one whom VisibleFor names."""
    entity = sales.load(call.db, sale_id, call.now, hidden(call))
    if entity is None or not _bits(call, entity) & SELECT:
        return None
    return entity if is_visible(call, entity) else None


def _with_rights(call: Call, entity: SaleEntity) -> SaleEntity:
    """Put in what the caller may do, and the company, person and project as far as he may see them."""
    contact, person = id_of(entity.contact, "contact_id"), id_of(entity.person, "person_id")
    project = id_of(entity.project, "project_id")
    entity.contact = small_contacts(call, [contact]).get(contact)
    entity.person = small_people(call, [person]).get(person)
    entity.project = small_projects(call, [project]).get(project)
    entity.links = link.visible(call, entity.links)
    entity.active_links = len(entity.links)
    entity.table_right = rights.table_right(_bits(call, entity))
    return entity


def _blank(call: Call) -> SaleEntity:
    """Make a sale with nothing but defaults."""
    rating = first_item(call, Rating)
    return SaleEntity(
        associate=call.associate,
        created_by=call.associate,
        currency=call.reference.items(Currency).get(default_country(call).currency_id),
        rating=rating,
        status=SaleStatus.Open,
        saledate=check.today(call),
        probability=get_probability_from_stage(call, rating.id) if rating else 0,
        completed=ActivityStatus.Started,
        links=[],
        sale_type=first_item(call, SaleType),
        sale_stakeholders=[],
        user_defined_fields={},
        extra_fields={},
        custom_fields={},
        publish_to=LAST_WALL_DATE,
        visible_for=[VisibleFor(0, Visibility.All, call.reference.speak(FOR_ALL))],
    )


def _insert(call: Call, sent: SaleEntity) -> int:
    entity = _merged(call, _blank(call), sent)
    rights.demand(_bits(call, entity), INSERT, SALE)
    entity.number = numbers.for_new(call.db, numbers.SALE, sent.number.strip(), "Number")
    return sales.insert(call.db, entity, call.now, call.associate_id)


def _update(call: Call, sent: SaleEntity) -> int:
    sales.lock(call.db, sent.sale_id)
    stored = _seen(call, sent.sale_id)
    if stored is None:
        raise UnknownId.of("Sale", sent.sale_id, "SaleId")
    rights.demand(_bits(call, stored), UPDATE, SALE)
    entity = _merged(call, stored, sent)
    number = sent.number.strip()
    entity.number = numbers.for_stored(call.db, numbers.SALE, number, stored.number, stored.sale_id, "Number")
    updated = check.next_stamp(call.now, stored.updated_date, stored.created_date)
    sales.update(call.db, stored, entity, call.now, updated, call.associate_id)
    return stored.sale_id


def _merged(call: Call, stored: SaleEntity, sent: SaleEntity) -> SaleEntity:
    """Give the sale as it is to be stored; what the server owns is left to the store."""
    items, item = call.reference.items, check.list_item
    owner = check.associate("Associate", sent.associate, call, stored.associate) or stored.associate
    contact, person = contact_and_person(call, stored, sent)
    rating = item("Rating", sent.rating, items(Rating), stored.rating) or stored.rating
    money = _money(stored, sent)
    return SaleEntity(
        sale_id=stored.sale_id,
        links=link.merged(call, SALE, stored.sale_id, stored.links, sent.links),
        associate=owner,
        contact=contact_stub(contact),
        project=project_stub(project_of(call, stored, sent)),
        sale_text=sent.sale_text,
        person=person_stub(person),
        currency=item("Currency", sent.currency, items(Currency), stored.currency) or stored.currency,
        competitor=item("Competitor", sent.competitor, items(Competitor), stored.competitor),
        credited=item("Credited", sent.credited, items(Credited), stored.credited),
        rating=rating,
        reason=item("Reason", sent.reason, items(Reason), stored.reason),
        source=item("Source", sent.source, items(Source), stored.source),
        status=_status(stored, sent),
        saledate=stored.saledate if sent.saledate == NO_WALL_DATE else sent.saledate,
        amount=money.amount,
        earning=money.earning,
        earning_percent=money.percent,
        heading=sent.heading,
        probability=_probability(call, stored, sent, rating),
        completed=_completed(stored, sent),
        postit=sent.postit,
        sale_type=item("SaleType", sent.sale_type, items(SaleType), stored.sale_type) or stored.sale_type,
        reason_sold=item("ReasonSold", sent.reason_sold, items(ReasonSold), stored.reason_sold),
        reason_stalled=item("ReasonStalled", sent.reason_stalled, items(ReasonStalled), stored.reason_stalled),
        reopen_date=sent.reopen_date,
        sale_stakeholders=sale_stakeholder.merged_list(call, stored.sale_stakeholders or [], sent.sale_stakeholders),
        visible_for=_visible_for(call, stored, sent, owner),
    )


def _status(stored: SaleEntity, sent: SaleEntity) -> SaleStatus:
    if sent.status is SaleStatus.SaintAll:
        raise Invalid.field("Status", "a sale is Open, Sold, Lost or Stalled")
    return stored.status if sent.status is SaleStatus.Unknown else sent.status


def _completed(stored: SaleEntity, sent: SaleEntity) -> ActivityStatus:
    """A sale is started or completed: one that is not started is."""
    if sent.completed is ActivityStatus.Unknown:
        return stored.completed
    return ActivityStatus.Completed if sent.completed is ActivityStatus.Completed else ActivityStatus.Started


def _probability(call: Call, stored: SaleEntity, sent: SaleEntity, rating: Rating | None) -> int:
    """A probability that was not changed follows a stage that was; a new sale without one has the stage's."""
    if not 0 <= sent.probability <= 100:
        raise Invalid.field("Probability", "it lies between 0 and 100 percent")
    follows = sent.probability == stored.probability and rating is not stored.rating
    if rating and (follows or not (stored.sale_id or sent.probability)):
        return get_probability_from_stage(call, rating.id)
    return sent.probability


def _money(stored: SaleEntity, sent: SaleEntity) -> Money:
    """Earning and percentage say the same: a changed earning counts, else the percentage, of a new amount too."""
    money = _computed(stored, _bounded(Money(sent.amount, sent.earning, sent.earning_percent)))
    return _bounded(money)


def _bounded(money: Money) -> Money:
    """Refuse what is too large; -0.0 is 0.0, which is all that one of the databases keeps of it."""
    for name, value in zip(("Amount", "Earning", "EarningPercent"), money, strict=True):
        if abs(value) > LARGEST:
            raise Invalid.field(name, f"it lies between -{LARGEST:.0f} and {LARGEST:.0f}")
    return Money._make(value + 0.0 for value in money)


def _computed(stored: SaleEntity, sent: Money) -> Money:
    amount, earning, percent = sent
    if (amount, earning, percent) == (stored.amount, stored.earning, stored.earning_percent):
        return sent
    if earning != stored.earning:
        return Money(amount, earning, round(earning / amount * 100, DECIMALS) if amount else 0.0)
    return Money(amount, round(amount * percent / 100, DECIMALS), percent)


def _visible_for(call: Call, stored: SaleEntity, sent: SaleEntity, owner: Associate | None) -> list[VisibleFor]:
    """Changed lines of VisibleFor decide; visible to its owner alone follows the owner."""
    before = seen_by(stored.visible_for)
    if sent.visible_for and seen_by(sent.visible_for) != before:
        return checked_lines(call, sent.visible_for)
    alone = AppointmentPrivate.PrivateUser
    if owner is not stored.associate and before == seen_by(lines_of(alone, stored.associate)):
        return lines_of(alone, owner)
    return stored.visible_for or []
