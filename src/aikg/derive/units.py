"""Which organization a unit rolls up into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aikg.derive.rows import rows, values
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aikg.derive.rows import Asked

# What follows from units of units is left out: while a change is made it may not hold any more.
_PARENTS: Final = f"""
SELECT ?unit ?parent WHERE {{
  %s
  GRAPH ?g {{ ?unit aikg:unitOf ?parent }}
  FILTER (?g != <{DERIVED_GRAPH}>)
}}
"""


def roots(store: Asked, agents: Iterable[str] | None = None) -> dict[str, str]:
    """Give for each unit the organization that it rolls up into, over as many steps as there are.

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
        ...   kg:lab aikg:unitOf kg:aws . kg:aws aikg:unitOf kg:amazon } }''')
        >>> roots(store, ["https://w3id.org/aikg/id/lab"])["https://w3id.org/aikg/id/lab"]
        'https://w3id.org/aikg/id/amazon'
    """
    if agents is None:
        parents = _parents(rows(store, _PARENTS % ""))
    else:
        parents = {}
        waiting = set(agents)
        while waiting:
            found = _parents(rows(store, _PARENTS % values("unit", sorted(waiting))))
            parents |= found
            waiting = set(found.values()) - parents.keys()
    return {unit: _top(unit, parents) for unit in parents}


def _parents(found: Iterable[list[str]]) -> dict[str, str]:
    """A unit of two, which the shapes refuse, is taken as one of the first."""
    parents: dict[str, str] = {}
    for unit, parent in sorted(found):
        parents.setdefault(unit, parent)
    return parents


def _top(unit: str, parents: Mapping[str, str]) -> str:
    seen = {unit}
    while unit in parents and parents[unit] not in seen:
        unit = parents[unit]
        seen.add(unit)
    return unit
