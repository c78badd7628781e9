"""The Archive agent's restrictions become the same trees as the filter's text."""

import pytest

from openkontor.archives.filter import parse
from openkontor.archives.options import Order, columns, order
from openkontor.archives.restrictions import tree_of
from openkontor.archives.tree import EVERYTHING, AllOf, AnyOf, Not, Term, Tree
from openkontor.carriers.archive import ArchiveRestrictionInfo, InterRestrictionOperator
from openkontor.errors import RequestError

OR = InterRestrictionOperator.Or


def one(name: str, operator: str = "=", *values: str, **more: object) -> ArchiveRestrictionInfo:
    return ArchiveRestrictionInfo(name, operator, list(values), **more)


def bare(tree: Tree) -> Tree:
    """A tree without places and quotes, which differ between the two ways to say it."""
    if isinstance(tree, Term):
        return tree._replace(place="", values=tuple(value._replace(quoted=False) for value in tree.values))
    if isinstance(tree, Not):
        return Not(bare(tree.part))
    return type(tree)(tuple(map(bare, tree.parts)))


@pytest.mark.parametrize(
    ("restrictions", "text"),
    [
        ([one("a", "=", "1")], "a = 1"),
        ([one("a", "=", "1"), one("b", "BEGINS", "x y")], "a = 1 and b begins 'x y'"),
        ([one("a", "=", "1", inter_operator=OR), one("b", "=", "2"), one("c", "=", "3")], "a=1 or b=2 and c=3"),
        (
            [
                one("a", "=", "1", inter_parenthesis=1, inter_operator=OR),
                one("b", "=", "2", inter_parenthesis=-1),
                one("c", "=", "3"),
            ],
            "(a=1 or b=2) and c=3",
        ),
        ([one("a", "=", "1", is_active=False), one("b", "=", "2")], "b=2"),
        ([one("a", "=", "1", inter_operator=OR), one("b", "=", "2", is_active=False)], "a=1"),
        (
            [
                one("x", "=", "9", inter_operator=OR),
                one("a", "=", "1", inter_parenthesis=1, is_active=False, inter_operator=OR),
                one("b", "=", "2", inter_parenthesis=-1, is_active=False),
            ],
            "x=9",
        ),
        ([one("a", "oneOf", "1", "2")], "a oneOf (1,2)"),
        ([one("a", "equals", "1", "2")], "a oneOf (1,2)"),
        ([one("d", "thisWeek", "computed", "before")], "d thisWeek"),
        ([one("a", "currentAssociate", "7")], "a currentAssociate"),
        ([one("d", "dateBetween", "2020-1-1", "2021-1-1")], "d between ('2020-1-1','2021-1-1')"),
        ([one("getAllRows", ""), one("a", "=", "1")], "getAllRows set and a=1"),
        ([one("", "", sub_restrictions=[one("a", "=", "1", inter_operator=OR), one("b", "=", "2")])], "a=1 or b=2"),
        ([one("c", "=", "3", sub_restrictions=[one("a", "=", "1"), one("b", "=", "2")])], "c=3 and (a=1 and b=2)"),
    ],
)
def test_restrictions_say_what_a_filter_says(restrictions, text):
    assert bare(tree_of(restrictions)) == bare(parse(text))


@pytest.mark.parametrize("restrictions", [None, [], [one("a", "=", "1", is_active=False)]])
def test_none_restricts_nothing(restrictions):
    assert tree_of(restrictions) == EVERYTHING


@pytest.mark.parametrize(
    ("restrictions", "problem"),
    [
        ([one("a", "resembles", "1")], "Restriction on 'a': 'resembles' is not an operator"),
        ([one("a", "begins")], "'begins' takes one value, here are 0"),
        ([one("a", "between", "1")], "'between' takes two values, here are 1"),
        ([one("a", "=", "1", inter_parenthesis=1)], "opened and not closed"),
        ([one("a", "=", "1", inter_parenthesis=-1)], "more brackets are closed"),
        ([one("a", "=", "\0")], "number 0"),
        ([one("a", "=", "1", inter_parenthesis=2**31 - 1)], "nested more than"),
        ([one("a", "=", "1")] * 501, "more than 500"),
    ],
)
def test_what_cannot_be_followed_is_refused(restrictions, problem):
    with pytest.raises(RequestError) as caught:
        tree_of(restrictions)
    assert problem in caught.value.detail


def test_columns_are_named_once_in_the_order_they_were_named_in():
    assert columns("?name, contactId ,name,,contactUdef/SuperOffice:1,") == (
        "name",
        "contactId",
        "contactUdef/SuperOffice:1",
    )


def test_an_order_is_read():
    assert order("name asc, fullName,category DESC,") == (
        Order("name"),
        Order("fullName"),
        Order("category", descending=True),
    )
    assert order("") == ()


def test_an_order_that_is_none_is_refused():
    with pytest.raises(RequestError) as caught:
        order("name upwards")
    assert "'upwards' behind 'name'" in caught.value.detail


def test_trees_can_be_kept_by_their_content():
    tree = parse("(a=1 or not b in (1,2)) and c thisWeek")
    assert isinstance(tree, AllOf) and isinstance(tree.parts[0], AnyOf) and hash(tree)


def test_the_same_terms_joined_otherwise_are_another_tree():
    both = tree_of([one("a", "=", "1"), one("b", "=", "2")])
    either = tree_of([one("a", "=", "1", inter_operator=OR), one("b", "=", "2")])
    assert both != either  # plans are kept by trees
