"""A PATCH changes what it names, and what it names can be spelled as clients spell it."""

import copy

import pytest

from openkontor.carriers.appointment import AppointmentType
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.task import TaskListItem
from openkontor.carriers.values import Calendar
from openkontor.contract import patch
from openkontor.errors import Conflict, RequestError
from tests.contract.trees import a_company, bound, tree_of

STORED = tree_of(a_company())


def patched(*operations, carrier=ContactEntity, stored=STORED):
    """The entity a save is given; operations are told as op, path and value."""
    named = [dict(zip(("op", "path", "value"), operation, strict=False)) for operation in operations]
    return bound(patch.apply(stored, named, carrier), carrier)


def merged(body, carrier=ContactEntity, stored=STORED):
    return bound(patch.apply(stored, body, carrier), carrier)


def values(elements):
    return [element.value for element in elements]


def test_a_patch_of_nothing_gives_what_is_stored():
    assert patch.apply(STORED, [], ContactEntity) is STORED
    assert patch.apply(STORED, {}, ContactEntity) == STORED
    assert patched() == bound(STORED, ContactEntity)


@pytest.mark.parametrize("path", ["/Name", "Name", "/name", "NAME"])
@pytest.mark.parametrize("op", ["add", "replace", "Replace"])
def test_paths_ignore_case_and_need_no_slash(op, path):
    company = patched((op, path, "New"))
    assert (company.name, company.department) == ("New", "Oslo")


def test_names_of_members_ignore_case():
    assert patch.apply(STORED, [{"Op": "replace", "PATH": "/name", "Value": "New"}], ContactEntity)["Name"] == "New"


def test_nested_paths_go_into_objects_arrays_and_arrays_of_arrays():
    company = patched(
        ("replace", "address/street/city", "Bergen"),
        ("replace", "emails/1/description", "Home"),
        ("replace", "Address/LocalizedAddress/0/0/Value", "Short Street 2"),
    )
    assert (company.address.street.city, company.address.street.address1) == ("Bergen", "Long Street 1")
    assert company.emails[1].description == "Home" and company.emails[1].value == "b@acme.example"
    assert company.address.localized_address[0][0].value == "Short Street 2"


def test_an_object_that_is_not_there_comes_into_being():
    company = patched(("replace", "supportAssociate/associateId", 2), ("add", "/Faxes/-", {"value": "1"}))
    assert company.support_associate.associate_id == 2
    assert values(company.faxes) == ["1"]


def test_a_whole_object_replaces():
    street = patched(("replace", "/Address/Street", {"address1": "Short Street 2"})).address.street
    assert (street.address1, street.city) == ("Short Street 2", "")


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (("add", "/Emails/-", {"Value": "c"}), ["a", "b", "c"]),
        (("add", "/Emails/0", {"Value": "c"}), ["c", "a", "b"]),
        (("add", "/Emails/2", {"Value": "c"}), ["a", "b", "c"]),
        (("add", "/Emails", {"Value": "c"}), ["a", "b", "c"]),
        (("replace", "/Emails", {"Value": "c"}), ["a", "b", "c"]),
        (("replace", "/Emails/0", {"Value": "c"}), ["c", "b"]),
        (("add", "/Emails", [{"Value": "c"}]), ["c"]),
        (("replace", "/Emails", []), []),
        (("replace", "/Emails", None), []),
        (("remove", "/Emails/0"), ["b"]),
        (("remove", "/Emails"), []),
        (("replace", "/Emails/1/Value", "c"), ["a", "c"]),
    ],
)
def test_arrays(operation, expected):
    assert [value.partition("@")[0] for value in values(patched(operation).emails)] == expected


def test_an_array_of_texts():
    assert patched(("add", "/Domains/-", "acme.test"), ("remove", "/domains/0")).domains == ["acme.test"]


@pytest.mark.parametrize("name", ["UserDefinedFields", "userdefinedfields"])
def test_dictionaries_merge_and_one_key_can_be_named_in_any_case(name):
    company = patched(("replace", f"/{name}", {"superoffice:1": "ONE", "x_New": 5}))
    assert company.user_defined_fields == {"SuperOffice:1": "ONE", "SuperOffice:2": "two", "x_New": "5"}
    company = patched(("replace", f"{name}/SUPEROFFICE:2", "TWO"), ("add", f"{name}/a~1b~0c", "new"))
    assert company.user_defined_fields == {"SuperOffice:1": "one", "SuperOffice:2": "TWO", "a/b~c": "new"}


