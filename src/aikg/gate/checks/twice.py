"""Checks: one amount that a source tells once is not told as two."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from aikg.gate.checks.deals import Deal, stands
from aikg.gate.checks.same_deal import LINKS
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG, shorten
from aikg.ground.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.evidence.told_figure import ToldFigure
    from aikg.gate.findings import Finding


def check_figures_twice(change: Change) -> Iterator[Finding]:
    """Yield figures of one claim that count the same words of the same quotes once more."""
    for claim in change.typed("Claim"):
        figures = _counted(change, claim)
        for (one, first), (other, second) in combinations(figures, 2):
            same = (first.lower, first.upper, first.currency) == (
                second.lower,
                second.upper,
                second.currency,
            )
            apart = change.nodes(one, "atStage") != change.nodes(other, "atStage")
            if same and not apart and _told_once(change, (one, first), (other, second)):
                yield change.finding(
                    "FigureTwice",
                    Severity.VIOLATION,
                    other,
                    f'"{second.phrase}" is told as {shorten(one)} already, and would count twice.',
                    expected="each amount once in a claim",
                    mend="Leave one of the two out.",
                    path=AIKG + "asStated",
                )
                break


def check_quotes_twice(change: Change) -> Iterator[Finding]:
    """Yield agreements that one source tells between the same parties by the same words."""
    alike: dict[object, list[Deal]] = {}
    for claim in change.typed("Claim"):
        deal = Deal(change, claim)
        if deal.about and deal.payers and deal.payees and stands(change, claim):
            alike.setdefault((deal.source, deal.payers, deal.payees), []).append(deal)
    for deals in alike.values():
        for one, other in combinations(deals, 2):
            if one.about == other.about or _related(change, one, other):
                continue
            for mine, theirs in (
                (a, b)
                for a in _counted(change, one.claim)
                for b in _counted(change, other.claim)
                if a[1].currency == b[1].currency and a[1].upper == b[1].upper
            ):
                if _told_once(change, mine, theirs):
                    yield change.finding(
                        "QuoteTwice",
                        Severity.WARNING,
                        other.claim,
                        f'"{theirs[1].phrase}" is told as the amount of {shorten(one.about)} and of '
                        f"{shorten(other.about)}, by the same words, and counts twice.",
                        expected=f"aikg:about {shorten(one.about)}, or how the two belong together",
                        mend="Tell one agreement; or say aikg:trancheOf, aikg:overlaps or the like.",
                        path=AIKG + "about",
                        value=change.named(other.about),
                    )
                    break


def _counted(change: Change, claim: str) -> list[tuple[str, ToldFigure]]:
    return [(each.iri, each) for each in Deal(change, claim).amounts if each.phrase]


def _told_once(change: Change, one: tuple[str, ToldFigure], other: tuple[str, ToldFigure]) -> bool:
    """Whether two figures rest on the same quotes, which have their words at one place alone."""
    quotes = [
        {fold(change.text(e, "quote")) for e in change.nodes(iri, "hasEvidence")}
        for iri, _ in (one, other)
    ]
    if not quotes[0] or quotes[0] != quotes[1]:
        return False
    phrases = [fold(figure.phrase).casefold() for _, figure in (one, other)]
    shorter, longer = sorted(phrases, key=len)
    places = sum(len(re.findall(re.escape(shorter), quote.casefold())) for quote in quotes[0])
    return shorter in longer and places == 1


def _related(change: Change, one: Deal, other: Deal) -> bool:
    """Whether a claim of the one names the other agreement, in whatever way."""
    return any(
        change.named(theirs.about) in change.all.objects(mine.claim, AIKG + link)
        for mine, theirs in ((one, other), (other, one))
        for link in LINKS
    )
