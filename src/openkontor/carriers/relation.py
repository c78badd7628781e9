"""Relations between companies and people."""

from typing import Annotated

from openkontor.carriers.associate import Associate
from openkontor.carriers.declare import KEY, SERVER, SERVER_NAME, SHORT, Entity, Int16, Int32, text
from openkontor.carriers.values import NO_STAMP, Stamp


class ContactRelationEntity(Entity):
    """A relation between two companies or people, read from source to destination."""

    source_contact_id: Int32 = 0
    source_person_id: Int32 = 0
    destination_contact_id: Int32 = 0
    destination_person_id: Int32 = 0
    relation_id: Annotated[Int32, KEY] = 0
    comment: Annotated[str, text(254)] = ""
    relation_definition_id: Int32 = 0
    reversed: Annotated[Int16, SHORT] = 0
    updated_date: Annotated[Stamp, SERVER] = NO_STAMP
    created_date: Annotated[Stamp, SERVER] = NO_STAMP
    created_by: Annotated[Associate | None, SERVER] = None
    updated_by: Annotated[Associate | None, SERVER] = None
    source_contact_name: Annotated[str, SERVER_NAME] = ""
    source_person_name: Annotated[str, SERVER_NAME] = ""
    destination_contact_name: Annotated[str, SERVER_NAME] = ""
    destination_person_name: Annotated[str, SERVER_NAME] = ""
    active_text: Annotated[str, SERVER_NAME] = ""
    passive_text: Annotated[str, SERVER_NAME] = ""
