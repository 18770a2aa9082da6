"""Which organization a unit rolls up into: as `unitOf` has it, or a relation that bears dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.derive.rows import rows, values
from aikg.ground.bounds import ALWAYS, Span
from aikg.ground.terms import AIKG, DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aikg.derive.rows import Asked

TOLD_BY: Final = frozenset(
    AIKG + name for name in ("unitOf", "unitRelation", "parent", "validUntil")
)
"""The properties that tell which unit rolls up into what, in the latest state of all that is told."""

# What follows from units of units is left out: while a change is made it may not hold any more.
_PARENTS: Final = f"""
SELECT ?unit ?parent WHERE {{
  %s
  GRAPH ?g {{ ?unit aikg:unitOf ?parent }}
  FILTER (?g != <{DERIVED_GRAPH}>)
}}
"""
_LASTING: Final = """
SELECT ?unit ?parent WHERE {
  %s
  GRAPH ?of_unit { ?unit aikg:unitRelation ?relation }
  GRAPH ?of_parent { ?relation aikg:parent ?parent }
  FILTER NOT EXISTS { GRAPH ?of_end { ?relation aikg:validUntil ?end } }
}
"""
_DATED: Final = """
SELECT ?unit ?parent ?since_earliest ?since_latest ?until ?until_earliest ?until_latest WHERE {
  GRAPH ?of_unit { ?unit aikg:unitRelation ?relation }
  GRAPH ?of_parent { ?relation aikg:parent ?parent }
  OPTIONAL { GRAPH ?a { ?relation aikg:validFrom/aikg:earliest ?since_earliest } }
  OPTIONAL { GRAPH ?b { ?relation aikg:validFrom/aikg:latest ?since_latest } }
  OPTIONAL {
    GRAPH ?c { ?relation aikg:validUntil ?until }
    OPTIONAL { GRAPH ?d { ?until aikg:earliest ?until_earliest } }
    OPTIONAL { GRAPH ?e { ?until aikg:latest ?until_latest } }
  }
}
"""


class Relation(NamedTuple):
    """That an organization is a unit of another, for a time.

    Attributes:
        unit: IRI of the unit.
        parent: IRI of the organization that it is a unit of.
        since: when that began; no bounds where it is not told.
        until: when it ended; None where it has not.
    """

    unit: str
    parent: str
    since: Span
    until: Span | None

    def may_hold(self, at: str | None) -> bool:
        """Whether it may be in force at an instant; in the latest state for None."""
        if at is None:
            return self.until is None
        ended = self.until is not None and (self.until.latest or "9") <= at
        return (self.since.earliest or "") <= at and not ended

    def holds(self, at: str | None) -> bool:
        """Whether it is in force for sure; one without a beginning has been so all along."""
        if at is None:
            return self.until is None
        begun = self.since == ALWAYS or (self.since.latest or "9") <= at
        return begun and (self.until is None or (self.until.earliest or "") > at)


def parents(store: Asked) -> list[tuple[str, str]]:
    """Give each unit and the organization that it is a unit of, as told without dates."""
    return [(unit, parent) for unit, parent in sorted(rows(store, _PARENTS % ""))]


def relations(store: Asked) -> list[Relation]:
    """Give the relations of units to their parents that may bear dates.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:register { kg:lab aikg:unitRelation [
        ...   aikg:parent kg:aws ; aikg:validFrom [
        ...     aikg:earliest "2025-03-01T00:00:00Z"^^xsd:dateTime ;
        ...     aikg:latest "2025-03-31T23:59:59Z"^^xsd:dateTime ] ] } }''')
        >>> [relation] = relations(store)
        >>> [relation.may_hold(f"2025-{day}T23:59:59Z") for day in ("02-28", "03-01", "03-31")]
        [False, True, True]
        >>> [relation.holds(f"2025-{day}T23:59:59Z") for day in ("02-28", "03-01", "03-31")]
        [False, False, True]
    """
    return [
        Relation(
            unit,
            parent,
            Span(*(date or None for date in dates[:2])),
            Span(*(date or None for date in dates[3:])) if dates[2] else None,
        )
        for unit, parent, *dates in sorted(rows(store, _DATED))
    ]


def roots(store: Asked, agents: Iterable[str] | None = None) -> dict[str, str]:
    """Give for each unit the organization that it rolls up into, over as many steps as there are.

    A relation that is told to end holds no more in the latest state of all that is told.

    Args:
        store: where the register is.
        agents: IRIs of those that are asked about; all if not given.

    Returns:
        For each of them that is a unit, and each unit on its way up, the IRI of its root; what is no
        unit is left out.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> store.update('''INSERT DATA { GRAPH graph:register {
        ...   kg:lab aikg:unitOf kg:aws . kg:aws aikg:unitRelation [ aikg:parent kg:amazon ] } }''')
        >>> roots(store, ["https://w3id.org/aikg/id/lab"])["https://w3id.org/aikg/id/lab"]
        'https://w3id.org/aikg/id/amazon'
    """
    if agents is None:
        return tops(_parents(store, ""))
    above: dict[str, str] = {}
    waiting = set(agents)
    while waiting:
        found = _parents(store, values("unit", sorted(waiting)))
        above |= found
        waiting = set(found.values()) - above.keys()
    return tops(above)


def tops(above: Mapping[str, str]) -> dict[str, str]:
    """Give for each unit the organization at the top, from the one that it is a unit of.

    Examples:
        >>> tops({"lab": "aws", "aws": "amazon"})
        {'lab': 'amazon', 'aws': 'amazon'}
    """
    found = {unit: _top(unit, above) for unit in above}
    return {unit: top for unit, top in found.items() if unit != top}


def _parents(store: Asked, which: str) -> dict[str, str]:
    """A unit of two, which the shapes refuse, is taken as one of the first."""
    found: dict[str, str] = {}
    for query in (_PARENTS, _LASTING):
        for unit, parent in sorted(rows(store, query % which)):
            found.setdefault(unit, parent)
    return found


def _top(unit: str, above: Mapping[str, str]) -> str:
    way = [unit]
    while (parent := above.get(way[-1])) is not None:
        if parent in way:
            # Units of one another, which the shapes refuse, count as the first of them.
            return min(way[way.index(parent) :])
        way.append(parent)
    return way[-1]
