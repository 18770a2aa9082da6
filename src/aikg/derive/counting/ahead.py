"""Wholes that may have begun before parts whose dates come first (rule 3)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from aikg.derive.counting.gaps import day_of, earliest
from aikg.derive.counting.timeline import at, breaks
from aikg.ground.bounds import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aikg.derive.counting.positions import Content

V = TypeVar("V")
P = TypeVar("P")


class Ahead(NamedTuple):
    """What an agreement may come to for a time, beside its timeline.

    Attributes:
        since: when that may begin; it has no latest instant, as it may never be so.
        until: with what it ends.
        content: what it comes to.
    """

    since: Span
    until: Span
    content: Content


def ahead(
    own: Sequence[tuple[Span, V]], parts: Sequence[Sequence[tuple[Span, P]]]
) -> Iterator[tuple[Span, Span, V, list[P | None]]]:
    """Give the times at which a whole may stand without parts that its timeline has begin earlier.

    A timeline puts what may come at several instants at the last of them. So a whole that is dated
    to a month is put after a part of a day in it, and with a part of the same month.

    Args:
        own: the states of the whole.
        parts: what each part comes to, over time.

    Returns:
        Since when it may be so, with what it ends, the state, and what the parts come to meanwhile.

    Examples:
        >>> month = Span("2025-01-01T00:00:00Z", "2025-01-31T23:59:59Z")
        >>> day = Span("2025-01-10T00:00:00Z", "2025-01-10T23:59:59Z")
        >>> [found] = ahead([(month, "signed")], [[(day, 4)]])
        >>> found[0].earliest, found[1].latest, *found[2:]
        ('2025-01-01T00:00:00Z', '2025-01-10T23:59:59Z', 'signed', [None])
    """
    whens = breaks(*parts)
    for since, state in own:
        first = day_of(since.earliest)
        for before, when in pairwise([None, *whens]):
            if when is None or when.latest is None or when.order > since.order:
                break
            if first < day_of(when.latest):
                begun = earliest((since.earliest, before.earliest if before else None))
                inside = [at(steps, before) if before else None for steps in parts]
                yield Span(begun, None), when, state, inside
