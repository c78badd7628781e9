"""@method: makes an agent method of a function.

Name, URL and the shape of the request follow from the function: save_contact_relation(call,
contact_relation_entity) is Relation/SaveContactRelation with {"ContactRelationEntity": …}.
"""

import inspect
from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_args, get_type_hints

import msgspec

from openkontor.carriers.declare import Int32

Takes = Literal["nothing", "query", "entity", "arguments", "array"]
Allows = Literal["anyone", "associate"]
Runs = Literal["read", "write", "report"]

Function = TypeVar("Function", bound=Callable[..., Any])


class Method(msgspec.Struct, frozen=True):
    """One agent method: its function and what the web room must know of it."""

    agent: str
    name: str
    function: Callable[..., Any]
    takes: Takes  # how arguments come: in the query, as one bare entity or list, or by name in the body
    runs: Runs  # where and in which transaction
    allows: Allows  # who may call it; rights on records are the function's own matter
    request: type[msgspec.Struct] | None  # what the body or the query is read as
    arguments: tuple[str, ...]
    gives: Any  # the declared type of its answer; NoneType: without a body
    missing: str  # what of the operation is not there yet; empty when it is whole
    rest_only: bool  # the contract has it as a REST operation alone
    locks: bool = False  # it changes reference data: it waits for others that do, and goes on from what they stored

    @property
    def gives_nothing(self) -> bool:
        """Whether it is void."""
        return self.gives is type(None)

    @property
    def path(self) -> str:
        """The method's path below /api/v1/."""
        return f"Agents/{self.agent}/{self.name}"


METHODS: dict[str, Method] = {}
_OF_FUNCTIONS: dict[Callable[..., Any], Method] = {}


def method(
    agent: str,
    *,
    takes: Takes,
    runs: Runs,
    allows: Allows,
    missing: str = "",
    rest_only: bool = False,
    locks: bool = False,
) -> Callable[[Function], Function]:
    """Make a function a method of an agent; its first argument is the Call."""

    def declare(function: Function) -> Function:
        declared = _declared(agent, function, takes, runs, allows, missing, rest_only, locks)
        METHODS[declared.path] = _OF_FUNCTIONS[function] = declared
        return function

    return declare


def shaped(function: Function, name: str, words: str, parameters: list[inspect.Parameter], gives: Any) -> Function:
    """Give a function made for one of many alike the name, docstring and signature that its method follows from."""
    function.__name__, function.__doc__ = name, words
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": gives}
    return function


def parameter(name: str, kind: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    """Give one parameter of a shaped function; without a default it is mandatory."""
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=kind)


def method_named(path: str) -> Method:
    """Give the method with this agent and name: List/GetBusinesses."""
    return METHODS[f"Agents/{path}"]


def method_of(function: Callable[..., Any]) -> Method:
    """Give the method a function was made."""
    return _OF_FUNCTIONS[function]


def _declared(
    agent: str,
    function: Callable[..., Any],
    takes: Takes,
    runs: Runs,
    allows: Allows,
    missing: str,
    rest_only: bool,
    locks: bool,
) -> Method:
    name = "".join(word.capitalize() for word in function.__name__.split("_"))
    hints = get_type_hints(function, include_extras=True)
    parameters = list(inspect.signature(function).parameters.values())[1:]
    request: type[msgspec.Struct] | None = None
    if takes == "entity":
        request = next(kind for kind in get_args(hints[parameters[0].name]) if kind is not type(None))
    elif parameters:
        fields = [(p.name, hints[p.name], msgspec.UNSET if p.default is p.empty else p.default) for p in parameters]
        request = msgspec.defstruct(f"{agent}_{name}Request", [_field(*field) for field in fields], rename="pascal")
    names = tuple(parameter.name for parameter in parameters)
    return Method(
        agent, name, function, takes, runs, allows, request, names, hints["return"], missing, rest_only, locks
    )


def _field(name: str, hint: Any, default: Any) -> tuple[str, Any, Any]:
    """An argument without a default is mandatory: it stays UNSET when nobody sends it."""
    kind = Int32 if hint is int else hint
    return (name, kind | msgspec.UnsetType if default is msgspec.UNSET else kind, default)
