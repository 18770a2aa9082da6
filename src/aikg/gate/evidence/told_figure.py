"""A figure as a claim tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.ground.bounds import INF
from aikg.ground.terms import AIKG, UNIT, shorten

if TYPE_CHECKING:
    from aikg.gate.change import Change


_CURRENCY = re.compile("([A-Z]{3})?")


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure as a claim tells it.

    Attributes:
        iri: Its IRI.
        phrase: Its words, of the source.
        lower: Its lower bound.
        upper: Its upper bound, or INF.
        currency: ISO 4217 code, or empty.
        unit: IRI of its unit, or empty.
        hedges: IRIs of its kinds of hedge.
        words: The words of its hedges.
        counted: Whether it is a price or principal.
    """

    iri: str
    phrase: str
    lower: float
    upper: float
    currency: str
    unit: str
    hedges: frozenset[str]
    words: tuple[str, ...]
    counted: bool = False

    @classmethod
    def of(cls, change: Change, iri: str) -> ToldFigure | None:
        """Read a figure; None where a bound or its currency is malformed, as shapes say."""
        lower, upper = change.number(iri, "lower"), change.number(iri, "upper")
        currency = change.text(iri, "currency")
        if lower is None or upper is None or not _CURRENCY.fullmatch(currency):
            return None
        return cls(
            iri,
            change.text(iri, "asStated"),
            lower,
            upper,
            currency,
            change.node(iri, "unit"),
            frozenset(change.nodes(iri, "hedge")),
            tuple(change.texts_of(iri, "hedgeWords")),
            change.said(change.node(iri, "figureRole"), "isCounted"),
        )

    @property
    def firm(self) -> bool:
        """Whether both bounds are the same."""
        return self.lower == self.upper

    @property
    def exact(self) -> bool:
        """Whether it is firm and nothing hedges it."""
        return self.firm and not self.hedges

    @property
    def ranged(self) -> bool:
        """Whether it has two bounds of its own."""
        return 0 < self.lower < self.upper < INF

    @property
    def value(self) -> float:
        """The number that is told: the upper bound, or the lower one where the top is open."""
        return self.lower if self.upper == INF or self.ranged else self.upper

    @property
    def quantity(self) -> str:
        """QUDT's name of its unit, such as "GigaW"; of another unit its IRI; empty for none."""
        return self.unit.removeprefix(UNIT)

    @property
    def measure(self) -> str:
        """Its currency or unit, for people."""
        return self.currency or shorten(self.unit).removeprefix(shorten(AIKG)) or "nothing"
