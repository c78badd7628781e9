"""The front door: which part of the server answers a request.

The API is asked first and costs nothing more for it. What a browser, a proxy or a monitor asks for is
imported when somebody does.
"""

from typing import Any

from openkontor.config import DEFAULT_TENANT, Config, networks
from openkontor.store.engine import Engine
from openkontor.web.about import health
from openkontor.web.about.page import Page
from openkontor.web.answers import Answer, Header, Headers, packed
from openkontor.web.cors import Cors
from openkontor.web.dispatch import Dispatch
from openkontor.web.external import External
from openkontor.web.login.logins import Logins
from openkontor.web.routes import AGENTS, PREFIX
from openkontor.web.tenants import Tenants

SIGN_IN = ("/login", "/api/state/")


class Front:
    """The whole server as an ASGI application."""

    def __init__(self, engine: Engine, config: Config):
        self._engine = engine
        self._tenants = Tenants(engine)
        self._logins = Logins(self._tenants, config)
        self._external = External(networks(config.trusted_proxies), config.public_url)
        self._api = Dispatch(engine, config, self._tenants, self._logins, self._external)
        self._cors = Cors(config.cors_origin)
        self._router: Any = None
        self._metrics: Any = None
        if config.metrics:
            from openkontor.web.about.metrics import Metrics  # brings the client library along

            self._metrics = Metrics()
            self._api.count = self._metrics.count

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        headers = _headers(scope["headers"])
        path: str = scope["path"]
        if b"origin" in headers and not path.lower().startswith(SIGN_IN):
            preflight = self._cors.preflight(scope["method"], headers)
            if preflight is not None:
                await Answer(204, b"", b"", *preflight).send(send)
                return
            send = _with(send, self._cors.headers(headers))
        reads = scope["method"] in ("GET", "HEAD")
        below = path[len(PREFIX) :].lstrip("/") if path[: len(PREFIX)].lower() == PREFIX else ""
        if below and not (reads and below.lower().startswith(AGENTS)):
            await self._api.answer(scope, headers, receive, send)
        elif path.lower().startswith(SIGN_IN):
            await self._pages(scope, receive, send)
        elif reads and (page := await self._page(scope, headers)) is not None:
            body, how = packed(page.body, headers)
            await Answer(page.status, body, page.content_type.encode(), *page.headers, *how).send(send)
        else:
            await self._api.answer(scope, headers, receive, send)  # below a tenant's path, or nowhere

    async def _page(self, scope: Any, headers: Headers) -> Page | None:
        """Find what is at a path that is no operation's."""
        path = scope["path"].rstrip("/").lower()
        if path == "/healthz":
            return health.healthz()
        if path == "/readyz":
            return await health.readyz(self._engine, DEFAULT_TENANT)
        if path == "/metrics":
            return self._metrics.page() if self._metrics is not None else None
        return await self._about(scope, headers)

    async def _about(self, scope: Any, headers: Headers) -> Page | None:
        """Find what the server says of itself, at its root or below a tenant's path."""
        from openkontor.web.about import roots  # reads the whole description of the API

        accept = headers.get(b"accept", b"").decode("latin-1")
        base, path = self._external.base(scope, headers), "/" + "/".join(filter(None, scope["path"].split("/")))
        tenant, _, rest = path[1:].partition("/")
        if f"/{rest}/".lower().startswith("/api/") and await self._tenants.find(tenant) is not None:
            base, path = f"{base}/{tenant}", f"/{rest}"
        return roots.root(path, accept, base)

    async def _pages(self, scope: Any, receive: Any, send: Any) -> None:
        if self._router is None:
            from starlette.routing import Router

            from openkontor.web.login import sign_in
            from openkontor.web.login.site import Site

            site = Site(self._tenants, self._logins, self._external, self._cors)
            self._router = Router(sign_in.routes(site), redirect_slashes=False, default=self._nowhere)
        await self._router(scope, receive, send)

    async def _nowhere(self, scope: Any, receive: Any, send: Any) -> None:
        await self._api.answer(scope, _headers(scope["headers"]), receive, send)


def _headers(sent: list[Header]) -> Headers:
    """Give the headers by name; one that was sent several times is one with commas (RFC 9110 5.3)."""
    headers = dict(sent)
    if len(headers) < len(sent):
        for name in headers:
            joint = b"; " if name == b"cookie" else b", "
            headers[name] = joint.join(value for key, value in sent if key == name)
    return headers


def _with(send: Any, more: tuple[Header, ...]) -> Any:
    """Add headers to an answer on its way."""

    async def sending(message: Any) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *more]
        await send(message)

    return sending
