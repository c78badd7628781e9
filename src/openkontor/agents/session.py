"""Sessions: who has logged in for longer than one request, how long that lasts, and what ends it.

A session's holder is given a random text; what is stored is its SHA-256 (protocol reference 2.3, 2.5).
"""

import base64
import hashlib
import re
import secrets

from openkontor.call import Call
from openkontor.store import apps, sessions
from openkontor.store.apps import App
from openkontor.store.reference import tenant_name
from openkontor.store.sessions import ACCESS, CODE, REFRESH, SPENT, TICKET, WEB, Session, Stamps

__all__ = ["ACCESS", "CODE", "REFRESH", "SPENT", "TICKET", "WEB", "App", "Session"]

SECOND = 1_000_000
SESSION_LIFE = 6 * 3600 * SECOND  # of tickets and web sessions, from their latest use
SLIDE_AFTER = 5 * 60 * SECOND  # a use is written down this often at most
TOKEN_SECONDS = 3600
CODE_LIFE = 600 * SECOND
FOREVER = 253_402_300_799 * SECOND  # a refresh token lasts as long as the consent

LIVES = {
    TICKET: SESSION_LIFE,
    WEB: SESSION_LIFE,
    ACCESS: TOKEN_SECONDS * SECOND,
    CODE: CODE_LIFE,
}


def digest(secret: str) -> str:
    """Give what is stored of a secret of 256 random bits: a slow hash would add nothing to its strength."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def start(call: Call, associate_id: int, kind: str, *, is_login: bool = True) -> str:
    """Start a ticket or a web session and give its secret; 6 hours from the latest use.

    `is_login` False: the log-in was another session's, this one only goes with it.
    """
    if is_login:
        sessions.stamp_login(call.db, associate_id, call.now)
    return issue(call, associate_id, kind)


def token_for_caller(call: Call) -> str:
    """Give an access token that logs in as the caller does, and ends with what he has logged in with."""
    held = find(call, call.session, TICKET, WEB, ACCESS) if call.session else None
    if held is None:
        return issue(call, call.associate_id, ACCESS)
    return issue(call, call.associate_id, ACCESS, app_id=held.app_id, consent=held.consent or digest(call.session))


def issue(
    call: Call, associate_id: int, kind: str, *, app_id: int | None = None, consent: str | None = None, detail: str = ""
) -> str:
    """Store a new session, token or code and give its secret, which is not told again."""
    secret = _secret(call, kind)
    credentials_id, version = call.reference.login_versions[associate_id]
    expires = call.now + LIVES[kind] if kind in LIVES else FOREVER
    session = Session(kind, associate_id, credentials_id, version, app_id, consent, detail, call.now, expires)
    sessions.tidy(call.db, call.now)
    sessions.insert(call.db, digest(secret), session)
    return secret


def _secret(call: Call, kind: str) -> str:
    """Tickets and access tokens have the published looks; the others say which tenant's they are."""
    if kind == TICKET:
        return f"7T:{base64.b64encode(secrets.token_bytes(32)).decode()}"
    if kind == ACCESS:
        return f"8A:{tenant_name(call.db)}.{secrets.token_urlsafe(32)}"
    return f"{call.db.tenant}.{secrets.token_urlsafe(32)}"


def tenant_of(secret: str) -> int:
    """Give the tenant that a web session, code or refresh token says it belongs to; 0 when it says none."""
    number = secret.partition(".")[0]
    return int(number) if re.fullmatch("[0-9]{1,9}", number) else 0


def find(call: Call, secret: str, *kinds: str) -> Session | None:
    """Give the session of a secret; None when there is none of these kinds, or none any more.

    It ends by log-out, by expiry, and with the credential it was started with.
    """
    found = sessions.find(call.db, digest(secret))
    if found is None or found.kind not in kinds or found.expires <= call.now:
        return None
    credential = (found.credentials_id, found.version)
    return found if call.reference.login_versions.get(found.associate_id) == credential else None


def is_due(session: Session, now: int) -> bool:
    """Say whether a use of a session is worth writing down."""
    return session.kind in (TICKET, WEB) and session.expires - now < SESSION_LIFE - SLIDE_AFTER


def slide(call: Call, secret: str) -> None:
    """Let a session that is used live for another 6 hours."""
    sessions.slide(call.db, digest(secret), call.now + SESSION_LIFE, call.now)


def end(call: Call, secret: str) -> None:
    """Log out: the session is gone at once, with the tokens it was used to get, and the time is kept."""
    found = find(call, secret, TICKET, WEB)
    sessions.delete_consent(call.db, digest(secret))
    if sessions.delete(call.db, digest(secret)) and found:
        sessions.stamp_logout(call.db, found.associate_id, call.now)


def spend(call: Call, code: str, app: App) -> Session | None:
    """Use a code up and give what it stands for; a second use ends every token that came of the first."""
    found = find(call, code, CODE, SPENT)
    if found is None or found.app_id != app.id:
        return None
    if sessions.spend_code(call.db, digest(code), call.now):
        return found
    sessions.delete_consent(call.db, found.consent or "")
    return None


def revoke(call: Call, token: str) -> None:
    """End an access token, or a refresh token with all the access tokens that came of its consent."""
    found = find(call, token, ACCESS, REFRESH)
    if found and found.kind == REFRESH and found.consent:
        sessions.delete_consent(call.db, found.consent)
    elif found:
        sessions.delete(call.db, digest(token))


def new_consent() -> str:
    """Name a consent: what a code and the tokens that come of it have in common."""
    return secrets.token_hex(16)


def stamps(call: Call) -> Stamps:
    """Give when the caller came and went."""
    return sessions.load_stamps(call.db, call.associate_id, call.now)


def app(call: Call, client_id: str) -> App | None:
    """Give a registered application."""
    return apps.load(call.db, client_id)


def system_app(call: Call, system_token: str) -> App | None:
    """Give the application that a system token belongs to."""
    return apps.load_by_system_token(call.db, system_token)


def signing_keys(call: Call, new: str = "") -> list[str]:
    """Give the keys that sign, as JWK, the newest first; `new` becomes the first if there is none."""
    if new:
        sessions.insert_first_key(call.db, new, call.now)
    return sessions.load_keys(call.db)
