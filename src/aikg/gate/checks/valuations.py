"""Check: what a company is said to be worth is not told as what is paid for a part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aikg.gate.checks.deals import claims_about
from aikg.gate.evidence.passages import passages
from aikg.gate.evidence.told_figure import ToldFigure
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG
from aikg.ground.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.evidence.passages import Passage
    from aikg.gate.findings import Finding

# Of all of a company the price is its value, and texts say the one for the other.
_WHOLE: Final = AIKG + "Acquisition"
_HEDGES: Final = (
    r"(?:(?:a|an|the|about|around|roughly|approximately|nearly|almost|over|some|more|less|than|at"
    r"|least|most|up|to|as|much|just|under|reported|estimated)\s)*"
)
_BEFORE: Final = re.compile(
    r"\b(?:valu(?:es|ed|ing)\s(?:[^,;.]{1,60}?\s)?at|valuation\s(?:of|at)"
    rf"|(?:pre|post)-money(?:\svaluation)?(?:\s(?:of|at))?|market\scapitali[sz]ation\sof)\s{_HEDGES}\Z",
    re.IGNORECASE,
)
_AFTER: Final = re.compile(r"[\s-](?:[\w-]+\s){0,2}?valuation\b", re.IGNORECASE)
# "A deal valued at $2 billion" has that price.
_DEAL: Final = re.compile(
    r"\b(?:deals?|transactions?|agreements?|contracts?|purchases?|orders?|mergers?|investments?|rounds?"
    r"|stakes?|shares|stock|packages?|offers?|leases?|loans?|partnerships?|projects?|warrants?|bids?"
    r"|financings?|consideration|commitments?)(?:,?\s(?:is|was|are|were|which|that|been|currently)){0,2},?\s\Z",
    re.IGNORECASE,
)


def check_valuations(change: Change) -> Iterator[Finding]:
    """Yield prices and principals whose quotes tell them as a valuation alone.

    Acquisitions are left alone: who buys all of a company pays what it is valued at.
    """
    for claim in change.typed("Claim"):
        told = [ToldFigure.of(change, each) for each in change.nodes(claim, "hasFigure")]
        counted = [each for each in told if each and each.counted and each.currency]
        if not counted or _of_all(change, claim):
            continue
        for figure in counted:
            words = _valued(figure, passages(change, [figure.iri]))
            if words:
                yield change.finding(
                    "ValuationCounts",
                    Severity.VIOLATION,
                    figure.iri,
                    f'"{words}" tells what a company is worth, and would count as what is paid.',
                    expected="aikg:figure-valuation, or the like after or before the money",
                    mend="Write aikg:figureRole aikg:figure-valuation, and tell no amount where nothing "
                    "says what is paid.",
                    path=AIKG + "figureRole",
                )


def _of_all(change: Change, claim: str) -> bool:
    about = change.node(claim, "about")
    claims = dict.fromkeys([claim, *(claims_about(change, about) if about else [])])
    return any(_WHOLE in change.nodes(each, "kind") for each in claims)


def _valued(figure: ToldFigure, found: list[Passage]) -> str:
    """The words of a valuation, where each place that has the figure's phrase is of one."""
    phrase, told = fold(figure.phrase), []
    for passage in found if phrase else ():
        for at in re.finditer(re.escape(phrase), passage.quote, re.IGNORECASE):
            start, end = passage.start + at.start(), passage.start + at.end()
            told.append(_words(passage.sentence, start, end))
    return told[0] if told and all(told) else ""


def _words(sentence: str, start: int, end: int) -> str:
    before = _BEFORE.search(sentence[:start])
    priced = before and before[0].lower().startswith("valued at")
    if before and not (priced and _DEAL.search(sentence[: before.start()])):
        return sentence[before.start() : end]
    after = _AFTER.match(sentence, end)
    return sentence[start : after.end()] if after else ""
