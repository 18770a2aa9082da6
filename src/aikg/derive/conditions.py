"""Conditions as told: from the store to whether each is met, failed, or open."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from aikg.derive.counting.told import Condition, Figure
from aikg.derive.rows import rows, values
from aikg.ground.bounds import ALWAYS, Bounds, Span
from aikg.ground.terms import AIKG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from aikg.derive.rows import Asked

# One pattern in each OPTIONAL: a group of several may be joined as a table of the whole graph.
_CONDITIONS: Final = """
SELECT ?condition ?property ?value ?earliest ?latest ?lower ?upper ?currency ?role ?standing WHERE {
  %s
  GRAPH ?g {
    ?condition ?property ?value .
    OPTIONAL { ?value aikg:earliest ?earliest }
    OPTIONAL { ?value aikg:latest ?latest }
    OPTIONAL { ?value aikg:lower ?lower }
    OPTIONAL { ?value aikg:upper ?upper }
    OPTIONAL { ?value aikg:currency ?currency }
    OPTIONAL { ?value aikg:figureRole ?role }
    OPTIONAL { ?value aikg:standing ?standing }
  }
}
"""
_NESTED: Final = frozenset({AIKG + "allOf", AIKG + "anyOf"})
_ABSENT: Final = AIKG + "statedAbsent"
_RELEASES: Final = AIKG + "releases"
_TURNS: Final = frozenset(AIKG + name for name in ("metOn", "failedOn", "fallback", "releases"))

_DEPRECATED: Final = AIKG + "standing-deprecated"


class _Row(NamedTuple):
    """A row of `_CONDITIONS`: a property of a condition, and what its value is like, if it has parts."""

    condition: str
    property_: str
    value: str
    earliest: str
    latest: str
    lower: str
    upper: str
    currency: str
    role: str
    standing: str

    @property
    def when(self) -> Span:
        return Span(self.earliest or None, self.latest or None)

    @property
    def amount(self) -> tuple[str, Bounds] | None:
        """A currency, and how much of it; None where one of them is not told."""
        if not (self.lower and self.upper and self.currency):
            return None
        return self.currency, Bounds(float(self.lower), float(self.upper))


_Tree = dict[str, list[_Row]]


def conditions(
    store: Asked,
    owners: Iterable[tuple[str, str]],
    claim_of: Mapping[str, str],
    counted: Collection[str],
) -> dict[str, list[Condition]]:
    """Read conditions, with those that they consist of.

    Args:
        store: where they are described.
        owners: what depends on a condition, and the condition; both IRIs.
        claim_of: the claim of each figure and stage entry.
        counted: the figure roles that are counted.

    Returns:
        The conditions of each owner, in the order of their IRIs. Those that are told to be absent
        condition nothing and are left out. One that releases a figure of its claim is of that
        figure alone; one that releases an amount within those of its claim is of the claim.
    """
    listed = sorted(set(owners))
    tree, absent = _read(store, {condition for _, condition in listed})
    of_owner: dict[str, dict[str, Condition]] = defaultdict(dict)
    # Claims come first: what all of it depends on, its stages need not say again.
    for owner, condition in sorted(listed, key=lambda pair: pair[0] in claim_of):
        if condition in absent:
            continue
        claim = claim_of.get(owner, owner)
        plain = _condition(condition, tree)
        released = {
            row.value: row.amount
            for row in tree.get(condition, ())
            if row.property_ == _RELEASES and row.role in counted and row.standing != _DEPRECATED
            if row.amount
        }
        within = tuple(sorted(b for f, b in released.items() if claim_of.get(f) != claim))
        for figure in released.keys() & claim_of.keys():
            of_owner[figure][condition] = plain
        if within:
            of_owner[claim][condition] = plain._replace(releases=within)
        elif not released and condition not in of_owner.get(claim, ()):
            of_owner[owner][condition] = plain
    return {owner: [found[iri] for iri in sorted(found)] for owner, found in of_owner.items()}


def freed(
    figures: Sequence[Figure], told: Iterable[Condition]
) -> tuple[tuple[Figure, ...], tuple[Condition, ...]]:
    """Make amounts that conditions release figures of a claim that tells none in their currency.

    Args:
        figures: the counted figures of a claim.
        told: the conditions of all of it.

    Returns:
        Its figures, and the conditions of all of it without those of a released figure alone.
    """
    own = {figure.currency for figure in figures}
    found, left = [*figures], []
    for condition in told:
        plain = condition._replace(releases=())
        mine = [(currency, b) for currency, b in condition.releases if currency not in own]
        found += [Figure(bounds, currency, conditions=(plain,)) for currency, bounds in mine]
        if not mine:
            left.append(condition)
    return tuple(found), tuple(left)


def _read(store: Asked, waiting: set[str]) -> tuple[_Tree, set[str]]:
    """Read what is told of conditions and those that they consist of, and which are absent."""
    tree: _Tree = defaultdict(list)
    absent: set[str] = set()
    seen: set[str] = set()
    while waiting:
        seen |= waiting
        query = _CONDITIONS % values("condition", sorted(waiting))
        told = [_Row(*cells) for cells in rows(store, query)]
        absent |= {
            row.condition for row in told if row.property_ == _ABSENT and row.value == "true"
        }
        found = [row for row in told if row.property_ in _NESTED or row.property_ in _TURNS]
        for row in found:
            tree[row.condition].append(row)
        waiting = {row.value for row in found if row.property_ in _NESTED} - seen
    return {
        iri: [row for row in told if row.property_ not in _NESTED or row.value not in absent]
        for iri, told in tree.items()
    }, absent


def _condition(iri: str, tree: _Tree, above: frozenset[str] = frozenset()) -> Condition:
    """Work out whether a condition is met or failed, from those that it consists of."""
    met: list[Span] = []
    failed: list[Span] = []
    fallback: list[tuple[str, Bounds]] = []
    every: list[Condition] = []
    some: list[Condition] = []
    for row in tree.get(iri, []):
        name = row.property_.removeprefix(AIKG)
        if name == "metOn":
            met.append(row.when)
        elif name == "failedOn":
            failed.append(row.when)
        elif name == "fallback":
            if row.amount:
                fallback.append(row.amount)
        elif name in ("allOf", "anyOf") and row.value not in above:
            below = _condition(row.value, tree, above | {iri})
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
        members=max(1, sum(c.members for c in every) + min((c.members for c in some), default=0)),
    )
