"""The company: one statement reads it whole, a few write it."""

from operator import itemgetter
from typing import Any

import msgspec

from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.lists import CustomerLanguage, TicketPriority
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.values import NO_STAMP, NO_WALL_DATE, BaseStamp, Stamp, WallDate
from openkontor.errors import Overtaken
from openkontor.store import parts
from openkontor.store.db import Db, Version
from openkontor.store.dialect import statement
from openkontor.store.parts import Elements
from openkontor.store.people import PERSON_COLUMNS, company, small_person
from openkontor.store.reference import Reference
from openkontor.store.stamps import stored_date

READ_CONTACT = statement(
    "read_contact",
    f"""SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        c.contact_id, c.name, c.department, c.orgNr, c.number1, c.number2, c.updated, c.registered,
        coalesce((SELECT t.text FROM text t WHERE t.tenant = c.tenant AND t.text_id = c.text_id), ''),
        c.updated_associate_id, c.registered_associate_id, coalesce(c.associate_id, 0), c.business_idx,
        c.category_idx, c.country_id, c.nomailing, c.kananame, c.xstop, c.activeInterests,
        coalesce(c.group_id, 0), coalesce(c.supportAssociateId, 0), coalesce(c.ticketPriorityId, 0),
        coalesce(c.supportLanguageId, 0), c.deleted, coalesce(c.dbi_agent_id, 0), c.dbi_last_syncronized,
        c.dbi_key, c.dbi_last_modified, coalesce(c.supportPersonId, 0), c.source,
        (SELECT json_group_array(json_array(a.atype_idx, a.address1, a.address2, a.address3, a.city, a.county,
            a.state, a.zipcode, a.wgs84latitude, a.wgs84longitude))
            FROM address a
            WHERE a.tenant = c.tenant AND a.owner_id = c.contact_id AND a.atype_idx IN (1, 2)),
        (SELECT json_group_array(json_array(h.rank, h.ptype_idx, h.phone, h.searchPhoneNumber, h.description))
            FROM phone h WHERE h.tenant = c.tenant AND h.owner_id = c.contact_id AND h.ptype_idx IN (1, 3)),
        (SELECT json_group_array(json_array(e.rank, e.email_address, e.description, e.bounceCount))
            FROM Email e WHERE e.tenant = c.tenant AND e.contact_id = c.contact_id AND e.type = 0),
        (SELECT json_group_array(json_array(u.rank, u.url_address, u.description))
            FROM URL u WHERE u.tenant = c.tenant AND u.contact_id = c.contact_id),
        (SELECT json_group_array(json_array(d.rank, d.domain))
            FROM company_domain d WHERE d.tenant = c.tenant AND d.contact_id = c.contact_id),
        (SELECT json_group_array(json_array(i.cinterest_idx, i.registered))
            FROM contactinterest i WHERE i.tenant = c.tenant AND i.contact_id = c.contact_id),
        (SELECT json_group_array(json_array({PERSON_COLUMNS}))
            FROM person p
            WHERE p.tenant = c.tenant AND p.contact_id = c.contact_id AND p.DeletedDate IS NULL)
    FROM contact c
    WHERE c.tenant = :tenant AND c.contact_id = :contact_id AND c.DeletedDate IS NULL""",
)
READ_VERSION = statement(
    "read_contact_version",
    """SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        c.updatedCount, coalesce(c.updated, c.registered), coalesce(c.associate_id, 0),
        (SELECT json_group_array(json_array(p.person_id, p.updatedCount, p.rank))
            FROM person p
            WHERE p.tenant = c.tenant AND p.contact_id = c.contact_id AND p.DeletedDate IS NULL)
    FROM contact c
    WHERE c.tenant = :tenant AND c.contact_id = :contact_id AND c.DeletedDate IS NULL""",
)
LOCK_CONTACT = statement(
    "lock_contact",
    "SELECT updatedCount FROM contact WHERE tenant = :tenant AND contact_id = :contact_id FOR UPDATE",
)
INSERT_CONTACT = statement(
    "insert_contact",
    """INSERT INTO contact (tenant, contact_id, name, folded_name, department, orgNr, number1, number2, kananame,
        associate_id, group_id, country_id, business_idx, category_idx, xstop, nomailing, source, text_id,
        activeInterests, supportAssociateId, ticketPriorityId, supportLanguageId, dbi_agent_id,
        dbi_key, dbi_last_syncronized, dbi_last_modified, registered, registered_associate_id, changed_at)
    VALUES (:tenant, :contact_id, :name, :folded_name, :department, :orgNr, :number1, :number2, :kananame,
        :associate_id, :group_id, :country_id, :business_idx, :category_idx, :xstop, :nomailing, :source, :text_id,
        :activeInterests, :supportAssociateId, :ticketPriorityId, :supportLanguageId, :dbi_agent_id,
        :dbi_key, :dbi_last_syncronized, :dbi_last_modified, :now, :by, :now)
    ON CONFLICT (tenant, number2) WHERE number2 <> '' DO NOTHING""",
)
KEYS = itemgetter("name", "number2", "associate_id", "category_idx")  # what of the columns is in an index
OTHERS = """department = :department, orgNr = :orgNr, number1 = :number1, kananame = :kananame,
        group_id = :group_id, country_id = :country_id, business_idx = :business_idx, xstop = :xstop,
        nomailing = :nomailing, source = :source, text_id = coalesce(:text_id, text_id),
        activeInterests = :activeInterests, supportPersonId = :supportPersonId,
        supportAssociateId = :supportAssociateId, ticketPriorityId = :ticketPriorityId,
        supportLanguageId = :supportLanguageId, dbi_agent_id = :dbi_agent_id, dbi_key = :dbi_key,
        dbi_last_syncronized = :dbi_last_syncronized, dbi_last_modified = :dbi_last_modified, updated = :updated,
        updated_associate_id = :by, updatedCount = updatedCount + 1, changed_at = :now,
        indexed = CASE WHEN :same_words = 1 THEN indexed ELSE 0 END
    WHERE tenant = :tenant AND contact_id = :contact_id AND DeletedDate IS NULL
        AND coalesce(updated, 0) < :updated"""
