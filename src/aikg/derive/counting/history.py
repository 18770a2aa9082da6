"""One history of stages and figures for each agreement (rules 1 and 6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aikg.derive.counting.figures import agree, amounts, money
from aikg.ground.bounds import ALWAYS, NOTHING, Bounds, Money, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aikg.derive.counting.figures import Amounts
    from aikg.derive.counting.positions import Reason
    from aikg.derive.counting.told import Claim, Condition, Effect, Figure, Stage


@dataclass(frozen=True, slots=True)
class Telling:
    """An amount as one claim tells it, at one stage."""

    claim: Claim
    when: Span
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to an agreement: a stage is reached, a condition met, an end."""

    when: Span
    rank: int
    effect: Effect
    name: str
    figures: tuple[Figure, ...] = ()
    claims: frozenset[str] = frozenset()
    reason: Reason = ""
    unconditional: bool = False
    fallback: tuple[tuple[str, Bounds], ...] = ()
    silenced: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """An agreement from one event on until the next.

    Attributes:
        since: when it begins.
        money: for each currency what is paid, committed and possible; empty where nothing is told.
        complete: whether all of it is disclosed.
        reason: why it does not count; empty where it does.
        claims: the claims that its stages and figures rest on.
    """

    since: Span
    money: tuple[tuple[str, Money], ...]
    complete: bool
    reason: Reason
    claims: frozenset[str]


def dated(claim: Claim, stage: Stage) -> Span:
    """Give the date of a stage: as told, or else at some time before it was published."""
    return stage.when if stage.when != ALWAYS else Span(None, claim.published.latest)


def tellings(claim: Claim) -> list[Telling]:
    """Give the amounts that a claim tells, each with the date of its stage."""
    if not claim.figures:
        return []
    last = in_order([Event(dated(claim, s), s.rank, s.effect, s.iri) for s in claim.stages])
    default = last[-1] if last else Event(Span(None, claim.published.latest), 0, "possible", "")
    by_stage: dict[str, list[Figure]] = {}
    for figure in claim.figures:
        by_stage.setdefault(figure.stage or default.name, []).append(figure)
    when = {event.name: event.when for event in last}
    return [
        Telling(claim, when.get(stage, default.when), tuple(figures))
        for stage, figures in by_stage.items()
    ]


def events_of(claims: Iterable[Claim], silent: frozenset[str], void: frozenset[str]) -> list[Event]:
    """Make one history of the stages of several claims.

    Entries of the same stage are one event wherever their dates allow it.

    Args:
        claims: the claims on one agreement.
        silent: claims whose figures do not stand.
        void: claims whose stages that end it do not stand.
    """
    events: list[Event] = []
    for claim in sorted(claims, key=lambda c: c.iri):
        by_stage = _figures_by_stage(claim)
        silenced = claim.iri in silent
        told = {} if silenced else by_stage
        stages = [s for s in claim.stages if not (s.effect == "void" and claim.iri in void)]
        for stage in sorted(stages, key=lambda s: (s.rank, s.when.order, s.iri)):
            events.append(
                Event(
                    dated(claim, stage),
                    stage.rank,
                    stage.effect,
                    stage.name,
                    told.get(stage.iri, ()),
                    frozenset({claim.iri}),
                    "void" if stage.effect == "void" else "",
                    silenced=silenced and stage.iri in by_stage,
                )
            )
        if "" in told:
            when = Span(None, claim.published.latest)
            events.append(
                Event(when, 0, "none", "", told[""], frozenset({claim.iri}))
            )
        events += _turns(claim)
    return in_order(_merged(events))


def _figures_by_stage(claim: Claim) -> dict[str, tuple[Figure, ...]]:
    """The figures by the IRI of their stage entry; a claim without stages has them under ""."""
    ordered = in_order([Event(dated(claim, s), s.rank, s.effect, s.iri) for s in claim.stages])
    last = ordered[-1].name if ordered else ""
    by_stage: dict[str, tuple[Figure, ...]] = {}
    for figure in claim.figures:
        stage = figure.stage or last
        by_stage[stage] = (*by_stage.get(stage, ()), figure)
    return by_stage


def _turns(claim: Claim) -> list[Event]:
    """What conditions bring about: an amount that binds from then on, or one that falls away."""
    conditions: list[Condition] = [*claim.conditions]
    for part in (*claim.figures, *claim.stages):
        conditions += part.conditions
    if not conditions:
        return []
    source = frozenset({claim.iri})
    failed = [c for c in conditions if c.failed is not None]
    if failed:
        first = min(failed, key=lambda c: (c.failed or ALWAYS).order)
        return [
            Event(
                first.failed or ALWAYS, 94, "void", "", (), source, "void",
                fallback=first.fallback,
            )
        ]
    if all(c.met is not None for c in conditions):
        last = max((c.met or ALWAYS for c in conditions), key=lambda span: span.order)
        return [Event(last, 1, "none", "", (), source, unconditional=True)]
    return []


