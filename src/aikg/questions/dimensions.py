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
from aikg.ground.terms import RDF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aikg.questions.contract import Question

CLOCK: Final = "clock"
READINGS: Final = "readings"

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
    Dimension("readings", "", "with the least and the most over the readings of disputes"),
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
        # Least and most are of what adds up.
        READINGS: question.depends_on(CLOCK) and bool(question.additive),
        "no-rollup": question.depends_on("no-rollup")
        or any(parameter.rollup for parameter in question.parameters),
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
        aikg.ground.errors.BadParameter: --as-of is no date: expected a day such as 2026-03-31, ...
    """
    wrong = BadParameter(
        f"--{name} is no date",
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
        `clock`, `uncounted` and `any` for which positions are meant; `readings`, `no-rollup`,
        `trace` and `told` where those are given. Each pattern binds `?position` and `?sure`.

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
    for name in (READINGS, "no-rollup", "trace"):
        if name in dimensions:
            lines[name] = []
    if "trace" in dimensions:
        lines["told"] = [TOLD]
    return lines


def _on_clocks(pattern: str, dimensions: Mapping[str, str]) -> str:
    lines = ["GRAPH graph:derived {", pattern]
    sure: list[str] = []
    clocks: list[tuple[str, str, str]] = []
    for name, clock, last in (("as-of", "true", "lastState"), ("known-by", "known", "stillKnown")):
        if name not in dimensions:
            lines.append(f"?position aikg:{last} true .")
            continue
        at = f'"{instant(name, dimensions[name])}"^^<http://www.w3.org/2001/XMLSchema#dateTime>'
        clocks.append((clock, last, at))
        for edge in ("FromEarliest", "FromLatest", "UntilEarliest", "UntilLatest"):
            lines.append(f"OPTIONAL {{ ?position aikg:{clock}{edge} ?{clock}{edge} }}")
        # It may have begun by then, and may not have ended.
        lines.append(f"FILTER (COALESCE(?{clock}FromEarliest <= {at}, true))")
        lines.append(f"FILTER (COALESCE(?{clock}UntilLatest > {at}, true))")
        lines.append(f"OPTIONAL {{ ?position aikg:{last} ?{last} }}")
        sure.append(
            f"COALESCE(?{clock}FromLatest <= {at}, false) && (?{last} || "
            f"COALESCE(?{clock}UntilEarliest > {at}, false) || BOUND(?{clock}Followed))"
        )
    lines.append("}")
    lines.extend(f"OPTIONAL {{ {_followed(*each)} }}" for each in clocks)
    lines.append(f"BIND ({' && '.join(sure) or 'true'} AS ?sure)")
    return " ".join(lines)


def _followed(clock: str, last: str, at: str) -> str:
    """The positions in whose place another counted one stands: whichever it is by then, one counts.

    Where it is not told when a position ended, the one after it has no beginning told. Found once
    for all: looked for anew from each position, all positions are gone through again. Few positions
    may end before and after that instant, so that those are found first, and then what is beside them;
    rdf:nil stands for what may be unbound, since engines join that with all there is.
    """
    return (
        f"SELECT DISTINCT ?position ?{clock}Followed WHERE {{ GRAPH graph:derived {{ "
        f"?position aikg:{last} false . "
        f"OPTIONAL {{ ?position aikg:{clock}UntilLatest ?end }} "
        f"FILTER (COALESCE(?end > {at}, true)) "
        f"OPTIONAL {{ ?position aikg:{clock}UntilEarliest ?soonest }} "
        f"FILTER (COALESCE(?soonest <= {at}, true)) "
        "OPTIONAL { ?position aikg:currency ?alike } "
        "OPTIONAL { ?position aikg:ofAgreement/^aikg:ofAgreement ?beside } "
        f"BIND (COALESCE(?beside, <{RDF}nil>) AS ?next) "
        f"OPTIONAL {{ ?next aikg:{clock}FromLatest ?turn }} "
        "FILTER (?next != ?position && ((!BOUND(?end) && !BOUND(?turn)) || ?end = ?turn)) "
        "OPTIONAL { ?next aikg:currency ?its } FILTER (?its = ?alike) "
        "FILTER EXISTS { ?next a aikg:CountedPosition } } "
        f"BIND (true AS ?{clock}Followed) }}"
    )
