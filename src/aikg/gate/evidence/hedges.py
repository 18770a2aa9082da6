"""The words that hedge a number: which stand before this very one, or right behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from aikg.gate.evidence import abroad
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.gate.evidence.numbers import Quantity

UP_TO: Final = AIKG + "hedge-up-to"
AT_LEAST: Final = AIKG + "hedge-at-least"
MORE_THAN: Final = AIKG + "hedge-more-than"
LESS_THAN: Final = AIKG + "hedge-less-than"
ABOUT: Final = AIKG + "hedge-about"

CEILINGS: Final = frozenset({UP_TO, LESS_THAN})
"""The hedges under which the number is a ceiling."""
FLOORS: Final = frozenset({AT_LEAST, MORE_THAN})
"""The hedges under which the number is a floor."""

_OF_SUM = (
    r"(?:(?:total|aggregate|combined|overall|principal|purchase) ){0,2}"
    r"(?:(?:amount|sum|value|price|total|investment|commitment|consideration) )?"
)
_REACH = (
    r"(?:ultimately |eventually |one day |even |yet )?(?:reach(?:ing)?|total(?:l?ing)?|amount(?:ing)? to"
    r"|(?:ris|grow|climb|increas|expand|swell)(?:e|ing)? to)"
)
_PACT = r"(?:deal|agreement|accord|settlement|pact|contract|compromise)"
# A cap of something else, as in "the ceiling of the hall cost", is none of the number.
_OF_OTHER = (
    r"(?! (?:the|an?|its|their|our|this|that) (?!(?:total|combined|aggregate|maximum|further|additional"
    r"|extra|equivalent|sum|record|staggering|whopping|eye-watering|mere)\b)[a-z])"
)
# These may stand some small words away from their number ...
_FAR: Final = {
    UP_TO: r"up[\s-]?to(?: and including)?|as (?:much|many|high|long|large|big) as"
    r"|at (?:the )?(?:very )?most|(?:no|not|nothing) (?:more|greater|higher|larger|bigger) than"
    r"|(?:not|nothing) (?:over|above|beyond|in excess of)"
    rf"|(?:a |the )?maximum {_OF_SUM}of"
    rf"|(?:an? |the )?(?:cap|ceiling|(?:upper )?limit) (?:of|at){_OF_OTHER}"
    r"|capped at|limited to|(?:expand|extend|scal|upsiz)e?able to"
    r"|(?:not|never|without|can\s?not|(?:wo|do|does|did|ca|must|should)n't)(?: to)? exceed(?:ing)?"
    r"|(?:top(?:s|ping)?|max(?:es|ing)?) out at"
    rf"|(?:could|may|might|potentially) {_REACH}(?! (?:an?|the|its) (?:[\w-]+ ){{0,2}}{_PACT}\b)",
    AT_LEAST: r"at (?:the )?(?:very )?least|(?:no|not) (?:less|fewer) than|as (?:little|few) as"
    r"|(?:a |the )?(?:minimum|floor) of|upwards? of|starting at",
    MORE_THAN: r"more than|in excess of|north of|exceed(?:s|ed|ing)?|greater than|surpass(?:es|ed|ing)"
    r"|topping",
    LESS_THAN: r"less than|fewer than|just shy of|short of|south of",
    ABOUT: r"approximately|roughly|close to"
    r"|(?:in|on) the (?:region|range|order|neighbou?rhood|ballpark) of|a ballpark(?: figure)? of",
}
# ... and these, which have other meanings too, right before it.
_NEAR: Final = {
    UP_TO: rf"max\.?|maximum|{abroad.UP_TO}",
    AT_LEAST: rf"min\.?|minimum|{abroad.AT_LEAST}",
    MORE_THAN: rf"over|above|well over|beyond|{abroad.MORE_THAN}",
    LESS_THAN: rf"under|below|{abroad.LESS_THAN}",
    ABOUT: r"about|around|some|nearly|almost|circa|ca\.?|c\.|approx\.?|near|just (?:over|under)"
    rf"|an estimated|estimated(?: at)?|or so|more or less|{abroad.ABOUT}",
}
# "$2 billion plus" has no top; "$2 billion plus stock" is that sum, and something beside it.
_PLUS: Final = (
    r"plus\b(?!\s(?:[a-z]+ing|the|an?|its|their|some|stock|shares|debt|equity|cash|warrants?|interest|fees"
    r"|costs|tax(?:es)?|expenses|assumed|assumption|options?|royalties|up)\b|\s[$€£\d])"
)
_BEHIND: Final = {
    UP_TO: r"at (?:the )?(?:very )?most|(?:or|and) (?:less|fewer|below)|maximum|max\b|tops",
    AT_LEAST: rf"(?:or|and) (?:more|above|over|greater)|at (?:the very )?least|minimum|{_PLUS}"
    r"|-plus|\+"
    r"|and counting",
    ABOUT: r"or so|or thereabouts|-ish|approximately|roughly|give or take",
}
# What hedges an amount only where nothing but its like stands between: "potentially $4 billion". In
# "potentially investing $4 billion" it is the act that may not happen, which a stage tells; and in
# "a potential $4 billion deal" the deal.
_BARE: Final = {
    **dict.fromkeys(_FAR, "(?!)"),
    UP_TO: r"(?:potential(?:ly)?|possibl[ey]|eventual(?:ly)?)(?=\)?\s)",
}
# Before a noun they are said of it, and of the amount only where that is all there is.
_SAID_OF_NOUNS: Final = frozenset({"potential", "possible", "eventual"})
_NO_DEAL: Final = re.compile(
    r"\Z|[.,;:)]|\s(?:in|into|for|from|over|to|of|on|by|at|as|and|or|when|if|with|that|which)\b"
)
_BARE_BEHIND: Final = re.compile(
    r"\s\(?(?P<words>potentially)(?=[.,;:)]|\Z|\s(?:in|into|for|from|over)\b)"
    r"|,\s(?P<late>potentially)(?=[.;:)]|\Z)",
    re.IGNORECASE,
)
# "A $2 billion ceiling" is one of the amount; a market cap, or a cap on emissions, is not.
_CAP_BEHIND: Final = re.compile(
    r"[\s-](?:(?:spending|price|cost|purchase|funding|budget|investment|borrowing|credit|debt|lending"
    r"|liability|payment|upper|hard|total|overall|annual|aggregate|statutory)\s)?"
    r"(?P<words>ceiling|cap|limit)(?![\w-])",
    re.IGNORECASE,
)
_SIGNS: Final = {
    UP_TO: "≤|<=",
    AT_LEAST: "≥|>=",
    MORE_THAN: ">",
    LESS_THAN: "<|sub-",
    ABOUT: "[~≈]",
}
# What may stand between a hedge and its number: small words; or an article with a word or two, of
# which none leads elsewhere. A comma right behind the hedge opens a bracket that must be closed.
_SMALL = (
    r"(?:a|an|the|another|its|their|his|her|our|this|that|these|those|additional|further|extra"
    r"|more|total|totals?|combined|of|in|as|initial|new|all|only|just|even|us|such|worth|value"
    r"|equivalent|to be|some|around|about|roughly|approximately|nearly|almost|perhaps|maybe"
    r"|an? estimated|at|between|either|least|most)"
)
_ELSEWHERE = r"(?:to|for|by|with|from|on|into|and|or|but|that|which|who|is|are|was|were|will|would)"
_GAP = (
    rf"(?:,[^,]*,\s|[\s(]|(?<=up-to)-|\s\((?:[^)]*)\)\s)(?:(?:{_SMALL}\s){{0,6}}"
    rf"|(?:(?:{_SMALL}\s){{0,2}}(?:a|an|the|another|its|their)\s(?:(?!{_ELSEWHERE}\s)[\w-]+\s){{1,3}}))"
)
_NEXT = r"\s(?:(?:another|an additional|a further|an extra|additional|the|a)\s(?=[\d$€£¥ahm])){0,1}"
# What is added up to, signed up to or talked about is that very sum, and hedges nothing.
_VERB = (
    r"(?:(?:add|live|lead|run|own|face|sum|tot|match|measure|stand|sign|set|buil[dt]|open)"
    r"(?:s|ed|ing|ning)?[\s-](?:\w+\s)?(?=up to\b)"
    r"|(?:talk|discussion|negotiation|question|report|said|told|speculation|rumou?r|news)"
    r"(?:s|ed|ing)?\s(?=about\b)"
    # Who hands over, forks over or turns over money gives it.
    r"|(?:fork|hand|turn|sign)(?:s|ed|ing)?[\s-](?=over\b))"
)
_WORDS: Final = {
    hedge: re.compile(
        rf"(?<![\w-])(?:{far}|{_NEAR[hedge]}|{_BARE[hedge]})|{_SIGNS[hedge]}", re.IGNORECASE
    )
    for hedge, far in _FAR.items()
}


_LIKE = (
    r"\s(?:(?:about|around|roughly|some|nearly|almost|approximately|another|an additional|a further"
    r"|an extra|additional)\s)?"
)
# Words of what may be done, before a verb of doing it.
_DOES = (
    r"(?:invest|pay|buy|spend|lend|put|commit|acquir|purchas|contribut|inject|sell|provid|giv|fund"
    r"|financ|back|sign|tak|receiv|borrow|order|leas|rent|grant|build)\w*"
)
_ACT: Final = re.compile(
    r"(?:(?:plan|intend|aim|expect|hope|seek|want)(?:s|ed|ing|ning)?|in talks|considering"
    r"|potentially|may|might|could|would)"
    rf"\s(?:(?:to|potentially|possibly|also|even|yet|then)\s)*{_DOES}\b",
    re.IGNORECASE,
)


@cache
def _pattern(hedge: str) -> re.Pattern[str]:
    # To compile all of them takes longer than to check a claim, and few are met in one.
    return re.compile(
        rf"(?<![\w-])(?P<verb>{_VERB})?"
        rf"(?:(?P<far>{_FAR[hedge]}){_GAP}|(?P<near>{_NEAR[hedge]}){_NEXT}"
        rf"|(?P<bare>{_BARE[hedge]}){_LIKE}"
        rf"|(?<=\()(?P<held>{_FAR[hedge]}|{_NEAR[hedge]}|{_BARE[hedge]})\){_LIKE})\Z"
        rf"|(?P<sign>{_SIGNS[hedge]})\s?\Z",
        re.IGNORECASE,
    )


_WITHIN = re.compile(r"\b(?P<far>within)\s(?:the next\s)?\Z", re.IGNORECASE)
_TIMES = frozenset({"YR", "MO", "WK", "DAY", "HR"})
_FOLLOW: Final = {
    hedge: re.compile(
        rf"(?:\s(?:\w+\s){{0,2}}?|,\s|)(?P<words>{words})(?![\w$€£-])"
        rf"|\s\((?P<held>{words})\)",
        re.IGNORECASE,
    )
    for hedge, words in _BEHIND.items()
}


@dataclass(frozen=True, slots=True)
class Hedge:
    """A hedge that speaks of one number.

    Attributes:
        concept: The IRI of its kind.
        words: Its words as they stand.
        start: Where they start in the text.
        end: Behind their last character.
    """

    concept: str
    words: str
    start: int
    end: int


def hedges_of(text: str, numbers: Sequence[Quantity], index: int) -> list[Hedge]:
    """Find the hedges that speak of one number of a text, and of no other.

    Args:
        text: The folded text that the numbers were read from.
        numbers: All numbers of the text, in their order.
        index: Which of them is meant.

    Examples:
        >>> from aikg.gate.evidence.numbers import quantities
        >>> text = "plans to invest up to $10 billion, and $30 billion for Azure"
        >>> read = quantities(text)
        >>> [hedge.words for hedge in hedges_of(text, read, 0)], hedges_of(text, read, 1)
        (['up to'], [])
    """
    number = numbers[index]
    start = numbers[index - 1].end if index else 0
    segment = text[start : number.start]
    found: list[Hedge] = []
    for concept, words in _WORDS.items():
        for match in _all(_pattern(concept), segment) if words.search(segment) else ():
            told = match.groupdict()
            if told["verb"] or (number.unit in _TIMES and told["near"] in ("over", "Over")):
                continue  # "over five years" is how long it takes
            part = next(part for part in ("far", "near", "bare", "held", "sign") if told.get(part))
            if match[part].lower() in _SAID_OF_NOUNS and not _NO_DEAL.match(text, number.end):
                continue
            found.append(_hedge(concept, match, part, start))
    if number.unit in _TIMES and (within := _WITHIN.search(segment)):
        found.append(_hedge(UP_TO, within, "far", start))
    found = [each for each in found if not _inside(each, found)]
    limit = numbers[index + 1].start if index + 1 < len(numbers) else len(text)
    behind = text[number.end : limit]
    closed = limit == len(text)
    for concept, pattern in _FOLLOW.items():
        after = pattern.match(behind)
        # "$5 billion and at least $10 billion": the words belong to what they stand before.
        if after and (closed or behind[after.end() :].strip()):
            found.append(_hedge(concept, after, after.lastgroup or "words", number.end))
    for bare in filter(None, (_BARE_BEHIND.match(behind), _CAP_BEHIND.match(behind))):
        found.append(_hedge(UP_TO, bare, bare.lastgroup or "words", number.end))
    if re.search(r"\+|plus\b", text[number.start : number.end]):
        found.append(Hedge(AT_LEAST, text[number.start : number.end], number.start, number.end))
    return sorted(found, key=lambda each: each.start)


def hedges_act(words: str, text: str) -> bool:
    """Whether some words, wherever they stand in a text, hedge what is done and no amount of it.

    Args:
        words: The folded words.
        text: The folded text around a number, without it.

    Examples:
        >>> hedges_act("potentially", "potentially investing "), hedges_act("perhaps", "perhaps ")
        (True, False)
    """
    words, text = words.casefold(), text.casefold()
    starts = [each.start() for each in re.finditer(rf"(?<!\w){re.escape(words)}", text)]
    told = [_ACT.match(text, start) for start in starts]
    return bool(told) and all(
        act and start + len(words) <= act.end() for start, act in zip(starts, told, strict=True)
    )


def _hedge(concept: str, match: re.Match[str], part: str, offset: int) -> Hedge:
    return Hedge(concept, match[part], offset + match.start(part), offset + match.end(part))


def _all(pattern: re.Pattern[str], segment: str) -> list[re.Match[str]]:
    """Every way in which the pattern ends with the segment, the earliest start first."""
    found, at = [], 0
    while match := pattern.search(segment, at):
        found.append(match)
        at = match.end("verb") + 1 if match["verb"] else match.start() + 1
    return found


def _inside(one: Hedge, others: Sequence[Hedge]) -> bool:
    """Whether its words are part of another's, as "more than" is of "no more than"."""
    return any(
        other.words != one.words
        and other.start <= one.start
        and one.end <= other.end
        and (other.end - other.start) > (one.end - one.start)
        for other in others
    )
