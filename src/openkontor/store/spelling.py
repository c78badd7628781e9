"""Words as the full-text index knows them: small letters without accents, and what is a slip away from them."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_WORD = 32
MOST_WORDS = 400  # of a record
MOST_WANTED = 16  # of a search
PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"})
WORD = re.compile(r"[^\W_]+")
NO_DIGIT = re.compile(r"\D+")
SHORTEST_SLIP, LONGEST_SLIP = 4, 20  # letters of a word that may be misspelt
LOCAL_DIGITS = 8  # of a phone number that is found without what is dialled before it
NUMBER = re.compile(r"[\d\s()./+-]{7,}")


def words(text: str) -> list[str]:
    """Give the words of a text in their order, as the index knows them."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return [word[:LONGEST_WORD] for word in WORD.findall(plain)]


def wanted(text: str) -> list[str]:
    """Give the words that a search is for, each once."""
    return list(dict.fromkeys(words(text)))[:MOST_WANTED]


def wanted_digits(text: str) -> list[str]:
    """Give the digits of a text that may be a phone number, without what is dialled before it."""
    digits = NO_DIGIT.sub("", text) if NUMBER.fullmatch(text) else ""
    return [digits[-LOCAL_DIGITS:]] if len(digits) >= LOCAL_DIGITS - 2 else []


def all_words(texts: Iterable[str], numbers: Iterable[str]) -> list[str]:
    """Give the words of a record: of its texts, and of its numbers also the digits in one."""
    found = [word for text in texts for word in words(text)]
    for number in numbers:
        digits = NO_DIGIT.sub("", number)[:LONGEST_WORD]
        found += [*words(number), *filter(None, (digits, digits[-LOCAL_DIGITS:]))]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def may_slip(word: str) -> bool:
    """Say whether a word is one that is found when it is misspelt: letters, neither too few nor too many."""
    return SHORTEST_SLIP <= len(word) <= LONGEST_SLIP and word.isalpha()


def neighbours(word: str) -> set[str]:
    """Give a word and what is left of it without one of its letters."""
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def is_one_slip(one: str, other: str) -> bool:
    """Say whether a letter more, less, or another one, or two in the wrong order, make one word of the other."""
    if one == other:
        return True
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    swapped = one[start : start + 2][::-1] == other[start : start + 2]
    return one[start + 1 :] == other[start + 1 :] or (swapped and one[start + 2 :] == other[start + 2 :])
