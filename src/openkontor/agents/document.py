"""The Document agent: documents and their content (domain reference 7.3, 9)."""

import re

from openkontor import rights
from openkontor.agents import check, link
from openkontor.agents.appointment import (
    Named,
    checked_lines,
    contact_and_person,
    id_of,
    is_visible,
    lines_of,
    private_of,
    project_of,
    sale_of,
)
from openkontor.agents.contact import NO_ENTITY, Rights, small_contacts
from openkontor.agents.method import method
from openkontor.agents.person import small_people
from openkontor.agents.small import small_projects, small_sales
from openkontor.call import Call
from openkontor.carriers.appointment import DOCUMENT_TYPES, ActivityStatus, AppointmentType, Visibility, VisibleFor
from openkontor.carriers.associate import Associate
from openkontor.carriers.document import Document, DocumentTemplate
from openkontor.carriers.document_entity import DocumentEntity
from openkontor.carriers.values import LAST_WALL_DATE, NO_CALENDAR, Calendar
from openkontor.errors import BadArgument, Invalid, NotFound, UnknownId
from openkontor.rights import APPOINTMENT, DELETE, DOCUMENT, INSERT, SELECT, UPDATE
from openkontor.store import documents
from openkontor.store.appointments import contact_stub, person_stub, project_stub, sale_stub
from openkontor.store.db import Version
from openkontor.store.visible_for import FOR_ALL, seen_by

# What no file can be called on one system or another.
NO_FILE_NAME = re.compile(
    r"""[\x00-\x1f\x7f/\\:*?"<>|]|[. ]\Z|\A[ ]|\A(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)""", re.IGNORECASE
)


@method("Document", takes="nothing", runs="read", allows="associate")
def create_default_document_entity(call: Call) -> DocumentEntity:
    """Give an unsaved document with its defaults: mine, of now, visible for all."""
    entity = _blank(call)
    entity.table_right = rights.table_right(_bits(call, entity))
    return entity


@method("Document", takes="query", runs="read", allows="associate")
def get_document_entity(call: Call, document_entity_id: int) -> DocumentEntity | None:
    """Give a document whole, without its content; null when it is unknown or hidden."""
    entity = seen(call, document_entity_id)
    return None if entity is None else _with_rights(call, entity)


def document_version(call: Call, document_entity_id: int, lock: bool = False) -> tuple[Version, Rights] | None:
    """Give which state a document is in; None when it is unknown or hidden. `lock` keeps other writers from it.

    An answer shows a company and a person too, whose states are not told: it has to be made each time.
    """
    if lock:
        documents.lock(call.db, document_entity_id)
    stored = documents.version(call.db, document_entity_id)
    if stored is None or seen(call, document_entity_id) is None:
        return None
    return stored, ()


@method("Document", takes="query", runs="read", allows="associate")
def get_document(call: Call, document_id: int) -> Document | None:
    """Give a document, short; null when it is unknown or hidden."""
    entity = seen(call, document_id)
    if entity is None:
        return None
    entity = _with_rights(call, entity)
    person, contact, owner, template = entity.person, entity.contact, entity.associate, entity.document_template
    project, sale = entity.project, entity.sale
    return Document(
        document_id=entity.document_id,
        attention=entity.attention,
        header=entity.header,
        name=entity.name,
        our_ref=entity.our_ref,
        your_ref=entity.your_ref,
        description=entity.description,
        document_template=template.name if template else "",
        person_id=person.person_id if person else 0,
        person_full_name=person.full_name if person else "",
        associate_full_name=owner.full_name if owner else "",
        contact_id=contact.contact_id if contact else 0,
        contact_name=contact.name if contact else "",
        project_id=project.project_id if project else 0,
        project_name=project.name if project else "",
        associate_id=owner.associate_id if owner else 0,
        snum=entity.snum,
        sale_id=sale.sale_id if sale else 0,
        sale_name=sale.title if sale else "",
        table_right=entity.table_right,
    )


@method("Document", takes="entity", runs="write", allows="associate")
def save_document_entity(call: Call, document_entity: DocumentEntity | None) -> DocumentEntity:
    """Store a document without its content: id 0 makes a new one, any other id replaces what is stored under it.

    400 naming DocumentId for an unknown id, 400 naming the field for what cannot be stored, 403 without
    the right. The answer is the document as it is read afterwards.
    """
    if document_entity is None:
        raise BadArgument(NO_ENTITY)
    save = _update if document_entity.document_id else _insert
    return _stored(call, save(call, document_entity))


