"""Reading numbers as the press writes them, with their currency or unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aikg.gate.evidence import abroad, nations
from aikg.gate.evidence.lexicon import (
    CODES,
    DIGITS,
    FEW,
    FRACTIONS,
    HUNDREDTHS,
    MAGNITUDES,
    MONEY_WORDS,
    SCALES,
    SIGNS,
    TENS,
    UNIT_WORDS,
    VAGUE,
    VULGAR,
)
from aikg.ground.bounds import INF

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = "|".join([*DIGITS, *TENS, "hundred"])
_UNIT = "|".join(re.escape(word) for word in sorted(UNIT_WORDS, key=len, reverse=True))
_SPELT = r"(?:hundred|thousand|lakh|million|crore|billion|trillion)s?"
_PART = "|".join(sorted(FRACTIONS, key=len, reverse=True))
_PARTS = "|".join(["an", "a", *DIGITS])
# A third is one of three parts if it is told of what, or else the one after the second; the second
# half of a year is no half of it.
_OF_WHAT = r"(?=\sof\s|[\s-](?:stake|share|interest|holding|ownership|owner)\b)"
_OF_ONE = rf"(?:\sof)?(?:[\s-](?:a|an|one))?(?=[\s-]?(?:{_SPELT}|{_UNIT})(?!\w))"
_HALF = (
    r"(?<!first\s)(?<!second\s)(?<!latter\s)(?<!last\s)(?<!other\s)half(?=\s(?:of|the|its|their)\s)"
)
# A comma before one or two digits parts them from the whole, where a magnitude or a share follows.
_ABROAD = "|".join(re.escape(word) for word in sorted(abroad.MAGNITUDES, key=len, reverse=True))
_SCALED = rf"[\s-]?(?:{_SPELT}|{_ABROAD}|mln|mn|bln|bn|trn|tn|percent|per\scent)\b|\s?%"
_COMMA = rf"\d+,\d{{1,2}}(?={_SCALED})"
_NUMBER = rf"""
    \b(?:(?P<parts>{_PARTS})[\s-](?P<part>{_PART})(?:{_OF_ONE}|{_OF_WHAT})
      | (?P<half>half(?:{_OF_ONE})|{_HALF}))
  | (?P<figure>{_COMMA}|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?:,\d+)?(?![\d.])
      |(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|(?<![\w.])\.\d+)(?P<vulgar>[{"".join(VULGAR)}])?
  | (?<!\w)(?P<alone>[{"".join(VULGAR)}])
  | \b(?P<words>(?:{_WORDS})(?:(?:-|\s|\sand\s)(?:{_WORDS}))*)\b
    (?:[\s-]and[\s-](?P<more>{_PARTS})[\s-](?P<fraction>{_PART})\b)?
  | \b(?P<vague>(?:tens|dozens|hundreds|thousands)(?=\sof\s(?:thousand|million|billion|trillion)))
  | \b(?P<few>{"|".join(FEW)})(?=(?:\sof)?[\s-]?(?:{_SPELT})\b)
  | \b(?P<single>a|an|each|every|per|first)\b(?!\$)
  | \b(?P<plural>(?=(?:hundreds|thousands|millions|billions|trillions)\sof))
"""
_MAGNITUDE = rf"""
    (?: \+?(?:\sof)?[\s-]?(?P<spelt>{_SPELT}(?:\s{_SPELT})?)\b
      | \s?(?P<abroad>{_ABROAD})\b(?:\.(?=\s\S))?
      | \+?\s?(?P<short>mln|mm|mn|bln|bn|trln|trn|tn)\b
      | \+?(?P<letter>[kmbt])\b
      | \s(?P<apart>(?-i:[BM]))\b
    )
