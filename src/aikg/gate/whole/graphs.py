"""A named graph of a store as a document, for what shapes cannot say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from aikg.gate.change import Change
from aikg.gate.checks import CHANGE_CHECKS
from aikg.gate.evidence.quoted import unread
from aikg.gate.terms import ill_typed, unknown
from aikg.ground.errors import Place
from aikg.ground.reading import Document
from aikg.ground.terms import shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from aikg.gate.findings import Finding
    from aikg.gate.lookups import Lookup
    from aikg.gate.texts import Texts
    from aikg.ground.reading.document import Part, Target


class GraphDocument(Document):
    """What a named graph tells, as a document without a text: all of it stands in that graph.

    Examples:
        >>> from pyoxigraph import Literal
        >>> a, p = NamedNode("urn:a"), NamedNode("urn:p")
        >>> document = GraphDocument("urn:graph", [Triple(a, p, Literal("text"))])
        >>> print(document.place(a))
        urn:graph
    """

    def __init__(self, graph: str, triples: Iterable[Triple]) -> None:
        name = NamedNode(graph)
        quads = [
            Quad(t.subject, t.predicate, t.object, name)
            for t in triples
            if not isinstance(t.object, Triple)
        ]
        super().__init__(shorten(graph), RdfFormat.N_QUADS, "", quads, {})

    def place(self, target: Target, part: Part | None = None) -> Place | None:
        """Name the graph."""
        return Place(self.path)

    def place_of(self, number: int, part: Part = "object") -> Place | None:
        """Name the graph."""
        return Place(self.path)


def word_by_word(document: Document, terms: Collection[str]) -> Iterator[Finding]:
    """Yield the terms that the vocabulary does not have, and literals that are no values."""
    yield from unknown(document, terms)
    yield from ill_typed(document)


def beyond_shapes(
    document: Document, lookup: Lookup, texts: Texts | None
) -> tuple[list[Finding], int]:
    """Find what shapes cannot say of a graph; and count the quotes that were not looked for.

    Args:
        document: what the graph tells.
        lookup: lookups in what is told beside it.
        texts: the texts of the sources, where they are at hand.
    """
    change = Change([document], lookup, texts)
    return [each for of_change in CHANGE_CHECKS for each in of_change(change)], unread(change)
