"""The way of every request: route, body, login, transaction, answer."""

import logging
import time
from typing import Any

from openkontor.call import Call
from openkontor.config import DEFAULT_TENANT
from openkontor.contract import operations
from openkontor.contract.paths import Paths
from openkontor.errors import ApiError, NotBuilt, NotFound, RequestError, UnknownId, WrongLogin
from openkontor.store.db import Db, StaleReference
from openkontor.store.engine import Engine
from openkontor.store.reference import Reference, current_version
from openkontor.web.agent_routes import agent_operations
from openkontor.web.answers import failure, success
from openkontor.web.auth import Logins
from openkontor.web.documents import Documents
from openkontor.web.operation import Arguments, Operation
from openkontor.web.request import Request
from openkontor.web.rest_routes import rest_operations
from openkontor.wire import as_json

LARGEST_BODY = 4 * 1024 * 1024
PREFIX = "/api/v1/"
TRIES = 3
DOCUMENT_BYTES = 128 * 1024 * 1024

log = logging.getLogger("openkontor")

Target = Operation | operations.Operation


def routes() -> Paths[Target]:
    """Give every path of the contract: what is built leads to an operation, the rest to its name."""
    paths: Paths[Target] = Paths()
    for published in operations.load():
        paths.add(published.path, published.verb, published)
    for path, verb, operation in (*agent_operations(), *rest_operations()):
        paths.add(path, verb, operation)
    return paths


class Dispatch:
    """The API as an ASGI application."""

    def __init__(self, engine: Engine):
        self._engine = engine
        self._paths = routes()
        self._logins = Logins()
        self._documents = Documents(DOCUMENT_BYTES)
        self._references: dict[int, Reference] = {}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        try:
            answer = success(await self._answer(scope, headers, receive))
        except ApiError as error:
            answer = failure(error, headers, *_allow(error))
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"])
            answer = failure(ApiError("The server failed; its log tells why."), headers)
        await answer.send(send)

    async def _answer(self, scope: Any, headers: dict[bytes, bytes], receive: Any) -> bytes:
        operation, parameters = self._find(scope["method"], scope["raw_path"].decode("latin-1"))
        body = await _body(headers, receive) if operation.has_body else b""
        request = Request(scope, headers, parameters, body)
        for _ in range(TRIES):
            reference = self._references.get(DEFAULT_TENANT) or await self._load_reference()
            try:
                associate_id = await self._login(operation, headers, reference)
                return await self._run(operation, request, reference, associate_id)
            except StaleReference:
                await self._replace(reference)
            except WrongLogin:  # or a user who was added, or a password that was changed, a moment ago
                if not await self._is_stale(reference):
                    raise
                await self._replace(reference)
        raise ApiError("The reference data changed too often; try again.")

    def _find(self, verb: str, path: str) -> tuple[Operation, dict[str, str]]:
        found = None
        if "//" in path:
            path = "/" + "/".join(part for part in path.split("/") if part)
        if path[: len(PREFIX)].lower() == PREFIX:
            found = self._paths.find(path[len(PREFIX) :].rstrip("/"))
        if found is None:
            raise _no_route(path)
        verbs, parameters = found
        target = verbs.get(verb)
        if target is None:
            raise WrongVerb(verb, sorted(verbs))
        if isinstance(target, operations.Operation):
            raise NotBuilt(f"{target.name} is part of the contract, but this server does not have it yet.")
        return target, parameters

    async def _login(self, operation: Operation, headers: dict[bytes, bytes], reference: Reference) -> int:
        if operation.method.allows == "anyone":
            return 0
        return await self._logins.associate(headers.get(b"authorization"), reference)

    async def _run(self, operation: Operation, request: Request, reference: Reference, associate_id: int) -> bytes:
        method = operation.method
        request.zone = reference.base_zone
        arguments = operation.arguments(request)

        def work(db: Db) -> bytes:
            db.reference = reference
            call = Call(db, associate_id, time.time_ns() // 1000)
            if operation.version is not None:
                return self._document(operation, request, call, arguments)
            if method.runs == "write":
                db.check(current_version(db))  # before anything is written
            return _answer(operation, request, call, arguments)

        try:
            return await getattr(self._engine, method.runs)(work, DEFAULT_TENANT)  # type: ignore[no-any-return]
        except UnknownId as error:
            if operation.is_rest:
                raise NotFound(error.message) from None
            raise
        except NotFound:
            if method.gives_nothing and not operation.is_rest:
                return b""  # agents do not say that there was nothing to delete
            raise

    def _document(self, operation: Operation, request: Request, call: Call, arguments: Arguments) -> bytes:
        """Give an entity's answer as it was made before, if nothing has changed since."""
        assert operation.version is not None
        found = operation.version(call, *arguments)
        if found is None:
            return _answer(operation, request, call, arguments)
        version, rights = found
        key = (operation, arguments, rights, request.base_url())
        body = self._documents.find(key, version)
        if body is None:
            body = _answer(operation, request, call, arguments)
            self._documents.keep(key, version, body)
        return body

    async def _load_reference(self) -> Reference:
        reference: Reference = await self._engine.read(Reference, DEFAULT_TENANT)
        known = self._references.get(DEFAULT_TENANT)
        if known is None or known.version < reference.version:
            self._references[DEFAULT_TENANT] = reference
        return reference

    async def _replace(self, stale: Reference) -> None:
        """Load the reference data anew, unless another request has just done so."""
        if self._references.get(DEFAULT_TENANT) is stale:
            await self._load_reference()

    async def _is_stale(self, reference: Reference) -> bool:
        version = await self._engine.read(current_version, DEFAULT_TENANT)
        return bool(version != reference.version)


def _answer(operation: Operation, request: Request, call: Call, arguments: Arguments) -> bytes:
    """Run the method and write what it gives."""
    result = operation.method.function(call, *arguments)
    if not call.db.checked:
        call.db.check(current_version(call.db))
    if result is None and operation.method.gives_nothing:
        return b""
    return as_json.write(operation.finish(result, request), call.reference.base_zone)


class WrongVerb(RequestError):
    """A path that exists, with a verb it does not have."""

    def __init__(self, verb: str, allowed: list[str]):
        super().__init__(
            f"The requested resource does not support http method '{verb}'.", f"It has: {', '.join(allowed)}.", 405
        )
        self.allowed = allowed


def _allow(error: ApiError) -> tuple[tuple[bytes, bytes], ...]:
    return ((b"allow", ", ".join(error.allowed).encode()),) if isinstance(error, WrongVerb) else ()


def _no_route(path: str) -> RequestError:
    message = f"No HTTP resource was found that matches the request URI '{path}'."
    return RequestError(message, "No operation of the contract has this path.", 404, "RouteNotFound")


async def _body(headers: dict[bytes, bytes], receive: Any) -> bytes:
    """Read the body, and stop as soon as it is too large."""
    length = headers.get(b"content-length", b"0")
    if length.isdigit() and int(length) > LARGEST_BODY:
        raise _too_large()
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestError("The request is incomplete.", "The connection ended before the body did.")
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise _too_large()
        if not message.get("more_body"):
            return body


def _too_large() -> RequestError:
    return RequestError("The request is too large.", f"A body may have {LARGEST_BODY} bytes.", 413)
