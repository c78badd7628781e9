"""The Project agent: projects, whole and in short (domain reference 7.3, 9)."""

from typing import TypeVar

from openkontor import rights
from openkontor.agents import check, link, project_member
from openkontor.agents.contact import NO_ENTITY, Rights, small_contacts
from openkontor.agents.method import method
from openkontor.agents.person import small_people
from openkontor.agents.small import hidden, small_projects
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.lists import ProjectStatus, ProjectType
from openkontor.carriers.project import Project
from openkontor.carriers.project_entity import ProjectEntity
from openkontor.carriers.values import LAST_WALL_DATE
from openkontor.errors import BadArgument, Invalid, NotFound, UnknownId
from openkontor.rights import DELETE, INSERT, PROJECT, SELECT, UPDATE
from openkontor.store import coming, numbers, projects
from openkontor.store.db import Version

Item = TypeVar("Item")

NOT_YET = "the image; event and publishing empty"


@method("Project", takes="nothing", runs="read", allows="associate", missing=NOT_YET)
def create_default_project_entity(call: Call) -> ProjectEntity:
    """Give an unsaved project with its defaults; nothing is stored, the number shown is not taken."""
    entity = _blank(call)
    entity.project_number = numbers.peek(call.db, numbers.PROJECT)
    entity.table_right = rights.table_right(_bits(call, entity))
    return entity


@method("Project", takes="query", runs="read", allows="associate", missing=NOT_YET)
def get_project_entity(call: Call, project_entity_id: int) -> ProjectEntity | None:
    """Give a project whole, with its members; null when it is unknown or hidden."""
    entity = _seen(call, project_entity_id)
    return None if entity is None else _with_rights(call, entity)


@method("Project", takes="arguments", runs="read", allows="associate", missing=NOT_YET)
def get_project_entity_without_members(call: Call, project_id: int) -> ProjectEntity | None:
    """Give a project with null for its members, so that saving it leaves them alone."""
    entity = get_project_entity(call, project_id)
    if entity is not None:
        entity.project_members = None
    return entity


def project_version(call: Call, project_entity_id: int, lock: bool = False) -> tuple[Version, Rights] | None:
    """Give which state a project is in; None when it is unknown or hidden. `lock` keeps other writers from it.

    An answer shows companies and people too, whose states are not told: it has to be made each time.
    """
    if lock:
        projects.lock(call.db, project_entity_id)
    stored = projects.version(call.db, project_entity_id)
    if stored is None or not rights.mask(call.reference, call.associate_id, PROJECT, stored.owner) & SELECT:
        return None
    return stored, ()


@method("Project", takes="query", runs="read", allows="associate")
def get_project(call: Call, project_id: int) -> Project | None:
    """Give a project, short; null when it is unknown or hidden."""
    return small_projects(call, [project_id]).get(project_id)


@method("Project", takes="array", runs="read", allows="associate")
def get_project_list(call: Call, ids: list[Int32] | None = None) -> list[Project]:
    """Give the projects with these ids, short, as they are asked for; unknown and hidden ones are left out."""
    found = small_projects(call, ids or [])
    return [found[number] for number in ids or [] if number in found]


@method("Project", takes="arguments", runs="read", allows="associate")
def get_my_projects(call: Call, include_member_projects: bool = False) -> list[Project]:
    """List the projects I own, by name, and those I am a member of if they are asked for too."""
    found = projects.of_owner(call.db, call.associate_id)
    if include_member_projects:
        found += projects.of_person(call.db, call.associate.person_id)
    return _by_name(call, found)


@method("Project", takes="nothing", runs="read", allows="associate")
def get_my_member_projects(call: Call) -> list[Project]:
    """List the projects I am a member of, by name."""
    return _by_name(call, projects.of_person(call.db, call.associate.person_id))


@method("Project", takes="arguments", runs="read", allows="associate")
def get_projects_from_person(call: Call, person_id: int) -> list[Project]:
    """List the projects a person is a member of, by name; none for an unknown or hidden one."""
    return _by_name(call, projects.of_person(call.db, person_id)) if small_people(call, [person_id]) else []


@method("Project", takes="arguments", runs="read", allows="associate")
def get_projects_from_contact(call: Call, contact_id: int) -> list[Project]:
    """List the projects that a company, or somebody from it, is a member of, by name; none for an unknown one."""
    return _by_name(call, projects.of_contact(call.db, contact_id)) if small_contacts(call, [contact_id]) else []


@method("Project", takes="arguments", runs="read", allows="associate")
def has_guide(call: Call, project_id: int) -> bool:
    """Say whether a project's type has a guide; 400 naming ProjectId (404 over REST) for an unknown or hidden one."""
    demand_seen(call, project_id)
    return coming.project_has_guide(call.db, project_id)


def demand_seen(call: Call, project_id: int) -> None:
    """Raise what is due for a project that the caller cannot see: 400 naming ProjectId, 404 over REST."""
    if not small_projects(call, [project_id]):
        raise UnknownId.of("Project", project_id, "ProjectId")


@method("Project", takes="entity", runs="write", allows="associate", missing=NOT_YET)
def save_project_entity(call: Call, project_entity: ProjectEntity | None) -> ProjectEntity:
    """Store a project: id 0 makes a new one, any other id replaces what is stored under it.

    400 naming ProjectId for an unknown id, 400 naming the field for what cannot be stored, 403 without
    the right. The answer is the project as it is read afterwards.
    """
    if project_entity is None:
        raise BadArgument(NO_ENTITY)
    save = _update if project_entity.project_id else _insert
    saved = projects.load(call.db, save(call, project_entity), call.now, hidden(call))
    if saved is None:
        raise NotFound("the project was deleted while it was saved")
    return _with_rights(call, saved)


