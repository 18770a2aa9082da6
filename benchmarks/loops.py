"""Time and memory of the heaviest money loops, beside networkx's full enumeration.

    python benchmarks/loops.py [--deals 1000 10000] [--cases market] [--time-out 60] [--seed 8]

Prints rows of a Markdown table. Each case runs in a process of its own, which is killed when its
time is up: it makes its deals as arrays (not timed), then adds them up for each ordered pair and
finds the 100 loops of up to 4 parties that can carry the most (timed). networkx gets the same sums,
and where it finishes its answer must be the same.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
from array import array
from heapq import nsmallest
from itertools import accumulate, chain, pairwise
from math import inf
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aikg.derive.loops import Edge

DEALS_FOR_EACH_ORGANISATION = 50
LOOPS = 100
PARTIES = 4


class Deals(NamedTuple):
    """Deals in columns; organisations are numbers."""

    payers: array[int]
    payees: array[int]
    committed: array[float]
    possible: array[float]

    @classmethod
    def none(cls) -> Deals:
        return cls(array("l"), array("l"), array("d"), array("d"))

    def add(self, payer: int, payee: int, committed: float, possible: float) -> None:
        self.payers.append(payer)
        self.payees.append(payee)
        self.committed.append(committed)
        self.possible.append(possible)


def _amount(random: Random) -> float:
    """Most deals are small, few are huge; told with one or two digits, so that many tie."""
    return float(
        f"{random.lognormvariate(17, 2):.1g}"
        if random.random() < 0.7
        else f"{random.lognormvariate(17, 2):.2g}"
    )


def market(deals: int, random: Random) -> Deals:
    """A few organisations are in very many deals; 1 deal in 200 has no upper bound."""
    organisations = max(2, deals // DEALS_FOR_EACH_ORGANISATION)
    result = Deals.none()
    weights = list(accumulate((rank + 5) ** -0.9 for rank in range(organisations)))
    payer_of = random.sample(range(organisations), organisations)
    payee_of = random.sample(range(organisations), organisations)
    for _ in range(deals):
        payer = payer_of[random.choices(range(organisations), cum_weights=weights)[0]]
        payee = payee_of[random.choices(range(organisations), cum_weights=weights)[0]]
        amount = _amount(random)
        possible = inf if random.random() < 0.005 else amount
        result.add(payer, payee, random.choice((0.0, 0.0, amount)), possible)
    return result


def all_tie(deals: int, random: Random) -> Deals:
    """The same market, where no deal states an upper bound, nor commits anything."""
    result = market(deals, random)
    for deal in range(deals):
        result.committed[deal], result.possible[deal] = 0.0, inf
    return result


def five_rings(deals: int, random: Random, organisations: int = 0) -> Deals:
    """Five layers, each of which pays the next: millions of 5-cycles, and none that is shorter."""
    width = (organisations or max(10, deals // DEALS_FOR_EACH_ORGANISATION)) // 5
    result = Deals.none()
    for _ in range(deals):
        layer = random.randrange(5)
        payer = layer * width + random.randrange(width)
        payee = (layer + 1) % 5 * width + random.randrange(width)
        result.add(payer, payee, 0.0, _amount(random))
    return result


def dense_five_rings(deals: int, random: Random) -> Deals:
    """The same among as few organisations as can be: nearly every pair of layers is joined."""
    return five_rings(deals, random, organisations=int((deals * 5) ** 0.5 / 1.2))


def closed_last(deals: int, random: Random) -> Deals:
    """Five layers as above; 60 short loops are closed by the lightest deals of all."""
    result = five_rings(deals - 60, random)
    for deal in random.sample(range(deals - 60), 60):
        result.add(result.payees[deal], result.payers[deal], 0.0, 1e-3)
    return result


CASES: dict[str, Callable[[int, Random], Deals]] = {
    "market": market,
    "all tie": all_tie,
    "5-cycles only": five_rings,
    "5-cycles only, dense": dense_five_rings,
    "60 short loops, lightest": closed_last,
}


def summed(deals: Deals) -> Iterator[Edge]:
    """Add deals up for each ordered pair."""
    from aikg.derive.loops import Edge

    width = 1 + max(chain(deals.payers, deals.payees))
    committed: dict[int, float] = {}
    possible: dict[int, float] = {}
    for payer, payee, least, most in zip(*deals, strict=True):
        pair = payer * width + payee
        committed[pair] = committed.get(pair, 0.0) + least
        possible[pair] = possible.get(pair, 0.0) + most
    names = [f"https://w3id.org/aikg/id/organization-{number}" for number in range(width)]
    for pair, most in possible.items():
        payer, payee = divmod(pair, width)
        yield Edge(names[payer], names[payee], "USD", committed[pair], most)


def by_networkx(edges: Iterator[Edge]) -> list[tuple[object, ...]]:
    """List every cycle, and keep the first."""
    import networkx

    graph = networkx.DiGraph()
    for edge in edges:
        if edge.source != edge.target and edge.possible > 0:
            graph.add_edge(edge.source, edge.target, edge=edge)

    def ranked() -> Iterator[tuple[object, ...]]:
        for cycle in networkx.simple_cycles(graph, length_bound=PARTIES):
            least = cycle.index(min(cycle))
            parties = cycle[least:] + cycle[:least]
            legs = [graph.edges[leg]["edge"] for leg in pairwise([*parties, parties[0]])]
            yield (
                -min(leg.possible for leg in legs),
                -min(leg.committed for leg in legs),
                len(parties),
                tuple(parties),
            )

    return nsmallest(LOOPS, ranked())


def by_aikg(edges: Iterator[Edge]) -> list[tuple[object, ...]]:
    """Find the first without listing all."""
    from aikg.derive.loops import heaviest_loops

    return [
        (-loop.possible, -loop.committed, len(loop.parties), loop.parties)
        for loop in heaviest_loops(edges, LOOPS, PARTIES)
    ]


FINDERS = {"aikg": by_aikg, "networkx": by_networkx}


def run(case: str, finder: str, deals: int, seed: int) -> None:
    """Be the process of one case: print what was measured, as JSON."""
    made = CASES[case](deals, Random(seed))
    begun, begun_work = perf_counter(), process_time()
    edges: Iterator[Edge] = summed(made)
    loops = FINDERS[finder](edges)
    seconds, work = perf_counter() - begun, process_time() - begun_work
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pairs = len(set(zip(made.payers, made.payees, strict=True)))
    organisations = len({*made.payers, *made.payees})
    print(json.dumps([loops, seconds, work, megabytes, pairs, organisations]))


def measured(case: str, finder: str, deals: int, seed: int, time_out: float) -> list[Any] | None:
    """Run one case in a process of its own; None if its time is up."""
    command = [sys.executable, __file__, "--child", case, finder]
    command += ["--deals", str(deals), "--seed", str(seed)]
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=time_out
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        sys.exit(f"{case}, {deals:,} deals, {finder}:\n{done.stderr}")
    result: list[Any] = json.loads(done.stdout)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--deals", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--cases", nargs="+", choices=list(CASES), default=list(CASES))
    parser.add_argument("--time-out", type=float, default=120, help="seconds for each run")
    parser.add_argument("--repeat", type=int, default=3, help="runs of aikg; the fastest counts")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--child", nargs=2, metavar=("CASE", "FINDER"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        case, finder = chosen.child
        run(case, finder, chosen.deals[0], chosen.seed)
        return
    print(
        "# The heaviest money loops: time and memory\n\n"
        f"`python benchmarks/{Path(__file__).name} {' '.join(sys.argv[1:])}`; Python "
        f"{platform.python_version()} on {platform.machine()}; fastest of {chosen.repeat} runs of"
        " aikg, one of networkx, each with adding the deals up and what it imports.\n"
    )
    print(
        "| case | deals | organisations | pairs | aikg s | of it CPU | aikg MB | loops | networkx s "
        "| networkx MB | same |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|")
    for case in chosen.cases:
        sizes = sorted(chosen.deals)
        for deals in sizes if case == "market" else sorted({sizes[0], sizes[-1]}):
            runs = [
                measured(case, "aikg", deals, chosen.seed, chosen.time_out)
                for _ in range(chosen.repeat)
            ]
            ours = min((run for run in runs if run), key=lambda run: run[1], default=None)
            theirs = measured(case, "networkx", deals, chosen.seed, chosen.time_out)
            late = f"> {chosen.time_out:.0f}"
            row = [case, f"{deals:,}"]
            if ours is None:
                row += ["", "", late, "", "", ""]
            else:
                loops, seconds, work, megabytes, pairs, organisations = ours
                row += [f"{organisations:,}", f"{pairs:,}", f"{seconds:.2f}", f"{work:.2f}"]
                row += [f"{megabytes:.0f}", str(len(loops))]
            if theirs is None:
                row += [late, "", "not known"]
            else:
                same = "yes" if ours is not None and ours[0] == theirs[0] else "NO"
                row += [f"{theirs[1]:.2f}", f"{theirs[3]:.0f}", same]
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
