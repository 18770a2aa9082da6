"""Reading positions as a table: what is counted at an instant of both clocks, and what it adds to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from aikg.derive.counting import Position
from aikg.derive.counting.positions import Content
from aikg.ground.bounds import NOTHING, Money, Span

LAST = "9"
"""Later than every instant: the latest state of all that is told."""


def live(since: Span, until: Span | None, instant: str) -> bool:
    """Whether a state has certainly begun, and not yet certainly ended, at an instant."""
    if instant == LAST:
        return until is None
    begun = since.latest is not None and since.latest <= instant
    return begun and not (
        until is not None and until.latest is not None and until.latest <= instant
    )


def at(positions: Iterable[Position], true: str = LAST, known: str = LAST) -> list[Position]:
    """The positions that hold at an instant of each clock."""
    return [
        position
        for position in positions
        if live(position.true_from, position.true_until, true)
        and live(position.known_from, position.known_until, known)
    ]


def counted(
    positions: Iterable[Position], true: str = LAST, known: str = LAST
) -> dict[tuple[str, str], list[Money]]:
    """What counts at an instant of each clock, by agreement and currency."""
    found: dict[tuple[str, str], list[Money]] = defaultdict(list)
    for position in at(positions, true, known):
        if position.counted:
            content = position.content
            found[content.agreement, content.currency].append(content.money)
    return dict(found)


def totals(positions: Iterable[Position], true: str = LAST, known: str = LAST) -> dict[str, Money]:
    """What all that counts comes to at an instant of each clock, by currency."""
    total: dict[str, Money] = {}
    for (_, currency), amounts in counted(positions, true, known).items():
        for amount in amounts:
            total[currency] = total.get(currency, NOTHING).plus(amount)
    return total


def instants(positions: Sequence[Position]) -> list[str]:
    """Every instant at which something begins or ends on either clock, and the last."""
    spans = {
        span
        for p in positions
        for span in (p.true_from, p.true_until, p.known_from, p.known_until)
        if span is not None
    }
    return sorted({instant for span in spans for instant in span if instant} | {LAST})


def said(position: Position) -> tuple[Content, Span, Span | None]:
    """What a position says and of which time, whenever it was known."""
    return position.content, position.true_from, position.true_until


def may_stand(since: Span, until: Span | None, instant: str) -> bool:
    """Whether a state may have begun at an instant, and need not have ended."""
    ended = until is not None and until.latest is not None and until.latest <= instant
    return (since.earliest or "") <= instant and not ended


def may_come_to(positions: Iterable[Position], instant: str) -> float:
    """What all agreements may come to at an instant, at most: of each the most of its states.

    By all that is known at last.
    """
    most: dict[tuple[str, str], float] = defaultdict(float)
    for position in positions:
        known = position.known_until is None
        if (
            known
            and position.counted
            and may_stand(position.true_from, position.true_until, instant)
        ):
            of = position.content.agreement, position.content.currency
            most[of] = max(most[of], position.content.money.possible)
    return sum(most.values())
