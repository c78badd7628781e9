"""The human being: one statement reads a person whole, a few write one."""

from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from openkontor.carriers.associate import Associate, UserInfo
from openkontor.carriers.contact import Contact
from openkontor.carriers.lists import Position
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.person_entity import PersonEntity
from openkontor.carriers.values import NO_PURE_DATE, NO_STAMP, PureDate, Stamp
from openkontor.display import person_names
from openkontor.errors import Overtaken
from openkontor.layouts import EUROPEAN, lay_out
from openkontor.store import consents, parts, shipments
from openkontor.store.consents import CONSENTS
from openkontor.store.contacts import interest_list
from openkontor.store.db import Db, Version
from openkontor.store.dialect import statement
from openkontor.store.parts import Elements
from openkontor.store.reference import Reference
from openkontor.store.stamps import stored_date, wall_date

READ_PERSON = statement(
    "read_person",
    f"""SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        p.person_id, p.firstname, p.middleName, p.lastname, p.mrmrs, p.title, p.salutation, p.updated, p.registered,
        p.year_of_birth, p.month_of_birth, p.day_of_birth, p.registered_associate_id, p.updated_associate_id,
        coalesce((SELECT t.text FROM text t WHERE t.tenant = p.tenant AND t.text_id = p.text_id), ''),
        p.position_idx, p.contact_id, p.country_id, p.person_number, p.nomailing, p.usepersonaddress, p.retired,
        p.post1, p.post2, p.post3, p.kanalname, p.kanafname, p.category_idx, p.business_idx, p.associate_id,
        p.activeInterests, p.supportAssociateId, p.ticketPriorityId, p.supportLanguageId,
        coalesce(p.dbi_agent_id, 0), p.dbi_key, p.dbi_last_modified, p.dbi_last_syncronized, p.sentInfo,
        p.showContactTickets, p.source,
        (SELECT json_group_array(json_array(a.atype_idx, a.address1, a.address2, a.address3, a.city, a.county,
            a.state, a.zipcode, a.wgs84latitude, a.wgs84longitude))
            FROM address a WHERE a.tenant = p.tenant AND a.owner_id = p.person_id AND a.atype_idx = 16387),
        (SELECT json_group_array(json_array(h.rank, h.ptype_idx, h.phone, h.searchPhoneNumber, h.description))
            FROM phone h
            WHERE h.tenant = p.tenant AND h.owner_id = p.person_id
                AND h.ptype_idx IN (16385, 16387, 16388, 16389, 16390)),
        (SELECT json_group_array(json_array(e.rank, e.email_address, e.description, e.type, e.bounceCount))
            FROM Email e WHERE e.tenant = p.tenant AND e.person_id = p.person_id),
        (SELECT json_group_array(json_array(u.rank, u.url_address, u.description))
            FROM URL u WHERE u.tenant = p.tenant AND u.person_id = p.person_id),
        (SELECT json_group_array(json_array(i.pinterest_idx, i.registered))
            FROM personinterest i WHERE i.tenant = p.tenant AND i.person_id = p.person_id),
        (SELECT json_group_array(json_array(s.ShipmentType_id))
            FROM ShipmentTypeReservation s WHERE s.tenant = p.tenant AND s.person_id = p.person_id),
        {CONSENTS}
    FROM person p
    WHERE p.tenant = :tenant AND p.person_id = :person_id AND p.DeletedDate IS NULL""",
)
READ_VERSION = statement(
    "read_person_version",
    """SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        p.updatedCount, coalesce(p.updated, p.registered), coalesce(p.associate_id, 0),
        c.updatedCount, coalesce(c.associate_id, 0)
    FROM person p
    LEFT JOIN contact c ON c.tenant = p.tenant AND c.contact_id = p.contact_id
    WHERE p.tenant = :tenant AND p.person_id = :person_id AND p.DeletedDate IS NULL""",
)
READ_BELONGING = statement(
    "read_person_belonging",
    """SELECT coalesce(contact_id, 0), coalesce(associate_id, 0) FROM person
    WHERE tenant = :tenant AND person_id = :person_id""",
)
LOCK_PERSON = statement(
    "lock_person",
    "SELECT updatedCount FROM person WHERE tenant = :tenant AND person_id = :person_id FOR UPDATE",
)
LOCK_COMPANIES = statement(
    "lock_companies_of_person",
    """SELECT contact_id, associate_id, group_id, business_idx, category_idx, country_id FROM contact
    WHERE tenant = :tenant AND contact_id IN each(:ids) AND DeletedDate IS NULL
    ORDER BY contact_id FOR UPDATE""",
)
# Where a person comes to stand in a company: last. Who writes it holds the company's lock.
LAST_RANK = """(SELECT coalesce(max(m.rank), 0) + 1 FROM person m
            WHERE m.tenant = :tenant AND m.contact_id = :contact_id AND m.DeletedDate IS NULL)"""
