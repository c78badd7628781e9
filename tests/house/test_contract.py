"""The carriers are those of the contract: every published field is declared with its type, and no other."""

import json
from collections.abc import Iterator
from importlib import import_module

import msgspec
import pytest

from openkontor.carriers.declare import Carrier
from openkontor.carriers.values import Duration, Flags, Moment, Published
from openkontor.contract.shape import RIGHTS, Field, shape_of
from tests.house.source import ROOT, modules

CONTRACT = json.loads((ROOT / "tests/contract/carriers.json").read_text(encoding="utf-8"))
PUBLISHED = CONTRACT["carriers"]
ENUMS = CONTRACT["enums"]
FLAGS = set(CONTRACT["flags"])

PLAIN = {str: "string", int: "int32", bool: "boolean", float: "double", Duration: "duration"}
# Flags that rights.py and FieldProperties spell themselves.
SPELLED = {"TableRight.Mask": "enum:ETableRight", "FieldRight.Mask": "enum:EFieldRight"}
OURS = {"Entity", "OwnRight", "Note"}  # how carriers are declared; `_Links` of Entity is added by REST alone


def declared(kind: type) -> Iterator[type]:
    """Everything of a kind that the carriers' modules declare."""
    for module in modules():
        if module.room == "carriers" and "." in module.name:
            loaded = import_module(f"openkontor.{module.name}")
            for found in vars(loaded).values():
                if isinstance(found, type) and issubclass(found, kind) and found.__module__ == loaded.__name__:
                    yield found


CARRIERS = {found.__name__: found for found in declared(msgspec.Struct) if found.__name__ not in OURS}


def wire_type(field: Field) -> str:
    """A field's type in the contract's words."""
    kind = field.kind
    if issubclass(kind, msgspec.Struct):
        name = f"carrier:{kind.__name__}"
    elif issubclass(kind, (Published, Flags)):
        name = f"enum:{kind.__name__}"
    else:
        name = "date-time" if issubclass(kind, Moment) else PLAIN[kind]
    if field.is_map:
        name = f"map<string,{name}>"
    for _ in range(field.depth):
        name = f"array<{name}>"
    return name


def differences(carrier: type[msgspec.Struct], published: dict[str, str]) -> list[str]:
    """What a carrier has other than the contract."""
    name = carrier.__name__
    own = {field.name: SPELLED.get(f"{name}.{field.name}") or wire_type(field) for field in shape_of(carrier).fields}
    lost = [f"{name}.{field} is not declared" for field in published.keys() - own.keys()]
    extra = [f"{name}.{field} is not published" for field in own.keys() - published.keys()]
    wrong = [
        f"{name}.{field} is {own[field]}, published as {published[field]}"
        for field in own.keys() & published.keys()
        if own[field] != published[field]
    ]
    return sorted(lost + extra + wrong)


def test_every_published_carrier_is_declared_and_no_other():
    assert CARRIERS.keys() == PUBLISHED.keys()


@pytest.mark.parametrize("name", sorted(PUBLISHED.keys() - {"Carrier"}))
def test_a_carrier_has_the_published_fields(name):
    carrier, published = CARRIERS[name], PUBLISHED[name]
    assert issubclass(carrier, Carrier) == (published["base"] == "Carrier")
    found = differences(carrier, published["fields"])
    assert not found, "\n".join(found)


def test_every_carrier_ends_with_the_published_rights():
    names = dict(zip(Carrier.__struct_fields__, Carrier.__struct_encode_fields__, strict=True))
    assert [names[attribute] for attribute in RIGHTS if attribute in names] == list(PUBLISHED["Carrier"]["fields"])
    for carrier in CARRIERS.values():
        if issubclass(carrier, Carrier):
            last = [attribute for attribute in carrier.__struct_fields__ if attribute != "rest_links"][-2:]
            assert last == list(RIGHTS[:2]), carrier


def test_enums_have_the_published_members_and_numbers():
    own = {found.__name__: {member.value: member.number for member in found} for found in declared(Published)}
    own.pop("Published")
    assert own == {name: ENUMS[name] for name in ENUMS.keys() - FLAGS}


def test_flags_have_the_published_members_and_bits():
    own = {found.__name__: found.members for found in declared(Flags) if found is not Flags}
    spelled = {word.removeprefix("enum:") for word in SPELLED.values()}
    assert own == {name: ENUMS[name] for name in FLAGS - spelled}


class Made(Carrier):
    """A carrier of these tests alone."""

    name: str = ""
    rank: list[int] | None = None
    more: bool = False


def test_a_field_that_differs_is_named():
    assert differences(Made, {"Name": "string", "Rank": "array<int32>", "More": "boolean"}) == []
    assert differences(Made, {"Name": "string", "Rank": "int32", "Less": "boolean"}) == [
        "Made.Less is not declared",
        "Made.More is not published",
        "Made.Rank is array<int32>, published as int32",
    ]
