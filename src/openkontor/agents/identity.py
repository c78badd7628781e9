"""What an application is told of who signed in, and of the tenant (protocol reference 2.5, 2.7)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from openkontor import __version__
from openkontor.agents.user import get_current_principal
from openkontor.call import Call
from openkontor.store import contacts_small
from openkontor.store.people import load_people
from openkontor.store.reference import tenant_name

PREFIX = "http://schemes.superoffice.net/identity/"
STATE_HOLDS = timedelta(minutes=15)


def claims(call: Call, base: str, system_token: str) -> dict[str, Any]:
    """Give the caller's claims as an id token carries them; every value is a text, numbers too.

    `base` is the URL that everything of this server begins with.
    """
    principal = get_current_principal(call)
    name = tenant_name(call.db) or ""
    company = contacts_small.load_small(call.db, [principal.contact_id]).get(principal.contact_id)
    found = load_people(call.db, [principal.person_id]).get(principal.person_id)
    email = principal.e_mail_address or principal.associate
    told = {
        "associateid": str(principal.associate_id),
        "identityprovider": "openkontor",
        "email": email,
        "upn": email,
        "ctx": name,
        "is_administrator": str("admin-all" in (principal.function_rights or [])),
        "company_name": company.name if company else "",
        "company_id": str(principal.contact_id),
        "serial": str(call.db.tenant),
        "netserver_url": f"{base}/{name}/",
        "webapi_url": f"{base}/{name}/api/",
        "system_token": system_token,
        "initials": principal.associate,
        "so_primary_email_address": email,
        "personid": str(principal.person_id),
        "firstname": found[0].firstname if found else "",
        "lastname": found[0].lastname if found else "",
    }
    return {"sub": str(principal.associate_id)} | {PREFIX + key: value for key, value in told.items()}


def state(name: str, base: str, exists: bool) -> dict[str, Any]:
    """Tell whether a tenant is there, and where; nobody has to log in to be told."""
    until = datetime.now(UTC) + STATE_HOLDS
    url = f"{base}/{name}" if exists else ""
    return {
        "ContextIdentifier": name,
        "Endpoint": url,
        "State": "Running" if exists else "Unknown",
        "IsRunning": exists,
        "ValidUntil": f"{until:%Y-%m-%dT%H:%M:%S.%f}0Z",
        "Api": f"{url}/api" if exists else "",
        "Version": f"Release_{__version__}",
    }
