"""Keeping the derived graph: all of it anew, or what a change reaches and nothing else."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import pyoxigraph as ox

from aikg.derive import claims, triples
from aikg.derive.counting import Cluster, count, settled, told_wrong
from aikg.derive.rows import rows, values
from aikg.derive.rules import close, maintain
from aikg.derive.vocabulary import Vocabulary
from aikg.ground.terms import AIKG, DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from aikg.derive.claims import Told
    from aikg.derive.counting import Claim
    from aikg.store import Store

T = TypeVar("T")

BATCH: Final = 2_000
"""Agreements that are read, counted and written at once: memory follows it, not the graph."""


def derive_all(store: Store) -> None:
    """Derive everything anew from the claims that stand, into the graph `…/graph/derived`.

    Args:
        store: with the ontology, the register and the claims in their graphs.
    """
    vocabulary = Vocabulary.read(store)
    store.replace(DERIVED_GRAPH, ())
    batches = _batches(_clusters(store))
    # An engine reads and writes without holding Python's lock: the batch before is written and the
    # batch after is read while one is counted.
    with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(1) as writer:
        written: Future[None] | None = None
        for told in _ahead(reader, (partial(claims.read, store, b, vocabulary) for b in batches)):
            text = "\n".join([*_derived(told, vocabulary), ""]).encode()
            if written is not None:
                written.result()
            written = writer.submit(store.load, DERIVED_GRAPH, text)
        if written is not None:
            written.result()
    close(store, typed=triples.TYPED)


@contextmanager
def refresh(store: Store, touched: Iterable[str]) -> Iterator[None]:
    """Bring the derived graph up to date with a change of claims that is made inside.

    What is derived of the clusters that the change reaches is worked out before and after it; the
    difference, and what follows from it, is written, and no other triple changes.

    Args:
        store: the store.
        touched: what the claims that come or go are about, and what they link it to.

    Examples:
        >>> from aikg.store import EmbeddedStore
        >>> store = EmbeddedStore()
        >>> with refresh(store, ["https://w3id.org/aikg/id/deal"]):
        ...     store.update('''INSERT DATA { GRAPH graph:s { <urn:c> aikg:about kg:deal ;
        ...       aikg:kind aikg:Loan ; aikg:inSource src:s ; aikg:standing <urn:normal> } }''')
        >>> store.ask("ASK { GRAPH graph:derived { kg:deal a aikg:Loan } }")
        True
    """
    vocabulary = Vocabulary.read(store)
    start = set(touched)
    before_reach = _reach(store, start)
    before = set(_lines(store, sorted(before_reach), vocabulary))
    yield
    reach = _reach(store, start | before_reach)
    after = set(_lines(store, sorted(reach), vocabulary))
    if reach != before_reach:
        # The change has joined clusters: the others' part of what was derived was there before.
        before |= set(_standing(store, after - before))
    gone = _unshared(store, before - after)
    added, removed = _parsed(after - before), _parsed(gone)
    _write(store, added, removed)
    stands: set[ox.Triple] = set()

    def assessed(doubtful: set[ox.Triple]) -> set[ox.Triple]:
        if not stands:
            stands.update(_parsed(after))
        return doubtful & stands

    maintain(store, added, removed, assessed)


def _ahead(pool: Executor, tasks: Iterable[Callable[[], T]]) -> Iterator[T]:
    """The results of tasks in order, each begun while the one before is used."""
    running: Future[T] | None = None
    for task in tasks:
        begun = pool.submit(task)
        if running is not None:
            yield running.result()
        running = begun
    if running is not None:
        yield running.result()


def _clusters(store: Store) -> Iterator[list[str]]:
    """What claims are about, by cluster: linked ones together."""
    parent: dict[str, str] = {}

    def top(name: str) -> str:
        while parent.get(name, name) != name:
            parent[name] = parent.get(parent[name], parent[name])
            name = parent[name]
        return name

    for one, other in claims.links(store):
        low, high = sorted((top(one), top(other)))
        parent[high] = low
    joined: dict[str, list[str]] = defaultdict(list)
    for subject in claims.subjects(store):
        joined[top(subject)].append(subject)
    yield from joined.values()


def _batches(clusters: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    batch: list[str] = []
    for cluster in clusters:
        batch += cluster
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _reach(store: Store, start: Iterable[str]) -> set[str]:
    """All that hangs together with any of these."""
    reached: set[str] = set()
    waiting = set(start)
    while waiting:
        reached |= waiting
        waiting = claims.neighbours(store, waiting) - reached
    return reached


def _lines(store: Store, subjects: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """What is derived of whole clusters, as N-Triples."""
    if not subjects:
        return []
    return _derived(claims.read(store, subjects, vocabulary), vocabulary)


def _derived(told: Told, vocabulary: Vocabulary) -> list[str]:
    lines: list[str] = []
    everything = []
    wrong: set[tuple[str, str]] = set()
    for cluster in _told_clusters(told, vocabulary):
        everything += count(cluster)
        wrong |= told_wrong(cluster)
        lines += triples.disputed(settled(cluster), told)
    lines += triples.assessed(told, everything, vocabulary, wrong)
    lines += triples.counted(everything, told)
    return lines


def _told_clusters(told: Told, vocabulary: Vocabulary) -> Iterator[Cluster]:
    """The clusters of a batch that holds them whole."""
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
                v[1:-1] for p, v in told.facts.get(claim.iri, ()) if p in programmes
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


def _standing(store: Store, lines: Iterable[str]) -> Iterator[str]:
    """Of some triples those that stand in the derived graph."""
    for line in lines:
        if store.ask(f"ASK {{ GRAPH <{DERIVED_GRAPH}> {{ {line} }} }}"):
            yield line


def _unshared(store: Store, lines: set[str]) -> set[str]:
    """What goes, without the party groups that flows use still."""
    groups = {line.split(" ", 1)[0] for line in lines if f"<{AIKG}PartyGroup>" in line}
    if not groups:
        return lines
    used = rows(
        store,
        f"SELECT ?flow ?side ?group {{ {values('group', sorted(g[1:-1] for g in groups))} "
        f"VALUES ?side {{ aikg:fromGroup aikg:toGroup }} "
        f"GRAPH <{DERIVED_GRAPH}> {{ ?flow ?side ?group }} }}",
    )
    kept = {
        f"<{group}>" for flow, side, group in used if f"<{flow}> <{side}> <{group}> ." not in lines
    }
    return {line for line in lines if line.split(" ", 1)[0] not in kept}


def _parsed(lines: Iterable[str]) -> set[ox.Triple]:
    text = "\n".join(lines).encode()
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}


def _write(store: Store, added: set[ox.Triple], removed: set[ox.Triple]) -> None:
    requests = [
        f"{verb} DATA {{ GRAPH <{DERIVED_GRAPH}> {{\n{_block(found)}\n}} }}"
        for verb, found in (("DELETE", removed), ("INSERT", added))
        if found
    ]
    if requests:
        store.update(" ;\n".join(requests))


def _block(found: set[ox.Triple]) -> str:
    return "\n".join(sorted(f"{triple} ." for triple in found))
