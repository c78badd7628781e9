"""A plain tree, in any spelling, becomes a carrier; what cannot is refused with the field's name.

Every format ends here, except for the JSON that the strict decoders of as_json take.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from math import isfinite
from typing import Any, TypeVar

import msgspec

from openkontor.carriers.declare import Carrier
from openkontor.carriers.values import Duration, Flags, Moment, Published
from openkontor.contract.names import fold
from openkontor.contract.shape import Field, shape_of
from openkontor.errors import SHOWN, Invalid, RequestError
from openkontor.wire import dates
from openkontor.wire.dress import Dress

Struct = TypeVar("Struct", bound=msgspec.Struct)

INVALID = "The request is invalid."
BODY = "The body"
_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "list": "a list",
    "object": "an object",
    "dict": "an object",
    "null": "null",
    "NoneType": "null",
}
_MISFIT = re.compile(
    r"Expected `(?P<wanted>[\w| ]+)`(?:, got `(?P<sent>\w+)`| (?P<sign><=|>=) (?P<limit>-?[\d.]+))", re.ASCII
)
_TOO_LONG = re.compile(r"Expected `[^`]*` of length <= (\d+)", re.ASCII)
_UNKNOWN_NAME = "Invalid enum value "
_PLACED = re.compile(r"(.*?)(?: - at `\$([^`]*)`)?", re.DOTALL)
_STEP = re.compile(r"\.?([^.\[]+)((?:\[[^\]]*\])*)")
MOST_NAMES = 12  # of an enum that a message lists
DEEPEST = 64  # levels of nesting, in every format that is not read straight into a carrier
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
UNSTORABLE_NAMES = {"\x00": "the character NUL"}


def bind(tree: Any, carrier: type[Struct], dress: Dress, *, is_list: bool = False) -> Struct | None:
    """Make a carrier of a plain tree; None for null. RequestError or Invalid when it does not fit.

    `is_list`: the body is the list alone that the carrier's one field holds.
    """
    if tree is None:
        return None
    if isinstance(tree, dict):
        refuse_wrapped(tree, carrier)
    try:
        refuse_unstorable(tree, carrier)
        return msgspec.convert(fold(tree, carrier), carrier, strict=False, dec_hook=hook(dress))
    except msgspec.ValidationError as error:
        raise _explained(str(error), carrier, is_list) from None
    except RecursionError:
        raise unreadable("The body is nested too deeply.") from None


def refuse_wrapped(names: Iterable[str], carrier: type[msgspec.Struct]) -> None:
    """Refuse {"ContactEntity": {…}} where the entity itself belongs: it would be read as an empty one.

    `names` are those at the root of the body, in whichever format.
    """
    name = carrier.__name__
    if {sent.lower() for sent in names} == {name.lower()}:
        raise unreadable(f'The body has to be the {name} itself, not {{"{name}": …}}.')


def unreadable(detail: str) -> RequestError:
    """Say that a body cannot be read, and where."""
    return RequestError(INVALID, detail)


def leaf(text: str, field: Field) -> str | None:
    """Give a field's value from a format that knows texts alone: an empty number, date or enum is null."""
    if field.kind is str:
        return text
    return text.strip() or None


def refuse_unstorable(tree: Any, carrier: type[msgspec.Struct]) -> None:
    """Refuse texts with NUL or half a character, and numbers that are none: no database holds them."""
    found = _unstorable(tree)
    if found:
        path, problem = found
        raise Invalid.field(_named(path, carrier)[0], problem)


def _unstorable(tree: Any) -> tuple[str, str] | None:
    """Find the first value that cannot be stored: where it is and what is wrong with it."""
    if isinstance(tree, str):
        found = UNSTORABLE.search(tree)
        return ("", f"a text may not hold {UNSTORABLE_NAMES.get(found[0], 'half a character')}") if found else None
    if isinstance(tree, float):
        return None if isfinite(tree) else ("", f"{tree} is not a number that can be stored")
    inside: Iterator[tuple[str, Any]]
    if isinstance(tree, list):
        inside = ((f"[{index}]", item) for index, item in enumerate(tree))
    elif isinstance(tree, dict):
        inside = chain((("", name) for name in tree), ((f".{name}", item) for name, item in tree.items()))
    else:
        return None
    found_inside = ((place, _unstorable(item)) for place, item in inside)
    return next(((place + problem[0], problem[1]) for place, problem in found_inside if problem), None)


