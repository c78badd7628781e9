"""The Person agent: human beings, whole (domain reference 11)."""

from typing import Annotated

import msgspec

from openkontor import rights
from openkontor.agents import address, check, consents, interests
from openkontor.agents.contact import NO_ENTITY, Rights, default_country, small_contacts
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.declare import text
from openkontor.carriers.lists import Business, Category
from openkontor.carriers.person import IS_USER, Person
from openkontor.carriers.person_entity import ConsentInfo, PersonEntity
from openkontor.errors import BadArgument, Denied, Invalid, NotFound, Overtaken, UnknownId
from openkontor.layouts import EUROPEAN, lay_out
from openkontor.rights import CONTACT, DELETE, INSERT, PERSON, SELECT, UPDATE
from openkontor.store import contacts, numbers, persons, shipments
from openkontor.store.db import Version
from openkontor.store.parts import person_address
from openkontor.store.people import load_people
from openkontor.store.persons import Company
from openkontor.store.reference import raise_version

OFF = ("NO", "0", "FALSE")


@method("Person", takes="nothing", runs="read", allows="associate")
def create_default_person_entity(call: Call) -> PersonEntity:
    """Give an unsaved person with its defaults; nothing is stored, the number shown is not taken."""
    entity = _blank(call, None)
    entity.person_number = numbers.peek(call.db, numbers.PERSON)
    return _with_rights(call, entity)


@method("Person", takes="query", runs="read", allows="associate")
def get_person_entity(call: Call, person_entity_id: int) -> PersonEntity | None:
    """Give a person whole, with its company in short; null when it is unknown, deleted or hidden."""
    entity = _visible(call, person_entity_id)
    return entity and _with_rights(call, entity)


@method("Person", takes="arguments", runs="read", allows="associate")
def get_consent_infos(call: Call, person_id: int) -> list[ConsentInfo] | None:
    """Give what a person has agreed to, by purpose; null when the person is unknown, deleted or hidden."""
    entity = _visible(call, person_id)
    return entity.consents if entity else None


@method("Person", takes="arguments", runs="read", allows="associate")
def has_consent(call: Call, person_id: int, purpose: str) -> bool:
    """Say whether a person has agreed to the purpose with this key, on any base.

    400 naming Purpose for a key that no purpose has, and PersonId (404 over REST) for a person who is unknown,
    deleted or hidden.
    """
    wanted = consents.item_by_key(call, consents.PURPOSE, purpose, "Purpose", deleted=True)
    return any(consent.consent_purpose_id == wanted for consent in _agreeing(call, person_id).consents or ())


@method("Person", takes="arguments", runs="write", allows="associate")
def set_consent(
    call: Call, person_id: int, purpose: str, source: str, legal_base: str, comment: Annotated[str, text(255)] = ""
) -> None:
    """Store that a person has agreed to a purpose; all three are told by their keys, and WITHDRAWN takes it away.

    400 naming the argument that no item of its list has as its key, or PersonId (404 over REST) for a person who
    is unknown, deleted or hidden, 403 without the right to change it.
    """
    wanted = ConsentInfo(
        comment=comment,
        legal_base_id=consents.item_by_key(call, consents.BASE, legal_base, "LegalBase"),
        consent_purpose_id=consents.item_by_key(call, consents.PURPOSE, purpose, "Purpose"),
        consent_source_id=consents.item_by_key(call, consents.SOURCE, source, "Source"),
    )
    _save_consent(call, person_id, wanted)


@method("Person", takes="arguments", runs="write", allows="associate")
def remove_consent(call: Call, person_id: int, purpose: str) -> None:
    """Take away that a person has agreed to the purpose with this key; errors as of SetConsent."""
    wanted = consents.item_by_key(call, consents.PURPOSE, purpose, "Purpose", deleted=True)
    _save_consent(call, person_id, consents.withdrawn(wanted))


def _save_consent(call: Call, person_id: int, consent: ConsentInfo) -> None:
    person_version(call, person_id, lock=True)
    stored = _agreeing(call, person_id)
    _update(call, msgspec.structs.replace(stored, consents=[consent]))


def _agreeing(call: Call, person_id: int) -> PersonEntity:
    entity = _visible(call, person_id)
    if entity is None:
        raise UnknownId.of("Person", person_id, "PersonId")
    return entity


