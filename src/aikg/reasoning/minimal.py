"""A minimal inconsistent part of a set, found with few questions to an oracle.

The oracle must be monotone: what contains an inconsistent set is inconsistent. A large set is
shrunk by a search for transitions, as in Hemery and others, "Extracting MUCs from Constraint
Networks" (ECAI 2006), with probes that grow, since a question about small sets is cheap. A small
one is then proved minimal by deletion, all deletions in one question.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T", bound=Hashable)

_FEW = 16
_PROBES = 16


def minimise(
    items: Sequence[T],
    ask: Callable[[list[list[T]]], int | None],
    arrange: Callable[[list[T], list[T]], list[T]] | None = None,
) -> list[T] | None:
    """Find an inconsistent part of which no item can be spared.

    Args:
        items: the set, without repetition.
        ask: the oracle: finds the place of the first inconsistent set among several, or None.
        arrange: puts a pool of items (second) in an order in which those come first that may well
            clash with the items known to be needed (first). It matters for speed alone.

    Returns:
        The part, in the order of the set; None if the set is consistent.

    >>> def ask(sets):
    ...     return next((place for place, one in enumerate(sets) if {3, 5} <= set(one)), None)
    >>> minimise(range(100), ask), minimise(range(5), ask)
    ([3, 5], None)
    """
    part: list[T] | None = list(items)
    if len(items) > _FEW:
        part = _shrink(list(items), ask, arrange)
    if part is not None:
        order = {item: place for place, item in enumerate(items)}
        part = _delete(sorted(part, key=order.__getitem__), ask)
    return part


def _shrink(
    pool: list[T],
    ask: Callable[[list[list[T]]], int | None],
    arrange: Callable[[list[T], list[T]], list[T]] | None,
) -> list[T] | None:
    """Collect the items at which the set, built up one by one, turns inconsistent."""
    needed: list[T] = []
    certain = False
    while True:
        pool = arrange(needed, pool) if arrange else pool
        size = _turn(needed, pool, ask, certain)
        if size is None:
            return None
        if size == 0:
            return needed
        certain = True
        needed.append(pool[size - 1])
        pool = pool[: size - 1]


def _turn(
    needed: list[T],
    pool: list[T],
    ask: Callable[[list[list[T]]], int | None],
    certain: bool,
) -> int | None:
    """Find how much of the pool it takes to make what is needed inconsistent.

    Args:
        needed: taken as a whole.
        pool: taken from its start.
        ask: the oracle.
        certain: whether all of the pool is known to be enough.

    Returns:
        The least number of items; None if all of them are not enough.
    """
    low, high = 0, len(pool)
    sizes = sorted({0, high, *(2**power for power in range(high.bit_length()))})
    while low < high or not certain:
        probes = [size for size in sizes if size < high or not certain]
        found = ask([needed + pool[:size] for size in probes])
        if found is None:
            if not certain:
                return None
            low = probes[-1] + 1
        else:
            high, certain = probes[found], True
            low = probes[found - 1] + 1 if found else high
        step = max(1, (high - low) // _PROBES)
        sizes = list(range(low, high, step))
    return high


def _delete(part: list[T], ask: Callable[[list[list[T]]], int | None]) -> list[T] | None:
    """Drop what can be spared, until nothing can."""
    kept = 0
    while True:
        # Those before `kept` are known to be needed: less of them was consistent in a larger set.
        sets = [part[:place] + part[place + 1 :] for place in range(kept, len(part))]
        found = ask([*sets, part])
        if found is None:
            return None
        if found == len(sets):
            return part
        kept += found
        part = sets[found]
