"""The REST operations: each a row of verb, path and the agent method it calls, with its trimmings."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from openkontor.agents import appointment, contact, mdo, person, user
from openkontor.agents.method import method_of
from openkontor.contract.links import links
from openkontor.errors import BadArgument, NotFound
from openkontor.web.operation import Arguments, Operation
from openkontor.web.request import Request, arguments_of, told


class Route(NamedTuple):
    """One REST operation."""

    verb: str
    path: str
    function: Callable[..., Any]
    key: str = ""  # the carrier's id field; an id in the path goes there, and a new record has 0
    links: bool = False
    names: dict[str, str] = {}  # path and query names -> the method's arguments
    resource: str = ""  # what is not found when the method gives nothing
    version: Callable[..., Any] | None = None  # what the answer to a GET depends on


def _entity_routes(resource: str, key: str, agent: Any, version: Callable[..., Any] | None = None) -> tuple[Route, ...]:
    """The rows every entity has."""
    name = resource.lower()
    names = {"id": f"{name}entityid"}
    get, save = getattr(agent, f"get_{name}_entity"), getattr(agent, f"save_{name}_entity")
    return (
        Route("GET", f"{resource}/default", getattr(agent, f"create_default_{name}_entity")),
        Route("POST", resource, save, key=key, links=True),
        Route(
            "GET",
            f"{resource}/{{id}}",
            get,
            links=True,
            names={"id": f"{name}entityid"},
            resource=resource,
            version=version,
        ),
        Route("PUT", f"{resource}/{{id}}", save, key=key, links=True, resource=resource),
        Route("DELETE", f"{resource}/{{id}}", getattr(agent, f"delete_{name}_entity"), names=names),
    )


ROUTES = (
    *_entity_routes("Contact", "contact_id", contact, contact.contact_version),
    *_entity_routes("Person", "person_id", person),
    *_entity_routes("Appointment", "appointment_id", appointment),
    Route("GET", "User/currentPrincipal", user.get_current_principal),
    Route("GET", "User/currentAssociate", user.get_current_associate),
    Route(
        "GET",
        "MDOList/{listname}",
        mdo.get_list,
        names={"listname": "name", "flat": "forceflatlist", "additional": "additionalinfo"},
        resource="MDO list",
    ),
)


def rest_operations() -> Iterator[tuple[str, str, Operation]]:
    """Give path, verb and operation of every row."""
    for route in ROUTES:
        method = method_of(route.function)
        finish = _finisher(route)
        has_body = route.verb in ("POST", "PUT")
        yield (
            route.path,
            route.verb,
            Operation(method, _arguments(route), finish, has_body, is_rest=True, version=route.version),
        )


def _arguments(route: Route) -> Callable[[Request], Arguments]:
    method = method_of(route.function)
    if route.key:
        return lambda request: (_entity(route, request, method.request),)
    if not method.arguments:
        return lambda request: ()
    if route.path.endswith("{id}"):
        return lambda request: (request.path_id("id"),)
    return lambda request: _named(route, request, method.request)


def _entity(route: Route, request: Request, carrier: Any) -> Any:
    """The body's entity under the path's id; a POST makes a new record whatever id it carries."""
    number = request.path_id("id") if "{id}" in route.path else 0
    entity: Any = request.read(carrier)
    if entity is None:
        raise BadArgument("Entity to save is not in request body")
    if route.verb == "PUT" and not number:
        raise NotFound(f"{route.resource} id 0 not found")
    setattr(entity, route.key, number)
    return entity


def _named(route: Route, request: Request, shape: Any) -> Arguments:
    sent = {name.lower(): value for name, value in request.parameters.items()} | request.query()
    values = {route.names.get(name, name): value for name, value in sent.items()}
    return told(arguments_of(values, shape))


def _finisher(route: Route) -> Callable[[Any, Request], Any]:
    def finish(result: Any, request: Request) -> Any:
        if result is None and route.resource:
            raise NotFound(_missing(route, request))
        if route.links:
            result.rest_links = links(result, request.base_url())
        return result

    return finish


def _missing(route: Route, request: Request) -> str:
    which = next(iter(request.parameters.values()))
    return f"{route.resource} id {which} not found" if "{id}" in route.path else f"{route.resource} {which} not found"
