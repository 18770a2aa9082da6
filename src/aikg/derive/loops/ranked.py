"""The loops that can carry the most, of a store: its largest pair totals are enough to find them.

A loop can carry what its weakest leg can. So once k loops are found among the largest pair totals,
and each of them reaches their magnitude, no smaller pair total is in any loop that is wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.derive.loops.heaviest import Edge, heaviest_loops
from aikg.derive.rows import lines
from aikg.derive.totals import GREATEST, magnitude
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.derive.loops.heaviest import Loop
    from aikg.store import Store

_ROWS: Final = f"""
SELECT ?row WHERE {{
  VALUES ?magnitude {{ %s }}
  GRAPH <{DERIVED_GRAPH}> {{ ?total aikg:magnitude ?magnitude ; aikg:asRow ?row }}
}}
LIMIT %s
"""
_ALL_ROWS: Final = f"""
SELECT ?row WHERE {{ GRAPH <{DERIVED_GRAPH}> {{ ?total aikg:asRow ?row }} }}
"""
_TOP: Final = 40
"""Pair totals from two to this power on, some trillion, are read first; few but INF are so large."""

_BOTTOM: Final = 24
"""Those below two to this power, some 17 million, are read with all others, in one go."""

_MANY: Final = 100_000
"""After so many, all are read in one go: one of a magnitude takes as long to read as four in a row."""

_GROWTH: Final = 3
"""How many times as many there must be for it to be worth looking for loops again."""


def ranked_loops(store: Store, k: int = 100, longest: int = 4) -> list[Loop]:
    """Find the k loops that can carry the most among the current positions of a store.

    Args:
        store: its derived graph is up to date.
        k: how many loops.
        longest: the most parties in a loop, at least 2.

    Returns:
        What `heaviest_loops` gives for all pair totals; organizations are named by their IRIs.

    Raises:
        ValueError: if k is negative, or `longest` below 2.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> ranked_loops(EmbeddedStore())
        []
    """
    edges: list[Edge] = []
    looked = 0
    for magnitudes in _sections():
        edges += _edges(store, _ROWS % (" ".join(map(str, magnitudes)), _MANY))
        if len(edges) >= _MANY:  # it may be that these are not all of their magnitude
            break
        if len(edges) > _GROWTH * looked:
            looked = len(edges)
            loops = heaviest_loops(edges, k, longest)
            if len(loops) == k and _reaches(loops, magnitudes[0]):
                return loops
    return heaviest_loops(_edges(store, _ALL_ROWS), k, longest)


def _sections() -> Iterator[range]:
    """Yield the magnitudes that are read at once, the largest first."""
    yield range(_TOP, GREATEST + 1)
    for power in range(_TOP - 1, _BOTTOM - 1, -1):
        yield range(power, power + 1)


def _reaches(loops: list[Loop], least: int) -> bool:
    """Whether a pair total below a magnitude would make any loop lighter than all of these."""
    return not loops or magnitude(loops[-1].possible) >= least


def _edges(store: Store, query: str) -> Iterator[Edge]:
    known: dict[str, str] = {}  # each name once, however many pairs it is in
    for line in lines(store.select(query)):  # each a plain literal, within quotes
        payer, payee, committed, possible, currency = line[1:-1].split(" ")
        yield Edge(
            known.setdefault(payer, payer),
            known.setdefault(payee, payee),
            known.setdefault(currency, currency),
            float(committed),
            float(possible),
        )
