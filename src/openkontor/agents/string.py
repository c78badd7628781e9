"""The String resource: the program's own texts, by name and language (protocol reference 1.5)."""

from openkontor.agents.method import method
from openkontor.call import Call
from openkontor.errors import BadArgument, NotFound
from openkontor.wire import words

Texts = dict[str, dict[str, str]]


@method("String", takes="query", runs="read", allows="associate", rest_only=True)
def get_string_names(call: Call, q: str = "", iso_lang_code: str = "") -> list[str]:
    """List the names of texts; with `q`, those whose name or text contains it."""
    tag, wanted = _tag(iso_lang_code or words.languages()[0]), q.strip().casefold()
    return [
        name
        for name in words.names()
        if wanted in name.casefold() or wanted in (words.text(name, tag) or "").casefold()
    ]


@method("String", takes="nothing", runs="read", allows="associate", rest_only=True)
def get_known_languages(call: Call) -> list[str]:
    """List the languages that the program speaks."""
    return words.languages()


@method("String", takes="arguments", runs="read", allows="associate", rest_only=True)
def get_strings(
    call: Call, names: list[str] | None = None, iso_lang_code: str = "", ignore_overrides: bool = False
) -> Texts:
    """Give texts by name and language; in every language where none is named. Unknown names are left out."""
    return {name: texts for name in names or [] if (texts := _texts(_bare(name), iso_lang_code))}


@method("String", takes="query", runs="read", allows="associate", rest_only=True)
def get_texts_of_string(call: Call, sr_id: str, iso_lang_code: str = "", ignore_overrides: bool = False) -> Texts:
    """Give one text by language; 404 for an unknown name."""
    texts = _texts(_bare(sr_id), iso_lang_code)
    if not texts:
        raise NotFound(f"String {sr_id[:100]} not found")
    return {_bare(sr_id): texts}


@method("String", takes="query", runs="read", allows="associate", rest_only=True)
def get_string(call: Call, sr_id: str, iso_lang_code: str, ignore_overrides: bool = False) -> str | None:
    """Give one text in one language; null for an unknown name."""
    return words.text(_bare(sr_id), _tag(iso_lang_code))


def _bare(name: str) -> str:
    """The name itself: in capitals, without brackets."""
    return name.strip().strip("[]").upper()


def _tag(language: str) -> str:
    if not words.knows(language):
        raise BadArgument(f"isoLangCode '{language[:20]}' is not a language that is known here")
    return words.tag(language)


def _texts(name: str, language: str) -> dict[str, str]:
    """One text by language; the languages as the caller spells them."""
    wanted = [language] if language else words.languages()
    return {one: text for one in wanted if (text := words.text(name, _tag(one))) is not None}
