"""Axioms written for the reasoners, and their answers read back.

Every IRI that is not a built-in one is written as a short name (``e1``, ``e2``, …). So predicates
of any form fit into RDF/XML, which their OWL API reads most reliably, and Pellet's explanations,
which print local names only, can be read back without doubt.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from aikg.reasoning import vocabulary as v
from aikg.reasoning.floats import in_full

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from aikg.reasoning.axioms import Axiom

_NAMESPACE = "urn:n#"
_NAME = re.compile(r"\be(\d+)\b")
_FULL_NAME = re.compile(re.escape(_NAMESPACE) + r"e(\d+)\b")

# XML 1.0 cannot hold these; for a reasoner it is enough that different texts stay different.
_NOT_IN_XML = {code: 0xE000 + code for code in {*range(32), 0xFFFE, 0xFFFF} - {9, 10}}
_NOT_IN_XML |= {0xFFFE: 0xE0FE, 0xFFFF: 0xE0FF}


class Encoder:
    """Short names for the IRIs of one graph.

    >>> encoder = Encoder()
    >>> encoder.name("http://example.org/Deal")
    'e1'
    >>> encoder.names_in("e1 subClassOf e2"), encoder.decode("<urn:n#e1>")
    (frozenset({'http://example.org/Deal'}), '<http://example.org/Deal>')
    """

    def __init__(self) -> None:
        self._iris: list[str] = []
        self._nodes: dict[str, NamedNode] = {}

    def name(self, iri: str) -> str:
        """Return the short name of an IRI, a new one at its first mention."""
        return self._node(iri).value.removeprefix(_NAMESPACE)

    def decode(self, text: str) -> str:
        """Put the IRIs back in place of the full forms of their names."""
        return _FULL_NAME.sub(lambda found: self._iri(found) or found[0], text)

    def names_in(self, text: str) -> frozenset[str]:
        """Return the IRIs whose short names stand in a text."""
        return frozenset(iri for found in _NAME.finditer(text) if (iri := self._iri(found)))

    def write(self, path: Path, declarations: Sequence[Triple], axioms: Iterable[Axiom]) -> None:
        """Write declarations and axioms to a file in RDF/XML."""
        triples = dict.fromkeys(triple for axiom in axioms for triple in axiom.triples)
        coded = (
            self._coded(mended)
            for triple in (*declarations, *triples)
            for mended in in_full(triple)
        )
        header = Triple(NamedNode("urn:n"), NamedNode(v.TYPE), NamedNode(v.ONTOLOGY))
        serialize([header, *coded], str(path), format=RdfFormat.RDF_XML, prefixes={"n": _NAMESPACE})

    def _iri(self, found: re.Match[str]) -> str | None:
        place = int(found[1]) - 1
        return self._iris[place] if 0 <= place < len(self._iris) else None

    def _node(self, iri: str) -> NamedNode:
        node = self._nodes.get(iri)
        if node is None:
            self._iris.append(iri)
            node = self._nodes[iri] = NamedNode(f"{_NAMESPACE}e{len(self._iris)}")
        return node

    def _coded(self, triple: Triple) -> Triple:
        subject, value = triple.subject, triple.object
        if isinstance(subject, NamedNode):
            subject = self._named(subject)
        if isinstance(value, NamedNode):
            value = self._named(value)
        elif isinstance(value, Literal) and not value.value.isprintable():
            text = value.value.translate(_NOT_IN_XML)
            if value.language:
                value = Literal(text, language=value.language)
            else:
                value = Literal(text, datatype=value.datatype)
        return Triple(subject, self._named(triple.predicate), value)

    def _named(self, term: NamedNode) -> NamedNode:
        return term if term.value.startswith(v.BUILT_IN) else self._node(term.value)
