"""What is linked, directly or over others, found in rounds of joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.distributed.pasted import pasted

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def components(links: DataFrame) -> DataFrame:
    """Give for each thing that is linked the first, in order, of all that hang together with it.

    Large stars and small stars in turn (Kiveris et al., Connected Components in MapReduce and
    Beyond, SoCC 2014): the rounds follow the logarithm of the longest chain, not its length.

    Args:
        links: pairs of the columns `a` and `b`, in any direction.

    Returns:
        Pairs of `node` and `root`; what is its own root is left out.
    """
    from pyspark.sql import functions as f

    def key(frame: DataFrame) -> tuple[int, int]:
        told = frame.agg(
            f.count("*"), f.coalesce(f.sum(f.xxhash64("a", "b") % 1_000_003), f.lit(0))
        ).collect()[0]
        return int(told[0]), int(told[1])

    edges = pasted(
        links.where("a <> b")
        .select(f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b"))
        .distinct()
    )
    before = None
    while (now := key(edges)) != before:
        before = now
        both = edges.union(edges.select("b", "a"))
        least = both.groupBy("a").agg(f.least(f.min("b"), f.col("a")).alias("m"))
        large = both.where("b > a").join(least, "a").select(f.col("b").alias("a"), "m")
        large = large.where("a <> m").distinct().withColumnRenamed("m", "b")
        lowest = large.groupBy("a").agg(f.min("b").alias("m"))
        near = large.join(lowest, "a").select(f.col("b").alias("a"), "m")
        small = near.union(lowest).where("a <> m").distinct().withColumnRenamed("m", "b")
        edges = pasted(small)
    return edges.select(f.col("a").alias("node"), f.col("b").alias("root"))
