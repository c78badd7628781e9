"""Filters at random, their text, and what they mean: judged row by row in memory, as simply as can be."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

INTS = ("contactId", "countryId", "companyCategoryRank", "email/emailBounceCount", "contactAssociate/personId")
TEXTS = (
    "name",
    "department",
    "nameDepartment",
    "number",
    "orgnr",
    "email/emailAddress",
    "streetAddress/city",
    "postAddress/line1",
    "contactAssociate/fullName",
    "contactPhone/description",
)
BOOLS = ("stop", "contactNoMail", "hasInfoText", "hasInterests", "email/emailHasBounced", "contactAssociate/isActive")
LISTS = {"category": "category_idx", "business": "business_idx", "country": "country_id"}
ASSOCIATES = {
    "associateId": "associate_id",
    "registeredBy": "registered_associate_id",
    "updatedBy": "updated_associate_id",
}
DATES = ("registeredDate", "updatedDate")
CLOCKS: dict[str, Any] = {}  # of dates that are on another clock than the installation's
SHOWN = (*INTS, *TEXTS, *BOOLS, *LISTS, *ASSOCIATES, *DATES, "contactInterestIds")

WORDS = [
    "a",
    "A",
    "AS",
    "ås",
    "ÅS",
    "ØRE",
    "øre",
    "Blå",
    "50%",
    "a_b",
    "o'b",
    'q"q',
    "\\",
    "!",
    "or",
    " ",
    "ab",
    "",
    "ß",
    "x y",
]

Record = dict[str, Any]
Holds = Callable[[Record], bool]


class Made(NamedTuple):
    """A filter: its text, and whether it holds for a row."""

    text: str
    holds: Holds


def a_filter(dice: random.Random, now: int, depth: int = 0) -> Made:
    """A filter at random, with and, or, not and brackets up to a few levels."""
    if depth > 3 or dice.random() < 0.45:
        return a_term(dice, now)
    if dice.random() < 0.2:
        inner = a_filter(dice, now, depth + 1)
        return Made(f"{cased(dice, 'not')} ({inner.text})", lambda row: not inner.holds(row))
    parts = [a_filter(dice, now, depth + 1) for _ in range(dice.randint(2, 3))]
    word, every = dice.choice((("and", all), ("or", any)))
    text = f" {cased(dice, word)} ".join(f"({part.text})" for part in parts)
    return Made(text, lambda row: every(part.holds(row) for part in parts))


def a_term(dice: random.Random, now: int) -> Made:
    make = dice.choice(
        (an_int, an_int, a_text, a_text, a_text, a_bool, a_list, an_associate, a_date, a_date, interests, odata)
    )
    return make(dice, now)


def cased(dice: random.Random, word: str) -> str:
    return dice.choice((word, word, word.upper(), word.lower(), word.title()))


def quoted(dice: random.Random, text: str) -> str:
    mark = dice.choice("'\"")
    if dice.random() < 0.5:
        return mark + text.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark
    return mark + text.replace("\\", "\\\\").replace(mark, mark * 2) + mark


SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda a, b: a == b,
    "=": lambda a, b: a == b,
    "equals": lambda a, b: a == b,
    "is": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "<>": lambda a, b: a != b,
    "unequals": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "less": lambda a, b: a < b,
    "gt": lambda a, b: a > b,
    "greater": lambda a, b: a > b,
    "le": lambda a, b: a <= b,
    "<=": lambda a, b: a <= b,
    "ge": lambda a, b: a >= b,
}


def an_int(dice: random.Random, now: int) -> Made:
    column = cased(dice, dice.choice(INTS))
    numbers = [dice.choice((0, 1, 2, 3, 5, 20, 40, 578, 752, 2**31, -1)) for _ in range(dice.randint(1, 3))]
    encoded = [dice.choice((str(number), f"[I:{number}]", f"'{number}'")) for number in numbers]
    kind = dice.random()
    name = lowered(column, INTS)
    if kind < 0.2:
        return among(dice, column, encoded, lambda row: row[name] in numbers)
    if kind < 0.35:
        low, high = sorted((*numbers, 10)[:2])
        return Made(f"{column} between ({low},{high})", lambda row: low <= row[name] <= high)
    sign = dice.choice(list(SIGNS))
    return Made(f"{column} {cased(dice, sign)} {encoded[0]}", lambda row: SIGNS[sign](row[name], numbers[0]))


def lowered(column: str, known: tuple[str, ...]) -> str:
    return next(name for name in known if name.lower() == column.lower())


def among(dice: random.Random, column: str, values: list[str], holds: Holds) -> Made:
    is_in = dice.random() < 0.6
    word = dice.choice(("oneOf", "in")) if is_in else "notOneOf"
    text = f"{column} {cased(dice, word)}{dice.choice(('', ' '))}({','.join(values)})"
    return Made(text, holds if is_in else lambda row: not holds(row))


def folded(name: str, text: str) -> str:
    """Names are stored folded; other texts are compared in small letters, what is in memory folded too."""
    return text.casefold() if name == "name" or name.startswith("contactAssociate/") else text.lower()


FITS: dict[str, Callable[[str, str], bool]] = {
    "begins": str.startswith,
    "contains": lambda text, part: part in text,
    "ends": str.endswith,
}


def a_text(dice: random.Random, now: int) -> Made:
    column = dice.choice(TEXTS)
    words = [dice.choice(WORDS) for _ in range(dice.randint(1, 3))]
    sought = [folded(column, word) for word in words]
    kind = dice.random()
    if kind < 0.15:
        return among(
            dice, column, [quoted(dice, word) for word in words], lambda row: folded(column, row[column]) in sought
        )
    if kind < 0.25:
        low, high = sorted((*sought, "m")[:2])
        text = f"{column} between ({quoted(dice, low)},{quoted(dice, high)})"
        return Made(text, lambda row: low <= folded(column, row[column]) <= high)
    if kind < 0.75:
        word = dice.choice(list(FITS))
        negated = dice.random() < 0.4
        spelled = f"not{word.title()}" if negated else word
        holds: Holds = lambda row: FITS[word](folded(column, row[column]), sought[0]) != negated  # noqa: E731
        return Made(f"{column} {cased(dice, spelled)} {quoted(dice, words[0])}", holds)
    sign = dice.choice(list(SIGNS))
    text = f"{column} {cased(dice, sign)} {quoted(dice, words[0])}"
    return Made(text, lambda row: SIGNS[sign](folded(column, row[column]), sought[0]))


def a_bool(dice: random.Random, now: int) -> Made:
    column, wanted = dice.choice(BOOLS), dice.random() < 0.5
    value = dice.choice(("true", "1", "True", "'true'") if wanted else ("false", "0", "'FALSE'"))
    word = dice.choice(("set", "eq", "=", "ne"))
    negated = word == "ne"
    return Made(f"{column} {word} {value}", lambda row: (row[column] == wanted) != negated)


def a_list(dice: random.Random, now: int) -> Made:
    column = dice.choice(list(LISTS))
    raw = LISTS[column]
    if dice.random() < 0.5:
        ids = [dice.choice((0, 1, 2, 3, 4, 578, 752, 99)) for _ in range(dice.randint(1, 3))]
        if dice.random() < 0.5:
            return Made(f"{column} equals {ids[0]}", lambda row: row[raw] == ids[0])
        return among(dice, column, [str(number) for number in ids], lambda row: row[raw] in ids)
    word, part = dice.choice(list(FITS)), dice.choice(("c", "Cust", "er", "NOR", "", "sweden"))
    return Made(f"{column} {word} '{part}'", lambda row: FITS[word](row[column].casefold(), part.casefold()))


def an_associate(dice: random.Random, now: int) -> Made:
    column = dice.choice(list(ASSOCIATES))
    raw = ASSOCIATES[column]
    if dice.random() < 0.3:
        return Made(f"{column} {cased(dice, 'currentAssociate')}", lambda row: row[raw] == 1)
    ids = [dice.choice((0, 1, 2, *range(901, 906))) for _ in range(dice.randint(1, 3))]
    negated = dice.random() < 0.4
    word = "associateIsNotOneOf" if negated else "associateIsOneOf"
    return Made(f"{column} {word} ({','.join(map(str, ids))})", lambda row: ((row[raw] or 0) in ids) != negated)


def a_date(dice: random.Random, now: int) -> Made:
    column = dice.choice(DATES)
    today = (EPOCH + timedelta(microseconds=now)).astimezone(OSLO)
    if dice.random() < 0.4:
        return a_stretch(dice, column, today)
    moment = today + timedelta(days=dice.choice((0, 1, -1, -7, -40, -400)), hours=dice.choice((0, -5, 5)))
    day = moment.date()
    text = dice.choice(
        (f"'{day}'", f"'{day.year}.{day.month}.{day.day}'", f"[D:{day.month:02}/{day.day:02}/{day.year}]", str(day))
    )
    tests = {
        "before": lambda at: at.date() < day,
        "after": lambda at: at.date() > day,
        "date": lambda at: at.date() == day,
        "beforeOrEqual": lambda at: at.date() <= day,
        "afterOrEqual": lambda at: at.date() >= day,
        "lt": lambda at: at.date() < day,
        "ge": lambda at: at.date() >= day,
    }
    second = moment.replace(microsecond=0, tzinfo=None)
    timed = {
        "beforeTime": lambda at: at < second,
        "afterTime": lambda at: at >= second,
        "dateTime": lambda at: at == second,
        "gt": lambda at: at > second,
    }
    if dice.random() < 0.4:
        word = dice.choice(list(timed))
        return Made(f"{column} {cased(dice, word)} '{second.isoformat()}'", dated(column, timed[word], whole=True))
    word = dice.choice(list(tests))
    return Made(f"{column} {cased(dice, word)} {text}", dated(column, tests[word]))


def dated(column: str, test: Callable[[datetime], bool], *, whole: bool = False) -> Holds:
    """A test of a date, on its clock; where there is none, it does not hold."""
    clock = CLOCKS.get(column, OSLO)

    def holds(row: Record) -> bool:
        if row[column] < -(10**16):
            return False
        at = (EPOCH + timedelta(microseconds=int(row[column]))).astimezone(clock).replace(tzinfo=None)
        return test(at.replace(microsecond=0) if whole else at)

    return holds


def a_stretch(dice: random.Random, column: str, today: datetime) -> Made:
    day = today.date()
    monday = day - timedelta(days=day.weekday())
    words = {
        "today": lambda at: at.date() == day,
        "beforeToday": lambda at: at.date() < day,
        "afterToday": lambda at: at.date() > day,
        "thisWeek": lambda at: monday <= at.date() < monday + timedelta(days=7),
        "lastWeek": lambda at: monday - timedelta(days=7) <= at.date() < monday,
        "thisMonth": lambda at: (at.year, at.month) == (day.year, day.month),
        "lastMonth": lambda at: at.year * 12 + at.month == day.year * 12 + day.month - 1,
        "thisQuarter": lambda at: (at.year, (at.month - 1) // 3) == (day.year, (day.month - 1) // 3),
        "lastQuarter": lambda at: at.year * 4 + (at.month - 1) // 3 == day.year * 4 + (day.month - 1) // 3 - 1,
        "thisHalf": lambda at: (at.year, at.month > 6) == (day.year, day.month > 6),
        "thisYear": lambda at: at.year == day.year,
    }
    word = dice.choice(list(words))
    return Made(f"{column} {cased(dice, word)}", dated(column, words[word]))


def interests(dice: random.Random, now: int) -> Made:
    ids = [dice.randint(1, 4) for _ in range(dice.randint(1, 2))]
    text = ",".join(map(str, ids))
    return among(
        dice,
        "contactInterestIds",
        [text],
        lambda row: any(str(one) in row["contactInterestIds"].split(",") for one in ids),
    )


def odata(dice: random.Random, now: int) -> Made:
    column, word = dice.choice(TEXTS), dice.choice(WORDS)
    sought, text = folded(column, word), quoted(dice, word)
    form, test = dice.choice(
        (
            (f"substringof({text},{column})", FITS["contains"]),
            (f"startswith(tolower({column}), {text}) eq true", FITS["begins"]),
            (f"endswith({column},{text})", FITS["ends"]),
        )
    )
    return Made(form, lambda row: test(folded(column, row[column]), sought))
