"""Conditions as told: from the store to whether each is met, failed, or open."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aikg.derive.counting.told import Condition
from aikg.derive.rows import rows, values
from aikg.ground.bounds import ALWAYS, Bounds, Span
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aikg.store import Store

# One pattern in each OPTIONAL: a group of several may be joined as a table of the whole graph.
_CONDITIONS: Final = """
SELECT ?condition ?property ?value ?earliest ?latest ?lower ?upper ?currency WHERE {
  %s
  GRAPH ?g {
    ?condition ?property ?value .
    OPTIONAL { ?value aikg:earliest ?earliest }
    OPTIONAL { ?value aikg:latest ?latest }
    OPTIONAL { ?value aikg:lower ?lower }
    OPTIONAL { ?value aikg:upper ?upper }
    OPTIONAL { ?value aikg:currency ?currency }
  }
}
"""
_NESTED: Final = frozenset({AIKG + "allOf", AIKG + "anyOf"})
_ABSENT: Final = AIKG + "statedAbsent"
_TURNS: Final = frozenset(AIKG + name for name in ("metOn", "failedOn", "fallback"))

_Tree = dict[str, list[list[str]]]


def conditions(store: Store, owners: Iterable[tuple[str, str]]) -> dict[str, list[Condition]]:
    """Read conditions, with those that they consist of.

    Args:
        store: where they are described.
        owners: what depends on a condition, and the condition; both IRIs.

    Returns:
        The conditions of each owner, in the order of their IRIs; those that are told to be absent
        condition nothing and are left out.
    """
    listed = sorted(set(owners))
    tree: _Tree = defaultdict(list)
    absent: set[str] = set()
    waiting = {condition for _, condition in listed}
    while waiting:
        told = list(rows(store, _CONDITIONS % values("condition", sorted(waiting))))
        absent |= {row[0] for row in told if row[1] == _ABSENT and row[2] == "true"}
        found = [row for row in told if row[1] in _NESTED or row[1] in _TURNS]
        for row in found:
            tree[row[0]].append(row)
        waiting = {row[2] for row in found if row[1] in _NESTED} - tree.keys()
    of_owner: dict[str, list[Condition]] = defaultdict(list)
    for owner, condition in listed:
        if condition not in absent:
            of_owner[owner].append(_condition(condition, tree))
    return of_owner


def _condition(iri: str, tree: _Tree, above: frozenset[str] = frozenset()) -> Condition:
    """Work out whether a condition is met or failed, from those that it consists of."""
    met: list[Span] = []
    failed: list[Span] = []
    fallback: list[tuple[str, Bounds]] = []
    every: list[Condition] = []
    some: list[Condition] = []
    for _, property_, value, earliest, latest, lower, upper, currency in tree.get(iri, []):
        name = property_.removeprefix(AIKG)
        if name == "metOn":
            met.append(Span(earliest or None, latest or None))
        elif name == "failedOn":
            failed.append(Span(earliest or None, latest or None))
        elif name == "fallback":
            if lower and upper and currency:
                fallback.append((currency, Bounds(float(lower), float(upper))))
        elif value not in above:
            below = _condition(value, tree, above | {iri})
            (every if name == "allOf" else some).append(below)
    if every:
        if all(c.met is not None for c in every):
            met.append(max((c.met or ALWAYS for c in every), key=lambda s: s.order))
        failed += [c.failed for c in every if c.failed is not None]
    if some:
        met += [c.met for c in some if c.met is not None]
        if all(c.failed is not None for c in some):
            failed.append(max((c.failed or ALWAYS for c in some), key=lambda s: s.order))
    return Condition(
        min(met, key=lambda s: s.order) if met else None,
        min(failed, key=lambda s: s.order) if failed and not met else None,
        tuple(sorted(fallback)),
    )
