"""Clusters: what hangs together and is counted together, found and counted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aikg.derive import claims, linked, triples
from aikg.derive.counting import Cluster, tally
from aikg.ground.terms import AIKG, bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aikg.derive.claims import Told
    from aikg.derive.counting import Claim, Position, Settled
    from aikg.derive.rows import Asked
    from aikg.derive.vocabulary import Vocabulary
    from aikg.store import Store


def clusters(store: Store) -> Iterator[list[str]]:
    """Give the IRIs of all that claims are about, by cluster: linked ones together."""
    parent: dict[str, str] = {}

    def top(name: str) -> str:
        while parent.get(name, name) != name:
            parent[name] = parent.get(parent[name], parent[name])
            name = parent[name]
        return name

    for one, other in linked.links(store):
        low, high = sorted((top(one), top(other)))
        parent[high] = low
    joined: dict[str, list[str]] = defaultdict(list)
    for subject in linked.subjects(store):
        joined[top(subject)].append(subject)
    yield from joined.values()


def reach(store: Store, start: Iterable[str]) -> set[str]:
    """Give the IRIs of all that hangs together with any of these, themselves included."""
    reached: set[str] = set()
    waiting = set(start)
    while waiting:
        reached |= waiting
        waiting = linked.neighbours(store, waiting) - reached
    return reached


def derived(told: Told, vocabulary: Vocabulary) -> list[str]:
    """Give what is derived of whole clusters, what follows by rules left out, as N-Triples.

    Args:
        told: the claims on all agreements of the clusters.
        vocabulary: the ontology's terms, by what they mean for counting.
    """
    positions: list[Position] = []
    disputes: list[Settled] = []
    wrong: set[tuple[str, str]] = set()
    for cluster in _parted(told, vocabulary):
        found = tally(cluster)
        positions += found.positions
        disputes += found.disputes
        wrong |= found.wrong
    return [
        *triples.disputed(disputes, told),
        *triples.assessed(told, positions, vocabulary, wrong),
        *triples.counted(positions, told),
    ]


def derived_of(store: Asked, agreements: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Give what is derived of agreements that make up whole clusters, read from a store."""
    if not agreements:
        return []
    return derived(claims.read(store, agreements, vocabulary), vocabulary)


def _parted(told: Told, vocabulary: Vocabulary) -> Iterator[Cluster]:
    """Part the claims of a batch that holds clusters whole."""
    agreements = {
        about: found
        for about, found in told.claims.items()
        if any(claim.kind in vocabulary.kinds for claim in found)
    }
    near: dict[str, set[str]] = defaultdict(set)
    programmes = {AIKG + "inProgramme", AIKG + "hasProgrammePart"}
    for about, found in agreements.items():
        for claim in found:
            linked = claim.linked | {
                bare(v) for p, v in told.facts.get(claim.iri, ()) if p in programmes
            }
            # A programme joins its parts even where no claim is about itself.
            for other in linked:
                near[about].add(other)
                near[other].add(about)
    seen: set[str] = set()
    for about in agreements:
        if about in seen:
            continue
        group: set[str] = set()
        waiting = [about]
        while waiting:
            one = waiting.pop()
            if one not in group:
                group.add(one)
                waiting += near[one]
        seen |= group
        found_claims: list[Claim] = [
            claim for name in sorted(group) for claim in agreements.get(name, ())
        ]
        yield Cluster(tuple(found_claims), told.root)
