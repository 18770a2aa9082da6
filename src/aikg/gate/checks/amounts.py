"""How counting holds two tellings of an amount against each other: by their stages and dates."""

from __future__ import annotations

from datetime import UTC
from enum import Enum
from math import isnan
from typing import TYPE_CHECKING, Final, get_args

from aikg.derive.amounts import figures
from aikg.derive.counting.rivals import statements
from aikg.derive.counting.told import Claim, Effect
from aikg.derive.entries import stages
from aikg.gate.checks.deals import claims_about, instant
from aikg.ground.bounds import Bounds, Span

if TYPE_CHECKING:
    from datetime import datetime

    from aikg.derive.counting.history import Telling
    from aikg.gate.change import Change
    from aikg.gate.evidence.told import ToldFigure


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
    counted = {row[_ROLE] for row in told if change.said(row[_ROLE], "isCounted")}
    figures_of, _ = figures([row for row in told if all(row[:5])], {}, counted, lambda _: {})
    reached = [_entry(change, iri, each) for each in change.nodes(iri, "hasStageEntry")]
    effects = {row[_STAGE]: _effect(change, row[_STAGE]) for row in reached}
    return Claim(
        iri,
        change.node(iri, "about"),
        change.node(source, "publishedBy") or source,
        published,
        figures=figures_of.get(iri, ()),
        stages=stages(reached, {iri: published}, {}, effects).get(iri, ()),
    )


_ROLE: Final = 2
_STAGE: Final = 2


def _figure(change: Change, claim: str, iri: str) -> list[str]:
    """A row of what counting asks of figures."""
    lower, upper, times = (change.number(iri, name) for name in ("lower", "upper", "perCount"))
    return [
        claim,
        iri,
        change.node(iri, "figureRole"),
        *("" if bound is None or isnan(bound) else str(bound) for bound in (lower, upper)),
        change.text(iri, "currency"),
        change.text(iri, "asStated"),
        change.node(iri, "atStage"),
        change.node(iri, "per"),
        str(times or ""),
        change.node(iri, "unit"),
        change.node(iri, "standing"),
        "",
    ]


def _entry(change: Change, claim: str, iri: str) -> list[str]:
    """A row of what counting asks of stages."""
    date = change.node(iri, "onDate")
    days = (change.whole(date, name) for name in ("daysFrom", "daysTo"))
    return [
        claim,
        iri,
        change.node(iri, "stage"),
        *(each or "" for each in _bounds(change, date)),
        *("" if each is None or abs(each) > _CENTURY else str(each) for each in days),
        change.node(iri, "standing"),
        "",
    ]


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
