"""$select empties what was not named, and leaves no key out."""

import inspect
from importlib import import_module
from pkgutil import iter_modules

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openkontor import carriers
from openkontor.carriers.appointment import AppointmentPrivate
from openkontor.carriers.appointment_entity import AppointmentEntity
from openkontor.carriers.associate import Associate
from openkontor.carriers.contact import Contact
from openkontor.carriers.contact_entity import ContactEntity
from openkontor.carriers.declare import TableRight
from openkontor.carriers.lists import Category
from openkontor.carriers.mdo import MDOListItem
from openkontor.carriers.person import Person
from openkontor.carriers.person_entity import PersonEntity
from openkontor.carriers.time_zone import TimeZoneData, TimeZoneRule
from openkontor.carriers.values import NO_CALENDAR, Calendar
from openkontor.contract import select
from openkontor.errors import RequestError
from tests.contract.trees import a_company, tree_of


def selected(result, text):
    return select.apply(result, select.parse(text))


def filled(carrier):
    """The names of the fields of a carrier that are not empty."""
    return {name for name, value in tree_of(carrier).items() if value and value != int(NO_CALENDAR)} - ENUMS


ENUMS = {"CategoryGroup", "Type"}  # they always have a value


@pytest.mark.parametrize("text", ["", " ", ",", "?", " , ?,/", "//", "*", "name, *", "*?"])
def test_a_text_that_names_nothing_or_everything_selects_all(text):
    assert select.parse(text) is None


def test_a_star_below_a_field_is_all_of_the_field():
    assert select.parse("category/*, name") == select.parse("category,name")


def test_every_key_stays_in_its_order():
    assert list(tree_of(selected(a_company(), "name"))) == list(tree_of(a_company()))


def test_what_is_not_named_is_empty_and_the_key_survives():
    assert filled(selected(a_company(), "name")) == {"ContactId", "Name"}


def test_texts_objects_arrays_and_dictionaries_become_null_the_rest_their_default():
    tree = tree_of(selected(a_company(), "nothing"))
    names = ("Department", "Category", "Emails", "CustomFields", "TableRight", "FieldProperties")
    assert [tree[name] for name in names] == [None] * len(names)
    assert (tree["Source"], tree["NoMailing"]) == (0, False)
    blank = selected(AppointmentEntity(start_date=Calendar(5), private=AppointmentPrivate.PrivateUser), "title")
    assert (blank.start_date, blank.private) == (NO_CALENDAR, AppointmentPrivate.Public)
    assert blank.lead_time == 0 and type(blank.lead_time) is type(AppointmentEntity().lead_time)


@pytest.mark.parametrize(
    "text",
    [
        "name,department,category/id",
        "NAME,Department,Category/ID",
        " name , department ,\tcategory / id",
        "?name,department,category/id",
        "name,,department,/category//id/,",
        "category/id,name,name,department,noSuchField,category/noSuchField",
    ],
)
def test_case_blanks_question_marks_unknown_and_double_names_change_nothing(text):
    assert selected(a_company(), text) == selected(a_company(), "name,department,category/id")


def test_one_selection_is_one_key_in_whatever_order_it_is_told():
    one, other = select.parse("name,category/id,category/value"), select.parse("Category/Value,CATEGORY/id, name")
    assert one == other and hash(one) == hash(other)
    assert select.parse("name") != select.parse("name,department")


def test_an_object_is_whole_or_in_part():
    assert selected(a_company(), "category").category == Category(5, "Customer A")
    part = selected(a_company(), "category/id").category
    assert filled(part) == {"Id"} and part.value is None


@pytest.mark.parametrize(
    "text", ["category,category/id", "category/id,category", "category/id,category,category/value"]
)
def test_the_whole_beats_a_part(text):
    assert selected(a_company(), text).category == a_company().category


def test_a_path_goes_through_each_element_of_an_array():
    emails = selected(a_company(), "emails/value").emails
    assert [email.value for email in emails] == ["a@acme.example", "b@acme.example"]
    assert {email.description for email in emails} == {None}
    ((field,),) = selected(a_company(), "address/localizedAddress/name").address.localized_address
    assert filled(field) == {"Name"}


