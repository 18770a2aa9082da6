"""States of knowledge, joined into positions on two clocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aikg.derive.counting.positions import Content, Position
from aikg.derive.counting.readings import assessed
from aikg.derive.counting.settled import settled
from aikg.ground.bounds import ALWAYS, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from aikg.derive.counting.cluster import Timeline
    from aikg.derive.counting.readings import Assessed
    from aikg.derive.counting.settled import Settled
    from aikg.derive.counting.told import Claim, Cluster

Piece = tuple["Span", "Span | None", Content]
Before = tuple["Span", "frozenset[Piece]", "frozenset[Piece]"]
"""A publication or withdrawal, and what is told before it: with what bears no date, and without."""


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
    claims: list[Claim] = []
    state = assessed(claims, cluster.root)
    for known, claims in _states_of_knowledge(cluster.claims):
        state = assessed(claims, cluster.root)
        pieces = set(_pieces(state))
        for piece in [piece for piece in opened if piece not in pieces]:
            positions.append(_position(piece, opened.pop(piece), known))
        for piece in pieces:
            opened.setdefault(piece, known)
    before = _before_turns(cluster)
    positions += [_position(p, _since(p, known, before), None) for p, known in opened.items()]
    positions += _until_turns(before, set(opened))
    stand = {claim.iri for claim in claims}
    gone = {("claim", claim.iri) for claim in cluster.claims if claim.iri not in stand}
    wrong = {(field, iri) for field, iri, _ in state.wrong} | gone
    return Tally(tuple(sorted(positions, key=_order)), tuple(settled(state)), frozenset(wrong))


def _position(piece: Piece, known_from: Span, known_until: Span | None) -> Position:
    true_from, true_until, content = piece
    return Position(content, true_from, true_until, known_from, known_until)


def _order(position: Position) -> tuple[object, ...]:
    content = position.content
    return (
        content.agreement,
        content.currency,
        position.known_from.order,
        content.reading,
        position.true_from.order,
    )


def _before_turns(cluster: Cluster) -> list[Before]:
    """What is told before each publication and withdrawal: with what bears no date, and without it.

    What bears no date comes last, and so after each of them; but it may have been known before, when
    what was published since was not, and what was withdrawn since was. Empty where all is dated.
    """
    claims = cluster.claims
    undated = [claim for claim in claims if _known(claim).latest is None]
    if not undated:
        return []
    turns = {c.published for c in claims} | {c.withdrawn for c in claims if c.withdrawn}
    # Of those that may come from one instant on the first alone: they are not told apart.
    first: dict[str | None, Span] = {}
    for turn in sorted((each for each in turns if each.latest), key=lambda span: span.order):
        first.setdefault(turn.earliest, turn)
    found = []
    for turn in first.values():
        dated = [
            claim
            for claim in claims
            if _known(claim).latest is not None
            and _known(claim).order < turn.order
            and (claim.withdrawn is None or turn.order <= claim.withdrawn.order)
        ]
        together, alone = (
            frozenset(_pieces(assessed(sorted(told, key=lambda c: c.iri), cluster.root)))
            for told in ([*dated, *undated], dated)
        )
        found.append((turn, together, alone))
    return found


def _since(piece: Piece, known: Span, before: Sequence[Before]) -> Span:
    """Since when a piece is known: what needs something to be told or withdrawn, not before that."""
    if known.latest is not None:
        return known
    for turn, together, _ in reversed(before):
        if piece not in together:
            return Span(turn.earliest, None)
    return known


def _until_turns(before: Sequence[Before], last: Collection[Piece]) -> Iterator[Position]:
    """What may have been known beside what bears no date, until more was told or withdrawn."""
    for index, (turn, together, alone) in enumerate(before):
        later = before[index + 1][1] if index + 1 < len(before) else last
        for piece in together - alone:
            if piece not in later:
                yield _position(piece, _since(piece, ALWAYS, before[:index]), turn)


def _states_of_knowledge(claims: Sequence[Claim]) -> Iterable[tuple[Span, list[Claim]]]:
    """From each publication and each withdrawal on, the claims that are known and stand."""
    since = {claim.iri: _known(claim) for claim in claims}
    turns = {*since.values(), *(c.withdrawn for c in claims if c.withdrawn is not None)}
    ordered = sorted(claims, key=lambda claim: claim.iri)
    states: dict[Span, list[Claim]] = {}
    for turn in sorted(turns, key=lambda span: span.order):
        state = [
            claim
            for claim in ordered
            if since[claim.iri].order <= turn.order
            and (claim.withdrawn is None or turn.order < claim.withdrawn.order)
        ]
        # Not before all of it may be known; and what begins at the same is not told apart.
        starts = (turn.earliest, *(since[claim.iri].earliest for claim in state))
        earliest = max(filter(None, starts), default=None)
        states[Span(earliest if turn.latest else turn.earliest, turn.latest)] = state
    return states.items()


def _known(claim: Claim) -> Span:
    """Since when it is known: what bears no date, at some time before it was withdrawn."""
    if claim.withdrawn is None or claim.published.latest is not None:
        return claim.published
    return Span(claim.published.earliest, claim.withdrawn.latest)


def _pieces(state: Assessed) -> Iterator[Piece]:
    base, found = state.timelines, state.contested
    for one in found:
        for agreement in one.agreements:
            timeline = base.get(agreement, [])
            yield from _rows(timeline, one.name, one.reading, one.warning, counted=True)
            for reading, timelines in one.others:
                yield from _rows(timelines.get(agreement, []), one.name, reading, counted=False)
    disputed = frozenset().union(*(one.agreements for one in found))
    for agreement, timeline in base.items():
        if agreement not in disputed:
            yield from _rows(timeline, "", (), counted=True)


def _rows(
    timeline: Timeline, dispute: str, reading: tuple[str, ...], warning: str = "", *, counted: bool
) -> Iterator[Piece]:
    for index, (since, contents) in enumerate(timeline):
        until = timeline[index + 1][0] if index + 1 < len(timeline) else None
        for content in contents:
            if dispute:
                content = replace(
                    content,
                    dispute=dispute,
                    reading=reading,
                    reason=content.reason if counted else "reading",
                    warnings=(*content.warnings, warning) if warning else content.warnings,
                )
            yield since, until, content
