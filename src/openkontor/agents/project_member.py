"""The Project agent's members: who takes part in a project (domain reference 7.3). Their rights are the project's."""

import msgspec

from openkontor import rights
from openkontor.agents import check, members
from openkontor.agents.contact import NO_ENTITY, Rights
from openkontor.agents.method import method
from openkontor.agents.small import hidden, small_projects
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.project import ProjectMember
from openkontor.errors import BadArgument, Invalid, NotFound, UnknownId
from openkontor.rights import PROJECT, SELECT, UPDATE
from openkontor.store import project_members, projects
from openkontor.store.db import Version

NOBODY = ProjectMember()
LONGEST_COMMENT = 2047  # characters


@method("Project", takes="nothing", runs="read", allows="associate")
def create_default_project_member(call: Call) -> ProjectMember:
    """Give an empty member; nothing is chosen beforehand."""
    bits = rights.mask(call.reference, call.associate_id, PROJECT, call.associate_id)
    return ProjectMember(table_right=rights.table_right(bits))


@method("Project", takes="query", runs="read", allows="associate")
def get_project_member(call: Call, project_member_id: int) -> ProjectMember | None:
    """Give a member of a project; null when it is unknown or hidden."""
    found = _members(call, [project_member_id])
    return found[0] if found else None


def project_member_version(call: Call, project_member_id: int, lock: bool = False) -> tuple[Version, Rights] | None:
    """Give which state a member is in; None when it is unknown or hidden. `lock` keeps other writers from it."""
    if lock:
        project_members.lock(call.db, project_member_id)
    stored = project_members.version(call.db, project_member_id)
    if stored is None or not _members(call, [project_member_id]):
        return None
    return stored, ()


@method("Project", takes="arguments", runs="read", allows="associate")
def get_project_members(call: Call, project_id: int) -> list[ProjectMember]:
    """List the members of a project, by rank; none for an unknown or hidden one."""
    if project_id not in small_projects(call, [project_id]):
        return []
    entity = projects.load(call.db, project_id, call.now, hidden(call))
    return (entity.project_members if entity else None) or []


@method("Project", takes="arguments", runs="read", allows="associate")
def get_project_members_by_id(call: Call, project_member_ids: list[Int32] | None = None) -> list[ProjectMember]:
    """List members in the order asked for, each once; unknown and hidden ones are left out."""
    return _members(call, list(dict.fromkeys(project_member_ids or ())))


@method("Project", takes="entity", runs="write", allows="associate")
def save_project_member(call: Call, project_member: ProjectMember | None) -> ProjectMember:
    """Store a member of a project: id 0 makes a new one, any other id changes the stored one.

    400 naming the field for an unknown member, project, person, company or kind of member, for a person of another
    company, and for a member that is to change to another project; 403 without the right to change the project.
    """
    if project_member is None:
        raise BadArgument(NO_ENTITY)
    save = _update if project_member.projectmember_id else _insert
    found = _members(call, [save(call, project_member)])
    if not found:
        raise NotFound("the member was deleted while it was saved")
    return found[0]


@method("Project", takes="arguments", runs="write", allows="associate")
def update_project_member(call: Call, project_member: ProjectMember | None = None) -> ProjectMember:
    """Store a member of a project, as SaveProjectMember does."""
    return save_project_member(call, project_member)


@method("Project", takes="arguments", runs="write", allows="associate")
def update_project_members(call: Call, project_id: int, project_members: list[ProjectMember] | None = None) -> None:
    """Store several members of one project: new ones are added, stored ones changed, all others stay."""
    for index, member in enumerate(project_members or ()):
        if member.project_id not in (0, project_id):
            problem = f"the member is one of project {member.project_id}"
            raise Invalid.field(f"ProjectMembers[{index}].ProjectId", problem)
        member.project_id = project_id
        save_project_member(call, member)


@method("Project", takes="arguments", runs="write", allows="associate")
def add_project_members(call: Call, project_entity_id: int, project_members: list[ProjectMember] | None = None) -> None:
    """Add members to a project; those who are members already stay as they are."""
    taken = {(member.contact_id, member.person_id) for member in get_project_members(call, project_entity_id)}
    for index, member in enumerate(project_members or ()):
        wanted = (member.contact_id, member.person_id)
        who = members.checked(call, f"ProjectMembers[{index}].", wanted, members.NOT_STORED)
        if who not in taken:
            new = msgspec.structs.replace(member, projectmember_id=0, project_id=project_entity_id)
            save_project_member(call, new)
            taken.add(who)


@method("Project", takes="query", runs="write", allows="associate")
def delete_project_member(call: Call, project_member_id: int) -> None:
    """Take a member out of its project."""
    found = _locked(call, [project_member_id])
    if not found:
        raise NotFound(f"ProjectMember id {project_member_id} not found")
    _take_out(call, found)


