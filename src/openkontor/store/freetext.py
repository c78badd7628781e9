"""The full-text index: what has words is put into it in batches, and found by the beginnings of words.

A save only marks its record (`indexed`), which costs next to nothing; `index_some` does the work later, in
transactions of its own. `search` refuses to look while anything is missing from the index (docs/decisions/0016).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from openkontor.store import spelling
from openkontor.store.db import Db, StaleIndex
from openkontor.store.dialect import Statement, statement
from openkontor.store.visible_for import SEEN_ACTIVITY

CONTACT, PERSON, APPOINTMENT, DOCUMENT = 5, 6, 9, 10
BATCH = 64  # records: some milliseconds
MOST_FOUND = 1000
MOST_NEAR = 20  # words that are taken for a misspelt one

INDEX = statement(
    "index_words",
    """INSERT OR REPLACE INTO freetext (rowid, words)
    VALUES ((:tenant << 36) | (:table << 31) | :id, :words)""",
    """INSERT INTO freetext (tenant, tableId, recordId, words)
    VALUES (:tenant, :table, :id, array_to_tsvector(string_to_array(:words, ' ')))
    ON CONFLICT (tenant, tableId, recordId) DO UPDATE SET words = excluded.words""",
)
FORGET = statement(
    "forget_words",
    "DELETE FROM freetext WHERE rowid = (:tenant << 36) | (:table << 31) | :id",
    "DELETE FROM freetext WHERE tenant = :tenant AND tableId = :table AND recordId = :id",
)
# One look-up for each word; joined, PostgreSQL may choose to read all that are known.
NEW_WORDS = statement(
    "read_new_words",
    """SELECT w.value FROM each_text(:words) w WHERE (SELECT 1 FROM freetextwords k
        WHERE k.tenant = :tenant AND k.near = w.value AND k.word = w.value LIMIT 1) IS NULL""",
)
LEARN_WORD = statement(
    "learn_word",
    """INSERT INTO freetextwords (tenant, near, word) VALUES (:tenant, :near, :word)
    ON CONFLICT (tenant, near, word) DO NOTHING""",
)
NEAR_WORDS = statement(
    "read_near_words",
    "SELECT DISTINCT word FROM freetextwords WHERE tenant = :tenant AND near IN each_text(:near) ORDER BY word",
)

CONTACTS = (
    statement(
        "contacts_to_index",
        """SELECT contact_id FROM contact WHERE tenant = :tenant AND indexed = 0
        ORDER BY contact_id LIMIT :most""",
    ),
    statement(
        "read_contact_words",
        """SELECT c.contact_id, c.name, c.department, c.number2, c.orgNr,
            (SELECT json_group_array(p.phone) FROM phone p
                WHERE p.tenant = c.tenant AND p.owner_id = c.contact_id AND p.ptype_idx IN (1, 3)),
            (SELECT json_group_array(e.email_address) FROM Email e
                WHERE e.tenant = c.tenant AND e.contact_id = c.contact_id),
            (SELECT json_group_array(u.url_address) FROM URL u
                WHERE u.tenant = c.tenant AND u.contact_id = c.contact_id),
            (SELECT json_group_array(a.city) FROM address a
                WHERE a.tenant = c.tenant AND a.owner_id = c.contact_id AND a.atype_idx IN (1, 2))
        FROM contact c WHERE c.tenant = :tenant AND c.contact_id IN each(:ids)""",
    ),
    statement(
        "contacts_are_indexed",
        "UPDATE contact SET indexed = :indexed WHERE tenant = :tenant AND contact_id IN each(:ids)",
    ),
    statement(
        "search_contacts",
        """SELECT t.contact_id FROM freetext(:words) f
        CROSS JOIN contact t ON t.tenant = :tenant AND t.contact_id = (f.rowid & 2147483647)
        WHERE t.DeletedDate IS NULL AND coalesce(t.associate_id, 0) NOT IN each(:hidden) LIMIT :most""",
        """WITH hits AS MATERIALIZED (SELECT x.recordId FROM freetext x
            WHERE x.tenant = :tenant AND x.tableId = 5 AND x.words @@ :words::tsquery)
        SELECT t.contact_id FROM hits h JOIN contact t ON t.tenant = :tenant AND t.contact_id = h.recordId
        WHERE t.DeletedDate IS NULL AND coalesce(t.associate_id, 0) NOT IN each(:hidden)
        ORDER BY t.contact_id LIMIT :most""",
    ),
)
PERSONS = (
    statement(
        "persons_to_index",
        """SELECT person_id FROM person WHERE tenant = :tenant AND indexed = 0
        ORDER BY person_id LIMIT :most""",
    ),
    statement(
        "read_person_words",
        """SELECT c.person_id, c.firstname, c.middleName, c.lastname, c.person_number,
            (SELECT json_group_array(p.phone) FROM phone p
                WHERE p.tenant = c.tenant AND p.owner_id = c.person_id AND p.ptype_idx >= 16385),
            (SELECT json_group_array(e.email_address) FROM Email e
                WHERE e.tenant = c.tenant AND e.person_id = c.person_id)
        FROM person c WHERE c.tenant = :tenant AND c.person_id IN each(:ids)""",
    ),
    statement(
        "persons_are_indexed",
        "UPDATE person SET indexed = :indexed WHERE tenant = :tenant AND person_id IN each(:ids)",
    ),
    statement(
        "search_persons",
        """SELECT t.person_id FROM freetext(:words) f
        CROSS JOIN person t ON t.tenant = :tenant AND t.person_id = (f.rowid & 2147483647)
        WHERE t.DeletedDate IS NULL AND coalesce(t.associate_id, 0) NOT IN each(:hidden) LIMIT :most""",
        """WITH hits AS MATERIALIZED (SELECT x.recordId FROM freetext x
            WHERE x.tenant = :tenant AND x.tableId = 6 AND x.words @@ :words::tsquery)
        SELECT t.person_id FROM hits h JOIN person t ON t.tenant = :tenant AND t.person_id = h.recordId
        WHERE t.DeletedDate IS NULL AND coalesce(t.associate_id, 0) NOT IN each(:hidden)
        ORDER BY t.person_id LIMIT :most""",
    ),
)
APPOINTMENTS = (
    statement(
        "appointments_to_index",
        """SELECT appointment_id FROM appointment
        WHERE tenant = :tenant AND indexed = 0 AND document_id IS NULL
        ORDER BY appointment_id LIMIT :most""",
    ),
    statement(
        "read_appointment_words",
        """SELECT c.appointment_id, c.location,
            coalesce((SELECT t.text FROM text t WHERE t.tenant = c.tenant AND t.text_id = c.text_id), ''),
            coalesce((SELECT t.text FROM text t WHERE t.tenant = c.tenant AND t.text_id = c.agenda_text_id), '')
        FROM appointment c WHERE c.tenant = :tenant AND c.appointment_id IN each(:ids)""",
    ),
    statement(
        "appointments_are_indexed",
        "UPDATE appointment SET indexed = :indexed WHERE tenant = :tenant AND appointment_id IN each(:ids)",
    ),
    statement(
        "search_appointments",
        f"""SELECT a.appointment_id FROM freetext(:words) f
        CROSS JOIN appointment a ON a.tenant = :tenant AND a.appointment_id = (f.rowid & 2147483647)
        WHERE {SEEN_ACTIVITY} LIMIT :most""",
        f"""WITH hits AS MATERIALIZED (SELECT x.recordId FROM freetext x
            WHERE x.tenant = :tenant AND x.tableId = 9 AND x.words @@ :words::tsquery)
        SELECT a.appointment_id FROM hits h
        JOIN appointment a ON a.tenant = :tenant AND a.appointment_id = h.recordId
        WHERE {SEEN_ACTIVITY} ORDER BY a.appointment_id LIMIT :most""",
    ),
)
DOCUMENTS = (
    statement(
        "documents_to_index",
        """SELECT document_id FROM document WHERE tenant = :tenant AND indexed = 0
        ORDER BY document_id LIMIT :most""",
    ),
    statement(
        "read_document_words",
        """SELECT c.document_id, c.name, c.header, c.our_ref, c.your_ref, c.attention,
            coalesce((SELECT t.text FROM text t WHERE t.tenant = c.tenant AND t.text_id = c.text_id), '')
        FROM document c WHERE c.tenant = :tenant AND c.document_id IN each(:ids)""",
    ),
    statement(
        "documents_are_indexed",
        "UPDATE document SET indexed = :indexed WHERE tenant = :tenant AND document_id IN each(:ids)",
    ),
    statement(
        "search_documents",
        f"""SELECT d.document_id FROM freetext(:words) f
        CROSS JOIN document d ON d.tenant = :tenant AND d.document_id = (f.rowid & 2147483647)
        CROSS JOIN appointment a ON a.tenant = :tenant AND a.appointment_id = d.appointment_id
        WHERE {SEEN_ACTIVITY} LIMIT :most""",
        f"""WITH hits AS MATERIALIZED (SELECT x.recordId FROM freetext x
            WHERE x.tenant = :tenant AND x.tableId = 10 AND x.words @@ :words::tsquery)
        SELECT d.document_id FROM hits h
        JOIN document d ON d.tenant = :tenant AND d.document_id = h.recordId
        JOIN appointment a ON a.tenant = :tenant AND a.appointment_id = d.appointment_id
        WHERE {SEEN_ACTIVITY} ORDER BY d.document_id LIMIT :most""",
    ),
)


class Words(NamedTuple):
    """The words of one record: all, and those that are found when they are misspelt."""

    all: list[str]
    names: list[str]


class Table(NamedTuple):
    """What can be searched: the table's number, its statements, and how the values of a row become words."""

    number: int
    to_index: Statement
    read: Statement
    mark: Statement
    find: Statement
    words: Callable[..., Words]


