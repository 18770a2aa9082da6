"""How long it is sure that what a position tells stands, or else as much in its place.

On a day on which it is open whether a position has ended, the least of all that may stand then is firm:
where one of those is nothing that counts, or counts for others, nothing is.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.derive.counting.gaps import lasts, within_a_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from aikg.derive.counting.knowledge import Window
    from aikg.derive.counting.positions import Content, Piece, Position
    from aikg.ground.bounds import Span


class Firm(NamedTuple):
    """Until when it is sure that something stands, on one clock; empty for at no time.

    Attributes:
        until: the instant from which nothing counted may be in its place; None where as long as it
            may stand itself.
        of_payers: the same, where only what the same ones pay is in its place.
        of_payees: the same, where only what the same ones are paid is.
    """

    until: str | None = None
    of_payers: str | None = None
    of_payees: str | None = None

    def bounded(self, begin: str, stands: Firm) -> Firm:
        """No longer than until an instant, in what does not stand from then on.

        Examples:
            >>> Firm(None, None, "2025").bounded("2024", Firm(None, "", None))
            Firm(until=None, of_payers='2024', of_payees='2025')
        """
        return Firm(
            *(
                mine if firm is None else begin if mine is None else min(mine, begin)
                for mine, firm in zip(self, stands, strict=True)
            )
        )


FIRM: Final = Firm()
NEVER: Final = Firm("", "", "")


def firm_in(
    timeline: Sequence[tuple[Span, tuple[Content, ...]]], place: int, content: Content
) -> Firm:
    """Until when what a step of a timeline tells is firm in truth.

    Args:
        timeline: the steps of its agreement, each with all that is told from then on.
        place: which step it is of.
        content: which of what is told there.
    """
    following = timeline[place + 1 :]
    if not following:
        return FIRM
    limit = _may_last(following[0][0])
    firm = FIRM
    for since, contents in following:
        begin = since.earliest or ""
        if begin < limit:
            firm = _instead(firm, content, contents, begin)
    return firm


def _instead(firm: Firm, content: Content, contents: Iterable[Content], begin: str) -> Firm:
    alike = [c for c in contents if c.currency == content.currency and not c.reason]
    if content.reason or not alike:  # what counts nothing stands for nothing else
        return firm.bounded(begin, NEVER)
    payers = any(c.payers == content.payers for c in alike)
    payees = any(c.payees == content.payees for c in alike)
    return firm.bounded(begin, _stands(payers, payees))


def _stands(payers: bool, payees: bool) -> Firm:
    return Firm(None, None if payers else "", None if payees else "")


def _may_last(until: Span | None) -> str:
    """The instant before which it is open whether something has ended; a day is not open."""
    if until is not None and within_a_day(until):
        return until.earliest or ""
    return lasts(until)


def known_firm(
    positions: Iterable[Position],
    versions: Sequence[tuple[Span, Collection[Piece]]],
    windows: Sequence[tuple[Window, Collection[Piece]]],
) -> Iterator[Position]:
    """Positions, with until when they are firm in what is known, where dates of sources leave it open.

    Args:
        positions: of a cluster.
        versions: since when what is told, in the order in which it becomes known.
        windows: what else may be known at which time.
    """
    in_turn = [(span, _Told(pieces)) for span, pieces in versions]
    beside = [(window, _Told(pieces)) for window, pieces in windows]
    for position in positions:
        if position.aside:
            yield position._replace(known_firm=NEVER)
            continue
        until, begun = position.known_until, position.known_from.latest
        limit, firm = _may_last(until), FIRM
        others = [
            (span.earliest or "", told)
            for span, told in in_turn
            if until is not None and span.order >= until.order
        ]
        others += [
            (window.since or "", told)
            for window, told in beside
            if begun is not None and lasts(window.until) > begun
        ]
        for begin, told in others:
            if begin < limit:
                firm = told.bounded(firm, position, begin)
        yield position if firm == FIRM else position._replace(known_firm=firm)


class _Told:
    """What is told in one state of knowledge, by agreement and currency."""

    def __init__(self, pieces: Collection[Piece]) -> None:
        self._pieces = pieces

    @cached_property
    def _own(self) -> dict[tuple[str, str], list[Piece]]:
        found: dict[tuple[str, str], list[Piece]] = defaultdict(list)
        for piece in self._pieces:
            found[piece.content.agreement, piece.content.currency].append(piece)
        return found

    def bounded(self, firm: Firm, position: Position, begin: str) -> Firm:
        """Bound what is firm by what stands in this state of knowledge in place of a position."""
        content = position.content
        own = self._own.get((content.agreement, content.currency), [])
        if content.reason:
            same = any(piece.content == content for piece in own)
            return firm if same else firm.bounded(begin, NEVER)
        counted = [piece for piece in own if not piece.content.reason]
        if not _covered(position, counted):
            return firm.bounded(begin, NEVER)
        payers = _covered(position, [p for p in counted if p.content.payers == content.payers])
        payees = _covered(position, [p for p in counted if p.content.payees == content.payees])
        return firm.bounded(begin, _stands(payers, payees))


def _covered(position: Position, pieces: Sequence[Piece]) -> bool:
    """Whether pieces that join one another stand for all of the time for which a position does."""
    begun = position.true_from
    waiting = [piece for piece in pieces if piece.since == begun or piece.since.before(begun)]
    seen = {piece.until for piece in waiting}
    while waiting:
        until = waiting.pop().until
        if until is None or until == position.true_until:
            return True
        joining = [p for p in pieces if p.since == until and p.until not in seen]
        seen.update(piece.until for piece in joining)
        waiting += joining
    return False
