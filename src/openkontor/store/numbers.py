"""Numbers of companies, people, projects and sales: allocated from counters (domain reference 3.5).

Clash rules are those of the seeded counters, Allocate and, for companies and people, Unique; other flag sets
are not honoured yet.
"""

from typing import NamedTuple

from openkontor.errors import Invalid
from openkontor.store.db import Db
from openkontor.store.dialect import Statement, statement

LONGEST = 49  # characters


class Counter(NamedTuple):
    """One number counter: its name in `sequence`, the statement that finds who has a number.

    The statement tells the reference version too: who sends a number has it asked before anything is written.
    """

    name: str
    holder: Statement
    is_unique: bool = True


CONTACT = Counter(
    "contact.number2",
    statement(
        "contact_with_number",
        """SELECT v.reference_version, r.contact_id
        FROM tenant v LEFT JOIN contact r ON r.tenant = v.tenant AND r.number2 = :number AND r.number2 <> ''
        WHERE v.tenant = :tenant""",
    ),
)
PERSON = Counter(
    "person.person_number",
    statement(
        "person_with_number",
        """SELECT v.reference_version, r.person_id
        FROM tenant v LEFT JOIN person r ON r.tenant = v.tenant AND r.person_number = :number AND r.person_number <> ''
        WHERE v.tenant = :tenant""",
    ),
)
PROJECT = Counter(
    "project.project_number",
    statement(
        "project_with_number",
        """SELECT v.reference_version, r.project_id
        FROM tenant v LEFT JOIN project r
            ON r.tenant = v.tenant AND r.project_number = :number AND r.project_number <> ''
        WHERE v.tenant = :tenant LIMIT 1""",
    ),
    is_unique=False,
)
SALE = Counter(
    "sale.number1",
    statement(
        "sale_with_number",
        """SELECT v.reference_version, r.sale_id
        FROM tenant v LEFT JOIN sale r ON r.tenant = v.tenant AND r.number1 = :number AND r.number1 <> ''
        WHERE v.tenant = :tenant LIMIT 1""",
    ),
    is_unique=False,
)


def peek(db: Db, counter: Counter) -> str:
    """Give the number that comes next, without taking it."""
    return str(db.peek_id(counter.name))


def for_new(db: Db, counter: Counter, sent: str, field: str) -> str:
    """Give a new record's number: the one sent if it is free, else the next of the counter.

    A taken number is only forgiven when the counter has handed it out or shown it: a form shows a
    number before it is taken. Any other clash is an error on the field. A number that is sent costs
    the counter one, so that the one a form was shown is not shown again.

    Where numbers are unique, the next may be taken, and the one sent may be taken meanwhile: storing it tells, for
    an index keeps it from being stored twice, and whoever stores it asks here again.
    """
    if sent and not (sent.isascii() and sent.isdigit()):
        return _unless_taken(db, counter, sent, 0, field)
    is_free = bool(sent) and not holder(db, counter, sent)
    db.demand_fresh()  # a request that is run again would lose what it has taken
    number = db.new_id(counter.name)
    if is_free:
        return sent
    if sent and int(sent) > number and int(sent) >= db.stored_next_id(counter.name):
        if not counter.is_unique:
            return sent
        raise Invalid.field(field, f"the number {sent} is taken")
    while not counter.is_unique and holder(db, counter, str(number)):
        number = db.new_id(counter.name)
    return str(number)


def for_stored(db: Db, counter: Counter, sent: str, stored: str, record_id: int, field: str) -> str:
    """Give a stored record's number: the one sent; an allocated number cannot be emptied."""
    if not sent or sent == stored:
        return stored
    return _unless_taken(db, counter, sent, record_id, field)


def is_valid(number: str) -> bool:
    """Say whether a record whose number need not be unique can have this one."""
    return 0 < len(number.strip()) <= LONGEST


def _unless_taken(db: Db, counter: Counter, sent: str, record_id: int, field: str) -> str:
    if counter.is_unique and holder(db, counter, sent) not in (0, record_id):
        raise Invalid.field(field, f"the number {sent} is taken")
    return sent


def holder(db: Db, counter: Counter, number: str) -> int:
    """Give the id of a record that has a number; 0 for none."""
    row = db.row(counter.holder, number=number)
    assert row is not None
    db.check(row[0])
    return row[1] or 0
