"""The one public object: a graph that is open, to ask, to query, to check and to reason over."""

from __future__ import annotations

import warnings
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from aikg.gatekeeping import Gatekeeping
from aikg.ground.errors import BadParameter, InputError, UnknownNameWarning
from aikg.ground.terms import (
    AIKG,
    DERIVED_GRAPH,
    KG,
    ONTOLOGY_GRAPH,
    PREFIXES,
    REGISTER_GRAPH,
    source_graph,
)
from aikg.opening import opened
from aikg.questions import Answer, Catalogue, Row, ask
from aikg.questions.edition import Edition, edition_of
from aikg.questions.given import as_flag, as_text, parameter_of, required
from aikg.questions.rows import Untraced
from aikg.questions.spelling import unknown_names
from aikg.questions.table import Table, tabulate
from aikg.questions.trace import Quote, quotes, told_by
from aikg.questions.values import names_elsewhere, sources_named
from aikg.store import EmbeddedStore
from aikg.store.form import form_given
from aikg.transferring import Transferring

if TYPE_CHECKING:
    from datetime import date
    from types import TracebackType

    import rdflib

    from aikg.gate.quotes import Verdict as Found
    from aikg.ground.reading import Document
    from aikg.reasoning import Explanation, Origin, Verdict
    from aikg.store import Store


