"""Lineage: whether a relation between two agreements has an effect in all readings of disputes."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from aikg.derive.rows import rows
from aikg.ground.terms import DERIVED_GRAPH
from aikg.questions.holding.rows import ORGANIZATION, REVIVED, Holding, distinct
from aikg.questions.recalled import NOBODY, TAKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from aikg.questions.contested import Sketch
    from aikg.questions.holding.rows import Lines, Select
    from aikg.questions.rows import Row

_TAKEN: Final = f"""
SELECT DISTINCT ?deal WHERE {{
  VALUES ?asked {{ %s }} GRAPH <{DERIVED_GRAPH}> {{ ?deal aikg:participant ?asked }}
}}
"""


class Lineage(Holding):
    """A relation between two agreements has an effect while both of them stand."""

    fields = ("payers", "payees", "end")
    beside = ("one", "two")

    def told(self, select: Select) -> list[Row]:
        """Give the relations that claims tell, and whether all readings give them an effect."""
        asked = self.agents(ORGANIZATION)
        lines: Lines = {}
        taken = set[str]()
        if asked:
            terms = " ".join(self.given[ORGANIZATION])
            taken = {row[0] for row in rows(self.store, _TAKEN % terms)}
            named = sorted(self.named(ORGANIZATION))
            self.contested.work_out(named)
            takes = [d for d in named if any(s.parties & asked for s in self.contested.sketches(d))]
            lines[TAKING] = [*self.given[TAKING], *(f"<{deal}>" for deal in takes)]
        lines[REVIVED] = [f"<{deal}>" for deal in self._revived()] or [NOBODY]
        found = list(select(lines))
        # Without an organization nothing but the end of an agreement bears on its relations.
        of = self.contested.deals if asked else self.contested.ended
        bearing = {deal for pair, _ in found for deal in pair}.intersection(of)
        self.contested.work_out(bearing)
        return [self._judged(pair, bearing, taken, row) for pair, row in found]

    def _revived(self) -> list[str]:
        """Those that stand at the date in another reading; without one all relations are told."""
        if "clock" not in self.given:
            return []
        self.contested.work_out(self.contested.ended)
        alive = (
            d for d in self.contested.ended if any(s.alive for s in self.contested.sketches(d))
        )
        return sorted(alive)

    def _judged(
        self, pair: tuple[str, ...], bearing: Collection[str], taken: Collection[str], row: Row
    ) -> Row:
        asked = self.agents(ORGANIZATION)
        cases = distinct(self.contested.of(deal) for deal in pair if deal in bearing)

        def tells(choice: Iterable[Mapping[str, Sketch]]) -> bool:
            told = {d: s for reading in choice for d, s in reading.items() if d in pair}
            takes = any(told[d].parties & asked if d in told else d in taken for d in pair)
            return not any(sketch.ended for sketch in told.values()) and (takes or not asked)

        every = product(*(case.readings for case in cases))
        return self.with_readings(row, cases, always=not cases or all(map(tells, every)))
