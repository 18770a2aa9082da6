"""A directed graph of legs in a fixed order, and the short cycles of its first legs.

Whether a leg lies on a cycle of at most n legs is worked out for many legs at once: a row of bits
for each node says from which columns (the sources asked about) it leads back in n - 1 steps. A
closed walk through a leg falls apart into cycles of which one holds that leg, so "a walk of at most
n" and "a cycle of at most n" are the same question.
"""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from itertools import repeat
from operator import or_
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Cycle = tuple[int, ...]
"""Nodes in the order of the legs, the least one first."""

Leg = tuple[int, int]
"""From which node, and to which."""

_ROW_BITS = 400_000_000
"""Bits in all rows of one step (50 MB): 20k columns of 20k nodes; more are taken in blocks."""

_FIRST_COLUMNS, _GROWTH = 512, 64
"""The first block is small, since it often answers; wide rows are cheaper for all others."""


class Graph:
    """Legs in an order, of which the first `extent` are in the graph.

    Args:
        sources: the node that each leg starts from.
        targets: the node that it leads to; no leg leads from a node to itself, and no two legs
            join the same nodes in the same direction.
        order: the legs in the order in which they come into the graph.
    """

    def __init__(
        self, sources: Sequence[int], targets: Sequence[int], order: Sequence[int]
    ) -> None:
        self.extent = 0
        self._sources = sources
        self._targets = targets
        self._order = order
        self._out: dict[int, list[int]] = defaultdict(list)
        self._into: dict[int, list[int]] = defaultdict(list)
        self._after: dict[int, set[int]] = {}  # the same as sets, for the nodes that need one
        self._before: dict[int, set[int]] = {}

    def resize(self, extent: int) -> None:
        """Let the first `extent` legs be in the graph, and no others."""
        after, before = self._after, self._before
        for source, target in self._legs(self._order[self.extent : extent]):
            self._out[source].append(target)
            self._into[target].append(source)
            if source in after:
                after[source].add(target)
            if target in before:
                before[target].add(source)
        for source, target in self._legs(self._order[extent : self.extent][::-1]):
            self._out[source].pop()  # the lists are stacks
            self._into[target].pop()
            if source in after:
                after[source].remove(target)
            if target in before:
                before[target].remove(source)
        self.extent = extent

    def add(self) -> Leg:
        """Let one leg more be in the graph, and return it."""
        self.resize(self.extent + 1)
        leg = self._order[self.extent - 1]
        return self._sources[leg], self._targets[leg]

    def is_easy(self, first: int, longest: int, limit: int) -> bool:
        """Whether `through`, for all places from `first` on, takes few comparisons of sets."""
        power = max(0, longest - 3)
        total = self.extent - first
        for source, target in self._legs(self._order[first : self.extent]):
            if total > limit:
                break
            ways = min(len(self._out.get(target, ())), len(self._into.get(source, ())))
            total += ways**power
        return total <= limit

    def closing(self, first: int, longest: int) -> Iterator[Leg]:
        """Yield the legs, from place `first` on, that lie on a cycle of at most `longest` legs."""
        asked: dict[int, list[int]] = defaultdict(list)
        for source, target in self._legs(self._order[first : self.extent]):
            asked[source].append(target)
        columns = [node for node in asked if self._into.get(node)]
        for block, rows in self._blocks(columns, longest - 1, exact=False):
            for column, source in enumerate(block):
                byte, bit = column >> 3, 1 << (column & 7)
                for target in asked[source]:
                    row = rows.get(target)
                    if row is not None and row[byte] & bit:
                        yield source, target

    def through(self, leg: Leg, longest: int) -> Iterator[Cycle]:
        """Yield the cycles of at most `longest` legs that a leg lies on."""
        source, target = leg
        if not (self._out.get(target) and self._into.get(source)):
            return
        for steps in range(1, longest):
            for between in self._paths(target, source, steps, {source, target}):
                cycle = (source, target, *between)
                least = cycle.index(min(cycle))
                yield cycle[least:] + cycle[:least]

    def in_order(self, longest: int) -> Iterator[Cycle]:
        """Yield all cycles of at most `longest` legs: the shorter first, then by their nodes."""
        columns = sorted(
            node for node, after in self._out.items() if after and self._into.get(node)
        )
        for legs in range(2, longest + 1):
            for block, rows in self._blocks(columns, legs - 1, exact=True):
                for column, root in enumerate(block):
                    byte, bit = column >> 3, 1 << (column & 7)
                    for node in sorted(self._out[root]):
                        row = rows.get(node)
                        if node > root and row is not None and row[byte] & bit:
                            if legs == 2:
                                yield (root, node)
                            else:
                                yield from self._back((root, node), legs - 1)

    def _blocks(
        self, columns: Sequence[int], steps: int, *, exact: bool
    ) -> Iterator[tuple[Sequence[int], dict[int, bytes]]]:
        """For blocks of columns, the rows of the nodes that lead to any of them.

        Bit i of a row: a walk of at most (or of exactly) so many steps leads to column i.
        """
        limit = max(64, _ROW_BITS // max(1, len(self._out)))
        done, size = 0, min(_FIRST_COLUMNS, limit)
        while done < len(columns):
            block = columns[done : done + size]
            done, size = done + size, min(size * _GROWTH, limit)
            rows = self._rows(block, steps, exact=exact)
            length = (len(block) + 7) // 8
            yield block, {node: row.to_bytes(length, "little") for node, row in rows.items()}

    def _rows(self, block: Sequence[int], steps: int, *, exact: bool) -> dict[int, int]:
        out, into = self._out, self._into
        length = (len(block) + 7) // 8
        bits: dict[int, bytearray] = defaultdict(lambda: bytearray(length))
        for column, node in enumerate(block):
            byte, bit = column >> 3, 1 << (column & 7)
            for before in into[node]:
                bits[before][byte] |= bit
        one = {node: int.from_bytes(row, "little") for node, row in bits.items()}
        bits.clear()
        rows = one
        for _ in range(steps - 1):
            near = set().union(*(into[node] for node in rows if node in into))
            if not exact:
                near |= one.keys()
            rows = {
                node: reduce(
                    or_, map(rows.get, out[node], repeat(0)), 0 if exact else one.get(node, 0)
                )
                for node in near
            }
        return rows

    def _paths(self, start: int, end: int, steps: int, used: set[int]) -> Iterator[Cycle]:
        """The nodes between, of all simple paths of so many steps that avoid what is used."""
        if steps == 1:
            if end in self._nodes_after(start):
                yield ()
        elif steps == 2:
            for node in self._nodes_after(start) & self._nodes_before(end):
                if node not in used:
                    yield (node,)
        elif len(self._nodes_after(start)) <= len(self._nodes_before(end)):
            for node in self._nodes_after(start) - used:
                for rest in self._paths(node, end, steps - 1, used | {node}):
                    yield (node, *rest)
        else:
            for node in self._nodes_before(end) - used:
                for rest in self._paths(start, node, steps - 1, used | {node}):
                    yield (*rest, node)

    def _back(self, path: Cycle, steps: int) -> Iterator[Cycle]:
        """The cycles that go on from a path, in so many steps, by nodes greater than its first."""
        root, at = path[0], path[-1]
        last = steps == 2
        nexts = self._nodes_after(at)
        if last:
            nexts = nexts & self._nodes_before(root)
        for node in sorted(nexts):
            if node > root and node not in path:
                if last:
                    yield (*path, node)
                else:
                    yield from self._back((*path, node), steps - 1)

    def _legs(self, legs: Sequence[int]) -> Iterator[Leg]:
        sources, targets = (
            map(self._sources.__getitem__, legs),
            map(self._targets.__getitem__, legs),
        )
        return zip(sources, targets, strict=True)

    def _nodes_after(self, node: int) -> set[int]:
        if node not in self._after:
            self._after[node] = set(self._out.get(node, ()))
        return self._after[node]

    def _nodes_before(self, node: int) -> set[int]:
        if node not in self._before:
            self._before[node] = set(self._into.get(node, ()))
        return self._before[node]
