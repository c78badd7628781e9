"""The filter language: what clients write becomes a tree, what cannot be read is refused with the place."""

import pytest

from openkontor.archives import days
from openkontor.archives.filter import parse
from openkontor.archives.tree import (
    DEEPEST,
    EVERYTHING,
    LONGEST,
    MOST_TERMS,
    STRETCHES,
    WORDS,
    AllOf,
    AnyOf,
    Not,
    Operator,
    Term,
    Tree,
    takes,
)
from openkontor.errors import RequestError


def shown(tree: Tree) -> str:
    """A tree in a spelling of these tests: (a & b), (a | b), !a, column:operator:values."""
    if isinstance(tree, Term):
        return ":".join([tree.column, tree.operator.value, ",".join(value.text for value in tree.values)])
    if isinstance(tree, Not):
        return f"!{shown(tree.part)}"
    return f"({(' & ' if isinstance(tree, AllOf) else ' | ').join(map(shown, tree.parts))})"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("name begins 'Super'", "name:begins:Super"),
        ("name eq 'A' and contactId gt 5", "(name:equals:A & contactId:greater:5)"),
        ("a eq 1 or b eq 2 and c eq 3", "(a:equals:1 | (b:equals:2 & c:equals:3))"),
        ("(a eq 1 or b eq 2) and c eq 3", "((a:equals:1 | b:equals:2) & c:equals:3)"),
        ("not (a eq 1) AND NOT b = 2", "(!a:equals:1 & !b:equals:2)"),
        ("a=1 and b<=2 and c<>3", "(a:equals:1 & b:lessOrEqual:2 & c:unequals:3)"),
        ("category oneOf(1,2,3)", "category:oneOf:1,2,3"),
        ("category notOneOf ( 'a' , 'b' , )", "category:notOneOf:a,b"),
        ("category in ()", "category:oneOf:"),
        ("name between ('A','S')", "name:between:A,S"),
        ("name between 'A' and 'S' and a eq 1", "(name:between:A,S & a:equals:1)"),
        ("contactAssociate/fullName BEGINS Ter", "contactAssociate/fullName:begins:Ter"),
        ("stop set true and x set", "(stop:set:true & x:set:)"),
        ("associateId currentAssociate and a eq 1", "(associateId:currentAssociate: & a:equals:1)"),
        ("associateId associateIsOneOf (1,2)", "associateId:oneOf:1,2"),
        ("updatedDate before '2021-1-1'", "updatedDate:before:2021-1-1"),
        ("updatedDate before 2021-01-01T10:00:00Z", "updatedDate:before:2021-01-01T10:00:00Z"),
        ("updatedDate afterTime [DT:03/28/2019 00:00:00.0000000]",
         "updatedDate:afterOrEqualTime:[DT:03/28/2019 00:00:00.0000000]"),
        ("registeredDate thisWeek or registeredDate LASTQUARTER",
         "(registeredDate:within:week,0,0 | registeredDate:within:quarter,-1,-1)"),
        ("date beforeToday", "date:within:day,,-1"),
        ("this(date, week)", "date:within:week,0,0"),
        ("previous(date, 3, months)", "date:within:month,-3,-1"),
        ("thisAndNext(date,2,day) and a eq 1", "(date:within:day,0,2 & a:equals:1)"),
        ("thisAndPreviousAndNext(date,month)", "date:within:month,-1,1"),
        ("substringof('a b', name)", "name:contains:a b"),
        ("startswith(name,'a') eq true", "name:begins:a"),
        ("endswith(name,'a') eq false", "!name:ends:a"),
        ("startswith(tolower(name), 'a') ne true", "!name:begins:a"),
        ("tolower(name) eq 'a'", "name:equals:a"),
        ("name is 'O\\'Brien'", "name:equals:O'Brien"),
        ("name is 'O''Brien'", "name:equals:O'Brien"),
        ('name is "say ""hi"" \\\\ \'"', "name:equals:say \"hi\" \\ '"),
        ("name eq ''", "name:equals:"),
        ("name eq 'and or ('", "name:equals:and or ("),
        ("contains eq contains", "contains:equals:contains"),
        ("contactUdef/SuperOffice:1 contains x", "contactUdef/SuperOffice:1:contains:x"),
        ("id eq -5 or price gt 1.5", "(id:equals:-5 | price:greater:1.5)"),
        ("getAllRows=true", "getAllRows:equals:true"),
        ("updatedDate gt datetime'2014-06-26T03:30:00' and datetime eq guid",
         "(updatedDate:greater:2014-06-26T03:30:00 & datetime:equals:guid)"),
        ("date dateTime '2020-05-28T15:00:00'", "date:dateTime:2020-05-28T15:00:00"),
        ("id in 1, 2,3 and a eq 1", "(id:oneOf:1,2,3 & a:equals:1)"),
    ],
)  # fmt: skip
def test_a_filter_becomes_a_tree(text, tree):
    assert shown(parse(text)) == tree


