"""A change's slice: the nodes that it can affect, and the triples that it takes to judge them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from aikg.gate.reach.automaton import START, States
from aikg.gate.reach.overlay import Change, Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from aikg.gate.reach.automaton import Automaton
    from aikg.gate.reach.reading import Reach
    from aikg.store import Store

Places = Mapping[object, States]
"""Nodes, each with the states in which the automaton is there."""

_NOWHERE: Final[States] = frozenset()


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
    with the change, whatever the size of the store. Where a shape looks no one can tell how far, the
    slice is all that is told, and the change can alter the findings of any node.

    Args:
        store: the store before the change; it is only read.
        reach: how far the shapes look.
        change: what comes and goes.

    Examples:
        >>> from pyoxigraph import Literal, NamedNode, Quad
        >>> from aikg.gate.check import packaged_shapes
        >>> from aikg.gate.reach.reading import Reach
        >>> from aikg.ground.terms import AIKG, CLAIM, GRAPH
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:s {
        ...   <https://w3id.org/aikg/claim/s/a> aikg:hasFigure <https://w3id.org/aikg/claim/s/a.f> } }''')
        >>> figure = NamedNode(CLAIM + "s/a.f")
        >>> role = Quad(figure, NamedNode(AIKG + "currency"), Literal("USD"), NamedNode(GRAPH + "s"))
        >>> found = slice_of(store, Reach.of(packaged_shapes().triples), Change(frozenset([role])))
        >>> sorted(node.value.rpartition("/")[2] for node in found.affected)
        ['a', 'a.f']
        >>> len(found.triples)
        2
    """
    now = Told(store, change)
    if reach.unbounded:
        return _everything(now, change.triples)
    # What a triple that goes bore on is found while it is there.
    before = Told(store, Change(change.added | change.removed)) if change.removed else now
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
    told = Told(store, beside or Change())
    if reach.unbounded:
        return _everything(told, ()).triples
    return frozenset(_needed(told, reach, set(affected)))


def _everything(told: Told, change: Iterable[Triple]) -> Slice:
    triples = frozenset(told.everything())
    ends = {end for t in (*triples, *change) for end in (t.subject, t.object)}
    return Slice(frozenset(ends), triples)


def _affected(told: Told, reach: Reach, change: Iterable[Triple]) -> set[object]:
    found: set[object] = set()
    starts: dict[object, set[int]] = defaultdict(set)
    along: dict[tuple[object, str, bool], None] = {}  # of one node most are alike
    for triple in change:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if predicate in reach.subjects_of:
            found.add(subject)
        if predicate in reach.objects_of:
            found.add(value)
        along[subject, predicate, False] = along[value, predicate, True] = None
    for node, predicate, inverse in along:
        starts[node] |= reach.automaton.taking(predicate, inverse=inverse)
    found.update(node for node in starts if _iri(node) in reach.nodes)
    seen: dict[object, set[int]] = defaultdict(set)
    waiting = _new(starts, seen)
    while waiting:
        found.update(node for node, states in waiting.items() if START in states)
        waiting = _new(_back(told, reach.automaton, waiting), seen)
    return found


def _back(told: Told, automaton: Automaton, places: Places) -> dict[object, set[int]]:
    """The places from which one step leads to some places."""
    out = {node: automaton.arriving(places[node], inverse=True) for node in places}
    into = {node: automaton.arriving(places[node], inverse=False) for node in places}
    found: dict[object, set[int]] = defaultdict(set)
    for triple in told.out(out):
        states, predicate = places[triple.subject], triple.predicate.value
        found[triple.object] |= automaton.behind(states, predicate, inverse=True)
    for triple in told.into(into):
        states, predicate = places.get(triple.object, _NOWHERE), triple.predicate.value
        found[triple.subject] |= automaton.behind(states, predicate)
    return found


def _needed(told: Told, reach: Reach, affected: set[object]) -> set[Triple]:
    found: set[Triple] = set()
    automaton = reach.automaton
    # What makes a node a target is part of what is told of it.
    targets: tuple[frozenset[str], frozenset[str]] = frozenset(), reach.subjects_of
    seen: dict[object, set[int]] = defaultdict(set)
    waiting = _new({node: {START} for node in affected}, seen)
    while waiting:
        ahead: dict[object, set[int]] = defaultdict(set)
        out = {
            node: automaton.leaving(waiting[node], inverse=False) | targets[START in waiting[node]]
            for node in waiting
        }
        for triple in told.out(out):
            found.add(triple)
            states = waiting[triple.subject]
            ahead[triple.object] |= automaton.ahead(states, triple.predicate.value)
        into = {node: automaton.leaving(waiting[node], inverse=True) for node in waiting}
        for triple in told.into(into):
            found.add(triple)
            states, predicate = waiting.get(triple.object, _NOWHERE), triple.predicate.value
            ahead[triple.subject] |= automaton.ahead(states, predicate, inverse=True)
        waiting = _new(ahead, seen)
    # A triple that only stands for others must not be counted beside them.
    here = {(triple.predicate.value, triple.object) for triple in found}
    for triple in told.values(reach.objects_of, list(affected)):
        if (triple.predicate.value, triple.object) not in here:
            found.add(triple)
    return found


def _new(places: Mapping[object, set[int]], seen: dict[object, set[int]]) -> Places:
    """Of some places those that are not seen yet, which then they are."""
    found = {}
    for node, states in places.items():
        fresh = frozenset(states - seen[node])
        if fresh:
            seen[node] |= fresh
            found[node] = fresh
    return found


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
