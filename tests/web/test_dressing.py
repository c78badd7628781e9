"""What the headers say of zone, language and culture."""

from zoneinfo import ZoneInfo

import pytest

from openkontor.web.dressing import dress_of, told
from openkontor.wire.dress import Dress

OSLO = ZoneInfo("Europe/Oslo")
HEADERS = {
    "language": b"so-language",
    "accepted": b"accept-language",
    "culture": b"so-culture",
    "zone": b"so-timezone",
}


def headers(**sent: str) -> dict[bytes, bytes]:
    return {b"host": b"localhost"} | {HEADERS[name]: text.encode() for name, text in sent.items()}


def dress(**sent: str) -> Dress:
    return dress_of(headers(**sent), OSLO)


def test_without_headers_dates_are_the_base_zones_and_texts_are_raw():
    assert dress() == Dress(OSLO, OSLO, False, "", "")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("en", "US"),
        ("en-us; en-gb", "US"),
        ("fr,de,ru,zh", "FR"),
        ("nb-NO,nb;q=0.9,en;q=0.8", "NO"),
        ("en;q=0.3, sv;q=0.9", "SW"),
        ("en;q=0, da", "DA"),
        ("pt-BR,pt;q=0.9,nl;q=0.8", "NL"),
        ("pt-BR", "US"),
        ("EN-us", "US"),
        (",,de", "GE"),
        ("*", ""),
        ("*, en", ""),
        ("en, *;q=0.5", "US"),
        ("", ""),
        ("x", ""),
        ("-", ""),
        ("q=0.5", ""),
        ("1234", ""),
        ("de" + ",en" * 10_000, "GE"),
    ],
)
def test_accept_language_gives_the_most_wanted_language_there_is_a_tag_for(accepted, language):
    assert dress(accepted=accepted).language == language


@pytest.mark.parametrize(("language", "tag"), [("nb-no", "NO"), ("en", "US"), ("xx", "US"), (" sv ", "SW")])
def test_so_language_decides_alone(language, tag):
    assert dress(language=language, accepted="de").language == tag


@pytest.mark.parametrize("language", ["", " ", "x", "X", "*", "-"])
def test_so_language_cancels_translation_although_the_browser_has_a_language(language):
    assert dress(language=language, accepted="de", culture="de") == Dress(OSLO, OSLO)


@pytest.mark.parametrize(
    ("sent", "culture"),
    [
        ({"language": "en-US"}, "en_US"),
        ({"accepted": "nb;q=0.9"}, "nb"),
        ({"language": "en", "culture": "NB-no"}, "nb_NO"),
        ({"language": "en", "culture": "zh-hans-cn"}, "zh_Hans_CN"),
        ({"language": "en", "culture": ""}, "en"),
        ({"language": "en", "culture": "???"}, "en"),
        ({"culture": "nb-NO"}, ""),
    ],
)
def test_the_culture_is_the_languages_unless_it_is_sent_and_nothing_without_a_language(sent, culture):
    assert dress(**sent).culture == culture


@pytest.mark.parametrize(
    ("zone", "name", "offsets", "code"),
    [
        ("US-NY", "America/New_York", False, "US-NY"),
        ("us-ny", "America/New_York", False, "US-NY"),
        ("460", "America/New_York", False, "US-NY"),
        ("UTC,includeTZOffset", "UTC", True, "UTC"),
        ("1 , INCLUDETZOFFSET", "UTC", True, "UTC"),
        ("UTC,includeTZOffset,includeTZOffset", "UTC", True, "UTC"),
        ("includeTZOffset", "Europe/Oslo", True, "NO"),
        ("Asia/Tokyo", "Asia/Tokyo", False, "JP"),
        ("", "Europe/Oslo", False, "NO"),
        ("XX", "Europe/Oslo", False, "NO"),
        ("XX,includeTZOffset", "Europe/Oslo", False, "NO"),
        ("\xff", "Europe/Oslo", False, "NO"),
    ],
)
def test_the_zone_comes_by_code_or_id_and_is_told_in_the_answer(zone, name, offsets, code):
    found = dress(zone=zone)
    assert (found.zone.key, found.offsets, found.base_zone) == (name, offsets, OSLO)
    assert told(headers(zone=zone), found) == ((b"so-timezone", code.encode()),)


@pytest.mark.parametrize(
    ("sent", "varies"),
    [
        ({}, False),
        ({"accepted": "de"}, True),
        ({"accepted": "*"}, False),
        ({"accepted": "de", "language": "en"}, False),
        ({"accepted": "de", "language": ""}, False),
    ],
)
def test_caches_are_told_when_accept_language_decided(sent, varies):
    expected = ((b"vary", b"Accept-Language"),) if varies else ()
    assert told(headers(**sent), dress(**sent)) == expected
