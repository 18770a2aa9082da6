"""Parquet: a table of quads, for data frames and engines of columns."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from aikg.ground.errors import InputError
from aikg.ground.terms import bare
from aikg.transfer.files.quads import by_graph
from aikg.transfer.files.terms import node, object_of, split

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from aikg.store import Store

COLUMNS: Final = (
    *("graph", "subject", "predicate", "object"),
    *("kind", "datatype", "language", "direction"),
)
"""The columns of the table, all of them text; those from `kind` on are about the object."""

_ROWS: Final = 131_072
"""The rows of a row group: what is held at once, and what readers can skip or share out."""


def write_parquet(stream: BinaryIO, store: Store, graphs: Mapping[str, str]) -> int:
    """Write one graph after the other in row groups, and give the number of rows.

    Raises:
        InputError: pyarrow is not installed.
    """
    pa, parquet = pyarrow()
    schema = pa.schema([pa.field(name, pa.string()) for name in COLUMNS])
    number = 0
    told = by_graph(store, graphs)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := [_row(graph, line) for graph, line in islice(told, _ROWS)]:
            columns = zip(*rows, strict=True)
            writer.write_table(
                pa.table([pa.array(column, pa.string()) for column in columns], schema=schema)
            )
            number += len(rows)
    return number


def _row(graph: bytes, line: bytes) -> tuple[str | None, ...]:
    subject, predicate, written = split(line.decode())
    told = object_of(written)
    return (
        *(bare(graph.decode()), node(subject), node(predicate), told.value, told.kind),
        *(part or None for part in (told.datatype, told.language, told.direction)),
    )


def pyarrow() -> tuple[Any, Any]:
    """Give the library for Parquet, and its part for files.

    Raises:
        InputError: it is not installed.
    """
    try:
        import pyarrow as found
        from pyarrow import parquet
    except ImportError:
        raise InputError(
            "Parquet needs the package pyarrow",
            found="none",
            mend="Install the extra: pip install 'aikg[transfer]'. Or write .nq.gz.",
        ) from None
    return found, parquet
