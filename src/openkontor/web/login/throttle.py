"""Guessing is slowed down where it comes from: per account and address, and per address (docs/decisions/0012).

An account is never locked: who guesses at it elsewhere does not keep its owner out.
"""

import ipaddress
import math
import time
from collections.abc import Callable

from openkontor.errors import TooManyTries

FREE_TRIES = 5  # of one account from one address
FREE_TRIES_OF_ADDRESS = 100  # whatever the account: many people may share one
LONGEST_WAIT = 300.0  # seconds; each further try doubles the wait up to this
FORGOTTEN_AFTER = 3600.0  # seconds
MOST_WATCHED = 10_000

Key = tuple[int, str, str]


class Throttle:
    """Counts tries that did not succeed, for as many accounts and addresses as it has room for."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._tries: dict[Key, tuple[int, float]] = {}  # the longest ago first

    def begin(self, tenant: int, account: str, address: str) -> None:
        """Count a try before its outcome is known; TooManyTries when it comes too early."""
        now = self._clock()
        pair, alone = _keys(tenant, account, address)
        wait = max(self._wait(pair, FREE_TRIES, now), self._wait(alone, FREE_TRIES_OF_ADDRESS, now))
        if wait > 0:
            raise TooManyTries(math.ceil(wait))
        for key in (pair, alone):
            self._count(key, now)

    def succeeded(self, tenant: int, account: str, address: str) -> None:
        """Take back what this account's tries counted: who knows the password was not guessing."""
        pair, alone = _keys(tenant, account, address)
        mine, _ = self._tries.pop(pair, (0, 0.0))
        tries, last = self._tries.get(alone, (0, 0.0))
        if tries > mine:
            self._tries[alone] = (tries - mine, last)
        else:
            self._tries.pop(alone, None)

    def _wait(self, key: Key, free: int, now: float) -> float:
        tries, last = self._tries.get(key, (0, 0.0))
        if tries < free or now - last > FORGOTTEN_AFTER:
            return 0
        return last + min(2.0 ** min(tries - free, 20), LONGEST_WAIT) - now

    def _count(self, key: Key, now: float) -> None:
        tries, last = self._tries.pop(key, (0, 0.0))
        if now - last > FORGOTTEN_AFTER:
            tries = 0
        if len(self._tries) >= MOST_WATCHED:
            del self._tries[next(iter(self._tries))]
        self._tries[key] = (tries + 1, now)


def _keys(tenant: int, account: str, address: str) -> tuple[Key, Key]:
    network = _network(address)
    return (tenant, account.casefold()[:64], network), (0, "", network)


def _network(address: str) -> str:
    """One customer's line has a whole /64 of IPv6 addresses to guess from."""
    if ":" not in address:
        return address
    try:
        return str(ipaddress.ip_network((address.partition("%")[0], 64), strict=False))
    except ValueError:
        return address
