"""Contradictions: disputes of the graph, each with the readings that cannot all be right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aikg.report.money import Money

if TYPE_CHECKING:
    from aikg.report.page.asked import Asked

_READINGS: Final = """
SELECT DISTINCT ?dispute ?reading ?assessed ?source WHERE {
  GRAPH graph:derived { ?reading a aikg:Reading ; aikg:inDispute ?dispute
    OPTIONAL { ?dispute aikg:assessedReading ?first }
    OPTIONAL { ?reading aikg:readingOf ?source } }
  BIND (COALESCE(?first = ?reading, false) AS ?assessed)
} ORDER BY ?dispute DESC(?assessed) ?reading ?source
"""
_POSITIONS: Final = """
SELECT ?reading ?position ?agreement ?paid ?committed ?possible ?currency WHERE {
  GRAPH graph:derived { ?position aikg:inReading ?reading ; aikg:ofAgreement ?agreement ;
    aikg:lastState true ; aikg:stillKnown true ;
    aikg:paid ?paid ; aikg:committed ?committed ; aikg:possible ?possible
    OPTIONAL { ?position aikg:currency ?currency } }
} ORDER BY ?reading ?agreement ?position
"""
_CLAIMS: Final = """
SELECT DISTINCT ?reading ?agreement ?claim WHERE {
  GRAPH graph:derived { ?position aikg:inReading ?reading ; aikg:ofAgreement ?agreement ;
    aikg:lastState true ; aikg:stillKnown true ; aikg:restsOn ?claim }
} ORDER BY ?reading ?agreement ?claim
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What a reading comes to for one agreement, and the claims that it rests on."""

    agreement: str
    currency: str
    money: Money
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One consistent way of telling a dispute, by which sources, and whether it is what counts."""

    sources: tuple[str, ...]
    assessed: bool
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is told differently of an agreement, and the rules that put the assessed reading first."""

    field: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Statements that cannot all be right; the assessed reading comes first."""

    readings: tuple[Reading, ...]
    rulings: tuple[Ruling, ...] = ()

    @property
    def agreements(self) -> list[str]:
        """The agreements that it is about, each once."""
        return sorted({told.agreement for reading in self.readings for told in reading.told})


def disputes(graph: Asked) -> list[Dispute]:
    """Give the disputes about what now stands."""
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in graph.query(_CLAIMS).rows:
        claims[str(row["reading"]), str(row["agreement"])].append(str(row["claim"]))
    told: dict[str, list[Told]] = defaultdict(list)
    for row in graph.query(_POSITIONS).rows:
        reading, agreement = str(row["reading"]), str(row["agreement"])
        figures = [row[name] for name in ("paid", "committed", "possible")]
        money = Money(*(float(f) if isinstance(f, float | int) else 0.0 for f in figures))
        told[reading].append(
            Told(
                agreement,
                str(row["currency"] or ""),
                money,
                tuple(claims[reading, agreement]),
            )
        )
    voices: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    assessed = set()
    for row in graph.query(_READINGS).rows:
        sources = voices[str(row["dispute"])][str(row["reading"])]
        if row["source"] is not None:
            sources.append(str(row["source"]))
        if row["assessed"]:
            assessed.add(str(row["reading"]))
    rulings = _rulings(graph)
    found = []
    for readings in voices.values():
        standing = tuple(
            Reading(tuple(sources), reading in assessed, tuple(_saying(told[reading])))
            for reading, sources in readings.items()
            if told[reading]
        )
        about = {claim for reading in standing for each in reading.told for claim in each.claims}
        ruled = [r for claim in sorted(about) for r in rulings.get(claim, ())]
        found.append(Dispute(standing, tuple(dict.fromkeys(ruled))))
    several = [dispute for dispute in found if len(dispute.readings) > 1]
    return sorted(several, key=lambda dispute: dispute.agreements)


def _saying(told: list[Told]) -> list[Told]:
    """Without what says nothing: no dollars, where the same agreement is told in euros."""
    moving = {each.agreement for each in told if each.money.possible}
    return [each for each in told if each.money.possible or each.agreement not in moving]


def _rulings(graph: Asked) -> dict[str, list[Ruling]]:
    """The rulings by the claims that they are about."""
    found: dict[str, list[Ruling]] = defaultdict(list)
    for row in graph.ask("contradictions", trace=True):
        rules = row["rule"] if isinstance(row["rule"], list) else []
        ruling = Ruling(str(row["field"]), tuple(map(str, rules)))
        for claim in row.rests_on:
            found[claim].append(ruling)
    return found
