"""The table of traps points at tests there are, and no trap is left to chance."""

import ast
import json
import re
from pathlib import Path

import pytest

from tests.exchanges.language import read

ROOT = Path(__file__).resolve().parents[1]
TRAPS = json.loads((ROOT / "tests/traps.json").read_text(encoding="utf-8"))
LINKED = [(number, *test) for number, trap in enumerate(TRAPS, start=1) for test in trap["tests"]]


def names_in(file: Path) -> set[str]:
    """The names of the tests of a file: functions, exchanges or what the client's tests are called."""
    if file.suffix == ".yaml":
        return {exchange.name for exchange in read(file)}
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".mjs":
        return set(re.findall(r"test\('([^']+)'", text))
    return {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}


def test_there_are_twenty_and_each_is_held_by_a_test_or_waits_for_what_is_not_built():
    assert len(TRAPS) == 20
    assert not [trap["words"] for trap in TRAPS if not trap["tests"] and not trap.get("waits_for")]


@pytest.mark.parametrize(("number", "file", "name"), LINKED, ids=lambda value: str(value)[:60])
def test_a_trap_names_a_test_there_is(number, file, name):
    assert name in names_in(ROOT / file), f"trap {number}: {file} has no test called {name!r}"


def test_what_waits_is_not_built_yet():
    page = (ROOT / "docs/compatibility.md").read_text(encoding="utf-8")
    built = page[page.index("## Done and partial") : page.index("## Not yet")]
    for word, sign in {"webhooks": "Webhook/"}.items():
        assert sign not in built, f"the traps that wait for {word} can be shown now"


def test_a_name_that_is_not_there_is_noticed():
    assert "an exchange that is not there" not in names_in(ROOT / "tests/exchanges/contact_rest.yaml")
    assert "test_a_name_that_is_not_there_is_noticed" in names_in(Path(__file__))
