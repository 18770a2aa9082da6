"""Amounts that contain one another (rule 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.ground.bounds import NOTHING, Money

if TYPE_CHECKING:
    from collections.abc import Iterable


def remainder(whole: Money, parts: Iterable[Money], *, exhaustive: bool) -> tuple[Money, str]:
    """Give what a whole leaves once its parts are taken away, and what is odd about it.

    Examples:
        >>> remainder(Money(0, 0, 10), [Money(0, 4, 4)], exhaustive=False)
        (Money(paid=0.0, committed=0.0, possible=6.0), '')
        >>> remainder(Money(0, 0, 62), [Money(0, 0, 52)], exhaustive=True)
        (Money(paid=0.0, committed=0.0, possible=0.0), 'parts told to be all of it add to 52 of 62')
    """
    below = together(parts)
    warning = ""
    if below.possible > whole.possible:
        warning = f"parts add to {_written(below)}, the whole is told as {_written(whole)}"
    elif exhaustive and below.possible < whole.possible:
        warning = f"parts told to be all of it add to {_written(below)} of {_written(whole)}"
    return (NOTHING if exhaustive else whole.less(below)), warning


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
    amount = float(money.possible)
    return f"{amount:,.0f}" if amount.is_integer() else f"{amount:,}"
