"""The slices of all batches, walked together: a join for each step that shapes take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aikg.distributed.pasted import pasted
from aikg.gate.reach.automaton import START

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame, SparkSession

    from aikg.gate.reach import Reach
    from aikg.gate.reach.automaton import Automaton

_STEPS = "state int, by string, inverse boolean, later int, further boolean"


def walked(spark: SparkSession, told: DataFrame, focus: DataFrame, reach: Reach) -> DataFrame:
    """Find the triples that it takes to judge each batch, as `gate.reach.as_it_stands` does.

    Args:
        spark: the session.
        told: the rows of the graphs that tell of the world.
        focus: the batches, as `focused` gives them.
        reach: how far the shapes look.

    Returns:
        The columns `batch`, `s`, `p` and `o`, each triple once in a batch; and with an empty `s`,
        of which predicates the batch's nodes are values.
    """
    from pyspark.sql import functions as f

    steps = f.broadcast(spark.createDataFrame([*transitions(reach.automaton)], _STEPS))
    out, into = steps.where("not inverse").drop("inverse"), steps.where("inverse").drop("inverse")
    along = (f.col("by") == "") | (f.col("by") == f.col("p"))
    triples = told.select("s", "p", "o")
    ahead = seen = pasted(focus.select("batch", f.lit(START).alias("state"), "node"))
    found = None
    while not ahead.isEmpty():
        things = ahead.where(~f.col("node").startswith('"') & ~f.col("node").startswith("<<"))
        down = things.join(out, "state").join(triples, f.col("node") == f.col("s")).where(along)
        up = ahead.join(into, "state").join(triples, f.col("node") == f.col("o")).where(along)
        ends = pasted(up.select("batch", "s", "p", "o").distinct())
        found = ends if found is None else found.union(ends)
        later = down.where("further").select(
            "batch", f.col("later").alias("state"), f.col("o").alias("node")
        )
        later = later.union(up.where("further").select("batch", f.col("later"), f.col("s")))
        later = later.distinct().join(seen, ["batch", "state", "node"], "left_anti")
        ahead = pasted(later)
        seen = seen.union(ahead)
    visited = seen.where(~f.col("node").startswith('"')).select("batch", "node").distinct()
    whole = visited.join(triples, f.col("node") == f.col("s")).select("batch", "s", "p", "o")
    targets = triples.where(f.col("p").isin(sorted(f"<{iri}>" for iri in reach.objects_of)))
    values = targets.select("p", "o").distinct().join(focus, f.col("node") == f.col("o"))
    marks = values.select("batch", f.lit("").alias("s"), "p", "o")
    return (whole if found is None else whole.union(found)).union(marks).distinct()


def transitions(automaton: Automaton) -> Iterator[tuple[int, str, bool, int, bool]]:
    """Give the steps of an automaton as a table.

    Returns:
        Rows of a state, the predicate in N-Triples (empty for any), whether the edge is walked from
        its object, the state that the step leads to, and whether steps go on from there.

    Examples:
        >>> from aikg.gate.reach.automaton import Automaton, Step
        >>> automaton = Automaton()
        >>> _ = automaton.step(START, Step("urn:p"))
        >>> [*transitions(automaton)]
        [(0, '<urn:p>', False, 1, False)]
    """
    waiting, seen = [START], {START}
    while waiting:
        state = waiting.pop()
        for step, later in sorted(automaton.after(state)):
            by = f"<{step.predicate}>" if step.predicate else ""
            yield state, by, step.inverse, later, bool(automaton.after(later))
            if later not in seen:
                seen.add(later)
                waiting.append(later)