INSERT_PERSON = statement(
    "insert_person",
    f"""INSERT INTO person (tenant, person_id, contact_id, rank, firstname, middleName, lastname, mrmrs, title,
        salutation, text_id, position_idx, year_of_birth, month_of_birth, day_of_birth, person_number, country_id,
        kanalname, kanafname, post1, post2, post3, usepersonaddress, nomailing, retired, sentInfo,
        showContactTickets, source, activeInterests, associate_id, group_id, business_idx, category_idx,
        supportAssociateId, ticketPriorityId, supportLanguageId, dbi_agent_id, dbi_key, dbi_last_syncronized,
        dbi_last_modified, registered, registered_associate_id, changed_at)
    VALUES (:tenant, :person_id, :contact_id, {LAST_RANK}, :firstname, :middlename, :lastname, :mrmrs, :title,
        :salutation, :text_id, :position_idx, :year_of_birth, :month_of_birth, :day_of_birth, :person_number,
        :country_id, :kanalname, :kanafname, :post1, :post2, :post3, :usepersonaddress, :nomailing, :retired,
        :sentinfo, :showcontacttickets, :source, :activeinterests, :associate_id, :group_id, :business_idx,
        :category_idx, :supportassociateid, :ticketpriorityid, :supportlanguageid, :dbi_agent_id, :dbi_key,
        :dbi_last_syncronized, :dbi_last_modified, :now, :by, :now)
    ON CONFLICT (tenant, person_number) WHERE person_number <> '' DO NOTHING""",
)
UPDATE_PERSON = statement(
    "update_person",
    f"""UPDATE person SET contact_id = :contact_id,
        rank = CASE WHEN contact_id = :contact_id THEN rank ELSE {LAST_RANK} END,
        firstname = :firstname, middleName = :middlename, lastname = :lastname, mrmrs = :mrmrs, title = :title,
        salutation = :salutation, text_id = coalesce(:text_id, text_id), position_idx = :position_idx,
        year_of_birth = :year_of_birth, month_of_birth = :month_of_birth, day_of_birth = :day_of_birth,
        person_number = :person_number, country_id = :country_id, kanalname = :kanalname,
        kanafname = :kanafname, post1 = :post1, post2 = :post2, post3 = :post3,
        usepersonaddress = :usepersonaddress, nomailing = :nomailing, retired = :retired, sentInfo = :sentinfo,
        showContactTickets = :showcontacttickets, source = :source, activeInterests = :activeinterests,
        associate_id = :associate_id, group_id = coalesce(:group_id, group_id), business_idx = :business_idx,
        category_idx = :category_idx, supportAssociateId = :supportassociateid,
        ticketPriorityId = :ticketpriorityid, supportLanguageId = :supportlanguageid,
        dbi_agent_id = :dbi_agent_id, dbi_key = :dbi_key, dbi_last_syncronized = :dbi_last_syncronized,
        dbi_last_modified = :dbi_last_modified, updated = :updated, updated_associate_id = :by,
        updatedCount = updatedCount + 1, changed_at = :now, indexed = CASE WHEN :same_words = 1 THEN indexed ELSE 0 END
    WHERE tenant = :tenant AND person_id = :person_id AND DeletedDate IS NULL
        AND coalesce(updated, 0) < :updated""",
)
WORDS = itemgetter("firstname", "middlename", "lastname", "person_number")  # in the full-text index
CLOSE_GAP = statement(
    "close_rank_gap",
    """UPDATE person SET rank = rank - 1
    WHERE tenant = :tenant AND contact_id = :contact_id AND DeletedDate IS NULL
        AND rank > (SELECT g.rank FROM person g WHERE g.tenant = :tenant AND g.person_id = :person_id)""",
)
# Who leaves a company is its main contact no more.
CLEAR_MAIN_CONTACT = statement(
    "clear_main_contact",
    """UPDATE contact SET supportPersonId = NULL
    WHERE tenant = :tenant AND contact_id = :contact_id AND supportPersonId = :person_id""",
)
INSERT_INTEREST = statement(
    "insert_person_interest",
    """INSERT INTO personinterest (tenant, personinterest_id, person_id, pinterest_idx, registered)
    VALUES (:tenant, :id, :person_id, :item, :now)""",
)
DELETE_INTEREST = statement(
    "delete_person_interest",
    "DELETE FROM personinterest WHERE tenant = :tenant AND person_id = :person_id AND pinterest_idx = :item",
)
MARK_DELETED = statement(
    "mark_person_deleted",
    """UPDATE person SET DeletedDate = :now, changed_at = :now, updated = :updated, updated_associate_id = :by,
        updatedCount = updatedCount + 1
    WHERE tenant = :tenant AND person_id = :person_id AND DeletedDate IS NULL""",
)
NO_POSITION = Position()

