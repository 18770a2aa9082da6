"""The time of a load and of its receipt, beside the fastest way without either, over the same road.

    python benchmarks/loading.py [--deals 1000 10000] [--to folder oxigraph virtuoso] [--rounds 3]

Prints a Markdown table; each time is the least of some rounds, taken in turns. Beside the time on the
clock stands that of processors, this process and the server together, where /proc tells of it: that
counts where other work goes on. The roads are

    folder     the engine's own bulk load of a file, against `aikg load FOLDER`
    oxigraph   one POST of the file with `?no_transaction` to an Oxigraph server
    virtuoso   Graph Store POSTs of 20,000 triples of one graph each to a Virtuoso 7

What goes is a made-up graph with all that is derived of it; the receipt is that of the triples.
"""

from __future__ import annotations

import argparse
import http.client
import os
import resource
import sys
import tempfile
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import urlsplit

import pyoxigraph as ox
from generator.filled import filled

from aikg.store import EmbeddedStore, Store, open_folder
from aikg.store.remote import RemoteStore, open_remote
from aikg.transfer.load import load
from aikg.transfer.receipt import compare
from aikg.transfer.sides import StoreSide

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
import servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PART = 20_000
"""Triples of one Graph Store POST to Virtuoso."""
T = TypeVar("T")


class Road(NamedTuple):
    """A way to another store.

    Attributes:
        raw: goes it without a record, a sum or a receipt.
        open: opens the store, which is empty.
        server: the process of the server, if there is one.
    """

    raw: Callable[[], None]
    open: Callable[[], Store]
    server: int | None = None


def graph_of(deals: int, folder: Path) -> tuple[EmbeddedStore, Path]:
    """A made-up graph with what is derived of it, and the same as a file."""
    store = EmbeddedStore(filled(deals, folder))
    whole = folder / "whole.nq"
    whole.write_bytes(store.dump(ox.RdfFormat.N_QUADS))
    return store, whole


@contextmanager
def to_folder(file: Path, work: Path) -> Iterator[Road]:
    def raw() -> None:
        ox.Store(str(work / "raw")).bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)

    yield Road(raw, lambda: open_folder(work / "ours", lambda _: None, write=True))


@contextmanager
def to_oxigraph(file: Path, work: Path) -> Iterator[Road]:
    with servers.oxigraph(work / "oxigraph") as server:

        def raw() -> None:
            line = http.client.HTTPConnection(urlsplit(server.url).netloc)
            with file.open("rb") as body:
                line.request(
                    "POST",
                    "/store?no_transaction",
                    body,
                    {
                        "Content-Type": "application/n-quads",
                        "Content-Length": str(file.stat().st_size),
                    },
                )
                answer = line.getresponse()
            assert answer.status < 300, answer.read()
            answer.read()

        yield Road(raw, partial(opened, server), server.process.pid)


@contextmanager
def to_virtuoso(file: Path, work: Path) -> Iterator[Road]:
    with servers.virtuoso(work / "virtuoso") as server:

        def raw() -> None:
            graphs: dict[bytes, list[bytes]] = {}
            for line in file.read_bytes().split(b"\n"):
                if line:
                    triple, _, graph = line[:-2].rpartition(b" ")
                    graphs.setdefault(graph, []).append(triple + b" .\n")
            with closing(opened(server)) as store:
                for graph, lines in graphs.items():
                    for start in range(0, len(lines), PART):
                        part = b"".join(lines[start : start + PART])
                        store.graph_store.post(graph[1:-1].decode(), part)

        yield Road(raw, partial(opened, server), server.process.pid)


def opened(server: servers.Server) -> RemoteStore:
    return open_remote(server.url, credentials=server.credentials, environment={})


ROADS = {"folder": to_folder, "oxigraph": to_oxigraph, "virtuoso": to_virtuoso}


@contextmanager
def empty(way: str, file: Path, work: Path) -> Iterator[Road]:
    """A road to a store that nothing was ever in."""
    with tempfile.TemporaryDirectory(dir=work) as folder, ROADS[way](file, Path(folder)) as road:
        yield road


class Took(NamedTuple):
    """Seconds on the clock, and of processors."""

    clock: float
    processors: float


def processors(server: int | None) -> float:
    """The seconds of processors that this process and a server have taken so far."""
    told = Path(f"/proc/{server}/stat")
    if server is None or not told.exists():
        return process_time()
    ticks = told.read_text().rpartition(")")[2].split()[11:13]
    return process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def timed(act: Callable[[], T], server: int | None) -> tuple[T, Took]:
    before, start = processors(server), perf_counter()
    found = act()
    return found, Took(perf_counter() - start, processors(server) - before)


def measure(here: EmbeddedStore, file: Path, way: str, rounds: int, work: Path) -> list[str]:
    side = StoreSide(here)
    graphs = side.graphs()
    took: dict[str, list[Took]] = {"raw": [], "load": [], "receipt": []}
    for _ in range(rounds):
        with empty(way, file, work) as road:
            took["raw"].append(timed(road.raw, road.server)[1])
        with empty(way, file, work) as road, closing(road.open()) as there:
            sent, load_ = timed(partial(load, here, there, graphs), road.server)
            proof = partial(compare, side, StoreSide(there), graphs, sent=sent.sums)
            receipt, proof_ = timed(proof, road.server)
            assert receipt.clean, [g for g in receipt.graphs if not g.clean]
            took["load"].append(load_)
            took["receipt"].append(proof_)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = [way, f"{sent.triples:,}"]
    for kind in ("clock", "processors"):
        raw, loading, proving = (min(getattr(one, kind) for one in took[what]) for what in took)
        told += [f"{raw:.1f}", f"{loading:.1f}", f"{loading / raw:.2f}"]
        told += [f"{proving:.1f}", f"{proving / loading:.2f}"]
    return [*told, f"{peak:,.0f}"]


COLUMNS = (
    "deals", "to", "quads", "raw, s", "load, s", "times raw", "receipt, s", "times load",
    "processors: raw, s", "load, s", "times raw", "receipt, s", "times load", "this process, MB",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--to", nargs="+", choices=sorted(ROADS), default=sorted(ROADS))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n|{' ---: |' * len(COLUMNS)}", flush=True)
    for deals in options.deals:
        with tempfile.TemporaryDirectory() as name:
            here, file = graph_of(deals, Path(name))
            for road in options.to:
                cells = measure(here, file, road, options.rounds, Path(name))
                print(f"| {deals:,} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
