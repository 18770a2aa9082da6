"""The loops that can carry the most, of a store: its largest pair totals are enough to find them.

A loop can carry what its weakest leg can. So once k loops are found among the largest pair totals,
and each of them reaches their magnitude, no smaller pair total is in any loop that is wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.derive.loops.heaviest import Edge, heaviest_loops
from aikg.derive.rows import rows
from aikg.derive.totals import magnitude
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aikg.derive.loops.heaviest import Loop
    from aikg.store import Store

_SIZES: Final = f"""
SELECT ?magnitude (COUNT(?total) AS ?pairs) WHERE {{
  GRAPH <{DERIVED_GRAPH}> {{ ?total aikg:magnitude ?magnitude }}
}}
GROUP BY ?magnitude
"""
_ROWS: Final = f"""
SELECT ?row WHERE {{
  VALUES ?magnitude {{ %s }}
  GRAPH <{DERIVED_GRAPH}> {{ ?total aikg:magnitude ?magnitude ; aikg:asRow ?row }}
}}
"""
_ALL_ROWS: Final = f"""
SELECT ?row WHERE {{ GRAPH <{DERIVED_GRAPH}> {{ ?total aikg:asRow ?row }} }}
"""
_FIRST: Final = 4_000
"""So many pair totals are read first: few enough to look through at once."""

_GROWTH: Final = 4
"""How many times as many are read next, where those do not do."""


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
    loops = heaviest_loops(edges, k, longest)
    for magnitudes in _steps(store):
        if magnitudes is None:
            edges = list(_edges(store, _ALL_ROWS))
        else:
            edges += _edges(store, _ROWS % " ".join(map(str, magnitudes)))
        loops = heaviest_loops(edges, k, longest)
        if magnitudes and len(loops) == k and _reaches(loops, magnitudes[-1]):
            break
    return loops


def _reaches(loops: list[Loop], least: int) -> bool:
    """Whether a pair total below a magnitude would make any loop lighter than all of these."""
    return not loops or magnitude(loops[-1].committed, loops[-1].possible) >= least


def _steps(store: Store) -> Iterator[list[int] | None]:
    """Which magnitudes to read next, the greatest first; None for all there is, read in one go."""
    sizes = sorted(((int(m), int(n)) for m, n in rows(store, _SIZES)), reverse=True)
    left = sum(pairs for _, pairs in sizes)
    wanted, taken = _FIRST, 0
    some: list[int] = []
    for size, pairs in sizes:
        some.append(size)
        taken += pairs
        left -= pairs
        # Where half is read the rest is read as well: looking things up costs more than going through.
        if left <= taken:
            yield None
            return
        if taken >= wanted:
            yield some
            some, wanted = [], _GROWTH * taken


def _edges(store: Store, query: str) -> Iterator[Edge]:
    known: dict[str, str] = {}  # each name once, however many pairs it is in
    for (row,) in rows(store, query):
        payer, payee, committed, possible, currency = row.split(" ", 4)
        yield Edge(
            known.setdefault(payer, payer),
            known.setdefault(payee, payee),
            known.setdefault(currency, currency),
            float(committed),
            float(possible),
        )
