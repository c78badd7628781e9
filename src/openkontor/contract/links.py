"""_Links: where a REST entity, its lists and its records lie (protocol reference 6.2)."""

from functools import lru_cache
from typing import NamedTuple

from openkontor.carriers.declare import Entity
from openkontor.contract.shape import shape_of

SUB_LISTS = {
    "Contact": (
        "Activities",
        "Appointments",
        "Documents",
        "Projects",
        "Sales",
        "Persons",
        "Relations",
        "Tickets",
    ),
    "Person": ("Activities", "Appointments", "Documents", "Sales", "Relations", "Tickets"),
    "Appointment": ("Participants", "Links"),
    "Project": ("Activities", "Contacts", "Guide", "Links", "Members"),
    "Sale": ("Activities", "Guide", "History", "Links", "Stakeholders"),
    "Document": ("Links",),
}
# Entities that are found elsewhere than under their own name, and are nothing but themselves.
PLAIN = {"ContactRelation": "Relation", "RelationDefinition": "RelationDefinition", "List": "List"}
NOT_SIMPLE = {"Document"}  # none is published in short under its own path
# Entities whose resource is spelled otherwise.
SPELLED = {"PriceList": "Pricelist"}
# The record a field refers to, by the MDO list behind it: REST resource and the field with its id.
RECORDS = {
    "contact": ("Contact", "contact_id"),
    "contact_new": ("Contact", "contact_id"),
    "person": ("Person", "person_id"),
    "project": ("Project", "project_id"),
    "sale": ("Sale", "sale_id"),
}


def links(entity: Entity, base: str) -> dict[str, str]:
    """Give the links of an entity; `base` is the URL of /api/v1 without a final slash."""
    key, own, related, drawn = _plan(type(entity), base)
    result = drawn.copy()
    number = str(getattr(entity, key))
    for name, head, tail in own:
        result[name] = f"{head}{number}{tail}"
    for name, head, attribute, id_attribute in related:
        record = getattr(entity, attribute)
        if record is None:
            del result[name]
        else:
            result[name] = f"{head}{getattr(record, id_attribute)}"
    return result


class Plan(NamedTuple):
    """The links of one kind of entity below one base: those that are always the same, and how the others are made."""

    key: str
    own: tuple[tuple[str, str, str], ...]  # name, and the URL in front of the entity's id and behind it
    related: tuple[tuple[str, str, str, str], ...]  # name, URL in front of the id, field, and the field with the id
    drawn: dict[str, str]  # all links in their order; the two above are put in


@lru_cache(512)
def _plan(carrier: type[Entity], base: str) -> Plan:
    fields = shape_of(carrier).fields
    key = next(field.attribute for field in fields if field.note.key)
    resource = carrier.__name__.removesuffix("Entity")
    resource = SPELLED.get(resource, resource)
    head = f"{base}/{PLAIN.get(resource, resource)}/"
    drawn = {"Self": ""}
    if resource in PLAIN:
        return Plan(key, (("Self", head, ""),), (), drawn)
    tails = {"Self": ""}
    if resource in SUB_LISTS:  # members of projects and stakeholders of sales have neither
        if resource not in NOT_SIMPLE:
            tails["Self.Simple"] = drawn["Self.Simple"] = "/Simple"
        drawn["UdefLayout"] = f"{base}/{resource}/UdefLayout/Published"
    related = []
    for field in (field for field in fields if field.note.mdo):
        record = RECORDS.get(field.note.mdo)
        if record:
            related.append((field.name, f"{base}/{record[0]}/", field.attribute, record[1]))
            drawn[field.name] = ""
        drawn[f"{field.name}.List"] = f"{base}/MDOList/{field.note.mdo}"
    drawn["Archive"] = f"{base}/{resource}"
    for name in SUB_LISTS.get(resource, ()):
        tails[f"Archive.{name}"] = drawn[f"Archive.{name}"] = f"/{name}"
    return Plan(key, tuple((name, head, tail) for name, tail in tails.items()), tuple(related), drawn)
