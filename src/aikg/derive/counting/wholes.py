"""Amounts that contain one another (rule 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.ground.bounds import INF, NOTHING, Money

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def remainder(whole: Money, parts: Iterable[Money], *, exhaustive: bool) -> tuple[Money, str]:
    """Give what a whole leaves once its parts are taken away, and what is odd about it.

    Examples:
        >>> remainder(Money(0, 0, 10), [Money(0, 4, 4)], exhaustive=False)
        (Money(paid=0.0, committed=0.0, possible=6.0), '')
        >>> remainder(Money(0, 0, 62), [Money(0, 0, 52)], exhaustive=True)
        (Money(paid=0.0, committed=0.0, possible=0.0), 'parts told to be all of it add to 52 of 62')
        >>> remainder(Money(9, 9, 9), [Money(0, 6, 6)], exhaustive=False)[1]
        'told as paid with 9, and parts of it with 6 as committed only'
    """
    below = together(parts)
    warning = ""
    if below.possible > whole.possible:
        warning = f"parts add to {_written(below)}, the whole is told as {_written(whole)}"
    elif exhaustive and below.possible < whole.possible:
        warning = f"parts told to be all of it add to {_written(below)} of {_written(whole)}"
    left = NOTHING if exhaustive else whole.less(below)
    if not warning and whole.paid - below.paid > max(whole.committed - below.committed, 0):
        # The stage that is told of a part stands before that of its whole: a round may be closed
        # of which a tranche is due later.
        paid, due = _figure(whole.paid), _figure(below.committed - below.paid)
        warning = f"told as paid with {paid}, and parts of it with {due} as committed only"
    return left, warning


def open_ones(parts: Mapping[str, Money]) -> frozenset[str]:
    """Give the parts that are told without a ceiling."""
    return frozenset(part for part, money in parts.items() if money.possible == INF)


def closed(whole: Money, parts: Mapping[str, Money], *, exhaustive: bool) -> dict[str, Money]:
    """Give parts a ceiling where they have none and their whole has one: they are at most all of it.

    A single one has what is left without being firm; where there are several, none can tell which of
    them has it, and it stays with the rest of the whole.

    Args:
        whole: what the whole comes to.
        parts: what its parts come to, by name.
        exhaustive: whether they are all of it.

    Examples:
        >>> closed(Money(0, 0, 10), {"first": Money(0, 5, INF)}, exhaustive=False)
        {'first': Money(paid=0, committed=5, possible=10.0)}
        >>> closed(Money(13, 13, 13), {"led": Money(1, 1, INF)}, exhaustive=False)
        {'led': Money(paid=1, committed=1, possible=1.0)}
    """
    ends = open_ones(parts)
    if not ends or whole.possible == INF:
        return dict(parts)
    found = {
        part: money._replace(possible=money.committed) if part in ends else money
        for part, money in parts.items()
    }
    if len(ends) == 1:
        [part] = ends
        left = whole.less(together(found.values()))
        loose = left.possible if exhaustive else left.possible - left.committed
        found[part] = found[part]._replace(possible=found[part].possible + loose)
    return found


def together(parts: Iterable[Money]) -> Money:
    """Add amounts.

    Examples:
        >>> together([Money(0, 4, 10), Money(1, 1, 1)])
        Money(paid=1.0, committed=5.0, possible=11.0)
    """
    total = NOTHING
    for part in parts:
        total = total.plus(part)
    return total


def _written(money: Money) -> str:
    return _figure(money.possible)


def _figure(value: float) -> str:
    amount = float(value)
    return f"{amount:,.0f}" if amount.is_integer() else f"{amount:,}"
