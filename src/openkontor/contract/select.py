"""$select on entities: the fields that were not named are emptied, none is left out (protocol reference 4).

Carriers inside an answer may belong to the reference data that all requests share, so the chosen
part is always a new carrier.
"""

from copy import copy
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from openkontor.carriers.values import EMPTY_MICROSECONDS, Moment, Published
from openkontor.contract.field_properties import has_rights
from openkontor.contract.shape import Field, shape_of
from openkontor.errors import RequestError

SEPARATORS = " \t\r\n?"  # clients leave blanks after commas and a question mark before the first name
LONGEST = 8000  # characters; what is remembered stays bounded
MOST_NAMES = 500  # each takes twenty times its text in memory
DEEPEST = 12  # names in one path; no carrier reaches deeper

TABLE_RIGHT = ("table_right", "tableright")
FIELD_PROPERTIES = ("field_properties", "fieldproperties")


class Selection(NamedTuple):
    """What a caller wants to see of an answer: names in lower case, each whole (None) or in part."""

    names: frozenset[tuple[str, "Selection | None"]]


class Plan(NamedTuple):
    """How the selected part of a carrier is made: a copy of `empty` is given the fields that were named."""

    empty: msgspec.Struct
    whole: tuple[str, ...]
    parts: tuple[tuple[str, Selection], ...]


@lru_cache(256)
def parse(text: str) -> Selection | None:
    """Read $select; None when it names nothing or `*`, so that all is shown. `Person/*` is all of Person.

    400 when it has more than 8000 characters or 500 names.
    """
    if len(text) > LONGEST:
        raise RequestError("The request is invalid.", f"$select is longer than {LONGEST} characters.")
    paths = [_names(path) for path in text.lower().split(",")]
    if sum(map(len, paths)) > MOST_NAMES:
        raise RequestError("The request is invalid.", f"$select has more than {MOST_NAMES} names.")
    tree: dict[str, Any] = {}
    for names in paths:
        if names[:1] == ["*"]:
            return None
        _plant(tree, names[: names.index("*")] if "*" in names else names)
    return _selection(tree) if tree else None


def _names(path: str) -> list[str]:
    return [name for name in (part.strip(SEPARATORS) for part in path.split("/")) if name][:DEEPEST]


def apply(result: Any, selection: Selection) -> Any:
    """Give an answer, a list of them or a dictionary with only the named fields filled; the answer is not changed."""
    if isinstance(result, msgspec.Struct):
        return _chosen(result, _plan(type(result), selection))
    if isinstance(result, list):
        return [apply(item, selection) for item in result]
    if isinstance(result, dict):
        return _entries(result, dict(selection.names))
    return result


@lru_cache(512)
def shows_rights(carrier: type[msgspec.Struct], selection: Selection | None) -> bool:
    """Say whether what is selected of a carrier shows any FieldProperties: if not, nobody need fill them in."""
    names = dict(selection.names) if selection else None
    if has_rights(carrier) and (names is None or FIELD_PROPERTIES[1] in names):
        return True
    return any(
        field.carrier not in (None, carrier)
        and (names is None or name in names)
        and shows_rights(field.carrier, names[name] if names else None)
        for name, field in shape_of(carrier).folded.items()
    )


def _plant(tree: dict[str, Any], names: list[str]) -> None:
    """Put one path into the tree of names; a whole field, named before or later, beats a part of it."""
    for name in names[:-1]:
        if tree.setdefault(name, {}) is None:
            return
        tree = tree[name]
    if names:
        tree[names[-1]] = None


def _selection(tree: dict[str, Any]) -> Selection:
    return Selection(frozenset((name, part and _selection(part)) for name, part in tree.items()))


def _chosen(result: msgspec.Struct, plan: Plan) -> msgspec.Struct:
    chosen = copy(plan.empty)
    for attribute in plan.whole:
        setattr(chosen, attribute, getattr(result, attribute))
    for attribute, part in plan.parts:
        setattr(chosen, attribute, apply(getattr(result, attribute), part))
    return chosen


def _entries(entries: dict[str, Any], names: dict[str, Selection | None]) -> dict[str, Any]:
    """The named entries of a dictionary, with their keys as they are."""
    chosen = {}
    for key, value in entries.items():
        name = str(key).lower()
        if name in names:
            part = names[name]
            chosen[key] = value if part is None else apply(value, part)
    return chosen


@lru_cache(512)
def _plan(carrier: type[msgspec.Struct], selection: Selection) -> Plan:
    """Links are told whatever is selected, and so is the key: without it nobody knows what was read."""
    names = dict(selection.names)
    own = set(carrier.__struct_fields__)
    whole = [attribute for attribute, name in (TABLE_RIGHT, FIELD_PROPERTIES) if attribute in own and name in names]
    whole += ["rest_links"] if "rest_links" in own else []
    parts = []
    for field in shape_of(carrier).fields:
        part = names.get(field.name.lower())
        if part is not None and not field.note.key:
            parts.append((field.attribute, part))
        elif field.note.key or field.name.lower() in names:
            whole.append(field.attribute)
    return Plan(_empty(carrier), tuple(whole), tuple(parts))


@lru_cache(1024)
def _empty(carrier: type[msgspec.Struct]) -> msgspec.Struct:
    """A carrier with all fields emptied: null where the wire knows null, else the default of its type."""
    values = {field.attribute: _nothing(field) for field in shape_of(carrier).fields}
    rights = {name: None for name, _ in (TABLE_RIGHT, FIELD_PROPERTIES) if name in carrier.__struct_fields__}
    return carrier(**values, **rights)


def _nothing(field: Field) -> Any:
    if field.depth or field.is_map:
        return None
    if issubclass(field.kind, Moment):
        return field.kind(EMPTY_MICROSECONDS)
    if issubclass(field.kind, Published):
        return next((member for member in field.kind if member.number == 0), None)
    return field.kind(0) if issubclass(field.kind, (int, float)) else None
