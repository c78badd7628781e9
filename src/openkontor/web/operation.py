"""What a route leads to: an agent method, how its arguments are found, how its answer is finished."""

from collections.abc import Callable
from typing import Any, NamedTuple

from openkontor.agents.method import Method
from openkontor.call import Call
from openkontor.web.request import Request

Arguments = tuple[Any, ...]


class Operation(NamedTuple):
    """One operation that is built."""

    name: str  # its path as published, with its verb
    method: Method
    arguments: Callable[[Request], Arguments]
    has_body: bool
    is_rest: bool
    selects: bool  # whether $select means the fields of the answer
    finish: Callable[[Any, Request], Any] | None = None  # what REST adds to, or makes of, the method's answer
    # A record's GET, PUT, PATCH and DELETE: gives what its answer depends on; with it preconditions hold.
    version: Callable[..., Any] | None = None
    # PATCH: makes the method's arguments of the stored record and of those found in the request.
    patched: Callable[[Call, Request, Arguments], Arguments] | None = None
    write: Callable[[Any, Request], bytes] | None = None  # how the answer is written where it is no carrier: a list
    lasts: bool = False  # a list: its answer follows from the caller, the URL, the day, and what is stored
