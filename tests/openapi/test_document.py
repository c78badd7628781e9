"""The OpenAPI document is right by the book, and says what the server has, no more and no less."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from openkontor import docs
from openkontor.contract.schemas import Schemas
from openkontor.web.about import described, roots
from openkontor.web.agent_routes import agent_operations
from openkontor.web.rest_routes import rest_operations

BASE = "https://crm.example.com"


@cache
def whole() -> dict[str, Any]:
    return roots.document(BASE)


def schemas() -> dict[str, Any]:
    found: dict[str, Any] = whole()["components"]["schemas"]
    return found


def rows() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, verbs in whole()["paths"].items():
        for verb, operation in verbs.items():
            yield path, verb.upper(), operation


@cache
def halves() -> list[dict[str, Any]]:
    """The document of what is no agent's, and that of the agents."""
    urls = ("/swagger/docs/v1-REST", "/swagger/docs/v1-Agents")
    return [json.loads(page.body) for url in urls if (page := roots.root(url, "", BASE))]


def errors(document: dict[str, Any]) -> Iterator[Any]:
    """What an independent validator finds. It would look at a shared response wherever it is referred to: once does."""
    from openapi_spec_validator import OpenAPIV31SpecValidator  # takes longer to load than all other tests' helpers

    seen: set[str] = set()
    paths = {
        path: {verb: operation | {"responses": once(operation["responses"], seen)} for verb, operation in verbs.items()}
        for path, verbs in document["paths"].items()
    }
    yield from OpenAPIV31SpecValidator(document).schema_validator.iter_errors(document)
    yield from OpenAPIV31SpecValidator(shared(document | {"paths": paths})).iter_errors()


def shared(document: dict[str, Any]) -> dict[str, Any]:
    """The same document, in which equal schemas of contents are one object: the validator looks at an object once."""
    known: dict[str, Any] = {}

    def share(part: dict[str, Any]) -> dict[str, Any]:
        if "schema" in part:
            part["schema"] = known.setdefault(json.dumps(part["schema"]), part["schema"])
        return part

    found: dict[str, Any] = json.loads(json.dumps(document), object_hook=share)
    return found


def once(responses: dict[str, Any], seen: set[str]) -> dict[str, Any]:
    new = {status: told for status, told in responses.items() if told.get("$ref") not in seen}
    seen |= {told["$ref"] for told in new.values() if "$ref" in told}
    return new or responses


def test_an_independent_validator_finds_no_error():
    assert not [*errors(whole())]
    assert not missing(whole())


def test_the_validator_would_find_one():
    broken = whole() | {"paths": {"/Contact": {"get": {"responses": {"200": {}}}}}}
    assert next(errors(broken))


@pytest.mark.parametrize("response", [{}, {"description": "x", "content": {"text/x": {"schema": {"type": "colour"}}}}])
def test_it_looks_at_what_many_refer_to(response):
    refers = {"responses": {"200": {"description": "x"}, "400": {"$ref": "#/components/responses/Shared"}}}
    made = {"openapi": "3.1.0", "info": whole()["info"], "paths": {"/a": {"get": refers}, "/b": {"get": refers}}}
    assert not [*errors(made | {"components": {"responses": {"Shared": {"description": "x"}}}})]
    assert [*errors(made | {"components": {"responses": {"Shared": response}}})]


def test_the_document_in_the_package_is_what_the_code_gives():
    assert roots.OPENAPI.read_text(encoding="utf-8") == docs.pages()[docs.OPENAPI]


def test_every_route_is_documented_and_nothing_else():
    routes = {(f"/{path}", verb) for path, verb, _ in (*agent_operations(), *rest_operations())}
    assert {(path, verb) for path, verb, _ in rows()} == routes


def test_the_whole_is_published_as_it_was_validated():
    page = roots.root("/openapi.json", "", BASE)
    assert page and json.loads(page.body) == whole()


def test_the_two_halves_are_the_whole():
    paths = [set(half["paths"]) for half in halves()]
    assert paths[0] | paths[1] == set(whole()["paths"]) and not paths[0] & paths[1]
    assert "SoPrincipalCarrier" in halves()[0]["components"]["schemas"]
    assert "SoPrincipalCarrier" not in halves()[1]["components"]["schemas"]


