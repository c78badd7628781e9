"""Preferences as they are stored: a value per section, key, level and owner (domain reference 7.7)."""

import string
from typing import NamedTuple

from openkontor.store.db import Db
from openkontor.store.dialect import statement

COLUMNS = "userpreference_id, prefsection, prefkey, deflevel, maxlevel, owner_id, prefvalue"

FIND_PREFERENCE = statement(
    "find_preference",
    f"""SELECT {COLUMNS} FROM UserPreference
    WHERE tenant = :tenant AND lower(prefsection) = :section AND lower(prefkey) = :key
        AND (deflevel < 4 OR (deflevel = 4 AND owner_id = :group_id) OR (deflevel = 5 AND owner_id = :associate_id))
    ORDER BY deflevel DESC""",
)
FIND_SECTION = statement(
    "find_preference_section",
    f"""SELECT {COLUMNS} FROM UserPreference
    WHERE tenant = :tenant AND lower(prefsection) = :section
        AND (deflevel < 4 OR (deflevel = 4 AND owner_id = :group_id) OR (deflevel = 5 AND owner_id = :associate_id))
    ORDER BY lower(prefkey), deflevel DESC""",
)
NEXT_SECTION = statement(
    "next_preference_section",
    """SELECT prefsection, lower(prefsection) FROM UserPreference
    WHERE tenant = :tenant AND lower(prefsection) > :after ORDER BY lower(prefsection) LIMIT 1""",
)
READ_PREFERENCE = statement(
    "read_preference",
    f"SELECT {COLUMNS} FROM UserPreference WHERE tenant = :tenant AND userpreference_id = :id",
)
PUT_PREFERENCE = statement(
    "put_preference",
    """INSERT INTO UserPreference (tenant, userpreference_id, deflevel, maxlevel, owner_id, prefsection, prefkey,
        prefvalue)
    VALUES (:tenant, :id, :level, :most, :owner, :section, :key, :value)
    ON CONFLICT (tenant, lower(prefsection), lower(prefkey), deflevel, owner_id) DO UPDATE SET prefvalue = :value""",
)
DELETE_PREFERENCE = statement(
    "delete_preference", "DELETE FROM UserPreference WHERE tenant = :tenant AND userpreference_id = :id"
)
DELETE_NEARER = statement(
    "delete_nearer_preferences",
    """DELETE FROM UserPreference
    WHERE tenant = :tenant AND lower(prefsection) = :section AND lower(prefkey) = :key
        AND deflevel > :level""",
)


class Stored(NamedTuple):
    """One value of a preference."""

    id: int
    section: str
    key: str
    level: int
    max_level: int
    owner_id: int
    value: str


CAPITALS = {ord(letter): ord(letter.lower()) for letter in string.ascii_uppercase}  # all that databases fold alike


def folded(text: str) -> str:
    """Give a section or key as it is found: without regard to the case of plain letters."""
    return text.translate(CAPITALS)


def find(db: Db, section: str, key: str, associate_id: int, group_id: int) -> list[Stored]:
    """Find the values of a preference that count for a user, the nearest first."""
    words = {"section": folded(section), "key": folded(key)}
    found = db.rows(FIND_PREFERENCE, associate_id=associate_id, group_id=group_id, **words)
    return [Stored(*row) for row in found]


def find_section(db: Db, section: str, associate_id: int, group_id: int) -> list[Stored]:
    """Find the values of a section's preferences that count for a user, by key, the nearest first."""
    found = db.rows(FIND_SECTION, section=folded(section), associate_id=associate_id, group_id=group_id)
    return [Stored(*row) for row in found]


def sections(db: Db) -> list[str]:
    """List the sections that have any preference: one step in the index for each."""
    found: list[str] = []
    row = db.row(NEXT_SECTION, after="")
    while row is not None:
        found.append(row[0])
        row = db.row(NEXT_SECTION, after=row[1])
    return found


def load(db: Db, number: int) -> Stored | None:
    """Load one value by its id; None for an unknown one."""
    row = db.row(READ_PREFERENCE, id=number)
    return None if row is None else Stored(*row)


def put(db: Db, section: str, key: str, level: int, owner_id: int, value: str, max_level: int) -> None:
    """Store a value, new or in the place of the one before."""
    number = db.new_id("userpreference")
    words = {"section": section, "key": key, "value": value}
    db.run(PUT_PREFERENCE, id=number, level=level, most=max_level, owner=owner_id, **words)


def delete(db: Db, number: int) -> None:
    """Delete one value."""
    db.run(DELETE_PREFERENCE, id=number)


def delete_nearer(db: Db, section: str, key: str, level: int) -> None:
    """Delete all values of a preference that are nearer to users than a level."""
    db.run(DELETE_NEARER, section=folded(section), key=folded(key), level=level)
