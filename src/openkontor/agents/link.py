"""Links of follow-ups, documents, projects and sales to each other, as their saves mean them."""

from collections.abc import Callable, Container

from openkontor.agents.small import seen_appointments, seen_documents, small_projects, small_sales
from openkontor.call import Call
from openkontor.carriers.appointment import Link
from openkontor.errors import Invalid
from openkontor.store.links import NAMES

SEEN: dict[str, Callable[[Call, list[int]], Container[int]]] = {
    "appointment": seen_appointments,
    "document": seen_documents,
    "project": small_projects,
    "sale": small_sales,
}
LONGEST = 254  # letters of a description


def visible(call: Call, links: list[Link] | None) -> list[Link]:
    """Give the links whose other end the caller may see."""
    found = []
    for name, seen in SEEN.items():
        ids = [link.id for link in links or () if link.entity_name == name]
        there = seen(call, ids) if ids else ()
        found += [link for link in links or () if link.entity_name == name and link.id in there]
    return sorted(found, key=lambda link: link.link_id)


def merged(
    call: Call, table: int, record_id: int, stored: list[Link] | None, sent: list[Link] | None
) -> list[Link] | None:
    """Give the links as they are to be stored: those that are sent, and those whose other end is hidden.

    What is linked already stays as it is. Without a list they all stay; 400 for a record that is not there.
    """
    if sent is None or sent == stored:
        return stored
    before = {(link.entity_name, link.id): link for link in stored or ()}
    seen = {link.link_id for link in visible(call, stored)}
    after = {end: link for end, link in before.items() if link.link_id not in seen}
    for index, link in enumerate(sent):
        end = (link.entity_name.strip().lower(), link.id)
        after[end] = before.get(end) or _new(call, f"Links[{index}]", end, link)
        if end == (NAMES[table], record_id):
            raise Invalid.field(f"Links[{index}].Id", "a record is not linked to itself")
    return list(after.values())


def _new(call: Call, field: str, end: tuple[str, int], sent: Link) -> Link:
    name, number = end
    if name not in SEEN:
        raise Invalid.field(f"{field}.EntityName", f"{sent.entity_name[:50]!r} is none of {', '.join(SEEN)}")
    if number not in SEEN[name](call, [number]):
        raise Invalid.unknown(f"{field}.Id", name, number)
    if len(sent.description) > LONGEST:
        raise Invalid.field(f"{field}.Description", f"longer than {LONGEST} characters")
    return Link(name, number, sent.description)
