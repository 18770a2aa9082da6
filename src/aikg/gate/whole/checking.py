"""The check of a whole store: the slices of all nodes, one batch after another."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, Triple, serialize

from aikg.gate.around import lookups
from aikg.gate.check import packaged_shapes
from aikg.gate.known import Known
from aikg.gate.reach import Change, as_it_stands
from aikg.gate.terms import focus_of
from aikg.gate.whole.batches import SIZE, Odd, graphs_told, only_named, subjects, untold
from aikg.gate.whole.crew import validated
from aikg.gate.whole.graphs import GraphDocument, beyond_shapes, word_by_word
from aikg.gate.whole.judging import judged, nested
from aikg.gate.whole.tally import Tally
from aikg.ground.errors import EngineError
from aikg.ground.terms import REGISTER_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.gate.findings import Finding, Report
    from aikg.gate.shacl import Engine, Shapes
    from aikg.gate.texts import Texts
    from aikg.gate.whole.batches import Batch
    from aikg.store import Store

KEPT: Final = 1000
"""How many findings of each severity a report lists; all are counted."""
_AT_ONCE: Final = 5000
"""Triples of the register that are read at a time."""


def check_whole(
    store: Store,
    vocabulary: tuple[Triple, ...],
    *,
    shapes: Shapes | None = None,
    engine: Engine = "turbo",
    texts: Texts | None = None,
    jobs: int = 1,
    kept: int = KEPT,
    beyond: bool = True,
    name: str = "the graph",
) -> Report:
    """Check all that a store tells, against the shapes and against itself.

    What is found by shapes is what validating all of it at once finds. Sources are read one at a
    time, and the register a part at a time; slices go to the engine in batches of nodes.

    Args:
        store: the store; it is only read.
        vocabulary: the triples of the vocabulary, as `Known.of` keeps them.
        shapes: the shapes; the packaged ones by default.
        engine: the SHACL engine.
        texts: the texts of the sources; without them quotes are not looked for in their places.
        jobs: how many processes validate; with less than 2 this one does.
        kept: how many findings of each severity are listed.
        beyond: whether to look for what shapes cannot say, too.
        name: what the report calls the store.

    Raises:
        EngineError: the engine failed, or the reach of a shape cannot be told.
        InputError: the store has very many blank nodes.

    Examples:
        >>> from aikg.gate.known import Known
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH graph:wire { kg:oak aikg:currency 'Dollar' } }")
        >>> vocabulary = Known.packaged(register=False).vocabulary
        >>> [finding] = check_whole(store, vocabulary).findings
        >>> str(finding.place), finding.name, finding.about, finding.found
        ('graph:wire', 'CurrencyCode', 'kg:oak', '"Dollar"')
    """
    shapes = shapes or packaged_shapes()
    if shapes.reach.unbounded:
        raise EngineError(
            "the reach of a shape cannot be told from reading it",
            found=", ".join(sorted(shapes.reach.unbounded)),
            mend="Begin its patterns at $this, or leave the shape out.",
        )
    sweep = _Sweep(store, vocabulary, shapes, texts, kept, beyond=beyond)
    for batch, found in validated(sweep.slices(), shapes, vocabulary, engine, jobs):
        sweep.judge(batch, found)
    return sweep.report(name)


class _Sweep:
    """One pass through a store."""

    def __init__(
        self,
        store: Store,
        vocabulary: tuple[Triple, ...],
        shapes: Shapes,
        texts: Texts | None,
        kept: int,
        *,
        beyond: bool,
    ) -> None:
        self._store = store
        self._shapes = shapes
        self._texts = texts
        self._terms = Known.of(vocabulary).terms
        self._beyond = beyond
        self._tally = Tally(kept)
        self._odd = Odd.of(store)
        self._triples = self._unread = 0

    def report(self, name: str) -> Report:
        return self._tally.report(name, self._triples, self._unread)

    def slices(self) -> Iterator[tuple[Batch, bytes]]:
        """Yield batches of nodes, each with the triples that it takes to judge them."""
        beside = Change(added=self._odd.blank)
        reach = self._shapes.reach
        named = only_named(self._store, reach.objects_of)
        silent = untold(self._store, reach.nodes, reach.objects_of)
        for batch in chain(self._gathered(), named, silent, self._odd.batches()):
            if batch:
                needed = as_it_stands(self._store, reach, batch, beside)
                flat = (t for t in needed if not isinstance(t.object, Triple))
                yield batch, serialize(flat, format=RdfFormat.N_TRIPLES) or b""
        self._tally.take(nested(self._odd))

    def judge(self, batch: Batch, found: list[Finding]) -> None:
        """Take what is found of the nodes of a batch; what it says of others is half the truth."""
        graphs = {focus_of(node): graph for node, graph in batch.items()}
        self._tally.take(judged(graphs, found, self._shapes))

    def _gathered(self) -> Iterator[Batch]:
        """Yield the nodes that are described; those of small graphs together."""
        gathered: Batch = {}
        for graph in graphs_told(self._store):
            for batch in self._of_graph(graph):
                if gathered and len(gathered) + len(batch) > SIZE:
                    yield gathered
                    gathered = {}
                gathered.update(batch)
        yield gathered

    def _of_graph(self, graph: str) -> Iterator[Batch]:
        if graph == REGISTER_GRAPH:  # it is of any size; nothing in it is a claim
            triples = self._store.read(graph)
            while some := list(islice(triples, _AT_ONCE)):
                self._read(GraphDocument(graph, some))
            yield from subjects(self._store, graph, self._store.read(graph))
            return
        document = GraphDocument(graph, self._store.read(graph))
        self._read(document)
        if self._beyond:
            looked_up = lookups(self._store, [graph], (quad.triple for quad in document.quads))
            found, unread = beyond_shapes(document, looked_up, self._texts)
            self._tally.take(found)
            self._unread += unread
        yield from subjects(self._store, graph, (quad.triple for quad in document.quads))

    def _read(self, document: GraphDocument) -> None:
        self._triples += len(document.quads)
        if self._beyond:
            self._tally.take(word_by_word(document, self._terms))
