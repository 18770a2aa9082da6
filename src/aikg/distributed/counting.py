"""The clusters of a part, counted by the code that counts them on one machine."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from aikg.derive.clusters import derived_of
from aikg.derive.vocabulary import Vocabulary
from aikg.ground.errors import InputError
from aikg.ground.terms import AIKG, DERIVED_GRAPH, ONTOLOGY_GRAPH, bare
from aikg.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark.sql import DataFrame, SparkSession

    from aikg.distributed.parts import Parts

    Row = tuple[int, str, str, str, str]

BATCH: Final = 1_000
"""Agreements in a part: the memory of a process follows it, and the largest cluster."""
UNITS: Final = "urn:aikg:units"
_UNIT_TERMS: Final = [f"<{AIKG}{name}>" for name in ("unitOf", "unitRelation", "parent")]
_ENDS: Final = f"<{AIKG}validUntil>"


def units_told(rows: DataFrame) -> bytes:
    """Which unit is of which organization, and which are no more, of a dump, in N-Triples."""
    from pyspark.sql import functions as f

    told = rows.where(f.col("g") != DERIVED_GRAPH).select("s", "p", "o")
    units = told.where(f.col("p").isin(_UNIT_TERMS))
    related = units.where(f.col("p") == _UNIT_TERMS[1]).select(f.col("o").alias("s"))
    ended = told.where(f.col("p") == _ENDS).join(related, "s", "left_semi")
    return text(units.union(ended.select("s", "p", "o")).collect())


def counted(spark: SparkSession, rows: DataFrame, parted: Parts, units: bytes) -> DataFrame:
    """Count all clusters of a dump.

    The rules that close what is derived under the vocabulary are not run: they join all of it.

    Args:
        spark: the session.
        rows: as `dump.quads` gives them.
        parted: its clusters.
        units: as `units_told` gives them.

    Returns:
        The column `value`: lines of N-Quads, in the derived graph.

    Raises:
        InputError: the vocabulary is not in the dump.
    """
    from pyspark.sql import functions as f

    ontology = text(rows.where(f.col("g") == ONTOLOGY_GRAPH).select("s", "p", "o").collect())
    if not ontology:
        raise InputError(
            "there is no vocabulary in the dump",
            expected=f"the graph {ONTOLOGY_GRAPH}",
            mend="Export the whole graph: aikg export FILE.nq",
        )
    store = EmbeddedStore()
    store.load(ONTOLOGY_GRAPH, [ontology])
    told = spark.sparkContext.broadcast((Vocabulary.read(store), units))
    number = -(-parted.subjects.count() // BATCH) or 1
    part = f.pmod(f.xxhash64("cluster"), f.lit(number)).cast("int").alias("part")
    needed = parted.owned.select("node", part).distinct()
    facts = rows.join(needed, rows["s"] == needed["node"]).select("part", "s", "p", "o", "g")
    marks = parted.subjects.select(
        part, f.col("node").alias("s"), *(f.lit("").alias(name) for name in "pog")
    )
    parts = facts.where(f.col("g") != DERIVED_GRAPH).union(marks)
    parts = parts.repartition(number, "part").sortWithinPartitions("part")
    lines = parts.rdd.map(tuple).mapPartitions(lambda some: counted_parts(some, *told.value))
    return spark.createDataFrame(lines.map(lambda line: (line,)), "value string")


def counted_parts(rows: Iterable[Row], vocabulary: Vocabulary, units: bytes) -> Iterator[str]:
    """Count parts, one after another.

    Args:
        rows: part, subject, predicate, object and graph, in the order of parts; an agreement of the
            part has no predicate.
        vocabulary: the ontology's terms, by what they mean for counting.
        units: which unit is of which organization, in N-Triples.

    Returns:
        Lines of N-Quads, in the derived graph.
    """
    for _, some in groupby(rows, key=itemgetter(0)):
        store = EmbeddedStore()
        store.load(UNITS, [units])
        agreements: list[str] = []
        by_graph: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for _, subject, predicate, value, graph in some:
            if predicate:
                by_graph[graph].append((subject, predicate, value))
            elif subject.startswith("<"):
                agreements.append(bare(subject))
        for graph, triples in by_graph.items():
            store.load(graph, [text(triples)])
        for line in dict.fromkeys(derived_of(store, sorted(agreements), vocabulary)):
            yield in_derived(line)


def in_derived(line: str) -> str:
    """Write a line of N-Triples as one of N-Quads, in the derived graph.

    Examples:
        >>> in_derived("<urn:s> <urn:p> <urn:o> .")
        '<urn:s> <urn:p> <urn:o> <https://w3id.org/aikg/graph/derived> .'
    """
    return f"{line.rstrip().removesuffix('.').rstrip()} <{DERIVED_GRAPH}> ."


def text(triples: Iterable[tuple[str, str, str]]) -> bytes:
    r"""Write terms as N-Triples.

    Examples:
        >>> text([("<urn:s>", "<urn:p>", "<urn:o>")])
        b'<urn:s> <urn:p> <urn:o> .\n'
    """
    return "".join(f"{s} {p} {o} .\n" for s, p, o in triples).encode()
