"""The words and signs that numbers, their magnitudes, currencies and units are written with."""

from __future__ import annotations

from typing import Final, TypeVar

from aikg.gate.evidence import abroad

_T = TypeVar("_T")


def _each(*entries: tuple[str, _T]) -> dict[str, _T]:
    """Make a table in which several words have one value."""
    return {word: value for words, value in entries for word in words.split()}


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENFOLD = "twenty thirty forty fifty sixty seventy eighty ninety"
DIGITS: Final = {word: number for number, word in enumerate(_ONES.split())}
TENS: Final = {word: 10 * number for number, word in enumerate(_TENFOLD.split(), start=2)}
MAGNITUDES: Final = _each(
    ("hundred hundreds", 1e2),
    ("thousand thousands k", 1e3),
    ("lakh lakhs", 1e5),
    ("million millions mio mln mn mm m", 1e6),
    ("crore crores", 1e7),
    ("billion billions bln bn b", 1e9),
    ("trillion trillions trln trn tn t", 1e12),
)
VAGUE: Final = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0, "thousands": 1000.0}
FEW: Final = {
    **_each(("several few couple multi low single-digit", 1.0)),
    "double-digit": 10.0,
    "triple-digit": 100.0,
}
"""What stands before a power of ten of which the press does not say how many they are."""
FRACTIONS: Final = _each(
    ("half halves", 1 / 2),
    ("third thirds", 1 / 3),
    ("quarter quarters", 1 / 4),
    ("fifth fifths", 1 / 5),
    ("tenth tenths", 1 / 10),
)
VULGAR: Final = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}

_DOLLARS = "USD CAD AUD NZD HKD SGD TWD MXN BRL CLP COP ARS"
DOLLARS: Final = frozenset(_DOLLARS.split())
"""The currencies that a bare dollar sign may mean."""
_LISTED = (
    "USD EUR GBP JPY CNY RMB CHF CAD AUD NZD HKD SGD TWD KRW INR SEK NOK DKK "
    "ISK PLN CZK HUF RON BGN UAH RUB TRY ILS AED SAR QAR KWD BHD OMR JOD EGP "
    "MAD NGN KES ZAR THB MYR IDR PHP VND PKR BDT LKR KZT MXN BRL CLP COP ARS "
    "PEN UYU XDR "
)
CODES: Final = frozenset(_LISTED.split())
SIGNS: Final = _each(
    ("$", DOLLARS),
    ("US$", frozenset({"USD"})),
    ("C$ CA$ CAN$ Can$ CDN$ Cdn$", frozenset({"CAD"})),
    ("A$ AU$", frozenset({"AUD"})),
    ("NZ$", frozenset({"NZD"})),
    ("HK$", frozenset({"HKD"})),
    ("S$", frozenset({"SGD"})),
    ("NT$", frozenset({"TWD"})),
    ("R$", frozenset({"BRL"})),
    ("MX$", frozenset({"MXN"})),
    ("€", frozenset({"EUR"})),
    ("£", frozenset({"GBP"})),
    ("¥", frozenset({"JPY", "CNY"})),
    ("JP¥", frozenset({"JPY"})),
    ("CN¥", frozenset({"CNY"})),
    ("₩", frozenset({"KRW"})),
    ("₹", frozenset({"INR"})),
    ("Rs Rs.", frozenset({"INR", "PKR", "LKR"})),
    ("₪ NIS", frozenset({"ILS"})),
    ("₺", frozenset({"TRY"})),
    ("Dh Dhs", frozenset({"AED", "MAD"})),
    ("SR", frozenset({"SAR"})),
    ("QR", frozenset({"QAR"})),
    ("KD", frozenset({"KWD"})),
    ("SFr", frozenset({"CHF"})),
    ("SKr", frozenset({"SEK"})),
    ("NKr", frozenset({"NOK"})),
    ("DKr", frozenset({"DKK"})),
    ("RM", frozenset({"MYR"})),
    ("Rp", frozenset({"IDR"})),
    ("₱", frozenset({"PHP"})),
    ("₫", frozenset({"VND"})),
    ("฿", frozenset({"THB"})),
    ("₦", frozenset({"NGN"})),
)
MONEY_WORDS: Final = _each(
    (f"dollar dollars {abroad.DOLLARS}", DOLLARS),
    ("euro euros", frozenset({"EUR"})),
    ("pound pounds", frozenset({"GBP"})),
    ("yen", frozenset({"JPY"})),
    ("yuan renminbi", frozenset({"CNY"})),
    ("won", frozenset({"KRW"})),
    ("rupee rupees", frozenset({"INR", "PKR", "LKR"})),
    ("franc francs franken", frozenset({"CHF"})),
    ("reais", frozenset({"BRL"})),
    ("peso pesos", frozenset({"MXN", "CLP", "COP", "ARS", "UYU", "PHP"})),
    ("krona kronor kroner krone", frozenset({"SEK", "NOK", "DKK", "ISK"})),
    ("crowns", frozenset({"SEK", "NOK", "DKK", "ISK", "CZK"})),
    ("koruna korunas", frozenset({"CZK"})),
    ("forint forints", frozenset({"HUF"})),
    ("hryvnia hryvnias", frozenset({"UAH"})),
    ("rouble roubles ruble rubles", frozenset({"RUB"})),
    ("dirham dirhams", frozenset({"AED", "MAD"})),
    ("riyal riyals", frozenset({"SAR", "QAR"})),
    ("rial rials", frozenset({"OMR", "SAR", "QAR"})),
    ("dinar dinars", frozenset({"KWD", "BHD", "JOD"})),
    ("shilling shillings", frozenset({"KES"})),
    ("naira", frozenset({"NGN"})),
    ("dong", frozenset({"VND"})),
    ("lira liras", frozenset({"TRY"})),
    ("ringgit", frozenset({"MYR"})),
    ("rupiah", frozenset({"IDR"})),
    ("baht", frozenset({"THB"})),
    ("rand", frozenset({"ZAR"})),
    ("zloty zlotys", frozenset({"PLN"})),
    ("shekel shekels", frozenset({"ILS"})),
    ("cent cents", DOLLARS | {"EUR"}),
    ("penny pence", DOLLARS | {"GBP"}),
)
HUNDREDTHS: Final = frozenset({"cent", "cents", "penny", "pence"})
"""The words for a hundredth of a currency's unit."""
UNIT_WORDS: Final = {
    **_each(("terawatt tw", "TeraW"), ("gigawatt gw", "GigaW"), ("megawatt mw", "MegaW")),
    **_each(("kilowatt kw", "KiloW"), ("% percent pct", "PERCENT"), ("year yr", "YR")),
    **_each(("month", "MO"), ("week", "WK"), ("day", "DAY"), ("hour", "HR")),
    "percentage point": "PERCENT",
}
SCALES: Final = _each(
    ("TeraW TeraW-HR", 1e12),
    ("GigaW GigaW-HR", 1e9),
    ("MegaW MegaW-HR", 1e6),
    ("KiloW KiloW-HR", 1e3),
)
"""How many watts, or watt hours, there are to each unit of power or energy (QUDT's names)."""
