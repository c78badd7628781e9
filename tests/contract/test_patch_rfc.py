"""A PATCH does what the two standards say, wherever the API has no rule of its own; and nothing makes it fall over."""

import copy
from contextlib import suppress
from datetime import timedelta

import jsonpatch
import jsonpointer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.person_entity import PersonEntity
from openkontor.contract import patch
from openkontor.contract.shape import shape_of
from openkontor.errors import Conflict, RequestError
from tests.contract.trees import a_company, bound, tree_of

STORED = tree_of(a_company())


def stored(**values):
    return bound(STORED | values, ContactEntity)


def after(body):
    return bound(patch.apply(STORED, body, ContactEntity), ContactEntity)


def element(*values):
    return [{"Value": value} for value in values]


A, B, C = element("a@acme.example", "b@acme.example", "c@acme.example")

# The examples of RFC 6902, appendix A, told of a company: what is done, and what it changes; None: an error.
EXAMPLES_OF_6902 = {
    "A.1 adding an object member": ([("add", "/OrgNr", "99")], {"OrgNr": "99"}),
    "A.2 adding an array element": ([("add", "/Emails/1", C)], {"Emails": [A, C, B]}),
    "A.3 removing an object member": ([("remove", "/Department")], {"Department": ""}),
    "A.4 removing an array element": ([("remove", "/Emails/1")], {"Emails": [A]}),
    "A.5 replacing a value": ([("replace", "/Name", "boo")], {"Name": "boo"}),
    "A.6 moving a value: not offered": ([("move", "/Name", None)], None),
    "A.8 testing a value, success": ([("test", "/Name", "Acme"), ("test", "/Domains/0", "acme.example")], {}),
    "A.9 testing a value, error": ([("test", "/Name", "bar")], None),
    "A.10 adding a nested member object": (
        [("add", "/SupportAssociate", {"Name": "ola"})],
        {"SupportAssociate": {"Name": "ola"}},
    ),
    "A.11 ignoring unrecognized elements": ([("add", "/OrgNr", "99", "xyz")], {"OrgNr": "99"}),
    "A.12 adding to a nonexistent target": ([("add", "/Nothing/bat", "qux")], None),
    "A.14 escape ordering": (
        [("add", "/UserDefinedFields/~01", "10"), ("test", "/UserDefinedFields/~01", "10")],
        {"UserDefinedFields": {**STORED["UserDefinedFields"], "~1": "10"}},
    ),
    "A.16 adding an array value": (
        [("add", "/Address/LocalizedAddress/-", [])],
        {"Address": STORED["Address"] | {"LocalizedAddress": [*STORED["Address"]["LocalizedAddress"], []]}},
    ),
}


@pytest.mark.parametrize("example", EXAMPLES_OF_6902)
def test_the_examples_of_json_patch(example):
    operations, changed = EXAMPLES_OF_6902[example]
    body = [dict(zip(("op", "path", "value", "xyz"), operation, strict=False)) for operation in operations]
    if changed is None:
        with pytest.raises((RequestError, Conflict)):
            after(body)
    else:
        assert after(body) == stored(**changed)


# The test cases of RFC 7396, appendix A, where both sides are entities: original, patch, result.
STREET = STORED["Address"]["Street"]
EXAMPLES_OF_7396 = [
    ({"Name": "c"}, {"Name": "c"}),
    ({"OrgNr": "c"}, {"OrgNr": "c"}),
    ({"Name": None}, {"Name": ""}),
    ({"Department": None, "Name": "b"}, {"Department": "", "Name": "b"}),
    ({"Emails": [A]}, {"Emails": [A]}),
    ({"Emails": None}, {"Emails": []}),
    (
        {"Address": {"Street": {"City": "d", "Address1": None}}},
        {"Address": STORED["Address"] | {"Street": STREET | {"City": "d", "Address1": ""}}},
    ),
    ({"Domains": ["c", "d"]}, {"Domains": ["c", "d"]}),
    ({"SupportAssociate": {"Name": "x", "Tooltip": None}}, {"SupportAssociate": {"Name": "x"}}),
    ({"Faxes": None}, {}),
]


@pytest.mark.parametrize(("body", "changed"), EXAMPLES_OF_7396)
def test_the_cases_of_merge_patch(body, changed):
    assert after(body) == stored(**changed)


