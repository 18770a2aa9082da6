"""Shortest chains in a graph that is read step by step, each step for a whole frontier: pure.

Nothing is read that lies further than what is asked for, so that cost follows the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping


def reached(
    neighbours: Callable[[Collection[str]], Mapping[str, Collection[str]]],
    starts: Collection[str],
    steps: int,
    enough: Callable[[Collection[str]], bool] = lambda _: False,
) -> dict[str, tuple[int, frozenset[str]]]:
    """Walk breadth first.

    Args:
        neighbours: gives for each node of a frontier those next to it.
        starts: where to begin.
        steps: how far to go at most.
        enough: whether to go no further than the nodes that were reached last.

    Returns:
        For each node that is reached, the fewest steps to it, and the nodes before it on all
        shortest chains; the starts themselves are left out.

    Examples:
        >>> square = {"a": "bc", "b": "ad", "c": "ad", "d": "bc"}
        >>> found = reached(lambda nodes: {node: square[node] for node in nodes}, "a", 2)
        >>> found["d"] == (2, frozenset("bc"))
        True
    """
    found: dict[str, tuple[int, frozenset[str]]] = {}
    frontier = set(starts)
    for step in range(1, steps + 1):
        before: dict[str, set[str]] = {}
        for node, near in neighbours(frontier).items():
            for other in near:
                if other not in starts and other not in found:
                    before.setdefault(other, set()).add(node)
        found |= {node: (step, frozenset(nodes)) for node, nodes in before.items()}
        frontier = set(before)
        if not frontier or enough(frontier):
            break
    return found


def chains(
    found: Mapping[str, tuple[int, frozenset[str]]], goals: Collection[str]
) -> Iterator[tuple[str, ...]]:
    """Give all shortest chains to the goals that are nearest, in the order of the nodes' names.

    Args:
        found: what `reached` gives.
        goals: where the chains end; those that are not reached are passed over.

    Examples:
        >>> found = {"b": (1, frozenset("a")), "c": (1, frozenset("a")), "d": (2, frozenset("bc"))}
        >>> list(chains(found, "d"))
        [('a', 'b', 'd'), ('a', 'c', 'd')]
    """
    there = [goal for goal in goals if goal in found]
    least = min((found[goal][0] for goal in there), default=0)
    ends = {goal for goal in there if found[goal][0] == least}
    # Only what leads to a goal is walked, so that no chain is begun in vain.
    after: dict[str, set[str]] = {}
    waiting = list(ends)
    while waiting:
        node = waiting.pop()
        for before in found[node][1] if node in found else ():
            if before not in after:
                waiting.append(before)
            after.setdefault(before, set()).add(node)
    begun: list[tuple[str, ...]] = [
        (node,) for node in sorted(after.keys() - found.keys(), reverse=True)
    ]
    while begun:
        chain = begun.pop()
        if chain[-1] in ends:
            yield chain
        else:
            begun += [(*chain, node) for node in sorted(after[chain[-1]], reverse=True)]