def test_a_key_that_is_removed_is_saved_as_empty_because_one_that_is_missing_is_kept():
    expected = {"SuperOffice:1": "", "SuperOffice:2": "two"}
    assert patched(("remove", "/UserDefinedFields/SuperOffice:1")).user_defined_fields == expected
    assert merged({"userDefinedFields": {"superOffice:1": None}}).user_defined_fields == expected


@pytest.mark.parametrize("value", [[{"Id": "1", "Selected": True}], {"id": 1, "selected": True}])
@pytest.mark.parametrize("path", ["/Interests", "/Interests/-", "/Interests/0"])
def test_interests_are_switched_by_their_ids(path, value):
    one = value[0] if isinstance(value, list) and path != "/Interests" else value
    interests = patched(("add", path, one), ("test", "/Interests/0/Name", "Golf")).interests
    assert [(item.id, item.selected) for item in interests] == [(1, True), (3, True)]


def test_interests_by_index_below_headings_and_removed():
    assert [item.selected for item in patched(("replace", "/interests/0/selected", True)).interests] == [True, True]
    assert [item.selected for item in patched(("replace", "/Interests/1", {"Selected": 0})).interests] == [False, False]
    assert [item.selected for item in patched(("remove", "/Interests/1")).interests] == [False, False]
    assert [item.selected for item in patched(("remove", "/Interests")).interests] == [False, False]
    assert patched(("add", "/Interests", [{"Id": 99, "Selected": True}])) == patched()
    heading = {"Id": 8, "ChildItems": [{"Id": 9, "Selected": False}]}
    tree = patch.apply({"Interests": [heading]}, {"interests": [{"id": "9", "selected": True}]}, ContactEntity)
    assert tree == {"Interests": [{"Id": 8, "ChildItems": [{"Id": 9, "Selected": True}]}]}


@pytest.mark.parametrize(
    ("path", "key", "text", "kind"),
    [
        ("Category", "Id", "Value", "category"),
        ("Business", "Id", "Value", "business"),
        ("Country", "CountryId", "Name", "country"),
        ("Associate", "AssociateId", "Name", "associate"),
    ],
)
def test_of_a_reference_the_part_that_no_longer_fits_is_dropped(path, key, text, kind):
    def reference(company):
        tree = tree_of(getattr(company, kind))
        return tree[key], tree[text]

    stored = reference(a_company())
    assert reference(patched(("replace", f"{path}/{key}", 123))) == (123, "")
    assert reference(patched(("replace", f"{path}/{text}", "Other"))) == (0, "Other")
    assert reference(patched(("replace", f"{path}/{key}", 0))) == (0, "")
    assert reference(patched(("replace", f"{path}/{key}", str(stored[0])))) == stored
    assert reference(patched(("replace", f"{path}/{text}", stored[1]))) == stored
    assert reference(patched(("remove", f"{path}/{text}"))) == (stored[0], "")
    assert reference(patched(("replace", path, {key.lower(): 123}))) == (123, "")
    assert reference(merged({path: {key.lower(): "123"}})) == (123, "")
    assert reference(merged({path: {text.upper(): "Other"}})) == (0, "Other")
    assert reference(merged({path: {key: 123, text: "ignored by the save"}})) == (123, "ignored by the save")


def test_the_kind_of_an_appointment_is_such_a_reference_too():
    stored = tree_of(AppointmentEntity(task=TaskListItem(4, "Meeting"), contact=None))
    task = patched(("replace", "Task/Value", "Phone"), carrier=AppointmentEntity, stored=stored).task
    assert (task.task_list_item_id, task.value) == (0, "Phone")


