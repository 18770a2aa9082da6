"""Validating slices in several processes, which get them as text; none that dies loses a slice."""

from __future__ import annotations

import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar, cast

from pyoxigraph import RdfFormat, serialize

from aikg.ground.errors import AikgError
from aikg.ground.helper import GONE, Helper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from pyoxigraph import Triple

    from aikg.gate.findings import Finding
    from aikg.gate.shacl import Engine, Shapes

    Findings = list[Finding]

WORKER: Final = "aikg.gate.whole.worker"
"""The module that a process runs to validate."""
_AHEAD: Final = 2
"""Slices that wait for each process: memory holds these, whatever the size of the store."""
_Key = TypeVar("_Key")


def validated(
    slices: Iterable[tuple[_Key, bytes]],
    shapes: Shapes,
    vocabulary: tuple[Triple, ...],
    engine: Engine = "turbo",
    jobs: int = 1,
) -> Iterator[tuple[_Key, Findings]]:
    """Validate slices, and yield what is found of each, in their order.

    Args:
        slices: the triples of each slice in N-Triples, with a key to know it by.
        shapes: what they are judged by.
        vocabulary: triples that belong to each of them.
        engine: the SHACL engine.
        jobs: how many processes validate; with less than 2 this one does.

    Raises:
        EngineError: the engine failed; a process that is killed is no failure, as this one
            validates its slice and another one takes its place.
    """
    context = _text(vocabulary)
    if jobs < 2 or not sys.executable:
        for key, text in slices:
            yield key, shapes.validate_text(context + text.decode(), engine)
        return
    crew = _Crew(shapes, context, engine, jobs)
    pending: deque[tuple[_Key, Future[Findings]]] = deque()
    with ThreadPoolExecutor(jobs) as pool:
        try:
            for key, text in slices:
                pending.append((key, pool.submit(crew.validated, text.decode())))
                if len(pending) > _AHEAD * jobs:
                    first, done = pending.popleft()
                    yield first, done.result()
            while pending:
                first, done = pending.popleft()
                yield first, done.result()
        finally:  # at once, also where this is broken off: who waits for a process waits no more
            for _, waiting in pending:
                waiting.cancel()
            crew.end()


def _text(triples: Iterable[Triple]) -> str:
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()


class _Crew:
    """Processes, each of which one thread at a time talks to."""

    def __init__(self, shapes: Shapes, context: str, engine: Engine, jobs: int) -> None:
        self._shapes, self._context, self._engine = shapes, context, engine
        self._told = (_text(shapes.triples), context, engine)
        self._free: SimpleQueue[_Process] = SimpleQueue()
        self._all: list[_Process] = []
        self._hiring = Lock()
        self._ended = False
        for _ in range(jobs):
            self._free.put(self._hired())

    def _hired(self) -> _Process:
        with self._hiring:
            process = _Process(self._told)
            self._all.append(process)
            if self._ended:
                process.end()
            return process

    def validated(self, text: str) -> Findings:
        process = self._free.get()
        try:
            return process.validated(text)
        except GONE:
            # The process is gone, whatever ended it: what it had in hand is validated here.
            process.end()
            if self._ended:
                return []
            process = self._hired()
            return self._shapes.validate_text(self._context + text, self._engine)
        finally:
            self._free.put(process)

    def end(self) -> None:
        with self._hiring:
            self._ended = True
            for process in self._all:
                process.end()


class _Process(Helper):
    """A process that validates."""

    def __init__(self, told: tuple[str, str, str]) -> None:
        super().__init__(WORKER)
        self._told: object = told

    def validated(self, text: str) -> Findings:
        """What is found of a slice.

        Raises:
            EOFError: the process has ended.
            OSError: likewise.
            EngineError: the engine failed.
        """
        if self._told is not None:
            self.tell(self._told)
            self._told = None
        self.tell(text)
        answer = self.answer()
        if isinstance(answer, AikgError):
            raise answer
        return cast("Findings", answer)
