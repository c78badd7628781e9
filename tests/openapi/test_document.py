"""The OpenAPI document is right by the book, and says what the server has, no more and no less."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from openkontor import docs
from openkontor.contract.schemas import Schemas
from openkontor.web import described, roots
from openkontor.web.agent_routes import agent_operations
from openkontor.web.rest_routes import rest_operations

WHOLE: dict[str, Any] = roots.document("https://crm.example.com")
SCHEMAS = WHOLE["components"]["schemas"]
CONTACT = SCHEMAS["ContactEntity"]["properties"]


def rows() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, verbs in WHOLE["paths"].items():
        for verb, operation in verbs.items():
            yield path, verb.upper(), operation


def parts() -> list[tuple[str, dict[str, Any]]]:
    urls = ("/openapi.json", "/swagger/docs/v1-REST", "/swagger/docs/v1-Agents")
    return [(url, json.loads(page.body)) for url in urls if (page := roots.root(url, "", "https://crm.example.com"))]


@pytest.mark.parametrize(("url", "document"), parts(), ids=lambda value: value if isinstance(value, str) else "")
def test_an_independent_validator_finds_no_error(url, document):
    assert not list(OpenAPIV31SpecValidator(document).iter_errors())


def test_the_validator_would_find_one():
    broken = WHOLE | {"paths": {"/Contact": {"get": {"responses": {"200": {}}}}}}
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def test_the_document_in_the_package_is_what_the_code_gives():
    assert roots.OPENAPI.read_text(encoding="utf-8") == docs.pages()[docs.OPENAPI]


def test_every_route_is_documented_and_nothing_else():
    routes = {(f"/{path}", verb) for path, verb, _ in (*agent_operations(), *rest_operations())}
    assert {(path, verb) for path, verb, _ in rows()} == routes


def test_the_two_halves_are_the_whole():
    halves = [set(document["paths"]) for _, document in parts()[1:]]
    assert halves[0] | halves[1] == set(WHOLE["paths"]) and not halves[0] & halves[1]
    assert "SoPrincipalCarrier" in parts()[1][1]["components"]["schemas"]
    assert "SoPrincipalCarrier" not in parts()[2][1]["components"]["schemas"]


def test_operation_names_are_unique_and_follow_from_the_path():
    names = Counter(operation["operationId"] for _, _, operation in rows())
    assert set(names.values()) == {1}
    assert {"ContactAgent_SaveContactEntity", "Contact_Post", "Contact_GetById", "User_GetCurrentPrincipal"} <= {*names}


def test_every_operation_is_told_in_a_sentence_and_every_tag_too():
    assert not [operation["operationId"] for _, _, operation in rows() if len(operation["summary"]) < 10]
    assert not [tag for tag in WHOLE["tags"] if len(tag["description"]) < 10]
    assert "protocol reference" not in json.dumps(WHOLE) and "domain reference" not in json.dumps(WHOLE)


def test_fields_are_described_as_they_are():
    number = {"type": "integer", "format": "int32", "minimum": -(2**31), "maximum": 2**31 - 1}
    assert CONTACT["ContactId"].items() >= number.items()
    assert CONTACT["Name"] == {"type": ["string", "null"], "maxLength": 219}
    assert CONTACT["Emails"]["type"] == ["array", "null"]
    assert CONTACT["Category"]["anyOf"] == [{"$ref": "#/components/schemas/Category"}, {"type": "null"}]
    assert CONTACT["UpdatedDate"]["readOnly"] and "yyyy-MM-ddTHH:mm:ss" in CONTACT["UpdatedDate"]["description"]
    assert [name for name in ("TableRight", "FieldProperties") if CONTACT[name]["readOnly"]] == [*CONTACT][-2:]


def test_enums_name_their_members_and_flags_are_texts():
    assert SCHEMAS["UserType"]["enum"][:2] == ["Unknown", "InternalAssociate"]
    assert SCHEMAS["Weekday"]["type"] == "string" and "Sunday 64" in SCHEMAS["Weekday"]["description"]


def test_only_rest_entities_have_links():
    with_links = {operation["operationId"] for _, _, operation in rows() if "WithLinks" in json.dumps(operation)}
    assert {"Contact_GetById", "Contact_PutById", "Contact_Post"} <= with_links
    assert not {name for name in with_links if "Agent_" in name or "Default" in name}
    assert "_Links" not in CONTACT


def test_preconditions_and_select_stand_where_they_hold():
    get = json.dumps(WHOLE["paths"]["/Contact/{id}"]["get"])
    assert "IfNoneMatch" in get and '"304"' in get and "Select" in get
    agent = json.dumps(WHOLE["paths"]["/Agents/Contact/GetContactEntity"]["post"])
    assert "IfNoneMatch" not in agent and "Select" in agent
    assert "Select" not in json.dumps(WHOLE["paths"]["/Agents/Contact/SaveContactEntity"]["post"])


def test_two_types_of_one_name_are_refused():
    twins = [type("Twin", (described.msgspec.Struct,), {}) for _ in range(2)]
    schemas = Schemas()
    schemas.of(twins[0])
    with pytest.raises(ValueError, match="Twin"):
        schemas.of(twins[1])
