"""The time of a load and of its receipt, beside the fastest way without either, over the same road.

    python benchmarks/loading.py [--deals 1000 10000] [--to folder oxigraph virtuoso] [--rounds 3]

Prints a Markdown table; each time is the least of some rounds, taken in turns. The roads are

    folder     the engine's own bulk load of a file, against `aikg load FOLDER`
    oxigraph   one POST of the file with `?no_transaction` to an Oxigraph server
    virtuoso   Graph Store POSTs of 20,000 triples of one graph each to a Virtuoso 7

What goes is a made-up graph with all that is derived of it; the receipt is that of the triples.
"""

from __future__ import annotations

import argparse
import http.client
import resource
import shutil
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

import pyoxigraph as ox
from generator.filled import filled

from aikg.store import EmbeddedStore, Store, open_folder
from aikg.transfer.load import load
from aikg.transfer.receipt import compare
from aikg.transfer.sides import StoreSide

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from typing import TYPE_CHECKING

import servers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PART = 20_000
"""Triples of one Graph Store POST to Virtuoso."""


def graph_of(deals: int, folder: Path) -> tuple[EmbeddedStore, Path]:
    """A made-up graph with what is derived of it, and the same as a file."""
    store = EmbeddedStore(filled(deals, folder))
    whole = folder / "whole.nq"
    whole.write_bytes(store.dump(ox.RdfFormat.N_QUADS))
    return store, whole


@contextmanager
def to_folder(file: Path, work: Path) -> Iterator[tuple[Callable[[], None], Callable[[], Store]]]:
    def raw() -> None:
        shutil.rmtree(work / "raw", ignore_errors=True)
        ox.Store(str(work / "raw")).bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)

    def fresh() -> Store:
        shutil.rmtree(work / "ours", ignore_errors=True)
        return open_folder(work / "ours", lambda _: None, write=True)

    yield raw, fresh


@contextmanager
def to_oxigraph(file: Path, work: Path) -> Iterator[tuple[Callable[[], None], Callable[[], Store]]]:
    with servers.oxigraph(work / "oxigraph") as server:

        def fresh() -> Store:
            store = server.store()
            store.update("DROP ALL")
            return store

        def raw() -> None:
            fresh().close()
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

        yield raw, fresh


@contextmanager
def to_virtuoso(file: Path, work: Path) -> Iterator[tuple[Callable[[], None], Callable[[], Store]]]:
    with servers.virtuoso(work / "virtuoso") as server:

        def fresh() -> Store:
            store = server.store()
            servers.empty(store)
            return store

        def raw() -> None:
            graphs: dict[bytes, list[bytes]] = {}
            for line in file.read_bytes().split(b"\n"):
                if line:
                    triple, _, graph = line[:-2].rpartition(b" ")
                    graphs.setdefault(graph, []).append(triple + b" .\n")
            with closing(fresh()) as store:
                for graph, lines in graphs.items():
                    for start in range(0, len(lines), PART):
                        part = b"".join(lines[start : start + PART])
                        store.graph_store.post(graph[1:-1].decode(), part)  # type: ignore[attr-defined]

        yield raw, fresh


ROADS = {"folder": to_folder, "oxigraph": to_oxigraph, "virtuoso": to_virtuoso}


def timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def measure(here: EmbeddedStore, file: Path, road: str, rounds: int, work: Path) -> list[str]:
    graphs = StoreSide(here).graphs()
    raws, ours, receipts = [], [], []
    count = 0
    with ROADS[road](file, work) as (raw, fresh):
        for _ in range(rounds):
            raws.append(timed(raw))
            with closing(fresh()) as there:
                start = perf_counter()
                sent = load(here, there, graphs)
                ours.append(perf_counter() - start)
                start = perf_counter()
                receipt = compare(StoreSide(here), StoreSide(there), graphs, sent=sent.sums)
                receipts.append(perf_counter() - start)
                assert receipt.clean, [g for g in receipt.graphs if not g.clean]
                count = sent.triples
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        road,
        f"{count:,}",
        f"{min(raws):.1f}",
        f"{min(ours):.1f}",
        f"{min(ours) / min(raws):.2f}",
        f"{min(receipts):.1f}",
        f"{min(receipts) / min(ours):.2f}",
        f"{peak:,.0f}",
    ]


COLUMNS = (
    "deals", "to", "quads", "raw, s", "load, s", "times raw", "receipt, s", "times load",
    "this process, MB",
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
