"""One request, as far as operations look at it."""

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from openkontor.contract import select
from openkontor.contract.select import Selection
from openkontor.errors import RequestError
from openkontor.web.answers import Headers
from openkontor.wire import formats
from openkontor.wire.bind import INVALID, bind, hook, misfit, refuse_unstorable
from openkontor.wire.dress import Dress
from openkontor.wire.formats import Format

LARGEST_INT32 = 2**31 - 1
LONGEST_KEPT = 1000  # bytes of a query whose reading is remembered: programs ask for the same lists again and again


class Request:
    """A request whose route is known and whose body is read."""

    __slots__ = ("base", "body", "caught_up", "dress", "format", "headers", "options", "parameters", "scope")

    dress: Dress  # how the caller wants dates and texts
    format: Format  # how the caller wants the answer
    options: dict[str, str]  # what a list is asked, by names in small letters

    def __init__(self, scope: Any, headers: Headers, parameters: dict[str, str], body: bytes, base: str):
        self.scope = scope
        self.headers = headers
        self.parameters = parameters
        self.body = body
        self.base = base  # the URL of /api/v1 that the caller used
        self.caught_up = False  # the full-text index was brought up to date for it

    def header(self, name: bytes) -> str:
        """Give a header's text, empty when it was not sent."""
        return self.headers.get(name, b"").decode("latin-1")

    def query(self) -> dict[str, str]:
        """Give the query's values by name in lower case; of equal names the last wins."""
        sent = self.scope["query_string"]
        return (_remembered(sent) if len(sent) <= LONGEST_KEPT else _parsed(sent)).copy() if sent else {}

    def values(self, name: str) -> list[str]:
        """Give all values of a query's name in lower case: sent several times, or with commas between."""
        pairs = parse_qsl(self.scope["query_string"].decode("latin-1").lstrip("?&"))
        return [part for key, value in pairs if key.lower() == name for part in value.split(",") if part]

    def select(self) -> str:
        """Give the text of $select, empty when it was not sent."""
        return self.query().get("$select", "") if self.scope["query_string"] else ""

    def selection(self) -> Selection | None:
        """Give what $select names of the answer; None for all of it."""
        return select.parse(self.select())

    def read(self, carrier: type[msgspec.Struct]) -> Any:
        """Read the body as a carrier; None when there is none."""
        if not self.body:
            return None
        return formats.read(self.body, self.header(b"content-type"), carrier, self.dress)

    def read_list(self, carrier: type[msgspec.Struct]) -> Any:
        """Read a body that is a bare list as the one field of a carrier; None when there is none."""
        if not self.body:
            return None
        tree = formats.array(self.body, self.header(b"content-type"), carrier)
        return bind(tree, carrier, self.dress, is_list=True)

    def tree(self, carrier: type[msgspec.Struct]) -> Any:
        """Read the body as a plain tree, as it was sent; `carrier` is what it tells about."""
        return formats.tree(self.body, self.header(b"content-type"), carrier) if self.body else None

    def path_id(self, name: str) -> int:
        """Give a path's id; 400 when it is not digits or larger than an int32."""
        text = self.parameters[name]
        if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST_INT32):
            raise RequestError(
                INVALID, f"The path's {name} '{text[:20]}' is not an id: a number up to {LARGEST_INT32}."
            )
        return int(text)


def arguments_of(values: dict[str, Any], request: type[msgspec.Struct], dress: Dress) -> msgspec.Struct:
    """Read named texts, from a query or a path, as a method's arguments; names in any case."""
    names = {name.lower(): name for name in request.__struct_encode_fields__}
    told = {names[name]: value for name, value in values.items() if name in names}
    refuse_unstorable(told, request)
    try:
        return msgspec.convert(told, request, strict=False, dec_hook=hook(dress))
    except msgspec.ValidationError as error:
        name, problem = misfit(str(error), request)
        raise RequestError(INVALID, f"The argument {name} of the query: {problem}.") from None


def told(arguments: msgspec.Struct, place: str = "") -> tuple[Any, ...]:
    """Give the arguments in order; 400 naming the ones that are mandatory and were not sent, and their place."""
    values = msgspec.structs.astuple(arguments)
    if msgspec.UNSET in values:
        names = zip(arguments.__struct_encode_fields__, values, strict=True)
        missing = ", ".join(name for name, value in names if value is msgspec.UNSET)
        raise RequestError(INVALID, f"The argument {missing}{place} is missing.")
    return values


def _parsed(sent: bytes) -> dict[str, str]:
    text = sent.decode("latin-1").lstrip("?&")
    return {name.lower(): value for name, value in parse_qsl(text, keep_blank_values=True)}


_remembered = lru_cache(500)(_parsed)
