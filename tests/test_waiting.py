"""What reads a record and then saves it waits for whoever is saving it: nobody's change is undone."""

import threading
import time
from collections.abc import Iterator

import httpx
import psycopg
import pytest

from tests.demos import demo_on_postgres
from tests.servers import start

AUTH = ("tje0", "Tje0")
WAITING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
PATIENCE = 10  # seconds

pytestmark = pytest.mark.postgres


class Site:
    """A server and its database."""

    def __init__(self, url: str, database: str) -> None:
        self.url = url
        self.database = database

    def send(self, verb: str, path: str, body: object = None) -> httpx.Response:
        return httpx.request(verb, f"{self.url}/api/v1/{path}", json=body, auth=AUTH, timeout=60)

    def while_changed(self, change: str, verb: str, path: str, body: object, root: str = "") -> int:
        """Send a request while another connection has changed what it is about, but not committed; gives its status.

        `root` locks the record whose part is changed, as everybody does who changes one.
        """
        found: list[int] = []
        sender = threading.Thread(target=lambda: found.append(self.send(verb, path, body).status_code))
        with psycopg.connect(self.database) as other, psycopg.connect(self.database, autocommit=True) as watcher:
            if root:
                other.execute(f"SELECT 1 FROM {root} FOR UPDATE")
            assert other.execute(change).rowcount
            sender.start()
            until = time.monotonic() + PATIENCE
            while not watcher.execute(WAITING).fetchone():
                assert time.monotonic() < until, "the request did not wait"
                time.sleep(0.01)
            other.commit()
        sender.join(PATIENCE)
        return found[0]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    database = demo_on_postgres()
    with start("--database", database) as server:
        yield Site(server.url, database)


PATCHED = {
    "Contact": ({"Name": "Mine"}, "department", "Department", {"Name": "Changed"}),
    "Person": ({"Lastname": "Mine", "Contact": {"ContactId": 2}}, "title", "Title", {"Lastname": "Changed"}),
    "Appointment": ({"Description": "Mine"}, "location", "Location", {"Description": "Changed"}),
    "Project": ({"Name": "Mine"}, "project_number", "ProjectNumber", {"Name": "Changed"}),
    "Sale": ({"Heading": "Mine"}, "number1", "Number", {"Heading": "Changed"}),
}


@pytest.mark.parametrize("resource", PATCHED)
def test_a_patch_leaves_what_others_change_meanwhile(site: Site, resource: str) -> None:
    new, column, field, patch = PATCHED[resource]
    number = site.send("POST", resource, new).json()[f"{resource}Id"]
    key = f"{resource.lower()}_id"
    change = f"UPDATE {resource.lower()} SET {column} = 'theirs' WHERE tenant = 1 AND {key} = {number}"
    assert site.while_changed(change, "PATCH", f"{resource}/{number}", patch) == 200
    shown = site.send("GET", f"{resource}/{number}").json()
    assert {name: shown[name] for name in (field, *patch)} == {field: "theirs", **patch}


def test_a_sale_that_is_closed_keeps_what_others_change_meanwhile(site: Site) -> None:
    number = site.send("POST", "Sale", {"Heading": "Mine"}).json()["SaleId"]
    change = f"UPDATE sale SET heading = 'theirs' WHERE tenant = 1 AND sale_id = {number}"
    assert site.while_changed(change, "POST", "Agents/Sale/SetAsSold", {"SaleIds": [number]}) == 204
    shown = site.send("GET", f"Sale/{number}").json()
    assert (shown["Heading"], shown["Status"]) == ("theirs", "Sold")


def test_members_given_a_kind_keep_what_others_change_meanwhile(site: Site) -> None:
    project = site.send("POST", "Project", {"Name": "Mine", "ProjectMembers": [{"ContactId": 2}]}).json()
    member = project["ProjectMembers"][0]["ProjectmemberId"]
    change = f"UPDATE projectmember SET contact_id = 3 WHERE tenant = 1 AND projectmember_id = {member}"
    root = f"project WHERE tenant = 1 AND project_id = {project['ProjectId']}"
    path = "Agents/Project/SaveProjectMembersFunctionAndComment"
    assert site.while_changed(change, "POST", path, {"ProjectMemberIds": [member], "RoleId": 1}, root) == 204
    shown = site.send("GET", f"ProjectMember/{member}").json()
    assert (shown["ContactId"], shown["ProjectMemberTypeId"]) == (3, 1)


def test_a_price_list_keeps_what_others_change_meanwhile(site: Site) -> None:
    number = site.send("POST", "Pricelist", {"Name": "Mine"}).json()["PriceListId"]
    change = f"UPDATE PriceList SET Description = 'theirs' WHERE tenant = 1 AND pricelist_id = {number}"
    assert site.while_changed(change, "PATCH", f"Pricelist/{number}", {"Name": "Changed"}) == 200
    shown = site.send("GET", f"Pricelist/{number}").json()
    assert (shown["Description"], shown["Name"]) == ("theirs", "Changed")


def test_no_product_is_put_into_a_price_list_that_is_deleted_meanwhile(site: Site) -> None:
    number = site.send("POST", "Pricelist", {"Name": "Mine"}).json()["PriceListId"]
    change = f"DELETE FROM PriceList WHERE tenant = 1 AND pricelist_id = {number}"
    assert site.while_changed(change, "POST", "Product", {"Name": "Late", "ERPPriceListKey": str(number)}) == 400


@pytest.mark.parametrize(
    ("part", "owner", "table", "many"),
    [
        ("ProjectMember", "Project", "projectmember", ("Project/DeleteProjectMemberByIds", "ProjectMemberIds")),
        ("SaleStakeholder", "Sale", "salestakeholder", ("Sale/DeleteSaleStakeholders", "SaleStakeholderIds")),
    ],
)
def test_of_several_that_are_deleted_one_may_be_gone_already(
    site: Site, part: str, owner: str, table: str, many: tuple[str, str]
) -> None:
    named = {"Project": {"Name": "Mine"}, "Sale": {"Heading": "Mine"}}[owner]
    whole = site.send("POST", owner, named | {f"{part}s": [{"ContactId": 2}, {"ContactId": 3}]}).json()
    key = "ProjectmemberId" if owner == "Project" else "SaleStakeholderId"
    ids = [one[key] for one in whole[f"{part}s"]]
    change = f"DELETE FROM {table} WHERE tenant = 1 AND {table}_id = {ids[0]}"
    root = f"{owner.lower()} WHERE tenant = 1 AND {owner.lower()}_id = {whole[f'{owner}Id']}"
    method, argument = many
    assert site.while_changed(change, "POST", f"Agents/{method}", {argument: ids}, root) == 204
    assert site.send("GET", f"{owner}/{whole[f'{owner}Id']}").json()[f"{part}s"] == []
