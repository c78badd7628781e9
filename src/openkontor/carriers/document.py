"""The document, short, and the template it is made from."""

from typing import Annotated

import msgspec

from openkontor.carriers.declare import KEY, SHORT, Carrier, Int16, Int32
from openkontor.carriers.values import NO_STAMP, Published, Stamp


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


class ReturnType(Published):
    """What a caller is to do next with what an archive gave back."""

    None_ = "None", 0
    Message = "Message", 1
    SoProtocol = "SoProtocol", 2
    CustomGui = "CustomGui", 3
    Other = "Other", 4
    URL = "URL", 5


class ReturnInfo(msgspec.Struct, rename="pascal"):
    """How something that an archive was asked to do went."""

    external_reference: str = ""
    version_id: str = ""
    success: bool = False
    type: ReturnType = ReturnType.None_
    value: str = ""
    additional_info: str = ""


class VersionInfo(msgspec.Struct, rename="pascal"):
    """One version of a document's content."""

    external_reference: str = ""
    document_id: Int32 = 0
    version_id: str = ""
    checked_in_date: Stamp = NO_STAMP
    checked_in_by_name: str = ""
    checked_in_by_associate_id: Int32 = 0
    description: str = ""
    display_text: str = ""
    extra_fields: list[str] | None = None


class TemplateInfo(msgspec.Struct, rename="pascal"):
    """What an archive holds of a template."""

    name: str = ""
    description: str = ""
    external_reference: str = ""
    plugin_id: Int32 = 0
