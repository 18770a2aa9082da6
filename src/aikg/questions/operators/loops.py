"""The loops that can carry the most money, of what is paid from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.questions.dimensions import READINGS
from aikg.questions.operators.legs import LONGEST, MOST, UNNAMED, legs_of, loop_row, names_of
from aikg.questions.operators.loops_in_readings import loops_over_readings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.questions.operators.asked import Asked
    from aikg.questions.rows import Row

_OTHERWISE: Final = {"clock", "no-rollup"}
"""With these other positions count, or others pay, than in the pair totals."""


def loops(asked: Asked) -> Iterable[Row]:
    """Give a row for each loop, the heaviest first."""
    from aikg.derive.loops import Edge, heaviest_loops, ranked_loops
    from aikg.derive.totals import Pair

    if READINGS in asked.dimensions:
        return loops_over_readings(asked)
    if asked.given.keys() & _OTHERWISE:
        legs = legs_of(asked.select(UNNAMED))
        edges = [Edge(*key, leg.committed, leg.possible) for key, leg in legs.items()]
        found = heaviest_loops(edges, k=MOST, longest=LONGEST)
    else:
        found = ranked_loops(asked.store, k=MOST, longest=LONGEST)
        totals = {Pair(*pair, loop.currency).node for loop in found for pair in loop.pairs}
        legs = legs_of(asked.select({"totals": sorted(totals), **UNNAMED})) if totals else {}
    names = names_of(asked.store, {party for loop in found for party in loop.parties})
    return [loop_row(loop, legs, names) for loop in found]
