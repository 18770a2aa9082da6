"""The time of one new claim, on stores of any size, in turns.

    python benchmarks/claims.py [--deals 1000 10000 100000] [--stores FOLDER ...] [--claims 100]

Prints a Markdown table. Each size is made up, loaded and derived in memory (not timed); with
`--stores` the folders that `deriving.py --keep` has left are taken instead. Then one more source
tells again of a deal that is chosen at random, in each store in turn, and that claim is taken back;
so a store that is kept is afterwards what it was. Told and taken back are milliseconds on the clock,
medians; work is that of the processor for telling, on average, which waiting for a disk leaves out.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import mean, median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import pyoxigraph as ox
from generator.filled import SEED, filled

from aikg.derive import amend
from aikg.ground.terms import AIKG, CLAIM, GRAPH, KG, SOURCE
from aikg.store import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CLAIM_OF = """
SELECT ?claim ?source WHERE {
  GRAPH ?g { ?claim aikg:about %s ; a aikg:Claim ; aikg:inSource ?source }
}
"""
ALL_OF = """
CONSTRUCT { ?part ?property ?value } WHERE {
  VALUES ?claim { <%s> }
  GRAPH ?g {
    { ?claim ?property ?value BIND (?claim AS ?part) }
    UNION
    { ?claim aikg:hasFigure|aikg:hasStageEntry|aikg:hasEvidence ?part . ?part ?property ?value }
  }
}
"""
COLUMNS = (
    "deals", "told, ms", "(9 of 10)", "of the first", "taken back, ms", "of the first", "work, ms",
    "of the first",
)  # fmt: skip


@dataclass
class Base:
    """A store, and what telling it one more claim at a time took."""

    deals: int
    store: EmbeddedStore
    told: list[float] = field(default_factory=list)
    taken_back: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    def claims(self) -> Iterator[list[ox.Quad]]:
        """Give claims of one more source, on one deal after the other, at random."""
        for deal in Random(SEED).sample(range(self.deals), self.deals):
            quads = retold(self.store, deal)
            if quads is not None:
                yield quads

    def tell(self, quads: list[ox.Quad]) -> None:
        start, work = perf_counter(), process_time()
        come = amend(self.store, quads).added
        told, worked = perf_counter() - start, process_time() - work
        start = perf_counter()
        amend(self.store, removed=come)
        self.told.append(told * 1000)
        self.work.append(worked * 1000)
        self.taken_back.append((perf_counter() - start) * 1000)

    def row(self, first: Base) -> str:
        told, back, work = median(self.told), median(self.taken_back), mean(self.work)
        cells = (
            f"{self.deals:,}",
            f"{told:.1f}",
            f"{sorted(self.told)[int(len(self.told) * 0.9)]:.1f}",
            f"{told / median(first.told):.2f}",
            f"{back:.1f}",
            f"{back / median(first.taken_back):.2f}",
            f"{work:.1f}",
            f"{work / mean(first.work):.2f}",
        )
        return f"| {' | '.join(cells)} |"


def retold(store: EmbeddedStore, deal: int) -> list[ox.Quad] | None:
    """A claim of one more source on a deal, its source included."""
    told = next(iter(store.select(CLAIM_OF % f"kg:deal-{deal}")), None)
    if told is None:
        return None
    claim, source = told["claim"].value, told["source"].value
    text = "\n".join(f"{triple} ." for triple in store.construct(ALL_OF % claim))
    name = f"new-{deal}"
    text = text.replace(f"{claim.rsplit('/', 1)[0]}/", f"{CLAIM}{name}/")
    text = text.replace(f"<{source}>", f"<{SOURCE}{name}>")
    text += f"\n<{SOURCE}{name}> <{AIKG}publishedBy> <{KG}press-39> ."
    graph = ox.NamedNode(GRAPH + name)
    return [ox.Quad(*quad.triple, graph) for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)]


def made(deals: int) -> Base:
    """A store in memory, with all that follows from some made-up deals."""
    with tempfile.TemporaryDirectory() as folder:
        return Base(deals, EmbeddedStore(filled(deals, Path(folder))))


def kept_folder(name: str) -> Path:
    """Read the name of a folder that `deriving.py --keep` has left: that of its size.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    folder = Path(name)
    if not folder.name.isdecimal() or not (folder / "store").is_dir():
        raise argparse.ArgumentTypeError(
            f"expected a folder that deriving.py --keep has left, such as FOLDER/1000; found {name}"
        )
    return folder


def kept(folder: Path) -> Base:
    """What `deriving.py --keep` has left of a size, in a folder of that name."""
    return Base(int(folder.name), EmbeddedStore(ox.Store(str(folder / "store"))))


def measure(bases: Iterable[Base], count: int) -> None:
    bases = list(bases)
    for turn, told in enumerate(zip(*(base.claims() for base in bases), strict=False)):
        for base, quads in zip(bases, told, strict=True):
            base.tell(quads)
            if not turn:  # the first one warms up
                base.told.clear(), base.work.clear(), base.taken_back.clear()
        if turn == count:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deals", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument(
        "--stores", type=kept_folder, nargs="+", help="folders of deriving.py --keep"
    )
    parser.add_argument("--claims", type=int, default=100, help="how many new claims")
    options = parser.parse_args()
    bases = [kept(folder) for folder in options.stores or ()] or [*map(made, options.deals)]
    measure(bases, options.claims)
    print(f"| {' | '.join(COLUMNS)} |\n|{' ---: |' * len(COLUMNS)}")
    for base in bases:
        print(base.row(bases[0]))
        base.store.close()


if __name__ == "__main__":
    main()
