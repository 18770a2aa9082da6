"""Amounts that overlap by what nobody tells (rule 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.ground.bounds import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from aikg.derive.counting.positions import Content


def sure(
    now: Mapping[str, Sequence[Content]], edges: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Money]:
    """Give what of each amount is sure beside those that it overlaps; all of it stays possible.

    Of those that overlap the heaviest set that does not is sure, by what is paid and by what is
    committed. Where the two sets differ, what is paid outside of the heaviest committed set is
    taken from what is committed inside, so that both sums are right and no amount is paid that is
    not committed.

    Args:
        now: for each agreement what it comes to in each currency.
        edges: the pairs that overlap.

    Returns:
        The amounts by agreement and currency.
    """
    near = _near(now, edges)
    result: dict[tuple[str, str], Money] = {}
    for currency in {content.currency for held in now.values() for content in held}:
        told = {
            name: content.money
            for name, held in now.items()
            for content in held
            if content.currency == currency
        }
        for group in _groups(frozenset(told), near):
            paid = _kept({name: told[name].paid for name in group}, near)
            committed = _kept({name: told[name].committed for name in group}, near)
            for name in sorted(group):
                lift(name, paid, committed)
            for name in group:
                money = Money(paid[name], committed[name], told[name].possible)
                result[name, currency] = money
    return result


def _kept(weights: Mapping[str, float], near: _Near) -> dict[str, float]:
    best = _best(weights, near)
    return {name: weight if name in best else 0.0 for name, weight in weights.items()}


def lift(name: str, firm: Mapping[str, float], less_firm: dict[str, float]) -> None:
    """Commit what is paid of one amount, in place of what others commit beyond what they paid.

    Likewise for what is committed and possible.
    """
    for other in sorted(less_firm):
        spare = less_firm[other] - firm[other]
        moved = min(spare, firm[name] - less_firm[name])
        if moved > 0:
            less_firm[other] -= moved
            less_firm[name] += moved


def overlapped(
    held: Mapping[str, Sequence[Content]],
    edges: Iterable[tuple[str, str]],
    tellers: Callable[[str], frozenset[str]],
) -> dict[str, tuple[Content, ...]]:
    """Count of amounts that overlap what is sure, and all of it as possible.

    Args:
        held: what the agreements come to.
        edges: the pairs that overlap.
        tellers: gives the claims that tell an agreement to overlap others.
    """
    amounts = sure(held, edges)
    return {
        name: tuple(
            content._replace(
                money=amounts[name, content.currency],
                rests_on=content.rests_on | tellers(name),
            )
            for content in contents
        )
        for name, contents in held.items()
    }


def heaviest(weights: Mapping[str, float], edges: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Give the heaviest set of agreements of which no two overlap; the least by name of several.

    Exact: each agreement that overlaps most is tried in and out, and what falls apart is solved
    piece by piece (a maximum weight independent set).

    Examples:
        >>> sorted(heaviest({"a": 3, "b": 4, "c": 3}, [("a", "b"), ("b", "c")]))
        ['a', 'c']
    """
    return _best(weights, _near(weights, edges))


_Near = dict[str, frozenset[str]]


def _near(names: Iterable[str], edges: Iterable[tuple[str, str]]) -> _Near:
    """For each agreement those that it overlaps."""
    near: dict[str, set[str]] = {name: set() for name in names}
    for one, other in edges:
        if one in near and other in near and one != other:
            near[one].add(other)
            near[other].add(one)
    return {name: frozenset(others) for name, others in near.items()}


def _best(weights: Mapping[str, float], near: _Near) -> frozenset[str]:
    solved: dict[frozenset[str], tuple[float, tuple[str, ...]]] = {frozenset(): (0.0, ())}

    def best(names: frozenset[str]) -> tuple[float, tuple[str, ...]]:
        """The greatest weight, and the least names that have it."""
        if names not in solved:
            found = [choice(group) for group in _groups(names, near)]
            together = sorted(name for _, chosen in found for name in chosen)
            solved[names] = sum(weight for weight, _ in found), tuple(together)
        return solved[names]

    def choice(group: frozenset[str]) -> tuple[float, tuple[str, ...]]:
        name = min(group, key=lambda n: (-len(near[n] & group), n))
        weight, beside = best(group - {name} - near[name])
        taken = weight + weights[name], tuple(sorted((*beside, name)))
        if not near[name] & group:
            return taken
        return min(taken, best(group - {name}), key=lambda found: (-found[0], found[1]))

    return frozenset(best(frozenset(weights))[1])


def _groups(names: frozenset[str], near: _Near) -> list[frozenset[str]]:
    """The agreements by what hangs together."""
    groups: list[frozenset[str]] = []
    left = set(names)
    while left:
        group: set[str] = set()
        waiting = [min(left)]
        while waiting:
            name = waiting.pop()
            if name not in group:
                group.add(name)
                waiting += near[name] & names
        groups.append(frozenset(group))
        left -= group
    return groups
