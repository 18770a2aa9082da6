"""What amounts depend on: whether all of it is met, whoever tells so (rule 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aikg.ground.bounds import ALWAYS, Bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aikg.derive.counting.told import Claim, Condition

Depending = Sequence[tuple["Claim", Sequence["Condition"]]]
"""For claims the conditions that each tells of one agreement."""
Fallback = tuple[tuple[str, Bounds], ...]
"""What is owed if a condition fails, by currency."""

_AT_HAND: Final = 1_000


def holds_back(told: Depending, is_met: Callable[[Condition], bool]) -> bool:
    """Tell whether some condition may be open still.

    Nothing says which conditions of two claims are the same. What one claim tells to be open is met
    only if so many different ones are told to be met as it tells in all, by claims that are not
    certainly older: what an older one tells to be met is no news to it.

    Args:
        told: the conditions that each claim tells.
        is_met: whether a condition is told to be met by now.
    """
    return any(
        not all(map(is_met, conditions))
        and _different(
            [
                (other, condition)
                for other, others in told
                if not other.published.before(claim.published)
                for condition in others
                if is_met(condition)
            ]
        )
        < sum(condition.members for condition in conditions)
        for claim, conditions in told
    )


def owed_if_failed(claim: Claim, others: Iterable[Claim]) -> Fallback:
    """Give what other claims on the agreement say is owed if a condition fails, by currency.

    Nothing says which conditions of two claims are the same. Of a claim that tells several, another
    one may be meant: then it may be owed, and is not for certain.
    """
    owed: dict[str, Bounds] = {}
    if not any(c.failed is not None and not c.fallback for c in conditions_of(claim)):
        return ()
    for other in others:
        told = conditions_of(other)
        for condition in told:
            if other.iri == claim.iri or condition.failed is not None or condition.met is not None:
                continue
            for currency, bounds in condition.fallback:
                mine = bounds if len(told) == 1 else Bounds(0.0, bounds.upper)
                last = owed.get(currency, Bounds(0.0, 0.0))
                owed[currency] = Bounds(max(last.lower, mine.lower), max(last.upper, mine.upper))
    return tuple(sorted(owed.items()))


@lru_cache(_AT_HAND)
def conditions_of(claim: Claim) -> frozenset[Condition]:
    """All conditions that a claim tells: of the whole, of its stages and of its figures."""
    of_stages = (condition for stage in claim.stages for condition in stage.conditions)
    of_figures = (condition for figure in claim.figures for condition in figure.conditions)
    return frozenset({*claim.conditions, *of_stages, *of_figures})


def without_releases(claim: Claim) -> Claim:
    """A claim whose conditions depend on the same, and of which none sets an amount free.

    What of a whole falls due with a condition is told of the whole, and of none of its parts.
    """
    return replace(
        claim,
        conditions=bare(claim.conditions),
        stages=tuple(stage._replace(conditions=bare(stage.conditions)) for stage in claim.stages),
    )


def bare(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The same conditions without the amounts that they release."""
    return tuple(c._replace(releases=()) if c.releases else c for c in conditions)


def _different(met: Sequence[tuple[Claim, Condition]]) -> int:
    """How many of these are different ones, at least: by one claim, or on days apart."""
    by_claim: dict[str, int] = {}
    for claim, condition in met:
        by_claim[claim.iri] = by_claim.get(claim.iri, 0) + condition.members
    return max(max(by_claim.values(), default=0), _apart(condition for _, condition in met))


def _apart(conditions: Iterable[Condition]) -> int:
    """The most of these of which each was certainly met before the next."""
    apart: list[Condition] = []
    for condition in sorted(conditions, key=lambda c: (c.met or ALWAYS).order):
        if not apart or (apart[-1].met or ALWAYS).before(condition.met or ALWAYS):
            apart.append(condition)
    return sum(condition.members for condition in apart)
