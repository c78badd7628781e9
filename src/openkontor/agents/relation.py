"""The Relation agent: relations between companies and people (domain reference 4)."""

from openkontor import rights
from openkontor.agents import check
from openkontor.agents.method import method
from openkontor.agents.person import small_people
from openkontor.call import Call
from openkontor.carriers.relation import ContactRelationEntity
from openkontor.errors import BadArgument, Invalid, NotFound, UnknownId
from openkontor.rights import CONTACT, DELETE, INSERT, RELATION, SELECT, UPDATE
from openkontor.store import relations
from openkontor.store.db import Version
from openkontor.store.relations import End, Stored


@method("Relation", takes="nothing", runs="read", allows="associate")
def create_default_contact_relation_entity(call: Call) -> ContactRelationEntity:
    """Give an empty relation; nothing is chosen beforehand."""
    bits = rights.mask(call.reference, call.associate_id, RELATION, call.associate_id)
    return ContactRelationEntity(table_right=rights.table_right(bits))


@method("Relation", takes="query", runs="read", allows="associate")
def get_contact_relation_entity(call: Call, contact_relation_entity_id: int) -> ContactRelationEntity | None:
    """Give a relation; null when it is unknown, or neither end may be seen."""
    stored = relations.load(call.db, contact_relation_entity_id)
    if stored is None or not _visible(call, stored):
        return None
    return _with_rights(call, stored)


def relation_version(call: Call, contact_relation_entity_id: int, lock: bool = False) -> tuple[Version, int] | None:
    """Give what the answer of `get_contact_relation_entity` depends on; None where that gives null.

    `lock` keeps other writers from the relation.
    """
    if lock:
        relations.lock(call.db, contact_relation_entity_id)
    stored = relations.load(call.db, contact_relation_entity_id)
    if stored is None or not _visible(call, stored):
        return None
    return stored.version, _bits_on(call, stored, _seen(call, stored))


@method("Relation", takes="arguments", runs="write", allows="associate")
def save_contact_relation(
    call: Call, contact_relation_entity: ContactRelationEntity | None = None
) -> ContactRelationEntity:
    """Store a relation: id 0 makes a new one, any other id changes the stored one.

    400 naming the field for an unknown company, person or definition, for a person of another company,
    for a kind the definition does not go between, and for a relation of something with itself.
    """
    if contact_relation_entity is None:
        message = 'ContactRelationEntity is missing: the request has to be {"ContactRelationEntity": {…}}'
        raise BadArgument(message, {"ContactRelationEntity": "missing"})
    sent = contact_relation_entity
    return _with_rights(call, _update(call, sent) if sent.relation_id else _insert(call, sent))


@method("Relation", takes="arguments", runs="write", allows="associate")
def delete_contact_relation(call: Call, contact_relation_entity_id: int) -> None:
    """Delete a relation for good."""
    relations.lock(call.db, contact_relation_entity_id)
    stored = relations.load(call.db, contact_relation_entity_id)
    if stored is None or not _visible(call, stored):
        raise NotFound(f"ContactRelation id {contact_relation_entity_id} not found")
    rights.demand(_bits_on(call, stored, _seen(call, stored)), DELETE, RELATION)
    relations.delete(call.db, contact_relation_entity_id)


def _bits(call: Call, owner: int) -> int:
    return rights.mask(call.reference, call.associate_id, RELATION, owner)


def _sees(call: Call, owner: int | None) -> bool:
    return owner is not None and bool(rights.mask(call.reference, call.associate_id, CONTACT, owner) & SELECT)


def _visible(call: Call, stored: Stored) -> bool:
    """A relation is there while both ends are, and for whom may see it and one of them."""
    if stored.source_owner is None or stored.destination_owner is None:
        return False
    return any(_seen(call, stored)) and bool(_bits(call, stored.owner) & SELECT)