@pytest.mark.parametrize("text", ["", "  \n"])
def test_no_filter_restricts_nothing(text):
    assert parse(text) == EVERYTHING


def test_a_quoted_value_is_told_from_a_bare_one():
    bare, quoted = parse("name eq 5"), parse("name eq '5'")
    assert (bare.values[0].quoted, quoted.values[0].quoted) == (False, True)


@pytest.mark.parametrize("word", [*WORDS, *STRETCHES])
def test_every_operator_is_read_in_any_case(word):
    for spelled in (word, word.upper(), word.title()):
        operator = Operator.WITHIN if word in STRETCHES else WORDS[word]
        value = {"no value": "", "two values": "(1,2)", "values in brackets": "(1)"}.get(takes(operator), "1")
        term = parse(f"a {spelled} {value}")
        assert isinstance(term, Term) and term.operator is operator


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name", "an operator after 'name' is expected: name»"),
        ("name foo 'x'", "character 6: 'foo' is not an operator: name »foo 'x'"),
        ("name eq", "a value is expected: name eq»"),
        ("name eq and a eq 1", "a value is expected: name eq »and a eq 1"),
        ("name eq 'x", "a quotation mark is not closed: name eq »'x"),
        ("name eq 'x' b eq 1", "and, or, or the end is expected: name eq 'x' »b eq 1"),
        ("name eq 'x')", "and, or, or the end is expected"),
        ("(name eq 'x'", "a closing bracket is expected"),
        ("name eq 'x' and", "a column is expected"),
        ("and name eq 'x'", "a column is expected: »and"),
        ("name eq ('a','b')", "'eq' takes one value"),
        ("name between ('a')", "'between' takes two values"),
        ("name in ('a' 'b')", "a comma or a closing bracket is expected"),
        ("name in ('a',", "a value is expected"),
        ("! eq 1", "this cannot be read: »! eq 1"),
        ("a eq 1; drop table contact", "and, or, or the end is expected"),
        ("this(date, fortnight)", "day, week, month"),
        ("startswith(name 'a')", "a comma is expected"),
        ("startswith(name,'a') eq maybe", "true or false is expected"),
        ("not", "a column is expected"),
        ("name eq '\0'", "number 0"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, problem):
    with pytest.raises(RequestError) as caught:
        parse(text)
    assert caught.value.status == 400
    assert problem in caught.value.detail


@pytest.mark.parametrize(
    "text",
    [
        "(" * (DEEPEST + 1) + "a eq 1" + ")" * (DEEPEST + 1),
        "not " * 10_000 + "a eq 1",
        " and ".join(["a eq 1"] * (MOST_TERMS + 1)),
        f"a in ({','.join(['1'] * 20_001)})",
        "a" * (LONGEST + 1),
        "'" * 99_999,
        "(" * 100_000,
    ],
    ids=["brackets", "nots", "terms", "values", "characters", "quotes", "openings"],
)
def test_a_filter_without_measure_is_refused(text):
    with pytest.raises(RequestError):
        parse(text)


def test_the_deepest_filter_is_read():
    assert shown(parse("(" * (DEEPEST - 1) + "a eq 1" + ")" * (DEEPEST - 1))) == "a:equals:1"
    assert isinstance(parse(" or ".join(["a eq 1"] * MOST_TERMS)), AnyOf)


@pytest.mark.parametrize(
    ("text", "wall"),
    [
        ("2021-1-1", "2021-01-01T00:00:00"),
        ("2014.3.4", "2014-03-04T00:00:00"),
        ("2014/3/4", "2014-03-04T00:00:00"),
        ("2020-06-01", "2020-06-01T00:00:00"),
        ("2020-05-28T15:00:00", "2020-05-28T15:00:00"),
        ("2020-05-28T15:00:00Z", "2020-05-28T15:00:00"),
        ("2020-05-28T15:00:00+02:00", "2020-05-28T15:00:00"),
        ("2020-05-28 15:00", "2020-05-28T15:00:00"),
        ("2020-05-28T15:00:00.123Z", "2020-05-28T15:00:00.123000"),
        ("[D:05/31/1999]", "1999-05-31T00:00:00"),
        ("[D:05/05/1999 00:00:00.0000000]", "1999-05-05T00:00:00"),
        ("[D:01/01/0001]", "0001-01-01T00:00:00"),
        ("[DT:03/28/2019 14:52:07.1234567]", "2019-03-28T14:52:07.123456"),
        ("11/22/2026", "2026-11-22T00:00:00"),
        ("22.11.2026", "2026-11-22T00:00:00"),
    ],
)
def test_every_form_of_a_date_that_clients_send_is_read(text, wall):
    assert days.read(text).wall.isoformat() == wall


@pytest.mark.parametrize("text", ["22/11/2026", "2026-13-01", "2026-02-30", "soon", "20260101", "", "[D:]", "1.1.26"])
def test_a_day_first_with_slashes_is_refused_and_not_taken_for_another(text):
    with pytest.raises(ValueError, match=r"date|month|day"):
        days.read(text)
