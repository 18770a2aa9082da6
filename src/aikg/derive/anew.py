"""Deriving everything anew: from all claims, batch by batch."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from aikg.derive import claims, triples
from aikg.derive.clusters import clusters, derived
from aikg.derive.rules import close
from aikg.derive.vocabulary import Vocabulary
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

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
    batches = _batches(clusters(store))
    # An engine reads and writes without holding Python's lock: the batch before is written and the
    # batch after is read while one is counted.
    with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(1) as writer:
        written: Future[None] | None = None
        for told in _ahead(reader, (partial(claims.read, store, b, vocabulary) for b in batches)):
            text = "\n".join([*derived(told, vocabulary), ""]).encode()
            if written is not None:
                written.result()
            written = writer.submit(store.load, DERIVED_GRAPH, text)
        if written is not None:
            written.result()
    close(store, typed=triples.TYPED)


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


def _batches(found: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    batch: list[str] = []
    for cluster in found:
        batch += cluster
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
