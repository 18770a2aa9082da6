"""The embedded store: pyoxigraph, in memory or in a folder."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, cast

import pyoxigraph as ox

from aikg.ground.errors import EngineError
from aikg.ground.terms import PREFIXES
from aikg.store import streaming
from aikg.store.digest import Digest, is_told
from aikg.store.faults import malformed, other_form
from aikg.store.refusals import chooses_graphs, refuse_deep, refuse_service, refuse_surrogates
from aikg.store.streaming import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path


class EmbeddedStore:
    """A store inside this process.

    Args:
        store: the engine with its data; a new one in memory by default.
        on_close: what is to be done once it is closed.
        digest: the file that keeps the digest of what is told; none by default.

    Attributes:
        digest: the digest of what is told.
        kept: whether it is there for other processes too, and after this one.

    Example:
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:x { kg:a a aikg:Organization } }")
        >>> [str(row["who"]) for row in store.select("SELECT ?who { ?who a aikg:Organization }")]
        ['<https://w3id.org/aikg/id/a>']
        >>> store.graphs()
        ['https://w3id.org/aikg/graph/x']
    """

    def __init__(
        self,
        store: ox.Store | None = None,
        *,
        on_close: Callable[[], None] | None = None,
        digest: Path | None = None,
    ) -> None:
        self._store = ox.Store() if store is None else store
        self._on_close = on_close
        self.digest = Digest(self._told, digest)
        self.kept = digest is not None

    def load(self, graph: str, ntriples: Iterable[bytes]) -> None:
        """Add N-Triples, in pieces that end with a line, to a named graph; the way for very many."""
        self._changed(graph)
        with _changing():
            # Past the engine's transactions, and as one whole: in a folder each request for itself
            # leaves files of its own, which are then put together over and over.
            streaming.loaded(self._store, ntriples, graph)

    def load_file(self, graph: str, file: Path) -> None:
        """Add a Turtle file to a named graph.

        The way in for files of the package itself: it reports no places, as reading for users does.

        Raises:
            SyntaxError: the file is no Turtle.
            OSError: the file cannot be read.
        """
        self._changed(graph)
        self._store.load(path=str(file), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph))

    def load_quads(self, file: Path) -> None:
        """Add an N-Quads file to the named graphs that it names; the way for a whole graph.

        Like `load_file` it reports no places.

        Raises:
            SyntaxError: the file is no N-Quads.
            OSError: the file cannot be read.

        Example:
            >>> import tempfile
            >>> from pathlib import Path
            >>> file = Path(tempfile.mkdtemp()) / "all.nq"
            >>> _ = file.write_text("<urn:a> <urn:p> <urn:b> <urn:graph> .")
            >>> store = EmbeddedStore()
            >>> store.load_quads(file)
            >>> store.graphs()
            ['urn:graph']
        """
        self.digest.forget()
        self._store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)

    def select(self, query: str) -> ox.QuerySolutions:
        """Run a SELECT query (SPARQL 1.1 Query, section 16.1)."""
        result = self._query(query)
        if not isinstance(result, ox.QuerySolutions):
            raise other_form("SELECT", result)
        return result

    def ask(self, query: str) -> bool:
        """Run an ASK query (section 16.3)."""
        result = self._query(query)
        if not isinstance(result, ox.QueryBoolean):
            raise other_form("ASK", result)
        return bool(result)

    def construct(self, query: str) -> Iterator[ox.Triple]:
        """Run a CONSTRUCT or DESCRIBE query (sections 16.2 and 16.4)."""
        result = self._query(query)
        if not isinstance(result, ox.QueryTriples):
            raise other_form("CONSTRUCT or DESCRIBE", result)
        return cast("Iterator[ox.Triple]", iter(result))

    def query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a query of any form that a user wrote.

        Raises:
            InputError: it is no SPARQL, calls another endpoint, or would bring the engine down.
        """
        refuse_surrogates(query)
        refuse_deep(query)
        return self._query(query)

    def _query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        refuse_service(query)
        union = not chooses_graphs(query)
        try:
            return self._store.query(query, prefixes=PREFIXES, use_default_graph_as_union=union)
        except SyntaxError as fault:
            raise malformed("query", query, fault) from None
        except RuntimeError as fault:  # such as a function that there is not
            raise EngineError("the query cannot be run", found=str(fault)) from None

    def update(self, request: str) -> None:
        """Run an update request as one atomic change (SPARQL 1.1 Update, section 3)."""
        refuse_service(request)
        try:
            self.digest.forget()  # before: what is forgotten in vain is worked out again
            with _changing():
                self._store.update(request, prefixes=PREFIXES)
        except SyntaxError as fault:
            raise malformed("update", request, fault) from None

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs that are not empty, in order."""
        return sorted(
            graph.value
            for graph in self._store.named_graphs()
            if isinstance(graph, ox.NamedNode)
            and next(self._store.quads_for_pattern(None, None, None, graph), None) is not None
        )

    def holds(self, graph: str) -> bool:
        """Whether a named graph has any triple."""
        quads = self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        return next(quads, None) is not None

    def read(self, graph: str) -> Iterator[ox.Triple]:
        """All triples of a named graph."""
        for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            yield quad.triple

    def lines(self, graphs: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """All triples of named graphs: the graph's IRI, and a line of canonical N-Triples."""
        return lines_of(self.blocks(graphs))

    def blocks(self, graphs: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """The same, many lines at once, each with its end."""
        for graph in graphs:
            for block in streaming.dumped(self._store, graph):
                yield graph, block

    def bulk(self, nquads: Iterable[bytes]) -> None:
        """Add N-Quads, in pieces that end with a line, to their graphs; the way for millions."""
        self.digest.forget()
        with _changing():
            streaming.loaded(self._store, nquads)

    def add(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a named graph (Graph Store Protocol, POST)."""
        name = ox.NamedNode(graph)
        self._changed(graph)
        with _changing():
            self._store.extend(ox.Quad(t.subject, t.predicate, t.object, name) for t in triples)

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Make a named graph hold just these triples (Graph Store Protocol, PUT)."""
        name = ox.NamedNode(graph)
        quads = [ox.Quad(t.subject, t.predicate, t.object, name) for t in triples]
        self._changed(graph)
        with _changing():
            self._store.clear_graph(name)
            self._store.extend(quads)

    def dump(self, format: ox.RdfFormat) -> bytes:
        """All named graphs in one serialisation that holds graphs, such as TriG or N-Quads."""
        return self._store.dump(format=format) or b""

    def _changed(self, graph: str) -> None:
        if is_told(graph):
            self.digest.forget()

    def _told(self) -> Iterator[bytes]:
        """The lines of canonical N-Quads of all that is told."""
        for graph in filter(is_told, self.graphs()):
            name = ox.NamedNode(graph)
            text = self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name) or b""
            # Lines end with a line feed alone, which literals have as an escape; what other line
            # ends they have stand in them as they are. One replacement is quicker than one a line.
            quads = text.replace(b" .\n", f" {name} .\n".encode()).split(b"\n")
            yield from filter(None, quads)

    def close(self) -> None:
        """Let go of the engine's files; a store in memory is gone with it. Closing twice is fine."""
        self.__dict__.pop("_store", None)
        if self._on_close is not None:
            self._on_close()
            self._on_close = None

    def __getattr__(self, name: str) -> NoReturn:
        """What is looked up here is not there: the engine itself, once the store is closed."""
        if name == "_store":
            raise EngineError("the graph is closed", mend="Open it again.")
        raise AttributeError(name)


@contextmanager
def _changing() -> Iterator[None]:
    """Tell in our own words what keeps the engine from changing a store."""
    try:
        yield
    except RuntimeError as fault:
        if "read-write" not in str(fault):
            raise
        raise EngineError(
            "the store is open to read",
            expected="one that is open to write",
            mend="Open it with write=True.",
        ) from None
    except OSError as fault:
        raise EngineError(
            "the store cannot be changed",
            found=" ".join(str(fault).split()),
            mend="Are its files still there, and is there room?",
        ) from None
