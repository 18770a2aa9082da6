"""A claim as a deal: who pays whom, what, and when; with units rolled up to what they belong to."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.gate.evidence.told_figure import ToldFigure
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.gate.change import Change

CAPACITY: Final = AIKG + "figure-capacity"
CONVERSION: Final = AIKG + "figure-conversion"


class Days(NamedTuple):
    """When something happened, as two instants between which it did."""

    earliest: datetime
    latest: datetime

    def apart(self, other: Days, tolerance: timedelta) -> bool:
        """Whether more than a time lies between the two for certain."""
        return self.earliest - other.latest > tolerance or other.earliest - self.latest > tolerance


class Deal:
    """What one claim tells of one agreement, looked up as it is asked for.

    Args:
        change: The change that the claim is in, or beside.
        claim: The IRI of the claim.
    """

    def __init__(self, change: Change, claim: str) -> None:
        self._change = change
        self.claim = claim

    @cached_property
    def about(self) -> str:
        """The IRI of the agreement."""
        return self._change.node(self.claim, "about")

    @cached_property
    def source(self) -> str:
        """The IRI of the source."""
        return self._change.node(self.claim, "inSource")

    @cached_property
    def payers(self) -> frozenset[str]:
        """Who pays, units as what they belong to."""
        return self._parties(self._change.paying)

    @cached_property
    def payees(self) -> frozenset[str]:
        """Who is paid, units as what they belong to."""
        return self._parties(self._change.paid)

    def _parties(self, roles: frozenset[str]) -> frozenset[str]:
        named = self._change.parties(self.claim, roles)
        return frozenset(root(self._change, party) for _, party in named)

    @cached_property
    def figures(self) -> tuple[tuple[str, ToldFigure], ...]:
        """Its figures, each with its role's IRI."""
        return tuple(figures(self._change, self.claim))

    @cached_property
    def days(self) -> tuple[tuple[str, Days], ...]:
        """When each effect of its stages set in."""
        change = self._change
        return tuple(
            (change.text(change.node(entry, "stage"), "effect"), day)
            for entry in change.nodes(self.claim, "hasStageEntry")
            for day in days(change, change.nodes(entry, "onDate"))
        )

    @property
    def amounts(self) -> list[ToldFigure]:
        """Its prices and principals."""
        return [figure for _, figure in self.figures if figure.counted and figure.currency]

    def of_role(self, role: str) -> list[ToldFigure]:
        """Its figures of one role."""
        return [figure for each, figure in self.figures if each == role]


def figures(change: Change, owner: str) -> list[tuple[str, ToldFigure]]:
    """The figures of a claim or of a part of one, each with its role's IRI."""
    read = ((each, ToldFigure.of(change, each)) for each in change.nodes(owner, "hasFigure"))
    return [(change.node(iri, "figureRole"), figure) for iri, figure in read if figure]


def days(change: Change, dates: Iterable[str]) -> list[Days]:
    """The stated dates that have both bounds."""
    read = ([instant(change.text(d, by)) for by in ("earliest", "latest")] for d in dates)
    return [Days(first, last) for first, last in read if first and last]


def instant(text: str) -> datetime | None:
    """Read an `xsd:dateTime`, without a zone as in UTC; None for what is none.

    Examples:
        >>> instant("2025-09-09T00:00:00Z") == instant("2025-09-09T00:00:00+00:00")
        True
    """
    try:
        read = datetime.fromisoformat(text)
        return read if read.tzinfo else datetime.fromisoformat(text + "+00:00")
    except ValueError:
        return None


def root(change: Change, party: str) -> str:
    """What a unit belongs to in the end; itself for what is no unit."""
    seen = [party]
    while True:
        dated = (
            p for r in change.nodes(seen[-1], "unitRelation") for p in change.nodes(r, "parent")
        )
        above = change.node(seen[-1], "unitOf") or next(dated, "")
        if not above or above in seen:
            return seen[-1]
        seen.append(above)


def members(change: Change, roots: Iterable[str]) -> list[str]:
    """Some organizations, with all units that belong to them in the end."""
    found = list(dict.fromkeys(roots))
    for each in found:
        parent = change.named(each)
        units = [
            unit
            for relation in change.all.subjects(AIKG + "parent", parent)
            for unit in change.all.subjects(AIKG + "unitRelation", change.named(relation))
        ]
        units += change.all.subjects(AIKG + "unitOf", parent)
        found += [unit for unit in dict.fromkeys(units) if unit not in found]
    return found


def money(amount: float) -> str:
    """Write an amount for people.

    Examples:
        >>> money(52e9), money(1.25e6), money(4e3)
        ('52 billion', '1.25 million', '4,000')
    """
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if amount >= scale:
            return f"{amount / scale:.6g} {word}"
    return f"{amount:,.6g}"


def stands(change: Change, claim: str) -> bool:
    """Whether a claim is neither withdrawn nor deprecated."""
    return not change.text(claim, "withdrawnAt") and (
        change.node(claim, "standing") != AIKG + "standing-deprecated"
    )


def claims_about(change: Change, thing: str) -> list[str]:
    """The standing claims about a thing, wherever they are told."""
    told = change.all.subjects(AIKG + "about", change.named(thing))
    return [each for each in told if stands(change, each)]
