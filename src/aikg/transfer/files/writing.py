"""Writing a graph to a stream or a file: the way from named graphs to bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from aikg.ground.replacing import replacing
from aikg.transfer.files import formats
from aikg.transfer.files.compression import compressing
from aikg.transfer.files.graphml import write_graphml
from aikg.transfer.files.jsonld import write_json_ld
from aikg.transfer.files.lines import write_n_quads, write_n_triples
from aikg.transfer.files.measured import Measured
from aikg.transfer.files.parquet import write_parquet
from aikg.transfer.files.rdfxml import write_rdf_xml
from aikg.transfer.files.turtle import write_trig, write_turtle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from aikg.store import Store
    from aikg.transfer.files.formats import Format

_WRITERS: Final[dict[str, Callable[[BinaryIO, Store, Mapping[str, str]], int]]] = {
    formats.N_QUADS.suffix: write_n_quads,
    formats.TRIG.suffix: write_trig,
    formats.TURTLE.suffix: write_turtle,
    formats.N_TRIPLES.suffix: write_n_triples,
    formats.JSON_LD.suffix: write_json_ld,
    formats.RDF_XML.suffix: write_rdf_xml,
    formats.PARQUET.suffix: write_parquet,
    formats.GRAPHML.suffix: write_graphml,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written.

    Attributes:
        file: its name.
        format: what it is in.
        triples: how many it holds; for GraphML, how many edges.
        graphs: the named graphs that they come from.
        size: its bytes.
        sha256: their digest, 64 hexadecimal digits.
    """

    file: str
    format: Format
    triples: int
    graphs: tuple[str, ...]
    size: int
    sha256: str


def write(
    stream: BinaryIO, store: Store, graphs: Mapping[str, str], format: Format, name: str = ""
) -> Exported:
    """Write named graphs to a stream, the same bytes for the same graphs each time.

    Args:
        stream: where the bytes go; it stays open.
        store: where the graphs are.
        graphs: their IRIs, with those that they are to go by.
        format: what to write.
        name: what the file is called in what is told of it.

    Raises:
        InputError: the format cannot hold what they say, or its library is not installed.

    Examples:
        >>> import io
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update("INSERT DATA { GRAPH <urn:g> { kg:a rdfs:label 'A' } }")
        >>> into = io.BytesIO()
        >>> write(into, store, {"urn:g": "urn:h"}, formats.chosen("x.nq")).triples
        1
        >>> into.getvalue().decode().split()[2:]
        ['"A"', '<urn:h>', '.']
    """
    measured = Measured(stream)
    with compressing(cast("BinaryIO", measured), format.compression) as packed:
        triples = _WRITERS[format.syntax.suffix](packed, store, graphs)
    measured.flush()
    return Exported(name, format, triples, tuple(graphs), measured.size, measured.sha256)


def write_file(file: Path, store: Store, graphs: Mapping[str, str], format: Format) -> Exported:
    """Write named graphs to a file, in one step or not at all; see `write`.

    Raises:
        FileUnreadable: it cannot be written there.
    """
    with replacing(file) as stream:
        return write(stream, store, graphs, format, str(file))
