"""Finished answers, kept in memory while what they show stays as it is.

An answer is kept under everything about the request it depends on, with the version of the record it
was made of, or for a list the state of the whole database. Every read asks the database for that first,
so an outdated answer is never given (docs/decisions/0014).
"""

import threading
from collections.abc import Hashable
from typing import NamedTuple

from openkontor.store.db import Version
from openkontor.web.answers import Header

Key = tuple[Hashable, ...]
State = Version | tuple[int, int]


class Document(NamedTuple):
    """One finished answer."""

    body: bytes
    tag: bytes
    headers: tuple[Header, ...]


class Documents:
    """The finished answers, up to a number of bytes; the oldest go first."""

    def __init__(self, most_bytes: int):
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: dict[Key, tuple[State, Document]] = {}
        self._lock = threading.Lock()

    def find(self, key: Key, version: State) -> Document | None:
        """Give the answer kept under a key, if it was made of this version."""
        found = self._kept.get(key)
        return found[1] if found is not None and found[0] == version else None

    def keep(self, key: Key, version: State, document: Document) -> None:
        """Keep an answer. It may show a newer state than its version says: the next version does not match it."""
        with self._lock:
            self._drop(key)
            self._kept[key] = version, document
            self._bytes += _size(key, document)
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        former = self._kept.pop(key, None)
        if former is not None:
            self._bytes -= _size(key, former[1])


def _size(key: Key, document: Document) -> int:
    """How long the texts of a key are is for callers to choose, so they count too."""
    return len(document.body) + sum(len(part) for part in key if isinstance(part, (str, bytes)))
