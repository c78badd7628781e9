"""_Links: where a REST entity, its lists and its records lie (protocol reference 6.2)."""

from functools import cache

from openkontor.carriers.declare import Entity
from openkontor.contract.shape import Field, shape_of

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
    resource, key, listed = _plan(type(entity))
    record = f"{base}/{PLAIN.get(resource, resource)}/{getattr(entity, key)}"
    result = {"Self": record}
    if resource in PLAIN:
        return result
    if resource in SUB_LISTS:  # members of projects and stakeholders of sales have neither
        result["Self.Simple"] = f"{record}/Simple"
        result["UdefLayout"] = f"{base}/{resource}/UdefLayout/Published"
    for field in listed:
        related = RECORDS.get(field.note.mdo)
        value = getattr(entity, field.attribute) if related else None
        if related and value is not None:
            result[field.name] = f"{base}/{related[0]}/{getattr(value, related[1])}"
        result[f"{field.name}.List"] = f"{base}/MDOList/{field.note.mdo}"
    result["Archive"] = f"{base}/{resource}"
    for name in SUB_LISTS.get(resource, ()):
        result[f"Archive.{name}"] = f"{record}/{name}"
    return result


@cache
def _plan(carrier: type[Entity]) -> tuple[str, str, tuple[Field, ...]]:
    fields = shape_of(carrier).fields
    key = next(field.attribute for field in fields if field.note.key)
    return carrier.__name__.removesuffix("Entity"), key, tuple(field for field in fields if field.note.mdo)
