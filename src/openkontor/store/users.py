"""Users: an associate, the person behind it at the owner company, a role, a password that can be changed."""

from openkontor.errors import ConfigError
from openkontor.store import numbers, seed
from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.reference import Reference, raise_version

READ_NAME = statement(
    "read_associate_name",
    "SELECT associate_id FROM associate WHERE tenant = :tenant AND folded_name = :folded_name",
)
READ_OWNER_COMPANY = statement(
    "read_owner_company",
    """SELECT c.contact_id, c.country_id, c.associate_id, c.group_id, c.business_idx, c.category_idx,
        (SELECT coalesce(max(p.rank), 0) FROM person p
            WHERE p.tenant = c.tenant AND p.contact_id = c.contact_id AND p.DeletedDate IS NULL)
    FROM contact c WHERE c.tenant = :tenant AND c.contact_id = :contact_id FOR UPDATE""",
)
WRITE_PASSWORD = statement(
    "write_password",
    """UPDATE Credentials SET secret = :secret, version = version + 1
    WHERE tenant = :tenant AND associateId = :associate_id AND credentialType = 'Password'""",
)

MIRRORED = ("contact_id", "country_id", "associate_id", "group_id", "business_idx", "category_idx")


def add_user(db: Db, name: str, password_hash: str, level: int, now: int) -> int:
    """Add a user who may log in at once, with the role "User level N"; gives the associate's id."""
    db.reference = Reference(db)
    if not name.strip() or ":" in name or not name.isprintable():
        raise ConfigError("a user's name has at least one letter, and no colon")
    if db.row(READ_NAME, folded_name=name.casefold()):
        raise ConfigError(f"there is a user {name!r} already")
    role = next((r.id for r in db.reference.roles.values() if r.name == f"User level {level}"), None)
    if role is None:
        raise ConfigError(f"there is no role for level {level}")
    associate_id = db.new_id("associate")
    person_id = _add_person(db, name, associate_id, now)
    values = {"associate_id": associate_id, "name": name, "folded_name": name.casefold(), "rank": associate_id}
    group = min(db.reference.lists["usergroup"])
    db.run(seed.ASSOCIATE, **values, group_idx=group, person_id=person_id, type=0, registered=now)
    db.run(seed.USER_ROLE, userrolelink_id=db.new_id("userrolelink"), associate_id=associate_id, role_id=role)
    credentials = {"credentials_id": db.new_id("credentials"), "associateid": associate_id}
    db.run(seed.CREDENTIALS, **credentials, credentialtype="Password", secret=password_hash, registered=now)
    raise_version(db)
    return associate_id


def change_password(db: Db, name: str, password_hash: str) -> None:
    """Give a user another password; all sessions that began with the old one have ended."""
    db.run(WRITE_PASSWORD, associate_id=associate_of(db, name), secret=password_hash)
    db.reference = Reference(db)
    raise_version(db)


def associate_of(db: Db, name: str) -> int:
    """Give the associate of a user's name, in any case; ConfigError when there is none."""
    row = db.row(READ_NAME, folded_name=name.casefold())
    if row is None:
        raise ConfigError(f"there is no user {name!r}")
    return int(row[0])


def _add_person(db: Db, name: str, associate_id: int, now: int) -> int:
    row = db.row(READ_OWNER_COMPANY, contact_id=min(db.reference.owner_contacts))
    assert row is not None
    company = dict(zip(MIRRORED, row[:6], strict=True))
    person_id = db.new_id("person")
    person = seed.person_row(person_id, company, rank=row[6] + 1, registered=now, associate_id=associate_id)
    number = numbers.for_new(db, numbers.PERSON, "", "PersonNumber")
    while numbers.holder(db, numbers.PERSON, number):
        number = numbers.for_new(db, numbers.PERSON, "", "PersonNumber")
    db.run(seed.PERSON, **person | {"firstname": name, "person_number": number})
    return person_id
