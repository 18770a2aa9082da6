"""Ties: whether two take part in an agreement, of one kind, in all readings of the disputes about it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from aikg.questions.holding.rows import OTHERWISE, REVIVED, Holding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.questions.contested import Sketch
    from aikg.questions.holding.rows import Lines, Select
    from aikg.questions.rows import Row


class Ties(Holding):
    """A tie is an agreement, of one kind, in which both take part."""

    fields = ("payers", "payees", "kind", "end")
    beside = ("deal", "class")

    def told(self, select: Select) -> list[Row]:
        """Give the ties of the assessed readings, and those of others, in the order of the query."""
        deals = self.named("a", "b")
        self.contested.work_out(deals)
        plain = dict(select({}))
        lines: Lines = {OTHERWISE: sorted(set(self._otherwise(deals)))}
        if lines[OTHERWISE]:
            alive = [d for d in sorted(deals) if any(s.alive for s in self.contested.sketches(d))]
            if alive:
                lines[REVIVED] = [f"<{deal}>" for deal in alive]
            plain = dict(select(lines)) | plain
        found = [self._judged(deal, class_, row) for (deal, class_), row in plain.items()]
        return sorted(found, key=lambda row: (str(row["kind"]), str(row["agreement"])))

    def _otherwise(self, deals: Iterable[str]) -> Iterable[str]:
        ones, others = self.agents("a"), self.agents("b")
        for deal in deals:
            for sketch in self.contested.sketches(deal):
                if sketch.ended:
                    continue
                for (first, one), (second, other) in product(sketch.roles, repeat=2):
                    if one in ones and other in others:
                        for kind in sketch.kinds:
                            yield _values(deal, one, first, other, second, kind)

    def _judged(self, deal: str, class_: str, row: Row) -> Row:
        ones, others = self.agents("a"), self.agents("b")
        case = self.contested.of(deal)
        if case is None:
            return self.with_readings(row, always=True)

        def tells(sketch: Sketch) -> bool:
            met = sketch.parties & ones and sketch.parties & others
            return bool(met) and class_ in sketch.classes and not sketch.ended

        return self.with_readings(
            row, [case], always=all(tells(reading[deal]) for reading in case.readings)
        )


def _values(*iris: str) -> str:
    return f"({' '.join(f'<{iri}>' for iri in iris)})"
