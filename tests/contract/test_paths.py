"""Every published path is found, in any case, with the parameters it names."""

import re
from collections import Counter

import pytest

from openkontor.contract import operations
from openkontor.contract.paths import Paths

PARAMETER = re.compile(r"\{(\w+)\}")


def paths_of(*templates: str) -> Paths[str]:
    paths: Paths[str] = Paths()
    for template in templates:
        paths.add(template, "GET", template)
    return paths


def sample(name: str) -> str:
    return "0" if name.lower().endswith("id") else "x"


def place(path: str) -> str:
    return PARAMETER.sub("{}", path).lower()


@pytest.mark.parametrize("spell", [str, str.lower, str.upper])
def test_every_operation_is_found_at_its_own_path(published, spell):
    for operation in operations.load():
        found = published.find(spell(PARAMETER.sub(lambda match: sample(match[1]), operation.path)))
        assert found is not None, operation.name
        verbs, parameters = found
        assert place(verbs[operation.verb].path) == place(operation.path)
        for name in PARAMETER.findall(operation.path):
            assert parameters[name] == spell(sample(name))


def test_operations_that_share_a_place_with_none_are_found_as_themselves(published):
    counts = Counter((operation.verb, place(operation.path)) for operation in operations.load())
    alone = [each for each in operations.load() if counts[each.verb, place(each.path)] == 1]
    assert len(alone) > 3000
    for operation in alone:
        verbs, _ = published.find(PARAMETER.sub(lambda match: sample(match[1]), operation.path))
        assert verbs[operation.verb] is operation


@pytest.mark.parametrize(
    "path",
    [
        "",
        "Contac",
        "Contact/1/2/3/4",
        "NoSuchResource/default",
        "Agents",
        "Agents/Contact",
        "Agents/Contact/NoSuchMethod",
    ],
)
def test_an_unknown_path_is_not_found(published, path):
    assert published.find(path) is None


def test_a_word_wins_over_a_parameter():
    paths = paths_of("Contact/{id}", "Contact/default")
    assert paths.find("contact/DEFAULT") == ({"GET": "Contact/default"}, {})
    assert paths.find("contact/12") == ({"GET": "Contact/{id}"}, {"id": "12"})


def test_a_word_that_leads_nowhere_gives_way_to_a_parameter():
    paths = paths_of("List/Business/Items", "List/{name}/Headings", "List/{name}/{kind}/Last")
    assert paths.find("List/Business/Items") == ({"GET": "List/Business/Items"}, {})
    assert paths.find("List/Business/Headings") == ({"GET": "List/{name}/Headings"}, {"name": "Business"})
    assert paths.find("List/business/headings/last") == (
        {"GET": "List/{name}/{kind}/Last"},
        {"name": "business", "kind": "headings"},
    )
    assert paths.find("List/Business") is None


def test_a_wrong_verb_can_be_told_from_an_unknown_path(published):
    verbs, _ = published.find("Agents/Contact/GetContactEntity")
    assert list(verbs) == ["POST"]
    verbs, _ = published.find("Contact/1")
    assert sorted(verbs) == ["DELETE", "GET", "PATCH", "PUT"]


def test_a_number_is_an_id_and_any_other_text_a_name(published):
    verbs, parameters = published.find("List/12/Items")
    assert verbs["GET"].path == "List/{udListDefinitionId}/Items"
    assert parameters["udListDefinitionId"] == "12"
    verbs, parameters = published.find("List/Colours/Items")
    assert verbs["GET"].path == "List/{udListDefinitionName}/Items"
    assert parameters["udListDefinitionName"] == "Colours"


def test_a_verb_that_only_an_id_has_is_seen_beside_a_name_too(published):
    verbs, _ = published.find("Role/Employee")
    assert verbs["GET"].path == "Role/{roleType}"
    assert verbs["PUT"].path == "Role/{id}"


def test_the_later_of_two_values_for_one_template_counts():
    paths: Paths[str] = Paths()
    for template in ("Contact/{id}", "Contact/default", "List/{name}", "List/{id}"):
        paths.add(template, "GET", "first")
    assert paths.find("List/1") == ({"GET": "first"}, {"id": "1", "name": "1"})
    for template in ("contact/{id}", "contact/Default", "List/{id}"):
        paths.add(template, "GET", "second")
    assert paths.find("Contact/1") == ({"GET": "second"}, {"id": "1"})
    assert paths.find("Contact/default") == ({"GET": "second"}, {})
    assert paths.find("List/1")[0] == {"GET": "second"}
    assert paths.find("List/x")[0] == {"GET": "first"}


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("Find/caf%C3%A9%20AS", {"text": "café AS"}),
        ("Find/a%2Fb", {"text": "a/b"}),
        ("Find/100%2525", {"text": "100%25"}),
        ("f%69nd/Ünder", {"text": "Ünder"}),
        ("f%69nd/%24metadata", {}),
        ("Find%2F$metadata", None),
        ("Find/", None),
    ],
)
def test_parameters_are_decoded_once(path, parameters):
    found = paths_of("Find/{text}", "Find/$metadata").find(path)
    assert (found and found[1]) == parameters


def test_each_verb_finds_its_own_name_for_a_shared_segment():
    paths: Paths[str] = Paths()
    paths.add("Project/{id}/ImageInfo", "PUT", "put")
    paths.add("Project/{projectId}/Imageinfo", "GET", "get")
    assert paths.find("Project/7/imageinfo") == ({"PUT": "put", "GET": "get"}, {"id": "7", "projectId": "7"})
