"""What people have agreed to, by whom it was recorded, and what allows it: three lists."""

from typing import Annotated

from openkontor.carriers.associate import Associate
from openkontor.carriers.declare import KEY, SERVER, SHORT, Carrier, Int16, Int32, text
from openkontor.carriers.values import NO_STAMP, Stamp


class ConsentPurpose(Carrier):
    """What data of people is kept for."""

    consent_purpose_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    consent_text: Annotated[str, text(4000)] = ""
    form_text: Annotated[str, text(0)] = ""
    key: Annotated[str, text(255)] = ""
    tooltip: Annotated[str, text(254)] = ""
    active: Annotated[Int16, SHORT] = 0
    updated_date: Annotated[Stamp, SERVER] = NO_STAMP
    updated_by: Annotated[Associate | None, SERVER] = None
    deleted: bool = False
    rank: Annotated[Int16, SHORT] = 0
    privacy_statement_desc: Annotated[str, text(4000)] = ""
    privacy_statement_url: Annotated[str, text(4000)] = ""


class ConsentSource(Carrier):
    """How a consent came about."""

    consent_source_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    rank: Annotated[Int16, SHORT] = 0
    key: Annotated[str, text(255)] = ""
    mail_template_id: Int32 = 0
    deleted: bool = False


class LegalBase(Carrier):
    """What in the law allows to keep data of people."""

    legal_base_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    rank: Annotated[Int16, SHORT] = 0
    key: Annotated[str, text(255)] = ""
    deleted: bool = False
