"""The MDO agent: the lists behind fields, for pickers (domain reference 7.4)."""

from collections.abc import Callable, Iterable

from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.carriers.lists import CategoryGroup
from openkontor.carriers.mdo import MDOListItem
from openkontor.store.reference import Reference

# The tables a kind of relation goes between: source and destination.
KINDS = {"CC": (5, 5), "CP": (5, 6), "PC": (6, 5), "PP": (6, 6)}
LAYOUT_NAMES = [
    "European",
    "United States",
    "United Kingdom",
    "German",
    "Canadian",
    "Japanese",
    "Other",
    "Spain",
    "European no postprefix",
    "Caribbean",
    "German small",
    "German with title",
    "Australian",
    "Netherlands",
    "Denmark",
    "United States street and postal",
]


@method(
    "MDO",
    takes="arguments",
    runs="read",
    allows="associate",
    missing="search lists (contact_new, person, project, sale), headings and history",
)
def get_list(
    call: Call,
    name: str,
    force_flat_list: bool = False,
    additional_info: str = "",
    only_history: bool = False,
) -> list[MDOListItem] | None:
    """Give the items of a list that are not deleted; null for a list this server does not know."""
    make = LISTS.get((name or "").lower())
    return None if make is None else make(call.reference, additional_info or "")


def _item(list_name: str, number: int, name: str, rank: int, tooltip: str, extra: str = "") -> MDOListItem:
    return MDOListItem(number, name, tooltip, False, rank, list_name, [], list_name, 0, extra, "", None)


def _plain(list_name: str) -> Callable[[Reference, str], list[MDOListItem]]:
    """A list whose items are stored as they are shown, by name."""

    def make(reference: Reference, additional: str) -> list[MDOListItem]:
        items = [item for item in reference.lists.get(list_name, {}).values() if not item.deleted]
        made = (_item(list_name, item.id, item.name, item.rank, item.tooltip) for item in items)
        return _by_rank(made)

    return make


def _by_rank(items: Iterable[MDOListItem]) -> list[MDOListItem]:
    return sorted(items, key=lambda item: (item.rank, item.id))


def _associates(reference: Reference, additional: str) -> list[MDOListItem]:
    people = [associate for associate in reference.associates.values() if not associate.deleted]
    return [_item("associate", a.associate_id, a.full_name, a.rank, a.tooltip, a.name) for a in people]


def _countries(reference: Reference, additional: str) -> list[MDOListItem]:
    lands = [country for country in reference.countries.values() if not country.deleted]
    return [_item("country", c.country_id, c.name, c.rank, c.tooltip) for c in lands]


def _tasks(reference: Reference, additional: str) -> list[MDOListItem]:
    tasks = [task for task in reference.tasks.values() if not task.deleted]
    return [_item("task", t.task_list_item_id, t.value, t.rank, t.tooltip) for t in tasks]


def _definitions(reference: Reference, additional: str) -> list[MDOListItem]:
    """The kinds of relation; `additional` CC, CP, PC or PP leaves those between these tables."""
    kind = KINDS.get(additional.strip().upper())
    definitions = [d for d in reference.definitions.values() if not d.deleted and (kind is None or kind in d.targets)]
    return [_item("contactrelationdefinition", d.id, d.name, d.rank, d.tooltip, d.passive_text) for d in definitions]


def _category_groups(reference: Reference, additional: str) -> list[MDOListItem]:
    groups = [group for group in CategoryGroup if group is not CategoryGroup.Unknown]
    return [_item("categorygroup", group.number, group.value, group.number, "") for group in groups]


def _layouts(reference: Reference, additional: str) -> list[MDOListItem]:
    return [_item("addressformat", number, name, number, "") for number, name in enumerate(LAYOUT_NAMES, start=1)]


PLAIN_LISTS = [
    "business",
    "category",
    "comptr",
    "contint",
    "credited",
    "currency",
    "customerlanguage",
    "mrmrs",
    "persint",
    "perspos",
    "pmembtype",
    "priority",
    "prob",
    "projstatus",
    "projtype",
    "reason",
    "reasonsold",
    "reasonstalled",
    "saletype",
    "salutation",
    "shipmenttype",
    "source",
    "stakeholderrole",
    "ticketpriority",
    "usergroup",
]

LISTS: dict[str, Callable[[Reference, str], list[MDOListItem]]] = {
    **{name: _plain(name) for name in PLAIN_LISTS},
    "addressformat": _layouts,
    "associate": _associates,
    "categorygroup": _category_groups,
    "contactrelationdefinition": _definitions,
    "country": _countries,
    "projectstatus": _plain("projstatus"),
    "projecttype": _plain("projtype"),
    "task": _tasks,
}
