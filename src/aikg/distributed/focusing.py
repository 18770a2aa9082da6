"""The nodes that shapes can target, each in one batch alone, with the graph that tells of it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.distributed.pasted import pasted
from aikg.gate.whole.batches import SIZE

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from aikg.gate.reach import Reach


def focused(spark: SparkSession, told: DataFrame, owned: DataFrame, reach: Reach) -> DataFrame:
    """Put the focus nodes of a dump into batches, those of one cluster together.

    Args:
        spark: the session.
        told: the rows of the graphs that tell of the world.
        owned: what claims are read through, by cluster, as `parts` gives it.
        reach: how far the shapes look.

    Returns:
        The columns `batch`, `node` and `graph`; the last is empty for what nothing tells of.
    """
    from pyspark.sql import functions as f

    blank = f.col("node").startswith("_:")
    subjects = told.select(f.col("s").alias("node"), "g")
    values = told.where(f.col("p").isin(_terms(reach.objects_of)) & ~f.col("o").startswith("<<"))
    values = values.select(f.col("o").alias("node"), "g")
    ends = told.where(f.col("s").startswith("_:") | f.col("o").startswith("_:"))
    both = ends.select(f.col("s").alias("node"), "g").union(ends.select("o", "g"))
    nodes = _first(subjects.where(~blank))
    nodes = nodes.union(_first(values.where(~blank)).join(nodes, "node", "left_anti"))
    nodes = nodes.union(_first(both.where(blank)))
    silent = spark.createDataFrame(
        [(node, "") for node in _terms(reach.nodes)], "node string, g string"
    )
    nodes = nodes.union(silent.join(nodes, "node", "left_anti"))
    mine = owned.groupBy("node").agg(f.min("cluster").alias("cluster"))
    nodes = pasted(nodes.join(mine, "node", "left"))
    number = -(-nodes.count() // SIZE) or 1
    batch = f.pmod(f.xxhash64(f.coalesce("cluster", "node")), f.lit(number)).cast("int")
    return nodes.select(batch.alias("batch"), "node", f.col("g").alias("graph"))


def _first(told: DataFrame) -> DataFrame:
    from pyspark.sql import functions as f

    return told.groupBy("node").agg(f.min("g").alias("g"))


def _terms(iris: frozenset[str]) -> list[str]:
    return sorted(f"<{iri}>" for iri in iris)
