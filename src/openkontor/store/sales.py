"""The sale: one statement reads it whole, a few write it; and the sale in short."""

from typing import Any

from openkontor.carriers.appointment import ActivityStatus
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
from openkontor.carriers.values import LAST_WALL_DATE, NO_BASE_STAMP, NO_STAMP, BaseStamp, Stamp
from openkontor.display import contact_name, person_names
from openkontor.errors import Overtaken
from openkontor.rights import SALE
from openkontor.store import links, parts, visible_for
from openkontor.store.appointments import contact_stub, person_stub, project_stub
from openkontor.store.db import Db, Version
from openkontor.store.dialect import statement
from openkontor.store.members import JOINS, SEEN, Hidden, write_list
from openkontor.store.reference import Reference
from openkontor.store.sale_stakeholders import STAKEHOLDER, STAKEHOLDERS, stakeholder_of
from openkontor.store.stamps import stored_date, wall_date
from openkontor.store.visible_for import seen_by

# The next activity around a sale `s`; when none lies ahead, the last one.
NEXT_DUE_DATE = """coalesce(
            (SELECT min(a.activeDate) FROM appointment a
                WHERE a.tenant = s.tenant AND a.sale_id = s.sale_id AND a.activeDate >= :now),
            (SELECT max(a.activeDate) FROM appointment a
                WHERE a.tenant = s.tenant AND a.sale_id = s.sale_id AND a.activeDate < :now))"""

READ_SALE = statement(
    "read_sale",
    f"""SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        s.sale_id, s.associate_id, coalesce(s.contact_id, 0), coalesce(s.person_id, 0), coalesce(s.project_id, 0),
        s.heading, s.number1, s.saledate, s.amount, coalesce(s.currency_id, 0), s.earning, s.earning_percent,
        coalesce(s.probability_idx, 0), s.probability, coalesce(s.saleType_id, 0), s.status, s.done, s.reopenDate,
        coalesce(s.source_id, 0), coalesce(s.reason_id, 0), coalesce(s.reasonSold_id, 0),
        coalesce(s.reasonStalled_id, 0), coalesce(s.comptr_id, 0), coalesce(s.credited_id, 0),
        s.registered, s.updated, s.registered_associate_id, s.updated_associate_id,
        coalesce((SELECT t.text FROM text t WHERE t.tenant = s.tenant AND t.text_id = s.text_id), ''),
        coalesce((SELECT t.text FROM text t WHERE t.tenant = s.tenant AND t.text_id = s.postitText_id), ''),
        {NEXT_DUE_DATE},
        (SELECT json_group_array(json_array({STAKEHOLDER})) FROM SaleStakeholder m
            {JOINS}
            WHERE m.tenant = s.tenant AND m.sale_id = s.sale_id AND {SEEN}),
        (SELECT json_group_array(json_array(f.VisibleFor_id, f.forAll, coalesce(f.forGroupId, 0),
            coalesce(f.forAssocId, 0)))
            FROM VisibleFor f WHERE f.tenant = s.tenant AND f.tableId = 13 AND f.recordId = s.sale_id)
    FROM sale s
    WHERE s.tenant = :tenant AND s.sale_id = :sale_id""",
)
SEEN_SALE = visible_for.seen("s", "sale_id", SALE, hidden="hidden_sales")
READ_SMALL_SALES = statement(
    "read_small_sales",
    f"""SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        s.sale_id, s.associate_id, coalesce(c.contact_id, 0), coalesce(p.person_id, 0), coalesce(j.project_id, 0),
        s.heading, s.number1, s.saledate, s.amount, coalesce(s.currency_id, 0), s.earning, s.earning_percent,
        s.probability, coalesce(s.saleType_id, 0), s.status, s.done,
        coalesce((SELECT t.text FROM text t WHERE t.tenant = s.tenant AND t.text_id = s.text_id), ''),
        {NEXT_DUE_DATE},
        coalesce(c.name, ''), coalesce(c.department, ''), coalesce(p.firstname, ''), coalesce(p.middleName, ''),
        coalesce(p.lastname, ''), coalesce(j.name, '')
    FROM sale s
    LEFT JOIN contact c ON c.tenant = s.tenant AND c.contact_id = s.contact_id AND c.DeletedDate IS NULL
        AND coalesce(c.associate_id, 0) NOT IN each(:hidden_contacts)
    LEFT JOIN person p ON p.tenant = s.tenant AND p.person_id = s.person_id AND p.DeletedDate IS NULL
        AND coalesce(p.associate_id, 0) NOT IN each(:hidden_persons)
    LEFT JOIN project j ON j.tenant = s.tenant AND j.project_id = s.project_id
        AND j.associate_id NOT IN each(:hidden_projects)
    WHERE s.tenant = :tenant AND s.sale_id IN each(:ids) AND {SEEN_SALE}""",
)
READ_VERSION = statement(
    "read_sale_version",
    """SELECT updatedCount, coalesce(updated, registered), associate_id FROM sale
    WHERE tenant = :tenant AND sale_id = :sale_id""",
)
LOCK_SALE = statement(
    "lock_sale", "SELECT updatedCount FROM sale WHERE tenant = :tenant AND sale_id = :sale_id FOR UPDATE"
)
INSERT_SALE = statement(
    "insert_sale",
    """INSERT INTO sale (tenant, sale_id, associate_id, group_idx, contact_id, person_id, project_id, heading,
        folded_heading, number1, saledate, amount, currency_id, earning, earning_percent, probability_idx,
        probability, saleType_id, status, done, reopenDate, source_id, reason_id, reasonSold_id, reasonStalled_id,
        comptr_id, credited_id, text_id, postitText_id, registered, registered_associate_id, changed_at)
    VALUES (:tenant, :sale_id, :associate_id, :group_idx, :contact_id, :person_id, :project_id, :heading,
        :folded_heading, :number1, :saledate, :amount, :currency_id, :earning, :earning_percent, :probability_idx,
        :probability, :sale_type_id, :status, :done, :reopen_date, :source_id, :reason_id, :reason_sold_id,
        :reason_stalled_id, :comptr_id, :credited_id, :text_id, :postit_text_id, :now, :by, :now)""",
)
UPDATE_SALE = statement(
    "update_sale",
    """UPDATE sale SET group_idx = CASE WHEN associate_id = :associate_id THEN group_idx ELSE :group_idx END,
        associate_id = :associate_id, contact_id = :contact_id, person_id = :person_id, project_id = :project_id,
        heading = :heading, folded_heading = :folded_heading, number1 = :number1, saledate = :saledate,
        amount = :amount, currency_id = :currency_id, earning = :earning, earning_percent = :earning_percent,
        probability_idx = :probability_idx, probability = :probability, saleType_id = :sale_type_id,
        status = :status, done = :done, reopenDate = :reopen_date, source_id = :source_id, reason_id = :reason_id,
        reasonSold_id = :reason_sold_id, reasonStalled_id = :reason_stalled_id, comptr_id = :comptr_id,
        credited_id = :credited_id, text_id = coalesce(:text_id, text_id),
        postitText_id = coalesce(:postit_text_id, postitText_id), updated = :updated, updated_associate_id = :by,
        updatedCount = updatedCount + 1, changed_at = :now
    WHERE tenant = :tenant AND sale_id = :sale_id AND coalesce(updated, 0) < :updated""",
)
# What a sale is now becomes the last row of its history.
KEPT = """associate_id, group_idx, contact_id, person_id, project_id, heading, folded_heading, number1, saledate,
        amount, currency_id, earning, earning_percent, probability_idx, probability, saleType_id, status, done,
        reopenDate, source_id, reason_id, reasonSold_id, reasonStalled_id, comptr_id, credited_id, registered,
        registered_associate_id, updated, updated_associate_id, updatedCount"""
