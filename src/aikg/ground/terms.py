"""The IRIs that the code itself has to know; everything else is read from the ontology."""

from __future__ import annotations

from typing import Final

AIKG: Final = "https://w3id.org/aikg/ontology#"
KG: Final = "https://w3id.org/aikg/id/"
CLAIM: Final = "https://w3id.org/aikg/claim/"
SOURCE: Final = "https://w3id.org/aikg/source/"
GRAPH: Final = "https://w3id.org/aikg/graph/"

ONTOLOGY: Final = "https://w3id.org/aikg/ontology"

ONTOLOGY_GRAPH: Final = GRAPH + "ontology"
REGISTER_GRAPH: Final = GRAPH + "register"
DERIVED_GRAPH: Final = GRAPH + "derived"
JOURNAL_GRAPH: Final = GRAPH + "journal"
LOG_GRAPH: Final = GRAPH + "log"
RECORD_GRAPH: Final = GRAPH + "record"
"""What a remote store keeps about itself: the digest, who writes, loads that are not finished."""

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SH: Final = "http://www.w3.org/ns/shacl#"
DCTERMS: Final = "http://purl.org/dc/terms/"
DC: Final = "http://purl.org/dc/elements/1.1/"
PROV: Final = "http://www.w3.org/ns/prov#"
UNIT: Final = "http://qudt.org/vocab/unit/"

PREFIXES: Final[dict[str, str]] = {
    "aikg": AIKG,
    "kg": KG,
    "claim": CLAIM,
    "src": SOURCE,
    "graph": GRAPH,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "sh": SH,
    "dcterms": DCTERMS,
    "dc": DC,
    "prov": PROV,
    "unit": UNIT,
}
"""The prefixes that every query may use without declaring them."""

_LONGEST_FIRST: Final = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


def shorten(iri: str) -> str:
    """Write an IRI with the longest known prefix, or as it is.

    Example:
        >>> shorten("https://w3id.org/aikg/ontology#Investor")
        'aikg:Investor'
    """
    for prefix, namespace in _LONGEST_FIRST:
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def bare(node: str) -> str:
    """Give an IRI as N-Triples, Turtle and SPARQL write it without its angle brackets.

    Example:
        >>> bare("<https://w3id.org/aikg/ontology#Investor>")
        'https://w3id.org/aikg/ontology#Investor'
    """
    return node[1:-1]


def source_graph(source: str) -> str:
    """Give the named graph that holds the claims of a source.

    Example:
        >>> source_graph("https://w3id.org/aikg/source/some-article")
        'https://w3id.org/aikg/graph/some-article'
    """
    return GRAPH + source.removeprefix(SOURCE)
