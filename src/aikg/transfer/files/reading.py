"""Files that were written, read back line by line, to prove that what is in them is what was meant."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

import pyoxigraph as ox

from aikg.ground.errors import (
    FileUnreadable,
    InputError,
    Place,
    SyntaxFault,
    UnknownName,
    did_you_mean,
)
from aikg.ground.packing import zstd
from aikg.ground.terms import GRAPH
from aikg.store import is_address
from aikg.store.streaming import in_blocks
from aikg.transfer.files.formats import PARQUET, Format, chosen
from aikg.transfer.files.parquet import pyarrow
from aikg.transfer.files.quads import united

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from aikg.store import Store
    from aikg.transfer.sides import Lines

_SUFFIX: Final = re.compile(r"[^/\\]\.[A-Za-z]\w{0,7}\Z")

ALL: Final = GRAPH
"""What the union of graphs goes by where a format keeps no names."""


def is_file(target: str) -> bool:
    """Whether a target is a file, by its name, and neither an address nor a folder.

    Raises:
        UnknownName: it is no folder that is there, and is named like a file of another format.
        InputError: it is a file that cannot be written.

    Examples:
        >>> is_file("graph.nq.gz"), is_file("graph"), is_file("http://127.0.0.1:7878/x.nq")
        (True, False, False)
        >>> is_file("graph.db/")
        False
        >>> is_file("graph.nqq")
        Traceback (most recent call last):
        aikg.ground.errors.UnknownName: 'graph.nqq' does not say its format: expected ...
    """
    if is_address(target) or target.endswith(("/", os.sep)) or Path(target).is_dir():
        return False
    try:
        chosen(target)
    except UnknownName as error:
        # A folder of that name would be made, which nobody meant.
        if _SUFFIX.search(target):
            near = did_you_mean([f".{each}" for each in error.nearest])
            raise UnknownName(
                error.problem,
                expected=error.expected,
                found=error.found,
                mend=f"{near} A folder of that name is {target}/.".lstrip(),
                nearest=error.nearest,
            ) from None
        return False
    return True


class FileSide:
    r"""The graphs of a file, in any of the formats of RDF or in Parquet.

    Args:
        path: the file; its name says the format.
        prefix: what the IRIs of its graphs begin with in place of `…/aikg/graph/`.

    Raises:
        InputError: it is in a format that holds no triples.

    Examples:
        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp()) / "a.nq"
        >>> _ = file.write_text("<urn:s> <urn:p> <urn:o> <urn:g> .")
        >>> list(FileSide(file).lines(["urn:g"]))
        [('urn:g', b'<urn:s> <urn:p> <urn:o> .\n')]
    """

    def __init__(self, path: Path, prefix: str = "") -> None:
        self._path = path
        self._prefix = prefix or GRAPH
        self._format: Format = chosen(str(path))
        if not self._format.syntax.rdf:
            raise InputError(
                f"{self._format.syntax.name} holds no triples to compare",
                found=str(path),
                mend="Write it with aikg export.",
            )

    @property
    def named(self) -> bool:
        """Whether it keeps the names of graphs; else all are one, which goes by `ALL`."""
        return self._format.syntax.graphs

    def graphs(self) -> list[str]:
        """The IRIs of its graphs."""
        return sorted({graph for graph, _ in self._all()}) if self.named else [ALL]

    def lines(self, graphs: Collection[str]) -> Iterator[Lines]:
        """All triples of these graphs, in the order of the file.

        Raises:
            SyntaxFault: it is not well-formed.
            FileUnreadable: it cannot be read.
        """
        wanted = frozenset(graphs)
        return in_blocks((graph, line) for graph, line in self._all() if graph in wanted)

    def _all(self) -> Iterator[Lines]:
        for name, line in self._read():
            if name.startswith(self._prefix):
                yield GRAPH + name[len(self._prefix) :], line
            else:
                yield name, line

    def _read(self) -> Iterator[Lines]:
        try:
            with ExitStack() as kept:
                stream = cast("BinaryIO", kept.enter_context(self._path.open("rb")))
                if self._format.syntax is PARQUET:
                    yield from _rows(stream)
                    return
                if self._format.compression == "gz":
                    stream = cast("BinaryIO", kept.enter_context(gzip.open(stream)))
                elif self._format.compression == "zst":
                    stream = kept.enter_context(zstd().open(stream))
                format = ox.RdfFormat.from_extension(self._format.syntax.suffix)
                for quad in ox.parse(stream, format=format):
                    graph = quad.graph_name
                    name = graph.value if isinstance(graph, ox.NamedNode) else self._prefix
                    yield name, f"{quad.triple} .".encode()
        except SyntaxError as fault:
            raise SyntaxFault(
                "the file is not well-formed",
                found=str(fault),
                where=Place(str(self._path), fault.lineno, fault.offset),
            ) from None
        except self._faults() as error:
            raise FileUnreadable(
                "the file cannot be read",
                found=getattr(error, "strerror", None) or str(error),
                where=Place(str(self._path)),
            ) from None

    def _faults(self) -> tuple[type[Exception], ...]:
        """What is raised where a file is cut short, or is something else than its name says."""
        if self._format.syntax is PARQUET:
            return OSError, pyarrow()[0].ArrowException
        if self._format.compression == "zst":
            return OSError, EOFError, zstd().ZstdError
        return OSError, EOFError, zlib.error


class United:
    """Graphs of a store as one, which goes by `ALL`.

    Args:
        store: the store.
        graphs: the IRIs of its graphs.
    """

    def __init__(self, store: Store, graphs: Sequence[str]) -> None:
        self._store = store
        self._graphs = {graph: graph for graph in graphs}

    def graphs(self) -> list[str]:
        """The one."""
        return [ALL]

    def lines(self, graphs: Collection[str]) -> Iterator[Lines]:
        """All triples, each once."""
        if ALL in graphs:
            yield from in_blocks((ALL, line[:-1]) for line in united(self._store, self._graphs))


def _rows(stream: BinaryIO) -> Iterator[Lines]:
    _, parquet = pyarrow()
    for batch in parquet.ParquetFile(stream).iter_batches():
        for row in batch.to_pylist():
            yield row["graph"], f"{_triple(row)} .".encode()


def _triple(row: dict[str, Any]) -> str:
    return f"{_node(row['subject'])} <{row['predicate']}> {_object(row)}"


def _node(text: str) -> str:
    return text if text.startswith("_:") else f"<{text}>"


def _object(row: dict[str, Any]) -> str:
    text = row["object"]
    if row["kind"] == "triple":
        return str(text)
    if row["kind"] != "literal":
        return _node(text)
    if row["language"]:
        direction = row["direction"] and ox.BaseDirection(row["direction"])
        return str(ox.Literal(text, language=row["language"], direction=direction or None))
    return str(ox.Literal(text, datatype=ox.NamedNode(row["datatype"])))
