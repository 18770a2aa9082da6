"""One history of stages and figures for each agreement (rule 1)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.derive.counting.depending import owed_if_failed
from aikg.derive.counting.events import Event, in_order, merged
from aikg.derive.counting.figures import agree
from aikg.ground.bounds import ALWAYS, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from aikg.derive.counting.depending import Fallback
    from aikg.derive.counting.told import Claim, Figure, Stage

_AT_HAND: Final = 1_000
"""Claims of which is kept what they tell: a cluster is told anew with each that becomes known."""


class Telling(NamedTuple):
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


def dated(claim: Claim, stage: Stage) -> Span:
    """Give the date of a stage: as told, or else at some time before it was published."""
    return stage.when if stage.when != ALWAYS else told_by(claim)


@lru_cache(_AT_HAND)
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
    return [one._replace(when=_drawn_in(one, ordered)) for one in found]


def _drawn_in(one: Telling, others: Iterable[Telling]) -> Span:
    when = one.when
    for other in others:
        if other.stage == one.stage and agree(one.figures, other.figures):
            when = when.common(other.when) or when
    return when


@lru_cache(_AT_HAND)
def _tellings(claim: Claim) -> Sequence[Telling]:
    if not claim.figures:
        return ()
    found: list[Telling] = []
    stages = {stage.iri: stage for stage in claim.stages}
    untold = told_by(claim)
    for iri, figures in figures_by_stage(claim).items():
        stage = stages.get(iri)
        when = dated(claim, stage) if stage else untold
        found.append(Telling(claim, when, figures, stage.name if stage else "", iri))
    return found


@lru_cache(_AT_HAND)
def figures_by_stage(claim: Claim) -> Mapping[str, tuple[Figure, ...]]:
    """Give the amounts of a claim by the IRI of the stage entry; empty for no entry."""
    return _told_at(claim, claim.stages)


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
        stages: Sequence[Stage] = claim.stages
        by_stage = figures_by_stage(claim)
        if claim.iri in void:
            stages = [stage for stage in stages if stage.effect != "void"]
            by_stage = _told_at(claim, stages)
        silenced = {entry for iri, entry in silent if iri == claim.iri}
        # What was told with an end that does not stand is told without any stage.
        told = {e: f for e, f in by_stage.items() if e not in silenced and (e or not silenced)}
        source = repeats[claim.iri]
        # An amount of the claim as a whole is told at its last stage, and of the earlier ones too.
        of_all = (tuple(f for f in figures if not f.stage) for figures in told.values())
        whole = next((figures for figures in of_all if figures), ())
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
                    deferred=bool(whole) or stage.iri in silenced,
                    ahead=() if stage.iri in told else whole,
                )
            )
        if not stages and told:
            when = told_by(claim)
            events.append(Event(when, 0, "none", "", told[""], source))
        figures = [figure for figures in told.values() for figure in figures]
        events += _turns(claim, figures, source, owed_if_failed(claim, ordered))
    return in_order(merged(events))


def _told_at(claim: Claim, stages: Iterable[Stage]) -> Mapping[str, tuple[Figure, ...]]:
    """The figures of a claim as it tells some of its stages; without any they are under ""."""
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
        silenced = frozenset(places.get(entry, "") for iri, entry in silent if iri == claim.iri)
        told = _word_for_word(claim), silenced, claim.iri in void
        alike.setdefault(told, []).append(claim)
    return {
        min(same, key=lambda claim: claim.published.order).iri: frozenset(c.iri for c in same)
        for same in alike.values()
    }


@lru_cache(_AT_HAND)
def _word_for_word(claim: Claim) -> object:
    """The history that a claim tells, whatever its entries are called."""
    places = {stage.iri: str(place) for place, stage in enumerate(claim.stages)}
    return (
        tuple(s._replace(iri=places[s.iri], preferred=None) for s in claim.stages),
        tuple(f._replace(stage=places.get(f.stage, ""), preferred=None) for f in claim.figures),
        claim.conditions,
    )


def _turns(
    claim: Claim, figures: Iterable[Figure], source: frozenset[str], owed: Fallback
) -> Iterator[Event]:
    """What conditions bring about: all of it falls, or what depends on them binds or falls.

    Where the claim does not say what is owed if one fails, others do.
    """
    every = {*claim.conditions, *(c for stage in claim.stages for c in stage.conditions)}
    single = {c for figure in figures for c in figure.conditions}
    for condition in sorted(every | single, key=repr):
        if condition.failed is not None:
            when = _turned(claim, condition.failed)
            fallback = condition.fallback or owed
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
