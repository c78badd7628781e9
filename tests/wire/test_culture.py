"""Encoded values, and values as people of a culture read them. Examples of the forms are recorded ones."""

import pytest

from openkontor.carriers.values import NO_PURE_DATE, NO_WALL_DATE, Duration, PureDate, WallDate
from openkontor.wire.culture import display, encode

DAY = 86_400_000_000
MAY_5 = 10_716 * DAY  # 1999-05-05
NOON = 12 * 3600 * 1_000_000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4, "[I:4]"),
        (0, "[I:0]"),
        (True, "[I:1]"),
        (False, "[I:0]"),
        (PureDate(MAY_5), "[D:05/05/1999 00:00:00.0000000]"),
        (NO_PURE_DATE, "[D:01/01/0001 00:00:00.0000000]"),
        (WallDate(MAY_5 + NOON), "[DT:05/05/1999 12:00:00.0000000]"),
        (NO_WALL_DATE, "[DT:01/01/0001 00:00:00.0000000]"),
        (Duration(500), "[TS:500]"),
        (4.43, "[F:4.43]"),
        (0.0, "[F:0]"),
        (-3.0, "[F:-3]"),
        ("[SR_YES]", "[SR_YES]"),
    ],
)
def test_a_value_is_encoded(value, text):
    assert encode(value) == text


@pytest.mark.parametrize(
    ("value", "neutral", "english", "norwegian", "german"),
    [
        (1234567, "1234567", "1234567", "1234567", "1234567"),
        (1234.5, "1234.5", "1234.5", "1234,5", "1234,5"),
        (PureDate(MAY_5), "1999-05-05", "5/5/1999", "05.05.1999", "05.05.1999"),
        (WallDate(MAY_5 + NOON), "1999-05-05 12:00", "5/5/1999 12:00 PM", "05.05.1999 12:00", "05.05.1999 12:00"),
        (NO_PURE_DATE, "", "", "", ""),
        ("text", "text", "text", "text", "text"),
        (Duration(300), "00:05:00", "00:05:00", "00:05:00", "00:05:00"),
    ],
)
def test_a_value_reads_as_in_the_culture(value, neutral, english, norwegian, german):
    shown = [display(value, culture) for culture in ("", "en_US", "nb_NO", "de_DE")]
    # Which of the blanks a culture uses changes from year to year.
    assert [text.replace("\xa0", " ").replace("\u202f", " ") for text in shown] == [neutral, english, norwegian, german]


def test_an_unknown_region_reads_as_the_language_and_an_unknown_language_neutrally():
    assert display(1234.5, "nb_XX") == "1234,5"
    assert display(1234.5, "xx_YY") == display(1234.5, "!") == "1234.5"
