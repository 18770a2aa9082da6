"""States of knowledge, joined into positions on two clocks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.derive.counting.bonds import Bonds
from aikg.derive.counting.changes import with_changes
from aikg.derive.counting.firm import NEVER, firm_in, known_firm
from aikg.derive.counting.gaps import lasts
from aikg.derive.counting.knowledge import in_order, left_open
from aikg.derive.counting.positions import Piece, Position
from aikg.derive.counting.readings import UNTOLD, agreed, assessed
from aikg.derive.counting.settled import settled
from aikg.derive.counting.told import by_agreement
from aikg.ground.bounds import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from aikg.derive.counting.cluster import Timeline
    from aikg.derive.counting.knowledge import Window
    from aikg.derive.counting.readings import Assessed
    from aikg.derive.counting.settled import Settled
    from aikg.derive.counting.told import Claim, Cluster


@dataclass(frozen=True, slots=True)
class Tally:
    """What a cluster comes to.

    Attributes:
        positions: of its agreements, on both clocks, in every reading.
        disputes: what is disputed in the latest state of all that is told.
        wrong: the statements that do not stand in that state: the field and the claim's IRI of each
            that its voice has told anew, or that the assessed reading of a dispute holds to be
            wrong, if only an amount at one of its stages; the field is `claim` for those withdrawn.
    """

    positions: tuple[Position, ...]
    disputes: tuple[Settled, ...]
    wrong: frozenset[tuple[str, str]]


def count(cluster: Cluster) -> list[Position]:
    """Count a cluster: all positions of its agreements, on both clocks.

    Pure: the result depends on the claims alone, and not on their order.

    Examples:
        >>> from aikg.derive.counting.told import Claim, Cluster, Figure, Stage
        >>> from aikg.ground.bounds import Bounds
        >>> claim = Claim("claim:x", "kg:deal", payers=frozenset({"kg:a"}),
        ...     payees=frozenset({"kg:b"}), figures=(Figure(Bounds(0, 5e9), "USD"),),
        ...     stages=(Stage("signed", "committed", 60),))
        >>> [position.content.money for position in count(Cluster((claim,)))]
        [Money(paid=0.0, committed=0, possible=5000000000.0)]
    """
    return list(tally(cluster).positions)


def tally(cluster: Cluster) -> Tally:
    """Count a cluster, and tell what is disputed in it.

    Pure: the result depends on the claims alone, and not on their order.

    Examples:
        >>> from aikg.derive.counting.told import Claim, Cluster
        >>> from aikg.ground.bounds import Span
        >>> day = Span("2025-11-18T00:00:00Z", "2025-11-18T23:59:59Z")
        >>> loan = Claim("claim:a", "kg:deal", "A", kind="Loan")
        >>> lease = Claim("claim:b", "kg:deal", "B", kind="Lease", published=day)
        >>> [dispute] = tally(Cluster((loan, lease))).disputes
        >>> dispute.readings[0][0], sorted(dispute.because), dispute.statements
        (('B',), ['publication'], (('kind', 'kg:deal'),))
    """
    opened: dict[Piece, Span] = {}
    positions: list[Position] = []
    claims: Sequence[Claim] = ()
    state = UNTOLD
    versions: list[tuple[Span, set[Piece]]] = []
    told: dict[tuple[str, ...], set[Piece]] = {}

    def pieces(known: Sequence[Claim]) -> set[Piece]:
        key = tuple(claim.iri for claim in known)
        if key not in told:
            told[key] = set(_pieces(assessed(known, cluster.root)))
        return told[key]

    for known, claims in in_order(cluster.claims):
        state = assessed(claims, cluster.root)
        now = told[tuple(claim.iri for claim in claims)] = set(_pieces(state))
        versions.append((known, now))
        for piece in [piece for piece in opened if piece not in now]:
            positions.append(_position(piece, opened.pop(piece), known))
        for piece in now:
            opened.setdefault(piece, known)
    positions += [_position(piece, known, None) for piece, known in opened.items()]
    if windows := [(window, pieces(window.claims)) for window in left_open(cluster.claims)]:
        positions = [*known_firm(_with_left_open(positions, windows), versions, windows)]
    positions = with_changes(positions, Bonds(by_agreement(claims)))
    stand = {claim.iri for claim in claims}
    gone = {("claim", claim.iri) for claim in cluster.claims if claim.iri not in stand}
    wrong = {(field, iri) for field, iri, _ in state.wrong} | gone
    return Tally(tuple(sorted(positions, key=_order)), tuple(settled(state)), frozenset(wrong))


def _position(piece: Piece, known_from: Span, known_until: Span | None) -> Position:
    since, until, content, firm = piece
    return Position(content, since, until, known_from, known_until, true_firm=firm)


def _order(position: Position) -> tuple[object, ...]:
    content = position.content
    return (
        content.agreement,
        content.currency,
        position.known_from.order,
        content.reading,
        position.true_from.order,
        position.true_from != position.true_until,
    )


def _with_left_open(
    positions: Iterable[Position], windows: Iterable[tuple[Window, Collection[Piece]]]
) -> Iterator[Position]:
    """Positions, and what else may have been known where the dates of sources leave it open.

    In the order of publications each is told at the latest instant that its date allows.
    """
    stretches: dict[Piece, list[_Stretch]] = defaultdict(list)
    for window, pieces in windows:
        for piece in pieces:
            of_piece = stretches[piece]
            if of_piece and of_piece[-1].place >= window.place - 1:
                of_piece[-1] = of_piece[-1].joined(window)
            else:
                of_piece.append(_Stretch(window.place, window.since, window.until))
    for position in positions:
        piece = Piece(position.true_from, position.true_until, position.content, position.true_firm)
        for stretch in stretches.get(piece, ()):
            position = stretch.told_by(position)
        yield position
    for piece, of_piece in stretches.items():
        for stretch in of_piece:
            if not stretch.covered:
                since = Span(stretch.since, None)
                yield _position(piece, since, stretch.until)._replace(aside=True)


@dataclass(slots=True)
class _Stretch:
    """A time during which a piece may be known, without a break.

    Attributes:
        place: of its last window.
        since: not before this instant; None where any is early enough.
        until: with what it ends.
        covered: whether a position tells of all of it.
    """

    place: int
    since: str | None
    until: Span
    covered: bool = False

    def joined(self, window: Window) -> _Stretch:
        """It and a window that is at the same time or follows."""
        since = min(self.since or "", window.since or "") or None
        return _Stretch(window.place, since, window.until)

    def told_by(self, position: Position) -> Position:
        """Note whether a position of the piece tells of all of it.

        What is known at last bears no date in that case, and is known since as early as the stretch.
        """
        since, until = position.known_from, position.known_until
        if until is None and since.latest is None:
            if (since.earliest or "") <= lasts(self.until):
                self.covered = True
                earliest = min(since.earliest or "", self.since or "") or None
                return position._replace(known_from=Span(earliest, None))
        elif (since.earliest or "") <= (self.since or ""):
            self.covered |= lasts(until) >= lasts(self.until)
        return position


def _pieces(state: Assessed) -> Iterator[Piece]:
    base, found = state.timelines, state.contested
    for one in found:
        for agreement in one.agreements:
            timeline = base.get(agreement, [])
            others = [(reading, told.get(agreement, [])) for reading, told in one.others]
            alike = agreed([timeline, *(told for _, told in others)])
            # Once all readings tell the same, nothing is disputed.
            last = slice(len(timeline) - alike, None)
            first = slice(last.start)
            yield from _rows(timeline, first, one.name, one.reading, one.warning)
            yield from _rows(timeline, last)
            for reading, told in others:
                before = slice(len(told) - alike)
                yield from _rows(told, before, one.name, reading, counted=False)
    disputed = {name: one for one in found for name in one.agreements}
    for agreement, timeline in base.items():
        if agreement not in disputed:
            yield from _rows(timeline)
    for since, until, content in state.beside:
        if content.agreement in disputed:
            one = disputed[content.agreement]
            content = content._replace(dispute=one.name, reading=one.reading)
        yield Piece(since, until, content, NEVER)
    for one in found:
        for reading, beside in one.beside:
            for since, until, content in beside:
                if content.agreement in one.agreements:
                    rival = content._replace(dispute=one.name, reading=reading, reason="reading")
                    yield Piece(since, until, rival, NEVER)


def _rows(
    timeline: Timeline,
    steps: slice = slice(None),
    dispute: str = "",
    reading: tuple[str, ...] = (),
    warning: str = "",
    *,
    counted: bool = True,
) -> Iterator[Piece]:
    """The pieces of some steps of a timeline, each for as long as its step lasts."""
    for index in range(len(timeline))[steps]:
        since, contents = timeline[index]
        until = timeline[index + 1][0] if index + 1 < len(timeline) else None
        for content in contents:
            firm = firm_in(timeline, index, content)
            if dispute:
                content = content._replace(
                    dispute=dispute,
                    reading=reading,
                    reason=content.reason if counted else "reading",
                    warnings=(*content.warnings, warning) if warning else content.warnings,
                )
            yield Piece(since, until, content, firm)