ELEMENTS = (
    Elements("emails", "email", parts.PERSON_EMAILS, parts.EMAIL),
    Elements("chat_emails", "email", parts.PERSON_EMAILS, parts.CHAT),
    Elements("internet_phones", "email", parts.PERSON_EMAILS, parts.INTERNET_PHONE),
    Elements("office_phones", "phone", parts.PHONES, parts.DIRECT_PHONE),
    Elements("private_phones", "phone", parts.PHONES, parts.PRIVATE_PHONE),
    Elements("mobile_phones", "phone", parts.PHONES, parts.MOBILE_PHONE),
    Elements("other_phones", "phone", parts.PHONES, parts.OTHER_PHONE),
    Elements("faxes", "phone", parts.PHONES, parts.PERSON_FAX),
    Elements("urls", "url", parts.PERSON_URLS),
)


class Company(NamedTuple):
    """What a person takes over from its company."""

    contact_id: int
    associate_id: int | None
    group_id: int | None
    business: int
    category: int
    country_id: int


def load(db: Db, person_id: int) -> PersonEntity | None:
    """Load a person whole, without rights and of its company the id alone; None when it is unknown or deleted."""
    row = db.row(READ_PERSON, person_id=person_id)
    if row is None:
        return None
    db.check(row[0])
    return _person(row, db.reference)


def version(db: Db, person_id: int) -> tuple[Version, int] | None:
    """Give what changes whenever a person, as it is read whole, does, and who owns its company; None as for load."""
    row = db.row(READ_VERSION, person_id=person_id)
    if row is None:
        return None
    reference, saves, stamp, owner, company_saves, company_owner = row
    db.check(reference)
    return Version(saves, stamp, owner, (reference, company_saves)), company_owner


def belonging(db: Db, person_id: int) -> tuple[int, int]:
    """Say to which company and to which owner a person belongs; 0 for none."""
    row = db.row(READ_BELONGING, person_id=person_id)
    return (row[0], row[1]) if row else (0, 0)


def lock(db: Db, person_id: int) -> None:
    """Keep other writers from a person until this request is done."""
    db.lock(LOCK_PERSON, person_id=person_id)


def lock_companies(db: Db, ids: set[int]) -> dict[int, Company]:
    """Keep other writers from companies; gives those that exist and are not deleted."""
    wanted = sorted(ids - {0})
    return {row[0]: Company(*row) for row in db.rows(LOCK_COMPANIES, ids=str(wanted))} if wanted else {}


def _person(row: tuple[Any, ...], reference: Reference) -> PersonEntity:
    (_, number, first, middle, last, mrmrs, title, salutation, updated, registered, year, month, day, created_by,
     updated_by, description, position, contact, country, person_number, no_mailing, use_address, retired, post1,
     post2, post3, kana_last, kana_first, category, business, owner, active_interests, support, priority, language,
     agent, dbi_key, dbi_modified, synchronized, sent_info, tickets, source, *lists) = row  # fmt: skip
    land = reference.countries.get(country)
    user = reference.associate_of_person.get(number)
    full, formal = person_names(first, middle, last, mrmrs, salutation)
    entity = PersonEntity(
        number,
        first,
        middle,
        last,
        mrmrs,
        title,
        NO_STAMP if updated is None else Stamp(updated),
        Stamp(registered),
        _birth_date(year, month, day),
        reference.associates.get(created_by),
        description=description,
        is_associate=user is not None,
        position=reference.positions.get(position, NO_POSITION),
        updated_by=reference.associates.get(updated_by),
        contact=Contact(contact) if contact else None,
        country=land,
        person_number=person_number,
        full_name=full,
        no_mailing=bool(no_mailing),
        use_person_address=bool(use_address),
        retired=bool(retired),
        formal_name=formal,
        post3=post3,
        post2=post2,
        post1=post1,
        kanalname=kana_last,
        kanafname=kana_first,
        corresponding_associate=user,
        category=reference.categories.get(category),
        business=reference.businesses.get(business),
        associate=reference.associates.get(owner),
        salutation=salutation,
        active_interests=active_interests,
        support_associate=reference.associates.get(support),
        ticket_priority=reference.ticket_priorities.get(priority),
        customer_language=reference.customer_languages.get(language),
        dbi_agent_id=agent,
        dbi_key=dbi_key,
        dbi_last_modified=wall_date(dbi_modified),
        dbi_last_syncronized=wall_date(synchronized),
        sent_info=sent_info,
        show_contact_tickets=tickets,
        user_info=_user_info(user, reference) if user else None,
        source=source,
        user_defined_fields={},
        extra_fields={},
        custom_fields={},
    )
    addresses, phones, emails, urls, interests, refused, agreed = map(parts.ranked, lists)
    entity.address = lay_out(parts.person_address(addresses), land.address_layout_id if land else EUROPEAN)
    _put_elements(entity, phones, emails, urls)
    entity.interests = interest_list(reference.interests["persint"], dict(interests))
    entity.shipment_types = shipments.shipment_list(reference.lists["shipmenttype"], {row[0] for row in refused})
    entity.consents = consents.consents_of(agreed, reference)
    return entity


