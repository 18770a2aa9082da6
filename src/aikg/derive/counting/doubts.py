"""Amounts that one voice tells in an order that nobody knows (rule 2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from aikg.derive.counting.rivals import amounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.derive.counting.rivals import Statement
    from aikg.derive.counting.told import Claim, Figure
    from aikg.ground.bounds import Bounds


def with_doubts(claims: Sequence[Claim]) -> Sequence[Claim]:
    """Widen amounts that a voice tells at two stages, in articles of which nobody knows the order.

    Were it known which of them came out last, its amount would take the place of the other's. What one
    source tells, and what came out on one day, was not told to correct itself.

    Args:
        claims: those that are known and stand.

    Examples:
        >>> from aikg.derive.counting.told import Claim, Figure, Stage
        >>> from aikg.ground.bounds import ALWAYS, Bounds
        >>> def told(iri, amount, stage, rank, source):
        ...     entry = Stage(stage, "possible", rank, ALWAYS, iri + stage)
        ...     return Claim(iri, "kg:deal", "kg:press", figures=(Figure(Bounds(amount, amount), "USD"),),
        ...                  stages=(entry,), source=source)
        >>> one, other = told("claim:a", 5, "signed", 60, "s"), told("claim:b", 7, "announced", 30, "t")
        >>> [claim.figures[0].bounds for claim in with_doubts([one, other])]
        [Bounds(lower=5, upper=7), Bounds(lower=5, upper=7)]
    """
    told: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.figures:
            told[claim.about, claim.voice].append(claim)
    wider: dict[str, list[tuple[Figure, Bounds]]] = defaultdict(list)
    for own in told.values():
        pairs = [pair for pair in combinations(own, 2) if _in_doubt(*pair)]
        if pairs:
            _widen(own, {frozenset({one.iri, other.iri}) for one, other in pairs}, wider)
    if not wider:
        return claims
    return [_with(claim, wider[claim.iri]) if claim.iri in wider else claim for claim in claims]


def _in_doubt(one: Claim, other: Claim) -> bool:
    """Whether either may have come out after the other."""
    mine, theirs = one.published, other.published
    if (one.source and one.source == other.source) or mine.before(theirs) or theirs.before(mine):
        return False
    a_day = mine.earliest and mine.latest and mine.earliest[:10] == mine.latest[:10]
    return not (mine == theirs and a_day)


def _widen(
    own: Sequence[Claim],
    doubtful: set[frozenset[str]],
    wider: dict[str, list[tuple[Figure, Bounds]]],
) -> None:
    found, rival = amounts(own)
    for one, other in combinations(found, 2):
        if frozenset({one.claim.iri, other.claim.iri}) in doubtful and rival(one, other):
            mine, theirs = _single(one), _single(other)
            # Of one stage they are one event, whose amounts bound it together.
            if (
                mine
                and theirs
                and mine.currency == theirs.currency
                and _stage(one) != _stage(other)
            ):
                both = mine.bounds.hull(theirs.bounds)
                wider[one.claim.iri].append((mine, both))
                wider[other.claim.iri].append((theirs, both))


def _single(statement: Statement) -> Figure | None:
    figures = statement.telling.figures if statement.telling else ()
    return figures[0] if len(figures) == 1 else None


def _stage(statement: Statement) -> str:
    return statement.telling.stage if statement.telling else ""


def _with(claim: Claim, wider: Sequence[tuple[Figure, Bounds]]) -> Claim:
    figures = []
    for figure in claim.figures:
        bounds = figure.bounds
        for each, both in wider:
            if each == figure:
                bounds = bounds.hull(both)
        figures.append(figure._replace(bounds=bounds))
    return replace(claim, figures=tuple(figures))
