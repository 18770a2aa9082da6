"""The time of a cold `aikg ask investments`, beside a bare import of two of its libraries.

    python benchmarks/start.py [--rounds 20]

Prints a Markdown table. Each run is a process of its own. The commands take turns, so that whatever
else the machine does meets them alike; medians are compared. The files that they read lie in the
file cache, and their bytecode is compiled: a first round, which is not counted, sees to that.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

AT_MOST = 3.0
"""How many times the bare import a question may take."""

BARE = "python -c 'import pyoxigraph, rdflib'"
COMMANDS = {
    BARE: [sys.executable, "-c", "import pyoxigraph, rdflib"],
    "aikg ask investments": [str(Path(sys.executable).with_name("aikg")), "ask", "investments"],
    "aikg --version": [str(Path(sys.executable).with_name("aikg")), "--version"],
}


class Taken(NamedTuple):
    """Seconds on the clock, and seconds of a processor."""

    clock: float
    processor: float


def run(command: list[str]) -> Taken:
    before, start = os.times(), perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after, end = os.times(), perf_counter()
    processor = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return Taken(end - start, processor)


def medians(rounds: int) -> dict[str, Taken]:
    taken: dict[str, list[Taken]] = {name: [] for name in COMMANDS}
    for number in range(rounds + 1):
        for name, command in COMMANDS.items():
            one = run(command)
            if number:
                taken[name].append(one)
    return {
        name: Taken(median(t.clock for t in runs), median(t.processor for t in runs))
        for name, runs in taken.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, help="runs of each (default: 20)")
    found = medians(max(1, parser.parse_args().rounds))
    bare = found[BARE]
    print("| command | s | of a processor, s | times the bare import |")
    print("| --- | ---: | ---: | ---: |")
    for name, taken in found.items():
        times = taken.clock / bare.clock
        print(f"| `{name}` | {taken.clock:.3f} | {taken.processor:.3f} | {times:.2f} |")
    return 0 if found["aikg ask investments"].clock <= AT_MOST * bare.clock else 1


if __name__ == "__main__":
    sys.exit(main())
