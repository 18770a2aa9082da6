"""The least and the most that one part can be of the whole, where each amount is a box of its own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.ground.bounds import Bounds


class Extremes(NamedTuple):
    """The least and the most that something comes to.

    Attributes:
        least: the greatest lower bound.
        most: the least upper bound.
        attained: whether amounts within the bounds reach both; where one has no ceiling, they may
            come as near as one likes and never there.
    """

    least: float
    most: float
    attained: bool


def share(amounts: Sequence[Bounds], index: int) -> Extremes | None:
    """Give the least and the most share of one amount in the sum of all, from 0 to 1.

    The amounts vary each by itself. A share grows with its own amount and shrinks with every other,
    so that its extremes stand at opposite corners: itself at its least and all others at their
    most, and the other way round.

    Args:
        amounts: what each comes to; none below 0.
        index: which of them.

    Returns:
        None where nothing can be paid at all, so that there is nothing to have a share of.

    Examples:
        >>> from aikg.ground.bounds import INF, Bounds
        >>> share([Bounds(30, 30), Bounds(0, 10)], 0)
        Extremes(least=0.75, most=1.0, attained=True)
        >>> share([Bounds(30, 30), Bounds(0, INF)], 1)
        Extremes(least=0.0, most=1.0, attained=False)
    """
    own = amounts[index]
    others = [amount for at, amount in enumerate(amounts) if at != index]
    below, above = sum(one.lower for one in others), sum(one.upper for one in others)
    if not own.upper:
        return Extremes(0.0, 0.0, True) if above else None
    least = _of(own.lower, above) if above else 1.0
    most = _of(own.upper, below)
    # Nothing is of a total without an end; a total without an end is never reached.
    reached = (own.lower == 0 and above > 0) or math.isfinite(above)
    return Extremes(least, most, reached and (math.isfinite(own.upper) or below == 0))


def _of(own: float, others: float) -> float:
    if math.isinf(own):
        return 1.0
    return own / (own + others)
