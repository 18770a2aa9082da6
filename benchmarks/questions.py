"""How long each question takes on made-up graphs: `python benchmarks/questions.py [--deals 1000 10000]`.

Prints a Markdown table. Each size is loaded and derived once (not timed) in a process of its own; then
each question is asked as a user asks it, without and with its trace, and the same SPARQL is run
by the raw engine alone. `--questions NAME …` measures some of them. With `--rdflib` it runs them
beside: the graph is loaded once, and each question has `--time-out` seconds of its own in a process
that is forked off, so that a slow one holds up no other; how many rows it gives is compared.
Questions of one organization are asked of the one that is paid the most often.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from generator.filled import filled

from aikg.graph import Graph
from aikg.ground.terms import PREFIXES
from aikg.questions import Catalogue
from aikg.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

BUSIEST = """
SELECT ?name (COUNT(?position) AS ?positions) {
  GRAPH graph:derived { ?position aikg:positionPayee ?who }
  GRAPH graph:register { ?who rdfs:label ?name }
}
GROUP BY ?name ORDER BY DESC(?positions) ?name LIMIT 2
"""


class Overheard(EmbeddedStore):
    """A store that keeps the queries it is asked."""

    def __init__(self, store: ox.Store) -> None:
        super().__init__(store)
        self.queries: list[str] = []

    def select(self, query: str) -> ox.QuerySolutions:
        self.queries.append(query)
        return super().select(query)


def asked(one: str, other: str) -> dict[str, dict[str, Any]]:
    """What the questions that need it are given; all others are asked of everything."""
    mine = {"organization": one}
    return {
        "changes": {"from": "2024", "to": "2025"},
        "dependence": {"customer": one},
        "evidence": {"of": one},
        "inflows": mine,
        "net-flow": {"a": one, "b": other},
        "outflows": mine,
        "paths": {"a": one, "b": other},
        "reach": mine,
        "ties": {"a": one, "b": other},
    }


def _beside(file: str, queries: list[tuple[str, str, int]], time_out: int) -> None:
    """Run queries by rdflib, each in a process of its own that is ended when it takes too long."""
    import rdflib

    data = rdflib.Dataset(default_union=True)
    start = process_time()
    data.parse(file, format="nquads")
    print(f"rdflib, loading: {process_time() - start:.2f} s", flush=True)

    def run(name: str, query: str, rows: int) -> None:
        start = process_time()
        try:
            found = len(list(data.query(query, initNs=PREFIXES)))
        except Exception as fault:  # a table of what an engine can is to have all its lines
            print(f"rdflib, {name}: {type(fault).__name__}", flush=True)
            return
        same = "the same number" if found == rows else f"not {rows:,}"
        spent = process_time() - start
        print(f"rdflib, {name}: {found:,} rows, {same}, {spent:.2f} s", flush=True)

    for name, query, rows in queries:
        process = get_context("fork").Process(target=run, args=(name, query, rows))
        process.start()
        process.join(time_out)
        if process.is_alive():
            process.kill()
            process.join()
            print(f"rdflib, {name}: not within {time_out} s", flush=True)


def measured(
    raw: ox.Store, questions: Collection[str] = ()
) -> Iterator[tuple[str, int, float, float, float, list[str]]]:
    """For each question its rows, its seconds without and with trace and of the engine alone."""
    store = Overheard(raw)
    graph = Graph(store, Catalogue.packaged())
    one, other = (row["name"] for row in graph.query(BUSIEST).rows)
    given = asked(str(one), str(other))
    _ = graph.edition  # the digest of the graph: worked out once, for all answers
    for name in questions or Catalogue.packaged().names:
        times = []
        kept: list[str] = []
        for trace in (False, True):
            store.queries.clear()
            start = process_time()
            rows = len(graph.ask(name, trace=trace, **given.get(name, {})))
            times.append(process_time() - start)
            kept = kept or list(store.queries)
        start = process_time()
        for query in kept:
            list(EmbeddedStore(raw).select(query))
        yield name, rows, times[0], times[1], process_time() - start, kept


def one_size(deals: int, questions: Collection[str], *, rdflib: bool, time_out: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw = filled(deals, Path(folder))
        kept: list[tuple[str, str, int]] = []
        for name, rows, plain, traced, engine, queries in measured(raw, questions):
            cells = f"{deals:,} | {name} | {rows:,} | {plain:.2f} | {traced:.2f} | {engine:.2f}"
            print(f"| {cells} |", flush=True)
            kept.extend(
                (name, query, len(list(EmbeddedStore(raw).select(query))))
                for query in queries
                # Not those that find what a parameter means.
                if rdflib and query.lstrip().startswith("#+")
            )
        if rdflib:
            file = f"{folder}/all.nq"
            raw.dump(file, format=ox.RdfFormat.N_QUADS)
            process = get_context("spawn").Process(target=_beside, args=(file, kept, time_out))
            process.start()
            process.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--questions", nargs="+", default=[], choices=Catalogue.packaged().names)
    parser.add_argument("--rdflib", action="store_true", help="run rdflib beside")
    parser.add_argument("--time-out", type=int, default=20, help="seconds for each by rdflib")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one_size(options.one, options.questions, rdflib=options.rdflib, time_out=options.time_out)
        return
    print("| deals | question | rows | s | s with trace | engine alone, s |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |", flush=True)
    for deals in options.deals:
        command = [
            sys.executable,
            __file__,
            "--one",
            str(deals),
            "--time-out",
            str(options.time_out),
        ]
        if options.questions:
            command += ["--questions", *options.questions]
        subprocess.run([*command, *(["--rdflib"] if options.rdflib else [])], check=True)


if __name__ == "__main__":
    main()
