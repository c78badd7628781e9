"""What the server says of itself: /api, /api/v1, GET on an agent's method, documents and the docs page.

All of it is taken from the package's OpenAPI document, so nothing is listed that is not built. Nobody
has to log in for it (protocol reference 1.2-1.4).
"""

from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec

from openkontor import __version__
from openkontor.web.about import explorer
from openkontor.web.about.page import HTML, JSON, XML, Page

OPENAPI = Path(__file__).with_name("openapi.json")
AGENTS = "/Agents/"
HALVES = {"/swagger/docs/v1-agents": True, "/swagger/docs/v1-rest": False}  # whether they hold agents' methods
# The contract that is followed; clients test this number and expect at least 10.1.
CONTRACT, CONTRACT_DATE = "11.10.0.0", "2026-02-24"
KINDS = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "application/json": JSON,
    "text/json": "text/json; charset=utf-8",
    "application/xml": XML,
    "text/xml": "text/xml; charset=utf-8",
}


def root(path: str, accept: str, base: str) -> Page | None:
    """Give the page at a path, None when there is none; `base` is the URL in front of /api.

    Without a wish /api is a page for people, /api/v1 and methods are JSON.
    """
    folded = path.rstrip("/").lower()
    if folded in ("", "/api"):
        return _version(wanted(accept, HTML), base)
    if folded == "/api/v1":
        return _told("Operations", operations(base), wanted(accept, JSON), base)
    if folded in ("/docs", "/swagger"):
        return explorer.page(document(base), base)
    if folded == "/openapi.json":
        return Page(msgspec.json.encode(document(base)), JSON)
    if folded in HALVES:
        return Page(msgspec.json.encode(_half(document(base), HALVES[folded])), JSON)
    return _method(folded.removeprefix("/api/v1"), accept, base)


def document(base: str) -> dict[str, Any]:
    """Give the OpenAPI document as callers at this URL need it."""
    return _document() | {"servers": [{"url": f"{base}/api/v1"}]}


@lru_cache(1)
def _document() -> dict[str, Any]:
    decoded: dict[str, Any] = msgspec.json.decode(OPENAPI.read_bytes())
    return decoded


def operations(base: str) -> dict[str, dict[str, str]]:
    """Map the URL template of everything that is built to what its verbs do."""
    return {f"{base}/api/v1{path}": _verbs(verbs) for path, verbs in _document()["paths"].items()}


def _verbs(verbs: dict[str, Any]) -> dict[str, str]:
    return {verb.upper(): _template(operation) + operation["summary"] for verb, operation in verbs.items()}


def _template(operation: dict[str, Any]) -> str:
    names = [parameter["name"] for parameter in operation["parameters"] if parameter.get("in") == "query"]
    return f"?{'&'.join(f'{name}={{{name}}}' for name in names)}   " if names else ""


def _method(folded: str, accept: str, base: str) -> Page | None:
    """GET on an agent's method says what it does, and never does it."""
    if not folded.startswith(AGENTS.lower()):
        return None
    for path, verbs in _document()["paths"].items():
        if path.lower() == folded:
            return _told(path.removeprefix(AGENTS), {f"{base}/api/v1{path}": _verbs(verbs)}, wanted(accept, JSON), base)
    return None


def _half(whole: dict[str, Any], of_agents: bool) -> dict[str, Any]:
    """Leave the paths of agents, or those of REST, and the schemas they need."""
    paths = {path: verbs for path, verbs in whole["paths"].items() if path.startswith(AGENTS) == of_agents}
    used = {tag for verbs in paths.values() for operation in verbs.values() for tag in operation["tags"]}
    components = whole["components"]
    kept = _needed({"paths": paths, **{kind: components[kind] for kind in components if kind != "schemas"}}, components)
    schemas = {name: schema for name, schema in components["schemas"].items() if name in kept}
    tags = [tag for tag in whole["tags"] if tag["name"] in used]
    return whole | {"tags": tags, "paths": paths, "components": components | {"schemas": schemas}}


def _needed(tree: Any, components: dict[str, Any]) -> set[str]:
    """Name the schemas that a tree refers to, and those that these refer to."""
    found: set[str] = set()
    waiting = [tree]
    while waiting:
        for reference in _references(waiting.pop()):
            name = reference.removeprefix("#/components/schemas/")
            if name in components["schemas"] and name not in found:
                found.add(name)
                waiting.append(components["schemas"][name])
    return found


def _references(tree: Any) -> list[str]:
    if isinstance(tree, list):
        return [reference for item in tree for reference in _references(item)]
    if not isinstance(tree, dict):
        return []
    own = [tree["$ref"]] if isinstance(tree.get("$ref"), str) else []
    return own + [reference for item in tree.values() for reference in _references(item)]


def _version(kind: str, base: str) -> Page:
    """The version block, with the contract's keys and our own words."""
    name = f"openkontor {__version__}"
    block = {
        "v1": f"{base}/api/v1/",
        "NetServerVersion": CONTRACT,
        "NetServerAssembly": CONTRACT,
        "NetServerDate": CONTRACT_DATE,
        "NetServerLabel": f"openkontor_{__version__}",
        "NetServer": f"{name}, which speaks the SuperOffice Web API of NetServer {CONTRACT}",
        "Services": "Services87",
        "ServicesCurrent": "Services88",
        "Version": "v1",
        "Documentation": f"{base}/docs",
    }
    if kind == HTML:
        return explorer.version_page(name, block, base)
    return Page(msgspec.json.encode(block) if "json" in kind else _xml("WebApi", block), kind)


def _told(title: str, listed: dict[str, dict[str, str]], kind: str, base: str) -> Page:
    if kind == HTML:
        return explorer.list_page(title, listed, base)
    if "json" in kind:
        return Page(msgspec.json.encode(listed), kind)
    rows = [
        {"Url": url, "Verb": verb, "Description": text} for url, verbs in listed.items() for verb, text in verbs.items()
    ]
    return Page(_xml("Operations", rows), kind)


def _xml(name: str, told: Any) -> bytes:
    element = ElementTree.Element(name)
    rows = told if isinstance(told, list) else [told]
    for row in rows:
        parent = ElementTree.SubElement(element, "Operation") if isinstance(told, list) else element
        for key, text in row.items():
            ElementTree.SubElement(parent, key).text = text
    return bytes(ElementTree.tostring(element, "utf-8", xml_declaration=True))


def wanted(accept: str, default: str) -> str:
    """Choose HTML, JSON or XML by an Accept header; what names none of them gets the default."""
    best, quality = default, 0.0
    for choice in accept.lower().split(","):
        name, *rest = (part.strip() for part in choice.split(";"))
        found = default if name in ("*/*", "") else KINDS.get(name)
        weight = _quality(rest)
        if found and weight > quality:
            best, quality = found, weight
    return best


def _quality(parameters: list[str]) -> float:
    text = next((part[2:] for part in parameters if part.startswith("q=")), "1")
    try:
        return float(text)
    except ValueError:
        return 0.0
