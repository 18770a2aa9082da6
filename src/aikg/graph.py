"""The one public object: a graph that is open, to ask, to query, to check and to reason over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from aikg.derive.assess import assessed
from aikg.ground import packaged
from aikg.ground.terms import DERIVED_GRAPH, GRAPH, ONTOLOGY_GRAPH, PREFIXES, REGISTER_GRAPH
from aikg.questions import Answer, Catalogue, ask
from aikg.questions.table import Table, tabulate
from aikg.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    import rdflib


class Graph:
    """The graph of ontology, register, claims, and what is derived from them.

    Examples:
        >>> import aikg
        >>> graph = aikg.open()
        >>> graph.ask("investments", organization="NVIDIA")[0].as_stated
        'up to $5 billion'
        >>> graph.query("SELECT (COUNT(*) AS ?n) { ?deal a aikg:CloudContract }").rows
        [{'n': 3}]
    """

    def __init__(self, store: EmbeddedStore, catalogue: Catalogue) -> None:
        self.store = store
        self.questions = catalogue

    @classmethod
    def open(cls) -> Graph:
        """Open the packaged graph in memory: vocabulary, register, all claims, and what follows."""
        store = EmbeddedStore()
        for file in packaged.ontology_files():
            store.load(ONTOLOGY_GRAPH, file)
        store.load(REGISTER_GRAPH, packaged.register_file())
        for file in packaged.source_files():
            store.load(GRAPH + file.stem, file)
        graph = cls(store, Catalogue.packaged())
        graph.derive()
        return graph

    def derive(self) -> None:
        """Derive anew what follows from the claims that stand, in the graph `…/graph/derived`."""
        self.store.replace(DERIVED_GRAPH, assessed(self.store))

    def ask(self, question: str, **parameters: str) -> Answer:
        """Ask one of the questions by name.

        Args:
            question: its name, as in `aikg ask`.
            **parameters: the question's own; labels such as "Anthropic" stand for IRIs.

        Raises:
            UnknownName: no such question, parameter or entry; proposes the nearest.
            BadParameter: a value is not of its type.
        """
        return ask(self.store, self.questions[question], parameters)

    def query(self, sparql: str) -> Table:
        """Run a SPARQL 1.1 query of any form; the usual prefixes need no declaration.

        Returns:
            A table: of the variables for SELECT; of `subject`, `predicate`, `object` for CONSTRUCT
            and DESCRIBE; of one cell `answer` for ASK.

        Raises:
            SyntaxFault: it is no SPARQL; says where.
            InputError: it calls another endpoint.
        """
        return tabulate(self.store.query(sparql))

    def to_rdflib(self) -> rdflib.Dataset:
        """Copy everything, graph by graph, into an rdflib Dataset with the usual prefixes."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self.store.dump(ox.RdfFormat.N_QUADS), format="nquads")
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
