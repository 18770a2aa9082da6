"""The nations whose name before a currency's says which of several it is, as in "Canadian dollars"."""

from __future__ import annotations

import re
from typing import Final

# Names of one currency are parted by commas.
_NAMES: Final = {
    "USD": "us, american",
    "CAD": "canadian",
    "AUD": "australian, aussie",
    "NZD": "new zealand",
    "HKD": "hong kong",
    "SGD": "singapore, singaporean",
    "TWD": "new taiwan, taiwan, taiwanese",
    "MXN": "mexican",
    "BRL": "brazilian",
    "CLP": "chilean",
    "COP": "colombian",
    "ARS": "argentine, argentinian, argentinean",
    "UYU": "uruguayan",
    "PHP": "philippine, filipino",
    "CHF": "swiss",
    "GBP": "british, uk",
    "SEK": "swedish",
    "NOK": "norwegian",
    "DKK": "danish",
    "ISK": "icelandic",
    "CZK": "czech",
    "PLN": "polish",
    "HUF": "hungarian",
    "UAH": "ukrainian",
    "RUB": "russian",
    "TRY": "turkish",
    "ILS": "israeli",
    "JPY": "japanese",
    "CNY": "chinese",
    "KRW": "south korean, korean",
    "INR": "indian",
    "PKR": "pakistani, pakistan",
    "LKR": "sri lankan, sri lanka",
    "AED": "uae, emirati",
    "MAD": "moroccan",
    "SAR": "saudi, saudi arabian",
    "QAR": "qatari, qatar",
    "OMR": "omani",
    "KWD": "kuwaiti",
    "BHD": "bahraini",
    "JOD": "jordanian",
    "EGP": "egyptian",
    "ZAR": "south african",
    "NGN": "nigerian",
    "KES": "kenyan",
    "MYR": "malaysian",
    "IDR": "indonesian",
    "THB": "thai",
    "VND": "vietnamese",
}
NATIONS: Final = {name: code for code, names in _NAMES.items() for name in names.split(", ")}
"""The currency of each nation, by the name that the press gives it before a currency's."""

PATTERN: Final = "|".join(
    r"u\.?s\.?" if name == "us" else name.replace(" ", r"[\s-]")
    for name in sorted(NATIONS, key=len, reverse=True)
)
"""A regular expression of the names, for text of any case in which blanks are spelt out."""


def currency_of(nation: str) -> str:
    """Give the currency of a nation that `PATTERN` has found.

    Examples:
        >>> currency_of("New Zealand"), currency_of("U.S."), currency_of("Hong-Kong")
        ('NZD', 'USD', 'HKD')
    """
    return NATIONS[" ".join(re.split(r"[\s-]+", nation.lower().replace(".", "")))]
