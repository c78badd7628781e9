"""Records that lists are asked about, made by the agents."""

from collections.abc import Callable
from typing import Any

from openkontor.agents import appointment, archive, contact, document, person, project, relation, sale
from openkontor.archives.listing import Listing
from openkontor.call import Call
from openkontor.carriers.appointment import ActivityStatus, Visibility, VisibleFor
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.document import DocumentTemplate
from openkontor.carriers.person import Person
from openkontor.carriers.project import Project, ProjectMember
from openkontor.carriers.project_entity import ProjectEntity
from openkontor.carriers.relation import ContactRelationEntity
from tests.agents.conftest import Database


def company(call: Call, name: str, owner: int = 1) -> int:
    entity = contact.create_default_contact_entity(call)
    entity.name, entity.number2, entity.associate = name, "", Associate(owner)
    return contact.save_contact_entity(call, entity).contact_id


def employee(call: Call, contact_id: int, name: str) -> int:
    entity = person.create_default_person_entity(call)
    entity.lastname, entity.contact = name, Contact(contact_id=contact_id)
    return person.save_person_entity(call, entity).person_id


def follow_up(
    call: Call, title: str, contact_id: int = 0, person_id: int = 0, seen_by: tuple[Any, ...] = (), done: bool = False
) -> int:
    """An appointment of the caller; `seen_by` names whom VisibleFor names, else everybody."""
    entity = appointment.create_default_appointment_entity(call)
    entity.title = entity.description = title
    entity.contact = Contact(contact_id=contact_id) if contact_id else None
    entity.person = Person(person_id=person_id) if person_id else None
    if done:
        entity.completed = ActivityStatus.Completed
    if seen_by:
        entity.visible_for = [VisibleFor(number, kind) for kind, number in seen_by]
    return appointment.save_appointment_entity(call, entity).appointment_id


def related(call: Call, source: tuple[int, int], destination: tuple[int, int], definition: int, comment: str) -> int:
    """A relation; an end is a company, and a person of it or 0."""
    entity = ContactRelationEntity(*source, *destination, relation_definition_id=definition, comment=comment)
    return relation.save_contact_relation(call, entity).relation_id


def plan(call: Call, name: str, *members: tuple[int, int]) -> int:
    """A project of the caller; a member is a company, and a person of it or 0."""
    people = [ProjectMember(contact_id=company, person_id=human) for company, human in members]
    entity = ProjectEntity(name=name, project_members=people, associate=call.associate)
    return project.save_project_entity(call, entity).project_id


def deal(
    call: Call, heading: str, contact_id: int = 0, project_id: int = 0, amount: float = 0, seen_by: Any = None
) -> int:
    """A sale of the caller; `seen_by` names whom VisibleFor names, else everybody."""
    entity = sale.create_default_sale_entity(call)
    entity.heading, entity.amount = heading, amount
    entity.contact = Contact(contact_id=contact_id) if contact_id else None
    entity.project = Project(project_id) if project_id else None
    if seen_by:
        entity.visible_for = [VisibleFor(number, kind) for kind, number in seen_by]
    return sale.save_sale_entity(call, entity).sale_id


def letter(
    call: Call, header: str, contact_id: int = 0, person_id: int = 0, template: int = 1, seen_by: tuple[Any, ...] = ()
) -> int:
    """A document of the caller; `seen_by` names whom VisibleFor names, else everybody."""
    entity = document.create_default_document_entity(call)
    entity.header, entity.name = header, f"{header}.docx"
    entity.document_template = DocumentTemplate(template)
    entity.contact = Contact(contact_id=contact_id) if contact_id else None
    entity.person = Person(person_id=person_id) if person_id else None
    if seen_by:
        entity.visible_for = [VisibleFor(number, kind) for kind, number in seen_by]
    return document.save_document_entity(call, entity).document_id


def found(call: Call, provider: str, **asked: Any) -> Listing:
    return archive.get_list(call, provider, **asked)


def keys(listing: Listing) -> list[int]:
    return [row.key for row in listing.rows]


ONLY_ME = Visibility.Associate
ONLY_GROUP = Visibility.Group


def seen_by_whom_it_says(database: Database, provider: str, make: Callable[..., int]) -> Callable[[int], list[int]]:
    """Hold a list against whom VisibleFor names; gives what an associate sees of it."""
    same, other = database.user(1, group=2), database.user(1, group=3)
    everybodys = database.as_(same, lambda call: make(call, "Everybody's"))
    private = database.as_(same, lambda call: make(call, "Private", seen_by=((ONLY_ME, same),)))
    groups = database.as_(same, lambda call: make(call, "Group's", seen_by=((ONLY_GROUP, 2),)))
    mate = database.user(1, group=2)

    def seen(associate: int) -> list[int]:
        listing = database.as_(associate, lambda call: found(call, provider, counts=True))
        assert listing.total == len(listing.rows)
        return keys(listing)

    assert seen(same) == [everybodys, private, groups]
    assert seen(mate) == [everybodys, groups]
    assert seen(other) == seen(1) == [everybodys]
    assert keys(database.as_(other, lambda call: found(call, provider, filter_="text eq 'Private'"))) == []
    return seen