@lru_cache(64)
def hook(dress: Dress) -> Any:
    """Give the function that reads dates, durations and flags for msgspec."""

    def read_value(kind: type, value: Any) -> Any:
        if issubclass(kind, Moment):
            return dates.read(_one_of((str,), value), kind, dress)
        if issubclass(kind, Duration):
            return dates.read_duration(_one_of((str,), value))
        if issubclass(kind, Flags):
            return _int32(kind.read(_one_of((str, int), value)))
        raise NotImplementedError

    return read_value


def _one_of(kinds: tuple[type, ...], value: Any) -> Any:
    if type(value) not in kinds:
        raise ValueError(f"Expected `str`, got `{type(value).__name__}`")
    return value


def _int32(flags: Flags) -> Flags:
    if not -(2**31) <= flags < 2**31:
        raise ValueError(f"Expected `int` {f'<= {2**31 - 1}' if flags > 0 else f'>= {-(2**31)}'}")
    return flags


def _explained(problem: str, carrier: type[msgspec.Struct], is_list: bool) -> Exception:
    """Turn "Expected `int`, got `str` - at `$.Emails[0].Value`" into an error that names the field."""
    name, told = misfit(problem, carrier)
    if is_list:
        name = name.removeprefix(shape_of(carrier).fields[0].name)
    if _TOO_LONG.match(problem):
        return Invalid.field(name, told)
    shown = name if name and name[0] != "[" else BODY + name
    return RequestError(INVALID, f"{shown}: {told}", messages={name: told})


def misfit(problem: str, carrier: type[msgspec.Struct]) -> tuple[str, str]:
    """Give which field of a carrier a value does not fit, empty for the whole, and why, in words."""
    found = _PLACED.fullmatch(problem)
    assert found is not None
    what, path = found.groups("")
    name, field = _named(path, carrier)
    return name, in_words(what, field.kind if field else carrier)


def _named(path: str, carrier: type[msgspec.Struct]) -> tuple[str, Field | None]:
    """Give the published name of the field at a path, and the field; None for what nobody knows.

    An entity names its fields itself, also where it is one argument of several: Comment, not
    ContactRelationEntity.Comment.
    """
    inside: type[msgspec.Struct] | None = carrier
    name, place, found = "", 0, None
    while inside is not None and (step := _STEP.match(path, place)):
        field = shape_of(inside).folded.get(step[1].lower())
        if field is None:
            break
        place, found = step.end(), field
        is_argument = inside is carrier and not issubclass(carrier, Carrier)
        if not (is_argument and field.carrier and not field.depth and place < len(path)):
            name += f".{field.name}{step[2]}"
        inside = None if field.is_map else field.carrier
    return (name + path[place:]).removeprefix("."), found


def in_words(problem: str, kind: type) -> str:
    """Say "Expected `int`, got `str`", "Expected `int` <= 5" and "of length <= 5" in words; `kind` is what belongs."""
    if found := _TOO_LONG.fullmatch(problem):
        return f"longer than {found[1]} characters"
    if problem.startswith(_UNKNOWN_NAME):
        return _unknown_name(problem.removeprefix(_UNKNOWN_NAME), kind)
    found = _MISFIT.fullmatch(problem)
    if found is None:
        return problem
    wanted = " or ".join(_WORDS.get(word, word) for word in found["wanted"].split(" | "))
    if not found["sent"]:
        return f"{wanted} of at {'most' if found['sign'] == '<=' else 'least'} {found['limit']} is expected"
    if "str" in found["wanted"]:
        wanted = _wanted(kind) or wanted
    sent = _WORDS.get(found["sent"], found["sent"])
    if found["sent"] == "float" and "int" in found["wanted"]:
        sent = "one with a fraction"
    return f"{wanted} is expected, not {sent}"


def _unknown_name(quoted: str, kind: type) -> str:
    shown = repr(quoted.strip("'")[:SHOWN])
    names = _names(kind)
    return f"{shown} is none of {names}" if names else f"{_UNKNOWN_NAME}{shown}"


def _names(kind: type) -> str:
    """The names of an enum, when they are few."""
    names = list(kind.members) if issubclass(kind, Flags) else []
    names = [str(member.value) for member in kind] if issubclass(kind, Published) else names
    return ", ".join(names) if len(names) <= MOST_NAMES else ""


def _wanted(kind: type) -> str:
    """What a value that travels as text has to be; empty for a mere text."""
    if issubclass(kind, Moment):
        return "a date such as 2024-05-31T12:30:00"
    if issubclass(kind, Duration):
        return "a time span such as 00:05:00"
    names = _names(kind)
    return f"one of {names}" if names else ""