KEEP_HISTORY = statement(
    "keep_sale_history",
    f"""INSERT INTO SaleHist (tenant, salehist_id, sale_id, {KEPT})
    SELECT :tenant, :salehist_id, sale_id, {KEPT}
    FROM sale WHERE tenant = :tenant AND sale_id = :sale_id""",
)
# What goes with a sale; appointments around it stay.
DELETES = (
    statement("delete_sale_history", "DELETE FROM SaleHist WHERE tenant = :tenant AND sale_id = :sale_id"),
    statement("delete_sale_stakeholders", "DELETE FROM SaleStakeholder WHERE tenant = :tenant AND sale_id = :sale_id"),
    statement(
        "delete_sale_texts", "DELETE FROM text WHERE tenant = :tenant AND owner_id = :sale_id AND type IN (7, 25)"
    ),
    statement(
        "clear_appointments_sale",
        "UPDATE appointment SET sale_id = NULL WHERE tenant = :tenant AND sale_id = :sale_id",
    ),
    statement(
        "clear_tickets_sale",
        "UPDATE ticket SET sale_id = NULL WHERE tenant = :tenant AND sale_id = :sale_id",
    ),
    statement("delete_sale", "DELETE FROM sale WHERE tenant = :tenant AND sale_id = :sale_id"),
)
SALES_OF_CONTACT = statement(
    "sales_of_contact",
    "SELECT sale_id FROM sale WHERE tenant = :tenant AND contact_id = :contact_id ORDER BY saledate, sale_id",
)
SALES_OF_PERSON = statement(
    "sales_of_person",
    "SELECT sale_id FROM sale WHERE tenant = :tenant AND person_id = :person_id ORDER BY saledate, sale_id",
)

