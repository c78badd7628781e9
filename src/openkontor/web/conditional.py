"""Preconditions: answer only, or write only, if a record is as the caller knows it (protocol reference 5).

Stamps have whole seconds on both sides. An ETag is "saves-hash": how often the record was saved, and a hash
of the answer. If-Match compares the saves alone, since a language or a colleague's name does not change the
record; If-None-Match compares the whole.

Clients may send the time as HTTP writes it or as it stands in the record, on the clock that stamps are shown by.
"""

import hashlib
import re
from datetime import UTC, datetime, tzinfo
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

from openkontor.errors import PreconditionFailed
from openkontor.web.answers import Header, Headers

SECOND = 1_000_000
# The year of the empty date, which a record shows that was never changed; clients' clocks move it into the year before.
NEVER = re.compile(rb"(?<![+.,-])\b000[01]\b")
IF_MATCH, IF_NONE_MATCH = b"if-match", b"if-none-match"
IF_MODIFIED, IF_UNMODIFIED = b"if-modified-since", b"if-unmodified-since"


def etag(saves: int, body: bytes) -> bytes:
    """Give the ETag of an answer that shows a record saved so often."""
    return b'"%d-%s"' % (saves, hashlib.sha256(body).hexdigest()[:16].encode())


def has_demands(headers: Headers) -> bool:
    """Say whether a request asks for anything that has to be looked at before the record is touched."""
    return IF_MATCH in headers or IF_UNMODIFIED in headers or IF_NONE_MATCH in headers


def speaks_tags(headers: Headers) -> bool:
    """Say whether a caller uses ETags, and wants to know the one of what it has just saved."""
    return IF_MATCH in headers or IF_NONE_MATCH in headers


def demand(headers: Headers, saves: int, stamp: int, clock: tzinfo) -> None:
    """Refuse, 412, when the record is not the one the caller knows; `stamp` in microseconds, `clock` shows stamps."""
    if IF_MATCH in headers:
        known = _tags(headers[IF_MATCH])
        if "*" not in known and str(saves) not in {tag.partition("-")[0] for tag in known}:
            raise PreconditionFailed("The record was saved since: its ETag is not the one in If-Match.")
        return
    header = headers.get(IF_UNMODIFIED, b"")
    if NEVER.search(header):  # was it changed, as far as the caller knows
        is_changed = saves > 0
    else:
        limit = _seconds(header, clock)
        is_changed = limit is not None and stamp // SECOND > limit
    if is_changed:
        raise PreconditionFailed("The record was changed after the time in If-Unmodified-Since.")


def demand_absent(headers: Headers, saves: int) -> None:
    """Refuse, 412, to write a record that If-None-Match says must not be there, or not be as it is."""
    known = _tags(headers[IF_NONE_MATCH]) if IF_NONE_MATCH in headers else []
    if "*" in known or str(saves) in {tag.partition("-")[0] for tag in known}:
        raise PreconditionFailed("The record is there, as If-None-Match says it must not be.")


def is_known(headers: Headers, tag: bytes, stamp: int, clock: tzinfo) -> bool:
    """Say whether the caller has this very answer already: 304."""
    if IF_NONE_MATCH in headers:
        return _names(headers[IF_NONE_MATCH], tag)
    limit = _seconds(headers.get(IF_MODIFIED, b""), clock)
    return limit is not None and stamp // SECOND <= limit


@lru_cache(1000)
def last_modified(second: int) -> bytes:
    """Give a stamp, in seconds since 1970, as Last-Modified has it."""
    return format_datetime(datetime.fromtimestamp(second, UTC), usegmt=True).encode()


def stamps(stamp: int, tag: bytes, now: int) -> tuple[Header, ...]:
    """Give the headers ETag and Last-Modified; the latter not while it lies ahead of the clock."""
    if stamp > now:
        return ((b"etag", tag),)
    return ((b"etag", tag), (b"last-modified", last_modified(stamp // SECOND)))


def _tags(header: bytes) -> list[str]:
    return [tag.strip().removeprefix("W/").strip('"') for tag in header.decode("latin-1").split(",")]


def _names(header: bytes, tag: bytes) -> bool:
    known = _tags(header)
    return "*" in known or tag.decode().strip('"') in known


def _seconds(header: bytes, clock: tzinfo) -> int | None:
    """Read a moment, as HTTP writes it or as ISO 8601 does; one that cannot be read was not sent."""
    text = header.decode("latin-1").strip()
    if not text:
        return None
    zone: tzinfo = UTC
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # the latter for a day or year of many digits
        try:
            moment, zone = datetime.fromisoformat(text), clock
        except ValueError:
            return None
    return int((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp())
