"""Who pays whom: organisations, and the money that goes from each to each, added up."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aikg.derive.units import roots
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyoxigraph as ox

    from aikg.store import Store

_POSITIONS: Final = """
SELECT ?position ?agreement ?currency ?paid ?committed ?possible ?complete {
  GRAPH graph:derived { ?position a aikg:CurrentPosition ; aikg:ofAgreement ?agreement ;
    aikg:currency ?currency ; aikg:complete ?complete ;
    aikg:paid ?paid ; aikg:committed ?committed ; aikg:possible ?possible }
}
"""
# What is undisclosed, and the rest of a whole that one of its payers owes, nobody tells which.
_UNKNOWN: Final = """
SELECT DISTINCT ?position {
  GRAPH graph:derived {
    { ?position a aikg:UncountedPosition ; aikg:lastState true ; aikg:stillKnown true ;
        aikg:notCountedBecause aikg:not-counted-undisclosed }
    UNION { ?position a aikg:CurrentPosition ; aikg:possiblePayer ?may_pay }
  }
}
"""
_SIDES: Final = """
SELECT ?position ?side ?agent {
  VALUES ?side { aikg:positionPayer aikg:positionPayee aikg:possiblePayer }
  GRAPH graph:derived { ?position ?side ?agent }
}
"""
_LABELS: Final = """
SELECT ?agent (MIN(?label) AS ?name) {
  { SELECT DISTINCT ?agent { GRAPH graph:derived { ?agent a aikg:Agent } } }
  ?agent rdfs:label ?label
} GROUP BY ?agent
"""
_CLASSES: Final = """
SELECT DISTINCT ?agent ?class {
  { SELECT DISTINCT ?agent { GRAPH graph:derived { ?agent a aikg:Agent } } }
  ?agent a ?class
}
"""
_VOCABULARY: Final = """
SELECT ?class ?label ?above {
  GRAPH graph:ontology { ?class a owl:Class ; rdfs:label ?label
    OPTIONAL { ?class rdfs:subClassOf ?above FILTER (isIRI(?above)) } }
}
"""


@dataclass(frozen=True, slots=True)
class Node:
    """An organisation, or a person.

    Attributes:
        iri: which one.
        label: its name, the first of the alphabet where it has more.
        kind: the label of the narrowest class of agents that it is of, such as "organization".
        roles: the labels of the other classes that it is found to be of, such as "investor".
        unit_of: the IRI of the organisation that it rolls up into; empty for one at the top.
    """

    iri: str
    label: str
    kind: str
    roles: tuple[str, ...]
    unit_of: str


@dataclass(slots=True)
class Edge:
    """All that one pays another in one currency, units counted as their owners.

    Attributes:
        paid: at least so much has changed hands.
        committed: at least so much is binding, what is paid included.
        possible: at most so much, what is committed included; infinity where there is no ceiling.
        complete: whether all that is told of between them has a disclosed amount, and a known payer.
        agreements: the IRIs of the agreements that it is the sum of.
    """

    paid: float = 0.0
    committed: float = 0.0
    possible: float = 0.0
    complete: bool = True
    agreements: set[str] = field(default_factory=set)


def nodes(store: Store) -> list[Node]:
    """Give all organisations and persons of a graph, by IRI."""
    labels = {
        _iri(row["agent"]): row["name"].value for row in store.select(_LABELS) if row["agent"]
    }
    above: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for row in store.select(_VOCABULARY):
        class_ = _iri(row["class"])
        names[class_] = min(names.get(class_, row["label"].value), row["label"].value)
        if row["above"]:
            above[class_].add(_iri(row["above"]))
    of: dict[str, set[str]] = defaultdict(set)
    for row in store.select(_CLASSES):
        of[_iri(row["agent"])].add(_iri(row["class"]))
    kinds = {name for name in names if AIKG + "Agent" in _all_above(name, above)}
    tops = roots(store)
    return [
        Node(
            agent,
            labels.get(agent, ""),
            names.get(_narrowest(of[agent] & kinds, above), ""),
            tuple(sorted(names[each] for each in of[agent] - kinds if each in names)),
            tops.get(agent, ""),
        )
        for agent in sorted(of)
    ]


def edges(store: Store) -> dict[tuple[str, str, str], Edge]:
    """Add up the current positions by payer, payee and currency.

    What several pay, or are paid, together is possible for each pair of them, and neither paid nor
    committed: nobody told how they share it. Money between units of one organisation is none.
    """
    tops = roots(store)
    sides: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in store.select(_SIDES):
        agent = _iri(row["agent"])
        sides[_iri(row["position"])][_iri(row["side"])].add(tops.get(agent, agent))
    found: dict[tuple[str, str, str], Edge] = defaultdict(Edge)
    for row in sorted(store.select(_POSITIONS), key=lambda row: _iri(row["position"])):
        pairs = _pairs(sides[_iri(row["position"])], "positionPayer")
        for payer, payee in pairs:
            edge = found[payer, payee, row["currency"].value]
            if len(pairs) == 1:
                edge.paid += float(row["paid"].value)
                edge.committed += float(row["committed"].value)
            edge.possible += float(row["possible"].value)
            edge.complete &= row["complete"].value in {"true", "1"}
            edge.agreements.add(_iri(row["agreement"]))
    unknown = {
        pair
        for row in store.select(_UNKNOWN)
        for pair in _pairs(sides[_iri(row["position"])], "positionPayer", "possiblePayer")
    }
    for (payer, payee, _), edge in found.items():
        edge.complete &= (payer, payee) not in unknown
    return dict(sorted(found.items()))


def _pairs(sides: Mapping[str, set[str]], *paying: str) -> list[tuple[str, str]]:
    return [
        (payer, payee)
        for side in paying
        for payer in sides[AIKG + side]
        for payee in sides[AIKG + "positionPayee"]
        if payer != payee
    ]


def _all_above(name: str, above: Mapping[str, set[str]]) -> set[str]:
    seen = {name}
    queue = [name]
    while queue:
        for each in above.get(queue.pop(), ()):
            if each not in seen:
                seen.add(each)
                queue.append(each)
    return seen


def _narrowest(classes: Iterable[str], above: Mapping[str, set[str]]) -> str:
    return max(sorted(classes), key=lambda each: len(_all_above(each, above)), default="")


def _iri(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    return "" if term is None else getattr(term, "value", str(term))
