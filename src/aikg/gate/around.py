"""What is known around a change in a store: its slice, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Triple

from aikg.gate.known import Known
from aikg.gate.reach import Change, Reach, as_it_stands, slice_of
from aikg.gate.reach.overlay import UNTOLD
from aikg.gate.stored import InStore
from aikg.ground.terms import KG, ONTOLOGY_GRAPH, REGISTER_GRAPH, bare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from aikg.gate.shacl import Shapes
    from aikg.ground.reading import Document
    from aikg.store import Store

_NAMES = f"""
SELECT DISTINCT ?entry {{
  GRAPH <{REGISTER_GRAPH}> {{ ?entry a ?class }} FILTER (STRSTARTS(STR(?entry), "{KG}"))
}}
"""


def change_of(store: Store, documents: Iterable[tuple[Document, str]]) -> Change:
    """Give the change that makes named graphs tell what files say.

    A file is the whole of what its graph tells: what the graph told before and the file does not say
    goes. The register is told by many files, so that one of them takes nothing out of it.

    Args:
        store: the store before the change.
        documents: the files, each with the graph for what is in no named graph of its own.

    Examples:
        >>> from aikg.ground.reading import read_text
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:wire { kg:a aikg:alias 'A' } }")
        >>> text = "<https://w3id.org/aikg/id/a> <https://w3id.org/aikg/ontology#alias> 'B' ."
        >>> change = change_of(store, [(read_text(text), "https://w3id.org/aikg/graph/wire")])
        >>> [quad.object.value for quad in change.removed], len(change.added)
        (['A'], 1)
    """
    added: set[Quad] = set()
    for document, graph in documents:
        named = NamedNode(graph)
        for quad in document.quads:
            subject, predicate, value, name = quad
            if isinstance(value, Triple):
                continue  # refused by itself; no engine here holds one
            told = isinstance(name, NamedNode)
            added.add(quad if told else Quad(subject, predicate, value, named))
    come = Change(frozenset(added))
    stays = {(come.kept[quad.triple], quad.graph_name) for quad in added}
    removed = {
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for graph in {quad.graph_name for quad in added}
        if isinstance(graph, NamedNode) and graph.value != REGISTER_GRAPH
        for triple in store.read(graph.value)
        if (triple, graph) not in stays
    }
    return Change(come.added, frozenset(removed)) if removed else come


def lookups(store: Store, own: Collection[str], triples: Iterable[Triple]) -> InStore:
    """Look up in what is told beside some graphs, and in the vocabulary, what it means.

    Args:
        store: the store.
        own: the IRIs of the graphs.
        triples: what they tell, or are to tell; much of what is asked of it is fetched at once.
    """
    found = InStore(store, without={*UNTOLD, *own} - {ONTOLOGY_GRAPH})
    found.foresee(triples)
    return found


@dataclass(frozen=True)
class Around(Known):
    """What is known around a change, once it is made.

    Attributes:
        affected: the nodes whose findings it can alter.
        store: the store before it.
        reach: how far the shapes look.
    """

    affected: frozenset[object] = frozenset()
    store: Store | None = None
    reach: Reach | None = None

    @classmethod
    def of_change(
        cls, store: Store, change: Change, shapes: Shapes, vocabulary: tuple[Triple, ...]
    ) -> Around:
        """Fetch what it takes to judge a change.

        Args:
            store: the store before the change.
            change: what comes and goes.
            shapes: what it is judged by.
            vocabulary: the triples of the vocabulary, as `Known.of` keeps them.
        """
        found = slice_of(store, shapes.reach, change)
        return cls(vocabulary, tuple(found.triples), found.affected, store, shapes.reach)

    def touched(self, node: object, own: Collection[object]) -> bool:
        """Whether what is found of a node may be the change's doing."""
        return node in own or node in self.affected

    def stood(self, nodes: Collection[object]) -> tuple[Triple, ...]:
        """What it takes to judge some nodes as they stood before the change."""
        if self.store is None or self.reach is None:
            return ()
        return self.vocabulary + tuple(as_it_stands(self.store, self.reach, nodes))

    @cached_property
    def names(self) -> frozenset[str]:
        """The IRIs of the things that the register knows."""
        if self.store is None:
            return super().names
        return frozenset(bare(str(row["entry"])) for row in self.store.select(_NAMES))


@dataclass(frozen=True)
class Surroundings:
    """Files to be checked in a store: what they change, and what is known around that.

    Attributes:
        store: the store before the change.
        change: what comes and goes.
        known: what it takes to judge that by shapes.
    """

    store: Store
    change: Change
    known: Around

    @classmethod
    def of(
        cls,
        store: Store,
        told: Sequence[tuple[Document, str]],
        shapes: Shapes,
        vocabulary: tuple[Triple, ...],
    ) -> Surroundings:
        """Look around files, each with the graph for what is in no named graph of its own."""
        change = change_of(store, told)
        return cls(store, change, Around.of_change(store, change, shapes, vocabulary))

    def lookup(self) -> InStore:
        """Look up what shapes cannot say."""
        added = self.change.added
        # A file that is already in the store is checked in its own place, not against itself.
        own = {str(quad.graph_name).strip("<>") for quad in added} - {REGISTER_GRAPH}
        return lookups(self.store, own, {quad.triple for quad in added})