def _put_elements(entity: PersonEntity, phones: list[Any], emails: list[Any], urls: list[Any]) -> None:
    entity.office_phones = parts.phones_of(phones, parts.DIRECT_PHONE)
    entity.private_phones = parts.phones_of(phones, parts.PRIVATE_PHONE)
    entity.mobile_phones = parts.phones_of(phones, parts.MOBILE_PHONE)
    entity.other_phones = parts.phones_of(phones, parts.OTHER_PHONE)
    entity.faxes = parts.phones_of(phones, parts.PERSON_FAX)
    entity.emails = parts.elements_of([row for row in emails if row[3] == parts.EMAIL])
    entity.chat_emails = parts.elements_of([row for row in emails if row[3] == parts.CHAT])
    entity.internet_phones = parts.elements_of([row for row in emails if row[3] == parts.INTERNET_PHONE])
    entity.bounce_emails = [row[1] for row in emails if row[3] == parts.EMAIL and row[4]]
    entity.urls = parts.elements_of(urls)


def _user_info(associate: Associate, reference: Reference) -> UserInfo:
    number = associate.associate_id
    role = reference.roles.get(reference.roles_of.get(number, 0))
    group = reference.lists["usergroup"].get(associate.group_idx)
    login = reference.logins.get(associate.name.casefold())
    return UserInfo(
        associate.deleted,
        number,
        associate.name,
        associate.person_id,
        associate.rank,
        associate.tooltip,
        associate.group_idx,
        associate.ej_user_id,
        associate.type,
        [],
        login is not None and login.associate_id == number,
        role.name if role else "",
        role.tooltip if role else "",
        group.name if group else "",
        group.tooltip if group else "",
    )


DAY = 86_400_000_000
EPOCH = date(1970, 1, 1).toordinal()


def _birth_date(year: int, month: int, day: int) -> PureDate:
    if not year:
        return NO_PURE_DATE
    return PureDate((date(year, month or 1, day or 1).toordinal() - EPOCH) * DAY)


