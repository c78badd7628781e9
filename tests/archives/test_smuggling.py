"""What callers write into an option of a list never becomes part of a statement: they get their rows, or an error."""

import re
from typing import Any

import pytest

from openkontor.call import Call
from openkontor.errors import ApiError, NotBuilt, RequestError
from tests.agents.conftest import Database
from tests.archives.made import found, keys, letter
from tests.archives.test_query import PAYLOADS

# Provider -> a column of it, and filters.
ATTACKED: dict[str, tuple[str, tuple[str, ...]]] = {
    "contact": (
        "name",
        (
            "name eq {quoted}",
            "name contains {quoted}",
            "department begins {quoted}",
            "contactId eq {bare}",
            "{bare} eq 1",
            "category eq {quoted}",
            "associateId associateIsOneOf ({bare})",
            "registeredDate before {quoted}",
            "name {bare} 'x'",
            "substringof({quoted}, name)",
            "email/emailAddress in ({quoted}, {quoted})",
            "{bare}",
            "(name = {quoted})",
            "companyCategoryRank between ({bare}, {bare})",
        ),
    ),
    "document": (
        "text",
        ("text eq {quoted}", "type eq {quoted}", "type in ({bare}, {quoted})", "date before {quoted}", "{bare} eq 1"),
    ),
    "contactactivity": (
        "text",
        ("text contains {quoted}", "type eq {quoted}", "isMail eq {bare}", "document/description begins {quoted}"),
    ),
    "salestakeholder": ("comment", ("comment eq {quoted}", "salesRoleId eq {quoted}", "saleId in ({bare}, {bare})")),
    "timezones": ("timeZone", ("timeZone eq {quoted}", "country contains {quoted}", "{bare} set true")),
    "dynamic": (
        "contact.name",
        ("contact.name eq {quoted}", "contact.{bare} eq 1", "contact.name {bare} 'x'", "contact.({bare}->x).y = 1"),
    ),
}
SAID = (
    "{one}",
    "{column},{one}",
    "{column} {one}",
    "{column}/{one}",
    "{column}.{one}",
    "Count({one}):Footer",
    "{one}.x",
)


def given(call: Call, provider: str, **told: str) -> list[int] | int:
    """The keys that a list gives, or the status it is refused with."""
    try:
        return keys(found(call, provider, **told))
    except ApiError as error:
        assert isinstance(error, (RequestError, NotBuilt)), (told, error)
        return error.status


@pytest.mark.parametrize("provider", ATTACKED)
def test_500_attempts_to_smuggle_sql_in_change_nothing(database: Database, provider):
    database.run("UPDATE contact SET department = 'untouched' WHERE tenant = :tenant")
    database.as_(1, lambda call: letter(call, "A letter", 1))
    column, filters = ATTACKED[provider]
    plain = [one for one in PAYLOADS if "{" not in one]
    told: list[dict[str, str]] = [
        {"filter_": text.format(bare=one, quoted=f"'{one}'")} for text in filters for one in PAYLOADS
    ]
    for option in ("select", "order_by"):
        texts = [text.format(one=one, column=column) for text in SAID for one in plain]
        told += [{"select": column} | {option: text} for text in texts]
    told = [{"select": column} | one for one in told]
    assert len(told) > 500

    def attack(call: Call) -> list[Any]:
        return [given(call, provider, **one) for one in told]

    everything = database.as_(1, lambda call: given(call, provider, select=column))
    assert isinstance(everything, list)
    answers = dict(zip(map(str, told), database.as_(1, attack), strict=True))
    listed = {text: rows for text, rows in answers.items() if isinstance(rows, list)}
    assert {answers[text] for text in answers.keys() - listed.keys()} <= {400, 501} and len(listed) > 30
    assert all(set(rows) <= set(everything) for text, rows in listed.items() if "Count(" not in text)
    assert all(set(rows) == set(everything) for text, rows in listed.items() if not re.search("filter_|Count", text))
    assert database.rows("SELECT contact_id, department FROM contact WHERE tenant = :tenant") == [(1, "untouched")]
