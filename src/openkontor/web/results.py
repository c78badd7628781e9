"""From what a method gives to bytes: finished as REST shows it, filled with rights, selected, written."""

from typing import Any

from openkontor.call import Call
from openkontor.carriers.declare import Carrier
from openkontor.contract import select
from openkontor.errors import ApiError
from openkontor.web import conditional, dressing
from openkontor.web.answers import Answer, packed
from openkontor.web.documents import Document
from openkontor.web.operation import Arguments, Operation
from openkontor.web.request import Request
from openkontor.wire import as_json


def written(operation: Operation, request: Request, call: Call, arguments: Arguments) -> bytes:
    """Run the method and write what it gives."""
    try:
        result = operation.method.function(call, *arguments)
    except ApiError:
        call.db.demand_fresh()  # what was not found, or not allowed, may be so since a moment ago
        raise
    call.db.demand_fresh()
    if result is None and operation.method.gives_nothing:
        return b""
    if operation.write is not None:
        return operation.write(result, request)
    if operation.finish is not None:
        result = operation.finish(result, request)
    selection = request.selection() if operation.selects else None
    if selection is None:
        as_json.fill(result, request.dress.language)
    elif result is not None:
        if any(select.shows_rights(kind, selection) for kind in _kinds(result)):
            as_json.fill(result, request.dress.language)
        result = select.apply(result, selection)
    body: bytes = request.format.write(result, request.dress, operation.method.gives)
    return body


def _kinds(result: Any) -> set[type[Carrier]]:
    """The carriers an answer consists of."""
    items = result if isinstance(result, list) else [result]
    return {type(item) for item in items if isinstance(item, Carrier)}


def finished(operation: Operation, request: Request, body: bytes) -> Answer:
    """Answer with a body, or 204 to a method that gives nothing; content may be empty."""
    if operation.method.gives_nothing and not body:
        return Answer(204, b"", b"")
    body, how = packed(body, request.headers)
    return Answer(200, body, request.format.media_type, *how, *dressing.told(request.headers, request.dress))


def document(request: Request, body: bytes, saves: int, stamp: int, now: int) -> Document:
    """Finish the answer that shows a record as it was stored: how often it was saved, and when last."""
    body, how = packed(body, request.headers)
    tag = conditional.etag(saves, body)
    return Document(body, tag, (*how, *conditional.stamps(stamp, tag, now)))


def answered(request: Request, document: Document) -> Answer:
    """Answer with what is finished, in the words of this request."""
    told = dressing.told(request.headers, request.dress)
    return Answer(200, document.body, request.format.media_type, *document.headers, *told)
