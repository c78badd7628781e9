"""Texts in the caller's language: references to our texts, and strings that hold several languages.

Stored texts may hold `[SR_NAME]`, a reference to a text in texts/*.json, and blocks such as
`US:"Supplier";NO:"Leverandør"`. A caller who asks for no language gets both as they are
(protocol reference 7.1). A name without brackets, such as the label of an address line, is no
reference and stays.
"""

import re
from functools import cache
from pathlib import Path

import msgspec

ENGLISH = "US"
# The tag of a language in multi-language strings.
TAGS = {
    "en": ENGLISH,
    "nb": "NO",
    "no": "NO",
    "nn": "NO",
    "sv": "SW",
    "da": "DA",
    "fi": "FI",
    "fr": "FR",
    "de": "GE",
    "it": "IT",
    "nl": "NL",
    "es": "SP",
    "pl": "PL",
    "ru": "RU",
    "zh": "CN",
    "cs": "CZ",
    "ja": "JP",
}
FILES = {ENGLISH: "en", "NO": "nb", "SW": "sv", "DA": "da", "GE": "de", "NL": "nl"}

_REFERENCE = re.compile(r"\[(SR_\w+)\]")
_BLOCK = re.compile(r'([A-Z]{2}):"((?:[^"\\]|\\"|\\(?!"))*)"')
_BLOCKS = re.compile(rf"(?<!\w){_BLOCK.pattern}(?:;\s*{_BLOCK.pattern})*;?")


def tag(language: str) -> str:
    """Give the tag of a language that is named as in en, en-US or nb_no; English for one without a tag."""
    return TAGS.get(_main(language), ENGLISH)


def knows(language: str) -> bool:
    """Say whether a language has a tag of its own."""
    return _main(language) in TAGS


def _main(language: str) -> str:
    return re.split("[-_]", language.strip().lower())[0]


def resolve(text: str, language: str) -> str:
    """Give a stored text in the language with this tag; as it is stored without one.

    What is missing in the language is English, or what comes first; an unknown name stays.
    """
    if not language:
        return text
    if ':"' in text:
        text = _BLOCKS.sub(lambda match: _chosen(match[0], language), text)
    if "[SR_" in text:
        text = _REFERENCE.sub(lambda match: _texts(language).get(match[1], match[0]), text)
    return text


def languages() -> list[str]:
    """List the languages that have texts, as two letters."""
    return list(FILES.values())


def names() -> list[str]:
    """List the names of all texts, without brackets."""
    return sorted(_texts(ENGLISH))


def text(name: str, language: str) -> str | None:
    """Give the text of a name in the language with this tag, None for an unknown name."""
    return _texts(language).get(name)


def _chosen(blocks: str, language: str) -> str:
    said: dict[str, str] = dict(reversed(_BLOCK.findall(blocks)))  # of equal tags the first counts
    first = next(reversed(said.values()))
    return said.get(language, said.get(ENGLISH, first)).replace('\\"', '"')


@cache
def _texts(language: str) -> dict[str, str]:
    name = FILES.get(language, FILES[ENGLISH])
    text = Path(__file__).with_name("texts").joinpath(f"{name}.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, str])
