"""The times between the days on which something may begin or end, and what they are told apart by."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from aikg.ground.bounds import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


def gaps(spans: Collection[Span]) -> Iterator[tuple[Span, Span]]:
    """Give the times in which it is one thing that spans leave open, each by what bounds it.

    Instants of one day are not told apart: what is asked for is what holds by the end of a day.

    Args:
        spans: when something begins or ends.

    Returns:
        For each time the first and last instant of the day before it, both empty before the first
        day, and of the day after it; without a last one at the end. None where all of it is settled
        day by day.

    Examples:
        >>> month = Span("2025-09-01T00:00:00Z", "2025-09-30T23:59:59Z")
        >>> [end.latest for _, end in gaps([month])]
        ['2025-09-01T00:00:00Z', '2025-09-30T23:59:59Z', None]
        >>> list(gaps([Span("2025-09-01T00:00:00Z", "2025-09-01T23:59:59Z")]))
        []
    """
    if all(map(within_a_day, spans)):
        return
    instants = sorted({instant for span in spans for instant in span if instant})
    days = [Span("", "")]
    for _, of_day in groupby(instants, key=day_of):
        listed = [*of_day]
        days.append(Span(listed[0], listed[-1]))
    # What bears no date may come at last, and need not have come with all else that bears none.
    yield from pairwise([*days, Span(days[-1].earliest, None)])


def within_a_day(span: Span) -> bool:
    """Whether it is settled on which day it lies."""
    return bool(span.earliest and span.latest) and day_of(span.earliest) == day_of(span.latest)


def lasts(until: Span | None) -> str:
    """A text that compares as the latest instant does; what may last for ever is the greatest."""
    return "9" if until is None or until.latest is None else until.latest


def day_of(instant: str | None) -> str:
    """The date of an instant; empty for none."""
    return (instant or "")[:10]


def earliest(instants: Iterable[str | None]) -> str | None:
    """The last of the instants before which something cannot be; None where there is none."""
    return max(filter(None, instants), default=None)
