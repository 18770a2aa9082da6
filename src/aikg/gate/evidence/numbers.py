"""Reading numbers as the press writes them, with their currency or unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from aikg.ground.bounds import INF

if TYPE_CHECKING:
    from collections.abc import Iterator

_T = TypeVar("_T")


def _each(*entries: tuple[str, _T]) -> dict[str, _T]:
    """Make a table in which several words have one value."""
    return {word: value for words, value in entries for word in words.split()}


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENFOLD = "twenty thirty forty fifty sixty seventy eighty ninety"
_DIGITS: Final = {word: number for number, word in enumerate(_ONES.split())}
_TENS: Final = {word: 10 * number for number, word in enumerate(_TENFOLD.split(), start=2)}
_MAGNITUDES: Final = _each(
    ("hundred hundreds", 1e2),
    ("thousand thousands k", 1e3),
    ("lakh lakhs", 1e5),
    ("million millions mio mln mn mm m", 1e6),
    ("crore crores", 1e7),
    ("billion billions bln bn b", 1e9),
    ("trillion trillions trn tn t", 1e12),
)
_VAGUE: Final = {"tens": 10.0, "dozens": 12.0, "hundreds": 100.0, "thousands": 1000.0}

_DOLLARS = "USD CAD AUD NZD HKD SGD TWD MXN BRL CLP COP ARS"
DOLLARS: Final = frozenset(_DOLLARS.split())
"""The currencies that a bare dollar sign may mean."""
_LISTED = (
    "USD EUR GBP JPY CNY RMB CHF CAD AUD NZD HKD SGD TWD KRW INR SEK NOK DKK "
    "ISK PLN CZK HUF RON BGN UAH RUB TRY ILS AED SAR QAR KWD BHD OMR JOD EGP "
    "MAD NGN KES ZAR THB MYR IDR PHP VND PKR BDT LKR KZT MXN BRL CLP COP ARS "
    "PEN UYU XDR "
)
_CODES: Final = frozenset(_LISTED.split())
_SIGNS: Final = _each(
    ("$", DOLLARS),
    ("US$", frozenset({"USD"})),
    ("C$ CA$", frozenset({"CAD"})),
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
    ("₩", frozenset({"KRW"})),
    ("₹ Rs", frozenset({"INR"})),
    ("₪", frozenset({"ILS"})),
    ("₺", frozenset({"TRY"})),
)
_MONEY_WORDS: Final = _each(
    ("dollar dollars", DOLLARS),
    ("euro euros", frozenset({"EUR"})),
    ("pound pounds", frozenset({"GBP"})),
    ("yen", frozenset({"JPY"})),
    ("yuan renminbi", frozenset({"CNY"})),
    ("won", frozenset({"KRW"})),
    ("rupee rupees", frozenset({"INR", "PKR", "LKR"})),
    ("franc francs", frozenset({"CHF"})),
    ("krona kronor kroner krone", frozenset({"SEK", "NOK", "DKK"})),
    ("dirham dirhams", frozenset({"AED", "MAD"})),
    ("riyal riyals", frozenset({"SAR", "QAR"})),
    ("shekel shekels", frozenset({"ILS"})),
)
_UNIT_WORDS: Final = {
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

_WORDS = "|".join([*_DIGITS, *_TENS, "hundred"])
_NUMBER = rf"""
    (?P<figure>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|(?<![\w.])\.\d+)
  | \b(?P<words>(?:{_WORDS})(?:(?:-|\s|\sand\s)(?:{_WORDS}))*)\b
  | \b(?P<vague>(?:tens|dozens|hundreds|thousands)(?=\sof\s(?:thousand|million|billion|trillion)))
  | \b(?P<half>half\sa|half\san)\b
  | \b(?P<single>a|an|each|every|per|first)\b
  | \b(?P<plural>(?=(?:hundreds|thousands|millions|billions|trillions)\sof))
"""
_SPELT = r"(?:hundred|thousand|lakh|million|crore|billion|trillion)s?"
_MAGNITUDE = rf"""
    (?: \+?(?:\sof)?[\s-]?(?P<spelt>{_SPELT}(?:\s{_SPELT})?)\b
      | \+?\s?(?P<short>mio|mln|mm|mn|bln|bn|trn|tn)\b
      | \+?(?P<letter>[kmbt])\b
      | \s(?P<apart>(?-i:[BM]))\b
    )
"""
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_MONEY = "|".join(_MONEY_WORDS)
_UNIT = "|".join(re.escape(word) for word in sorted(_UNIT_WORDS, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"""
    (?: (?P<sign>(?-i:{_SIGN}))\s? | \b(?P<code>(?-i:[A-Z]{{3}}))\s? )?
    (?:{_NUMBER})
    (?:{_MAGNITUDE})?
    (?P<plus>\+|-plus\b|\splus\b(?!\s))?
    (?: (?:\sof)?[\s-](?:u\.?s\.?\s|american\s|canadian\s|australian\s|more\s)?(?P<money>{_MONEY})\b
      | \s?(?P<after>(?-i:[A-Z]{{3}}))\b
      | \s?[€](?P<euro>)
      | (?:\s?-?\s?|\s(?:more|additional|further|extra|full|consecutive)\s)
        (?P<unit>per\scent|{_UNIT})(?P<many>s?)(?P<hours>[\s-]?hours?\b|h\b)?(?![\w$])
    )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TO = re.compile(r"\s?(?:-|\bto\b|\bor\b)\s?\Z", re.IGNORECASE)
