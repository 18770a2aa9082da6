"""Blank nodes by canonical labels, so that the same graph has the same bytes whatever they were."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from aikg.ground.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LIMIT: Final = 100_000
"""The most quads with blank nodes: they are held in memory at once."""

_ALIKE: Final = 6
"""The most blank nodes, linked and alike, among which a first one is looked for by trying all."""


def has_blank(line: bytes) -> bool:
    """Whether a line of N-Triples may have a blank node: a literal with `_:` in it seems to.

    Examples:
        >>> has_blank(b"_:a <urn:p> <urn:b> ."), has_blank(b"<urn:a> <urn:p> <urn:b> .")
        (True, False)
    """
    return line.startswith(b"_:") or b" _:" in line


def relabelled(lines: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Give lines with their blank nodes by canonical labels (RDF Dataset Canonicalization 1.0).

    Args:
        lines: all lines of all graphs that have blank nodes, each with the IRI of its graph.

    Raises:
        InputError: there are too many, or they are linked and alike.

    Examples:
        >>> [line for _, line in relabelled([("urn:g", b"_:x <urn:p> _:y .")])]
        [b'_:c14n0 <urn:p> _:c14n1 .']
    """
    quads: list[ox.Quad] = []
    for graph, line in lines:
        if len(quads) == LIMIT:
            raise _refusal(f"more than {LIMIT:,} triples with them")
        [quad] = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
        quads.append(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph)))
    alike = _most_alike(quads)
    if alike > _ALIKE:
        raise _refusal(f"{alike} that are linked and alike")
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    for quad in dataset:
        if isinstance(quad.graph_name, ox.NamedNode):
            yield quad.graph_name.value, f"{quad.triple} .".encode()


def _refusal(found: str) -> InputError:
    return InputError(
        "the blank nodes cannot be put in an order",
        expected=f"at most {LIMIT:,} triples with them, and few that are linked and alike",
        found=found,
        mend="Give them IRIs.",
    )


def _most_alike(quads: Iterable[ox.Quad]) -> int:
    """How many blank nodes of one cluster cannot be told apart by their own triples."""
    told: dict[ox.BlankNode, list[str]] = defaultdict(list)
    links: list[list[ox.BlankNode]] = []
    for quad in quads:
        nodes = list(dict.fromkeys(_nodes(quad.triple)))
        links.append(nodes)
        for node in nodes:
            told[node].append(_seen_from(node, quad))
    looks = {node: "\n".join(sorted(lines)) for node, lines in told.items()}
    number = Counter(looks.values())
    above = {node: node for node, look in looks.items() if number[look] > 1}
    for nodes in links:
        clusters = [_top(above, node) for node in nodes if node in above]
        for other in clusters[1:]:
            above[other] = clusters[0]
    return max(Counter(_top(above, node) for node in above).values(), default=0)


def _top(above: dict[ox.BlankNode, ox.BlankNode], node: ox.BlankNode) -> ox.BlankNode:
    while above[node] != node:
        above[node] = node = above[above[node]]
    return node


def _nodes(triple: ox.Triple) -> Iterator[ox.BlankNode]:
    for term in triple:
        if isinstance(term, ox.BlankNode):
            yield term
        elif isinstance(term, ox.Triple):
            yield from _nodes(term)


def _seen_from(node: ox.BlankNode, quad: ox.Quad) -> str:
    def shown(term: object) -> str:
        if isinstance(term, ox.Triple):
            return f"<<{' '.join(map(shown, term))}>>"
        return ("_:a" if term == node else "_:z") if isinstance(term, ox.BlankNode) else str(term)

    return " ".join(map(shown, quad))
