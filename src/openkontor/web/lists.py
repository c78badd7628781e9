"""Lists over REST: options of a query or a form go in, rows in an OData envelope come out (protocol reference 8)."""

import re
from collections.abc import Callable
from functools import lru_cache
from string import punctuation
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

import msgspec

from openkontor.agents.archive import PAGE, infos
from openkontor.carriers.values import Moment
from openkontor.errors import RequestError
from openkontor.web.operation import Arguments
from openkontor.web.request import Request
from openkontor.wire import as_json, formats
from openkontor.wire.bind import INVALID

METADATA = "$metadata"
PRIMARY_KEY = "PrimaryKey"  # what every row begins with
UNSAFE = re.compile(r"[^A-Za-z0-9_]")
BEGINNING = re.compile(r"(\$|%24)skip(token)?(=|$)", re.IGNORECASE)
LARGEST_NUMBER = 2**62


class Archive(NamedTuple):
    """The provider behind a list; `column` leaves the rows of the record in the path."""

    provider: str = ""  # empty: the path names it
    column: str = ""
    entities: str = ""  # where the caller names none
    resource: str = ""  # what the record in the path is


class ODataSlimResponse(msgspec.Struct):
    """Rows of a list, and where the next ones are."""

    metadata: str = msgspec.field(name="odata.metadata")
    next_link: str | None = msgspec.field(name="odata.nextLink")
    value: list[dict[str, Any]]


def options_of(request: Request) -> dict[str, str]:
    """Give the options of a list, from the URL and from a form; names in small letters."""
    told = request.query()
    if not request.body:
        return told
    if formats.is_json(request.header(b"content-type")):
        tree = as_json.tree(request.body)
        pairs = tree.items() if isinstance(tree, dict) else ()
        return told | {str(name).lower(): _text(value) for name, value in pairs}
    return told | {name.lower(): value for name, value in parse_qsl(request.body.decode("utf-8", "replace"))}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else ",".join(map(str, value)) if isinstance(value, list) else str(value)


def arguments(archive: Archive) -> Callable[[Request], Arguments]:
    """Give the function that reads what a list is asked for."""

    def read(request: Request) -> Arguments:
        told = request.options = options_of(request)
        if told.get("$format", "").lower() in ("xml", "json", "application/xml", "application/json"):
            request.format = formats.writer(f"application/{told['$format'].lower().removeprefix('application/')}")
        mode = _mode(told)
        return (
            archive.provider or request.parameters["archiveProviderName"].removesuffix(METADATA),
            told.get("$select", ""),
            told.get("$filter", ""),
            told.get("$orderby", ""),
            told.get("$entities", "") or archive.entities,
            0 if _asks_for_columns(told, request) else _number(told, "$top", PAGE),
            _number(told, "$skip", 0),
            told.get("$skiptoken", ""),
            not archive.provider and told.get("$inlinecount", "").lower() in ("true", "estimate", "allpages"),
            told.get("$options", ""),
            mode == "full",
            mode in ("full", "wide"),
            archive.resource,
            archive.column,
            request.path_id("id") if archive.column else 0,
        )

    return read


def _number(told: dict[str, str], name: str, default: int) -> int:
    text = told.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < LARGEST_NUMBER):
        raise RequestError(INVALID, f"{name} '{text[:30]}' is not a number from 0 on.")
    return int(text)


def _asks_for_columns(told: dict[str, str], request: Request) -> bool:
    """Say whether columns are to be described in the place of rows; their name may be glued to the provider's."""
    glued = request.parameters.get("archiveProviderName", "").lower().endswith(METADATA)
    return glued or told.get(METADATA, "").lower() == "true"


def _mode(told: dict[str, str]) -> str:
    return told.get("$mode", "").lower()


def written(found: Any, request: Request) -> bytes:
    """Write a list: slim rows of plain values, or full ones that tell everything about each value."""
    told = request.options
    if _asks_for_columns(told, request):
        return plainly({info.name: info for info in infos(found.provider.name)}, request)
    mode = _mode(told)
    if mode == "full":
        rows: list[Any] = _full(found, _names(found, told))
    elif mode == "wide":
        rows = _wide(found, told)
    else:
        rows = _slim(found, _names(found, told), _shown(told))
    tree: dict[str, Any] = {"odata.metadata": f"{request.base}/Archive/{found.provider.name}/{METADATA}"}
    if found.total >= 0:
        tree["odata.count"] = found.total
    tree["odata.nextLink"] = _next(found, request, told)
    tree["value"] = rows
    return plainly(tree, request)


