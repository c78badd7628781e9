"""Every entity, sent in every media type by every kind of save, answered in every media type: one change, one answer.

The bodies and the reading of XML are written here once more, on purpose, from protocol reference 3.7 and 3.8.
"""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx
import pytest

from tests.demos import demo_server

JSON, XML, FORM = "application/json", "application/xml", "application/x-www-form-urlencoded"
PATCHES = ("application/json-patch+json", "application/merge-patch+json")
BODIES = (JSON, "text/json", XML, "text/xml", FORM, *PATCHES)
ANSWERS = (JSON, "text/json", XML, "text/xml", *PATCHES)
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


class Entity(NamedTuple):
    """What is saved: first so, then changed."""

    name: str
    key: str
    first: dict[str, Any]
    changed: dict[str, Any]


ELEMENT = {"Phones": "EntityElement", "Emails": "EntityElement", "OfficePhones": "EntityElement", "Domains": "string"}
ELEMENT |= {"Interests": "SelectableMDOListItem", "Urls": "EntityElement", "VisibleFor": "VisibleFor"}
ELEMENT |= {"ProjectMembers": "ProjectMember", "SaleStakeholders": "SaleStakeholder"}
ENTITIES = (
    Entity(
        "Contact",
        "ContactId",
        {"Name": "First AS", "Department": "Sales", "Phones": [{"Value": "22 00 00 01"}], "NoMailing": False},
        {
            "Name": "Ærlig & Sønn <AS>",
            "Department": "Støtte",
            "OrgNr": "987654321",
            "Description": "two\nlines, \"quoted\"; 'twice'",
            "NoMailing": True,
            "Category": {"Id": 2},
            "Phones": [{"Value": "22 00 00 02", "Description": "desk"}, {"Value": "22 00 00 03"}],
            "Emails": [{"Value": "post@every.example"}],
            "Domains": ["every.example", "each.example"],
            "Interests": [{"Id": 1, "Selected": True}],
            "Address": {
                "Wgs84Latitude": 59.9,
                "Wgs84Longitude": 10.75,
                "Street": {"Address1": "Gata 1", "City": "Oslo"},
            },
        },
    ),
    Entity(
        "Person",
        "PersonId",
        {"Firstname": "First", "Lastname": "Person", "Contact": {"ContactId": 2}},
        {
            "Firstname": "Åse",
            "Lastname": "O'Hara & Co",
            "Retired": True,
            "BirthDate": "1999-05-13T00:00:00",
            "Contact": {"ContactId": 2},
            "OfficePhones": [{"Value": "22 00 00 04"}],
            "Emails": [{"Value": "aase@every.example"}],
        },
    ),
    Entity(
        "Appointment",
        "AppointmentId",
        {"Description": "First", "StartDate": "2026-03-02T10:00:00", "EndDate": "2026-03-02T11:00:00"},
        {
            "Description": "Møte <1>",
            "StartDate": "2026-07-02T10:00:00",
            "EndDate": "2026-07-02T11:30:00",
            "Location": "Rom & stol",
            "LeadTime": "00:05:00",
            "Private": "PrivateUser",
            "Contact": {"ContactId": 2},
            "Project": {"ProjectId": 1},
            "Sale": {"SaleId": 1},
        },
    ),
    Entity(
        "Project",
        "ProjectId",
        {"Name": "First", "ProjectType": {"Id": 1}},
        {
            "Name": "Ærlig & <prosjekt>",
            "Description": "two\nlines",
            "Postit": "\"quoted\"; 'twice'",
            "ProjectType": {"Id": 2},
            "ProjectStatus": {"Id": 3},
            "Completed": True,
            "StartDate": "2026-03-02T00:00:00",
            "EndDate": "2026-07-02T00:00:00",
            "Urls": [{"Value": "https://every.example/?a=1&b=2", "Description": "site"}],
            "ProjectMembers": [{"ContactId": 2, "Comment": "O'Hara & Co", "ProjectMemberTypeId": 2}],
        },
    ),
    Entity(
        "Sale",
        "SaleId",
        {"Heading": "First", "Amount": 10},
        {
            "Heading": "Øl & <mer>",
            "SaleText": "two\nlines",
            "Amount": 1234.5,
            "EarningPercent": 20.0,
            "Probability": 33,
            "Status": "Stalled",
            "Saledate": "2026-03-02T00:00:00",
            "Contact": {"ContactId": 2},
            "Project": {"ProjectId": 1},
            "Currency": {"Id": 978},
            "Source": {"Id": 2},
            "ReasonStalled": {"Id": 3},
            "SaleStakeholders": [{"ContactId": 2, "Comment": "O'Hara & Co", "StakeholderRoleId": 1}],
            "VisibleFor": [{"VisibleId": 1, "Visibility": "Group"}],
        },
    ),
    Entity(
        "Document",
        "DocumentId",
        {"Header": "First", "Name": "first.txt", "Date": "2026-03-02T10:00:00"},
        {
            "Header": "Tilbud <1>",
            "Name": "tilbud & mer.txt",
            "Description": "two\nlines",
            "Date": "2026-07-02T10:00:00",
            "Completed": "Completed",
            "Snum": 12,
            "DocumentTemplate": {"DocumentTemplateId": 4},
            "Contact": {"ContactId": 2},
        },
    ),
)
SAVES = ("POST", "PUT", "PATCH", "agent")


