"""Which combinations of readings are told, where disputes multiply into too many (rule 2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import Final

MOST_READINGS: Final = 64
"""Readings of disputes that touch the same agreements multiply; up to so many are all told."""

Choice = tuple[int, ...]
"""The number of a reading for each of several disputes; that of the assessed one is 0."""

Amounts = Mapping[str, float]
"""What something comes to, by what it is."""


def choices(sizes: Sequence[int], amounts: Callable[[Choice], Amounts]) -> list[Choice]:
    """Choose the combinations of readings that are told, the assessed one first.

    All of them, up to a limit. Beyond it each reading once, the others as assessed; and for each
    amount the combinations in which it is least and most, as far as each dispute bears on it by
    itself; and others up to the limit.

    Args:
        sizes: how many readings each dispute has.
        amounts: gives what all comes to in a combination.

    Examples:
        >>> choices((2, 2), lambda choice: {})
        [(0, 0), (0, 1), (1, 0), (1, 1)]
        >>> many = choices((2,) * 30, lambda choice: {"all": sum(choice)})
        >>> len(many), (1,) * 30 in many
        (64, True)
    """
    every = product(*(range(size) for size in sizes))
    if prod(sizes) <= MOST_READINGS:
        return list(every)
    assessed: Choice = (0,) * len(sizes)
    # A dispute by itself: the reading of it, and what all comes to.
    alone = [
        [_with(assessed, place, reading) for reading in range(size)]
        for place, size in enumerate(sizes)
    ]
    found = {choice: amounts(choice) for each in alone for choice in each}
    chosen = dict.fromkeys((assessed, *found))
    for what in sorted({what for told in found.values() for what in told}):
        for best in (min, max):
            picked = (best(each, key=lambda choice: found[choice].get(what, 0.0)) for each in alone)
            chosen[tuple(choice[place] for place, choice in enumerate(picked))] = None
    rest = (choice for choice in every if choice not in chosen)
    return [*chosen, *islice(rest, max(0, MOST_READINGS - len(chosen)))]


def _with(choice: Choice, place: int, reading: int) -> Choice:
    return (*choice[:place], reading, *choice[place + 1 :])
