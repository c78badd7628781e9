"""SO-TimeZone: codes, ids and the zones behind them."""

from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from openkontor.wire import zones

PUBLISHED = {
    1: ("UTC", "UTC"),
    36: ("AU-ACT", "Australia/Sydney"),
    50: ("BD", "Asia/Dhaka"),
    114: ("CA-QC", "America/Toronto"),
    140: ("DK", "Europe/Copenhagen"),
    156: ("FR", "Europe/Paris"),
    261: ("NO", "Europe/Oslo"),
    425: ("US-CA", "America/Los_Angeles"),
    433: ("US-HI", "Pacific/Honolulu"),
    460: ("US-NY", "America/New_York"),
}
# Ids that clients may have stored: rows are added at the end, never moved.
OURS = {1000: "AD", 1038: "AU-WA", 1130: "DE", 1154: "GB", 1332: "SE", 1370: "US-IL", 1452: "ZW"}


def test_the_published_ids_are_kept_and_ours_run_from_1000_without_a_gap():
    rows = {zone.id: (zone.code, zone.name) for zone in zones.table()}
    assert {number: row for number, row in rows.items() if number < 1000} == PUBLISHED
    assert list(rows) == [*PUBLISHED, *range(1000, 1000 + len(rows) - len(PUBLISHED))]
    assert {number: rows[number][0] for number in OURS} == OURS


def test_no_code_and_no_id_stands_for_two_zones():
    names = [key for zone in zones.table() for key in (zone.code.lower(), str(zone.id))]
    assert len(set(names)) == len(names) == 2 * len(zones.table())


def test_every_row_is_found_by_its_code_and_its_id_in_any_case():
    for zone in zones.table():
        for text in (zone.code, f" {zone.code.lower()} ", str(zone.id), zone.name.upper()):
            found = zones.find(text)
            assert found is not None and found.key == zone.name, text


@pytest.mark.parametrize("text", ["", "XX", "0", "999", "-1", "includeTZOffset", "../../etc/passwd", "Ñ"])
def test_an_unknown_zone_is_none(text):
    assert zones.find(text) is None


def test_every_zone_of_every_country_has_a_code():
    """A newer list of zones may have more: add rows at the end of zones.json."""
    listed = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    names = {line.split("\t")[2] for line in listed if not line.startswith("#")}
    assert names - {zone.name for zone in zones.table()} == set()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Europe/Oslo", "NO"),
        ("America/New_York", "US-NY"),
        ("America/Chicago", "US-IL"),
        ("Australia/Sydney", "AU-ACT"),
        ("Atlantic/Canary", "ES-CANARY"),
        ("Europe/Kiev", "UA"),
        ("US/Pacific", "US-CA"),
        ("Etc/UTC", "UTC"),
        ("Etc/GMT+5", "Etc/GMT+5"),
    ],
)
def test_a_base_zone_has_the_code_of_its_first_row_whatever_its_name(name, code):
    assert zones.code_of(ZoneInfo(name)) == code
    assert zones.is_utc(ZoneInfo(name)) == (code == "UTC")