def encoded(tree: dict[str, Any], root: str, kind: str) -> bytes:
    if kind.endswith("/xml"):
        return ElementTree.tostring(element(root, tree))
    if kind == FORM:
        return urlencode(list(pairs(tree))).encode()
    return json.dumps(tree).encode()


def element(name: str, value: Any) -> ElementTree.Element:
    made = ElementTree.Element(name)
    if isinstance(value, dict):
        made.extend(element(key, item) for key, item in value.items())
    elif isinstance(value, list):
        made.extend(element(ELEMENT[name], item) for item in value)
    else:
        made.text = str(value).lower() if isinstance(value, bool) else str(value)
    return made


def pairs(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from pairs(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from pairs(item, f"{path}[{index}]")
    else:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)


def differences(told: ElementTree.Element, tree: Any, path: str) -> Iterator[str]:
    """Where an XML answer says something else than the JSON tree."""
    if tree is None:
        if told.get(NIL) != "true":
            yield f"{path} should be null"
    elif isinstance(tree, dict) and [child.tag for child in told] == list(tree):
        for child, (name, item) in zip(told, tree.items(), strict=True):
            yield from differences(child, item, f"{path}.{name}")
    elif isinstance(tree, dict):
        found = {pair[0].text or "": pair[1] for pair in told if len(pair) == 2}
        if list(found) != list(tree):
            yield f"{path} should have {list(tree)}, but has {list(found)}"
        else:
            for name, item in tree.items():
                yield from differences(found[name], item, f"{path}[{name}]")
    elif isinstance(tree, list):
        if len(told) != len(tree):
            yield f"{path} should have {len(tree)} elements, but has {len(told)}"
        else:
            for index, (child, item) in enumerate(zip(told, tree, strict=True)):
                yield from differences(child, item, f"{path}[{index}]")
    else:
        text = str(tree).lower() if isinstance(tree, bool) else str(tree)
        if (told.text or "") != text:
            yield f"{path} should be {text!r}, but is {told.text!r}"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with demo_server() as server:
        base = f"{server.url}/api/v1/"
        with httpx.Client(base_url=base, auth=("tje0", "Tje0"), headers={"Accept": JSON}, timeout=30) as client:
            yield client


def made(client: httpx.Client, entity: Entity) -> int:
    return int(good(client.post(entity.name, json=entity.first)).json()[entity.key])


def good(answer: httpx.Response) -> httpx.Response:
    assert answer.status_code == 200, answer.text
    return answer


def saved(client: httpx.Client, entity: Entity, save: str, body: str, accept: str) -> httpx.Response:
    """The answer to a save that makes, or leads to, the changed entity."""
    headers = {"Content-Type": body, "Accept": accept}
    tree = entity.changed
    if save == "agent":
        tree = {entity.key: made(client, entity)} | tree
        path, verb = f"Agents/{entity.name}/Save{entity.name}Entity", "POST"
    else:
        path, verb = entity.name if save == "POST" else f"{entity.name}/{made(client, entity)}", save
    return good(client.request(verb, path, content=encoded(tree, f"{entity.name}Entity", body), headers=headers))


OWN = {"Number2", "PersonNumber", "_Links", "CreatedDate", "UpdatedDate", "UpdatedBy", "LastChanged"}
OWN |= {"ProjectNumber", "Number", "ProjectmemberId", "SaleStakeholderId", "Registered"}


def without_identity(tree: Any, entity: Entity) -> Any:
    """What two records that were saved alike have in common."""
    if isinstance(tree, list):
        return [without_identity(item, entity) for item in tree]
    if not isinstance(tree, dict):
        return tree
    return {name: without_identity(item, entity) for name, item in tree.items() if name not in {*OWN, entity.key}}


def some_pairs(first: int, share: int) -> list[tuple[str, str]]:
    """Every so manyth pair of what is sent and what is answered; with another beginning, others of them."""
    return [*product(BODIES, ANSWERS)][first % share :: share]


@pytest.mark.parametrize("share", [5, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
@pytest.mark.parametrize("save", SAVES)
def test_a_save_is_the_same_in_every_media_type(client: httpx.Client, entity: Entity, save: str, share: int) -> None:
    seen: dict[str, tuple[str, str]] = {}
    for body, accept in some_pairs(ENTITIES.index(entity) + SAVES.index(save), share):
        answer = saved(client, entity, save, body, accept)
        assert answer.headers["content-type"] == f"{accept}; charset=utf-8"
        if accept.endswith("/xml"):
            root = ElementTree.fromstring(answer.content)
            assert root.tag == f"{entity.name}Entity"
            found = root.findtext(entity.key)
        else:
            found = answer.json()[entity.key]
        rest = good(client.get(f"{entity.name}/{found}")).json()
        expected = rest
        if save == "agent":
            path = f"Agents/{entity.name}/Get{entity.name}Entity?{entity.name}EntityId={found}"
            expected = good(client.post(path)).json()
        if accept.endswith("/xml"):
            assert not list(differences(root, expected, entity.name)), (body, accept)
        else:
            assert answer.json() == expected, (body, accept)
        seen.setdefault(json.dumps(without_identity(rest, entity), sort_keys=True), (body, accept))
    assert len(seen) == 1, list(seen.values())


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_what_was_sent_is_what_is_stored(client: httpx.Client, entity: Entity) -> None:
    tree = saved(client, entity, "PUT", JSON, JSON).json()
    for name, value in entity.changed.items():
        assert list(missing(value, tree[name], name)) == []


def missing(sent: Any, stored: Any, path: str) -> Iterator[str]:
    """What was sent and is not there; interests are a part of a whole list."""
    if isinstance(sent, dict):
        for name, value in sent.items():
            yield from missing(value, stored[name], f"{path}.{name}")
    elif isinstance(sent, list) and path == "Interests":
        chosen = [item["Id"] for item in stored if item["Selected"]]
        if chosen != [item["Id"] for item in sent]:
            yield path
    elif isinstance(sent, list):
        if len(sent) != len(stored):
            yield path
        for index, (value, found) in enumerate(zip(sent, stored, strict=False)):
            yield from missing(value, found, f"{path}[{index}]")
    elif sent != stored:
        yield path


def test_the_shares_are_all_pairs_and_each_has_every_media_type() -> None:
    shares = [set(some_pairs(first, 5)) for first in range(5)]
    assert set().union(*shares) == set(product(BODIES, ANSWERS))
    for entity, save in product(ENTITIES, SAVES):
        bodies, answers = zip(*some_pairs(ENTITIES.index(entity) + SAVES.index(save), 5), strict=True)
        assert (set(bodies), set(answers)) == (set(BODIES), set(ANSWERS))
    began = {(ENTITIES.index(entity) + SAVES.index(save)) % 5 for entity, save in product(ENTITIES, SAVES)}
    assert began == set(range(5))


def test_the_comparison_notices_what_differs() -> None:
    told = ElementTree.fromstring("<A><B>1</B><C><string>x</string></C></A>")
    assert not list(differences(told, {"B": 1, "C": ["x"]}, "A"))
    for wrong in ({"B": 2, "C": ["x"]}, {"B": None, "C": ["x"]}, {"B": 1, "C": []}, {"C": ["x"], "D": 1}):
        assert list(differences(told, wrong, "A")), wrong


def test_a_bare_list_is_the_same_in_every_media_type(client: httpx.Client) -> None:
    """Items of a list, stored all at once: a body without an object around it."""
    items = [{"Name": "Ærlig <& søt>", "Tooltip": "two\nlines", "Rank": 6}, {"Name": "Andre", "Rank": 7}]
    for number, body in enumerate(BODIES):
        name = f"Every format {number}"
        good(client.post("List", json={"Name": name}))
        root = ElementTree.Element("ArrayOfListItemEntity")
        root.extend(element("ListItemEntity", item) for item in items)
        content = json.dumps(items).encode()
        if body.endswith("/xml"):
            content = ElementTree.tostring(root)
        elif body == FORM:
            content = urlencode(list(pairs(items))).encode()
        for accept in ANSWERS:
            headers = {"Content-Type": body, "Accept": accept}
            answer = good(client.put(f"List/{name}/Items", content=content, headers=headers))
            stored = good(client.get(f"List/{name}/Items")).json()
            assert [(item["Name"], item["Tooltip"]) for item in stored] == [
                ("Ærlig <& søt>", "two\nlines"),
                ("Andre", ""),
            ]
            if accept.endswith("/xml"):
                assert not list(differences(ElementTree.fromstring(answer.content), stored, "Items")), (body, accept)
            else:
                assert answer.json() == stored, (body, accept)
            good_or_gone(client.delete(f"List/{name}/Items"))


def good_or_gone(answer: httpx.Response) -> None:
    assert answer.status_code == 204, answer.text
