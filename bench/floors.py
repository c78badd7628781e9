"""Endpoints that run the same SQL on the same engine, and do nothing else: what the API is compared with.

Who asks, what he may, what he sent is not looked at; a save's answer is not made.
"""

import random
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import large
import msgspec

from openkontor import rights
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.relation import ContactRelationEntity
from openkontor.config import DEFAULT_TENANT
from openkontor.contract.links import links
from openkontor.layouts import lay_out
from openkontor.store import activity, contacts, numbers, relations
from openkontor.store.db import Db
from openkontor.store.engine import Engine
from openkontor.store.reference import Reference
from openkontor.wire import as_json
from openkontor.wire.dress import Dress

SECOND = 1_000_000

Work = Callable[[Db], object]


def get(engine: Engine, host: str) -> Callable[[int], Callable[[Db], bytes]]:
    """GET Contact/{id} with the same SQL and assembly; who asks, and what he may, is not looked at."""
    reference: Reference = engine.read_now(Reference, DEFAULT_TENANT)
    right = rights.table_right(rights.ALL)
    base = f"http://{host}/api/v1"

    def bare(contact_id: int) -> Callable[[Db], bytes]:
        def work(db: Db) -> bytes:
            db.go_by(reference)
            entity = contacts.load(db, contact_id)
            assert entity is not None
            lay_out(entity.address, entity.country.address_layout_id)
            entity.table_right = right
            entity.rest_links = links(entity, base)
            as_json.fill(entity, "")
            return as_json.write(entity, Dress(reference.base_zone, reference.base_zone))

        return work

    return bare


def get_active(engine: Engine, kept: bytes) -> Callable[[Db], bytes]:
    """GetMyActiveContacts reduced to its SQL: what it finds is not looked at, the answer is kept."""
    reference: Reference = engine.read_now(Reference, DEFAULT_TENANT)
    asked: dict[str, Any] = {}

    def remember(statement: Any, **values: Any) -> list[Any]:
        asked.update(values)
        return []

    noted: Any = SimpleNamespace(reference=reference, rows=remember)
    activity.load_my_active_contacts(noted, 1, 0, [], 127, ([], []))

    def bare(db: Db) -> bytes:
        assert len(db.rows(activity.READ_ACTIVITY, **asked)) >= large.OWN
        return kept

    return bare


def saves(engine: Engine, stored: ContactEntity, companies: int) -> dict[str, Callable[[str], Work]]:
    """Give the SQL of each save by its name; it is told the rest of the path."""
    reference: Reference = engine.read_now(Reference, DEFAULT_TENANT)

    def post(rest: str) -> Work:
        def work(db: Db) -> object:
            db.go_by(reference)
            number = numbers.for_new(db, numbers.CONTACT, "", "Number2")
            made = msgspec.structs.replace(stored, number2=number)
            return contacts.insert(db, made, time.time_ns() // 1000, 1)

        return work

    def put(rest: str) -> Work:
        def work(db: Db) -> object:
            db.go_by(reference)
            contacts.lock(db, int(rest))
            before = contacts.load(db, int(rest))
            assert before is not None
            now = time.time_ns() // 1000
            after = msgspec.structs.replace(before, description=f"Changed at {now}.")
            stamp = max(now, before.updated_date + SECOND, before.created_date + SECOND)
            return contacts.update(db, before, after, now, stamp, 1)

        return work

    def relate(rest: str) -> Work:
        def work(db: Db) -> object:
            db.go_by(reference)
            source = random.randint(2, companies)
            ends = relations.find_end(db, source, 0), relations.find_end(db, source + 1, 0)
            assert ends[0] is not None
            assert ends[1] is not None
            relation = ContactRelationEntity(source, 0, source + 1, 0, relation_definition_id=1)
            return relations.insert(db, relation, (ends[0], ends[1]), time.time_ns() // 1000, 1, 1)

        return work

    return {"post": post, "put": put, "relate": relate}
