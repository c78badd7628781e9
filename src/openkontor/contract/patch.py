"""PATCH: a change told as operations (RFC 6902) or as the fields that differ (RFC 7396).

Works on the plain tree of an entity as JSON shows it and gives the tree to be saved as a PUT
would be; the carriers say what each path means (protocol reference 6.5, docs/decisions/0011).
What changes is copied on the way down, so neither the stored tree nor the body is ever touched.
"""

from typing import Any, NamedTuple

import msgspec

from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.contract.shape import Field, shape_of
from openkontor.contract.tree import (
    RIGHTS,
    Hook,
    Problem,
    Tree,
    chosen,
    cleared,
    opened,
    referring,
    replaced,
    same,
    whole,
)
from openkontor.errors import Conflict, RequestError

MOST_OPERATIONS = 1000
OPERATIONS = ("add", "replace", "remove", "test")
SHOWN = {"op": 20, "path": 200}  # what errors show of an operation, and how many letters of it
EXAMPLE = 'it has to be an object such as {"op": "replace", "path": "/Name", "value": "…"}'
LONGEST_INDEX = 9  # digits


class Missing(Problem):
    """An element of an array that is not there; a test takes that as another value."""


class Operation(NamedTuple):
    """One operation of a JSON patch."""

    name: str
    tokens: list[str]
    value: Any


def apply(stored: Tree, body: Any, carrier: type[msgspec.Struct], hook: Hook | None = None) -> Tree:
    """Give the tree of an entity with a patch applied: a list of operations, or an object to be merged.

    `hook` reads dates and durations as a save does, so that `test` knows them in any spelling.
    RequestError naming operation and path for what cannot be applied, Conflict for a failed test.
    """
    try:
        if isinstance(body, list):
            return _operated(stored, whole(carrier), body, hook)
        if isinstance(body, dict):
            return _merged(stored, whole(carrier), body, "")
    except RecursionError:
        raise _refused("it is nested too deeply") from None
    raise _refused("the body is neither an array of operations nor an object with the fields to change")


def _refused(problem: str) -> RequestError:
    return RequestError("The patch cannot be applied.", problem[0].upper() + problem[1:] + ".")


def _operated(stored: Tree, root: Field, body: list[Any], hook: Hook | None) -> Tree:
    if len(body) > MOST_OPERATIONS:
        raise _refused(f"it has {len(body)} operations, at most {MOST_OPERATIONS} are taken")
    tree = stored
    for index, entry in enumerate(body):
        members = {str(name).lower(): value for name, value in entry.items()} if isinstance(entry, dict) else {}
        told = " ".join(str(members[name])[:most] for name, most in SHOWN.items() if name in members)
        where = f"operation {index} ({told})" if told else f"operation {index}"
        try:
            if not isinstance(entry, dict):
                raise Problem(EXAMPLE)
            operation = _read(members)
            if operation.name != "test":
                tree = _changed(tree, root, operation.tokens, operation)
            elif not _holds(tree, root, operation, hook):
                raise Conflict(f"{where[0].upper()}{where[1:]}: the value is another one.")
        except Problem as problem:
            raise _refused(f"{where}: {problem}") from None
    return tree


def _read(members: dict[str, Any]) -> Operation:
    name, path = members.get("op"), members.get("path")
    if not isinstance(name, str) or name.lower() not in OPERATIONS:
        raise Problem(f"op must be one of {', '.join(OPERATIONS)}")
    if not isinstance(path, str) or path in ("", "/"):
        raise Problem("path must name a field")
    if name.lower() != "remove" and "value" not in members:
        raise Problem("value is missing")
    tokens = [part.replace("~1", "/").replace("~0", "~") for part in path.removeprefix("/").split("/")]
    return Operation(name.lower(), tokens, members.get("value"))


