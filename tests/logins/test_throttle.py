"""Guessing is slowed down where it comes from, and nowhere else."""

import base64

import pytest

from openkontor.errors import TooManyTries
from openkontor.web.login import throttle
from openkontor.web.login.throttle import FREE_TRIES, FREE_TRIES_OF_ADDRESS, LONGEST_WAIT, Throttle
from tests.demos import demo_file
from tests.logins.browser import browser, sign_in, whoami
from tests.logins.conftest import site_on

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def guard(clock: Clock) -> Throttle:
    return Throttle(clock)


def fail(guard: Throttle, times: int, account: str = "anne", address: str = HERE) -> None:
    for _ in range(times):
        guard.begin(1, account, address)


def wait(guard: Throttle, account: str = "anne", address: str = HERE) -> int:
    with pytest.raises(TooManyTries) as refused:
        guard.begin(1, account, address)
    return refused.value.seconds


def test_some_tries_are_free_and_each_further_one_doubles_the_wait(guard: Throttle, clock: Clock) -> None:
    fail(guard, FREE_TRIES)
    waits = []
    for _ in range(12):
        waits.append(wait(guard))
        assert wait(guard) == waits[-1], "asking too early does not make it longer"
        clock.now += waits[-1]
        fail(guard, 1)
    assert waits[:5] == [1, 2, 4, 8, 16]
    assert waits[-1] == LONGEST_WAIT


def test_guessing_elsewhere_does_not_keep_the_owner_out(guard: Throttle) -> None:
    fail(guard, FREE_TRIES, address=ELSEWHERE)
    wait(guard, address=ELSEWHERE)
    fail(guard, FREE_TRIES)


def test_guessing_at_one_account_does_not_keep_a_colleague_out(guard: Throttle) -> None:
    fail(guard, FREE_TRIES)
    guard.begin(1, "kari", HERE)
    guard.begin(2, "anne", HERE)


def test_an_account_is_the_same_in_any_case(guard: Throttle) -> None:
    fail(guard, FREE_TRIES, "anne")
    wait(guard, "ANNE")


def test_an_address_that_tries_everybody_has_to_wait(guard: Throttle) -> None:
    for number in range(FREE_TRIES_OF_ADDRESS):
        fail(guard, 1, f"user{number}")
    assert wait(guard, "another") == 1
    guard.begin(1, "another", ELSEWHERE)


def test_the_right_password_takes_the_wrong_ones_back(guard: Throttle) -> None:
    for _ in range(50):
        fail(guard, FREE_TRIES)
        guard.succeeded(1, "anne", HERE)


def test_tries_are_forgotten(guard: Throttle, clock: Clock) -> None:
    fail(guard, FREE_TRIES)
    clock.now += throttle.FORGOTTEN_AFTER + 1
    fail(guard, FREE_TRIES)


def test_neighbours_in_one_ipv6_network_are_one_address(guard: Throttle) -> None:
    fail(guard, FREE_TRIES, address="2001:db8::1")
    wait(guard, address="2001:db8::ffff:2%eth0")
    guard.begin(1, "anne", "2001:db8:0:1::1")
    guard.begin(1, "anne", "no:address")


def test_the_memory_is_bounded_and_forgets_who_was_longest_ago(
    guard: Throttle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST_WATCHED", 10)
    fail(guard, FREE_TRIES, address=ELSEWHERE)
    for number in range(100):
        fail(guard, 1, "x" * 10_000 + str(number), f"10.0.0.{number}")
    assert len(guard._tries) <= 10
    assert all(len(account) <= 64 for _, account, _ in guard._tries)
    guard.begin(1, "anne", ELSEWHERE)


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def test_a_server_slows_guesses_down_and_never_who_was_in(tmp_path) -> None:
    with site_on(demo_file(tmp_path)) as site:
        assert whoami(site.url, basic("anne", "Anne")).status_code == 200
        statuses = [whoami(site.url, basic("anne", f"guess{n}")).status_code for n in range(FREE_TRIES + 3)]
        assert statuses == [401] * FREE_TRIES + [429] * 3
        refused = whoami(site.url, basic("anne", "another guess"))
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.json()["ErrorType"] == "SoSessionException"
        assert whoami(site.url, basic("anne", "Anne")).status_code == 200, "the owner's login is remembered"
        with browser(site.url) as person:
            answer = sign_in(person)
            assert answer.status_code == 429
            assert int(answer.headers["retry-after"]) >= 1
            assert "Too many failed logins" in answer.text
            assert sign_in(person, "kari", "Kari").status_code == 303