TEXTS = {"text_id": (parts.SALE_TEXT, "sale_text"), "postit_text_id": (parts.SALE_INFO, "postit")}

NOT_DONE, DONE = 1, 2


def load(db: Db, sale_id: int, now: int, hidden: Hidden) -> SaleEntity | None:
    """Load a sale, without rights; its company, person and project bear their ids alone.

    Stakeholders whose company or person is hidden are left out.
    """
    row = db.row(READ_SALE, sale_id=sale_id, now=now, **hidden.bound())
    if row is None:
        return None
    db.check(row[0])
    entity = _sale(row[1:], db.reference)
    entity.links = links.load(db, SALE, sale_id)
    return entity


def version(db: Db, sale_id: int) -> Version | None:
    """Give how often a sale was saved, and when; what else shows in one is not told."""
    row = db.row(READ_VERSION, sale_id=sale_id)
    return None if row is None else Version(row[0], row[1], row[2], None)


def lock(db: Db, sale_id: int) -> None:
    """Keep other writers from a sale until this request is done."""
    db.lock(LOCK_SALE, sale_id=sale_id)


def _sale(values: tuple[Any, ...], reference: Reference) -> SaleEntity:
    (sale_id, owner, contact, person, project, heading, number, date, amount, currency, earning, percent, rating,
     probability, kind, status, done, reopen, source, reason, sold, stalled, competitor, credited, registered,
     updated, created_by, updated_by, text, postit, due, stakeholders, eyes) = values  # fmt: skip
    people, items = reference.associates, reference.items
    return SaleEntity(
        associate=people.get(owner),
        updated_by=people.get(updated_by),
        created_by=people.get(created_by),
        contact=contact_stub(contact),
        project=project_stub(project),
        sale_text=text,
        person=person_stub(person),
        currency=items(Currency).get(currency),
        competitor=items(Competitor).get(competitor),
        credited=items(Credited).get(credited),
        rating=items(Rating).get(rating),
        reason=items(Reason).get(reason),
        source=items(Source).get(source),
        status=SaleStatus.of(status),
        saledate=wall_date(date),
        amount=amount,
        sale_id=sale_id,
        earning=earning,
        earning_percent=percent,
        heading=heading,
        number=number,
        probability=probability,
        created_date=Stamp(registered),
        updated_date=NO_STAMP if updated is None else Stamp(updated),
        completed=_completed(done),
        next_due_date=NO_BASE_STAMP if due is None else BaseStamp(due),
        postit=postit,
        sale_type=items(SaleType).get(kind),
        reason_sold=items(ReasonSold).get(sold),
        reason_stalled=items(ReasonStalled).get(stalled),
        reopen_date=wall_date(reopen),
        sale_stakeholders=[stakeholder_of(row, reference) for row in parts.ranked(stakeholders, parts.FIRST_TWO)],
        user_defined_fields={},
        extra_fields={},
        custom_fields={},
        publish_to=LAST_WALL_DATE,
        visible_for=[visible_for.line_of(row[1:], reference) for row in parts.ranked(eyes)],
    )


def _completed(done: int) -> ActivityStatus:
    return ActivityStatus.Completed if done == DONE else ActivityStatus.Started


def load_small(
    db: Db, ids: list[int], *, me: int, now: int, hidden_sales: list[int], hidden_projects: list[int], hidden: Hidden
) -> dict[int, Sale]:
    """Load small sales by id, as far as the caller may see them; unknown and hidden ones are left out."""
    wanted = [number for number in ids if number]
    if not wanted:
        return {}
    rows = db.rows(
        READ_SMALL_SALES,
        ids=str(wanted),
        me=me,
        now=now,
        groups=str(list(db.reference.groups_of[me])),
        hidden_sales=str(hidden_sales),
        hidden_projects=str(hidden_projects),
        **hidden.bound(),
    )
    if rows:
        db.check(rows[0][0])
    return {row[1]: _small_sale(row[1:], db.reference) for row in rows}


def _small_sale(values: tuple[Any, ...], reference: Reference) -> Sale:
    (sale_id, owner, contact, person, project, heading, number, date, amount, currency, earning, percent,
     probability, kind, status, done, text, due, company, department, first, middle, last,
     project_name) = values  # fmt: skip
    currencies, kinds = reference.items(Currency), reference.items(SaleType)
    return Sale(
        contact_name=contact_name(company, department),
        sale_date=wall_date(date),
        sale_id=sale_id,
        probability=probability,
        title=heading,
        amount=amount,
        currency=currencies[currency].value if currency in currencies else "",
        project_name=project_name,
        associate_full_name=reference.associates[owner].full_name if owner in reference.associates else "",
        description=text,
        status=SaleStatus.of(status),
        weighted_amount=round(amount * probability / 100, 4),
        project_id=project,
        earning_percent=percent,
        earning=earning,
        contact_id=contact,
        associate_id=owner,
        person_id=person,
        sale_type_id=kind,
        sale_type_name=kinds[kind].value if kind in kinds else "",
        person_full_name=person_names(first, middle, last, "", "")[0],
        completed=_completed(done),
        next_due_date=NO_BASE_STAMP if due is None else BaseStamp(due),
        number=number,
    )


