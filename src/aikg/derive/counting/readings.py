"""What disputes come to: the agreements that each reading changes, and how it tells them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING

from aikg.derive.counting.cluster import Telling, Timeline
from aikg.derive.counting.disputes import Dispute, disputes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aikg.derive.counting.positions import Content
    from aikg.derive.counting.rivals import Dropped
    from aikg.derive.counting.told import Claim

MOST_READINGS = 64
"""Readings of disputes that touch the same agreements multiply; so many are told at most."""

Timelines = dict[str, Timeline]


@dataclass(frozen=True, slots=True)
class Contested:
    """Disputes that touch the same agreements, told together in every combination.

    Attributes:
        disputes: those that are told together.
        name: what they are known by.
        reading: the voices of the assessed reading.
        others: the voices of each other reading, and how it tells all agreements.
        agreements: those that some reading tells differently.
    """

    disputes: tuple[Dispute, ...]
    name: str
    reading: tuple[str, ...]
    others: tuple[tuple[tuple[str, ...], Timelines], ...]
    agreements: frozenset[str]


@dataclass(frozen=True, slots=True)
class Assessed:
    """A cluster at one state of knowledge.

    Attributes:
        timelines: what the assessed readings tell of each agreement.
        contested: what others tell otherwise; no agreement is in two of these.
        disputes: all that is disputed, whether or not it makes a difference.
        wrong: the statements held to be wrong: outdated, or of no assessed reading.
    """

    timelines: Timelines
    contested: tuple[Contested, ...]
    disputes: tuple[Dispute, ...]
    wrong: Dropped


def assessed(claims: Sequence[Claim], root: Mapping[str, str]) -> Assessed:
    """Assess what is told: settle disputes, and tell the cluster in each reading.

    Args:
        claims: those that are known and stand, sorted by IRI.
        root: for each unit the organization that it rolls up into.
    """
    found, outdated = disputes(claims, root)
    wrong = outdated.union(*(dispute.readings[0][1] for dispute in found))
    base = Telling(claims, wrong, root).timelines()

    def told(together: tuple[Dispute, ...]) -> Contested:
        elsewhere = outdated.union(*(d.readings[0][1] for d in found if d not in together))
        combinations = product(*(dispute.readings for dispute in together))
        first, *rest = islice(combinations, MOST_READINGS)
        others = tuple(
            (_voices(one), Telling(claims, _dropped(one) | elsewhere, root).timelines())
            for one in rest
        )
        changed = frozenset(name for _, timelines in others for name in _changed(base, timelines))
        name = " ".join(dispute.name for dispute in together)
        return Contested(together, name, _voices(first), others, changed)

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
    return Assessed(base, tuple(apart), tuple(found), wrong)


def _voices(combination: Iterable[tuple[tuple[str, ...], Dropped]]) -> tuple[str, ...]:
    """The voices of a reading: those of several disputes one after the other, so none are alike."""
    return tuple(voice for names, _ in combination for voice in names)


def _dropped(combination: Iterable[tuple[tuple[str, ...], Dropped]]) -> Dropped:
    return frozenset().union(*(wrong for _, wrong in combination))


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
    return one == other or one == replace(other, rests_on=one.rests_on)
