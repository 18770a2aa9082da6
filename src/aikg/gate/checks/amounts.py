"""How counting holds two tellings of an amount against each other: by their stages and dates."""

from __future__ import annotations

from datetime import UTC
from enum import Enum
from math import isnan
from typing import TYPE_CHECKING, Final, get_args

from aikg.derive.amounts import FigureRow, figures
from aikg.derive.counting.rivals import statements
from aikg.derive.counting.told import Claim, Effect
from aikg.derive.entries import StageRow, stages
from aikg.gate.checks.deals import claims_about, instant
from aikg.ground.bounds import Bounds, Span

if TYPE_CHECKING:
    from datetime import datetime

    from aikg.derive.counting.history import Telling
    from aikg.gate.change import Change
    from aikg.gate.evidence.told_figure import ToldFigure


class Weighed(Enum):
    """What becomes of two figures that differ."""

    BESIDE = "each stands, since they are of two stages that both sources tell, or add up alike"
    LATER = "the one here is of a certainly later stage"
    EARLIER = "the one here is of a certainly earlier stage"
    UNDATED = "they dispute, and a stage of theirs bears no date"
    OPEN = "they dispute, and the dates of their stages leave open which is later"


class Amounts:
    """The amounts that the standing claims on one agreement tell, as counting reads them.

    Args:
        change: The change, beside what is known.
        agreement: The IRI of the agreement.
    """

    def __init__(self, change: Change, agreement: str) -> None:
        read = [_claim(change, each) for each in claims_about(change, agreement)]
        # The first field of which statements are given is the amount.
        found, self._rival = next(statements(sorted(read, key=lambda claim: claim.iri), {}))
        self._told = [(each, each.telling) for each in found if each.telling]

    def weigh(self, claim: str, mine: ToldFigure, other: str, theirs: ToldFigure) -> Weighed:
        """Tell what becomes of a figure of one claim and one of another that differ.

        Args:
            claim: The IRI of the one claim.
            mine: Its figure.
            other: The IRI of the other claim.
            theirs: That one's figure.
        """
        pairs = [
            (one, two)
            for one in self._told
            if one[0].claim.iri == claim and _has(one[1], mine)
            for two in self._told
            if two[0].claim.iri == other and _has(two[1], theirs)
        ]
        for (one, here), (two, there) in pairs:
            if self._rival(one, two):
                dated = here.when.earliest and there.when.earliest
                return Weighed.OPEN if dated else Weighed.UNDATED
        for (_, here), (_, there) in pairs:
            if there.when.before(here.when):
                return Weighed.LATER
            if here.when.before(there.when):
                return Weighed.EARLIER
        return Weighed.BESIDE


def _has(telling: Telling, figure: ToldFigure) -> bool:
    bounds = Bounds(figure.lower, figure.upper)
    return any(f.bounds == bounds and f.currency == figure.currency for f in telling.figures)


def _claim(change: Change, iri: str) -> Claim:
    """A claim with its amounts, and with what these are dated by."""
    source = change.node(iri, "inSource")
    published = Span(*_bounds(change, change.node(source, "publicationDate")))
    told = [_figure(change, iri, each) for each in change.nodes(iri, "hasFigure")]
    counted = {row.role for row in told if change.said(row.role, "isCounted")}
    whole = [row for row in told if row.role and row.lower and row.upper]
    figures_of, _ = figures(whole, {}, counted, lambda _: {})
    reached = [_entry(change, iri, each) for each in change.nodes(iri, "hasStageEntry")]
    effects = {row.stage: _effect(change, row.stage) for row in reached}
    return Claim(
        iri,
        change.node(iri, "about"),
        change.node(source, "publishedBy") or source,
        published,
        figures=figures_of.get(iri, ()),
        stages=stages(reached, {iri: published}, {}, effects).get(iri, ()),
    )


def _figure(change: Change, claim: str, iri: str) -> FigureRow:
    """A row of what counting asks of figures."""
    bounds = (change.number(iri, name) for name in ("lower", "upper"))
    lower, upper = ("" if bound is None or isnan(bound) else str(bound) for bound in bounds)
    return FigureRow(
        claim,
        iri,
        role=change.node(iri, "figureRole"),
        lower=lower,
        upper=upper,
        currency=change.text(iri, "currency"),
        stated=change.text(iri, "asStated"),
        stage=change.node(iri, "atStage"),
        per=change.node(iri, "per"),
        times=str(change.number(iri, "perCount") or ""),
        unit=change.node(iri, "unit"),
        standing=change.node(iri, "standing"),
        condition="",
    )


def _entry(change: Change, claim: str, iri: str) -> StageRow:
    """A row of what counting asks of stages."""
    date = change.node(iri, "onDate")
    earliest, latest = (each or "" for each in _bounds(change, date))
    days = (change.whole(date, name) for name in ("daysFrom", "daysTo"))
    first, last = ("" if each is None or abs(each) > _CENTURY else str(each) for each in days)
    return StageRow(
        claim,
        iri,
        stage=change.node(iri, "stage"),
        earliest=earliest,
        latest=latest,
        days_from=first,
        days_to=last,
        standing=change.node(iri, "standing"),
        condition="",
    )


_CENTURY: Final = 36_525


def _bounds(change: Change, date: str) -> tuple[str | None, str | None]:
    """The bounds of a date as counting compares them; None for one that is no instant."""
    first, last = (instant(change.text(date, name)) for name in ("earliest", "latest"))
    return _utc(first), _utc(last)


def _utc(when: datetime | None) -> str | None:
    # What is further off is a slip, and nothing can be added to it.
    if when is None or not 1000 < when.year < 9000:
        return None
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _effect(change: Change, stage: str) -> tuple[Effect, int]:
    told = change.text(stage, "effect")
    known: dict[str, Effect] = {each: each for each in get_args(Effect)}
    return known.get(told, "none"), change.whole(stage, "rank") or 0
