"""What the gate costs: a change of ten deals on bases of any size, and the whole of one.

    python benchmarks/gate.py [--deals 1000 10000 100000] [--store FOLDER] [--all 1000] [--time-out 60]

Prints Markdown tables. Each base is made up and loaded once into a folder (not timed); the change is
the first source that tells about ten deals, taken out and checked as a file. With --store it is a
folder that `deriving.py --keep` has left, which is only read: the change is such a source, told once
more under another name. Compared are a check in a process that is warm with what the SHACL engine
takes alone on the very same slice, in turns, in milliseconds on the clock and of a processor (the
engine runs in a thread, beside the checks that are no shapes); a new process, `aikg check`, with
one that imports the libraries and opens the store, in seconds on the clock and in seconds of a
processor, in turns; and pySHACL on everything and with `focus_nodes`, each ended after --time-out.
With --all, the whole graph by `check_all`, by one process, beside pySHACL on the same shapes. Seconds
of a processor are what one core worked.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import pyoxigraph as ox
from generator import Tally, generate

from aikg.gate.check import packaged_shapes
from aikg.gate.known import Known
from aikg.gate.reach.overlay import UNTOLD
from aikg.gate.turbo import Compiled
from aikg.graph import Graph
from aikg.ground import packaged
from aikg.ground.reading import read
from aikg.ground.terms import AIKG, ONTOLOGY_GRAPH, RDF, REGISTER_GRAPH
from aikg.questions import Catalogue
from aikg.store import EmbeddedStore, open_folder

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 7
ROUNDS = 15
DEALS = range(8, 13)
"""How many deals count as about ten."""
BARE = "import pyoxigraph, rdflib, pyshacl_turbo; pyoxigraph.Store.read_only({!r})"
CHECK = [str(Path(sys.executable).with_name("aikg")), "check"]
AGAIN = "made-again"
"""The name under which a source is told once more."""


def made(deals: int, folder: Path) -> Path:
    """Make a base, in a folder, and the file of a change beside it; give the file."""
    quads = folder / "made.nq"
    with quads.open("w", encoding="utf-8") as stream:
        stream.writelines(generate(deals, SEED, Tally()))

    def fill(store: EmbeddedStore) -> None:
        for ontology in packaged.ontology_files():
            store.load_file(ONTOLOGY_GRAPH, ontology)
        store.load_quads(quads)

    store = open_folder(folder / "graph", fill, write=True)
    file = _taken_out(store, folder)
    store.close()
    quads.unlink()
    return file


def _taken_out(store: EmbeddedStore, folder: Path) -> Path:
    graph, triples = _some(store)
    file = folder / f"{graph.rpartition('/')[2]}.ttl"
    file.write_bytes(ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"")
    store.replace(graph, [])
    return file


def told_again(kept: Path, folder: Path) -> Path:
    """Write a source of a kept store into a file, under another name."""
    store = open_folder(kept, lambda _: None)
    graph, triples = _some(store)
    store.close()
    name = graph.rpartition("/")[2]
    text = (ox.serialize(triples, format=ox.RdfFormat.TURTLE) or b"").decode()
    for before, after in ((f"/{name}/", f"/{AGAIN}/"), (f"/{name}>", f"/{AGAIN}>")):
        text = text.replace(before, after)
    file = folder / f"{AGAIN}.ttl"
    file.write_text(text, encoding="utf-8")
    return file


def _some(store: EmbeddedStore) -> tuple[str, list[ox.Triple]]:
    """The first source that tells about ten deals."""
    kind = ox.NamedNode(RDF + "type"), ox.NamedNode(AIKG + "Claim")
    for graph in store.graphs():
        if graph in UNTOLD or graph == REGISTER_GRAPH:
            continue
        triples = list(store.read(graph))
        if sum((t.predicate, t.object) == kind for t in triples) in DEALS:
            return graph, triples
    raise SystemExit("no source tells about ten deals")


class Watched:
    """What the engine is given, so that it can be given it once more, alone."""

    def __init__(self) -> None:
        self._given: list[tuple[Compiled, str]] = []
        run: Callable[..., list[ox.Triple]] = Compiled.report

        def report(compiled: Compiled, text: str) -> list[ox.Triple]:
            self._given.append((compiled, text))
            return run(compiled, text)

        self._run = run
        Compiled.report = report  # type: ignore[method-assign]

    def again(self) -> None:
        """Run the engine as it was run since this was last called."""
        given, self._given = self._given, []
        for compiled, text in given:
            self._run(compiled, text)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the clock, and of a processor, that some work takes."""
    clock, start = perf_counter(), process_time()
    work()
    return (perf_counter() - clock) * 1000, (process_time() - start) * 1000


def change(base: Path, file: Path, name: str) -> str:
    """A row: the check of a change in a warm process, and what the engine takes of it."""
    watched = Watched()
    store = open_folder(base, lambda _: None)
    graph = Graph(store, Catalogue.packaged())
    triples = graph.check(read(file)).triples  # shapes are compiled once
    watched.again()
    pairs = [
        (_timed(lambda: graph.check(read(file))), _timed(watched.again)) for _ in range(ROUNDS)
    ]
    store.close()
    cells = []
    for taken_by in (0, 1):
        check, engine = zip(
            *((one[taken_by], other[taken_by]) for one, other in pairs), strict=True
        )
        ratio = median(c / e for c, e in zip(check, engine, strict=True))
        cells.append(f"{median(check):.0f} | {median(engine):.0f} | {ratio:.2f}")
    return f"| {name} | {triples} | {' | '.join(cells)} | {_processes(base, file)} |"