TEXTS = st.text("abc~/1", max_size=3)
TEXT_PATHS = st.sampled_from(
    ["/Name", "/Department", "/Emails/0/Value", "/Emails/1/Description", "/Address/Street/City"]
)
ITEMS = st.fixed_dictionaries({"Value": TEXTS, "StrippedValue": st.just(""), "Description": TEXTS})
INDICES = st.sampled_from(["0", "1", "2", "3", "-", "01", "-1", "x", ""])
ITEM_PATHS = st.builds("/{}/{}".format, st.sampled_from(["Emails", "Phones"]), INDICES)
PLAIN = st.one_of(
    st.builds(dict, op=st.sampled_from(["add", "replace", "test"]), path=TEXT_PATHS, value=TEXTS),
    st.builds(dict, op=st.sampled_from(["add", "replace"]), path=ITEM_PATHS, value=ITEMS),
    st.builds(dict, op=st.just("remove"), path=ITEM_PATHS),
    st.builds(dict, op=st.just("replace"), path=st.sampled_from(["/Emails", "/Phones"]), value=st.lists(ITEMS)),
    st.builds(dict, op=st.just("test"), path=st.sampled_from(["/Emails/0", "/Emails"]), value=ITEMS | st.lists(ITEMS)),
)
FAILURES = (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException)
SMALL = {"Name": "a", "Department": "b", "Emails": [], "Phones": [], "Address": {"Street": {"City": "c"}}}
SMALL["Emails"] = [{"Value": "a", "StrippedValue": "", "Description": "b"} for _ in range(2)]


@pytest.mark.parametrize("examples", [150, pytest.param(2000, marks=pytest.mark.long)])
def test_plain_patches_give_what_an_independent_library_gives(examples):
    steadily = settings(max_examples=examples, deadline=timedelta(seconds=2))
    steadily(given(st.lists(PLAIN, max_size=5))(as_the_library_does))()


def as_the_library_does(body):
    try:
        expected = jsonpatch.apply_patch(copy.deepcopy(SMALL), body)
    except jsonpatch.JsonPatchTestFailed:
        expected = Conflict
    except FAILURES:
        expected = RequestError
    try:
        given_back = patch.apply(SMALL, body, ContactEntity)
    except (Conflict, RequestError) as error:
        given_back = type(error)
    assert given_back == expected


def paths(carrier, depth=3):
    """Paths that mean something, and some that do not."""
    names = st.sampled_from(
        [field.name for field in shape_of(carrier).fields] + ["-", "0", "1", "x_y", "", "TableRight"]
    )
    nested = ["Id", "Value", "Name", "Street", "City", "Selected", "ChildItems", "AssociateId", "SuperOffice:1"]
    return st.lists(names | st.sampled_from(nested) | st.text(max_size=4), max_size=depth).map("/".join)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["Id", "value", "Selected"]), inner),
    max_leaves=5,
)
OPS = st.sampled_from(["add", "replace", "remove", "test"]) | ANY


@pytest.mark.parametrize("examples", [120, pytest.param(1500, marks=pytest.mark.long)])
@pytest.mark.parametrize("carrier", [ContactEntity, PersonEntity, AppointmentEntity])
def test_no_patch_falls_over_and_none_touches_what_is_stored(carrier, examples):
    entity = tree_of(carrier()) | ({} if carrier is AppointmentEntity else {"Interests": STORED["Interests"]})
    entity |= {"Address": STORED["Address"], "Emails": STORED["Emails"]} if "Address" in entity else {}
    before = copy.deepcopy(entity)
    some = paths(carrier)

    def read(kind, value):
        raise ValueError(value)

    @settings(max_examples=examples, deadline=timedelta(seconds=2))
    @given(
        st.lists(st.fixed_dictionaries({}, optional={"op": OPS, "path": some | ANY, "value": ANY}) | ANY, max_size=4)
        | st.lists(st.builds(dict, op=OPS, path=some, value=ANY), max_size=6)
        | st.dictionaries(some, ANY, max_size=4)
        | ANY
    )
    def holds(body):
        sent = copy.deepcopy(body)
        with suppress(RequestError, Conflict):
            assert isinstance(patch.apply(entity, body, carrier, read), dict)
        assert entity == before and repr(body) == repr(sent)

    holds()


def test_a_patch_nested_without_end_is_refused():
    body = tree = {}
    for _ in range(3000):
        tree["ChildItems"] = [{"Id": 1}]
        tree = tree["ChildItems"][0]
    with pytest.raises(RequestError, match="cannot be applied"):
        patch.apply(STORED, [{"op": "replace", "path": "/Interests/0", "value": body}], ContactEntity)
