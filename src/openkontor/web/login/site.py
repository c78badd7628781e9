"""What the pages around signing in stand on, and what they share."""

import base64
import hashlib
import html
from functools import cache
from pathlib import Path
from string import Template
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from openkontor.web.answers import Headers
from openkontor.web.cors import Cors
from openkontor.web.external import External
from openkontor.web.login.logins import Logins
from openkontor.web.tenants import Tenants

PAGES = Path(__file__).with_name("pages")
LARGEST_FORM = 64 * 1024
MOST_FIELDS = 50


class Site(NamedTuple):
    """The server as the pages see it."""

    tenants: Tenants
    logins: Logins
    external: External
    cors: Cors  # which other origins' pages may ask for tokens

    def base(self, request: Request) -> str:
        """Give the URL that callers know this server by, without a final slash."""
        return self.external.base(request.scope, headers_of(request))

    def address(self, request: Request) -> str:
        """Give the caller's network address."""
        return self.external.address(request.scope, headers_of(request))


class TooLarge(Exception):
    """A form that nobody would send who signs in."""


def headers_of(request: Request) -> Headers:
    """Give a request's headers as the API looks at them."""
    return dict(request.scope["headers"])


async def parameters_of(request: Request) -> dict[str, str]:
    """Give the parameters of query and form; the form's win. TooLarge."""
    return pairs(request.scope["query_string"]) | await form_of(request)


async def form_of(request: Request) -> dict[str, str]:
    """Give the fields of a form; of equal names the last wins. TooLarge."""
    body = await body_of(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return pairs(body) if kind == "application/x-www-form-urlencoded" else {}


async def body_of(request: Request) -> bytes:
    """Read a small body. TooLarge."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            raise TooLarge
    return body


def pairs(text: bytes) -> dict[str, str]:
    """Read the pairs of a query or a form. TooLarge for more than anybody sends."""
    try:
        pairs = parse_qsl(text.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise TooLarge from None
    return {name: value.replace("\0", "") for name, value in pairs}


def page(template: str, title: str, /, *, status: int = 200, raw: str = "", **values: str) -> Response:
    """Fill a page in; `raw` is markup for its $fields, everything else is a text.

    Nothing comes from elsewhere, and only what stands in our own files is run.
    """
    body = _file(f"{template}.html")
    escaped = {key: html.escape(value) for key, value in values.items()}
    style = _file("style.css")
    filled = Template(body).substitute(escaped, fields=raw)
    text = Template(_file("frame.html")).substitute(title=html.escape(title), style=style, body=filled)
    policy = f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; frame-ancestors 'none'"
    if "<script>" in body:
        policy += f"; script-src {_hash(body.partition('<script>')[2].partition('</script>')[0])}"
    # No form-action: browsers also hold the application's address, where signing in ends, against it.
    return Response(
        text,
        status,
        {
            "content-security-policy": policy,
            "cache-control": "no-store",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
        },
        "text/html; charset=utf-8",
    )


def message(status: int, title: str, text: str) -> Response:
    """Give a page that says one thing."""
    return page("message", title, status=status, message=text)


@cache
def _file(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


@cache
def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