def _changed(node: Any, field: Field, tokens: list[str], operation: Operation) -> Any:
    """Give a copy of a node in which the operation was done below it."""
    node = opened(node, field)
    token = tokens[0]
    if len(tokens) > 1:
        key, below = _step(node, field, token)
        old = node[key] if field.depth else node.get(key)
        return _with(node, field, key, _changed(old, below, tokens[1:], operation))
    if field.depth:
        return _with_item(node, field, token, operation)
    key, below = _step(node, field, token)
    if operation.name != "remove":
        return _with(node, field, key, replaced(node.get(key), below, operation.value))
    if field.is_map and key not in node:
        raise Problem(f"there is no '{token}'")
    return _with(node, field, key, cleared(node.get(key), below))


def _step(node: Any, field: Field, token: str) -> tuple[Any, Field]:
    """Find what a name, key or index leads to: its key in the tree and what is declared of it."""
    if field.depth:
        return _index(token, len(node)), field._replace(depth=field.depth - 1)
    if field.is_map:
        return _stored_key(node, token), field._replace(is_map=False)
    found = shape_of(field.kind).folded.get(token.lower())
    if found is None:
        raise Problem(f"{field.kind.__name__} has no field '{token[:100]}' that could be changed")
    return found.name, found


def _index(token: str, length: int) -> int:
    plain = token.isascii() and token.isdigit() and len(token) <= LONGEST_INDEX
    if not plain or str(int(token)) != token:
        raise Problem(f"'{token[:20]}' is no index of an element")
    if int(token) >= length:
        raise Missing(f"there is no element {token}")
    return int(token)


def _stored_key(entries: dict[str, Any], key: str) -> str:
    """The keys of dictionaries are data, but clients spell those too in their own way."""
    if key in entries:
        return key
    return next((stored for stored in entries if stored.lower() == key.lower()), key)


def _with(node: Any, field: Field, key: Any, value: Any) -> Any:
    if field.depth:
        return [*node[:key], value, *node[key + 1 :]]
    return {**node, key: value} if field.is_map else referring(node, field, {key: value})


def _with_item(items: list[Any], field: Field, token: str, operation: Operation) -> list[Any]:
    """Change one element of an array; '-' is the place after the last."""
    element = field._replace(depth=field.depth - 1)
    adds = operation.name == "add"
    index = len(items) if adds and token == "-" else _index(token, len(items) + adds)
    if field.kind is SelectableMDOListItem:
        return _with_choice(items, index, operation)
    if operation.name == "remove":
        return [*items[:index], *items[index + 1 :]]
    old = None if adds else items[index]
    return [*items[:index], replaced(old, element, operation.value), *items[index + (not adds) :]]


def _with_choice(items: list[Any], index: int, operation: Operation) -> list[Any]:
    """The choices of a list are all there already: they are switched, not added or removed."""
    value = {"Selected": False} if operation.name == "remove" else operation.value
    if isinstance(value, dict) and index < len(items):
        value = {"id": items[index]["Id"], **value}
    return chosen(items, [value])


def _merged(node: Tree, field: Field, patch: Tree, path: str) -> Tree:
    """Give an object with a merge patch applied; an object goes into an object, everything else replaces."""
    changes: Tree = {}
    for name, value in patch.items():
        if str(name).lower() in RIGHTS:
            continue
        try:
            key, below = _step(node, field, str(name))
            old = changes.get(key, node.get(key))
            if isinstance(value, dict) and below.carrier and not below.depth and not below.is_map:
                changes[key] = _merged(opened(old, below), below, value, f"{path}/{key}")
            else:
                changes[key] = replaced(old, below, value)
        except Problem as problem:
            raise _refused(f"{path}/{name}: {problem}") from None
    return referring(node, field, changes)


def _holds(tree: Any, root: Field, operation: Operation, hook: Hook | None) -> bool:
    """Say whether the value at a path is the one that a test expects."""
    node, field = tree, root
    for token in operation.tokens:
        node = opened(node, field)
        try:
            key, below = _step(node, field, token)
        except Missing:
            return False
        node, field = node[key] if field.depth else node.get(key), below
    return same(node, operation.value, field, hook)
