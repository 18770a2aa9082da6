"""A slice, validated; and a named graph, word by word: by the code that does it on one machine."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from aikg.distributed.counting import text
from aikg.gate.check import packaged_shapes
from aikg.gate.reach.overlay import ANYTHING
from aikg.gate.whole.graphs import GraphDocument, word_by_word
from aikg.gate.whole.judging import judged
from aikg.ground.terms import REGISTER_GRAPH, bare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from aikg.gate.findings import Finding
    from aikg.gate.shacl import Engine

    Row = tuple[int, str, str, str]
    Quad = tuple[str, str, str, str]

_AT_ONCE: Final = 5_000


def validated_parts(rows: Iterable[Row], vocabulary: str, engine: Engine) -> Iterator[Finding]:
    """Validate slices, one after another.

    Args:
        rows: batch, subject, predicate and object, in the order of batches. Without a subject: a
            node of the batch is a value of the predicate; without a predicate either: the object is
            a node of the batch and, before a space, the graph that tells of it first.
        vocabulary: triples that belong to each slice, in N-Triples.
        engine: the SHACL engine.
    """
    shapes = packaged_shapes()
    for _, some in groupby(rows, key=itemgetter(0)):
        graphs: dict[str, str] = {}
        told: set[tuple[str, str, str]] = set()
        values: set[tuple[str, str]] = set()
        for _, subject, predicate, value in some:
            if subject:
                told.add((subject, predicate, value))
            elif predicate:
                values.add((predicate, value))
            else:
                graph, _, node = value.partition(" ")
                graphs[bare(node) if node.startswith("<") else node] = graph
        # Where very many things have a value, one stands for them, and no path leads through it.
        values -= {(predicate, value) for _, predicate, value in told}
        told |= {(f"<{ANYTHING}{n}>", *pair) for n, pair in enumerate(sorted(values))}
        flat = (each for each in told if not each[2].startswith("<<"))
        found = shapes.validate_text(vocabulary + text(flat).decode(), engine)
        yield from judged(graphs, found, shapes)


def read_parts(rows: Iterable[Quad], terms: Collection[str]) -> Iterator[Finding | int]:
    """Look through named graphs word by word.

    Args:
        rows: subject, predicate, object and graph, in the order of graphs.
        terms: the IRIs of all terms of the vocabulary.

    Returns:
        What is found, and for each graph the number of its triples.
    """
    for graph, some in groupby(rows, key=itemgetter(3)):
        told = [row[:3] for row in some]
        size = _AT_ONCE if graph == REGISTER_GRAPH else len(told)
        for start in range(0, len(told), size):
            quads = parse(text(told[start : start + size]), format=RdfFormat.N_TRIPLES)
            document = GraphDocument(graph, [quad.triple for quad in quads])
            yield len(document.quads)
            yield from word_by_word(document, terms)
