"""Telling a case in few words: claims, and what they come to."""

from __future__ import annotations

from itertools import count as numbers

from aikg.derive.counting import Claim, Cluster, Condition, Figure, Position, Stage, count
from aikg.ground.bounds import ALWAYS, INF, NOTHING, Bounds, Money, Span
from derive.counting.strategies import on, stage
from derive.counting.tables import LAST, at, totals

__all__ = ["ALWAYS", "INF", "LAST", "Bounds", "Condition", "Figure", "Money", "Span", "on", "stage"]

Amount = float | tuple[float, float] | None
_numbers = numbers()


def bounds(amount: float | tuple[float, float]) -> Bounds:
    """An exact amount, or one between two bounds."""
    return Bounds(*amount) if isinstance(amount, tuple) else Bounds(amount, amount)


def money(paid: float, committed: float, possible: float) -> Money:
    """What is paid, committed and possible."""
    return Money(paid, committed, possible)


def entry(told: str | tuple[str, int] | Stage, number: int) -> Stage:
    """A stage by its name, undated or on a day."""
    if isinstance(told, Stage):
        return told._replace(iri=f"claim:{number}.{told.name}")
    name, when = (told, ALWAYS) if isinstance(told, str) else (told[0], on(told[1]))
    return stage(name, when, f"claim:{number}.{name}.{when.latest}")


def tell(
    amount: Amount = None,
    *stages: str | tuple[str, int] | Stage,
    about: str = "kg:deal",
    voice: str = "kg:press",
    published: int | Span = ALWAYS,
    figures: tuple[Figure, ...] = (),
    parts_of: tuple[str, ...] = (),
    **more: object,
) -> Claim:
    """What a voice tells of an agreement.

    Args:
        amount: in US dollars; exact, or between two bounds.
        stages: those that it tells to have been reached, undated or each with a day.
        about: the agreement.
        voice: who tells it.
        published: the day, or a span.
        figures: other amounts.
        parts_of: the wholes that it is part of.
        more: other fields of a claim.
    """
    number = next(_numbers)
    own = (Figure(bounds(amount), "USD"),) if amount is not None else ()
    return Claim(
        f"claim:{number:06}",
        about,
        voice,
        on(published) if isinstance(published, int) else published,
        figures=(*own, *figures),
        stages=tuple(entry(told, number) for told in stages),
        wholes=frozenset(parts_of),
        **more,  # type: ignore[arg-type]
    )


def counting(*claims: Claim, root: dict[str, str] | None = None) -> list[Position]:
    """All positions of a cluster."""
    return count(Cluster(claims, root or {}))


def total(*claims: Claim, true: str = LAST, known: str = LAST, currency: str = "USD") -> Money:
    """What a cluster comes to at an instant of each clock."""
    return totals(counting(*claims), true, known).get(currency, NOTHING)


def now(*claims: Claim, about: str = "kg:deal", root: dict[str, str] | None = None) -> Position:
    """The latest position of an agreement as assessed."""
    found = [
        position
        for position in at(counting(*claims, root=root))
        if position.content.agreement == about and position.content.reason != "reading"
    ]
    assert len(found) == 1, found
    return found[0]


def rival(*claims: Claim, about: str = "kg:deal") -> list[Position]:
    """The latest positions of an agreement in the readings that are not assessed."""
    return [
        position
        for position in at(counting(*claims))
        if position.content.agreement == about and position.content.reason == "reading"
    ]


WHOLE = "kg:whole"
"""An agreement that holds others."""


def whole(amount: Amount, *stages: str | tuple[str, int] | Stage, **more: object) -> Claim:
    """What is told of it."""
    return tell(amount, *stages, about=WHOLE, **more)  # type: ignore[arg-type]


def part(
    name: str, amount: Amount, *stages: str | tuple[str, int] | Stage, **more: object
) -> Claim:
    """What is told of one that it holds."""
    return tell(amount, *stages, about=f"kg:{name}", parts_of=(WHOLE,), **more)  # type: ignore[arg-type]
