"""A dump, validated and counted: files with what is derived, and a report of what is found."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from aikg.distributed.adding import added_up
from aikg.distributed.counting import counted, text, units_told
from aikg.distributed.dump import quads
from aikg.distributed.focusing import focused
from aikg.distributed.parts import parts
from aikg.distributed.pasted import pasted
from aikg.distributed.validating import read_parts, validated_parts
from aikg.distributed.walking import walked
from aikg.gate.check import packaged_shapes
from aikg.gate.findings import Finding
from aikg.gate.known import Known
from aikg.gate.reach.overlay import UNTOLD
from aikg.gate.whole.batches import Odd
from aikg.gate.whole.checking import KEPT
from aikg.gate.whole.judging import nested
from aikg.gate.whole.tally import Tally
from aikg.ground.errors import FileUnreadable
from aikg.ground.terms import ONTOLOGY_GRAPH
from aikg.store import EmbeddedStore

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from aikg.distributed.parts import Parts
    from aikg.gate.findings import Report

DERIVED = "derived"
"""The folder with what is derived, in the folder that is asked for."""
_WORK = "unfinished"
_ODD_AT_MOST = 10_001


@dataclass(frozen=True)
class Outcome:
    """What came of a dump.

    Attributes:
        report: what is found; each finding has the named graph for its place.
        agreements: how many agreements and events were counted.
        derived: how many statements were derived.
    """

    report: Report
    agreements: int
    derived: int


def run(
    spark: SparkSession, dump: str, out: str, *, kept: int = KEPT, name: str = "the dump"
) -> Outcome:
    """Validate and count a dump of N-Quads.

    What is found is what `aikg check --all` finds by shapes, terms and literals. Checks that look
    through the whole graph for what is alike (the same deal twice, sums of tranches, names), and
    the rules that close what is derived, need the graph in a store.

    Args:
        spark: a session.
        dump: a file or folder of N-Quads, or an address that Spark reads.
        out: a folder that is not there yet, which all machines of Spark can write.
        kept: how many findings of each severity are listed; all are counted.
        name: what the report calls the dump.

    Raises:
        FileUnreadable: there is no dump, or the folder is there already.
        SyntaxFault: a line is no N-Quads.
        InputError: the vocabulary is not in the dump, or it has very many blank nodes.
    """
    if "://" not in out and Path(out).exists():
        raise FileUnreadable(f"{out} is there already", mend="Name a folder that is to be made.")
    work = f"{out.rstrip('/')}.{_WORK}"
    spark.sparkContext.setCheckpointDir(work)
    try:
        rows = quads(spark, dump)
        parted = parts(rows)
        units = units_told(rows)
        counted(spark, rows, parted, units).write.text(f"{work}/{DERIVED}")
        lines = spark.read.text(f"{work}/{DERIVED}")
        added_up(spark, lines, units).write.mode("append").text(f"{work}/{DERIVED}")
        report = _validated(spark, rows, parted, Tally(kept), name)
        derived = spark.read.text(f"{work}/{DERIVED}").count()
        _moved(spark, f"{work}/{DERIVED}", out)
        return Outcome(report, parted.subjects.count(), derived)
    finally:
        _removed(spark, work)


def _validated(
    spark: SparkSession, rows: DataFrame, parted: Parts, tally: Tally, name: str
) -> Report:
    from pyspark.sql import functions as f

    told = rows.where(~f.col("g").isin(*UNTOLD))
    ontology = rows.where(f.col("g") == ONTOLOGY_GRAPH).select("s", "p", "o").collect()
    known = Known.of(q.triple for q in ox.parse(text(ontology), format=ox.RdfFormat.N_TRIPLES))
    tally.take(nested(_odd(told)))
    reach = packaged_shapes().reach
    focus = focused(spark, told, parted.owned, reach)
    slices = walked(spark, told, focus, reach)
    marks = focus.select(
        "batch", f.lit("").alias("s"), f.lit("").alias("p"), f.concat_ws(" ", "graph", "node")
    )
    words = (ox.serialize(known.vocabulary, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
    shared = spark.sparkContext.broadcast((words, known.terms))
    slices = slices.union(marks).repartition("batch").sortWithinPartitions("batch")
    found = slices.rdd.map(tuple).mapPartitions(
        lambda some: validated_parts(some, shared.value[0], "turbo")
    )
    graphs = told.select("s", "p", "o", "g").distinct().repartition("g")
    read = graphs.sortWithinPartitions("g").rdd.map(tuple)
    found = found.union(read.mapPartitions(lambda some: read_parts(some, shared.value[1])))
    triples = 0
    # Worked out by all at once, and brought here a part at a time.
    pickled = found.map(lambda each: (pickle.dumps(each),))
    for row in pasted(spark.createDataFrame(pickled, "value binary")).toLocalIterator():
        each = pickle.loads(row[0])
        if isinstance(each, Finding):
            tally.take([each])
        else:
            triples += each
    return tally.report(name, triples, 0)


def _odd(told: DataFrame) -> Odd:
    """What has blank nodes, or a triple for its object: so little that it is looked at here."""
    from pyspark.sql import functions as f

    odd = told.where(
        f.col("s").startswith("_:") | f.col("o").startswith("_:") | f.col("o").startswith("<<")
    )
    found = odd.select("s", "p", "o", "g").limit(_ODD_AT_MOST).collect()
    store = EmbeddedStore()
    for graph in {row["g"] for row in found}:
        lines = text((row["s"], row["p"], row["o"]) for row in found if row["g"] == graph)
        store.add(graph, [q.triple for q in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)])
    return Odd.of(store)


def _moved(spark: SparkSession, start: str, end: str) -> None:
    files, source, target = _files(spark, start, end)
    files.mkdirs(target.getParent())
    if not files.rename(source, target):
        raise FileUnreadable(f"{end} cannot be written", mend="Name a folder that can be made.")


def _removed(spark: SparkSession, folder: str) -> None:
    if "://" not in folder:
        shutil.rmtree(folder, ignore_errors=True)
        return
    files, path, _ = _files(spark, folder, folder)
    files.delete(path, True)


def _files(spark: SparkSession, one: str, other: str) -> tuple[Any, Any, Any]:
    """Hadoop's file system of a path, which is that of all machines, and two paths on it."""
    jvm: Any = spark.sparkContext._jvm
    jsc: Any = spark.sparkContext._jsc
    paths = [jvm.org.apache.hadoop.fs.Path(each) for each in (one, other)]
    return paths[0].getFileSystem(jsc.hadoopConfiguration()), *paths
