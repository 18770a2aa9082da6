"""The counted money of the graph: what each agreement moves, from whom to whom, and how firmly."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aikg.derive.counting.sides import OTHERS

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
_MAGNITUDES: Final = """
SELECT DISTINCT ?claim ?currency ?lower ?upper WHERE {
  GRAPH ?g {
    ?claim aikg:hasFigure ?figure .
    ?figure aikg:hedge aikg:hedge-magnitude ; aikg:currency ?currency ;
      aikg:lower ?lower ; aikg:upper ?upper
  }
} ORDER BY ?claim ?upper
"""


@dataclass(frozen=True, slots=True)
class Money:
    """At least so much paid, at least so much committed, at most so much possible.

    Attributes:
        loose: how much of what is possible is only the span of a word, as "multibillion" has it.
    """

    paid: float = 0.0
    committed: float = 0.0
    possible: float = 0.0
    loose: float = 0.0

    def __add__(self, other: Money) -> Money:
        return Money(
            self.paid + other.paid,
            self.committed + other.committed,
            self.possible + other.possible,
            self.loose + other.loose,
        )

    @property
    def ceiling(self) -> bool:
        """Whether there is a ceiling to what is possible."""
        return not math.isinf(self.possible)

    @property
    def open(self) -> bool:
        """Whether nobody told a ceiling, so that more may be possible than can be drawn."""
        return self.loose > 0 or not self.ceiling

    @property
    def drawn(self) -> float:
        """How much can be drawn: without a ceiling, what is committed; without the span of words.

        Examples:
            >>> Money(0, 1e9, 1e12, 999e9).drawn, Money(0, 2, math.inf).drawn
            (1000000000.0, 2)
        """
        return self.possible - self.loose if self.ceiling else self.committed


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


def open_sides(counted: Iterable[Position]) -> dict[str, set[str]]:
    """Give for each agreement the sides, payer or payee, on which there are others who are not named."""
    found: dict[str, set[str]] = defaultdict(set)
    for position in counted:
        for side, agents in (("payer", position.payers), ("payee", position.payees)):
            if OTHERS in agents:
                found[position.agreement].add(side)
    return found


def spanned(moneys: Iterable[Money]) -> str:
    """What to say behind "no ceiling" where some have only that of a word, such as a magnitude.

    Examples:
        >>> "no ceiling" + spanned([Money(0, 1, math.inf)])
        'no ceiling'
        >>> "no ceiling" + spanned([Money(0, 1e9, 1e12, 999e9)])
        'no ceiling, or only that of a word such as “multibillion”'
    """
    found = any(money.loose for money in moneys)
    return ", or only that of a word such as “multibillion”" if found else ""


def positions(graph: Queries, tops: Mapping[str, str]) -> list[Position]:
    """Give the current positions, which add up, with units taken as their owners.

    One of nothing beside one of money is left out: another source has the same sum in another currency.
    """
    of: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in graph.query(_OF_POSITIONS).rows:
        of[str(row["position"])][str(row["property"]).rpartition("#")[2]].append(str(row["value"]))
    spans = _spans(graph)
    found = []
    for row in graph.query(_POSITIONS).rows:
        parts = of[str(row["position"])]
        currency = str(row["currency"] or "")
        paid, committed, possible = (_number(row[n]) for n in ("paid", "committed", "possible"))
        lower = max((spans.get((c, currency, possible), 0.0) for c in parts["restsOn"]), default=0)
        loose = possible - max(lower, committed) if lower else 0.0
        found.append(
            Position(
                str(row["agreement"]),
                currency,
                Money(paid, committed, possible, loose),
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


def _spans(graph: Queries) -> dict[tuple[str, str, float], float]:
    """The floor of each figure that is only a magnitude, by claim, currency and ceiling."""
    return {
        (str(row["claim"]), str(row["currency"]), _number(row["upper"])): _number(row["lower"])
        for row in graph.query(_MAGNITUDES).rows
    }


def _agents(agents: Iterable[str], tops: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({tops.get(agent, agent) for agent in agents}))


def _number(value: object) -> float:
    return float(value) if isinstance(value, float | int) else 0.0
