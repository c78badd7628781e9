"""What must not lie in the repository: the vendor's client, addresses of package registries, left-overs."""

import json
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from tests.house.source import ROOT

# In parts, so that this file does not name them either.
HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("debian", "org"),
    )
]
KINDS = {".py", ".md", ".html", ".css", ".toml", ".sql", ".json", ".mjs", ".yaml", ".typed", ".lock", ""}
NAMED_FILES = {"Makefile", "LICENSE", ".gitignore", "run"}  # those whose names have no ending
CLIENT = ROOT / "tests/client/node_modules/@superoffice"


def tracked() -> list[Path]:
    """Every file of the repository, also those about to be added."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def hosts_in(text: str) -> list[str]:
    return [host for host in HOSTS if host in text.lower()]


def test_no_file_names_a_registry():
    named = {path.relative_to(ROOT).as_posix(): hosts_in(path.read_text(errors="replace")) for path in tracked()}
    assert not {name: hosts for name, hosts in named.items() if hosts}
    assert len(named) > 100


def test_every_file_is_of_a_kind_we_write():
    """The vendor's client comes as .js and .d.ts, and into node_modules alone."""
    strange = [path for path in tracked() if path.suffix not in KINDS or "node_modules" in path.parts]
    strange += [path for path in tracked() if not path.suffix and path.name not in NAMED_FILES]
    assert not strange


@pytest.mark.client
def test_no_file_is_a_copy_of_one_of_the_vendors():
    theirs = {digest(path) for path in CLIENT.rglob("*") if path.is_file() and path.stat().st_size > 100}
    assert theirs, "the client is not installed: make client"
    assert not [path for path in tracked() if digest(path) in theirs]


def digest(path: Path) -> bytes:
    return sha256(path.read_bytes()).digest()


def test_the_lock_file_says_what_but_not_from_where():
    lock = json.loads((ROOT / "tests/client/package-lock.json").read_text())
    packages = lock["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_a_registry_is_noticed():
    assert hosts_in(f"see https://{HOSTS[0].upper()}/simple") == [HOSTS[0]]
