"""A change's slice: the nodes that it can affect, and the triples that it takes to judge them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from aikg.gate.reach.automaton import START
from aikg.gate.reach.told import Change, Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from aikg.gate.reach.reading import Reach
    from aikg.store import Store

Pair = tuple[int, object]
"""A state of the automaton, and a node at which it is."""


@dataclass(frozen=True)
class Slice:
    """What it takes to judge a change.

    Attributes:
        affected: the focus nodes whose findings the change can alter.
        triples: what is told once the change is made, as far as shapes look from these nodes.
    """

    affected: frozenset[object]
    triples: frozenset[Triple]


def slice_of(store: Store, reach: Reach, change: Change) -> Slice:
    """Fetch the slice of a change.

    A path that some shape takes is followed backwards from each changed triple to the nodes at which
    it can begin, and from these forwards to all that shapes look at. Cost follows what hangs together
    with the change, whatever the size of the store.

    Args:
        store: the store before the change; it is only read.
        reach: how far the shapes look.
        change: what comes and goes.

    Examples:
        >>> from pyoxigraph import NamedNode, Quad
        >>> from aikg.gate.check import packaged_shapes
        >>> from aikg.gate.reach.reading import Reach
        >>> from aikg.ground.terms import AIKG, CLAIM, GRAPH
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:s {
        ...   <https://w3id.org/aikg/claim/s/a> aikg:hasFigure <https://w3id.org/aikg/claim/s/a.f> } }''')
        >>> figure = NamedNode(CLAIM + "s/a.f")
        >>> role = Quad(figure, NamedNode(AIKG + "currency"), Literal("USD"), NamedNode(GRAPH + "s"))
        >>> found = slice_of(store, Reach(packaged_shapes().triples), Change(frozenset([role])))
        >>> sorted(node.value.rpartition("/")[2] for node in found.affected)
        ['a', 'a.f']
        >>> len(found.triples)
        2
    """
    now = Told(store, change)
    # What a triple that goes bore on is found while it is there.
    before = Told(store, Change(added=change.added | change.removed))
    affected = _affected(before, reach, change.triples)
    return Slice(frozenset(affected), frozenset(_needed(now, reach, affected)))


def as_it_stands(
    store: Store, reach: Reach, affected: Iterable[object], beside: Change | None = None
) -> frozenset[Triple]:
    """Fetch what it takes to judge some nodes as the store stands, without any change.

    Args:
        store: the store; it is only read.
        reach: how far the shapes look.
        affected: the nodes.
        beside: triples of the store that no query can ask for, since they have blank nodes.
    """
    return frozenset(_needed(Told(store, beside or Change()), reach, set(affected)))


def _affected(told: Told, reach: Reach, change: Iterable[Triple]) -> set[object]:
    found: set[object] = set()
    waiting: set[Pair] = set()
    for triple in change:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if predicate in reach.subjects_of:
            found.add(subject)
        if predicate in reach.objects_of:
            found.add(value)
        found.update(end for end in (subject, value) if _iri(end) in reach.nodes)
        for state, inverse in reach.automaton.along(predicate):
            waiting.add((state, value if inverse else subject))
    seen: set[Pair] = set()
    while waiting:
        seen |= waiting
        found.update(node for state, node in waiting if state == START)
        waiting = _back(told, reach, waiting) - seen
    return found


def _back(told: Told, reach: Reach, pairs: set[Pair]) -> set[Pair]:
    """The pairs from which one step leads to one of some pairs."""
    out: dict[object, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    into: dict[tuple[str, object], set[int]] = defaultdict(set)
    for state, node in pairs:
        for step, earlier in reach.automaton.before(state):
            if step.inverse:
                out[node][step.predicate].add(earlier)
            else:
                into[step.predicate, node].add(earlier)
    found: set[Pair] = set()
    for triple in told.out(list(out)):
        wanted = out[triple.subject]
        for earlier in wanted.get(triple.predicate.value, set()) | wanted.get("", set()):
            found.add((earlier, triple.object))
    for triple in told.into(list(into)):
        for predicate in (triple.predicate.value, ""):
            for earlier in into.get((predicate, triple.object), ()):
                found.add((earlier, triple.subject))
    return found


def _needed(told: Told, reach: Reach, affected: set[object]) -> set[Triple]:
    found: set[Triple] = set()
    waiting: set[Pair] = {(START, node) for node in affected}
    seen: set[Pair] = set()
    automaton = reach.automaton
    while waiting:
        seen |= waiting
        out: dict[object, set[int]] = defaultdict(set)
        into: dict[tuple[str, object], set[int]] = defaultdict(set)
        for state, node in waiting:
            if not isinstance(node, Literal):
                out[node].add(state)
            for predicate in automaton.upstream(state):
                into[predicate, node].add(state)
        ahead: set[Pair] = set()
        for triple in told.out(list(out)):
            found.add(triple)
            end, predicate = triple.object, triple.predicate.value
            for state in out[triple.subject]:
                for later in automaton.ahead(state, predicate):
                    ahead.add((later, end))
        for triple in told.into(list(into)):
            found.add(triple)
            predicate = triple.predicate.value
            for name in (predicate, ""):
                for state in into.get((name, triple.object), ()):
                    for later in automaton.ahead(state, predicate, inverse=True):
                        ahead.add((later, triple.subject))
        waiting = ahead - seen
    # A triple that only stands for others must not be counted beside them.
    here = {(triple.predicate.value, triple.object) for triple in found}
    for triple in told.values(reach.objects_of, list(affected)):
        if (triple.predicate.value, triple.object) not in here:
            found.add(triple)
    return found


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
