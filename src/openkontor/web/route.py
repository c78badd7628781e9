"""One REST operation: a row of verb, path and the agent method it calls, with its trimmings."""

from collections.abc import Callable
from typing import Any, NamedTuple

from openkontor.web.lists import Archive
from openkontor.web.request import Request


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
    content: str = ""  # the argument that the body is, as content
    write: Callable[[Any, Request], bytes] | None = None  # how the answer is written where it is no carrier
    body: str = ""  # the argument that the body is
    selects: bool = False  # $select chooses among the fields of what has no links
    fixed: dict[str, str] = {}  # arguments that follow from the path: the list of List/Business

    @property
    def is_one(self) -> bool:
        """Whether the path's id is all that the method takes."""
        return self.path.endswith("{id}") and not (self.body or self.fixed or "{" in self.path[:-4])


def entity_routes(
    resource: str,
    key: str,
    default: Callable[..., Any],
    get: Callable[..., Any],
    save: Callable[..., Any],
    delete: Callable[..., Any] | None = None,
    *,
    name: str = "",
    version: Callable[..., Any] | None = None,
    body: str = "",
) -> tuple[Route, ...]:
    """Give the rows every entity has; `body` is the argument of `save` that is the entity, where it takes several."""
    one, name = f"{resource}/{{id}}", name or resource
    rows = (
        Route("GET", f"{resource}/default", default),
        Route("POST", resource, save, key=key, links=True, body=body),
        Route("GET", one, get, links=True, resource=name, version=version),
        Route("PUT", one, save, key=key, links=True, resource=name, version=version, body=body),
        Route("PATCH", one, save, key=key, links=True, resource=name, version=version, patches=get, body=body),
    )
    return rows if delete is None else (*rows, Route("DELETE", one, delete, version=version))
