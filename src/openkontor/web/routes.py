"""Where a path of the API leads: to an operation that is built, or to the name of one that is not."""

import re
from typing import NamedTuple

from openkontor.contract import operations
from openkontor.contract.paths import Paths
from openkontor.errors import ApiError, NotBuilt, RequestError
from openkontor.web.agent_routes import agent_operations
from openkontor.web.operation import Operation
from openkontor.web.rest_routes import rest_operations

PREFIX = "/api/v1/"
AGENTS = "agents/"
READS = ("GET", "HEAD")
ROOT = re.compile("(/[^/]+)?/api(/v1)?/?", re.IGNORECASE)  # front.py answers who reads it

Target = Operation | operations.Operation


class Way(NamedTuple):
    """What a request asks for."""

    operation: Operation
    tenant: str  # as the path names it, empty for the default one
    parameters: dict[str, str]


class WrongVerb(RequestError):
    """A path that exists, with a verb it does not have."""

    def __init__(self, verb: str, allowed: list[str]):
        super().__init__(
            f"The requested resource does not support http method '{verb}'.", f"It has: {', '.join(allowed)}.", 405
        )
        self.allowed = allowed


def routes() -> Paths[Target]:
    """Give every path of the contract."""
    paths: Paths[Target] = Paths()
    for published in operations.load():
        paths.add(published.path, published.verb, published)
    for path, verb, operation in (*agent_operations(), *rest_operations()):
        paths.add(path, verb, operation)
    return paths


def find(paths: Paths[Target], verb: str, path: str) -> Way:
    """Find an operation; 404 for no path, 405 for no verb of it, 501 for what is not built.

    HEAD is GET without the body, which the HTTP server leaves out; 405 where that would change something.
    """
    if "//" in path:
        path = "/" + "/".join(part for part in path.split("/") if part)
    tenant, rest = "", path
    if path[: len(PREFIX)].lower() != PREFIX:
        tenant, _, rest = path[1:].partition("/")
        rest = f"/{rest}"
    found = None
    if rest[: len(PREFIX)].lower() == PREFIX:
        found = paths.find(rest[len(PREFIX) :].rstrip("/"))
    if found is None:
        if verb not in READS and ROOT.fullmatch(path):
            raise WrongVerb(verb, ["GET"])
        message = f"No HTTP resource was found that matches the request URI '{path}'."
        raise RequestError(message, "No operation of the contract has this path.", 404, "RouteNotFound")
    verbs, parameters = found
    target = verbs.get("GET" if verb == "HEAD" else verb)
    if target is None:
        raise _refusal(verb, verbs, is_method=rest[len(PREFIX) :].lower().startswith(AGENTS))
    if isinstance(target, operations.Operation):
        raise _not_built(target)
    if verb == "HEAD" and target.method.runs == "write":
        raise WrongVerb(verb, sorted(verbs))
    return Way(target, tenant, parameters)


def _refusal(verb: str, verbs: dict[str, Target], *, is_method: bool) -> ApiError:
    """Say what is wrong with a verb that a path does not have; GET describes an agent's method, once it is built."""
    reads = verb in READS
    if is_method and reads and isinstance(verbs["POST"], operations.Operation):
        return _not_built(verbs["POST"])
    return WrongVerb(verb, sorted({*verbs, "GET"} if is_method and not reads else verbs))


def _not_built(published: operations.Operation) -> NotBuilt:
    return NotBuilt(f"{published.name} is part of the contract, but this server does not have it yet.")
