"""What counting needs to know of the ontology: read from its graph, never written here twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from aikg.derive.rows import rows
from aikg.ground.terms import AIKG, ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from aikg.derive.counting.told import Effect
    from aikg.store import Store

_SUBCLASSES: Final = f"""
SELECT ?low ?high {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?low rdfs:subClassOf ?high }} FILTER (ISIRI(?high)) }}
"""
_SUBPROPERTIES: Final = f"""
SELECT ?low ?high {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?low rdfs:subPropertyOf ?high }} }}
"""
_BEARERS: Final = f"""
SELECT ?property {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?property rdfs:domain aikg:RoleBearer }} }}
"""
_STAGES: Final = f"""
SELECT ?stage ?effect ?rank {{
  GRAPH <{ONTOLOGY_GRAPH}> {{ ?stage aikg:effect ?effect ; aikg:rank ?rank }} }}
"""
_COUNTED: Final = f"""
SELECT ?role {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?role aikg:isCounted true }} }}
"""


@dataclass(frozen=True)
class Vocabulary:
    """The terms of the ontology by what they mean for counting.

    Attributes:
        kinds: the classes of agreements.
        broader: for each of them the classes of which it is a kind.
        contingent: those that are due only if something else happens.
        programmes: those that hold other agreements.
        payers: the roles that pay.
        payees: the roles that are paid.
        passed: the properties that pass from a claim to what it is about.
        stages: for each stage its effect and rank.
        counted: the figure roles that are counted.
    """

    kinds: frozenset[str]
    broader: dict[str, frozenset[str]]
    contingent: frozenset[str]
    programmes: frozenset[str]
    payers: frozenset[str]
    payees: frozenset[str]
    passed: frozenset[str]
    stages: dict[str, tuple[Effect, int]]
    counted: frozenset[str]

    @classmethod
    def read(cls, store: Store) -> Vocabulary:
        """Read it from the ontology's graph in a store."""
        classes = _below(store, _SUBCLASSES)
        properties = _below(store, _SUBPROPERTIES)
        kinds = classes(AIKG + "Agreement")
        below = {kind: classes(kind) - {kind} for kind in kinds}
        return cls(
            kinds=kinds,
            broader={low: frozenset(k for k in kinds if low in below[k]) for low in kinds},
            contingent=classes(AIKG + "ContingentAgreement"),
            programmes=classes(AIKG + "Programme"),
            payers=properties(AIKG + "payer"),
            payees=properties(AIKG + "payee"),
            passed=frozenset(row[0] for row in rows(store, _BEARERS)),
            stages={
                stage: (cast("Effect", effect), int(rank))
                for stage, effect, rank in rows(store, _STAGES)
            },
            counted=frozenset(row[0] for row in rows(store, _COUNTED)),
        )


def _below(store: Store, query: str) -> _Below:
    below: dict[str, set[str]] = defaultdict(set)
    for low, high in rows(store, query):
        below[high].add(low)
    return _Below(below)


class _Below:
    """A term with all that lies below it."""

    def __init__(self, below: dict[str, set[str]]) -> None:
        self._below = below

    def __call__(self, term: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [term]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._below.get(one, ())
        return frozenset(found)
