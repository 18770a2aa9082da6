"""Counting spread over processes: each counts whole clusters, and asks this one for their claims.

Counting is Python's work, and Python does one thing at a time in a process; the engine, which this
process keeps, answers, writes and lets go of Python's lock meanwhile.
"""

from __future__ import annotations

import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Final, cast

from aikg.derive.clusters import derived_of
from aikg.derive.ntriples import text_of
from aikg.derive.rows import written
from aikg.ground.helper import GONE, Helper

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from concurrent.futures import Future

    from aikg.derive.vocabulary import Vocabulary
    from aikg.store import Store

COUNTER: Final = "aikg.derive.counter"
"""The module that a process runs to count."""

_AHEAD: Final = 2
"""For each process, batches that are counted before they are asked for."""


def counted(
    store: Store, batches: Iterable[Sequence[str]], vocabulary: Vocabulary, processes: int
) -> Generator[bytes]:
    """Count batches of agreements, as what is derived of them is asked for.

    Args:
        store: where the claims are.
        batches: IRIs of agreements, clusters whole.
        vocabulary: the terms of the ontology.
        processes: how many count; with less than 2 this one does.

    Returns:
        For each batch, in their order, what is derived of it as N-Triples.
    """
    if processes < 2 or not sys.executable:
        return (text_of(derived_of(store, batch, vocabulary)) for batch in batches)
    return _Run(store, vocabulary, processes).through(batches)


class _Run:
    """Batches that are handed out to whoever is free."""

    def __init__(self, store: Store, vocabulary: Vocabulary, processes: int) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._processes = processes
        self._stopped = Event()

    def through(self, batches: Iterable[Sequence[str]]) -> Generator[bytes]:
        """Hand batches to counters until there are none."""
        counters = [_Counter() for _ in range(self._processes)]
        free: SimpleQueue[_Counter] = SimpleQueue()
        under_way: deque[Future[bytes]] = deque()
        with ThreadPoolExecutor(self._processes) as pool:
            try:
                for counter in counters:
                    counter.begin(self._vocabulary)
                    free.put(counter)
                for batch in batches:
                    under_way.append(pool.submit(self._counted, free, batch))
                    if len(under_way) > _AHEAD * self._processes:
                        yield under_way.popleft().result()
                while under_way:
                    yield under_way.popleft().result()
            finally:  # at once, also where this is broken off: who waits for a counter waits no more
                self._stopped.set()
                for counter in counters:
                    counter.end()

    def _counted(self, free: SimpleQueue[_Counter], batch: Sequence[str]) -> bytes:
        if self._stopped.is_set():
            return b""
        counter = free.get()
        try:
            return counter.counted(batch, self._store)
        except GONE:
            if self._stopped.is_set():
                return b""
            # The other process is gone, whatever ended it: what it had in hand is counted here.
            return text_of(derived_of(self._store, batch, self._vocabulary))
        finally:
            free.put(counter)


class _Counter(Helper):
    """A process that counts."""

    def __init__(self) -> None:
        super().__init__(COUNTER)

    def begin(self, vocabulary: Vocabulary) -> None:
        try:
            self.tell(vocabulary)
        except OSError:
            return  # it is gone already, which the first batch shows too

    def counted(self, batch: Sequence[str], store: Store) -> bytes:
        """What is derived of a batch, as N-Triples, its questions to the store answered meanwhile.

        Raises:
            EOFError: the process has ended.
            OSError: likewise.
        """
        self.tell(list(batch))
        while True:
            told = self.answer()
            if isinstance(told, bytes):
                return told
            self.tell(written(store, cast("str", told)))