def of_contact(db: Db, contact_id: int) -> list[int]:
    """Give the sales to a company, by date."""
    return [row[0] for row in db.rows(SALES_OF_CONTACT, contact_id=contact_id)]


def of_person(db: Db, person_id: int) -> list[int]:
    """Give the sales to a person, by date."""
    return [row[0] for row in db.rows(SALES_OF_PERSON, person_id=person_id)]


def _id(item: Any) -> int | None:
    """The id of a list item, NULL for none."""
    return item.id if item else None


def _values(entity: SaleEntity) -> dict[str, Any]:
    """The columns of a sale: the one mapping that inserting, updating and comparing share."""
    return {
        "associate_id": entity.associate.associate_id if entity.associate else None,
        "contact_id": entity.contact.contact_id if entity.contact else None,
        "person_id": entity.person.person_id if entity.person else None,
        "project_id": entity.project.project_id if entity.project else None,
        "heading": entity.heading,
        "folded_heading": entity.heading.casefold(),
        "number1": entity.number,
        "saledate": stored_date(entity.saledate),
        "amount": entity.amount,
        "currency_id": _id(entity.currency),
        "earning": entity.earning,
        "earning_percent": entity.earning_percent,
        "probability_idx": _id(entity.rating),
        "probability": entity.probability,
        "sale_type_id": _id(entity.sale_type),
        "status": entity.status.number,
        "done": DONE if entity.completed is ActivityStatus.Completed else NOT_DONE,
        "reopen_date": stored_date(entity.reopen_date),
        "source_id": _id(entity.source),
        "reason_id": _id(entity.reason),
        "reason_sold_id": _id(entity.reason_sold),
        "reason_stalled_id": _id(entity.reason_stalled),
        "comptr_id": _id(entity.competitor),
        "credited_id": _id(entity.credited),
    }


def _group(entity: SaleEntity) -> int:
    return entity.associate.group_idx if entity.associate else 0


def insert(db: Db, entity: SaleEntity, now: int, by: int) -> int:
    """Store a new sale with its texts, its stakeholders and those who may see it, and give its id."""
    sale_id = db.new_id("sale")
    values = _values(entity) | parts.write_texts(db, TEXTS, sale_id, None, entity) | {"group_idx": _group(entity)}
    db.run(INSERT_SALE, values, sale_id=sale_id, now=now, by=by)
    _keep(db, sale_id)
    write_list(db, STAKEHOLDERS, sale_id, [], entity.sale_stakeholders or [], now, by)
    visible_for.write(db, SALE, sale_id, entity.visible_for or [])
    links.write(db, SALE, sale_id, None, entity.links, now, by)
    return sale_id


def update(db: Db, before: SaleEntity, after: SaleEntity, now: int, updated: int, by: int) -> None:
    """Store what differs between two states of a sale; nothing is touched when nothing does.

    Overtaken when somebody else saved the sale in between.
    """
    sale_id = before.sale_id
    old, new = before.sale_stakeholders or [], after.sale_stakeholders or []
    others = write_list(db, STAKEHOLDERS, sale_id, old, new, now, by)
    others |= links.write(db, SALE, sale_id, before.links, after.links, now, by)
    same_texts = parts.same_texts(TEXTS, before, after)
    same_eyes = seen_by(before.visible_for) == seen_by(after.visible_for)
    if not others and same_texts and same_eyes and _values(before) == _values(after):
        return
    texts = parts.write_texts(db, TEXTS, sale_id, before, after)
    values = _values(after) | texts | {"group_idx": _group(after), "updated": updated}
    if not db.run(UPDATE_SALE, values, sale_id=sale_id, now=now, by=by):
        raise Overtaken("the sale was saved by somebody else at the same time")
    if _values(before) != _values(after):
        _keep(db, sale_id)
    if not same_eyes:
        visible_for.replace(db, SALE, sale_id, after.visible_for or [])


def _keep(db: Db, sale_id: int) -> None:
    """Put the state a sale is in now into its history."""
    db.run(KEEP_HISTORY, salehist_id=db.new_id("salehist"), sale_id=sale_id)


def delete(db: Db, sale_id: int) -> None:
    """Delete a sale with its stakeholders and its history; appointments around it stay and lose it."""
    visible_for.replace(db, SALE, sale_id, [])
    links.forget(db, SALE, sale_id)
    for step in DELETES:
        db.run(step, sale_id=sale_id)
