"""The legs of money loops: what goes from one to another, by agreement, and how a loop is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Final

from aikg.derive.rows import rows, values
from aikg.ground.bounds import Span
from aikg.questions.operators.asked import claims, number, text
from aikg.questions.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import QuerySolution

    from aikg.derive.loops import Loop
    from aikg.questions.formats import Value
    from aikg.store import Store

MOST: Final = 100
"""Loops that are told at most: those that can carry the most."""
LONGEST: Final = 4
"""Parties of a loop at most."""
UNNAMED: Final[dict[str, list[str]]] = {"unnamed": []}
"""What leaves the names out of the query: those in loops alone are asked for."""

Key = tuple[str, str, str]
"""IRIs of who pays and who is paid, and the currency."""


@dataclass(slots=True)
class Flow:
    """What one agreement puts from one to another, by the states that it may be in."""

    agreement: str
    firm: list[float] = field(default_factory=list)
    ceilings: list[float] = field(default_factory=list)
    certain: bool = False

    @property
    def committed(self) -> float:
        """The least that is committed in any of the states, once one of them is certain."""
        return min(self.firm) if self.certain else 0.0

    @property
    def possible(self) -> float:
        """The most that is possible in any of the states."""
        return max(self.ceilings)


@dataclass(slots=True)
class Leg:
    """All that goes from one to another in one currency, by the agreements that it is made of."""

    flows: dict[str, Flow] = field(default_factory=dict)
    positions: set[str] = field(default_factory=set)
    spans: list[tuple[Span, Span | None]] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)

    @property
    def committed(self) -> float:
        """What is committed of all of it."""
        return fsum(flow.committed for flow in self.flows.values())

    @property
    def possible(self) -> float:
        """What is possible of all of it."""
        return fsum(flow.possible for flow in self.flows.values())


def legs_of(found: Iterable[QuerySolution]) -> dict[Key, Leg]:
    """Put the legs together, from rows of which each is a position with a payer and a payee."""
    positions: dict[str, list[QuerySolution]] = defaultdict(list)
    for row in found:
        positions[text(row["position"])].append(row)
    legs: dict[Key, Leg] = {}
    for position, alike in positions.items():
        ones = {text(row["one"]) for row in alike}
        others = {text(row["other"]) for row in alike}
        together = len(ones) > 1 or len(others) > 1
        for row in alike:
            one, other = text(row["one"]), text(row["other"])
            if one == other:
                continue
            leg = legs.setdefault((one, other, text(row["currency"])), Leg())
            leg.claims |= claims(row)
            if position in leg.positions:
                continue
            leg.positions.add(position)
            deal = text(row["deal"])
            flow = leg.flows.setdefault(deal, Flow(text(row["agreement"]) or deal))
            flow.firm.append(0.0 if together else number(row["committed"]))
            flow.ceilings.append(number(row["possible"]))
            flow.certain |= text(row["sure"]) == "true"
            leg.spans.append(_span(row))
    return legs


def names_of(store: Store, parties: Iterable[str]) -> dict[str, str]:
    """The names of organizations; what has none is named by its IRI."""
    query = "SELECT ?one (MIN(?label) AS ?name) { %s GRAPH ?g { ?one rdfs:label ?label } } GROUP BY ?one"
    names: dict[str, str] = {}
    names.update((node, name) for node, name in rows(store, query % values("one", sorted(parties))))
    return names


def loop_row(
    loop: Loop,
    legs: Mapping[Key, Leg],
    names: Mapping[str, str],
    figures: Mapping[str, float] | None = None,
) -> Row:
    """Give the row of a loop; with figures, these in the place of its own."""
    from aikg.derive.loops import overlap

    named = [(names.get(one, one), names.get(other, other)) for one, other in loop.pairs]
    # In a store that lost something a total may have no positions: it still is no reason to fail.
    taken = [legs.get((*pair, loop.currency)) or Leg() for pair in loop.pairs]
    told: list[Value] = [
        {
            "payer": payer,
            "payee": payee,
            "agreement": flow.agreement,
            "committed": flow.committed,
            "possible": flow.possible,
        }
        for (payer, payee), leg in zip(named, taken, strict=True)
        for flow in sorted(leg.flows.values(), key=lambda flow: flow.agreement)
    ]
    return Row(
        {
            "organizations": [payer for payer, _ in named],
            **(figures or {"committed": loop.committed, "possible": loop.possible}),
            "currency": loop.currency,
            "legs": told,
            "overlap": overlap([_joined(leg.spans) for leg in taken if leg.spans]),
        },
        tuple(sorted({claim for leg in taken for claim in leg.claims})),
    )


def _joined(spans: list[tuple[Span, Span | None]]) -> tuple[Span, Span | None]:
    """A leg is live from the first of its flows until the last."""
    first = min((since for since, _ in spans), key=lambda span: span.order)
    if any(until is None for _, until in spans):
        return first, None
    return first, max((until for _, until in spans if until), key=lambda span: span.order)


def _span(row: QuerySolution) -> tuple[Span, Span | None]:
    since = Span(text(row["from_earliest"]) or None, text(row["from_latest"]) or None)
    if text(row["last"]) == "true":
        return since, None
    return since, Span(text(row["until_earliest"]) or None, text(row["until_latest"]) or None)
