"""What the server answers is what the document says: every exchange of every file is held against it."""

import json
from collections.abc import Iterator
from typing import Any

from tests.openapi.samples import (
    FILE,
    Played,
    fits,
    names_of,
    operation_of,
    operations,
    played,
    record,
    text,
    validator,
    whole,
)


def documented() -> list[Played]:
    return [one for one in played() if one.operation is not None]


def response_of(one: Played) -> dict[str, Any] | None:
    assert one.operation is not None
    response = one.operation["responses"].get(str(one.answer.status_code))
    if response and "$ref" in response:
        return whole()["components"]["responses"][response["$ref"].rpartition("/")[2]]
    return response


def wrong(one: Played) -> Iterator[str]:
    """What of an answer the document does not say."""
    response = response_of(one)
    if response is None:
        yield f"{one.answer.status_code} is not documented"
        return
    if not one.answer.content:
        return
    content = response.get("content", {}).get(one.answer.headers["content-type"].partition(";")[0])
    if content is None:
        yield f"{one.answer.headers['content-type']} is not documented"
        return
    for error in validator(json.dumps(content["schema"])).iter_errors(one.answer.json()):
        yield f"{error.instance_path}: {error.message[:200]}"
    if one.answer.status_code == 200:
        yield from misnamed(one.answer.json(), content["schema"], "$")


def misnamed(value: Any, schema: dict[str, Any], path: str) -> Iterator[str]:
    """Fields that are answered but not documented, or the other way round."""
    names = names_of(schema)
    if isinstance(value, list):
        choice = next((part for part in schema.get("anyOf", [schema]) if "items" in part), None)
        for index, item in enumerate(value if choice else []):
            yield from misnamed(item, choice["items"], f"{path}[{index}]")
    elif isinstance(value, dict) and names:
        if set(value) != names:
            yield f"{path}: {sorted(set(value) ^ names)}"
        for name in set(value) & names:
            yield from misnamed(value[name], field_of(schema, name), f"{path}.{name}")


def field_of(schema: dict[str, Any], name: str) -> dict[str, Any]:
    if "$ref" in schema:
        return field_of(whole()["components"]["schemas"][schema["$ref"].rpartition("/")[2]], name)
    if name in schema.get("properties", {}):
        return schema["properties"][name]
    parts = (*schema.get("allOf", ()), *schema.get("anyOf", ()))
    return next((found for part in parts if (found := field_of(part, name))), {})


def test_every_answer_of_every_exchange_is_as_the_document_says():
    problems = [
        f"{one.request.method} {one.request.url.path} ({one.exchange.name}): {told}"
        for one in documented()
        for told in wrong(one)
    ]
    assert not problems, "\n".join(problems[:20])
    assert len(documented()) > 300


def test_every_operation_was_looked_at():
    names = {operation["operationId"] for verbs in whole()["paths"].values() for operation in verbs.values()}
    assert names == {one.operation["operationId"] for one in documented() if one.operation}


def test_the_samples_are_what_the_server_answers():
    assert FILE.read_text(encoding="utf-8") == text(record(played())), "run make docs"


def test_every_kind_of_answer_has_a_sample():
    schemas = whole()["components"]["schemas"]
    assert not {f"{name}Entity" for name in ("Contact", "Person")} - {*record(played())["answers"]}
    assert len(record(played())["requests"]) >= 10 and "ContactEntity" in schemas


def test_an_answer_that_differs_is_noticed():
    one = next(one for one in documented() if one.operation and one.operation["operationId"] == "Contact_GetById")
    answer = one.answer.json()
    schema = one.operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert list(misnamed({name: answer[name] for name in answer if name != "Country"}, schema, "$"))
    assert list(misnamed(answer | {"Colour": "red"}, schema, "$"))
    assert list(misnamed(answer | {"Category": {"Colour": "red"}}, schema, "$"))
    assert not fits(answer | {"CreatedDate": "yesterday"}, schema)
    assert operation_of(one.request, operations()) == one.operation
