"""The way of every request to the API: route, body, login, transaction, answer."""

import logging
import time
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from openkontor.call import Call
from openkontor.config import DEFAULT_TENANT, Config
from openkontor.errors import ApiError, NotFound, NotLoggedIn, TooManyTries, UnknownId, WrongLogin
from openkontor.store.db import Db, StaleIndex, StaleReference
from openkontor.store.engine import Engine
from openkontor.store.reference import Reference, begin_change, hold
from openkontor.web import conditional, dressing, problem, results
from openkontor.web.answers import Answer, Header, Headers, failure, packed, takes_gzip
from openkontor.web.body import read_body
from openkontor.web.documents import Document, Documents
from openkontor.web.external import External
from openkontor.web.indexing import Indexing
from openkontor.web.login.logins import Caller, Logins
from openkontor.web.operation import Arguments, Operation
from openkontor.web.request import Request
from openkontor.web.routes import Way, WrongVerb, find, routes
from openkontor.web.tenants import Tenants
from openkontor.wire import formats

UTC = ZoneInfo("UTC")
TRIES = 3
NOBODY = Caller(0)
QUARTER = 15 * 60 * 1_000_000  # microseconds: wherever a day begins, a quarter of an hour begins too
LARGEST_LIST = 256 * 1024  # bytes of one that is kept

log = logging.getLogger("openkontor")

Count = Callable[[str, int, float], None]


