"""What questions over positions can be asked with: two clocks, readings, roll-up, one source.

They are dimensions of the derived positions, so that no question repeats them: a query marks where it
chooses its positions, and this is what is put there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from aikg.ground.errors import BadParameter
from aikg.ground.spoken import given_as

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aikg.questions.contract import Question

CLOCK: Final = "clock"
READINGS: Final = "readings"
_OF_SIDES: Final = {
    "clock-of-payers": ("Payers",),
    "clock-of-payees": ("Payees",),
    "clock-of-both": ("Payers", "Payees"),
}
"""A clock, where what others pay, or are paid, is none of what is asked for; and of which sides."""
CHANGE: Final = "change"
"""A joint change that may have been or not at the date, and which of its sides a position is on."""
CLOCKS: Final = {"as-of": "true", "known-by": "known"}
"""The dimensions that are clocks, and how the terms of each begin."""
_LAST: Final = {"true": "lastState", "known": "stillKnown"}

_DAY: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its name, whether it takes a value, and what it does."""

    name: str
    value: str
    help: str


DIMENSIONS: Final = (
    Dimension(
        "as-of", "DATE", "as true on this date, at its end; possible where dates leave it open"
    ),
    Dimension("known-by", "DATE", "as known by the end of this date"),
    Dimension("source", "NAME", "as this source alone tells it"),
    Dimension(
        "readings",
        "",
        "with the least and the most over the readings of disputes, or whether all of them tell a row",
    ),
    Dimension("no-rollup", "", "without counting units as their parents"),
)


def heeded(question: Question) -> tuple[Dimension, ...]:
    """The dimensions that make a difference to a question, or could.

    Examples:
        >>> from aikg.questions.catalogue import Catalogue
        >>> [d.name for d in heeded(Catalogue.packaged()["hedges"])]
        ['source']
    """
    heeds = {
        "as-of": question.depends_on(CLOCK),
        "known-by": question.depends_on(CLOCK),
        # Least and most are of what adds up; of other rows, whether all readings tell them.
        READINGS: question.depends_on(CLOCK) and bool(question.additive or question.readings),
        "no-rollup": question.rolls_up,
    }
    return tuple(dimension for dimension in DIMENSIONS if heeds.get(dimension.name, True))


def instant(name: str, text: str) -> str:
    """Read a date, or the last day of a month or a year, as the last instant of it in UTC.

    Raises:
        BadParameter: it is no date, or none that there is.

    Examples:
        >>> instant("as-of", "2026-03-31"), instant("as-of", "2026-02")
        ('2026-03-31T23:59:59Z', '2026-02-28T23:59:59Z')
        >>> instant("as-of", "2026-02-30")
        Traceback (most recent call last):
        aikg.ground.errors.BadParameter: as_of is no date: expected a day such as 2026-03-31, ...
    """
    wrong = BadParameter(
        f"{given_as(name)} is no date",
        expected="a day such as 2026-03-31, a month such as 2026-03, or a year",
        found=text,
    )
    if not _DAY.match(text):
        raise wrong
    parts = [int(part) for part in text.split("-")]
    try:
        if len(parts) == 3:
            last = date(*parts)
        elif len(parts) == 2:
            first = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            last = first - timedelta(days=1)
            date(parts[0], parts[1], 1)
        else:
            last = date(parts[0], 12, 31)
    except (ValueError, OverflowError):
        raise wrong from None
    return f"{datetime(last.year, last.month, last.day, 23, 59, 59).isoformat()}Z"


COUNTED: Final = "?position a aikg:CountedPosition ."
UNCOUNTED: Final = (
    "?position a aikg:UncountedPosition . "
    "FILTER NOT EXISTS { ?position aikg:notCountedBecause aikg:not-counted-reading }"
)
ANY: Final = (
    "?position aikg:ofAgreement ?living . FILTER NOT EXISTS { ?position aikg:notCountedBecause ?ended "
    "FILTER (?ended IN (aikg:not-counted-reading, aikg:not-counted-replaced, aikg:not-counted-void)) }"
)
# Each position rests on some claim. Optional all the same: so it is looked up from each position that
# is found, where engines join all there are; and a path, since a UNION is joined whole as well.
TOLD: Final = (
    "OPTIONAL { GRAPH graph:derived { "
    "?position aikg:restsOn|(aikg:inDispute/^aikg:inDispute/aikg:restsOn) ?by } } "
    "BIND (STR(?by) AS ?claim)"
)
_READ: Final = (
    "{ ?position a aikg:CountedPosition } UNION "
    "{ ?position aikg:notCountedBecause aikg:not-counted-reading } "
    "OPTIONAL { ?position aikg:inDispute ?dispute ; aikg:inReading ?reading }"
)


def given_lines(dimensions: Mapping[str, str]) -> dict[str, list[str]]:
    """Give what the conditional lines of a query are to hold for the dimensions that are given.

    Args:
        dimensions: for each dimension that is given its value; empty text for those without.

    Returns:
        `clock`, `clock-of-payers`, `clock-of-payees`, `clock-of-both`, `uncounted` and `any` for
        which positions are meant, each a pattern that binds `?position` and `?sure`; `change` for
        what may change at the date, where positions are found, which binds `?change` and `?side`;
        `readings`, `no-rollup`, `trace` and `told` where those are given.

    Raises:
        BadParameter: a date is none.

    Examples:
        >>> given_lines({})
        {}
        >>> "aikg:trueFromLatest" in given_lines({"as-of": "2026-03-31"})["clock"][0]
        True
    """
    lines: dict[str, list[str]] = {}
    if {"as-of", "known-by", READINGS} & dimensions.keys():
        counted = _READ if READINGS in dimensions else COUNTED
        for name, pattern in ((CLOCK, counted), ("uncounted", UNCOUNTED), ("any", ANY)):
            lines[name] = [_on_clocks(pattern, dimensions)]
        for name, sides in _OF_SIDES.items():
            lines[name] = [_on_clocks(counted, dimensions, sides)]
    if "as-of" in dimensions:
        lines[CHANGE] = [_side_of_change(dimensions)]
    for name in (READINGS, "no-rollup", "trace"):
        if name in dimensions:
            lines[name] = []
    if "trace" in dimensions:
        lines["told"] = [TOLD]
    return lines


