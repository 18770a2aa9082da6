"""The loops that can carry the most, exactly, without listing all loops.

A loop can carry what its weakest leg can. So legs are taken in order of what they can carry, down
to the level at which k loops have closed: what closes above that level is in the answer, and what
closes at it is told apart in the same manner by what is committed, and then by number and names of
the parties. At no time are many more than k loops listed, however many tie.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from aikg.derive.loops.cycles import Cycle, Graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_FIRST_LEGS, _FACTOR = 1024, 4
_LITTLE_EFFORT = 500_000
"""So many comparisons of sets, at about a microsecond each, are less than looking at all legs."""
_MOST_TIES = 10_000
"""So many loops that tie are simply listed; where more do, what ties is told apart first."""


class Edge(NamedTuple):
    """What flows from one party to another, in all, in one currency.

    Attributes:
        source: who pays.
        target: who is paid.
        currency: ISO 4217 code.
        committed: at least, in units of the currency.
        possible: at most; may be INF.
    """

    source: str
    target: str
    currency: str
    committed: float
    possible: float


class Loop(NamedTuple):
    """Parties that pay each other in a circle.

    Attributes:
        parties: in the order of the payments, the least name first; the last pays the first.
        committed: what goes round at least: the smallest committed leg.
        possible: what can go round at most: the smallest possible leg; may be INF.
        currency: ISO 4217 code.
    """

    parties: tuple[str, ...]
    committed: float
    possible: float
    currency: str

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Who pays and who is paid in each leg, in order."""
        return list(zip(self.parties, [*self.parties[1:], self.parties[0]], strict=True))


class _Legs:
    """The legs of one currency, in columns."""

    def __init__(self) -> None:
        self.sources: list[str] = []
        self.targets: list[str] = []
        self.committed: list[float] = []
        self.possible: list[float] = []


def heaviest_loops(edges: Iterable[Edge], k: int = 100, longest: int = 4) -> list[Loop]:
    """Find the k loops that can carry the most.

    The first k of all loops of 2 to `longest` parties in one currency, sorted by what they can
    carry (most first), what is committed (most first), number of parties, parties, currency. Exact,
    and the same for any order of the edges. Edges from a party to itself, and those that can carry
    nothing, are left out.

    Args:
        edges: at most one for each ordered pair of parties and currency.
        k: how many loops.
        longest: the most parties in a loop, at least 2.

    Raises:
        ValueError: if k is negative, `longest` below 2, or an edge comes twice.

    Examples:
        >>> heaviest_loops([
        ...     Edge("Microsoft", "Anthropic", "USD", 0, 10e9),
        ...     Edge("Anthropic", "Microsoft", "USD", 30e9, 30e9),
        ... ])
        [Loop(parties=('Anthropic', 'Microsoft'), committed=0, possible=10000000000.0,
              currency='USD')]
    """
    if k < 0:
        raise ValueError(f"expected a number of loops, 0 or more; found {k}")
    if longest < 2:
        raise ValueError(f"expected at least 2 parties in the longest loop; found {longest}")
    currencies: dict[str, _Legs] = {}
    for source, target, currency, committed, possible in edges:
        if possible > 0 and source != target:
            legs = currencies.get(currency)
            if legs is None:
                legs = currencies[currency] = _Legs()
            legs.sources.append(source)
            legs.targets.append(target)
            legs.committed.append(committed)
            legs.possible.append(possible)
    loops: list[Loop] = []
    for currency in sorted(currencies):
        loops += _of_currency(currency, currencies.pop(currency), k, longest) if k else []
    return sorted(loops, key=_order)[:k]


def _order(loop: Loop) -> tuple[float, float, int, tuple[str, ...], str]:
    return -loop.possible, -loop.committed, len(loop.parties), loop.parties, loop.currency


def _of_currency(currency: str, legs: _Legs, k: int, longest: int) -> list[Loop]:
    names = sorted({*legs.sources, *legs.targets})
    number = {name: index for index, name in enumerate(names)}  # in the order of the names
    sources = list(map(number.__getitem__, legs.sources))
    targets = list(map(number.__getitem__, legs.targets))
    _refuse_twice(sources, targets, names, currency)
    heaviest = sorted(range(len(sources)), key=legs.possible.__getitem__, reverse=True)
    cycles, ties, extent = _level(sources, targets, heaviest, legs.possible, k, longest)
    chosen = heaviest[:extent]
    if ties is None:
        # Whatever closes within `chosen`, and is not in `cycles`, can carry the same.
        surest = sorted(chosen, key=legs.committed.__getitem__, reverse=True)
        surer, ties, extent = _level(sources, targets, surest, legs.committed, k, longest)
        cycles |= surer
        if ties is None:
            # Whatever else closes within these ties in both figures.
            graph = Graph(sources, targets, surest)
            graph.resize(extent)
            ties = _first(graph.in_order(longest), cycles, k - len(cycles))
    return _loops(cycles | ties, chosen, sources, targets, legs, names, currency)


