"""How the caller wants dates and texts to look: read off the headers, and told in the answer's.

SO-Language, Accept-Language, SO-Culture and SO-TimeZone (protocol reference 3.6, 7.1, 7.2).
"""

import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from openkontor.web.answers import Header, Headers
from openkontor.wire import words, zones
from openkontor.wire.dress import Dress

NAMES = (b"so-language", b"accept-language", b"so-culture", b"so-timezone")
LONGEST = 200  # bytes of a header's value that are looked at, and remembered
NO_TRANSLATION = ("", "x", "X", "*", "-")
OFFSETS = "includetzoffset"

_LANGUAGE = re.compile(r"[a-z]{2,8}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_QUALITY = re.compile(r"q\s*=\s*([01](?:\.\d*)?)", re.IGNORECASE)


def dress_of(headers: Headers, base_zone: ZoneInfo) -> Dress:
    """Say how a request wants its dates and texts; what cannot be understood counts as not sent."""
    if headers.keys().isdisjoint(NAMES):
        return _plain(base_zone)
    sent = [headers.get(name) for name in NAMES]
    return _dress(base_zone, *[value and value[:LONGEST] for value in sent])


def told(headers: Headers, dress: Dress) -> tuple[Header, ...]:
    """Give the headers of an answer: which zone was used, and that the language was the header's."""
    answer = []
    if b"so-timezone" in headers:
        answer.append((b"so-timezone", zones.code_of(dress.zone).encode()))
    if dress.language and b"so-language" not in headers:
        answer.append((b"vary", b"Accept-Language"))
    return tuple(answer)


@lru_cache(1000)
def _plain(base_zone: ZoneInfo) -> Dress:
    return Dress(base_zone, base_zone)


@lru_cache(1000)
def _dress(
    base_zone: ZoneInfo, chosen: bytes | None, accepted: bytes | None, culture: bytes | None, zone: bytes | None
) -> Dress:
    shown, offsets = _zone(_text(zone), base_zone)
    # SO-Language decides alone, also when it is empty: browsers always add Accept-Language.
    language = _language(_text(accepted if chosen is None else chosen))
    if not language:
        return Dress(shown, base_zone, offsets)
    return Dress(shown, base_zone, offsets, words.tag(language), _culture(_text(culture)) or _culture(language))


def _text(value: bytes | None) -> str:
    return (value or b"").decode("latin-1").strip()


def _zone(text: str, base_zone: ZoneInfo) -> tuple[ZoneInfo, bool]:
    """The zone and whether offsets are wanted: "NO", "261,includeTZOffset" or "includeTZOffset" alone."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    names = [part for part in parts if part.lower() != OFFSETS]
    zone = zones.find(names[0]) if names else base_zone
    if zone is None:
        return base_zone, False
    return zone, len(names) < len(parts)


def _language(text: str) -> str:
    """The language that is wanted most, of those there are tags for; empty for no translation."""
    wanted: list[tuple[float, str]] = []
    for part in map(str.strip, re.split("[,;]", text)):
        quality = _QUALITY.fullmatch(part)
        if quality and wanted:
            wanted[-1] = (float(quality[1]), wanted[-1][1])
        elif part and not quality:
            wanted.append((1.0, part))
    ranked = [code for quality, code in sorted(wanted, key=lambda one: -one[0]) if quality > 0]
    usable = [code for code in ranked if code in NO_TRANSLATION or _LANGUAGE.fullmatch(code)]
    best = next((code for code in usable if code in NO_TRANSLATION or words.knows(code)), usable[0] if usable else "")
    return "" if best in NO_TRANSLATION else best


def _culture(text: str) -> str:
    """A culture such as NB-no the way locales are written: nb_NO; empty when it is none."""
    if not _LANGUAGE.fullmatch(text):
        return ""
    language, *more = re.split("[-_]", text)
    return "_".join([language.lower(), *(part.upper() if len(part) == 2 else part.title() for part in more)])