def test_a_dictionary_is_whole_or_one_key_whose_case_is_kept():
    assert selected(a_company(), "customfields").custom_fields == a_company().custom_fields
    assert selected(a_company(), "customFields/superoffice:1").custom_fields == {"SuperOffice:1": "one"}
    zone = TimeZoneData(time_zone_std_rules={"2024": TimeZoneRule(60, "first", "last"), "2025": TimeZoneRule()})
    (rule,) = selected(zone, "timeZoneSTDRules/2024/startRulePattern").time_zone_std_rules.values()
    assert (rule.tz_offset, rule.start_rule_pattern, rule.end_rule_pattern) == (0, "first", None)


def test_null_stays_null_where_a_part_was_named():
    assert selected(a_company(), "supportPerson/firstname,faxes/value").support_person is None


def test_links_stay_and_rights_come_only_when_named():
    company = a_company()
    company.rest_links = {"Self": "here"}
    company.table_right, company.field_properties = TableRight("Select"), {"Name": None}
    plain, named = selected(company, "name"), selected(company, "tableRight,FIELDPROPERTIES")
    assert plain.rest_links == named.rest_links == {"Self": "here"}
    assert (plain.table_right, plain.field_properties) == (None, None)
    assert (named.table_right, named.field_properties) == (company.table_right, company.field_properties)


def test_lists_are_selected_too_and_each_item_keeps_its_key():
    contacts = selected([Contact(contact_id=1, name="A"), Contact(contact_id=2, name="B")], "name,URLname")
    assert [(contact.contact_id, contact.name) for contact in contacts] == [(1, "A"), (2, "B")]
    assert selected([], "name") == [] and selected(None, "name") is None and selected(5, "name") == 5
    items = selected([MDOListItem(1, "A", child_items=[MDOListItem(2, "B")])], "childItems/name")
    assert tree_of(items[0])["ChildItems"][0]["Name"] == "B" and items[0].child_items[0].id == 2


def test_nothing_of_the_answer_is_changed():
    company = a_company()
    company.persons = [Person(person_id=1, firstname="Ann")]
    before = tree_of(company)
    selected(company, "category/id,associate/name,emails/value,persons/firstname,country,customFields/x_foobar")
    assert tree_of(company) == before


@pytest.mark.parametrize(
    ("carrier", "text", "shown"),
    [
        (ContactEntity, "name,department,category", False),
        (ContactEntity, "name,fieldProperties", True),
        (ContactEntity, "supportPerson", True),
        (ContactEntity, "supportPerson/firstname,address/street", False),
        (ContactEntity, "supportPerson/fieldProperties", True),
        (ContactEntity, "nothing", False),
        (PersonEntity, "contact", True),
        (PersonEntity, "contact/name", False),
        (PersonEntity, "contact/address", True),
        (Associate, "fieldProperties", False),
    ],
)
def test_it_is_known_beforehand_whether_field_properties_are_wanted(carrier, text, shown):
    assert select.shows_rights(carrier, select.parse(text)) is shown


def every_carrier():
    for found in iter_modules(carriers.__path__):
        for _, kind in inspect.getmembers(import_module(f"openkontor.carriers.{found.name}"), inspect.isclass):
            if issubclass(kind, msgspec.Struct) and kind.__module__.endswith(f".{found.name}"):
                yield kind


CARRIERS = [kind for kind in every_carrier() if kind.__module__ != "openkontor.carriers.declare"]


@pytest.mark.parametrize("carrier", CARRIERS, ids=lambda carrier: carrier.__name__)
def test_every_carrier_can_be_emptied_and_still_be_written(carrier):
    empty = selected(carrier(), "nothing")
    assert list(tree_of(empty)) == list(tree_of(carrier()))
    values = msgspec.structs.astuple(empty)
    assert not [value for value in values if isinstance(value, (str, list, dict, msgspec.Struct))]
    assert all(value in (None, 0, NO_CALENDAR, msgspec.UNSET) or value.number == 0 for value in values)


def test_a_text_without_end_is_refused_and_a_path_without_end_is_cut():
    with pytest.raises(RequestError, match="invalid"):
        select.parse("name," * 2000)
    with pytest.raises(RequestError) as caught:
        select.parse("a," * 501)
    assert "500 names" in caught.value.detail
    assert filled(selected(a_company(), "name," + "childItems/" * 500 + "id")) == {"ContactId", "Name"}


@given(st.text(alphabet="nameNAME,/?: \tcustomfields1İß", max_size=60))
def test_any_text_gives_a_selection(text):
    selection = select.parse(text)
    if selection is not None:
        assert filled(select.apply(a_company(), selection)) >= {"ContactId"}
        assert isinstance(select.shows_rights(ContactEntity, selection), bool)
