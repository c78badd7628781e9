"""The Contact agent: companies, whole (domain reference 1 and 3)."""

from operator import attrgetter
from typing import Any

import msgspec

from openkontor import rights
from openkontor.agents import address, check, interests
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.declare import TableRight
from openkontor.carriers.lists import Country
from openkontor.carriers.person import Person
from openkontor.carriers.values import Stamp
from openkontor.display import code_from_name
from openkontor.errors import BadArgument, Denied, Invalid, NotFound, UnknownId
from openkontor.layouts import EUROPEAN, lay_out
from openkontor.rights import CONTACT, DELETE, INSERT, PERSON, SELECT, UPDATE
from openkontor.store import contacts, contacts_small, numbers
from openkontor.store.db import Version
from openkontor.store.parts import contact_address
from openkontor.store.reference import raise_version

Rights = tuple[int, ...]

SELECTED = attrgetter("selected")
HOLDS_USERS = "[SR_ACCESS_ASSOCCONT_DELETE]"
NO_ADDRESS = contact_address([])  # only to be read
NO_ENTITY = "Entity to save is not in request body"


@method("Contact", takes="nothing", runs="read", allows="associate")
def create_default_contact_entity(call: Call) -> ContactEntity:
    """Give an unsaved company with its defaults; nothing is stored, the number shown is not taken."""
    entity = msgspec.structs.replace(_blank(call), address=contact_address([]))
    _laid_out(entity)
    entity.interests = interests.shown(call, "contint", entity.interests)
    entity.number2 = numbers.peek(call.db, numbers.CONTACT)
    entity.table_right = rights.table_right(rights.mask(call.reference, call.associate_id, CONTACT, call.associate_id))
    return entity


@method("Contact", takes="query", runs="read", allows="associate")
def get_contact_entity(call: Call, contact_entity_id: int) -> ContactEntity | None:
    """Give a company whole, with its persons; null when it is unknown, deleted or hidden."""
    entity = contacts.load(call.db, contact_entity_id)
    if entity is None or not _bits(call, entity) & SELECT:
        return None
    return _as_seen(call, entity)


def contact_version(call: Call, contact_entity_id: int, lock: bool = False) -> tuple[Version, Rights] | None:
    """Give what the answer of `get_contact_entity` depends on: the stored version, and what the caller may do and see.

    None for a company that is unknown, deleted or hidden; `lock` keeps other writers from it.
    """
    if lock:
        contacts.lock(call.db, contact_entity_id)
    stored = contacts.version(call.db, contact_entity_id)
    if stored is None:
        return None
    bits = rights.mask(call.reference, call.associate_id, CONTACT, stored.owner)
    if not bits & SELECT:
        return None
    of_persons = rights.mask(call.reference, call.associate_id, PERSON, stored.owner)
    return stored, (bits, of_persons, *interests.hidden(call, "contint"))


@method("Contact", takes="query", runs="read", allows="associate")
def get_contact(call: Call, contact_id: int) -> Contact | None:
    """Give a company, short; null when it is unknown, deleted or hidden."""
    return small_contacts(call, [contact_id]).get(contact_id)


@method("Contact", takes="entity", runs="write", allows="associate")
def save_contact_entity(call: Call, contact_entity: ContactEntity | None) -> ContactEntity:
    """Store a company: id 0 makes a new one, any other id replaces what is stored under it.

    400 naming ContactId for an unknown id, 400 naming the field for what cannot be stored, 403 without
    the right. The answer is the company as it is read afterwards.
    """
    if contact_entity is None:
        raise BadArgument(NO_ENTITY)
    save = _update if contact_entity.contact_id else _insert
    return _as_seen(call, save(call, contact_entity))


@method("Contact", takes="query", runs="write", allows="associate")
def delete_contact_entity(call: Call, contact_entity_id: int) -> None:
    """Put a company and its persons into the recycle bin; refused while users belong to it."""
    contacts.lock(call.db, contact_entity_id)
    entity = contacts.load(call.db, contact_entity_id)
    if entity is None or not _bits(call, entity) & SELECT:
        raise NotFound(f"Contact id {contact_entity_id} not found")
    rights.demand(_bits(call, entity), DELETE, CONTACT)
    if _holds_users(call, entity.contact_id, entity.persons or []):
        raise Denied(HOLDS_USERS)
    updated = check.next_stamp(call.now, entity.updated_date, entity.created_date)
    contacts.mark_deleted(call.db, contact_entity_id, call.now, updated, call.associate_id)


def small_contacts(call: Call, ids: list[int]) -> dict[int, Contact]:
    """Give short companies with their rights; unknown, deleted and hidden ones are left out."""
    found = contacts_small.load_small(call.db, ids)
    visible = {}
    for number, contact in found.items():
        bits = rights.mask(call.reference, call.associate_id, CONTACT, contact.associate_id)
        if bits & SELECT:
            contact.table_right = rights.table_right(bits)
            visible[number] = contact
    return visible


