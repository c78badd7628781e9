"""What the server says of itself: /api, /api/v1, GET on methods, the docs page, and under which URL."""

import json
import re
from html.parser import HTMLParser
from ipaddress import ip_network
from typing import Any
from xml.etree import ElementTree

import pytest

from openkontor.config import Config, networks
from openkontor.errors import ConfigError, Invalid, NotFound, RequestError
from openkontor.web.about.roots import root, wanted
from openkontor.web.agent_routes import agent_operations
from openkontor.web.external import External
from openkontor.web.problem import pointer, problem
from openkontor.web.rest_routes import rest_operations

BASE = "https://crm.example.com/Cust12345"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
KEYS = [
    "v1",
    "NetServerVersion",
    "NetServerAssembly",
    "NetServerDate",
    "NetServerLabel",
    "NetServer",
    "Services",
    "ServicesCurrent",
    "Version",
    "Documentation",
]


def told(path: str, accept: str = "application/json") -> Any:
    page = root(path, accept, BASE)
    assert page is not None and page.content_type == "application/json; charset=utf-8"
    return json.loads(page.body)


def html(path: str, accept: str = BROWSER) -> str:
    page = root(path, accept, BASE)
    assert page is not None and page.content_type == "text/html; charset=utf-8"
    return page.body.decode()


def test_the_version_block_has_the_contracts_keys_in_order_and_our_words():
    block = told("/api")
    assert list(block) == KEYS
    assert block["v1"] == f"{BASE}/api/v1/"
    assert tuple(map(int, block["NetServerVersion"].split(".")[:2])) >= (10, 1)
    assert "openkontor" in block["NetServer"]


@pytest.mark.parametrize("path", ["/api", "/API/", "/api/"])
@pytest.mark.parametrize("accept", [BROWSER, "*/*", ""])
def test_the_version_is_a_page_for_everybody_else(path, accept):
    text = html(path, accept)
    assert f"{BASE}/api/v1" in text and f"{BASE}/docs" in text and "NetServerVersion" in text


def test_the_version_comes_as_xml():
    page = root("/api", "application/xml", BASE)
    assert page is not None and page.content_type == "application/xml; charset=utf-8"
    assert [element.tag for element in ElementTree.fromstring(page.body)] == KEYS


@pytest.mark.parametrize("path", ["/api", "/api/v1", "/api/v1/Agents/Contact/GetContactEntity"])
@pytest.mark.parametrize("kind", ["text/json", "text/xml", "application/json", "application/xml"])
def test_the_type_that_was_asked_for_is_the_type_of_the_answer(path, kind):
    page = root(path, kind, BASE)
    assert page is not None and page.content_type == f"{kind}; charset=utf-8"
    assert page.body.startswith(b"{" if "json" in kind else b"<?xml")


def test_the_list_names_exactly_what_is_built():
    listed = {(url, verb) for url, verbs in told("/api/v1").items() for verb in verbs}
    built = (*agent_operations(), *rest_operations())
    assert listed == {(f"{BASE}/api/v1/{path}", verb) for path, verb, _ in built}


def test_a_description_begins_with_the_query():
    url = f"{BASE}/api/v1/Agents/Contact/GetContactEntity"
    assert told("/api/v1/", "")[url]["POST"].startswith("?contactEntityId={contactEntityId}   Give a company")


def test_the_list_comes_as_page_and_as_xml():
    assert "MDOList/{listname}" in html("/api/v1")
    page = root("/api/v1", "text/xml", BASE)
    assert page is not None
    assert len(ElementTree.fromstring(page.body)) == len([*agent_operations(), *rest_operations()])


def test_get_on_a_method_describes_it_in_any_case():
    described = told("/api/v1/agents/contact/GETCONTACTENTITY/")
    assert list(described) == [f"{BASE}/api/v1/Agents/Contact/GetContactEntity"]
    assert list(next(iter(described.values()))) == ["POST"]
    assert "Give a company whole" in html("/api/v1/Agents/Contact/GetContactEntity")


@pytest.mark.parametrize("path", ["/api/v1/Contact", "/api/v1/Agents/Contact/Nothing", "/api/v2", "/doc", "/api/v1/x"])
def test_other_paths_are_none_of_these(path):
    assert root(path, "", BASE) is None


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "json"),
        ("text/json;q=0.5, application/xml;q=0.4", "json"),
        ("application/xml, application/json;q=0.9", "xml"),
        (BROWSER, "html"),
        ("application/jsn", "html"),
        ("*/*, application/json", "html"),
        ("application/json;q=0, text/xml", "xml"),
        ("application/json;q=much", "html"),
    ],
)
def test_what_is_wanted_most_is_given(accept, kind):
    assert kind in wanted(accept, "text/html; charset=utf-8")


