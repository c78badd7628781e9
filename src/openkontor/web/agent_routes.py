"""POST /api/v1/Agents/{Agent}/{Method}: every method there is, no table needed."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from openkontor.agents import (
    appointment,
    appointment_small,
    archive,
    contact,
    contact_activity,
    document,
    document_archive,
    find,
    free_text,
    list_headings,
    list_templates,
    list_typed,
    list_values,
    mdo,
    person,
    preference,
    price_list,
    product,
    project,
    project_member,
    relation,
    sale,
    sale_stakeholder,
    string,
    time_zone,
    user,
)
from openkontor.agents import list as list_agent
from openkontor.agents.method import METHODS, Method
from openkontor.web import content
from openkontor.web.operation import Arguments, Operation
from openkontor.web.request import Request, arguments_of, told

UNSELECTED = re.compile(r"CreateDefault\w+|Save\w+Entity|Delete\w+")

# Importing them makes METHODS; where several make those of one agent, the last one tells what the agent is about.
AGENTS = (
    appointment_small,
    appointment,
    archive,
    contact,
    contact_activity,
    document_archive,
    document,
    find,
    free_text,
    list_headings,
    list_templates,
    list_typed,
    list_values,
    list_agent,
    mdo,
    person,
    preference,
    price_list,
    product,
    project,
    project_member,
    relation,
    sale,
    sale_stakeholder,
    string,
    time_zone,
    user,
)


def agent_operations() -> Iterator[tuple[str, str, Operation]]:
    """Give path, verb and operation of every agent method."""
    for path, method in METHODS.items():
        if method.rest_only:
            continue
        yield (
            path,
            "POST",
            Operation(
                f"POST {path}",
                method,
                arguments_for(method),
                has_body=method.takes != "nothing",
                is_rest=False,
                selects=selects(method),
                write=content.written if content.is_content(method.gives) else None,
            ),
        )


def selects(method: Method) -> bool:
    """Say whether $select chooses among the fields of a method's answer: not where a whole entity is the point."""
    nothing = method.gives_nothing or content.is_content(method.gives)
    return not (nothing or UNSELECTED.fullmatch(method.name))


def arguments_for(method: Method) -> Callable[[Request], Arguments]:
    """Give the function that finds a method's arguments in a request, the way the method takes them."""
    if method.takes == "entity":
        return lambda request: (request.read(_shape(method)),)
    if method.takes == "query":
        return lambda request: _named(arguments_of(request.query(), _shape(method), request.dress), method)
    if method.takes == "array":
        return lambda request: _named(request.read_list(_shape(method)), method)
    if method.takes == "arguments":
        return lambda request: _named(request.read(_shape(method)), method)
    return lambda request: ()


def _shape(method: Method) -> type[Any]:
    assert method.request is not None
    return method.request


def _named(read: Any, method: Method) -> Arguments:
    """Arguments nobody sent have the method's defaults."""
    return told(_shape(method)() if read is None else read, " of the query" if method.takes == "query" else "")
