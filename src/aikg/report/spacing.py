"""Keeping boxes of one row apart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spaced(wanted: Sequence[float], widths: Sequence[float], gap: float) -> list[float]:
    """Give the middles nearest to those wanted, in the same order, at which boxes do not touch.

    With the widths before each box taken off, "in order and apart" becomes "not falling", and the
    nearest such sequence in least squares is found by pooling neighbours that fall.

    Args:
        wanted: the middle that each box would have if it were alone.
        widths: the width of each box.
        gap: the least room between two of them.

    Examples:
        >>> spaced([0, 0], [10, 10], 2)
        [-6.0, 6.0]
        >>> spaced([0, 100], [10, 10], 2)
        [0.0, 100.0]
    """
    if not wanted:
        return []
    offsets = [0.0]
    for left, right in pairwise(widths):
        offsets.append(offsets[-1] + (left + right) / 2 + gap)
    pools: list[tuple[float, int]] = []
    for value, offset in zip(wanted, offsets, strict=True):
        pools.append((value - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (last, many), (before, more) = pools.pop(), pools.pop()
            pools.append(((last * many + before * more) / (many + more), many + more))
    level = [value for value, count in pools for _ in range(count)]
    return [value + offset for value, offset in zip(level, offsets, strict=True)]
