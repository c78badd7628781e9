"""Who can be a member of a project, or a stakeholder of a sale: a person, or a whole company."""

from openkontor.agents.contact import small_contacts
from openkontor.agents.person import small_people
from openkontor.call import Call
from openkontor.errors import Invalid

NOT_STORED = (-1, -1)  # company and person of one who is new


def checked(call: Call, path: str, wanted: tuple[int, int], before: tuple[int, int]) -> tuple[int, int]:
    """Give company and person as they are stored; `path` is where the member stands, such as ProjectMembers[0].

    400 naming PersonId or ContactId for whom the caller cannot see, for a person of another company, and for nobody.
    """
    if wanted == before:
        return before
    contact, person = wanted
    if person:
        found = small_people(call, [person]).get(person)
        if found is None:
            raise Invalid.unknown(f"{path}PersonId", "person", person)
        if contact not in (0, found.contact_id):
            raise Invalid.field(f"{path}PersonId", f"person {person} does not belong to company {contact}")
        return found.contact_id, person
    if not contact:
        raise Invalid.field(f"{path}PersonId", "a person or a company is needed")
    if contact not in small_contacts(call, [contact]):
        raise Invalid.unknown(f"{path}ContactId", "company", contact)
    return contact, 0