def test_removed_values_are_those_a_save_clears_and_removed_objects_those_it_keeps_or_clears():
    stored = tree_of(AppointmentEntity(title="Lunch", description="Lunch", start_date=Calendar(5), color_index=3))
    entity = merged({"title": None, "startDate": None, "colorIndex": None}, AppointmentEntity, stored)
    assert (entity.title, entity.description, entity.color_index) == ("", "Lunch", 0)
    assert entity.start_date == AppointmentEntity().start_date
    company = patched(*(("remove", f"/{name}") for name in ("Category", "SupportAssociate", "Address", "CustomFields")))
    assert (company.category, company.support_associate, company.address, company.custom_fields) == (None,) * 4


def test_a_merge_of_objects_goes_inside_and_everything_else_replaces():
    company = merged(
        {
            "name": "New",
            "address": {"street": {"City": "Bergen"}},
            "emails": [{"value": "c"}],
            "Phones": {"value": "1"},
            "CustomFields": {"X_FOOBAR": "[I:4]"},
            "interests": [{"id": 3, "selected": False}],
        }
    )
    street = company.address.street
    assert (company.name, street.city, street.address1) == ("New", "Bergen", "Long Street 1")
    assert (values(company.emails), values(company.phones)) == (["c"], ["22 33 44 55", "1"])
    assert company.custom_fields == {"SuperOffice:1": "one", "x_foobar": "[I:4]"}
    assert not any(item.selected for item in company.interests)


def test_what_was_read_can_be_sent_back_whole():
    read = STORED | {"TableRight": {"Mask": "Select"}, "FieldProperties": {}, "_Links": {"Self": "here"}}
    assert merged(read | {"Name": "New"}).name == "New"
    assert merged(read) == bound(STORED, ContactEntity)


def test_the_servers_own_fields_are_taken_and_not_saved():
    assert patched(("replace", "/UpdatedDate", "2020-01-01"), ("remove", "/Persons")) == patched()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("name", "Acme"),
        ("/CATEGORY/id", "5"),
        ("Number2", 10),
        ("NoMailing", "false"),
        ("NoMailing", 0),
        ("Source", 0.0),
        ("Emails/0", {"VALUE": "a@acme.example"}),
        ("Emails", [{"Value": "a@acme.example"}, {"Description": ""}]),
        ("Category", {"Id": "5", "TableRight": None}),
        ("Address", {"street": {"CITY": "Oslo"}}),
        ("UserDefinedFields/superoffice:1", "one"),
        ("UserDefinedFields", {"superoffice:1": "one", "SuperOffice:2": "two"}),
        ("UserDefinedFields/SuperOffice:99", None),
        ("SupportPerson", None),
        ("SupportPerson/Firstname", None),
        ("Faxes", []),
        ("Faxes", None),
        ("Interests/1/Selected", True),
    ],
)
def test_a_test_compares_as_the_wire_shows(path, value):
    assert patched(("test", path, value), ("replace", "Name", "New")).name == "New"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("Name", "ACME"),
        ("Name", None),
        ("Category/Id", 6),
        ("Category/Id", {}),
        ("NoMailing", True),
        ("Emails", [{"Value": "a@acme.example"}]),
        ("Emails", {}),
        ("Category", {"Id": 5, "NoSuchField": 1}),
        ("Category", 5),
        ("Category", None),
        ("UserDefinedFields", {"SuperOffice:1": "one"}),
        ("UserDefinedFields", {}),
        ("SupportPerson", {}),
        ("SupportPerson/Firstname", "Ann"),
        ("Emails/2", {}),
        ("Faxes/0/Value", "1"),
    ],
)
def test_a_test_that_fails_names_its_path(path, value):
    with pytest.raises(Conflict) as caught:
        patched(("replace", "/Department", "x"), ("test", path, value))
    assert caught.value.status == 409 and caught.value.message.startswith(f"Operation 1 (test {path}):")


def test_a_test_knows_enums_and_dates_as_a_save_does():
    stored = tree_of(AppointmentEntity(type=AppointmentType.InDiary, start_date=Calendar(5)))
    tests = [{"op": "test", "path": "type", "value": value} for value in ("inDiary", "INDIARY", 1, "1")]
    tests.append({"op": "test", "path": "startDate", "value": "five"})
    numbers = {"five": 5}

    def read(kind, value):
        return kind(numbers.get(value, value))

    assert patch.apply(stored, tests, AppointmentEntity, read) == stored
    with pytest.raises(Conflict):
        patch.apply(stored, tests, AppointmentEntity)


