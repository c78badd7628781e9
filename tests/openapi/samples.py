"""Real requests and answers for the documents: what the exchange files send to a demo server, and get.

python -m tests.openapi.samples writes them into samples.json. Lists are cut to three items.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from jsonschema_rs import Draft202012Validator, Registry

from openkontor.contract.openapi import document, sample_name
from openkontor.contract.paths import Paths
from openkontor.web.about import described
from tests.exchanges.language import Exchange
from tests.exchanges.played import everything

FILE = Path(__file__).with_name("samples.json")
MOST_ITEMS = 3
WHOLE = "urn:openkontor:whole"  # what the document is called by those who refer to it from elsewhere
INSIDE = '"$ref": "#'

Samples = dict[str, dict[str, Any]]


class Played(NamedTuple):
    """One exchange, and the documented operation it was with, if any."""

    exchange: Exchange
    request: httpx.Request
    answer: httpx.Response
    operation: dict[str, Any] | None


@cache
def whole() -> dict[str, Any]:
    """The document without samples."""
    return document(described.described(), "", described.MEDIA, described.tags())


@cache
def played() -> list[Played]:
    """What every exchange was answered with, and the operation it was with."""
    built = operations()
    return [Played(*one, operation_of(one.request, built)) for one in everything()]


def operations() -> Paths[dict[str, Any]]:
    """The documented operations, found as the server finds its own."""
    built: Paths[dict[str, Any]] = Paths()
    for path, verbs in whole()["paths"].items():
        for verb, operation in verbs.items():
            built.add(path[1:], verb.upper(), operation)
    return built


def operation_of(request: httpx.Request, built: Paths[dict[str, Any]]) -> dict[str, Any] | None:
    path = "/".join(filter(None, request.url.raw_path.decode().partition("?")[0].split("/")))
    found = built.find(path[len("api/v1/") :])
    return found[0].get(request.method) if found else None


def record(exchanges: Iterable[Played]) -> Samples:
    """Keep the first good request of each operation, and the first answer of each kind."""
    samples: Samples = {"requests": {}, "answers": {}}
    for exchange, request, answer, operation in exchanges:
        if operation is None or answer.status_code not in (200, 204):
            continue
        if exchange.body and is_published(sent := json.loads(request.content), operation):
            samples["requests"].setdefault(operation["operationId"], sent)
        if answer.status_code == 200 and (told := answer.json()):
            name = sample_name(operation["responses"]["200"]["content"]["application/json"]["schema"])
            samples["answers"].setdefault(name, told[:MOST_ITEMS] if isinstance(told, list) else told)
    samples["answers"].pop("", None)  # plain texts
    return {kind: dict(sorted(kept.items())) for kind, kept in samples.items()}


def is_published(sent: Any, operation: dict[str, Any]) -> bool:
    """Whether a body is spelled as the document says, and not only understood."""
    if "requestBody" not in operation:
        return False
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    return fits(sent, schema) and (isinstance(sent, list) or set(sent) <= names_of(schema))


def fits(value: Any, schema: dict[str, Any]) -> bool:
    return validator(json.dumps(schema)).is_valid(value)


@cache
def validator(schema: str) -> Draft202012Validator:
    """What judges by a schema of the document, which is given as JSON."""
    return Draft202012Validator(json.loads(schema.replace(INSIDE, f"{INSIDE[:-1]}{WHOLE}#")), registry=components())


@cache
def components() -> Registry:
    """The document, read by the validators once for them all."""
    return Registry([(WHOLE, {"components": whole()["components"]})])


def names_of(schema: dict[str, Any]) -> set[str]:
    """The names of the fields that an object of this schema has; a patch may be a list."""
    if "$ref" in schema:
        return names_of(whole()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    names = set(schema.get("properties", {}))
    for part in (*schema.get("allOf", ()), *schema.get("anyOf", ())):
        names |= names_of(part)
    return names


def text(samples: Samples) -> str:
    """Give the samples as they are written."""
    return json.dumps(samples, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(record(played())), encoding="utf-8")
