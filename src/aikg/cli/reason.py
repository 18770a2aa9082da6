"""`aikg reason`: HermiT proves the graph consistent, and a contradiction is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from aikg.cli.files import add_files, read_files
from aikg.cli.opening import add_store, copied, opened
from aikg.cli.output import add_format, note, put
from aikg.cli.parser import seconds
from aikg.cli.verb import FINE, NO, Verb
from aikg.ground.errors import InputError
from aikg.ground.terms import AIKG, KG, shorten
from aikg.questions.formats import Iri
from aikg.questions.table import Table

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from aikg.graph import Graph
    from aikg.ground.reading import Document
    from aikg.reasoning import Explanation, Verdict


def arguments(parser: argparse.ArgumentParser) -> None:
    """Files to reason over beside the packaged graph, and a limit of time."""
    add_store(parser)
    add_files(parser, "*", "to add to the graph for the proof: ")
    parser.add_argument(
        "--timeout", type=seconds, metavar="SECONDS", help="give up after so long (default: never)"
    )
    add_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prove, and print the classes of all things, or the axioms that clash."""
    documents = read_files(arguments)
    with opened(arguments.store) as stored:
        # What is added for the proof is written nowhere.
        graph = copied(stored) if documents else stored
        for document in documents:
            _refuse_faulty(document, graph)
            graph.include(document)
        note("reasoning with HermiT …")
        verdict, explanation = graph.reason(timeout=arguments.timeout)
        names = graph.labels()
    if verdict.undeclared:
        note(f"the proof says nothing of {_listed(verdict.undeclared)}: nothing declares it")
    if verdict.consistent:
        put(_classes(verdict, names), arguments.format)
        if not verdict.unsatisfiable:
            note("consistent")
            return FINE
        note(f"consistent, but nothing can ever be of {_listed(verdict.unsatisfiable)}")
        return NO
    put(_clash(explanation), arguments.format)
    note(
        "inconsistent: these axioms cannot all be true, and any one of them taken away "
        "leaves the others consistent"
    )
    return NO


def _refuse_faulty(document: Document, graph: Graph) -> None:
    """Refuse what a reasoner takes without a word: misspelt terms, and ill-typed literals."""
    from aikg.ground.reading import unknown_terms

    known = {
        row["term"].value
        for row in graph.store.select(
            "SELECT DISTINCT ?term { GRAPH graph:ontology { ?term a ?k } }"
        )
        if isinstance(row["term"], NamedNode)
    }
    for unknown in unknown_terms(document, AIKG, known):
        raise unknown.error()
    for fault in document.ill_typed():
        raise InputError(
            "the text is no value of its datatype",
            expected=fault.expected,
            found=fault.term.value,
            where=fault.place,
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(shorten(name) for name in sorted(names))


def _classes(verdict: Verdict, names: dict[str, str]) -> Table:
    rows: list[dict[str, object]] = []
    for iri in sorted(verdict.types):
        classes = sorted(
            name.removeprefix(AIKG) for name in verdict.types[iri] if name.startswith(AIKG)
        )
        if iri.startswith(KG) and classes:
            rows.append({"thing": Iri(iri), "name": names.get(iri), "classes": classes})
    return Table(["thing", "name", "classes"], rows)  # type: ignore[arg-type]


def _clash(explanation: Explanation) -> Table:
    rows = [
        {
            "axiom": axiom.text,
            "claims": sorted({Iri(origin.claim).short for origin in axiom.origins}),
            "quotes": list(dict.fromkeys(o.quote for o in axiom.origins if o.quote)),
        }
        for axiom in explanation.axioms
    ]
    return Table(["axiom", "claims", "quotes"], rows)  # type: ignore[arg-type]


VERB = Verb("reason", "prove the graph consistent with HermiT, or explain why not", arguments, run)
