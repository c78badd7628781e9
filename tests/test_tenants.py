"""Tenants share a server and a database, and nothing else."""

from pathlib import Path

import httpx
import pytest

from tests.demos import demo_file, demo_on_postgres
from tests.servers import command, command_beside, start

LOGIN = ("tje0", "Tje0")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return demo_file(tmp_path)
    return demo_on_postgres()


def password(told: str) -> str:
    return told.partition("shown this once: ")[2].split()[0]


def test_a_tenant_has_a_path_and_data_of_its_own(database: str) -> None:
    with start("--database", database) as server:
        assert httpx.get(f"{server.url}/Cust12345/api/v1/Contact/1", auth=LOGIN).status_code == 404
        made = command_beside("tenant", "add", "Cust12345", "--database", database)  # while the server runs
        assert made.returncode == 0, made.stderr
        owner = ("admin", password(made.stdout))

        mine = f"{server.url}/cust12345/api/v1"
        first = httpx.post(f"{mine}/Contact", json={"Name": "Mine AS"}, auth=owner)
        assert first.status_code == 200, first.text
        number = first.json()["ContactId"]
        assert first.json()["_Links"]["Self"] == f"{mine}/Contact/{number}"
        assert httpx.get(f"{mine}/Contact/{number}", auth=owner).json()["Name"] == "Mine AS"
        assert httpx.get(f"{server.url}/api/v1/Contact/{number}", auth=LOGIN).json().get("Name") != "Mine AS"
        assert httpx.get(f"{mine}/Contact/200", auth=owner).status_code == 404  # 200 companies are the demo's

        # A login holds for its tenant alone, also once it is remembered.
        assert httpx.get(f"{mine}/Contact/1", auth=LOGIN).status_code == 401
        assert httpx.get(f"{server.url}/api/v1/Contact/1", auth=owner).status_code == 401
        token = httpx.get(f"{mine}/User/currentToken", auth=owner).json()
        assert token.startswith("8A:Cust12345.")
        bearer = {"Authorization": f"Bearer {token}"}
        assert httpx.get(f"{mine}/User/currentPrincipal", headers=bearer).status_code == 200
        assert httpx.get(f"{server.url}/api/v1/User/currentPrincipal", headers=bearer).status_code == 401

        about = httpx.get(f"{server.url}/Cust12345/api", headers={"Accept": "application/json"}).json()
        assert about["v1"] == f"{server.url}/Cust12345/api/v1/"
        principal = httpx.get(f"{mine}/User/currentPrincipal", auth=owner).json()
        assert principal["DatabaseContextIdentifier"] == "Cust12345"


def test_the_default_tenant_has_a_path_by_its_name_too(database: str) -> None:
    with start("--database", database) as server:
        named = httpx.get(f"{server.url}/Demo/api/v1/Contact/2", auth=LOGIN)
        plain = httpx.get(f"{server.url}/api/v1/Contact/2", auth=LOGIN)
        assert named.json()["Name"] == plain.json()["Name"]
        missing = httpx.get(f"{server.url}/Nobody/api/v1/Contact/2", auth=LOGIN)
        assert (missing.status_code, "Nobody" in missing.text) == (404, True)


@pytest.mark.parametrize("name", ["api", "two words", "a.b", "", "demo"])
def test_a_name_that_cannot_be_a_path_is_refused(tmp_path: Path, name: str) -> None:
    refused = command("tenant", "add", name, "--database", demo_file(tmp_path))
    assert refused.returncode == 2
    assert "tenant" in refused.stderr
