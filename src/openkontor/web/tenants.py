"""The tenants of a database: their reference data in memory, and work done for them outside the API's routes."""

import time
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any, Literal

from openkontor.call import Call
from openkontor.config import DEFAULT_TENANT
from openkontor.store.db import Db, StaleReference
from openkontor.store.engine import Engine
from openkontor.store.reference import Reference, hold, tenant_name
from openkontor.wire import words

TRIES = 3

Runs = Literal["read", "write"]


class Tenants:
    """Hands out reference data, as fresh as it was last found to be. Tenants are numbered from 1 on, without gaps."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._references: dict[tuple[int, str], Reference] = {}  # by tenant and language
        self._names: dict[int, str] = {}

    async def find(self, name: str) -> int | None:
        """Give the tenant of a name, in any case, None for no such; the empty name is the default one's."""
        if not name:
            return DEFAULT_TENANT
        for tenant in count(DEFAULT_TENANT):
            found = await self.name(tenant)
            if not found:
                return None
            if found.casefold() == name.casefold():
                return tenant
        raise AssertionError

    async def name(self, tenant: int) -> str:
        """Give a tenant's name, which is the context identifier on the wire; empty for one that is not there."""
        if tenant not in self._names:
            name = await self._engine.read(tenant_name, tenant)
            if name is None:
                return ""
            self._names[tenant] = name
        return self._names[tenant]

    async def reference(self, tenant: int, language: str = "") -> Reference:
        """Give a tenant's reference data with its texts in a language (a tag such as "US"; empty: as stored).

        `is_stale` says whether somebody has changed it since.
        """
        return self._references.get((tenant, language)) or await self._load(tenant, language)

    async def is_stale(self, reference: Reference, tenant: int) -> bool:
        """Ask the database whether it has newer reference data."""
        version = await self._engine.read(Db.reference_version, tenant)
        return bool(version != reference.version)

    async def renew(self, stale: Reference, tenant: int, language: str = "") -> None:
        """Load the reference data anew, unless another request has just done so."""
        if self._references.get((tenant, language)) is stale:
            await self._load(tenant, language)

    def adopt(self, committed: Db, language: str) -> None:
        """Go on with the reference data that a request loaded after it had changed it, if it did."""
        if committed.renewed:
            self._newer(committed.reference, committed.tenant, language)

    async def run(self, runs: Runs, work: Callable[[Call], Any], tenant: int) -> Any:
        """Run work that is no agent method, in one transaction, with reference data that is not stale."""

        def run(db: Db) -> Any:
            db.go_by(reference)
            if not left:
                hold(db)
            result = work(Call(db, 0, time.time_ns() // 1000))
            db.demand_fresh()
            return result

        for left in range(TRIES - 1, -1, -1):
            reference = await self.reference(tenant)
            try:
                return await getattr(self._engine, runs if left else "write")(run, tenant)
            except StaleReference:
                await self.renew(reference, tenant)
        raise AssertionError

    async def _load(self, tenant: int, language: str) -> Reference:
        speak = partial(words.resolve, language=language) if language else str
        reference: Reference = await self._engine.read(lambda db: Reference(db, speak), tenant)
        return self._newer(reference, tenant, language)

    def _newer(self, reference: Reference, tenant: int, language: str) -> Reference:
        known = self._references.get((tenant, language))
        if known is None or known.version < reference.version:
            self._references[tenant, language] = known = reference
        return known
