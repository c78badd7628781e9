"""Dates in and out: five kinds, with and without offsets, and the two dates that no library can hold.

The rows marked "recorded" are answers of the genuine server whose base zone is Norway.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from openkontor.carriers.values import (
    EMPTY_MICROSECONDS,
    MAXIMUM_MICROSECONDS,
    BaseStamp,
    Calendar,
    Duration,
    Moment,
    PureDate,
    Stamp,
    WallDate,
)
from openkontor.wire import dates
from openkontor.wire.dress import Dress

KINDS = (Calendar, Stamp, BaseStamp, PureDate, WallDate)
OSLO, NEW_YORK, TOKYO, UTC_ZONE = (ZoneInfo(name) for name in ("Europe/Oslo", "America/New_York", "Asia/Tokyo", "UTC"))
PLAIN = Dress(OSLO, OSLO)
IN_UTC = Dress(UTC_ZONE, OSLO, offsets=True)
IN_NORWAY = Dress(OSLO, OSLO, offsets=True)
IN_NEW_YORK = Dress(NEW_YORK, OSLO, offsets=True)
DRESSES = [
    Dress(zone, base, offsets)
    for zone in (OSLO, NEW_YORK, TOKYO, UTC_ZONE)
    for base in (OSLO, NEW_YORK)
    for offsets in (False, True)
]
EMPTY = "0001-01-01T00:00:00"
MAXIMUM = "9999-12-31T23:59:59"


def moment(text: str, kind: type[Moment]) -> Moment:
    """A date that is stored: an instant for those that are, else what the clock on the wall shows."""
    return kind(round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000)


@pytest.mark.parametrize(
    ("kind", "stored", "plain", "utc", "norway"),
    [
        (Calendar, "2002-03-31T16:00:00", "2002-03-31T18:00:00", "2002-03-31T16:00:00Z", "2002-03-31T18:00:00+02:00"),
        (Stamp, "2002-08-07T12:52:00", "2002-08-07T14:52:00", "2002-08-07T12:52:00Z", "2002-08-07T12:52:00Z"),
        (Stamp, EMPTY, EMPTY, f"{EMPTY}Z", f"{EMPTY}Z"),
        (WallDate, EMPTY, EMPTY, f"{EMPTY}Z", "0001-01-01T01:00:00+01:00"),
        (BaseStamp, EMPTY, EMPTY, f"{EMPTY}Z", "0001-01-01T01:00:00+01:00"),
        (WallDate, MAXIMUM, MAXIMUM, f"{MAXIMUM}Z", f"{MAXIMUM}+01:00"),
        (PureDate, "1999-05-13", "1999-05-13T00:00:00", "1999-05-13T00:00:00Z", "1999-05-13T00:00:00Z"),
        (BaseStamp, "2019-12-19T09:44:12", "2019-12-19T10:44:12", "2019-12-19T10:44:12Z", "2019-12-19T10:44:12+01:00"),
        (WallDate, "2002-03-31", "2002-03-31T00:00:00", "2002-03-31T00:00:00Z", "2002-03-31T00:00:00+01:00"),
        (WallDate, "2003-03-31", "2003-03-31T00:00:00", "2003-03-31T00:00:00Z", "2003-03-31T00:00:00+02:00"),
    ],
)
def test_a_date_is_written_as_recorded(kind, stored, plain, utc, norway):
    value = moment(stored, kind)
    assert [dates.write(value, dress) for dress in (PLAIN, IN_UTC, IN_NORWAY)] == [plain, utc, norway]


def test_without_offsets_only_calendar_dates_move_to_the_zone():
    dress = Dress(NEW_YORK, OSLO)
    texts = {kind: dates.write(moment("2026-07-01T12:00:00", kind), dress) for kind in KINDS}
    assert texts == {
        Calendar: "2026-07-01T08:00:00",
        Stamp: "2026-07-01T14:00:00",
        BaseStamp: "2026-07-01T14:00:00",
        PureDate: "2026-07-01T12:00:00",
        WallDate: "2026-07-01T12:00:00",
    }


def test_west_of_greenwich_the_first_and_the_last_date_keep_the_years_that_utc_has_too():
    assert dates.write(WallDate(EMPTY_MICROSECONDS), IN_NEW_YORK) == f"{EMPTY}-05:00"
    assert dates.write(WallDate(MAXIMUM_MICROSECONDS), IN_NEW_YORK) == "9999-12-31T18:59:59-05:00"


def test_only_utc_is_tagged_z():
    noon = moment("2026-01-15T12:00:00", Calendar)
    assert dates.write(noon, Dress(ZoneInfo("Europe/London"), OSLO, True)) == "2026-01-15T12:00:00+00:00"
    assert dates.write(noon, Dress(ZoneInfo("Etc/UTC"), OSLO, True)) == "2026-01-15T12:00:00Z"
    assert dates.write(noon, Dress(ZoneInfo("Asia/Kolkata"), OSLO, True)) == "2026-01-15T17:30:00+05:30"


@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: f"{dress.zone}-{dress.base_zone}-{dress.offsets}")
def test_what_is_written_reads_as_what_was_stored(dress):
    texts = [
        EMPTY,
        MAXIMUM,
        "1764-02-29T00:00:00",  # offsets had seconds then
        "1935-07-01T12:00:00",
        "2026-01-15T23:45:10",
        "2026-07-01T00:30:00",
        "2026-03-29T02:30:00",  # a wall clock that Oslo never showed
        "9999-12-28T12:00:00",
    ]
    stored = {
        (kind, text): moment(text[:10] if kind is PureDate and text != MAXIMUM else text, kind)
        for kind in KINDS
        for text in texts
    }
    assert {
        (kind, text): dates.read(dates.write(value, dress), kind, dress) for (kind, text), value in stored.items()
    } == stored


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (OSLO, "0000-12-31T23:06:32.000Z"),
        (TOKYO, "0000-12-31T14:41:01.000Z"),
        (NEW_YORK, "0001-01-01T04:56:02.000Z"),
        (OSLO, "0001-01-01T01:00:00+01:00"),
        (OSLO, "-000001-12-31T00:00:00Z"),
        (OSLO, ""),
        (OSLO, "  "),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_the_empty_date_stays_empty_however_a_client_shifts_it(kind, zone, text):
    assert dates.read(text, kind, Dress(zone, zone)) == EMPTY_MICROSECONDS


@pytest.mark.parametrize(
    "text", ["9999-12-31T22:59:59.000Z", "+010000-01-01T04:59:59.000Z", "9999-12-31T18:59:59-05:00"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_the_last_date_stays_the_last_however_a_client_shifts_it(kind, text):
    assert dates.read(text, kind, IN_NEW_YORK) == MAXIMUM_MICROSECONDS


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-07-01", "2026-07-01T04:00:00"),
        ("2026-7-1", "2026-07-01T04:00:00"),
        ("2026-07-01T10:30", "2026-07-01T14:30:00"),
        ("2026-07-01 10:30:15", "2026-07-01T14:30:15"),
        ("2026-07-01T10:30:15Z", "2026-07-01T10:30:15"),
        ("2026-07-01T10:30:15+02:00", "2026-07-01T08:30:15"),
        ("2026-07-01T10:30:15-0500", "2026-07-01T15:30:15"),
    ],
)
def test_a_date_without_suffix_is_on_the_clock_of_the_zone_and_one_with_it_is_converted(text, instant):
    for offsets in (False, True):
        assert dates.read(text, Calendar, Dress(NEW_YORK, OSLO, offsets)) == moment(instant, Calendar)


def test_a_client_that_answers_in_utc_means_the_same_wall_clock():
    ten = moment("2026-07-01T10:00:00", WallDate)
    for dress, echoed in ((PLAIN, "08:00"), (IN_NORWAY, "08:00"), (IN_UTC, "10:00"), (IN_NEW_YORK, "14:00")):
        assert dates.read(f"2026-07-01T{echoed}:00.000Z", WallDate, dress) == ten


def test_fractions_are_kept_of_instants_and_of_nothing_else():
    stored = {kind: dates.read("2026-07-01T10:00:00.1234567Z", kind, IN_UTC) % 1_000_000 for kind in KINDS}
    assert stored == {Calendar: 123_456, Stamp: 123_456, BaseStamp: 123_456, PureDate: 0, WallDate: 0}


@pytest.mark.parametrize(
    "text", ["tomorrow", "2026-13-01", "2026-02-30", "2026-01-01T25:00:00", "2026-01-01T10:00:00+24:00"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        dates.read(text, Calendar, PLAIN)


@pytest.mark.parametrize(
    ("text", "seconds", "written"),
    [
        ("00:05:00", 300, "00:05:00"),
        ("PT5M", 300, "00:05:00"),
        ("00:05", 300, "00:05:00"),
        ("1.02:03:04", 93_784, "1.02:03:04"),
        ("P1DT2H3M4S", 93_784, "1.02:03:04"),
        ("-PT1H", -3600, "-01:00:00"),
    ],
)
def test_a_time_span_comes_in_two_forms_and_goes_out_in_one(text, seconds, written):
    assert dates.read_duration(text) == seconds
    assert dates.write_duration(Duration(seconds)) == written
