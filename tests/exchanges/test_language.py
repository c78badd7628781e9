"""The words of the exchange files find what is wrong, and nothing else."""

from pathlib import Path

import pytest
import yaml

from tests.exchanges.language import differences, filled, picked, read, to_send

RIGHT = [
    ("~any", None),
    (1, 1),
    ({"a": 1}, {"a": 1, "b": 2}),
    ({"a": "~absent"}, {"b": 2}),
    ({}, {}),
    (["~number", "~text"], [1.5, "x"]),
    ("~date", "2024-05-31T12:30:00"),
    ("~with rot", "carrots"),
    ("~not 1", 2),
    ("~not null", 0),
    ("~after 2020-01-01T00:00:00", "2020-01-01T00:00:01"),
    ({"~contains": [{"a": 1}], "~lacks": [{"a": 3}]}, [{"a": 2}, {"a": 1}]),
    ({"~keys": ["a", "b"]}, {"a": 1, "b": 2}),
]
WRONG = [
    (1, "1"),
    (1, 1.0),
    (1, True),
    (None, 0),
    ({}, {"a": 1}),
    ([], [1]),
    ({"a": 1}, None),
    ({"a": 1}, {"A": 1}),
    ({"a": "~absent"}, {"a": None}),
    (["a"], ["a", "b"]),
    ("~number", True),
    ("~text", ""),
    ("~date", "0001-01-01T00:00:00"),
    ("~date", "2024-05-31T12:30:00Z"),
    ("~with rot", "cabbage"),
    ("~with rot", None),
    ("~not 1", 1),
    ("~not null", None),
    ("~not x", "x"),
    ("~after 2020-01-01T00:00:00", "2020-01-01T00:00:00"),
    ({"~contains": [{"a": 3}]}, [{"a": 2}]),
    ({"~lacks": [{"a": 2}]}, [{"a": 2}]),
    ({"~contains": [1]}, {"a": 1}),
    ({"~keys": ["a", "b"]}, {"b": 2, "a": 1}),
]


@pytest.mark.parametrize(("wanted", "found"), RIGHT)
def test_what_is_as_it_should_be_makes_no_difference(wanted: object, found: object) -> None:
    assert list(differences(wanted, found)) == []


@pytest.mark.parametrize(("wanted", "found"), WRONG)
def test_what_is_not_is_told(wanted: object, found: object) -> None:
    assert list(differences(wanted, found))


def test_files_are_read_filled_and_sent(tmp_path: Path) -> None:
    file = tmp_path / "some.yaml"
    file.write_text(
        "- {name: n, send: 'GET /{id}', answer: 200, as: anne, answer headers: {A: b}}\n"
        "- name: m\n  send: POST /\n  answer: 400\n  padded to: 9\n"
        "  body: {~like: {whole}, Id: {id}, Text: 'x{id}', Zip: 0150, Land: NO, When: 2020-01-01, Long: ~long 3}\n"
        "- {name: o, send: POST /, answer: 200, body: null}\n"
    )
    first, second, third = read(file)
    kept = {"id": 7, "whole": {"Id": 1, "Other": None}}
    assert (first.as_, first.answer_headers, filled(first.send, kept)) == ("anne", {"A": "b"}, "GET /7")
    assert second.padded_to == 9
    texts = {"Text": "x7", "Zip": "0150", "Land": "NO", "When": "2020-01-01", "Long": "xxx"}
    assert to_send(filled(second.body, kept)) == {"Id": 7, "Other": None, **texts}
    assert third.raw == "null"


def test_mistakes_in_files_are_told(tmp_path: Path) -> None:
    file = tmp_path / "twice.yaml"
    file.write_text("- {name: n, send: GET /, answer: 200, answer: 400}\n")
    with pytest.raises(yaml.YAMLError, match="twice"):
        read(file)
    with pytest.raises(LookupError, match="company"):
        filled("{company}", {})


def test_values_are_picked_by_path() -> None:
    answer = {"Emails": [{"Value": "a"}]}
    assert picked(answer, "Emails[0].Value") == "a"
    assert picked(answer, ".") is answer
