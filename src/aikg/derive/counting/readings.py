"""What disputes come to: the agreements that each reading changes, and how it tells them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING, Final

from aikg.derive.counting.choices import choices
from aikg.derive.counting.cluster import Telling, Timeline
from aikg.derive.counting.disputes import Dispute, disputes
from aikg.derive.counting.doubts import with_doubts
from aikg.derive.counting.terms import with_terms
from aikg.ground.bounds import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aikg.derive.counting.ahead import Ahead
    from aikg.derive.counting.choices import Choice
    from aikg.derive.counting.positions import Content
    from aikg.derive.counting.rivals import Dropped
    from aikg.derive.counting.told import Claim

Timelines = dict[str, Timeline]


@dataclass(frozen=True, slots=True)
class Contested:
    """Disputes that touch the same agreements, told together in combinations of their readings.

    Attributes:
        disputes: those that are told together.
        name: what they are known by.
        choices: the combinations that are told, the assessed one first.
        reading: the voices of the assessed reading.
        others: the voices of each other reading, and how it tells all agreements.
        agreements: those that some reading tells differently.
        beside: the voices of each other reading, and what it leaves open beside its timelines.
    """

    disputes: tuple[Dispute, ...]
    name: str
    choices: tuple[Choice, ...]
    reading: tuple[str, ...]
    others: tuple[tuple[tuple[str, ...], Timelines], ...]
    agreements: frozenset[str]
    beside: tuple[tuple[tuple[str, ...], tuple[Ahead, ...]], ...] = ()

    @property
    def warning(self) -> str:
        """That there are more readings than are told; empty where all are."""
        every = prod(len(dispute.readings) for dispute in self.disputes)
        told = len(self.choices)
        return f"told in {told} of {every} readings, the least and the most among them" * (
            told < every
        )


@dataclass(frozen=True, slots=True)
class Assessed:
    """A cluster at one state of knowledge.

    Attributes:
        timelines: what the assessed readings tell of each agreement.
        contested: what others tell otherwise; no agreement is in two of these.
        disputes: all that is disputed, whether or not it makes a difference.
        wrong: the statements held to be wrong: outdated, or of no assessed reading.
        beside: what the assessed readings leave open beside the timelines, for a time.
    """

    timelines: Timelines
    contested: tuple[Contested, ...]
    disputes: tuple[Dispute, ...]
    wrong: Dropped
    beside: tuple[Ahead, ...]


UNTOLD: Final = Assessed({}, (), (), frozenset(), ())
"""A cluster of which nothing is known."""


def assessed(claims: Sequence[Claim], root: Mapping[str, str]) -> Assessed:
    """Assess what is told: settle disputes, and tell the cluster in each reading.

    Args:
        claims: those that are known and stand, sorted by IRI.
        root: for each unit the organization that it rolls up into.
    """
    claims = with_doubts(with_terms(claims))
    found, outdated = disputes(claims, root)
    wrong = outdated.union(*(dispute.readings[0][1] for dispute in found))
    telling = Telling(claims, wrong, root)
    base = telling.timelines()

    def told(together: tuple[Dispute, ...]) -> Contested:
        elsewhere = outdated.union(*(d.readings[0][1] for d in found if d not in together))
        by_choice: dict[Choice, Timelines] = {(0,) * len(together): base}
        tellings: dict[Choice, Telling] = {}

        def timelines(choice: Choice) -> Timelines:
            if choice not in by_choice:
                dropped = elsewhere.union(*(wrong for _, wrong in _chosen(together, choice)))
                tellings[choice] = Telling(claims, dropped, root)
                by_choice[choice] = tellings[choice].timelines()
            return by_choice[choice]

        sizes = [len(dispute.readings) for dispute in together]
        every = tuple(choices(sizes, lambda choice: _amounts(timelines(choice))))
        first, *rest = every
        others = tuple((voices_of(together, one), timelines(one)) for one in rest)
        changed = frozenset(name for _, timelines in others for name in _changed(base, timelines))
        name = " ".join(dispute.name for dispute in together)
        beside = tuple((voices_of(together, one), tuple(tellings[one].beside())) for one in rest)
        first_voices = voices_of(together, first)
        return Contested(together, name, every, first_voices, others, changed, beside)

    apart: list[Contested] = []
    waiting: list[tuple[Dispute, ...]] = [(dispute,) for dispute in reversed(found)]
    while waiting:
        one = told(waiting.pop())
        touching = next((other for other in apart if other.agreements & one.agreements), None)
        if touching is not None:
            apart.remove(touching)
            waiting.append((*touching.disputes, *one.disputes))
        elif one.agreements:
            apart.append(one)
    for place, one in enumerate(apart):
        readings = [base, *(timelines for _, timelines in one.others)]
        level = [_levelled(timelines, readings, one.agreements) for timelines in readings]
        base = level[0]
        others = tuple((v, t) for (v, _), t in zip(one.others, level[1:], strict=True))
        apart[place] = replace(one, others=others)
    return Assessed(base, tuple(apart), tuple(found), wrong, tuple(telling.beside()))


def _levelled(
    timelines: Timelines, readings: Sequence[Timelines], agreements: Iterable[str]
) -> Timelines:
    """The same with nothing in the currencies that other readings tell an agreement in.

    So what an agreement comes to in one currency has a row in each reading of it, while they differ.
    """
    level = dict(timelines)
    for name in agreements:
        alike = agreed([told.get(name, []) for told in readings])
        currencies = {
            content.currency
            for told in readings
            for _, contents in _but_last(alike, told.get(name, []))
            for content in contents
        } - {""}
        level[name] = [
            (
                since,
                (
                    *contents,
                    *(
                        contents[0]._replace(currency=currency, money=NOTHING, remainder=False)
                        for currency in sorted(currencies - {c.currency for c in contents})
                    ),
                ),
            )
            for since, contents in _but_last(alike, timelines.get(name, []))
        ] + timelines.get(name, [])[len(timelines.get(name, [])) - alike :]
    return level


def agreed(readings: Sequence[Timeline]) -> int:
    """How many of their last steps several tellings of an agreement have in common.

    What they tell otherwise is no dispute any more once these have begun.
    """
    found = 0
    for (since, contents), *others in zip(*map(reversed, readings), strict=False):
        for when, held in others:
            if when != since or len(held) != len(contents):
                return found
            if not all(map(_says_the_same, held, contents)):
                return found
        found += 1
    return found


def _but_last(count: int, timeline: Timeline) -> Timeline:
    return timeline[: len(timeline) - count]


def voices_of(together: Sequence[Dispute], choice: Choice) -> tuple[str, ...]:
    """The voices of a reading: those of several disputes one after the other, so none are alike."""
    return tuple(voice for voices, _ in _chosen(together, choice) for voice in voices)


def _chosen(
    together: Sequence[Dispute], choice: Choice
) -> Iterator[tuple[tuple[str, ...], Dropped]]:
    for dispute, number in zip(together, choice, strict=True):
        yield dispute.readings[number]


def _amounts(timelines: Timelines) -> dict[str, float]:
    """What each agreement, and all of them, come to at last: paid, committed and possible."""
    found: dict[str, float] = {}
    for timeline in timelines.values():
        for content in timeline[-1][1] if timeline else ():
            if not content.reason:
                for measure, amount in content.money._asdict().items():
                    every = f"{measure} {content.currency}"
                    for what in (every, f"{every} {content.agreement}"):
                        found[what] = found.get(what, 0.0) + amount
    return found


def _changed(base: Timelines, other: Timelines) -> Iterator[str]:
    for agreement in base.keys() | other.keys():
        if not _same(base.get(agreement, []), other.get(agreement, [])):
            yield agreement


def _same(one: Timeline, other: Timeline) -> bool:
    """Whether two timelines come to the same, whichever claims they rest on."""
    return len(one) == len(other) and all(
        a == b and len(held) == len(kept) and all(map(_says_the_same, held, kept))
        for (a, held), (b, kept) in zip(one, other, strict=True)
    )


def _says_the_same(one: Content, other: Content) -> bool:
    return one == other or one == other._replace(rests_on=one.rests_on)
