"""Statements that are run again and again are planned once on a connection of PostgreSQL, however many there are."""

import pytest

from openkontor.store.db import Db
from openkontor.store.dialect import composed
from openkontor.store.postgres import PostgresEngine

KINDS = 300  # more than the driver would keep
COUNT = composed("SELECT count(*) FROM pg_prepared_statements WHERE :tenant > 0")


@pytest.mark.postgres
def test_statements_stay_prepared_although_there_are_many(postgres_engine: PostgresEngine) -> None:
    statements = [composed(f"SELECT {number} FROM tenant WHERE tenant = :tenant") for number in range(KINDS)]

    def work(db: Db) -> int:
        for _ in range(6):
            for one in statements:
                db.rows(one)
        row = db.row(COUNT)
        assert row is not None
        return int(row[0])

    assert postgres_engine.read_now(work, 1) >= KINDS