def _first(ordered: Iterable[Cycle], known: set[Cycle], count: int) -> set[Cycle]:
    return set(islice((cycle for cycle in ordered if cycle not in known), max(0, count)))


def _refuse_twice(
    sources: Sequence[int], targets: Sequence[int], names: Sequence[str], currency: str
) -> None:
    width = len(names)
    seen = {source * width + target for source, target in zip(sources, targets, strict=True)}
    if len(seen) == len(sources):
        return
    for source, target in zip(sources, targets, strict=True):
        pair = source * width + target
        if pair not in seen:
            raise ValueError(
                f"expected one edge from {names[source]} to {names[target]} in {currency}, found"
                " several; add them up first"
            )
        seen.remove(pair)


def _level(
    sources: Sequence[int],
    targets: Sequence[int],
    order: Sequence[int],
    values: Sequence[float],
    k: int,
    longest: int,
) -> tuple[set[Cycle], set[Cycle] | None, int]:
    """Find the level down to which legs must be taken, in their order, for k cycles to close.

    Returns:
        The cycles that close above the level, fewer than k; those that close at it, or None where
        they were not listed, since they may be too many; how many legs there are down to the level:
        all legs where fewer than k cycles close, or where all have the same value.
    """

    def value(leg: int) -> float:
        return -values[leg]  # ascending, as bisection wants

    def end(place: int) -> int:
        return bisect_right(order, value(order[place]), key=value)

    if order and end(0) == len(order):
        return set(), None, len(order)
    graph = Graph(sources, targets, order)
    cycles: set[Cycle] = set()
    low, high = 0, None  # fewer than k close within the first `low`, at least k within `high`
    while high is None:
        if low == len(order):
            return cycles, set(), low
        leap = max(_FIRST_LEGS, _FACTOR * low)
        graph.resize(end(leap - 1) if 2 * leap < len(order) else len(order))
        new = _new_cycles(graph, low, k - len(cycles), longest)
        if new is None:
            high = graph.extent
        else:
            cycles |= new
            low = graph.extent
    while not graph.is_easy(low, longest, _LITTLE_EFFORT):
        middle = end((low + high) // 2)
        if middle == high:
            middle = bisect_left(order, value(order[high - 1]), key=value)
            if middle == low:
                return cycles, None, high
        graph.resize(middle)
        new = _new_cycles(graph, low, k - len(cycles), longest)
        if new is None:
            high = middle
        else:
            cycles |= new
            low = middle
            graph.resize(high)
    return _one_by_one(graph, cycles, low, end, k, longest)


def _one_by_one(
    graph: Graph,
    cycles: set[Cycle],
    low: int,
    end: Callable[[int], int],
    k: int,
    longest: int,
) -> tuple[set[Cycle], set[Cycle] | None, int]:
    """Take leg after leg, level after level, until k cycles have closed."""
    graph.resize(low)
    while True:
        level = end(low)
        closed: set[Cycle] = set()
        while graph.extent < level:
            leg = graph.add()
            for cycle in graph.through(leg, longest):
                closed.add(cycle)
                if len(closed) > _MOST_TIES and len(cycles) + len(closed) >= k:
                    return cycles, None, level
        if len(cycles) + len(closed) >= k:
            return cycles, closed, level
        cycles |= closed
        low = level


def _new_cycles(graph: Graph, first: int, room: int, longest: int) -> set[Cycle] | None:
    """The cycles through legs at places from `first` on; None if there are at least `room`."""
    most = (room - 1) * longest  # so many legs can lie on fewer cycles than there is room for
    legs = list(islice(graph.closing(first, longest), most + 1))
    if len(legs) > most:
        return None
    cycles: set[Cycle] = set()
    for leg in legs:
        for cycle in graph.through(leg, longest):
            cycles.add(cycle)
            if len(cycles) == room:
                return None
    return cycles


def _loops(
    cycles: Iterable[Cycle],
    chosen: Iterable[int],
    sources: Sequence[int],
    targets: Sequence[int],
    legs: _Legs,
    names: Sequence[str],
    currency: str,
) -> list[Loop]:
    pairs = {cycle: list(zip(cycle, cycle[1:] + cycle[:1], strict=True)) for cycle in cycles}
    wanted = {pair for steps in pairs.values() for pair in steps}
    leg_of = {pair: leg for leg in chosen if (pair := (sources[leg], targets[leg])) in wanted}
    return [
        Loop(
            tuple(names[node] for node in cycle),
            min(legs.committed[leg_of[pair]] for pair in steps),
            min(legs.possible[leg_of[pair]] for pair in steps),
            currency,
        )
        for cycle, steps in pairs.items()
    ]
