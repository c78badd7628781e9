"""A large database, laid out fast: rows of the real tables, as saves would have left them a while ago.

100,000 companies, 1,000 of them the administrator's own, and ten activities of each. They count as indexed: no
full text is asked for, and indexing them would disturb what is measured.
"""

import random
import time

from openkontor import app
from openkontor.config import DEFAULT_TENANT, Config
from openkontor.store import seed, users
from openkontor.store.db import Db
from openkontor.store.dialect import statement
from openkontor.store.engine import Engine
from openkontor.store.seed_lists import CATEGORIES, LISTS

COMPANIES, OWN, ACTIVITIES = 100_000, 1_000, 10
FIRST = 2  # company 1 is the owner's
COLLEAGUES = 20
DAY = 24 * 3600 * 1_000_000
NAME_BEGINNINGS = [first + second for first in "bdfghjklmnprstv" for second in "aeiou"]
NAME_ENDINGS = ("AS", "Ltd", "GmbH", "& Sons", "Group")

INDEXED = statement("bench_indexed", "UPDATE contact SET indexed = 1 WHERE tenant = :tenant")
# What is older has smaller ids, so the activities of one company lie far apart, as they do in a real database.
ACTIVITY = statement(
    "bench_activity",
    """INSERT INTO appointment (tenant, appointment_id, contact_id, associate_id, group_idx, type, status, task_idx,
        do_by, endDate, activeDate, done, indexed, registered, registered_associate_id, changed_at)
    SELECT :tenant, :first + c.contact_id, c.contact_id, c.associate_id, 1, 1, 1 + 2 * (c.contact_id & 1), 1,
        :registered, :registered, :registered, CASE WHEN c.contact_id & 1 = 1 THEN :registered END,
        1, :registered + c.contact_id, c.associate_id, :registered
    FROM contact c WHERE c.tenant = :tenant AND c.contact_id >= 2""",
)
SEEN = statement(
    "bench_seen",
    """INSERT INTO VisibleFor (tenant, VisibleFor_id, tableId, recordId, forAll)
    SELECT :tenant, a.appointment_id, 9, a.appointment_id, 1 FROM appointment a WHERE a.tenant = :tenant""",
)


def prepare(engine: Engine, config: Config) -> None:
    """Fill an empty database."""
    app.set_up(engine, config, "tje0", "Tje0")
    engine.write_now(fill, DEFAULT_TENANT)


def fill(db: Db) -> None:
    """Store the companies and their activities."""
    now = time.time_ns() // 1000
    for number in range(COLLEAGUES):
        users.add_user(db, f"colleague{number}", "no password", 1, now)
    db.each(seed.CONTACT, companies(now))
    db.run(INDEXED)
    for turn in range(ACTIVITIES):
        db.run(ACTIVITY, first=turn * COMPANIES, registered=now - (ACTIVITIES - turn) * 30 * DAY)
    db.run(SEEN)
    following = {"contact": COMPANIES + FIRST, "appointment": COMPANIES * ACTIVITIES + FIRST}
    following |= {"visiblefor": COMPANIES * ACTIVITIES + FIRST}
    seed.write_next(db, following)


def companies(now: int) -> list[dict[str, object]]:
    """Give the companies' rows; owners, categories and businesses are drawn by lot, and so are the names."""
    lot = random.Random(1)
    categories, businesses = [number for number, *_ in CATEGORIES], [number for number, _ in LISTS["Business"]]
    owned = set(lot.sample(range(COMPANIES), OWN))
    rows = []
    for number in range(COMPANIES):
        name = "".join(lot.choices(NAME_BEGINNINGS, k=3)).capitalize() + " " + lot.choice(NAME_ENDINGS)
        owner = 1 if number in owned else lot.randint(2, 1 + COLLEAGUES)
        registered = now - lot.randrange(400 * DAY, 2000 * DAY)
        row = seed.contact_row(FIRST + number, name, registered, associate_id=owner, group_id=1, country_id=578)
        row |= {"number2": str(100_000 + number), "orgnr": str(900_000_000 + number), "department": "Head office"}
        rows.append(row | {"category_idx": lot.choice(categories), "business_idx": lot.choice(businesses)})
    return rows
