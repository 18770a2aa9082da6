"""The steps that shapes take away from a focus node, as an automaton over a graph's edges."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Step(NamedTuple):
    """One step along an edge.

    Attributes:
        predicate: the IRI of the edge's predicate; empty for any predicate.
        inverse: whether the edge is walked from its object to its subject.
    """

    predicate: str
    inverse: bool = False


States = frozenset[int]
"""Some states of an automaton."""

_NONE: Final[States] = frozenset()
_KEPT: Final = 50_000  # of what is worked out once, so that memory is bounded
_Key = TypeVar("_Key")
_Kept = TypeVar("_Kept")

START = 0
"""The state at a focus node."""


class Automaton:
    """States, and the steps between them; equal steps from a state lead to the same one.

    Walked are sets of states, since nodes of one kind are at the same ones: where an edge leads from
    a set is worked out once.

    Examples:
        >>> automaton = Automaton()
        >>> there = automaton.step(START, Step("urn:p"))
        >>> automaton.step(START, Step("urn:p")) == there
        True
        >>> automaton.join(there, Step("urn:p"), there)
        >>> automaton.ahead(frozenset({START, there}), "urn:p") == {there}
        True
        >>> automaton.behind(frozenset({there}), "urn:p") == {START, there}
        True
    """

    def __init__(self) -> None:
        self._children: dict[tuple[int, Step], int] = {}
        self._after: dict[int, set[tuple[Step, int]]] = defaultdict(set)
        self._before: dict[int, set[tuple[Step, int]]] = defaultdict(set)
        self._by_predicate: dict[tuple[str, bool], set[int]] = defaultdict(set)
        self._edges: dict[tuple[bool, States, str, bool], States] = {}
        self._predicates: dict[tuple[bool, States, bool], frozenset[str]] = {}
        self._taking: dict[tuple[str, bool], States] = {}
        self._size = 1

    @classmethod
    def of(cls, edges: Iterable[tuple[int, Step, int]]) -> Automaton:
        """Make the automaton that has these steps, each between two states."""
        made = cls()
        for state, step, target in edges:
            made.join(state, step, target)
            made._size = max(made._size, state + 1, target + 1)
        return made

    def edges(self) -> Iterator[tuple[int, Step, int]]:
        """Give all steps, each between two states, in order."""
        for state in sorted(self._after):
            for step, target in sorted(self._after[state]):
                yield state, step, target

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
        self._by_predicate[step].add(state)
        for kept in (self._edges, self._predicates, self._taking):
            kept.clear()

    def after(self, state: int) -> set[tuple[Step, int]]:
        """The steps from a state, and where they lead."""
        return self._after[state]

    def ahead(self, states: States, predicate: str, *, inverse: bool = False) -> States:
        """The states to which an edge leads from some states, and from which steps go on."""
        return self._across(True, states, predicate, inverse)

    def behind(self, states: States, predicate: str, *, inverse: bool = False) -> States:
        """The states from which an edge leads to some states."""
        return self._across(False, states, predicate, inverse)

    def leaving(self, states: States, *, inverse: bool) -> frozenset[str]:
        """The predicates along which steps are taken from some states, forward or inverse."""
        return self._along(True, states, inverse)

    def arriving(self, states: States, *, inverse: bool) -> frozenset[str]:
        """The predicates along which steps lead to some states, forward or inverse."""
        return self._along(False, states, inverse)

    def taking(self, predicate: str, *, inverse: bool) -> States:
        """The states from which a step along such an edge is taken, forward or inverse."""
        edge = predicate, inverse
        if edge not in self._taking:
            _bound(self._taking)
            named, any_ = (self._by_predicate.get((p, inverse), _NONE) for p in (predicate, ""))
            self._taking[edge] = frozenset((*named, *any_))
        return self._taking[edge]

    def _across(self, forward: bool, states: States, predicate: str, inverse: bool) -> States:
        edge = forward, states, predicate, inverse
        if edge not in self._edges:
            _bound(self._edges)
            taken = Step(predicate, inverse), Step("", inverse)
            self._edges[edge] = frozenset(
                end
                for state in states
                for step, end in (self._after if forward else self._before).get(state, ())
                if step in taken and (not forward or self._after.get(end))
            )
        return self._edges[edge]

    def _along(self, forward: bool, states: States, inverse: bool) -> frozenset[str]:
        asked = forward, states, inverse
        if asked not in self._predicates:
            _bound(self._predicates)
            self._predicates[asked] = frozenset(
                step.predicate
                for state in states
                for step, _ in (self._after if forward else self._before).get(state, ())
                if step.inverse == inverse
            )
        return self._predicates[asked]


def _bound(kept: dict[_Key, _Kept]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
