"""Check: what a source tells once more in another currency does not count a second time."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING, Final

from aikg.gate.evidence.told_figure import ToldFigure
from aikg.gate.findings import Severity
from aikg.ground.terms import AIKG, shorten
from aikg.ground.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.findings import Finding

# "€50 million ($58 million)", "(about $58 million)", ", or some $58 million", "equivalent to".
_AGAIN: Final = re.compile(
    r",?\s*(?:\((?:[^\s()]+\s){0,3}|(?:or|equivalent\sto|the\sequivalent\sof|equal\sto)\s(?:\w+\s){0,2})",
    re.IGNORECASE,
)


def check_conversions(change: Change) -> Iterator[Finding]:
    """Yield counted figures that their quote tells as another one of the claim, in another currency."""
    for claim in change.typed("Claim"):
        told = [ToldFigure.of(change, each) for each in change.nodes(claim, "hasFigure")]
        counted = [each for each in told if each and each.counted and each.currency]
        for first, again in permutations(counted, 2):
            if first.currency != again.currency and _told_again(change, first, again):
                yield change.finding(
                    "ConversionCounts",
                    Severity.VIOLATION,
                    again.iri,
                    f'"{again.phrase}" tells "{first.phrase}" once more, and would count beside it.',
                    expected="aikg:figure-conversion",
                    mend="Write aikg:figureRole aikg:figure-conversion, with aikg:conversionOf "
                    f"{shorten(first.iri)}.",
                    path=AIKG + "figureRole",
                )


def _told_again(change: Change, first: ToldFigure, again: ToldFigure) -> bool:
    """Whether a quote has the one, and then the other in brackets or the like."""
    one, other = fold(first.phrase).casefold(), fold(again.phrase).casefold()
    for evidence in dict.fromkeys(
        e for f in (first, again) for e in change.nodes(f.iri, "hasEvidence")
    ):
        quote = fold(change.text(evidence, "quote")).casefold()
        at = quote.find(one) if one else -1
        then = quote.find(other, at + len(one)) if at >= 0 and other else -1
        if then >= 0 and _AGAIN.fullmatch(quote, at + len(one), then):
            return True
    return False
