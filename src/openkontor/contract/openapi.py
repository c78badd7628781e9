"""The OpenAPI 3.1 document of what is implemented, from operations that web/about/described.py lists.

It follows from declarations alone: carriers, methods and routes. `make docs` writes it into the
package (web/about/openapi.json), where the served documents, lists and pages are taken from.
"""

from collections.abc import Iterable, Mapping
from types import NoneType
from typing import Any, NamedTuple

import msgspec

from openkontor import __version__
from openkontor.contract.openapi_shared import (
    ERRORS,
    HEADERS,
    PARAMETERS,
    SECURITY,
    answer_header,
    error_response,
    error_responses,
)
from openkontor.contract.schemas import Schema, Schemas

INTRODUCTION = """\
Every operation this server has, and no other. Paths and names are read in any case; names are answered as
published here. Fields that a client does not know it may leave alone, and what it was given it may send back.
"""
FILTERS = ("Select", "SOLanguage", "AcceptLanguage", "SOCulture", "SOTimeZone")
CONDITIONS = ("IfMatch", "IfNoneMatch", "IfUnmodifiedSince")
OCTETS = "application/octet-stream"
FILE = {"type": "object", "properties": {"file": {"type": "string", "contentMediaType": OCTETS}}}
BASE64 = {"type": "string", "contentEncoding": "base64"}
RAW_BODY: dict[str, Any] = {
    OCTETS: {},
    "multipart/form-data": {"schema": FILE},
    "application/json": {"schema": BASE64, "example": "aGVsbG8="},
}


class Parameter(NamedTuple):
    """One value of a path or a query."""

    name: str
    where: str  # "path" or "query"
    hint: Any
    required: bool


class Described(NamedTuple):
    """One operation, as far as its callers are concerned."""

    verb: str
    path: str  # below /api/v1/
    tag: str
    name: str  # unique and lasting: generated clients call their functions so
    summary: str
    text: str
    parameters: tuple[Parameter, ...]
    body: Any  # what the body is read as; None for none
    gives: Any  # what is answered; NoneType for nothing
    statuses: tuple[int, ...]  # beside success
    links: bool = False  # a REST entity with _Links
    selects: bool = False
    conditional: bool = False  # on a record that has stamps
    needs_login: bool = True


class Samples(msgspec.Struct, frozen=True):
    """Real requests by operation, real answers by what they hold (tests/openapi/samples.py records them)."""

    requests: dict[str, Any] = {}
    answers: dict[str, Any] = {}


NO_SAMPLES = Samples()


class Media(NamedTuple):
    """The media types of bodies and of answers."""

    bodies: tuple[str, ...]
    answers: tuple[str, ...]


def document(
    operations: Iterable[Described],
    base_url: str,
    media: Media,
    tags: Mapping[str, str],
    samples: Samples = NO_SAMPLES,
) -> dict[str, Any]:
    """Give the document of these operations; `base_url` is what stands before /api."""
    schemas = Schemas()
    known = sorted(operations, key=lambda operation: (operation.path.lower(), operation.verb))
    paths: dict[str, dict[str, Any]] = {}
    for operation in known:
        paths.setdefault(f"/{operation.path}", {})[operation.verb.lower()] = _operation(
            operation, schemas, media, samples
        )
    used = sorted({operation.tag for operation in known})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "openkontor",
            "version": __version__,
            "description": INTRODUCTION,
            "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": f"{base_url}/api/v1"}],
        "security": [{name: [] for name in names} for names in SECURITY],
        "tags": [{"name": tag, "description": tags[tag]} for tag in used],
        "paths": paths,
        "components": _components(schemas, media, samples),
    }


def _components(schemas: Schemas, media: Media, samples: Samples) -> dict[str, Any]:
    from_answers = {name: {"value": value} for name, value in sorted(samples.answers.items())}
    named = sorted((schemas.named | ERRORS).items())
    schemes = {name: scheme for names in SECURITY.values() for name, scheme in names.items()}
    return {
        "schemas": dict(named),
        "parameters": PARAMETERS,
        "headers": HEADERS,
        "responses": error_responses(media.answers),
        "examples": from_answers,
        "securitySchemes": schemes,
    }


