"""The countries and currencies of the world, as a new database gets them.

The libraries asked are imported when called: only an empty database needs them.
"""

import unicodedata
from datetime import date
from typing import Any, NamedTuple


class World(NamedTuple):
    """Rows of the country and the Currency list, in rank order."""

    countries: list[dict[str, Any]]
    currencies: list[dict[str, Any]]


GENERAL_LAYOUT = 7
LAYOUTS = {  # address layout -> countries; the rest of the world has the general one
    1: "AD AL AT AX BA BE BG BY CH CY CZ DK EE FI FO FR GI GL GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO"
    " PL PT RO RS RU SE SI SJ SK SM TR UA VA",
    2: "AS GU MP PR UM US VI",
    3: "GB GG IM JE",
    4: "DE",
    5: "CA",
    6: "JP",
    8: "ES",
    13: "AU CC CX HM NF",
}
LAYOUT_OF = {code: layout for layout, codes in LAYOUTS.items() for code in codes.split()}

# What stands before a postcode in mail from abroad, where that is or was the custom.
ZIP_PREFIXES = {
    "AT": "A", "BE": "B", "CH": "CH", "DE": "D", "DK": "DK", "ES": "E", "FI": "FIN", "FR": "F", "GB": "GB",
    "IE": "IRL", "IS": "IS", "IT": "I", "LI": "FL", "LU": "L", "NL": "NL", "NO": "N", "PT": "P", "SE": "S",
}  # fmt: skip

OTHER_NAMES = {"GB": "Great Britain", "NL": "Holland", "US": "USA; United States of America"}


def world(day: date) -> World:
    """Give the countries and the currencies that are in use on a day."""
    import pycountry

    used = {country.alpha_2: _currency(country.alpha_2, day) for country in pycountry.countries}
    currencies = sorted(
        (c for c in pycountry.currencies if c.alpha_3 in used.values()),
        key=lambda currency: str(currency.alpha_3),
    )
    ids = {currency.alpha_3: int(currency.numeric) for currency in currencies}
    countries = sorted(pycountry.countries, key=lambda country: _sort_key(_name(country)))
    return World(
        [_country(country, rank, ids.get(used[country.alpha_2])) for rank, country in enumerate(countries, 1)],
        [_currency_row(currency, rank) for rank, currency in enumerate(currencies, 1)],
    )


def _country(country: Any, rank: int, currency_id: int | None) -> dict[str, Any]:
    from phonenumbers import PhoneMetadata

    code = country.alpha_2
    name = _name(country)
    layout = LAYOUT_OF.get(code, GENERAL_LAYOUT)
    phones = PhoneMetadata.metadata_for_region(code, None)
    return {
        "country_id": int(country.numeric),
        "name": name,
        "rank": rank,
        "tooltip": _tooltip(country, name),
        "english_name": name,
        "zip_prefix": ZIP_PREFIXES.get(code, ""),
        "addresslayout": layout,
        "addresslayoutdomestic": layout,
        "addresslayoutforeign": layout,
        "currency_id": currency_id,
        "orgnrtext": "VAT No.:",
        "domainname": code,
        "dialinprefix": str(phones.country_code) if phones else "",
        "interareaprefix": (phones.national_prefix or "") if phones else "",
        "isonumber": int(country.numeric),
        "abbrev2": code,
        "abbrev3": country.alpha_3,
    }


def _name(country: Any) -> str:
    return str(getattr(country, "common_name", country.name))


def _tooltip(country: Any, name: str) -> str:
    other = OTHER_NAMES.get(country.alpha_2) or getattr(country, "official_name", name)
    return name if other == name else f"{name}; {other}"


def _sort_key(name: str) -> str:
    """Letters with accents stand where the plain letter stands."""
    plain = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return "".join(plain).casefold()


def _currency(code: str, day: date) -> str:
    """A country that has several currencies mostly names its own after itself."""
    from babel.numbers import get_territory_currencies

    codes: list[str] = get_territory_currencies(code, day, day)
    return next((c for c in codes if c.startswith(code)), codes[0] if codes else "")


def _currency_row(currency: Any, rank: int) -> dict[str, Any]:
    return {
        "currency_id": int(currency.numeric),
        "name": currency.alpha_3,
        "rank": rank,
        "tooltip": currency.name,
    }
