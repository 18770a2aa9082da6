"""Exports of a made-up graph on disk: time, memory and size of each format, beside the engine's own dump.

    python benchmarks/exports.py [--deals 100000] [--formats nq nt.gz …]

Prints a Markdown table. The graph is what is told, not derived; each export is a process of its own.
The dump is the engine's, to N-Quads in whatever order it has them. Temporary files stand where `TMPDIR`
says. The graph is made in a process of its own too: a child's peak begins at that of its parent.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time

import pyoxigraph as ox
from generator import Tally, generate

FILL, DUMP = "fill", "dump"
FORMATS = ("nt", "nq", "nq.gz", "nq.zst", "trig", "ttl", "jsonld", "rdf", "parquet")


def fill(folder: Path, deals: int, seed: int) -> int:
    """Load the made-up graph into a store, and give the number of its quads."""
    file, tally = folder / "told.nq", Tally()
    with file.open("w", encoding="utf-8") as stream:
        for piece in generate(deals, seed, tally):
            stream.write(piece)
    store = ox.Store(str(folder / "store"))
    store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
    store.flush()
    file.unlink()
    return tally.quads


def measure(folder: Path, format: str) -> None:
    """Write one file, and print seconds, those of processors, megabytes at the peak, and bytes."""
    from aikg.store import EmbeddedStore
    from aikg.transfer.files import chosen, write_file

    file = folder / f"out.{'nq' if format == DUMP else format}"
    engine = ox.Store.read_only(str(folder / "store"))
    start, worked = perf_counter(), process_time()
    if format == DUMP:
        engine.dump(str(file), format=ox.RdfFormat.N_QUADS)
    else:
        store = EmbeddedStore(engine)
        write_file(file, store, {graph: graph for graph in store.graphs()}, chosen(file.name))
    taken = [perf_counter() - start, process_time() - worked]
    print(json.dumps([*taken, getrusage(RUSAGE_SELF).ru_maxrss / 1000, file.stat().st_size]))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--deals", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--formats", nargs="+", default=[DUMP, *FORMATS])
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child and given.formats == [FILL]:
        print(fill(given.child, given.deals, given.seed))
        return
    if given.child:
        measure(given.child, given.formats[0])
        return
    with tempfile.TemporaryDirectory(prefix="aikg-exports-") as name:

        def child(what: str) -> str:
            command = [sys.executable, __file__, "--child", name, "--formats", what]
            command += ["--deals", str(given.deals), "--seed", str(given.seed)]
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout

        quads = int(child(FILL))
        print(f"{given.deals:,} deals, {quads:,} quads\n")
        print("| format | s | of processors, s | MB at the peak | MB of file |")
        print("| --- | ---: | ---: | ---: | ---: |")
        for format in given.formats:
            seconds, worked, peak, size = json.loads(child(format))
            numbers = f"{seconds:.1f} | {worked:.1f} | {peak:,.0f} | {size / 1e6:,.0f}"
            print(f"| {format} | {numbers} |", flush=True)


if __name__ == "__main__":
    main()
