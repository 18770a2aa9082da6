"""Changes that concern several agreements: what one of them has from then on, another has had before.

A contract takes the place of a letter of intent, a tranche is taken out of a programme. Where it is open
on which day of a month that was, on a day in it either what was before stands or what is after, and
never a part of each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from aikg.derive.counting.gaps import within_a_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from aikg.derive.counting.bonds import Bonds
    from aikg.derive.counting.positions import Position
    from aikg.ground.bounds import Span

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
    changing = _Changing(positions, exclusive, bonds.overlapping)
    named: dict[tuple[str, Span], tuple[str, ...]] = {}
    for span, agreements in changing.found():
        name = (*sorted(agreements), span.earliest or "", span.latest or "")
        named.update(dict.fromkeys(((one, span) for one in agreements), name))
    if not named:
        return [*positions]
    result: list[Position] = []
    for position in positions:
        if _of_now(position):
            agreement, until = position.content.agreement, position.true_until
            begun = named.get((agreement, position.true_from), ())
            ended = named.get((agreement, until), ()) if until is not None else ()
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
        self._most: Counter[tuple[str, Span]] = Counter()
        self._passing: set[tuple[str, Span]] = set()
        own: Counter[tuple[object, ...]] = Counter()
        for position in positions:
            if not _of_now(position):
                continue
            content = position.content
            agreement = content.agreement
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

    def found(self) -> Iterator[tuple[Span, set[str]]]:
        """The changes: when, and which agreements change."""
        at: dict[Span, set[str]] = defaultdict(set)
        for agreement, spans in self._edges.items():
            for span in spans:
                if not within_a_day(span):
                    at[span].add(agreement)
        for span, agreements in at.items():
            waiting = set(agreements)
            while waiting:
                group = self._joined(waiting.pop(), agreements)
                waiting -= group
                if len(group) > 1 and self._is_one(span, group):
                    yield span, group

    def _joined(self, agreement: str, among: set[str]) -> set[str]:
        group, waiting = {agreement}, [agreement]
        while waiting:
            new = among.intersection(self._exclusive.get(waiting.pop(), ())) - group
            group |= new
            waiting += new
        return group

    def _is_one(self, span: Span, group: set[str]) -> bool:
        """Whether there is one change of these agreements, which no other may come between."""
        for one in group:
            if self._most[one, span] > 1 or (one, span) in self._passing:
                return False
            if any(span.common(other) for other in self._edges[one] - {span}):
                return False
            for beside in self._near[one] - group:
                if any(span.common(other) for other in self._edges.get(beside, ())):
                    return False
        return len(group) == 2 or any(self._turns(one, span, group - {one}) for one in group)

    def _turns(self, middle: str, span: Span, others: set[str]) -> bool:
        """Whether all the others begin, or all end, and hang together with the one alone."""
        if not others.issubset(self._exclusive.get(middle, ())):
            return False
        sides = self._sides
        return any(
            all(sides[o, span, begins] and not sides[o, span, not begins] for o in others)
            for begins in (True, False)
        )