def _birth_columns(born: PureDate) -> dict[str, int]:
    """A day of birth as its three columns; all 0, as for any date in year 1, when it is not known."""
    told = date.fromordinal(born // DAY + EPOCH)
    year, month, day = (told.year, told.month, told.day) if told.year > 1 else (0, 0, 0)
    return {"year_of_birth": year, "month_of_birth": month, "day_of_birth": day}


def _values(entity: PersonEntity) -> dict[str, Any]:
    """The columns of a person: the one mapping that inserting, updating and comparing share."""
    return {
        "contact_id": entity.contact.contact_id if entity.contact else None,
        "firstname": entity.firstname,
        "middlename": entity.middle_name,
        "lastname": entity.lastname,
        "mrmrs": entity.mrmrs,
        "title": entity.title,
        "salutation": entity.salutation,
        "position_idx": (entity.position.id if entity.position else 0) or None,
        **_birth_columns(entity.birth_date),
        "person_number": entity.person_number,
        "country_id": entity.country.country_id if entity.country else None,
        "kanalname": entity.kanalname,
        "kanafname": entity.kanafname,
        "post1": entity.post1,
        "post2": entity.post2,
        "post3": entity.post3,
        "usepersonaddress": int(entity.use_person_address),
        "nomailing": int(entity.no_mailing),
        "retired": int(entity.retired),
        "sentinfo": entity.sent_info,
        "showcontacttickets": entity.show_contact_tickets,
        "source": entity.source,
        "associate_id": entity.associate.associate_id if entity.associate else None,
        "business_idx": entity.business.id if entity.business else None,
        "category_idx": entity.category.id if entity.category else None,
        "supportassociateid": entity.support_associate.associate_id if entity.support_associate else None,
        "ticketpriorityid": entity.ticket_priority.id if entity.ticket_priority else None,
        "supportlanguageid": entity.customer_language.id if entity.customer_language else None,
        "dbi_agent_id": entity.dbi_agent_id or None,
        "dbi_key": entity.dbi_key,
        "dbi_last_syncronized": stored_date(entity.dbi_last_syncronized),
        "dbi_last_modified": stored_date(entity.dbi_last_modified),
    }


def _ids(items: list[SelectableMDOListItem] | None, selected: bool) -> set[int]:
    return {item.id for item in items or () if item.selected is selected}


def insert(db: Db, entity: PersonEntity, group_id: int | None, now: int, by: int) -> int:
    """Store a new person with all its parts, last in its company, and give its id.

    0, and nothing stored, when its number is taken.
    """
    person_id = db.new_id("person")
    text_id = parts.text_id_for(db, entity.description)
    chosen = _ids(entity.interests, True)
    values = _values(entity) | {"text_id": text_id, "activeinterests": len(chosen), "group_id": group_id}
    if not db.run(INSERT_PERSON, values, person_id=person_id, now=now, by=by):
        return 0
    parts.insert_text(db, text_id, parts.PERSON_TEXT, person_id, entity.description)
    parts.write_elements(db, ELEMENTS, person_id, None, entity, now)
    parts.write_address(db, person_id, None, entity.address)
    _write_interests(db, person_id, chosen, set(), now)
    shipments.write(db, person_id, _ids(entity.shipment_types, False), set())
    consents.write(db, person_id, None, entity.consents, now, by)
    return person_id


def update(
    db: Db, before: PersonEntity, after: PersonEntity, group_id: int | None, now: int, updated: int, by: int
) -> bool:
    """Store what differs between two states of a person and say whether anything did (`group_id` None: it stays).

    A person who changes company goes last there; those it leaves close up, and it is their main contact no more.
    Overtaken when somebody else saved the person in between.
    """
    person_id = before.person_id
    old, new = _values(before), _values(after)
    chosen, had = _ids(after.interests, True), _ids(before.interests, True)
    refused, had_refused = _ids(after.shipment_types, False), _ids(before.shipment_types, False)
    text_id = parts.write_text(db, parts.PERSON_TEXT, person_id, before.description, after.description)
    changed = [
        old != new,
        before.description != after.description,
        words := parts.write_elements(db, ELEMENTS, person_id, before, after, now),
        parts.write_address(db, person_id, before.address, after.address),
        chosen != had,
        refused != had_refused,
        consents.write(db, person_id, before.consents, after.consents, now, by),
    ]
    if not any(changed):
        return False
    _write_interests(db, person_id, chosen - had, had - chosen, now)
    shipments.write(db, person_id, refused - had_refused, had_refused - refused)
    if old["contact_id"] != new["contact_id"]:
        db.run(CLOSE_GAP, contact_id=old["contact_id"], person_id=person_id)
        db.run(CLEAR_MAIN_CONTACT, contact_id=old["contact_id"], person_id=person_id)
    extra = {"text_id": text_id, "activeinterests": len(chosen), "group_id": group_id, "updated": updated}
    extra["same_words"] = int(not words and WORDS(old) == WORDS(new))
    if not db.run(UPDATE_PERSON, new | extra, person_id=person_id, now=now, by=by):
        raise Overtaken("the person was saved by somebody else at the same time")
    return True


def _write_interests(db: Db, person_id: int, on: set[int], off: set[int], now: int) -> None:
    ids = [{"id": db.new_id("personinterest"), "person_id": person_id, "item": item, "now": now} for item in sorted(on)]
    db.each(INSERT_INTEREST, ids)
    db.each(DELETE_INTEREST, [{"person_id": person_id, "item": item} for item in sorted(off)])


def mark_deleted(db: Db, person_id: int, contact_id: int, now: int, updated: int, by: int) -> None:
    """Put a person into the recycle bin; those who stood behind it in the company close up."""
    # contact.supportPersonId stays: reading a company passes over a main contact that is deleted, and finds
    # it again once it is restored.
    db.run(CLOSE_GAP, contact_id=contact_id or None, person_id=person_id)
    db.run(MARK_DELETED, person_id=person_id, now=now, updated=updated, by=by)
