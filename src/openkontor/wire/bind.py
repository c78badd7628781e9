"""A plain tree, in any spelling, becomes a carrier; what cannot is refused with the field's name.

Every format ends here, except for the JSON that the strict decoders of as_json take.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from math import isfinite
from typing import Any, TypeVar

import msgspec

from openkontor.carriers.values import Duration, Flags, Moment
from openkontor.contract.names import fold
from openkontor.contract.shape import Field
from openkontor.errors import Invalid, RequestError
from openkontor.wire import dates
from openkontor.wire.dress import Dress

Struct = TypeVar("Struct", bound=msgspec.Struct)

INVALID = "The request is invalid."
_WORDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_MISFIT = re.compile(
    r"Expected `(?P<wanted>[\w| ]+)`(?:, got `(?P<sent>\w+)`| (?P<sign><=|>=) (?P<limit>-?\d+))", re.ASCII
)
DEEPEST = 64  # levels of nesting, in every format that is not read straight into a carrier
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
UNSTORABLE_NAMES = {"\x00": "the character NUL"}


def bind(tree: Any, carrier: type[Struct], dress: Dress) -> Struct | None:
    """Make a carrier of a plain tree; None for null. RequestError or Invalid when it does not fit."""
    if tree is None:
        return None
    _refuse_wrapped(tree, carrier)
    try:
        refuse_unstorable(tree)
        return msgspec.convert(fold(tree, carrier), carrier, strict=False, dec_hook=hook(dress))
    except msgspec.ValidationError as error:
        raise _explained(str(error)) from None
    except RecursionError:
        raise unreadable("The body is nested too deeply.") from None


def _refuse_wrapped(tree: Any, carrier: type[msgspec.Struct]) -> None:
    """Refuse {"ContactEntity": {…}} where the entity itself belongs: it would be read as an empty one."""
    name = carrier.__name__
    if isinstance(tree, dict) and len(tree) == 1 and next(iter(tree)).lower() == name.lower():
        raise unreadable(f'The body has to be the {name} itself, not {{"{name}": …}}.')


def unreadable(detail: str) -> RequestError:
    """Say that a body cannot be read, and where."""
    return RequestError(INVALID, detail)


def leaf(text: str, field: Field) -> str | None:
    """Give a field's value from a format that knows texts alone: an empty number, date or enum is null."""
    if field.kind is str:
        return text
    return text.strip() or None


def refuse_unstorable(tree: Any) -> None:
    """Refuse texts with NUL or half a character, and numbers that are none: no database holds them."""
    found = _unstorable(tree)
    if found:
        path, problem = found
        raise Invalid.field(path.removeprefix("."), problem)


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
            return dates.read(_text(value), kind, dress)
        if issubclass(kind, Duration):
            return dates.read_duration(_text(value))
        if issubclass(kind, Flags):
            return _int32(kind.read(value))
        raise NotImplementedError

    return read_value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"Expected `str`, got `{type(value).__name__}`")
    return value


def _int32(flags: Flags) -> Flags:
    if not -(2**31) <= flags < 2**31:
        raise ValueError("Expected `int` of 32 bits")
    return flags


def _explained(problem: str) -> Exception:
    """Turn "Expected `int`, got `str` - at `$.Emails[0].Value`" into an error that names the field."""
    what, _, path = problem.partition(" - at `")
    name = path.rstrip("`").removeprefix("$").removeprefix(".")
    if "of length <=" in what:
        most = what.rsplit("<= ", 1)[1]
        return Invalid.field(name, f"longer than {most} characters")
    return RequestError(INVALID, f"{name}: {in_words(what)}" if name else in_words(what))


def in_words(problem: str) -> str:
    """Say "Expected `int`, got `str`" and "Expected `int` <= 5" in words."""
    found = _MISFIT.fullmatch(problem)
    if found is None:
        return problem
    wanted = " or ".join(_WORDS.get(word, word) for word in found["wanted"].split(" | "))
    if found["sent"]:
        return f"{wanted} is expected, not {_WORDS.get(found['sent'], found['sent'])}"
    return f"{wanted} of at {'most' if found['sign'] == '<=' else 'least'} {found['limit']} is expected"
