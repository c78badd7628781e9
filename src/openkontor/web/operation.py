"""What a route leads to: an agent method, how its arguments are found, how its answer is finished."""

from collections.abc import Callable
from typing import Any, NamedTuple

from openkontor.agents.method import Method
from openkontor.web.request import Request

Arguments = tuple[Any, ...]


class Operation(NamedTuple):
    """One operation that is built."""

    method: Method
    arguments: Callable[[Request], Arguments]
    finish: Callable[[Any, Request], Any]  # what REST adds to, or makes of, the method's answer
    has_body: bool
    is_rest: bool
    # GET of an entity: what its answer depends on, so that a finished answer can be given again
    version: Callable[..., Any] | None = None
