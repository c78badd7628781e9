"""A list that is changed at one node is changed at all, and changes that come together all count."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.demos import demo_on_postgres, demo_server
from tests.servers import start

AUTH = ("tje0", "Tje0")
ANNE = ("anne", "Anne")


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def nodes(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """The addresses of the servers on one database: a SQLite file has one."""
    if request.param == "sqlite":
        with demo_server() as server:
            yield [server.url]
        return
    database = demo_on_postgres()
    with start("--database", database) as one, start("--database", database) as other:
        yield [one.url, other.url]


def sent(url: str, verb: str, path: str, body: object = None, auth: tuple[str, str] = AUTH) -> httpx.Response:
    return httpx.request(verb, f"{url}/api/v1/{path}", json=body, auth=auth, timeout=60)


def test_what_one_node_stores_the_others_show_at_once(nodes: list[str]) -> None:
    first, last = nodes[0], nodes[-1]
    for url in nodes:  # every node has the lists in memory, in two languages
        assert httpx.get(f"{url}/api/v1/MDOList/business", auth=AUTH, headers={"Accept-Language": "nb"}).json()
        assert sent(url, "GET", "MDOList/business").json()
    made = sent(first, "POST", "List/Business/Items", {"Name": 'US:"Mining";NO:"Gruvedrift"'}).json()
    shown = httpx.get(f"{last}/api/v1/MDOList/business", auth=AUTH, headers={"Accept-Language": "nb"}).json()
    assert {item["Id"]: item["Name"] for item in shown}[made["Id"]] == "Gruvedrift"
    saved = sent(last, "POST", "Contact", {"Name": "Mine AS", "Business": {"Id": made["Id"]}}).json()
    assert saved["Business"]["Value"] == 'US:"Mining";NO:"Gruvedrift"'
    sent(last, "PUT", f"List/Business/Items/{made['Id']}", {"Name": "Quarrying"})
    assert sent(first, "GET", f"Contact/{saved['ContactId']}").json()["Business"]["Value"] == "Quarrying"
    sent(last, "DELETE", f"List/Business/Items/{made['Id']}")
    refused = sent(first, "POST", "Contact", {"Name": "Late AS", "Business": {"Id": made["Id"]}})
    assert refused.status_code == 400 and "Business" in refused.json()["Messages"]


def test_an_item_of_a_moment_ago_is_found_at_every_node(nodes: list[str]) -> None:
    for url in nodes:
        assert sent(url, "GET", "List/Position/Items").status_code == 200
    made = sent(nodes[0], "POST", "List/Position/Items", {"Name": "Newest"}).json()
    for url in nodes:  # what is asked first may not be answered from memory
        assert sent(url, "GET", f"List/Position/Items/{made['Id']}/Headings").status_code == 200


def test_items_added_at_once_are_all_there_and_none_twice(nodes: list[str]) -> None:
    names = [f"Kind {number % 20}" for number in range(40)]  # each name is sent twice

    def add(number: int) -> int:
        url = nodes[number % len(nodes)]
        return sent(url, "POST", "List/Position/Items", {"Name": names[number]}).status_code

    with ThreadPoolExecutor(16) as threads:
        statuses = sorted(threads.map(add, range(40)))
    assert statuses == [200] * 20 + [400] * 20
    items = sent(nodes[0], "GET", "List/Position/Items").json()
    added = [item for item in items if item["Name"].startswith("Kind ")]
    assert sorted(item["Name"] for item in added) == sorted(set(names))
    assert len({item["Rank"] for item in items}) == len(items)


def test_preferences_of_one_user_set_at_once_leave_one_value(nodes: list[str]) -> None:
    def put(number: int) -> int:
        url = nodes[number % len(nodes)]
        return sent(url, "PUT", f"Preference/Race/Winner/Individual?value={number}", auth=ANNE).status_code

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(put, range(24))) == {204}
    values = {sent(url, "GET", "Preference/Race/Winner", auth=ANNE).json()["UserPreferenceId"] for url in nodes}
    assert len(values) == 1


def test_others_work_on_however_often_lists_change(nodes: list[str]) -> None:
    def look_after(worker: int) -> set[int]:
        sent_names = (f"Storm {worker} {number}" for number in range(8))
        url = nodes[worker % len(nodes)]
        return {sent(url, "POST", "List/Position/Items", {"Name": name}).status_code for name in sent_names}

    def work(worker: int) -> set[int]:
        url = nodes[worker % len(nodes)]
        asked = [("POST", "Project", {"Name": "Calm"}), ("PUT", f"Preference/Functions/x{worker}/Individual?value=1")]
        asked += [("GET", "Contact/1"), ("GET", "MDOList/perspos")]
        return {sent(url, *one, auth=ANNE).status_code for _ in range(4) for one in asked}

    with ThreadPoolExecutor(10) as threads:
        changing = [threads.submit(look_after, worker) for worker in range(4)]
        working = [threads.submit(work, worker) for worker in range(6)]
        assert set().union(*(one.result() for one in changing)) == {200}
        assert set().union(*(one.result() for one in working)) == {200, 204}
