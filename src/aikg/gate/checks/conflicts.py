"""Check: what another source tells of the same agreement otherwise, which is kept as a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.gate.checks.amounts import Amounts, Weighed
from aikg.gate.checks.deals import Deal, days, root, stands
from aikg.gate.findings import Severity
from aikg.ground.bounds import INF, grain
from aikg.ground.terms import AIKG, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import NamedNode

    from aikg.gate.change import Change
    from aikg.gate.evidence.told_figure import ToldFigure
    from aikg.gate.findings import Finding


def check_conflicts(change: Change) -> Iterator[Finding]:
    """Yield, as information, figures and parties that other sources tell otherwise.

    Figures that are equal at the last written digit agree, and so does a list of parties with a part
    of it. Nothing is refused. Where the date of one figure's stage is certainly later, that figure
    takes the place of the other; of one publisher the later report stands; else both stay in the
    graph, as readings of one dispute.
    """
    for claim in change.typed("Claim"):
        deal = Deal(change, claim)
        if not deal.about:
            continue
        seen = {deal.source}
        amounts: Amounts | None = None
        for each in change.known.subjects(AIKG + "about", change.named(deal.about)):
            source = change.node(each, "inSource")
            if source in seen or not stands(change, each):
                continue
            other = Deal(change, each)
            apart = [*_apart(deal, other)]
            if apart and amounts is None:
                amounts = Amounts(change, deal.about)
            told = [
                *(_figures(change, deal, other, apart, amounts) if amounts else ()),
                *_parties(change, deal, other),
            ]
            for one in told:
                seen.add(source)
                yield change.finding(
                    "OtherReading",
                    Severity.INFO,
                    one.focus,
                    f"{shorten(source)} tells it otherwise: {one.words}.",
                    mend=f"{one.kept} Look whether both are about the same agreement.",
                    path=one.path,
                    value=one.value,
                )


class _Told(NamedTuple):
    """What is told otherwise.

    Attributes:
        focus: The IRI of what tells it here.
        path: The IRI of the property that does.
        value: What stands there, of a property that may be told twice.
        words: What the other source tells.
        kept: What becomes of the two.
    """

    focus: str
    path: str
    value: NamedNode | None
    words: str
    kept: str


_BOTH: Final = "Both are kept, as readings of one dispute"
_KEPT: Final = {
    Weighed.LATER: "The date of this figure's stage is certainly later: from then on it takes the "
    "place of that one, and there is no dispute.",
    Weighed.EARLIER: "The date of that figure's stage is certainly later: from then on it takes the "
    "place of this one, and there is no dispute.",
    Weighed.UNDATED: f"{_BOTH}. A figure gives way to another one only if the date of the other's "
    "stage is certainly later: give the stages their dates, where the sources tell them.",
    Weighed.OPEN: f"{_BOTH}: by their dates, the stage of neither figure is certainly later.",
}
_DISPUTES: Final = frozenset({Weighed.UNDATED, Weighed.OPEN})


def _kept(change: Change, source: str, other: str, otherwise: str) -> str:
    """What becomes of two tellings: of one publisher the later one stands, of two `otherwise`."""
    by = change.node(source, "publishedBy")
    if not by or by != change.node(other, "publishedBy"):
        return otherwise
    when, then = (days(change, change.nodes(each, "publicationDate")) for each in (source, other))
    if when and then and when[0].earliest > then[0].latest:
        return "The publisher is the same: what this source tells takes the place of that."
    if when and then and then[0].earliest > when[0].latest:
        return "The publisher is the same: what that source tells takes the place of this."
    return (
        "Both are kept, and are no dispute, since the publisher is the same: the later of the two takes "
        "the place of the other once the sources' dates of publication tell which that is."
    )


def _apart(deal: Deal, other: Deal) -> Iterator[tuple[ToldFigure, ToldFigure]]:
    """The figures of two claims that are of one role and currency, and differ."""
    for role, mine in deal.figures:
        for also, theirs in other.figures:
            same = role == also and mine.currency == theirs.currency and mine.counted
            if same and mine.currency and not _agree(mine, theirs):
                yield mine, theirs


def _figures(
    change: Change,
    deal: Deal,
    other: Deal,
    apart: Sequence[tuple[ToldFigure, ToldFigure]],
    amounts: Amounts,
) -> Iterator[_Told]:
    """The figure that differs: one that is disputed, if any is."""
    weighed = [
        (amounts.weigh(deal.claim, mine, other.claim, theirs), mine, theirs)
        for mine, theirs in apart
    ]
    weighed.sort(key=lambda each: each[0] not in _DISPUTES)
    for by, mine, theirs in weighed:
        if by is not Weighed.BESIDE:
            bound = "lower" if mine.upper == theirs.upper else "upper"
            kept = _KEPT[by]
            if by in _DISPUTES:
                kept = _kept(change, deal.source, other.source, kept)
            yield _Told(mine.iri, AIKG + bound, None, f'"{theirs.phrase}"', kept)
            return


def _agree(one: ToldFigure, other: ToldFigure) -> bool:
    """Whether two figures are equal at the last written digit; what is left open rivals nothing."""
    coarse = max(grain(one.phrase, one.value), grain(other.phrase, other.value))
    if INF in (one.upper, other.upper):
        return one.lower <= other.upper and other.lower <= one.upper
    return all(
        abs(mine - theirs) <= max(coarse / 2, 1e-9 * abs(theirs))
        for mine, theirs in ((one.lower, other.lower), (one.upper, other.upper))
    )


def _parties(change: Change, deal: Deal, other: Deal) -> Iterator[_Told]:
    """The party that differs."""
    for roles, mine, theirs, does in (
        (change.paying, deal.payers, other.payers, "pays"),
        (change.paid, deal.payees, other.payees, "is paid"),
    ):
        if mine and theirs and not (mine <= theirs or theirs <= mine):
            words = f"{' and '.join(map(shorten, sorted(theirs)))} {does}"
            kept = _kept(change, deal.source, other.source, f"{_BOTH}.")
            for role, party in change.parties(deal.claim, roles):
                if root(change, party) not in theirs:
                    yield _Told(deal.claim, role, change.named(party), words, kept)
                    return
