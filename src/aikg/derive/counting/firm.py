"""How long it is sure that what a position tells stands, or else as much in its place.

On a day on which it is open whether a position has ended, the least of all that may stand then is firm:
where one of those is nothing that counts, or counts for others, nothing is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
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
        of_parties: the same, where only what the same ones pay, and are paid, is in its place.
    """

    until: str | None = None
    of_parties: str | None = None

    def bounded(self, begin: str, *, same_parties: bool) -> Firm:
        """No longer than this, for others' place at least."""
        of_parties = begin if self.of_parties is None else min(self.of_parties, begin)
        if same_parties:
            return Firm(self.until, of_parties)
        return Firm(begin if self.until is None else min(self.until, begin), of_parties)


FIRM: Final = Firm()
NEVER: Final = Firm("", "")


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
        return firm.bounded(begin, same_parties=False)
    if any(_same_parties(c, content) for c in alike):
        return firm
    return firm.bounded(begin, same_parties=True)


def _same_parties(one: Content, other: Content) -> bool:
    return one.payers == other.payers and one.payees == other.payees


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
            yield replace(position, known_firm=NEVER)
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
        yield replace(position, known_firm=firm)


class _Told:
    """What is told in one state of knowledge, by agreement and currency."""

    def __init__(self, pieces: Collection[Piece]) -> None:
        self._pieces = pieces

    @cached_property
    def _own(self) -> dict[tuple[str, str], list[Piece]]:
        found: dict[tuple[str, str], list[Piece]] = defaultdict(list)
        for piece in sorted(self._pieces, key=lambda piece: piece.since.order):
            found[piece.content.agreement, piece.content.currency].append(piece)
        return found

    def bounded(self, firm: Firm, position: Position, begin: str) -> Firm:
        """Bound what is firm by what stands in this state of knowledge in place of a position."""
        content = position.content
        own = self._own.get((content.agreement, content.currency), [])
        if content.reason:
            same = any(piece.content == content for piece in own)
            return firm if same else firm.bounded(begin, same_parties=False)
        counted = [piece for piece in own if not piece.content.reason]
        if _covered(position, [p for p in counted if _same_parties(p.content, content)]):
            return firm
        return firm.bounded(begin, same_parties=_covered(position, counted))


def _covered(position: Position, pieces: Sequence[Piece]) -> bool:
    """Whether pieces that join one another stand for all of the time for which a position does."""
    reached: Span | None = None
    for piece in pieces:
        if reached is None:
            if piece.since != position.true_from and not piece.since.before(position.true_from):
                return False
        elif piece.since != reached:
            continue
        reached = piece.until
        if reached is None or reached == position.true_until:
            return True
    return False