def _bits(call: Call, entity: ContactEntity) -> int:
    owner = entity.associate.associate_id if entity.associate else 0
    return rights.mask(call.reference, call.associate_id, CONTACT, owner)


def _laid_out(entity: ContactEntity) -> ContactEntity:
    if entity.address:
        lay_out(entity.address, entity.country.address_layout_id if entity.country else EUROPEAN)
    return entity


def _as_seen(call: Call, entity: ContactEntity) -> ContactEntity:
    """Lay out address and interests, put in what the caller may do, and take out the persons he may not see."""
    _laid_out(entity)
    entity.interests = interests.shown(call, "contint", entity.interests)
    persons = entity.persons or []
    entity.table_right = _table_right(call, entity.contact_id, persons, _bits(call, entity))
    owner = entity.associate.associate_id if entity.associate else 0
    bits = rights.mask(call.reference, call.associate_id, PERSON, owner)
    if not bits & SELECT:
        entity.persons, entity.support_person = [], None
    if entity.support_person is not None:
        entity.support_person.table_right = rights.table_right(bits)
    return entity


def _table_right(call: Call, contact_id: int, persons: list[Person], bits: int) -> TableRight:
    if bits & DELETE and _holds_users(call, contact_id, persons):
        return rights.table_right(bits & ~DELETE, HOLDS_USERS)
    return rights.table_right(bits)


def _holds_users(call: Call, contact_id: int, persons: list[Person]) -> bool:
    reference = call.reference
    if contact_id in reference.owner_contacts:
        return True
    return any(person.person_id in reference.associate_of_person for person in persons)


def _blank(call: Call) -> ContactEntity:
    """Give a company with nothing but defaults (domain reference 3.3): only to be read, and to be copied.

    It is made once for each user and state of the reference data. It has no address: those are laid out in place.
    """
    blank = call.reference.blank_contacts.get(call.associate_id)
    if blank is None:
        blank = call.reference.blank_contacts[call.associate_id] = _new_blank(call)
    return blank


def _new_blank(call: Call) -> ContactEntity:
    return ContactEntity(
        emails=[],
        interests=contacts.interest_list(call.reference.interests["contint"], {}),
        urls=[],
        phones=[],
        faxes=[],
        created_by=call.associate,
        associate=call.associate,
        business=call.reference.businesses[_default_item(call, "business", "DefaultBusiness")],
        category=call.reference.categories[_default_item(call, "category", "DefaultCategory")],
        country=default_country(call),
        persons=[],
        group_id=call.associate.group_idx,
        ticket_priority=contacts.NO_PRIORITY,
        customer_language=contacts.NO_LANGUAGE,
        bounce_emails=[],
        domains=[],
        user_defined_fields={},
        extra_fields={},
        custom_fields={},
    )


def _default_item(call: Call, name: str, preference: str) -> int:
    """The item a preference names, else the first that is not deleted, or the first of all if every one is."""
    items = call.reference.lists[name]
    wanted = call.reference.preference(call.associate_id, "Defaults", preference, "0")
    if wanted.isdecimal() and int(wanted) in items and not items[int(wanted)].deleted:
        return int(wanted)
    living = [item.id for item in items.values() if not item.deleted]
    return living[0] if living else next(iter(items))


def default_country(call: Call) -> Country:
    """Give the country new records get: the preference OwnCountry, else that of the users' company, else the first."""
    countries = call.reference.countries
    wanted = call.reference.preference(call.associate_id, "System", "OwnCountry", "0")
    ids = [int(wanted) if wanted.isdecimal() else 0, *call.reference.owner_contacts.values()]
    living = [countries[number] for number in ids if number in countries and not countries[number].deleted]
    return living[0] if living else next(iter(countries.values()))


def _insert(call: Call, sent: ContactEntity) -> ContactEntity:
    blank = _blank(call)
    entity = _merged(call, blank, sent)
    rights.demand(_bits(call, entity), INSERT, CONTACT)
    entity.number1 = sent.number1 or code_from_name(entity.name)
    while not entity.contact_id:  # a number that is taken all the same is not stored
        entity.number2 = numbers.for_new(call.db, numbers.CONTACT, sent.number2.strip(), "Number2")
        entity.contact_id = contacts.insert(call.db, entity, call.now, call.associate_id)
    entity.created_date = Stamp(call.now)
    return _as_read(call, blank, entity)


def _update(call: Call, sent: ContactEntity) -> ContactEntity:
    contacts.lock(call.db, sent.contact_id)
    stored = contacts.load(call.db, sent.contact_id)
    if stored is None or not _bits(call, stored) & SELECT:
        raise UnknownId.of("Contact", sent.contact_id, "ContactId")
    rights.demand(_bits(call, stored), UPDATE, CONTACT)
    entity = _merged(call, stored, sent)
    entity.number2 = numbers.for_stored(
        call.db, numbers.CONTACT, sent.number2.strip(), stored.number2, stored.contact_id, "Number2"
    )
    updated = check.next_stamp(call.now, stored.updated_date, stored.created_date)
    if not contacts.update(call.db, stored, entity, call.now, updated, call.associate_id):
        return stored
    entity.updated_date, entity.updated_by = Stamp(updated), call.associate
    if entity.contact_id in call.reference.owner_contacts and entity.country != stored.country:
        raise_version(call.db)  # the users' country is reference data
    return _as_read(call, stored, entity)


