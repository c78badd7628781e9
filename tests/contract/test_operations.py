"""The contract's operations load, once each, under the names that messages use."""

import re

from openkontor.contract import operations
from openkontor.contract.operations import Operation


def test_all_operations_load():
    loaded = operations.load()
    agents = [operation for operation in loaded if operation.path.startswith("Agents/")]
    assert (len(loaded), len(agents)) == (3364, 2017)
    assert Operation("POST", "Agents/Contact/GetContactEntity", "ContactEntity") in loaded
    assert Operation("GET", "Contact/{id}", "ContactEntityWithLinks") in loaded
    assert operations.load() is loaded


def test_each_operation_stands_once_and_in_order():
    keys = [(operation.path.lower(), operation.verb) for operation in operations.load()]
    assert len(set(keys)) == len(keys)
    assert keys == sorted(keys)


def test_every_operation_is_spelled_as_the_lookup_expects():
    for operation in operations.load():
        assert operation.verb in ("GET", "POST", "PUT", "PATCH", "DELETE")
        assert operation.returns
        for segment in operation.path.split("/"):
            assert re.fullmatch(r"\$?\w+|\{\w+\}", segment), operation.path


def test_an_agent_method_is_named_without_its_verb():
    assert Operation("POST", "Agents/Contact/GetMyContacts", "array<Contact>").name == "Contact/GetMyContacts"
    assert Operation("GET", "Contact/{id}/Activities", "").name == "GET Contact/{id}/Activities"


def test_operations_are_grouped_by_agent_or_resource():
    groups = {
        "Agents/Contact/GetMyContacts": "Agents/Contact",
        "Contact/{id}/Activities": "Contact",
        "Contact": "Contact",
        "List": "List",
        "List/{name}/Items": "List",
        "List/Business/Items": "List/Business",
    }
    assert {path: Operation("GET", path, "").group for path in groups} == groups
