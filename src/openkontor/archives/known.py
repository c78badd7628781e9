"""Columns whose values are reference data: items of lists, countries, associates (decision 5: they are in memory).

The database holds an id. What a filter asks of the text is asked here of every item; the statement is given the ids.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from openkontor.archives.columns import Column, Context, Kind, Later
from openkontor.archives.kinds import (
    SIGNS,
    bare,
    is_null,
    negating,
    numeric,
    truth,
    unfit,
    whole,
)
from openkontor.archives.tree import Operator, Term, Value
from openkontor.carriers.associate import Associate
from openkontor.carriers.document import DocTmplType, DocumentTemplate
from openkontor.carriers.task import TaskListItem, TaskType
from openkontor.carriers.values import Published
from openkontor.store.query import All, Among, Any_, Apart, Compare, Condition, Missing, Opposite, Sort, Stored
from openkontor.store.reference import Reference

Items = Callable[[Reference], Mapping[int, Any]]
Show = Callable[[Reference, Any], Any]
Test = Callable[[Any], bool]


def known(
    restriction: str,
    items: Items,
    show: Show,
    empty: Any = "",
    *,
    by_id: bool = True,
    word: str = "",
    identity: Callable[[Any], int] | None = None,
) -> Kind:
    """Make the kind of a column that shows something of an item; `by_id`: a whole number names the item itself.

    `identity` gives that number where items are stored by another one, such as users by their person.
    """

    def give(reference: Reference, stored: int | None) -> Any:
        item = items(reference).get(stored or 0)
        return empty if item is None else show(reference, item)

    def condition(column: Column, term: Term) -> Condition:
        assert column.source is not None
        is_me = term.operator is Operator.CURRENT and restriction == "associate"
        if is_me and identity is None:
            return Compare(column.source, "=", Later(lambda context: context.associate_id))
        if is_me or (by_id and term.operator in (Operator.EQUAL, Operator.IN) and all(map(_is_id, term.values))):
            return by_key(column, term) if identity is None else _identified(column, term, items, identity)
        if by_id and term.operator is Operator.SET:
            return Opposite(Missing(column.source)) if truth(term) else Missing(column.source)
        test = _test(term, type(empty))
        ids = Later(lambda context: _matching(items(context.reference), show, test, context))
        return Any_((Among(column.source, ids), Missing(column.source))) if test(empty) else Among(column.source, ids)

    def sort(column: Column, descending: bool) -> Sort:
        assert column.source is not None
        ranks = Later(lambda context: _ranks(items(context.reference), show, context))
        return Sort(column.source, "number", descending, ranks)

    types = {bool: "bool", int: "int", str: "string"}
    shown_as = word or types[type(empty)]
    return Kind(shown_as, restriction, negating(condition), give, sort, names_item=by_id, is_known=True)


by_key = numeric(whole, "a list item")


def _identified(column: Column, term: Term, items: Items, identity: Callable[[Any], int]) -> Condition:
    """The items that are known by these numbers, or are the caller."""
    assert column.source is not None
    wanted = {whole(term, value) for value in term.values}

    def keys(context: Context) -> str:
        sought = wanted or {context.associate_id}
        return json.dumps([key for key, item in items(context.reference).items() if identity(item) in sought])

    return Among(column.source, Later(keys))


def _is_id(value: Value) -> bool:
    text = bare(value)
    return text.isascii() and text.isdigit() and len(text) < 16


def _matching(items: Mapping[int, Any], show: Show, test: Test, context: Context) -> str:
    return json.dumps([number for number, item in items.items() if test(show(context.reference, item))])


def _ranks(items: Mapping[int, Any], show: Show, context: Context) -> str:
    shown = {number: show(context.reference, item) for number, item in items.items()}
    places = {text: place for place, text in enumerate(sorted({_key(value) for value in shown.values()}))}
    return json.dumps({str(number): places[_key(value)] for number, value in shown.items()})


def _key(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def _test(term: Term, kind: type) -> Test:
    if kind is bool:
        if term.operator not in (Operator.SET, Operator.EQUAL):
            raise unfit(term, "true or false")
        wanted = truth(term)
        return lambda shown: shown is wanted
    values = [_read(term, value, kind) for value in term.values]
    return _text_test(term, values) if kind is str else _compared(term, values, "a whole number")


def _read(term: Term, value: Value, kind: type) -> Any:
    if kind is int:
        return whole(term, value)
    return "" if is_null(value) else value.text.casefold()


def _text_test(term: Term, values: list[str]) -> Test:
    if term.operator is Operator.SET:
        wanted = truth(term)
        return lambda shown: bool(shown) is wanted
    if term.operator is Operator.BEGINS:
        return lambda shown: shown.casefold().startswith(values[0])
    if term.operator is Operator.CONTAINS:
        return lambda shown: values[0] in shown.casefold()
    if term.operator is Operator.ENDS:
        return lambda shown: shown.casefold().endswith(values[0])
    return _compared(term, values, "a text")


def _compared(term: Term, values: list[Any], what: str) -> Test:
    if term.operator is Operator.IN:
        return lambda shown: _key(shown) in values
    if term.operator is Operator.BETWEEN:
        return lambda shown: values[0] <= _key(shown) <= values[1]
    if term.operator not in SIGNS:
        raise unfit(term, what)
    tests: dict[str, Test] = {
        "=": lambda shown: _key(shown) == values[0],
        "<": lambda shown: _key(shown) < values[0],
        "<=": lambda shown: _key(shown) <= values[0],
        ">": lambda shown: _key(shown) > values[0],
        ">=": lambda shown: _key(shown) >= values[0],
    }
    return tests[SIGNS[term.operator]]


# Lists


def _plain(name: str) -> Items:
    return lambda reference: reference.lists.get(name, {})


def listed(name: str) -> Kind:
    """Make the kind of a column that shows an item of a plain list, such as category."""
    return known("listAny", _plain(name), lambda reference, item: item.name, word="string")


COUNTRY = known("listAny", lambda reference: reference.countries, lambda reference, item: item.name)
CATEGORY_RANK = known("int", _plain("category"), lambda reference, item: item.rank, 0, by_id=False)
CATEGORY_GROUP = known(
    "listAny",
    lambda reference: reference.categories,
    lambda reference, item: item.category_group.value,
    by_id=False,
)


# What activities are: task_idx holds the task of a follow-up, and the template of a document.


def _tasks(reference: Reference) -> Mapping[int, TaskListItem]:
    return reference.tasks


def _templates(reference: Reference) -> Mapping[int, DocumentTemplate]:
    return reference.document_templates


def _apart(reference: Reference) -> dict[int, TaskListItem | DocumentTemplate]:
    """Tasks by their ids, templates by the negatives of theirs."""
    return {**reference.tasks, **{-number: item for number, item in reference.document_templates.items()}}


def of_activity(restriction: str, task: Show, template: Show, empty: Any = "", *, by_id: bool = True) -> Kind:
    """Make the kind of a column that shows something of a follow-up's task, or of a document's template.

    Beside task_idx the column has document_id, which tells the two apart.
    """

    def shown(reference: Reference, item: Any) -> Any:
        return template(reference, item) if isinstance(item, DocumentTemplate) else task(reference, item)

    of_task = known(restriction, _tasks, task, empty, by_id=by_id)
    of_document = known(restriction, _templates, template, empty, by_id=by_id)
    of_both = known(restriction, _apart, shown, empty, by_id=by_id)

    def show(reference: Reference, number: int | None, document_id: int | None) -> Any:
        items: Mapping[int, Any] = reference.document_templates if document_id else reference.tasks
        item = items.get(number or 0)
        return empty if item is None else shown(reference, item)

    def condition(column: Column, term: Term) -> Condition:
        follow_up = Missing(column.also[0])
        tasks = All((follow_up, of_task.condition(column, term)))
        return Any_((tasks, All((Opposite(follow_up), of_document.condition(column, term)))))

    def sort(column: Column, descending: bool) -> Sort:
        number, document_id = column.source, column.also[0]
        assert isinstance(number, Stored) and isinstance(document_id, Stored)
        source = Apart(number.column, document_id.column, number.path)
        return of_both.sort(column._replace(source=source), descending)

    return of_both._replace(condition=condition, show=show, sort=sort)


def _task_name(reference: Reference, item: TaskListItem) -> str:
    return item.value


def _template_name(reference: Reference, item: DocumentTemplate) -> str:
    return item.name


def _task_type(reference: Reference, item: TaskListItem) -> str:
    return str(item.type.value)


def _template_type(reference: Reference, item: DocumentTemplate) -> str:
    return str(item.record_type.value)


def _task_record(reference: Reference, item: TaskListItem) -> str:
    """What a follow-up is a record of; templates and recorded answers spell Todo so."""
    return "Todo" if item.type is TaskType.ToDo else str(item.type.value)


def _is_mail(reference: Reference, item: DocumentTemplate) -> bool:
    return item.record_type is DocTmplType.Email


def _never(reference: Reference, item: Any) -> bool:
    return False


TASK, TASK_TYPE = known("listAny", _tasks, _task_name), known("listAny", _tasks, _task_type, by_id=False)
TASK_RECORD = known("string", _tasks, _task_record, by_id=False)
TEMPLATE_RECORD = known("string", _templates, _template_type, by_id=False)
ACTIVITY_RECORD = of_activity("string", _task_record, _template_type, by_id=False)
TEMPLATE = known("listAny", _templates, _template_name)
TEMPLATE_TYPE = known("listAny", _templates, _template_type, by_id=False)
TEMPLATE_IS_MAIL = known("bool", _templates, _is_mail, False, by_id=False)
ACTIVITY = of_activity("listAny", _task_name, _template_name)
ACTIVITY_TYPE = of_activity("listAny", _task_type, _template_type, by_id=False)
ACTIVITY_IS_MAIL = of_activity("bool", _never, _is_mail, False, by_id=False)


def numbered(restriction: str, kind: type[Published]) -> Kind:
    """Make the kind of a column that shows the name of a number."""
    members = {member.number: member for member in kind}
    return known(restriction, lambda _: members, lambda _, member: member.value)


# Associates


def _associates(reference: Reference) -> Mapping[int, Associate]:
    return reference.associates


ASSOCIATE = known("associate", _associates, lambda reference, item: item.name)
ASSOCIATE_FULL = known("associate", _associates, lambda reference, item: item.full_name)
USER_GROUP = known("userGroup", _plain("usergroup"), lambda reference, item: item.name)


def role_name(reference: Reference, associate: Associate) -> str:
    """Give the name of an associate's role."""
    role = reference.roles.get(reference.roles_of.get(associate.associate_id, 0))
    return role.name if role else ""


def group_name(reference: Reference, associate: Associate) -> str:
    """Give the name of an associate's primary group."""
    group = reference.lists.get("usergroup", {}).get(associate.group_idx)
    return group.name if group else ""


def other_groups(reference: Reference, associate: Associate) -> str:
    """Give the names of the other groups an associate is in."""
    groups = reference.lists.get("usergroup", {})
    return ", ".join(groups[one].name for one in reference.groups_of[associate.associate_id][1:] if one in groups)
