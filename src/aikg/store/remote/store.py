"""A remote store: the seam's promises over HTTP, whatever product is behind it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, Self

import pyoxigraph as ox

from aikg.ground.terms import PREFIXES, RECORD_GRAPH
from aikg.store.digest import is_told
from aikg.store.faults import malformed, other_form
from aikg.store.form import form_given, form_of
from aikg.store.refusals import refuse_service
from aikg.store.remote import faults, requests
from aikg.store.remote.answers import results, triples
from aikg.store.remote.faults import Refusal
from aikg.store.remote.graphs import GraphStore
from aikg.store.remote.lease import Lease, held
from aikg.store.remote.recorded import FORGET, RecordedDigest
from aikg.store.streaming import lines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from aikg.store.digest import Digest
    from aikg.store.remote.addresses import Addresses
    from aikg.store.remote.exchange import Exchange, Message, Reply
    from aikg.store.remote.profiles import Profile

# Virtuoso does not come back from SELECT DISTINCT ?g.
COUNTS: Final = "SELECT ?g (COUNT(*) AS ?count) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_KEPT: Final = 64
"""Requests of queries that are kept."""
_TOGETHER: Final = 1_000
"""Triples that are written as text at once."""
_SHORT: Final = 1 << 14
"""Characters of a query whose request is kept."""
_WRONG: Final = frozenset({400, 405, 406, 415, 422, 500})
"""States by which products tell that a query is malformed, or of another form."""


class RemoteStore:
    """A store behind a SPARQL 1.1 endpoint. `open_remote` finds out what it takes to make one.

    Args:
        addresses: of queries, of updates, of the Graph Store Protocol.
        profile: what the product does differently.
        exchange: carries requests.

    Attributes:
        addresses: as given.
        profile: as given.
        graph_store: its named graphs, each as a whole.
        digest: the digest of what is told.
    """

    def __init__(self, addresses: Addresses, profile: Profile, exchange: Exchange) -> None:
        self.addresses = addresses
        self.profile = profile
        self.graph_store = GraphStore(addresses.graphs, exchange, profile)
        self._exchange = exchange
        self.digest: Digest = RecordedDigest(self)
        self._lease: Lease | None = None
        self._messages: dict[tuple[str, str], Message] = {}

    def select(self, query: str) -> ox.QuerySolutions:
        """Run a SELECT query (SPARQL 1.1 Query, section 16.1)."""
        found = self._results(query, "SELECT")
        if not isinstance(found, ox.QuerySolutions):
            raise other_form("SELECT", found)
        return found

    def ask(self, query: str) -> bool:
        """Run an ASK query (section 16.3)."""
        found = self._results(query, "ASK")
        if not isinstance(found, ox.QueryBoolean):
            raise other_form("ASK", found)
        return bool(found)

    def construct(self, query: str) -> Iterator[ox.Triple]:
        """Run a CONSTRUCT or DESCRIBE query (sections 16.2 and 16.4)."""
        return triples(self.addresses.query, self._asked(query, "CONSTRUCT").body)

    def query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a query of any form that a user wrote.

        Raises:
            InputError: it is no SPARQL, calls another endpoint, or would bring the engine down.
        """
        form = form_given(query)
        if form in ("SELECT", "ASK"):
            return self._results(query, form)
        return _as_result(self.construct(query))

    def update(self, request: str) -> None:
        """Run an update request as one atomic change (SPARQL 1.1 Update, section 3)."""
        refuse_service(request)
        self._changed(f"{request}\n;\n{FORGET}", request)

    def record(self, request: str) -> None:
        """Run an update request that changes nothing but the record of the store itself."""
        self._changed(request, request)

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs that are not empty, in order, without the record's."""
        return sorted(set(self.counts()) - {RECORD_GRAPH})

    def counts(self) -> dict[str, int]:
        """How many triples each named graph has that is not empty, the product's own left out."""
        found = {
            row["g"].value: int(row["count"].value)
            for row in self.select(COUNTS)
            if isinstance(row["g"], ox.NamedNode) and isinstance(row["count"], ox.Literal)
        }
        return {
            graph: n for graph, n in found.items() if n and not graph.startswith(self.profile.own)
        }

    def holds(self, graph: str) -> bool:
        """Whether a named graph has any triple."""
        return self.ask(f"ASK {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}")

    def count(self, graph: str) -> int:
        """How many triples a named graph has."""
        name = ox.NamedNode(graph)
        [row] = self.select(f"SELECT (COUNT(*) AS ?count) {{ GRAPH {name} {{ ?s ?p ?o }} }}")
        return int(row["count"].value) if isinstance(row["count"], ox.Literal) else 0

    def read(self, graph: str) -> Iterator[ox.Triple]:
        """All triples of a named graph.

        Raises:
            EngineError: others came than the store counts: it cut the answer, or changed meanwhile.
        """
        came, expected = 0, self.count(graph)
        for triple in self._read(graph) if expected else ():
            came += 1
            yield triple
        self._check_count(came, expected)

    def lines(self, graphs: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """All triples of named graphs: the graph's IRI, and a line of canonical N-Triples.

        Raises:
            EngineError: as for `read`.
        """
        return lines_of(self.blocks(graphs))

    def blocks(self, graphs: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """The same, many lines at once, each with its end.

        Raises:
            EngineError: as for `read`.
        """
        counts = self.counts() if len(graphs) > 1 else {g: self.count(g) for g in graphs}
        for graph in graphs:
            came, expected = 0, counts.get(graph, 0)
            for block in self._texts(graph) if expected else ():
                came += block.count(b"\n")
                yield graph, block
            self._check_count(came, expected)

    def _texts(self, graph: str) -> Iterator[bytes]:
        """A graph as N-Triples, in blocks of whole lines."""
        if self.profile.canonical:
            yield from self.graph_store.blocks(graph)
            return
        found = self._read(graph)
        while triples := list(islice(found, _TOGETHER)):
            yield ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""

    def bulk(self, nquads: Iterable[bytes]) -> None:
        """Add N-Quads, in pieces that end with a line, to their graphs; the way for millions."""
        self.digest.forget()
        self.graph_store.bulk(nquads)
        self.digest.forget()

    def _read(self, graph: str) -> Iterator[ox.Triple]:
        return self.graph_store.get(graph)

    def _check_count(self, came: int, expected: int) -> None:
        if came != expected:
            raise faults.cut(
                self.addresses.graphs,
                f"{came:,} triples of {expected:,}, unless it changed meanwhile",
            )

    def add(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a named graph (Graph Store Protocol, POST)."""
        self._write(graph, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", "add")

    def load(self, graph: str, ntriples: Iterable[bytes]) -> None:
        """Add N-Triples, in pieces that end with a line, to a named graph; the way for very many."""
        for piece in ntriples:
            self._write(graph, piece, "load")

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Make a named graph hold just these triples (Graph Store Protocol, PUT)."""
        self._write(graph, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", "put")

    def dump(self, format: ox.RdfFormat) -> bytes:
        """All named graphs in one serialisation that holds graphs, such as TriG or N-Quads."""
        quads = (
            ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(graph))
            for graph in self.graphs()
            for t in self.read(graph)
        )
        return ox.serialize(quads, format=format) or b""

    def hold(self) -> None:
        """Become the one writer, until this is closed.

        Raises:
            EngineError: another one is; says which, and until when.
        """
        if self._lease is None:
            self._lease = Lease(self)

    def let_go(self) -> None:
        """Be the one writer no more."""
        if self._lease is not None:
            self._lease.release()
            self._lease = None

    def held(self) -> bool:
        """Whether anybody is the one writer."""
        return held(self) is not None

    def close(self) -> None:
        """Let go, and hang up."""
        self.let_go()
        self._exchange.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def told(self) -> Iterator[bytes]:
        """The lines of canonical N-Quads of all that is told."""
        for graph, line in self.lines([graph for graph in self.graphs() if is_told(graph)]):
            yield line[:-1] + f"<{graph}> .".encode()

    def _write(self, graph: str, ntriples: bytes, how: str) -> None:
        told = is_told(graph)
        if told:
            self.digest.forget()
        if how == "put":
            self.graph_store.put(graph, ntriples)
        else:
            self.graph_store.post(graph, ntriples, bulk=None if how == "load" else False)
        if told:
            self.digest.forget()  # whoever has asked for it meanwhile has kept what was then

    def _results(self, query: str, form: str) -> ox.QuerySolutions | ox.QueryBoolean:
        return results(self.addresses.query, self._asked(query, form).body)

    def _asked(self, query: str, form: str) -> Reply:
        message = self._message(query, form)
        try:
            return self._exchange.ask(message)
        except Refusal as refusal:
            if refusal.status in _WRONG:
                _refuse_other_form(query, form)
            raise

    def _message(self, query: str, form: str) -> Message:
        """A query's request; those of short texts are kept, for who asks the same again."""
        known = self._messages.get((query, form))
        if known is None:
            refuse_service(query)
            known = requests.query_message(self.addresses, query, form, self.profile)
            if len(query) <= _SHORT:
                if len(self._messages) >= _KEPT:
                    self._messages.clear()
                self._messages[query, form] = known
        return known

    def _changed(self, request: str, told: str) -> None:
        try:
            self._exchange.ask(requests.update_message(self.addresses, request, self.profile))
        except Refusal as refusal:
            if refusal.status in _WRONG:
                refuse_malformed(told)
            raise


def _refuse_other_form(query: str, form: str) -> None:
    """Say of a query that was refused what is wrong with it, if that can be told here."""
    found = form_of(query)
    if found != form:
        raise other_form(form, ox.Store().query(query, prefixes=PREFIXES))


def refuse_malformed(request: str) -> None:
    """Say of an update what is wrong with it, if that can be told here.

    Raises:
        SyntaxFault: it is no SPARQL.
    """
    try:
        ox.Store().update(request, prefixes=PREFIXES)
    except SyntaxError as fault:
        raise malformed("update", request, fault) from None
    except RuntimeError:
        return


def _as_result(found: Iterator[ox.Triple]) -> ox.QueryTriples:
    """Triples as the result of a query over them."""
    scratch = ox.Store()
    scratch.extend(ox.Quad(t.subject, t.predicate, t.object) for t in found)
    result = scratch.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(result, ox.QueryTriples)
    return result
