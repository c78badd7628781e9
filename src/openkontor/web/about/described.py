"""The operations as documents tell them: made of the agent methods and of the rows of REST routes."""

import inspect
import re
import sys
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from openkontor.agents.method import METHODS, Method, method_of
from openkontor.contract.openapi import Described, Media, Parameter
from openkontor.contract.shape import shape_of
from openkontor.web import (
    agent_routes,  # importing it makes METHODS
    lists,
)
from openkontor.web.lists import ODataSlimResponse
from openkontor.web.request import LARGEST_INT32
from openkontor.web.rest_routes import ROUTES
from openkontor.web.route import Route
from openkontor.wire import formats

MEDIA = Media(tuple(kind for kind in formats.READERS if kind), tuple(formats.FORMATS))
SOURCE = re.compile(r"\s*\((?:protocol|domain) reference [^)]*\)")
PATCHED = "Change what is sent and nothing else: steps of JSON Patch, or an object that is merged."
# What a list may be asked: the option, its kind.
LIST_OPTIONS: tuple[tuple[str, Any], ...] = (
    ("$select", str),
    ("$filter", str),
    ("$orderBy", str),
    ("$entities", str),
    ("$top", int),
    ("$skip", int),
    ("$skiptoken", str),
    ("$mode", str),
    ("$context", str),
    ("$output", str),
    ("$options", str),
    ("$inlineCount", str),
    ("$format", str),
    ("$jsonSafe", bool),
)
RECORD_ID = Annotated[int, msgspec.Meta(ge=1, le=LARGEST_INT32, examples=[1])]


def described() -> Iterator[Described]:
    """Give every operation that is built: agent methods, then REST."""
    yield from (_agent(method) for method in METHODS.values() if not method.rest_only)
    yield from (_rest(route) for route in ROUTES)


def tags() -> dict[str, str]:
    """Give what each group of operations is about: what its agent's module says of itself."""
    told = {}
    for method in METHODS.values():
        told[f"{method.agent} agent"] = _about(method)
    for route in ROUTES:
        told[_resource(route)] = _about(method_of(route.function))
    return told


def _about(method: Method) -> str:
    known = {module.__name__.rpartition(".")[2]: module for module in agent_routes.AGENTS}
    module = known.get(method.agent.lower(), sys.modules[method.function.__module__])
    text = SOURCE.sub("", (module.__doc__ or "").partition("\n")[0]).partition(": ")[2]
    return text[:1].upper() + text[1:]


def _resource(route: Route) -> str:
    return route.path.partition("/")[0]


def _agent(method: Method) -> Described:
    query = _fields(method) if method.takes == "query" else ()
    body = method.request if method.takes in ("entity", "arguments") else None
    if method.takes == "array":
        body = _without_null(_fields(method)[0][1])
    selects = agent_routes.selects(method)
    return Described(
        "POST",
        method.path,
        f"{method.agent} agent",
        f"{method.agent}Agent_{method.name}",
        *_words(method),
        tuple(Parameter(_camel(name), "query", hint, required) for name, hint, required in query),
        body,
        _gives(method),
        _statuses(method, has_arguments=bool(query) or selects, has_body=body is not None),
        selects=selects,
        needs_login=method.allows != "anyone",
    )


def _rest(route: Route) -> Described:
    method = method_of(route.function)
    parameters = tuple(_rest_parameters(route, method))
    body = _body(route, method)
    gives = _listed(route) or _gives(method)
    if route.resource:  # what would be null is not found
        gives = _without_null(gives)
    summary, text = _words(method)
    if route.verb == "PATCH":
        summary, text = PATCHED, "\n\n".join(filter(None, (f"Then as PUT: {summary}", text)))
    more = [404] if "{" in route.path else []
    more += [405] if route.path.endswith("/{name}") else []  # the names of built-in lists have rows of their own
    more += [501] if route.archive is not None else []  # a column whose data is not there yet
    more += [412] if route.version else []
    more += [409] if route.verb == "PATCH" else []
    return Described(
        route.verb,
        route.path,
        _resource(route),
        _rest_name(route),
        summary,
        text,
        parameters,
        body,
        gives,
        (*_statuses(method, has_arguments=bool(parameters), has_body=body is not None), *more),
        links=route.links,
        selects=route.links or route.selects,
        conditional=route.version is not None,
        needs_login=method.allows != "anyone",
    )


def _body(route: Route, method: Method) -> Any:
    if route.content:
        return bytes
    if not route.body:
        return method.request if route.key else None
    field = next(field for field in shape_of(method.request).fields if field.attribute == route.body)
    return _without_null(field.declared)


def _without_null(hint: Any) -> Any:
    if get_origin(hint) not in (UnionType, Union):
        return hint
    return next(kind for kind in get_args(hint) if kind is not NoneType)


def _listed(route: Route) -> Any:
    """What a list gives; under Archive that may also be counts, columns or providers."""
    if route.archive is not None and route.archive.provider:
        return ODataSlimResponse
    return dict[str, Any] if route.archive is not None or route.write is lists.providers_written else None


def _rest_parameters(route: Route, method: Method) -> Iterator[Parameter]:
    in_path = re.findall(r"\{(\w+)\}", route.path)
    if route.archive is not None:
        yield from (Parameter(name, "path", RECORD_ID if name == "id" else str, required=True) for name in in_path)
        yield from (Parameter(name, "query", kind, required=False) for name, kind in LIST_OPTIONS)
        return
    if route.key or route.is_one:
        yield from (Parameter(name, "path", RECORD_ID, required=True) for name in in_path)
        return
    names = {argument: name for name, argument in route.names.items()}
    given = {*route.fixed, route.body.replace("_", ""), route.content.replace("_", "")}
    for name, hint, required in _fields(method):
        if name.lower() in given:
            continue
        shown = names.get(name.lower(), _camel(name))
        path = next((word for word in in_path if word.lower() == shown.lower()), "")
        yield Parameter(path or shown, "path" if path else "query", hint, required or bool(path))


def _rest_name(route: Route) -> str:
    """Contact_Get, Contact_GetById, User_GetCurrentPrincipal."""
    resource, *words = route.path.split("/")
    rest = "".join(f"By{_capital(word[1:-1])}" if word[0] == "{" else _capital(word.lstrip("$")) for word in words)
    return f"{resource}_{route.verb.capitalize()}{rest}"


def _fields(method: Method) -> tuple[tuple[str, Any, bool], ...]:
    """The method's arguments: name, kind, whether they are mandatory."""
    if method.request is None:
        return ()
    known = msgspec.structs.fields(method.request)
    return tuple((field.encode_name, field.type, field.default is msgspec.UNSET) for field in known)


def _gives(method: Method) -> Any:
    return get_type_hints(method.function, include_extras=True)["return"]


def _words(method: Method) -> tuple[str, str]:
    """The docstring's first line, and what else it says, with what is not there yet."""
    summary, _, rest = SOURCE.sub("", inspect.getdoc(method.function) or "").partition("\n")
    missing = f"Not there yet: {method.missing.rstrip('.')}." if method.missing else ""
    return summary, "\n\n".join(filter(None, (rest.strip(), missing)))


def _statuses(method: Method, *, has_arguments: bool, has_body: bool) -> tuple[int, ...]:
    found = [503]
    found += [400] if has_arguments or has_body else []
    found += [413, 415] if has_body else []
    found += [401, 429] if method.allows != "anyone" else []
    found += [403] if method.runs == "write" else []
    return tuple(found)


def _camel(name: str) -> str:
    return name[0].lower() + name[1:]


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
