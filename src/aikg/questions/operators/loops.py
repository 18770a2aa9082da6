"""The loops that can carry the most money, of what is paid from one to another."""

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
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import QuerySolution

    from aikg.derive.loops import Loop
    from aikg.questions.formats import Value
    from aikg.questions.operators.asked import Asked
    from aikg.store import Store

_MOST: Final = 100
_LONGEST: Final = 4
_UNNAMED: Final[dict[str, list[str]]] = {"unnamed": []}
_OTHERWISE: Final = {"clock", "no-rollup"}
"""With these other positions count, or others pay, than in the pair totals."""


@dataclass(slots=True)
class _Flow:
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
class _Leg:
    """All that goes from one to another in one currency, by the agreements that it is made of."""

    flows: dict[str, _Flow] = field(default_factory=dict)
    positions: set[str] = field(default_factory=set)
    spans: list[tuple[Span, Span | None]] = field(default_factory=list)
    claims: set[str] = field(default_factory=set)


Key = tuple[str, str, str]
"""IRIs of who pays and who is paid, and the currency."""


def loops(asked: Asked) -> Iterable[Row]:
    """Give a row for each loop, the heaviest first."""
    from aikg.derive.loops import Edge, heaviest_loops, ranked_loops
    from aikg.derive.totals import Pair

    if asked.given.keys() & _OTHERWISE:
        legs = _legs(asked.select(_UNNAMED))
        edges = [
            Edge(
                *key,
                fsum(flow.committed for flow in leg.flows.values()),
                fsum(flow.possible for flow in leg.flows.values()),
            )
            for key, leg in legs.items()
        ]
        found = heaviest_loops(edges, k=_MOST, longest=_LONGEST)
    else:
        found = ranked_loops(asked.store, k=_MOST, longest=_LONGEST)
        totals = {Pair(*pair, loop.currency).node for loop in found for pair in _pairs(loop)}
        legs = _legs(asked.select({"totals": sorted(totals), **_UNNAMED})) if totals else {}
    names = _names(asked.store, {party for loop in found for party in loop.parties})
    return [_loop_row(loop, legs, names) for loop in found]


def _names(store: Store, parties: Iterable[str]) -> dict[str, str]:
    """The names of organizations; what has none is named by its IRI."""
    query = "SELECT ?one (MIN(?label) AS ?name) { %s GRAPH ?g { ?one rdfs:label ?label } } GROUP BY ?one"
    names: dict[str, str] = {}
    names.update((node, name) for node, name in rows(store, query % values("one", sorted(parties))))
    return names


def _pairs(loop: Loop) -> Iterator[tuple[str, str]]:
    return zip(loop.parties, [*loop.parties[1:], loop.parties[0]], strict=True)


def _legs(found: Iterable[QuerySolution]) -> dict[Key, _Leg]:
    """Put the legs together, from rows of which each is a position with a payer and a payee."""
    positions: dict[str, list[QuerySolution]] = defaultdict(list)
    for row in found:
        positions[text(row["position"])].append(row)
    legs: dict[Key, _Leg] = {}
    for position, alike in positions.items():
        ones = {text(row["one"]) for row in alike}
        others = {text(row["other"]) for row in alike}
        together = len(ones) > 1 or len(others) > 1
        for row in alike:
            one, other = text(row["one"]), text(row["other"])
            if one == other:
                continue
            leg = legs.setdefault((one, other, text(row["currency"])), _Leg())
            leg.claims |= claims(row)
            if position in leg.positions:
                continue
            leg.positions.add(position)
            deal = text(row["deal"])
            flow = leg.flows.setdefault(deal, _Flow(text(row["agreement"]) or deal))
            flow.firm.append(0.0 if together else number(row["committed"]))
            flow.ceilings.append(number(row["possible"]))
            flow.certain |= text(row["sure"]) == "true"
            leg.spans.append(_span(row))
    return legs


def _loop_row(loop: Loop, legs: Mapping[Key, _Leg], names: Mapping[str, str]) -> Row:
    from aikg.derive.loops import overlap

    named = [(names.get(one, one), names.get(other, other)) for one, other in _pairs(loop)]
    # In a store that lost something a total may have no positions: it still is no reason to fail.
    taken = [legs.get((*pair, loop.currency)) or _Leg() for pair in _pairs(loop)]
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
            "committed": loop.committed,
            "possible": loop.possible,
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
