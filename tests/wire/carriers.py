"""Every declared carrier, the requests of the methods, and values to fill them with."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import Phase
from hypothesis import strategies as st

import openkontor.agents
import openkontor.carriers
from openkontor.agents.method import METHODS
from openkontor.carriers.declare import Carrier, Entity, Note, OwnRight, TableRight
from openkontor.carriers.values import EMPTY_MICROSECONDS, MAXIMUM_MICROSECONDS, Duration, Flags, Moment, Published
from openkontor.contract.shape import Field, shape_of
from openkontor.wire.dress import Dress

OSLO = ZoneInfo("Europe/Oslo")
DRESS = Dress(OSLO, OSLO)
SECOND = 1_000_000
# An entity has so many fields that making a failing one smaller takes minutes.
GENERATED = (Phase.explicit, Phase.generate)

# All that XML can hold; a carriage return alone is changed by many a reader, so it is among them.
TEXTS = st.text(
    st.one_of(st.sampled_from(" \t\n\r<>&'\"[]{}=;å語😀"), st.characters(exclude_categories=["Cs", "Cc", "Cn"])),
    max_size=5,
)
# In a form's name a key that begins with a bracket cannot be told from the bracket around it.
KEYS = TEXTS.filter(lambda key: not key.startswith("]"))
MOMENTS = st.one_of(
    st.sampled_from([EMPTY_MICROSECONDS, MAXIMUM_MICROSECONDS]),
    st.integers(-2_000_000_000, 4_000_000_000).map(lambda second: second * SECOND),
)
RIGHTS = st.sampled_from([None, TableRight("Select, Update", ""), TableRight("Select", "[SR_ACCESS_MANDATORY]")])
PLAIN = {
    str: TEXTS,
    int: st.integers(-(2**15), 2**15 - 1),
    float: st.floats(-90, 90, allow_nan=False),
    bool: st.booleans(),
    bytes: st.binary(min_size=1, max_size=20),  # none is told as nothing by forms and XML
    Duration: st.integers(-100_000, 1_000_000).map(Duration),
}


def declared() -> Iterator[type[msgspec.Struct]]:
    """Every carrier of the carriers' modules."""
    ours = (Carrier, Entity, Note, OwnRight)
    for found in iter_modules(openkontor.carriers.__path__):
        module = import_module(f"openkontor.carriers.{found.name}")
        for kind in vars(module).values():
            is_own = isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind.__module__ == module.__name__
            if is_own and kind not in ours:
                yield kind


for agent in iter_modules(openkontor.agents.__path__):
    import_module(f"openkontor.agents.{agent.name}")  # makes METHODS
CARRIERS = sorted(declared(), key=lambda carrier: carrier.__name__)
REQUESTS = [method.request for method in METHODS.values() if method.request and method.takes == "arguments"]


@cache
def filled(carrier: type[Any], levels: int = 3) -> st.SearchStrategy[Any]:
    """Carriers with any values, nested so many levels deep."""
    values = {field.attribute: _values(field, levels) for field in shape_of(carrier).fields}
    if issubclass(carrier, Carrier):
        values["table_right"] = RIGHTS
    if issubclass(carrier, Entity):
        values["rest_links"] = st.dictionaries(TEXTS, TEXTS, max_size=2)
    return st.builds(carrier, **values)


def _values(field: Field, levels: int) -> st.SearchStrategy[Any]:
    if field.is_map:
        kinds = TEXTS if field.carrier is None else filled(field.carrier, levels)
        return st.none() | st.dictionaries(KEYS, kinds, max_size=2)
    if field.carrier is not None and not levels:
        return st.none()
    found = _one(field, levels)
    for _ in range(field.depth):
        found = st.lists(found, max_size=2)
    return st.none() | found if field.depth else found


def _one(field: Field, levels: int) -> st.SearchStrategy[Any]:
    kind: Any = field.kind
    if field.carrier is not None:
        one = filled(kind, levels - 1)
        return one if field.depth else st.none() | one
    if issubclass(kind, Published):
        return st.sampled_from(list(kind))
    if issubclass(kind, Flags):
        return st.sampled_from([bit for bit in kind.members.values() if not bit & (bit - 1)]).map(kind)
    if issubclass(kind, Moment):
        return MOMENTS.map(kind)
    return PLAIN[kind]
