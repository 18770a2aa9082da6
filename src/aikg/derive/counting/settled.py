"""What is disputed in the latest state of all that is told, and how it was settled (rule 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.derive.counting.readings import voices_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.derive.counting.choices import Choice
    from aikg.derive.counting.disputes import Dispute
    from aikg.derive.counting.readings import Assessed
    from aikg.derive.counting.rivals import Field


@dataclass(frozen=True, slots=True)
class Settled:
    """A dispute, or several that touch the same agreements, and the reading that was assessed.

    Attributes:
        name: what it is known by, as in the positions that it leads to.
        readings: each way of telling it, the assessed one first: its voices, and the claims of
            theirs that tell it.
        because: the rules that put the assessed reading first, one for each dispute in it.
        statements: what is told in ways that rule each other out: the field, and of which agreement.
    """

    name: str
    readings: tuple[tuple[tuple[str, ...], frozenset[str]], ...]
    because: frozenset[str]
    statements: tuple[tuple[Field, str], ...]


def settled(state: Assessed) -> list[Settled]:
    """Give what is disputed in a state of knowledge, whether or not an amount depends on it."""
    together = {one.name: (one.disputes, one.choices) for one in state.contested}
    inside = {dispute.name for group, _ in together.values() for dispute in group}
    for one in state.disputes:
        if one.name not in inside:
            together[one.name] = (one,), tuple((number,) for number in range(len(one.readings)))
    return [_settled(name, group, choices) for name, (group, choices) in together.items()]


def _settled(name: str, group: tuple[Dispute, ...], choices: Iterable[Choice]) -> Settled:
    readings = tuple(
        (
            voices_of(group, choice),
            frozenset().union(
                *(one.tellers[number] for one, number in zip(group, choice, strict=True))
            ),
        )
        for choice in choices
    )
    return Settled(
        name,
        readings,
        frozenset(dispute.because for dispute in group if dispute.because),
        tuple(sorted({statement for dispute in group for statement in dispute.statements})),
    )
