"""What all operations of the OpenAPI document share: headers, logins, errors (protocol reference 2, 5, 6.6, 7)."""

from typing import Any

TEXT = {"type": "string"}
HTTP_DATE = {"type": "string", "examples": ["Sat, 31 Jan 2026 12:00:00 GMT"]}


def _header(name: str, description: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "header", "description": description, "schema": schema, **more}


PARAMETERS: dict[str, dict[str, Any]] = {
    "Select": {
        "name": "$select",
        "in": "query",
        "description": "The fields wanted, joined by commas, in any case; / leads into nested objects. "
        "All other fields stay, empty or null.",
        "schema": {"type": "string", "examples": ["name,department,category/id"]},
    },
    "SOLanguage": _header(
        "SO-Language",
        "The language of texts; goes before Accept-Language. Empty, x, * or - leaves texts as they are stored.",
        {"type": "string", "examples": ["en"]},
    ),
    "AcceptLanguage": _header(
        "Accept-Language",
        "The language of texts such as list items. Without it texts come as they are stored.",
        {"type": "string", "examples": ["nb"]},
    ),
    "SOCulture": _header(
        "SO-Culture",
        "How numbers and dates look inside texts; as the language when it is left out.",
        {"type": "string", "examples": ["nb-NO"]},
    ),
    "SOTimeZone": _header(
        "SO-TimeZone",
        "The zone of calendar dates, by code or id; with includeTZOffset dates carry their offset.",
        {"type": "string", "examples": ["NO, includeTZOffset"]},
    ),
    "IfModifiedSince": _header("If-Modified-Since", "304 when nothing has changed since, by the second.", HTTP_DATE),
    "IfUnmodifiedSince": _header(
        "If-Unmodified-Since", "412 when somebody has changed the record since, by the second.", HTTP_DATE
    ),
    "IfMatch": _header("If-Match", "412 when the record is not the one that had this ETag.", TEXT),
    "IfNoneMatch": _header(
        "If-None-Match", "304 when the answer would be the one that had this ETag; 412 for what would change it.", TEXT
    ),
}

HEADERS: dict[str, dict[str, Any]] = {
    "SO-TimeZone": {"description": "The zone of calendar dates, when the request named one.", "schema": TEXT},
    "ETag": {"description": "Which state of the record this is; for If-Match and If-None-Match.", "schema": TEXT},
    "Last-Modified": {"description": "When the record was last changed, by the second.", "schema": TEXT},
}

# Each row is one way to log in; what stands in one row goes together.
SECURITY: dict[tuple[str, ...], dict[str, dict[str, Any]]] = {
    ("basic",): {"basic": {"type": "http", "scheme": "basic", "description": "Name and password."}},
    ("ticket",): {
        "ticket": {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "SOTicket and a ticket: `SOTicket 7T:…`.",
        }
    },
    ("bearer",): {"bearer": {"type": "http", "scheme": "bearer", "description": "An access token: `8A:tenant.…`."}},
    ("oidc",): {
        "oidc": {
            "type": "openIdConnect",
            "openIdConnectUrl": "/login/.well-known/openid-configuration",
            "description": "Where access tokens come from.",
        }
    },
    ("session", "xsrf"): {
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "__Host-openkontor-session",
            "description": "The session of the sign-in page.",
        },
        "xsrf": {
            "type": "apiKey",
            "in": "header",
            "name": "X-XSRF-TOKEN",
            "description": "The value of the cookie XSRF-TOKEN; sessions need it on every request, GET too.",
        },
    },
}

ERRORS: dict[str, dict[str, Any]] = {
    "Error": {
        "description": "What an operation could not do, and why.",
        "type": "object",
        "properties": {
            "Error": {"type": "boolean", "const": True},
            "ErrorType": {"type": "string", "examples": ["SoValidationException"]},
            "Message": TEXT,
            "ErrorMessage": {"type": "string", "description": "The same as Message."},
            "ErrorSource": TEXT,
            "Messages": {
                "description": "What is wrong, by field.",
                "type": "object",
                "additionalProperties": TEXT,
            },
        },
        "required": ["Error", "ErrorType", "Message", "ErrorMessage", "ErrorSource"],
    },
    "RequestError": {
        "description": "A request that reached no operation: its path, verb, media type or arguments.",
        "type": "object",
        "properties": {"Message": TEXT, "MessageDetail": TEXT, "ErrorType": TEXT},
        "required": ["Message", "MessageDetail"],
    },
    "Problem": {
        "description": "Either of the above as RFC 9457 has it.",
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": TEXT,
            "status": {"type": "integer", "format": "int32"},
            "detail": TEXT,
            "instance": {"type": "string", "format": "uri-reference"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"pointer": TEXT, "detail": TEXT},
                    "required": ["pointer", "detail"],
                },
            },
        },
        "required": ["type", "title", "status"],
    },
    "JsonPatch": {
        "description": "RFC 6902 without move and copy; paths in any case, the first slash may be missing.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "op": {"type": "string", "enum": ["add", "replace", "remove", "test"]},
                "path": {"type": "string", "examples": ["/Category/Id", "/Phones/-"]},
                "value": {},
            },
            "required": ["op", "path"],
        },
    },
}

# Names are our own: the standard library's phrases differ between versions of Python.
NOT_MODIFIED, TOO_MANY_REQUESTS = 304, 429
REASONS: dict[int, tuple[str, str]] = {
    304: ("NotModified", "Nothing has changed; there is no body."),
    400: ("BadRequest", "The request cannot be read, or a field cannot be saved; Messages names the fields."),
    401: ("Unauthorized", "No login, a wrong one, or one that has run out."),
    403: ("Forbidden", "The login does not have the right; the message says which."),
    404: ("NotFound", "There is no such record, or none that the login may see."),
    405: ("MethodNotAllowed", "The name is a word of its own below this path, which does not have the verb."),
    409: ("Conflict", "A `test` of the patch found something else; nothing was changed."),
    412: ("PreconditionFailed", "Somebody has changed the record in between; nothing was changed."),
    413: ("ContentTooLarge", "The body is too large."),
    415: ("UnsupportedMediaType", "The body's media type is none of those named here."),
    429: ("TooManyRequests", "Too many wrong logins; Retry-After tells the seconds to wait."),
    501: ("NotBuilt", "A column is known, but this server has no data for it yet."),
    503: ("ServiceUnavailable", "The database could not do it now; the request may be sent again."),
}


def error_responses(answers: tuple[str, ...]) -> dict[str, Any]:
    """Give the answers that tell of an error, by the name of their status."""
    either: dict[str, Any] = {
        "anyOf": [{"$ref": "#/components/schemas/Error"}, {"$ref": "#/components/schemas/RequestError"}]
    }
    content: dict[str, Any] = {kind: {"schema": either} for kind in answers}
    content["application/problem+json"] = {"schema": {"$ref": "#/components/schemas/Problem"}}
    seconds = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
    responses: dict[str, Any] = {}
    for status, (name, reason) in REASONS.items():
        responses[name] = {"description": reason} | ({"content": content} if status != NOT_MODIFIED else {})
        if status == TOO_MANY_REQUESTS:
            responses[name]["headers"] = {"Retry-After": seconds}
    return responses


def error_response(status: int) -> dict[str, Any]:
    """Refer to an answer that tells of an error."""
    return {"$ref": f"#/components/responses/{REASONS[status][0]}"}


def answer_header(name: str) -> dict[str, Any]:
    """Refer to a header of answers."""
    return {"$ref": f"#/components/headers/{name}"}
