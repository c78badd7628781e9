"""Every route says who may call it, leads to a method, and stands in the contract."""

import re
from typing import get_args

import pytest

from openkontor.agents.method import METHODS, Allows, Method, Runs, Takes, method_of
from openkontor.contract import operations
from openkontor.web.agent_routes import agent_operations
from openkontor.web.dispatch import routes
from openkontor.web.operation import Operation
from openkontor.web.rest_routes import ROUTES, Route

ANYONE: dict[str, str] = {}  # methods that need no login, each with the reason
CHANGES = ("save_", "delete_")
PUBLISHED = {(known.verb, known.path): known for known in operations.load()}


def place(path: str) -> str:
    """A path whose parameters have no names, for the contract gives them several; ids and names are told apart."""
    return re.sub(r"\{(\w+)\}", lambda found: "{id}" if found[1].lower().endswith("id") else "{}", path).lower()


PLACES = {(verb, place(path)) for verb, path in PUBLISHED}


def faults(method: Method) -> list[str]:
    """What is wrong with how a method is declared."""
    found = []
    if method.allows not in get_args(Allows):
        found.append("does not say who may call it")
    if method.allows == "anyone" and method.path not in ANYONE:
        found.append("may be called without a login, and no reason is listed")
    if method.runs not in get_args(Runs) or method.takes not in get_args(Takes):
        found.append("does not say how it runs or what it takes")
    if method.function.__name__.startswith(CHANGES) and method.runs != "write":
        found.append("changes something, but runs as a read")
    if ("POST", method.path) in PUBLISHED and method.rest_only:
        found.append("is published as an agent method, but only built for REST")
    if ("POST", method.path) not in PUBLISHED and not method.rest_only:
        found.append("is not in the contract")
    return [f"{method.path} {problem}" for problem in found]


def stray(rows: tuple[Route, ...]) -> list[str]:
    """The REST rows that lead to no method or stand in no contract."""
    functions = {method.function for method in METHODS.values()}
    unpublished = [f"{r.verb} {r.path} is not in the contract" for r in rows if (r.verb, place(r.path)) not in PLACES]
    return unpublished + [f"{r.verb} {r.path} leads to no method" for r in rows if r.function not in functions]


def test_every_method_declares_its_policy_and_is_published():
    assert len(METHODS) > 400
    assert [fault for method in METHODS.values() for fault in faults(method)] == []


def test_every_rest_row_leads_to_a_method_of_the_contract():
    assert not stray(ROUTES)
    keys = [(row.verb, place(row.path)) for row in ROUTES]
    assert len(set(keys)) == len(keys)


def test_a_method_for_rest_alone_has_a_row():
    reached = {method_of(row.function).path for row in ROUTES}
    assert {path for path, method in METHODS.items() if method.rest_only} <= reached


def test_every_method_is_reached_where_it_is_published():
    paths = routes()
    for path, verb, operation in agent_operations():
        verbs, _ = paths.find(path)
        assert verbs[verb] is not operation and verbs[verb].method is operation.method
    for row in ROUTES:
        verbs, _ = paths.find(
            re.sub(r"\{(\w+)\}", lambda found: "1" if found[1].lower().endswith("id") else "x", row.path)
        )
        assert isinstance(verbs[row.verb], Operation)
        assert verbs[row.verb].method is method_of(row.function)


def save_nothing(call):
    """A method of these tests alone."""


def made(**changes):
    words = {"agent": "Contact", "name": "SaveNothing", "function": save_nothing}
    policy = {"takes": "nothing", "runs": "write", "allows": "associate", "missing": "", "rest_only": True}
    return Method(**words | policy | changes, request=None, arguments=(), gives=type(None))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"allows": "nobody knows"}, "does not say who"),
        ({"allows": "anyone"}, "without a login"),
        ({"runs": "read"}, "runs as a read"),
        ({"rest_only": False}, "not in the contract"),
        ({"name": "GetContactEntity"}, "only built for REST"),
    ],
)
def test_a_method_without_policy_is_named(changes, problem):
    found = faults(made(**changes))
    assert [problem in text for text in found] == ([True] if problem else [])


def test_a_row_that_leads_nowhere_is_named():
    assert stray((Route("GET", "Contact/{id}", save_nothing),)) == ["GET Contact/{id} leads to no method"]
    assert stray((ROUTES[0]._replace(path="Kontakt"),)) == [f"{ROUTES[0].verb} Kontakt is not in the contract"]
