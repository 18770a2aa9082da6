"""Amounts of money: in words, as a source prints them, and in bounds, as the graph holds them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.dice import Dice

_INF: Final = float("inf")

_CURRENCIES: Final = (
    (0.76, ("USD", "$")),
    (0.87, ("EUR", "€")),
    (0.93, ("GBP", "£")),
    (0.96, ("CNY", "CNY ")),
    (0.98, ("JPY", "JPY ")),
    (1.0, ("KRW", "KRW ")),
)
_HEDGES: Final = (
    (0.46, ""),
    (0.68, "up-to"),
    (0.83, "about"),
    (0.91, "at-least"),
    (0.97, "more-than"),
    (1.0, "between"),
)
_WORDS: Final = {
    "up-to": ("up to", "as much as"),
    "about": ("about", "roughly"),
    "at-least": ("at least",),
    "more-than": ("more than",),
    "between": ("between",),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it is agreed: so many tenths of a million or of a billion.

    Examples:
        >>> Amount(34, 1_000_000_000, ("USD", "$"), "up-to", "up to").told()
        ('up to $3.4 billion', 0.0, 3400000000.0)
    """

    tenths: int
    scale: int
    currency: tuple[str, str]
    hedge: str = ""
    words: str = ""

    @property
    def value(self) -> float:
        """The figure itself."""
        return float(self.tenths * (self.scale // 10))

    def told(self) -> tuple[str, float, float]:
        """The phrase, the lower bound and the upper bound."""
        phrase = _money(self.tenths, self.scale, self.currency[1])
        value = self.value
        if not self.hedge:
            return phrase, value, value
        if self.hedge == "between":
            top = self.tenths + max(1, self.tenths // 2)
            other = _money(top, self.scale, self.currency[1])
            return f"between {phrase} and {other}", value, float(top * (self.scale // 10))
        lower = 0.0 if self.hedge == "up-to" else value
        upper = _INF if self.hedge in ("at-least", "more-than") else value
        return f"{self.words} {phrase}", lower, upper

    def otherwise(self, dice: Dice) -> Amount:
        """Another amount in its place, as a source tells it that contradicts the first."""
        return replace(self, tenths=max(1, self.tenths * (5 + dice.below(15)) // 10 + 1))

    def hedged(self, dice: Dice) -> Amount:
        """The same amount in the words of another source."""
        if self.hedge in ("", "about") and dice.chance(0.3):
            return replace(self, hedge="about", words=dice.pick(_WORDS["about"]))
        return self

    def firm(self) -> Amount:
        """The same amount without a hedge."""
        return replace(self, hedge="", words="")

    def times(self, share: float) -> Amount:
        """A share of it, or a multiple, at least a tenth of its scale."""
        return replace(self, tenths=max(1, round(self.tenths * share)))


def draw(dice: Dice, size: float = 0.0) -> Amount:
    """Draw an amount: from half a million to a hundred billion, most between.

    Args:
        dice: chance.
        size: how much larger than usual, in powers of ten.
    """
    power = 5.7 + 4.6 * dice.heavy() + size
    figure = 10**power
    scale = 1_000_000_000 if figure >= 1e9 else 1_000_000
    tenths = max(1, round(figure / scale * 10))
    if tenths > 100:
        tenths = tenths // 10 * 10  # nobody writes $34.7 billion of a plan
    hedge = dice.weighted(_HEDGES)
    words = dice.pick(_WORDS[hedge]) if hedge else ""
    return Amount(tenths, scale, dice.weighted(_CURRENCIES), hedge, words)


def _money(tenths: int, scale: int, sign: str) -> str:
    whole, tenth = divmod(tenths, 10)
    number = f"{whole}.{tenth}" if tenth else str(whole)
    return f"{sign}{number} {'billion' if scale == 1_000_000_000 else 'million'}"