"""
# Letters that are a sign, such as SR, begin a word.
_SIGN = "|".join(
    (r"(?<!\w)" if sign[0].isalpha() else "") + re.escape(sign)
    for sign in sorted(SIGNS, key=len, reverse=True)
)
_MONEY = "|".join(MONEY_WORDS)
_CODE = "|".join(sorted(CODES))
# A nation alone says which dollars the sign means only where nothing of the nation is named.
_NO_THING = (
    r"(?=\)|[.,;:](?:\s|\Z)|\Z"
    r"|\s(?:in|into|for|from|over|to|on|by|at|as|when|if|with|that|which)\b)"
)
_QUANTITY = re.compile(
    rf"""
    (?: (?:\b(?P<stated>(?-i:{_CODE}))\s)?(?P<sign>(?-i:{_SIGN}))\s?
      | \b(?P<code>(?-i:[A-Z]{{3}}))\s? )?
    (?:{_NUMBER})
    (?P<digits>-figure\b)?
    (?:{_MAGNITUDE})?
    (?P<plus>\+|-plus\b|\splus\b(?!\s))?
    (?: (?:\s(?:of|de|di|in))?(?:[\s-]|\sd')(?:(?:(?P<nation>{nations.PATTERN})|more)[\s-])?
        (?P<money>{_MONEY})\b
      | \s?(?P<after>(?-i:[A-Z]{{3}}))\b
      | (?(sign)\s\(?(?P<of>{nations.PATTERN})(?!\w){_NO_THING}|(?!))
      | \s?[€](?P<euro>)(?!\s?\d)
      | (?:\s?-?\s?|\s(?:more|additional|further|extra|full|consecutive)\s)
        (?P<unit>per\scent|{_UNIT})(?P<many>s?)(?P<hours>[\s-]?hours?\b|h\b)?(?![\w$])
    )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SHADE = re.compile(r"\b(?:low|lower|mid|high|upper)[\s-]\Z", re.IGNORECASE)
# Three digits behind a point or comma are thousands in one country, and a fraction in another; a
# "billón" is a million millions, or what English has as a billion.
_TWO_WAYS = re.compile(r"\d{1,3}[.,]\d{3}")
_UNSURE = re.compile(
    rf"(?<![\d.,])(?:\d{{1,3}}[.,]\d{{3}}\s(?:{_ABROAD})|[\d.,]+\s(?:{abroad.UNSURE}))\b",
    re.IGNORECASE,
)
# A third is told as 33, 33.3 or 33.33 percent.
_ROUNDED = 0.01
_TO = re.compile(r"\s?(?:-|\bto\b|\bor\b)\s?\Z", re.IGNORECASE)
_AND = re.compile(r"\s(?:and)\s\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s\Z", re.IGNORECASE)
# What was there before, or what is added, is no lower end: "from $5 to $10 billion", "by $1 billion
# to $5 billion"; "by 5 to 10 percent" is a range, whose lower end has not all of its own measure.
_HEDGED = (
    r"\s(?:(?:(?:up|close)\sto|as\s(?:much|little)\sas|at\s(?:least|most)|(?:more|less)\sthan"
    r"|about|around|roughly|approximately|nearly|almost|some|just|over|under|only|an?|the|its|their"
    r"|another|additional|further|extra|estimated|initial|previous|earlier|current|planned)\s){0,4}\Z"
)
_FROM = re.compile(rf"\bfrom{_HEDGED}", re.IGNORECASE)
_CHANGE = (
    r"(?:rais|increas|lift|boost|expand|enlarg|upsiz|extend|hik|reduc|cut|lower|trim|narrow|widen|grow"
    r"|grew|ris|rose|climb|jump|surg|gain|fall|fell|drop|declin|slip|shr[aiu]nk|swell|up|down|topp)"
)
_BY = re.compile(
    rf"\b{_CHANGE}\w*\s(?:(?:[^.;]|\.(?=\d)){{0,80}}(?<!ed|id|ld)\s)?by{_HEDGED}"
    r"|\b(?:ris\w+|rose|climb\w+|jump\w+|grew|fell|dropp?\w*|up|down)\s\Z",
    re.IGNORECASE,
)


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
        slack: By how much of itself it may be exceeded, as in "a third" or "several billion".
        top: What it stays below, of a number of which only the digits are counted; or 0.
    """

    start: int
    end: int
    low: float
    high: float
    magnitude: float = 1.0
    money: frozenset[str] = frozenset()
    unit: str = ""
    single: bool = False
    slack: float = 0.0
    top: float = 0.0

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


def unsure(text: str) -> str:
    """Give the words of a number that two countries read otherwise; empty where there is none.

    Examples:
        >>> unsure("unos 1.250 millones de euros"), unsure("1,25 milliards d'euros")
        ('1.250 millones', '')
    """
    found = _UNSURE.search(text)
    return found[0] if found else ""


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
    if code and code not in CODES:
        # A word in capitals, such as the name of a company, stands before the number.
        start, code = match.end("code"), None
        start += text[start].isspace()
    single = bool(match["single"])
    unit = _unit(match)
    money = _money(match, code)
    after = match["after"]
    end = match.start("after") if after and after not in CODES else match.end()
    hundredth = bool(match["money"]) and match["money"].lower() in HUNDREDTHS
    penny = hundredth and single and match["single"].lower() == "a"
    if single and magnitude == 1.0 and (not unit or unit == "PERCENT") and not penny:
        return None  # an article before anything else
    if single and match["single"].lower() == "per":
        return None  # what is due for each of them, and no number
    if match["figure"] and start and re.match(r"[\w.]", text[start - 1]):
        return None  # the rest of a name, such as H100
    if match["figure"] and re.match(r"[A-Za-z_]", text[end : end + 1]) and not magnitude > 1:
        return None  # the first part of one, such as 3D
    if (match["part"] or match["half"]) and magnitude == 1.0 and not unit:
        number, unit = number * 100, "PERCENT"  # a quarter of its shares
    if match["abroad"] and _TWO_WAYS.fullmatch(match["figure"] or ""):
        return None  # a thousand and more, or one and a fraction
    low = number * magnitude / (100 if hundredth else 1)
    if match["digits"]:
        if not 4 <= number <= 15 or number % 1:
            return None
        low, slack = 10.0 ** (number - 1), 9.0 if _SHADE.search(text, 0, start) else 0.0
        return Quantity(start, end, low, INF, 1.0, money, unit, slack=slack, top=low * 10)
    if match["few"]:
        return Quantity(start, end, low, INF, magnitude, money, unit, slack=9.0)
    if match["plural"] is not None or match["vague"]:
        return Quantity(start, end, low, INF, magnitude, money, unit)
    slack = _ROUNDED if (match["part"] or match["fraction"] or "").startswith("third") else 0.0
    low *= 1 - slack
    return Quantity(start, end, low, low, magnitude, money, unit, single, slack * 2)


def _number(match: re.Match[str]) -> float:
    if match["part"]:
        return _fraction(match["parts"], match["part"])
    if match["figure"]:
        return _written(match["figure"]) + VULGAR.get(match["vulgar"], 0.0)
    if match["words"]:
        more = _fraction(match["more"], match["fraction"]) if match["fraction"] else 0.0
        return _spelt(match["words"]) + more
    if match["alone"]:
        return VULGAR[match["alone"]]
    if match["vague"]:
        return VAGUE[match["vague"].lower()]
    if match["few"]:
        return FEW[match["few"].lower()]
    return 0.5 if match["half"] else 1.0


def _written(figure: str) -> float:
    if figure.count(".") > 1:
        figure = figure.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d{1,2}", figure):
        figure = figure.replace(",", ".")
    return float(figure.replace(",", ""))


def _fraction(count: str, part: str) -> float:
    return DIGITS.get(count.lower(), 1) * FRACTIONS[part.lower()]


def _spelt(words: str) -> float:
    total = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word != "and":
            total += DIGITS.get(word, 0) + TENS.get(word, 0)
    return float(total)


def _magnitude(match: re.Match[str]) -> float:
    if match["abroad"]:
        return abroad.MAGNITUDES[match["abroad"].lower()]
    value = 1.0
    for word in (
        match["spelt"] or match["short"] or match["letter"] or match["apart"] or ""
    ).split():
        value *= MAGNITUDES[word.lower()]
    return value


def _money(match: re.Match[str], code: str | None) -> frozenset[str]:
    """The currencies that its sign, code and words leave, of which one may say what another means."""
    words = MONEY_WORDS[match["money"].lower()] if match["money"] else frozenset()
    nation = match["nation"] or match["of"]
    codes = (code, match["stated"], match["after"] if match["after"] in CODES else None)
    told = [
        SIGNS[match["sign"]] if match["sign"] else frozenset(),
        *(frozenset({"CNY"} if each == "RMB" else {each}) for each in codes if each),
        frozenset({"EUR"}) if match["euro"] is not None else frozenset(),
        frozenset({nations.currency_of(nation)}) if nation else words,
    ]
    money = frozenset[str]()
    for each in told:
        money = money & each or money or each
    return money


def _unit(match: re.Match[str]) -> str:
    if not match["unit"]:
        return ""
    word = " ".join(match["unit"].lower().split())
    unit = "PERCENT" if word == "per cent" else UNIT_WORDS[word]
    return f"{unit}-HR" if match["hours"] and unit in SCALES else unit


def _ranged(text: str, one: Quantity, other: Quantity) -> Quantity | None:
    """Join two numbers that are the ends of a range, or return None."""
    between = text[one.end : other.start]
    told = _AND.fullmatch(between) and _BETWEEN.search(text[: one.start])
    if not told and (not _TO.fullmatch(between) or _FROM.search(text[: one.start])):
        return None
    if one.ranged or other.ranged or one.single or other.single:
        return None
    if not told and _whole(one, other) and _BY.search(text[: one.start]):
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


def _whole(one: Quantity, other: Quantity) -> bool:
    """Whether the first of two numbers has what it counts to itself, and leaves nothing to the second."""
    if one.measured:
        return one.magnitude > 1.0 or other.magnitude == 1.0
    return one.magnitude > 1.0 and not other.measured
