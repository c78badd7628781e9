"""Asks whether the database can be written, without writing."""

from openkontor.store.db import Db
from openkontor.store.dialect import statement

# A standby and a read-only connection refuse to lock a row, even one that is not there.
LOCK_TENANT = statement("lock_tenant", "SELECT tenant FROM tenant WHERE tenant = :tenant FOR UPDATE")


def probe(db: Db) -> None:
    """Fail where a save would fail because nothing may be written."""
    db.row(LOCK_TENANT)