def _operation(operation: Described, schemas: Schemas, media: Media, samples: Samples) -> dict[str, Any]:
    told: dict[str, Any] = {"tags": [operation.tag], "operationId": operation.name, "summary": operation.summary}
    if operation.text:
        told["description"] = operation.text
    told["parameters"] = _parameters(operation, schemas)
    if operation.body is not None:
        told["requestBody"] = _body(operation, schemas, media, samples)
    told["responses"] = _responses(operation, schemas, media, samples)
    if not operation.needs_login:
        told["security"] = []
    return told


def _parameters(operation: Described, schemas: Schemas) -> list[dict[str, Any]]:
    own = [
        {
            "name": parameter.name,
            "in": parameter.where,
            "required": parameter.required,
            "schema": _never_null(schemas.of(parameter.hint)),
        }
        for parameter in operation.parameters
    ]
    shared = [*(name for name in FILTERS if name != "Select" or operation.selects)]
    if operation.conditional:
        shared += [*CONDITIONS, *(["IfModifiedSince"] if operation.verb == "GET" else ())]
    return own + [{"$ref": f"#/components/parameters/{name}"} for name in shared]


def _never_null(schema: Schema) -> Schema:
    """In paths and queries there is no null."""
    return schema | {"type": "string"} if schema.get("type") == ["string", "null"] else schema


def _body(operation: Described, schemas: Schemas, media: Media, samples: Samples) -> dict[str, Any]:
    if operation.body is bytes:
        return {"required": True, "content": RAW_BODY}
    schema = schemas.of(operation.body)
    content: dict[str, Any] = {kind: {"schema": schema} for kind in media.bodies}
    if operation.verb == "PATCH":  # an array or an object, told apart by what it is; only JSON has arrays here
        steps = {"$ref": "#/components/schemas/JsonPatch"}
        either = {"schema": {"anyOf": [steps, schema]}}
        content |= {"application/json": either, "text/json": either}
        content |= {"application/json-patch+json": {"schema": steps}}
    sample = samples.requests.get(operation.name)
    if sample is not None:
        content["application/json"] = content["application/json"] | {"example": sample}
    return {"required": True, "content": content}


def _responses(operation: Described, schemas: Schemas, media: Media, samples: Samples) -> dict[str, Any]:
    responses = {str(status): error_response(status) for status in _all(operation)}
    if operation.gives is NoneType:
        return {"204": {"description": "Done; there is nothing to answer."}} | responses
    schema = schemas.with_links(operation.gives) if operation.links else schemas.of(operation.gives)
    content: dict[str, Any] = {kind: {"schema": schema} for kind in media.answers}
    if schema.get("contentEncoding"):
        content[OCTETS] = {}
        responses["204"] = {"description": "There is no content, or it is empty."}
    sample = sample_name(schema)
    if sample in samples.answers:
        reference = {"$ref": f"#/components/examples/{sample}"}
        content["application/json"] = content["application/json"] | {"examples": {"answer": reference}}
    success: dict[str, Any] = {"description": "The answer.", "headers": _headers(operation), "content": content}
    return {"200": success} | responses


def _headers(operation: Described) -> dict[str, Any]:
    names = ["SO-TimeZone", *(["ETag", "Last-Modified"] if operation.conditional else [])]
    return {name: answer_header(name) for name in names}


def _all(operation: Described) -> list[int]:
    return sorted({*operation.statuses, *([304] if operation.conditional and operation.verb == "GET" else [])})


def sample_name(schema: Schema) -> str:
    """Give the name under which a real answer of this schema is kept, "" for none."""
    for choice in schema.get("anyOf", [schema]):
        if "items" in choice:
            item = sample_name(choice["items"])
            return item and f"{item}List"
        if "$ref" in choice:
            return str(choice["$ref"]).rpartition("/")[2]
    return ""
