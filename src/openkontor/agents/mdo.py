"""The MDO agent: the lists behind fields, for pickers (domain reference 7.4)."""

from collections.abc import Callable, Iterable

from openkontor.agents.method import method
from openkontor.agents.pickers import MOST, SEARCHES, Found
from openkontor.call import Call
from openkontor.carriers.declare import Int32
from openkontor.carriers.lists import CategoryGroup
from openkontor.carriers.mdo import SEPARATOR_ID, MDOListItem, SelectableMDOListItem
from openkontor.store.choices import OWN_LIST, Heading, Item, KnownList

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
ALL_ID, NOTHING_ID = -1, 0
HEADING = "heading"
SUFFIXES = ("withnoselection", "withallitem", "headings")  # in the order in which they are taken off
UNBUILT = "what was used last"

Listed = list[MDOListItem]
Ids = list[Int32] | None


@method("MDO", takes="nothing", runs="read", allows="associate")
def get_list_names(call: Call) -> list[str]:
    """List the names of the MDO lists there are."""
    own = (known.name for known in call.reference.choices.lists.values() if not known.deleted)
    return sorted({*own, *FIXED, *SEARCHES, HEADING})


@method("MDO", takes="arguments", runs="read", allows="associate")
def get_list_id_by_list_name(call: Call, name: str) -> Int32:
    """Give the id of the list behind an MDO list; 0 where there is none."""
    known = call.reference.choices.find(name)
    return 0 if known is None or known.deleted else known.number


@method("MDO", takes="arguments", runs="read", allows="associate", missing=UNBUILT)
def get_list(
    call: Call, name: str, force_flat_list: bool = False, additional_info: str | None = "", only_history: bool = False
) -> Listed | None:
    """Give the items of a list that are not deleted and that the caller's groups see; null for an unknown list.

    Items under headings are theirs, unless a flat list is wanted. The name may end in `headings` (the headings alone),
    `withallitem` and `withnoselection`. Lists such as contact are empty until something is searched for; contact_id=5,4
    in AdditionalInfo gives these.
    """
    return _listed(call, name, additional_info or "", flat=force_flat_list)


@method("MDO", takes="arguments", runs="read", allows="associate")
def get_simple_list(call: Call, name: str) -> Listed | None:
    """Give the items of a list without headings; null for an unknown list."""
    return _listed(call, name, "", flat=True)


@method("MDO", takes="arguments", runs="read", allows="associate")
def get_list_with_history(
    call: Call,
    name: str,
    force_flat_list: bool = False,
    additional_info: str | None = "",
    history_items: Ids = None,
    only_history: bool = False,
) -> Listed | None:
    """Give a list that begins with these items, as the caller used them last; or these alone."""
    listed = _listed(call, name, additional_info or "", flat=force_flat_list)
    if listed is None:
        return None
    recent = _these(call, name, history_items or [])
    return recent if only_history else [*recent, *([_separator(name)] if recent else []), *listed]


@method("MDO", takes="arguments", runs="report", allows="associate")
def get_list_with_restriction(
    call: Call, name: str, additional_info: str | None = "", search_value: str | None = ""
) -> Listed | None:
    """Find items of a list by the text they hold, companies and people by what their names begin with."""
    return _found(call, name, additional_info or "", search_value or "")


@method("MDO", takes="arguments", runs="report", allows="associate", rest_only=True)
def get_choices(call: Call, name: str, flat: bool = False, additional: str = "", query: str = "") -> Listed | None:
    """Give the items of a list, under their headings or flat; with a query, those that fit it."""
    return _found(call, name, additional, query) if query.strip() else _listed(call, name, additional, flat=flat)


@method("MDO", takes="arguments", runs="read", allows="associate")
def get_list_item(call: Call, list_name: str, id: Int32) -> MDOListItem | None:
    """Give one item of a list, also a deleted one; null for an unknown one."""
    return next(iter(_these(call, list_name, [id])), None)


@method("MDO", takes="arguments", runs="read", allows="associate", missing=UNBUILT)
def get_selectable_list(
    call: Call, name: str, force_flat_list: bool = False, additional_info: str | None = "", only_history: bool = False
) -> list[SelectableMDOListItem] | None:
    """Give the items of a list, none of them selected; null for an unknown list."""
    return _selectable(_listed(call, name, additional_info or "", flat=force_flat_list))