def _seen(call: Call, stored: Stored) -> tuple[bool, bool]:
    """Say of the source and of the destination whether the caller sees them."""
    return _sees(call, stored.source_owner), _sees(call, stored.destination_owner)


def _with_rights(call: Call, stored: Stored) -> ContactRelationEntity:
    """Put in what the caller may do, and take out the names of an end he may not see."""
    entity, seen = stored.entity, _seen(call, stored)
    if not seen[0]:
        entity.source_contact_name = entity.source_person_name = ""
    if not seen[1]:
        entity.destination_contact_name = entity.destination_person_name = ""
    entity.table_right = rights.table_right(_bits_on(call, stored, seen))
    return entity


def _bits_on(call: Call, stored: Stored, seen: tuple[bool, bool]) -> int:
    """Who does not see both ends may only look."""
    bits = _bits(call, stored.owner)
    return bits if all(seen) else bits & ~(UPDATE | DELETE)


def _insert(call: Call, sent: ContactRelationEntity) -> Stored:
    rights.demand(_bits(call, call.associate_id), INSERT, RELATION)
    ends = _check(call, sent, stored_definition=0)
    return relations.insert(call.db, sent, ends, call.now, call.associate_id, call.associate.group_idx)


def _update(call: Call, sent: ContactRelationEntity) -> Stored:
    relations.lock(call.db, sent.relation_id)
    stored = relations.load(call.db, sent.relation_id)
    if stored is None or not _visible(call, stored):
        raise UnknownId.of("ContactRelation", sent.relation_id, "RelationId")
    rights.demand(_bits_on(call, stored, _seen(call, stored)), UPDATE, RELATION)
    before = stored.entity
    _check(call, sent, before.relation_definition_id)
    updated = check.next_stamp(call.now, before.updated_date, before.created_date)
    relations.update(call.db, before, sent, call.now, updated, call.associate_id)
    stored = relations.load(call.db, sent.relation_id)
    if stored is None:
        raise NotFound("the relation was deleted while it was saved")
    return stored


def _check(call: Call, sent: ContactRelationEntity, stored_definition: int) -> tuple[End, End]:
    source = _check_end(call, "Source", sent.source_contact_id, sent.source_person_id)
    destination = _check_end(call, "Destination", sent.destination_contact_id, sent.destination_person_id)
    ends = (sent.source_contact_id, sent.source_person_id), (sent.destination_contact_id, sent.destination_person_id)
    if ends[0] == ends[1]:
        raise Invalid.field("DestinationContactId", "a relation needs two different ends")
    _check_definition(call, sent, stored_definition)
    return source, destination


def _check_end(call: Call, side: str, contact_id: int, person_id: int) -> End:
    if not contact_id:
        raise Invalid.field(f"{side}ContactId", "the company of this end is mandatory")
    end = relations.find_end(call.db, contact_id, person_id)
    if end is None or not _sees(call, end.owner):
        raise Invalid.unknown(f"{side}ContactId", "company", contact_id)
    if person_id and not end.has_person:
        if person_id not in small_people(call, [person_id]):
            raise Invalid.unknown(f"{side}PersonId", "person", person_id)
        raise Invalid.field(f"{side}PersonId", f"person {person_id} does not belong to company {contact_id}")
    return end


def _check_definition(call: Call, sent: ContactRelationEntity, stored_definition: int) -> None:
    number = sent.relation_definition_id
    if not number:
        raise Invalid.field("RelationDefinitionId", "a relation needs a definition, which says how the two are related")
    definition = call.reference.definitions.get(number)
    if definition is None or (definition.deleted and number != stored_definition):
        raise Invalid.unknown("RelationDefinitionId", "relation definition", number)
    kind = (6 if sent.source_person_id else 5, 6 if sent.destination_person_id else 5)
    if kind not in definition.targets:
        names = {5: "company", 6: "person"}
        between = f"from a {names[kind[0]]} to a {names[kind[1]]}"
        raise Invalid.field("RelationDefinitionId", f"'{definition.name}' does not go {between}")
