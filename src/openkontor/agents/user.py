"""The User agent: who is logged in, and a token to go on with (protocol reference 2.3, 2.8)."""

from openkontor.agents import session
from openkontor.agents.contact import default_country
from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.associate import Associate
from openkontor.carriers.principal import RoleType, SoPrincipalCarrier
from openkontor.store import contacts_small, people
from openkontor.store.reference import tenant_name


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
    contact_id = reference.users[associate.associate_id].contact_id
    return SoPrincipalCarrier(
        associate.type,
        associate.name,
        associate.associate_id,
        person is not None,
        associate.person_id,
        person.contact_country_id if person else 0,
        default_country(call).country_id,
        contact_id,
        associate.group_idx,
        *contacts_small.load_users_company(call.db, contact_id),
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
        database_context_identifier=tenant_name(call.db) or "",
    )


@method("User", takes="nothing", runs="read", allows="associate", rest_only=True)
def get_current_associate(call: Call) -> Associate:
    """Give the associate who is logged in."""
    return call.associate


@method("User", takes="arguments", runs="write", allows="associate", missing="IncludeCsSession")
def get_access_token(call: Call, app_token: str | None = None, include_cs_session: bool = False) -> str:
    """Give a token that logs in as I do, as Authorization: Bearer, for an hour."""
    return session.token_for_caller(call)


@method("User", takes="nothing", runs="write", allows="associate", rest_only=True)
def get_current_token(call: Call) -> str:
    """Give a token that logs in as I do, as Authorization: Bearer, for an hour."""
    return session.token_for_caller(call)
