"""Write a made-up graph of N deals as N-Quads: `generate.py --deals 100000 --seed 7 --out FILE.nq`."""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import nullcontext
from pathlib import Path

from generator import Tally, generate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, default=1_000, help="how many (default: 1000)")
    parser.add_argument("--seed", type=int, default=7, help="the same seed, the same graph")
    parser.add_argument("--out", type=Path, help="a file; standard output if left out")
    options = parser.parse_args()
    tally, start = Tally(), time.perf_counter()
    target = options.out.open("w", encoding="utf-8") if options.out else nullcontext(sys.stdout)
    with target as stream:
        for piece in generate(options.deals, options.seed, tally):
            stream.write(piece)
    seconds = time.perf_counter() - start
    print(
        f"{tally.deals} deals, {tally.claims} claims, {tally.sources} sources, "
        f"{tally.organizations} organizations, {tally.quads} quads "
        f"in {seconds:.1f} s ({tally.quads / seconds:,.0f} a second)",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
