"""Who is reached from an organization through agreements, and by which shortest chains."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from aikg.derive.chains import chains, reached
from aikg.questions.operators.lookups import claims_about, names_of
from aikg.questions.recalled import BY_THEN
from aikg.questions.rows import Row
from aikg.questions.units import Units

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from aikg.questions.formats import Value
    from aikg.questions.operators.asked import Asked

_UNNAMED: Final = "unnamed"
_BARE: Final[dict[str, list[str]]] = {_UNNAMED: []}
Leg = set[tuple[str, str]]
"""The agreements between one and another: the name of each, and its IRI."""


class _Network:
    """The agreements between organizations, as far as they were read."""

    def __init__(self, asked: Asked, start: str) -> None:
        """Read the agreements of those that the parameter of that name means."""
        self._asked = asked
        self._start = start
        rolled = "no-rollup" not in asked.dimensions
        self._units = Units.read(asked.store, asked.dimensions) if rolled else None
        self.names: dict[str, str] = {}
        self.legs: dict[str, dict[str, Leg]] = defaultdict(lambda: defaultdict(set))
        self.goals: set[str] = set()
        self._take({})
        self.starts = frozenset(self.legs)
        self._read = set(self.starts)

    def _take(self, more: Mapping[str, Sequence[str]]) -> None:
        without = (self._start,) if more else ()
        bare = self._asked.question.depends_on(_UNNAMED)
        place, found = self._asked.texts({**more, **_BARE} if bare else more, without=without)
        one_at, other_at = place["one"], place["other"]
        rows = list(found)
        if bare:
            self._name({row[end] for row in rows for end in (one_at, other_at)})
        else:
            for end in ("one", "other"):
                self.names.update((row[place[end]], row[place[f"{end}_name"]]) for row in rows)
        for row in rows:
            one, other = row[one_at], row[other_at]
            if one not in self.names or other not in self.names:
                continue
            self.legs[one][other].add((row[place["agreement"]], row[place["deal"]]))
            if row[place["aimed"]] == "true":
                self.goals.add(other)

    def _name(self, nodes: Collection[str]) -> None:
        """Ask for the names of some that have none yet; what has no name is nowhere."""
        self.names.update(names_of(self._asked.store, set(nodes) - self.names.keys()))

    def neighbours(self, nodes: Collection[str]) -> dict[str, Collection[str]]:
        """For each of some organizations those that it has an agreement with."""
        new = sorted(set(nodes) - self._read)
        if new:
            terms = [f"<{node}>" for node in new]
            if self._units:
                terms, _ = self._units.with_units(terms)
            # What goes back to where one was already is on no shortest chain: most of what there is.
            self._read.update(new)
            self._take({"frontier": terms, "reached": [f"<{node}>" for node in sorted(self._read)]})
        return {node: self.legs[node].keys() for node in nodes if node in self.legs}


def reach(asked: Asked) -> Iterator[Row]:
    """Give a row for each organization that is reached, the nearest first."""
    network = _Network(asked, "organization")
    found = reached(network.neighbours, network.starts, asked.whole("steps"))
    rows: list[tuple[dict[str, Value], Collection[Leg]]] = []
    # How near one is rests on each agreement of each shortest chain to it, and not on the last alone.
    behind: dict[str, dict[int, Leg]] = defaultdict(dict)
    for node in sorted(found, key=lambda node: (found[node][0], network.names[node], node)):
        steps, before = found[node]
        legs = [network.legs[one][node] for one in before]
        if "trace" in asked.dimensions:
            for one in before:
                behind[node].update(behind[one])
            behind[node].update((id(leg), leg) for leg in legs)
        cells: dict[str, Value] = {
            "organization": network.names[node],
            "steps": steps,
            "through": sorted({agreement for leg in legs for agreement, _ in leg}),
            "via": sorted(network.names[one] for one in before - network.starts),
        }
        rows.append((cells, behind[node].values()))
    return _traced(asked, rows)


def paths(asked: Asked) -> Iterator[Row]:
    """Give a row for each shortest chain, up to as many as were asked for."""
    network = _Network(asked, "a")
    found = reached(
        network.neighbours,
        network.starts,
        asked.whole("steps"),
        enough=lambda frontier: bool(network.goals.intersection(frontier)),
    )
    rows: list[tuple[dict[str, Value], Collection[Leg]]] = []
    for chain in islice(chains(found, network.goals - network.starts), asked.whole("most")):
        legs = [network.legs[one][other] for one, other in pairwise(chain)]
        names = [network.names[node] for node in chain]
        cells: dict[str, Value] = {
            "organizations": list(names),
            "steps": len(legs),
            "agreements": [
                {"from": one, "agreement": agreement, "to": other}
                for (one, other), leg in zip(pairwise(names), legs, strict=True)
                for agreement in sorted({name for name, _ in leg})
            ],
        }
        rows.append((cells, legs))
    return _traced(asked, rows)


def _traced(
    asked: Asked, rows: Collection[tuple[dict[str, Value], Collection[Leg]]]
) -> Iterator[Row]:
    """Give rows, each with the claims on the agreements that it goes through, if it is to be traced."""
    told: Mapping[str, Collection[str]] = {}
    if "trace" in asked.dimensions:
        deals = {deal for _, legs in rows for leg in legs for _, deal in leg}
        told = claims_about(asked.store, deals, " ".join(asked.given[BY_THEN]))
    # A leg is behind many rows: its claims are found once, and joined as sets.
    of_leg: dict[int, set[str]] = {}
    for cells, legs in rows:
        for leg in legs:
            if id(leg) not in of_leg:
                of_leg[id(leg)] = {claim for _, deal in leg for claim in told.get(deal, ())}
        claims = set[str]().union(*(of_leg[id(leg)] for leg in legs))
        yield Row(cells, tuple(sorted(claims)))
