"""Events in the history of an agreement: which are one, and in which order they come (rule 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aikg.derive.counting.depending import bare
from aikg.derive.counting.figures import agree, reckoned
from aikg.ground.bounds import INF, Bounds, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aikg.derive.counting.positions import Reason
    from aikg.derive.counting.told import Condition, Effect, Figure

_NONE = Bounds(0.0, 0.0)


class Event(NamedTuple):
    """Something that happens to an agreement: a stage is reached, a condition met, an end.

    Attributes:
        when: its date.
        rank: its place among events whose dates do not decide.
        effect: what it does to totals.
        name: the stage; empty for what is no stage.
        figures: the amounts told at it.
        claims: the claims that tell it.
        reason: why nothing counts from then on; empty where it is no end.
        conditions: what the stage depends on.
        settled: the conditions that are met or failed from then on.
        fallback: what is owed from then on, by currency.
        deferred: whether its amount is told elsewhere: at a later stage, or, where the figure told
            at it is held to be wrong, by others.
        ahead: the amounts that its own tellers tell at a later stage, of all their stages.
    """

    when: Span
    rank: int
    effect: Effect
    name: str
    figures: tuple[Figure, ...] = ()
    claims: frozenset[str] = frozenset()
    reason: Reason = ""
    conditions: frozenset[Condition] = frozenset()
    settled: frozenset[Condition] = frozenset()
    fallback: tuple[tuple[str, Bounds], ...] = ()
    deferred: bool = False
    ahead: tuple[Figure, ...] = ()


def inherited(event: Event) -> Event:
    """What happens to a whole, as it happens to a part of it: without the amounts of the whole."""
    return event._replace(
        figures=(),
        ahead=(),
        fallback=(),
        conditions=frozenset(bare(event.conditions)),
        settled=frozenset(bare(event.settled)),
    )


def merged(events: list[Event]) -> list[Event]:
    """Make one of events that may be one: the same stage, on dates that allow it."""
    if len(events) < 2:
        return events
    found: list[Event] = []
    for event in sorted(events, key=lambda e: (e.when.order, e.name, sorted(e.claims))):
        for index, other in enumerate(found):
            common = event.when.common(other.when)
            if common is not None and _alike(event, other):
                found[index] = other._replace(
                    when=common,
                    figures=_finest(other.figures, event.figures),
                    claims=other.claims | event.claims,
                    conditions=other.conditions | event.conditions,
                    fallback=(*other.fallback, *event.fallback),
                    deferred=other.deferred or event.deferred,
                    ahead=_finest(other.ahead, event.ahead),
                )
                break
        else:
            found.append(event)
    return found


def _alike(one: Event, other: Event) -> bool:
    """Whether two events are the same stage, the same failure, or amounts told without any."""
    if one.name or other.name:
        return one.name == other.name and one.reason == other.reason
    return one.reason == other.reason and bool(one.reason or (one.figures and other.figures))


def _finest(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Of two tellings that agree the more exact one, with the ceiling that either states."""
    if not one or not other:
        return one or other
    if not agree(one, other):
        # One voice that contradicts itself: both figures bound what it says.
        return _hull(one, other)
    currencies = sorted({figure.currency for figure in (*one, *other)})
    if len(currencies) > 1:
        # What one of them leaves out is told by the other.
        split = [
            [tuple(f for f in told if f.currency == c) for told in (one, other)] for c in currencies
        ]
        return tuple(figure for mine, theirs in split for figure in _finest(mine, theirs))
    if bool(reckoned(one)) != bool(reckoned(other)):
        return other if reckoned(one) else one
    exact = min(one, other, key=lambda figures: [(f.grain, f.bounds, f.currency) for f in figures])
    rest = other if exact is one else one
    if len(exact) == len(rest) == 1:
        a, b = exact[0], rest[0]
        plain = a.rate is None and b.rate is None and a.bounds.meets(b.bounds)
        if plain and INF in (a.bounds.upper, b.bounds.upper):
            a = a._replace(bounds=a.bounds.common(b.bounds))
        # A condition that one source leaves out is told by the other, and so is that it was met.
        return (a._replace(conditions=min(a.conditions, b.conditions, key=_openness)),)
    return exact


def _openness(conditions: tuple[Condition, ...]) -> tuple[int, int, str]:
    """Who tells of more knows more; of equally many, who tells more of them to be met."""
    told = sum(condition.members for condition in conditions)
    unmet = sum(condition.met is None and condition.failed is None for condition in conditions)
    return -told, unmet, repr(conditions)


def _hull(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> tuple[Figure, ...]:
    if len(one) == len(other) == 1:
        mine, theirs = one[0], other[0]
        if mine.currency == theirs.currency:
            return (mine._replace(bounds=mine.bounds.hull(theirs.bounds)),)
        # In the one currency or the other: nothing of it is firm in either.
        both = sorted((mine, theirs), key=lambda figure: figure.currency)
        return tuple(figure._replace(bounds=figure.bounds.hull(_NONE)) for figure in both)
    return min(one, other, key=lambda figures: [(f.currency, f.bounds) for f in figures])


def in_order(events: Sequence[Event]) -> list[Event]:
    """Sort events: what certainly comes before, first; where dates do not decide, by rank."""
    if len(events) < 2:
        return [*events]
    waiting = sorted(events, key=lambda e: (e.rank, e.when.order, e.name, sorted(e.claims)))
    ordered: list[Event] = []
    while waiting:
        index = next(
            (
                i
                for i, event in enumerate(waiting)
                if not any(other.when.before(event.when) for other in waiting if other is not event)
            ),
            0,
        )
        ordered.append(waiting.pop(index))
    return ordered


def drawn_in(events: Sequence[Event]) -> list[Span]:
    """The dates of events in order, each drawn in by those before and after it."""
    earliest: list[str | None] = []
    bound: str | None = None
    for event in events:
        bound = max((x for x in (bound, event.when.earliest) if x), default=None)
        earliest.append(bound)
    latest: list[str | None] = []
    bound = None
    for event in reversed(events):
        bound = min((x for x in (bound, event.when.latest) if x), default=None)
        latest.append(bound)
    return [Span(a, b) for a, b in zip(earliest, reversed(latest), strict=True)]