_AND = re.compile(r"\s(?:and)\s\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s\Z", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, with what it counts.

    Attributes:
        start: Where it starts, its currency sign with it.
        end: Behind its last character, its unit with it.
        low: The number; of a range the lower one.
        high: The number again; of a range the upper one, INF where only a power of ten is named.
        magnitude: The thousands, millions or billions that the number was multiplied by.
        money: The currencies that it may be in; empty where it is no money.
        unit: QUDT's name of its unit, such as "GigaW"; empty where it has none that is known.
        single: Whether it is an article or the like, as in "a gigawatt".
    """

    start: int
    end: int
    low: float
    high: float
    magnitude: float = 1.0
    money: frozenset[str] = frozenset()
    unit: str = ""
    single: bool = False

    @property
    def measured(self) -> bool:
        """Whether it has a currency or a unit."""
        return bool(self.money or self.unit)

    @property
    def ranged(self) -> bool:
        """Whether it is a range."""
        return self.low != self.high


def quantities(text: str) -> list[Quantity]:
    """Read all numbers of a text, in their order; ranges are one.

    Args:
        text: A folded text, in which dashes of all kinds are hyphens.

    Examples:
        >>> [(q.low, sorted(q.money)[-1:], q.unit) for q in quantities("€1.3bn for 11 percent")]
        [(1300000000.0, ['EUR'], ''), (11.0, [], 'PERCENT')]
        >>> [(q.low, q.high) for q in quantities("$5-10 billion, or one gigawatt")]
        [(5000000000.0, 10000000000.0), (1.0, 1.0)]
    """
    found: list[Quantity] = []
    for one in _single(text):
        before = found[-1] if found else None
        joined = _ranged(text, before, one) if before else None
        if joined:
            found[-1] = joined
        else:
            found.append(one)
    return found


def _single(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        one = _read(text, match)
        if one:
            yield one


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    number = _number(match)
    magnitude = _magnitude(match)
    start = match.start()
    code = match["code"]
    if code and code not in _CODES:
        # A word in capitals, such as the name of a company, stands before the number.
        start, code = match.end("code"), None
        start += text[start].isspace()
    single = bool(match["single"])
    unit = _unit(match)
    money = _money(match, code)
    after = match["after"]
    end = match.start("after") if after and after not in _CODES else match.end()
    if single and magnitude == 1.0 and (not unit or unit == "PERCENT"):
        return None  # an article before anything else
    if single and match["single"].lower() == "per":
        return None  # what is due for each of them, and no number
    if match["figure"] and start and re.match(r"[\w.]", text[start - 1]):
        return None  # the rest of a name, such as H100
    if match["figure"] and re.match(r"[A-Za-z_]", text[end : end + 1]) and not magnitude > 1:
        return None  # the first part of one, such as 3D
    low = number * magnitude
    if match["plural"] is not None or match["vague"]:
        return Quantity(start, end, low, INF, magnitude, money, unit)
    return Quantity(start, end, low, low, magnitude, money, unit, single)


def _number(match: re.Match[str]) -> float:
    if match["figure"]:
        return float(match["figure"].replace(",", ""))
    if match["words"]:
        return _spelt(match["words"])
    if match["vague"]:
        return _VAGUE[match["vague"].lower()]
    return 0.5 if match["half"] else 1.0


def _spelt(words: str) -> float:
    total = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word != "and":
            total += _DIGITS.get(word, 0) + _TENS.get(word, 0)
    return float(total)


def _magnitude(match: re.Match[str]) -> float:
    value = 1.0
    for word in (
        match["spelt"] or match["short"] or match["letter"] or match["apart"] or ""
    ).split():
        value *= _MAGNITUDES[word.lower()]
    return value


def _money(match: re.Match[str], code: str | None) -> frozenset[str]:
    if match["sign"]:
        return _SIGNS[match["sign"]]
    code = code or (match["after"] if match["after"] in _CODES else None)
    if code:
        return frozenset({"CNY"} if code == "RMB" else {code})
    if match["euro"] is not None:
        return frozenset({"EUR"})
    return _MONEY_WORDS[match["money"].lower()] if match["money"] else frozenset()


def _unit(match: re.Match[str]) -> str:
    if not match["unit"]:
        return ""
    word = " ".join(match["unit"].lower().split())
    unit = "PERCENT" if word == "per cent" else _UNIT_WORDS[word]
    return f"{unit}-HR" if match["hours"] and unit in SCALES else unit


def _ranged(text: str, one: Quantity, other: Quantity) -> Quantity | None:
    """Join two numbers that are the ends of a range, or return None."""
    between = text[one.end : other.start]
    told = _AND.fullmatch(between) and _BETWEEN.search(text[: one.start])
    if not told and (not _TO.fullmatch(between) or _FROM.search(text[: one.start])):
        return None
    if one.ranged or other.ranged or one.single or other.single:
        return None
    if one.money and other.money and not one.money & other.money:
        return None
    if one.unit and other.unit and one.unit != other.unit:
        return None
    low = one.low
    if one.magnitude == 1.0 and other.magnitude > 1.0 and not one.unit:
        low *= other.magnitude  # "$5 to $10 billion"
    if low >= other.high:
        return None
    return replace(
        other,
        start=one.start,
        low=low,
        money=other.money or one.money,
        unit=other.unit or one.unit,
    )
