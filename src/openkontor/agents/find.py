"""The Find agent: lists by restrictions, with what their columns are (protocol reference 8.5)."""

from openkontor.agents.archive import Names, Restrictions, Sorting, asked_for, info_of, infos, items
from openkontor.agents.method import method
from openkontor.archives import reports
from openkontor.archives.plans import Asked
from openkontor.archives.tree import Not, Term, Tree
from openkontor.call import Call
from openkontor.carriers.archive import ArchiveColumnInfo, ArchiveOrderByInfo, OrderBySortType
from openkontor.carriers.declare import Int32
from openkontor.carriers.find import FindResults

PAGE = 100  # rows of a page where nobody says how many
NOT_YET = "some providers"


@method("Find", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def find_from_restrictions(
    call: Call, restrictions: Restrictions, provider_name: str, page_size: Int32 = PAGE, page_number: Int32 = 0
) -> FindResults:
    """Find the rows that fit the restrictions, in the provider's usual columns and those restricted.

    Pages count from 0; a negative page number is how many rows are passed over.
    """
    return _found(call, _page(provider_name, None, None, restrictions, page_size, page_number))


@method("Find", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def find_from_restrictions_columns(
    call: Call,
    restrictions: Restrictions,
    provider_name: str,
    desired_columns: Names = None,
    page_size: Int32 = PAGE,
    page_number: Int32 = 0,
) -> FindResults:
    """Find the rows that fit the restrictions, in the columns that are named."""
    return _found(call, _page(provider_name, desired_columns, None, restrictions, page_size, page_number))


@method("Find", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def find_from_restrictions_columns_order_by(
    call: Call,
    restrictions: Restrictions,
    provider_name: str,
    desired_columns: Names = None,
    order_by: Sorting = None,
    page_size: Int32 = PAGE,
    page_number: Int32 = 0,
) -> FindResults:
    """Find the rows that fit the restrictions, in the columns that are named, sorted."""
    return _found(call, _page(provider_name, desired_columns, order_by, restrictions, page_size, page_number))


@method("Find", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def find_from_restrictions2(
    call: Call, restrictions: str | None, provider_name: str, page_size: Int32 = PAGE, page_number: Int32 = 0
) -> FindResults:
    """Find rows as FindFromRestrictions does; the filter is a text as in OData."""
    return _found(call, _page(provider_name, "", "", restrictions, page_size, page_number))


@method("Find", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def find_from_restrictions_columns2(
    call: Call,
    restrictions: str | None,
    provider_name: str,
    desired_columns: str | None = "",
    page_size: Int32 = PAGE,
    page_number: Int32 = 0,
) -> FindResults:
    """Find rows as FindFromRestrictionsColumns does; filter and columns are texts as in OData."""
    return _found(call, _page(provider_name, desired_columns, "", restrictions, page_size, page_number))


@method("Find", takes="arguments", runs="report", allows="associate", missing=NOT_YET)
def find_from_restrictions_columns_order_by2(
    call: Call,
    restrictions: str | None,
    provider_name: str,
    desired_columns: str | None = "",
    order_by: str | None = "",
    page_size: Int32 = PAGE,
    page_number: Int32 = 0,
) -> FindResults:
    """Find rows as FindFromRestrictionsColumnsOrderBy does; filter, columns and order are texts as in OData."""
    return _found(call, _page(provider_name, desired_columns, order_by, restrictions, page_size, page_number))


@method("Find", takes="arguments", runs="read", allows="associate", missing=NOT_YET)
def get_available_restriction_columns(call: Call, storage_type: str | None, provider_name: str) -> list[str]:
    """List the columns of a provider that can be restricted."""
    return [info.name or "" for info in infos(provider_name) if info.can_restrict_by]


@method("Find", takes="arguments", runs="read", allows="associate", missing=NOT_YET)
def get_default_desired_columns_from_restrictions(
    call: Call, provider_name: str, restrictions: Restrictions
) -> list[ArchiveColumnInfo]:
    """Give the columns that FindFromRestrictions shows for these restrictions."""
    return _infos(_page(provider_name, None, None, restrictions, 0, 0))


@method("Find", takes="arguments", runs="read", allows="associate", missing=NOT_YET)
def get_default_desired_columns_from_restrictions2(
    call: Call, provider_name: str, restrictions: str | None
) -> list[ArchiveColumnInfo]:
    """Give the columns that FindFromRestrictions2 shows for this filter."""
    return _infos(_page(provider_name, "", "", restrictions, 0, 0))


@method("Find", takes="arguments", runs="read", allows="associate", missing=NOT_YET)
def get_default_order_by_from_desired_columns(
    call: Call, provider_name: str, desired_columns: Names = None
) -> list[ArchiveOrderByInfo]:
    """Give the order that suits columns: by the first of them that can be sorted by."""
    sortable = {(info.name or "").lower(): info.name for info in infos(provider_name) if info.can_order_by}
    first = next((name for name in desired_columns or () if name and name.lower() in sortable), None)
    return [] if first is None else [ArchiveOrderByInfo(sortable[first.lower()], OrderBySortType.ASC)]


def _page(
    provider: str,
    columns: Names | str,
    order: Sorting | str,
    restriction: Restrictions | str,
    page_size: int,
    page: int,
) -> Asked:
    asked = asked_for(provider, columns, order, restriction, None, 0, page_size)
    return _columned(asked._replace(skip=page * page_size if page > 0 else -page, counts=True))


def _columned(asked: Asked) -> Asked:
    """Where no columns are named: the usual ones, and those that are restricted."""
    if asked.columns:
        return asked
    shown = {info.name or "" for info in infos(asked.provider.name)}
    known = {name.lower(): name for name in shown}
    restricted = (known[name.lower()] for name in _restricted(asked.tree) if name.lower() in known)
    return asked._replace(columns=tuple(dict.fromkeys((*asked.provider.default, *restricted))))


def _restricted(tree: Tree) -> list[str]:
    """The columns that a filter names, in its order."""
    if isinstance(tree, Term):
        return [tree.column]
    parts = (tree.part,) if isinstance(tree, Not) else tree.parts
    return [name for part in parts for name in _restricted(part)]


def _infos(asked: Asked) -> list[ArchiveColumnInfo]:
    known = {(info.name or "").lower(): info for info in infos(asked.provider.name)}
    return [known[name.lower()] for name in asked.columns if name.lower() in known]


def _found(call: Call, asked: Asked) -> FindResults:
    found = reports.find(call, asked)
    return FindResults(
        archive_columns=[info_of(column) for column in found.columns], archive_rows=items(found), row_count=found.total
    )
