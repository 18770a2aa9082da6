"""JSON-LD 1.1 with the shipped context, which stands in the file: nothing is fetched to read it."""

from __future__ import annotations

import json
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from aikg.ground.errors import InputError
from aikg.ground.reading.shipped import context
from aikg.ground.terms import bare
from aikg.ground.writing.jsonld import to_tree
from aikg.transfer.files.quads import by_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from aikg.store import Store

_AT_ONCE: Final = 1000
"""The subjects that are held at once."""


def write_json_ld(stream: BinaryIO, store: Store, graphs: Mapping[str, str]) -> int:
    """Write one graph after the other, a line for each subject, and give the number of triples.

    Raises:
        InputError: JSON-LD 1.1 has no way to say one of them; says which.
    """
    number = 0
    stream.write(f'{{"@context": {_text(context())},\n"@graph": ['.encode())
    between = "\n"
    for graph, pairs in groupby(by_graph(store, graphs), key=lambda pair: pair[0]):
        name = ox.NamedNode(bare(graph.decode()))
        begun = False
        for quads in _by_subjects((line for _, line in pairs), name):
            number += len(quads)
            [tree] = to_tree(quads)["@graph"]
            if not begun:
                stream.write(f'{between}{{"id": {_text(tree["id"])}, "@graph": [\n'.encode())
            stream.write((",\n" if begun else "").encode())
            stream.write(",\n".join(map(_text, tree["@graph"])).encode())
            begun = True
        stream.write(b"\n]}")
        between = ",\n"
    stream.write(b"\n]}\n")
    return number


def _by_subjects(lines: Iterable[bytes], graph: ox.NamedNode) -> Iterator[list[ox.Quad]]:
    subjects = groupby(lines, key=lambda line: line.partition(b" ")[0])
    while some := [b"\n".join(told) for _, told in islice(subjects, _AT_ONCE)]:
        yield [
            ox.Quad(quad.subject, quad.predicate, _sayable(quad.object), graph)
            for quad in ox.parse(b"\n".join(some), format=ox.RdfFormat.N_TRIPLES)
        ]


def _sayable(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Any:  # noqa: ANN401
    if isinstance(term, ox.Triple) or (isinstance(term, ox.Literal) and term.direction):
        raise InputError(
            "JSON-LD cannot hold a term of RDF 1.2",
            found=str(term),
            mend="Write another format, such as .nq or .trig.",
        )
    return term


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