def _processes(base: Path, file: Path) -> str:
    """Seconds on the clock, and of a processor, of the bare process and of the check; the ratios."""
    bare = [sys.executable, "-c", BARE.format(str(base / "store"))]
    check = [*CHECK, str(file), "--store", str(base)]
    clock: dict[str, list[float]] = {"bare": [], "check": []}
    work: dict[str, list[float]] = {"bare": [], "check": []}
    for number in range(ROUNDS + 1):
        for name, command in (("bare", bare), ("check", check)):
            before, start = os.times(), perf_counter()
            subprocess.run(command, check=False, capture_output=True)
            taken, after = perf_counter() - start, os.times()
            if number:  # the first one compiles bytecode, and brings the files into memory
                clock[name].append(taken)
                children = after.children_user + after.children_system
                work[name].append(children - before.children_user - before.children_system)
    cells = []
    for taken_by in (clock, work):
        one, other = median(taken_by["bare"]), median(taken_by["check"])
        cells.append(f"{one:.2f} | {other:.2f} | {other / one:.2f}")
    return " | ".join(cells)


def _everything(folder: Path) -> list[ox.Triple]:
    store = open_folder(folder / "graph", lambda _: None)
    told = {t for g in store.graphs() if g not in UNTOLD for t in store.read(g)}
    store.close()
    return [*told, *Known.packaged(register=False).vocabulary]


def _pyshacl(folder: Path, file: Path | None) -> None:
    """Validate everything by pySHACL, or the nodes that a file describes with `focus_nodes`."""
    import pyshacl

    from aikg.gate.shacl import rdflib_graph

    triples = _everything(folder)
    focus = None
    if file is not None:
        quads = read(file).quads
        triples += [quad.triple for quad in quads]
        focus = sorted({quad.subject.value for quad in quads})
    data, shapes = rdflib_graph(triples), rdflib_graph(packaged_shapes().triples)
    start, clock = process_time(), perf_counter()
    pyshacl.validate(data, shacl_graph=shapes, focus_nodes=focus)
    taken = f"{perf_counter() - clock:.0f} s, {process_time() - start:.0f} s of a processor"
    print(f"pySHACL{' with focus_nodes' if focus else ''}: {taken}", flush=True)


def _in_time(seconds: int, work: Callable[..., None], *given: object) -> None:
    process = get_context("spawn").Process(target=work, args=given)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
        print(f"{(given[-1] and 'pySHACL with focus_nodes') or 'pySHACL'}: not within {seconds} s")


def whole(folder: Path, deals: int) -> None:
    """A line: the whole graph, by one process."""
    store = open_folder(folder / "graph", lambda _: None)
    graph = Graph(store, Catalogue.packaged())
    shapes = packaged_shapes()
    shapes.validate([])
    from aikg.gate.whole import check_whole

    for name, beyond in (("shapes alone", False), ("all of it", True)):
        start, clock = process_time(), perf_counter()
        report = check_whole(store, graph._vocabulary, beyond=beyond)
        taken = f"{perf_counter() - clock:.0f} s, {process_time() - start:.0f} s of a processor"
        print(f"check_all of {deals:,} deals, {name}: {taken}; {report.summary}", flush=True)
    store.close()


COLUMNS = (
    "deals", "triples of the change", "check, ms", "engine, ms", "ratio",
    "check, ms of a processor", "engine, ms of a processor", "ratio",
    "bare process, s", "`aikg check`, s", "ratio",
    "bare, s of a processor", "`aikg check`, s of a processor", "ratio",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deals", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--store", type=Path, help="a folder that deriving.py --keep has left")
    parser.add_argument("--all", type=int, nargs="*", default=[], help="deals of a whole graph")
    parser.add_argument("--time-out", type=int, default=60, help="seconds for pySHACL, each time")
    options = parser.parse_args()
    if options.deals or options.store:
        print(f"| {' | '.join(COLUMNS)} |\n|{' ---: |' * len(COLUMNS)}", flush=True)
    for deals in options.deals:
        with tempfile.TemporaryDirectory() as folder:
            file = made(deals, Path(folder))
            print(change(Path(folder) / "graph", file, f"{deals:,}"), flush=True)
            if options.time_out and deals <= 10_000:
                for given in (file, None):
                    _in_time(options.time_out, _pyshacl, Path(folder), given)
    if options.store:
        with tempfile.TemporaryDirectory() as folder:
            file = told_again(options.store, Path(folder))
            print(change(options.store, file, options.store.name), flush=True)
    for deals in options.all:
        with tempfile.TemporaryDirectory() as folder:
            made(deals, Path(folder))
            whole(Path(folder), deals)
            _in_time(options.time_out, _pyshacl, Path(folder), None)


if __name__ == "__main__":
    main()
