"""Projects and sales in short, as other records show them, and which activities there are: hidden ones left out."""

from openkontor import rights
from openkontor.call import Call
from openkontor.carriers.project import Project
from openkontor.carriers.sale import Sale
from openkontor.rights import APPOINTMENT, CONTACT, PERSON, PROJECT, SALE, SELECT
from openkontor.store import appointments, projects, sales
from openkontor.store.members import Hidden


def hidden(call: Call) -> Hidden:
    """Give the owners whose companies, and whose people, the caller may not see."""
    return Hidden(_unreadable(call, CONTACT), _unreadable(call, PERSON))


def _unreadable(call: Call, table: int) -> list[int]:
    """The owners whose records are hidden; 0 is among them where those of nobody are."""
    owners = rights.unreadable_owners(call.reference, call.associate_id, table)
    return owners if rights.mask(call.reference, call.associate_id, table, 0) & SELECT else [*owners, 0]


def small_projects(call: Call, ids: list[int]) -> dict[int, Project]:
    """Give short projects with their rights; unknown and hidden ones are left out."""
    visible = {}
    for number, project in projects.load_small(call.db, ids).items():
        bits = rights.mask(call.reference, call.associate_id, PROJECT, project.associate_id)
        if bits & SELECT:
            project.table_right = rights.table_right(bits)
            visible[number] = project
    return visible


def small_sales(call: Call, ids: list[int]) -> dict[int, Sale]:
    """Give short sales with their rights; unknown and hidden ones are left out."""
    found = sales.load_small(
        call.db,
        ids,
        me=call.associate_id,
        now=call.now,
        hidden_sales=_unreadable(call, SALE),
        hidden_projects=_unreadable(call, PROJECT),
        hidden=hidden(call),
    )
    for sale in found.values():
        bits = rights.mask(call.reference, call.associate_id, SALE, sale.associate_id)
        sale.table_right = rights.table_right(bits)
    return found


def hidden_activities(call: Call) -> list[int]:
    """Give the owners whose follow-ups and documents the caller may not see."""
    return _unreadable(call, APPOINTMENT)


def seen_appointments(call: Call, ids: list[int]) -> set[int]:
    """Give those of these follow-ups that the caller may see."""
    return appointments.seen(call.db, ids, call.associate_id, hidden_activities(call))


def seen_documents(call: Call, ids: list[int]) -> set[int]:
    """Give those of these documents that the caller may see."""
    return appointments.seen_documents(call.db, ids, call.associate_id, hidden_activities(call))
