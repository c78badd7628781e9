"""An answer that is no operation's: a page, a document, a line on the server's health."""

from typing import NamedTuple

from openkontor.web.answers import Header

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
XML = "application/xml; charset=utf-8"


class Page(NamedTuple):
    """Body, media type, status and what else its headers say."""

    body: bytes
    content_type: str
    status: int = 200
    headers: tuple[Header, ...] = ()
