"""Errors as RFC 9457 has them, for callers that accept application/problem+json."""

import re
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import msgspec

from openkontor.errors import ApiError, RequestError
from openkontor.web.answers import Answer, Header, Headers

PROBLEM = b"application/problem+json"
STEP = re.compile(r"[^.\[\]]+")


def is_wanted(headers: Headers) -> bool:
    """Say whether the caller accepts problem documents."""
    return PROBLEM in headers.get(b"accept", b"").lower()


def refusal(error: ApiError, path: str, base: str, *more: Header) -> Answer:
    """Answer with the problem document of an error at a path; always JSON, whatever else is accepted."""
    return Answer(error.status, msgspec.json.encode(problem(error, path, base)), PROBLEM, *more)


def problem(error: ApiError, path: str, base: str) -> dict[str, Any]:
    """Give the problem document of an error at a path; its type leads to the error's line in /docs below `base`."""
    kind = f"{base}/docs#{error.error_type}" if error.error_type else "about:blank"
    detail = error.message
    if isinstance(error, RequestError):
        detail = f"{error.message} {error.detail}"
    told: dict[str, Any] = {
        "type": kind,
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": detail,
        "instance": quote(path, safe="/%~:@!$&'()*+,;="),
    }
    if error.messages:
        told["errors"] = [{"pointer": pointer(name), "detail": text} for name, text in error.messages.items()]
    return told


def pointer(name: str) -> str:
    """Give the JSON pointer of a field's name, as a URI fragment: Emails[0].Value is #/Emails/0/Value."""
    steps = (step.replace("~", "~0").replace("/", "~1") for step in STEP.findall(name))
    return "#" + "".join(f"/{quote(step, safe='~:')}" for step in steps)
