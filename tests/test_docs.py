"""What the documents say is so: generated pages, commands, links, the sample in the README."""

import dataclasses
import inspect
import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from openkontor import docs
from openkontor.__main__ import command, serve
from openkontor.config import Config
from tests.servers import start

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LONGEST = {"README.md": 90, "CONTRIBUTING.md": 120}


def pages() -> list[Path]:
    """The Markdown pages of the repository."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.md"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return sorted(ROOT / name for name in names if name and (ROOT / name).is_file())


def commands(text: str) -> Iterator[list[str]]:
    """The words of every command line in a page: in a block after $, and in `…` where it begins with our name."""
    lines = [line[2:] for _, block in FENCED.findall(text) for line in block.splitlines() if line.startswith("$ ")]
    for line in lines + re.findall(r"`((?:openkontor|make) [^`]*)`", FENCED.sub("", text)):
        yield shlex.split(line, comments=True)


def broken_links(page: Path, text: str) -> list[str]:
    """The links of a page that lead to no file of the repository, or to no heading of it."""
    broken = []
    for link in LINK.findall(FENCED.sub("", text)):
        name, _, anchor = link.partition("#")
        if "://" in link:
            continue
        target = (page.parent / name).resolve() if name else page
        if not target.is_relative_to(ROOT) or not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    return broken


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_understood(words: list[str]) -> bool:
    """Whether the command line takes these words, or the Makefile has the target."""
    name, *rest = words
    if name == "make":
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        return all(re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE) for target in rest if "=" not in target)
    if not name.endswith("openkontor"):
        return True
    try:
        command.parse_args(rest, exit_on_error=False, print_error=False)
    except Exception:
        return False
    return True


def test_generated_pages_are_up_to_date():
    assert docs.outdated(ROOT / "docs") == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    assert not broken_links(page, page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_exist(page):
    unknown = [words for words in commands(page.read_text(encoding="utf-8")) if not is_understood(words)]
    assert not unknown


def test_every_deviation_names_a_test_there_is():
    text = (ROOT / "docs/deviations.md").read_text(encoding="utf-8")
    named = re.findall(r"\[([^\]]*)\]\(\.\./(tests/[^)]*)\)", text)
    assert len(named) > 20
    assert not [name for name, path in named if name not in (ROOT / path).read_text(encoding="utf-8")]


def test_every_change_note_is_of_a_kind_that_is_shown():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    kinds = {kind["directory"] for kind in settings["tool"]["towncrier"]["type"]}
    notes = [file.name for file in (ROOT / "changelog.d").glob("*.*.md")]
    assert notes
    assert [name for name in notes if name.split(".")[-2] not in kinds] == []


def test_the_pages_one_reads_first_are_short():
    for name, lines in LONGEST.items():
        assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= lines, name


def test_the_first_request_is_answered_as_the_readme_shows():
    shown = json.loads(next(block for kind, block in FENCED.findall(README) if kind == "json"))
    with start("--demo", "--ephemeral") as server:
        answer = httpx.get(f"{server.url}/api/v1/Contact/1", auth=("tje0", "Tje0")).json()
    assert within(shown, answer)
    assert f"its {len(answer)} fields" in README


def within(shown: Any, answer: Any) -> bool:
    """Whether an answer holds all that is shown of it, in the same order."""
    if isinstance(shown, dict):
        order = [name for name in answer if name in shown]
        return order == list(shown) and all(within(value, answer[name]) for name, value in shown.items())
    if isinstance(shown, list):
        return len(shown) == len(answer) and all(map(within, shown, answer))
    return shown == answer


def test_what_is_wrong_in_a_page_is_noticed():
    assert broken_links(ROOT / "README.md", "[x](docs/nowhere.md) [y](#nothing) [z](../outside) [w](#what-works)") == [
        "docs/nowhere.md",
        "#nothing",
        "../outside",
    ]
    wrong = "```console\n$ openkontor serve --colour red\n$ make coffee\n```\nand `openkontor fly`, `make docs`"
    assert [is_understood(words) for words in commands(wrong)] == [False, False, False, True]


def test_serve_has_the_options_that_the_settings_page_names():
    listed = {known.name for known in dataclasses.fields(Config) if known.metadata["option"]}
    assert listed == set(inspect.signature(serve).parameters)
