"""The language of the exchange files, as README.md tells it: reading them, filling in, comparing."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

FILLED = re.compile(r"\{(\w+)\}")
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
EMPTY_DATE = "0001-01-01T00:00:00"


class Kept(str):
    """The name in braces, standing alone: the kept value itself, a number or a whole tree."""


class Exchange(NamedTuple):
    """One request and what it must be answered with."""

    name: str
    send: str
    answer: int
    as_: str = "tje0"
    headers: dict[str, str] = {}
    body: Any = None
    raw: str | None = None
    padded_to: int = 0
    answer_headers: dict[str, Any] = {}
    gives: Any = "~any"
    keep: dict[str, str] = {}
    twin: bool = False  # of a `for each`, and of neither its first words nor its last

    @property
    def has_body(self) -> bool:
        return self.body is not None or self.raw is not None


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which null, true, false and plain numbers are not texts; dates, NO and 0150 are."""

    yaml_implicit_resolvers: dict[Any, Any] = {}


for kind, pattern, starts in (
    ("null", "~|null|", ["~", "n", ""]),
    ("bool", "true|false", ["t", "f"]),
    ("int", r"-?(?:0|[1-9]\d*)", list("-0123456789")),
    ("float", r"-?(?:0|[1-9]\d*)\.\d+", list("-0123456789")),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{pattern})$"), starts)


def mapping(loader: Loader, node: yaml.MappingNode) -> Any:
    """{company} is a kept value; a name that stands twice is a mistake."""
    names = [loader.construct_object(key) for key, _ in node.value]
    value = node.value[0][1] if len(names) == 1 else None
    if node.flow_style and isinstance(value, yaml.ScalarNode) and value.value == "" and not value.style:
        return Kept(names[0])
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise yaml.constructor.ConstructorError(None, None, f"{twice.pop()!r} stands twice", node.start_mark)
    return loader.construct_mapping(node, deep=True)


Loader.add_constructor("tag:yaml.org,2002:map", mapping)


def read(file: Path) -> list[Exchange]:
    """The exchanges of a file."""
    told = yaml.load(file.read_text(encoding="utf-8"), Loader)
    return [one for entry in told for one in repeated(entry)]


def repeated(entry: dict[str, Any]) -> Iterator[Exchange]:
    """The exchanges of an entry that holds several, once for each of its sets of words."""
    if "for each" not in entry:
        yield exchange(entry)
        return
    for words in entry["for each"]:
        twin = words not in (entry["for each"][0], entry["for each"][-1])
        for one in entry["exchanges"]:
            yield exchange(said(one, words))._replace(twin=twin)


def said(value: Any, words: dict[str, Any]) -> Any:
    """A tree of a file with the words of one set in it; other names in braces stay."""
    if isinstance(value, Kept):
        return words.get(value, value)
    if isinstance(value, str):
        return FILLED.sub(lambda match: str(words.get(match[1], match[0])), value)
    if isinstance(value, list):
        return [said(item, words) for item in value]
    if isinstance(value, dict):
        return {said(name, words): said(item, words) for name, item in value.items()}
    return value


def exchange(entry: dict[str, Any]) -> Exchange:
    named = {("as_" if name == "as" else name.replace(" ", "_")): value for name, value in entry.items()}
    if "body" in named and named["body"] is None:
        named |= {"body": None, "raw": "null"}
    return Exchange(**named)


def filled(value: Any, kept: dict[str, Any]) -> Any:
    """A tree of a file with the kept values in it."""
    if isinstance(value, Kept):
        return remembered(kept, value)
    if isinstance(value, str):
        return FILLED.sub(lambda match: str(remembered(kept, match[1])), value)
    if isinstance(value, list):
        return [filled(item, kept) for item in value]
    if isinstance(value, dict):
        return {name: filled(item, kept) for name, item in value.items()}
    return value


def remembered(kept: dict[str, Any], name: str) -> Any:
    if name not in kept:
        raise LookupError(f"nothing was kept as {{{name}}}")
    return kept[name]


def to_send(value: Any) -> Any:
    """A filled tree as it is sent: `~like` and `~long` worked out."""
    if isinstance(value, list):
        return [to_send(item) for item in value]
    if isinstance(value, dict):
        own = {name: to_send(item) for name, item in value.items() if name != "~like"}
        return {**value.get("~like", {}), **own}
    if isinstance(value, str) and value.startswith("~long "):
        return "x" * int(value.removeprefix("~long "))
    return value


def picked(answer: Any, path: str) -> Any:
    """The value at a path such as Emails[0].Value; `.` is the whole answer."""
    for step in re.findall(r"\w+", path):
        answer = answer[int(step)] if isinstance(answer, list) else answer[step]
    return answer


def differences(wanted: Any, found: Any, path: str = "answer") -> Iterator[str]:
    """What of an answer is not as it should be; a line for each."""
    if isinstance(wanted, dict) and wanted:
        yield from of_objects(wanted, found, path)
    elif isinstance(wanted, list) and wanted:
        yield from of_lists(wanted, found, path)
    elif isinstance(wanted, str) and wanted.startswith("~"):
        word, _, rest = wanted.partition(" ")
        if not WORDS[word](found, rest):
            yield f"{path} should be {wanted}, but is {found!r}"
    elif type(wanted) is not type(found) or wanted != found:
        yield f"{path} should be {wanted!r}, but is {found!r}"


def of_objects(wanted: dict[str, Any], found: Any, path: str) -> Iterator[str]:
    for name, value in wanted.items():
        if name in ("~contains", "~lacks"):
            yield from of_members(name, value, found, path)
        elif not isinstance(found, dict):
            yield f"{path} should be an object, but is {found!r}"
            return
        elif name == "~keys":
            yield from differences(value, list(found), f"the names of {path}")
        elif name not in found:
            if value != "~absent":
                yield f"{path}.{name} is missing"
        else:
            yield from differences(value, found[name], f"{path}.{name}")


def of_lists(wanted: list[Any], found: Any, path: str) -> Iterator[str]:
    if not isinstance(found, list) or len(found) != len(wanted):
        yield f"{path} should be a list of {len(wanted)}, but is {found!r}"
        return
    for index, (one, other) in enumerate(zip(wanted, found, strict=True)):
        yield from differences(one, other, f"{path}[{index}]")


def of_members(word: str, wanted: list[Any], found: Any, path: str) -> Iterator[str]:
    if not isinstance(found, list):
        yield f"{path} should be a list, but is {found!r}"
        return
    for one in wanted:
        there = any(not list(differences(one, item)) for item in found)
        if there != (word == "~contains"):
            yield f"{path} {'lacks' if word == '~contains' else 'holds'} {one!r}: {found!r}"


def is_number(found: Any) -> bool:
    return isinstance(found, (int, float)) and not isinstance(found, bool)


def is_date(found: Any) -> bool:
    return isinstance(found, str) and bool(DATE.fullmatch(found)) and found != EMPTY_DATE


def as_text(found: Any) -> str:
    return found if isinstance(found, str) else json.dumps(found)


WORDS: dict[str, Callable[[Any, str], bool]] = {
    "~any": lambda found, _: True,
    "~absent": lambda found, _: False,
    "~number": lambda found, _: is_number(found),
    "~text": lambda found, _: isinstance(found, str) and found != "",
    "~date": lambda found, _: is_date(found),
    "~with": lambda found, part: isinstance(found, str) and part in found,
    "~not": lambda found, other: as_text(found) != other,
    "~after": lambda found, other: is_date(found) and found > other,
}
