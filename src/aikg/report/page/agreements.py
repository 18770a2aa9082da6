"""Agreements as rows tell them, the greatest first, and those that a picture can hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from aikg.derive.counting.sides import OTHERS
from aikg.report.money import Money, open_sides
from aikg.report.page.model import Agreement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aikg.report.money import Position
    from aikg.report.page.asked import Asked
    from aikg.report.page.claimed import Claim, Stated

_KINDS: Final = """
SELECT DISTINCT ?agreement ?label WHERE {
  GRAPH ?g { ?claim a aikg:Claim ; aikg:about ?agreement ; aikg:kind ?kind ; aikg:standing ?as }
  FILTER (?as != aikg:standing-deprecated)
  GRAPH graph:ontology { ?kind rdfs:subClassOf* aikg:Agreement ; rdfs:label ?label }
} ORDER BY ?agreement ?label
"""
_ROLES: Final = """
SELECT DISTINCT ?agreement ?side ?agent WHERE {
  VALUES ?side { aikg:payer aikg:payee aikg:participant }
  GRAPH graph:derived { ?agreement ?side ?agent }
} ORDER BY ?agreement ?side ?agent
"""
_UNCOUNTED: Final = """
SELECT ?agreement ?why WHERE {
  GRAPH graph:derived { ?agreement a aikg:Agreement ; aikg:notCountedBecause ?reason }
  GRAPH graph:ontology { ?reason skos:prefLabel ?why }
} ORDER BY ?agreement ?why
"""
_ALL: Final = 22
_DRAWN_DEALS: Final = 18
_DRAWN_PARTIES: Final = 10
_ALLIANCES: Final = 3
_COUNTED_ROLES: Final = frozenset({"price", "principal"})


def all_agreements(
    graph: Asked,
    names: Mapping[str, str],
    claims: Mapping[str, Claim],
    counted: Sequence[Position],
    tops: Mapping[str, str],
) -> list[Agreement]:
    """Give all agreements, those first that move the most beside others of their currency."""
    kinds = _lists(graph.query(_KINDS).rows, "agreement", "label")
    why = _lists(graph.query(_UNCOUNTED).rows, "agreement", "why")
    sides: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for row in graph.query(_ROLES).rows:
        agent = str(row["agent"])
        side = str(row["side"]).rpartition("#")[2]
        sides[str(row["agreement"])][side][tops.get(agent, agent)] = None
    for iri, open_ in open_sides(counted).items():
        for side in open_:
            sides[iri][side][OTHERS] = None
    telling: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims.values():
        telling[claim.about].append(claim)
    of: dict[str, list[Position]] = defaultdict(list)
    for position in counted:
        of[position.agreement].append(position)
    found = []
    for iri, labels in kinds.items():
        moved: dict[str, Money] = {}
        for position in of[iri]:
            if position.currency:
                before = moved.get(position.currency, Money())
                moved[position.currency] = before + position.money
        told_by = [claim for claim in telling[iri] if claim.standing != "deprecated"]
        stages = [s for claim in told_by for s in claim.stages if s.effect != "none"]
        latest = max(stages, key=lambda stage: stage.rank, default=None)
        figures = [f for claim in told_by for f in claim.figures]
        amounts = [f for f in figures if f.name in _COUNTED_ROLES]
        found.append(
            Agreement(
                iri,
                names.get(iri) or iri.rpartition("/")[2],
                ", ".join(labels),
                tuple(sides[iri]["payer"]),
                tuple(sides[iri]["payee"]),
                tuple(sides[iri]["participant"]),
                " or ".join(dict.fromkeys(f.words for f in amounts)),
                _greatest(amounts),
                latest.name if latest else "",
                latest.effect if latest else "",
                tuple(moved.items()),
                all(position.complete for position in of[iri]),
                "" if moved else ", ".join(why.get(iri, [])),
                tuple(claim.iri for claim in telling[iri]),
            )
        )
    return _greatest_first(found)


def _greatest(amounts: Sequence[Stated]) -> tuple[str, float] | None:
    told = [(figure.currency, figure.size) for figure in amounts if figure.currency]
    return max(told, key=lambda each: each[1], default=None)


def _greatest_first(agreements: Sequence[Agreement]) -> list[Agreement]:
    """Put agreements in order by how much money they move beside the mean of its currency."""
    amounts: dict[str, list[float]] = defaultdict(list)
    for agreement in agreements:
        for currency, moved in agreement.moved:
            amounts[currency].append(moved.drawn)
    means = {currency: sum(all_) / len(all_) or 1.0 for currency, all_ in amounts.items()}

    def weight(agreement: Agreement) -> float:
        return max(
            (moved.drawn / means[currency] for currency, moved in agreement.moved), default=0.0
        )

    return sorted(agreements, key=lambda agreement: (-weight(agreement), agreement.name))


def drawable(agreements: Sequence[Agreement]) -> list[str]:
    """The agreements that a picture can hold: the greatest among few parties, all if they are few."""
    if len(agreements) <= _ALL:
        return [agreement.iri for agreement in agreements]
    parties: set[str] = set()
    chosen: list[str] = []
    for agreement in agreements:
        if len(chosen) == _DRAWN_DEALS:
            break
        all_ = parties.union(agreement.parties)
        if 1 < len(agreement.parties) < 5 and len(all_) <= _DRAWN_PARTIES:
            parties = all_
            chosen.append(agreement.iri)
    # An alliance of the parties that are drawn takes no room: its members are shaded.
    among = [a.iri for a in agreements if len(a.parties) > 2 and parties.issuperset(a.parties)]
    return [*chosen, *(iri for iri in among[:_ALLIANCES] if iri not in chosen)]


def _lists(rows: Sequence[Mapping[str, Any]], key: str, value: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[str(row[key])].append(str(row[value]))
    return dict(found)
