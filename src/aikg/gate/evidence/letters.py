"""Letters of intent and their like, which are signed and bind nobody: which words are of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# One that is said to bind is none.
_LETTER = (
    r"(?<!(?<!non-)(?<!non\s)(?<!not\s)\bbinding\s)(?:(?:non-?\s?binding\s(?:[\w'-]+\s){0,2}?)?"
    r"(?:letters?\sof\s(?:intent|interest)|(?-i:LO[Ii]s?|M[Oo][Uu]s?)"
    r"|memorand(?:um|ums|a)\sof\s(?:understanding|terms)|term\ssheets?|heads\sof\s(?:terms|agreement)"
    r"|preliminary\s(?:[\w'-]+\s)?(?:agreement|deal|accord|pact|memorand(?:um|a)\sof\sterms)s?"
    r"|(?:agreement|deal|accord|agree[sd])\sin\sprinciple)"
    r"|non-?\s?binding\s(?:[\w'-]+\s){0,2}?(?:agreement|offer|proposal|deal|accord|pact|bid)s?)\b"
)
# Between the two stands nothing that may be done itself, and nothing that the letter came before.
_GAP = (
    r"(?:(?!(?:after|before|following|from|since|beyond|and|or|but|to|for|of|which|that|replacing"
    r"|agreement|contract|deal|pact|round|investment|purchase|acquisition|sale|binding)\b)"
    r"[^\s;]+\s){0,6}?"
)
_DO = (
    r"(?:sign(?:s|ed)|conclud(?:es|ed)|reach(?:es|ed)|struck|seal(?:s|ed)|complet(?:es|ed)"
    r"|finali[sz](?:es|ed)|agree[sd](?:\sto\s(?:sign|conclude|execute|enter\sinto))?"
    r"|clos(?:es|ed)|execut(?:es|ed)|enter(?:s|ed)(?:\sinto)?"
    r"|commit(?:s|ted))"
)
# "A letter of intent was signed", "one that they had signed", "one to buy chips was signed"; but in
# "after a letter of intent, it signed the contract" that is done to something else.
_BE = r"(?:is|was|were|(?:has|have|had)\sbeen)"
_DONE_TO_IT = (
    rf",?\s(?:(?:that|which)\s)?{_BE}\s(?:just\s|recently\s)?{_DO}\b"
    rf"|\s(?:(?:that|which|they|it|has|have|had|just|recently)\s){{0,4}}{_DO}\b"
    r"(?!\s(?:the|an?|its|their|[$€£¥\d]))"
    rf"|,\s{_DO}\s(?:on|in|last|this)\s\w+(?:\s\w+)?(?=,)"
    r"|\s(?:to|for|on|with)\s(?:(?!(?:and|it|they|contract|agreement|deal|round|purchase|sale)\b)"
    rf"[^,;\s]+\s){{1,12}}?{_BE}\s{_DO}\b"
)
_ABOUT: Final = re.compile(rf"\b(?:{_DO},?\s{_GAP})?{_LETTER}(?:{_DONE_TO_IT})?", re.IGNORECASE)
# The words by which something that binds has come of it, or stands beside it.
_SINCE: Final = re.compile(
    r"\b(?:(?:turn|convert)(?:s|ed|ing)|bec[ao]mes?|formali[sz](?:es|ed|ing)|firm(?:s|ed|ing)\sup"
    r"|le(?:d|ads)\sto|(?:replac|supersed|follow)ed\sby"
    rf"|(?:replac|supersed)(?:es|ed|ing)\s{_GAP}{_LETTER}|follow(?:s|ed|ing)\s{_GAP}{_LETTER}"
    r"|and\s(?:(?:later|then)\s)?(?:an?|the)\s(?!non)(?:[^\s;]+\s){0,3}?(?:contract|agreement))\b",
    re.IGNORECASE,
)
# What the letter is about: "to invest", "under which it would invest", "for an investment".
_REACHES: Final = re.compile(
    r"[^,;]*?,?\s(?:to|for|(?:under|by|in)\swhich|that\swould|which\swould|covering|about|on)\s"
    r"(?:(?!(?:and|or|but|then|while|before|after|has|have|had|is|was|were|into)\b)[\w'-]+\s){0,3}?\Z",
    re.IGNORECASE,
)


def without_letters(clause: str) -> str:
    """Take out what a clause tells of letters, with what is done to these alone.

    Args:
        clause: A folded clause.

    Examples:
        >>> without_letters("It signed a letter of intent to invest, and closed the deal")
        'It … to invest, and closed the deal'
    """
    return _ABOUT.sub("…", clause)


def letters(clause: str) -> Iterator[re.Match[str]]:
    """Find what a clause tells of letters; nothing where one became something that binds.

    Args:
        clause: A folded clause.

    Examples:
        >>> [each[0] for each in letters("It signed a letter of intent with Acme")]
        ['signed a letter of intent']
        >>> list(letters("The letter of intent became a contract"))
        []
    """
    return iter(()) if _SINCE.search(clause) else _ABOUT.finditer(clause)


def of_letter(clause: str, start: int, end: int) -> str:
    """Give the words of a letter that a span of a clause is part of, or that say what it is about.

    Args:
        clause: A folded clause.
        start: Where the span starts in it.
        end: Behind its last character.

    Returns:
        The words, up to the end of the span; empty where the span is of no letter.

    Examples:
        >>> text = "Acme signed a letter of intent to invest, and hires"
        >>> of_letter(text, 31, 40), of_letter(text, 46, 51)
        ('signed a letter of intent to invest', '')
    """
    head = re.match(r"to\s", clause[start:end], re.IGNORECASE)
    begin = start + head.end() if head else start
    for each in letters(clause):
        inside = start < each.end() and each.start() < end
        if inside or (each.end() <= begin and _REACHES.fullmatch(clause[each.end() : begin])):
            return clause[min(start, each.start()) : max(end, each.end())]
    return ""
