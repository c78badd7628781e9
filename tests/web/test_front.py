"""The front door on a real server: what monitors, browsers and careless clients ask for."""

from collections.abc import Iterator

import httpx
import pytest

from tests.demos import demo_server

LOGIN = ("tje0", "Tje0")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with demo_server() as server:
        yield server.url


@pytest.mark.parametrize(
    "path", ["/api/v1/", "/api/v1", "/api/v1//", "//api//v1//", "/API/", "/Demo/api/v1/", "/docs/", "/healthz/"]
)
def test_pages_are_found_with_and_without_a_final_slash(url: str, path: str) -> None:
    assert httpx.get(url + path).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1//", "//API//V1/", "/Demo/api/v1/", "/demo//api/v1//"])
def test_get_on_a_method_describes_it_however_many_slashes_there_are(url: str, path: str) -> None:
    described = httpx.get(f"{url}{path}Agents//Contact/GetContactEntity/")
    assert (described.status_code, list(next(iter(described.json().values())))) == (200, ["POST"])


def test_the_address_that_the_root_tells_is_there(url: str) -> None:
    told = httpx.get(f"{url}/api", headers={"Accept": "application/json"}).json()["v1"]
    assert httpx.get(told).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api", "/docs", "/api/v1/Contact/2"])
def test_head_is_get_without_the_body(url: str, path: str) -> None:
    head, get = httpx.head(url + path, auth=LOGIN), httpx.get(url + path, auth=LOGIN)
    assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", get.headers["content-type"])


def test_head_is_refused_where_get_changes_something(url: str) -> None:
    with httpx.Client(base_url=f"{url}/api/v1/List", auth=LOGIN) as client:
        made = client.post("TicketStatus/Items", json={"Name": "Asked about", "Status": "Postponed"}).json()
        before = client.get("TicketType/Items").json()
        head = client.head(f"TicketStatus/3/ChangeTo/{made['TicketStatusId']}")
        assert (head.status_code, head.headers["allow"]) == (405, "GET")
        assert client.get("TicketType/Items").json() == before


def test_a_large_page_is_packed(url: str) -> None:
    assert httpx.get(f"{url}/openapi.json").headers["content-encoding"] == "gzip"
    plain = httpx.get(f"{url}/openapi.json", headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in plain.headers


def test_headers_sent_twice_count_together(url: str) -> None:
    tag = httpx.get(f"{url}/api/v1/Contact/2", auth=LOGIN).headers["etag"]
    for tags in ([tag, '"0-0"'], ['"0-0"', tag]):
        headers = [("If-None-Match", one) for one in tags]
        assert httpx.get(f"{url}/api/v1/Contact/2", auth=LOGIN, headers=headers).status_code == 304


def test_a_path_beside_the_sign_in_pages_is_told_in_json(url: str) -> None:
    missing = httpx.get(f"{url}/loginx")
    assert (missing.status_code, missing.json()["ErrorType"]) == (404, "RouteNotFound")


def test_empty_content_is_an_answer_too(url: str) -> None:
    with httpx.Client(base_url=f"{url}/api/v1", auth=LOGIN) as client:
        number = client.post("Document", json={"Header": "Empty", "Name": "empty.txt"}).json()["DocumentId"]
        assert client.put(f"Document/{number}/Content", content=b"").status_code == 200
        read = ("GET", f"Document/{number}/Content", None), ("HEAD", f"Document/{number}/Content", None)
        for verb, path, body in (*read, ("POST", "Agents/Document/GetDocumentStream", {"DocumentId": number})):
            answer = client.request(verb, path, json=body)
            told = answer.headers["content-type"], answer.headers.get("content-length")
            assert (answer.status_code, answer.content, *told) == (200, b"", "application/octet-stream", "0")