def _as_read(call: Call, before: ContactEntity, entity: ContactEntity) -> ContactEntity:
    """Fill in what follows from what was just stored, so that the answer is what reading the company gives."""
    if before.persons and _shown_in_persons(before) != _shown_in_persons(entity):
        return contacts.load(call.db, entity.contact_id) or entity
    entity.active_interests = sum(map(SELECTED, entity.interests or ()))
    entity.persons = before.persons
    entity.ticket_priority = entity.ticket_priority or contacts.NO_PRIORITY
    entity.customer_language = entity.customer_language or contacts.NO_LANGUAGE
    entity.bounce_emails = _still_bounced(before, entity) if before.bounce_emails else []
    entity.user_defined_fields, entity.extra_fields, entity.custom_fields = {}, {}, {}
    return entity


def _still_bounced(before: ContactEntity, entity: ContactEntity) -> list[str]:
    bounced = {value.casefold() for value in before.bounce_emails or ()}
    return [element.value for element in entity.emails or () if element.value.casefold() in bounced]


def _shown_in_persons(entity: ContactEntity) -> tuple[Any, ...]:
    """What a company's persons tell of it, or take over from it."""
    numbers_shown = [elements[0].value if elements else "" for elements in (entity.phones, entity.faxes)]
    return (
        (entity.name, entity.department, entity.org_nr, *numbers_shown, entity.group_id),
        (entity.country, entity.associate, entity.category, entity.business),
    )


def _merged(call: Call, stored: ContactEntity, sent: ContactEntity) -> ContactEntity:
    """Give the company as it is to be stored: the table of domain reference 3.4, in one place."""
    reference = call.reference
    if not sent.name.strip():
        raise Invalid.field("Name", "a company needs a name")
    owner = check.associate("Associate", sent.associate, call, stored.associate) or stored.associate
    country = check.country("Country", sent.country, call, stored.country) or stored.country
    layout = country.address_layout_id if country else EUROPEAN
    is_new = not stored.contact_id
    return ContactEntity(
        stored.contact_id,
        sent.name,
        sent.department,
        sent.org_nr,
        sent.number1,
        sent.number2,
        stored.updated_date,
        stored.created_date,
        stored.emails if sent.emails is None else check.elements("Emails", sent.emails, "email"),
        interests.merged(stored.interests or [], sent.interests, call.now),
        stored.urls if sent.urls is None else check.elements("Urls", sent.urls, "url"),
        stored.phones if sent.phones is None else check.elements("Phones", sent.phones, "phone"),
        stored.faxes if sent.faxes is None else check.elements("Faxes", sent.faxes, "phone"),
        sent.description,
        stored.updated_by,
        stored.created_by,
        owner,
        check.list_item("Business", sent.business, reference.businesses, stored.business) or stored.business,
        check.list_item("Category", sent.category, reference.categories, stored.category) or stored.category,
        country,
        no_mailing=sent.no_mailing,
        kananame=sent.kananame,
        xstop=sent.xstop,
        group_id=stored.group_id if owner is stored.associate else owner.group_idx if owner else 0,
        support_associate=check.associate("SupportAssociate", sent.support_associate, call, stored.support_associate),
        ticket_priority=check.list_item(
            "TicketPriority", sent.ticket_priority, reference.ticket_priorities, stored.ticket_priority
        ),
        customer_language=check.list_item(
            "CustomerLanguage", sent.customer_language, reference.customer_languages, stored.customer_language
        ),
        dbi_agent_id=sent.dbi_agent_id,
        dbi_last_syncronized=sent.dbi_last_syncronized,
        dbi_key=sent.dbi_key,
        dbi_last_modified=sent.dbi_last_modified,
        support_person=_support_person(call, stored, sent.support_person),
        address=address.merged(stored.address or NO_ADDRESS, sent.address, layout, is_new),
        source=sent.source,
        domains=stored.domains if sent.domains is None else check.domains(sent.domains),
    )


def _support_person(call: Call, stored: ContactEntity, sent: Person | None) -> Person | None:
    """The main contact must be one of the company's persons; who may not see them was shown none."""
    wanted = sent.person_id if sent else 0
    if not wanted and stored.support_person is None:
        return None
    owner = stored.associate.associate_id if stored.associate else 0
    if not rights.mask(call.reference, call.associate_id, PERSON, owner) & SELECT:
        return stored.support_person
    if not wanted:
        return None
    found = next((person for person in stored.persons or [] if person.person_id == wanted), None)
    if found is None:
        raise Invalid.field("SupportPerson", f"person {wanted} does not belong to the company")
    return msgspec.structs.replace(found)