def _merged(events: list[Event]) -> list[Event]:
    merged: list[Event] = []
    for event in sorted(events, key=lambda e: (e.when.order, e.name, sorted(e.claims))):
        for index, other in enumerate(merged):
            common = event.when.common(other.when)
            alike = event.name and event.name == other.name and event.reason == other.reason
            if alike and common is not None:
                merged[index] = replace(
                    other,
                    when=common,
                    figures=_finest(other.figures, event.figures),
                    claims=other.claims | event.claims,
                    silenced=other.silenced or event.silenced,
                )
                break
        else:
            merged.append(event)
    return merged


def _finest(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Of two tellings that agree the more exact one, with the ceiling that either states."""
    if not one or not other:
        return one or other
    if not agree(one, other):
        # One voice that contradicts itself: both figures bound what it says.
        return _hull(one, other)
    exact = min(one, other, key=lambda figures: [(f.grain, f.bounds, f.currency) for f in figures])
    rest = other if exact is one else one
    if len(exact) == len(rest) == 1:
        a, b = exact[0].bounds, rest[0].bounds
        if a.meets(b) and (a.upper == float("inf")) != (b.upper == float("inf")):
            return (replace(exact[0], bounds=a.common(b)),)
    return exact


def _hull(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> tuple[Figure, ...]:
    if len(one) == len(other) == 1 and one[0].currency == other[0].currency:
        return (replace(one[0], bounds=one[0].bounds.hull(other[0].bounds)),)
    return min(one, other, key=lambda figures: [(f.currency, f.bounds) for f in figures])


def in_order(events: Sequence[Event]) -> list[Event]:
    """Sort events: what certainly comes before, first; where dates do not decide, by rank."""
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


def states(
    events: Sequence[Event],
    *,
    contingent: bool,
    conditional: frozenset[str],
) -> list[State]:
    """Play a history through: what the figures of the latest stage reached come to after each event.

    Args:
        events: in order.
        contingent: whether the kind is contingent.
        conditional: IRIs of claims whose conditions are told and not met.
    """
    played: list[State] = []
    effect: Effect = "possible"
    figures: tuple[Figure, ...] = ()
    tellers: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    ended: Reason = ""
    fallback: tuple[tuple[str, Bounds], ...] = ()
    unconditional = False
    paid: dict[str, Money] = {}
    first = next((event for event in events if event.figures), None)
    for since, event in zip(_since(events), events, strict=True):
        claims |= event.claims
        # A stage whose own figure is held to be wrong has the figure that is held to be right.
        teller = event if event.figures else first if event.silenced and not figures else None
        if teller is not None:
            figures, tellers = teller.figures, teller.claims
        unconditional = unconditional or event.unconditional
        if event.reason:
            ended, fallback = event.reason, event.fallback
        elif event.effect != "none" and (
            # Only what binds revives what was void, and nothing revives what was replaced.
            not ended or (ended == "void" and event.effect in ("committed", "paid"))
        ):
            effect, ended = event.effect, ""
        told: Amounts = amounts(figures)
        binding = (
            (not contingent or effect == "paid" or event.name.endswith("exercised"))
            and (unconditional or not (conditional & (tellers or claims)))
            and (unconditional or not any(f.conditions for f in figures))
        )
        now = {
            currency: money(effect, bounds, binding=binding)
            for currency, (bounds, _) in told.items()
        }
        if ended:
            now = _ended(now, paid, fallback)
        else:
            paid = {
                currency: Money(m.paid, m.paid, m.paid) for currency, m in now.items() if m.paid
            }
        played.append(
            State(
                since,
                tuple(sorted(now.items())),
                bool(told) and all(complete for _, complete in told.values()),
                ended,
                claims,
            )
        )
    return _condensed(played)


def _ended(
    now: dict[str, Money], paid: dict[str, Money], fallback: tuple[tuple[str, Bounds], ...]
) -> dict[str, Money]:
    """What was paid stays paid; a fallback is committed."""
    left = {currency: paid.get(currency, NOTHING) for currency in now}
    for currency, bounds in fallback:
        owed = Money(0.0, bounds.lower, bounds.upper)
        left[currency] = left.get(currency, NOTHING).plus(owed)
    return left


def _since(events: Sequence[Event]) -> list[Span]:
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


def _condensed(played: list[State]) -> list[State]:
    """One state for each instant: of several that begin together the last, of equal ones the first."""
    result: list[State] = []
    for state in played:
        if result and result[-1].since == state.since:
            result[-1] = state
        elif result and (result[-1].money, result[-1].complete, result[-1].reason) == (
            state.money,
            state.complete,
            state.reason,
        ):
            result[-1] = replace(result[-1], claims=result[-1].claims | state.claims)
        else:
            result.append(state)
    return result
