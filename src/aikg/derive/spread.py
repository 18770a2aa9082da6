"""Counting spread over processes: each counts whole clusters, and asks this one for their claims.

Counting is Python's work, and Python does one thing at a time in a process; the engine, which this
process keeps, answers, writes and lets go of Python's lock meanwhile.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, Final, cast

from aikg.derive.clusters import derived_of
from aikg.derive.rows import written
from aikg.ground.helper import GONE, Helper
from aikg.ground.terms import DERIVED_GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aikg.derive.vocabulary import Vocabulary
    from aikg.store import Store

COUNTER: Final = "aikg.derive.counter"
"""The module that a process runs to count."""


def count_all(
    store: Store, batches: Iterable[Sequence[str]], vocabulary: Vocabulary, processes: int
) -> None:
    """Count batches of agreements, and write what is derived of them.

    Args:
        store: where the claims are, and where what is derived is written.
        batches: IRIs of agreements, clusters whole.
        vocabulary: the terms of the ontology.
        processes: how many count; with less than 2 this one does.
    """
    waiting = iter(batches)
    if processes < 2 or not sys.executable:
        for batch in waiting:
            store.load(DERIVED_GRAPH, _text(derived_of(store, batch, vocabulary)))
        return
    run = _Run(store, vocabulary, waiting)
    counters = [_Counter() for _ in range(processes)]
    with ThreadPoolExecutor(processes) as pool:
        try:
            for ended in [pool.submit(run.through, counter) for counter in counters]:
                ended.result()
        finally:  # at once, also where this is broken off: who waits for a counter waits no more
            run.stop()
            for counter in counters:
                counter.end()


def _text(lines: Iterable[str]) -> bytes:
    return "\n".join([*lines, ""]).encode()


class _Run:
    """Batches that are handed out to whoever is free."""

    def __init__(
        self, store: Store, vocabulary: Vocabulary, batches: Iterator[Sequence[str]]
    ) -> None:
        self._store = store
        self._vocabulary = vocabulary
        self._batches = batches
        self._taking, self._writing = Lock(), Lock()
        self._stopped = False

    def stop(self) -> None:
        self._stopped = True

    def _next(self) -> Sequence[str] | None:
        with self._taking:
            return None if self._stopped else next(self._batches, None)

    def through(self, counter: _Counter) -> None:
        """Hand batches to a counter until there are none."""
        try:
            counter.begin(self._vocabulary)
            while (batch := self._next()) is not None:
                self._write(self._counted(counter, batch))
        except BaseException:
            self.stop()
            raise

    def _counted(self, counter: _Counter, batch: Sequence[str]) -> bytes:
        try:
            return counter.counted(batch, self._store)
        except GONE:
            if self._stopped:
                return b""
            # The other process is gone, whatever ended it: what it had in hand is counted here.
            return _text(derived_of(self._store, batch, self._vocabulary))

    def _write(self, text: bytes) -> None:
        with self._writing:
            if not self._stopped:
                self._store.load(DERIVED_GRAPH, text)


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
