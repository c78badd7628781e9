"""E-mails, phones, faxes and web addresses."""

from typing import Annotated

from openkontor.carriers.declare import SERVER, Carrier


class EntityElement(Carrier):
    """One e-mail, phone, fax or web address; its place in the list is its rank."""

    value: str = ""
    stripped_value: Annotated[str, SERVER] = ""
    description: str = ""
