"""Files and functions stay small enough to be read at one go."""

import statistics
from functools import cache

import pytest

from tests.house.source import ROOT, Module, functions, modules, snippet

LONGEST_FUNCTION = 70
LONGEST = {
    "carriers": 350,
    "contract": 250,
    "wire": 250,
    "agents": 450,
    "archives": 450,
    "store": 450,
    "web": 250,
    "tests": 350,
}
BESIDE = 250  # app, config, rights … and the benches

# name -> lines, reason
ALLOWED: dict[str, tuple[int, str]] = {}


@cache
def measured() -> tuple[Module, ...]:
    """The program, its tests and its benches."""
    found = [*modules()]
    for folder in ("tests", "bench"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "node_modules" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                found.append(Module(name, path, path.read_text(encoding="utf-8")))
    return tuple(found)


def length(function) -> int:
    return function.end_lineno - function.lineno + 1


def too_long(module: Module, lines: int) -> list[str]:
    """The module, if it is too long, and every function of it that is."""
    most, _ = ALLOWED.get(module.name, (LONGEST.get(module.room, BESIDE), ""))
    found = [f"{module.where}: {lines} lines, at most {most}"] if lines > most else []
    for function in functions(module):
        most, _ = ALLOWED.get(f"{module.name}.{function.name}", (LONGEST_FUNCTION, ""))
        if length(function) > most:
            found.append(f"{module.at(function)}: {function.name} has {length(function)} lines, at most {most}")
    return found


def test_modules_and_functions_stay_small():
    offences = []
    for module in measured():
        offences += too_long(module, len(module.text.splitlines()))
    assert not offences, "\n".join(offences)


def test_what_is_allowed_to_be_longer_says_why_and_still_is():
    names = {module.name for module in measured()}
    names |= {f"{module.name}.{function.name}" for module in measured() for function in functions(module)}
    for name, (_, reason) in ALLOWED.items():
        assert name in names and len(reason.split()) > 3


def test_the_usual_function_is_short():
    lengths = sorted(length(function) for module in modules() for function in functions(module))
    median, p90 = statistics.median(lengths), statistics.quantiles(lengths, n=10)[-1]
    print(f"{len(lengths)} functions: median {median:.0f} lines, p90 {p90:.0f}, longest {lengths[-1]}")
    assert median <= 12 and p90 <= 35


@pytest.mark.parametrize(("name", "lines", "offences"), [("web.x", 251, 1), ("web.x", 250, 0), ("store.x", 450, 0)])
def test_a_long_module_is_named(name, lines, offences):
    assert len(too_long(snippet(name, ""), lines)) == offences


def test_a_long_function_is_named():
    text = "def fine():\n" + "    pass\n" * 69 + "def long():\n" + "    pass\n" * 70
    (offence,) = too_long(snippet("store.x", text), 142)
    assert offence == "store/x.py:71: long has 71 lines, at most 70"