class Links(HTMLParser):
    """What a page loads and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            elif name == "href" and tag == "a":
                self.links.append(str(value))
            elif name in ("src", "href", "action", "data", "srcset"):
                self.loads.append(str(value))


def links(path: str) -> Links:
    found = Links()
    found.feed(html(path))
    return found


@pytest.mark.parametrize("path", ["/api", "/api/v1", "/docs", "/swagger"])
def test_pages_load_nothing_and_run_only_their_own_script(path):
    page = root(path, BROWSER, BASE)
    assert page is not None
    text = page.body.decode()
    assert not links(path).loads and "@import" not in text and "url(" not in text
    policy = dict(page.headers)[b"content-security-policy"].decode()
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert re.search(r"script-src 'sha256-[\w+/=]{44}'", policy) and re.search(
        r"style-src 'sha256-[\w+/=]{44}'", policy
    )


def test_the_docs_are_whole_without_script_and_their_links_lead_somewhere():
    found = links("/docs")
    names = {f"{verb} {path}" for path, verb, _ in (*agent_operations(), *rest_operations())}
    text = html("/docs")
    assert not {name for name in names if f"<b>{name.split()[0]}</b> <code>/{name.split()[1]}</code>" not in text}
    inside = {link[1:] for link in found.links if link.startswith("#")}
    assert inside and inside <= set(found.ids)
    assert {link for link in found.links if not link.startswith(("#", BASE))} == set()
    assert len(found.ids) == len(set(found.ids))
    assert f"{BASE}/api/v1/Contact/{{id}}" in text and "{base}" not in text
    assert "A real answer: ContactEntityWithLinks" in text


def test_a_host_cannot_write_into_pages():
    page = root("/docs", BROWSER, "https://x/<script>alert(1)</script>")
    assert page is not None and b"<script>alert" not in page.body


SCOPE = {"scheme": "http", "client": ("10.0.0.5", 4711)}
FORWARDED = {
    b"host": b"10.0.0.1:8080",
    b"x-forwarded-proto": b"https",
    b"x-forwarded-host": b"evil.example, crm.example.com",
    b"x-forwarded-prefix": b"/crm/",
}
TRUSTED = (ip_network("10.0.0.0/24"),)


def test_urls_are_as_the_caller_asked():
    assert External().base(SCOPE, {b"host": b"crm.example.com:8443"}) == "http://crm.example.com:8443"
    assert External().base(SCOPE, {b"host": b"[::1]:80"}) == "http://[::1]:80"
    assert External().base(SCOPE, {b"host": b'x"><script>'}) == "http://localhost"
    assert External().base(SCOPE, {}) == "http://localhost"


def test_forwarded_headers_count_from_trusted_proxies_alone():
    assert External().base(SCOPE, FORWARDED) == "http://10.0.0.1:8080"
    assert External(TRUSTED).base(SCOPE, FORWARDED) == "https://crm.example.com/crm"
    assert External(TRUSTED).base(SCOPE | {"client": ("10.0.1.5", 1)}, FORWARDED) == "http://10.0.0.1:8080"
    assert External(TRUSTED).base(SCOPE | {"client": None}, FORWARDED) == "http://10.0.0.1:8080"
    mapped = SCOPE | {"client": ("::ffff:10.0.0.5", 1)}
    assert External(TRUSTED).base(mapped, FORWARDED) == "https://crm.example.com/crm"


def test_what_a_trusted_proxy_forwards_still_has_to_be_a_url():
    nonsense = {b"host": b"h", b"x-forwarded-proto": b"javascript", b"x-forwarded-prefix": b"/a b"}
    assert External(TRUSTED).base(SCOPE, nonsense) == "http://h"


def test_a_public_url_overrules_everything():
    assert External(TRUSTED, "https://crm.example.net/").base(SCOPE, FORWARDED) == "https://crm.example.net"


def test_settings_of_the_outside_are_checked():
    assert networks(" 10.0.0.1, fd00::/8 ,") == (ip_network("10.0.0.1/32"), ip_network("fd00::/8"))
    with pytest.raises(ConfigError, match="trusted proxies"):
        Config(trusted_proxies="my-proxy")
    with pytest.raises(ConfigError, match="no URL"):
        Config(public_url="crm.example.com")


def test_a_problem_names_fields_by_json_pointers():
    error = Invalid("two", {"Emails[0].Value": "too long", "CustomFields.a/b~c": "odd"})
    document = problem(error, "/api/v1/Contact/7 ø", BASE)
    assert document == {
        "type": f"{BASE}/docs#SoValidationException",
        "title": "Bad Request",
        "status": 400,
        "detail": "two",
        "instance": "/api/v1/Contact/7%20%C3%B8",
        "errors": [
            {"pointer": "#/Emails/0/Value", "detail": "too long"},
            {"pointer": "#/CustomFields/a~1b~0c", "detail": "odd"},
        ],
    }
    assert pointer("Name") == "#/Name"


def test_a_problem_without_fields():
    assert "errors" not in problem(NotFound("gone"), "/", BASE)
    shape = problem(RequestError("The request is invalid.", "No JSON.", 415), "/api", BASE)
    assert (shape["type"], shape["status"]) == ("about:blank", 415)
    assert shape["detail"] == "The request is invalid. No JSON."


def test_the_type_of_a_problem_leads_to_a_line_of_the_docs():
    names = {kind["type"].partition("#")[2] for kind in (problem(NotFound(""), "", ""), problem(Invalid(""), "", ""))}
    assert names <= set(links("/docs").ids)
