"""Conditions compare whole seconds: whoever sends back the time he was told finds what he knows."""

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
    assert is_known({b"if-modified-since": told}, b'"1-a"', stamp)
    demand({b"if-unmodified-since": told}, 1, stamp)


def test_a_change_in_the_next_second_is_one():
    told = last_modified(STAMP // SECOND)
    assert not is_known({b"if-modified-since": told}, b'"1-a"', STAMP + SECOND)
    with pytest.raises(PreconditionFailed):
        demand({b"if-unmodified-since": told}, 1, STAMP + SECOND)
