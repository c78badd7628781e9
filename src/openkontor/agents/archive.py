"""The Archive agent: lists of anything, by columns, with filters and in any order (protocol reference 8)."""

from collections.abc import Callable, Container

from openkontor import rights
from openkontor.agents.contact import small_contacts
from openkontor.agents.method import method
from openkontor.agents.person import small_people
from openkontor.agents.price_list import seen_price_lists
from openkontor.agents.small import seen_appointments, seen_documents, small_projects, small_sales
from openkontor.archives import dynamic, filter, listing, options, reports
from openkontor.archives.columns import Column
from openkontor.archives.listing import Listing
from openkontor.archives.options import Order
from openkontor.archives.plans import Asked
from openkontor.archives.providers import PROVIDERS, Provider
from openkontor.archives.restrictions import tree_of
from openkontor.archives.tree import AllOf, Operator, Term, Value
from openkontor.call import Call
from openkontor.carriers.archive import (
    ArchiveColumnData,
    ArchiveColumnInfo,
    ArchiveListItem,
    ArchiveListResult,
    ArchiveOrderByInfo,
    ArchiveRestrictionInfo,
    OrderBySortType,
)
from openkontor.carriers.declare import Int32
from openkontor.carriers.mdo import MDOListItem
from openkontor.carriers.values import Encoded
from openkontor.errors import BadArgument, NotFound

PAGE = 1000  # rows of a page where nobody says how many
RECORDS: dict[str, Callable[[Call, list[int]], Container[int]]] = {
    "Appointment": seen_appointments,
    "Document": seen_documents,
    "Contact": small_contacts,
    "Person": small_people,
    "Pricelist": seen_price_lists,
    "Project": small_projects,
    "Sale": small_sales,
}
NOT_YET = "some providers, and the columns that users have chosen"

Restrictions = list[ArchiveRestrictionInfo] | None
Sorting = list[ArchiveOrderByInfo] | None
Names = list[str] | None


@method("Archive", takes="nothing", runs="read", allows="associate", missing="some providers")
def get_provider_names(call: Call) -> list[str]:
    """List the archive providers there are."""
    return [*(provider.name for provider in PROVIDERS.values()), dynamic.NAME]


