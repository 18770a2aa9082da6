"""The steps that shapes take away from a focus node, as an automaton over a graph's edges."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple


class Step(NamedTuple):
    """One step along an edge.

    Attributes:
        predicate: the IRI of the edge's predicate; empty for any predicate.
        inverse: whether the edge is walked from its object to its subject.
    """

    predicate: str
    inverse: bool = False


_NO_PREDICATE: Final[set[str]] = set()

START = 0
"""The state at a focus node."""


class Automaton:
    """States, and the steps between them; equal steps from a state lead to the same one.

    Examples:
        >>> automaton = Automaton()
        >>> there = automaton.step(START, Step("urn:p"))
        >>> automaton.step(START, Step("urn:p")) == there
        True
        >>> automaton.join(there, Step("urn:p"), there)
        >>> sorted(automaton.after(there))
        [(Step(predicate='urn:p', inverse=False), 1)]
    """

    def __init__(self) -> None:
        self._children: dict[tuple[int, Step], int] = {}
        self._after: dict[int, set[tuple[Step, int]]] = defaultdict(set)
        self._before: dict[int, set[tuple[Step, int]]] = defaultdict(set)
        self._by_predicate: dict[str, set[tuple[int, bool]]] = defaultdict(set)
        # What is asked once for each triple of a slice: by edge, and not one step after another.
        self._ahead: dict[tuple[int, str, bool], frozenset[int]] = {}
        self._upstream: dict[int, set[str]] = defaultdict(set)
        self._size = 1

    def step(self, state: int, step: Step) -> int:
        """Give the state that a step leads to, a new one if it has not been taken."""
        if (state, step) not in self._children:
            self._children[state, step] = self._size
            self._size += 1
            self.join(state, step, self._children[state, step])
        return self._children[state, step]

    def join(self, state: int, step: Step, target: int) -> None:
        """Let a step lead from one state to another."""
        self._after[state].add((step, target))
        self._before[target].add((step, state))
        self._by_predicate[step.predicate].add((state, step.inverse))
        self._ahead.clear()
        if step.inverse:
            self._upstream[state].add(step.predicate)

    def after(self, state: int) -> set[tuple[Step, int]]:
        """The steps from a state, and where they lead."""
        return self._after[state]

    def ahead(self, state: int, predicate: str, *, inverse: bool = False) -> frozenset[int]:
        """The states to which an edge leads from a state, and from which steps go on."""
        edge = state, predicate, inverse
        if edge not in self._ahead:
            steps = Step(predicate, inverse), Step("", inverse)
            self._ahead[edge] = frozenset(
                target
                for step, target in self._after.get(state, ())
                if step in steps and self._after.get(target)
            )
        return self._ahead[edge]

    def upstream(self, state: int) -> set[str]:
        """The predicates along which inverse steps are taken from a state."""
        return self._upstream.get(state, _NO_PREDICATE)

    def before(self, state: int) -> set[tuple[Step, int]]:
        """The steps that lead to a state, and from where."""
        return self._before[state]

    def along(self, predicate: str) -> set[tuple[int, bool]]:
        """The states from which a step along such an edge is taken, and whether it is inverse."""
        return self._by_predicate.get(predicate, set()) | self._by_predicate.get("", set())
