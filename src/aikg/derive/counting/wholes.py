"""Amounts that contain one another, and amounts that overlap (rules 3 and 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.ground.bounds import NOTHING, Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def remainder(whole: Money, parts: Iterable[Money], *, exhaustive: bool) -> tuple[Money, str]:
    """Give what a whole leaves once its parts are taken away, and what is odd about it.

    Examples:
        >>> remainder(Money(0, 0, 10), [Money(0, 4, 4)], exhaustive=False)
        (Money(paid=0.0, committed=0.0, possible=6.0), '')
        >>> remainder(Money(0, 0, 62), [Money(0, 0, 52)], exhaustive=True)
        (Money(paid=0.0, committed=0.0, possible=0.0), 'parts told to be all of it add to 52 of 62')
    """
    together = NOTHING
    for part in parts:
        together = together.plus(part)
    warning = ""
    if together.possible > whole.possible or together.committed > whole.possible:
        warning = f"parts add to {together.possible:g}, the whole is told as {whole.possible:g}"
    elif exhaustive and together.possible < whole.possible:
        warning = (
            f"parts told to be all of it add to {together.possible:g} of {whole.possible:g}"
        )
    return (NOTHING if exhaustive else whole.less(together)), warning


def heaviest(weights: Mapping[str, float], edges: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Give the heaviest set of agreements of which no two overlap; the least by name of several.

    Exact; by branch and bound over each connected group of overlapping agreements.

    Examples:
        >>> sorted(heaviest({"a": 3, "b": 4, "c": 3}, [("a", "b"), ("b", "c")]))
        ['a', 'c']
    """
    near: dict[str, set[str]] = {name: set() for name in weights}
    for one, other in edges:
        if one in near and other in near and one != other:
            near[one].add(other)
            near[other].add(one)
    chosen: set[str] = set()
    waiting = sorted(weights)
    while waiting:
        group = _group(waiting[0], near)
        waiting = [name for name in waiting if name not in group]
        chosen |= _best(sorted(group, key=lambda n: (-weights[n], n)), weights, near)
    return frozenset(chosen)


def _group(start: str, near: Mapping[str, set[str]]) -> set[str]:
    group: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in group:
            group.add(name)
            waiting += near[name]
    return group


def _best(
    names: Sequence[str], weights: Mapping[str, float], near: Mapping[str, set[str]]
) -> set[str]:
    best: tuple[float, list[str]] = (-1.0, [])

    def search(left: Sequence[str], taken: list[str], weight: float) -> None:
        nonlocal best
        if weight + sum(weights[name] for name in left) < best[0]:
            return
        if not left:
            if weight > best[0] or (weight == best[0] and sorted(taken) < best[1]):
                best = weight, sorted(taken)
            return
        first, rest = left[0], left[1:]
        search([n for n in rest if n not in near[first]], [*taken, first], weight + weights[first])
        if near[first] & set(rest):
            search(rest, taken, weight)

    search(names, [], 0.0)
    return set(best[1])
