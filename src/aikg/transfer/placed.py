"""A store whose graphs have names of another prefix, asked as if they had their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, serialize

from aikg.ground.terms import GRAPH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, RdfFormat, Triple

    from aikg.store import Store
    from aikg.store.digest import Digest


class Placed:
    """A store, with names that begin with `…/aikg/graph/` meaning those of another prefix.

    Args:
        store: the store.
        prefix: what the IRIs of the graphs begin with there.

    Attributes:
        prefix: the same.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> placed = Placed(store, "urn:there:")
        >>> placed.update("INSERT DATA { GRAPH graph:x { kg:a a aikg:Agent } }")
        >>> store.graphs(), placed.graphs()
        (['urn:there:x'], ['https://w3id.org/aikg/graph/x'])
        >>> placed.ask("ASK { GRAPH <https://w3id.org/aikg/graph/x> { kg:a a aikg:Agent } }")
        True
    """

    digest: Digest

    def __init__(self, store: Store, prefix: str) -> None:
        self._store = store
        self.prefix = prefix
        self.digest = store.digest

    def _there(self, request: str) -> str:
        # What a query declares itself comes later, and is renamed as all of it is.
        return f"PREFIX graph: <{self.prefix}>\n{request.replace(GRAPH, self.prefix)}"

    def select(self, query: str) -> QuerySolutions:
        """Run a SELECT query."""
        return self._store.select(self._there(query))

    def ask(self, query: str) -> bool:
        """Run an ASK query."""
        return self._store.ask(self._there(query))

    def construct(self, query: str) -> Iterator[Triple]:
        """Run a CONSTRUCT or DESCRIBE query."""
        return self._store.construct(self._there(query))

    def query(self, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run a query of any form."""
        return self._store.query(self._there(query))

    def update(self, request: str) -> None:
        """Run an update request, in which only `graph:…` means a graph of the prefix.

        What it writes may tell of graphs: nothing in it is renamed.
        """
        self._store.update(f"PREFIX graph: <{self.prefix}>\n{request}")

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs of the prefix that are not empty, in order."""
        length = len(self.prefix)
        return [GRAPH + g[length:] for g in self._store.graphs() if g.startswith(self.prefix)]

    def holds(self, graph: str) -> bool:
        """Whether a named graph has any triple."""
        return self._store.holds(called(self, graph))

    def read(self, graph: str) -> Iterator[Triple]:
        """All triples of a named graph."""
        return self._store.read(called(self, graph))

    def lines(self, graphs: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """All triples of named graphs as lines of canonical N-Triples."""
        own = {called(self, graph): graph for graph in graphs}
        return ((own[name], line) for name, line in self._store.lines(own))

    def blocks(self, graphs: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """The same, many lines at once, each with its end."""
        own = {called(self, graph): graph for graph in graphs}
        return ((own[name], block) for name, block in self._store.blocks(own))

    def bulk(self, nquads: Iterable[bytes]) -> None:
        """Add N-Quads, in pieces that end with a line, to their graphs."""
        own, there = (f" <{name}".encode() for name in (GRAPH, self.prefix))
        self._store.bulk(
            b"".join(
                # The graph's name is what stands last: names within the triple are not meant.
                there.join(line.rsplit(own, 1)) + b"\n"
                for line in piece.split(b"\n")
                if line
            )
            for piece in nquads
        )

    def add(self, graph: str, triples: Iterable[Triple]) -> None:
        """Add triples to a named graph."""
        self._store.add(called(self, graph), triples)

    def load(self, graph: str, ntriples: Iterable[bytes]) -> None:
        """Add N-Triples, in pieces that end with a line, to a named graph."""
        self._store.load(called(self, graph), ntriples)

    def replace(self, graph: str, triples: Iterable[Triple]) -> None:
        """Make a named graph hold just these triples."""
        self._store.replace(called(self, graph), triples)

    def dump(self, format: RdfFormat) -> bytes:
        """All named graphs of the prefix in one serialisation that holds graphs."""
        quads = (
            Quad(t.subject, t.predicate, t.object, NamedNode(graph))
            for graph in self.graphs()
            for t in self.read(graph)
        )
        return serialize(quads, format=format) or b""

    def close(self) -> None:
        """Let go of files and connections."""
        self._store.close()


def called(store: Store, graph: str) -> str:
    """Give the name that a graph has in a store.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> called(Placed(EmbeddedStore(), "urn:there:"), GRAPH + "x"), called(EmbeddedStore(), "urn:x")
        ('urn:there:x', 'urn:x')
    """
    return store.prefix + graph.removeprefix(GRAPH) if isinstance(store, Placed) else graph


def at_home(store: Store, name: str) -> str:
    """Give the name that a graph of a store has at home.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> at_home(Placed(EmbeddedStore(), "urn:there:"), "urn:there:x") == GRAPH + "x"
        True
    """
    return GRAPH + name.removeprefix(store.prefix) if isinstance(store, Placed) else name
