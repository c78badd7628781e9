"""The published sample requests, verbatim, on a fresh demo server.

`*.request.json` is a page's sample body, `*.answer.json` the names and JSON types of its sample answer.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.demos import demo_server

HERE = Path(__file__).parent
HEADERS = {
    "Authorization": "Basic dGplMDpUamUw",
    "Accept": "application/json; charset=utf-8",
    "Accept-Language": "fr,de,ru,zh",
    "Content-Type": "application/json; charset=utf-8",
}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
NEWER = {"UtmParameters", "PersonNumber"}  # names that some of the pages do not have yet
FREE = {"UserDefinedFields", "ExtraFields", "CustomFields", "FieldProperties", "_Links"}  # their keys are data

SAVE = "Agents/Contact/SaveContactEntity"
RELATE = "Agents/Relation/SaveContactRelation"
ACTIVE = "Agents/Contact/GetMyActiveContacts"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with (
        demo_server() as server,
        httpx.Client(base_url=f"{server.url}/api/v1/", headers=HEADERS) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def posted(client: httpx.Client) -> Any:
    """The answer to the POST page's sample, as it is."""
    return good(client.post("Contact", json=sample("post_contact")))


@pytest.fixture(scope="module")
def put(client: httpx.Client) -> Any:
    """The answer to the PUT page's sample, on a company with a person."""
    company = good(client.post("Contact", json={"Name": "Put"}))["ContactId"]
    good(client.post("Person", json={"Firstname": "Evert", "Contact": {"ContactId": company}}))
    answer = good(client.put(f"Contact/{company}", json=sample("put_contact")))
    assert answer["ContactId"] == company
    return answer


@pytest.fixture(scope="module")
def saved(client: httpx.Client) -> Any:
    """The answer to the SaveContactEntity page's sample, with the id 0."""
    return good(client.post(SAVE, json=sample("save_contact_entity") | {"ContactId": 0}))


