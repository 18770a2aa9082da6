"""Arithmetic of what is known only within bounds: amounts, and instants."""

from __future__ import annotations

import math
import re
from typing import Final, NamedTuple

INF: Final = math.inf
_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.(\d+))?")


class Bounds(NamedTuple):
    """A quantity between a lower and an upper bound, both included; the upper may be infinite.

    Examples:
        >>> Bounds(0, 10e9) + Bounds(5e9, 5e9)
        Bounds(lower=5000000000.0, upper=15000000000.0)
        >>> Bounds(10, INF).meets(Bounds(0, 30))
        True
    """

    lower: float
    upper: float

    def __add__(self, other: object) -> Bounds:
        if not isinstance(other, Bounds):
            return NotImplemented
        return Bounds(self.lower + other.lower, self.upper + other.upper)

    def __mul__(self, other: object) -> Bounds:
        """Multiply by a quantity that is not negative; nothing times endless is nothing."""
        if not isinstance(other, Bounds):
            return NotImplemented
        return Bounds(_times(self.lower, other.lower), _times(self.upper, other.upper))

    def meets(self, other: Bounds) -> bool:
        """Whether both can be true at once."""
        return self.lower <= other.upper and other.lower <= self.upper

    def common(self, other: Bounds) -> Bounds:
        """What both allow; only for bounds that meet."""
        return Bounds(max(self.lower, other.lower), min(self.upper, other.upper))

    def hull(self, other: Bounds) -> Bounds:
        """The narrowest bounds that hold both."""
        return Bounds(min(self.lower, other.lower), max(self.upper, other.upper))


def _times(one: float, other: float) -> float:
    return 0.0 if one == 0 or other == 0 else one * other


class Money(NamedTuple):
    """What is at least paid, at least committed (paid included), and at most possible.

    Always `0 <= paid <= committed <= possible`.

    Examples:
        >>> Money(0, 4, 10).less(Money(0, 1, 4))
        Money(paid=0.0, committed=3, possible=6)
    """

    paid: float
    committed: float
    possible: float

    def plus(self, other: Money) -> Money:
        """Both together."""
        return Money(*(a + b for a, b in zip(self, other, strict=True)))

    def less(self, other: Money) -> Money:
        """What is left once the other is taken away: each never below 0, and capped by the next.

        Endless less anything is endless.
        """
        possible = INF if self.possible == INF else max(0.0, self.possible - other.possible)
        committed = min(possible, max(0.0, _minus(self.committed, other.committed)))
        return Money(min(committed, max(0.0, _minus(self.paid, other.paid))), committed, possible)

    def at_least(self, other: Money) -> Money:
        """The greater of both, each for itself."""
        return Money(*(max(a, b) for a, b in zip(self, other, strict=True)))


def _minus(one: float, other: float) -> float:
    return one if one == INF else one - other


NOTHING: Final = Money(0.0, 0.0, 0.0)


class Span(NamedTuple):
    """An instant between an earliest and a latest one, as `xsd:dateTime` in UTC.

    None is no bound on that side: earlier than all, or later than all. Texts such as
    `2025-11-18T00:00:00Z` compare as instants do.

    Examples:
        >>> Span("2025-09-22T00:00:00Z", "2025-09-22T23:59:59Z").before(Span("2026-02-27", None))
        True
        >>> Span(None, None).before(Span("2026-02-27", None))
        False
    """

    earliest: str | None = None
    latest: str | None = None

    def before(self, other: Span) -> bool:
        """Whether it certainly lies before the other."""
        return (
            self.latest is not None and other.earliest is not None and self.latest < other.earliest
        )

    def common(self, other: Span) -> Span | None:
        """The instants that both allow; None where there are none."""
        if self.before(other) or other.before(self):
            return None
        return Span(
            max((x for x in (self.earliest, other.earliest) if x), default=None),
            min((x for x in (self.latest, other.latest) if x), default=None),
        )

    @property
    def order(self) -> tuple[bool, str, str]:
        """A key that sorts by the latest instant, what has none last."""
        return (self.latest is None, self.latest or "", self.earliest or "")


ALWAYS: Final = Span(None, None)


def grain(as_stated: str, value: float) -> float:
    """Give the value of the last digit that is written in a phrase for a value.

    Returns:
        The value of one unit of that digit; 0 where the phrase has no digits to tell it by.

    Examples:
        >>> grain("€1.3 billion", 1.3e9)
        100000000.0
        >>> grain("$38 billion", 38e9)
        1000000000.0
        >>> grain("three instalments of $10 billion", 10e9)
        1000000000.0
        >>> grain("four billion", 4e9)
        0.0
    """
    if value in (0, INF):
        return 0.0
    for found in _NUMBER.finditer(as_stated):
        number = float(found[0].replace(",", ""))
        if number == 0:
            continue
        # The word behind the number is a power of ten, whatever the language calls it; a number
        # that no power of ten leads to the value from is of something else.
        power = math.log10(value / number)
        if abs(power - round(power)) < 1e-9:
            return 10.0 ** (round(power) - len(found[1] or ""))
    return 0.0
