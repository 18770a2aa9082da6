"""The time of deriving everything, and of plain totals, on made-up graphs.

    python benchmarks/deriving.py [--deals 1000 10000 100000] [--million] [--disk] [--keep FOLDER]

Prints a Markdown table. Each size runs in a process of its own: it makes a graph with `generate.py`
(not timed), loads it, derives all that follows, and adds up what each organization is paid by plain
SPARQL. rdflib loads the same file and adds up the same derived triples beside it, as long as that
takes at most `--time-out` seconds; it has nothing to derive with. `claims.py` has one new claim.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext, suppress
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import Any

import pyoxigraph as ox
from generator import Tally, generate

from aikg.derive import derive_all
from aikg.ground import packaged
from aikg.ground.terms import AIKG, DERIVED_GRAPH, ONTOLOGY_GRAPH
from aikg.store import EmbeddedStore

SEED = 7
MOST_FOR_RDFLIB = 100_000
"""Deals: the triples of more do not fit into memory as rdflib keeps them."""
MEGABYTE = 1024

TOTALS = """
SELECT ?payee ?currency (SUM(?paid) AS ?sumPaid) (SUM(?committed) AS ?sumCommitted)
  (SUM(?possible) AS ?sumPossible)
WHERE {
  ?position a aikg:CurrentPosition ; aikg:positionPayee ?payee ; aikg:currency ?currency ;
    aikg:paid ?paid ; aikg:committed ?committed ; aikg:possible ?possible .
}
GROUP BY ?payee ?currency
"""


class Watch:
    """Seconds on the clock, and of the processors by this process and its own, since it was made."""

    def __init__(self) -> None:
        self._start, self._work = perf_counter(), worked()

    def read(self) -> tuple[float, float]:
        return perf_counter() - self._start, worked() - self._work


def worked() -> float:
    """Seconds of the processors by this process and by those of its own that have ended."""
    own = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in own)


def resident() -> float:
    """The memory of this process now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024 / MEGABYTE


def forget_peak() -> None:
    """Begin anew to watch what memory this process has (Linux, proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> float:
    """The most memory that this process has had since, in megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / MEGABYTE


class Counters(Thread):
    """Watches what memory the processes that count have together, in megabytes at the most.

    What the system tells of them once they have ended is what this process had when it started them.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self._ended = Event()

    def run(self) -> None:
        while not self._ended.wait(0.05):
            self.most = max(self.most, sum(map(_proportion, _children())))

    def end(self) -> float:
        self._ended.set()
        self.join()
        return self.most


def _children() -> list[int]:
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # a thread that has ended meanwhile
            found += map(int, (task / "children").read_text().split())
    return found


def _proportion(pid: int) -> float:
    """The resident memory of a process, in megabytes; 0 for one that is gone or not begun."""
    try:
        if b"aikg.derive.counter" not in Path(f"/proc/{pid}/cmdline").read_bytes():
            return 0.0  # a copy of this one, that does not yet run what it is to run
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * resource.getpagesize() / 1024 / MEGABYTE


def made(deals: int, folder: Path) -> tuple[Path, Tally]:
    file, tally = folder / "made.nq", Tally()
    with file.open("w", encoding="utf-8") as stream:
        for piece in generate(deals, SEED, tally):
            stream.write(piece)
    return file, tally


def beside(file: Path, derived: bytes) -> tuple[float, float]:
    """Seconds that rdflib takes to load a file of quads, and to add up what was derived."""
    import rdflib

    data = rdflib.Dataset(default_union=True)
    watch = Watch()
    data.parse(file, format="nquads")
    load, _ = watch.read()
    graph = rdflib.Graph().parse(data=derived, format="nt")
    watch = Watch()
    rows = list(graph.query(TOTALS, initNs={"aikg": AIKG}))
    assert rows
    return load, watch.read()[0]


def in_time(seconds: int, file: Path, derived: bytes) -> tuple[float | None, float | None]:
    """The same in a process of its own, which is ended when it takes too long."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        running = pool.submit(beside, file, derived)
        try:
            return running.result(seconds)
        except TimeoutError:
            for process in pool._processes.values():
                process.kill()
            return None, None


