"""States of knowledge, joined into positions on two clocks."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from aikg.derive.counting.cluster import Telling, Timeline
from aikg.derive.counting.disputes import Dispute, Dropped, disputes
from aikg.derive.counting.positions import Content, Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aikg.derive.counting.told import Claim, Cluster
    from aikg.ground.bounds import Span

_MOST_READINGS = 64
"""Readings of disputes that touch the same agreements multiply; so many are told at most."""

Piece = tuple["Span", "Span | None", Content]


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
    opened: dict[Piece, Span] = {}
    positions: list[Position] = []
    for known, claims in _states_of_knowledge(cluster.claims):
        pieces = set(_pieces(claims, cluster.root))
        for piece in [piece for piece in opened if piece not in pieces]:
            positions.append(_position(piece, opened.pop(piece), known))
        for piece in pieces:
            opened.setdefault(piece, known)
    positions += [_position(piece, known, None) for piece, known in opened.items()]
    return sorted(positions, key=_order)


def told_wrong(cluster: Cluster) -> frozenset[tuple[str, str]]:
    """Give the statements that do not stand in the latest state of all that is told.

    Returns:
        The field and the claim's IRI of each statement that its voice has told anew, or that the
        assessed reading of a dispute holds to be wrong; the field is `claim` for those withdrawn.
    """
    claims: list[Claim] = []
    for _, claims in _states_of_knowledge(cluster.claims):  # the last is the latest
        pass
    found, outdated = disputes(claims, cluster.root)
    stand = {claim.iri for claim in claims}
    return frozenset(
        {
            *outdated,
            *(wrong for dispute in found for wrong in dispute.readings[0][1]),
            *(("claim", claim.iri) for claim in cluster.claims if claim.iri not in stand),
        }
    )


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


def _states_of_knowledge(claims: Sequence[Claim]) -> Iterator[tuple[Span, list[Claim]]]:
    """From each publication and each withdrawal on, the claims that are known and stand."""
    ordered = sorted(claims, key=lambda claim: claim.iri)
    turns = {claim.published for claim in ordered}
    turns |= {claim.withdrawn for claim in ordered if claim.withdrawn is not None}
    for turn in sorted(turns, key=lambda span: span.order):
        yield (
            turn,
            [
                claim
                for claim in ordered
                if claim.published.order <= turn.order
                and (claim.withdrawn is None or turn.order < claim.withdrawn.order)
            ],
        )


def _pieces(claims: Sequence[Claim], root: Mapping[str, str]) -> Iterator[Piece]:
    found, outdated = disputes(claims, root)
    assessed = outdated.union(*(dispute.readings[0][1] for dispute in found))
    base = Telling(claims, assessed, root).timelines()
    disputed: set[str] = set()
    for dispute, others, affected in _readings(found, outdated, base, claims, root):
        disputed |= affected
        name, voices = dispute
        for agreement in sorted(affected):
            yield from _rows(base.get(agreement, []), name, voices, counted=True)
            for reading, timelines in others:
                yield from _rows(timelines.get(agreement, []), name, reading, counted=False)
    for agreement, timeline in base.items():
        if agreement not in disputed:
            yield from _rows(timeline, "", (), counted=True)


def _rows(
    timeline: Timeline, dispute: str, reading: tuple[str, ...], *, counted: bool
) -> Iterator[Piece]:
    for index, (since, contents) in enumerate(timeline):
        until = timeline[index + 1][0] if index + 1 < len(timeline) else None
        for content in contents:
            told = replace(content, dispute=dispute, reading=reading)
            yield since, until, told if counted else replace(told, reason="reading")


_Others = list[tuple[tuple[str, ...], dict[str, Timeline]]]


def _readings(
    found: Sequence[Dispute],
    outdated: Dropped,
    base: dict[str, Timeline],
    claims: Sequence[Claim],
    root: Mapping[str, str],
) -> Iterator[tuple[tuple[str, tuple[str, ...]], _Others, set[str]]]:
    """For each dispute its name and assessed reading, the other readings, and what they change.

    Disputes that touch the same agreements are told together, in every combination.
    """
    touched = [
        (dispute, _touched(dispute, found, outdated, base, claims, root)) for dispute in found
    ]
    groups: list[tuple[list[Dispute], set[str]]] = []
    for dispute, agreements in touched:
        if not agreements:
            continue
        joined, reach = [dispute], set(agreements)
        apart: list[tuple[list[Dispute], set[str]]] = []
        for group in groups:
            if group[1] & reach:
                joined, reach = group[0] + joined, reach | group[1]
            else:
                apart.append(group)
        groups = [*apart, (joined, reach)]
    for joined, reach in groups:
        elsewhere = outdated.union(*(d.readings[0][1] for d in found if d not in joined))
        others: _Others = []
        combinations = list(product(*(dispute.readings for dispute in joined)))
        for combination in combinations[1:_MOST_READINGS]:
            dropped = elsewhere.union(*(told for _, told in combination))
            voices = tuple(sorted({voice for names, _ in combination for voice in names}))
            timelines = Telling(claims, dropped, root).timelines()
            reach |= _changed(base, timelines)
            others.append((voices, timelines))
        first = tuple(sorted({voice for names, _ in combinations[0] for voice in names}))
        yield (" ".join(d.name for d in joined), first), others, reach


def _touched(
    dispute: Dispute,
    found: Sequence[Dispute],
    outdated: Dropped,
    base: dict[str, Timeline],
    claims: Sequence[Claim],
    root: Mapping[str, str],
) -> set[str]:
    elsewhere = outdated.union(*(d.readings[0][1] for d in found if d is not dispute))
    touched: set[str] = set()
    for _, dropped in dispute.readings[1:]:
        touched |= _changed(base, Telling(claims, elsewhere | dropped, root).timelines())
    return touched


def _changed(base: dict[str, Timeline], other: dict[str, Timeline]) -> set[str]:
    def bare(timeline: Timeline) -> list[tuple[Span, tuple[Content, ...]]]:
        return [
            (since, tuple(replace(c, rests_on=frozenset()) for c in contents))
            for since, contents in timeline
        ]

    return {
        agreement
        for agreement in base.keys() | other.keys()
        if bare(base.get(agreement, [])) != bare(other.get(agreement, []))
    }
