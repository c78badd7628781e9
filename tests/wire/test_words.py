"""Texts in the caller's language."""

import json
import re

import pytest

from openkontor.wire import words
from tests.house.source import SOURCE

TEXTS = {path.stem: json.loads(path.read_text("utf-8")) for path in (SOURCE / "wire/texts").glob("*.json")}
# Bare names, such as those of address labels, are texts too: clients look them up by name.
NAME = re.compile(r"\bSR_[A-Z0-9_]+\b")


def emitted() -> set[str]:
    """Every name of a text that the program's source holds."""
    ours = [path for path in SOURCE.rglob("*") if path.suffix in (".py", ".sql") and path.name != "words.py"]
    return {name for path in ours for name in NAME.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize(
    ("text", "american", "norwegian", "finnish"),
    [
        ('US:"Supplier";NO:"Leverandør"', "Supplier", "Leverandør", "Supplier"),
        ('NO:"Leverandør";US:"Supplier";', "Supplier", "Leverandør", "Supplier"),
        ('NO:"Leverandør";FI:"Toimittaja"', "Leverandør", "Leverandør", "Toimittaja"),
        ('GE:"Lieferant";DA:"Leverandør"', "Lieferant", "Lieferant", "Lieferant"),
        ('A US:"big";NO:"stor"; company', "A big company", "A stor company", "A big company"),
        ('US:"a"; NO:"b" and US:"c";NO:"d"', "a and c", "b and d", "a and c"),
        (r'US:"say \"hi\"";NO:"si \"hei\""', 'say "hi"', 'si "hei"', 'say "hi"'),
        (r'US:"C:\temp";NO:"D:\temp"', r"C:\temp", r"D:\temp", r"C:\temp"),
        ('US:"";NO:"tom"', "", "tom", ""),
        ("[SR_VFC_ALL]", "Everyone", "Alle", "Everyone"),
        ('US:"[SR_VFC_ALL]!";NO:"x"', "Everyone!", "x", "Everyone!"),
        ("For [SR_VFC_ALL], [SR_NOBODY_KNOWS]", "For Everyone, [SR_NOBODY_KNOWS]", "For Alle, [SR_NOBODY_KNOWS]", None),
    ],
)
def test_a_text_is_said_in_the_language_else_in_english_else_as_it_comes_first(text, american, norwegian, finnish):
    assert words.resolve(text, "US") == american
    assert words.resolve(text, "NO") == norwegian
    assert words.resolve(text, "FI") == (american if finnish is None else finnish)


@pytest.mark.parametrize("text", ['US:"Supplier";NO:"Leverandør"', "[SR_VFC_ALL]", "", "plain"])
def test_without_a_language_texts_stay_raw(text):
    assert words.resolve(text, "") == text


@pytest.mark.parametrize("text", ['US:"open', 'us:"small"', 'BUS:"nine"', 'C:"drive"', "SR_AL_CITY", "[SR_]", 'a: "b"'])
def test_what_only_looks_like_it_is_left_alone(text):
    assert words.resolve(text, "US") == text


def test_long_broken_texts_are_read_in_reasonable_time():
    for text in ('US:"' + '\\"' * 100_000, 'US:"a";' * 50_000 + 'US:"', "[SR_" * 50_000):
        words.resolve(text, "US")


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("en", "US"),
        ("en-US", "US"),
        ("nb-no", "NO"),
        ("no", "NO"),
        ("nn_NO", "NO"),
        ("SV", "SW"),
        ("da-DK", "DA"),
        ("fi", "FI"),
        ("fr-CA", "FR"),
        ("de-AT", "GE"),
        ("it", "IT"),
        ("nl-BE", "NL"),
        ("es", "SP"),
        ("pl", "PL"),
        ("ru", "RU"),
        ("zh-Hans-CN", "CN"),
        ("cs", "CZ"),
        ("ja", "JP"),
        ("pt-BR", "US"),
        ("", "US"),
    ],
)
def test_a_language_has_a_tag(language, tag):
    assert words.tag(language) == tag


def test_every_text_that_is_referred_to_is_there_in_six_languages():
    assert TEXTS.keys() == {"en", "nb", "sv", "da", "de", "nl"} == set(words.FILES.values())
    wanted = emitted()
    assert "SR_ACCESS_MANDATORY" in wanted and "SR_AL_POSTCODECITY" in wanted
    for language, texts in TEXTS.items():
        assert texts.keys() == wanted, f"{language}.json: {sorted(texts.keys() ^ wanted)}"
        assert all(text.strip() and "SR_" not in text for text in texts.values()), language


def test_sentences_are_translated():
    for name in TEXTS["en"]:
        if not name.startswith("SR_AL_"):
            assert len({texts[name] for texts in TEXTS.values()}) >= 4, name