@method("Person", takes="query", runs="read", allows="associate")
def get_person(call: Call, person_id: int) -> Person | None:
    """Give a person, short; null when it is unknown, deleted or hidden."""
    return small_people(call, [person_id]).get(person_id)


def person_version(call: Call, person_entity_id: int, lock: bool = False) -> tuple[Version, Rights] | None:
    """Give what the answer of `get_person_entity` depends on: the stored version, and what the caller may do and see.

    None for a person who is unknown, deleted or hidden; `lock` keeps other writers from it.
    """
    if lock:
        contact_id, _ = persons.belonging(call.db, person_entity_id)
        persons.lock_companies(call.db, {contact_id})
        persons.lock(call.db, person_entity_id)
    found = persons.version(call.db, person_entity_id)
    if found is None:
        return None
    stored, company_owner = found
    bits = rights.mask(call.reference, call.associate_id, PERSON, stored.owner)
    if not bits & SELECT:
        return None
    of_company = rights.mask(call.reference, call.associate_id, CONTACT, company_owner)
    return stored, (bits, of_company, *interests.hidden(call, "persint"))


@method(
    "Person",
    takes="entity",
    runs="write",
    allows="associate",
    missing="User-defined and extra fields are not stored.",
)
def save_person_entity(call: Call, person_entity: PersonEntity | None) -> PersonEntity:
    """Store a person: id 0 makes a new one, any other id replaces what is stored under it.

    400 naming PersonId for an unknown id, 400 naming the field for what cannot be stored, 403 without
    the right. The answer is the person as it is read afterwards.
    """
    if person_entity is None:
        raise BadArgument(NO_ENTITY)
    save = _update if person_entity.person_id else _insert
    saved = persons.load(call.db, save(call, person_entity))
    if saved is None:
        raise NotFound("the person was deleted while it was saved")
    return _with_rights(call, saved)


@method("Person", takes="query", runs="write", allows="associate")
def delete_person_entity(call: Call, person_entity_id: int) -> None:
    """Put a person into the recycle bin; refused while it is a user."""
    contact_id, _ = persons.belonging(call.db, person_entity_id)
    persons.lock_companies(call.db, {contact_id})
    entity = _locked(call, person_entity_id, contact_id)
    if entity is None or not _bits(call, entity) & SELECT:
        raise NotFound(f"Person id {person_entity_id} not found")
    rights.demand(_bits(call, entity), DELETE, PERSON)
    if entity.is_associate:
        raise Denied(IS_USER)
    updated = check.next_stamp(call.now, entity.updated_date, entity.created_date)
    persons.mark_deleted(call.db, person_entity_id, contact_id, call.now, updated, call.associate_id)


def small_people(call: Call, ids: list[int]) -> dict[int, Person]:
    """Give short persons with their rights; unknown, deleted and hidden ones are left out."""
    visible = {}
    for number, (person, owner) in load_people(call.db, ids).items():
        bits = rights.mask(call.reference, call.associate_id, PERSON, owner)
        if bits & SELECT:
            user = bits & DELETE and number in call.reference.associate_of_person
            person.table_right = rights.table_right(bits & ~DELETE, IS_USER) if user else rights.table_right(bits)
            visible[number] = person
    return visible


def _visible(call: Call, person_id: int) -> PersonEntity | None:
    entity = persons.load(call.db, person_id)
    return entity if entity is not None and _bits(call, entity) & SELECT else None


def _bits(call: Call, entity: PersonEntity) -> int:
    owner = entity.associate.associate_id if entity.associate else 0
    return rights.mask(call.reference, call.associate_id, PERSON, owner)


def _with_rights(call: Call, entity: PersonEntity) -> PersonEntity:
    """Put in what the caller may do, the company as far as he may see it, and interests under their headings."""
    bits = _bits(call, entity)
    entity.interests = interests.shown(call, "persint", entity.interests)
    held = IS_USER if bits & DELETE and entity.is_associate else ""
    entity.table_right = rights.table_right(bits & ~DELETE if held else bits, held)
    if entity.address is not None:
        entity.address.table_right = entity.table_right
    if entity.contact is not None:
        entity.contact = small_contacts(call, [entity.contact.contact_id]).get(entity.contact.contact_id)
    return entity


