"""Checks: what is so much a year, or no price of this deal at all, is not told as what is paid."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aikg.gate.checks.deals import Deal
from aikg.gate.evidence.passages import passages
from aikg.gate.evidence.places import everywhere
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.evidence.told_figure import ToldFigure
    from aikg.gate.findings import Finding

_HEDGES: Final = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|over|some|more|less|than|at|least|most|up"
    r"|to|as|much|just|under|an?\sestimated)\s)*"
)
_PLAIN: Final = r"(?:(?:about|around|roughly|approximately|nearly|almost|some|an?\sestimated)\s)*"
# "$500 million a year", "$20 per share". Several who pay "$1 billion each" pay it, each for itself.
_PER: Final = re.compile(
    r"(?:\sor\s(?:more|less|so))?(?:\s(?:an?|per|each|every)\s"
    r"(?:year|annum|quarter|month|week|day|hour|minute|share|chip|unit|token|seat|user|[GT]PU|server"
    r"|(?:mega|giga|kilo)?watt(?:[\s-]hour)?)\b(?!\s(?:after|before|ago|later|earlier|from|since)\b)"
    r"|\s(?:annually|yearly|quarterly|monthly)\b"
    r"|/(?:year|yr|month|mo|hour|hr|share|[kM]Wh)\b)",
    re.IGNORECASE,
)
_RECURRING: Final = re.compile(
    r"\b(?:annual|yearly|quarterly|monthly)\s(?:rents?|fees|payments|rate|costs?|spending|instal?lments)"
    rf"\s(?:of|at)\s{_HEDGES}\Z",
    re.IGNORECASE,
)
_BECOMES: Final = (
    r"(?:of|at|(?:is|was|are|were|has|had|reached|reaches|totals|totall?ed|exceeds|exceeded)"
    r"|(?:stands?|stood|came|comes|rose|rises|grew|grows|jumped|climbed|swelled)(?:\s(?:at|to))?)"
)
_METRIC: Final = re.compile(
    # What it is not: "not $10 billion but five", as opposed to "not less than $10 billion".
    rf"\b(?:(?:(?<!\bif\s)not|instead\sof|rather\sthan|as\sopposed\sto)\s(?:the\s)?{_PLAIN}"
    r"|(?:revenues?|turnover|sales|backlog|order\sbook|earnings|profits?|(?:net|operating)\sloss"
    r"|(?:capital\s)?expenditures?|capex|net\sworth|ARR|(?:revenue\s)?run[\s-]rate|market\scap(?:itali[sz]ation)?|assets\sunder\smanagement)"
    rf"(?:\s(?:for|in|of)\s(?:the\s)?(?:year|quarter|\d{{4}}|[a-z]+\squarter))?\s{_BECOMES}\s{_HEDGES}"
    r"|(?:bring|brought|lift|rais|tak|took|push)(?:s|es|e|ing|ed)?\s(?:its|their|his|her|the)\s"
    rf"(?:[\w'-]+\s){{0,3}}?(?:total|contracts|deals|commitments|investments|funding|value)(?:\s[\w'-]+){{0,3}}?\sto\s{_HEDGES})\Z",
    re.IGNORECASE,
)


def check_rates(change: Change) -> Iterator[Finding]:
    """Yield prices and principals whose quotes tell them as so much for each year, share or the like."""
    for figure in _counted(change):
        if change.node(figure.iri, "per") or change.node(figure.iri, "dueFrom"):
            continue
        words = everywhere(figure, passages(change, [figure.iri]), _rate)
        if words:
            yield change.finding(
                "RateCounts",
                Severity.VIOLATION,
                figure.iri,
                f'"{words}" tells so much for each, and would count as all that is paid.',
                expected="aikg:figure-rate or aikg:figure-unit-price with aikg:per",
                mend="Write aikg:figureRole aikg:figure-rate and aikg:per; a duration that is told makes "
                "it an amount.",
                path=AIKG + "figureRole",
            )


def check_metrics(change: Change) -> Iterator[Finding]:
    """Yield prices and principals whose quotes tell them as revenue, a backlog or a running total."""
    for figure in _counted(change):
        words = everywhere(figure, passages(change, [figure.iri]), _metric)
        if words:
            yield change.finding(
                "MetricCounts",
                Severity.WARNING,
                figure.iri,
                f'"{words}" tells something else than what is paid here, and would count.',
                expected="the amount of this agreement",
                mend="Take another aikg:figureRole, such as aikg:figure-combined-total, or leave it out.",
                path=AIKG + "figureRole",
            )


def _counted(change: Change) -> Iterator[ToldFigure]:
    for claim in change.typed("Claim"):
        yield from Deal(change, claim).amounts


def _rate(sentence: str, start: int, end: int) -> str:
    if before := _RECURRING.search(sentence[:start]):
        return sentence[before.start() : end]
    # The phrase itself may end with the words.
    for at in (end, *(found.start() for found in _PER.finditer(sentence[:end], start))):
        if after := _PER.match(sentence, at):
            return sentence[start : after.end()]
    return ""


def _metric(sentence: str, start: int, end: int) -> str:
    before = _METRIC.search(sentence[:start])
    return sentence[before.start() : end] if before else ""
