"""The URL that callers know this server by: as they asked for it, or as a trusted proxy or a setting says."""

import re
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

from openkontor.web.answers import Headers

Networks = tuple[IPv4Network | IPv6Network, ...]

HOST = re.compile(rb"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
PATH_PREFIX = re.compile(rb"(?:/[A-Za-z0-9._~-]+)+/?")


class External:
    """How the outside sees this server, and who of the outside is calling."""

    def __init__(self, trusted: Networks = (), public_url: str = ""):
        self._trusted = trusted
        self._public_url = public_url.rstrip("/")

    def base(self, scope: Any, headers: Headers) -> str:
        """Give what stands before /api and /login in this server's URLs, without a final slash.

        X-Forwarded-Proto, -Host and -Prefix count when a trusted proxy sends them; of several values the last,
        which is the proxy's own. The public URL overrules everything (protocol reference 1.3).
        """
        if self._public_url:
            return self._public_url
        scheme, host, prefix = scope["scheme"], headers.get(b"host", b""), b""
        if self._trusted and self._trusts(scope["client"]):
            scheme = {b"http": "http", b"https": "https"}.get(_last(headers, b"x-forwarded-proto").lower(), scheme)
            host = _last(headers, b"x-forwarded-host") or host
            prefix = _last(headers, b"x-forwarded-prefix")
        return _joined(scheme, host, prefix)

    def api(self, scope: Any, headers: Headers, tenant: str) -> str:
        """Give the URL of /api/v1 of a tenant as the path names it, empty for the default one."""
        base = self.base(scope, headers)
        return f"{base}/{tenant}/api/v1" if tenant else f"{base}/api/v1"

    def address(self, scope: Any, headers: Headers) -> str:
        """Give the caller's network address: behind trusted proxies the last one that is none of them."""
        client = scope.get("client")
        if not self._trusted or not self._trusts(client):
            return client[0] if client else ""
        told = [part.strip() for part in headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")]
        strangers = (name for name in reversed(told) if name and not self._trusts((name, 0)))
        return next(strangers, str(client[0]))

    def _trusts(self, client: tuple[str, int] | None) -> bool:
        if client is None:  # a local socket has no address
            return False
        try:
            address = ip_address(client[0])
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None) or address
        return any(mapped in network for network in self._trusted)


@lru_cache(64)
def _joined(scheme: str, host: bytes, prefix: bytes) -> str:
    """A host or prefix that is none could break out of the text it is written into."""
    name = host.decode() if HOST.fullmatch(host) else "localhost"
    path = prefix.decode().rstrip("/") if PATH_PREFIX.fullmatch(prefix) else ""
    return f"{scheme}://{name}{path}"


def _last(headers: Headers, name: bytes) -> bytes:
    return headers.get(name, b"").rpartition(b",")[2].strip()
