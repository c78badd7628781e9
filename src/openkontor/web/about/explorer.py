"""The docs page and its smaller sisters: rendered here, whole without script, loading nothing from elsewhere."""

import base64
import hashlib
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from inspect import getdoc
from pathlib import Path
from string import Template
from typing import Any

import msgspec

from openkontor import errors
from openkontor.web.about.page import HTML, Page

PAGES = Path(__file__).with_name("pages")
BASE = "{base}"  # stands for the URL in front of /api until the page goes out
REFERENCE = "#/components/"


def page(document: dict[str, Any], base: str) -> Page:
    """Give the page of all operations: searched, read and tried out."""
    return _page(_explorer(msgspec.json.encode(document | {"servers": []})), base)


def version_page(name: str, block: dict[str, str], base: str) -> Page:
    """Give the version block for people, with links to what they may want next."""
    rows = "".join(f"<tr><th>{escape(key)}<td>{escape(text)}" for key, text in block.items())
    places = {"docs": "Operations, to read and to try", "api/v1": "List of operations", "openapi.json": "OpenAPI 3.1"}
    links = "".join(f'<li><a href="{BASE}/{path}">{text}</a>' for path, text in places.items())
    more = "<p>For programs: ask with <code>Accept: application/json</code> or <code>application/xml</code>."
    return _page(_shell(name, f"<h1>{escape(name)}</h1><ul>{links}</ul><table>{rows}</table>{more}"), base)


def list_page(title: str, listed: dict[str, dict[str, str]], base: str) -> Page:
    """Give a list of URL templates with what their verbs do."""
    rows = (
        f"<tr><th>{escape(verb)}<td><code>{escape(url)}</code><td>{escape(text)}"
        for url, verbs in listed.items()
        for verb, text in verbs.items()
    )
    more = f'<p><a href="{BASE}/docs">All operations, to read and to try</a>'
    return _page(_shell(title, f"<h1>{escape(title)}</h1><table>{''.join(rows)}</table>{more}"), base)


def _page(text: str, base: str) -> Page:
    policy = (
        f"default-src 'none'; style-src {_digest('style.css')}; script-src {_digest('explorer.mjs')}; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    headers = (
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    )
    return Page(text.replace(BASE, escape(base)).encode(), HTML, 200, headers)


@lru_cache(4)
def _file(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def _digest(name: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(_file(name).encode()).digest()).decode()}'"


def _shell(title: str, body: str) -> str:
    return Template(_file("page.html")).substitute(
        title=escape(title), body=body, style=_file("style.css"), script=_file("explorer.mjs")
    )


@lru_cache(1)
def _explorer(encoded: bytes) -> str:
    document = msgspec.json.decode(encoded)
    told = {tag["name"]: tag["description"] for tag in document["tags"]}
    groups: dict[str, list[str]] = {name: [] for name in told}
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            groups[operation["tags"][0]].append(_operation(verb.upper(), path, operation, document["components"]))
    parts = [f"<h2>{escape(name)}</h2><p>{escape(told[name])}{''.join(items)}" for name, items in groups.items()]
    parts += ["<h2>Carriers and enums</h2>"]
    parts += [
        _schema(name, schema, document["components"]) for name, schema in document["components"]["schemas"].items()
    ]
    body = Template(_file("explorer.html")).substitute(operations="".join(parts), errors=_errors())
    return _shell(f"openkontor {document['info']['version']}", body)


def _operation(verb: str, path: str, operation: dict[str, Any], components: dict[str, Any]) -> str:
    """One operation, folded up: what it does, takes and answers."""
    parameters = [_resolved(parameter, components) for parameter in operation["parameters"]]
    name = operation["operationId"]
    body = operation.get("requestBody")
    parts = [f"<p>{escape(part)}" for part in operation.get("description", "").split("\n\n") if part]
    if parameters:
        parts.append(f"<table>{''.join(map(_parameter, parameters))}</table>")
    if body:
        kinds = ", ".join(f"<code>{kind}</code>" for kind in body["content"])
        parts.append(f"<p>Body: {_type(body['content']['application/json']['schema'])}, as {kinds}")
    answers = (_answer(status, answer, components) for status, answer in operation["responses"].items())
    parts.append(f"<table>{''.join(answers)}</table>")
    parts.append(_attempt(verb, path, parameters, body))
    head = f"<b>{verb}</b> <code>{escape(path)}</code> <span>{escape(operation['summary'])}</span>"
    return f'<details id="{name}" class="operation"><summary>{head}</summary>{"".join(parts)}</details>'


def _parameter(parameter: dict[str, Any]) -> str:
    where = f"{parameter['in']}{', mandatory' if parameter.get('required') else ''}"
    told = " ".join((_type(parameter["schema"]), escape(parameter.get("description", ""))))
    return f"<tr><th>{escape(parameter['name'])}<td>{where}<td>{told}"


