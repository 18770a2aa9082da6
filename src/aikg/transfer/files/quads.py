"""The triples of named graphs as lines, in an order that depends on nothing but themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.transfer.files.blank import has_blank, relabelled
from aikg.transfer.files.sorting import ordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aikg.store import Store


def canonical_quads(store: Store, graphs: Mapping[str, str]) -> Iterator[bytes]:
    r"""Give the document of canonical N-Quads line by line (RDF Dataset Canonicalization 1.0).

    Args:
        store: where the graphs are.
        graphs: the IRIs of named graphs, with those that they are to go by.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH <urn:g> { <urn:b> <urn:p> 1 . <urn:a> <urn:p> 2 } }")
        >>> [line[:7] for line in canonical_quads(store, {"urn:g": "urn:g"})]
        [b'<urn:a>', b'<urn:b>']
    """
    ends = {graph: f"<{name}> .\n".encode() for graph, name in graphs.items()}
    return ordered(line[:-1] + ends[graph] for graph, line in _lines(store, graphs))


def by_graph(store: Store, graphs: Mapping[str, str]) -> Iterator[tuple[bytes, bytes]]:
    """Give the lines of one graph after the other, each after the IRI of its graph in brackets."""
    begins = {graph: f"<{name}> ".encode() for graph, name in graphs.items()}
    told = ordered(begins[graph] + line + b"\n" for graph, line in _lines(store, graphs))
    for whole in told:
        graph, _, line = whole.partition(b" ")
        yield graph, line[:-1]


def united(store: Store, graphs: Mapping[str, str]) -> Iterator[bytes]:
    """Give the lines of all graphs as one, each triple once."""
    return ordered(line + b"\n" for _, line in _lines(store, graphs))


def _lines(store: Store, graphs: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    blank: list[tuple[str, bytes]] = []
    for graph, line in store.lines(graphs):
        if has_blank(line):
            blank.append((graph, line))
        else:
            yield graph, line
    if blank:
        yield from relabelled(blank)
