"""Agreements that were turned into others: the money in them is counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.derive.counting.overlaps import heaviest, lift
from aikg.ground.bounds import INF, Money

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aikg.derive.counting.positions import Content

Older = dict[str, frozenset[str]]
"""For each agreement all those whose interest was turned into it, step by step."""

Held = dict[str, tuple["Content", ...]]
"""What agreements come to at one instant."""


def new_money(amounts: Mapping[str, Money], older: Older) -> dict[str, Money]:
    """Give what of each amount was not there before it was converted.

    Together they come to the heaviest set of which none was turned into another, by what is paid,
    committed and possible, each for itself. The older keep theirs, and the younger count what they
    add to it; but what is firm of a younger one, and was merely possible under an older one, is
    taken from there.

    Examples:
        >>> notes, shares = Money(4, 4, 4), Money(10, 10, 10)
        >>> new_money({"notes": notes, "shares": shares}, {"shares": frozenset({"notes"})})["shares"]
        Money(paid=6, committed=6, possible=6)
        >>> option, order = Money(0, 0, 5), Money(0, 5, 5)
        >>> new_money({"option": option, "order": order}, {"order": frozenset({"option"})})["order"]
        Money(paid=0, committed=5, possible=5.0)
    """
    edges = [(name, other) for name in amounts for other in older.get(name, ()) if other in amounts]
    if not edges:
        return dict(amounts)
    joined = sorted(
        {name for edge in edges for name in edge}, key=lambda n: (len(older.get(n, ())), n)
    )
    paid, committed, possible = (
        _added({name: amounts[name][index] for name in joined}, edges) for index in range(3)
    )
    for name in joined:
        lift(name, paid, committed)
    for name in joined:
        lift(name, committed, possible)
    return dict(amounts) | {n: Money(paid[n], committed[n], possible[n]) for n in joined}


def _added(weights: Mapping[str, float], edges: list[tuple[str, str]]) -> dict[str, float]:
    """What each adds to the heaviest set of those before it."""
    added: dict[str, float] = {}
    before: dict[str, float] = {}
    least = 0.0
    for name, weight in weights.items():
        before[name] = weight
        most = sum(before[n] for n in heaviest(before, edges))
        added[name] = 0 if least == INF else most - least
        least = most
    return added


def without_conversions(held: Held, older: Older, tellers: Callable[[str], frozenset[str]]) -> Held:
    """Count the money of agreements that were turned into others once.

    Args:
        held: what they come to.
        older: for each agreement those whose interest was turned into it.
        tellers: gives the claims that tell an agreement to be converted.
    """
    currencies = {content.currency for contents in held.values() for content in contents}
    counted = {
        currency: new_money(
            {
                n: c.money
                for n, contents in held.items()
                for c in contents
                if c.currency == currency
            },
            older,
        )
        for currency in currencies
    }

    def rewritten(name: str, content: Content) -> Content:
        money = counted[content.currency][name]
        before = [c for other in older.get(name, ()) for c in held.get(other, ())]
        # Without an amount of its own it is no gap: the money is that of the older one.
        silent = content.reason == "undisclosed" and bool(before)
        if money == content.money and not silent:
            return content
        nothing = silent or (not money.possible and not content.reason)
        return content._replace(
            money=money,
            complete=content.complete or silent,
            reason="converted" if nothing else content.reason,
            rests_on=content.rests_on.union(tellers(name), *(c.rests_on for c in before)),
        )

    return {name: tuple(rewritten(name, c) for c in contents) for name, contents in held.items()}
