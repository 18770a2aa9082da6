"""Check: what another source tells of the same agreement otherwise, which is kept as a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.gate.checks.deals import Deal, days, stands
from aikg.gate.findings import Severity
from aikg.ground.bounds import INF, grain
from aikg.ground.terms import AIKG, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.change import Change
    from aikg.gate.evidence.told import ToldFigure
    from aikg.gate.findings import Finding


def check_conflicts(change: Change) -> Iterator[Finding]:
    """Yield, as information, figures and parties that other sources tell otherwise.

    Figures that are equal at the last written digit agree, and so does a list of parties with a part
    of it. Nothing is refused: both stay in the graph, as readings of one dispute, unless one of them
    is of a stage that is certainly later.
    """
    for claim in change.typed("Claim"):
        deal = Deal(change, claim)
        if not deal.about:
            continue
        seen = {deal.source}
        for each in change.known.subjects(AIKG + "about", change.named(deal.about)):
            source = change.node(each, "inSource")
            if source in seen or not stands(change, each):
                continue
            other = Deal(change, each)
            for tell in (_figures, _parties):
                if told := tell(deal, other):
                    seen.add(source)
                    focus, path, words = told
                    yield change.finding(
                        "OtherReading",
                        Severity.INFO,
                        focus,
                        f"{shorten(source)} tells it otherwise: {words}.",
                        mend=f"{_kept(change, deal.source, source)} Look whether both are about the "
                        "same agreement.",
                        path=AIKG + path,
                    )


def _kept(change: Change, source: str, other: str) -> str:
    """What becomes of two tellings: of one publisher the later one stands, of two publishers both."""
    by = change.node(source, "publishedBy")
    if by and by == change.node(other, "publishedBy"):
        when, then = (
            days(change, change.nodes(each, "publicationDate")) for each in (source, other)
        )
        if when and then and when[0].earliest > then[0].latest:
            return "The publisher is the same: what this source tells takes the place of that."
        if when and then and then[0].earliest > when[0].latest:
            return "The publisher is the same: what that source tells takes the place of this."
    return "Both are kept, as readings of one dispute, unless one is of a later stage."


def _figures(deal: Deal, other: Deal) -> tuple[str, str, str] | None:
    for role, mine in deal.figures:
        for also, theirs in other.figures:
            same = role == also and mine.currency == theirs.currency and mine.counted
            if same and mine.currency and not _agree(mine, theirs):
                return mine.iri, "upper", f'"{theirs.phrase}"'
    return None


def _agree(one: ToldFigure, other: ToldFigure) -> bool:
    """Whether two figures are equal at the last written digit; what is left open rivals nothing."""
    coarse = max(grain(one.phrase, one.value), grain(other.phrase, other.value))
    if INF in (one.upper, other.upper):
        return one.lower <= other.upper and other.lower <= one.upper
    return all(
        abs(mine - theirs) <= max(coarse / 2, 1e-9 * abs(theirs))
        for mine, theirs in ((one.lower, other.lower), (one.upper, other.upper))
    )


def _parties(deal: Deal, other: Deal) -> tuple[str, str, str] | None:
    for mine, theirs, does in (
        (deal.payers, other.payers, "pays"),
        (deal.payees, other.payees, "is paid"),
    ):
        if mine and theirs and not (mine <= theirs or theirs <= mine):
            return deal.claim, "about", f"{' and '.join(map(shorten, sorted(theirs)))} {does}"
    return None