@pytest.mark.parametrize(
    ("operation", "problem"),
    [
        (("move", "/Name", 1), "op must be one of"),
        (("copy", "/Name", 1), "op must be one of"),
        ((None, "/Name", 1), "op must be one of"),
        (("add", None, 1), "path must name a field"),
        (("add", "", {}), "path must name a field"),
        (("add", "/", {}), "path must name a field"),
        (("replace", "/Name"), "value is missing"),
        (("add", "/Emails/-"), "value is missing"),
        (("test", "/Name"), "value is missing"),
        (("replace", "/NoSuchField", 1), "ContactEntity has no field 'NoSuchField'"),
        (("test", "/Category/Nope", 1), "Category has no field 'Nope'"),
        (("replace", "/Name/First", 1), "Name has no fields"),
        (("remove", "/TableRight"), "no field 'TableRight'"),
        (("remove", "/Emails/2"), "no element 2"),
        (("remove", "/Emails/-"), "'-' is no index"),
        (("replace", "/Emails/-", {}), "'-' is no index"),
        (("add", "/Emails/3", {}), "no element 3"),
        (("add", "/Emails/01", {}), "'01' is no index"),
        (("add", "/Emails/-1", {}), "'-1' is no index"),
        (("add", "/Emails/٣", {}), "is no index"),
        (("add", f"/Emails/{'9' * 5000}", {}), "is no index"),
        (("replace", "/Emails/7/Value", "x"), "no element 7"),
        (("replace", "/Faxes/0/Value", "x"), "no element 0"),
        (("remove", "/UserDefinedFields/none"), "there is no 'none'"),
        (("replace", "/UserDefinedFields/SuperOffice:1/x", 1), "has no fields"),
        (("replace", "/Interests", [5]), "a choice is an object"),
        (("replace", "/Interests/0", 5), "a choice is an object"),
    ],
)
def test_what_cannot_be_done_names_operation_and_path(operation, problem):
    before = copy.deepcopy(STORED)
    with pytest.raises(RequestError) as caught:
        patched(("replace", "/Name", "New"), operation)
    assert caught.value.status == 400 and before == STORED
    assert caught.value.detail.startswith("Operation 1 (") and problem in caught.value.detail
    if isinstance(operation[1], str):
        assert operation[1][:200] in caught.value.detail


@pytest.mark.parametrize("body", [None, "x", 5, True, 1.5])
def test_a_body_that_is_neither_array_nor_object_is_refused(body):
    with pytest.raises(RequestError, match="cannot be applied"):
        patch.apply(STORED, body, ContactEntity)


def test_an_operation_that_is_no_object_and_a_patch_that_is_too_large_are_refused():
    for body in ([5], [[]], [{}], [{"op": "remove", "path": "Name"}] * 1001, {"emails": [None] * 2001}):
        with pytest.raises(RequestError):
            patch.apply(STORED, body, ContactEntity)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"NoSuchField": 1}, "/NoSuchField"),
        ({"address": {"street": {"zip": "1"}}}, "/Address/Street/zip"),
        ({"interests": [1]}, "/interests"),
    ],
)
def test_a_merge_names_the_path_of_what_it_cannot_do(body, path):
    with pytest.raises(RequestError) as caught:
        patch.apply(STORED, body, ContactEntity)
    assert caught.value.detail.startswith(f"{path}: ")


def test_what_is_not_named_stays_the_very_same():
    tree = patch.apply(STORED, [{"op": "replace", "path": "/Address/Street/City", "value": "Bergen"}], ContactEntity)
    assert {name for name in tree if tree[name] is not STORED[name]} == {"Address"}
    assert tree["Address"]["Postal"] is STORED["Address"]["Postal"]


def test_an_associate_is_found_by_name():
    stored = tree_of(ContactEntity(associate=Associate(2, "kari", full_name="Kari")))
    associate = patched(("add", "associate", {"name": "ola"}), stored=stored).associate
    assert (associate.associate_id, associate.name, associate.full_name) == (0, "ola", "")
