"""Conditions compare whole seconds: whoever sends back the time he was told finds what he knows."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from openkontor.errors import PreconditionFailed
from openkontor.web.conditional import demand, is_known, last_modified

SECOND = 1_000_000
STAMP = 1_769_860_800 * SECOND + 123_456


@pytest.mark.parametrize("fraction", [0, 1, 999_999])
def test_the_time_that_was_told_is_neither_modified_nor_overtaken(fraction):
    stamp = STAMP // SECOND * SECOND + fraction
    told = last_modified(stamp // SECOND)
    assert told == b"Sat, 31 Jan 2026 12:00:00 GMT"
    assert is_known({b"if-modified-since": told}, b'"1-a"', stamp, UTC)
    demand({b"if-unmodified-since": told}, 1, stamp, UTC)


def test_a_change_in_the_next_second_is_one():
    told = last_modified(STAMP // SECOND)
    assert not is_known({b"if-modified-since": told}, b'"1-a"', STAMP + SECOND, UTC)
    with pytest.raises(PreconditionFailed):
        demand({b"if-unmodified-since": told}, 1, STAMP + SECOND, UTC)


@pytest.mark.parametrize(
    "told",
    [
        b"2026-01-31T13:00:00",  # as the record shows it in Oslo
        b"2026-01-31 13:00:00",
        b"2026-01-31T13:00:00.0001",  # which is no year
        b"2026-01-31T12:00:00Z",
        b"2026-01-31T07:00:00-05:00",
        b"Sat Jan 31 12:00:00 2026",
        b"Saturday, 31-Jan-26 12:00:00 GMT",
    ],
)
def test_a_time_may_be_told_as_http_writes_it_or_as_the_record_shows_it(told):
    clock = ZoneInfo("Europe/Oslo")
    assert is_known({b"if-modified-since": told}, b'"1-a"', STAMP, clock)
    demand({b"if-unmodified-since": told}, 1, STAMP, clock)
    assert not is_known({b"if-modified-since": told}, b'"1-a"', STAMP + SECOND, clock)
    with pytest.raises(PreconditionFailed):
        demand({b"if-unmodified-since": told}, 1, STAMP + SECOND, clock)