class Graph(Gatekeeping, Transferring):
    """The graph of ontology, register, claims, and what is derived from them.

    Examples:
        >>> import aikg
        >>> graph = aikg.open()
        >>> graph.ask("investments", organization="NVIDIA")[0].as_stated
        'up to $5 billion'
        >>> graph.query("SELECT (COUNT(*) AS ?n) { ?deal a aikg:CloudContract }").rows
        [{'n': 3}]
    """

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self.store = store
        self.questions = catalogue

    @classmethod
    def open(cls, store: Path | str | None = None, *, write: bool = False) -> Graph:
        """Open a graph: vocabulary, register, all claims, and what is derived from them.

        Args:
            store: a folder, which is created and filled with the packaged graph at first use; or
                the address of a SPARQL 1.1 store that holds a graph; the packaged graph in memory
                by default.
            write: whether the folder is to be changed; one process at a time can.

        Raises:
            EngineError: another process holds the store; says which. Or it is damaged, not reached,
                or holds no graph.
            FileUnreadable: the folder cannot be used.
            InputError: the address is none, or has a password in it.
        """
        return cls(opened(store, write=write), Catalogue.packaged())

    def derive(self) -> None:
        """Derive anew what follows from the claims that stand, in the graph `…/graph/derived`."""
        from aikg.derive import derive_all

        derive_all(self.store)

    def ask(
        self,
        question: str,
        *,
        as_of: date | str | None = None,
        known_by: date | str | None = None,
        source: str | None = None,
        readings: bool = False,
        rollup: bool = True,
        trace: bool = False,
        **parameters: str | float | None,
    ) -> Answer:
        """Ask one of the questions by name.

        Args:
            question: its name, as in `aikg ask`.
            as_of: as true at the end of this day, month or year: a date, or such as "2026-03-31".
            known_by: as known at the end of this day, month or year.
            source: as this source alone tells it, by label or IRI.
            readings: with the least and the most over the readings of disputes, or whether all of them
                tell a row.
            rollup: whether units count as the organizations that they roll up into.
            trace: with the claims that each row rests on, in `Row.rests_on`.
            **parameters: the question's own; labels such as "Anthropic" stand for IRIs, and
                None is as if it were left out. One that is a word of Python takes a `_`: `from_`.

        Raises:
            UnknownName: no such question, parameter or entry; proposes the nearest.
            BadParameter: a value is not of its type.
        """
        told = {
            "as-of": as_text("as_of", as_of),
            "known-by": as_text("known_by", known_by),
            "readings": "" if as_flag("readings", readings) else None,
            "no-rollup": None if as_flag("rollup", rollup) else "",
            "trace": "" if as_flag("trace", trace) else None,
        }
        chosen = {name: value for name, value in told.items() if value is not None}
        contract = self.questions[required("question", question)]
        texts = {parameter_of(contract, n).name: as_text(n, v) for n, v in parameters.items()}
        given = {name: text for name, text in texts.items() if text is not None}
        words = partial(quotes, self.store) if trace else None
        if source is None:
            answer = ask(self.store, contract, given, chosen)
        else:
            # It is cited by the graph that was asked and the source, not by a graph that is gone.
            with self.told_by(required("source", source)) as alone:
                answer = ask(alone.store, contract, given, chosen, self.store)
        return replace(answer, edition=self.edition, words=words)

    @property
    def edition(self) -> Edition:
        """The version of the vocabulary, and the digest of all that is told."""
        return edition_of(self.store)

    def told_by(self, source: str) -> Graph:
        """Give the graph as one source alone tells it, in memory, with what follows from that.

        What it tells of keeps its names, whichever file gives them.

        Raises:
            UnknownName: there is no source of that name; proposes the nearest.
        """
        from aikg.derive import derive_all

        graphs = [source_graph(iri) for iri in sources_named(self.store, source)]
        alone = EmbeddedStore()
        for graph in (ONTOLOGY_GRAPH, REGISTER_GRAPH, *graphs):
            alone.add(graph, self.store.read(graph))
        alone.add(REGISTER_GRAPH, names_elsewhere(self.store, graphs))
        derive_all(alone)
        return Graph(alone, self.questions)

    def query(self, sparql: str) -> Table:
        """Run a SPARQL 1.1 query of any form; the usual prefixes need no declaration.

        Returns:
            A table: of the variables for SELECT; of `subject`, `predicate`, `object` for CONSTRUCT
            and DESCRIBE; of one cell `answer` for ASK. With the edition of the graph.

        Warns:
            UnknownNameWarning: a name of `kg:` is in the query and nothing in the graph has it.

        Raises:
            SyntaxFault: it is no SPARQL; says where.
            InputError: it calls another endpoint.
            UnknownName: it has a term of the vocabulary's namespace that there is not; a query
                with a misspelling would find nothing, and say nothing.
        """
        # Names are looked for in what is SPARQL alone, and before anything is run in vain.
        form_given(required("query", sparql))
        for unknown in unknown_names(self.store, sparql, AIKG):
            raise unknown
        # There may be a reason to ask for what is not there, so that this one is a hint alone.
        for unknown in unknown_names(self.store, sparql, KG):
            warnings.warn(UnknownNameWarning(str(unknown)), stacklevel=2)
        return replace(tabulate(self.store.query(sparql)), edition=self.edition)

    def include(self, file: Path | str | Document) -> None:
        """Add what a file says to a graph in memory, unchecked, and derive anew; nothing is written.

        To try out what a file would make of the graph: `add` is the way into one that is kept.
        Triples go to the file's own named graphs, or else to `…/graph/NAME` after its name.

        Args:
            file: the path of an RDF file, or a document that is already read.

        Raises:
            InputError: the file cannot be read, or is not well-formed; or the graph is kept, in a
                folder or behind an address.
        """
        if not isinstance(self.store, EmbeddedStore) or self.store.kept:
            raise InputError(
                "what is included is not checked, and the graph is kept",
                expected="the packaged graph in memory: aikg.open()",
                mend="Say graph.add(FILE), which checks the file and tells the log.",
            )
        document = self._read(file)
        by_graph: dict[str, list[ox.Triple]] = {}
        for quad in document.quads:
            name = quad.graph_name
            graph = name.value if isinstance(name, ox.NamedNode) else self._graph_of(document)
            by_graph.setdefault(graph, []).append(quad.triple)
        for graph, triples in by_graph.items():
            self.store.add(graph, triples)
        self.derive()

    def quotes(self, row: Row) -> list[Quote]:
        """The words of the sources that a row of an answer rests on.

        Args:
            row: a row of an answer that was asked for with `trace=True`; some questions, such as
                investments, give the claims of a row without it.

        Raises:
            BadParameter: it is no row of an answer, or was asked for without its trace.
        """
        if not isinstance(row, Row):
            raise BadParameter(
                "this is no row of an answer",
                expected="a row such as graph.ask(...)[0]",
                found=f"a {type(row).__name__}",
            )
        if isinstance(row.rests_on, Untraced):
            raise BadParameter(
                "the row does not say which claims it rests on",
                expected="a row such as graph.ask(..., trace=True)[0]",
                found="one that was asked for without its trace",
                mend="Ask once more, with trace=True.",
            )
        return quotes(self.store, row.rests_on)

    def reason(self, *, timeout: float | None = None) -> tuple[Verdict, Explanation]:
        """Prove with HermiT that ontology, register, claims and what is derived hold together.

        Returns:
            The verdict, with the classes of each individual, and, where it is not consistent, a
            minimal set of axioms that clash, with the claims and quotes they come from.

        Raises:
            EngineError: the reasoner failed or ran out of time.
            InputError: something is not OWL 2 DL.
        """
        from aikg.reasoning import Explanation, explain, prove

        quads = [
            ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(graph))
            for graph in self.store.graphs()
            for t in self.store.read(graph)
        ]
        verdict = prove([quad.triple for quad in quads], timeout=timeout)
        if verdict.consistent:
            return verdict, Explanation()
        # What somebody told can be mended; what was derived from it only comes again.
        derived = ox.NamedNode(DERIVED_GRAPH)
        told = [quad for quad in quads if quad.graph_name != derived]
        alone = prove([quad.triple for quad in told], timeout=timeout)
        clash = quads if alone.consistent else told
        return verdict, explain(clash, origin=self._origins, timeout=timeout)

    def _origins(self, triple: ox.Triple) -> list[Origin]:
        from aikg.reasoning import Origin

        return [
            Origin(quote.statement, quote.quote, quote.source, quote.paragraph)
            for quote in quotes(self.store, told_by(self.store, triple))
        ]

    def evidence(self, texts: Path | str) -> list[Found]:
        """Find each quote, mention and digest in the texts of the sources.

        Args:
            texts: a folder with one file `NAME.txt` for each source `src:NAME`; of a source without
                one the verdict says so (`untold`), and its quotes are not compared.

        Raises:
            FileUnreadable: the folder is not there, or the text of no source is, or one cannot be read.
        """
        from aikg.gate.quotes import compare

        return list(compare(self.store, Path(texts)))

    def report(self, focus: str | None = None) -> str:
        """Write a page that tells the graph: who pays whom, how firmly, when, and who says so.

        Args:
            focus: the label or IRI of an organization: only what it takes part in.

        Returns:
            One HTML document with everything inside; it asks nothing of the network.

        Raises:
            UnknownName: there is no organization of that name; proposes the nearest.
            InputError: the extra `report` is not installed.
        """
        from aikg.report.page import compose

        return compose(self, focus)

    def labels(self) -> dict[str, str]:
        """The label of each thing that has one, by IRI; the first of the alphabet where it has more."""
        found = self.store.select(
            "SELECT ?thing (MIN(?label) AS ?name) { ?thing rdfs:label ?label } GROUP BY ?thing"
        )
        return {row["thing"].value: row["name"].value for row in found if row["thing"]}

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