def _blank(call: Call, company: Company | None) -> PersonEntity:
    """Make a person with nothing but defaults, in a company or without one."""
    reference = call.reference
    country = reference.countries.get(company.country_id) if company else None
    country = country or default_country(call)
    return PersonEntity(
        created_by=call.associate,
        emails=[],
        private_phones=[],
        faxes=[],
        mobile_phones=[],
        office_phones=[],
        other_phones=[],
        position=persons.NO_POSITION,
        contact=Contact(company.contact_id) if company else None,
        country=country,
        interests=contacts.interest_list(reference.interests["persint"], {}),
        urls=[],
        address=lay_out(person_address([]), country.address_layout_id or EUROPEAN),
        associate=call.associate,
        chat_emails=[],
        internet_phones=[],
        shipment_types=shipments.shipment_list(reference.lists["shipmenttype"], set()),
        consents=[],
        bounce_emails=[],
        user_defined_fields={},
        extra_fields={},
        custom_fields={},
    )


def _insert(call: Call, sent: PersonEntity) -> int:
    wanted = _wanted_company(call, sent, 0, 0)
    company = _company(call, wanted, persons.lock_companies(call.db, {wanted}))
    entity = _merged(call, _blank(call, company), sent, wanted, company)
    rights.demand(_bits(call, entity), INSERT, PERSON)
    while not entity.person_id:  # a number that is taken all the same is not stored
        entity.person_number = numbers.for_new(call.db, numbers.PERSON, sent.person_number.strip(), "PersonNumber")
        entity.person_id = persons.insert(call.db, entity, _group(entity, company), call.now, call.associate_id)
    return entity.person_id


def _update(call: Call, sent: PersonEntity) -> int:
    had, owner = persons.belonging(call.db, sent.person_id)
    wanted = _wanted_company(call, sent, had, owner)
    moves = wanted != had
    # A person who stays keeps what it has of its company, so only a move must hold the two still.
    found = persons.lock_companies(call.db, {had, wanted}) if moves else {}
    stored = _locked(call, sent.person_id, had)
    if stored is None or not _bits(call, stored) & SELECT:
        raise UnknownId.of("Person", sent.person_id, "PersonId")
    rights.demand(_bits(call, stored), UPDATE, PERSON)
    company = _company(call, wanted, found) if moves or not wanted else None
    entity = _merged(call, stored, sent, wanted, company)
    if company is not None:
        rights.demand(_bits(call, entity), INSERT, PERSON)
    entity.person_number = numbers.for_stored(
        call.db, numbers.PERSON, sent.person_number.strip(), stored.person_number, stored.person_id, "PersonNumber"
    )
    updated = check.next_stamp(call.now, stored.updated_date, stored.created_date)
    group = _group(entity, company) if company or not wanted else None
    if persons.update(call.db, stored, entity, group, call.now, updated, call.associate_id):
        _tell_reference(call, stored, entity)
    return stored.person_id


def _locked(call: Call, person_id: int, contact_id: int) -> PersonEntity | None:
    """Lock a person and load it, after its company; None when it is unknown or deleted."""
    persons.lock(call.db, person_id)
    entity = persons.load(call.db, person_id)
    if entity is not None and (entity.contact.contact_id if entity.contact else 0) != contact_id:
        raise Overtaken("the person was moved to another company by somebody else at the same time")
    return entity


def _wanted_company(call: Call, sent: PersonEntity, had: int, owner: int) -> int:
    """Give the company a save means, 0 for none; who may not see the person's company was shown none."""
    wanted = sent.contact.contact_id if sent.contact else 0
    if not wanted and had and not rights.mask(call.reference, call.associate_id, CONTACT, owner) & SELECT:
        return had
    return wanted


def _company(call: Call, wanted: int, found: dict[int, Company]) -> Company | None:
    """Give the company a person comes into: it must be there to see; having none may be forbidden."""
    if not wanted:
        if (
            call.reference.preference(call.associate_id, "Functions", "MandatoryContactOnPerson").strip().upper()
            not in OFF
        ):
            raise Invalid.field("Contact", "a person must belong to a company: Contact.ContactId is its id")
        return None
    company = found.get(wanted)
    owner = company.associate_id or 0 if company else 0
    if company is None or not rights.mask(call.reference, call.associate_id, CONTACT, owner) & SELECT:
        raise Invalid.unknown("Contact", "company", wanted)
    return company


def _group(entity: PersonEntity, company: Company | None) -> int | None:
    if company is not None:
        return company.group_id
    return entity.associate.group_idx if entity.associate else None


def _tell_reference(call: Call, before: PersonEntity, after: PersonEntity) -> None:
    """Names and companies of users are reference data."""
    is_user = any(associate.person_id == before.person_id for associate in call.reference.associates.values())
    if is_user and _as_user(before) != _as_user(after):
        raise_version(call.db)


