"""N-Quads as rows of terms, as the embedded engine keeps them."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from aikg.ground.errors import FileUnreadable, SyntaxFault
from aikg.ground.terms import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark.sql import DataFrame, SparkSession

    Row = tuple[str | None, str, str, str]

COLUMNS: Final = "s string, p string, o string, g string"
"""Subject, predicate and object in N-Triples, and the bare IRI of the graph."""
_AT_ONCE: Final = 20_000


def quads(spark: SparkSession, path: str) -> DataFrame:
    """Read a dump into rows of the columns `s`, `p`, `o` and `g`, and keep them.

    Statements outside of named graphs are left out, as every question and check leaves them out.

    Args:
        spark: the session.
        path: a file or a folder of N-Quads (also `.gz` or `.bz2`), or an address that Spark reads.

    Raises:
        FileUnreadable: there is no such file.
        SyntaxFault: a line is no N-Quads; shows the line.
    """
    from pyspark import StorageLevel

    if "://" not in path and not Path(path).exists():
        raise FileUnreadable(f"there is no file {path}", mend="Name a file or folder of N-Quads.")
    lines = spark.read.text(path).rdd.map(lambda row: row[0])
    rows = spark.createDataFrame(lines.mapPartitions(parsed), COLUMNS)
    rows = rows.persist(StorageLevel.MEMORY_AND_DISK)
    for row in rows.where("s is null").limit(1).collect():
        raise SyntaxFault(
            row["p"], expected="a statement of N-Quads", found=row["o"], mend="Mend the line."
        )
    return rows


def parsed(lines: Iterable[str]) -> Iterator[Row]:
    """Parse lines into terms, with literals as the engine rewrites them; each statement once.

    Returns:
        Rows of subject, predicate, object and graph. Where a line is no N-Quads, one without a
        subject: what is wrong, and the line.

    Examples:
        >>> [*parsed(['<urn:s> <urn:p> "01"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:g> .'])]
        [('<urn:s>', '<urn:p>', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', 'urn:g')]
        >>> [*parsed(["<urn:s> <urn:p>"])][0][0] is None
        True
    """
    waiting = iter(lines)
    while some := list(islice(waiting, _AT_ONCE)):
        scratch = ox.Store()
        try:
            scratch.extend(
                quad
                for quad in ox.parse("\n".join(some), format=ox.RdfFormat.N_QUADS)
                if isinstance(quad.graph_name, ox.NamedNode)
            )
        except SyntaxError as error:
            line = some[min(error.lineno or 1, len(some)) - 1]
            yield None, f"not well-formed: {error.msg}", line[:200], ""
            return
        for quad in scratch:
            graph = bare(str(quad.graph_name))
            yield str(quad.subject), str(quad.predicate), str(quad.object), graph
