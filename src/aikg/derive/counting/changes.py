"""Changes that concern several agreements: what one of them has from then on, another has had before.

A contract takes the place of a letter of intent, a tranche is taken out of a programme. Where it is open
on which day of a month that was, on a day in it either what was before stands or what is after, and
never a part of each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from aikg.derive.counting.gaps import within_a_day
from aikg.ground.bounds import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from aikg.derive.counting.bonds import Bonds
    from aikg.derive.counting.positions import Position

_Edge: TypeAlias = "tuple[str, Span]"
"""An agreement, and when a position of it begins or ends."""

_TOLD: Final = ("", "reading")
"""Why positions are not counted that are a choice of readings all the same, or count."""


def with_changes(positions: Sequence[Position], bonds: Bonds) -> list[Position]:
    """Give the same positions, those that a change of several agreements begins or ends with its name.

    Left out is what cannot be told apart from other changes: where two may be on one day, or in
    whatever order, each agreement is looked at by itself.

    Args:
        positions: of a whole cluster.
        bonds: what hangs together in it, as what is known at last tells it.
    """
    exclusive = bonds.exclusive
    if not exclusive:
        return [*positions]
    named: dict[_Edge, tuple[str, ...]] = {}
    for spans in _Changing(positions, exclusive, bonds.overlapping).found():
        earliest = min(span.earliest or "" for span in spans.values())
        latest = next(iter(spans.values())).latest or ""
        named.update(dict.fromkeys(spans.items(), (*sorted(spans), earliest, latest)))
    if not named:
        return [*positions]
    result: list[Position] = []
    for position in positions:
        if _of_now(position):
            agreement, until = position.content.agreement, position.true_until
            ended = named.get((agreement, until), ()) if until is not None else ()
            # What may have stood for a time before the change does not begin with it.
            begins = position.true_from != until
            begun = named.get((agreement, position.true_from), ()) if begins else ()
            if begun or ended:
                position = position._replace(begun_by=begun, ended_by=ended)
        result.append(position)
    return result


def _of_now(position: Position) -> bool:
    """Whether it is of what is known at last, and counts in some reading."""
    content = position.content
    return position.known_until is None and bool(content.currency) and content.reason in _TOLD


class _Changing:
    def __init__(
        self,
        positions: Sequence[Position],
        exclusive: Mapping[str, Collection[str]],
        overlapping: Collection[tuple[str, str]],
    ) -> None:
        self._exclusive = exclusive
        self._near: dict[str, set[str]] = defaultdict(set)
        for one, others in exclusive.items():
            self._near[one].update(others)
        for one, other in overlapping:
            self._near[one].add(other)
            self._near[other].add(one)
        self._edges: dict[str, set[Span]] = defaultdict(set)
        self._sides: Counter[tuple[str, Span, bool]] = Counter()
        self._most: Counter[_Edge] = Counter()
        self._passing: set[_Edge] = set()
        self._untils: dict[_Edge, set[Span | None]] = defaultdict(set)
        own: Counter[tuple[object, ...]] = Counter()
        for position in positions:
            if not _of_now(position):
                continue
            content = position.content
            agreement = content.agreement
            self._untils[agreement, position.true_from].add(position.true_until)
            for span, begins in ((position.true_from, True), (position.true_until, False)):
                # What is true since nobody knows when ends all the same on the day that is told: so
                # does a whole that may have stood for a time without a part.
                if span is None or (begins and span.latest is None):
                    continue
                self._edges[agreement].add(span)
                self._sides[agreement, span, begins] += 1
                alike = (agreement, span, begins, content.currency, content.reading)
                own[alike] += 1
                self._most[agreement, span] = max(self._most[agreement, span], own[alike])
                if position.passing and position.true_from.latest is not None:
                    self._passing.add((agreement, span))

    def found(self) -> Iterator[dict[str, Span]]:
        """The changes: which agreements change, and when each of them does."""
        at: dict[str | None, set[_Edge]] = defaultdict(set)
        for agreement, spans in self._edges.items():
            for span in spans:
                if not within_a_day(span):
                    at[span.latest].add((agreement, span))
        for edges in at.values():
            waiting = set(edges)
            while waiting:
                group = self._joined(waiting.pop(), edges)
                waiting -= group
                change = dict(group)
                if len(change) == len(group) > 1 and self._is_one(change):
                    yield change

    def _joined(self, edge: _Edge, among: set[_Edge]) -> set[_Edge]:
        """The edges that may be of one change with an edge: they have the same latest date.

        What a part without a date is taken from changes when it begins, and not before it began itself.
        """
        group, waiting = {edge}, [edge]
        while waiting:
            agreement, span = waiting.pop()
            near = self._exclusive.get(agreement, ())
            new = {
                (other, when)
                for other, when in among - group
                if other in near and (span.latest is not None or when == span)
            }
            group |= new
            waiting += new
        return group

    def _is_one(self, spans: Mapping[str, Span]) -> bool:
        """Whether there is one change of these agreements, which no other may come between."""
        latest = next(iter(spans.values())).latest
        together = Span(max(span.earliest or "" for span in spans.values()) or None, latest)
        for one, span in spans.items():
            if self._most[one, span] > 1:
                return False
            if (one, span) in self._passing and not self._opens(one, span, span):
                return False
            for other in self._edges[one] - {span}:
                if _on_a_day_of(other, span) and not self._opens(one, other, span):
                    return False
            for beside in self._near[one] - spans.keys():
                if any(_on_a_day_of(other, together) for other in self._edges.get(beside, ())):
                    return False
        return len(spans) == 2 or any(self._turns(one, spans) for one in spans)

    def _opens(self, agreement: str, begin: Span, end: Span) -> bool:
        """Whether an agreement begins with what one edge begins and another one, or the same, ends."""
        ended_before = self._sides[agreement, begin, False] - (begin == end)
        return not ended_before and self._untils[agreement, begin] == {end}

    def _turns(self, middle: str, spans: Mapping[str, Span]) -> bool:
        """Whether all the others begin, or all end, and hang together with the one alone."""
        others = spans.keys() - {middle}
        if not others <= set(self._exclusive.get(middle, ())):
            return False
        sides = self._sides
        return any(
            all(sides[o, spans[o], begins] and not sides[o, spans[o], not begins] for o in others)
            for begins in (True, False)
        )


def _on_a_day_of(edge: Span, span: Span) -> bool:
    """Whether an edge may still be open at the end of a day of a span."""
    over = within_a_day(edge) and edge.earliest == span.earliest
    return not over and edge.common(span) is not None