@method("MDO", takes="arguments", runs="read", allows="associate")
def get_selectable_simple_list(call: Call, name: str) -> list[SelectableMDOListItem] | None:
    """Give the items of a list without headings, none of them selected."""
    return _selectable(_listed(call, name, "", flat=True))


@method("MDO", takes="arguments", runs="report", allows="associate")
def get_selectable_list_with_restriction(
    call: Call, name: str, additional_info: str | None = "", search_value: str | None = ""
) -> list[SelectableMDOListItem] | None:
    """Find items of a list as GetListWithRestriction does, none of them selected."""
    return _selectable(_found(call, name, additional_info or "", search_value or ""))


@method("MDO", takes="arguments", runs="read", allows="associate")
def get_selectable_list_with_history(
    call: Call,
    name: str,
    force_flat_list: bool = False,
    additional_info: str | None = "",
    history_items: Ids = None,
    only_history: bool = False,
) -> list[SelectableMDOListItem] | None:
    """Give a list that begins with these items, as the caller used them last; none of them selected."""
    return _selectable(get_list_with_history(call, name, force_flat_list, additional_info, history_items, only_history))


def _listed(call: Call, name: str, additional: str, *, flat: bool) -> Listed | None:
    """A list by its name, with what the name's suffixes ask for."""
    bare, asked = _bare(call, name)
    listed = _items(call, bare, additional, flat=flat, only_headings="headings" in asked)
    if listed is None:
        return None
    speak = call.reference.speak
    before = [_item(bare, ALL_ID, speak("[SR_LIST_ALL]"), 0, "")] if "withallitem" in asked else []
    before += [_item(bare, NOTHING_ID, speak("[SR_LIST_NONE]"), 0, "")] if "withnoselection" in asked else []
    return before + listed


def _bare(call: Call, name: str) -> tuple[str, set[str]]:
    """A name without suffixes, and the suffixes; a list whose own name ends so keeps it."""
    bare, asked = (name or "").strip().lower(), set[str]()
    for suffix in SUFFIXES:
        if bare.endswith(suffix) and bare != suffix and call.reference.choices.find(bare) is None:
            bare = bare.removesuffix(suffix)
            asked.add(suffix)
    return bare, asked


def _items(call: Call, name: str, additional: str, *, flat: bool, only_headings: bool = False) -> Listed | None:
    make = FIXED.get(name)
    if make is not None:
        return [] if only_headings else make(call, additional)
    if name in SEARCHES:
        return _picked(name, SEARCHES[name].told(call, additional))
    if name == HEADING:
        return _every_heading(call, additional)
    known = call.reference.choices.find(additional if name == OWN_LIST else name)
    if known is None or known.deleted:
        return None
    if only_headings:
        return [_heading(known, one) for one in call.reference.choices.headings_of(known)]
    items = _visible(call, known)
    return items if flat else _under_headings(call, known, items)


def _visible(call: Call, known: KnownList) -> Listed:
    choices, groups = call.reference.choices, call.reference.groups_of.get(call.associate_id, ())
    items = (item for item in choices.items_of(known).values() if not item.deleted)
    return _by_rank(_choice(known.name, item) for item in items if choices.sees(groups, known, item.id))


def _choice(name: str, item: Item) -> MDOListItem:
    extra = str(item.id) if name == "ticketpriority" else ""
    return _item(name, item.id, item.name, item.rank, item.tooltip, extra)


def _heading(known: KnownList, one: Heading) -> MDOListItem:
    return _item(known.name, one.id, one.name, one.rank, one.tooltip, style=HEADING)


def _under_headings(call: Call, known: KnownList, items: Listed) -> Listed:
    """Items without a heading first, then a separator and each heading with its items."""
    by_id = {item.id: item for item in items}
    bare, headed = call.reference.choices.arranged(known, list(by_id))
    if not headed:
        return items
    headings = [_heading(known, one) for one, _ in headed]
    for heading, (_, ids) in zip(headings, headed, strict=True):
        heading.child_items = [by_id[number] for number in ids]
    return [*(by_id[number] for number in bare), _separator(known.name), *headings]