UPDATE_CONTACT = statement(
    "update_contact",
    f"""UPDATE contact SET name = :name, folded_name = :folded_name, number2 = :number2, associate_id = :associate_id,
        category_idx = :category_idx, {OTHERS}""",
)
# SQLite writes every index anew that a statement names a column of, whether its value changes or not.
UPDATE_BUT_KEYS = statement("update_contact_but_keys", f"UPDATE contact SET {OTHERS}")
MIRROR_TO_PERSONS = statement(
    "mirror_contact_to_persons",
    """UPDATE person SET associate_id = :associate_id, group_id = :group_id, business_idx = :business_idx,
        category_idx = :category_idx
    WHERE tenant = :tenant AND contact_id = :contact_id""",
)
INSERT_DOMAIN = statement(
    "insert_domain",
    """INSERT INTO company_domain (tenant, company_domain_id, contact_id, rank, domain)
    VALUES (:tenant, :id, :contact_id, :rank, :domain)""",
)
DELETE_DOMAINS = statement(
    "delete_domains", "DELETE FROM company_domain WHERE tenant = :tenant AND contact_id = :contact_id"
)
INSERT_INTEREST = statement(
    "insert_contact_interest",
    """INSERT INTO contactinterest (tenant, contactinterest_id, contact_id, cinterest_idx, registered)
    VALUES (:tenant, :id, :contact_id, :interest, :now)""",
)
DELETE_INTEREST = statement(
    "delete_contact_interest",
    """DELETE FROM contactinterest
    WHERE tenant = :tenant AND contact_id = :contact_id AND cinterest_idx = :interest""",
)
MARK_DELETED = statement(
    "mark_contact_deleted",
    """UPDATE contact SET deleted = 1, DeletedDate = :now, changed_at = :now, updated = :updated,
        updated_associate_id = :by, updatedCount = updatedCount + 1
    WHERE tenant = :tenant AND contact_id = :contact_id AND DeletedDate IS NULL""",
)
MARK_PERSONS_DELETED = statement(
    "mark_persons_of_contact_deleted",
    """UPDATE person SET DeletedDate = :now, changed_at = :now, updatedCount = updatedCount + 1
    WHERE tenant = :tenant AND contact_id = :contact_id AND DeletedDate IS NULL""",
)
MIRRORED = itemgetter("associate_id", "group_id", "business_idx", "category_idx")  # what persons take over
WORDS = itemgetter("name", "department", "orgNr", "number2")  # what of the columns is in the full-text index
NO_PRIORITY, NO_LANGUAGE = TicketPriority(), CustomerLanguage()

ELEMENTS = (
    Elements("emails", "email", parts.CONTACT_EMAILS, parts.EMAIL),
    Elements("phones", "phone", parts.PHONES, parts.CONTACT_PHONE),
    Elements("faxes", "phone", parts.PHONES, parts.CONTACT_FAX),
    Elements("urls", "url", parts.CONTACT_URLS),
)


