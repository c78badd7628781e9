"""The User agent: who is logged in (protocol reference 2.8)."""

from openkontor.agents.contact import default_country
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.associate import Associate
from openkontor.carriers.principal import RoleType, SoPrincipalCarrier
from openkontor.store import people


@method(
    "User",
    takes="nothing",
    runs="read",
    allows="associate",
    missing="licences, credentials and the service side",
    rest_only=True,
)
def get_current_principal(call: Call) -> SoPrincipalCarrier:
    """Tell who is logged in, with groups, role and functional rights."""
    reference, associate = call.reference, call.associate
    role = reference.roles[reference.roles_of[associate.associate_id]]
    found = people.load_people(call.db, [associate.person_id]).get(associate.person_id)
    person = found[0] if found else None
    return SoPrincipalCarrier(
        associate.type,
        associate.name,
        associate.associate_id,
        person is not None,
        associate.person_id,
        person.contact_country_id if person else 0,
        default_country(call).country_id,
        reference.users[associate.associate_id].contact_id,
        associate.group_idx,
        role_id=role.id,
        role_name=role.name,
        role_description=role.tooltip,
        role_type=RoleType.of(role.type),
        licenses=[],
        full_name=associate.full_name,
        e_mail_address=person.email if person else "",
        function_rights=reference.function_rights.get(role.id, []),
        ej_user_id=associate.ej_user_id,
        provided_credentials=[],
        secondary_groups=list(reference.groups_of[associate.associate_id][1:]),
        database_context_identifier="Default",
    )


@method("User", takes="nothing", runs="read", allows="associate", rest_only=True)
def get_current_associate(call: Call) -> Associate:
    """Give the associate who is logged in."""
    return call.associate