@method("Archive", takes="arguments", runs="read", allows="associate", missing="some providers")
def get_available_columns(call: Call, provider_name: str, context: str | None = "") -> list[ArchiveColumnInfo]:
    """List the columns of a provider, with what each can do."""
    return infos(provider_name)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list_by_columns(
    call: Call,
    provider_name: str,
    columns: Names = None,
    sort_order: Sorting = None,
    restriction: Restrictions = None,
    entities: Names = None,
    page: Int32 = 0,
    page_size: Int32 = PAGE,
) -> list[ArchiveListItem]:
    """List the rows of a provider that fit the restrictions, one page of them; pages count from 0."""
    found = _find(call, provider_name, columns, sort_order, restriction, entities, page, page_size)
    return items(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list_by_columns_with_context(
    call: Call,
    provider_name: str,
    columns: Names = None,
    sort_order: Sorting = None,
    restriction: Restrictions = None,
    entities: Names = None,
    page: Int32 = 0,
    page_size: Int32 = PAGE,
    context: str | None = "",
) -> list[ArchiveListItem]:
    """List rows as GetArchiveListByColumns does; no provider here looks at the context."""
    found = _find(call, provider_name, columns, sort_order, restriction, entities, page, page_size)
    return items(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list_by_columns_with_header(
    call: Call,
    provider_name: str,
    columns: Names = None,
    sort_order: Sorting = None,
    restriction: Restrictions = None,
    entities: Names = None,
    page: Int32 = 0,
    page_size: Int32 = PAGE,
    options: str | None = "",
) -> ArchiveListResult:
    """List rows as GetArchiveListByColumns does, with how many there are in all."""
    found = _find(call, provider_name, columns, sort_order, restriction, entities, page, page_size, options)
    return _result(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list_by_columns_with_header_with_context(
    call: Call,
    provider_name: str,
    columns: Names = None,
    sort_order: Sorting = None,
    restriction: Restrictions = None,
    entities: Names = None,
    page: Int32 = 0,
    page_size: Int32 = PAGE,
    options: str | None = "",
    context: str | None = "",
) -> ArchiveListResult:
    """List rows as GetArchiveListByColumnsWithHeader does; no provider here looks at the context."""
    found = _find(call, provider_name, columns, sort_order, restriction, entities, page, page_size, options)
    return _result(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list(
    call: Call,
    gui_name: str | None,
    provider_name: str,
    sort_order: Sorting = None,
    restriction: Restrictions = None,
    entities: Names = None,
    page: Int32 = 0,
    page_size: Int32 = PAGE,
) -> list[ArchiveListItem]:
    """List rows as GetArchiveListByColumns does, with the columns a provider shows by itself."""
    found = _find(call, provider_name, None, sort_order, restriction, entities, page, page_size)
    return items(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list_with_context(
    call: Call,
    gui_name: str | None,
    provider_name: str,
    sort_order: Sorting = None,
    restriction: Restrictions = None,
    entities: Names = None,
    page: Int32 = 0,
    page_size: Int32 = PAGE,
    context: str | None = "",
) -> list[ArchiveListItem]:
    """List rows as GetArchiveList does; no provider here looks at the context."""
    found = _find(call, provider_name, None, sort_order, restriction, entities, page, page_size)
    return items(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list_by_columns2(
    call: Call,
    provider_name: str,
    columns: str | None = "",
    sort_order: str | None = "",
    restrictions: str | None = "",
    entities: str | None = "",
    page: Int32 = 0,
    page_size: Int32 = PAGE,
) -> list[ArchiveListItem]:
    """List rows as GetArchiveListByColumns does; columns, order and filter are texts as in OData."""
    found = _find(call, provider_name, columns, sort_order, restrictions, entities, page, page_size)
    return items(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list_by_columns_with_context2(
    call: Call,
    provider_name: str,
    columns: str | None = "",
    sort_order: str | None = "",
    restriction: str | None = "",
    entities: str | None = "",
    page: Int32 = 0,
    page_size: Int32 = PAGE,
    context: str | None = "",
) -> list[ArchiveListItem]:
    """List rows as GetArchiveListByColumns2 does; no provider here looks at the context."""
    found = _find(call, provider_name, columns, sort_order, restriction, entities, page, page_size)
    return items(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list_by_columns_with_header2(
    call: Call,
    provider_name: str,
    columns: str | None = "",
    sort_order: str | None = "",
    restriction: str | None = "",
    entities: str | None = "",
    page: Int32 = 0,
    page_size: Int32 = PAGE,
    options: str | None = "",
) -> ArchiveListResult:
    """List rows as GetArchiveListByColumns2 does, with how many there are in all."""
    found = _find(call, provider_name, columns, sort_order, restriction, entities, page, page_size, options)
    return _result(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list_by_columns_with_header_with_context2(
    call: Call,
    provider_name: str,
    columns: str | None = "",
    sort_order: str | None = "",
    restriction: str | None = "",
    entities: str | None = "",
    page: Int32 = 0,
    page_size: Int32 = PAGE,
    options: str | None = "",
    context: str | None = "",
) -> ArchiveListResult:
    """List rows as GetArchiveListByColumnsWithHeader2 does; no provider here looks at the context."""
    found = _find(call, provider_name, columns, sort_order, restriction, entities, page, page_size, options)
    return _result(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list2(
    call: Call,
    gui_name: str | None,
    provider_name: str,
    sort_order: str | None = "",
    restriction: str | None = "",
    entities: str | None = "",
    page: Int32 = 0,
    page_size: Int32 = PAGE,
) -> list[ArchiveListItem]:
    """List rows as GetArchiveList does; order and filter are texts as in OData."""
    found = _find(call, provider_name, None, sort_order, restriction, entities, page, page_size)
    return items(found)


@method("Archive", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def get_archive_list_with_context2(
    call: Call,
    gui_name: str | None,
    provider_name: str,
    sort_order: str | None = "",
    restriction: str | None = "",
    entities: str | None = "",
    page: Int32 = 0,
    page_size: Int32 = PAGE,
    context: str | None = "",
) -> list[ArchiveListItem]:
    """List rows as GetArchiveList2 does; no provider here looks at the context."""
    found = _find(call, provider_name, None, sort_order, restriction, entities, page, page_size)
    return items(found)


@method("Archive", takes="nothing", runs="read", allows="associate")
def create_default_archive_list_result(call: Call) -> ArchiveListResult:
    """Give a result without rows."""
    return ArchiveListResult(rows=[])


@method("Archive", takes="arguments", runs="read", allows="associate", missing="some providers")
def get_available_entities(call: Call, provider_name: str, context: str | None = "") -> list[MDOListItem]:
    """List what the rows of a provider may be."""
    names = listing.provider(provider_name).entities
    return [MDOListItem(number, name, type=name, rank=number) for number, name in enumerate(names, start=1)]


@method("Archive", takes="arguments", runs="read", allows="associate")
def get_group_associate_ids(call: Call, group_ids: list[Int32] | None = None) -> list[Int32]:
    """List the associates of some user groups, as primary or other group."""
    wanted = set(group_ids or ())
    reference = call.reference
    return [number for number in reference.associates if wanted & set(reference.groups_of[number])]


@method("Archive", takes="query", runs="report", allows="associate", missing=NOT_YET, rest_only=True)
def get_list(
    call: Call,
    provider_name: str,
    select: str = "",
    filter_: str = "",
    order_by: str = "",
    entities: str = "",
    top: int = PAGE,
    skip: int = 0,
    skip_token: str = "",
    counts: bool = False,
    extra: str = "",
    rights: bool = False,
    raw: bool = False,
    resource: str = "",
    column: str = "",
    record_id: Int32 = 0,
) -> Listing:
    """List the rows of a provider that the caller may see, a page of them.

    `extra` are the provider's options, GrandTotal=true among them; `raw` asks for the numbers behind names.
    `resource`, `column` and `record_id` leave the rows of one record: the people of a company. 404 when it is not
    there.
    """
    tree = filter.parse(filter_)
    if column:
        if record_id not in RECORDS[resource](call, [record_id]):
            raise NotFound(f"{resource} id {record_id} not found")
        own = Term(column, Operator.EQUAL, (Value(str(record_id)),), "")
        tree = AllOf((own, tree))
    provider, order = listing.provider(provider_name), options.order(order_by)
    names = tuple(options.columns(entities))
    asked = Asked(provider, _shown(provider, select), tree, order, names, top, skip, skip_token, counts)
    return reports.find(call, asked._replace(rights=rights, raw=raw, totals=options.wants_totals(extra)))


def _shown(provider: Provider, select: str) -> tuple[str, ...]:
    """The columns that are asked for; none, or a star, are the provider's own. What a row is it says anyway."""
    names = [name for name in options.columns(select) if name.lower() != "entityname"]
    if names and "*" not in names:
        return tuple(names)
    own = () if provider.path is not None else provider.own
    return tuple(dict.fromkeys((*own, *(name for name in names if name != "*"))))


@method("Archive", takes="query", runs="read", allows="associate", missing="some providers", rest_only=True)
def get_column_map(call: Call, provider_name: str) -> dict[str, ArchiveColumnInfo]:
    """Give the columns of a provider by name, with what each can do."""
    return {info.name or "": info for info in infos(provider_name)}


@method("Archive", takes="nothing", runs="read", allows="associate", missing="some providers", rest_only=True)
def get_providers(call: Call) -> list[str]:
    """List the archive providers there are."""
    return get_provider_names(call)


def infos(provider_name: str) -> list[ArchiveColumnInfo]:
    """List what the columns of a provider can do; 404 when there is no such provider."""
    columns = listing.provider(provider_name).columns.values()
    return [info_of(column) for column in columns if isinstance(column, Column)]


def _find(
    call: Call,
    provider: str,
    columns: Names | str,
    order: Sorting | str,
    restriction: Restrictions | str,
    entities: Names | str,
    page: int,
    page_size: int,
    option: str | None = None,
) -> Listing:
    """Find a page. With `option` rows are counted, too."""
    asked = asked_for(provider, columns, order, restriction, entities, page, page_size)
    return reports.find(call, asked._replace(counts=option is not None, totals=options.wants_totals(option or "")))


def asked_for(
    provider: str,
    columns: Names | str,
    order: Sorting | str,
    restriction: Restrictions | str,
    entities: Names | str,
    page: int,
    page_size: int,
) -> Asked:
    """Put together what an agent is asked, as carriers or as texts; pages count from 0."""
    if page < 0 or page_size < 0:
        raise BadArgument("Page and PageSize are numbers from 0 on.")
    return Asked(
        listing.provider(provider or ""),
        options.columns(_joined(columns)),
        filter.parse(restriction) if isinstance(restriction, str) else tree_of(restriction),
        options.order(order) if isinstance(order, str) else _orders(order),
        options.columns(_joined(entities)),
        page_size,
        page * page_size,
        pages=False,
        rights=True,
    )


def _joined(names: Names | str) -> str:
    return names if isinstance(names, str) else ",".join(name or "" for name in names or ())


def _orders(order: Sorting) -> tuple[Order, ...]:
    named = (one for one in order or () if (one.name or "").strip())
    sorts = tuple(Order((one.name or "").strip(), one.direction is OrderBySortType.DESC) for one in named)
    return sorts[: options.MOST_ORDERS]


def _result(found: Listing) -> ArchiveListResult:
    return ArchiveListResult(row_count=found.total, rows=items(found))


def items(found: Listing) -> list[ArchiveListItem]:
    """Give the rows of a list as agents do: every value as an encoded text."""
    names = [column.name for column in found.columns]
    return [
        ArchiveListItem(
            entity_name=row.entity,
            primary_key=row.key,
            column_data={name: _data(value) for name, value in zip(names, row.values, strict=True)},
            link_hint=row.link,
            table_right=rights.table_right(row.right),
        )
        for row in found.rows
    ]


def _data(value: object) -> ArchiveColumnData:
    """A value that is encoded when it is written: only there the clock of the caller is known."""
    return ArchiveColumnData(display_value=Encoded(value))  # type: ignore[arg-type]


def info_of(column: Column) -> ArchiveColumnInfo:
    """Tell what a column can do."""
    restriction = column.kind.restriction if column.restricts else ""
    return ArchiveColumnInfo(
        display_name=column.name,
        display_tooltip="",
        display_type=column.kind.name,
        can_order_by=column.sorts,
        name=column.name,
        can_restrict_by=bool(restriction),
        restriction_type=restriction,
        restriction_list_name=column.list_name,
        is_visible=True,
        width="10c",
    )