@method("Document", takes="query", runs="write", allows="associate")
def delete_document_entity(call: Call, document_entity_id: int) -> None:
    """Delete a document and its content for good."""
    documents.lock(call.db, document_entity_id)
    entity = seen(call, document_entity_id)
    if entity is None:
        raise NotFound(_unknown(document_entity_id))
    rights.demand(_bits(call, entity), DELETE, DOCUMENT)
    documents.delete(call.db, document_entity_id)


@method("Document", takes="arguments", runs="report", allows="associate")
def get_document_stream(call: Call, document_id: int) -> bytes | None:
    """Give what a document consists of; null when it is unknown or hidden, or nothing was stored yet."""
    return None if seen(call, document_id) is None else documents.load_content(call.db, document_id)


@method("Document", takes="arguments", runs="read", allows="associate", missing="versions: VersionId is ignored")
def get_document_length(call: Call, document_id: int, version_id: str = "") -> int | None:
    """Give how many bytes a document's content has, 0 for none; null for a document that is unknown or hidden."""
    return None if seen(call, document_id) is None else documents.content_length(call.db, document_id)


@method("Document", takes="arguments", runs="write", allows="associate")
def set_document_stream_from_id(call: Call, document_id: int, stream: bytes) -> DocumentEntity:
    """Store what a document consists of, in the place of what it did.

    400 naming DocumentId for an unknown id, 400 naming Name for a document that has no file name, 403
    without the right to change it. The answer is the document as it is read afterwards.
    """
    stored = locked(call, document_id, "DocumentId")
    if not stored.name:
        raise Invalid.field("Name", "a document needs a file name before it can have content")
    updated = check.next_stamp(call.now, stored.updated_date, stored.created_date)
    documents.write_content(call.db, document_id, stream, call.now, updated, call.associate_id)
    return _stored(call, document_id)


@method("Document", takes="arguments", runs="write", allows="associate")
def set_document_stream(
    call: Call, document_entity: DocumentEntity | None, stream: bytes, overwrite_existing_data: bool = False
) -> DocumentEntity:
    """Store what a saved document consists of; other fields of the entity are not saved.

    400 naming OverwriteExistingData when there is content already that is not to be overwritten.
    """
    number = document_entity.document_id if document_entity else 0
    locked(call, number, "DocumentEntity.DocumentId")
    if not overwrite_existing_data and documents.load_content(call.db, number) is not None:
        raise Invalid.field("OverwriteExistingData", "the document has content already")
    return set_document_stream_from_id(call, number, stream)


def _unknown(document_id: int) -> str:
    return f"Document id {document_id} not found"


def _bits(call: Call, entity: DocumentEntity) -> int:
    """A document's rights are its appointment's."""
    return rights.mask(call.reference, call.associate_id, APPOINTMENT, id_of(entity.associate, "associate_id"))


def seen(call: Call, document_id: int) -> DocumentEntity | None:
    """Load a document if the caller may see it: as its owner, or as one whom VisibleFor names."""
    entity = documents.load(call.db, document_id)
    if entity is None or not _bits(call, entity) & SELECT:
        return None
    return entity if is_visible(call, entity) else None


def locked(call: Call, document_id: int, field: str) -> DocumentEntity:
    """Load a document that is to be changed; 400 naming the field for an unknown id, 403 without the right."""
    documents.lock(call.db, document_id)
    stored = seen(call, document_id)
    if stored is None:
        raise UnknownId(_unknown(document_id), {field: _unknown(document_id)})
    rights.demand(_bits(call, stored), UPDATE, DOCUMENT)
    return stored


def _stored(call: Call, document_id: int) -> DocumentEntity:
    saved = documents.load(call.db, document_id)
    if saved is None:
        raise NotFound("the document was deleted while it was saved")
    return _with_rights(call, saved)


def _with_rights(call: Call, entity: DocumentEntity) -> DocumentEntity:
    """Put in what the caller may do, and the company and the person as far as he may see them."""
    contact, person = id_of(entity.contact, "contact_id"), id_of(entity.person, "person_id")
    entity.contact = small_contacts(call, [contact]).get(contact)
    entity.person = small_people(call, [person]).get(person)
    project, sale = id_of(entity.project, "project_id"), id_of(entity.sale, "sale_id")
    entity.project, entity.sale = small_projects(call, [project]).get(project), small_sales(call, [sale]).get(sale)
    entity.links = link.visible(call, entity.links)
    entity.active_links = len(entity.links)
    entity.table_right = rights.table_right(_bits(call, entity))
    return entity


