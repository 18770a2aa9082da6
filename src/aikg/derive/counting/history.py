"""One history of stages and figures for each agreement (rule 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aikg.derive.counting.figures import agree, reckoned
from aikg.ground.bounds import ALWAYS, INF, Bounds, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from aikg.derive.counting.positions import Reason
    from aikg.derive.counting.told import Claim, Condition, Effect, Figure, Stage


@dataclass(frozen=True, slots=True)
class Telling:
    """An amount as one claim tells it, at one stage.

    Attributes:
        claim: the claim.
        when: the date of the stage.
        figures: the amount.
        stage: the stage; empty where none is told.
        entry: IRI of the stage entry; empty where there is none.
    """

    claim: Claim
    when: Span
    figures: tuple[Figure, ...]
    stage: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Event:
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


def dated(claim: Claim, stage: Stage) -> Span:
    """Give the date of a stage: as told, or else at some time before it was published."""
    return stage.when if stage.when != ALWAYS else told_by(claim)


def told_by(claim: Claim) -> Span:
    """Give when all had happened that a claim tells without a date: by its publication.

    Not before what the same claim tells with a date, even one after its publication.
    """
    latest = claim.published.latest
    dates = [stage.when.latest for stage in claim.stages if stage.when != ALWAYS]
    if latest is None or None in dates:
        return ALWAYS
    return Span(None, max((latest, *filter(None, dates))))


def tellings(claims: Iterable[Claim]) -> list[Telling]:
    """Give the amounts that claims on one agreement tell, each with the date of its stage.

    Those who tell the same amount at the same stage tell of one event: it is dated by all of them.
    """
    found = [telling for claim in claims for telling in _tellings(claim)]
    ordered = sorted(found, key=lambda t: (t.when.order, t.claim.iri, t.stage))
    return [replace(one, when=_drawn_in(one, ordered)) for one in found]


def _drawn_in(one: Telling, others: Iterable[Telling]) -> Span:
    when = one.when
    for other in others:
        if other.stage == one.stage and agree(one.figures, other.figures):
            when = when.common(other.when) or when
    return when


def _tellings(claim: Claim) -> Iterator[Telling]:
    if not claim.figures:
        return
    stages = {stage.iri: stage for stage in claim.stages}
    untold = told_by(claim)
    for iri, figures in _figures_by_stage(claim, claim.stages).items():
        stage = stages.get(iri)
        when = dated(claim, stage) if stage else untold
        yield Telling(claim, when, figures, stage.name if stage else "", iri)


def entries_with_amounts(claim: Claim) -> Iterable[str]:
    """Give the IRIs of the stage entries at which a claim tells an amount; empty for no entry."""
    return _figures_by_stage(claim, claim.stages)


def events_of(
    claims: Iterable[Claim], silent: Collection[tuple[str, str]], void: Collection[str]
) -> list[Event]:
    """Make one history of the stages of several claims.

    Entries of the same stage are one event wherever their dates allow it.

    Args:
        claims: the claims on one agreement.
        silent: the claims and stage entries whose amounts do not stand.
        void: claims whose stages that end it do not stand.
    """
    events: list[Event] = []
    ordered = sorted(claims, key=lambda c: c.iri)
    repeats = _repeats(ordered, silent, void)
    for claim in ordered:
        if claim.iri not in repeats:
            continue  # it repeats another word for word, and bounds no date more than that one does
        stages = [s for s in claim.stages if not (s.effect == "void" and claim.iri in void)]
        by_stage = _figures_by_stage(claim, stages)
        silenced = {entry for iri, entry in silent if iri == claim.iri}
        # What was told with an end that does not stand is told without any stage.
        told = {e: f for e, f in by_stage.items() if e not in silenced and (e or not silenced)}
        source = repeats[claim.iri]
        # An amount of the claim as a whole is told at its last stage, and of the earlier ones too.
        whole = any(not f.stage for figures in told.values() for f in figures)
        for stage in sorted(stages, key=lambda s: (s.rank, s.when.order, s.iri)):
            events.append(
                Event(
                    dated(claim, stage),
                    stage.rank,
                    stage.effect,
                    stage.name,
                    told.get(stage.iri, ()),
                    source,
                    "void" if stage.effect == "void" else "",
                    frozenset(stage.conditions),
                    deferred=whole or stage.iri in silenced,
                )
            )
        if not stages and told:
            when = told_by(claim)
            events.append(Event(when, 0, "none", "", told[""], source))
        figures = [figure for figures in told.values() for figure in figures]
        events += _turns(claim, figures, source)
    return in_order(_merged(events))


def _figures_by_stage(claim: Claim, stages: Iterable[Stage]) -> dict[str, tuple[Figure, ...]]:
    """The figures by the IRI of their stage entry; a claim without stages has them under ""."""
    if not claim.figures:
        return {}
    listed = {stage.iri: stage for stage in stages}
    # What an agreement was to come to is told of its life, and not of its end.
    live = [s for s in listed.values() if s.effect != "void"] or [*listed.values()]
    # By its own dates: when it came out makes no difference to what it tells of which stage.
    ordered = in_order([Event(s.when, s.rank, s.effect, s.iri) for s in live])
    last = ordered[-1].name if ordered else ""
    by_stage: dict[str, tuple[Figure, ...]] = {}
    for figure in claim.figures:
        stage = figure.stage if figure.stage in listed else last
        by_stage[stage] = (*by_stage.get(stage, ()), figure)
    return by_stage


def _repeats(
    claims: Sequence[Claim], silent: Collection[tuple[str, str]], void: Collection[str]
) -> dict[str, frozenset[str]]:
    """By the first claim that tells a history the claims that tell all of it, stage by stage alike."""
    if len({(len(claim.stages), len(claim.figures)) for claim in claims}) == len(claims):
        return {claim.iri: frozenset({claim.iri}) for claim in claims}
    alike: dict[object, list[Claim]] = {}
    for claim in claims:
        places = {stage.iri: str(place) for place, stage in enumerate(claim.stages)}
        told = (
            tuple(replace(s, iri=places[s.iri], preferred=None) for s in claim.stages),
            tuple(replace(f, stage=places.get(f.stage, ""), preferred=None) for f in claim.figures),
            claim.conditions,
            frozenset(places.get(entry, "") for iri, entry in silent if iri == claim.iri),
            claim.iri in void,
        )
        alike.setdefault(told, []).append(claim)
    return {
        min(same, key=lambda claim: claim.published.order).iri: frozenset(c.iri for c in same)
        for same in alike.values()
    }


def _turns(claim: Claim, figures: Iterable[Figure], source: frozenset[str]) -> Iterator[Event]:
    """What conditions bring about: all of it falls, or what depends on them binds or falls."""
    every = {*claim.conditions, *(c for stage in claim.stages for c in stage.conditions)}
    single = {c for figure in figures for c in figure.conditions}
    for condition in sorted(every | single, key=repr):
        if condition.failed is not None:
            when = _turned(claim, condition.failed)
            fallback = condition.fallback
            if condition in every and not condition.releases:
                yield Event(when, 94, "void", "", (), source, "void", fallback=fallback)
            else:
                settled = frozenset({condition})
                yield Event(when, 94, "none", "", (), source, settled=settled, fallback=fallback)
        elif condition.met is not None:
            when = _turned(claim, condition.met)
            # Where dates do not decide, it is met between the signing and the closing.
            yield Event(when, 72, "none", "", (), source, settled=frozenset({condition}))


def _turned(claim: Claim, when: Span | None) -> Span:
    """The date at which a condition was met or failed: as told, or else before it was published."""
    return told_by(claim) if when is None or when == ALWAYS else when


def _merged(events: list[Event]) -> list[Event]:
    if len(events) < 2:
        return events
    merged: list[Event] = []
    for event in sorted(events, key=lambda e: (e.when.order, e.name, sorted(e.claims))):
        for index, other in enumerate(merged):
            common = event.when.common(other.when)
            if common is not None and _alike(event, other):
                merged[index] = replace(
                    other,
                    when=common,
                    figures=_finest(other.figures, event.figures),
                    claims=other.claims | event.claims,
                    conditions=other.conditions | event.conditions,
                    fallback=(*other.fallback, *event.fallback),
                    deferred=other.deferred or event.deferred,
                )
                break
        else:
            merged.append(event)
    return merged


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
        if plain and (a.bounds.upper == INF) != (b.bounds.upper == INF):
            a = replace(a, bounds=a.bounds.common(b.bounds))
        # A condition that one source leaves out is told by the other, and so is that it was met.
        return (replace(a, conditions=min(a.conditions, b.conditions, key=_openness)),)
    return exact


def _openness(conditions: tuple[Condition, ...]) -> tuple[int, int, str]:
    """Who tells of more knows more; of equally many, who tells more of them to be met."""
    told = sum(condition.members for condition in conditions)
    unmet = sum(condition.met is None and condition.failed is None for condition in conditions)
    return -told, unmet, repr(conditions)


def _hull(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> tuple[Figure, ...]:
    if len(one) == len(other) == 1 and one[0].currency == other[0].currency:
        return (replace(one[0], bounds=one[0].bounds.hull(other[0].bounds)),)
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