@method("Project", takes="arguments", runs="write", allows="associate")
def delete_project_members(call: Call, project_entity_id: int, member_ids: list[Int32] | None = None) -> None:
    """Take members out of one project; ids of other projects' members are passed over."""
    found = _locked(call, member_ids or [])
    _take_out(call, [member for member in found if member.project_id == project_entity_id])


@method("Project", takes="arguments", runs="write", allows="associate")
def delete_project_member_by_ids(call: Call, project_member_ids: list[Int32] | None = None) -> None:
    """Take members out of their projects; unknown ids are passed over."""
    _take_out(call, _locked(call, project_member_ids or []))


@method("Project", takes="arguments", runs="write", allows="associate")
def save_project_members_function_and_comment(
    call: Call, project_member_ids: list[Int32] | None = None, role_id: int = 0, comment: str | None = ""
) -> None:
    """Give several members the same kind and the same comment; unknown ids are passed over."""
    if len(comment or "") > LONGEST_COMMENT:
        raise Invalid.field("Comment", f"longer than {LONGEST_COMMENT} characters")
    kinds = call.reference.lists["pmembtype"]
    for member in _locked(call, project_member_ids or []):
        member.project_member_type_id = check.item_id("RoleId", role_id, "", kinds, member.project_member_type_id)
        member.project_member_type_name, member.comment = "", comment or ""
        save_project_member(call, member)


def _members(call: Call, ids: list[int]) -> list[ProjectMember]:
    """Give members with their project's rights; unknown and hidden ones are left out."""
    found = project_members.load(call.db, ids, hidden(call))
    visible = []
    for number in ids:
        member, owner = found.get(number, (NOBODY, 0))
        bits = rights.mask(call.reference, call.associate_id, PROJECT, owner) if member.projectmember_id else 0
        if bits & SELECT:
            member.table_right = rights.table_right(bits)
            visible.append(member)
    return visible


def _locked(call: Call, ids: list[int]) -> list[ProjectMember]:
    """Keep other writers from members, then give those that are there; each once, unknown and hidden ones left out."""
    for number in sorted(set(ids)):
        project_members.lock(call.db, number)
    return _members(call, list(dict.fromkeys(ids)))


def _take_out(call: Call, members: list[ProjectMember]) -> None:
    for member in members:
        _demand_update(call, member.project_id)
        project_members.delete(call.db, member.projectmember_id)


def _insert(call: Call, sent: ProjectMember) -> int:
    projects.lock(call.db, sent.project_id)
    _demand_update(call, sent.project_id)
    return project_members.insert(call.db, merged(call, "", NOBODY, sent), call.now, call.associate_id)


def _update(call: Call, sent: ProjectMember) -> int:
    found = _locked(call, [sent.projectmember_id])
    if not found:
        raise UnknownId.of("ProjectMember", sent.projectmember_id, "ProjectmemberId")
    stored = found[0]
    if sent.project_id not in (0, stored.project_id):
        raise Invalid.field("ProjectId", "a member does not change to another project")
    _demand_update(call, stored.project_id)
    project_members.update(call.db, stored, merged(call, "", stored, sent), call.now, call.associate_id)
    return stored.projectmember_id


def _demand_update(call: Call, project_id: int) -> None:
    """Members belong to their project: who may change that may change them."""
    project = small_projects(call, [project_id]).get(project_id)
    if project is None:
        raise Invalid.unknown("ProjectId", "project", project_id)
    bits = rights.mask(call.reference, call.associate_id, PROJECT, project.associate_id)
    rights.demand(bits, UPDATE, PROJECT)


def merged(call: Call, path: str, stored: ProjectMember, sent: ProjectMember) -> ProjectMember:
    """Give a member as it is to be stored; `path` is where it stands in the request."""
    before = (stored.contact_id, stored.person_id) if stored.projectmember_id else members.NOT_STORED
    contact, person = members.checked(call, path, (sent.contact_id, sent.person_id), before)
    kinds = call.reference.lists["pmembtype"]
    name = f"{path}ProjectMemberTypeId"
    kind = check.item_id(
        name, sent.project_member_type_id, sent.project_member_type_name, kinds, stored.project_member_type_id
    )
    return ProjectMember(
        projectmember_id=stored.projectmember_id,
        contact_id=contact,
        project_id=stored.project_id or sent.project_id,
        person_id=person,
        project_member_type_id=kind,
        comment=sent.comment,
        event_participant_status=sent.event_participant_status,
    )


def merged_list(call: Call, stored: list[ProjectMember], sent: list[ProjectMember] | None) -> list[ProjectMember]:
    """Give the members of a project as they are to be stored: null leaves them, a list replaces them."""
    if sent is None:
        return stored
    known = {member.projectmember_id: member for member in stored}
    result = []
    for index, member in enumerate(sent):
        path = f"ProjectMembers[{index}]."
        before = known.pop(member.projectmember_id, None) if member.projectmember_id else NOBODY
        if before is None:
            problem = f"there is no member {member.projectmember_id} in the project"
            raise Invalid.field(f"{path}ProjectmemberId", problem)
        result.append(merged(call, path, before, member))
    return result
