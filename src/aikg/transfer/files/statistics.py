"""What is in named graphs, counted in one pass over lines that are in order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aikg.ground.terms import AIKG, RDF, bare
from aikg.transfer.files.quads import canonical_quads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aikg.store import Store

_TYPE: Final = f"<{RDF}type>".encode()
_EXAMPLES: Final = {
    f"<{AIKG}{name}>".encode() for name in ("Organization", "Agreement", "Claim", "CurrentPosition")
}


@dataclass(slots=True)
class Counts:
    """Numbers of one graph.

    Attributes:
        triples: how many.
        subjects: how many different things they say something of.
    """

    triples: int = 0
    subjects: int = 0


@dataclass(slots=True)
class Statistics:
    """Numbers of some graphs as one: a triple that stands in several counts once.

    Attributes:
        triples: how many.
        subjects: how many different things they say something of.
        entities: how many of those have an IRI.
        classes: for each class, by IRI, how many different things are of it.
        properties: for each property, by IRI, how many triples it has, and of how many things.
        graphs: the numbers of each graph by itself, by IRI.
        examples: for organizations, agreements, claims and positions the first by IRI.
    """

    triples: int = 0
    subjects: int = 0
    entities: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: dict[str, Counts] = field(default_factory=dict)
    graphs: dict[str, Counts] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)


def statistics(store: Store, graphs: Mapping[str, str]) -> Statistics:
    """Count what is in the graphs of a store, in memory that does not grow with them.

    Args:
        store: where they are.
        graphs: their IRIs, with those that they are to go by.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH <urn:g> { kg:a a aikg:Organization ; rdfs:label 'A' } }")
        >>> found = statistics(store, {"urn:g": "urn:g"})
        >>> found.triples, found.subjects, sum(found.classes.values())
        (2, 1, 1)
    """
    return counted(canonical_quads(store, graphs))


def counted(lines: Iterable[bytes]) -> Statistics:
    """Count lines of canonical N-Quads, in their order."""
    found = Statistics()
    subject = predicate = object_ = b""
    latest: dict[bytes, bytes] = {}
    in_graphs: dict[bytes, Counts] = {}
    of_properties: dict[bytes, Counts] = {}
    for line in lines:
        triple, _, graph = line[:-3].rpartition(b" ")
        about, verb, told = triple.split(b" ", 2)
        here = in_graphs.setdefault(graph, Counts())
        here.triples += 1
        if latest.get(graph) != about:
            latest[graph] = about
            here.subjects += 1
        if (about, verb, told) == (subject, predicate, object_):
            continue
        of = of_properties.setdefault(verb, Counts())
        of.triples += 1
        of.subjects += (about, verb) != (subject, predicate)
        if about != subject:
            found.subjects += 1
            found.entities += about.startswith(b"<")
        found.triples += 1
        if verb == _TYPE and told.startswith(b"<"):
            found.classes[_iri(told)] += 1
            if told in _EXAMPLES and about.startswith(b"<"):
                found.examples.setdefault(_iri(told), _iri(about))
        subject, predicate, object_ = about, verb, told
    found.graphs = {_iri(graph): counts for graph, counts in sorted(in_graphs.items())}
    found.properties = {_iri(verb): counts for verb, counts in sorted(of_properties.items())}
    return found


def _iri(written: bytes) -> str:
    return bare(written.decode())
