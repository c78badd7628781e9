"""Real answers, recorded by the makers of the official client, compared with ours.

The recordings are read from the installed npm package and are never copied. They come from 2017 to 2020 and
from another database, so values differ; the keys, their JSON types and their order must not.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PACKAGE = "@superoffice/webapi"
MISSING = f"{PACKAGE} is not installed: run `npm ci` in {HERE}"

RIGHTS = ("TableRight", "FieldProperties", "_Links")
DICTIONARIES = ("UserDefinedFields", "ExtraFields", "CustomFields")
# Carriers of later versions have more fields; of these we know that they have no field property.
NEVER_A_FIELD = {*DICTIONARIES, "BounceEmails", "Domains", "UtmParameters"}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
DURATION = re.compile(r"\d\d:\d\d:\d\d")
# Spelled differently by newer versions.
NEWER_REASON = {f"[SR_MANDATORY_FIELD_{number}]": "[SR_ACCESS_MANDATORY]" for number in (1281, 1288, 1289, 1539)}
NEWER_MASK = {"FULL": "Select, Update, Insert, Delete"}


def installed_client() -> Path | None:
    """Where the npm package is: beside this file, or on NODE_PATH."""
    places = [
        HERE / "node_modules",
        *map(Path, filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep))),
    ]
    return next((place / PACKAGE for place in places if (place / PACKAGE).is_dir()), None)


def recording(name: str) -> dict[str, Any]:
    """One recorded answer."""
    package = installed_client()
    assert package, MISSING
    answer = json.loads((package / "__tests__" / f"{name}.json").read_text(encoding="utf-8-sig"))
    assert isinstance(answer, dict)
    return answer


def differences(recorded: Any, ours: Any, path: str = "") -> Iterator[str]:
    """Where ours does not have the recorded keys, types and order. A recorded null fits anything."""
    if recorded is None or (recorded == "" and ours is None):
        return
    if json_type(recorded) != json_type(ours):
        yield f"{path}: {json_type(recorded)} is recorded, ours is {json_type(ours)} {shortened(ours)}"
    elif isinstance(recorded, dict):
        yield from carrier_differences(recorded, ours, path)
    elif isinstance(recorded, list):
        yield from list_differences(recorded, ours, path)
    elif isinstance(recorded, str):
        yield from text_differences(recorded, ours, path)


def carrier_differences(recorded: dict[str, Any], ours: dict[str, Any], path: str) -> Iterator[str]:
    fields = [key for key in recorded if key not in RIGHTS]
    yield from (f"{path}.{key} is missing" for key in [*fields, *rights_of(recorded)] if key not in ours)
    common = [key for key in fields if key in ours]
    if (order := [key for key in ours if key in common]) != common:
        yield f"{path}: recorded in the order {common}, ours is {order}"
    if (last := list(ours)[-len(rights_of(ours)) :] if rights_of(ours) else []) != rights_of(ours):
        yield f"{path}: ends with {last}, not with {rights_of(ours)}"
    if extra := set(rights_of(ours)) - set(rights_of(recorded)) - {"_Links"}:
        yield f"{path}: has no {sorted(extra)} in the recording"
    for key in common:
        if key not in DICTIONARIES:
            yield from differences(recorded[key], ours[key], f"{path}.{key}")
    if recorded.get("TableRight"):
        yield from differences(recorded["TableRight"], ours.get("TableRight"), f"{path}.TableRight")
    if recorded.get("FieldProperties"):
        yield from property_differences(recorded, ours, path)


def rights_of(carrier: dict[str, Any]) -> list[str]:
    return [key for key in RIGHTS if key in carrier]


def list_differences(recorded: list[Any], ours: list[Any], path: str) -> Iterator[str]:
    """Items at the same place; ours may be shorter or longer, and the last one stands for the rest."""
    if recorded and not ours:
        yield f"{path}: has items in the recording, ours is empty"
        return
    for place, item in enumerate(recorded):
        yield from differences(item, ours[min(place, len(ours) - 1)], f"{path}[{place}]")


def text_differences(recorded: str, ours: str, path: str) -> Iterator[str]:
    for form in (DATE, DURATION):
        if form.fullmatch(recorded) and not form.fullmatch(ours):
            yield f"{path}: recorded like {recorded!r}, ours is {ours!r}"


def property_differences(recorded: dict[str, Any], ours: dict[str, Any], path: str) -> Iterator[str]:
    """FieldProperties: the same keys in the same order, with the same type, length and mask."""
    wanted = {key: right for key, right in recorded["FieldProperties"].items() if not custom(key)}
    got = ours.get("FieldProperties") or {}
    path = f"{path}.FieldProperties"
    yield from (f"{path}.{key} is missing" for key in wanted if key not in got)
    yield from (f"{path}.{key} is not recorded" for key in got if key not in wanted and not newer(key, recorded))
    common = [key for key in wanted if key in got]
    if (order := [key for key in got if key in common]) != common:
        yield f"{path}: recorded in the order {common}, ours is {order}"
    for key in common:
        yield from right_differences(wanted[key], got[key], f"{path}.{key}")


def custom(key: str) -> bool:
    return key.startswith(("UserDefinedFields.", "CustomFields.", "ExtraFields."))


def newer(key: str, recorded: dict[str, Any]) -> bool:
    """A field that the recorded version did not have may have a property."""
    return key not in recorded and key not in NEVER_A_FIELD


def right_differences(recorded: dict[str, Any], ours: dict[str, Any], path: str) -> Iterator[str]:
    if list(ours) != ["FieldRight", "FieldType", "FieldLength"]:
        yield f"{path}: has the keys {list(ours)}"
        return
    reason = recorded["FieldRight"]["Reason"]
    right = {"Mask": recorded["FieldRight"]["Mask"], "Reason": NEWER_REASON.get(reason, reason)}
    wanted = (right, recorded["FieldType"] or "", recorded["FieldLength"])
    got = (ours["FieldRight"], ours["FieldType"] or "", ours["FieldLength"])
    if got != wanted:
        yield f"{path}: recorded {wanted}, ours is {got}"


def newer_mask(table_right: dict[str, str]) -> str:
    """A recorded mask as newer versions spell it."""
    return NEWER_MASK.get(table_right["Mask"], table_right["Mask"])


def json_type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return {str: "string", list: "array", dict: "object", type(None): "null"}[type(value)]


def shortened(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:60]
