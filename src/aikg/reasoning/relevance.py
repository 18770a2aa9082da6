"""Which axioms bear on which: the order in which a clash is looked for."""

from __future__ import annotations

import heapq
from collections import defaultdict
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from aikg.reasoning.axioms import Axiom


def candidates(axioms: Sequence[Axiom], lines: Iterable[frozenset[str]]) -> list[Axiom]:
    """Find the axioms that a justification may mean.

    Args:
        axioms: those that it was made from.
        lines: for each axiom of the justification, the IRIs that stand in it.

    Returns:
        The axioms with just these IRIs; for a line without any, those with these IRIs and others,
        for a reasoner may show one pair of a list where the graph has the list.
    """
    found: dict[Axiom, None] = {}
    for names in lines:
        same = [axiom for axiom in axioms if axiom.signature == names]
        found.update(dict.fromkeys(same or [a for a in axioms if names and names <= a.signature]))
    return [axiom for axiom in axioms if axiom in found]


def around(axioms: Sequence[Axiom], names: Collection[str]) -> list[Axiom]:
    """Return the vocabulary's axioms, and the facts that mention nothing but these IRIs."""
    return [axiom for axiom in axioms if not axiom.is_fact or axiom.signature <= set(names)]


def nearest_first(needed: Sequence[Axiom], pool: Sequence[Axiom]) -> list[Axiom]:
    """Put axioms in the order of their distance from others, by the terms that they share.

    A step through a term that many axioms share is a long one. Where nothing is needed yet, the
    vocabulary comes first: it is small, and seldom wrong without any fact.
    """
    if not needed:
        return sorted(pool, key=lambda axiom: axiom.is_fact)
    sharing: dict[str, list[Axiom]] = defaultdict(list)
    for axiom in pool:
        for term in axiom.signature:
            sharing[term].append(axiom)
    reached: dict[Axiom, float] = {}
    terms: dict[str, float] = {}
    heap = [(0.0, term) for term in sorted({t for axiom in needed for t in axiom.signature})]
    while heap:
        distance, term = heapq.heappop(heap)
        if terms.setdefault(term, distance) < distance:
            continue
        further = distance + log2(1 + len(sharing[term]))
        for axiom in sharing[term]:
            if further < reached.get(axiom, float("inf")):
                reached[axiom] = further
                for other in axiom.signature:
                    if other not in terms:
                        heapq.heappush(heap, (further, other))
    return sorted(pool, key=lambda axiom: reached.get(axiom, float("inf")))