def load(db: Db, contact_id: int) -> ContactEntity | None:
    """Load a company whole, without rights and its address not laid out; None when it is unknown or deleted."""
    row = db.row(READ_CONTACT, contact_id=contact_id)
    if row is None:
        return None
    db.check(row[0])
    return _contact(row, db.reference)


def version(db: Db, contact_id: int) -> Version | None:
    """Give what changes whenever a company, as it is read whole, does; None when it is unknown or deleted."""
    row = db.row(READ_VERSION, contact_id=contact_id)
    if row is None:
        return None
    reference, count, stamp, owner, people = row
    db.check(reference)
    return Version(count, stamp, owner, (reference, people))


def lock(db: Db, contact_id: int) -> None:
    """Keep other writers from a company until this request is done."""
    db.lock(LOCK_CONTACT, contact_id=contact_id)


def _contact(row: tuple[Any, ...], reference: Reference) -> ContactEntity:
    (_, number, name, department, org_nr, number1, number2, updated, registered, description, updated_by,
     created_by, associate, business, category, country, no_mailing, kananame, xstop, active_interests, group,
     support_associate, priority, language, deleted, agent, synchronized, dbi_key, dbi_modified, support_person,
     source, addresses, phones, emails, urls, domains, interests, persons) = row  # fmt: skip
    all_phones = parts.ranked(phones)
    all_emails = parts.ranked(emails)
    own_phones = parts.phones_of(all_phones, parts.CONTACT_PHONE)
    own_faxes = parts.phones_of(all_phones, parts.CONTACT_FAX)
    first = [own_phones[0].value if own_phones else "", own_faxes[0].value if own_faxes else ""]
    own = company((number, name, department, country, org_nr, *first), reference)
    people = [small_person(values, own, reference) for values in parts.ranked(persons)]
    supporter = next((person for person in people if person.person_id == support_person), None)
    return ContactEntity(
        number,
        name,
        department,
        org_nr,
        number1,
        number2,
        NO_STAMP if updated is None else Stamp(updated),
        Stamp(registered),
        parts.elements_of(all_emails),
        interest_list(reference.interests["contint"], dict(parts.ranked(interests))),
        parts.elements_of(parts.ranked(urls)),
        own_phones,
        own_faxes,
        description,
        reference.associates.get(updated_by),
        reference.associates.get(created_by),
        reference.associates.get(associate),
        reference.businesses.get(business),
        reference.categories.get(category),
        reference.countries.get(country),
        people,
        bool(no_mailing),
        kananame,
        bool(xstop),
        active_interests,
        group,
        0,
        reference.associates.get(support_associate),
        reference.ticket_priorities.get(priority, NO_PRIORITY),
        reference.customer_languages.get(language, NO_LANGUAGE),
        deleted,
        agent,
        NO_WALL_DATE if synchronized is None else WallDate(synchronized),
        dbi_key,
        NO_WALL_DATE if dbi_modified is None else WallDate(dbi_modified),
        msgspec.structs.replace(supporter) if supporter else None,
        parts.contact_address(parts.ranked(addresses)),
        source,
        0,
        [values[1] for values in all_emails if values[3]],
        [values[1] for values in parts.ranked(domains)],
        None,
        {},
        {},
        {},
    )


def interest_list(items: list[SelectableMDOListItem], chosen: dict[int, int]) -> list[SelectableMDOListItem]:
    """Give the whole list of interests, each with whether and since when it is chosen."""
    return [
        msgspec.structs.replace(item, selected=True, last_changed=BaseStamp(chosen[item.id]))
        if item.id in chosen
        else item
        for item in items
        if not item.deleted or item.id in chosen
    ]


