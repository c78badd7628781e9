"""Registering applications and changing passwords from the command line, and what a start leaves alone."""

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.logins.conftest import Site
from tests.servers import command, environment


def refused(site: Site, *words: str) -> str:
    """What a command says that does not do it."""
    done = command(*words, "--database", site.database)
    assert done.returncode == 2, done.stdout
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "callback",
        "/callback",
        "https://",
        "https:///callback",
        "https://app.example/#part",
        "https://app.example/a b",
        "https://app.example/\n",
        "",
    ],
)
def test_people_are_sent_to_one_place_that_runs_nothing(site: Site, address: str) -> None:
    said = refused(site, "app", "add", "Bad", f"--redirect-uri={address}")
    assert "people cannot be sent to" in said or "names no host" in said


@pytest.mark.parametrize("address", ["https://app.example/callback", "http://localhost:3000/", "com.example.app:/done"])
def test_addresses_of_the_web_and_of_native_applications_are_taken(site: Site, address: str) -> None:
    said = site.command("app", "add", "Good", "--redirect-uri", address)
    assert [line.split()[0] for line in said.splitlines()] == ["client_id", "client_secret", "system_token"]


def test_a_system_user_needs_a_user_and_a_public_key(site: Site, tmp_path: Path) -> None:
    file, key = tmp_path / "key.pem", generate_private_key(65537, 2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    assert "needs both" in refused(site, "app", "add", "Night job", "--system-user", "anne")
    file.write_bytes(private)
    for text in (private, b"x", b""):
        file.write_bytes(text)
        refused(site, "app", "add", "Night job", "--public-key", str(file), "--system-user", "anne")


def test_what_is_not_there_is_said_in_a_line(site: Site) -> None:
    assert "no application" in refused(site, "app", "revoke", "nobody")
    assert "no user" in refused(site, "user", "password", "nobody")


def test_a_start_imports_nothing_that_only_signing_in_needs() -> None:
    names = {"authlib", "joserfc", "cryptography", "starlette"}
    look = f"import sys, openkontor.__main__; print(sorted({names!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", look], env=environment({}), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
