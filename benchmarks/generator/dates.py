"""Days: when sources are published, and the dates that they tell."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.quads import A, Term, instant, integer, text

if TYPE_CHECKING:
    from generator.dice import Dice

START: Final = date(2023, 1, 2)
DAYS: Final = 1_300
"""How many days the sources of a graph are spread over."""

Pairs = list[tuple[Term, Term]]

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@lru_cache(maxsize=4096)
def spoken(day: int) -> str:
    """A day as a source prints it.

    Examples:
        >>> spoken(0)
        '2 January 2023'
    """
    when = START + timedelta(days=day)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


@lru_cache(maxsize=4096)
def bounds(day: int) -> tuple[tuple[Term, Term], tuple[Term, Term]]:
    """The first and the last instant of a day."""
    when = (START + timedelta(days=day)).isoformat()
    return (
        (A["earliest"], instant(f"{when}T00:00:00Z")),
        (A["latest"], instant(f"{when}T23:59:59Z")),
    )


@lru_cache(maxsize=512)
def _month(day: int) -> tuple[str, tuple[Term, Term], tuple[Term, Term]]:
    when = START + timedelta(days=day)
    first = when.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return (
        f"in {_MONTHS[when.month - 1]} {when.year}",
        (A["earliest"], instant(f"{first.isoformat()}T00:00:00Z")),
        (A["latest"], instant(f"{last.isoformat()}T23:59:59Z")),
    )


def told(dice: Dice, day: int, source: Term) -> tuple[str, Pairs]:
    """A date in words, and its bounds: to the day, to the month, or counted from the publication."""
    draw = dice.random()
    if draw < 0.6:
        return f"on {spoken(day)}", list(bounds(day))
    if draw < 0.8:
        phrase, earliest, latest = _month(day)
        return phrase, [earliest, latest]
    return "last week", [
        (A["anchor"], source),
        (A["daysFrom"], integer(-13)),
        (A["daysTo"], integer(-1)),
    ]


def described(phrase: str, pairs: Pairs, evidence: Term) -> Pairs:
    """What is said of a date."""
    return [(A["asStated"], text(phrase)), *pairs, (A["hasEvidence"], evidence)]