@pytest.mark.parametrize("half", [0, 1], ids=["REST", "agents"])
def test_a_half_is_as_right_as_the_whole(half):
    """Whatever stands in it stands in the whole, which the validator has seen, and all it refers to is there."""
    document = halves()[half]
    assert partly(document, ("paths", "components", "tags")) == partly(whole(), ("paths", "components", "tags"))
    assert document["paths"].items() <= whole()["paths"].items()
    assert document["components"].keys() == whole()["components"].keys()
    for kind, named in document["components"].items():
        assert named.items() <= whole()["components"][kind].items()
    assert not missing(document)
    operations = [operation for verbs in document["paths"].values() for operation in verbs.values()]
    used = {tag for operation in operations for tag in operation["tags"]}
    assert [tag for tag in whole()["tags"] if tag["name"] in used] == document["tags"]


def partly(document: dict[str, Any], without: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in without}


def missing(document: dict[str, Any]) -> set[tuple[str, str]]:
    """What a document refers to and does not have, as kinds and names of components."""
    references = set(re.findall(r'"\$ref": "([^"]*)"', json.dumps(document)))
    wanted = {tuple(reference.removeprefix("#/components/").split("/")) for reference in references}
    return wanted - {(kind, name) for kind, named in document["components"].items() for name in named}


def test_what_a_half_would_lack_is_noticed():
    others = {name: schema for name, schema in schemas().items() if name != "Category"}
    broken = whole() | {"components": whole()["components"] | {"schemas": others}}
    assert missing(broken) == {("schemas", "Category")}


def test_operation_names_are_unique_and_follow_from_the_path():
    names = Counter(operation["operationId"] for _, _, operation in rows())
    assert set(names.values()) == {1}
    assert {"ContactAgent_SaveContactEntity", "Contact_Post", "Contact_GetById", "User_GetCurrentPrincipal"} <= {*names}


def test_every_operation_is_told_in_a_sentence_and_every_tag_too():
    assert not [operation["operationId"] for _, _, operation in rows() if len(operation["summary"]) < 10]
    assert not [tag for tag in whole()["tags"] if len(tag["description"]) < 10]
    assert "protocol reference" not in json.dumps(whole()) and "domain reference" not in json.dumps(whole())


def test_fields_are_described_as_they_are():
    contact = schemas()["ContactEntity"]["properties"]
    number = {"type": "integer", "format": "int32", "minimum": -(2**31), "maximum": 2**31 - 1}
    assert contact["ContactId"].items() >= number.items()
    assert contact["Name"] == {"type": ["string", "null"], "maxLength": 219}
    assert contact["Emails"]["type"] == ["array", "null"]
    assert contact["Category"]["anyOf"] == [{"$ref": "#/components/schemas/Category"}, {"type": "null"}]
    assert contact["UpdatedDate"]["readOnly"] and "yyyy-MM-ddTHH:mm:ss" in contact["UpdatedDate"]["description"]
    assert [name for name in ("TableRight", "FieldProperties") if contact[name]["readOnly"]] == [*contact][-2:]


def test_enums_name_their_members_and_flags_are_texts():
    assert schemas()["UserType"]["enum"][:2] == ["Unknown", "InternalAssociate"]
    assert schemas()["Weekday"]["type"] == "string" and "Sunday 64" in schemas()["Weekday"]["description"]


def test_only_rest_entities_have_links():
    with_links = {operation["operationId"] for _, _, operation in rows() if "WithLinks" in json.dumps(operation)}
    assert {"Contact_GetById", "Contact_PutById", "Contact_Post"} <= with_links
    assert not {name for name in with_links if "Agent_" in name or "Default" in name}
    assert "_Links" not in schemas()["ContactEntity"]["properties"]


def test_preconditions_and_select_stand_where_they_hold():
    get = json.dumps(whole()["paths"]["/Contact/{id}"]["get"])
    assert "IfNoneMatch" in get and '"304"' in get and "Select" in get
    agent = json.dumps(whole()["paths"]["/Agents/Contact/GetContactEntity"]["post"])
    assert "IfNoneMatch" not in agent and "Select" in agent
    assert "Select" not in json.dumps(whole()["paths"]["/Agents/Contact/SaveContactEntity"]["post"])
    product = whole()["paths"]["/Product/{id}"]
    assert "Select" in json.dumps(product["put"]) and "Select" not in json.dumps(product["delete"])


def test_two_types_of_one_name_are_refused():
    twins = [type("Twin", (described.msgspec.Struct,), {}) for _ in range(2)]
    schemas = Schemas()
    schemas.of(twins[0])
    with pytest.raises(ValueError, match="Twin"):
        schemas.of(twins[1])
