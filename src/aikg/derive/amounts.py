"""Figures as told: from rows of the store to amounts, and rates for each period."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

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
_PER: Final = 7
"""The place, in a row of `FIGURES` after its claim, of what a rate is for each of."""

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


def figures(
    told: Iterable[list[str]],
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
    counted: dict[str, dict[str, list[str]]] = defaultdict(dict)
    units: dict[str, set[str]] = defaultdict(set)
    periods: dict[str, dict[str, Bounds]] = defaultdict(dict)
    dated: dict[str, dict[str, Bounds]] = {}
    for claim, *row, _ in told:
        iri, role, lower, upper, currency, *_, per, _, unit, standing = row
        if standing == DEPRECATED:
            continue
        # What is due for each period can be added up for a term, and counts so.
        if currency and (role in counted_roles or (role == _RATE and per)):
            # A row for each unit and condition: one figure all the same.
            counted[claim][iri] = min(row, counted[claim].get(iri, row))
            units[iri].add(per)
        elif role in _PERIODS and unit in _YEARS:
            years = _YEARS[unit]
            periods[claim][role] = Bounds(float(lower) * years, float(upper) * years)
    rates = {
        iri: claim for claim, found in counted.items() for iri, row in found.items() if row[_PER]
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


def _due(term: Term, row: Sequence[str], units: set[str]) -> Bounds | None:
    """The years that instalments are due for, by the dates of the first and the last."""
    years = _period(row, units)
    found = term.instalments(years) if years else None
    return Bounds(found.lower * years, found.upper * years) if found and years else None


def _period(row: Sequence[str], units: set[str]) -> float | None:
    """The years that a rate is due for each time."""
    per, times = row[_PER : _PER + 2]
    # A price for each share or chip is no rate: without a period nothing can be added.
    return _YEARS[per] * float(times or 1) if units == {per} & _YEARS.keys() else None


def _figure(
    row: Sequence[str],
    units: set[str],
    periods: dict[str, Bounds],
    conditions: Mapping[str, Sequence[Condition]],
) -> Figure:
    iri, _, lower, upper, currency, stated, stage, per, _, _, standing = row
    bounds = Bounds(float(lower), float(upper))
    rate, years = None, None
    if per:
        years = _period(row, units)
        term, notice = (
            Bounds(b.lower / years, b.upper / years) if b and years else None
            for b in (periods.get(_DURATION), periods.get(_NOTICE))
        )
        rate = term, notice
    return Figure(
        bounds,
        currency,
        grain(stated, bounds.upper if bounds.upper != float("inf") else bounds.lower),
        stage,
        rate,
        tuple(conditions.get(iri, ())),
        standing == PREFERRED if standing else None,
        years or 0.0,
    )