def _as_user(entity: PersonEntity) -> tuple[str | int, ...]:
    contact_id = entity.contact.contact_id if entity.contact else 0
    return entity.firstname, entity.middle_name, entity.lastname, entity.mrmrs, entity.salutation, contact_id


def _merged(call: Call, stored: PersonEntity, sent: PersonEntity, wanted: int, company: Company | None) -> PersonEntity:
    """Give the person as it is to be stored: the tables of domain reference 3.4 and 11.1, in one place."""
    reference = call.reference
    if not (sent.firstname.strip() or sent.lastname.strip()):
        raise Invalid.field("Firstname", "a person needs a first or a last name")
    country = check.country("Country", sent.country, call, stored.country) or stored.country
    layout = country.address_layout_id if country else EUROPEAN
    owner, business, category = _mirrored(call, stored, sent, wanted, company)
    entity = PersonEntity(
        stored.person_id,
        sent.firstname,
        sent.middle_name,
        sent.lastname,
        sent.mrmrs,
        sent.title,
        birth_date=sent.birth_date,
        description=sent.description,
        position=check.list_item("Position", sent.position, reference.positions, stored.position),
        contact=Contact(wanted) if wanted else None,
        country=country,
        interests=interests.merged(stored.interests or [], sent.interests, call.now),
        person_number=sent.person_number,
        no_mailing=sent.no_mailing,
        use_person_address=sent.use_person_address,
        retired=sent.retired,
        address=address.merged(stored.address or person_address([]), sent.address, layout, not stored.person_id),
        post3=sent.post3,
        post2=sent.post2,
        post1=sent.post1,
        kanalname=sent.kanalname,
        kanafname=sent.kanafname,
        category=category,
        business=business,
        associate=owner,
        salutation=sent.salutation,
        support_associate=check.associate("SupportAssociate", sent.support_associate, call, stored.support_associate),
        ticket_priority=check.list_item(
            "TicketPriority", sent.ticket_priority, reference.ticket_priorities, stored.ticket_priority
        ),
        customer_language=check.list_item(
            "CustomerLanguage", sent.customer_language, reference.customer_languages, stored.customer_language
        ),
        dbi_agent_id=sent.dbi_agent_id,
        dbi_key=sent.dbi_key,
        dbi_last_modified=sent.dbi_last_modified,
        dbi_last_syncronized=sent.dbi_last_syncronized,
        sent_info=sent.sent_info,
        show_contact_tickets=sent.show_contact_tickets,
        source=sent.source,
        shipment_types=interests.merged(stored.shipment_types or [], sent.shipment_types, call.now),
        consents=consents.merged(call, stored.consents, sent.consents),
    )
    _merge_elements(entity, stored, sent)
    return entity


LISTS = {
    "emails": ("Emails", "email"),
    "chat_emails": ("ChatEmails", "email"),
    "internet_phones": ("InternetPhones", "email"),
    "office_phones": ("OfficePhones", "phone"),
    "private_phones": ("PrivatePhones", "phone"),
    "mobile_phones": ("MobilePhones", "phone"),
    "other_phones": ("OtherPhones", "phone"),
    "faxes": ("Faxes", "phone"),
    "urls": ("Urls", "url"),
}


def _merge_elements(entity: PersonEntity, stored: PersonEntity, sent: PersonEntity) -> None:
    for attribute, (name, kind) in LISTS.items():
        elements = getattr(sent, attribute)
        kept = getattr(stored, attribute)
        setattr(entity, attribute, kept if elements is None else check.elements(name, elements, kind))


def _mirrored(
    call: Call, stored: PersonEntity, sent: PersonEntity, wanted: int, company: Company | None
) -> tuple[Associate | None, Business | None, Category | None]:
    """Owner, business and category: the company's; only a person without a company has its own."""
    reference = call.reference
    if company is not None:
        owner = reference.associates.get(company.associate_id or 0)
        return owner, reference.businesses.get(company.business), reference.categories.get(company.category)
    if wanted:
        return stored.associate, stored.business, stored.category
    return (
        check.associate("Associate", sent.associate, call, stored.associate) or stored.associate,
        check.list_item("Business", sent.business, reference.businesses, stored.business) or stored.business,
        check.list_item("Category", sent.category, reference.categories, stored.category) or stored.category,
    )