def _answer(status: str, answer: dict[str, Any], components: dict[str, Any]) -> str:
    resolved = _resolved(answer, components)
    content = resolved.get("content", {}).get("application/json", {})
    example = next((item["$ref"] for item in content.get("examples", {}).values()), "")
    sample = f' <a href="#{example.rpartition("/")[2]}">sample</a>' if example else ""
    told = _type(content["schema"]) + sample if content and not answer.get("$ref") else ""
    return f"<tr><th>{status}<td>{escape(resolved['description'])}<td>{told}"


def _attempt(verb: str, path: str, parameters: list[dict[str, Any]], body: Any) -> str:
    """How curl sends the operation, and a form that does; the form needs script, which takes it out of the template.

    A thousand forms on one page take Chromium ten seconds to read.
    """
    fields = [_field(parameter) for parameter in parameters if parameter["in"] != "header"]
    command = f"curl -u NAME:PASSWORD {'' if verb == 'GET' else f'-X {verb} '}"
    if body:
        sample = body["content"]["application/json"].get("example", {})
        text = escape(msgspec.json.format(msgspec.json.encode(sample)).decode())
        fields.append(f'<label>Body <textarea name="body" rows="6">{text}</textarea></label>')
        command += f"-H 'Content-Type: application/json' -d '{text if text != '{}' else '…'}' "
    form = f'<form data-verb="{verb}" data-path="{escape(path)}">{"".join(fields)}<button>Send</button></form>'
    return f"<pre>{command}'{BASE}/api/v1{escape(path)}'</pre><template>{form}</template><output></output>"


def _field(parameter: dict[str, Any]) -> str:
    name = escape(parameter["name"])
    return f'<label>{name} <input name="{name}" data-in="{parameter["in"]}"></label>'


def _schema(name: str, schema: dict[str, Any], components: dict[str, Any]) -> str:
    rows = (
        f"<tr><th>{escape(field)}<td>{_type(kind)}<td>{_notes(kind)}"
        for part in schema.get("allOf", [schema])
        for field, kind in part.get("properties", {}).items()
    )
    parents = " ".join(_type(part) for part in schema.get("allOf", []) if "$ref" in part)
    values = ", ".join(f"<code>{escape(value)}</code>" for value in schema.get("enum", []))
    told = f"<p>{escape(schema.get('description', ''))} {parents} {values}<table>{''.join(rows)}</table>"
    samples = "".join(_sample(key, components) for key in (name, f"{name}List"))
    return f'<details id="schema-{name}"><summary><code>{name}</code></summary>{told}</details>{samples}'


def _sample(name: str, components: dict[str, Any]) -> str:
    if name not in components["examples"]:
        return ""
    text = msgspec.json.format(msgspec.json.encode(components["examples"][name]["value"])).decode()
    head = f"A real answer: {name}"
    return f'<details id="{name}"><summary>{head}</summary><pre>{escape(text)}</pre></details>'


def _notes(schema: dict[str, Any]) -> str:
    return escape(
        " · ".join(filter(None, ("the server's" if schema.get("readOnly") else "", schema.get("description"))))
    )


def _type(schema: dict[str, Any]) -> str:
    """What a schema is, in few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#schema-{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(_type(choice) for choice in schema["anyOf"])
    kinds = schema.get("type", "anything")
    words = [_kind(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    return " or ".join(words)


def _kind(kind: str, schema: dict[str, Any]) -> str:
    if kind == "array":
        return f"list of {_type(schema['items'])}"
    if kind == "object" and "additionalProperties" in schema:
        return f"dictionary of {_type(schema['additionalProperties'])}"
    if kind == "string" and "maxLength" in schema:
        return f"text of at most {schema['maxLength']}"
    return {"string": "text", "integer": str(schema.get("format", "integer")), "number": "number"}.get(kind, kind)


def _resolved(item: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in item:
        return item
    kind, name = item["$ref"].removeprefix(REFERENCE).split("/")
    found: dict[str, Any] = components[kind][name]
    return found


def _errors() -> str:
    """Every ErrorType with its statuses, and the anchor that problem documents point to."""
    found: dict[str, list[type[errors.ApiError]]] = {}
    for kind in _below(errors.ApiError):
        if kind.error_type:
            found.setdefault(kind.error_type, []).append(kind)
    return "".join(
        f'<tr id="{name}"><th>{name}<td>{", ".join(map(str, sorted({kind.status for kind in kinds})))}'
        f"<td>{' '.join(escape((getdoc(kind) or '').partition(chr(10))[0]) for kind in kinds)}"
        for name, kinds in sorted(found.items())
    )


def _below(kind: type[errors.ApiError]) -> Iterable[type[errors.ApiError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _below(child)