def _blank(call: Call) -> DocumentEntity:
    """Make a document with nothing but defaults."""
    templates = call.reference.document_templates.values()
    return DocumentEntity(
        created_by=call.associate,
        associate=call.associate,
        document_template=next((template for template in templates if not template.deleted), None),
        date=Calendar(call.now // check.SECOND * check.SECOND),
        completed=ActivityStatus.NotStarted,
        type=AppointmentType.Document,
        links=[],
        user_defined_fields={},
        extra_fields={},
        custom_fields={},
        publish_to=LAST_WALL_DATE,
        visible_for=[VisibleFor(0, Visibility.All, call.reference.speak(FOR_ALL))],
    )


def _insert(call: Call, sent: DocumentEntity) -> int:
    entity = _merged(call, _blank(call), sent)
    rights.demand(_bits(call, entity), INSERT, DOCUMENT)
    private = private_of(entity.visible_for or []).number
    return documents.insert(call.db, entity, private, call.now, call.associate_id)


def _update(call: Call, sent: DocumentEntity) -> int:
    stored = locked(call, sent.document_id, "DocumentId")
    entity = _merged(call, stored, sent)
    updated = check.next_stamp(call.now, stored.updated_date, stored.created_date)
    private = private_of(entity.visible_for or []).number
    documents.update(call.db, stored, entity, private, call.now, updated, call.associate_id)
    return stored.document_id


def _merged(call: Call, stored: DocumentEntity, sent: DocumentEntity) -> DocumentEntity:
    """Give the document as it is to be stored; what the server owns is left to the store."""
    owner = check.associate("Associate", sent.associate, call, stored.associate) or stored.associate
    contact, person = contact_and_person(call, stored, sent)
    return DocumentEntity(
        document_id=stored.document_id,
        links=link.merged(call, DOCUMENT, stored.document_id, stored.links, sent.links),
        attention=sent.attention,
        header=sent.header,
        name=_file_name(stored, sent),
        our_ref=sent.our_ref,
        your_ref=sent.your_ref,
        description=sent.description,
        document_template=_template(call, stored, sent.document_template),
        person=person_stub(person),
        associate=owner,
        contact=contact_stub(contact),
        project=project_stub(project_of(call, stored, sent)),
        sale=sale_stub(sale_of(call, stored, sent)),
        date=stored.date if sent.date == NO_CALENDAR else sent.date,
        external_ref=sent.external_ref,
        completed=ActivityStatus.NotStarted if sent.completed is ActivityStatus.Unknown else sent.completed,
        type=_type(stored, sent),
        suggested_document_id=sent.suggested_document_id,
        snum=sent.snum,
        visible_for=_visible_for(call, stored, sent, owner),
    )


def _file_name(stored: DocumentEntity, sent: DocumentEntity) -> str:
    """A name must be one that a file can have everywhere; what is stored already may stay, and does without another."""
    if sent.name != stored.name and NO_FILE_NAME.search(sent.name):
        raise Invalid.field("Name", f"{sent.name[:50]!r} is not a name that a file can have")
    return sent.name or stored.name


def _template(call: Call, stored: DocumentEntity, sent: DocumentTemplate | None) -> DocumentTemplate | None:
    named = Named(sent.document_template_id, sent.name) if sent else None
    templates = call.reference.document_templates
    chosen = check.list_item("DocumentTemplate", named, templates, stored.document_template, "name")
    return chosen or stored.document_template


def _type(stored: DocumentEntity, sent: DocumentEntity) -> AppointmentType:
    if sent.type is AppointmentType.Unknown:
        return stored.type
    if sent.type not in DOCUMENT_TYPES:
        raise Invalid.field("Type", f"a document cannot be made a {sent.type.value}")
    return sent.type


def _visible_for(call: Call, stored: DocumentEntity, sent: DocumentEntity, owner: Associate | None) -> list[VisibleFor]:
    """Changed lines of VisibleFor decide; what only its owner, or his group, may see follows the owner."""
    before = seen_by(stored.visible_for)
    if sent.visible_for and seen_by(sent.visible_for) != before:
        return checked_lines(call, sent.visible_for)
    word = private_of(stored.visible_for or [])
    if owner is not stored.associate and before == seen_by(lines_of(word, stored.associate)):
        return lines_of(word, owner)
    return stored.visible_for or []
