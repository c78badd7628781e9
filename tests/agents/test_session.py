"""Sessions: what ends them, and what ends with them."""

from collections.abc import Callable
from typing import Any

import pytest

from openkontor.agents import session
from openkontor.agents.session import ACCESS, SESSION_LIFE, TICKET, WEB
from openkontor.agents.user import get_current_token
from openkontor.call import Call
from tests.agents.conftest import ADMINISTRATOR, SECOND, Database, seeded


def run(database: Database, work: Callable[[Call], Any], held: str = "") -> Any:
    """Run work as the administrator, who came in with this secret."""
    return database.as_(ADMINISTRATOR, work, held)


def start(database: Database, kind: str = TICKET) -> str:
    return str(run(database, lambda call: session.start(call, ADMINISTRATOR, kind)))


def lives(database: Database, secret: str) -> bool:
    return run(database, lambda call: session.find(call, secret, TICKET, WEB, ACCESS)) is not None


@pytest.mark.parametrize("kind", [TICKET, WEB])
def test_a_token_got_with_a_session_ends_when_it_ends(database: Database, kind: str) -> None:
    held, other = start(database, kind), start(database, kind)
    first = run(database, get_current_token, held)
    second = run(database, get_current_token, first)
    apart = run(database, get_current_token)
    assert all(lives(database, secret) for secret in (held, other, first, second, apart))
    run(database, lambda call: session.end(call, held))
    assert [lives(database, secret) for secret in (held, first, second)] == [False] * 3
    assert lives(database, other) and lives(database, apart)


def test_a_session_lives_six_hours_from_its_latest_use(database: Database) -> None:
    ticket = start(database)
    for _ in range(3):
        database.later(SESSION_LIFE // SECOND - 1)
        assert lives(database, ticket)
        run(database, lambda call: session.slide(call, ticket))
    database.later(SESSION_LIFE // SECOND)
    assert not lives(database, ticket)
    run(database, lambda call: session.slide(call, ticket))
    assert not lives(database, ticket), "what has ended does not begin again"


def test_a_session_is_its_tenants_alone(database: Database) -> None:
    neighbour = seeded(database.engine)
    ticket = start(database)
    assert lives(database, ticket)
    assert not lives(neighbour, ticket)
    run(neighbour, lambda call: session.end(call, ticket))
    assert lives(database, ticket)


def test_expired_sessions_do_not_pile_up(database: Database) -> None:
    for _ in range(150):
        start(database)
    database.later(SESSION_LIFE // SECOND)
    for _ in range(3):
        start(database)
    assert len(database.rows("SELECT digest FROM login_session WHERE tenant = :tenant")) == 3


def test_two_secrets_are_never_alike(database: Database) -> None:
    assert len({start(database) for _ in range(50)}) == 50


@pytest.mark.parametrize("text", ["", ".", "x.y", "-1.y", "9999999999.y", "١.y", "\udcff.y", "8A:Demo.y"])
def test_what_names_no_tenant_belongs_to_none(text: str) -> None:
    assert session.tenant_of(text) == 0
