"""The REST operations: each a row of verb, path and the agent method it calls, with its trimmings."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from openkontor.agents.method import Method, method_of
from openkontor.call import Call
from openkontor.contract import patch
from openkontor.contract.links import links
from openkontor.contract.shape import shape_of
from openkontor.errors import BadArgument, NotFound
from openkontor.web import archive_routes, content, list_routes, lists, record_routes
from openkontor.web.operation import Arguments, Operation
from openkontor.web.request import Request, arguments_of, told
from openkontor.web.route import Route
from openkontor.wire import as_json, bind

ROUTES = (*archive_routes.ROUTES, *record_routes.ROUTES, *list_routes.ROUTES)


def rest_operations() -> Iterator[tuple[str, str, Operation]]:
    """Give path, verb and operation of every row."""
    for route in ROUTES:
        yield (
            route.path,
            route.verb,
            Operation(
                f"{route.verb} {route.path}",
                method_of(route.function),
                _arguments(route),
                has_body=route.verb in ("POST", "PUT", "PATCH"),
                is_rest=True,
                selects=route.links or route.selects,
                finish=_finisher(route),
                version=route.version,
                patched=_patcher(route) if route.patches else None,
                write=route.write,
                lasts=route.archive is not None and route.verb == "GET",
            ),
        )


def _arguments(route: Route) -> Callable[[Request], Arguments]:
    method = method_of(route.function)
    if route.archive is not None:
        return lists.arguments(route.archive)
    if route.patches:
        carrier = _carrier(route)
        return lambda request: (request.path_id("id"), _sent(request.tree(carrier)))
    if route.body:
        return _with_body(route, method)
    if route.key:
        return lambda request: (_entity(route, request, method.request),)
    if route.content:
        return _with_content(route, method)
    if not method.arguments:
        return lambda request: ()
    if route.is_one:
        return lambda request: (request.path_id("id"),)
    return lambda request: told(_named(route, request, method.request))


def _carrier(route: Route) -> Any:
    """The entity that a route saves: what the method takes, or one argument of it."""
    shape: Any = method_of(route.function).request
    return shape_of(shape).folded[route.body.replace("_", "")].kind if route.body else shape


def _entity(route: Route, request: Request, carrier: Any) -> Any:
    """The body's entity under the path's id; a POST makes a new record whatever id it carries."""
    number = request.path_id("id") if "{id}" in route.path else 0
    entity: Any = _sent(request.read(carrier))
    if route.verb == "PUT" and not number:
        raise NotFound(f"{route.resource} id 0 not found")
    setattr(entity, route.key, number)
    return entity


def _sent(read: Any) -> Any:
    if read is None:
        raise BadArgument("Entity to save is not in request body")
    return read


def _patcher(route: Route) -> Callable[[Call, Request, Arguments], Arguments]:
    """PATCH saves what is stored with the caller's changes, as a PUT of the whole would."""
    carrier = _carrier(route)

    def patched(call: Call, request: Request, arguments: Arguments) -> Arguments:
        number, body = arguments
        stored = route.patches and route.patches(call, number)
        if stored is None:
            raise NotFound(_missing(route, request))
        before = msgspec.json.decode(as_json.write(stored, request.dress))
        after = patch.apply(before, body, carrier, bind.hook(request.dress))
        # Only what the patch names is read anew: the rest would lose what the wire does not show.
        changed = {name: value for name, value in after.items() if value is not before.get(name)}
        told: Any = bind.bind(changed, carrier, request.dress)
        for field in shape_of(carrier).fields:
            if field.name in changed and not field.note.key:
                setattr(stored, field.attribute, getattr(told, field.attribute))
        return (stored,)

    return patched


def _with_body(route: Route, method: Method) -> Callable[[Request], Arguments]:
    """The body is one argument, a carrier or a bare list; the others are in the path and in the query."""
    shape: Any = method.request
    field = next(field for field in shape_of(shape).fields if field.attribute == route.body)
    bare = msgspec.defstruct(f"{route.body}Body", [(route.body, field.declared, None)], rename="pascal")

    def arguments(request: Request) -> Arguments:
        named = _named(route, request, shape)
        read = request.read_list(bare) if field.depth else request.read(field.kind)
        sent = _sent(getattr(read, route.body) if field.depth and read is not None else read)
        if route.key:
            setattr(sent, route.key, request.path_id("id") if "{id}" in route.path else 0)
        setattr(named, route.body, sent)
        return told(named)

    return arguments


def _with_content(route: Route, method: Method) -> Callable[[Request], Arguments]:
    """The body is content; the other arguments are in the path and in the query."""

    def arguments(request: Request) -> Arguments:
        named = _named(route, request, method.request)
        setattr(named, route.content, content.sent(request))
        return told(named)

    return arguments


def _named(route: Route, request: Request, shape: Any) -> msgspec.Struct:
    """Read a method's arguments: what the path names counts, whatever the query says."""
    query = request.query()
    values: dict[str, Any] = {route.names.get(name, name): value for name, value in query.items()}
    fields = shape_of(shape).folded
    for name, field in fields.items():
        if field.depth and name in query:
            values[name] = request.values(name)
    for name, value in request.parameters.items():
        argument = route.names.get(name.lower(), name.lower())
        is_id = argument in fields and fields[argument].kind is int
        values[argument] = request.path_id(name) if is_id else value
    return arguments_of(values | route.fixed, shape, request.dress)


def _finisher(route: Route) -> Callable[[Any, Request], Any]:
    def finish(result: Any, request: Request) -> Any:
        if result is None and route.resource:
            raise NotFound(_missing(route, request))
        if route.links:
            result.rest_links = links(result, request.base)
        return result

    return finish


def _missing(route: Route, request: Request) -> str:
    which = next(iter(request.parameters.values()))
    return f"{route.resource} id {which} not found" if "{id}" in route.path else f"{route.resource} {which} not found"