def measure(deals: int, *, disk: bool, time_out: int, keep: Path | None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() if keep is None else nullcontext(keep) as name:
        folder = Path(name)
        folder.mkdir(exist_ok=True)
        file, tally = made(deals, folder)
        store = EmbeddedStore(ox.Store(str(folder / "store")) if disk else None)
        for ontology in packaged.ontology_files():
            store.load_file(ONTOLOGY_GRAPH, ontology)
        watch = Watch()
        store.load_quads(file)
        load, load_work = watch.read()
        print(f"{deals:,} deals: {tally.quads:,} quads in {load:.1f} s", file=sys.stderr)
        forget_peak()
        counters = Counters()
        counters.start()
        watch = Watch()
        derive_all(store)
        derive, derive_work = watch.read()
        print(f"{deals:,} deals: derived in {derive:.1f} s", file=sys.stderr)
        highest = peak()
        gc.collect()
        held = resident()
        beyond = highest - held + counters.end()
        if disk:  # as a folder that is filled by `open_folder` is
            watch = Watch()
            store._store.optimize()
            print(f"{deals:,} deals: compacted in {watch.read()[0]:.1f} s", file=sys.stderr)
        derived = next(
            iter(store.select("SELECT (COUNT(*) AS ?n) { GRAPH graph:derived { ?s ?p ?o } }"))
        )
        totals = []
        for _ in range(3):
            start = perf_counter()
            rows = sum(1 for _ in store.select(TOTALS))
            totals.append(perf_counter() - start)
        loaded = added = None
        if deals <= MOST_FOR_RDFLIB:
            text = "".join(f"{triple} .\n" for triple in store.read(DERIVED_GRAPH)).encode()
            loaded, added = in_time(time_out, file, text)
        store.close()
    return {
        "deals": deals,
        "claims": tally.claims,
        "quads": tally.quads,
        "load": load,
        "load_work": load_work,
        "derive": derive,
        "derive_work": derive_work,
        "derived": int(derived["n"].value),
        "store": held,
        "beyond": beyond,
        "totals": min(totals),
        "rows": rows,
        "rdflib_load": loaded,
        "rdflib_totals": added,
    }


COLUMNS = (
    "deals", "claims", "quads", "load, s", "derive, s", "ratio", "ratio of processor time",
    "derived triples", "store, MB", "beyond it, MB", "totals, s", "rows",
    "rdflib: load, s", "rdflib: totals, s",
)  # fmt: skip


def row(one: dict[str, Any]) -> str:
    cells = (
        f"{one['deals']:,}",
        f"{one['claims']:,}",
        f"{one['quads']:,}",
        f"{one['load']:.2f}",
        f"{one['derive']:.2f}",
        f"{one['derive'] / one['load']:.2f}",
        f"{one['derive_work'] / one['load_work']:.2f}",
        f"{one['derived']:,}",
        f"{one['store']:,.0f}",
        f"{one['beyond']:,.0f}",
        f"{one['totals']:.3f}",
        f"{one['rows']:,}",
        *(
            "too long" if one[n] is None else f"{one[n]:.2f}"
            for n in ("rdflib_load", "rdflib_totals")
        ),
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--million", action="store_true", help="1M deals too, on disk")
    parser.add_argument("--disk", action="store_true", help="keep the store on disk")
    parser.add_argument("--time-out", type=int, default=300, help="seconds for rdflib")
    parser.add_argument("--keep", type=Path, help="a folder for graph and store, to be kept")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(
            json.dumps(
                measure(
                    options.one,
                    disk=options.disk,
                    time_out=options.time_out,
                    keep=options.keep,
                )
            )
        )
        return
    print(f"| {' | '.join(COLUMNS)} |\n|{' ---: |' * len(COLUMNS)}", flush=True)
    for deals in [*options.deals, *([1_000_000] if options.million else [])]:
        command = [sys.executable, __file__, "--one", str(deals)]
        command += ["--time-out", str(options.time_out)]
        if options.disk or deals >= 1_000_000:
            command.append("--disk")
        if options.keep:
            command += ["--keep", str(options.keep / str(deals))]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        print(row(json.loads(done.stdout)), flush=True)


if __name__ == "__main__":
    main()
