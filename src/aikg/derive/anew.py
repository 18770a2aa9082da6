"""Deriving everything anew: from all claims, batch by batch."""

from __future__ import annotations

import os
from contextlib import closing
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from aikg.derive import totals, triples
from aikg.derive.clusters import clusters
from aikg.derive.rules import close
from aikg.derive.spread import counted
from aikg.derive.vocabulary import Vocabulary
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aikg.store import Store

BATCH: Final = 1_000
"""Agreements that are read and counted at once: memory follows it, not the graph."""

FEW: Final = 4
"""Batches that are counted before another process has started."""


def derive_all(store: Store, *, processes: int | None = None) -> None:
    """Derive everything anew from the claims that stand, into the graph `…/graph/derived`.

    Args:
        store: with the ontology, the register and the claims in their graphs.
        processes: how many count; by default one for each processor where there is much to count.
    """
    vocabulary = Vocabulary.read(store)
    store.replace(DERIVED_GRAPH, ())
    batches = _batches(clusters(store))
    first = list(islice(batches, FEW + 1))
    if processes is None:
        processes = _processors() if len(first) > FEW else 1
    with closing(counted(store, chain(first, batches), vocabulary, processes)) as texts:
        store.load(DERIVED_GRAPH, texts)
    totals.add_all(store)
    close(store, written=triples.WRITTEN)


def _processors() -> int:
    """The processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # where the system does not tell
        return os.cpu_count() or 1


def _batches(found: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    batch: list[str] = []
    for cluster in found:
        batch += cluster
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
