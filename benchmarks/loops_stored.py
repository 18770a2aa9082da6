"""Money loops asked of a store on disk, getting at what is paid included.

    python benchmarks/loops_stored.py [--deals 10000 100000 1000000] [--cases market]

Prints rows of a Markdown table. The deals of `loops.py` are written into a folder as current
positions with their names, and added up by `derive` (timed by itself). Then a new process opens the
folder and asks `money-loops`, three times: what is read from the disk at first is in memory later.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from itertools import chain
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from loops import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loops import Deals

AT_ONCE = 50_000


def positions(deals: Deals) -> Iterator[bytes]:
    """The current positions of deals with all that the question asks of them, as N-Quads."""
    from aikg.derive.ntriples import double, term
    from aikg.ground.terms import DERIVED_GRAPH, KG, RDF, RDFS, REGISTER_GRAPH, XSD

    derived, register = f"<{DERIVED_GRAPH}> .", f"<{REGISTER_GRAPH}> ."
    true = f'"true"^^<{XSD}boolean>'
    width = 1 + max(chain(deals.payers, deals.payees))
    names = [f"<{KG}organization-{number}>" for number in range(width)]
    yield "".join(
        f'{name} <{RDFS}label> "Organization {n}" {register}\n' for n, name in enumerate(names)
    ).encode()
    lines: list[str] = []
    for number, (payer, payee, committed, possible) in enumerate(zip(*deals, strict=True)):
        node, deal = f"<{KG}position-{number}>", f"<{KG}deal-{number}>"
        lines += (
            f'{deal} <{RDFS}label> "Deal {number}" {register}\n',
            f"{node} <{RDF}type> {term('Position')} {derived}\n",
            f"{node} <{RDF}type> {term('CountedPosition')} {derived}\n",
            f"{node} <{RDF}type> {term('CurrentPosition')} {derived}\n",
            f"{node} {term('ofAgreement')} {deal} {derived}\n",
            f"{node} {term('paid')} {double(0.0)} {derived}\n",
            f"{node} {term('committed')} {double(committed)} {derived}\n",
            f"{node} {term('possible')} {double(possible)} {derived}\n",
            f"{node} {term('complete')} {true} {derived}\n",
            f"{node} {term('lastState')} {true} {derived}\n",
            f"{node} {term('stillKnown')} {true} {derived}\n",
            f'{node} {term("currency")} "USD" {derived}\n',
            f"{node} {term('positionPayer')} {names[payer]} {derived}\n",
            f"{node} {term('positionPayee')} {names[payee]} {derived}\n",
        )
        if len(lines) > AT_ONCE:
            yield "".join(lines).encode()
            lines = []
    yield "".join(lines).encode()


def write(case: str, deals: int, seed: int, folder: str) -> None:
    """Be the process that makes the folder: print how long adding up took, as JSON."""
    import pyoxigraph as ox

    from aikg.derive.totals import add_all
    from aikg.store import EmbeddedStore

    store = EmbeddedStore(ox.Store(folder))
    store.bulk(positions(CASES[case](deals, Random(seed))))
    begun, work = perf_counter(), process_time()
    add_all(store)
    taken = perf_counter() - begun, process_time() - work
    [row] = store.select("SELECT (COUNT(*) AS ?pairs) { ?total aikg:magnitude ?any }")
    print(json.dumps([*taken, int(row["pairs"].value)]))
    store._store.optimize()  # as a folder is that `open_folder` has filled
    store._store.flush()
    store.close()


def ask(folder: str) -> None:
    """Be the process that asks: print how long each time took, as JSON."""
    import pyoxigraph as ox

    from aikg.graph import Graph
    from aikg.questions import Catalogue
    from aikg.questions.ask import ask
    from aikg.store import EmbeddedStore

    graph = Graph(EmbeddedStore(ox.Store.read_only(folder)), Catalogue.packaged())
    question = Catalogue.packaged()["money-loops"]
    taken = []
    for _ in range(3):
        begun, work = perf_counter(), process_time()
        rows = len(ask(graph.store, question))
        taken.append((perf_counter() - begun, process_time() - work))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([taken, rows, megabytes, own_memory()]))


def own_memory() -> float:
    """Megabytes of this process that are no pages of files, which the system may drop (proc(5))."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def in_a_process(*arguments: str) -> list[Any]:
    command = [sys.executable, __file__, "--child", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    printed: list[Any] = json.loads(done.stdout)
    return printed


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--deals", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--cases", nargs="+", choices=list(CASES), default=["market"])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        what, *given = chosen.child
        if what == "ask":
            ask(*given)
        else:
            case, deals, seed, folder = given
            write(case, int(deals), int(seed), folder)
        return
    print(
        "| case | deals | pairs | added up in, s | of it CPU | asked first, s | of it CPU "
        "| asked again, s | of it CPU | loops | MB | of it its own |\n"
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    )
    for case in chosen.cases:
        for deals in chosen.deals:
            with tempfile.TemporaryDirectory() as folder:
                added, work, pairs = in_a_process(
                    "write", case, str(deals), str(chosen.seed), folder
                )
                taken, loops, megabytes, own = in_a_process("ask", folder)
            first, again = taken[0], min(taken[1:])
            cells = [case, f"{deals:,}", f"{pairs:,}", f"{added:.1f}", f"{work:.1f}"]
            cells += [f"{seconds:.2f}" for seconds in (*first, *again)]
            cells += [str(loops), f"{megabytes:.0f}", f"{own:.0f}"]
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
