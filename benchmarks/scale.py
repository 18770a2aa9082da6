"""What a core does in a second of a dump: parsing, counting and validating; and on Spark all of it."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from generator import Tally, generate
from pyoxigraph import RdfFormat, serialize

from aikg.derive.linked import subjects
from aikg.derive.vocabulary import Vocabulary
from aikg.distributed import run, session
from aikg.distributed.counting import counted_parts
from aikg.distributed.dump import parsed
from aikg.distributed.validating import read_parts, validated_parts
from aikg.gate.check import packaged_shapes
from aikg.gate.known import Known
from aikg.gate.reach import as_it_stands
from aikg.gate.reach.overlay import UNTOLD
from aikg.gate.whole.batches import graphs_told
from aikg.gate.whole.batches import subjects as of_graph
from aikg.ground.packaged import ontology_files
from aikg.ground.terms import ONTOLOGY_GRAPH
from aikg.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable

_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=1_000, help="how many (default: 1000)")
    parser.add_argument("--master", help="run all of it on this master of Spark, too")
    options = parser.parse_args()
    store, tally = EmbeddedStore(), Tally()
    for file in ontology_files():
        store.load_file(ONTOLOGY_GRAPH, file)
    lines = "".join(generate(options.deals, 7, tally)).splitlines()
    rows = shown("parsed", "quads", lambda: [*parsed(lines)])
    lines += [f"{t} <{ONTOLOGY_GRAPH}> ." for t in store.read(ONTOLOGY_GRAPH)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "dump.nq"
        file.write_text("\n".join(lines), encoding="utf-8")
        store.load_quads(file)
        alone(store, rows)
        if options.master and find_spec("pyspark"):
            on_spark(options.master, folder, len(rows))


def alone(store: EmbeddedStore, rows: list[tuple[str | None, str, str, str]]) -> None:
    """The work of one process, without what brings it together."""
    known = Known.of(store.read(ONTOLOGY_GRAPH))
    words = (serialize(known.vocabulary, format=RdfFormat.N_TRIPLES) or b"").decode()
    told = [row for row in rows if row[3] not in UNTOLD]
    abouts = [f"<{one}>" for one in subjects(store)]
    vocabulary = Vocabulary.read(store)
    parts = [*((0, *row) for row in told), *((0, one, "", "", "") for one in abouts)]
    shown("counted", "agreements", lambda: [*counted_parts(parts, vocabulary, b"")], len(abouts))
    batches = slices(store)
    nodes = sum(not subject and not predicate for _, subject, predicate, _ in batches)
    shown("validated", "nodes", lambda: [*validated_parts(batches, words, "turbo")], nodes)
    by_graph = sorted(told, key=lambda row: row[3])
    shown("read", "quads", lambda: [*read_parts(by_graph, known.terms)], len(told))


def slices(store: EmbeddedStore) -> list[tuple[int, str, str, str]]:
    """The slices of all batches, as the walk over a dump gives them."""
    found: list[tuple[int, str, str, str]] = []
    reach, number = packaged_shapes().reach, 0
    for graph in graphs_told(store):
        for batch in of_graph(store, graph, store.read(graph)):
            number += 1
            for t in as_it_stands(store, reach, batch):
                found.append((number, str(t.subject), str(t.predicate), str(t.object)))
            found += [(number, "", "", f"{graph} {node}") for node in batch]
    return found


def on_spark(master: str, folder: str, quads: int) -> None:
    settings = {"spark.sql.shuffle.partitions": "4", "spark.default.parallelism": "4"}
    for number in range(2):
        start = time.perf_counter()
        with session(master, settings) as spark:
            driver = spark.sparkContext._gateway.proc.pid
            before = used(driver)
            outcome = run(spark, f"{folder}/dump.nq", f"{folder}/out-{number}")
            cores = used(driver) - before
        wall = time.perf_counter() - start
        print(
            f"on Spark, run {number + 1}: {quads:,} quads, {outcome.agreements:,} agreements in "
            f"{wall:.0f} s, {cores:.0f} core-seconds: {quads / cores:,.0f} quads per core-second"
        )


def used(process: int) -> float:
    """The core-seconds of a process and of all that it has started, those that ended included."""
    total = 0.0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rsplit(") ", 1)[1].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(entry.name) == process:
            total += sum(map(int, fields[11:15])) / _TICKS
        elif int(fields[1]) == process:
            total += used(int(entry.name))
    return total


def shown(did: str, what: str, work: Callable[[], list], number: int | None = None) -> list:
    start = time.process_time()
    made = work()
    cores = time.process_time() - start
    number = len(made) if number is None else number
    print(f"{did}: {number:,} {what}, {cores:.2f} core-seconds: {number / cores:,.0f} a second")
    return made


if __name__ == "__main__":
    main()
