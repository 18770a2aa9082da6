"""What is told, as it will be once a change is made: a store, with some triples more and fewer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from aikg.ground.terms import (
    CLAIM,
    DERIVED_GRAPH,
    JOURNAL_GRAPH,
    LOG_GRAPH,
    ONTOLOGY_GRAPH,
    RECORD_GRAPH,
)
from aikg.store import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pyoxigraph import BlankNode

    from aikg.store import Store

    Subject = NamedNode | BlankNode | Triple
    Term = NamedNode | BlankNode | Literal | Triple

UNTOLD: Final = frozenset({ONTOLOGY_GRAPH, DERIVED_GRAPH, JOURNAL_GRAPH, LOG_GRAPH, RECORD_GRAPH})
"""The graphs that tell nothing of the world: what words mean, what follows, what was done."""

ANYTHING: Final = "urn:aikg:anything:"
"""What the subjects begin with that stand for all that have a value."""
_ROWS: Final = 500  # of an inline table: a query stays short enough for every engine

_BESIDE: Final = f"FILTER (?g NOT IN ({', '.join(f'<{graph}>' for graph in sorted(UNTOLD))}))"
_ALL: Final = f"SELECT ?s ?p ?o ?g {{ GRAPH ?g {{ ?s ?p ?o }} {_BESIDE} }}"
_OUT: Final = f"SELECT ?s ?p ?o ?g {{ VALUES ?s {{ %s }} GRAPH ?g {{ ?s ?p ?o }} {_BESIDE} }}"
_OUT_BY: Final = (
    f"SELECT ?s ?p ?o ?g {{ VALUES (?s ?p) {{ %s }} GRAPH ?g {{ ?s ?p ?o }} {_BESIDE} }}"
)
_IN: Final = f"SELECT ?s ?p ?o ?g {{ VALUES (?p ?o) {{ %s }} GRAPH ?g {{ ?s ?p ?o }} {_BESIDE} }}"
_NAMED: Final = "SELECT ?o { VALUES ?o { %s } FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } }"
_ANY_IN: Final = f"SELECT ?s ?p ?o ?g {{ VALUES ?o {{ %s }} GRAPH ?g {{ ?s ?p ?o }} {_BESIDE} }}"
_IS_VALUE: Final = (
    "SELECT ?p ?o { VALUES ?p { %s } VALUES ?o { %s } "
    f"FILTER EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} {_BESIDE} }} }}"
)


@dataclass(frozen=True)
class Change:
    """Triples that come into named graphs and go from them.

    Attributes:
        added: quads that come.
        removed: quads that go.
    """

    added: frozenset[Quad] = field(default_factory=frozenset)
    removed: frozenset[Quad] = field(default_factory=frozenset)

    @property
    def triples(self) -> set[Triple]:
        """All of them, without their graphs."""
        return {quad.triple for quad in self.added | self.removed}

    @cached_property
    def kept(self) -> dict[Triple, Triple]:
        """For each of them the triple that the store keeps in its place."""
        return canonical(self.triples)


class Told:
    """What is told in a store, with a change made to it that is not written.

    Each question is asked once, by look-ups from known nodes: it costs what it finds, and not what
    the store holds.

    Args:
        store: the store; it is only read.
        change: the change.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:s { kg:a aikg:unitOf kg:b } }")
        >>> a = NamedNode("https://w3id.org/aikg/id/a")
        >>> [triple.object.value for triple in Told(store, Change()).out({a: [""]})]
        ['https://w3id.org/aikg/id/b']
    """

    def __init__(self, store: Store, change: Change) -> None:
        self._store = store
        kept = change.kept
        come = {quad.triple for quad in change.added}
        self._gone = {Quad(*_parts(kept[q.triple]), q.graph_name) for q in change.removed}
        self._left = {(q.predicate.value, q.object) for q in self._gone}
        # What the store holds already is told in the words of the change.
        self._words = {kept[each]: each for each in come if kept[each] is not each}
        self._from: dict[object, set[Triple]] = defaultdict(set)
        self._into: dict[object, set[Triple]] = defaultdict(set)
        self._asked_out: dict[tuple[str, object], set[Triple]] = {}
        self._asked_in: dict[tuple[str, object], set[Triple]] = {}
        self._named: dict[object, bool] = {}
        for triple in come:
            self._from[triple.subject].add(triple)
            self._into[triple.object].add(triple)

    def everything(self) -> Iterator[Triple]:
        """Give all triples: this alone costs what the store holds."""
        yield from self._rows(_ALL)
        for triples in self._from.values():
            yield from triples

    def out(self, wanted: Mapping[object, Collection[str]]) -> Iterator[Triple]:
        """Give the triples that begin at some nodes, each by some predicates; any, where one is empty.

        What is told of a claim is little, and read at once. Of a party, of which very much follows, or
        of a word, which is explained at length, no more is read than is wanted.
        """
        whole: list[str] = []
        pairs: list[str] = []
        for node, predicates in wanted.items():
            if not isinstance(node, NamedNode) or ("", node) in self._asked_out or not predicates:
                continue
            if "" in predicates or node.value.startswith(CLAIM):
                self._asked_out["", node] = set()
                whole.append(str(node))
                continue
            for predicate in predicates:
                if (predicate, node) not in self._asked_out:
                    self._asked_out[predicate, node] = set()
                    pairs.append(f"({node} <{predicate}>)")
        for table in _tables(whole):
            for triple in self._rows(_OUT % table):
                self._asked_out["", triple.subject].add(triple)
        for table in _tables(pairs):
            for triple in self._rows(_OUT_BY % table):
                self._asked_out[triple.predicate.value, triple.subject].add(triple)
        for node, predicates in wanted.items():
            found = self._asked_out.get(("", node))
            if found is None:
                found = set().union(*(self._asked_out.get((p, node), ()) for p in predicates))
            for triple in found | self._from.get(node, set()):
                if "" in predicates or triple.predicate.value in predicates:
                    yield triple

    def into(self, wanted: Mapping[object, Collection[str]]) -> Iterator[Triple]:
        """Give the triples that end in some nodes, each by some predicates; any, where one is empty."""
        stored = self._in_store(node for node, predicates in wanted.items() if predicates)
        new = [
            (predicate, node)
            for node in stored
            for predicate in wanted[node]
            if (predicate, node) not in self._asked_in
        ]
        self._asked_in.update((pair, set()) for pair in new)
        for table in _tables([f"(<{p}> {node})" for p, node in new if p]):
            for triple in self._rows(_IN % table):
                pair = triple.predicate.value, triple.object
                self._asked_in.setdefault(pair, set()).add(triple)
        for table in _tables([str(node) for p, node in new if not p]):
            for triple in self._rows(_ANY_IN % table):
                self._asked_in.setdefault(("", triple.object), set()).add(triple)
        for node, predicates in wanted.items():
            if node in stored:
                for predicate in predicates:
                    yield from self._asked_in[predicate, node]
            for triple in self._into.get(node, ()):
                if "" in predicates or triple.predicate.value in predicates:
                    yield triple

    def _in_store(self, nodes: Iterable[object]) -> set[object]:
        """Give those of some nodes that the store names as a value, or that may be one there.

        What is new is mostly not named there yet. To look up whether anything leads to a node is one
        look-up, and by which of very many predicates is as many.
        """
        askable = {node for node in nodes if isinstance(node, NamedNode | Literal)}
        new = [n for n in askable if isinstance(n, NamedNode) and n not in self._named]
        self._named.update((node, False) for node in new)
        for table in _tables([str(node) for node in new]):
            self._named.update((node, True) for (node,) in self._store.select(_NAMED % table))
        return {node for node in askable if self._named.get(node, True)}

    def values(self, predicates: Iterable[str], nodes: Sequence[object]) -> Iterator[Triple]:
        """Give, for nodes that are values of some predicates, triples that say so.

        Where very many things have a node as their value, they are not read for that: one triple
        stands for all of them, with a subject of its own, so that no path leads through it.
        """
        wanted = frozenset(predicates)
        listed = " ".join(f"<{predicate}>" for predicate in sorted(wanted))
        named = [str(node) for node in self._in_store(nodes)]
        for node in nodes:
            yield from (t for t in self._into.get(node, ()) if t.predicate.value in wanted)
        doubtful: dict[object, set[str]] = defaultdict(set)
        number = 0
        for table in _tables(named if listed else []):
            for predicate, value in self._store.select(_IS_VALUE % (listed, table)):
                if (predicate.value, value) in self._left:
                    doubtful[value].add(predicate.value)
                else:
                    number += 1
                    yield Triple(NamedNode(f"{ANYTHING}{number}"), predicate, value)
        yield from self.into(doubtful)

    def _rows(self, query: str) -> Iterator[Triple]:
        # By place: several times faster than by name.
        for subject, predicate, value, graph in self._store.select(query):
            triple = Triple(subject, predicate, value)
            if not self._gone or Quad(subject, predicate, value, graph) not in self._gone:
                yield self._words.get(triple, triple)


def _parts(triple: Triple) -> tuple[Subject, NamedNode, Term]:
    return triple.subject, triple.predicate, triple.object


def _tables(rows: list[str]) -> Iterator[str]:
    for start in range(0, len(rows), _ROWS):
        yield " ".join(rows[start : start + _ROWS])
