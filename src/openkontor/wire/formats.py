"""Which reader a Content-Type gets. JSON so far; a format is one row here and one file beside."""

from openkontor.errors import RequestError
from openkontor.wire import as_json

JSON = "application/json; charset=utf-8"

READERS = {
    "": as_json.read,
    "application/json": as_json.read,
    "text/json": as_json.read,
}


def reader(content_type: str) -> "as_json.Reader":
    """Give the function that reads a body of this type; 415 for a type nobody reads."""
    found = READERS.get(content_type) or READERS.get(content_type.partition(";")[0].strip().lower())
    if found is None:
        raise RequestError(
            "The request entity's media type is not supported.",
            f"No reader for the media type '{content_type}'; use application/json.",
            415,
        )
    return found
