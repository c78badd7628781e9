"""The document, whole."""

from typing import Annotated

from openkontor.carriers.appointment import ActivityStatus, AppointmentType, Link, VisibleFor
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.declare import KEY, NO_RIGHT, SERVER, SERVER_NO_RIGHT, Entity, Int32, Note, text
from openkontor.carriers.document import DocumentLockSemantics, DocumentTemplate
from openkontor.carriers.person import Person
from openkontor.carriers.project import Project
from openkontor.carriers.sale import Sale
from openkontor.carriers.values import NO_CALENDAR, NO_STAMP, NO_WALL_DATE, Calendar, Stamp, WallDate


class DocumentEntity(Entity):
    """The document, whole; its content travels apart."""

    document_id: Annotated[Int32, KEY] = 0
    updated_by: Annotated[Associate | None, SERVER] = None
    created_by: Annotated[Associate | None, SERVER] = None
    attention: Annotated[str, text(99)] = ""
    header: Annotated[str, text(219)] = ""
    name: Annotated[str, text(511)] = ""
    our_ref: Annotated[str, text(99)] = ""
    your_ref: Annotated[str, text(99)] = ""
    created_date: Annotated[Stamp, SERVER] = NO_STAMP
    updated_date: Annotated[Stamp, SERVER] = NO_STAMP
    description: Annotated[str, text(4000, converted=True)] = ""
    document_template: Annotated[DocumentTemplate | None, Note(mdo="doctmpl")] = None
    person: Annotated[Person | None, Note(mdo="person")] = None
    associate: Annotated[Associate | None, Note(mdo="associate")] = None
    contact: Annotated[Contact | None, Note(mdo="contact_new")] = None
    project: Annotated[Project | None, Note(mdo="project")] = None
    date: Calendar = NO_CALENDAR
    external_ref: Annotated[str, text(511)] = ""
    completed: ActivityStatus = ActivityStatus.Unknown
    active_links: Annotated[Int32, Note(read_only=True, converted=True)] = 0
    type: AppointmentType = AppointmentType.Unknown
    links: Annotated[list[Link] | None, Note(clr="System.Int32", length=4)] = None
    lock_semantics: Annotated[DocumentLockSemantics, SERVER] = DocumentLockSemantics.None_
    sale: Annotated[Sale | None, Note(mdo="sale")] = None
    suggested_document_id: Int32 = 0
    snum: Int32 = 0
    user_defined_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    extra_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    custom_fields: Annotated[dict[str, str] | None, NO_RIGHT] = None
    publish_event_date: Annotated[WallDate, SERVER_NO_RIGHT] = NO_WALL_DATE
    publish_to: Annotated[WallDate, SERVER_NO_RIGHT] = NO_WALL_DATE
    publish_from: Annotated[WallDate, SERVER_NO_RIGHT] = NO_WALL_DATE
    is_published: Annotated[bool, SERVER_NO_RIGHT] = False
    visible_for: Annotated[list[VisibleFor] | None, Note(clr="System.Int32", length=0)] = None
