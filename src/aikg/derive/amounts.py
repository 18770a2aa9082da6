"""Figures as told: from rows of the store to amounts, and rates for each period."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.derive.counting.told import Figure
from aikg.derive.periods import Term
from aikg.ground.bounds import Bounds, grain
from aikg.ground.terms import AIKG, UNIT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from aikg.derive.counting.told import Condition, Lasts

DEPRECATED: Final = AIKG + "standing-deprecated"
PREFERRED: Final = AIKG + "standing-preferred"

_YEARS: Final = {
    UNIT + "YR": 1.0,
    UNIT + "MO": 1 / 12,
    UNIT + "MO_MeanGREGORIAN": 1 / 12,
    UNIT + "WK": 7 / 365.25,
    UNIT + "DAY": 1 / 365.25,
    UNIT + "HR": 1 / 8766,
}
"""How much of a year each unit of time is; a rate for each of them can be multiplied by a term."""
_DURATION: Final = AIKG + "figure-duration"
_NOTICE: Final = AIKG + "figure-notice"
_RATE: Final = AIKG + "figure-rate"
_PERIODS: Final = frozenset({_DURATION, _NOTICE})

FIGURES: Final = """
SELECT ?claim ?figure ?role ?lower ?upper ?currency ?stated ?stage ?per ?times ?unit ?standing
  ?condition
WHERE {
  %s
  GRAPH ?g {
    ?claim aikg:about ?about ; aikg:hasFigure ?figure .
    ?figure aikg:figureRole ?role ; aikg:lower ?lower ; aikg:upper ?upper .
    OPTIONAL { ?figure aikg:currency ?currency }
    OPTIONAL { ?figure aikg:asStated ?stated }
    OPTIONAL { ?figure aikg:atStage ?stage }
    OPTIONAL { ?figure aikg:per ?per }
    OPTIONAL { ?figure aikg:perCount ?times }
    OPTIONAL { ?figure aikg:unit ?unit }
    OPTIONAL { ?figure aikg:standing ?standing }
    OPTIONAL { ?figure aikg:hasCondition ?condition }
  }
}
"""


class FigureRow(NamedTuple):
    """A row of `FIGURES`: IRIs in full, literals by their lexical form, "" for what is not told.

    Attributes:
        claim: the claim that tells the figure.
        figure: the figure.
        role: its role, such as a principal or a rate.
        lower: its lower bound.
        upper: its upper bound.
        currency: ISO 4217 code.
        stated: its words, of the source.
        stage: the stage that it is told for.
        per: what a rate is for each of.
        times: how many of these.
        unit: the unit of a figure that is no money.
        standing: whether it is preferred or deprecated.
        condition: one that it depends on.
    """

    claim: str
    figure: str
    role: str
    lower: str
    upper: str
    currency: str
    stated: str
    stage: str
    per: str
    times: str
    unit: str
    standing: str
    condition: str

    @property
    def bounds(self) -> Bounds:
        """Its bounds, as numbers."""
        return Bounds(float(self.lower), float(self.upper))


def figures(
    told: Iterable[FigureRow],
    conditions: Mapping[str, Sequence[Condition]],
    counted_roles: Collection[str],
    lasting: Callable[[Iterable[str]], Mapping[str, Term]],
) -> tuple[dict[str, tuple[Figure, ...]], dict[str, Lasts]]:
    """Give the figures of claims that are counted, and how long claims tell agreements to last.

    Args:
        told: the rows of `FIGURES`.
        conditions: for each figure what it depends on.
        counted_roles: IRIs of the figure roles that are counted.
        lasting: gives for claims and figures with dates how long they last.

    Returns:
        For each claim its figures, in the order of their IRIs; and for each that tells a duration
        or a notice how many years these are.
    """
    counted: dict[str, dict[str, FigureRow]] = defaultdict(dict)
    units: dict[str, set[str]] = defaultdict(set)
    periods: dict[str, dict[str, Bounds]] = defaultdict(dict)
    dated: dict[str, dict[str, Bounds]] = {}
    for row in told:
        if row.standing == DEPRECATED:
            continue
        # What is due for each period can be added up for a term, and counts so.
        if row.currency and (row.role in counted_roles or (row.role == _RATE and row.per)):
            # A row for each unit and condition: one figure all the same.
            found = counted[row.claim]
            found[row.figure] = min(row, found.get(row.figure, row))
            units[row.figure].add(row.per)
        elif row.role in _PERIODS and row.unit in _YEARS:
            periods[row.claim][row.role] = _times(row.bounds, _YEARS[row.unit])
    rates = {
        iri: claim for claim, found in counted.items() for iri, row in found.items() if row.per
    }
    between = lasting({*rates, *rates.values()}) if rates else {}
    for iri, claim in rates.items():
        own, whole = between.get(iri, Term()), between.get(claim, Term())
        term = own.valid or _due(own, counted[claim][iri], units[iri]) or whole.valid
        if term and _DURATION not in periods[claim]:
            dated[iri] = {**periods[claim], _DURATION: term}
    told_of = {
        claim: tuple(
            _figure(found[iri], units[iri], dated.get(iri) or periods.get(claim, {}), conditions)
            for iri in sorted(found)
        )
        for claim, found in counted.items()
    }
    lasts = {
        claim: (found.get(_DURATION), found.get(_NOTICE))
        for claim, found in periods.items()
        if found
    }
    return told_of, lasts


def _due(term: Term, row: FigureRow, units: set[str]) -> Bounds | None:
    """The years that instalments are due for, by the dates of the first and the last."""
    years = _period(row, units)
    found = term.instalments(years) if years else None
    return _times(found, years) if found and years else None


def _times(bounds: Bounds, factor: float) -> Bounds:
    return Bounds(bounds.lower * factor, bounds.upper * factor)


def _period(row: FigureRow, units: set[str]) -> float | None:
    """The years that a rate is due for each time."""
    # A price for each share or chip is no rate: without a period nothing can be added.
    if units != {row.per} & _YEARS.keys():
        return None
    return _YEARS[row.per] * float(row.times or 1)


def _figure(
    row: FigureRow,
    units: set[str],
    periods: dict[str, Bounds],
    conditions: Mapping[str, Sequence[Condition]],
) -> Figure:
    bounds = row.bounds
    rate, years = None, None
    if row.per:
        years = _period(row, units)
        term, notice = (
            Bounds(b.lower / years, b.upper / years) if b and years else None
            for b in (periods.get(_DURATION), periods.get(_NOTICE))
        )
        rate = term, notice
    return Figure(
        bounds,
        row.currency,
        grain(row.stated, bounds.upper if bounds.upper != float("inf") else bounds.lower),
        row.stage,
        rate,
        tuple(conditions.get(row.figure, ())),
        row.standing == PREFERRED if row.standing else None,
        years or 0.0,
    )