@pytest.fixture(params=["posted", "put", "saved"])
def page(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    """What each of the three pages that save a company sends, and what it is answered."""
    names = {"posted": "post_contact", "put": "put_contact", "saved": "save_contact_entity"}
    return sample(names[request.param]), request.getfixturevalue(request.param)


def sample(page: str) -> Any:
    return json.loads((HERE / f"{page}.request.json").read_text(encoding="utf-8"))


def answered(page: str) -> Any:
    return json.loads((HERE / f"{page}.answer.json").read_text(encoding="utf-8"))


def good(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return response.json()


def misfits(told: Any, found: Any, path: str = "answer") -> Iterator[str]:
    """Where the tree of an answer is not that of the page; null fits anything, and lists any length."""
    if told is None or found is None:
        return
    if isinstance(told, list):
        assert isinstance(found, list), path
        for index, item in enumerate(found):
            yield from misfits(told[0], item, f"{path}[{index}]")
    elif isinstance(told, dict):
        yield from misfits_of_objects(told, found, path)
    elif kind(found) != told:
        yield f"{path} should be a {told}, but is {found!r}"


def misfits_of_objects(told: dict[str, Any], found: Any, path: str) -> Iterator[str]:
    if not isinstance(found, dict):
        yield f"{path} should be an object, but is {found!r}"
    elif path.rpartition(".")[2] not in FREE:
        names = [name for name in found if name in told or name not in NEWER]
        if names != list(told):
            yield f"{path} has the names {names}, the page {list(told)}"
        for name in names:
            yield from misfits(told.get(name), found[name], f"{path}.{name}")


def kind(value: Any) -> str:
    if isinstance(value, str):
        return "date" if DATE.fullmatch(value) else "text"
    return {bool: "boolean", int: "number", float: "number"}.get(type(value), type(value).__name__)


def test_the_post_answers_what_the_page_shows(posted: Any) -> None:
    assert list(misfits(answered("post_contact"), posted)) == []


def test_the_put_answers_what_the_page_shows_with_its_person(put: Any) -> None:
    assert len(put["Persons"]) == 1
    assert list(misfits(answered("put_contact"), put)) == []


def test_the_agent_answers_what_the_page_shows(saved: Any) -> None:
    assert "_Links" not in saved
    assert list(misfits(answered("save_contact_entity"), saved)) == []


def test_the_agent_refuses_the_samples_own_id_and_names_it(client: httpx.Client) -> None:
    answer = client.post(SAVE, json=sample("save_contact_entity"))
    assert answer.status_code == 400
    assert answer.json()["ErrorType"] == "SoNotFoundException"
    assert "584" in answer.json()["Messages"]["ContactId"]


def test_texts_numbers_and_switches_are_stored(page: tuple[Any, Any]) -> None:
    sent, answer = page
    plain = ["Name", "Department", "OrgNr", "Number1", "Description", "NoMailing", "Kananame", "Xstop"]
    for name in (*plain, "DbiAgentId", "DbiKey", "Source", "Domains"):
        assert answer[name] == sent[name], name


def test_a_free_number_is_kept(page: tuple[Any, Any]) -> None:
    sent, answer = page
    assert answer["Number2"] == sent["Number2"]


def test_a_number_the_counter_has_handed_out_is_replaced(client: httpx.Client) -> None:
    taken = good(client.get("Contact/1"))["Number2"]
    answer = good(client.post("Contact", json=sample("post_contact") | {"Number2": taken}))
    assert answer["Number2"] not in ("", taken)


def test_any_other_taken_number_is_refused(client: httpx.Client, posted: Any) -> None:
    answer = client.post("Contact", json=sample("post_contact"))
    assert answer.status_code == 400
    assert posted["Number2"] in answer.json()["Messages"]["Number2"]


def test_an_email_that_stands_twice_is_stored_once(page: tuple[Any, Any]) -> None:
    sent, answer = page
    first = sent["Emails"][0]
    assert [element["Value"] for element in sent["Emails"]] == [first["Value"]] * 2
    rights = {"TableRight": None, "FieldProperties": {}}
    stored = {"Value": first["Value"], "StrippedValue": first["Value"], "Description": first["Description"]}
    assert answer["Emails"] == [stored | rights]


@pytest.mark.parametrize("name", ["Urls", "Phones", "Faxes"])
def test_other_elements_that_stand_twice_are_stored_once(page: tuple[Any, Any], name: str) -> None:
    sent, answer = page
    first = sent[name][0]
    assert [(found["Value"], found["Description"]) for found in answer[name]] == [
        (first["Value"], first["Description"])
    ]


def test_unknown_interests_are_ignored(page: tuple[Any, Any]) -> None:
    sent, answer = page
    assert sent["Interests"][0]["Selected"]
    assert [item["Name"] for item in answer["Interests"] if item["Selected"]] == []
    assert sent["Interests"][0]["Id"] not in [item["Id"] for item in answer["Interests"]]


def test_unknown_keys_of_dictionaries_are_ignored(page: tuple[Any, Any]) -> None:
    _, answer = page
    assert (answer["UserDefinedFields"], answer["ExtraFields"], answer["CustomFields"]) == ({}, {}, {})


def test_what_the_server_counts_is_ignored(page: tuple[Any, Any]) -> None:
    sent, answer = page
    counted = ["ActiveInterests", "ActiveStatusMonitorId", "Deleted", "ActiveErpLinks"]
    assert all(sent[name] for name in counted)
    assert [answer[name] for name in counted] == [0, 0, 0, 0]
    assert (answer["BounceEmails"], answer.get("UtmParameters")) == ([], None)


def test_the_owners_group_is_the_servers(client: httpx.Client, page: tuple[Any, Any]) -> None:
    assert page[1]["GroupId"] == good(client.get("User/currentPrincipal"))["GroupId"]


def test_people_do_not_come_with_the_company(page: tuple[Any, Any]) -> None:
    sent, answer = page
    assert sent["Persons"][0]["PersonId"] not in [person["PersonId"] for person in answer["Persons"]]


def test_the_samples_id_is_ignored(client: httpx.Client, posted: Any) -> None:
    assert posted["ContactId"] != sample("post_contact")["ContactId"]
    assert good(client.get(f"Contact/{posted['ContactId']}")) == posted


def test_stamps_are_the_servers(page: tuple[Any, Any]) -> None:
    sent, answer = page
    assert answer["CreatedDate"] > "2024"
    assert answer["CreatedDate"][:10] != sent["CreatedDate"][:10]
    assert answer["CreatedBy"]["Name"] == "tje0"


def test_a_new_company_was_never_updated(posted: Any, saved: Any) -> None:
    for answer in (posted, saved):
        assert (answer["UpdatedDate"], answer["UpdatedBy"]) == ("0001-01-01T00:00:00", None)


def test_a_replaced_company_was(put: Any) -> None:
    assert put["UpdatedDate"] > put["CreatedDate"]
    assert put["UpdatedBy"]["Name"] == "tje0"


def test_dates_of_integrations_are_stored_as_the_clock_on_the_wall(page: tuple[Any, Any]) -> None:
    sent, answer = page
    for name in ("DbiLastSyncronized", "DbiLastModified"):  # sent with Oslo's offset, in fractions of seconds
        assert answer[name] == sent[name][:19]


def test_null_where_the_company_needs_something_is_the_default(page: tuple[Any, Any], client: httpx.Client) -> None:
    sent, answer = page
    default = good(client.get("Contact/default"))
    for name in ("Associate", "Business", "Category", "Country"):
        assert sent[name] is None
        assert answer[name] == default[name]
    assert answer["Address"]["Formatted"] == ""


def test_null_elsewhere_is_nothing(page: tuple[Any, Any]) -> None:
    _, answer = page
    assert (answer["SupportAssociate"], answer["SupportPerson"]) == (None, None)
    assert (answer["TicketPriority"]["Id"], answer["CustomerLanguage"]["Id"]) == (0, 0)


def test_the_relation_samples_null_is_told_what_is_missing(client: httpx.Client) -> None:
    answer = client.post(RELATE, json=sample("save_contact_relation"))
    assert answer.status_code == 400
    assert "ContactRelationEntity" in answer.json()["Message"]


def test_a_real_relation_is_answered_as_the_page_shows(client: httpx.Client, posted: Any, put: Any) -> None:
    ends = {"SourceContactId": put["ContactId"], "SourcePersonId": put["Persons"][0]["PersonId"]}
    relation = ends | {"DestinationContactId": posted["ContactId"], "RelationDefinitionId": 1, "Comment": "all of it"}
    answer = good(client.post(RELATE, json={"ContactRelationEntity": relation}))
    assert list(misfits(answered("save_contact_relation"), answer)) == []
    assert (answer["ActiveText"], answer["PassiveText"]) == ("owns", "owned by")
    assert (answer["SourcePersonName"], answer["DestinationContactName"]) == ("Evert", posted["Name"])


def test_the_activity_sample_finds_nothing_in_its_unknown_categories(client: httpx.Client) -> None:
    assert good(client.post(ACTIVE, json=sample("get_my_active_contacts"))) == []


def test_all_activity_is_answered_as_the_page_shows(client: httpx.Client) -> None:
    asked = sample("get_my_active_contacts") | {"ActionType": "All", "ContactCategories": []}
    rows = good(client.post(ACTIVE, json=asked))
    assert len(rows) > 10
    assert list(misfits(answered("get_my_active_contacts"), rows)) == []
