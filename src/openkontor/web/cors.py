"""Pages of other origins that may call the API: which, and what their browser is told (protocol reference 2.4)."""

import re

from openkontor.web.answers import Header, Headers

METHODS = b"GET, POST, PUT, PATCH, DELETE, OPTIONS"
# What a page may send: the API's own headers and what a request needs at all.
SENT = {
    "accept",
    "accept-language",
    "authorization",
    "content-type",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-unmodified-since",
    "so-apptoken",
    "so-browser-tz-offset",
    "so-contextidentifier",
    "so-culture",
    "so-language",
    "so-timezone",
    "x-requested-with",
    "x-xsrf-token",
}
READ = b"ETag, Last-Modified, Location, Retry-After, SO-TimeZone"
PREFLIGHT_SECONDS = b"600"


class Cors:
    """The origins of one server's setting."""

    def __init__(self, origins: str):
        words = origins.lower().split()
        self._listed = frozenset(word for word in words if "*" not in word)
        patterns = [re.escape(word).replace(r"\*", ".*") for word in words if "*" in word]
        self._pattern = re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None

    def headers(self, sent: Headers) -> tuple[Header, ...]:
        """Give what goes with every answer to a page; nothing when it has no origin, or one that may not call."""
        origin = sent.get(b"origin", b"")
        name = origin.decode("latin-1").lower()
        if not origin or not self._allows(name):
            return ()
        told: tuple[Header, ...] = (
            (b"access-control-allow-origin", origin),
            (b"access-control-expose-headers", READ),
            (b"vary", b"Origin"),
        )
        if name in self._listed:  # a pattern is no reason to hand out somebody's session
            told = (*told, (b"access-control-allow-credentials", b"true"))
        return told

    def preflight(self, verb: str, sent: Headers) -> tuple[Header, ...] | None:
        """Give the headers of the answer to a preflight, 204 and before any login; None when it is none."""
        if verb != "OPTIONS" or b"access-control-request-method" not in sent:
            return None
        told = self.headers(sent)
        if not told:
            return ((b"vary", b"Origin"),)
        asked = sent.get(b"access-control-request-headers", b"").decode("latin-1").lower()
        names = [name for name in (part.strip() for part in asked.split(",")) if name in SENT]
        return (
            *told,
            (b"access-control-allow-methods", METHODS),
            (b"access-control-allow-headers", ", ".join(names).encode()),
            (b"access-control-max-age", PREFLIGHT_SECONDS),
        )

    def _allows(self, origin: str) -> bool:
        return origin in self._listed or (self._pattern is not None and bool(self._pattern.fullmatch(origin)))
