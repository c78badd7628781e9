"""The document, short, and the template it is made from."""

from typing import Annotated

from openkontor.carriers.declare import KEY, SHORT, Carrier, Int16, Int32
from openkontor.carriers.values import Published


class DocTmplType(Published):
    """What a template makes."""

    Unknown = "Unknown", 0
    Appointment = "Appointment", 1
    Document = "Document", 2
    Email = "Email", 3
    Fax = "Fax", 4
    Phone = "Phone", 5
    Todo = "Todo", 6
    MergeDraft = "MergeDraft", 7
    MergeFinal = "MergeFinal", 8
    SavedReport = "SavedReport", 9


class DocTmplDirection(Published):
    """Whether what a template makes comes in or goes out."""

    Unknown = "Unknown", 0
    Incoming = "Incoming", 1
    Outgoing = "Outgoing", 2
    SaintAll = "SaintAll", 3


class DocTmplQuoteType(Published):
    """Which part of a quote a template makes."""

    None_ = "None", 0
    MailBody = "MailBody", 1
    MainDocument = "MainDocument", 2
    QuoteLines = "QuoteLines", 3
    ConfirmationMailBody = "ConfirmationMailBody", 4
    ConfirmationLines = "ConfirmationLines", 5


class DocumentLockSemantics(Published):
    """What keeps two writers of a document's content apart."""

    None_ = "None", 0
    Locking = "Locking", 1
    Versioning = "Versioning", 2


class DocumentTemplate(Carrier):
    """What a document is made from; its kind, so to speak."""

    document_template_id: Int32 = 0
    name: str = ""
    tooltip: str = ""
    save_in_db: Annotated[Int16, SHORT] = 0
    filename: str = ""
    default_oref: str = ""
    record_type: DocTmplType = DocTmplType.Unknown
    deleted: Annotated[Int16, SHORT] = 0
    direction: DocTmplDirection = DocTmplDirection.Unknown
    autoevent_id: Int32 = 0
    quote_doc_type: DocTmplQuoteType = DocTmplQuoteType.None_


class Document(Carrier):
    """The document, short."""

    document_id: Annotated[Int32, KEY] = 0
    attention: str = ""
    header: str = ""
    name: str = ""
    our_ref: str = ""
    your_ref: str = ""
    description: str = ""
    document_template: str = ""
    is_published: bool = False
    person_id: Int32 = 0
    person_full_name: str = ""
    associate_full_name: str = ""
    contact_id: Int32 = 0
    contact_name: str = ""
    project_id: Int32 = 0
    project_name: str = ""
    associate_id: Int32 = 0
    snum: Int32 = 0
    sale_id: Int32 = 0
    sale_name: str = ""
