"""Finds what is published at a path: words in any case, parameters, words before parameters."""

from typing import Generic, TypeVar
from urllib.parse import unquote

Value = TypeVar("Value")


class Place(Generic[Value]):
    """All templates that match the same paths, such as List/{id} and List/{name}."""

    __slots__ = ("chosen", "names", "only", "templates")

    def __init__(self) -> None:
        self.names: tuple[tuple[int, str], ...] = ()
        self.only: dict[str, Value] | None = None
        self.templates: dict[tuple[bool, ...], dict[str, Value]] = {}
        self.chosen: dict[tuple[bool, ...], dict[str, Value]] = {}

    def add(self, names: list[tuple[int, str]], verb: str, value: Value) -> None:
        """Publishes a verb here, under a template with these parameter names."""
        self.names = tuple(dict.fromkeys((*self.names, *names)))
        kind = tuple(_is_number_name(name) for _, name in names)
        self.templates.setdefault(kind, {})[verb] = value
        self.only = self.templates[kind] if len(self.templates) == 1 else None
        self.chosen.clear()

    def verbs(self, values: list[str]) -> dict[str, Value]:
        """The values by verb where templates compete: numbers go to the one that names an id."""
        positions = dict.fromkeys(position for position, _ in self.names)
        numbers = tuple(_is_number(values[position]) for position in positions)
        if numbers not in self.chosen:
            self.chosen[numbers] = self._choose(numbers)
        return self.chosen[numbers]

    def _choose(self, numbers: tuple[bool, ...]) -> dict[str, Value]:
        def fitness(kind: tuple[bool, ...]) -> tuple[bool, int]:
            fits = all(number or not wanted for wanted, number in zip(kind, numbers, strict=True))
            return fits, sum(kind)

        chosen: dict[str, Value] = {}
        for kind in sorted(self.templates, key=fitness):
            chosen.update(self.templates[kind])
        return chosen


class Node(Generic[Value]):
    """One level of a path: where each word leads, and where a parameter does."""

    __slots__ = ("parameter", "place", "words")

    def __init__(self) -> None:
        self.words: dict[str, Node[Value]] = {}
        self.parameter: Node[Value] | None = None
        self.place: Place[Value] | None = None


class Paths(Generic[Value]):
    """Values by path template and verb."""

    def __init__(self) -> None:
        self._root: Node[Value] = Node()
        self._fixed: dict[str, dict[str, Value]] = {}

    def add(self, template: str, verb: str, value: Value) -> None:
        """Publishes a verb of a template; adding the same again replaces the value."""
        if "{" not in template:
            self._fixed.setdefault(template.lower(), {})[verb] = value
            return
        node = self._root
        names = []
        for position, segment in enumerate(template.split("/")):
            if segment.startswith("{"):
                names.append((position, segment[1:-1]))
                node.parameter = node.parameter or Node()
                node = node.parameter
            else:
                node = node.words.setdefault(segment.lower(), Node())
        if node.place is None:
            node.place = Place()
        node.place.add(names, verb, value)

    def find(self, path: str) -> tuple[dict[str, Value], dict[str, str]] | None:
        """The values by verb at a still encoded path, with its parameters under every published name."""
        folded = path.lower()
        values = path.split("/")
        if "%" in path:
            values = [unquote(value) for value in values]
            # An encoded slash is part of its segment, so such a path has no second, plain spelling.
            folded = folded if "%2f" in folded else "/".join(values).lower()
        verbs = self._fixed.get(folded)
        if verbs is not None:
            return verbs, {}
        place = _walk(self._root, values, 0)
        if place is None:
            return None
        parameters = {}
        for position, name in place.names:
            parameters[name] = values[position]
        return place.only or place.verbs(values), parameters


def _walk(node: Node[Value], values: list[str], depth: int) -> Place[Value] | None:
    word = values[depth]
    depth += 1
    last = depth == len(values)
    following = node.words.get(word.lower())
    if following is not None:
        place = following.place if last else _walk(following, values, depth)
        if place is not None:
            return place
    following = node.parameter
    if following is None or not word:
        return None
    return following.place if last else _walk(following, values, depth)


def _is_number_name(name: str) -> bool:
    folded = name.lower()
    return folded.endswith("id") and not folded.endswith("uniqueid")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
