"""What is wrong with a document word by word, whatever shapes say: its terms and its literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from aikg.gate.change import CHECKS
from aikg.gate.findings import Finding, Severity
from aikg.ground.errors import did_you_mean
from aikg.ground.reading import unknown_terms
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pyoxigraph import Quad

    from aikg.ground.errors import Place
    from aikg.ground.reading import Document


def unknown(document: Document, terms: Collection[str]) -> Iterator[Finding]:
    """Yield the names in the vocabulary's namespace that are none of its terms.

    Args:
        document: the document.
        terms: the IRIs of all terms of the vocabulary.
    """
    for each in unknown_terms(document, AIKG, terms):
        yield Finding(
            CHECKS + "UnknownTerm",
            Severity.VIOLATION,
            each.term.value,
            "The vocabulary has no such term.",
            expected="a term of the vocabulary",
            mend=did_you_mean(each.proposals) or "Look it up in the vocabulary.",
            place=each.place,
        )


def ill_typed(document: Document) -> Iterator[Finding]:
    """Yield the literals whose text is no value of their datatype."""
    faults = document.ill_typed()
    terms = {fault.term for fault in faults}
    quads = [quad for quad in document.quads if quad.object in terms]
    for fault, quad in zip(faults, quads, strict=True):
        yield Finding(
            CHECKS + "IllTyped",
            Severity.VIOLATION,
            focus_of(quad.subject),
            "The text is no value of its datatype.",
            expected=fault.expected,
            mend=f"Write {fault.expected}.",
            path=quad.predicate.value,
            value=str(fault.term),
            place=fault.place,
        )


def triple_term(quad: Quad, place: Place | None) -> Finding:
    """Tell of a triple that has a triple as its object (RDF 1.2), which no shape can look at."""
    return Finding(
        CHECKS + "TripleTerm",
        Severity.VIOLATION,
        focus_of(quad.subject),
        "A triple stands where a thing or a text belongs.",
        expected="RDF 1.1",
        mend="Say it in a claim, which has evidence and a standing of its own.",
        path=quad.predicate.value,
        place=place,
    )


def focus_of(node: object) -> str:
    """Write a node as findings name it: the IRI, or `_:` and a label."""
    return node.value if isinstance(node, NamedNode) else str(node)
