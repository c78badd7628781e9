"""Brings the full-text index up to date: while nobody asks for anything, and before a search."""

import asyncio
import logging
import time

from openkontor.store.engine import Engine
from openkontor.store.freetext import index_some

PAUSE_SECONDS = 0.5  # without any request; only then is there time for the index
PATIENCE_SECONDS = 30.0  # of a search; then it sees what is there

log = logging.getLogger("openkontor")


class Indexing:
    """The index of every tenant that was asked for."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._known: set[int] = set()
        self._behind: set[int] = set()
        self._last = 0.0  # when the latest request came
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def asked(self, tenant: int, writes: bool) -> None:
        """Take note of a request; what it writes is indexed in the next pause."""
        self._last = time.monotonic()
        if writes or tenant not in self._known:
            self._known.add(tenant)
            self._behind.add(tenant)
            if self._timer is None:
                self._wait()

    async def catch_up(self, tenant: int) -> None:
        """Put all that is saved into the index, for a search that is waiting."""
        until = time.monotonic() + PATIENCE_SECONDS
        while await self._engine.write(index_some, tenant) and time.monotonic() < until:
            pass

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._look)

    def _look(self) -> None:
        if self._is_pause():
            self._task = asyncio.get_running_loop().create_task(self._work())
        else:
            self._wait()

    def _is_pause(self) -> bool:
        return time.monotonic() - self._last >= PAUSE_SECONDS

    async def _work(self) -> None:
        while self._behind and self._is_pause():
            tenant = next(iter(self._behind))
            try:
                more = await self._engine.write(index_some, tenant)
            except Exception:
                log.exception("the full-text index of tenant %s could not be brought up to date", tenant)
                more = False  # the next save, or the next search, tries again
            if not more:
                self._behind.discard(tenant)
        self._timer = None
        if self._behind:
            self._wait()
