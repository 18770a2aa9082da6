"""The least and the most that the sum of squared shares can be (the Herfindahl–Hirschman index).

With amounts x, each within its own bounds, it is H(x) = sum(x²) / (sum x)². Its root is a norm over
a linear function, hence quasi-convex. So its least value is where the gradient says so: every
amount as near as its bounds let it to one level t = sum(x²) / sum(x). And its most is at a corner of
the box, found by branch and bound: an amount is at its upper bound only if every other that is no
lower at both ends is so too, and what is left is bounded by letting the sum of squares grow in
proportion to the sum.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from aikg.derive.shares.parts import Extremes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.ground.bounds import Bounds

Item = tuple[float, float]

_CLOSE: Final = 1e-12
"""Relative: corners nearer to each other than this are not told apart."""
_MOST_NODES: Final = 100_000


def concentration(amounts: Sequence[Bounds]) -> Extremes | None:
    """Give the least and the most of the sum of squared shares, from 0 to 1.

    Args:
        amounts: what each comes to; none below 0.

    Returns:
        None where nothing can be paid at all.

    Examples:
        >>> from aikg.ground.bounds import INF, Bounds
        >>> concentration([Bounds(30, 30), Bounds(0, 30)])
        Extremes(least=0.5, most=1.0, attained=True)
        >>> concentration([Bounds(1, INF), Bounds(1, INF)])
        Extremes(least=0.5, most=1.0, attained=False)
    """
    items = [(one.lower, one.upper) for one in amounts if one.upper > 0]
    if not items:
        return None
    if len(items) == 1:
        return Extremes(1.0, 1.0, True)
    if any(math.isinf(upper) for _, upper in items):
        # One that grows without an end leaves no share to the others, unless they are nothing.
        firm = sum(lower > 0 for lower, _ in items)
        return Extremes(_least(items), 1.0, firm <= 1)
    most, exact = _most(items)
    return Extremes(_least(items), most, exact)


def _least(items: Sequence[Item]) -> float:
    level = _level(items)
    at = [min(max(level, lower), upper) for lower, upper in items]
    return _index(at)


def _level(items: Sequence[Item]) -> float:
    """The level t at which sum(x(t) * (x(t) - t)) is 0, x(t) being t within the bounds of each.

    That sum falls as t grows, in pieces that are straight between one bound and the next.
    """
    ends = sorted({end for item in items for end in item if 0 < end < math.inf})
    if not ends:
        return 1.0  # no bound but 0 and infinity: any level will do
    before = 0.0
    for end in ends:
        if _excess(items, end) < 0:
            low, high = _excess(items, before), _excess(items, end)
            # Where all is 0 up to here, this is the highest level at which it is.
            return before + (end - before) * low / (low - high)
        before = end
    # Beyond the last bound only those without a ceiling rise, and all of them alike.
    fixed = [upper for _, upper in items if math.isfinite(upper)]
    slope = sum(fixed)
    return before + _excess(items, before) / slope if slope else before


def _excess(items: Sequence[Item], level: float) -> float:
    total = 0.0
    for lower, upper in items:
        x = min(max(level, lower), upper)
        total += x * (x - level)
    return total


def _index(amounts: Sequence[float]) -> float:
    largest = max(amounts)
    scaled = [amount / largest for amount in amounts]
    return math.fsum(x * x for x in scaled) / math.fsum(scaled) ** 2


def _most(items: Sequence[Item]) -> tuple[float, bool]:
    """The most over the corners, and whether a corner has it (or it is a bound that none passes)."""
    largest = max(upper for _, upper in items)
    # The steepest first: whatever is no lower at both ends than another comes before it.
    ordered = sorted(
        ((c / largest, p / largest) for c, p in items), key=lambda i: (-i[0] - i[1], i)
    )
    sums = math.fsum(c for c, _ in ordered)
    squares = math.fsum(c * c for c, _ in ordered)
    best = squares / sums**2 if sums else 0.0
    waiting = [(squares, sums, tuple(item for item in ordered if item[1] > item[0]))]
    nodes = 0
    while waiting:
        squares, sums, left = waiting.pop()
        bound = _relaxed(squares, sums, left)
        if bound <= best * (1 + _CLOSE):
            continue
        nodes += 1
        if nodes > _MOST_NODES:
            others = (_relaxed(*node) for node in waiting)
            return min(1.0, max(bound, best, *others)), False
        (lower, upper), *others_left = left
        waiting.append(
            (
                squares,
                sums,
                tuple((c, p) for c, p in others_left if not (c <= lower and p <= upper)),
            )
        )
        higher = squares - lower * lower + upper * upper, sums - lower + upper
        best = max(best, higher[0] / higher[1] ** 2)
        waiting.append((*higher, tuple(others_left)))
    return min(best, 1.0), True


def _relaxed(squares: float, sums: float, left: Sequence[Item]) -> float:
    """What no corner passes: the squares grow with the sum as on the chord of each item."""
    best = squares / sums**2 if sums else 0.0
    for lower, upper in left:
        grown, slope = upper - lower, upper + lower
        if not sums:
            part = 1.0
        else:
            # Where (squares + slope * y) / (sums + y)² is highest, y being what is added.
            part = (sums - 2 * squares / slope) / grown
            if part <= 0:
                break
        part = min(part, 1.0)
        squares, sums = squares + slope * grown * part, sums + grown * part
        best = max(best, squares / sums**2)
        if part < 1:
            break
    return best
