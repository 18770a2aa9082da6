"""Chance that is the same for the same seed, on every machine and release of Python."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Dice:
    """Everything is drawn from `random()`, the one method whose sequence Python promises to keep.

    Examples:
        >>> one, other = Dice(7), Dice(7)
        >>> [one.below(10) for _ in range(5)] == [other.below(10) for _ in range(5)]
        True
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed).random

    def chance(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases."""
        return self.random() < share

    def below(self, limit: int) -> int:
        """A whole number from 0, each as likely."""
        return int(self.random() * limit)

    def pick(self, things: Sequence[T]) -> T:
        """One of several, each as likely."""
        return things[int(self.random() * len(things))]

    def weighted(self, things: Sequence[tuple[float, T]]) -> T:
        """One of several, by the share up to which each goes; the last share is 1.

        Examples:
            >>> Dice(1).weighted([(0.0, "never"), (1.0, "always")])
            'always'
        """
        found = self.random()
        for share, thing in things:
            if found < share:
                return thing
        return things[-1][1]

    def rank(self, count: int) -> int:
        """A rank from 0: the k-th is drawn about 1/k as often as the first (Zipf).

        It is what comes of preferential attachment, without a table of who has how much already.
        """
        return min(count - 1, int((count + 1) ** self.random()) - 1)

    def heavy(self) -> float:
        """A number from 0 to 1, most often near the middle."""
        draw = self.random
        return (draw() + draw() + draw()) / 3