def _contact(name: str, department: str, number: str, org_nr: str, *lists: str | None) -> Words:
    phones, emails, urls, cities = map(_texts, lists)
    names = [name, department, *cities]
    return _words(names, [number, *emails, *urls], [org_nr, *phones])


def _person(first: str, middle: str, last: str, number: str, *lists: str | None) -> Words:
    phones, emails = map(_texts, lists)
    return _words([first, middle, last], [number, *emails], phones)


def _appointment(*texts: str) -> Words:
    return _words([], list(texts), [])


def _document(name: str, header: str, *texts: str) -> Words:
    return _words([name, header], list(texts), [])


def _texts(json: str | None) -> list[str]:
    return msgspec.json.decode(json) if json else []


def _words(names: list[str], texts: list[str], numbers: list[str]) -> Words:
    found = spelling.all_words([*names, *texts], numbers)
    return Words(found, [word for word in spelling.all_words(names, []) if spelling.may_slip(word)])


TABLES = {
    table.number: table
    for table in (
        Table(CONTACT, *CONTACTS, _contact),
        Table(PERSON, *PERSONS, _person),
        Table(APPOINTMENT, *APPOINTMENTS, _appointment),
        Table(DOCUMENT, *DOCUMENTS, _document),
    )
}


class Eyes(NamedTuple):
    """Who searches: an associate, his groups, and the owners whose records he may not see."""

    associate_id: int
    groups: tuple[int, ...]
    hidden: list[int]