class Dispatch:
    """The API."""

    def __init__(self, engine: Engine, config: Config, tenants: Tenants, logins: Logins, external: External):
        self._engine = engine
        self._tenants = tenants
        self._logins = logins
        self._external = external
        self._paths = routes()
        self._indexing = Indexing(engine)
        self._documents = Documents(config.answers_mb * 1024 * 1024)
        self.count: Count | None = None  # set where requests are counted

    async def answer(self, scope: Any, headers: Headers, receive: Any, send: Any) -> None:
        """Answer one request."""
        begun = time.perf_counter()
        name = ""
        try:
            way = find(self._paths, scope["method"], scope["raw_path"].decode("latin-1"))
            name = way.operation.name
            answer = await self._answer(way, scope, headers, receive)
        except ApiError as error:
            answer = self._failure(error, scope, headers)
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"])
            answer = self._failure(ApiError("The server failed; its log tells why."), scope, headers)
        await answer.send(send)
        if self.count is not None:
            self.count(name, answer.status, time.perf_counter() - begun)

    async def _answer(self, way: Way, scope: Any, headers: Headers, receive: Any) -> Answer:
        operation = way.operation
        body = await read_body(headers, receive) if operation.has_body else b""
        tenant = await self._tenant(way.tenant) if way.tenant else DEFAULT_TENANT
        request = Request(scope, headers, way.parameters, body, self._external.api(scope, headers, way.tenant))
        request.format = formats.writer(request.header(b"accept"))
        language = ""
        self._indexing.asked(tenant, operation.method.runs == "write")
        for left in range(TRIES, -1, -1):
            reference = await self._tenants.reference(tenant, language)
            request.dress = dressing.dress_of(headers, reference.base_zone)
            if request.dress.language != language:
                language = request.dress.language
                reference = await self._tenants.reference(tenant, language)
            try:
                caller = NOBODY
                if operation.method.allows != "anyone":
                    address = self._external.address(scope, headers)
                    caller = await self._logins.caller(headers, tenant, reference, address)
                # The index is caught up with once at the most: of the last two tries one has no other trouble.
                return await self._run(operation, request, reference, tenant, caller, held=left < 2)
            except StaleIndex:
                await self._indexing.catch_up(tenant)
                request.caught_up = True
            except StaleReference:
                await self._tenants.renew(reference, tenant, language)
            except WrongLogin:  # or a user who was added, or a password that was changed, a moment ago
                if not left or not await self._tenants.is_stale(reference, tenant):
                    raise
                await self._tenants.renew(reference, tenant, language)
        raise AssertionError

    async def _tenant(self, name: str) -> int:
        found = await self._tenants.find(name)
        if found is None:
            raise NotFound(f"There is no tenant {name[:50]!r} here.")
        return found

    async def _run(
        self, operation: Operation, request: Request, reference: Reference, tenant: int, caller: Caller, *, held: bool
    ) -> Answer:
        """Run the operation; `held` in a transaction that lists do not change under, however often they do."""
        method = operation.method
        arguments = operation.arguments(request)
        used: list[Db] = []

        def work(db: Db) -> Answer:
            nonlocal arguments
            if used:  # it is run again, and methods write into what they are given
                arguments = operation.arguments(request)
            used.append(db)
            db.go_by(reference)
            db.caught_up = request.caught_up
            call = Call(
                db, caller.associate_id, time.time_ns() // 1000, caller.session, request.dress.zone, request.base
            )
            if held:
                hold(db)
            if method.runs == "write":
                if method.locks:
                    begin_change(db)
                return self._write(operation, request, call, arguments)
            if operation.version is not None:
                return self._record(operation, request, call, arguments)
            if operation.lasts and not held:  # who writes does not see by the state what he has written himself
                return self._list(operation, request, call, arguments)
            return results.finished(operation, request, results.written(operation, request, call, arguments))

        try:
            runs = self._engine.write if held else getattr(self._engine, method.runs)
            answer: Answer = await runs(work, tenant)
            self._tenants.adopt(used[-1], request.dress.language)
            return answer
        except UnknownId as error:
            if operation.is_rest:
                raise NotFound(error.message) from None
            raise
        except NotFound:
            if method.gives_nothing and not operation.is_rest:
                return Answer(204, b"", b"")  # agents do not say that there was nothing to delete
            raise

    def _record(self, operation: Operation, request: Request, call: Call, arguments: Arguments) -> Answer:
        """Answer with a stored record: as it was made before, if nothing it shows has changed since."""
        assert operation.version is not None
        found = operation.version(call, *arguments)
        if found is None:
            return results.finished(operation, request, results.written(operation, request, call, arguments))
        version, rights = found
        conditional.demand(request.headers, version.saves, version.stamp, request.dress.base_zone)
        wanted = (request.dress, request.format.media_type, takes_gzip(request.headers))
        key = (call.db.tenant, operation.name, arguments, rights, wanted, request.base, request.select())
        kept = self._documents.find(key, version)
        if kept is None:
            body = results.written(operation, request, call, arguments)
            kept = results.document(request, body, version.saves, version.stamp, call.now)
            if version.shown is not None:
                self._documents.keep(key, version, kept)
        if conditional.is_known(request.headers, kept.tag, version.stamp, request.dress.base_zone):
            return Answer(304, b"", b"", *kept.headers, *dressing.told(request.headers, request.dress))
        return results.answered(request, kept)

    def _list(self, operation: Operation, request: Request, call: Call, arguments: Arguments) -> Answer:
        """Answer with a list: as it was made before, if nothing at all was stored since."""
        state = call.db.state()
        asked = (call.db.tenant, call.associate_id, request.scope["path"], request.scope["query_string"], request.base)
        wanted = (request.dress, request.format.media_type, takes_gzip(request.headers))
        key = (*asked, *wanted, call.now // QUARTER)  # a filter may name a day
        kept = self._documents.find(key, state) if state is not None else None
        if kept is None:
            body, how = packed(results.written(operation, request, call, arguments), request.headers)
            kept = Document(body, b"", how)
            if state is not None and len(body) <= LARGEST_LIST and not call.passing:
                self._documents.keep(key, state, kept)
        return results.answered(request, kept)

    def _write(self, operation: Operation, request: Request, call: Call, arguments: Arguments) -> Answer:
        """Run a method that writes, if the record is as the caller's headers demand."""
        version = operation.version
        if version is not None and (operation.patched is not None or conditional.has_demands(request.headers)):
            found = version(call, request.path_id("id"), lock=True)
            if found is not None:
                conditional.demand(request.headers, found[0].saves, found[0].stamp, request.dress.base_zone)
                conditional.demand_absent(request.headers, found[0].saves)
        if operation.patched is not None:
            arguments = operation.patched(call, request, arguments)
        body = results.written(operation, request, call, arguments)
        if version is not None and body and conditional.speaks_tags(request.headers):
            found = version(call, request.path_id("id"))
            if found is not None:
                return results.answered(
                    request, results.document(request, body, found[0].saves, found[0].stamp, call.now)
                )
        return results.finished(operation, request, body)

    def _failure(self, error: ApiError, scope: Any, headers: Headers) -> Answer:
        """Dress an error the way its answer would have been dressed."""
        more: tuple[Header, ...] = ()
        if isinstance(error, NotLoggedIn):
            more = self._logins.challenge(headers)
        elif isinstance(error, TooManyTries):
            more = ((b"retry-after", b"%d" % error.seconds),)
        elif isinstance(error, WrongVerb):
            more = ((b"allow", ", ".join(error.allowed).encode()),)
        if problem.is_wanted(headers):
            return problem.refusal(error, scope["path"], self._external.base(scope, headers), *more)
        wanted = formats.writer(headers.get(b"accept", b"").decode("latin-1"))
        return failure(error, wanted, dressing.dress_of(headers, UTC).language, *more)