def _on_clocks(pattern: str, dimensions: Mapping[str, str], sides: Sequence[str] = ()) -> str:
    apart: list[str] = []
    told: list[str] = []
    sure: list[str] = []
    lines = [pattern]
    for name, clock in CLOCKS.items():
        if name not in dimensions:
            lines.append(latest(clock))
            continue
        at = moment(name, dimensions[name])
        apart.append(not_standing(clock, at))
        told.append(certainty(clock, sides))
        sure.append(surely_stands(clock, at, sides))
    found = " ".join([*lines, *apart, *told])
    return f"GRAPH graph:derived {{ {found} }} BIND ({' && '.join(sure) or 'true'} AS ?sure)"


def _side_of_change(dimensions: Mapping[str, str]) -> str:
    """A pattern for the joint change that a position begins or ends with, if it is open at the date."""
    at = moment("as-of", dimensions["as-of"])
    known = "true"
    if "known-by" in dimensions:
        known = surely_stands(
            "known", moment("known-by", dimensions["known-by"]), _OF_SIDES["clock-of-both"]
        )
    begun = f"COALESCE(?trueFromLatest <= {at}, false)"
    lasts = f"COALESCE(?ending_from > {at}, false)"
    return (
        "OPTIONAL { GRAPH graph:derived { ?position aikg:begunBy ?beginning } } "
        "OPTIONAL { GRAPH graph:derived { ?position aikg:endedBy ?ending } } "
        "OPTIONAL { GRAPH graph:derived { ?position aikg:trueUntilEarliest ?ending_from } } "
        f"BIND ({begun} AS ?begun) BIND ({lasts} AS ?lasts) BIND ({known} AS ?told) "
        "BIND (IF(?told && !?begun && BOUND(?beginning), ?beginning, "
        "IF(?told && !?lasts, ?ending, ?none)) AS ?change) "
        'BIND (IF(!BOUND(?change), ?none, IF(!?begun && BOUND(?beginning), "after", "before")) AS ?side)'
    )


def moment(name: str, text: str) -> str:
    """Read a date as `instant` does, as a literal of SPARQL."""
    return f'"{instant(name, text)}"^^<http://www.w3.org/2001/XMLSchema#dateTime>'


def latest(clock: str) -> str:
    """A pattern for a position that stands at last."""
    return f"?position aikg:{_LAST[clock]} true ."


def not_standing(clock: str, at: str) -> str:
    """A pattern that takes away what cannot stand at an instant: all for which `may_stand` is false.

    Taken away at once, so that those edges alone that matter are gone through: to look up the edges of
    each position is slow.
    """
    begin, end = f"?{clock}Begin", f"?{clock}End"
    return (
        f"MINUS {{ ?position aikg:{clock}FromEarliest {begin} FILTER ({begin} > {at}) }} "
        f"MINUS {{ ?position aikg:{clock}UntilLatest {end} FILTER ({end} <= {at}) }}"
    )


def certainty(clock: str, sides: Sequence[str] = ()) -> str:
    """A pattern that gives what `surely_stands` needs of a position."""
    return _optional(clock, "FromLatest", "FirmUntil", *(f"{side}FirmUntil" for side in sides))


def edges_of_found(clock: str) -> str:
    """A pattern that gives all that a clock knows of positions found, for the two expressions below."""
    edges = [name.removeprefix(clock) for name in edge_names(clock)]
    return f"{_last_of_found(clock)} {_optional(clock, *edges, 'FirmUntil')}"


def latest_of_found(clock: str) -> str:
    """A pattern for those of the positions found that stand at last."""
    return f"{_last_of_found(clock)} FILTER (?{clock}Last)"


def _last_of_found(clock: str) -> str:
    return f"OPTIONAL {{ ?position aikg:{_LAST[clock]} ?{clock}Last }}"


def _optional(clock: str, *names: str) -> str:
    return " ".join(f"OPTIONAL {{ ?position aikg:{clock}{name} ?{clock}{name} }}" for name in names)


def edge_names(clock: str) -> list[str]:
    """The local names of the properties that say when a position begins and ends on a clock.

    Examples:
        >>> edge_names("true")
        ['trueFromEarliest', 'trueFromLatest', 'trueUntilEarliest', 'trueUntilLatest']
    """
    return [
        f"{clock}{side}{bound}" for side in ("From", "Until") for bound in ("Earliest", "Latest")
    ]


def may_stand(clock: str, at: str) -> str:
    """An expression: a position may have begun by an instant, and may not have ended."""
    return f"COALESCE(?{clock}FromEarliest <= {at}, true) && COALESCE(?{clock}UntilLatest > {at}, true)"


def surely_stands(clock: str, at: str, sides: Sequence[str] = ()) -> str:
    """An expression: of what may stand at an instant, it does, or else a counted one in its place.

    Args:
        clock: `true` or `known`.
        at: the instant, as a literal of SPARQL.
        sides: `Payers` and `Payees` where those of what is in its place have to be the same.
    """
    firm = (f"COALESCE(?{clock}{side}FirmUntil > {at}, true)" for side in ("", *sides))
    return " && ".join((f"COALESCE(?{clock}FromLatest <= {at}, false)", *firm))
