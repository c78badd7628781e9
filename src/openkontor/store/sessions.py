"""Sessions, the stamps of coming and going, and the keys that sign: rows and nothing more (protocol reference 2.3)."""

from typing import NamedTuple

from openkontor.store.db import Db
from openkontor.store.dialect import statement

INSERT_SESSION = statement(
    "insert_session",
    """INSERT INTO login_session (tenant, digest, kind, associate_id, Credentials_id, version, onlineapp_id, consent,
        detail, registered, expires)
    VALUES (:tenant, :digest, :kind, :associate_id, :credentials_id, :version, :app_id, :consent,
        :detail, :registered, :expires)""",
)
READ_SESSION = statement(
    "read_session",
    """SELECT (SELECT v.reference_version FROM tenant v WHERE v.tenant = :tenant),
        coalesce((SELECT a.authorizationRevoked FROM OnlineApp a
            WHERE a.tenant = :tenant AND a.onlineapp_id = s.onlineapp_id), 0),
        s.kind, s.associate_id, s.Credentials_id, s.version, s.onlineapp_id, s.consent, s.detail,
        s.registered, s.expires
    FROM login_session s WHERE s.tenant = :tenant AND s.digest = :digest""",
)
SLIDE_SESSION = statement(
    "slide_session",
    """UPDATE login_session SET expires = :expires
    WHERE tenant = :tenant AND digest = :digest AND expires > :now AND expires < :expires""",
)
DELETE_SESSION = statement("delete_session", "DELETE FROM login_session WHERE tenant = :tenant AND digest = :digest")
SPEND_CODE = statement(
    "spend_code",
    """UPDATE login_session SET kind = 'spent'
    WHERE tenant = :tenant AND digest = :digest AND kind = 'code' AND expires > :now""",
)
DELETE_CONSENT = statement(
    "delete_consent",
    "DELETE FROM login_session WHERE tenant = :tenant AND consent = :consent AND kind <> 'spent'",
)
READ_EXPIRED = statement(
    "read_expired_sessions",
    """SELECT digest, kind, associate_id, expires FROM login_session
    WHERE tenant = :tenant AND expires <= :now ORDER BY expires LIMIT :most""",
)
STAMP_LOGIN = statement(
    "stamp_login",
    """INSERT INTO login_stamp (tenant, associate_id, lastlogin) VALUES (:tenant, :associate_id, :now)
    ON CONFLICT (tenant, associate_id) DO UPDATE
    SET previouslogin = login_stamp.lastlogin, lastlogin = excluded.lastlogin""",
)
STAMP_LOGOUT = statement(
    "stamp_logout",
    """INSERT INTO login_stamp (tenant, associate_id, lastlogout) VALUES (:tenant, :associate_id, :moment)
    ON CONFLICT (tenant, associate_id) DO UPDATE SET lastlogout =
        CASE WHEN login_stamp.lastlogout > excluded.lastlogout
            THEN login_stamp.lastlogout ELSE excluded.lastlogout END""",
)
READ_STAMPS = statement(
    "read_login_stamps",
    """SELECT l.lastlogin, l.previouslogin, l.lastlogout,
        (SELECT max(s.expires) FROM login_session s
            WHERE s.tenant = :tenant AND s.associate_id = :associate_id AND s.expires <= :now
                AND s.kind IN ('ticket', 'web'))
    FROM login_stamp l WHERE l.tenant = :tenant AND l.associate_id = :associate_id""",
)
READ_KEYS = statement(
    "read_signing_keys",
    "SELECT jwk FROM signing_key WHERE tenant = :tenant AND number >= 1 ORDER BY number DESC",
)
INSERT_KEY = statement(
    "insert_signing_key",
    """INSERT INTO signing_key (tenant, number, jwk, registered) VALUES (:tenant, 1, :jwk, :now)
    ON CONFLICT (tenant, number) DO NOTHING""",
)

# What a session is the memory of. A spent code stays until it expires, so that a second use is noticed.
TICKET, WEB, ACCESS, REFRESH, CODE, SPENT = "ticket", "web", "access", "refresh", "code", "spent"
COMES_AND_GOES = (TICKET, WEB)  # whose end is a log-out; a token is an application's matter
MOST_TIDIED = 100


class Session(NamedTuple):
    """One session as it is stored."""

    kind: str
    associate_id: int
    credentials_id: int
    version: int  # of the credential when the session was opened
    app_id: int | None
    consent: str | None  # what a code and all tokens that came of it have in common
    detail: str
    registered: int
    expires: int


class Stamps(NamedTuple):
    """When an associate came and went; None for never."""

    login: int | None
    previous_login: int | None
    logout: int | None


NEVER = Stamps(None, None, None)


def insert(db: Db, digest: str, session: Session) -> None:
    """Store a session under the SHA-256 of what its holder was given."""
    db.run(INSERT_SESSION, digest=digest, **session._asdict())


def find(db: Db, digest: str) -> Session | None:
    """Give a stored session, also one that has expired; one of a revoked application reads as unknown."""
    row = db.row(READ_SESSION, digest=digest)
    if row is None:
        return None
    db.check(row[0])
    return None if row[1] else Session(*row[2:])


def slide(db: Db, digest: str, expires: int, now: int) -> None:
    """Let a session that has not expired live longer."""
    db.run(SLIDE_SESSION, digest=digest, expires=expires, now=now)


def delete(db: Db, digest: str) -> bool:
    """Forget a session; False when there was none."""
    return db.run(DELETE_SESSION, digest=digest) > 0


def spend_code(db: Db, digest: str, now: int) -> bool:
    """Use a code up; False when it was used before, by this or any other node."""
    return db.run(SPEND_CODE, digest=digest, now=now) > 0


def delete_consent(db: Db, consent: str) -> None:
    """Forget all tokens that came of one consent."""
    db.run(DELETE_CONSENT, consent=consent)


def tidy(db: Db, now: int) -> None:
    """Forget expired sessions, some at a time; the end of a log-in by expiry is stamped as its log-out."""
    expired = db.rows(READ_EXPIRED, now=now, most=MOST_TIDIED)
    for _, kind, associate_id, expires in expired:
        if kind in COMES_AND_GOES:
            stamp_logout(db, associate_id, expires)
    db.each(DELETE_SESSION, [{"digest": row[0]} for row in expired])


def stamp_login(db: Db, associate_id: int, now: int) -> None:
    """Remember that an associate came."""
    db.run(STAMP_LOGIN, associate_id=associate_id, now=now)


def stamp_logout(db: Db, associate_id: int, moment: int) -> None:
    """Remember that an associate went, unless a later time is known."""
    db.run(STAMP_LOGOUT, associate_id=associate_id, moment=moment)


def load_stamps(db: Db, associate_id: int, now: int) -> Stamps:
    """Load when an associate came and went; a session that has expired ended then."""
    row = db.row(READ_STAMPS, associate_id=associate_id, now=now)
    if row is None:
        return NEVER
    login, previous, *logouts = row
    return Stamps(login, previous, max((moment for moment in logouts if moment), default=None))


def load_keys(db: Db) -> list[str]:
    """Load the keys that sign, as JWK, the newest first."""
    return [row[0] for row in db.rows(READ_KEYS)]


def insert_first_key(db: Db, jwk: str, now: int) -> None:
    """Store the first key, unless another node was faster."""
    db.run(INSERT_KEY, jwk=jwk, now=now)
