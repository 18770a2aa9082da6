"""Check: what another source tells of the same agreement otherwise, which is kept as a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.gate.checks.deals import Deal, days, root, stands
from aikg.gate.findings import Severity
from aikg.ground.bounds import INF, grain
from aikg.ground.terms import AIKG, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode

    from aikg.gate.change import Change
    from aikg.gate.evidence.told import ToldFigure
    from aikg.gate.findings import Finding


def check_conflicts(change: Change) -> Iterator[Finding]:
    """Yield, as information, figures and parties that other sources tell otherwise.

    Figures that are equal at the last written digit agree, and so does a list of parties with a part
    of it. Nothing is refused: both stay in the graph, as readings of one dispute. A figure gives way
    only to one of a stage whose date is certainly later; of one publisher the later report stands.
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
                if told := tell(change, deal, other):
                    seen.add(source)
                    yield change.finding(
                        "OtherReading",
                        Severity.INFO,
                        told.focus,
                        f"{shorten(source)} tells it otherwise: {told.words}.",
                        mend=f"{_kept(change, deal.source, source) or told.kept} Look whether both "
                        "are about the same agreement.",
                        path=told.path,
                        value=told.value,
                    )


class _Told(NamedTuple):
    """What is told otherwise.

    Attributes:
        focus: The IRI of what tells it here.
        path: The IRI of the property that does.
        value: What stands there, of a property that may be told twice.
        words: What the other source tells.
        kept: What becomes of the two, of two publishers.
    """

    focus: str
    path: str
    value: NamedNode | None
    words: str
    kept: str


_BOTH: Final = "Both are kept, as readings of one dispute"
_DATES: Final = (
    f"{_BOTH}. A figure gives way to another one only if the date of the other's stage is certainly "
    "later: give the stages their dates, where the sources tell them."
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
    return ""


def _figures(change: Change, deal: Deal, other: Deal) -> _Told | None:
    for role, mine in deal.figures:
        for also, theirs in other.figures:
            same = role == also and mine.currency == theirs.currency and mine.counted
            if same and mine.currency and not _agree(mine, theirs):
                bound = "lower" if mine.upper == theirs.upper else "upper"
                return _Told(mine.iri, AIKG + bound, None, f'"{theirs.phrase}"', _DATES)
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


def _parties(change: Change, deal: Deal, other: Deal) -> _Told | None:
    for roles, mine, theirs, does in (
        (change.paying, deal.payers, other.payers, "pays"),
        (change.paid, deal.payees, other.payees, "is paid"),
    ):
        if mine and theirs and not (mine <= theirs or theirs <= mine):
            words = f"{' and '.join(map(shorten, sorted(theirs)))} {does}"
            for role, party in change.parties(deal.claim, roles):
                if root(change, party) not in theirs:
                    return _Told(deal.claim, role, change.named(party), words, f"{_BOTH}.")
    return None
