"""The counted money of the graph: what each agreement moves, from whom to whom, and how firmly."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aikg.report.queries import Queries

_POSITIONS: Final = """
SELECT ?position ?agreement ?currency ?paid ?committed ?possible ?complete
  (EXISTS { GRAPH graph:derived { ?position aikg:inDispute ?dispute } } AS ?disputed) WHERE {
  GRAPH graph:derived { ?position a aikg:CurrentPosition ; aikg:ofAgreement ?agreement ;
    aikg:paid ?paid ; aikg:committed ?committed ; aikg:possible ?possible ; aikg:complete ?complete
    OPTIONAL { ?position aikg:currency ?currency } }
} ORDER BY ?agreement ?position
"""
_OF_POSITIONS: Final = """
SELECT ?position ?property ?value WHERE {
  VALUES ?property { aikg:positionPayer aikg:positionPayee aikg:restsOn }
  GRAPH graph:derived { ?position a aikg:CurrentPosition ; ?property ?value }
} ORDER BY ?position ?property ?value
"""


@dataclass(frozen=True, slots=True)
class Money:
    """At least so much paid, at least so much committed, at most so much possible."""

    paid: float = 0.0
    committed: float = 0.0
    possible: float = 0.0

    def __add__(self, other: Money) -> Money:
        return Money(
            self.paid + other.paid,
            self.committed + other.committed,
            self.possible + other.possible,
        )

    @property
    def ceiling(self) -> bool:
        """Whether there is a ceiling to what is possible."""
        return not math.isinf(self.possible)

    @property
    def drawn(self) -> float:
        """How much can be drawn: without a ceiling, what is committed."""
        return self.possible if self.ceiling else self.committed


@dataclass(frozen=True, slots=True)
class Position:
    """What one agreement moves in its current state; payers and payees by IRI, units rolled up."""

    agreement: str
    currency: str
    money: Money
    complete: bool
    disputed: bool
    payers: tuple[str, ...]
    payees: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def parties(self) -> frozenset[str]:
        """All who pay and all who are paid."""
        return frozenset(self.payers) | frozenset(self.payees)


def positions(graph: Queries, tops: Mapping[str, str]) -> list[Position]:
    """Give the current positions, which add up, with units taken as their owners.

    One of nothing beside one of money is left out: another source has the same sum in another currency.
    """
    of: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in graph.query(_OF_POSITIONS).rows:
        of[str(row["position"])][str(row["property"]).rpartition("#")[2]].append(str(row["value"]))
    found = []
    for row in graph.query(_POSITIONS).rows:
        parts = of[str(row["position"])]
        found.append(
            Position(
                str(row["agreement"]),
                str(row["currency"] or ""),
                Money(_number(row["paid"]), _number(row["committed"]), _number(row["possible"])),
                bool(row["complete"]),
                bool(row["disputed"]),
                _agents(parts["positionPayer"], tops),
                _agents(parts["positionPayee"], tops),
                tuple(parts["restsOn"]),
            )
        )
    moving = {each.agreement for each in found if each.money.possible}
    return [
        each
        for each in found
        if each.money.possible or not each.complete or each.agreement not in moving
    ]


def _agents(agents: Iterable[str], tops: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({tops.get(agent, agent) for agent in agents}))


def _number(value: object) -> float:
    return float(value) if isinstance(value, float | int) else 0.0
