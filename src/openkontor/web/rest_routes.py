"""The REST operations: each a row of verb, path and the agent method it calls, with its trimmings."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from openkontor.agents import (
    appointment,
    archive,
    contact,
    mdo,
    person,
    project,
    project_member,
    sale,
    sale_stakeholder,
    user,
)
from openkontor.agents.method import method_of
from openkontor.call import Call
from openkontor.contract import patch
from openkontor.contract.links import links
from openkontor.contract.shape import shape_of
from openkontor.errors import BadArgument, NotFound
from openkontor.web import lists
from openkontor.web.lists import Archive
from openkontor.web.operation import Arguments, Operation
from openkontor.web.request import Request, arguments_of, told
from openkontor.wire import as_json, bind


class Route(NamedTuple):
    """One REST operation."""

    verb: str
    path: str
    function: Callable[..., Any]
    key: str = ""  # the carrier's id field; an id in the path goes there, and a new record has 0
    links: bool = False
    names: dict[str, str] = {}  # path and query names -> the method's arguments
    resource: str = ""  # what is not found when the method gives nothing
    version: Callable[..., Any] | None = None  # a stored record's: what its answer depends on
    patches: Callable[..., Any] | None = None  # PATCH: gives the stored record that is patched and then saved
    archive: Archive | None = None  # a list: what is listed
    write: Callable[[Any, Request], bytes] | None = None  # how the answer is written where it is no carrier


def _entity_routes(resource: str, key: str, agent: Any, stem: str = "") -> tuple[Route, ...]:
    """The rows every entity has; `stem` is what its methods are called by where it is not contact_entity."""
    stem = stem or f"{resource.lower()}_entity"
    get, save, delete = (getattr(agent, f"{verb}_{stem}") for verb in ("get", "save", "delete"))
    version = getattr(agent, f"{stem.removesuffix('_entity')}_version")
    names, one = {"id": f"{stem.replace('_', '')}id"}, f"{resource}/{{id}}"
    return (
        Route("GET", f"{resource}/default", getattr(agent, f"create_default_{stem}")),
        Route("POST", resource, save, key=key, links=True),
        Route("GET", one, get, links=True, names=names, resource=resource, version=version),
        Route("PUT", one, save, key=key, links=True, resource=resource, version=version),
        Route("PATCH", one, save, key=key, links=True, resource=resource, version=version, patches=get),
        Route("DELETE", one, delete, names=names, version=version),
    )


def _list(path: str, provider: str = "", column: str = "", entities: str = "", verb: str = "GET") -> Route:
    """The row of a list."""
    return Route(verb, path, archive.get_list, archive=Archive(provider, column, entities), write=lists.written)


ROUTES = (
    _list("Contact", "SimpleContact", entities="contact"),
    _list("Contact/{id}/Persons", "Person", "contactId"),
    _list("Person", "SimplePerson", entities="person"),
    Route("GET", "Archive", archive.get_providers, write=lists.providers_written),
    _list("Archive/{archiveProviderName}"),
    _list("Archive/{archiveProviderName}", verb="POST"),
    Route(
        "GET",
        "Archive/{archiveProviderName}/$metadata",
        archive.get_column_map,
        write=lists.plainly,
        names={"archiveprovidername": "providername"},
    ),
    *_entity_routes("Contact", "contact_id", contact),
    *_entity_routes("Person", "person_id", person),
    *_entity_routes("Appointment", "appointment_id", appointment),
    *_entity_routes("Project", "project_id", project),
    *_entity_routes("ProjectMember", "projectmember_id", project_member, "project_member"),
    *_entity_routes("Sale", "sale_id", sale),
    *_entity_routes("SaleStakeholder", "sale_stakeholder_id", sale_stakeholder, "sale_stakeholder"),
    Route("GET", "Project/{id}/Simple", project.get_project, names={"id": "projectid"}, resource="Project"),
    Route("GET", "Project/{contactId}/IsNumberValid/{number}", project.is_number_valid),
    Route("GET", "Sale/{id}/Simple", sale.get_sale, names={"id": "saleid"}, resource="Sale"),
    Route("GET", "Sale/{contactId}/IsNumberValid/{number}", sale.is_number_valid),
    Route("GET", "User/currentPrincipal", user.get_current_principal),
    Route("GET", "User/currentAssociate", user.get_current_associate),
    Route("GET", "User/currentToken", user.get_current_token),
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
        yield (
            route.path,
            route.verb,
            Operation(
                f"{route.verb} {route.path}",
                method_of(route.function),
                _arguments(route),
                _finisher(route),
                has_body=route.verb in ("POST", "PUT", "PATCH"),
                is_rest=True,
                selects=route.links,
                version=route.version,
                patched=_patcher(route) if route.patches else None,
                write=route.write,
            ),
        )


def _arguments(route: Route) -> Callable[[Request], Arguments]:
    method = method_of(route.function)
    if route.archive is not None:
        return lists.arguments(route.archive)
    if route.patches:
        carrier: Any = method.request
        return lambda request: (request.path_id("id"), _sent(request.tree(carrier)))
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
    carrier: Any = method_of(route.function).request

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


def _named(route: Route, request: Request, shape: Any) -> Arguments:
    sent = {name.lower(): value for name, value in request.parameters.items()} | request.query()
    values = {route.names.get(name, name): value for name, value in sent.items()}
    return told(arguments_of(values, shape))


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