def _every_heading(call: Call, additional: str) -> Listed:
    """The headings of all lists, or of the one that `listtableid` or `udListDefinitionId` names."""
    told = dict(part.lower().split("=", 1) for part in additional.split(";") if "=" in part)
    wanted = (told.get("udlistdefinitionid") or told.get("listtableid") or "").strip()
    known = call.reference.choices.find(wanted) if wanted else None
    numbers = {known.number} if known else set() if wanted else call.reference.choices.lists.keys()
    found = [one for one in call.reference.choices.headings.values() if not one.deleted and one.list_number in numbers]
    return _by_rank(_item(HEADING, one.id, one.name, one.rank, one.tooltip) for one in found)


def _found(call: Call, name: str, additional: str, words: str) -> Listed | None:
    bare, _ = _bare(call, name)
    search = SEARCHES.get(bare)
    if search is not None:
        return _picked(bare, search.find(call, words.strip()))
    folded = words.strip().casefold()
    listed = _items(call, bare, additional, flat=True)
    return listed and [item for item in listed if folded in item.name.casefold() or folded in item.tool_tip.casefold()]


def _these(call: Call, name: str, ids: list[int]) -> Listed:
    """Items of a list in the order asked for, each once, also deleted ones; unknown ones are left out."""
    bare, _ = _bare(call, name)
    if bare in SEARCHES:
        return _picked(bare, SEARCHES[bare].these(call, ids[:MOST]))
    known = None if bare in FIXED else call.reference.choices.find(bare)
    wanted = dict.fromkeys(ids)
    if known is None:
        listed = {item.id: item for item in _items(call, bare, "", flat=True) or []}
        return [listed[number] for number in wanted if number in listed]
    items = call.reference.choices.items_of(known)
    return [_choice(known.name, items[number]) for number in wanted if number in items]


def _picked(name: str, found: Found) -> Listed:
    return [_item(name, number, text, 0, "") for number, text in found]


def _selectable(listed: Listed | None) -> list[SelectableMDOListItem] | None:
    if listed is None:
        return None
    return [
        SelectableMDOListItem(
            item.id,
            item.name,
            item.tool_tip,
            item.deleted,
            item.rank,
            item.type,
            item.color_block,
            item.icon_hint,
            child_items=_selectable(item.child_items),
            extra_info=item.extra_info,
            style_hint=item.style_hint,
        )
        for item in listed
    ]


def _item(
    list_name: str, number: int, name: str, rank: int, tooltip: str, extra: str = "", style: str = ""
) -> MDOListItem:
    return MDOListItem(number, name, tooltip, False, rank, list_name, [], list_name, 0, extra, style, None)


def _separator(name: str) -> MDOListItem:
    return _item(name, SEPARATOR_ID, "", 0, "", style="separator")


def _by_rank(items: Iterable[MDOListItem]) -> Listed:
    return sorted(items, key=lambda item: (item.rank, item.id))


def _associates(call: Call, additional: str) -> Listed:
    people = [associate for associate in call.reference.associates.values() if not associate.deleted]
    return [_item("associate", a.associate_id, a.full_name, a.rank, a.tooltip, a.name) for a in people]


def _definitions(call: Call, additional: str) -> Listed:
    """The kinds of relation; `additional` CC, CP, PC or PP leaves those between these tables."""
    kind, name = KINDS.get(additional.strip().upper()), "contactrelationdefinition"
    known = call.reference.choices.find(name)
    seen = {item.id for item in _visible(call, known)} if known else set[int]()
    found = [d for d in call.reference.definitions.values() if d.id in seen and (kind is None or kind in d.targets)]
    return [_item(name, d.id, d.name, d.rank, d.tooltip, d.passive_text) for d in found]


def _category_groups(call: Call, additional: str) -> Listed:
    groups = [group for group in CategoryGroup if group is not CategoryGroup.Unknown]
    return [_item("categorygroup", group.number, group.value, group.number, "") for group in groups]


def _layouts(call: Call, additional: str) -> Listed:
    return [_item("addressformat", number, name, number, "") for number, name in enumerate(LAYOUT_NAMES, start=1)]


def _lists(call: Call, additional: str) -> Listed:
    lists = [known for known in call.reference.choices.lists.values() if not known.deleted]
    return [_item("lists", known.number, known.label, known.rank, known.tooltip, known.name) for known in lists]


# Lists that are no items of a table, or show more of them than name and tooltip.
FIXED: dict[str, Callable[[Call, str], Listed]] = {
    "addressformat": _layouts,
    "associate": _associates,
    "categorygroup": _category_groups,
    "contactrelationdefinition": _definitions,
    "lists": _lists,
}