def search(db: Db, number: int, text: str, eyes: Eyes) -> list[int]:
    """Find the records of a table with words that begin as those of a text do, all of them; at most 1,000 ids.

    When there is none, a phone number is looked for by its last digits, and words that are one slip away count
    too. StaleIndex while the index is behind.
    """
    table = TABLES[number]
    if not db.caught_up and db.rows(table.to_index, most=1):
        raise StaleIndex
    wanted = spelling.wanted(text)
    if not wanted:
        return []
    begun = [[f"{_key(db, number, word)}*"] for word in wanted]
    found = _find(db, table, begun, eyes)
    digits = [] if found else spelling.wanted_digits(text)
    if digits:
        found = _find(db, table, [[f"{_key(db, number, word)}*"] for word in digits], eyes)
    if found:
        return found
    near = [_near(db, word) for word in wanted]
    if not any(near):
        return []
    either = [one + [_key(db, number, word) for word in words] for one, words in zip(begun, near, strict=True)]
    return _find(db, table, either, eyes)


def _find(db: Db, table: Table, alternatives: list[list[str]], eyes: Eyes) -> list[int]:
    values: dict[str, Any] = {"hidden": str(eyes.hidden), "most": MOST_FOUND}
    if table.number in (APPOINTMENT, DOCUMENT):
        values |= {"me": eyes.associate_id, "groups": str(list(eyes.groups))}
    return [row[0] for row in db.rows(table.find, words=db.full_text(alternatives), **values)]


def _key(db: Db, number: int, word: str) -> str:
    """A word as the index holds it."""
    return f"{db.tenant}z{number}z{word}"


def _near(db: Db, word: str) -> list[str]:
    """The known words that are one slip away."""
    if not spelling.may_slip(word):
        return []
    near = msgspec.json.encode(sorted(spelling.neighbours(word))).decode()
    known = (row[0] for row in db.rows(NEAR_WORDS, near=near))
    return [one for one in known if spelling.is_one_slip(word, one)][:MOST_NEAR]


def index_some(db: Db) -> bool:
    """Put some records into the index that are not there yet; say whether there were any."""
    for table in TABLES.values():
        ids = str([row[0] for row in db.rows(table.to_index, most=BATCH)])
        if ids != "[]":
            _index(db, table, ids)
            return True
    return False


def _index(db: Db, table: Table, ids: str) -> None:
    db.run(table.mark, ids=ids, indexed=1)  # first: who saves from now on waits, and marks the record again
    found = {row[0]: table.words(*row[1:]) for row in db.rows(table.read, ids=ids)}
    mark = _key(db, table.number, "")  # so that nothing is without any word
    db.each(
        INDEX,
        [
            {"table": table.number, "id": number, "words": " ".join([mark, *(f"{mark}{word}" for word in words.all)])}
            for number, words in found.items()
        ],
    )
    _learn(db, sorted({name for words in found.values() for name in words.names}))


def _learn(db: Db, names: list[str]) -> None:
    """Remember words that are found when they are misspelt."""
    new = [row[0] for row in db.rows(NEW_WORDS, words=msgspec.json.encode(names).decode())] if names else []
    db.each(LEARN_WORD, [{"near": near, "word": word} for word in new for near in sorted(spelling.neighbours(word))])


def mark(db: Db, number: int, ids: list[int]) -> None:
    """Say that records have to be read anew into the index."""
    db.run(TABLES[number].mark, ids=str(ids), indexed=0)


def forget(db: Db, number: int, record_id: int) -> None:
    """Take a record that is deleted for good out of the index."""
    db.run(FORGET, table=number, id=record_id)
