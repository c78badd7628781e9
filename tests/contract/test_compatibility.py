"""The compatibility page counts, lists and names what is built and what is not."""

import pytest

from openkontor.contract import operations
from openkontor.contract.compatibility import page
from openkontor.contract.operations import Operation

OPERATIONS = [
    Operation("PUT", "Contact/{id}", "ContactEntity"),
    Operation("GET", "Contact/{id}", "ContactEntity"),
    Operation("GET", "Contact/default", "ContactEntity"),
    Operation("DELETE", "Sale/{id}", "void"),
    Operation("POST", "Agents/Contact/SaveContactEntity", "ContactEntity"),
    Operation("POST", "Agents/Contact/GetMyContacts", "array<Contact>"),
    Operation("POST", "Agents/AI/Translate", "string"),
    Operation("POST", "Agents/AI/Answer", "string"),
]
DONE = {
    ("POST", "Agents/Contact/SaveContactEntity"): "",
    ("GET", "Contact/default"): "Without `$select`.",
    ("DELETE", "Sale/{id}"): "",
}
EXPECTED = """\
## Summary

| agent or resource | all | done | partial | not yet |
| --- | ---: | ---: | ---: | ---: |
| `Agents/AI` | 2 | 0 | 0 | 2 |
| `Agents/Contact` | 2 | 1 | 0 | 1 |
| `Contact` | 3 | 0 | 1 | 2 |
| `Sale` | 1 | 1 | 0 | 0 |
| **total** | **8** | **2** | **1** | **5** |

## Done and partial

### `Agents/Contact`

- `Contact/SaveContactEntity`

### `Contact`

- `GET Contact/default`: partial. Without `$select`.

### `Sale`

- `DELETE Sale/{id}`

## Not yet

**Agents/AI** (2): `Answer`, `Translate`.

**Agents/Contact** (1): `GetMyContacts`.

**Contact** (2): GET PUT `Contact/{id}`.
"""


def test_the_page_counts_and_names_everything():
    text = page(OPERATIONS, DONE)
    assert text[text.index("## Summary") :] == EXPECTED
    assert "make docs" in text


def test_the_page_does_not_depend_on_the_order_it_is_given():
    assert page(reversed(OPERATIONS), dict(reversed(DONE.items()))) == page(OPERATIONS, DONE)


def test_a_done_operation_that_the_contract_does_not_know_is_refused():
    with pytest.raises(ValueError, match="GET Contact/Nowhere"):
        page(OPERATIONS, {("GET", "Contact/Nowhere"): ""})


def test_the_whole_contract_makes_a_page():
    text = page(operations.load(), {("GET", "Contact/{id}"): ""})
    assert "| **total** | **3364** | **1** | **0** | **3363** |" in text
    assert all(len(line) <= 160 for line in text.splitlines())
