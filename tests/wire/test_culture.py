"""Encoded values, and values as people of a culture read them. Examples of the forms are recorded ones."""

from datetime import time
from decimal import Decimal

import pytest

from openkontor.carriers.values import NO_PURE_DATE, NO_WALL_DATE, Duration, PureDate, WallDate
from openkontor.wire.culture import decode, display, encode

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
        (time(14, 52), "[T:14:52]"),
        (Duration(500), "[TS:500]"),
        (4.43, "[F:4.43]"),
        (0.0, "[F:0]"),
        (-3.0, "[F:-3]"),
        (Decimal("123.45"), "[M:123.45]"),
        (Decimal("123"), "[M:123.00]"),
        (Decimal("0.125"), "[M:0.125]"),
        ([3, 4, 5], "[A:3,4,5]"),
        ([], "[A:]"),
        (b"\x00\xff", "[B:AP8=]"),
        ("[SR_YES]", "[SR_YES]"),
    ],
)
def test_a_value_is_encoded_and_read_back(value, text):
    assert encode(value) == text
    read = decode(text, type(value))
    assert read == value and type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("5", int, 5),
        (" [I:5] ", int, 5),
        ("five", int, 0),
        ("", int, 0),
        ("[I:]", int, 0),
        ("2020-06-01", PureDate, PureDate(18_414 * DAY)),
        ("06/01/2020", PureDate, PureDate(18_414 * DAY)),
        ("[D:06/01/2020]", PureDate, PureDate(18_414 * DAY)),
        ("[D:01/01/0001]", PureDate, NO_PURE_DATE),
        ("", PureDate, NO_PURE_DATE),
        ("2020-06-01T12:00:00", WallDate, WallDate(18_414 * DAY + NOON)),
        ("[DT:06/01/2020 12:00:00]", WallDate, WallDate(18_414 * DAY + NOON)),
        ("[DT:01/01/1760 09:34:44.0000000]", time, time(9, 34, 44)),
        ("9:34", time, time(9, 34)),
        ("00:05:00", Duration, Duration(300)),
        ("PT5M", Duration, Duration(300)),
        ("4.43", float, 4.43),
        ("123.45", Decimal, Decimal("123.45")),
        ("3, x,5", list, [3, 0, 5]),
        ("True", bool, True),
        ("[I:0]", bool, False),
        ("[I:5]", str, "[I:5]"),
    ],
)
def test_bare_and_encoded_values_are_read_alike(text, kind, value):
    assert decode(text, kind) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("13/01/2020", PureDate),
        ("soon", WallDate),
        ("25:00", time),
        ("much", float),
        ("nan", float),
        ("inf", Decimal),
        ("much", Decimal),
        ("?", bytes),
        ("long", Duration),
    ],
)
def test_what_cannot_be_read_is_refused(text, kind):
    with pytest.raises(ValueError):
        decode(text, kind)


@pytest.mark.parametrize(
    ("value", "neutral", "english", "norwegian", "german"),
    [
        (1234567, "1234567", "1234567", "1234567", "1234567"),
        (1234.5, "1234.5", "1234.5", "1234,5", "1234,5"),
        (Decimal("1234.5"), "1234.50", "1,234.50", "1 234,50", "1.234,50"),
        (PureDate(MAY_5), "1999-05-05", "5/5/1999", "05.05.1999", "05.05.1999"),
        (WallDate(MAY_5 + NOON), "1999-05-05 12:00", "5/5/1999 12:00 PM", "05.05.1999 12:00", "05.05.1999 12:00"),
        (time(14, 52), "14:52", "2:52 PM", "14:52", "14:52"),
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
