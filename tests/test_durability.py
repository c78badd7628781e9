"""What is acknowledged is kept: over a kill, over a restart; and the commands beside `serve`."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.servers import by_itself, command, command_beside, command_by_itself, start

ADMIN = ("admin", "open sesame æøå")


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'kontor.db'}"


@pytest.fixture
def password_file(tmp_path: Path) -> str:
    file = tmp_path / "password"
    file.write_text(f"{ADMIN[1]}\n", encoding="utf-8")
    return str(file)


def call(url: str, verb: str, path: str, body: Any = None, login: tuple[str, str] = ADMIN) -> httpx.Response:
    name, password = login
    auth = httpx.BasicAuth(name.encode(), password.encode())
    return httpx.request(verb, f"{url}/api/v1/{path}", json=body, auth=auth)


def good(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_change_is_there_after_a_kill_right_behind_its_answer(database: str, password_file: str) -> None:
    """Both servers are begun from nothing: what is there then was on disk."""
    with start("--database", database, "--password-file", password_file, begin=by_itself) as server:
        made = good(call(server.url, "POST", "Contact", {"Name": "Kill", "Emails": [{"Value": "k@kill.example"}]}))
        path = f"Contact/{made['ContactId']}"
        changed = good(call(server.url, "PUT", path, {"Name": "Killed"}))
        server.kill()
    with start("--database", database, begin=by_itself) as server:
        assert good(call(server.url, "GET", path)) == changed | {
            "_Links": {name: link_on(server.url, link) for name, link in changed["_Links"].items()}
        }


def link_on(url: str, link: str) -> str:
    return url + link[link.index("/api/") :]


def test_every_acknowledged_change_of_many_is_there_after_a_kill(database: str, password_file: str) -> None:
    with start("--database", database, "--password-file", password_file) as server:
        ids = [good(call(server.url, "POST", "Contact", {"Name": f"Kill {n}"}))["ContactId"] for n in range(30)]
        call(server.url, "DELETE", f"Contact/{ids[0]}")
        server.kill()
    with start("--database", database) as server:
        assert call(server.url, "GET", f"Contact/{ids[0]}").status_code == 404
        assert [good(call(server.url, "GET", f"Contact/{number}"))["Name"] for number in ids[1:]] == [
            f"Kill {n}" for n in range(1, 30)
        ]
        again = good(call(server.url, "POST", "Contact", {"Name": "After"}))
        assert again["ContactId"] > max(ids)


def test_demo_data_is_laid_out_once_and_stays(tmp_path: Path) -> None:
    login = ("tje0", "Tje0")
    database = f"sqlite:///{tmp_path / 'demo.db'}"
    with start("--demo", "--database", database) as server:
        made = good(call(server.url, "POST", "Contact", {"Name": "Stays"}, login))
    with start("--demo", "--database", database) as server:
        assert good(call(server.url, "GET", f"Contact/{made['ContactId']}", login=login))["Name"] == "Stays"
        assert call(server.url, "GET", f"Contact/{made['ContactId'] + 1}", login=login).status_code == 404


def test_an_ephemeral_server_leaves_nothing(tmp_path: Path) -> None:
    words = ("--demo", "--ephemeral")
    with start(*words, cwd=tmp_path, env={"TMPDIR": str(tmp_path)}, begin=by_itself) as server:
        assert call(server.url, "GET", "Contact/1", login=("tje0", "Tje0")).status_code == 200
        assert list(tmp_path.iterdir())
        server.stop()
    assert list(tmp_path.iterdir()) == []


def test_the_default_database_lies_where_the_server_was_started(tmp_path: Path) -> None:
    with start(cwd=tmp_path, begin=by_itself) as server:
        assert (tmp_path / "openkontor.db").exists()
        said = server.output()
    password = said.partition("shown this once: ")[2].split()[0]
    with start(cwd=tmp_path, begin=by_itself) as server:
        assert call(server.url, "GET", "Contact/1", login=("admin", password)).status_code == 200
        assert password not in server.output()


def test_a_user_added_while_the_server_runs_logs_in_at_once(database: str, password_file: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("Ola's own", encoding="utf-8")
    with start("--database", database, "--password-file", password_file) as server:
        assert call(server.url, "GET", "User/currentAssociate", login=("ola", "Ola's own")).status_code == 401
        words = ("user", "add", "ola", "--level", "2", "--database", database, "--password-file", str(other))
        added = command_beside(*words)
        assert added.returncode == 0, added.stderr
        principal = good(call(server.url, "GET", "User/currentPrincipal", login=("ola", "Ola's own")))
        assert (principal["Associate"], principal["RoleName"]) == ("ola", "User level 2")
        assert call(server.url, "GET", "Contact/1", login=("ola", "wrong")).status_code == 401
        made = good(call(server.url, "POST", "Contact", {"Name": "By Ola"}, ("ola", "Ola's own")))
        assert made["Associate"]["Name"] == "ola"


def test_a_user_is_not_added_twice_nor_without_a_database(database: str, password_file: str) -> None:
    refused = command("user", "add", "ola", "--database", database, "--password-file", password_file)
    assert (refused.returncode, "init" in refused.stderr) == (2, True)
    assert command("init", "--database", database, "--password-file", password_file).returncode == 0
    assert command("user", "add", "ola", "--database", database, "--password-file", password_file).returncode == 0
    again = command("user", "add", "OLA", "--database", database, "--password-file", password_file)
    assert again.returncode == 2
    assert "Traceback" not in again.stderr and "OLA" in again.stderr


def test_a_password_is_made_and_printed_once_when_nobody_gives_one(database: str) -> None:
    made = command_by_itself("init", "--database", database, "--timezone", "Asia/Tokyo")
    assert made.returncode == 0, made.stderr
    password = made.stdout.partition("shown this once: ")[2].strip()
    with start("--database", database) as server:
        assert good(call(server.url, "GET", "User/currentAssociate", login=("admin", password)))["Name"] == "admin"
        owner = good(call(server.url, "GET", "Contact/1", login=("admin", password)))
        assert (owner["ContactId"], len(owner["Persons"])) == (1, 1)


def test_init_sets_up_once(database: str, password_file: str) -> None:
    first = command("init", "--database", database, "--password-file", password_file)
    assert (first.returncode, ADMIN[1] in first.stdout) == (0, False)
    second = command("init", "--database", database, "--password-file", password_file)
    assert second.returncode == 2
    assert "set up already" in second.stderr
    assert "Traceback" not in second.stderr


def test_init_refuses_a_zone_that_is_not_there(database: str, password_file: str) -> None:
    refused = command("init", "--database", database, "--password-file", password_file, "--timezone", "Mars/Olympus")
    assert refused.returncode == 2
    assert "Mars/Olympus" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("url", ["sqlite:///no/such/folder/x.db", "oracle://x"])
def test_a_database_nobody_can_open_is_told_in_a_line(url: str, tmp_path: Path) -> None:
    refused = command("init", "--database", url, cwd=tmp_path)
    assert refused.returncode == 2, refused.stderr
    assert refused.stderr.startswith("openkontor: ")


def test_config_shows_every_setting_and_where_it_comes_from() -> None:
    shown = command("config", OPENKONTOR_PORT="9000")
    assert shown.returncode == 0
    assert any(line.split()[:2] == ["port", "9000"] for line in shown.stdout.splitlines())
    told = json.loads(command("config", "--json", OPENKONTOR_DEMO="yes").stdout)
    assert (told["demo"], told["host"], told["port"], told["database"]) == (
        True,
        "127.0.0.1",
        8080,
        "sqlite:///openkontor.db",
    )


def test_a_setting_of_the_wrong_kind_is_named() -> None:
    refused = command("config", OPENKONTOR_PORT="many")
    assert refused.returncode == 2
    assert "OPENKONTOR_PORT" in refused.stderr


def test_demo_accounts_stay_on_this_machine(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1"):
        refused = command_beside("serve", "--demo", "--ephemeral", "--host", host, "--port", "0", cwd=tmp_path)
        assert refused.returncode == 2, host
        assert host in refused.stderr
        assert "Traceback" not in refused.stderr
    assert list(tmp_path.iterdir()) == []