@method("Project", takes="arguments", runs="write", allows="associate", missing=NOT_YET)
def save_project_entity_without_members(call: Call, project_entity: ProjectEntity | None = None) -> ProjectEntity:
    """Store a project and leave its members alone, whatever was sent of them; they read as null."""
    if project_entity is None:
        raise BadArgument(NO_ENTITY)
    project_entity.project_members = None
    saved = save_project_entity(call, project_entity)
    saved.project_members = None
    return saved


@method("Project", takes="arguments", runs="read", allows="associate")
def is_number_valid(call: Call, contact_id: int, number: str) -> bool:
    """Say whether a project can have this number: any but none; `ContactId` is the project's, 0 for a new one."""
    return numbers.is_valid(number)


@method("Project", takes="arguments", runs="write", allows="associate")
def set_completed(call: Call, project_id: int, is_completed: bool = False) -> None:
    """Say that a project is completed, or that it is not."""
    projects.lock(call.db, project_id)
    entity = _seen(call, project_id)
    if entity is None:
        raise UnknownId.of("Project", project_id, "ProjectId")
    entity.completed = is_completed
    save_project_entity(call, entity)


@method("Project", takes="query", runs="write", allows="associate")
def delete_project_entity(call: Call, project_entity_id: int) -> None:
    """Delete a project with its members for good; its sales and appointments stay."""
    projects.lock(call.db, project_entity_id)
    entity = _seen(call, project_entity_id)
    if entity is None:
        raise NotFound(f"Project id {project_entity_id} not found")
    rights.demand(_bits(call, entity), DELETE, PROJECT)
    projects.delete(call.db, project_entity_id)


def _by_name(call: Call, ids: list[int]) -> list[Project]:
    found = small_projects(call, list(set(ids)))
    return sorted(found.values(), key=lambda project: (project.name.casefold(), project.project_id))


def _bits(call: Call, entity: ProjectEntity) -> int:
    owner = entity.associate.associate_id if entity.associate else 0
    return rights.mask(call.reference, call.associate_id, PROJECT, owner)


def _seen(call: Call, project_id: int) -> ProjectEntity | None:
    entity = projects.load(call.db, project_id, call.now, hidden(call))
    return entity if entity is not None and _bits(call, entity) & SELECT else None


def _with_rights(call: Call, entity: ProjectEntity) -> ProjectEntity:
    """Put in what the caller may do, and the links to what he may see."""
    entity.links = link.visible(call, entity.links)
    entity.active_links = len(entity.links)
    entity.table_right = rights.table_right(_bits(call, entity))
    return entity


def _blank(call: Call) -> ProjectEntity:
    """Make a project with nothing but defaults."""
    return ProjectEntity(
        project_members=[],
        urls=[],
        created_by=call.associate,
        associate=call.associate,
        project_status=_first_of_all(call, ProjectStatus),
        project_type=_first_of_all(call, ProjectType),
        links=[],
        user_defined_fields={},
        extra_fields={},
        custom_fields={},
        publish_to=LAST_WALL_DATE,
    )


def first_item(call: Call, carrier: type[Item]) -> Item | None:
    """Give the first item of a list that is not deleted."""
    items = call.reference.items(carrier)
    return next((item for number, item in items.items() if number not in items.deleted), None)


def _first_of_all(call: Call, carrier: type[Item]) -> Item:
    """A project has a type and a status even where all were deleted."""
    return first_item(call, carrier) or next(iter(call.reference.items(carrier).values()))


def _insert(call: Call, sent: ProjectEntity) -> int:
    entity = _merged(call, _blank(call), sent)
    rights.demand(_bits(call, entity), INSERT, PROJECT)
    entity.project_number = numbers.for_new(call.db, numbers.PROJECT, sent.project_number.strip(), "ProjectNumber")
    return projects.insert(call.db, entity, call.now, call.associate_id)


def _update(call: Call, sent: ProjectEntity) -> int:
    projects.lock(call.db, sent.project_id)
    stored = _seen(call, sent.project_id)
    if stored is None:
        raise UnknownId.of("Project", sent.project_id, "ProjectId")
    rights.demand(_bits(call, stored), UPDATE, PROJECT)
    entity = _merged(call, stored, sent)
    number = sent.project_number.strip()
    entity.project_number = numbers.for_stored(
        call.db, numbers.PROJECT, number, stored.project_number, stored.project_id, "ProjectNumber"
    )
    updated = check.next_stamp(call.now, stored.updated_date, stored.created_date)
    projects.update(call.db, stored, entity, call.now, updated, call.associate_id)
    return stored.project_id


def _merged(call: Call, stored: ProjectEntity, sent: ProjectEntity) -> ProjectEntity:
    """Give the project as it is to be stored; what the server owns is left to the store."""
    if not sent.name.strip():
        raise Invalid.field("Name", "a project needs a name")
    items = call.reference.items
    status = check.list_item("ProjectStatus", sent.project_status, items(ProjectStatus), stored.project_status)
    kind = check.list_item("ProjectType", sent.project_type, items(ProjectType), stored.project_type)
    return ProjectEntity(
        project_id=stored.project_id,
        links=link.merged(call, PROJECT, stored.project_id, stored.links, sent.links),
        name=sent.name,
        project_members=project_member.merged_list(call, stored.project_members or [], sent.project_members),
        urls=stored.urls if sent.urls is None else check.elements("Urls", sent.urls, "url"),
        description=sent.description,
        postit=sent.postit,
        associate=check.associate("Associate", sent.associate, call, stored.associate) or stored.associate,
        project_status=status or stored.project_status,
        project_type=kind or stored.project_type,
        completed=sent.completed,
        end_date=sent.end_date,
        start_date=sent.start_date,
    )