def _values(entity: ContactEntity) -> dict[str, Any]:
    """The columns of a company: the one mapping that inserting, updating and comparing share."""
    return {
        "name": entity.name,
        "folded_name": entity.name.casefold(),
        "department": entity.department,
        "orgNr": entity.org_nr,
        "number1": entity.number1,
        "number2": entity.number2,
        "kananame": entity.kananame,
        "associate_id": entity.associate.associate_id if entity.associate else None,
        "group_id": entity.group_id or None,
        "country_id": entity.country.country_id if entity.country else None,
        "business_idx": entity.business.id if entity.business else None,
        "category_idx": entity.category.id if entity.category else None,
        "xstop": int(entity.xstop),
        "nomailing": int(entity.no_mailing),
        "source": entity.source,
        "supportPersonId": entity.support_person.person_id if entity.support_person else None,
        "supportAssociateId": entity.support_associate.associate_id if entity.support_associate else None,
        "ticketPriorityId": (entity.ticket_priority.id if entity.ticket_priority else 0) or None,
        "supportLanguageId": (entity.customer_language.id if entity.customer_language else 0) or None,
        "dbi_agent_id": entity.dbi_agent_id or None,
        "dbi_key": entity.dbi_key,
        "dbi_last_syncronized": stored_date(entity.dbi_last_syncronized),
        "dbi_last_modified": stored_date(entity.dbi_last_modified),
    }


def _chosen(entity: ContactEntity) -> set[int]:
    return {item.id for item in entity.interests or () if item.selected}


def insert(db: Db, entity: ContactEntity, now: int, by: int) -> int:
    """Store a new company with all its parts and give its id; 0, and nothing stored, when its number2 is taken."""
    contact_id = db.new_id("contact")
    text_id = parts.text_id_for(db, entity.description)
    chosen = _chosen(entity)
    row = _values(entity) | {
        "contact_id": contact_id,
        "text_id": text_id,
        "activeInterests": len(chosen),
        "now": now,
        "by": by,
    }
    if not db.run(INSERT_CONTACT, row):
        return 0
    parts.insert_text(db, text_id, parts.CONTACT_TEXT, contact_id, entity.description)
    parts.write_elements(db, ELEMENTS, contact_id, None, entity, now)
    parts.write_address(db, contact_id, None, entity.address)
    _write_domains(db, contact_id, entity.domains or [])
    if chosen:
        _write_interests(db, contact_id, chosen, set(), now)
    return contact_id


def update(db: Db, before: ContactEntity, after: ContactEntity, now: int, updated: int, by: int) -> bool:
    """Store what differs between two states of a company and say whether anything did.

    Overtaken when somebody else saved the company in between.
    """
    contact_id = before.contact_id
    old, new = _values(before), _values(after)
    chosen, had = _chosen(after), _chosen(before)
    text_id = parts.write_text(db, parts.CONTACT_TEXT, contact_id, before.description, after.description)
    words = parts.write_elements(db, ELEMENTS, contact_id, before, after, now)
    words |= parts.write_address(db, contact_id, before.address, after.address)
    changed = [
        old != new,
        before.description != after.description,
        words,
        before.domains != after.domains,
        chosen != had,
    ]
    if not any(changed):
        return False
    if before.domains != after.domains:
        db.run(DELETE_DOMAINS, contact_id=contact_id)
        _write_domains(db, contact_id, after.domains or [])
    if chosen != had:
        _write_interests(db, contact_id, chosen - had, had - chosen, now)
    row = new | {
        "contact_id": contact_id,
        "text_id": text_id,
        "activeInterests": len(chosen),
        "same_words": int(not words and WORDS(old) == WORDS(new)),
        "updated": updated,
        "now": now,
        "by": by,
    }
    change = UPDATE_BUT_KEYS if KEYS(old) == KEYS(new) else UPDATE_CONTACT
    if not db.run(change, row):
        raise Overtaken("the company was saved by somebody else at the same time")
    if MIRRORED(old) != MIRRORED(new):
        db.run(MIRROR_TO_PERSONS, row)
    return True


def _write_domains(db: Db, contact_id: int, domains: list[str]) -> None:
    rows = [
        {"id": db.new_id("company_domain"), "contact_id": contact_id, "rank": rank, "domain": domain}
        for rank, domain in enumerate(domains, start=1)
    ]
    db.each(INSERT_DOMAIN, rows)


def _write_interests(db: Db, contact_id: int, on: set[int], off: set[int], now: int) -> None:
    rows = [
        {"id": db.new_id("contactinterest"), "contact_id": contact_id, "interest": interest, "now": now}
        for interest in sorted(on)
    ]
    db.each(INSERT_INTEREST, rows)
    db.each(DELETE_INTEREST, [{"contact_id": contact_id, "interest": interest} for interest in sorted(off)])


def mark_deleted(db: Db, contact_id: int, now: int, updated: int, by: int) -> None:
    """Put a company and its persons into the recycle bin, with one stamp."""
    db.run(MARK_DELETED, contact_id=contact_id, now=now, updated=updated, by=by)
    db.run(MARK_PERSONS_DELETED, contact_id=contact_id, now=now)
