"""What figures commit and allow (rules 5 and 7), and when two figures are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.ground.bounds import INF, Bounds, Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aikg.derive.counting.told import Effect, Figure

Amounts = dict[str, tuple[Bounds, bool]]
"""For each currency the bounds, and whether all of it is disclosed."""


def amounts(figures: Iterable[Figure]) -> Amounts:
    """Add the figures of one telling, each currency by itself.

    A rate is committed for its notice and possible for its term; where the term is not told, no
    more than the notice is added for it and the amount is incomplete. Beside a total it is a way of
    telling that total, and is not added to it.
    """
    total: Amounts = {}
    for figure in _totals_first([*figures]):
        bounds, complete = _whole(figure)
        if figure.currency in total:
            before, was_complete = total[figure.currency]
            bounds, complete = before + bounds, complete and was_complete
        total[figure.currency] = bounds, complete
    return total


def _totals_first(figures: Sequence[Figure]) -> Sequence[Figure]:
    """The figures without the rates of what a total is told of."""
    if all(figure.rate is None for figure in figures):
        return figures
    plain = {figure.currency for figure in figures if figure.rate is None}
    return [f for f in figures if f.rate is None or f.currency not in plain]


def reckoned(figures: Iterable[Figure]) -> frozenset[str]:
    """Give the currencies whose amount is reckoned from a rate."""
    return frozenset(f.currency for f in _totals_first([*figures]) if f.rate is not None)


def _whole(figure: Figure) -> tuple[Bounds, bool]:
    if figure.rate is None:
        return figure.bounds, True
    term, notice = figure.rate
    sure = (figure.bounds * notice).lower if notice else 0.0
    if term is None:
        return Bounds(sure, sure), False
    upper = (figure.bounds * term).upper
    return Bounds(min(sure, upper), upper), True


def money(effect: Effect, bounds: Bounds) -> Money:
    """Tell what an amount comes to at a stage (rule 5).

    Args:
        effect: of the stage that was reached.
        bounds: the amount, its lower bound only of what binds.

    Examples:
        >>> money("committed", Bounds(0, 5e9))
        Money(paid=0.0, committed=0, possible=5000000000.0)
        >>> money("paid", Bounds(4e9, 4e9))
        Money(paid=4000000000.0, committed=4000000000.0, possible=4000000000.0)
    """
    if effect == "paid":
        return Money(bounds.lower, bounds.lower, bounds.upper)
    if effect == "committed":
        return Money(0.0, bounds.lower, bounds.upper)
    return Money(0.0, 0.0, bounds.upper)


def agree(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Tell whether two tellings of an amount can both be right (rule 2).

    A ceiling that is not stated does not rival one that is, two amounts without a ceiling do not
    rival, and neither do figures that are equal at the last written digit. An amount in a further
    currency is what the other does not tell, and a rate rivals no total.
    """
    if len(one) == len(other) == 1:
        a, b = one[0], other[0]
        if a.rate is b.rate is None:  # by far the most, and told at once
            return a.currency == b.currency and _agree(
                a.bounds, b.bounds, max(a.grain, b.grain) / 2
            )
    mine, theirs = _by_currency(one), _by_currency(other)
    rates = reckoned(one) ^ reckoned(other)
    common = mine.keys() & theirs.keys()
    if not common or common not in (mine.keys(), theirs.keys()):
        return False
    return all(
        _agree(a, b, max(grain_a, grain_b) / 2)
        for (a, grain_a), (b, grain_b) in ((mine[c], theirs[c]) for c in common - rates)
    )


def same(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Tell whether two tellings agree, and state the same bounds where both are of one currency.

    So one publisher that tells an amount anew, and other than rounded, does not tell the same.
    """
    mine, theirs = _by_currency(one), _by_currency(other)
    rates = reckoned(one) ^ reckoned(other)
    return agree(one, other) and all(
        _alike(a, b, max(grain_a, grain_b) / 2)
        for (a, grain_a), (b, grain_b) in (
            (mine[c], theirs[c]) for c in (mine.keys() & theirs.keys()) - rates
        )
    )


def _by_currency(figures: Sequence[Figure]) -> dict[str, tuple[Bounds, float]]:
    return {
        currency: (bounds, max(f.grain for f in figures if f.currency == currency))
        for currency, (bounds, _) in amounts(figures).items()
    }


def _agree(one: Bounds, other: Bounds, near: float) -> bool:
    if INF in (one.upper, other.upper):
        return one.meets(other)
    return all(a == b or abs(a - b) <= near for a, b in zip(one, other, strict=True))


def _alike(one: Bounds, other: Bounds, near: float) -> bool:
    # What lies half of the last digit away is not what the other would be rounded to.
    return all(a == b or abs(a - b) < near for a, b in zip(one, other, strict=True))
