"""Finished answers, kept in memory while what they show stays as it is.

An answer is kept under everything about the request it depends on, with the version of the record it
was made of. Every read asks the database for that version first, so an outdated answer is never given
(docs/decisions/0014).
"""

import threading
from collections.abc import Hashable
from typing import NamedTuple

from openkontor.store.db import Version


class Document(NamedTuple):
    """One finished answer."""

    body: bytes
    tag: bytes
    headers: tuple[tuple[bytes, bytes], ...]


class Documents:
    """The finished answers, up to a number of bytes; the oldest go first."""

    def __init__(self, most_bytes: int):
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: dict[Hashable, tuple[Version, Document]] = {}
        self._lock = threading.Lock()

    def find(self, key: Hashable, version: Version) -> Document | None:
        """Give the answer kept under a key, if it was made of this version."""
        found = self._kept.get(key)
        return found[1] if found is not None and found[0] == version else None

    def keep(self, key: Hashable, version: Version, document: Document) -> None:
        """Keep an answer. It may show a newer state than its version says: the next version does not match it."""
        with self._lock:
            former = self._kept.pop(key, None)
            self._bytes += len(document.body) - (len(former[1].body) if former else 0)
            self._kept[key] = version, document
            while self._bytes > self._most_bytes:
                _, oldest = self._kept.pop(next(iter(self._kept)))
                self._bytes -= len(oldest.body)
