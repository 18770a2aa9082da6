"""The nodes of a store that shapes can target, a batch at a time, each in one batch alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from aikg.gate.reach.overlay import UNTOLD
from aikg.gate.whole.distinct import distinct
from aikg.ground.errors import InputError
from aikg.ground.terms import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aikg.store import Store

    Term = NamedNode | BlankNode | Literal
    Batch = dict[Term, str]
    """Nodes, each with the IRI of the graph that tells of it first."""

SIZE: Final = 600
"""Nodes in a batch: some fifty deals, with which engines are at their fastest."""
_BLANK_AT_MOST: Final = 10_000

_BESIDE: Final = f"FILTER (?g NOT IN ({', '.join(f'<{graph}>' for graph in sorted(UNTOLD))}))"
_ODD: Final = (
    "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } "
    f"FILTER (isBlank(?s) || !(isIRI(?o) || isLiteral(?o))) {_BESIDE} }}"
)
_EARLIER: Final = (
    "SELECT ?s { VALUES ?s { %s } "
    f"FILTER EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STR(?g) < %s) {_BESIDE} }} }}"
)
_ONLY_NAMED: Final = (
    "SELECT ?o { VALUES ?p { %s } GRAPH ?g { ?s ?p ?o } "
    f"{_BESIDE} FILTER (!isBlank(?o)) "
    f"FILTER NOT EXISTS {{ GRAPH ?h {{ ?o ?q ?r }} {_BESIDE.replace('?g', '?h')} }} }}"
)
_NAMED_BY: Final = (
    "SELECT ?o (MIN(STR(?g)) AS ?first) { VALUES ?o { %s } VALUES ?p { %s } "
    f"GRAPH ?g {{ ?s ?p ?o }} {_BESIDE} }} GROUP BY ?o"
)
_UNTOLD: Final = (
    f"SELECT ?s {{ VALUES ?s {{ %s }} FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} {_BESIDE} }} "
    f"FILTER NOT EXISTS {{ VALUES ?q {{ %s }} GRAPH ?g {{ ?r ?q ?s }} {_BESIDE} }} }}"
)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Odd:
    """What no query can ask for by its name.

    Attributes:
        blank: quads with blank nodes.
        nested: quads that have a triple as their object (RDF 1.2), which no shape can look at.
    """

    blank: frozenset[Quad]
    nested: frozenset[Quad]

    @classmethod
    def of(cls, store: Store) -> Odd:
        """Look through a store; the gate lets none of these in.

        Raises:
            InputError: there are more blank nodes than can be followed.
        """
        blank: set[Quad] = set()
        nested: set[Quad] = set()
        for row in store.select(_ODD):
            quad = Quad(row["s"], row["p"], row["o"], row["g"])
            (nested if isinstance(quad.object, Triple) else blank).add(quad)
            if len(blank) + len(nested) > _BLANK_AT_MOST:
                raise InputError(
                    "the store has too many statements with blank nodes to be checked",
                    expected=f"none, and at most {_BLANK_AT_MOST:,}",
                    mend="Give what they stand for names, such as claim:SOURCE/NAME.",
                )
        return cls(frozenset(blank), frozenset(nested))

    def batches(self) -> Iterator[Batch]:
        """Yield the blank nodes."""
        found: Batch = {}
        for quad in sorted(self.blank, key=str):
            for term in (quad.subject, quad.object):
                if isinstance(term, BlankNode):
                    found.setdefault(term, _name(quad.graph_name))
        yield from _cut(found.items())


def graphs_told(store: Store) -> list[str]:
    """The IRIs of the named graphs that tell of the world, in order."""
    return [graph for graph in store.graphs() if graph not in UNTOLD]


def subjects(store: Store, graph: str, triples: Iterable[Triple]) -> Iterator[Batch]:
    """Yield the nodes that a graph describes and no graph before it, in order of their IRIs, does.

    Args:
        store: the store.
        graph: the IRI of the graph.
        triples: what it tells.
    """
    names = distinct(str(t.subject) for t in triples if isinstance(t.subject, NamedNode))
    for some in _chunks(names, SIZE):
        bound = Literal(graph)
        earlier = {str(row["s"]) for row in store.select(_EARLIER % (" ".join(some), bound))}
        yield {NamedNode(bare(name)): graph for name in some if name not in earlier}


def only_named(store: Store, predicates: Iterable[str]) -> Iterator[Batch]:
    """Yield what is a value of some properties and described nowhere, such as a name misspelt."""
    listed = " ".join(f"<{predicate}>" for predicate in sorted(predicates))
    if not listed:
        return
    found = (row["o"] for row in store.select(_ONLY_NAMED % listed))
    terms = distinct(str(term) for term in found if not isinstance(term, Triple))
    for some in _chunks(terms, SIZE):
        named = store.select(_NAMED_BY % (" ".join(some), listed))
        yield {row["o"]: row["first"].value for row in named}


def untold(store: Store, nodes: Iterable[str], predicates: Iterable[str]) -> Iterator[Batch]:
    """Yield those of some nodes of which nothing is told: shapes target them by name all the same.

    Args:
        store: the store.
        nodes: IRIs of the nodes.
        predicates: IRIs of properties; whatever is a value of one of them is left out.
    """
    named = " ".join(f"<{node}>" for node in sorted(nodes))
    listed = " ".join(f"<{predicate}>" for predicate in sorted(predicates))
    if named:
        found = store.select(_UNTOLD % (named, listed))
        yield from _cut((row["s"], "") for row in found)


def _cut(items: Iterable[tuple[Term, str]]) -> Iterator[Batch]:
    for some in _chunks(items, SIZE):
        yield dict(some)


def _chunks(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    waiting = iter(items)
    while some := list(islice(waiting, size)):
        yield some


def _name(graph: object) -> str:
    return graph.value if isinstance(graph, NamedNode) else str(graph)
