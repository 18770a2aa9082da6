"""Which units count as the organizations that they are units of, at a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aikg.derive.units import parents, relations, tops
from aikg.questions.dimensions import instant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aikg.derive.units import Relation
    from aikg.store import Store

AS_OF = "as-of"


@dataclass(frozen=True, slots=True)
class Units:
    """The units of organizations, as of a date or in the latest state of all that is told.

    What the vocabulary makes of `unitOf` knows no dates. So as long as all relations hold, units are
    read from there; only where one does not are they worked out here.

    Args:
        store: where the register is.
        at: the instant; None for the latest state.
        apart: whether some relation is not in force for sure.
        dated: the relations that may be.
    """

    store: Store
    at: str | None
    apart: bool
    dated: tuple[Relation, ...]

    @classmethod
    def read(cls, store: Store, dimensions: Mapping[str, str]) -> Units:
        """Read what holds as of the date that was asked for, if one was.

        Raises:
            BadParameter: the date is none.
        """
        at = instant(AS_OF, dimensions[AS_OF]) if AS_OF in dimensions else None
        found = relations(store)
        apart = not all(relation.holds(at) for relation in found)
        return cls(store, at, apart, tuple(r for r in found if r.may_hold(at)))

    def with_units(self, terms: list[str]) -> tuple[list[str], list[str]]:
        """Add the units of organizations, and theirs: those that may be so, and those that surely are.

        Args:
            terms: organizations, in SPARQL's syntax.
        """
        if not self.apart:
            found = self.store.select(
                "SELECT DISTINCT ?unit "
                f"{{ VALUES ?whole {{ {' '.join(terms)} }} ?unit aikg:unitOf ?whole }}"
            )
            every = _added(terms, (str(row["unit"]) for row in found))
            return every, every
        lasting = parents(self.store)
        sure = [(one.unit, one.parent) for one in self.dated if one.holds(self.at)]
        may = [(one.unit, one.parent) for one in self.dated]
        return _below(terms, [*lasting, *may]), _below(terms, [*lasting, *sure])

    def lines(self) -> dict[str, list[str]]:
        """Give what the conditional lines of a query are to hold where dates make a difference.

        Returns:
            `units`, each with the organization at the top that it rolls up into for sure, in place of
            what the query has without dates.
        """
        if not self.apart:
            return {}
        above = dict(parents(self.store))
        above.update((one.unit, one.parent) for one in self.dated if one.holds(self.at))
        pairs = [f"(<{unit}> <{top}>)" for unit, top in sorted(tops(above).items())]
        return {"units": pairs, "no-rollup": []}


def _below(terms: list[str], above: Iterable[tuple[str, str]]) -> list[str]:
    units: dict[str, set[str]] = {}
    for unit, parent in above:
        units.setdefault(f"<{parent}>", set()).add(f"<{unit}>")
    found: set[str] = set()
    waiting = [*terms]
    while waiting:
        new = units.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return _added(terms, found)


def _added(terms: list[str], units: Iterable[str]) -> list[str]:
    return [*terms, *sorted(set(units) - set(terms))]
