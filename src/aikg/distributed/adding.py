"""Pair totals of what was counted, by the code that adds up on one machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.derive.totals import POSITION, current, parted, told
from aikg.derive.units import roots
from aikg.distributed.counting import UNITS, in_derived
from aikg.ground.terms import DERIVED_GRAPH
from aikg.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyspark.sql import DataFrame, SparkSession

    from aikg.derive.totals import Pair, Part

_IN_DERIVED: Final = f" <{DERIVED_GRAPH}> ."


def added_up(spark: SparkSession, lines: DataFrame, units: bytes) -> DataFrame:
    """Add up all positions of a dump between any two organizations.

    Args:
        spark: the session.
        lines: the column `value`, as `counted` gives it.
        units: which unit is of which organization, in N-Triples.

    Returns:
        The column `value`: lines of N-Quads, in the derived graph.
    """
    from pyspark.sql import functions as f

    store = EmbeddedStore()
    store.load(UNITS, [units])
    root = spark.sparkContext.broadcast(roots(store))
    of_positions = lines.where(f.col("value").startswith(POSITION)).rdd.map(lambda row: row[0])
    positions = of_positions.groupBy(lambda line: line.split(" ", 1)[0])
    parts = positions.values().flatMap(lambda some: parts_of(some, root.value))
    totals = parts.groupByKey().flatMap(lambda one: total_of(*one))
    return spark.createDataFrame(totals.map(lambda line: (line,)), "value string")


def parts_of(lines: Iterable[str], root: Mapping[str, str]) -> Iterator[tuple[Pair, Part]]:
    """Give what positions add to which pairs.

    Args:
        lines: all that is told of the positions, as lines of N-Quads.
        root: for each unit the organization that it rolls up into.
    """
    triples = (line.removesuffix(_IN_DERIVED) + " ." for line in lines)
    for pair, parts in parted(current(triples), root).items():
        for part in parts:
            yield pair, part


def total_of(pair: Pair, parts: Iterable[Part]) -> Iterator[str]:
    """Write a pair total as lines of N-Quads, in the derived graph."""
    return map(in_derived, told(pair, list(parts)))