def _names(found: Any, told: dict[str, str]) -> list[str]:
    names = [column.name for column in found.columns]
    return [_safe(name, told) for name in names] if "$jsonsafe" in told else names


def _safe(name: str, told: dict[str, str]) -> str:
    return UNSAFE.sub("_", name) if told.get("$jsonsafe", "").lower() == "true" else name


def _shown(told: dict[str, str]) -> Callable[[Any], Any] | None:
    """With `$output=Display` values are shown as texts; dates stay what they are."""
    if told.get("$output", "").lower() != "display":
        return None
    return lambda value: value if isinstance(value, Moment) else as_json.displayed(value)


def plainly(tree: Any, request: Request) -> bytes:
    """Write a tree whose values may be dates."""
    body = as_json.write(tree, request.dress)
    if request.format.write is as_json.write:
        return body
    return request.format.write_plain(msgspec.json.decode(body), "ODataSlimResponse")


def _slim(found: Any, names: list[str], shown: Callable[[Any], Any] | None) -> list[msgspec.Struct]:
    if PRIMARY_KEY in names and found.keys:  # every row begins with it anyway
        kept = [number for number, name in enumerate(names) if name != PRIMARY_KEY]
        names, found = [names[one] for one in kept], found._replace(values=[found.values[one] for one in kept])
    kind = _slim_row((PRIMARY_KEY, "EntityName", *names))
    values = found.values if shown is None else [map(shown, one) for one in found.values]
    return list(map(kind, map(str, found.keys), found.entities, *values))


def _wide(found: Any, told: dict[str, str]) -> list[dict[str, Any]]:
    """Slim rows with, beside each name of an item, the number it stands for."""
    columns = [(column.name, column.kind.names_item and column.source is not None) for column in found.columns]
    rows = []
    for row in found.rows:
        one: dict[str, Any] = {PRIMARY_KEY: str(row.key), "EntityName": row.entity}
        for (name, is_item), value, number in zip(columns, row.values, row.raw, strict=True):
            one.setdefault(_safe(name, told), value)
            if is_item:
                one[_safe(f"{name}/id", told)] = number
        rows.append(one)
    return rows


@lru_cache(256)
def _slim_row(names: tuple[str, ...]) -> type[msgspec.Struct]:
    """A carrier of these columns alone: half the cost of dictionaries."""
    fields = [(f"field_{number}", Any, msgspec.field(name=name)) for number, name in enumerate(names)]
    return msgspec.defstruct("Row", fields, gc=False)


def _full(found: Any, names: list[str]) -> list[dict[str, Any]]:
    return [
        {
            PRIMARY_KEY: row.key,
            "EntityName": row.entity,
            "StyleHint": "",
            "LinkHint": row.link,
            "TableRight": {"Mask": row.right, "Reason": ""},
            "Column": {
                name: _cell(value, number) for name, value, number in zip(names, row.values, row.raw, strict=True)
            },
        }
        for row in found.rows
    ]


def _cell(value: Any, number: Any) -> dict[str, Any]:
    return {"RawValue": number, "DisplayValue": as_json.displayed(value), "LinkHint": "", "TooltipHint": ""}


def _next(found: Any, request: Request, told: dict[str, str]) -> str | None:
    """The URL of the next page: this one's, going on where it ends."""
    if not found.following:
        return None
    path = request.scope["path"].partition("/api/v1/")[2] or request.scope["path"].lstrip("/")
    return f"{request.base}/{path}?{_onwards(request, told)}$skiptoken={found.following}"


def _onwards(request: Request, told: dict[str, str]) -> str:
    """The query of this page without where it begins, ready for more; a form's options are put into it."""
    if request.body:
        kept = {name: value for name, value in told.items() if name not in ("$skip", "$skiptoken")}
        return urlencode(kept, safe="$/,()':", quote_via=quote) + "&" if kept else ""
    sent: bytes = request.scope["query_string"]
    text = sent.decode() if sent.isascii() else quote(sent, safe=punctuation)
    parts = text.lstrip("?&").split("&")
    return "".join(f"{part}&" for part in parts if part and not BEGINNING.match(part))


def providers_written(names: list[str], request: Request) -> bytes:
    """Write the providers there are."""
    value = [{"name": name, "url": name} for name in names]
    return plainly({"odata.metadata": f"{request.base}/archive/{METADATA}", "value": value}, request)
